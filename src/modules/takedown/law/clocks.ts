/** When a period ends that a law gives: in hours, calendar days, business days or months, in a zone with its daylight saving. */
import { dateIn } from '../../../platform/time.ts';
import { dayOf, isWorkingDay, knows, numberOf, type CalendarId, type Day } from './calendars.ts';
import type { ClockRule, Law, Length } from './contract.ts';

const hourMs = 3_600_000;

/** Whether the time zone database knows a name. */
export function isZone(zone: string): boolean {
  try {
    dateIn(zone, new Date(0));
    return true;
  } catch {
    return false;
  }
}

/**
 * The first instant of a day in a zone. Searched for and not computed: where clocks are put forward at midnight a day begins at
 * one o'clock, and a zone that crossed the date line has lost a day whole.
 */
export function startOfDay(zone: string, day: Day): Date {
  const utc = numberOf(day) * 24 * hourMs;
  let before = utc - 15 * hourMs;
  let after = utc + 13 * hourMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateIn(zone, new Date(middle)) >= day) after = middle;
    else before = middle;
  }
  return new Date(after);
}

type Setting = { calendar: CalendarId; zone: string; rollsOver: boolean };

/** When a period that began at an instant is over, and whether the days off in it are all known. The day on which it begins does not count. */
export function endOf(start: Date, length: Length, { calendar, zone, rollsOver }: Setting): { at: Date; certain: boolean } {
  if (length.unit === 'hours' || length.amount === 0) return { at: new Date(start.getTime() + length.amount * hourMs), certain: true };
  const first = numberOf(dateIn(zone, start));
  let last: number;
  if (length.unit === 'business_days') {
    last = first;
    for (let left = length.amount; left > 0;) if (isWorkingDay(calendar, ++last)) left--;
  } else {
    last = length.unit === 'months' ? monthsLater(first, length.amount) : first + length.amount;
    if (rollsOver) while (!isWorkingDay(calendar, last)) last++;
  }
  const countsWork = rollsOver || length.unit === 'business_days';
  return { at: startOfDay(zone, dayOf(last + 1)), certain: !countsWork || knows(calendar, first, last) };
}

/** The same day so many months later, or the last of a shorter month. */
function monthsLater(number: number, months: number): number {
  const [year, month, day] = dayOf(number).split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const next = index + 1;
  const after = `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}-01`;
  return Math.min(numberOf(first) + day - 1, numberOf(after) - 1);
}

export type DueClock = { rule: ClockRule; earliestAt: Date | null; dueAt: Date; zone: string; certain: boolean };

/** The clocks of a law that begin with an act, with when each may and must be over. */
export function clocksFrom(law: Law, startsWith: ClockRule['startsWith'], start: Date, zone: string | null = null): DueClock[] {
  return law.clocks
    .filter((rule) => rule.startsWith === startsWith)
    .map((rule) => {
      const setting = { calendar: law.calendar, zone: zone ?? law.zone, rollsOver: rule.rollsOver };
      const latest = endOf(start, rule.latest, setting);
      const earliest = rule.earliest ? endOf(start, rule.earliest, setting) : null;
      return { rule, earliestAt: earliest?.at ?? null, dueAt: latest.at, zone: setting.zone, certain: latest.certain };
    });
}
