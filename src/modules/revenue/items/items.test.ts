import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { somePlacement, someTerms } from '../../../../test/support/attribution.ts';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { agreedPlan, settleMonth } from '../../../../test/support/settled.ts';
import { endHolds, placeHold, confirmHolds } from '../../attribution/signals/repo.ts';
import type { ItemRow } from '../tables.ts';
import { tellApart } from './balance.ts';
import { groupKeyOf } from './group.ts';
import { releaseEstimates } from './marks.ts';

let base: TestDatabase;
let money: TestRevenue;
let tenant: TestTenant;
const terms = someTerms({ orderShareBps: 3000, renewalShareBps: 2000, adRevenueShareBps: 5000, holdDays: 7 });
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());
beforeEach(async () => {
  money = await openRevenue(base.db);
  tenant = await freshTenant(base.db);
  const { book } = money.attribution;
  const share = { agencyShares: [{ from: new Date('2026-01-01T00:00:00Z'), shareBps: 1000 }] };
  book.placements.set(
    'plc_a',
    somePlacement('plc_a', { creatorId: 'crt_a', agencyId: 'agy_a', campaignId: 'cmp_one', workId: 'wrk_one', terms, campaign: share }),
  );
  book.placements.set('plc_b', somePlacement('plc_b', { creatorId: 'crt_b', campaignId: 'cmp_one', workId: 'wrk_one', terms }));
  book.codes.set('CODEA', 'plc_a').set('CODEB', 'plc_b');
});

const split = (parts: object[], more: object[] = []) => [
  { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
  ...more,
  { kind: 'split', id: 'split', tiers: [{ upToMinor: null, parts }] },
];
const parts = [
  { party: 'role:creator', share: 'terms' },
  { party: 'role:agency', share: 'terms' },
  { party: 'role:studio', share: 'rest' },
];
const traffic = { kind: 'recover', id: 'traffic', from: 'pot', to: 'role:operator', rate: { bps: 5000 }, cost: 'traffic' };
const simple = {
  currency: 'CNY',
  waterfalls: [{ kinds: ['order', 'renewal', 'ad_revenue', 'fixed_fee'], steps: split(parts, [traffic]) }],
};

const at = (day: number, hour = 0): string => `2026-10-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const send = (of: TestTenant, ...events: object[]) => money.attribution.core.sources.sendEvents(of.actor, { events });
const order = (id: string, more: object = {}) => ({
  id,
  type: 'order',
  orderId: id,
  occurredAt: at(10),
  status: 'paid',
  amountMinor: '10000',
  currency: 'CNY',
  code: 'CODEA',
  ...more,
});
const refund = (orderId: string, amountMinor: string, occurredAt: string) => ({
  id: `r-${orderId}-${amountMinor}`,
  type: 'refund',
  orderId,
  occurredAt,
  amountMinor,
  currency: 'CNY',
});
const feed = () => money.periodic.get('revenue.feed')!(new AbortController().signal);
const itemsOf = async ({ organisationId }: TestTenant = tenant): Promise<ItemRow[]> =>
  (
    await base.db.read((trx) =>
      sql<ItemRow>`select * from revenue_items where organisation_id = ${organisationId} order by occurred_at, id collate "C"`.execute(trx),
    )
  ).rows;

/** What is pending for whom: by the creator, agency or role that a payee is. */
async function pending({ organisationId }: TestTenant = tenant): Promise<Record<string, bigint>> {
  const { rows } = await base.db.read((trx) =>
    sql<{ who: string; credits: bigint; debits: bigint }>`
      select coalesce(p.creator_id, p.agency_id, p.role, p.id) as who, b.credits_pending as credits, b.debits_pending as debits
      from ledger_accounts a join ledger_balances b on b.account_id = a.id join payees p on a.code = 'payable:' || p.id
      where a.organisation_id = ${organisationId} and b.credits_pending > 0 order by 1`.execute(trx),
  );
  expect(rows.every(({ debits }) => debits === 0n)).toBe(true);
  return Object.fromEntries(rows.map(({ who, credits }) => [who, credits]));
}
const sum = (amounts: Record<string, bigint>): bigint => Object.values(amounts).reduce((all, each) => all + each, 0n);
async function payeeIdOf(creatorId: string): Promise<string> {
  const { rows } = await base.db.read((trx) =>
    sql<{ id: string }>`select id from payees where organisation_id = ${tenant.organisationId} and creator_id = ${creatorId}`.execute(trx),
  );
  return rows[0]!.id;
}
async function balanceOf(creatorId: string) {
  return (await money.revenue.getPayeeBalance(tenant.actor, await payeeIdOf(creatorId))).currencies[0]!;
}
const headOf = () => base.db.read((trx) => money.ledger.head(trx, tenant.organisationId));

test('an order is an item with what was promised of it before refunds, and is estimated in the books', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(
    tenant,
    order('o1'),
    order('o2', { code: undefined, amountMinor: '500', occurredAt: at(10, 1) }),
    refund('o1', '2500', at(12)),
  );
  await feed();
  const [first, second] = await itemsOf();
  expect(first).toMatchObject({ kind: 'order', external_id: 'o1', amount_minor: 10_000n, refunded_minor: 2500n, revision: 1 });
  expect(first).toMatchObject({
    creator_terms_minor: 2700n,
    agency_terms_minor: 300n,
    creator_id: 'crt_a',
    agency_id: 'agy_a',
    plan_version: 1,
  });
  expect(first!.refunded_at!.toISOString()).toBe(at(12));
  expect(first!.payable_at.toISOString()).toBe(at(17));
  expect(second).toMatchObject({ creator_id: null, creator_terms_minor: null });
  // Three quarters of 1,000 / 2,700 / 300 / 6,000, and of 500 a tenth and the rest.
  expect(await pending()).toEqual({ agy_a: 225n, crt_a: 2025n, operator: 750n + 50n, studio: 4500n + 450n });
  expect(await balanceOf('crt_a')).toMatchObject({
    estimatedMinor: '2025',
    heldMinor: '0',
    payableMinor: '0',
    dates: [{ on: '2026-10-17', state: 'estimated', amountMinor: '2025' }],
  });
  expect(await money.ledger.check(null)).toMatchObject({ ok: true });
});

test('feeding again changes nothing, and a feed that died begins where it was', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'), order('o2', { code: 'CODEB' }));
  await expect(
    base.db.transaction(async (trx) => {
      const taken = await money.attribution.core.takeDecided(trx, tenant.organisationId, 10);
      expect(taken.subjects).toHaveLength(2);
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  await feed();
  const [items, head, estimates] = [await itemsOf(), await headOf(), await pending()];
  expect(items).toHaveLength(2);
  await feed();
  // The same news again: nothing of it is new.
  await base.db.read((trx) =>
    sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
      select organisation_id, 'conversion', id from attribution_conversions where organisation_id = ${tenant.organisationId}`.execute(trx),
  );
  await feed();
  expect([await itemsOf(), await headOf(), await pending()]).toEqual([items, head, estimates]);
});

test('what a slower transaction writes below what was read is fed too', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'));
  await feed();
  money.house.clock.advance(1000);
  await send(tenant, order('o2', { occurredAt: at(1) }));
  await base.db.read((trx) =>
    sql`update attribution_conversions set changed_at = '2020-01-01' where organisation_id = ${tenant.organisationId}`.execute(trx),
  );
  await feed();
  expect((await itemsOf()).map(({ external_id }) => external_id)).toEqual(['o2', 'o1']);
});

test('what no plan divides says why, and is divided from the day that a version is agreed for', async () => {
  await send(tenant, order('o1'), order('o2', { occurredAt: '2026-02-01T00:00:00Z' }), order('o3', { currency: 'USD' }));
  await feed();
  const listed = await money.revenue.listItems(tenant.actor, { state: 'undivided', limit: 50 });
  expect(listed.items.map(({ undivided }) => undivided)).toEqual(['no_plan', 'no_plan', 'no_plan']);
  expect(await pending()).toEqual({});
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple, '2026-03-01');
  await feed();
  expect(sum(await pending())).toBe(10_000n);
  const left = await money.revenue.listItems(tenant.actor, { state: 'undivided', limit: 50 });
  expect(left.items.map(({ externalId, undivided }) => [externalId, undivided])).toEqual([
    ['o3', 'other_currency'],
    ['o2', 'no_version'],
  ]);
  expect((await money.revenue.sumItems(tenant.actor)).items).toEqual([
    {
      currency: 'CNY',
      open: { count: 1, netMinor: '10000' },
      undivided: { count: 1, netMinor: '10000' },
      held: { count: 0, netMinor: '0' },
    },
    { currency: 'USD', open: { count: 0, netMinor: '0' }, undivided: { count: 1, netMinor: '10000' }, held: { count: 0, netMinor: '0' } },
  ]);
});

test('a share of an ad pool is an item, what is nobody’s too; a pool that is told anew is divided anew', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  const pool = (id: string, amountMinor: string, counts: object[]) => ({
    id,
    type: 'ad_revenue',
    occurredAt: at(5, id === 'p1' ? 1 : 2),
    day: '2026-10-04',
    workId: 'wrk_one',
    amountMinor,
    currency: 'CNY',
    counts,
  });
  await send(tenant, pool('p1', '1000', [{ code: 'CODEA', count: 1 }, { code: 'CODEB', count: 1 }, { count: 2 }]));
  await feed();
  expect(
    (await itemsOf())
      .map(({ kind, creator_id, amount_minor, creator_terms_minor }) => [kind, creator_id, amount_minor, creator_terms_minor])
      .sort(),
  ).toEqual(
    [
      ['ad_revenue', 'crt_a', 250n, 113n],
      ['ad_revenue', 'crt_b', 250n, 125n],
      ['ad_revenue', null, 500n, null],
    ].sort(),
  );
  expect(sum(await pending())).toBe(1000n);
  await send(tenant, pool('p2', '600', [{ code: 'CODEB', count: 1 }]));
  await feed();
  const now = await itemsOf();
  expect(now.filter(({ valid }) => valid).map(({ creator_id, amount_minor }) => [creator_id, amount_minor])).toEqual([['crt_b', 600n]]);
  expect(now).toHaveLength(3);
  expect(sum(await pending())).toBe(600n);
});

test('sums per deed are items of their own, which the house pays', async () => {
  const paid = someTerms({ orderShareBps: 3000, perInstallMinor: '200', perOrderMinor: '100', capPerOrderMinor: '3050', holdDays: 0 });
  money.attribution.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', campaignId: 'cmp_one', terms: paid }));
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'), { id: 'i1', type: 'install', occurredAt: at(9), code: 'CODEA' }, refund('o1', '5000', at(11)));
  await feed();
  const told = (await itemsOf()).map(({ kind, amount_minor, refunded_minor, creator_terms_minor }) => [
    kind,
    amount_minor,
    refunded_minor,
    creator_terms_minor,
  ]);
  // The cap an order takes half of the sum per order away; the refund half of what is left.
  expect(told).toEqual([
    ['fixed_fee', 200n, 0n, 200n],
    ['order', 10_000n, 5000n, 3000n],
    ['fixed_fee', 50n, 25n, 50n],
  ]);
  const accounts = await money.revenue.listAccounts(tenant.actor, { kind: 'promotion', limit: 50 });
  expect(accounts.items).toMatchObject([{ code: 'promotion:cmp_one', pendingInMinor: '225', name: 'Title of cmp_one' }]);
});

test('what a signal holds is told apart and not payable by estimate; fraud that is confirmed credits nobody', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'), order('o2', { code: 'CODEB' }));
  await feed();
  const suspect = { id: 'sig_1', organisation_id: tenant.organisationId, subject_kind: 'placement', subject_id: 'plc_a' } as Parameters<
    typeof placeHold
  >[1];
  await base.db.transaction((trx) => placeHold(trx, suspect, money.house.clock.now()));
  await feed();
  expect(await balanceOf('crt_a')).toMatchObject({ estimatedMinor: '0', heldMinor: '2700', dates: [] });
  const [held] = (await money.revenue.listItems(tenant.actor, { state: 'held', limit: 5 })).items;
  expect(held).toMatchObject({ externalId: 'o1', state: 'held', creatorId: 'crt_a' });
  expect((await itemsOf()).map(({ revision }) => revision)).toEqual([1, 1]);
  await base.db.transaction((trx) => endHolds(trx, 'sig_1', money.house.clock.now()));
  await feed();
  expect(await balanceOf('crt_a')).toMatchObject({ estimatedMinor: '2700', heldMinor: '0' });
  await base.db.transaction((trx) => placeHold(trx, suspect, money.house.clock.now()));
  await base.db.transaction((trx) => confirmHolds(trx, 'sig_1'));
  await feed();
  expect(await pending()).toEqual({ crt_b: 3000n, operator: 2000n, studio: 15_000n });
});

test('an order that is cancelled, or another’s, or in another currency, is estimated as it is by then', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'), order('o2'));
  await feed();
  await send(tenant, { ...order('o1', { status: 'cancelled' }), id: 'o1-c', changedAt: at(12) });
  await send(tenant, { ...order('o2', { currency: 'USD' }), id: 'o2-c', changedAt: at(12) });
  await feed();
  expect(await pending()).toEqual({});
  const items = (await itemsOf()).map(({ external_id, currency, valid }) => [external_id, currency, valid]);
  expect(items.sort()).toEqual([
    ['o1', 'CNY', false],
    ['o2', 'CNY', false],
    ['o2', 'USD', true],
  ]);
  expect(await money.ledger.check(null)).toMatchObject({ ok: true });
});

describe('costs', () => {
  test('of a day are paid back by the orders from then on, and may be taken back while no settlement has counted them', async () => {
    const plan = await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
    await send(tenant, order('o1', { occurredAt: at(2) }), order('o2', { occurredAt: at(10) }));
    await feed();
    const before = await pending();
    const cost = { cost: 'traffic', amountMinor: '2000', spentOn: '2026-10-05', note: '投流' };
    const added = await money.revenue.addPlanCost(tenant.actor, plan.id, cost);
    await feed();
    // Only the second order pays: 2,000 of its 9,000 go to the operator, out of what the studio had.
    expect(await pending()).toEqual({ ...before, operator: before.operator! + 2000n, studio: before.studio! - 2000n });
    expect(await money.revenue.listPlanCosts(tenant.actor, plan.id, { limit: 5 })).toMatchObject({
      items: [{ id: added.id, note: '投流' }],
      kinds: ['traffic'],
    });
    await money.revenue.removePlanCost(tenant.actor, plan.id, added.id);
    await feed();
    expect(await pending()).toEqual(before);
    const code = (input: object) => money.revenue.addPlanCost(tenant.actor, plan.id, { ...cost, ...input });
    await expect(code({ cost: 'lunch' })).rejects.toMatchObject({ code: 'revenue.cost_unknown' });
    await expect(code({ spentOn: '2999-01-01' })).rejects.toMatchObject({ code: 'revenue.cost_in_future' });
    await expect(money.revenue.removePlanCost(tenant.actor, plan.id, added.id)).rejects.toMatchObject({ code: 'revenue.cost_not_found' });
  });
});

test('estimates of groups that are settled leave the books, and what is left of them comes back', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'), order('o2', { code: 'CODEB' }));
  await feed();
  const item = (await itemsOf()).find(({ external_id }) => external_id === 'o1');
  const { clock } = money.house;
  await base.db.transaction((trx) =>
    releaseEstimates({ ledger: money.ledger, clock }, trx, tenant.organisationId, [groupKeyOf(item!), 'none']),
  );
  expect(await pending()).toEqual({ crt_b: 3000n, operator: 1000n, studio: 6000n });
  await base.db.read((trx) =>
    sql`update revenue_items set settled_revision = revision, settled_settlement = 'stl_1', settled_number = 1 where id = ${item!.id}`.execute(
      trx,
    ),
  );
  await feed();
  expect(await pending()).toEqual({ crt_b: 3000n, operator: 1000n, studio: 6000n });
  expect(await money.ledger.check(null)).toMatchObject({ ok: true });
});

test('the history of an account tells what it held after each transfer, and a transfer tells its entries', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  for (const day of [3, 4, 5]) {
    await send(tenant, order(`o${day}`, { occurredAt: at(day) }));
    await feed();
    money.house.clock.advance(60_000);
  }
  const { items } = await money.revenue.listAccounts(tenant.actor, { kind: 'receivable', limit: 5 });
  expect(items).toMatchObject([{ kind: 'receivable', normalSide: 'debit', pendingInMinor: '30000', postedMinor: '0' }]);
  const of = (query: object) => money.revenue.getAccountHistory(tenant.actor, items[0]!.id, { limit: 2, phase: 'pending', ...query });
  const first = await of({});
  expect(first.balanceMinor).toBe('30000');
  expect(first.items.map(({ kind, amountMinor, balanceMinor }) => [kind, amountMinor, balanceMinor])).toEqual([
    ['pending', '30000', '30000'],
    ['void', '-20000', '0'],
  ]);
  const second = await of({ cursor: first.nextCursor });
  expect(second.items.map(({ amountMinor, balanceMinor }) => [amountMinor, balanceMinor])).toEqual([
    ['20000', '20000'],
    ['-10000', '0'],
  ]);
  const last = await of({ cursor: second.nextCursor });
  expect([last.items.length, last.nextCursor, last.balanceMinor]).toEqual([1, null, '30000']);
  const { transfer, orders } = await money.revenue.getTransfer(tenant.actor, first.items[1]!.transferId, { limit: 5 });
  expect(transfer).toMatchObject({ kind: 'void', resolves: second.items[0]!.transferId });
  expect(transfer.entries.reduce((all, { amountMinor }) => all + BigInt(amountMinor), 0n)).toBe(0n);
  expect(orders).toBeNull();
  const other = await freshTenant(base.db);
  await expect(money.revenue.getTransfer(other.actor, transfer.id, { limit: 5 })).rejects.toMatchObject({
    code: 'revenue.transfer_not_found',
  });
  await expect(money.revenue.getAccountHistory(other.actor, items[0]!.id, { limit: 5, phase: 'posted' })).rejects.toMatchObject({
    code: 'revenue.account_not_found',
  });
});

test('what is settled is owed, payable from its day on, and seen down to the order; what is refunded later waits for the next month', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  await send(tenant, order('o1'));
  await feed();
  // What came a moment ago is in it too.
  await send(tenant, order('o2', { code: 'CODEB', occurredAt: at(12) }), refund('o2', '1000', at(13)));
  await settleMonth({ db: base.db, revenue: money.revenue }, tenant, '2026-10');
  await feed();
  expect(await pending()).toEqual({});
  expect(await balanceOf('crt_a')).toMatchObject({
    estimatedMinor: '0',
    onHoldMinor: '0',
    payableMinor: '2700',
    owedMinor: '2700',
    dates: [],
  });
  expect(await balanceOf('crt_b')).toMatchObject({ payableMinor: '2700', carriedMinor: '0' });
  const { rows } = await base.db.read((trx) =>
    sql<{
      transfer_id: string;
    }>`select transfer_id from revenue_posting_groups where organisation_id = ${tenant.organisationId} and creator_id = 'crt_b'`.execute(
      trx,
    ),
  );
  const { transfer, orders } = await money.revenue.getTransfer(tenant.actor, rows[0]!.transfer_id, { limit: 1 });
  expect(transfer).toMatchObject({ kind: 'posted', plan: { version: 1 }, memo: { code: 'revenue.settled' } });
  expect(orders).toMatchObject({ items: [{ kind: 'earned', externalId: 'o2', amountMinor: '10000', itemKind: 'order' }] });
  expect(orders!.items[0]!.lines.find(({ payee }) => payee === 'crt_b')).toMatchObject({
    amountMinor: '3000',
    explanation: { code: 'split_terms', params: { promised: '30.00', of: '100.00', rate: '30%' } },
  });
  const next = await money.revenue.getTransfer(tenant.actor, rows[0]!.transfer_id, { limit: 1, cursor: orders!.nextCursor! });
  expect(next.orders).toMatchObject({ items: [{ kind: 'refunded', amountMinor: '-1000' }], nextCursor: null });
  const [account] = (await money.revenue.listAccounts(tenant.actor, { payeeId: await payeeIdOf('crt_b'), limit: 5 })).items;
  const history = await money.revenue.getAccountHistory(tenant.actor, account!.id, { limit: 10, phase: 'posted' });
  expect(history).toMatchObject({ balanceMinor: '2700', items: [{ amountMinor: '2700', balanceMinor: '2700' }] });
  const before = await money.revenue.getAccountHistory(tenant.actor, account!.id, { limit: 10, phase: 'posted', at: at(20) });
  expect(before).toMatchObject({ balanceMinor: '0', items: [] });
  await send(tenant, refund('o1', '4000', at(30)));
  await feed();
  const open = await money.revenue.listItems(tenant.actor, { state: 'open', limit: 5 });
  expect(open.items).toMatchObject([{ externalId: 'o1', refundedMinor: '4000' }]);
  expect(await pending()).toEqual({});
  expect(await money.ledger.check(null)).toMatchObject({ ok: true });
});

test('two that feed at once write the same as one', async () => {
  await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, simple);
  for (const day of [2, 3, 4]) {
    await send(tenant, order(`o${day}`, { occurredAt: at(day) }));
    await Promise.all([1, 2, 3].map(() => money.revenue.feedNow(tenant.organisationId, new AbortController().signal)));
    money.house.clock.advance(60_000);
    await feed();
  }
  expect(sum(await pending())).toBe(30_000n);
  expect((await itemsOf()).map(({ revision }) => revision)).toEqual([1, 1, 1]);
});

test('what is on hold, payable, on its way and carried is what is owed, whatever that is', () => {
  const amount = fc.bigInt({ min: -5000n, max: 5000n });
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 0n, max: 5000n }), amount, (postedMinor, pendingOutMinor, notYet) => {
      const told = tellApart({ postedMinor, pendingOutMinor }, notYet);
      expect(told.onHoldMinor + told.payableMinor + told.inPayoutMinor + told.carriedMinor).toBe(postedMinor);
      expect(told.onHoldMinor >= 0n && told.payableMinor >= 0n && told.carriedMinor <= 0n).toBe(true);
      // Nobody is told that they may have what still waits.
      if (notYet > 0n)
        expect(told.payableMinor <= (postedMinor - pendingOutMinor - notYet > 0n ? postedMinor - pendingOutMinor - notYet : 0n)).toBe(true);
    }),
  );
});

// Tiers, a recoupment, a guarantee and a cap: what came before changes what comes after.
const remembering = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal', 'fixed_fee'],
      steps: [
        traffic,
        {
          kind: 'split',
          id: 'split',
          tiers: [
            { upToMinor: '20000', parts: [{ party: 'role:agency', share: { n: '1', d: '3' } }, ...parts.slice(0, 1), ...parts.slice(2)] },
            { upToMinor: null, parts: [{ party: 'role:operator', share: { n: '1', d: '2' } }, ...parts] },
          ],
        },
        { kind: 'recover', id: 'guarantee', from: 'role:creator', to: 'role:studio', rate: { bps: 5000 }, advanceMinor: '1500' },
        { kind: 'cap', id: 'cap', party: 'role:creator', mostMinor: '6000', per: 'all', excessTo: 'role:studio' },
      ],
    },
  ],
};
const anyOrders = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 9000 }),
    code: fc.constantFrom('CODEA', 'CODEB', undefined),
    day: fc.integer({ min: 1, max: 28 }),
    refund: fc.option(fc.record({ amount: fc.integer({ min: 1, max: 9000 }), after: fc.integer({ min: 0, max: 300 }) })),
    cancelled: fc.boolean(),
  }),
  { minLength: 3, maxLength: 12 },
);

test('whatever the order of arrival, and however often it is fed between, the estimates are the same and sum to what is open', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrders, fc.integer({ min: 1, max: 1_000_000 }), async (orders, seed) => {
      const events = orders.flatMap(({ amount, code, day, refund: back, cancelled }, n) => {
        const id = `o${n}`;
        const of = order(id, { amountMinor: String(amount), code, occurredAt: at(day, n) });
        const refundedAt = new Date(Date.parse(at(day, n)) + (back?.after ?? 0) * 3_600_000).toISOString();
        return [
          of,
          ...(back ? [refund(id, String(Math.min(back.amount, amount)), refundedAt)] : []),
          ...(cancelled && n % 5 === 0 ? [{ ...of, id: `c${n}`, status: 'cancelled', changedAt: at(28, 20) }] : []),
        ];
      });
      const run = async (arrivals: object[], every: number): Promise<Record<string, bigint>> => {
        tenant = await freshTenant(base.db);
        const plan = await agreedPlan({ db: base.db, revenue: money.revenue }, tenant, remembering);
        await money.revenue.addPlanCost(tenant.actor, plan.id, { cost: 'traffic', amountMinor: '900', spentOn: '2026-10-08', note: '' });
        for (let from = 0; from < arrivals.length; from += every) {
          await send(tenant, ...arrivals.slice(from, from + every));
          await feed();
          // A rest after each folding: the next is due then.
          money.house.clock.advance(16 * 60_000);
          await feed();
        }
        const open = (await itemsOf()).filter(({ valid }) => valid);
        const estimates = await pending();
        expect(sum(estimates)).toBe(open.reduce((all, item) => all + item.amount_minor - item.refunded_minor, 0n));
        return estimates;
      };
      const shuffled = events.map((event, n) => ({ event, key: (n * 7919 + seed) % 104_729 })).sort((a, b) => a.key - b.key);
      const [once, inTurn, mixed] = [
        await run(events, 100),
        await run(events, 3),
        await run(
          shuffled.map(({ event }) => event),
          2,
        ),
      ];
      expect(inTurn).toEqual(once);
      expect(mixed).toEqual(once);
    }),
    { numRuns: 6 },
  );
  expect(await money.ledger.check(null)).toMatchObject({ ok: true });
}, 240_000);
