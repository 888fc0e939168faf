/** Periods as text (`2024`, `2025-H1`, `2025-Q3`, `2025-06`, `2021..2024`), and which of a sentence's times a quantity belongs to. */
import type { Quantity, TimeMention } from '../quantities/quantity.ts';
import { dateBefore, isWhereItBegan, mayFollow } from './chinese-times.ts';
import type { Scene } from './scene.ts';
import { tenseAt, tenseOf, turnsTense } from './tenses.ts';

/** Its first day, ISO. */
export function startOf(period: string): string {
  const from = period.split('..')[0]!;
  const [year, part] = [from.slice(0, 4), from.slice(5)];
  if (part === '') return `${year}-01-01`;
  if (part === 'H1') return `${year}-01-01`;
  if (part === 'H2') return `${year}-07-01`;
  if (part.startsWith('Q')) return `${year}-${String((Number(part[1]) - 1) * 3 + 1).padStart(2, '0')}-01`;
  return part.length === 2 ? `${year}-${part}-01` : from;
}

/** Its last day, ISO; days of a month are taken as 31, which sorts as well. */
export function endOf(period: string): string {
  const to = period.split('..').at(-1)!;
  const [year, part] = [to.slice(0, 4), to.slice(5)];
  if (part === '' || part === 'H2') return `${year}-12-31`;
  if (part === 'H1') return `${year}-06-30`;
  if (part.startsWith('Q')) return `${year}-${String(Number(part[1]) * 3).padStart(2, '0')}-31`;
  return part.length === 2 ? `${year}-${part}-31` : to;
}

/** One day of the calendar. */
export const isDay = (period: string): boolean => /^\d{4}-\d\d-\d\d$/.test(period);

export function yearOf(period: string): number {
  return Number(period.split('..').at(-1)!.slice(0, 4));
}

/** The same part of another year: 2025-H1 a year before is 2024-H1. */
export function shiftYears(period: string, by: number): string {
  return period
    .split('..')
    .map((side) => `${Number(side.slice(0, 4)) + by}${side.slice(4)}`)
    .join('..');
}

/** The period just before of the same length: 2025-Q1 → 2024-Q4. */
export function previousOf(period: string): string {
  if (period.includes('..')) return shiftYears(period, -1);
  const [year, part] = [Number(period.slice(0, 4)), period.slice(5)];
  if (part.startsWith('H')) return part === 'H2' ? `${year}-H1` : `${year - 1}-H2`;
  if (part.startsWith('Q')) return part === 'Q1' ? `${year - 1}-Q4` : `${year}-Q${Number(part[1]) - 1}`;
  if (part.length === 2) return part === '01' ? `${year - 1}-12` : `${year}-${String(Number(part) - 1).padStart(2, '0')}`;
  return shiftYears(period, -1);
}

/** What a time is to the quantities around it: `base` is what growth is measured from, `said` the day of a report. */
type Role = 'plain' | 'base' | 'said';

const saidAfter =
  /^[^，,。；;]{0,14}?(?:发布|公布|印发|出台|消息|报道|宣布|披露|召开|举行|举办|获悉|上午|下午|通报|讯|电|签约|揭牌|启动)|^,? *(?:\w+ ){0,6}?(?:released|published|announced|unveiled|issued|reported|said|launched|held|disclosed|told)\b|^\s*[)）]?\s*(?:电|讯)/;
const asOfDay =
  /\b(?:as (?:of|at)|by|until|till|through|up to|to|end(?:ed|ing|s)?|since|from|at|before|after|between|on)(?: the)?(?: (?:close|end) of)? ?$/i;
const ofBeginnings =
  /\b(?:launched|founded|established|set up|born|incorporated|opened|formed|created|listed|started|surveyed|polled|interviewed|questioned)(?: back)?(?: in| on)?(?: (?:the|last|this|early|late))*\s*$/i;
const fromNothing = /\bfrom\s+(?:[a-z]+ to |almost |virtually |practically )?(?:nothing|none|zero|nil)\s+(?:in |at |during )?$/i;
const baseBefore =
  /(?:较|比|相比(?:于|之下)?|对比|与|同|超过|高于|低于|不及|than in|than|compared (?:with|to)|versus|vs\.?|against|as (?:many|much|large|high|big) as(?: (?:it was|they were))?(?: in| that of| those of)?|(?<!up |down |from .{0,40})from|over|relative to|above|below|since|as of .{0,3}since|自从?|从)\s*(?:that (?:in|of|for)|the same period (?:of|in)|the (?:end|first half|figure|level) (?:of|in|for)|in|the|于|在|those in)?\s*$/i;
/** Of those, the words that compare whatever else the sentence says. */
const surelyBase =
  /(?:较|相比(?:于|之下)?|对比|比|than in|than|compared (?:with|to)|versus|vs\.?|as (?:many|much|large|high|big) as(?: in| that of| those of)?|times(?: (?:that|those|its|their|the (?:figure|level|size|number)))?)\s*(?:(?:of )?that (?:in|of|for)|of|the same period (?:of|in)|the (?:end|first half|figure|level) (?:of|in|for)|in|the|于|在)?\s*$/i;
/** “on the 2025 list”: of which things, and no base. */
const ofList = /^(?:['’]s)? (?:list|slate|roster|ranking|chart|batch|catalogue|edition)\b/i;
/** Growth and what it is measured from, in one breath. */
const growthFrom =
  /(?:%|percent|per cent|pct|points?|pp|bps|-?fold|times|\dx|third|half|quarter|fifth|tenth)\)?(?: (?:year[- ]on[- ]year|yoy|higher|lower|more|less|fewer|above|below|up|down))?,? ?\(?(?:from|on|over|than|versus|vs\.?|against|compared (?:with|to)|relative to|above|below|ahead of|behind|short of)(?: (?:that|those|the (?:level|figure|number|total)))?(?: (?:of|in|for|during))?(?: the)?\s*$/i;
const baseLevel = /^(?:'s|’s)? (?:level|figure|total|number|size|count|tally|mark|record)\b/i;
const baseAfter = /^\s*(?:年)?(?:以来|起|同期|相比|至今|底相比|末相比|年底相比|(?:的)?基础上)/;

export type TimesOfScene = { time: TimeMention; role: Role }[];

/** The times of a sentence with what each is to the figures beside it. */
export function timesOf(scene: Scene): TimesOfScene {
  // 较2024年同期: one time in two words.
  const times = scene.times.filter(
    (time, index) => !(scene.text.slice(time.start, time.end) === '同期' && scene.times[index - 1]?.end === time.start),
  );
  return times.map((time, index) => {
    // “up 9.7 % from the second quarter”: the word belongs to the time as it was read.
    const lead = /^from (?:the )?/i.exec(scene.text.slice(time.start, time.end))?.[0].length ?? 0;
    const before = scene.text.slice(Math.max(0, time.start - 36), time.start + (time.role === 'range' ? 0 : lead));
    const after = scene.text.slice(time.end, time.end + 60);
    if (isDay(time.period) && saidAfter.test(after)) return { time, role: 'said' as const };
    // “BEIJING, March 12 --”, “opened its doors on 3 May”: a day is of figures only where they are told as of it.
    if (
      isDay(time.period) &&
      !scene.chinese &&
      !asOfDay.test(before) &&
      !asOfDay.test(scene.text.slice(time.start, time.start + 12).replace(/[A-Z\d].*$/, ''))
    )
      return { time, role: 'said' as const };
    // “launched last May”, “founded in 2019”: of its beginnings, and no figure's.
    if (!scene.chinese && ofBeginnings.test(before) && /^(?:,|\s*(?:and|by|use|say|said|watch|pay|have|had|were|are)\b|\))/.test(after))
      return { time, role: 'said' as const };
    // 是2022年的13倍, “13 times that of 2022”: what it is measured against.
    if (
      /^的?(?:约|近|超过|超|逾)?$/.test(
        scene.text.slice(
          time.end,
          scene.quantities.find(({ start, unit }) => start >= time.end && unit === 'times')?.start ?? time.end - 1,
        ),
      ) &&
      scene.text.slice(time.end).match(/^的?(?:约|近|超过|超|逾)?[\d.一二三四五六七八九十百两]+(?:多|余)?倍/)
    )
      return { time, role: 'base' as const };
    // “up 38 % from a year earlier but down 4 % from the third quarter”.
    const stretch = /\b(?:same|corresponding|comparable|previous|prior|preceding|year-ago|year-earlier)\b/i.test(
      scene.text.slice(time.start, time.end),
    );
    if ((time.role !== 'range' || stretch) && growthFrom.test(before) && !ofList.test(after)) return { time, role: 'base' as const };
    // “up 24 % on the previous year”, “on 2024”.
    if (
      !isDay(time.period) &&
      !ofList.test(after) &&
      /(?:%|percent|per cent|increase|rise|growth|jump|drop|fall|decline|up|down)[^,;]{0,24}\bon\s*$/i.test(before)
    )
      return { time, role: 'base' as const };
    // “2.6x last year's $1.5 billion”, “from next to nothing in 2024”.
    const possessive = /['’]s$/.test(scene.text.slice(time.start, time.end)) || /^['’]s\b/.test(after);
    if (!scene.chinese && ((possessive && /(?:\dx|times|-?fold|double|triple|twice|half)\s*$/i.test(before)) || fromNothing.test(before)))
      return { time, role: 'base' as const };
    // “triple the number of 2024”.
    if (
      /\b(?:double|triple|quadruple|twice|thrice|half|times) (?:the|that|its|their) (?:(?:number|figure|level|total|size|count|amount|tally|value|revenue) )?(?:of|in|for)? ?(?:the )?$/i.test(
        before,
      )
    )
      return { time, role: 'base' as const };
    // 28.5倍于2022年, “27.9 times what it had been in 2021”: what it is a multiple of.
    if (/倍于$|\btimes what (?:it|they|that|the \w+) (?:had been|was|were|stood at)(?: back)?(?: in)?\s*$/i.test(before))
      return { time, role: 'base' as const };
    // “downloaded 730 million times in the first half of 2025” counts; it compares with nothing.
    if (!scene.chinese && /\b(?:million|billion|thousand|\d) times (?:(?:in|during) (?:the )?)?$/i.test(before))
      return { time, role: 'plain' as const };
    // “Since 2023, when it was worth 33 billion yuan, it has grown …”: the year has a value of its own.
    if (time.role === 'since') return { time, role: /^,? when (?:it|they|the \w+) /i.test(after) ? ('plain' as const) : ('base' as const) };
    const alone =
      times.length > 1 ||
      baseAfter.test(after) ||
      surelyBase.test(before) ||
      (baseLevel.test(after) && /(?:triple|double|twice|quadruple|times|倍)\b[^，,]{0,10}$/i.test(before));
    if (
      ((time.role !== 'range' && (scene.chinese || !/\b(?:to|through|until)\b/.test(scene.text.slice(time.start, time.end)))) ||
        /同期|period|quarter|half|earlier/i.test(scene.text.slice(time.start, time.end))) &&
      alone &&
      (scene.chinese || time.role !== 'by') &&
      (surelyBase.test(before) || baseBefore.test(before) || baseAfter.test(after) || baseLevel.test(after)) &&
      !opensPair(scene, index)
    )
      return { time, role: 'base' as const };
    return { time, role: 'plain' as const };
  });
}

/** “from 3.68 billion yuan in 2021 to …”, 从2021年的36.8亿元增至…: the time has a quantity of its own. */
function opensPair(scene: Scene, index: number): boolean {
  const time = scene.times[index]!;
  const next = scene.times[index + 1]?.start ?? scene.text.length;
  const own = scene.quantities.find((quantity) => quantity.start >= time.end && quantity.start < next);
  if (!own) return false;
  const between = scene.text.slice(time.end, own.start);
  const lead = scene.text.slice(Math.max(0, time.start - 8), time.start);
  if (/(?:比|较|than|compared|versus|over|against)[^，,]{0,8}$/.test(lead)) return false;
  return between.length <= 14 && !/[，,；;]|同期|相比|基础上|增|降|涨|grew|rose|up\b/.test(between);
}

/** Pairs lists in order: “in 2021, 2022 and 2023 A, B and C respectively”; a range of years stands for each of its years. */
export function pairLists(scene: Scene): Map<Quantity, string> {
  const pairs = new Map<Quantity, string>();
  const { text, quantities, times } = scene;
  const runsOfQuantities = runsOf(text, quantities).filter((run) => run.length > 1);
  const runsOfTimes = runsOf(text, times).filter((run) => run.length > 1);
  pairEnds(scene, pairs);
  for (const run of runsOfQuantities) {
    const same = runsOfTimes.filter(({ length }) => length === run.length);
    const list = nearest(same, run[0]!.start);
    if (list) run.forEach((quantity, at) => pairs.set(quantity, list[at]!.period));
    else
      for (const time of times) {
        const years = yearsOfRange(time);
        if (years.length === run.length && /分别|依次|respectively|各/.test(text))
          run.forEach((quantity, at) => pairs.set(quantity, years[at]!));
      }
  }
  return pairs;
}

/** 同期毛利率分别为A、B、C: each is of the time of its fellow in the list before. */
export function pairAgain({ text, quantities, chinese }: Scene, lastPeriods: readonly string[]): Map<Quantity, string> {
  const pairs = new Map<Quantity, string>();
  if (!chinese || !/^(?:同期|各期|相应期间|上述(?:各)?期间|报告期各期|报告期内)[^。]*分别/.test(text)) return pairs;
  for (const run of runsOf(text, quantities).filter(({ length }) => length > 1)) {
    const fellows = lastPeriods.slice(-run.length);
    if (fellows.length === run.length && new Set(fellows).size === run.length)
      run.forEach((quantity, at) => pairs.set(quantity, fellows[at]!));
  }
  return pairs;
}

/** “from 2021 to 2024 it grew from A to B”: the ends of the range are those of the pair. */
function pairEnds({ text, quantities, times }: Scene, pairs: Map<Quantity, string>): void {
  const range = times.find((time) => endsOf(time, text.slice(time.start, time.end)) !== null);
  const ends = range && endsOf(range, text.slice(range.start, range.end));
  if (!range || !ends || times.some((time) => time !== range && time.start > range.start)) return;
  quantities.forEach((first, index) => {
    const second = quantities[index + 1];
    if (!second || (first.unit !== second.unit && first.unit !== 'count' && second.unit !== 'count')) return;
    const lead = text.slice(Math.max(0, first.start - 24), first.start);
    const between = text.slice(first.end, second.start);
    if (
      !/(?:\bfrom|由|从|自)\s*(?:about|around|just|only|some|不足|约)?\s*$/i.test(lead) ||
      !/^\s*(?:[^，,；;]{0,24}\s)?(?:to|up to)\s+(?:\w+\s+){0,2}$|^[^，,；;]{0,8}(?:至|到)(?:了)?$/i.test(between)
    )
      return;
    pairs.set(first, ends[0]);
    pairs.set(second, ends[1]);
  });
}

/** Things of one kind in a row, with nothing but commas and “and” between them. */
export function runsOf<Item extends { start: number; end: number }>(text: string, items: readonly Item[]): Item[][] {
  const found: Item[][] = [];
  let last: Item | null = null;
  for (const item of items) {
    if (last && /^(?:\s|[,，、]|和|与|及|以及|and|or|then|in|for|年|\/)*$/.test(text.slice(last.end, item.start))) found.at(-1)!.push(item);
    else found.push([item]);
    last = item;
  }
  return found;
}

function nearest(lists: TimeMention[][], at: number): TimeMention[] | null {
  return lists.toSorted((a, b) => Math.abs(a[0]!.start - at) - Math.abs(b[0]!.start - at))[0] ?? null;
}

/** The two ends of a stretch of time that was said as one: from January to June 2025 is 2025-01 and 2025-06. */
export function endsOf({ period, role }: Pick<TimeMention, 'period' | 'role'>, words: string): [string, string] | null {
  if (role !== 'range' && !/月.*(?:到|至|—|–|-).*月|\b(?:to|and|through)\b/i.test(words)) return null;
  const [from, to] = period.split('..') as [string, string | undefined];
  if (to !== undefined) return from === to ? null : [from, to];
  const [year, part] = [period.slice(0, 4), period.slice(5)];
  if (part === 'H1') return [`${year}-01`, `${year}-06`];
  if (part === 'H2') return [`${year}-07`, `${year}-12`];
  return null;
}

function yearsOfRange({ period }: TimeMention): string[] {
  const [from, to] = period.split('..');
  if (!to || from!.length !== 4 || to.length !== 4) return [];
  return Array.from({ length: Math.min(30, Number(to) - Number(from) + 1) }, (_, at) => String(Number(from) + at));
}

/** A time that stands right behind its quantity: “A in 2021”, A（2021年）, “A by the end of 2024”. */
const rightBehind =
  /^\s*(?:[（(]\s*)?(?:(?:yuan|RMB|users|people|titles|dramas)\s+)?(?:(?:per|an?|each) [a-z]+\s+)?(?:(?:reached|recorded|posted|seen|made|spent|sold|taken|shot|built|achieved|booked|logged|registered|reported|raised|earned|released|produced|(?:(?:originally|initially|first) )?(?:planned|targeted|promised|aimed for|hoped for))\s+)?(?:(?:in|for|by|at|during|as of|as at|throughout|of|over|through|on|until)\s+)?(?:(?:the|full[- ]year|fiscal|calendar|year|all of|whole of)\s+)*$/i;

/** “A in 2021”, and in English “a 46.58 billion yuan market in 2024”: a noun phrase of its own may stand between. */
function standsBehind({ chinese, text }: Scene, quantity: Quantity, time: TimeMention): boolean {
  const between = text.slice(quantity.end, time.start);
  if (rightBehind.test(between)) return true;
  return (
    !chinese &&
    /^\s(?:(?!(?:to|from|against|and|or|but|than|with|after|before|as|while|that|which|who)\b)[\w’'-]+\s+){1,5}?(?:in|for|by|at the end of|during|as of|as at)?\s*(?:the\s+)?$/i.test(
      between,
    ) &&
    tenseOf(between) === null
  );
}

/** Years that are named to be compared with, and so are of one figure and never of the text. */
const comparedYear =
  /^(?:in )?(?:(?:a|one|two|three|four|five) years? (?:earlier|ago|before)|(?:去年|上年|上一年|前一年)(?:度)?(?:的)?同期|上年|(?:上|前)一年|[一两三四五]年(?:之|以)?前|(?:the |in the )?(?:previous|prior|preceding) year|(?:the )?year before|(?:the )?(?:same|corresponding|year-ago|year-earlier) (?:period|quarter|half|month)\b.*)$/i;

/** What stands before a figure that another is compared with. */
const comparing = /(?:\bfrom|\bthan|against|versus|vs\.?|compared (?:with|to)|,\s*after)\s*(?:about|around|the|just|only|some)?\s*$/i;

/** Whether a time is only what something is compared with: “a year earlier”, 上年同期, “up from 24 in 2023”. */
export function isCompared({ text, quantities }: Scene, time: TimeMention): boolean {
  const words = text.slice(time.start, time.end);
  // 上年 by itself may be what a text is about.
  if (comparedYear.test(words) && !/^(?:上年|(?:上|前)一年)$/.test(words)) return true;
  const owner = quantities.findLast(({ end }) => end <= time.start && rightBehind.test(text.slice(end, time.start)));
  return owner !== undefined && comparing.test(text.slice(Math.max(0, owner.start - 28), owner.start));
}

/** 上年同期的83%, “52.4 percent a year earlier”, “compared with fewer than 1,000 in 2021”: times that nothing but their own figure takes. */
function mayTake(scene: Scene, time: TimeMention, quantity: Quantity): boolean {
  const { text, quantities } = scene;
  const owner = quantities.findLast(({ end }) => end <= time.start && rightBehind.test(text.slice(end, time.start)));
  if (comparedYear.test(text.slice(time.start, time.end))) {
    // “Five years ago, an extra was earning 135 yuan a day.”
    if (!scene.chinese && quantity.start >= time.end && opensClause(text, time)) return true;
    if (owner) return owner === quantity;
    const nextOne = quantities.find(({ start }) => start >= time.end);
    // 去年同期，公司亏损1.88亿元: what a Chinese sentence begins with, its first figure is of.
    if (
      scene.chinese &&
      /(?:^|[；。])\s*$/.test(text.slice(0, time.start)) &&
      /^[，,][^，,；;。]{0,20}$/.test(text.slice(time.end, quantity.start))
    )
      return nextOne === quantity;
    return (
      nextOne === quantity &&
      quantity.start - time.end <= (scene.chinese ? 12 : 28) &&
      !/[，,；;]./.test(text.slice(time.end, quantity.start))
    );
  }
  if (!owner || owner === quantity) return true;
  return !comparing.test(text.slice(Math.max(0, owner.start - 24), owner.start));
}

/** Whether a sentence or one of its halves opens with the time. */
function opensClause(text: string, time: TimeMention): boolean {
  return (
    /(?:^|[.;:—–]\s)[“"'(\s]*(?:(?:just|only|barely|even|but|and|as recently as) )?$/i.test(text.slice(0, time.start)) &&
    !/^[^,]{0,3}\./.test(text.slice(time.end))
  );
}

/** A time that belongs to one quantity alone: “from 32 % in 2023” and 由上年同期的83% are of the past, what comes next is not. */
function isOfAnother({ text, quantities, chinese }: Scene, time: TimeMention, quantity: Quantity): boolean {
  const owner = quantities.find(
    ({ start, end }) =>
      (end <= time.start && rightBehind.test(text.slice(end, time.start))) ||
      (start >= time.end && start - time.end <= (chinese ? 10 : 4) && !/[，,；;]/.test(text.slice(time.end, start))),
  );
  if (!owner || owner === quantity || owner.start > quantity.start) return false;
  const lead = text.slice(Math.max(0, Math.min(owner.start, time.start) - 14), Math.min(owner.start, time.start));
  // “from 41 % in 2023 and 35 % in 2024 to 27 %”.
  if (/\bto\s+(?:\w+ ){0,2}$/i.test(text.slice(owner.end, quantity.start)) && /\bfrom\b[^,;]*\band\s*$/i.test(text.slice(0, owner.start)))
    return true;
  return /(?:\bfrom|由|从|自|较|比|than|against|versus|compared (?:with|to))\s*(?:about|around|the|just|only|约|不足)?\s*$/i.test(lead);
}

/** A clause with a verb of its own between two figures; “… and to complete eight bases, by 2027” goes on with what came before. */
function turnsBetween({ chinese }: Scene, between: string): boolean {
  if (chinese) return /[,，；;]\s*(?:and|but|while|whereas)\b|[,，；;](?:而|预计|有望|计划|但)/i.test(between);
  const turn = /[,;]\s*(?:and|but|while|whereas)\b/i.exec(between);
  if (turn !== null && tenseOf(between.slice(turn.index)) !== null) return true;
  // “employs 300 people and plans to hire 120 more next year”.
  return /\s(?:and|but) (?:now |also )?(?:plans|expects|aims|hopes|wants|intends|targets|will|is (?:expected|set|aiming|planning|due))\b/i.test(
    between,
  );
}

/** “The company, fourteen people in all, released …”: what stands between two commas is not in the time of the rest. */
function isApposed(text: string, { start, end }: Quantity): boolean {
  return (
    /,\s*$/.test(text.slice(0, start)) &&
    /^[^,;.\d]{1,40},\s+[a-z]+/.test(text.slice(end)) &&
    tenseOf(/^[^,]*/.exec(text.slice(end))![0]) === null
  );
}

/** “… in 2023, and although it has come down to 65 %”: what is stands no longer in the time of what was. */
function leavesTime({ chinese, text }: Scene, time: TimeMention, quantity: Quantity): boolean {
  if (chinese || !/;|[,\s](?:and|but|while|whereas|although|though|who)\s/.test(text.slice(time.end, quantity.start))) return false;
  return turnsTense(text, time, quantity);
}

/** The time that a quantity belongs to; null where the sentence says none. `paired` are those of lists. */
export function timeOf(scene: Scene, times: TimesOfScene, quantity: Quantity): TimeMention | null {
  const { text, quantities } = scene;
  // 较2024年的504亿元: what is compared with has the time that stands before it.
  const own = times.find(
    ({ time, role }) =>
      role === 'base' &&
      quantity.unit !== 'times' &&
      quantity.start >= time.end &&
      /^(?:同期)?[的（(](?:约|近|超过?|逾|不足)?$|^,? (?:namely|that is|i\.e\.),? (?:about |some )?$/.test(
        text.slice(time.end, quantity.start),
      ),
  );
  if (own) return own.time;
  const possessed = scene.chinese
    ? undefined
    : times.find(
        ({ time }) =>
          quantity.start >= time.end &&
          /^(?:['’]s)?\s*$/.test(text.slice(time.end, quantity.start)) &&
          /['’]s\s*$/.test(text.slice(0, quantity.start)),
      );
  if (possessed && quantity.unit !== 'times') return possessed.time;
  const plain = times.filter(({ time, role }) => role === 'plain' && mayTake(scene, time, quantity)).map(({ time }) => time);
  if (plain.length === 0) return null;
  const next = quantities.find(({ start }) => start >= quantity.end);
  const following = plain.find(({ start }) => start >= quantity.end);
  const near = plain.findLast(
    (time) => time.end <= quantity.start && !isOfAnother(scene, time, quantity) && !leavesTime(scene, time, quantity),
  );
  const preceding = near && scene.chinese ? (dateBefore(scene, plain, near) ?? near) : near;
  if (following && (!next || following.start < next.start) && standsBehind(scene, quantity, following)) {
    const between = text.slice(following.end, next?.start ?? following.end);
    // Chinese says the time first: what stands behind a comma or a number belongs to what comes next.
    const leads =
      scene.chinese && preceding && next && !/[，,；;、]/.test(between) && !/[（(]\s*$/.test(text.slice(quantity.end, following.start));
    if (!leads) return following;
  }
  // 2022年…25万能拍完，现在平均70万，涨了将近两倍: what is has left the time of what was.
  if (preceding && scene.chinese && /[，；。](?:而|但)?(?:目前|现在|如今|眼下|当前|现阶段)/.test(text.slice(preceding.end, quantity.start)))
    return null;
  if (preceding) return scene.chinese && isWhereItBegan(scene, quantity, preceding) ? null : preceding;
  if (following) {
    const gap = text.slice(quantity.end, following.start);
    if (scene.chinese && !mayFollow(gap, following, next, quantity)) return null;
    if (
      !scene.chinese &&
      /;|\b(?:and|but|while|whereas)\b/.test(gap) &&
      tenseAt(text, quantity) === 'present' &&
      tenseAt(text, following) === 'past'
    )
      return null;
    // “… 410 million baht, and the office expects 600 million this year”: the time is the other clause's alone.
    if (next && next.start < following.start && turnsBetween(scene, text.slice(quantity.end, next.start))) return null;
    // “revenue of £60m, with break-even in the second half”.
    if (!scene.chinese && /;|,\s*with\b/.test(gap)) return null;
    if ((!next || following.start < next.start) && !/[；;]/.test(gap)) return following;
    if (!scene.chinese && isApposed(text, quantity)) return null;
    if (plain.length === 1) return following;
    const nextTimeIsShared = !/[；;]/.test(gap);
    return nextTimeIsShared ? following : null;
  }
  return null;
}
