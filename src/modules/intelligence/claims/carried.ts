/** The periods of figures: what the sentence says, what figures before it leave, and what growth is measured from. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Claim } from './claim.ts';
import type { Measured } from './measures.ts';
import { endsOf, previousOf, shiftYears, timeOf, yearOf, type TimesOfScene } from './periods.ts';
import type { Context, Drafted } from './read.ts';
import type { Scene } from './scene.ts';

type PeriodParts = {
  time: string | null;
  times: TimesOfScene;
  drafts: readonly Drafted[];
  context: Context;
  before: string;
  after: string;
  policy: boolean;
};

const yearBefore =
  /^[^，。；;]{0,16}?(?:a year (?:earlier|ago|before)|(?:in |during )?the (?:previous|prior|preceding) year|the year before|上年同期|去年同期|上一年|前一年|(?<!较|比)上年)/i;

/** The period of a figure, and what growth is measured from. */
export function periodsFor(scene: Scene, quantity: Quantity, measured: Measured, parts: PeriodParts): Pick<Claim, 'period' | 'basePeriod'> {
  const { measure, against } = measured;
  const growth = measure === 'change' || measure === 'cagr' || measure === 'multiple';
  const last = parts.drafts.at(-1);
  let period = parts.time ?? carried(parts, scene, measured);
  if (!growth) {
    if (last?.period && yearBefore.test(parts.after) && !/^[^,，]{0,3}(?:up|increase|增)/.test(parts.after))
      period = shiftYears(last.period, -1);
    return { period: period !== null && isAtEnd(scene, period, parts) ? period.split('..').at(-1)! : period, basePeriod: null };
  }
  // “grew 43 % from A in January to B in June”: from the first to the second.
  const ahead = endsAhead(scene, quantity, parts);
  if (ahead && measure !== 'cagr') return ahead;
  const base = baseFor(scene, quantity, parts);
  if (measure === 'cagr') {
    const range = parts.times.find(({ time }) => time.role === 'range')?.time.period ?? null;
    const from = base ?? firstEnd(parts, period);
    const span = range ?? (from && period && from < period ? `${from}..${period}` : period);
    return { period: span, basePeriod: span?.includes('..') ? span.split('..')[0]! : base };
  }
  // “between 2022 and 2024 it grew 4.4-fold”: measured at the end, from the beginning.
  const range = parts.times.find(({ time }) => time.period === period)?.time;
  const ends =
    range && !base && against === null && (yearly(range.period) || pairsEnds(parts.drafts))
      ? endsOf(range, scene.text.slice(range.start, range.end))
      : null;
  if (ends) return { period: ends[1], basePeriod: ends[0] };
  if (period === null) return { period: null, basePeriod: base };
  if (against === 'previous') return { period, basePeriod: previousOf(period) };
  if (against === 'year') return { period, basePeriod: shiftYears(period, -1) };
  if (base) return { period, basePeriod: base };
  const first = firstEnd(parts, period);
  if (first) return { period, basePeriod: first };
  return { period, basePeriod: measure === 'change' ? shiftYears(period, -1) : null };
}

/** A range of whole years: growth over it has two ends. Of months it is one stretch that is compared with another, unless values stand at its ends. */
function yearly(period: string): boolean {
  return /^\d{4}\.\.\d{4}$/.test(period);
}

function pairsEnds(drafts: readonly Drafted[]): boolean {
  return drafts.filter(({ measure, period }) => measure === 'level' && period !== null).length >= 2;
}

function endsAhead(scene: Scene, quantity: Quantity, { times, after }: PeriodParts): Pick<Claim, 'period' | 'basePeriod'> | null {
  if (!/^[^，,；;。\d]{0,12}(?:\bfrom|由|从)\s*(?:about|around|just|only|some|约)?\s*$/i.test(after)) return null;
  const [first, second] = scene.quantities.filter(({ start }) => start >= quantity.end);
  const own = timeOf(scene, times, quantity)?.period;
  const behind = first && timeOf(scene, times, first)?.period;
  // “… 14.1 million in June 2026, up 30.6 percent from 10.8 million in January 2026”.
  if (first && behind && (!second || first.unit !== second.unit) && own && behind < own) return { period: own, basePeriod: behind };
  if (!first || !second || first.unit !== second.unit) return null;
  const from = timeOf(scene, times, first)?.period;
  const to = timeOf(scene, times, second)?.period;
  return from && to && from < to ? { period: to, basePeriod: from } : null;
}

/** “… at a CAGR of 18 % from 2024 to 2027, when it will exceed …”, “… from 2021 to 2024, reaching …”: the value is that of the end. */
function isAtEnd(scene: Scene, period: string, { drafts, before }: PeriodParts): boolean {
  if (!yearly(period) || /累计|合计|总计|cumulative|combined|in total/i.test(before)) return false;
  const last = drafts.at(-1);
  const grown = last !== undefined && last.measure !== 'level' && (last.period === period || last.period === period.split('..').at(-1));
  return (
    grown ||
    (/(?:\breach\w*|\bto|\bhit\w*|达到?|增至|升至|至)\s*$/i.test(before) &&
      !scene.quantities.some(({ start }) => start < scene.text.indexOf(before)))
  );
}

/** Growth behind two end points goes from the first of them to the second. */
function firstEnd({ drafts }: PeriodParts, period: string | null): string | null {
  const metric = drafts.at(-1)?.metric;
  const ends = drafts.filter((draft) => draft.measure === 'level' && draft.period !== null && draft.metric === metric);
  const first = ends.at(-2)?.period;
  return first && period && ends.at(-1)!.period === period && first < period ? first : null;
}

/** The time that the sentence names as what growth is measured from. */
function baseFor(scene: Scene, quantity: Quantity, { times }: PeriodParts): string | null {
  const bases = times.filter(({ role }) => role === 'base').map(({ time }) => time.period);
  const own = times.find(({ role }) => role === 'plain')?.time.period;
  const sole = times.find(({ role }) => role === 'base')?.time;
  // 较2024年同期: the same months of that year.
  if (sole && own && sole.period.length === 4 && own.length > 4 && /同期/.test(scene.text.slice(sole.start, sole.end + 2))) {
    return shiftYears(own, Number(sole.period) - yearOf(own));
  }
  return bases.length === 1
    ? bases[0]!
    : (times.findLast(({ role, time }) => role === 'base' && time.end <= quantity.start)?.time.period ?? bases[0] ?? null);
}

/** Words that go on with what was said: 其中, “of these”, “the figure”. */
export const goesOn =
  /^[\s“"「]*(?:其中|其|该|这(?!些年)|同期|当年|同年|此外，?(?:其|该)|与此同时|当期|全年|期内|of (?:these|those|this|them|which)|among (?:these|those|them)|that (?:was|is|year|compare|figure|represent)|this (?:was|is|compare|figure|represent|mark)|the (?:figure|total|number|growth|increase|rise|share|segment|same period|latter|former)\b|it |they |its |their |in the same|over the same|during the same|by comparison|meanwhile)|同一时期|(?:in|during|over) (?:the|that) (?:same )?(?:half|half-year|quarter|period|month)\b|同期/i;

/** A time that only what went before can tell, also in the point before. */
const nearHand = /(?:in|during|over) (?:the|that) (?:same )?(?:half|half-year|quarter|period)\b|同期内|期内|当期/i;

/** The period that earlier words leave: the figure before; where the sentence goes on, the sentence before; the heading. */
function carried({ drafts, context, policy, times, before }: PeriodParts, scene: Scene, { measure }: Measured): string | null {
  if (policy) return null;
  const last = drafts.at(-1);
  // 从2023年的87分钟升至101分钟: the year was that of the first alone.
  if (
    last?.measure === 'level' &&
    measure === 'level' &&
    /(?:至|到|\bto)\s*(?:about |around |over |约|近|超)?$/i.test(before) &&
    times.some(
      ({ time }) => time.period === last.period && /(?:从|由|自|\bfrom)[^，,；;]*$/i.test(scene.text.slice(0, last.quantity.start)),
    )
  )
    return null;
  if (last && !(last.measure === 'threshold' || last.measure === 'cap')) return last.period;
  if (times.some(({ role }) => role === 'plain')) return null;
  const hand = nearHand.exec(scene.text)?.[0];
  if (hand) {
    const part = /half/i.test(hand) ? 'H' : /quarter/i.test(hand) ? 'Q' : '';
    const afar = context.lastPeriods.findLast((period) => period.includes(part));
    if (afar) return afar;
  }
  if (context.last?.period && measure !== 'cagr' && goesOn.test(scene.text)) return context.last.period;
  return context.group?.times.at(-1)?.period ?? null;
}
