/**
 * Postings of the ledger on PostgreSQL with fsync on: five-way splits in batches, over many accounts and over one hot one, beside
 * a bare multi-row insert of as many rows into tables of the same columns and indexes, without constraints, chain or balances.
 */
import { sql } from 'kysely';
import { createLedger, ledgerMigrations, type Account, type TransferOrder } from '../../src/modules/ledger/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createServerDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const batch = 4000;
const batches = 15;
const ways = 5;

export async function run(): Promise<Record<string, unknown>> {
  const given = process.env.DATABASE_URL ?? null;
  const own = given ? null : await startPostgres({ durable: true });
  if (!given && !own) return { skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  const database = await createServerDatabase(given ?? own!.url);
  const db = await openDatabase({ url: database.url });
  try {
    await migrateUp(db, [ledgerMigrations]);
    // Turn about, as the machine's pace drifts; the better of two rounds each.
    const rounds: { bare: number; split: number; hot: number }[] = [];
    for (let round = 0; round < 2; round++)
      rounds.push({ bare: await bare(db, round), split: await splits(db, `s${round}`, 1000), hot: await splits(db, `h${round}`, 0) });
    const best = (pick: (round: (typeof rounds)[number]) => number): number => Math.max(...rounds.map(pick));
    const [bareRate, splitRate, hotRate] = [best((r) => r.bare), best((r) => r.split), best((r) => r.hot)];
    const { ok } = await createLedger({ db, clock: systemClock }).check(null);
    return {
      fsync: 'on',
      batch,
      ways,
      splitsPerSecond: Math.round(splitRate),
      bareInsertOfTheSameRowsPerSecond: Math.round(bareRate),
      ofBareInsert: round3(splitRate / bareRate),
      hotAccountSplitsPerSecond: Math.round(hotRate),
      hotOfSpread: round3(hotRate / splitRate),
      chainChecked: ok,
    };
  } finally {
    await db.close();
    await database.drop();
    await own?.stop();
  }
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/** Splits a second: each debits one account and credits five of `spread` accounts, or always the same five where it is 0. */
async function splits(db: Database, name: string, spread: number): Promise<number> {
  const ledger = createLedger({ db, clock: systemClock });
  const organisationId = `org_${name}`;
  const accounts = await db.transaction((trx) =>
    ledger.openAccounts(
      trx,
      organisationId,
      Array.from({ length: Math.max(spread, ways) + 1 }, (_, index) => ({
        code: `account:${index}`,
        name: String(index),
        currency: 'CNY',
        normalSide: index === 0 ? ('debit' as const) : ('credit' as const),
        floorMinor: null,
      })),
    ),
  );
  const orderOf = (n: number): TransferOrder => ({
    kind: 'posted',
    key: `order:${n}`,
    effectiveAt: systemClock.now(),
    memo: { code: 'bench.order', params: { order: n } },
    entries: [
      { accountId: accounts[0]!.id, amountMinor: 1500n },
      ...Array.from({ length: ways }, (_, way) => ({ accountId: creditOf(accounts, n, way, spread), amountMinor: -300n })),
    ],
  });
  const started = systemClock.monotonicMs();
  for (let at = 0; at < batches; at++) {
    const orders = Array.from({ length: batch }, (_, index) => orderOf(at * batch + index));
    await db.transaction((trx) => ledger.recordAll(trx, organisationId, orders));
  }
  return (batches * batch * 1000) / (systemClock.monotonicMs() - started);
}

const creditOf = (accounts: readonly Account[], n: number, way: number, spread: number): string =>
  accounts[1 + (spread === 0 ? way : (n * ways + way * 7) % spread)]!.id;

/** As many rows in as many batches, with nothing but their indexes. */
async function bare(db: Database, round: number): Promise<number> {
  await db.transaction(async (trx) => {
    for (const table of ['ledger_transfers', 'ledger_entries'])
      await sql.raw(`create table bare${round}_${table} (like ${table} including defaults including indexes)`).execute(trx);
  });
  const times = (count: number, value: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => value(index));
  const started = systemClock.monotonicMs();
  for (let at = 0; at < batches; at++) {
    const first = at * batch + 1;
    const hash = 'a'.repeat(64);
    const lines = batch * (ways + 1);
    const now = systemClock.now().toISOString();
    await db.transaction(async (trx) => {
      await sql`insert into ${sql.table(`bare${round}_ledger_transfers`)} (organisation_id, seq, id, kind, key, effective_at, recorded_at, memo, previous_hash, hash)
        select 'org_bare', * from unnest(${times(batch, (n) => String(first + n))}::bigint[], ${times(batch, (n) => `trf_${round}_${first + n}_0123456789abcdef`)}::text[],
          ${times(batch, () => 'posted')}::text[], ${times(batch, (n) => `order:${first + n}`)}::text[], ${times(batch, () => now)}::timestamptz[],
          ${times(batch, () => now)}::timestamptz[], ${times(batch, (n) => `{"code":"bench.order","params":{"order":${n}}}`)}::text[],
          ${times(batch, () => hash)}::text[], ${times(batch, () => hash)}::text[])`.execute(trx);
      await sql`insert into ${sql.table(`bare${round}_ledger_entries`)} (organisation_id, seq, line, account_id, currency, amount_minor, phase, effective_at, salt)
        select 'org_bare', * from unnest(${times(lines, (n) => String(first + Math.floor(n / (ways + 1))))}::bigint[], ${times(lines, (n) => String(n % (ways + 1)))}::smallint[],
          ${times(lines, (n) => `lac_0123456789abcdef_${n % 1000}`)}::text[], ${times(lines, () => 'CNY')}::text[], ${times(lines, () => '300')}::bigint[],
          ${times(lines, () => 'posted')}::text[], ${times(lines, () => now)}::timestamptz[], ${times(lines, () => 'abcdefghijkl')}::text[])`.execute(
        trx,
      );
    });
  }
  return (batches * batch * 1000) / (systemClock.monotonicMs() - started);
}
