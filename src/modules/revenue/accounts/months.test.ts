import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { agreedPlan, feedItems, settleMonth, type NewItem } from '../../../../test/support/settled.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Month } from '../reconcile/contract.ts';

let base: TestDatabase;
let money: TestRevenue;
let home: TestTenant;
let planId: string;
let source: string;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());
beforeEach(async () => {
  money = await openRevenue(base.db);
  home = await freshTenant(base.db);
  const { owner } = home.actors;
  ({ id: source } = await money.attribution.core.sources.createSource(owner, {
    kind: 'file',
    name: '红果',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
  }));
  const parts = [
    { party: 'role:operator', share: { n: '3', d: '10' } },
    { party: 'role:studio', share: 'rest' },
  ];
  const waterfall = { kinds: ['order'], steps: [{ kind: 'split', id: 'split', tiers: [{ upToMinor: null, parts }] }] };
  ({ id: planId } = await agreedPlan(on(), home, { currency: 'CNY', waterfalls: [waterfall] }));
});
const on = () => ({ db: base.db, revenue: money.revenue });
const day = '2026-05-10T04:00:00.000Z';
const order = (n: number, more: Partial<NewItem> = {}): NewItem => ({
  id: `cnv_${home.organisationId.slice(4)}_${n}`,
  amountMinor: 10_000n,
  occurredAt: day,
  sourceId: source,
  ...more,
});
const feed = (...items: NewItem[]): Promise<void> => feedItems(on(), home, planId, 'CNY', items);
const months = async (actor = home.actors.owner): Promise<Month[]> =>
  (await money.revenue.listMonths(actor, { until: '2026-05', limit: 12 })).items;
const may = async (actor = home.actors.owner): Promise<Month> => (await months(actor))[0]!;
const failed = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe('a month', () => {
  test('says what stands in the way of its end, and what should be known', async () => {
    await feed(order(1), order(2, { occurredAt: '2026-04-10T04:00:00.000Z' }));
    expect((await months()).map(({ period, blockers }) => [period, blockers])).toEqual([
      ['2026-05', ['open_items', 'earlier_open']],
      ['2026-04', ['open_items']],
    ]);
    await settleMonth(on(), home, '2026-04');
    await settleMonth(on(), home, '2026-05');
    // The operator approved the settlements: another closes.
    expect((await may(home.actors.operator)).blockers).toEqual(['earlier_open', 'second_person']);
    const [, april] = await months();
    expect(april).toMatchObject({ blockers: [], warnings: ['unreconciled'], mayClose: true, lastPostedBy: home.actors.operator.name });
    expect(april!.unreconciled).toEqual([{ sourceId: source, sourceName: '红果', currency: 'CNY', items: 1 }]);
    await feed(order(3));
    expect(await may()).toMatchObject({ blockers: ['earlier_open'], warnings: ['late_items', 'unreconciled'] });
    expect((await may()).currencies).toMatchObject([
      { currency: 'CNY', openItems: 1, openMinor: '10000', undividedItems: 0, heldItems: 0 },
    ]);
    expect((await money.revenue.listMonths(home.actors.owner, { until: '2026-06', limit: 1 })).nextUntil).toBe('2026-05');
  });

  test('is closed by another person, once, for good: nothing counts in it any more', async () => {
    await feed(order(1));
    await settleMonth(on(), home, '2026-05');
    const { owner, operator } = home.actors;
    const close = (actor = owner, despite: Month['warnings'] = ['unreconciled']) => money.revenue.closeMonth(actor, '2026-05', despite);
    expect(await failed(close(operator))).toBe('revenue.second_person_needed');
    expect(await failed(close({ ...owner, kind: 'api_key' }))).toBe('revenue.person_needed');
    expect(await failed(close(owner, []))).toBe('revenue.month_warnings');
    expect(await failed(money.revenue.closeMonth(owner, '2099-01', []))).toBe('revenue.month_not_closable');
    const closed = await close();
    expect(closed).toMatchObject({ state: 'closed', mayClose: false, closing: { by: owner.name, warnings: ['unreconciled'] } });
    expect(await failed(close())).toBe('revenue.month_closed');
    // The closing carries the chain's head: the books prove it, with the postings behind them.
    expect(await money.ledger.check(closed.closing!.hash)).toMatchObject({ ok: true });
    expect(await money.revenue.checkPostings()).toMatchObject({ ok: true, firstDifference: null });
    const paid = { sourceId: source, currency: 'CNY' as const, amountMinor: '100', account: '银行', reference: '', reconciliationId: null };
    expect(await failed(money.revenue.createReceipt(owner, { ...paid, receivedOn: '2026-05-20' }))).toBe('ledger.period_closed');
    expect(await failed(money.revenue.createReceipt(owner, { ...paid, receivedOn: '2026-06-01' }))).toBe('done');
    await expect(
      base.db.transaction((trx) => sql`delete from revenue_month_closings where organisation_id = ${home.organisationId}`.execute(trx)),
    ).rejects.toThrow(/insert-only/);
  });

  test('what is learnt after its end goes to the next', async () => {
    await feed(order(1));
    await settleMonth(on(), home, '2026-05');
    await money.revenue.closeMonth(home.actors.owner, '2026-05', ['unreconciled']);
    const file = async function* () {
      yield Buffer.from(`订单号,支付金额,手续费\nNO-${order(1).id},100.00,6.00\n`);
    };
    const sent = await money.revenue.createReconciliation(
      home.actors.owner,
      { sourceId: source, currency: 'CNY', period: '2026-05', filename: 'a.csv' },
      file(),
    );
    await money.runJobs();
    const posted = await money.revenue.postReconciliationFees(home.actors.owner, sent.id);
    const transfer = await base.db.read((trx) => money.ledger.findTransfer(trx, home.organisationId, posted.fees!.transferId));
    expect(transfer!.row.effective_at.toISOString() > '2026-05-31T16:00:00').toBe(true);
    await money.revenue.closeReconciliation(home.actors.owner, sent.id, '');
    expect((await may()).unreconciled).toEqual([]);
  });

  test('its journal is written as it is read, and holds only what counts in it', async () => {
    await feed(order(1), order(2, { occurredAt: '2026-04-10T04:00:00.000Z' }));
    await settleMonth(on(), home, '2026-04');
    await settleMonth(on(), home, '2026-05');
    const textOf = (query: { format: 'hledger' | 'csv'; period?: string }) => money.revenue.exportJournal(home.actors.owner, query).text();
    const dates = (text: string): string[] => [...new Set(text.split('\n').flatMap((line) => /^\d{4}-\d{2}/.exec(line)?.[0] ?? []))].sort();
    expect(dates(await textOf({ format: 'hledger' }))).toEqual(['2026-04', '2026-05']);
    expect(dates(await textOf({ format: 'csv', period: '2026-05' }))).toEqual(['2026-05']);
  });
});

describe('a row of the sub-ledger that was changed by hand', () => {
  /** Writes past every trigger, as somebody with the database's password would. */
  const tamper = (statement: RawBuilder<unknown>, table: string): Promise<void> =>
    base.db.transaction(async (trx) => {
      for (const each of [table, 'revenue_postings']) await sql.raw(`alter table ${each} disable trigger user`).execute(trx);
      await statement.execute(trx);
      for (const each of [table, 'revenue_postings']) await sql.raw(`alter table ${each} enable trigger user`).execute(trx);
    });
  let settlement: string;
  let transfer: string;
  beforeEach(async () => {
    await feed(order(1), order(2, { refundedMinor: 3000n, refundedAt: '2026-05-12T00:00:00.000Z' }), order(3));
    settlement = await settleMonth(on(), home, '2026-05');
    const { rows } = await base.db.read((trx) =>
      sql<{ transfer_id: string }>`select transfer_id from revenue_posting_groups where settlement_id = ${settlement}`.execute(trx),
    );
    transfer = rows[0]!.transfer_id;
    expect(await money.revenue.checkPostings()).toMatchObject({ ok: true });
  });
  const where = () => sql`settlement_id = ${settlement} and number = 2`;
  const cases: [string, string, string, () => RawBuilder<unknown>][] = [
    [
      'an order in a posting',
      'posting_hash',
      'revenue_postings',
      () => sql`update revenue_postings set content = replace(content, '10000', '10001') where ${where()}`,
    ],
    [
      'a line of a posting',
      'posting_hash',
      'revenue_postings',
      () => sql`update revenue_postings set lines = '[["split", "role:studio", "10000"]]' where ${where()}`,
    ],
    [
      'the item beside the content',
      'posting_content',
      'revenue_postings',
      () => sql`update revenue_postings set item_id = 'cnv_other' where ${where()}`,
    ],
    ['a posting that is gone', 'posting_missing', 'revenue_postings', () => sql`delete from revenue_postings where ${where()}`],
    [
      'a group’s root',
      'group_root',
      'revenue_posting_groups',
      () => sql`update revenue_posting_groups set root = repeat('0', 64) where settlement_id = ${settlement}`,
    ],
    [
      'a group’s sums',
      'group_sums',
      'revenue_posting_groups',
      () => sql`update revenue_posting_groups set sums = '{}' where settlement_id = ${settlement}`,
    ],
    [
      'a group without its transfer',
      'group_missing',
      'revenue_posting_groups',
      () => sql`update revenue_posting_groups set transfer_id = null where settlement_id = ${settlement}`,
    ],
    [
      'a settlement that is gone',
      'group_missing',
      'revenue_settlements',
      () => sql`with postings as (delete from revenue_postings where settlement_id = ${settlement}),
        groups as (delete from revenue_posting_groups where settlement_id = ${settlement})
        update revenue_settlements set state = 'cancelled', approved_at = null, approved_by = null where id = ${settlement}`,
    ],
    [
      'a statement that is gone',
      'statement_missing',
      'revenue_statements',
      () => sql`delete from revenue_statements where id = (select max(id) from revenue_statements where settlement_id = ${settlement})`,
    ],
    [
      'a statement’s sums',
      'statement_sums',
      'revenue_statements',
      () =>
        sql`update revenue_statements set earned_minor = earned_minor + 1, closing_minor = closing_minor + 1 where settlement_id = ${settlement}`,
    ],
    [
      'a statement’s tax',
      'statement_balance',
      'revenue_statements',
      () =>
        sql`update revenue_statements set tax_minor = tax_minor - 1, closing_minor = closing_minor - 1 where settlement_id = ${settlement}`,
    ],
    [
      'a statement’s seal',
      'statement_seal',
      'revenue_statements',
      () => sql`update revenue_statements set seal_root = repeat('0', 64) where settlement_id = ${settlement}`,
    ],
  ];
  test.each(cases)('%s is found and named', async (_, reason, table, statement) => {
    await tamper(statement(), table);
    const { ok, firstDifference } = await money.revenue.checkPostings();
    expect([ok, firstDifference?.reason]).toEqual([false, reason]);
    const expected = table === 'revenue_statements' ? null : transfer;
    expect(firstDifference?.transfer).toBe(expected);
    expect(firstDifference?.subject).toMatch(/statement_(sums|balance|seal)/.test(reason) ? /^stm_/ : new RegExp(`^${settlement}/`));
    // The other tests of this file have the same database.
    await base.db.transaction(async (trx) => {
      for (const each of ['revenue_statements', 'ledger_transfers', 'ledger_entries']) {
        await sql.raw(`alter table ${each} disable trigger user`).execute(trx);
        await sql.raw(`delete from ${each} where organisation_id = '${home.organisationId}'`).execute(trx);
        await sql.raw(`alter table ${each} enable trigger user`).execute(trx);
      }
      await sql`update revenue_settlements set state = 'cancelled', approved_at = null, approved_by = null where id = ${settlement}`.execute(
        trx,
      );
    });
  });
});
