/**
 * Conversions a second: batches of a hundred, told by several senders at once, each stored, decided, earned and counted in the
 * roll-ups when it is answered. On the server of DATABASE_URL or TEST_DATABASE_URL in a database of its own, else on one that is
 * started for it and waits for the disk at every commit, and on PGlite. HOOKLINE_BENCH_CONVERSIONS changes how many. Beside the
 * rate stands what a conversion costs this process, as the rate means little where others use the processors too.
 */
import { sql } from 'kysely';
import { attributionMigrations } from '../../src/modules/attribution/migrations/index.ts';
import { identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { openAttribution, somePlacement, someTouch } from '../support/attribution.ts';
import { createServerDatabase, freshTenant } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const conversions = Number(process.env.HOOKLINE_BENCH_CONVERSIONS ?? 60_000);
const onPglite = Number(process.env.HOOKLINE_BENCH_PGLITE ?? Math.min(conversions, 10_000));
const batchSize = 100;
const senders = 16;
const placements = 2000;

export async function run(): Promise<Record<string, unknown>> {
  const memory = await openDatabase({ memory: true });
  const pglite = await measure(memory, onPglite).finally(() => memory.close());
  print('PGlite in memory', pglite);
  const given = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres({ durable: true });
  if (!given && !own) return { pglite, skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  try {
    const database = await createServerDatabase(given ?? own!.url);
    const db = await openDatabase({ url: database.url });
    try {
      const postgres = await measure(db, conversions);
      print('PostgreSQL', postgres);
      return { batchSize, senders, targetPerSecond: 5000, postgres, pglite };
    } finally {
      await db.close();
      await database.drop();
    }
  } finally {
    await own?.stop();
  }
}

type Figure = {
  conversions: number;
  perSecond: number;
  cpuMicroseconds: number;
  batchP50Ms: number;
  batchP99Ms: number;
  decided: number;
};

function print(where: string, figure: Figure): void {
  process.stdout.write(
    `${where.padEnd(18)} ${String(figure.perSecond).padStart(7)} conversions/s   batch of ${batchSize}: p50 ${figure.batchP50Ms} ms, p99 ${figure.batchP99Ms} ms   ${figure.cpuMicroseconds} µs of this process each\n`,
  );
}

async function measure(db: Database, count: number): Promise<Figure> {
  await migrateUp(db, [identityMigrations, attributionMigrations]);
  const { organisationId, actor } = await freshTenant(db);
  const { core, book } = openAttribution(db, { clock: systemClock });
  for (let i = 0; i < placements; i++) {
    const id = `plc_${i}`;
    book.placements.set(id, somePlacement(id, { campaignId: `cmp_${i % 20}`, creatorId: `crt_${i % 500}` }));
    book.codes.set(`CODE${i}`, id);
  }
  const now = systemClock.nowMs();
  // A third by code, a third by the click that brought them, a third of viewers who installed by a click: as orders come.
  const clicks = Math.ceil(count / 3);
  for (let from = 0; from < clicks; from += 2000)
    await db.transaction((trx) =>
      core.recordTouches(
        trx,
        Array.from({ length: Math.min(2000, clicks - from) }, (_, i) =>
          someTouch(organisationId, `clk_${from + i}`, `plc_${(from + i) % placements}`, new Date(now - 3_600_000).toISOString()),
        ),
      ),
    );
  const event = (i: number): object => ({
    id: `evt_${i}`,
    type: 'order',
    orderId: `ord_${i}`,
    occurredAt: new Date(now - 600_000 + i).toISOString(),
    status: 'paid',
    amountMinor: '990',
    currency: 'CNY',
    country: 'CN',
    ...(i % 3 === 0 ? { code: `CODE${i % placements}` } : { clickId: `clk_${i % clicks}` }),
    ...(i % 3 === 2 ? { viewer: { id: `viewer_${i % 5000}` } } : {}),
  });
  const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    Array.from({ length: batchSize }, (_each, i) => event(batch * batchSize + i)),
  );
  const durations: number[] = [];
  let next = 0;
  const send = async (): Promise<void> => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      const started = systemClock.monotonicMs();
      const { accepted } = await core.sources.sendEvents(actor, { events: batch });
      if (accepted !== batchSize) throw new Error(`only ${accepted} of ${batchSize} were accepted`);
      durations.push(systemClock.monotonicMs() - started);
    }
  };
  const started = systemClock.monotonicMs();
  const cpu = process.cpuUsage();
  await Promise.all(Array.from({ length: senders }, send));
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (systemClock.monotonicMs() - started) / 1000;
  const { rows } = await db.read((trx) =>
    sql<{ count: bigint }>`select count(*) as count from attribution_conversions where placement_id is not null`.execute(trx),
  );
  durations.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(durations[Math.min(durations.length - 1, Math.floor(durations.length * share))]!);
  return {
    conversions: batches.length * batchSize,
    perSecond: Math.round((batches.length * batchSize) / seconds),
    cpuMicroseconds: Math.round((user + system) / (batches.length * batchSize)),
    batchP50Ms: at(0.5),
    batchP99Ms: at(0.99),
    decided: Number(rows[0]!.count),
  };
}
