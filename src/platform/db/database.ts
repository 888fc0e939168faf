import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, type KyselyPlugin } from 'kysely';
import { Pool, types as pgTypes, type CustomTypesConfig } from 'pg';

// A repo's queries are typed by the tables it names with `trx.withTables<…>()`; the handle itself knows none.
type NoTables = Record<never, never>;

/** Where SQL runs: a transaction, or a single read. Always the first argument of a repo function. */
export type Trx = Kysely<NoTables>;

export type Database = {
  readonly kind: 'pglite' | 'postgres';
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Runs single statements that need no transaction around them. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** For libraries that bring their own SQL (sign-in, jobs). Rejects inside a transaction instead of hanging. */
  readonly root: Kysely<NoTables>;
  readonly pglite: PGlite | null;
  readonly url: string | null;
  close(): Promise<void>;
};

/** `memory` is PGlite without files, for tests and for reading the schema; `from` are the files it begins with, as dumpDataDir gives them. */
export type DatabaseSettings = { url: string } | { directory: string } | { memory: true; from?: Blob };

const oid = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;

// Both drivers must read the same bytes as the same values: int8 as bigint, numeric and date as text, timestamptz as Date.
const parsers: Record<number, (text: string) => unknown> = {
  [oid.int8]: (text) => BigInt(text),
  [oid.numeric]: (text) => text,
  [oid.date]: (text) => text,
  [oid.timestamptz]: (text) => pgTypes.getTypeParser(oid.timestamptz)(text),
};

const inTransaction = new AsyncLocalStorage<true>();

// PGlite has one connection: a root query inside a transaction waits for that same transaction for ever. Saying so
// at once turns a hang into an error that names its line.
const guard: KyselyPlugin = {
  transformQuery: (args) => {
    assertOutside();
    return args.node;
  },
  transformResult: async (args) => args.result,
};

function assertOutside(): void {
  if (inTransaction.getStore()) throw new Error('the root database handle was used inside a transaction: pass the transaction on');
}

/** Opens the database; migrations are run by migrateUp. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if ('url' in settings) return openPostgres(settings.url);
  if ('directory' in settings) return openPglite(settings.directory);
  return openPglite(null, settings.from);
}

async function openPglite(directory: string | null, from?: Blob): Promise<Database> {
  // Loaded only where it is the database: its WebAssembly costs 100 MB that a PostgreSQL installation should not pay.
  const { PGlite } = await import('@electric-sql/pglite');
  if (directory !== null) await mkdir(directory, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create({ dataDir: directory ?? 'memory://', parsers, ...(from && { loadDataDir: from }) });
  const kysely = new Kysely<NoTables>({ dialect: new PGliteDialect({ pglite }), plugins: [guard] });
  return wrap('pglite', kysely, pglite, null);
}

function openPostgres(url: string): Database {
  const getTypeParser = (type: number, format?: 'text' | 'binary'): unknown =>
    parsers[type] ?? pgTypes.getTypeParser(type, format as 'text');
  const pool = new Pool({ connectionString: url, max: 10, types: { getTypeParser } as CustomTypesConfig });
  // A connection that dies while idle must not take the process with it; the next query opens another.
  pool.on('error', () => {});
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }), plugins: [guard] });
  return wrap('postgres', kysely, null, url);
}

function wrap(kind: Database['kind'], kysely: Kysely<NoTables>, pglite: PGlite | null, url: string | null): Database {
  const plain = kysely.withoutPlugins();
  return {
    kind,
    root: kysely,
    pglite,
    url,
    transaction: async (work) => {
      assertOutside();
      return plain.transaction().execute((trx) => inTransaction.run(true, () => work(trx)));
    },
    read: async (work) => {
      assertOutside();
      return work(plain);
    },
    close: async () => {
      await kysely.destroy();
    },
  };
}
