/** Growth against its end points: changes, multiples and compound rates, recomputed from the levels that they lie between. */
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { scaleDraftOf } from './explain.ts';
import { taxonomy } from '../../claims/taxonomy.ts';
import { periodKey, spanOf } from './periods.ts';
import { isRevised } from './scope.ts';
import { keyFor, markSlip, severityOf } from './suspicion.ts';
import { isOpen, meant, scaled, type Value } from './values.ts';
import { explained, familiesOf, groupsOf, quoteOf, takenValue, type Draft, type Suspicion, type World } from './world.ts';

type Interval = { low: number; high: number };
/** What growth lies between, and how many years apart. */
type Ends = { from: Fact; to: Fact; years: number; own: boolean };

const share = (value: Value): Interval => meant(value);

/** Levels of what grew, at a time, of the same document: also where all of it may be of a part. */
function ownLevelAt(world: World, growth: Fact, period: string): Fact | null {
  const { claim } = growth;
  const key = periodKey(claim.metric, period);
  const facts = (world.byFamily.get(growth.family) ?? []).filter(
    (fact) =>
      isLevelOf(fact, growth) &&
      fact.bucket !== null &&
      periodKey(claim.metric, fact.claim.period) === key &&
      growth.region === fact.region &&
      growth.entity === fact.entity &&
      growth.aspect === fact.aspect,
  );
  // Two levels of one time in one document: the nearest in the text is meant.
  return (
    facts.toSorted(
      (a, b) => Math.abs(a.claim.start - claim.start) - Math.abs(b.claim.start - claim.start) || a.claim.start - b.claim.start,
    )[0] ?? null
  );
}

const isLevelOf = (fact: Fact, { claim }: Fact): boolean =>
  fact.claim.metric === claim.metric &&
  fact.claim.measure === 'level' &&
  fact.claim.status !== 'target' &&
  fact.claim.status !== 'policy' &&
  fact.value.value > 0 &&
  inYuan(fact) !== null;

/** Levels of what grew, at a time, on which most other sources agree. */
function levelAt(world: World, growth: Fact, period: string): Fact | null {
  const { claim } = growth;
  const key = periodKey(claim.metric, period);
  if (key === null) return null;
  const facts = taxonomy[claim.metric].units
    .flatMap(
      (unit) =>
        world.byBucket.get([claim.metric, 'level', unit, 'told', growth.region, growth.entity, growth.aspect, key, ''].join('|')) ?? [],
    )
    .filter((fact) => fact.family !== growth.family && !world.accused.has(fact) && fact.value.value > 0 && inYuan(fact) !== null);
  if (facts.length === 0) return null;
  const [most, second] = groupsOf(facts);
  // What sources differ about is no measure of anything.
  if (second && familiesOf(second) >= familiesOf(most!)) return null;
  return most!.toSorted(
    (a, b) =>
      Number(isOpen(a.value)) - Number(isOpen(b.value)) ||
      Number(looksAhead(a)) - Number(looksAhead(b)) ||
      a.value.step - b.value.step ||
      (a.order < b.order ? -1 : 1),
  )[0]!;
}

/** An outlook is the poorer witness of what was. */
const looksAhead = ({ claim }: Fact): boolean => claim.statusAsWorded === 'forecast';

/** First and last period of a growth, as the claim has them. */
function periodsOf({ claim }: Fact): { from: string; to: string } | null {
  const [first, last] = (claim.period ?? '').split('..');
  const year = /^\d{4}$/.exec(claim.period ?? '')?.[0];
  // “On the previous year” is the one before its own, whatever year the text was published in.
  if (claim.measure === 'change' && year && claim.basePeriod !== null && claim.basePeriod >= year)
    return { from: String(Number(year) - 1), to: year };
  if (claim.basePeriod !== null) return { from: claim.basePeriod.split('..')[0]!, to: last ?? first! };
  return last === undefined ? null : { from: first!, to: last };
}

function endsOf(world: World, growth: Fact): Ends | null {
  const ahead = periodAhead(world, growth);
  const periods = ahead === null ? periodsOf(growth) : { from: String(Number(ahead) - 1), to: ahead };
  if (!periods) return endsBeside(world, growth);
  const [from, to] = [spanOf(periods.from), spanOf(periods.to)];
  if (!from || !to || from.last >= to.last) return null;
  const years = (to.last - from.last) / 12;
  for (const [start, end] of [
    [true, true],
    [false, true],
    [true, false],
    [false, false],
  ] as const) {
    // What may be of a part is held against its own document alone.
    if (growth.part && !(start && end)) continue;
    const [a, b] = [
      start ? ownLevelAt(world, growth, periods.from) : levelAt(world, growth, periods.from),
      end ? ownLevelAt(world, growth, periods.to) : levelAt(world, growth, periods.to),
    ];
    // A forecast is no end point of what grew.
    if (a && b && (a.currency === b.currency || a.claim.unit !== 'money')) return { from: a, to: b, years, own: start && end };
  }
  return null;
}

/** Where growth does not say from when: two levels of its own sentence, or just two of its paragraph that are a year apart. */
function endsBeside(world: World, growth: Fact): Ends | null {
  const { claim, ref } = growth;
  const levels = (world.byFamily.get(growth.family) ?? [])
    .filter(
      (fact) =>
        isLevelOf(fact, growth) &&
        fact.ref.document === ref.document &&
        fact.claim.paragraph === claim.paragraph &&
        fact.span !== null &&
        fact.aspect === growth.aspect &&
        ((fact.region === growth.region && fact.entity === growth.entity) || (claim.region === null && claim.entity === null)),
    )
    .toSorted((a, b) => a.time! - b.time!);
  const inSentence = levels.filter((fact) => fact.claim.sentenceStart === claim.sentenceStart);
  const pair = inSentence.length === 2 ? inSentence : levels.filter((fact) => fact.claim.start < claim.start);
  const [from, to] = pair;
  if (pair.length !== 2 || !from || !to || from.region !== to.region || from.entity !== to.entity || from.currency !== to.currency)
    return null;
  if (claim.period !== null && periodKey(claim.metric, claim.period) !== periodKey(claim.metric, to.claim.period)) return null;
  const months = to.span!.last - from.span!.last;
  const alone = claim.measure === 'change' && claim.period === null;
  if (months <= 0 || (pair !== inSentence && !(alone && months === 12)) || (claim.measure === 'change' && months !== 12)) return null;
  return { from, to, years: months / 12, own: true };
}

/** “After growth of 34 %, the market of 2024 was …”: growth that stands before its value is of the value's time. */
function periodAhead(world: World, { claim, ref, text, family }: Fact): string | null {
  if (claim.measure !== 'change' || text === '') return null;
  if (claim.period !== null && text.slice(claim.sentenceStart, claim.sentenceEnd).includes(claim.period.slice(0, 4))) return null;
  const next = (world.byFamily.get(family) ?? []).filter(
    (fact) =>
      fact.ref.document === ref.document &&
      fact.claim.paragraph === claim.paragraph &&
      fact.claim.sentenceStart === claim.sentenceStart &&
      fact.claim.metric === claim.metric &&
      fact.claim.measure === 'level',
  );
  const [level] = next;
  if (next.length !== 1 || !level || level.claim.start < claim.start || level.year === null) return null;
  const between = text.slice(claim.textEnd, level.claim.textStart);
  return /^(?:之?后|以后)?[，,]/.test(between) && !/[；;。]/.test(between) ? String(level.year) : null;
}

/** What growth follows from two levels: old over new, as a rate a year or over all. */
function implied(from: Value, to: Value, growth: Fact, years: number): Interval {
  const [a, b] = [meant(from), meant(to)];
  const ratio = { low: b.low / a.high, high: a.low > 0 ? b.high / a.low : Infinity };
  const { measure } = growth.claim;
  if (measure === 'cagr') return { low: ratio.low ** (1 / years) - 1, high: ratio.high ** (1 / years) - 1 };
  return measure === 'multiple' ? ratio : { low: ratio.low - 1, high: ratio.high - 1 };
}

const central = (from: Value, to: Value, growth: Fact, years: number): number => {
  const ratio = to.value / from.value;
  const { measure } = growth.claim;
  return measure === 'cagr' ? ratio ** (1 / years) - 1 : measure === 'multiple' ? ratio : ratio - 1;
};

/** Whether a growth as stated and as recomputed meet; `slack` is what the end points of others may be off by. */
function meets(growth: Fact, from: Value, to: Value, years: number, slack: number): boolean {
  const stated = share(growth.value);
  const found = implied(from, to, growth, years);
  const { measure } = growth.claim;
  // Rounded by hand: half a point, and one in forty of it.
  const room = measure === 'multiple' ? 0.03 * Math.abs(growth.value.value) : 0.006 + 0.025 * Math.abs(growth.value.value);
  const wide = room + slack * (1 + Math.abs(growth.value.value));
  const within = (low: number, high: number): boolean => low <= stated.high + wide && stated.low - wide <= high;
  if (within(found.low, found.high)) return true;
  // “Grew 13 times” is said of the ratio and of the increase.
  return measure === 'multiple' && within(found.low - 1, found.high - 1);
}

/** End points that others give may be counted a little differently. */
const slackOf = (ends: Ends): number => (ends.own ? 0 : 0.04);

/** The years between two levels over which the stated rate would come out; null where none does. */
function yearsThatFit(growth: Fact, from: Value, to: Value, years: number): number | null {
  if (growth.claim.measure !== 'cagr') return null;
  for (const other of [1, 2, 3, 4, 5, 6, 7, 8]) if (other !== Math.round(years) && meets(growth, from, to, other, 0)) return other;
  return null;
}

/** The power of ten by which one end point would have to be mended for the growth to come out. */
function endSlips(world: World, growth: Fact, ends: Ends): Draft[] {
  const drafts: Draft[] = [];
  for (const end of [ends.to, ends.from]) {
    for (const power of [1, -1, 2, -2, 3, -3, 4, -4]) {
      const value = scaled(takenValue(world, end)!, 10 ** -power);
      const [from, to] = end === ends.to ? [takenValue(world, ends.from)!, value] : [value, takenValue(world, ends.to)!];
      if (!meets(growth, from, to, ends.years, slackOf(ends))) continue;
      const peers = (world.byBucket.get(end.bucket!) ?? []).filter((other) => other.family !== end.family && !world.accused.has(other));
      // What others confirm has not slipped.
      const backed = peers.some((other) => Math.abs((inYuan(other)?.value ?? 0) / end.value.value - 1) < 0.05);
      const draft = scaleDraftOf(
        end,
        power,
        0.8 - (backed ? 0.5 : 0) - (Math.abs(power) > 1 ? 0.04 : 0) - (end.family === growth.family ? 0 : 0.1),
        [growth],
      );
      drafts.push(draft);
      break;
    }
  }
  return drafts;
}

function growthDraft(growth: Fact, from: Fact, to: Fact, found: number): Draft {
  const { measure } = growth.claim;
  return {
    kind: 'growth',
    code: measure === 'cagr' ? 'growth_cagr' : measure === 'multiple' ? 'growth_multiple' : 'growth_change',
    params: {
      quote: quoteOf(growth),
      from: quoteOf(from),
      to: quoteOf(to),
      found: Number(found.toPrecision(4)),
      fromPeriod: from.claim.period ?? '',
      toPeriod: to.claim.period ?? '',
    },
    support: 0.7,
    evidence: [from, to],
    off: [{ fact: growth, low: Number(found.toPrecision(6)), high: Number(found.toPrecision(6)) }],
  };
}

function judge(world: World, growth: Fact): Suspicion | null {
  const ends = endsOf(world, growth);
  if (!ends) return null;
  const { from, to, years } = ends;
  // Against the figures of others only what says itself of what and when it is, is held.
  if (!ends.own && !(growth.named && growth.dated)) return null;
  if (isOtherwise(growth) || (!ends.own && (isRevised(from) || isRevised(to))) || isRevised(growth)) return null;
  // A change over several years at once is one that was read from elsewhere.
  if (growth.claim.measure === 'change' && /^\d{4}\.\.\d{4}$/.test(growth.claim.period ?? '')) return null;
  const [start, end] = [takenValue(world, from)!, takenValue(world, to)!];
  if (meets(growth, start, end, years, slackOf(ends))) return null;
  // As they stand, before anything was mended: an accusation that growth itself speaks against would be withdrawn elsewhere.
  if (meets(growth, inYuan(from)!, inYuan(to)!, years, slackOf(ends))) return null;
  // Which is off is already known and explains it: nothing more to say.
  if ([from, to].some((fact) => world.accused.has(fact) && !world.slips.has(fact))) return null;
  if ([from, to].some((fact) => fact.claim.status === 'forecast' && !ends.own)) return null;
  const found = central(start, end, growth, years);
  const main = growthDraft(growth, from, to, found);
  const drafts: Draft[] = [main, ...endSlips(world, growth, ends)];
  const fitting = yearsThatFit(growth, start, end, years);
  if (fitting !== null)
    drafts.push({ ...main, code: 'growth_years', params: { ...main.params, years: fitting, stated: Math.round(years) }, support: 0.72 });
  const slipped = slippedGrowth(growth, start, end, ends);
  if (slipped) drafts.push(slipped);
  drafts.sort((a, b) => b.support - a.support || (a.code < b.code ? -1 : 1));
  const best = drafts[0]!;
  const off = best.off[0]!.fact;
  if (best.kind === 'scale' && off !== growth) markSlip(world, off, powerOf(best));
  else {
    world.accused.add(growth);
    world.plain.delete(growth);
  }
  const rivals = [growth, from, to].filter((fact) => fact !== off);
  const ratio =
    growth.value.value > 0 && found > 0 ? Number(Math.max(growth.value.value / found, found / growth.value.value).toPrecision(4)) : null;
  return {
    key: keyFor(off, best),
    disposition: 'contradiction',
    off: [off],
    rivals,
    ratio,
    severity: severityOf(best, ratio, familiesOf(rivals)),
    drafts,
  };
}

/** Growth on the month before, said beside one on the year before: which is which must be plain from where it stands. */
function isOtherwise({ claim, text }: Fact): boolean {
  if (claim.measure !== 'change' || claim.basePeriod === null || claim.period === null) return false;
  const clause = text.slice(Math.max(claim.sentenceStart, claim.textStart - 24), Math.min(claim.sentenceEnd, claim.textEnd + 28));
  const near = clause.split(/[，；;。]|,\s/).find((part) => part.includes(text.slice(claim.textStart, claim.textEnd))) ?? clause;
  const yearly = claim.basePeriod.slice(4) === claim.period.slice(4);
  return yearly ? sequential.test(near) : onYear.test(near);
}
const sequential =
  /环比|较上(?:月|季|半年)|month[- ]on[- ]month|quarter[- ]on[- ]quarter|\bfrom (?:the previous (?:month|quarter)|last (?:month|quarter))/i;
const onYear = /同比|year[- ](?:on|over)[- ]year|\byoy\b|a year (?:earlier|ago)/i;

/** The growth itself with its point in the wrong place: 274 % where 27.4 % comes out. */
function slippedGrowth(growth: Fact, from: Value, to: Value, ends: Ends): Draft | null {
  for (const power of [1, -1, 2, -2]) {
    const mended: Fact = { ...growth, value: scaled(growth.value, 10 ** -power) };
    if (meets(mended, from, to, ends.years, 0))
      return { ...scaleDraftOf(growth, power, 0.55, [ends.from, ends.to]), code: 'scale_of_growth' };
  }
  return null;
}

const powerOf = (draft: Draft): number => {
  const [{ fact }] = draft.off as [Draft['off'][number]];
  return Math.round(Math.log10(fact.value.value / (draft.params['would'] as number)));
};

const measures = new Set(['change', 'multiple', 'cagr']);

/** Growth that its own end points deny. */
export function growths(world: World): Suspicion[] {
  return world.facts
    .filter(
      (fact) =>
        measures.has(fact.claim.measure) &&
        // “34 million more” and “up 5 points” are steps and no rates.
        ['share', 'times'].includes(fact.claim.unit) &&
        fact.claim.status !== 'policy' &&
        fact.claim.status !== 'target',
    )
    .filter((fact) => !explained(world, fact))
    .flatMap((fact) => judge(world, fact) ?? []);
}
