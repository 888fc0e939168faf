import { sql } from 'kysely';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { agreedPlan, feedItems, settleMonth, type NewItem } from '../../../../test/support/settled.ts';
import { silentLog } from '../../../platform/log.ts';
import type { PlanContent } from '../contract.ts';
import { groupRoot, linesOf, postingHash, lineHash, lineSalt, type PostingContent } from './posting.ts';

let base: TestDatabase;
let here: TestRevenue;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
  here = await openRevenue(base.db);
});
afterAll(() => base.drop());
const on = (): { db: TestDatabase['db']; revenue: TestRevenue['revenue'] } => ({ db: base.db, revenue: here.revenue });
const context = (organisationId: string) => ({
  taskId: 'tsk_test',
  organisationId,
  attempt: 1,
  signal: new AbortController().signal,
  progress: () => {},
  log: silentLog,
});

/** With everything that a plan remembers, or nothing of it. */
const contentWith = (remembers: boolean) => ({
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal'],
      steps: [
        { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        ...(remembers
          ? [
              {
                kind: 'recover',
                id: 'traffic',
                from: 'pot',
                to: 'role:operator',
                rate: { bps: 5000 },
                advanceMinor: '3000',
                cost: 'traffic',
              },
            ]
          : []),
        {
          kind: 'split',
          id: 'split',
          label: '分成',
          tiers: [
            ...(remembers
              ? [
                  {
                    upToMinor: '20000',
                    parts: [
                      { party: 'role:creator', share: 'terms' },
                      { party: 'role:studio', share: 'rest' },
                    ],
                  },
                ]
              : []),
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: 'terms' },
                { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
                { party: 'role:operator', share: { n: '1', d: '3' } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
        ...(remembers ? [{ kind: 'cap', id: 'cap', party: 'role:creator', mostMinor: '9000', per: 'all', excessTo: 'role:studio' }] : []),
      ],
    },
  ],
});

type Deed = {
  amount: number;
  refund: number | null;
  creator: string | null;
  day: number;
  month: number;
  restated: number | null;
  gone: boolean;
};
const anyDeed: fc.Arbitrary<Deed> = fc.record({
  amount: fc.integer({ min: 1, max: 9000 }),
  refund: fc.option(fc.nat(9000)),
  creator: fc.constantFrom('crt_a', 'crt_b', null),
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.constantFrom(7, 8, 9),
  restated: fc.option(fc.integer({ min: 1, max: 9000 })),
  gone: fc.boolean(),
});

const pad = (value: number): string => String(value).padStart(2, '0');
const itemOf = (prefix: string, n: number, deed: Deed, amount = deed.amount): NewItem => ({
  id: `${prefix}${pad(n)}`,
  amountMinor: BigInt(amount),
  creatorId: deed.creator,
  agencyId: deed.creator === 'crt_a' ? 'agy_x' : null,
  creatorTermsMinor: deed.creator === null ? null : BigInt(Math.floor(amount * 0.3)),
  agencyTermsMinor: deed.creator === 'crt_a' ? BigInt(Math.floor(amount * 0.05)) : null,
  occurredAt: `2026-${pad(deed.month)}-${pad(deed.day)}T04:00:00.000Z`,
});

/** What payees have of an organisation's posted settlements before tax, by the name of the payee, and in all. */
async function given(organisationId: string): Promise<Record<string, bigint>> {
  const { rows } = await base.db.read((trx) =>
    sql<{ name: string; sum: string }>`select p.name, sum(s.earned_minor + s.refunded_minor + s.restated_minor)::text as sum
      from revenue_settlement_payees s join payees p on p.id = s.payee_id join revenue_settlements r on r.id = s.settlement_id
      where s.organisation_id = ${organisationId} and r.state = 'posted' group by p.name`.execute(trx),
  );
  return Object.fromEntries(rows.map((row) => [row.name, BigInt(row.sum)]));
}
const total = (sums: Record<string, bigint>): bigint => Object.values(sums).reduce((sum, each) => sum + each, 0n);

/** Every posting of an organisation proves itself: its lines from its content and plan, its hash, its group's root and the books. */
async function prove(organisationId: string): Promise<void> {
  const { rows } = await base.db.read((trx) =>
    sql<{
      settlement_id: string;
      group_number: number;
      content: string;
      lines: [string, string, string][];
      salt: string;
      hash: string;
      amount_minor: bigint;
    }>`
      select * from revenue_postings where organisation_id = ${organisationId} order by settlement_id, number`.execute(trx),
  );
  const versions = await base.db.read((trx) =>
    sql<{
      plan_id: string;
      content: PlanContent;
    }>`select plan_id, content from share_plan_versions where organisation_id = ${organisationId}`.execute(trx),
  );
  const byPlan = new Map(versions.rows.map((row) => [row.plan_id, row.content]));
  for (const row of rows) {
    const text = row.lines.map(([step, payee, amountMinor]) => ({ step, payee, amountMinor }));
    const posting = JSON.parse(row.content) as PostingContent;
    const computed = linesOf(posting, byPlan.get(posting.plan.id)!);
    expect(text).toEqual(computed.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() })));
    expect(computed.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(row.amount_minor);
    expect(
      postingHash(
        row.content,
        text.map((line, index) => lineHash(line, lineSalt(row.salt, index))),
      ),
    ).toBe(row.hash);
  }
  const { rows: groups } = await base.db.read((trx) =>
    sql<{ settlement_id: string; number: number; root: string }>`
      select settlement_id, number, root from revenue_posting_groups where organisation_id = ${organisationId}`.execute(trx),
  );
  for (const group of groups) {
    const own = rows.filter((row) => row.settlement_id === group.settlement_id && row.group_number === group.number);
    expect(groupRoot(own.map(({ hash }) => hash))).toBe(group.root);
  }
}

async function settled(
  deeds: readonly Deed[],
  remembers: boolean,
  feeds: readonly (readonly number[])[],
): Promise<{ tenant: TestTenant; sums: Record<string, bigint> }> {
  const tenant = await freshTenant(base.db);
  const content = contentWith(remembers);
  const plan = await agreedPlan(on(), tenant, content);
  const prefix = tenant.organisationId.slice(-8);
  for (const [at, numbers] of feeds.entries()) {
    await feedItems(
      on(),
      tenant,
      plan.id,
      'CNY',
      numbers.map((n) => itemOf(prefix, n, deeds[n]!)),
    );
    if (at === feeds.length - 1) {
      // What is learnt last: refunds, another amount, or that there was no order.
      const late = deeds.flatMap((deed, n): NewItem[] => {
        if (deed.refund === null && deed.restated === null && !deed.gone) return [];
        const amount = deed.restated ?? deed.amount;
        return [
          {
            ...itemOf(prefix, n, deed, amount),
            refundedMinor: BigInt(Math.min(deed.refund ?? 0, amount)),
            refundedAt: `2026-10-${pad(deed.day)}T04:00:00.000Z`,
            valid: !deed.gone,
          },
        ];
      });
      await feedItems(on(), tenant, plan.id, 'CNY', late);
    }
    await settleMonth(on(), tenant, `2026-${pad(7 + at)}`);
  }
  await prove(tenant.organisationId);
  return { tenant, sums: await given(tenant.organisationId) };
}
const due = (deeds: readonly Deed[]): bigint =>
  deeds.reduce((sum, { amount, refund, restated, gone }) => {
    const now = restated ?? amount;
    return gone ? sum : sum + BigInt(now - Math.min(refund ?? 0, now));
  }, 0n);
/** Deeds by the month in which they are learnt: their own at the earliest. */
const learnt = (deeds: readonly Deed[], delay: number): number[][] =>
  [7, 8, 9, 10].map((month) => deeds.flatMap((deed, n) => (Math.min(deed.month + ((n + delay) % 3), 10) === month ? [n] : [])));

describe('over months', () => {
  test('nothing is created or lost, every posting proves itself, and a run again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 1, maxLength: 12 }), fc.boolean(), fc.nat(2), async (deeds, remembers, delay) => {
        const { tenant, sums } = await settled(deeds, remembers, learnt(deeds, delay));
        expect(total(sums)).toBe(due(deeds));
        await settleMonth(on(), tenant, '2026-10');
        expect(await given(tenant.organisationId)).toEqual(sums);
      }),
      { numRuns: 6 },
    );
    expect(await here.ledger.check(null)).toMatchObject({ ok: true });
  }, 120_000);

  test('within an open period the order of arrival does not matter; across closes lifetime totals are the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 1, maxLength: 10 }), async (all) => {
        // Without corrections: what is known is only known later.
        const deeds = all.map((deed) => ({ ...deed, restated: null, gone: false }));
        const order = deeds.map((_, n) => n);
        const forwards = await settled(deeds, true, [[], [], order]);
        const backwards = await settled(deeds, true, [[], [], order.toReversed()]);
        expect(backwards.sums).toEqual(forwards.sums);
        const plain = await settled(deeds, false, [[], [], order]);
        const across = await settled(deeds, false, learnt(deeds, 1));
        expect(across.sums).toEqual(plain.sums);
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
};

describe('a settlement', () => {
  async function begun(amounts: readonly number[] = [10_000]): Promise<{ tenant: TestTenant; planId: string; prefix: string }> {
    const tenant = await freshTenant(base.db);
    const plan = await agreedPlan(on(), tenant, contentWith(false));
    const prefix = tenant.organisationId.slice(-8);
    const deeds = amounts.map((amount): Deed => ({
      amount,
      refund: null,
      creator: 'crt_a',
      day: 3,
      month: 9,
      restated: null,
      gone: false,
    }));
    await feedItems(
      on(),
      tenant,
      plan.id,
      'CNY',
      deeds.map((deed, n) => itemOf(prefix, n, deed)),
    );
    return { tenant, planId: plan.id, prefix };
  }

  test('is one at a time in a currency, of months that are over and not passed, and approved by another person', async () => {
    const { tenant } = await begun();
    const { owner, operator } = tenant.actors;
    const { revenue } = here;
    const create = (period: string, currency = 'CNY') => revenue.createSettlement(owner, { period, currency });
    const [a, b] = await Promise.all([codeOf(create('2026-09')), codeOf(create('2026-09'))]);
    expect([a, b].sort()).toEqual(['done', 'revenue.settlement_open']);
    expect(await codeOf(create('2099-01', 'USD'))).toBe('revenue.period_not_over');
    const [row] = (await revenue.listSettlements(owner, { limit: 10 })).items;
    const { id } = row!;
    expect(await codeOf(revenue.approveSettlement(operator, id))).toBe('revenue.settlement_state');
    await revenue.runCompute(id, context(tenant.organisationId));
    expect(await codeOf(revenue.approveSettlement(owner, id))).toBe('revenue.same_person');
    expect(await codeOf(revenue.approveSettlement({ ...operator, kind: 'api_key' }, id))).toBe('revenue.person_needed');
    expect((await revenue.getSettlement(owner, id)).can).toEqual({ approve: false, cancel: true, retry: false });
    expect((await revenue.getSettlement(operator, id)).can.approve).toBe(true);
    await revenue.approveSettlement(operator, id);
    expect(await codeOf(revenue.cancelSettlement(owner, id))).toBe('revenue.settlement_state');
    await revenue.runPost(id, context(tenant.organisationId));
    const done = await revenue.getSettlement(owner, id);
    expect(done).toMatchObject({ state: 'posted', run: 1, netMinor: '10000', progress: null });
    expect(done.seal).not.toBeNull();
    expect(await codeOf(create('2026-08'))).toBe('revenue.period_passed');
    expect((await create('2026-09')).run).toBe(2);
  });

  test('shows what it gives to whom and what it leaves out, and is gone when it is cancelled', async () => {
    const { tenant, prefix } = await begun([10_000, 5000, 700]);
    const { owner } = tenant.actors;
    await base.db.read((trx) => sql`update revenue_items set held = true where id = ${`${prefix}01`}`.execute(trx));
    await base.db.read((trx) =>
      sql`update revenue_items set kind = 'fixed_fee', plan_id = null, plan_version = null, undivided = 'kind_not_covered' where id = ${`${prefix}02`}`.execute(
        trx,
      ),
    );
    const { id } = await here.revenue.createSettlement(owner, { period: '2026-09', currency: 'CNY' });
    await here.revenue.runCompute(id, context(tenant.organisationId));
    const { summary } = await here.revenue.getSettlement(owner, id);
    expect(summary).toMatchObject({
      totals: { earnedMinor: '10000', refundedMinor: '0', restatedMinor: '0' },
      counts: { earned: 1, postings: 1, groups: 1, payees: 4 },
      leftOut: { held: { count: 1, amountMinor: '5000' }, undivided: { count: 1, amountMinor: '700' }, unfit: { count: 0 } },
      lastMonth: null,
    });
    const { items: lines } = await here.revenue.listSettlementLines(owner, id, { limit: 10 });
    expect(lines).toMatchObject([{ kind: 'earned', amountMinor: '10000', externalId: `NO-${prefix}00` }]);
    const first = await here.revenue.listSettlementPayees(owner, id, { limit: 2 });
    const rest = await here.revenue.listSettlementPayees(owner, id, { limit: 2, cursor: first.nextCursor! });
    const nets = [...first.items, ...rest.items].map(({ netMinor }) => BigInt(netMinor));
    expect(nets).toEqual(nets.toSorted((x, y) => (x > y ? -1 : 1)));
    expect(rest.nextCursor).toBeNull();
    await here.revenue.cancelSettlement(owner, id);
    await here.runJobs();
    expect((await here.revenue.listSettlementLines(owner, id, { limit: 10 })).items).toEqual([]);
    expect((await here.revenue.createSettlement(owner, { period: '2026-09', currency: 'CNY' })).run).toBe(2);
  });

  test('leaves open what is learnt while it is posted', async () => {
    const { tenant, planId, prefix } = await begun();
    const { owner, operator, owner: actor } = tenant.actors;
    const { id } = await here.revenue.createSettlement(owner, { period: '2026-09', currency: 'CNY' });
    await here.revenue.runCompute(id, context(tenant.organisationId));
    await here.revenue.approveSettlement(operator, id);
    const deed: Deed = { amount: 10_000, refund: null, creator: 'crt_a', day: 3, month: 9, restated: null, gone: false };
    await feedItems(on(), tenant, planId, 'CNY', [{ ...itemOf(prefix, 0, deed), refundedMinor: 4000n }]);
    await here.revenue.runPost(id, context(tenant.organisationId));
    expect(total(await given(tenant.organisationId))).toBe(10_000n);
    await settleMonth(on(), tenant, '2026-09');
    expect(total(await given(tenant.organisationId))).toBe(6000n);
    const { items } = await here.revenue.listStatements(actor, { limit: 50, superseded: false });
    expect(new Set(items.map(({ version }) => version))).toEqual(new Set([2]));
  });

  test('takes back by the one plan and gives by the other what moved from plan to plan, and all of it once none divides it', async () => {
    const { tenant, planId, prefix } = await begun([10_000, 4000]);
    const { owner } = tenant.actors;
    await settleMonth(on(), tenant, '2026-09');
    const other = await agreedPlan(on(), tenant, contentWith(true));
    const change = (to: string | null, undivided: string | null) =>
      base.db.read((trx) =>
        sql`update revenue_items set plan_id = ${to}, plan_version = ${to === null ? null : 1}, undivided = ${undivided},
          revision = revision + 1, changed_at = '2026-10-04T00:00:00Z' where id = ${`${prefix}00`}`.execute(trx),
      );
    // As the feed leaves it when it knows of no newer version.
    const forget = () =>
      base.db.read((trx) => sql`delete from revenue_replans where organisation_id = ${tenant.organisationId}`.execute(trx));
    await forget();
    await change(other.id, null);
    const second = await settleMonth(on(), tenant, '2026-09');
    const { items } = await here.revenue.listSettlementLines(owner, second, { limit: 10 });
    expect(new Map(items.map((line) => [line.kind, [line.planId, line.amountMinor]]))).toEqual(
      new Map([
        ['taken_back', [planId, '-10000']],
        ['earned', [other.id, '10000']],
      ]),
    );
    expect(total(await given(tenant.organisationId))).toBe(14_000n);
    await settleMonth(on(), tenant, '2026-09');
    expect(total(await given(tenant.organisationId))).toBe(14_000n);
    await change(null, 'no_plan');
    await settleMonth(on(), tenant, '2026-09');
    expect(total(await given(tenant.organisationId))).toBe(4000n);
    await prove(tenant.organisationId);
    const { items: statements } = await here.revenue.listStatements(owner, { limit: 50, superseded: false });
    const sum = (key: 'closingMinor' | 'taxMinor'): bigint => statements.reduce((all, each) => all + BigInt(each[key]), 0n);
    expect(sum('closingMinor')).toBe(4000n + sum('taxMinor'));
  });

  test('a version that is tried on a past month divides its real orders, and nothing is kept', async () => {
    const { tenant, planId } = await begun([10_000, 5000]);
    const { owner } = tenant.actors;
    const tried = await here.revenue.tryPlanMonth(owner, planId, { period: '2026-09' });
    expect(tried).toMatchObject({ counts: { items: 2, refunds: 0, notCovered: 0 }, totals: { grossMinor: '15000' }, truncated: false });
    expect(tried.payees.every(({ amountMinor, inForceMinor }) => amountMinor === inForceMinor)).toBe(true);
    expect(tried.payees.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n)).toBe(15_000n);
    expect((await here.revenue.listSettlements(owner, { limit: 10 })).items).toEqual([]);
  });
});
