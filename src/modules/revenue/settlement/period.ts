/** Months of the business zone, YYYY-MM, as instants. Asia/Shanghai has had no summer time since 1991. */
import { instantFromIso } from '../../../platform/time.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

/** The month so many months on (or, below zero, back). */
export function monthsOn(period: string, count: number): string {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${pad((months % 12) + 1)}`;
}
export const firstInstantOf = (period: string): Date => instantFromIso(`${period}-01T00:00:00+08:00`);
/** The first instant after a month. */
export const firstInstantAfter = (period: string): Date => firstInstantOf(monthsOn(period, 1));
/** When what a month settles takes effect: its last millisecond. */
export const lastInstantOf = (period: string): Date => new Date(firstInstantAfter(period).getTime() - 1);
