/** The figures that roll-ups count, in one order for all: how many of each, then money. */
import { sql, type RawBuilder } from 'kysely';
import type { Cell } from '../tables.ts';

export const counters = ['clicks', 'views', 'searches', 'installs', 'registrations', 'orders', 'renewals', 'refunds'] as const;
export const sums = {
  revenueMinor: 'revenue_minor',
  refundedMinor: 'refunded_minor',
  adRevenueMinor: 'ad_revenue_minor',
  earnedMinor: 'earned_minor',
} as const;
export const figureColumns: readonly string[] = [...counters, ...Object.values(sums)];
const cellNames = [...counters, ...(Object.keys(sums) as (keyof typeof sums)[])];

/** A number for each of the figures. */
export type Counts = bigint[];

export const noCounts = (): Counts => figureColumns.map(() => 0n);

/** Adds what a cell says; `sign` is -1 for what is taken back. */
export function addCell(counts: Counts, cell: Cell, sign: 1n | -1n): void {
  for (let i = 0; i < cellNames.length; i++) {
    const value = cell[cellNames[i]!];
    if (value) counts[i]! += sign * BigInt(value);
  }
}

/**
 * Rows with counts, ready to be written: only the figures that any of them has are sent, as most transactions count two or three of
 * the twelve. `names` begins with a comma where there are any.
 */
export function counted<Row extends { counts: Counts }>(
  rows: readonly Row[],
): { columns: Record<string, 'bigint'>; names: RawBuilder<unknown>; values: object[]; added: RawBuilder<unknown> } {
  const used = figureColumns.flatMap((name, i) => (rows.some(({ counts }) => counts[i] !== 0n) ? [{ name, i }] : []));
  return {
    columns: Object.fromEntries(used.map(({ name }) => [name, 'bigint'])),
    names: sql.raw(used.map(({ name }) => `, ${name}`).join('')),
    values: rows.map(({ counts, ...row }) => {
      const value: Record<string, unknown> = row;
      for (const { name, i } of used) value[name] = counts[i];
      return value;
    }),
    added: sql.raw(used.map(({ name }) => `${name} = r.${name} + excluded.${name}`).join(', ')),
  };
}
