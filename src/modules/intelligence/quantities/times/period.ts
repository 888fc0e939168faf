const two = (number: number) => String(number).padStart(2, '0');

/** The period of whole months, by its shortest name: halves, quarters and years have one of their own. */
export function monthsOf(year: number, from: number, to: number): string | null {
  // Said so that what is no number at all is no month either.
  if (!(from >= 1 && to <= 12 && from <= to)) return null;
  if (from === 1 && to === 12) return `${year}`;
  if (from === 1 && to === 6) return `${year}-H1`;
  if (from === 7 && to === 12) return `${year}-H2`;
  if (to - from === 2 && from % 3 === 1) return `${year}-Q${(from + 2) / 3}`;
  return from === to ? `${year}-${two(from)}` : `${year}-${two(from)}..${year}-${two(to)}`;
}

/** A day that the calendar has. */
export function dayOf(year: number, month: number, day: number): string | null {
  if (!(month >= 1 && month <= 12 && day >= 1)) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day > days ? null : `${year}-${two(month)}-${two(day)}`;
}

/** From the beginning of one period to the end of another; the year alone where both are it. */
export function spanOf(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  if (from === to) return from;
  const month = /^(\d{4})-(\d{2})$/;
  const a = month.exec(from);
  const b = month.exec(to);
  if (a && b && a[1] === b[1]) return monthsOf(Number(a[1]), Number(a[2]), Number(b[2]));
  const bounds = { from: boundsOf(from), to: boundsOf(to) };
  return bounds.from && bounds.to && bounds.from.from < bounds.to.to ? `${from}..${to}` : null;
}

/** The same part of another year: 2025-H1 is 2024-H1 a year before. */
export function yearsLater(period: string, years: number): string {
  return period.replaceAll(/\b(\d{4})(?=$|-|\.\.)/g, (year) => String(Number(year) + years));
}

/** First and last day of a period (`2024`, `2025-H1`, `2021..2024` …), for comparing and for storing; null for what is no period. */
export function boundsOf(period: string): { from: string; to: string } | null {
  const [first, last] = period.split('..') as [string, string | undefined];
  if (last !== undefined) {
    const bounds = { from: boundsOf(first), to: boundsOf(last) };
    return bounds.from && bounds.to && bounds.from.from <= bounds.to.to ? { from: bounds.from.from, to: bounds.to.to } : null;
  }
  const found = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(first);
  if (!found) return null;
  const year = Number(found[1]);
  const [half, quarter, month, day] = [found[2], found[3], found[4], found[5]].map((part) => (part === undefined ? null : Number(part)));
  if (day !== null && day !== undefined) return dayOf(year, month!, day) === null ? null : { from: first, to: first };
  const [from, to] = half ? [half * 6 - 5, half * 6] : quarter ? [quarter * 3 - 2, quarter * 3] : month ? [month, month] : [1, 12];
  if (from < 1 || to > 12) return null;
  return { from: `${year}-${two(from)}-01`, to: dayOf(year, to, 31) ?? dayOf(year, to, 30) ?? dayOf(year, to, 29) ?? dayOf(year, to, 28)! };
}
