/** The day and time at which a document says it was published, in the forms in which pages print them. */
import { addZone, readZone, type Zone } from './zones.ts';

/** `iso` as in ReadDocument.publishedAt. `start` and `end` are units of the line, the time and its zone included. */
export type FoundDate = { iso: string; zone: { name: string; stated: boolean }; start: number; end: number; timed: boolean };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const weekday = '(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\.?,?\\s+)?';

type Parts = { year: number; month: number; day: number };
const forms: readonly { pattern: RegExp; read: (found: RegExpExecArray) => Parts }[] = [
  {
    pattern: /(?<![\d.])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d%])/,
    read: (found) => ({ year: Number(found[1]), month: Number(found[3]), day: Number(found[4]) }),
  },
  {
    pattern: /(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/,
    read: (found) => ({ year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }),
  },
  {
    pattern: /([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日/,
    read: (found) => ({ year: hanYear(found[1]!), month: hanCount(found[2]!), day: hanCount(found[3]!) }),
  },
  {
    pattern: new RegExp(`${weekday}\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, 'i'),
    read: (found) => ({ year: Number(found[3]), month: monthOf(found[1]!), day: Number(found[2]) }),
  },
  {
    pattern: new RegExp(`${weekday}(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${monthName}[\\s,-]+(\\d{4})(?!\\d)`, 'i'),
    read: (found) => ({ year: Number(found[3]), month: monthOf(found[2]!), day: Number(found[1]) }),
  },
  {
    // A day above twelve says which of the two it is; otherwise the month is first, as it is in what is written in English here.
    pattern: /(?<![\d.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)/,
    read: (found) => {
      const [first, second] = [Number(found[1]), Number(found[3])];
      const dayFirst = first > 12 || found[2] === '.';
      return { year: Number(found[4]), month: dayFirst ? second : first, day: dayFirst ? first : second };
    },
  },
];

const time =
  /^(?:T|[\s,，·|｜]*(?:at\s+|星期[一二三四五六日天]\s*|周[一二三四五六日]\s*)?(上午|下午|晚上|凌晨|早上|中午)?\s*)(\d{1,2})(?:[:：](\d{2})(?:[:：](\d{2})(?:\.\d{1,9})?)?|[时点](\d{1,2})分?)(?!\d)(?:\s*(a\.?m\.?|p\.?m\.?)(?![a-z]))?/i;

/**
 * The first day that stands in a line, with the time and zone beside it; null where there is none. A day without a zone, and a time
 * without one, are of Asia/Shanghai, and `zone.stated` is false.
 */
export function findDate(line: string): FoundDate | null {
  const plain = line.replace(/[０-９：／－．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  let best: { found: RegExpExecArray; parts: Parts } | null = null;
  for (const { pattern, read } of forms) {
    const found = pattern.exec(plain);
    if (!found || (best && best.found.index <= found.index)) continue;
    const parts = read(found);
    if (isDay(parts)) best = { found, parts };
  }
  return best && finish(plain, best.found.index, best.found.index + best.found[0].length, best.parts);
}

function finish(line: string, start: number, end: number, parts: Parts): FoundDate {
  const day = `${String(parts.year).padStart(4, '0')}-${pad(parts.month)}-${pad(parts.day)}`;
  const clock = time.exec(line.slice(end));
  const hour = clock && hourOf(Number(clock[2]), clock[1], clock[6]);
  const minute = Number(clock?.[3] ?? clock?.[5] ?? 0);
  const second = Number(clock?.[4] ?? 0);
  if (!clock || hour === null || hour > 23 || minute > 59 || second > 59) {
    const zone = readZone(line.slice(end));
    return { iso: day, zone: nameOf(zone), start, end: end + (zone?.length ?? 0), timed: false };
  }
  end += clock[0].length;
  let zone = readZone(line.slice(end));
  if (zone) end += zone.length;
  const before = /(?:北京时间|GMT|UTC)\s*[:：]?\s*$/.exec(line.slice(0, start));
  if (!zone && before) {
    zone = readZone(before[0].replace(/[:：\s]+$/, ''));
    start = before.index;
  }
  return { iso: addZone(day, `${pad(hour!)}:${pad(minute)}:${pad(second)}`, zone), zone: nameOf(zone), start, end, timed: true };
}

/** An ISO 8601 or RFC 2822 text of a page's metadata; null where it is neither. */
export function readStamp(text: string): Pick<FoundDate, 'iso' | 'zone'> | null {
  const found = findDate(text.trim().slice(0, 100));
  return found && { iso: found.iso, zone: found.zone };
}

function nameOf(zone: Zone | null): FoundDate['zone'] {
  return { name: zone?.name ?? 'Asia/Shanghai', stated: zone !== null };
}

function hourOf(hour: number, before: string | undefined, after: string | undefined): number {
  const late = /下午|晚上/.test(before ?? '') || /^p/i.test(after ?? '');
  if (late && hour < 12) return hour + 12;
  const early = /凌晨|上午|早上/.test(before ?? '') || /^a/i.test(after ?? '');
  return early && hour === 12 ? 0 : hour;
}

function isDay({ year, month, day }: Parts): boolean {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function hanYear(text: string): number {
  return Number(Array.from(text, (sign) => Math.max('〇一二三四五六七八九'.indexOf(sign), 0)).join(''));
}

function hanCount(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const digit = (sign: string | undefined): number => '一二三四五六七八九'.indexOf(sign ?? '') + 1;
  return text.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + (ones ? digit(ones) : 0) : digit(ones);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
