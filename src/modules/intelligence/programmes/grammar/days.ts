/** Days as notices write them: with and without the year, as spans, as terms of years. */

/** UTF-16 units of the text. A day without a year has a null year. */
export type FoundDay = { year: number | null; month: number; day: number | null; start: number; end: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const monthNumber = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const optional = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

const forms: readonly { pattern: RegExp; read: (found: RegExpMatchArray) => Omit<FoundDay, 'start' | 'end'> }[] = [
  {
    pattern: /(?:(?<!\d)(\d{4})\s?年\s?)?(?<![\d.])(\d{1,2})\s?月(?!份?[内起底])(?:\s?(\d{1,2})\s?[日号]|底|末)?/g,
    read: (found) => ({
      year: optional(found[1]),
      month: Number(found[2]),
      day: found[3] === undefined && /[底末]$/.test(found[0]) ? lastDay(optional(found[1]) ?? 2024, Number(found[2])) : optional(found[3]),
    }),
  },
  {
    pattern: /(?<![\d.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d%])/g,
    read: (found) => ({ year: Number(found[1]), month: Number(found[3]), day: Number(found[4]) }),
  },
  {
    pattern: new RegExp(`\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?!\\d)`, 'gi'),
    read: (found) => ({ year: optional(found[3]), month: monthNumber(found[1]!), day: Number(found[2]) }),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+${monthName}(?:,?\\s+(\\d{4}))?(?!\\d)`, 'gi'),
    read: (found) => ({ year: optional(found[3]), month: monthNumber(found[2]!), day: Number(found[1]) }),
  },
];

/** The days of a folded text in order; what no calendar has is passed over. */
export function findDays(text: string): FoundDay[] {
  const found: FoundDay[] = [];
  for (const { pattern, read } of forms) {
    for (const match of text.matchAll(pattern)) {
      const day = read(match);
      const start = match.index;
      const end = start + match[0].length;
      if (day.month < 1 || day.month > 12 || (day.day !== null && (day.day < 1 || day.day > lastDay(day.year ?? 2024, day.month))))
        continue;
      if (day.year !== null && (day.year < 1990 || day.year > 2100)) continue;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      found.push({ ...day, start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** `YYYY-MM-DD`; a month alone is its first day, or its last one for an end. */
export function isoOf(day: FoundDay, year: number, edge: 'from' | 'until'): string {
  const number = day.day ?? (edge === 'from' ? 1 : lastDay(year, day.month));
  return `${year}-${String(day.month).padStart(2, '0')}-${String(Math.min(number, lastDay(year, day.month))).padStart(2, '0')}`;
}

export function lastDay(year: number, month: number): number {
  return [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** The last day of a term of months that begins on a day: three years from 2025-07-01 end on 2028-06-30. */
export function endOfTerm(from: string, termMonths: number): string {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const count = year * 12 + month - 1 + termMonths;
  const endYear = Math.floor(count / 12);
  const endMonth = (count % 12) + 1;
  return dayBefore(endYear, endMonth, Math.min(day, lastDay(endYear, endMonth) + (day > lastDay(endYear, endMonth) ? 1 : 0)));
}

function dayBefore(year: number, month: number, day: number): string {
  if (day > 1) return `${year}-${String(month).padStart(2, '0')}-${String(day - 1).padStart(2, '0')}`;
  if (month === 1) return `${year - 1}-12-31`;
  return `${year}-${String(month - 1).padStart(2, '0')}-${lastDay(year, month - 1)}`;
}

const hanDigits = '零一二三四五六七八九十';
/** A small count in digits or in Chinese or English words; null where it is none. */
export function smallCount(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  if (word === '两') return 2;
  if (word === '半') return null;
  const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].indexOf(
    word.toLowerCase(),
  );
  if (english >= 0) return english;
  const ten = word.indexOf('十');
  if (ten < 0) return word.length === 1 && hanDigits.includes(word) ? hanDigits.indexOf(word) : null;
  const tens = ten === 0 ? 1 : hanDigits.indexOf(word[0]!);
  const ones = ten === word.length - 1 ? 0 : hanDigits.indexOf(word.at(-1)!);
  return tens < 0 || ones < 0 ? null : tens * 10 + ones;
}
