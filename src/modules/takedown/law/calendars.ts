/**
 * Days off as data. The United States' and the Union's follow rules; China's follow the State Council's yearly notices, with the
 * weekend days on which people work instead (调休).
 */
import type { Bilingual, Calendar } from './contract.ts';

export type CalendarId = Calendar['id'];
/** `YYYY-MM-DD`. */
export type Day = string;

const dayMs = 86_400_000;
export const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const dayOf = (number: number): Day => new Date(number * dayMs).toISOString().slice(0, 10);
/** 0 is Sunday. */
export const weekdayOf = (number: number): number => (((number + 4) % 7) + 7) % 7;

type DayOff = { day: Day; name: Bilingual };
const pad = (value: number): string => String(value).padStart(2, '0');
const at = (year: number, month: number, day: number): number => numberOf(`${year}-${pad(month)}-${pad(day)}`);

/** The nth weekday of a month. */
function nth(year: number, month: number, weekday: number, count: number): number {
  const first = at(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7;
}
const lastMondayOfMay = (year: number): number => {
  const end = at(year, 5, 31);
  return end - ((weekdayOf(end) + 6) % 7);
};

/** 5 U.S.C. 6103(a); a Saturday's is observed on Friday (6103(b)(1)), a Sunday's on Monday (Executive Order 11582). */
function federalDays(year: number): DayOff[] {
  const days: [number, string, string][] = [
    [at(year, 1, 1), 'New Year’s Day', '元旦'],
    [nth(year, 1, 1, 3), 'Birthday of Martin Luther King, Jr.', '马丁·路德·金纪念日'],
    [nth(year, 2, 1, 3), 'Washington’s Birthday', '华盛顿诞辰日'],
    [lastMondayOfMay(year), 'Memorial Day', '阵亡将士纪念日'],
    [at(year, 6, 19), 'Juneteenth', '六月节'],
    [at(year, 7, 4), 'Independence Day', '独立日'],
    [nth(year, 9, 1, 1), 'Labor Day', '劳工节'],
    [nth(year, 10, 1, 2), 'Columbus Day', '哥伦布日'],
    [at(year, 11, 11), 'Veterans Day', '退伍军人节'],
    [nth(year, 11, 4, 4), 'Thanksgiving Day', '感恩节'],
    [at(year, 12, 25), 'Christmas Day', '圣诞节'],
    // Observed in this year when the first of January is a Saturday.
    [at(year + 1, 1, 1), 'New Year’s Day', '元旦'],
  ];
  return days
    .map(([number, en, zh]) => ({
      day: dayOf(number - (weekdayOf(number) === 6 ? 1 : 0) + (weekdayOf(number) === 0 ? 1 : 0)),
      name: { en, 'zh-CN': zh },
    }))
    .filter(({ day }) => day.startsWith(String(year)));
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 1876). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const value = h + l - 7 * m + 114;
  return at(year, Math.floor(value / 31), (value % 31) + 1);
}

/** Days that nearly all member states and the Union's institutions keep; a member state has others besides. */
function unionDays(year: number): DayOff[] {
  const sunday = easter(year);
  const days: [number, string, string][] = [
    [at(year, 1, 1), 'New Year’s Day', '元旦'],
    [sunday - 2, 'Good Friday', '耶稣受难日'],
    [sunday + 1, 'Easter Monday', '复活节星期一'],
    [at(year, 5, 1), 'Labour Day', '劳动节'],
    [sunday + 39, 'Ascension Day', '耶稣升天日'],
    [sunday + 50, 'Whit Monday', '圣灵降临节星期一'],
    [at(year, 12, 25), 'Christmas Day', '圣诞节'],
    [at(year, 12, 26), 'Second day of Christmas', '圣诞节次日'],
  ];
  return days.map(([number, en, zh]) => ({ day: dayOf(number), name: { en, 'zh-CN': zh } }));
}

/** 国办发明电〔2024〕12号 and 〔2025〕7号: from, to, name. */
const chinaSpans: readonly [Day, Day, string, string][] = [
  ['2025-01-01', '2025-01-01', 'New Year’s Day', '元旦'],
  ['2025-01-28', '2025-02-04', 'Spring Festival', '春节'],
  ['2025-04-04', '2025-04-06', 'Qingming', '清明节'],
  ['2025-05-01', '2025-05-05', 'Labour Day', '劳动节'],
  ['2025-05-31', '2025-06-02', 'Dragon Boat Festival', '端午节'],
  ['2025-10-01', '2025-10-08', 'National Day and Mid-Autumn Festival', '国庆节、中秋节'],
  ['2026-01-01', '2026-01-03', 'New Year’s Day', '元旦'],
  ['2026-02-15', '2026-02-23', 'Spring Festival', '春节'],
  ['2026-04-04', '2026-04-06', 'Qingming', '清明节'],
  ['2026-05-01', '2026-05-05', 'Labour Day', '劳动节'],
  ['2026-06-19', '2026-06-21', 'Dragon Boat Festival', '端午节'],
  ['2026-09-25', '2026-09-27', 'Mid-Autumn Festival', '中秋节'],
  ['2026-10-01', '2026-10-07', 'National Day', '国庆节'],
];
const chinaWorkdays: readonly Day[] = [
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
];
function chinaDays(): DayOff[] {
  return chinaSpans.flatMap(([from, to, en, zh]) =>
    Array.from({ length: numberOf(to) - numberOf(from) + 1 }, (_, index) => ({
      day: dayOf(numberOf(from) + index),
      name: { en, 'zh-CN': zh },
    })),
  );
}

const years = (from: number, to: number, of: (year: number) => DayOff[]): DayOff[] =>
  Array.from({ length: to - from + 1 }, (_, index) => of(from + index)).flat();

export const calendars: readonly Calendar[] = [
  {
    id: 'us_federal',
    name: { en: 'Federal holidays of the United States', 'zh-CN': '美国联邦假日' },
    source: { article: '5 U.S.C. § 6103; Executive Order 11582', url: 'https://www.law.cornell.edu/uscode/text/5/6103', unverified: false },
    fromYear: 2024,
    toYear: 2032,
    daysOff: years(2024, 2032, federalDays),
    workdays: [],
  },
  {
    id: 'cn',
    name: { en: 'Public holidays of China', 'zh-CN': '中国法定节假日（含调休）' },
    source: {
      article: '国办发明电〔2024〕12号、国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
      url: 'https://politics.gmw.cn/2025-11/04/content_38391083.htm',
      // The days of 2026 were compared with the notice, those of 2025 were not.
      unverified: true,
    },
    fromYear: 2025,
    toYear: 2026,
    daysOff: chinaDays(),
    workdays: [...chinaWorkdays],
  },
  {
    id: 'eu',
    name: { en: 'Days that nearly all member states keep', 'zh-CN': '欧盟各成员国普遍的公众假日' },
    source: {
      article: 'Regulation (EEC, Euratom) No 1182/71, Art. 2 and 3',
      url: 'https://eur-lex.europa.eu/eli/reg/1971/1182/oj',
      unverified: true,
    },
    fromYear: 2024,
    toYear: 2032,
    daysOff: years(2024, 2032, unionDays),
    workdays: [],
  },
];

const byId = new Map(
  calendars.map((calendar) => [
    calendar.id,
    {
      calendar,
      off: new Set(calendar.daysOff.map(({ day }) => numberOf(day))),
      work: new Set(calendar.workdays.map((day) => numberOf(day))),
    },
  ]),
);

/** Whether people work on a day; where a year's days off are not known, weekends alone are off. */
export function isWorkingDay(calendar: CalendarId, number: number): boolean {
  const { off, work } = byId.get(calendar)!;
  if (work.has(number)) return true;
  const weekday = weekdayOf(number);
  return weekday !== 0 && weekday !== 6 && !off.has(number);
}

/** Whether all days off between two days are known. */
export function knows(calendar: CalendarId, from: number, to: number): boolean {
  const { fromYear, toYear } = byId.get(calendar)!.calendar;
  return Number(dayOf(from).slice(0, 4)) >= fromYear && Number(dayOf(to).slice(0, 4)) <= toYear;
}
