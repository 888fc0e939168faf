/** Values of the same thing at the same time that differ: who is off, and why it may be so. */
import type { MetricId } from '../../claims/metrics.ts';
import type { Fact } from './facts.ts';
import { boundDraft, currencyDraft, entityDraft, periodDraft, powerAgainst, rangeDraft, scaleDraft, sourceDraft } from './explain.ts';
import { isRevised } from './scope.ts';
import { trend } from './series.ts';
import { keyFor, markSlip, noteOf, ratioAgainst, severityOf } from './suspicion.ts';
import { isOpen } from './values.ts';
import { agreement, familiesOf, groupsOf, nameOf, type Draft, type Suspicion, type World } from './world.ts';

const sorted = (drafts: (Draft | null)[]): Draft[] =>
  drafts.filter((draft) => draft !== null).toSorted((a, b) => b.support - a.support || (a.code < b.code ? -1 : 1));

/** A fact against those that it disagrees with, under every explanation that there may be. */
function explain(world: World, off: Fact, rivals: readonly Fact[]): Draft[] {
  const found = powerAgainst(off, rivals);
  const companions = found
    ? (world.byFamily.get(off.family) ?? []).filter((fact) => fact !== off && world.slips.get(fact)?.power === found.power)
    : [];
  const bent = trend(world, off, rivals);
  const neighbours = found && bent && bent.power === found.power ? bent.neighbours : [];
  return sorted([
    scaleDraft(off, rivals, companions, neighbours),
    periodDraft(world, off, rivals),
    entityDraft(world, off, rivals),
    currencyDraft(off, rivals),
    isOpen(off.value) || rivals.every(({ value }) => isOpen(value)) ? boundDraft(off, rivals) : null,
    off.claim.bound === 'range' || rivals.some(({ claim }) => claim.bound === 'range') ? rangeDraft(off, rivals) : null,
    sourceDraft(off, rivals),
  ]);
}

/** How much speaks for a fact to be the one that is off, beside how well that is explained. */
function lean(world: World, off: Fact, rivals: readonly Fact[]): number {
  const drafts = explain(world, off, rivals);
  const best = drafts[0]!;
  let weight = plain.has(best.kind) ? 0 : best.support;
  if (best.kind === 'scale') {
    if (best.code === 'scale_yi_as_billion') weight += 0.06;
    // Too much is written more often than too little: 亿 is read as billion, not billion as 亿.
    if ((off.value.value ?? 0) > (best.params['would'] as number)) weight += 0.08;
  }
  const bent = trend(world, off, rivals);
  if (bent && bent.power !== 0) weight += 0.25;
  return weight;
}

/** Of what is told and what was foreseen: only a slip of scale or currency is an error, everything else an outlook. */
const soft = (fact: Fact): boolean => fact.claim.status === 'forecast';

function accuse(world: World, off: Fact, rivals: readonly Fact[], drafts: Draft[]): Suspicion {
  const best = drafts[0]!;
  const ratio = ratioAgainst(off, rivals);
  world.accused.add(off);
  if (plain.has(best.kind)) world.plain.add(off);
  if (best.kind === 'scale') markSlip(world, off, powerAgainst(off, rivals)!.power);
  return {
    key: keyFor(off, best),
    disposition: 'contradiction',
    off: [off],
    rivals: [...rivals],
    ratio,
    severity: severityOf(best, ratio, familiesOf(rivals)),
    drafts,
  };
}

const estimated = (fact: Fact): boolean => fact.claim.status === 'estimate' || fact.claim.statusAsWorded === 'estimate';

/** Explanations that leave open whether the same thing was meant: within one document, and where nobody is named, it rarely is. */
const explainsLittle = new Set(['source', 'bound', 'range', 'entity', 'period']);

/** What it is of, or when, was only taken from elsewhere. */
const isVague = (fact: Fact): boolean => !fact.named || !fact.dated || isLooseShare(fact) || isBesideCinema(fact);

/** “With film box office at X, the micro-drama market was Y”: two sums in one breath, and which is whose is easily mixed up. */
function isBesideCinema({ claim, text }: Fact): boolean {
  if (claim.metric !== 'market_size' && claim.metric !== 'box_office') return false;
  const sentence = sentenceAround(claim, text);
  return /票房|院线|影院|box[- ]office|cinema|theatrical/i.test(sentence) && /短剧|漫剧|dramas?\b/i.test(sentence);
}

/** A share of users whose words say neither of whom nor of what it is: 55 % of them may be women, and 41 % over forty. */
function isLooseShare({ claim, text }: Fact): boolean {
  if (text === '' || claim.unit !== 'share' || claim.measure !== 'share' || claim.entity !== null) return false;
  if (claim.metric === 'penetration')
    return claim.shareOf === null && !/渗透|使用率|普及率|网民|penetration|usage|uptake/i.test(sentenceAround(claim, text));
  if (claim.metric === 'paying_rate')
    return !/付费率|付费转化|付费比例|付费用户占|paying (?:rate|ratio|share)|conversion|\bpaid\b|\bpay\b|paying users/i.test(
      sentenceAround(claim, text),
    );
  return true;
}
const sentenceAround = (claim: Fact['claim'], text: string): string => text.slice(claim.sentenceStart, claim.sentenceEnd);

/** Disagreements that nothing explains. */
const plain = new Set(['source', 'bound', 'range']);
/** Metrics that speak of the whole industry where nobody is named; revenue or titles without a name are those of somebody. */
const ofAll = new Set<MetricId>([
  'market_size',
  'consumption',
  'users',
  'paying_users',
  'internet_users',
  'population',
  'penetration',
  'usage_time',
  'ad_spend',
  'ad_materials',
  'companies',
  'practitioners',
  'filings',
  'production_cost',
  'paying_rate',
]);

/** What is done with titles, and by whom: crews that are received are no titles that are filed. */
const doings: readonly RegExp[] = [
  /\bcrews?\b|剧组/i,
  /\bfil(?:ed|ings?)\b|\bon record\b|备案/i,
  /\breleased?\b|\bonline\b|上线|播出/i,
  /\bproduced\b|\bmade\b|制作|出品|生产/i,
  /\bshot\b|\bshoots?\b|拍摄/i,
];
const doingsOf = ({ claim, text }: Fact): string => {
  const sentence = text.slice(claim.sentenceStart, claim.sentenceEnd);
  return doings.map((words) => (words.test(sentence) ? 1 : 0)).join('');
};
/** Counts of one place, told in words of one kind: what is not everybody's is theirs. */
const isAlike = (a: Fact, b: Fact): boolean =>
  a.claim.region !== null && a.region !== 'China' && a.region !== 'Overseas' && doingsOf(a).includes('1') && doingsOf(a) === doingsOf(b);

/** What there is one count of: of everything else two sources alone may well have counted differently. */
const counts = new Set<MetricId>(['market_size', 'users', 'internet_users', 'population', 'penetration', 'box_office']);

/** A plain count of all, whose own sentence says of what, where and when. */
const isPlain = ({ claim, named, dated }: Fact): boolean =>
  named && dated && claim.region !== null && claim.bound === 'exact' && claim.statusAsWorded === 'actual' && ofAll.has(claim.metric);

/** What a disagreement between firm figures is when nothing but the sources explains it: analysts estimate differently, and may. */
function isEstimates(off: Fact, rivals: readonly Fact[], ratio: number | null): boolean {
  return (
    (estimated(off) || rivals.every(estimated)) && ratio !== null && ratio < 1.5 && rivals.every(({ family }) => family !== off.family)
  );
}

function settleDispute(world: World, groups: Fact[][]): Suspicion[] {
  const suspicions: Suspicion[] = [];
  let [majority, ...others] = groups as [Fact[], ...Fact[][]];
  // One against one: the evidence says who is off.
  const [second] = others;
  if (second && familiesOf(second) === familiesOf(majority)) {
    const one = Math.max(...majority.map((fact) => lean(world, fact, second)));
    const other = Math.max(...second.map((fact) => lean(world, fact, majority)));
    if (one > other + 1e-9) [majority, others] = [second, [majority, ...others.slice(1)]];
  }
  for (const group of others)
    for (const off of group) {
      const rivals = majority.filter((rival) => agreement(off, rival) === 'differ' || agreement(off, rival) === 'unknown');
      if (rivals.length === 0) continue;
      const drafts = explain(world, off, rivals);
      const best = drafts[0]!;
      const ratio = ratioAgainst(off, rivals);
      const unknown = rivals.every((rival) => agreement(off, rival) === 'unknown');
      if (unknown && best.kind !== 'currency' && best.kind !== 'scale') continue;
      const home = rivals.every(({ family }) => family === off.family);
      if (home && explainsLittle.has(best.kind)) suspicions.push(noteOf('note_same_document', off, rivals));
      else if (explainsLittle.has(best.kind) && (isRevised(off) || rivals.some(isRevised)))
        suspicions.push(noteOf('note_revised', off, rivals));
      // What a place aims at is set anew from plan to plan.
      else if (off.claim.status === 'target' && best.kind !== 'scale') suspicions.push(noteOf('note_targets', off, rivals));
      else if (rivals.every(({ named }) => !named) || (explainsLittle.has(best.kind) && (isVague(off) || rivals.every(isVague))))
        suspicions.push(noteOf('note_unlike', off, rivals));
      else if (
        (plain.has(best.kind) || best.support < 0.74 || off.text === '') &&
        explainsLittle.has(best.kind) &&
        off.claim.entity === null &&
        !ofAll.has(off.claim.metric) &&
        !rivals.every((rival) => isAlike(off, rival))
      )
        suspicions.push(noteOf('note_unlike', off, rivals));
      // One against one and far apart: more likely they are not of the same thing than that either is so wrong.
      else if (
        best.kind === 'source' &&
        familiesOf(rivals) === 1 &&
        ((ratio !== null && ratio > 1.6) || !(counts.has(off.claim.metric) || [off, ...rivals].every(isPlain)))
      )
        suspicions.push(noteOf('note_unlike', off, rivals));
      else if (plain.has(best.kind) && isEstimates(off, rivals, ratio)) suspicions.push(noteOf('note_estimates', off, rivals));
      else suspicions.push(accuse(world, off, rivals, drafts));
    }
  return suspicions;
}

/** Forecasts beside each other and beside what came: a slip is accused, everything else is shown as what it is. */
function lookAhead(world: World, forecasts: readonly Fact[], firm: readonly Fact[]): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const open = new Set(forecasts);
  for (const off of forecasts) {
    const rivals = [...firm, ...forecasts].filter(
      (other) => other !== off && !world.accused.has(other) && agreement(off, other) === 'differ',
    );
    if (rivals.length === 0) continue;
    const drafts = explain(world, off, rivals).filter(({ kind }) => kind === 'scale' || kind === 'currency' || kind === 'source');
    const best = drafts[0]!;
    if (best.kind === 'source' || !off.named) continue;
    // A forecast of a tenth is more often one of a part; only the very digits say otherwise.
    const power = best.kind === 'scale' ? powerAgainst(off, rivals)! : null;
    if (power && power.power < 0 && !power.close) continue;
    const back = rivals.map((rival) => lean(world, rival, [off]));
    const stronger = familiesOf(rivals) > 1 || firm.length > 0 || lean(world, off, rivals) >= Math.max(...back);
    if (!stronger) continue;
    suspicions.push(accuse(world, off, rivals, drafts));
    open.delete(off);
  }
  const rest = [...open].filter((fact) => !isOpen(fact.value));
  const [first, ...others] = rest;
  const differing = first ? others.filter((other) => agreement(first, other) === 'differ') : [];
  if (first && differing.length > 0) {
    const sources = new Set([first, ...differing].map(nameOf));
    suspicions.push(
      noteOf(sources.size > 1 ? 'note_forecasters' : 'note_vintages', first, differing, { period: first.claim.period ?? '' }),
    );
  }
  const [came] = firm.filter((fact) => !world.accused.has(fact));
  if (first && came && agreement(first, came) === 'differ')
    suspicions.push(noteOf('note_outcome', first, [came], { period: first.claim.period ?? '' }));
  return suspicions;
}

/** Notes on figures of one bucket that agree without being alike: roundings, and bounds that say the same. */
function roundings(world: World, facts: readonly Fact[]): Suspicion[] {
  const firm = facts.filter((fact) => !world.accused.has(fact) && !soft(fact));
  const exact = firm
    .filter(({ value }) => !isOpen(value))
    .toSorted((a, b) => a.value.step - b.value.step || (a.order < b.order ? -1 : 1))[0];
  if (!exact) return [];
  const rounded = firm.filter((fact) => fact !== exact && fact.family !== exact.family && agreement(exact, fact) === 'rounding');
  return rounded.length === 0 ? [] : [noteOf('note_rounding', exact, rounded)];
}

/** All disputes, the plain ones first: what they settle helps to judge the others. */
export function disputes(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const later: [Fact[], Fact[]][] = [];
  const buckets = [...world.byBucket].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const split = buckets
    .filter(([, [fact]]) => fact!.claim.measure !== 'rank' && fact!.claim.status !== 'policy' && fact!.claim.metric !== 'other')
    .map(([, facts]) => ({ facts, firm: facts.filter((fact) => !soft(fact)), forecasts: facts.filter(soft) }));
  const contested = split
    .map((bucket) => ({ ...bucket, groups: groupsOf(bucket.firm) }))
    .toSorted((a, b) => margin(b.groups) - margin(a.groups));
  for (const { groups } of contested) if (groups.length > 1) suspicions.push(...settleDispute(world, groups));
  for (const { facts, firm, forecasts } of split) {
    suspicions.push(...roundings(world, facts));
    if (forecasts.length > 0) later.push([forecasts, firm]);
  }
  for (const [forecasts, firm] of later) suspicions.push(...lookAhead(world, forecasts, firm));
  return [...suspicions, ...oversized(world)];
}

/** What may be of a part, and yet is ten times and more of the whole: a slip, whatever it is of. */
function oversized(world: World): Suspicion[] {
  return world.facts
    .filter(({ part, named, bucket, claim }) => part && named && bucket !== null && claim.measure === 'level' && claim.status !== 'policy')
    .flatMap((off) => {
      const facts = (world.byBucket.get(off.bucket!) ?? []).filter((fact) => !world.accused.has(fact) && !isOpen(fact.value));
      const [rivals, second] = groupsOf(facts);
      if (!rivals || second || world.accused.has(off)) return [];
      if (!rivals.every((rival) => agreement(off, rival) === 'differ' && off.value.low > rival.value.value * 4)) return [];
      const drafts = explain(world, off, rivals);
      return drafts[0]!.kind === 'scale' ? [accuse(world, off, rivals, drafts)] : [];
    });
}

/** By how many sources the first group leads. */
const margin = (groups: readonly Fact[][]): number => (groups.length < 2 ? 0 : familiesOf(groups[0]!) - familiesOf(groups[1]!));
