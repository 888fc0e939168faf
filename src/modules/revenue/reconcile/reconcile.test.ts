import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Reconciliation, ReconciliationLine } from './contract.ts';

let base: TestDatabase;
let money: TestRevenue;
let home: TestTenant;
let actor: Actor;
let source: string;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());
beforeEach(async () => {
  money = await openRevenue(base.db);
  home = await freshTenant(base.db);
  actor = home.actors.owner;
  ({ id: source } = await money.attribution.core.sources.createSource(actor, {
    kind: 'file',
    name: '红果',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
  }));
});

type Known = { order: string; amount: number; refunded?: number; at?: string; valid?: boolean; currency?: string; refundedAt?: string };
/** Orders as the feed leaves them, not settled yet. */
async function know(...orders: Known[]): Promise<void> {
  await base.db.transaction(async (trx) => {
    for (const of of orders) {
      const at = of.at ?? '2026-05-10T04:00:00Z';
      await sql`insert into revenue_items (id, organisation_id, kind, source_id, external_id, currency, amount_minor, refunded_minor, valid, held,
        occurred_at, refunded_at, changed_at, payable_at, revision, fed_at, undivided)
        values (${`cnv_${home.organisationId}_${of.order}`}, ${home.organisationId}, 'order', ${source}, ${of.order}, ${of.currency ?? 'CNY'}, ${of.amount},
          ${of.refunded ?? 0}, ${of.valid ?? true}, false, ${at}, ${of.refundedAt ?? null}, ${at}, ${at}, 1, ${at}, 'no_plan')`.execute(
        trx,
      );
    }
  });
}
async function send(text: string, period = '2026-05'): Promise<Reconciliation> {
  const bytes = async function* () {
    yield Buffer.from(text);
  };
  const sent = await money.revenue.createReconciliation(
    actor,
    { sourceId: source, currency: 'CNY', period, filename: '结算单.csv' },
    bytes(),
  );
  await money.runJobs();
  return money.revenue.getReconciliation(actor, sent.id);
}
const linesOf = async (of: Reconciliation): Promise<Map<string, ReconciliationLine>> =>
  new Map((await money.revenue.listReconciliationLines(actor, of.id, { limit: 200 })).items.map((line) => [line.externalId, line]));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
async function balance(code: string): Promise<bigint> {
  return base.db.read(async (trx) => {
    const account = await money.ledger.findAccount(trx, home.organisationId, code, 'CNY');
    return account ? (await money.ledger.balances(trx, home.organisationId, [account.id])).get(account.id)!.postedMinor : 0n;
  });
}
const told = (order: string) =>
  base.db.read(async (trx) => {
    const { rows } = await sql<{ status: string; amount_minor: bigint; refunded_minor: bigint }>`select status, amount_minor, refunded_minor
      from attribution_conversions where organisation_id = ${home.organisationId} and external_id = ${order}`.execute(trx);
    return rows[0] ?? null;
  });

const file = `红果短剧 2026年5月 结算单
商户订单号,支付时间,业务类型,支付金额,退款金额,平台服务费,结算金额
same,2026-05-10 12:00:00,支付,10.00,,1.00,9.00
less,2026-05-10 12:00:00,支付,9.00,,0.90,8.10
back,2026-05-10 12:00:00,支付,10.00,,1.00,9.00
back,2026-05-12 12:00:00,退款,-4.00,,-0.40,-3.60
new,2026-05-11 12:00:00,支付,6.00,,0.60,5.40
twice,2026-05-11 12:00:00,支付,3.00,,0.30,2.70
twice,2026-05-11 12:00:00,支付,3.00,,0.30,2.70
wrong,2026-05-11 12:00:00,支付,three,,,
`;
const known: Known[] = ['same', 'less', 'back', 'lost'].map((order) => ({ order, amount: 1000 }));

describe('a settlement file', () => {
  test('is told apart order by order, with totals that are its own', async () => {
    await know(
      ...known,
      { order: 'twice', amount: 300 },
      { order: 'gone', amount: 500, valid: false },
      { order: 'june', amount: 500, at: '2026-06-01T00:00:00Z' },
    );
    const compared = await send(file);
    expect(compared).toMatchObject({ state: 'ready', missing: [], lines: { open: 6, asked: 0, decided: 0 } });
    const lines = await linesOf(compared);
    expect([...lines].map(([order, line]) => [order, line.outcome, line.differences.join()])).toEqual([
      ['same', 'matched', ''],
      ['less', 'different', 'amount'],
      ['back', 'different', 'refund'],
      ['new', 'missing_here', ''],
      ['twice', 'duplicate', ''],
      ['', 'unreadable', ''],
      ['lost', 'missing_there', ''],
    ]);
    expect(compared.totals).toMatchObject({
      rows: 8,
      theirs: { amountMinor: '4100', refundedMinor: '400', feeMinor: '370', netMinor: '3330' },
      ours: { amountMinor: '4300', refundedMinor: '0' },
      byOutcome: {
        matched: { lines: 1, theirsMinor: '1000', oursMinor: '1000' },
        missing_there: { lines: 1, theirsMinor: '0', oursMinor: '1000' },
      },
    });
  });

  test('that says nothing of orders waits for its columns, and is read anew with them', async () => {
    await know({ order: 'A', amount: 990 });
    const sent = await send('流水,时间,多少\nA,2026-05-10 12:00,9.9\n');
    expect([sent.state, sent.missing]).toEqual(['mapping', ['orderId', 'amount']]);
    await money.revenue.mapReconciliation(actor, sent.id, { ...sent.mapping, columns: { orderId: '流水', amount: '多少' } });
    await money.runJobs();
    expect((await linesOf(sent)).get('A')?.outcome).toBe('matched');
    // The next file of the source is read the same way.
    expect((await send('流水,时间,多少\nA,2026-05-10 12:00,9.8\n')).state).toBe('ready');
  });

  test('an order that another month’s file has is not missed', async () => {
    await know({ order: 'late', amount: 100, at: '2026-05-31T15:00:00Z' });
    await send('订单号,金额\nlate,1.00\n', '2026-06');
    expect((await linesOf(await send('订单号,金额\nother,2.00\n'))).has('late')).toBe(false);
  });

  test('is nobody’s of another house', async () => {
    const sent = await send(file);
    const stranger = (await freshTenant(base.db)).actors.owner;
    expect(await codeOf(money.revenue.getReconciliation(stranger, sent.id))).toBe('revenue.reconciliation_not_found');
    const [line] = (await linesOf(sent)).values();
    expect(await codeOf(money.revenue.ignoreReconciliationLine(stranger, line!.id, 'mine'))).toBe('revenue.reconciliation_line_not_found');
  });
});

describe('a proposal', () => {
  test('of an order that is missing here brings it in by the events’ door, and is taken back there', async () => {
    const compared = await send(file);
    const line = (await linesOf(compared)).get('new')!;
    const done = await money.revenue.acceptReconciliationLine(actor, line.id, { reason: '' });
    expect(done).toMatchObject({ state: 'accepted', decision: { action: 'import_order', by: actor.name } });
    expect(await told('new')).toEqual({ status: 'paid', amount_minor: 600n, refunded_minor: 0n });
    expect(await codeOf(money.revenue.acceptReconciliationLine(actor, line.id, { reason: '' }))).toBe('revenue.line_decided');
    expect((await money.revenue.undoReconciliationLine(actor, line.id)).state).toBe('open');
    expect((await told('new'))?.status).toBe('cancelled');
    await money.revenue.acceptReconciliationLine(actor, line.id, { action: 'import_order', reason: '' });
    expect((await told('new'))?.status).toBe('paid');
  });

  test('of a refund tells the order what was given back', async () => {
    await money.attribution.core.takeEvents(home.organisationId, source, [
      { id: 'e1', type: 'order', orderId: 'back', occurredAt: '2026-05-10T04:00:00Z', amountMinor: '1000', currency: 'CNY' },
    ]);
    await know({ order: 'back', amount: 1000 });
    const line = (await linesOf(await send(file))).get('back')!;
    await money.revenue.acceptReconciliationLine(actor, line.id, { reason: '' });
    expect(await told('back')).toEqual({ status: 'partly_refunded', amount_minor: 1000n, refunded_minor: 400n });
    await money.revenue.undoReconciliationLine(actor, line.id);
    expect(await told('back')).toEqual({ status: 'paid', amount_minor: 1000n, refunded_minor: 0n });
  });

  test('to post a difference moves just that between accounts, and back again', async () => {
    await know(...known);
    const line = (await linesOf(await send(file))).get('less')!;
    const accept = () => money.revenue.acceptReconciliationLine(actor, line.id, { action: 'post_to_suspense', reason: '待查' });
    expect((await accept()).decision).toMatchObject({ amountMinor: '100', transferId: expect.stringMatching(/^trf_/) });
    expect([await balance(`receivable:${source}`), await balance('suspense')]).toEqual([-100n, -100n]);
    await money.revenue.undoReconciliationLine(actor, line.id);
    expect([await balance(`receivable:${source}`), await balance('suspense')]).toEqual([0n, 0n]);
    await accept();
    expect(await balance('suspense')).toBe(-100n);
    expect(await money.ledger.check(null)).toMatchObject({ ok: true });
  });

  test('that a line does not make is refused, and so is any of a closed file', async () => {
    await know(...known);
    const compared = await send(file);
    const line = (await linesOf(compared)).get('less')!;
    expect(await codeOf(money.revenue.acceptReconciliationLine(actor, line.id, { action: 'import_order', reason: '' }))).toBe(
      'revenue.action_not_proposed',
    );
    expect(await codeOf(money.revenue.closeReconciliation(actor, compared.id, ''))).toBe('revenue.reconciliation_open_lines');
    expect((await money.revenue.closeReconciliation(actor, compared.id, '平台下月补结')).state).toBe('closed');
    expect(await codeOf(money.revenue.ignoreReconciliationLine(actor, line.id, 'no'))).toBe('revenue.reconciliation_closed');
    expect((await money.revenue.reopenReconciliation(actor, compared.id)).state).toBe('ready');
    const all = await money.revenue.acceptReconciliationLines(actor, compared.id, {
      outcome: 'different',
      action: 'ask_platform',
      reason: '',
    });
    expect(all).toEqual({ accepted: 2, left: 0 });
    expect((await money.revenue.getReconciliation(actor, compared.id)).lines.asked).toBe(2);
    // What was decided stays where the file is compared again, and the rest follows what is known now.
    await know({ order: 'new', amount: 600 });
    await money.revenue.compareReconciliation(actor, compared.id);
    await money.runJobs();
    const again = await linesOf(compared);
    expect([again.get('less')!.state, again.get('new')!.outcome]).toEqual(['asked', 'matched']);
  });
});

describe('what a platform keeps and pays', () => {
  test('fees are posted once and taken back, payments lower what it owes', async () => {
    await know(...known);
    const compared = await send(file);
    expect((await money.revenue.postReconciliationFees(actor, compared.id)).fees?.amountMinor).toBe('370');
    expect(await codeOf(money.revenue.postReconciliationFees(actor, compared.id))).toBe('revenue.fees_posted');
    expect(await codeOf(money.revenue.cancelReconciliation(actor, compared.id))).toBe('revenue.reconciliation_decided');
    const paid = await money.revenue.createReceipt(actor, {
      sourceId: source,
      currency: 'CNY',
      amountMinor: '3330',
      receivedOn: '2026-06-10',
      account: '招商银行  基本户',
      reference: 'HG-202605',
      reconciliationId: compared.id,
    });
    expect([await balance('cash:招商银行 基本户'), await balance(`fees:${source}`), await balance(`receivable:${source}`)]).toEqual([
      3330n,
      370n,
      -3700n,
    ]);
    await money.revenue.undoReceipt(actor, paid.id);
    expect(await codeOf(money.revenue.undoReceipt(actor, paid.id))).toBe('revenue.receipt_taken_back');
    await money.revenue.undoReconciliationFees(actor, compared.id);
    expect(await balance(`receivable:${source}`)).toBe(0n);
    expect((await money.revenue.listReceipts(actor, { limit: 10 })).items).toMatchObject([
      { id: paid.id, takenBackAt: expect.any(String) },
    ]);
    expect(
      await codeOf(
        money.revenue.createReceipt(actor, {
          sourceId: source,
          currency: 'CNY',
          amountMinor: '1',
          receivedOn: '2099-01-01',
          account: 'x',
          reference: '',
          reconciliationId: null,
        }),
      ),
    ).toBe('revenue.received_ahead');
  });

  test('the lines go out as a table in the reader’s language', async () => {
    await know(...known);
    const compared = await send(file);
    const text = await (
      await money.revenue.exportReconciliationLines(actor, compared.id, { format: 'csv', language: 'zh-CN', outcome: 'missing_there' })
    ).text();
    expect(text.split('\r\n').length).toBe(3);
    expect(text).toContain('lost');
  });
});
