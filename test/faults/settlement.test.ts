import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { identityMigrations } from '../../src/modules/identity/migrations/index.ts';
import { migrateUp, openDatabase, type Database } from '../../src/platform/db/index.ts';
import { createServerDatabase, freshTenant, type TestTenant } from '../support/database.ts';
import { openRevenue, revenueTestMigrations } from '../support/revenue.ts';
import { agreedPlan } from '../support/settled.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
const orders = 2000;
const creators = 450;
const childPath = fileURLToPath(new URL('../support/settle-child.ts', import.meta.url));
const content = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order'],
      steps: [
        { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        {
          kind: 'split',
          id: 'split',
          tiers: [
            {
              upToMinor: '400000',
              parts: [
                { party: 'role:creator', share: 'terms' },
                { party: 'role:studio', share: 'rest' },
              ],
            },
            { upToMinor: null, parts: [{ party: 'role:studio', share: 'rest' }] },
          ],
        },
      ],
    },
  ],
};

async function fill(db: Database, { organisationId }: TestTenant, planId: string): Promise<void> {
  await db.transaction((trx) =>
    sql`insert into revenue_items (id, organisation_id, kind, source_id, external_id, creator_id, currency, amount_minor, refunded_minor,
        creator_terms_minor, valid, held, occurred_at, refunded_at, changed_at, payable_at, plan_id, plan_version, revision, fed_at)
      select 'cnv_' || lpad(n::text, 26, '0'), ${organisationId}, 'order', 'src_one', 'A-' || n, 'crt_' || lpad((n % ${creators}::int)::text, 26, '0'),
        'CNY', 100 + n, case when n % 10 = 0 then 50 else 0 end, 30, true, false, t, case when n % 10 = 0 then t end, t, t, ${planId}, 1, 1, t
      from (select n, '2026-09-01T00:00:00Z'::timestamptz + n * interval '10 minutes' as t from generate_series(1, ${orders}::int) n) each`.execute(
      trx,
    ),
  );
}

async function child(given: object): Promise<{ signal: string | null; code: number | null; stderr: string }> {
  const running = spawn(process.execPath, [childPath, JSON.stringify(given)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  running.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => running.on('close', (code, signal) => resolve({ code, signal, stderr })));
}

test('a settlement whose process is killed while it computes and while it posts ends once, with nothing lost and nothing doubled', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hookline-settle-'));
  const server = serverUrl ? await createServerDatabase(serverUrl) : null;
  const database = server ? { url: server.url } : { directory: join(directory, 'database') };
  /** One process at a time has the directory. */
  const inside = async <T>(work: (db: Database, revenue: Awaited<ReturnType<typeof openRevenue>>) => Promise<T>): Promise<T> => {
    const db = await openDatabase(database);
    try {
      return await work(db, await openRevenue(db));
    } finally {
      await db.close();
    }
  };
  try {
    const { tenant, id } = await inside(async (db, { revenue }) => {
      await migrateUp(db, [identityMigrations, ...revenueTestMigrations]);
      const made = await freshTenant(db);
      const plan = await agreedPlan({ db, revenue }, made, content);
      await fill(db, made, plan.id);
      return { tenant: made, id: (await revenue.createSettlement(made.actors.owner, { period: '2026-09', currency: 'CNY' })).id };
    });
    const work = { database, organisationId: tenant.organisationId, settlementId: id };
    const dies = async (phase: 'compute' | 'post', told: number, ms: number): Promise<void> => {
      const { signal, stderr } = await child({ ...work, phase, dieAfter: { told, ms } });
      expect(signal, stderr).toBe('SIGKILL');
    };
    const lives = async (phase: 'compute' | 'post'): Promise<void> => {
      const { code, stderr } = await child({ ...work, phase, dieAfter: null });
      expect(code, stderr).toBe(0);
    };
    await dies('compute', 2, 0);
    await lives('compute');
    await inside(async (_db, { revenue }) => {
      expect((await revenue.getSettlement(tenant.actors.owner, id)).summary?.counts).toMatchObject({
        earned: orders,
        refunded: orders / 10,
      });
      return revenue.approveSettlement(tenant.actors.operator, id);
    });
    await dies('post', 1, 0);
    await dies('post', 1, 3);
    await lives('post');
    await inside(async (db, { revenue, ledger }) => {
      const { organisationId, actors } = tenant;
      const settled = await revenue.getSettlement(actors.owner, id);
      expect(settled.state).toBe('posted');
      const one = async (query: ReturnType<typeof sql<Record<string, string>>>): Promise<Record<string, string>> =>
        (await db.read((trx) => query.execute(trx))).rows[0]!;
      const due = (orders * (orders + 1)) / 2 + orders * 100 - (orders / 10) * 50;
      expect(
        await one(sql`select sum(amount_minor)::text as sum, count(*)::text as count from revenue_postings where settlement_id = ${id}`),
      ).toEqual({
        sum: String(due),
        count: String(orders + orders / 10),
      });
      // What the books owe to payees and the tax office is what came in.
      expect(
        await one(sql`select (sum(b.credits_posted - b.debits_posted) filter (where a.normal_side = 'credit'))::text as owed,
            (sum(b.debits_posted - b.credits_posted) filter (where a.code like 'receivable:%'))::text as receivable
          from ledger_balances b join ledger_accounts a on a.id = b.account_id where a.organisation_id = ${organisationId}`),
      ).toEqual({ owed: String(due), receivable: String(due) });
      expect(
        await one(sql`select count(*)::text as transfers, count(distinct key)::text as keys from ledger_transfers
          where organisation_id = ${organisationId} and key like 'settle:%'`),
      ).toEqual({ transfers: String(creators), keys: String(creators) });
      expect(
        await one(sql`select count(*)::text as open from revenue_items where organisation_id = ${organisationId}
          and (settled_revision is distinct from revision or settled_settlement is distinct from ${id})`),
      ).toEqual({ open: '0' });
      expect(
        await one(sql`select count(*)::text as statements, count(distinct payee_id)::text as payees, max(version)::text as version
          from revenue_statements where settlement_id = ${id}`),
      ).toEqual({ statements: String(creators + 2), payees: String(creators + 2), version: '1' });
      expect(await ledger.check(null)).toMatchObject({ ok: true });
    });
  } finally {
    await server?.drop();
    await rm(directory, { recursive: true, force: true });
  }
}, 400_000);
