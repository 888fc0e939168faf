/** What one sentence says of a part and its whole: x of y against its percentage, and “of which” more than there is. */
import { taxonomy } from '../../claims/taxonomy.ts';
import { identityDraft, suspect } from './identity.ts';
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { isOpen, meant } from './values.ts';
import { explained, quoteOf, type Suspicion, type World } from './world.ts';

/** “132 of 200 titles, 70 %”: what stands between the two counts says that one is of the other. */
const between =
  /^\s*(?:(?:were|are|is|was)?\s*(?:out )?of(?: the| all| its| a total of| these| some)*\s*|\s*(?:titles|dramas|companies|works|apps|users|people|projects)?,? ?(?:out )?of(?: the| all| a total of)*\s*)$/i;
/** “Of the 200 titles on the list, 132 were …”: the whole first, also in English. */
const wholeAhead = /\b(?:of|among|out of|from)\s+(?:the |its |all |these |those |some |a total of |a list of )*$/i;
const wholeAheadGap = /^(?:[^.;\d]|\b(?:19|20)\d\d\b){0,48},\s*(?:only |just |some |about |nearly |over |a total of )*$/i;
/** 200部上榜作品，132部由郑州制作，占比……: parted by a comma alone, where 占 follows. */
const zhComma = /^[^，,。；;\d]{0,14}[，,](?:其?中|有|共有|仅)?[^，,。；;\d]{0,8}$/;
const zhBetween = /^[^,,。;;.]{0,14}(?:中|里|之中|当中|其中)[^。;;.]{0,14}$|^[^,,。;;.\d]{0,10}[，,]其中[^，,。；;\d]{0,14}$/;

/** “Of the Top 100 titles of 2024”, 前100名中: a list says by its name how many stand on it. */
const listed =
  /\b(?:of|among|out of) (?:the |its |all )?(?:[A-Za-z]+ )?top[ -]?(\d{2,4})\b|(?:前|TOP ?)(\d{2,4})(?:名|位|部|强|款)?[^，,。；;\d]{0,8}(?:中|里|之中|当中|内)/i;

/** So many of a list that has its number in its name, against the share that follows. */
function ofList(world: World, facts: readonly Fact[], rates: readonly Fact[]): Suspicion | null {
  const [first] = facts as [Fact];
  const sentence = first.text.slice(first.claim.sentenceStart, first.claim.sentenceEnd);
  const list = listed.exec(sentence);
  if (!list) return null;
  const whole = Number(list[1] ?? list[2]);
  const at = first.claim.sentenceStart + list.index + list[0].length;
  const counts = facts.filter(({ claim }) => isCount(claim));
  const part = counts.find(({ claim }) => claim.textStart >= at);
  const rate = rates.find(({ claim }) => part !== undefined && claim.textStart >= part.claim.textEnd);
  if (counts.length !== 1 || rates.length !== 1 || !part || !rate || isOpen(part.value) || explained(world, rate)) return null;
  const [a, stated] = [meant(part.value), meant(rate.value)];
  if (a.low / whole <= stated.high + 0.006 && stated.low - 0.006 <= a.high / whole) return null;
  const value = part.value.value / whole;
  const params = { whole: list[0].replace(/^(?:of|among|out of) /i, ''), found: Number(value.toPrecision(3)) };
  const ratio = Math.max(value / rate.value.value, rate.value.value / value);
  return suspect(world, rate, [part], [identityDraft('identity_proportion', rate, part, 0.7, params)], ratio);
}

const isCount = ({ measure, unit }: Fact['claim']): boolean =>
  measure === 'level' && !['share', 'points', 'times', 'rank', 'money'].includes(unit);

/** Counts of which one is of the other, against the share that follows them. */
export function proportions(world: World): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const sentences = Map.groupBy(
    world.facts.filter(({ text, claim }) => text !== '' && claim.status !== 'target' && claim.status !== 'policy'),
    ({ ref, claim }) => `${ref.document}|${claim.paragraph}|${claim.sentenceStart}`,
  );
  for (const facts of sentences.values()) {
    const rates = facts.filter(({ claim }) => claim.unit === 'share' && !['change', 'cagr'].includes(claim.measure));
    if (rates.length === 0 || facts.length < 2) continue;
    const named = ofList(world, facts, rates);
    if (named) suspicions.push(named);
    const counts = facts.filter(({ claim }) => isCount(claim)).toSorted((a, b) => a.claim.textStart - b.claim.textStart);
    for (let at = 1; at < counts.length; at += 1) {
      const found = proportion(world, counts[at - 1]!, counts[at]!, rates);
      if (found) suspicions.push(found);
    }
  }
  return suspicions;
}

function proportion(world: World, first: Fact, second: Fact, rates: readonly Fact[]): Suspicion | null {
  const gap = first.text.slice(first.claim.textEnd, second.claim.textStart);
  // English has the part first, Chinese the whole.
  // The next share after both, or the one right before them.
  const rate =
    rates.find(({ claim }) => claim.textStart >= second.claim.textEnd && claim.textStart - second.claim.textEnd < 48) ??
    rates.findLast(({ claim }) => {
      const lead = first.text.slice(claim.textEnd, first.claim.textStart);
      return claim.textEnd <= first.claim.textStart && lead.length < 40 && /^[^\d,，;；]*[–—(（]\s*$/.test(lead);
    });
  if (!rate || explained(world, rate)) return null;
  const behind = first.text.slice(second.claim.textEnd, Math.max(second.claim.textEnd, rate.claim.textStart));
  const ahead = wholeAhead.test(first.text.slice(first.claim.sentenceStart, first.claim.textStart)) && wholeAheadGap.test(gap);
  const comma =
    zhComma.test(gap) && first.claim.unit === second.claim.unit && /占|比例|比重/.test(behind) && second.value.high <= first.value.low;
  // “The list named 160 titles, 95 of them realist”.
  const ofThem =
    /^[^.;\d]{0,24}[,–—]\s*(?:with |and )?$/.test(gap) && /^\s*(?:titles |works |dramas )?of (?:them|these|which|those)\b/i.test(behind);
  const [part, whole] = between.test(gap)
    ? [first, second]
    : ahead || comma || ofThem || zhBetween.test(gap)
      ? [second, first]
      : [null, null];
  if (!part || !whole || isOpen(part.value) || isOpen(whole.value)) return null;
  if (part.value.low > whole.value.high)
    return suspect(world, part, [whole], [identityDraft('identity_part_of', part, whole, 0.7)], part.value.value / whole.value.value);
  const [a, b, stated] = [meant(part.value), meant(whole.value), meant(rate.value)];
  const room = 0.006;
  if (a.low / b.high <= stated.high + room && stated.low - room <= a.high / b.low) return null;
  const value = part.value.value / whole.value.value;
  return suspect(
    world,
    rate,
    [part, whole],
    [identityDraft('identity_proportion', rate, part, 0.72, { whole: quoteOf(whole), found: Number(value.toPrecision(3)) })],
    Math.max(value / rate.value.value, rate.value.value / value),
  );
}

const ofWhich = /其中|当中|\bof (?:which|whom|these|those|them|this|that)\b|\bincluding\b/i;
/** What follows “of which” may be of another time or in other words. */
const another = /累计|同比|增|预计|目标|cumulative|total of|growth|expected|target|last year|previous/i;

const theRest = /\b(?:remaining|remainder|the rest|the other|another)\b|其余|剩余|余下|另有|另外/i;

/** “A fund of 200 million, of which the government gives 300 million”. */
export function partsOfSentences(world: World): Suspicion[] {
  const sentences = Map.groupBy(
    world.facts.filter(
      ({ text, claim }) =>
        text !== '' && (claim.measure === 'level' || claim.measure === 'cap') && !['share', 'points', 'times', 'rank'].includes(claim.unit),
    ),
    ({ ref, claim }) => `${ref.document}|${claim.paragraph}|${claim.sentenceStart}`,
  );
  const within = [...sentences.values()].flatMap((all) => {
    const facts = all.toSorted((a, b) => a.claim.textStart - b.claim.textStart);
    return facts.flatMap((part, at) => {
      const whole = facts.slice(0, at).findLast((fact) => fact.claim.unit === part.claim.unit);
      if (!whole || explained(world, part) || whole.claim.measure !== part.claim.measure) return [];
      const gap = part.text.slice(whole.claim.textEnd, part.claim.textStart);
      if (!ofWhich.test(gap) || gap.length > 60 || another.test(gap) || /[。；;]|\.\s/.test(gap)) return [];
      // “21.9 billion of that, and … the remaining 26.8 billion”: both are of what was said before.
      if (/^\s*of (?:that|this|these|those|them)\b/i.test(gap) || theRest.test(gap)) return [];
      if (!alike(whole, part)) return [];
      const [a, b] = [inYuan(part) ?? part.value, inYuan(whole) ?? whole.value];
      // Two plain figures are what they say; of others only what is excluded counts.
      const plain = part.claim.bound === 'exact' && whole.claim.bound === 'exact' && part.claim.step <= a.value / 2;
      const more = plain ? a.value > b.value * 1.02 : a.low > b.high * 1.02 + b.step;
      if (part.currency !== whole.currency || !more || !Number.isFinite(b.high)) return [];
      return [suspect(world, part, [whole], [identityDraft('identity_part_of', part, whole, 0.7)], a.value / b.value)];
    });
  });
  return [...within, ...partsOfTheLast(world, [...sentences.values()])];
}

/** “The market came to 31.2 billion. Of this, free dramas accounted for 33.6 billion”: the part in the sentence behind its whole. */
function partsOfTheLast(world: World, sentences: readonly Fact[][]): Suspicion[] {
  const ordered = sentences
    .map((facts) => facts.toSorted((a, b) => a.claim.textStart - b.claim.textStart) as [Fact, ...Fact[]])
    .toSorted(([{ ref: a, claim: one }], [{ ref: b, claim: other }]) => a.document - b.document || one.start - other.start);
  return ordered.flatMap((facts, at) => {
    const [part] = facts;
    const before = ordered[at - 1];
    if (!before || before[0].ref.document !== part.ref.document || before[0].claim.paragraph !== part.claim.paragraph) return [];
    const lead = part.text.slice(part.claim.sentenceStart, part.claim.textStart);
    const between = part.text.slice(before[0].claim.sentenceEnd, part.claim.sentenceStart);
    if (!opensPart.test(lead) || another.test(lead) || theRest.test(lead) || /\S/.test(between) || explained(world, part)) return [];
    const wholes = before.filter(({ claim }) => claim.unit === part.claim.unit && claim.measure === part.claim.measure);
    const [whole] = wholes;
    if (
      wholes.length !== 1 ||
      !whole ||
      !isTotal(whole) ||
      part.claim.period !== whole.claim.period ||
      part.currency !== whole.currency ||
      whole.claim.status !== part.claim.status
    )
      return [];
    const [a, b] = [inYuan(part) ?? part.value, inYuan(whole) ?? whole.value];
    if (!(a.low > b.high * 1.02 + b.step) || !Number.isFinite(b.high)) return [];
    return [suspect(world, part, [whole], [identityDraft('identity_part_of', part, whole, 0.7)], a.value / b.value)];
  });
}
/** A plain total of everything, and no price, rate or part. */
const isTotal = ({ claim, entity, named }: Fact): boolean =>
  named && entity === '' && claim.bound !== 'range' && ['flow', 'stock'].includes(taxonomy[claim.metric].total);
const opensPart = /^[\s“"「]*(?:其中[，,]?|of (?:this|that|these|those|which|the total)\b)/i;

/** Of one time and one kind: users are no part of companies, downloads of users none. */
function alike({ claim: whole }: Fact, { claim: part }: Fact): boolean {
  const funds = new Set(['fund_size', 'investment']);
  return (
    (whole.metric === part.metric || (funds.has(whole.metric) && funds.has(part.metric))) &&
    (whole.period === part.period || whole.period === null || part.period === null)
  );
}
