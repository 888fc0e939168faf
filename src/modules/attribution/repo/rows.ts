import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionTables } from '../tables.ts';

export const tables = (trx: Trx) => trx.withTables<AttributionTables>();

/** Many rows as one parameter: the same on both databases, whatever their number. A bigint becomes a decimal string on the way. */
export function jsonRows(rows: readonly object[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows.map(plainRow))}::jsonb`;
}

// Only the columns themselves may be bigint; a replacer that looks into every value costs several times as much.
function plainRow(row: object): object {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) plain[name] = typeof value === 'bigint' ? value.toString() : value;
  return plain;
}

/** Texts as one parameter; both drivers write arrays of text alike. */
export function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${values as string[]}::text[]`;
}
