import { sql } from 'kysely';
import type { Database, Trx } from './database.ts';

/** Rows of one table as JSON texts; they are never parsed on the way, so that no number loses digits. */
export type TableRows = { table: string; rows: AsyncIterable<string> };

const leftOut = new Set(['schema_migrations_lock']);
const pageRows = 500;

async function tableNames(trx: Trx, without: readonly string[] = []): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by c.relname`.execute(trx);
  return rows.map((row) => row.name).filter((name) => !leftOut.has(name) && !without.includes(name));
}

/** Tables such that every table comes after those that its foreign keys name. */
async function inOrderOfReference(trx: Trx, without: readonly string[]): Promise<string[]> {
  const names = await tableNames(trx, without);
  const { rows } = await sql<{ child: string; parent: string }>`
    select c.relname as child, p.relname as parent from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and c.relname <> p.relname`.execute(trx);
  const ordered: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.includes(name) || path.includes(name) || !names.includes(name)) return;
    for (const { child, parent } of rows) if (child === name) visit(parent, [...path, name]);
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}

/** The whole database `without` some tables, table by table. Call inside `inSnapshot`, so that it is of one instant. */
export async function dumpTables(trx: Trx, without: readonly string[]): Promise<TableRows[]> {
  const names = await inOrderOfReference(trx, without);
  return names.map((table) => ({ table, rows: rowsOf(trx, table) }));
}

async function* rowsOf(trx: Trx, table: string): AsyncGenerator<string> {
  await sql`declare dump_rows no scroll cursor for select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(pageRows)} from dump_rows`.execute(trx);
    for (const { row } of rows) yield row;
    if (rows.length < pageRows) break;
  }
  await sql`close dump_rows`.execute(trx);
}

/** Opens the one transaction that a dump reads in: repeatable read, so that the dump is of one instant. */
export function inSnapshot<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction(async (trx) => {
    await sql`set transaction isolation level repeatable read`.execute(trx);
    return work(trx);
  });
}

/** Tables whose first rows their migration makes; it says so in the table's comment, which begins with `seeded`. */
async function seededTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and obj_description(c.oid, 'pg_class') like 'seeded%'`.execute(trx);
  return rows.map((row) => row.name);
}

/** Takes out what migrations put in, so that a dump's own rows of it can come. Only for a database that is otherwise empty. */
export async function clearSeeded(trx: Trx): Promise<void> {
  for (const table of await seededTables(trx)) await sql`delete from ${sql.table(table)}`.execute(trx);
}

/** Whether no table has a row, apart from the record of migrations and what migrations themselves put in. */
export async function isEmpty(trx: Trx): Promise<boolean> {
  for (const table of await tableNames(trx, ['schema_migrations', ...(await seededTables(trx))])) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(trx);
    if (rows.length > 0) return false;
  }
  return true;
}

/** Inserts rows as they were dumped; columns that this version does not have are an error of the database. */
export async function insertRows(trx: Trx, table: string, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = await insertableColumns(trx, table);
  const list = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${list}) overriding system value
    select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::jsonb)`.execute(trx);
}

async function insertableColumns(trx: Trx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${`public.${JSON.stringify(table)}`}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`.execute(
    trx,
  );
  return rows.map((row) => row.name);
}

/** Moves every identity column past the rows that were inserted. */
export async function resetIdentities(trx: Trx): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and a.attidentity <> ''`.execute(trx);
  for (const { table, column } of rows) {
    await sql`select setval(pg_get_serial_sequence(${`public.${JSON.stringify(table)}`}, ${column}), coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(
      trx,
    );
  }
}
