/**
 * Dashboards over ten million clicks and a million conversions on PostgreSQL: whole answers of the API (permission, SQL, schema, JSON),
 * without the network. The raw rows are made by the database; the roll-ups from them by the SQL that repairs roll-ups, and then
 * compared with the raw sums, as `attribution replay` does. HOOKLINE_BENCH_FULL=1 takes the full size, which takes minutes; without
 * it a tenth is measured, and said. On the server of DATABASE_URL or TEST_DATABASE_URL in a database of its own, else on one
 * that is started for it.
 */
import { sql } from 'kysely';
import { attributionMigrations } from '../../src/modules/attribution/migrations/index.ts';
import { compareRollups, rebuildRollups } from '../../src/modules/attribution/repo/repair.ts';
import { identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase, type Database, type Trx } from '../../src/platform/db/index.ts';
import { fixedClock, systemClock } from '../../src/platform/time.ts';
import { openAttribution } from '../support/attribution.ts';
import { createServerDatabase, freshTenant, type TestTenant } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const full = process.env.HOOKLINE_BENCH_FULL === '1';
const clicks = full ? 10_000_000 : 1_000_000;
const conversions = clicks / 10;
const placements = full ? 20_000 : 5000;
const days = 90;
const rounds = 9;
const ceilingMs = 500;

export async function run(): Promise<Record<string, unknown>> {
  const given = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres();
  if (!given && !own) return { skipped: 'no PostgreSQL: set DATABASE_URL, or install postgresql' };
  try {
    const database = await createServerDatabase(given ?? own!.url);
    const db = await openDatabase({ url: database.url });
    try {
      return await measure(db);
    } finally {
      await db.close();
      await database.drop();
    }
  } finally {
    await own?.stop();
  }
}

async function measure(db: Database): Promise<Record<string, unknown>> {
  await migrateUp(db, [identityMigrations, attributionMigrations]);
  const tenant = await freshTenant(db);
  const started = systemClock.monotonicMs();
  await db.transaction((trx) => fill(trx, tenant.organisationId));
  const filled = systemClock.monotonicMs();
  await db.transaction((trx) => rebuildRollups(trx, tenant.organisationId));
  const built = systemClock.monotonicMs();
  const { checked, different } = await db.transaction((trx) => compareRollups(trx, tenant.organisationId));
  if (different.length > 0) throw new Error(`the roll-ups differ from the raw sums: ${JSON.stringify(different[0])}`);
  for (const table of ['rollups', 'totals', 'conversions'])
    await db.read((trx) => sql.raw(`vacuum analyze attribution_${table}`).execute(trx));
  await db.read((trx) => sql`analyze`.execute(trx));
  const proven = systemClock.monotonicMs();
  const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10;
  const sizes = {
    clicks,
    conversions,
    placements,
    days,
    rollupRows: checked,
    filledSeconds: seconds(started, filled),
    builtSeconds: seconds(filled, built),
    provenSeconds: seconds(built, proven),
  };
  process.stdout.write(`${JSON.stringify(sizes)}\n`);
  const answers: Record<string, unknown> = {};
  let worst = 0;
  for (const [name, ask] of questions(db, tenant)) {
    const figure = await time(ask);
    worst = Math.max(worst, figure.p95Ms);
    answers[name] = figure;
    process.stdout.write(
      `${name.padEnd(34)} p50 ${String(figure.p50Ms).padStart(6)} ms   p95 ${String(figure.p95Ms).padStart(6)} ms   first ${figure.firstMs} ms\n`,
    );
  }
  return { full, ...sizes, worstP95Ms: worst, ceilingMs, answers };
}

// A few placements have most of the traffic, as it is.
async function fill(trx: Trx, organisationId: string): Promise<void> {
  const place = sql`'plc_' || (power(random(), 3) * ${placements - 1})::int`;
  await sql`
    insert into attribution_placements (placement_id, organisation_id, claim_id, campaign_id, work_id, creator_id, agency_id, channel, hook_id)
    select 'plc_' || i, ${organisationId}, 'clm_' || i, 'cmp_' || i % 40, 'wrk_' || i % 40, 'crt_' || i % 2000, case when i % 3 = 0 then 'agy_' || i % 20 end,
      (array['douyin', 'kuaishou', 'xiaohongshu', 'tiktok'])[1 + i % 4], 'hok_' || i % 120
    from generate_series(0, ${placements - 1}) i`.execute(trx);
  await sql`
    insert into attribution_touches (touch_id, organisation_id, placement_id, kind, at, recorded_at, country, device, os, destination, consent)
    select 'clk_' || i, ${organisationId}, ${place}, case when i % 12 = 0 then 'search' else 'click' end,
      timestamptz '2026-03-01' + random() * interval '${sql.raw(String(days))} days', now(), (array['CN', 'CN', 'CN', 'US', 'TH', 'ID'])[1 + i % 6], 'phone', 'android', 'landing', false
    from generate_series(1, ${clicks}) i`.execute(trx);
  await sql`
    insert into attribution_sources (id, organisation_id, kind, name, zone, state, created_at) values ('src_bench', ${organisationId}, 'api', 'Bench', 'Asia/Shanghai', 'active', now())`.execute(
    trx,
  );
  await sql`
    insert into attribution_conversions (id, organisation_id, source_id, kind, subject_key, external_id, status, amount_minor, refunded_minor, currency,
      occurred_at, clock_ahead, day, country, decision_id, decision_number, placement_id, campaign_id, creator_id, channel, rule, counted, changed_at, created_at)
    select 'cnv_' || i, ${organisationId}, 'src_bench', 'order', 'o:' || i, i::text, case when i % 20 = 0 then 'refunded' else 'paid' end, 990, case when i % 20 = 0 then 990 else 0 end, 'CNY',
      at, false, (at at time zone 'Asia/Shanghai')::date, 'CN', 'dec_' || i, 1, place, 'cmp_' || substr(place, 5)::int % 40, 'crt_' || substr(place, 5)::int % 2000, 'douyin', 'code',
      jsonb_build_array(jsonb_build_object('day', (at at time zone 'Asia/Shanghai')::date, 'placementId', place, 'country', 'CN', 'currency', 'CNY', 'orders', 1,
        'refunds', case when i % 20 = 0 then 1 else 0 end, 'revenueMinor', '990', 'refundedMinor', case when i % 20 = 0 then '990' else '0' end, 'earnedMinor', case when i % 20 = 0 then '0' else '396' end)),
      at, at
    from (select i, ${place} as place, timestamptz '2026-03-01' + random() * interval '${sql.raw(String(days))} days' as at from generate_series(1, ${conversions}) i) g`.execute(
    trx,
  );
  await sql`
    insert into attribution_earnings (subject_id, kind, organisation_id, campaign_id, placement_id, creator_id, currency, creator_minor, agency_minor, revenue_minor, parts, terms_version, occurred_at, day, payable_at)
    select id, 'conversion', organisation_id, campaign_id, placement_id, creator_id, 'CNY', 396, 0, 990, '[]', 1, occurred_at, day, occurred_at + interval '30 days'
    from attribution_conversions where organisation_id = ${organisationId} and status = 'paid'`.execute(trx);
}

function questions(db: Database, { actor, actors, organisationId }: TestTenant): [string, () => Promise<unknown>][] {
  const { core, book } = openAttribution(db, { clock: fixedClock('2026-05-29T12:00:00Z') });
  book.parties.set(actors.creator.id!, { kind: 'creator', creatorId: 'crt_7', agencyId: null });
  book.parties.set(actors.agency.id!, { kind: 'agency', agencyId: 'agy_6' });
  const quarter = { from: '2026-03-01', to: '2026-05-29' };
  const by = (dimension: 'creator' | 'agency' | 'channel' | 'clip' | 'hook' | 'country' | 'day' | 'campaign') => () =>
    core.getFunnel(actor, { by: dimension, limit: 200, ...quarter });
  return [
    ...(['day', 'campaign', 'creator', 'agency', 'channel', 'hook', 'country'] as const).map((each): [string, () => Promise<unknown>] => [
      `funnel by ${each}, 90 days`,
      by(each),
    ]),
    ['funnel by day, 30 days', () => core.getFunnel(actor, { by: 'day', limit: 200, from: '2026-04-30', to: '2026-05-29' })],
    ['funnel of a campaign by creator', () => core.getFunnel(actor, { by: 'creator', limit: 200, campaignId: 'cmp_0', ...quarter })],
    ['funnel of a campaign by country', () => core.getFunnel(actor, { by: 'country', limit: 200, campaignId: 'cmp_0', ...quarter })],
    ['funnel of a channel by creator', () => core.getFunnel(actor, { by: 'creator', limit: 200, channel: 'douyin', ...quarter })],
    ['funnel of a country by hook', () => core.getFunnel(actor, { by: 'hook', limit: 200, country: 'US', ...quarter })],
    ['funnel of a campaign by day', () => core.getFunnel(actor, { by: 'day', limit: 200, campaignId: 'cmp_0', ...quarter })],
    ['hooks of a campaign', () => core.compareHooks(actor, { campaignId: 'cmp_0', ...quarter })],
    ['hooks of everything', () => core.compareHooks(actor, quarter)],
    ['an agency’s funnel by creator', () => core.getFunnel(actors.agency, { by: 'creator', limit: 200, ...quarter })],
    ['a creator’s performance, 30 days', () => core.getPerformance(actors.creator, {})],
    ['trends of the market', () => core.getTrends(actors.creator, 50)],
    ['the latest conversions', () => db.read((trx) => core.listConversions(trx, organisationId, { limit: 50 }))],
    ['the latest of a campaign', () => db.read((trx) => core.listConversions(trx, organisationId, { limit: 50, campaignId: 'cmp_3' }))],
    ['an order by its number', () => db.read((trx) => core.listConversions(trx, organisationId, { limit: 50, externalId: '4711' }))],
  ];
}

async function time(ask: () => Promise<unknown>): Promise<{ p50Ms: number; p95Ms: number; firstMs: number }> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = systemClock.monotonicMs();
    await ask();
    taken.push(systemClock.monotonicMs() - started);
  }
  const firstMs = Math.round(taken[0]!);
  taken.sort((a, b) => a - b);
  return { p50Ms: Math.round(taken[Math.floor(rounds / 2)]!), p95Ms: Math.round(taken[Math.floor(rounds * 0.95)]!), firstMs };
}
