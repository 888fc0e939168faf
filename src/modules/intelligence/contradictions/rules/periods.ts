/** Periods of claims on an axis of time. */
import type { MetricId } from '../../claims/metrics.ts';

/** First and last month, counted from year 0, both inclusive. */
export type Span = { first: number; last: number };

/** Figures that stand at a moment: the end of a period speaks for it, so that “2024”, “by December 2024” and “31 December 2024” are one. */
const stocks: ReadonlySet<MetricId> = new Set([
  'users',
  'paying_users',
  'internet_users',
  'population',
  'penetration',
  'paying_rate',
  'companies',
  'practitioners',
  'apps',
  'shooting_bases',
]);

/** Whether a metric stands at a moment: of its periods only the end counts. */
export const isStock = (metric: MetricId): boolean => stocks.has(metric);

/** Months of `2024`, `2025-H1`, `2025-Q3`, `2025-06`, `2025-06-30` or a range of two of these; null of anything else. */
export function spanOf(period: string | null): Span | null {
  if (period === null) return null;
  const [from, to] = period.split('..');
  if (to !== undefined) {
    const first = spanOf(from!);
    const last = spanOf(to);
    return first && last && first.first <= last.last ? { first: first.first, last: last.last } : null;
  }
  const found = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-\d{2})?))?$/.exec(period);
  if (!found) return null;
  const start = Number(found[1]) * 12;
  if (found[2]) return { first: start + (Number(found[2]) - 1) * 6, last: start + Number(found[2]) * 6 - 1 };
  if (found[3]) return { first: start + (Number(found[3]) - 1) * 3, last: start + Number(found[3]) * 3 - 1 };
  if (found[4]) {
    const month = Number(found[4]);
    return month >= 1 && month <= 12 ? { first: start + month - 1, last: start + month - 1 } : null;
  }
  return { first: start, last: start + 11 };
}

/** What two periods of a metric share if they mean the same time. */
export function periodKey(metric: MetricId, period: string | null): string | null {
  const span = spanOf(period);
  if (span === null) return null;
  return stocks.has(metric) ? `m${span.last}` : `${span.first}-${span.last}`;
}

/** Where a period ends, in years. */
export const timeOf = (span: Span): number => (span.last + 1) / 12;
/** A calendar year, `null` of anything else. */
export const yearOf = (span: Span): number | null => (span.first % 12 === 0 && span.last === span.first + 11 ? span.first / 12 : null);
