/**
 * A month's settlement on PostgreSQL with fsync on: computing and posting a million orders over 5,000 payees, and the peak of memory
 * that it takes, beside a bare multi-row insert of the same posting rows into a table of the same columns and indexes; then one of the
 * demo's size on PGlite. ORDERS and PAYEES make it smaller.
 */
import { sql } from 'kysely';
import { identityMigrations } from '../../src/modules/identity/migrations/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createServerDatabase, freshTenant, type TestTenant } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';
import { openRevenue, revenueTestMigrations } from '../support/revenue.ts';
import { agreedPlan } from '../support/settled.ts';

const orders = Number(process.env.ORDERS ?? 1_000_000);
const creators = Number(process.env.PAYEES ?? 5_000);
const demoOrders = 2_000;
const demoCreators = 20;
const batch = 2_000;
const period = '2026-09';
const content = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal'],
      steps: [
        { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        { kind: 'recover', id: 'traffic', from: 'pot', to: 'role:operator', rate: { bps: 3000 }, cost: 'traffic' },
        {
          kind: 'split',
          id: 'split',
          tiers: [
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: 'terms' },
                { party: 'role:agency', share: 'terms', otherwise: 'role:studio' },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

export async function run(): Promise<Record<string, unknown>> {
  const given = process.env.DATABASE_URL ?? null;
  const own = given ? null : await startPostgres({ durable: true });
  if (!given && !own) return { skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  const database = await createServerDatabase(given ?? own!.url);
  const db = await openDatabase({ url: database.url });
  try {
    const measured = await settle(db, orders, creators);
    const bareSeconds = await bare(db, measured.settlementId);
    return {
      fsync: 'on',
      orders,
      creators,
      ...measured.figures,
      bareInsertOfItsPostingsSeconds: bareSeconds,
      ofBareInsert: round(bareSeconds / Number(measured.figures.seconds)),
      demo: await demo(),
    };
  } finally {
    await db.close();
    await database.drop();
    await own?.stop();
  }
}

async function demo(): Promise<Record<string, unknown>> {
  const db = await openDatabase({ memory: true });
  try {
    return { database: 'PGlite', orders: demoOrders, ...(await settle(db, demoOrders, demoCreators)).figures };
  } finally {
    await db.close();
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

async function settle(db: Database, count: number, payees: number) {
  await migrateUp(db, [identityMigrations, ...revenueTestMigrations]);
  const { revenue, ledger } = await openRevenue(db);
  const tenant = await freshTenant(db);
  const { owner, operator } = tenant.actors;
  const plan = await agreedPlan({ db, revenue }, tenant, content);
  await fill(db, tenant, plan.id, count, payees);
  const context = {
    taskId: 'tsk_bench',
    organisationId: tenant.organisationId,
    attempt: 1,
    signal: new AbortController().signal,
    progress: () => {},
    log: silentLog,
  };
  const { id } = await revenue.createSettlement(owner, { period, currency: 'CNY' });
  const started = systemClock.monotonicMs();
  const cpu = process.cpuUsage();
  await revenue.runCompute(id, context);
  const computed = systemClock.monotonicMs();
  await revenue.approveSettlement(operator, id);
  const approved = systemClock.monotonicMs();
  await revenue.runPost(id, context);
  const posted = systemClock.monotonicMs();
  const { user, system } = process.cpuUsage(cpu);
  const { state, summary } = await revenue.getSettlement(owner, id);
  const seconds = (computed - started + posted - approved) / 1000;
  return {
    settlementId: id,
    figures: {
      state,
      postings: summary?.counts.postings,
      transfers: summary?.counts.groups,
      payees: summary?.counts.payees,
      seconds: round(seconds),
      computeSeconds: round((computed - started) / 1000),
      postSeconds: round((posted - approved) / 1000),
      ordersPerSecond: Math.round(count / seconds),
      processCpuSeconds: round((user + system) / 1e6),
      // Of the whole process, in kilobytes where the system says so.
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      chainChecked: (await ledger.check(null)).ok,
    },
  };
}

/** Orders as the feed writes them: usual prices and odd ones, three in a hundred refunded some days later, and traffic to pay back. */
async function fill(db: Database, { organisationId }: TestTenant, planId: string, count: number, payees: number): Promise<void> {
  await db.transaction(async (trx) => {
    await sql`insert into revenue_items (id, organisation_id, kind, source_id, external_id, work_id, campaign_id, creator_id, agency_id, currency,
        amount_minor, refunded_minor, creator_terms_minor, agency_terms_minor, valid, held, occurred_at, refunded_at, changed_at, payable_at,
        plan_id, plan_version, revision, fed_at)
      select 'cnv_' || lpad(to_hex(n), 26, '0'), ${organisationId}, case when n % 5 = 0 then 'renewal' else 'order' end, 'src_' || n % 2,
        'A-' || n, 'wrk_one', 'cmp_' || c % 40, 'crt_' || lpad(c::text, 26, '0'), case when c % 3 = 0 then 'agy_' || lpad((c % 50)::text, 26, '0') end,
        'CNY', a, case when n % 33 = 0 then a / (1 + n % 2) else 0 end, a * 3 / 10, case when c % 3 = 0 then a / 20 end, true, false, t,
        case when n % 33 = 0 then t + interval '5 days' end, t, t + interval '30 days', ${planId}, 1, 1, t
      from (select n, (n::bigint * 7919 % ${payees}::int)::int as c,
          case when n % 10 < 7 then (array[990, 1990, 2990, 3990, 4990, 5990, 9990, 19990])[1 + n % 8] else 100 + (n::bigint * 31 % 9000)::int end as a,
          '2026-08-31T16:00:00Z'::timestamptz + date_trunc('milliseconds', n * (interval '30 days' / ${count}::int)) as t
        from generate_series(1, ${count}::int) n) each`.execute(trx);
    await sql`insert into revenue_costs (id, organisation_id, plan_id, cost, currency, amount_minor, spent_on, spent_at, note, added_by,
        added_by_name, added_at)
      values ('rvc_bench', ${organisationId}, ${planId}, 'traffic', 'CNY', ${count * 100}, '2026-09-01', '2026-08-31T16:00:00Z', '', 'usr_bench',
        'Bench', '2026-08-31T16:00:00Z')`.execute(trx);
  });
  await sql`analyze revenue_items`.execute(db.root);
}

/** Seconds of writing the same posting rows in as many batches, and nothing else. */
async function bare(db: Database, settlementId: string): Promise<number> {
  await sql`create table bare_postings (like revenue_postings including defaults including indexes)`.execute(db.root);
  const { rows } = await sql<Record<'content' | 'lines' | 'salt' | 'hash' | 'item_id', string>>`
    select content, lines::text as lines, salt, hash, item_id from revenue_postings where settlement_id = ${settlementId}
    order by number limit ${batch}`.execute(db.root);
  const { rows: counted } = await sql<{
    count: bigint;
  }>`select count(*) as count from revenue_postings where settlement_id = ${settlementId}`.execute(db.root);
  const total = Number(counted[0]!.count);
  const column = (key: keyof (typeof rows)[number]): string => rows.map((row) => row[key]).join('\u001e');
  const columns = {
    content: column('content'),
    lines: column('lines'),
    salt: column('salt'),
    hash: column('hash'),
    item: column('item_id'),
  };
  const started = systemClock.monotonicMs();
  for (let from = 0; from < total; from += rows.length)
    await db.transaction((trx) =>
      sql`insert into bare_postings (settlement_id, organisation_id, number, group_number, kind, amount_minor, item_revision, refunded_minor, last,
          content, lines, salt, hash, item_id)
        select ${settlementId}, 'org_bench', ${from}::bigint + row_number() over (), 1, 'earned', 990, 1, 0, true, content, lines, salt, hash, item
        from unnest(string_to_array(${columns.content}, E'\\x1e'), string_to_array(${columns.lines}, E'\\x1e')::jsonb[],
          string_to_array(${columns.salt}, E'\\x1e'), string_to_array(${columns.hash}, E'\\x1e'), string_to_array(${columns.item}, E'\\x1e'))
          as t (content, lines, salt, hash, item)`.execute(trx),
    );
  return round((systemClock.monotonicMs() - started) / 1000);
}
