/** Business days, quickly: the zone of the house has had one offset since 1991, and intake asks thousands of times a second. */
import { businessZone, dateIn } from '../../platform/time.ts';

const fixedFromMs = Date.UTC(1992, 0, 1);
const offsetMs = 8 * 3_600_000;
const dayMs = 24 * 3_600_000;
// Events mostly come on the day of the one before.
let last = { number: Number.NaN, day: '' };

/** The business day of an instant, `YYYY-MM-DD` in Asia/Shanghai. */
export function businessDay(at: Date): string {
  const ms = at.getTime();
  if (ms < fixedFromMs) return dateIn(businessZone, at);
  const number = Math.floor((ms + offsetMs) / dayMs);
  if (number !== last.number) last = { number, day: new Date(number * dayMs).toISOString().slice(0, 10) };
  return last.day;
}

/** The day so many days later (or, with a negative count, earlier). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}
