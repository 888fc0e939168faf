/** What the parts of a time come to, given the day of publication and the times that were named before. */
import { numberOf } from '../decimal.ts';
import { chineseValue, englishCounts } from '../numerals.ts';
import { boundsOf, dayOf, monthsOf, spanOf, yearsLater } from './period.ts';

/** What is known when a time is resolved: the day of publication, the year last named, and the period last named. */
export type Known = {
  readonly published: readonly [number, number, number] | null;
  readonly year: number | null;
  readonly period: string | null;
  /** The same, though it was only compared with: for 当时. */
  readonly mentioned?: string | null;
  /** What the sentences before were about, and what a report is on: for 同期, 报告期内 and “a year earlier” where the sentence names none. */
  readonly before?: string | null;
  readonly reporting?: string | null;
  /** The time that the sentences before named last, of whatever kind. */
  readonly named?: string | null;
  /** What stands before the time speaks of what is to come: “December” is the next and not the last. */
  readonly ahead?: boolean | 'open';
};

/** A year, month or count in digits or characters. */
export function valueOf(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '首') return 1;
  const chinese = chineseValue(text.replaceAll('〇', '零'));
  if (chinese) return numberOf(chinese);
  return countWords[text.toLowerCase()] ?? Number.NaN;
}
const countWords: Readonly<Record<string, number>> = {
  ...englishCounts,
  first: 1,
  opening: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  few: 3,
  several: 3,
  couple: 2,
  decade: 10,
};
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
export const monthOf = (name: string) => monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const offsets: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  本年度: 0,
  去年: -1,
  上年: -1,
  上年度: -1,
  前年: -2,
  明年: 1,
  后年: 2,
  'this year': 0,
  'the year': 0,
  'current year': 0,
  'the current year': 0,
  'last year': -1,
  'next year': 1,
  'the year before last': -2,
  'year before last': -2,
  'the coming year': 1,
};
// 当年, “that year”: the year last named, or one beside it.
const anchored: Readonly<Record<string, number>> = {
  当年: 0,
  同年: 0,
  次年: 1,
  翌年: 1,
  'that year': 0,
  'same year': 0,
  'the same year': 0,
  'the previous year': -1,
  'previous year': -1,
  'prior year': -1,
  'the prior year': -1,
  'the year before': -1,
  'the preceding year': -1,
  'the following year': 1,
  'following year': 1,
  'the year after': 1,
};

/** Whether a year is named by another one: 次年, “the previous year”. */
export const isAnchored = (text: string | undefined): boolean =>
  text !== undefined && text.toLowerCase().replace(/ fiscal(?: year)?$/, ' year') in anchored;

export function yearOf(text: string | undefined, known: Known): number | null {
  if (text === undefined) return known.year ?? known.published?.[0] ?? null;
  const word = text.replace(/ ?年度?$/, '').trim();
  if (/^\d{4}$/.test(word)) return Number(word);
  if (/^\d{2}$/.test(word)) return 2000 + Number(word);
  if (/^[二〇零一三四五六七八九]{4}$/.test(word))
    return [...word].reduce((sum, sign) => sum * 10 + Math.max('零一二三四五六七八九'.indexOf(sign === '〇' ? '零' : sign), 0), 0);
  const lower = text.toLowerCase().replace(/ fiscal(?: year)?$/, ' year');
  // “expanded by 41 % in 2025 and ended the year at …”.
  if (lower === 'the year' && (known.period ?? known.reporting)) return Number((known.period ?? known.reporting)!.slice(0, 4));
  // 2025年…由上一年的35%: of the year that the sentence is about.
  if (/^[上前]一?年/.test(lower) && lower !== '前年') {
    const here = known.period?.slice(0, 4) ?? known.published?.[0] ?? null;
    return here === null ? null : Number(here) - 1;
  }
  if (lower in offsets) return known.published ? known.published[0] + offsets[lower]! : null;
  if (lower in anchored) {
    const anchor = known.year ?? known.published?.[0] ?? null;
    return anchor === null ? null : anchor + anchored[lower]!;
  }
  return null;
}

/** The part of a year that the groups name, or the year. */
export function partOf(year: number | null, groups: Readonly<Record<string, string | undefined>>): string | null {
  if (year === null) return null;
  const { half, quarter, quarters, months, m1, m2, month, day, name, name2, half2 } = groups;
  if (half !== undefined || half2 !== undefined)
    return /上|first|opening|1/i.test((half ?? half2)!) ? monthsOf(year, 1, 6) : monthsOf(year, 7, 12);
  if (quarter !== undefined) return monthsOf(year, valueOf(quarter) * 3 - 2, valueOf(quarter) * 3);
  if (quarters !== undefined) return monthsOf(year, 1, valueOf(quarters) * 3);
  if (months !== undefined) return monthsOf(year, 1, valueOf(months));
  if (m1 !== undefined) return monthsOf(year, valueOf(m1), valueOf(m2));
  if (month !== undefined)
    return day === undefined ? monthsOf(year, valueOf(month), valueOf(month)) : dayOf(year, valueOf(month), valueOf(day));
  if (name !== undefined && name2 !== undefined) return monthsOf(year, monthOf(name), monthOf(name2));
  if (name !== undefined)
    return day === undefined ? monthsOf(year, monthOf(name), monthOf(name)) : dayOf(year, monthOf(name), Number.parseInt(day, 10));
  return `${year}`;
}

export const named = (groups: Readonly<Record<string, string | undefined>>, known: Known) => partOf(yearOf(groups['year'], known), groups);

/** A part of a year without its year: of the year at hand, but never one that was still to come when nothing speaks of what will be. */
export function namedLately(groups: Readonly<Record<string, string | undefined>>, known: Known): string | null {
  if (groups['year'] !== undefined || known.published === null) return named(groups, known);
  const [year, month, day] = known.published;
  const english = groups['name'] !== undefined;
  // A month is the last of its name, or the next of what is to come; a quarter may go on with the year that was spoken of.
  const period = named(groups, known.period === null && (english || known.ahead === true) ? { ...known, year } : known);
  if (period === null) return null;
  const published = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const { from, to } = boundsOf(period) ?? { from: '', to: '' };
  if (known.ahead === true) return known.period === null && to < published ? yearsLater(period, 1) : period;
  if (known.ahead === 'open') return period;
  return from > published ? yearsLater(period, -1) : period;
}

/** The period before the one at hand, so many months long: “the previous quarter” of 2025-Q1 is 2024-Q4. */
export function aPeriodBefore(months: number, known: Known): string | null {
  const ofLength = months === 3 ? /-Q\d$/ : months === 6 ? /-H\d$/ : /^\d{4}-\d\d$/;
  const here = [known.period, known.before, known.reporting].find((period) => ofLength.test(period ?? '')) ?? null;
  if (here === null) return months === 3 ? quarterBeside(-1, known) : months === 1 ? monthBeside(-1, known) : null;
  const first = Number(here.slice(0, 4)) * 12 + Number(boundsOf(here)!.from.slice(5, 7)) - 1 - months;
  return monthsOf(Math.floor(first / 12), (first % 12) + 1, (first % 12) + months);
}

export function windowOf(past: string | undefined, length: number, known: Known): string | null {
  if (!known.published || !(length > 0)) return null;
  const year = known.published[0];
  return past === undefined ? spanOf(`${year}`, `${year + length}`) : spanOf(`${year - length}`, `${year}`);
}

export function monthBeside(by: number, known: Known): string | null {
  if (!known.published) return null;
  const at = known.published[0] * 12 + known.published[1] - 1 + by;
  return monthsOf(Math.floor(at / 12), (at % 12) + 1, (at % 12) + 1);
}

/** The stretch of that shape that is at hand: 当周 and 当月 are those last named, else those that are reported on. */
export function sameLength(shape: RegExp, { period, before, reporting }: Known): string | null {
  return [period, before, reporting].find((each) => shape.test(each ?? '')) ?? null;
}

/** The week of the day of publication from Monday to Sunday, or one beside it. */
export function weekBeside(by: number, { published }: Known): string | null {
  if (!published) return null;
  const day = Date.UTC(published[0], published[1] - 1, published[2]) / dayMs;
  // The first of January 1970 was a Thursday.
  const monday = day - ((day + 3) % 7) + by * 7;
  const iso = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  return spanOf(iso(monday), iso(monday + 6));
}
const dayMs = 86_400_000;

/** 近三年: so many calendar years with the one at hand; in its first months, when it has no figures yet, up to the one before. */
export function yearsUntilNow(length: number, known: Known): string | null {
  if (!known.published || !(length > 1)) return windowOf('', length, known);
  const last = known.published[0] - Number(known.published[1] <= 3);
  return spanOf(`${last - length + 1}`, `${last}`);
}

export function quarterBeside(by: number, known: Known): string | null {
  if (!known.published) return null;
  const at = known.published[0] * 4 + Math.floor((known.published[1] - 1) / 3) + by;
  return monthsOf(Math.floor(at / 4), (at % 4) * 3 + 1, (at % 4) * 3 + 3);
}

export const plans: Readonly<Record<string, number>> = {
  十二: 2011,
  十三: 2016,
  十四: 2021,
  十五: 2026,
  '12': 2011,
  '13': 2016,
  '14': 2021,
  '15': 2026,
};
export const relativeYear = (text: string | undefined) => text === undefined || !/\d|[〇零一二三四五六七八九]{4}/.test(text);

/** So many months that end with one, across the turn of a year where they reach. */
export function monthsBefore(length: number, year: number | null, month: number): string | null {
  if (year === null || !(length > 0 && length <= 36) || month < 1) return null;
  const first = year * 12 + month - length;
  const [fromYear, from] = [Math.floor(first / 12), (first % 12) + 1];
  return fromYear === year ? monthsOf(year, from, month) : spanOf(monthsOf(fromYear, from, from), monthsOf(year, month, month));
}

export const planOf = (number: string) => spanOf(`${plans[number]}`, `${plans[number]! + 4}`);

/** The period at hand, of the sentence, those before or the report, in the year before; else the year before that of publication. */
export function aYearBefore(
  { period, before: earlier, reporting, published }: Known,
  otherwise = published ? `${published[0] - 1}` : null,
) {
  const here = period ?? earlier ?? reporting ?? null;
  return here === null ? otherwise : yearsLater(here, -1);
}

export function samePeriod(year: number | null, known: Known): string | null {
  if (year === null) return null;
  const here = known.period ?? known.before ?? known.reporting ?? null;
  return here === null ? `${year}` : yearsLater(here, year - Number(here.slice(0, 4)));
}

export type TimeRule = {
  readonly pattern: RegExp;
  readonly relative?: boolean;
  /** Named to compare with: what follows is not about it. */
  readonly aside?: boolean;
  /** Named only to be told from quantities: 近日, 每天. */
  readonly build: (groups: Readonly<Record<string, string | undefined>>, known: Known) => string | null;
};
