import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionTables } from '../tables.ts';

export const tables = (trx: Trx) => trx.withTables<AttributionTables>();

/** Many rows as one parameter: the same on both databases, whatever their number. bigint becomes a decimal string on the way. */
export function jsonRows(rows: readonly object[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}::jsonb`;
}

/** Texts as one parameter; both drivers write arrays of text alike. */
export function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${values as string[]}::text[]`;
}
