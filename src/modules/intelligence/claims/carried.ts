/** The periods of figures: what the sentence says, what figures before it leave, and what growth is measured from. */
import type { Quantity } from '../quantities/quantity.ts';
import type { Claim } from './claim.ts';
import type { Measured } from './measures.ts';
import type { MetricId } from './metrics.ts';
import { endOf, endsOf, isCompared, isDay, previousOf, shiftYears, startOf, timeOf, yearOf, type TimesOfScene } from './periods.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Context, Drafted } from './read.ts';
import type { Scene } from './scene.ts';
import { isPresent, nowFirst } from './statuses.ts';
import { taxonomy } from './taxonomy.ts';
import { type Tense, tenseAt, turnsTense } from './tenses.ts';

type PeriodParts = {
  time: string | null;
  times: TimesOfScene;
  drafts: readonly Drafted[];
  context: Context;
  before: string;
  after: string;
  policy: boolean;
  metric: MetricId;
};

const yearBefore =
  /^[^，。；;]{0,16}?(?:a year (?:earlier|ago|before)|(?:in |during )?the (?:previous|prior|preceding) year|the year before|上年同期|去年同期|上一年|前一年|(?<!较|比)上年)/i;

/** The period of a figure, and what growth is measured from. */
export function periodsFor(scene: Scene, quantity: Quantity, measured: Measured, parts: PeriodParts): Pick<Claim, 'period' | 'basePeriod'> {
  const { measure, against } = measured;
  const growth = measure === 'change' || measure === 'cagr' || measure === 'multiple';
  const last = parts.drafts.at(-1);
  if (!growth && (isPresent(parts.before, parts.after) || turnsToNow(scene, quantity, parts))) return { period: null, basePeriod: null };
  // “… had been 450,000 in 2024 and now stands 35 % higher”.
  if (
    growth &&
    !scene.chinese &&
    /\bnow (?:stands?|is|are|runs?|costs?)\b[^,;]*$/i.test(parts.before) &&
    parts.times.every(({ time }) => time.end <= quantity.start)
  )
    return { period: null, basePeriod: parts.time };
  let period = parts.time ?? carried(parts, scene, quantity, measured);
  if (!growth) {
    if (last?.period && yearBefore.test(parts.after) && !/^[^,，]{0,3}(?:up|increase|增)/.test(parts.after))
      period = shiftYears(last.period, -1);
    return { period: period !== null && isAtEnd(scene, period, parts) ? period.split('..').at(-1)! : period, basePeriod: null };
  }
  // “grew 43 % from A in January to B in June”: from the first to the second.
  const ahead = endsAhead(scene, quantity, parts);
  if (ahead && measure !== 'cagr') return ahead;
  const base = baseFor(scene, quantity, parts);
  const between = scene.chinese && measure === 'change' ? betweenEnds(parts) : null;
  if (between) return between;
  if (measure === 'cagr') {
    const range = parts.times.find(({ time }) => time.role === 'range')?.time.period ?? null;
    const from = base ?? firstEnd(parts, period);
    // “its CAGR is projected at more than 50 %, against 24 % for Japan”: over the years that the rates before were of.
    if (
      range === null &&
      from === null &&
      period === null &&
      !scene.chinese &&
      /\b(?:is|are) (?:projected|expected|forecast|put|seen)\b/i.test(scene.text)
    ) {
      const years = last?.measure === 'cagr' ? last.period : parts.context.lastPeriods.findLast(yearly);
      if (years) return { period: years, basePeriod: years.split('..')[0]! };
    }
    const span = range ?? (from && period && from < period ? `${from}..${period}` : period);
    return { period: span, basePeriod: span?.includes('..') ? span.split('..')[0]! : base };
  }
  // “between 2022 and 2024 it grew 4.4-fold”: measured at the end, from the beginning.
  const range = parts.times.find(({ time }) => time.period === period)?.time;
  const ends =
    range && !base && against === null && (yearly(range.period) || pairsEnds(parts.drafts, range.period))
      ? endsOf(range, scene.text.slice(range.start, range.end))
      : null;
  if (ends) return { period: ends[1], basePeriod: ends[0] };
  // 与2024年相比，下滑了11个百分点: of the year after, where that has come.
  if (
    period === null &&
    scene.chinese &&
    base?.length === 4 &&
    Number(base) + 1 === Number(parts.context.publishedOn?.slice(0, 4)) &&
    !presentZh.test(scene.text)
  )
    return { period: shiftYears(base, 1), basePeriod: base };
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

function pairsEnds(drafts: readonly Drafted[], range: string): boolean {
  return drafts.filter(({ measure, period }) => measure === 'level' && period !== null && period !== range).length >= 2;
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

/** 6月达到1310万次，1月则为970万次，区间增幅35.1%: from the earlier of the two to the later, in whatever order they stand. */
function betweenEnds({ drafts, before }: PeriodParts): Pick<Claim, 'period' | 'basePeriod'> | null {
  if (!/(?:区间|其间|期间|两者|前后)[^，。；]{0,4}(?:增|涨|升|降|跌|相差)[^，。；]{0,4}$/.test(before)) return null;
  const ends = drafts.flatMap(({ measure, period }) => (measure === 'level' && period ? [period] : [])).slice(-2);
  const [first, last] = ends.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  return first && last && first !== last ? { period: last, basePeriod: first } : null;
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

/** The period that a sentence leaves to the next: of what was, the latest; else that of its last figure. */
export function leftBy(found: readonly Drafted[]): string | null {
  const last = found.at(-1);
  if (!last || (last.status !== 'actual' && last.status !== 'estimate')) return last?.period ?? null;
  const past = found.flatMap(({ status, period }) => (period !== null && (status === 'actual' || status === 'estimate') ? [period] : []));
  return past.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0)).at(-1) ?? null;
}

/** “…; at present it employs …”, 2024年上线1342部，目前有企业600家: what is has no time of what was. */
function turnsToNow(scene: Scene, quantity: Quantity, { before, after, time }: PeriodParts): boolean {
  const found = (time === null ? nowAnywhere : nowFirst).exec(before);
  if (!found) return false;
  const from = quantity.start - before.length + found.index;
  return !scene.times.some(({ start }) => start >= from && start < quantity.end + after.length);
}

const nowAnywhere = /(?<!截至|截止)(?:目前|当前|现阶段|如今|眼下|(?<![到至从的])现在)|\bat present\b|\bcurrently\b|\bnow\b/i;

/** A sentence that says of what was, and not of what is: it stays in the time of the sentence before. */
function staysInTime(scene: Scene, { start, end }: Quantity, context: Context, metric: MetricId): boolean {
  const { status, period } = context.last ?? {};
  if (!period || (status !== 'actual' && status !== 'estimate') || /^\s*[-–—•·]\s/.test(scene.text)) return false;
  const from = Math.max(scene.text.lastIndexOf('；', start), scene.text.lastIndexOf(';', start)) + 1;
  const ahead = scene.text.slice(end).search(/[；;]|, (?:and|but|while|whereas)\b|，(?=预计|有望|计划|力争|目前|到20)/);
  const part = scene.text.slice(from, ahead < 0 ? scene.text.length : end + ahead);
  if (scene.chinese) return !presentZh.test(part) && (!timeless(metric) || datedZh.test(part));
  return tenseAt(scene.text, { start, end }) === 'past' && !atAnyTime.test(part);
}

/** What prose goes on with; a point of a list stands for itself, unless it is of the same as the point before. */
function followsOn(scene: Scene, { main, last, item }: Context, metric: MetricId): boolean {
  const point = item || /^\s*[-–—•·]\s/.test(scene.text);
  return point ? metric !== 'other' && main?.metric === metric : last === null;
}

/** “Even the lower figure would be a rise of a fifth”: of the time that the forecast before was of. */
function staysAhead({ last }: Context, tense: Tense | null): boolean {
  return tense === 'ahead' && (last?.status === 'forecast' || last?.status === 'target');
}

const presentZh =
  /目前|当前|现有|现已|如今|眼下|迄今|至今|一般|通常|往往|普通|普遍|每集|单部|单集|均价|预计|有望|将|力争|计划|目标|拟|最高|可获|给予|奖励|补贴|年均|历史|近年|累计|总部|成立|拥有|提出|设立(?!了)|组建|热门|爆款|动辄|常常|过去的|此前的|有的/;
/** Of those, the ones that take a figure out of the month or the week that a whole paper is of. */
const apartZh =
  /目前|当前|现有|现已|如今|眼下|迄今|至今|一般|通常|预计|有望|将|力争|计划|目标|拟|最高|可获|给予|奖励|补贴|历史|近年|累计|总部|成立|提出/;
/** Words by which even a price is one of its time. */
const datedZh = /同比|环比|较上年|较上月|当年|当月|当周|同期/;
/** Words that take a figure out of the time that was spoken of. */
const atAnyTime =
  /\b(?:now|currently|at present|today|typical(?:ly)?|usually|generally|often|cumulative(?:ly)?|since|so far|to date|founded)\b/i;
const presentEn =
  /\b(?:now|currently|at present|today|is|are|has|have|costs?|typical(?:ly)?|usually|generally|often|can|may|will|would|could|should|plans?|aims?|hopes?|expects?|cumulative(?:ly)?|since|so far|to date|founded|estimates?|says)\b/i;

/** What has its price or its length whenever it is asked for: nothing that a sentence before says dates it. */
function timeless(metric: MetricId): boolean {
  return taxonomy[metric].total === 'each' || metric === 'project_days';
}

/** Whether what the document reports on dates a figure that says nothing: the points of a digest are each of their own, but for a week's or a month's. */
function governs({ reportsOn, reporting, item }: Context): boolean {
  if (item) return reportsOn === 'all' && /^\d{4}-\d\d(?:$|-)/.test(reporting!);
  return reportsOn === 'all' || reportsOn === 'prose';
}

/** 由5月的不足100万美元跃升至640万美元: what it came to is of what is reported on or was spoken of, unless that is no later than where it began. */
function latest(context: Context, from: string | null): string | null {
  const found = [
    governs(context) ? context.reporting : null,
    context.last?.period,
    context.main?.group === context.group ? context.main?.period : null,
  ];
  const later = found.find((period) => period && from && startOf(period) > startOf(from)) ?? null;
  // From one year to another: a year, though a month was spoken of.
  return later && from?.length === 4 ? later.slice(0, 4) : later;
}

function clauseOf(scene: Scene, { start, end }: Quantity): string {
  return scene.text.slice(startOfClause(scene.text, start), endOfClause(scene.text, end));
}

/** Words that go on with what was said: 其中, “of these”, “the figure”. */
const goesOn =
  /^[\s“"「]*(?:其中|其|该|这(?!些年)|同期|当年|同年|此外，?(?:其|该)|与此同时|当期|全年|期内|of (?:these|those|this|them|which)|among (?:these|those|them)|that (?:was|is|year|compare|figure|represent)|this (?:was|is|compare|figure|represent|mark)|the (?:figure|total|number|growth|increase|rise|share|segment|same period|latter|former)\b|it |they |its |their |in the same|over the same|during the same|by comparison|meanwhile)|同一时期|(?:in|during|over) (?:the|that) (?:same )?(?:half|half-year|quarter|period|month)\b|同期/i;

/** “Japan followed with 11 %”, 其次是日本: one more part of the whole that the sentence before parted. */
export const nextPart =
  /\b(?:followed|came (?:next|second|third)|was next|ranked second|trailed)\b|\bthe rest\b|其次|紧随其后|位列其后|其余/i;

/** Words that break a figure of the paragraph before down into its parts. */
const breaksDown =
  /^[\s\-–—•·“"「]*(?:其中|分[^，。\d]{1,8}看|按[^，。\d]{1,10}(?:看|分|划分|计)|从[^，。\d]{1,10}(?:看|来看|上看)|[^，。；]{1,20}?(?:占比|占总|占|比例|比重|份额)(?:约|近|为|达|超过?|分别为)?\s*[\d一二三四五六七八九])|^[\s\-–—•·]*(?:by (?:\w+ )?(?:segment|region|business|country|market|age|gender|type)\b|of (?:that|this|the total)\b|broken down\b)/i;
/** What accounts tell of the time that they are of. */
const accounts =
  /营收|收入|营业|净利|利润|毛利|亏损|费用|成本率|现金流|同比|环比|\brevenues?\b|\bprofits?\b|\bloss(?:es)?\b|\bmargins?\b|\bsales\b|\bearnings\b|year[- ](?:on|over)[- ]year/i;

/** A time that only what went before can tell, also in the point before. */
const nearHand =
  /(?:in|during|over|of) (?:the|that) (?:same )?(?:half-year|half|quarter|period)(?:['’]s)?\b(?! (?:of|to|ended|ending|a|that)\b)|同期内|期内|当期/i;

/** The period that earlier words leave: the figure before; where the sentence goes on, the sentence before; the heading. */
function carried(
  { drafts, context, policy, times, before, metric }: PeriodParts,
  scene: Scene,
  quantity: Quantity,
  { measure }: Measured,
): string | null {
  if (policy) return null;
  // What stood there to be compared with leaves nothing to what follows it.
  const last = drafts.findLast((draft) => {
    const own = timeOf(scene, times, draft.quantity);
    return own === null || !isCompared(scene, own);
  });
  // 从2023年的87分钟升至101分钟: the year was that of the first alone.
  if (
    last !== undefined &&
    last.measure === measure &&
    (measure === 'level' || (scene.chinese && measure === 'share')) &&
    /(?:至|到|\bto)\s*(?:about |around |over |约|近|超)?$/i.test(before) &&
    times.some(
      ({ time }) => time.period === last.period && /(?:从|由|自|\bfrom)[^，,；;]*$/i.test(scene.text.slice(0, last.quantity.start)),
    )
  )
    return scene.chinese ? latest(context, last.period) : null;
  if (last && !scene.chinese && turnsTense(scene.text, last.quantity, quantity)) return null;
  if (last && !(last.measure === 'threshold' || last.measure === 'cap')) return last.period;
  if (times.some(({ role, time }) => role === 'plain' && time.start < quantity.end && !isCompared(scene, time))) return null;
  const hand = nearHand.exec(scene.text)?.[0];
  if (hand) {
    const part = /half/i.test(hand) ? 'H' : /quarter/i.test(hand) ? 'Q' : '';
    // “in the period”, 期内: of what is reported on, whatever was named to be compared with.
    if (!/same|同期/i.test(hand) && context.reporting?.includes(part)) return context.reporting;
    const afar = context.lastPeriods.findLast((period) => period.includes(part));
    if (afar) return afar;
  }
  const tense = scene.chinese ? null : tenseAt(scene.text, quantity);
  // “They watch for 101 minutes a day”: what is, whoever was spoken of.
  const leaves = tense === 'present' && measure === 'level' && /^[\s“"]*(?:it|they|its|their)\b/i.test(scene.text);
  const goes = !leaves && (goesOn.test(scene.text) || staysInTime(scene, quantity, context, metric) || staysAhead(context, tense));
  if (context.last?.period && measure !== 'cagr' && goes) return context.last.period;
  const { main, reporting } = context;
  if (governs(context) && measure !== 'cagr' && !apartZh.test(clauseOf(scene, quantity)) && (context.row || !timeless(metric)))
    return reporting;
  if (!scene.chinese && measure !== 'cagr' && !atAnyTime.test(scene.text)) {
    // A new paragraph of a report is of what it reports on, when the last was of a part of it.
    const parted =
      main && reporting && context.last === null && startOf(reporting) <= startOf(main.period) && endOf(main.period) < endOf(reporting);
    if (parted && !timeless(metric) && (tense === 'past' || tense === null)) return reporting;
    if (main && tense === 'past' && main.group === context.group && !timeless(metric) && followsOn(scene, context, metric))
      return main.period;
    if (reporting && !context.title.chinese && !timeless(metric) && (tense === 'past' || tense === null)) return reporting;
    // “Titles filed in July 2025: 377. Episodes: 18,323.”
    if (context.last?.period && /^["“'A-Z][^.:;\d]{1,40}: /.test(scene.text)) return context.last.period;
  }
  if (!presentZh.test(scene.text) && !presentEn.test(scene.text)) {
    if (main && context.last === null && main.group === context.group && measure !== 'cagr' && breaksDown.test(scene.text))
      return main.period;
    if (reporting && measure !== 'cagr' && accounts.test(scene.text)) return reporting;
  }
  return context.group?.times.findLast(({ period }) => !isDay(period))?.period ?? null;
}
