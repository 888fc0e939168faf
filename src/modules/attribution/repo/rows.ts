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

export type ColumnType = 'text' | 'bigint' | 'integer' | 'boolean' | 'timestamptz' | 'date' | 'jsonb' | 'text[]';

/**
 * Many rows as one parameter for each column, for `from ${columnRows(…)}`: the columns of `x`, by their names and types. Names are not
 * repeated for every row, and neither side builds a tree of them: half the time of jsonRows where rows come by the thousand. Values
 * are strings, numbers, bigints, Dates, booleans or null; of jsonb anything that JSON can say; lists of texts come out as text, to
 * be cast to text[] where they are selected, as arrays of arrays would have to be of one length.
 */
export function columnRows(rows: readonly object[], columns: Readonly<Record<string, ColumnType>>): RawBuilder<unknown> {
  const names = Object.keys(columns);
  const arrays = names.map((name) => {
    const type = columns[name] === 'text[]' ? 'text' : columns[name]!;
    return sql`${arrayText(rows as readonly Record<string, unknown>[], name, columns[name]!)}::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)}) as x(${sql.raw(names.map((name) => `"${name}"`).join(', '))})`;
}

/** The names of columns to insert into, and the same as they come out of columnRows. */
export function listOf(columns: Readonly<Record<string, ColumnType>>): { names: RawBuilder<unknown>; values: RawBuilder<unknown> } {
  const names = Object.keys(columns);
  return {
    names: sql.raw(names.join(', ')),
    values: sql.raw(names.map((name) => (columns[name] === 'text[]' ? `${name}::text[]` : name)).join(', ')),
  };
}

// JSON and the texts of arrays are alike but for their brackets and for what a backslash means: JSON is made far faster than
// anything could be put together here, and where it has no escapes it is the array's text.
function arrayText(rows: readonly Record<string, unknown>[], name: string, type: ColumnType): string {
  const values = rows.map((row) => plainValue(row[name], type));
  const json = JSON.stringify(values);
  // JSON within JSON is escaped only where arrays escape too.
  if (type === 'jsonb' || !json.includes('\\')) return `{${json.slice(1, -1)}}`;
  return `{${values.map((value) => (typeof value === 'string' ? quoted(value) : String(value))).join(',')}}`;
}

function plainValue(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  if (type === 'text[]') return `{${(value as string[]).map(quoted).join(',')}}`;
  return typeof value === 'bigint' ? String(value) : value instanceof Date ? value.toISOString() : value;
}

// In an array a quote and a backslash are escaped, and whatever else stands between quotes is itself.
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Texts as one parameter; both drivers write arrays of text alike. */
export function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${values as string[]}::text[]`;
}
