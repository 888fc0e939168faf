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

type ColumnType = 'text' | 'bigint' | 'integer' | 'boolean' | 'timestamptz' | 'date' | 'jsonb' | 'text[]';

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
    // A text that is cast by the server is sent alike by both drivers.
    return sql`${arrayText(rows as readonly Record<string, unknown>[], name, columns[name]!)}::text::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)}) as x(${sql.raw(names.map((name) => `"${name}"`).join(', '))})`;
}

function arrayText(rows: readonly Record<string, unknown>[], name: string, type: ColumnType): string {
  let text = '';
  for (const row of rows) {
    const value = row[name];
    const element = value === null || value === undefined ? 'NULL' : elementText(value, type);
    text = text === '' ? element : `${text},${element}`;
  }
  return `{${text}}`;
}

function elementText(value: unknown, type: ColumnType): string {
  if (type === 'jsonb') return quoted(JSON.stringify(value));
  if (type === 'text[]') return quoted(`{${(value as string[]).map(quoted).join(',')}}`);
  if (value instanceof Date) return value.toISOString();
  return type === 'text' ? quoted(value as string) : String(value as bigint | number | boolean | string);
}

// In an array a quote and a backslash are escaped, and whatever else stands between quotes is itself.
function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}

/** Texts as one parameter; both drivers write arrays of text alike. */
export function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${values as string[]}::text[]`;
}
