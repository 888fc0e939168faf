import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givePayable, profileFor, type GivenPayable } from '../../../../test/support/payables.ts';
import { openTestDatabase, freshTenant, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { startAlipay, startStripe, type AlipayServer, type StripeServer } from '../../../../test/support/payout-servers.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { payeesRoutes } from '../payees/contract.ts';
import { payoutAccountInput } from './words/contract.ts';
import { payableOf } from '../books.ts';
import type { PayoutBatchDetail } from './contract.ts';

const profileInput = payeesRoutes.putProfile.body;

let database: TestDatabase;
let test: TestRevenue;
let told: { type: string; data: unknown }[];
let alipay: AlipayServer;
let stripe: StripeServer;

beforeAll(async () => {
  database = await openTestDatabase(revenueTestMigrations);
  told = [];
  alipay = await startAlipay();
  stripe = await startStripe();
  test = await openRevenue(database.db, { webhooks: { emit: async (_trx, event) => void told.push(...([event].flat() as typeof told)) } });
}, 60_000);
afterAll(async () => {
  await Promise.all([alipay.close(), stripe.close()]);
  await database.drop();
});

type Way = 'bank' | 'alipay' | 'stripe';
type Scene = { tenant: TestTenant; maker: Actor; approver: Actor; accountId: string };
const day = (plus = 0): string => dateIn(businessZone, new Date(test.house.clock.nowMs() + plus * 86_400_000));

async function newScene(way: Way = 'bank'): Promise<Scene> {
  const tenant = await freshTenant(database.db);
  const maker = tenant.actors.operator;
  const input =
    way === 'bank'
      ? {
          way,
          name: '基本户',
          currency: 'CNY',
          holder: '上海短剧有限公司',
          accountNumber: '121900000010901',
          cnaps: '308290003020',
          country: 'CN',
        }
      : way === 'alipay'
        ? {
            way,
            name: '支付宝',
            appId: alipay.appId,
            privateKey: alipay.privateKey,
            alipayPublicKey: alipay.alipayPublicKey,
            endpoint: `${alipay.url}/gateway.do`,
          }
        : { way, name: 'Stripe', secretKey: stripe.secretKey, endpoint: stripe.url };
  const account = await test.revenue.createPayoutAccount(maker, payoutAccountInput.parse(input));
  return { tenant, maker, approver: tenant.actors.owner, accountId: account.id };
}
let numbers = 1;
async function newPayee(
  scene: Scene,
  way: Way,
  given: Omit<GivenPayable, 'organisationId' | 'payeeId'> | null,
  name = '林晓',
): Promise<string> {
  const { id } = await test.revenue.createPayee(scene.maker, { name, belongsTo: { kind: 'nobody', id: null } });
  const profile = profileInput.parse(profileFor(way, name, String(numbers++).padStart(4, '0')));
  // By the system: whoever enters details does not approve.
  await test.revenue.putProfile({ ...scene.maker, id: 'usr_clerk' }, id, profile);
  if (given) await give(scene, id, given);
  return id;
}
const give = (scene: Scene, payeeId: string, given: Omit<GivenPayable, 'organisationId' | 'payeeId'>): Promise<void> =>
  givePayable(
    { db: database.db, ledger: test.ledger, clock: test.house.clock },
    { organisationId: scene.tenant.organisationId, payeeId, ...given },
  );
const make = (scene: Scene, currency = 'CNY', payeeIds?: string[]): Promise<PayoutBatchDetail> =>
  test.revenue.createPayoutBatch(scene.maker, { accountId: scene.accountId, currency, payeeIds, note: '' });
const approve = (scene: Scene, batch: PayoutBatchDetail, by = scene.approver): Promise<PayoutBatchDetail> =>
  test.revenue.approvePayoutBatch(by, batch.id, { totalMinor: batch.totalMinor, payouts: batch.payouts });
async function sendNew(scene: Scene, currency = 'CNY'): Promise<PayoutBatchDetail> {
  const batch = await make(scene, currency);
  await approve(scene, batch);
  return test.revenue.sendPayoutBatch(scene.maker, batch.id);
}
/** What the books owe a payee: posted, and on its way out. */
async function owed(scene: Scene, payeeId: string, currency = 'CNY'): Promise<[posted: bigint, out: bigint]> {
  return database.db.transaction(async (trx) => {
    const { organisationId } = scene.tenant;
    const [account] = await test.ledger.openAccounts(trx, organisationId, [payableOf(payeeId, '', currency)]);
    const balance = (await test.ledger.balances(trx, organisationId, [account!.id])).get(account!.id)!;
    return [balance.postedMinor, balance.pendingOutMinor];
  });
}
const payable = async (scene: Scene, payeeId: string, currency = 'CNY') =>
  (await test.revenue.listPayable(scene.maker, { limit: 200, show: 'all', currency })).items.find(({ payee }) => payee.id === payeeId)!;
const codesOf = async (scene: Scene, payeeId: string): Promise<string[]> => (await payable(scene, payeeId)).reasons.map(({ code }) => code);

describe('what is payable', () => {
  it('is what the books owe, less what is held until a later day and what is under way, with reasons for people', async () => {
    const scene = await newScene();
    const ready = await newPayee(scene, 'bank', { amountMinor: 12_345n });
    await give(scene, ready, { amountMinor: 5000n, payableOn: day(3) });
    expect(await payable(scene, ready)).toMatchObject({
      balanceMinor: '17345',
      onHoldMinor: '5000',
      underWayMinor: '0',
      payableMinor: '12345',
      nextOn: day(3),
      reasons: [],
    });
    const held = await newPayee(scene, 'bank', { amountMinor: 700n, payableOn: day(9) });
    const debt = await newPayee(scene, 'bank', { amountMinor: -100n });
    const { id: bare } = await test.revenue.createPayee(scene.maker, { name: '无资料', belongsTo: { kind: 'nobody', id: null } });
    await give(scene, bare, { amountMinor: 900n });
    expect([await codesOf(scene, held), await codesOf(scene, debt), await codesOf(scene, bare)]).toEqual([
      ['on_hold'],
      ['in_debt'],
      ['no_profile'],
    ]);
    await test.revenue.setPayoutSettings(scene.maker, {
      dayOfMonth: 15,
      invoiceNeeded: true,
      currencies: [{ currency: 'CNY', thresholdMinor: '20000', minimumMinor: '13000' }],
    });
    expect(await codesOf(scene, ready)).toEqual(['below_minimum']);
    await give(scene, ready, { amountMinor: 2000n });
    expect(await codesOf(scene, ready)).toEqual(['below_threshold']);
    await give(scene, ready, { amountMinor: 20_000n });
    expect(await codesOf(scene, ready)).toEqual([]);
    const batch = await make(scene);
    expect(batch).toMatchObject({ totalMinor: '34345', payouts: 1, state: 'draft' });
    expect(batch.leftOut.map(({ payee, reasons }) => [payee.name, reasons.map(({ code }) => code)])).toEqual([
      ['无资料', ['no_profile', 'below_minimum']],
    ]);
    expect(await codesOf(scene, ready)).toEqual(['under_way']);
  });

  it('waits for an invoice of a company, and pays what it covers', async () => {
    const scene = await newScene();
    const id = await newPayee(scene, 'bank', { amountMinor: 50_000n }, '星河传媒有限公司');
    const profile = profileInput.parse({ ...profileFor('bank', '星河传媒有限公司', '8888'), kind: 'company' });
    await test.revenue.putProfile({ ...scene.maker, id: 'usr_clerk' }, id, profile);
    expect(await codesOf(scene, id)).toEqual(['invoice_missing']);
    const invoice = {
      currency: 'CNY' as const,
      period: day().slice(0, 7),
      number: '25312000000001',
      issuedOn: day(),
      amountMinor: '50000',
      vatRateBps: 600,
      documentId: null,
    };
    await test.revenue.addInvoice(scene.maker, id, invoice);
    expect(await codesOf(scene, id)).toEqual([]);
  });
});

describe('a batch', () => {
  it('is approved by another person than made it, and not by who changed where money goes, and not by a key', async () => {
    const scene = await newScene();
    const payeeId = await newPayee(scene, 'bank', { amountMinor: 10_000n });
    const batch = await make(scene);
    expect(batch.approvalBlock).toEqual({ code: 'own_batch', params: {} });
    await expect(approve(scene, batch, scene.maker)).rejects.toMatchObject({ code: 'revenue.own_batch' });
    await expect(approve(scene, batch, { ...scene.approver, kind: 'api_key' })).rejects.toMatchObject({ code: 'revenue.person_needed' });
    await test.revenue.putProfile(scene.approver, payeeId, profileInput.parse(profileFor('bank', '林晓', '7777')));
    await expect(approve(scene, batch)).rejects.toMatchObject({ code: 'revenue.changed_details' });
    const third: Actor = { ...scene.approver, id: 'usr_third', name: 'Third' };
    await expect(test.revenue.approvePayoutBatch(third, batch.id, { totalMinor: '1', payouts: 1 })).rejects.toMatchObject({
      code: 'revenue.batch_differs',
    });
    expect(await approve(scene, batch, third)).toMatchObject({ state: 'approved', approvedBy: { name: 'Third' } });
    // The details are not those any more that were approved: the payee stays, and their money stays payable.
    const sent = await test.revenue.sendPayoutBatch(scene.maker, batch.id);
    expect(sent).toMatchObject({ state: 'cancelled', items: [{ state: 'cancelled', failure: { code: 'details_changed' } }] });
    expect(await payable(scene, payeeId)).toMatchObject({ payableMinor: '10000', underWayMinor: '0' });
  });

  it('moves money in the books: under way when sent, gone when paid, let go when failed, owed again when it comes back', async () => {
    const scene = await newScene();
    const ids = [
      await newPayee(scene, 'bank', { amountMinor: 10_000n }, '甲'),
      await newPayee(scene, 'bank', { amountMinor: 20_000n }, '乙'),
      await newPayee(scene, 'bank', { amountMinor: 30_000n }, '丙'),
      await newPayee(scene, 'bank', { amountMinor: 40_000n }, '丁'),
    ];
    const draft = await make(scene);
    expect(draft.totalMinor).toBe('100000');
    const out = draft.items.find(({ payee }) => payee.id === ids[3])!;
    const fewer = await test.revenue.takeOutPayout(scene.maker, draft.id, out.id);
    expect(fewer).toMatchObject({ totalMinor: '60000', payouts: 3, counts: { draft: 3, cancelled: 1 } });
    await approve(scene, fewer);
    const sent = await test.revenue.sendPayoutBatch(scene.maker, draft.id);
    expect(sent).toMatchObject({ state: 'sent', counts: { sent: 3, cancelled: 1 }, files: [{ format: 'pain001' }, { format: 'csv' }] });
    expect(await owed(scene, ids[0]!)).toEqual([10_000n, 10_000n]);
    const at = (name: string): string => sent.items.find(({ payee }) => payee.name === name)!.id;
    told.length = 0;
    await test.revenue.markPayoutPaid(scene.maker, at('甲'), {});
    await test.revenue.markPayoutFailed(scene.maker, at('乙'), { reason: '户名不符' });
    await test.revenue.markPayoutPaid(scene.maker, at('丙'), {});
    await test.revenue.markPayoutReturned(scene.maker, at('丙'), { reason: '退汇' });
    expect([await owed(scene, ids[0]!), await owed(scene, ids[1]!), await owed(scene, ids[2]!)]).toEqual([
      [0n, 0n],
      [20_000n, 0n],
      [30_000n, 0n],
    ]);
    const done = await test.revenue.getPayoutBatch(scene.maker, draft.id);
    expect(done).toMatchObject({ state: 'done', paidMinor: '10000', counts: { paid: 1, failed: 1, returned: 1, cancelled: 1 } });
    expect(told.map(({ type }) => type)).toEqual(['payout.paid', 'payout.failed', 'payout.paid', 'payout.failed']);
    await expect(test.revenue.markPayoutPaid(scene.maker, at('乙'), {})).rejects.toMatchObject({ code: 'revenue.payout_state' });
    // Another try is another draft, which needs another yes.
    const { batchId } = await test.revenue.retryPayout(scene.maker, at('乙'));
    expect(await test.revenue.getPayoutBatch(scene.maker, batchId!)).toMatchObject({ state: 'draft', totalMinor: '20000' });
    expect((await test.ledger.check(null)).ok).toBe(true);
  });

  it('never pays the same money with another one, and not what a refund has taken meanwhile', async () => {
    const scene = await newScene();
    const payeeId = await newPayee(scene, 'bank', { amountMinor: 10_000n });
    const [first, second] = await Promise.allSettled([make(scene), make(scene)]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const batch = (first.status === 'fulfilled' ? first : (second as PromiseFulfilledResult<PayoutBatchDetail>)).value;
    await approve(scene, batch);
    await give(scene, payeeId, { amountMinor: -1n });
    expect(await test.revenue.sendPayoutBatch(scene.maker, batch.id)).toMatchObject({
      state: 'cancelled',
      items: [{ failure: { code: 'payable_fell' } }],
    });
    const next = await make(scene);
    expect(next.totalMinor).toBe('9999');
    await approve(scene, next);
    const results = await Promise.allSettled([1, 2].map(() => test.revenue.sendPayoutBatch(scene.maker, next.id)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await owed(scene, payeeId)).toEqual([9999n, 9999n]);
    await expect(test.revenue.cancelPayoutBatch(scene.maker, next.id)).rejects.toMatchObject({ code: 'revenue.batch_sent' });
  });

  it('takes a bank’s file of results as a whole, after a preview that names every line in doubt', async () => {
    const scene = await newScene();
    for (const name of ['甲', '乙', '丙']) await newPayee(scene, 'bank', { amountMinor: 1000n }, name);
    const sent = await sendNew(scene);
    const [a, b, c] = sent.items.map(({ reference }) => reference) as [string, string, string];
    const bad = `流水号,状态,原因\n${a},成功,\n${a},成功,\nPYO0,成功,\n${b},？,\n"${c}",退汇,"账号, 已销户"\n`;
    const preview = await test.revenue.importPayoutResults(scene.maker, sent.id, { text: bad, apply: false });
    expect(preview.lines.map(({ line, becomes, error }) => [line, becomes, error?.code ?? null])).toEqual([
      [2, 'paid', null],
      [3, 'paid', 'twice'],
      [4, 'paid', 'unknown_reference'],
      [5, null, 'unknown_status'],
      [6, 'returned', null],
    ]);
    await expect(test.revenue.importPayoutResults(scene.maker, sent.id, { text: bad, apply: true })).rejects.toMatchObject({
      code: 'revenue.results_faulty',
    });
    const good = `\ufeffreference\tstatus\r\n${a}\tpaid\r\n${b}\tRJCT\r\n${c}\t退汇\r\n`;
    expect(await test.revenue.importPayoutResults(scene.maker, sent.id, { text: good, apply: true })).toMatchObject({
      errors: 0,
      applied: 3,
    });
    expect(await test.revenue.getPayoutBatch(scene.maker, sent.id)).toMatchObject({
      state: 'done',
      counts: { paid: 1, failed: 1, returned: 1 },
    });
    // The same file again changes nothing.
    expect(await test.revenue.importPayoutResults(scene.maker, sent.id, { text: good, apply: true })).toMatchObject({
      errors: 0,
      applied: 0,
    });
    await expect(test.revenue.importPayoutResults(scene.maker, sent.id, { text: 'a,b\n1,2\n', apply: false })).rejects.toMatchObject({
      code: 'revenue.results_unreadable',
    });
  });

  it('gives the file byte for byte to people, and its bank details lie sealed', async () => {
    const scene = await newScene();
    await newPayee(scene, 'bank', { amountMinor: 1000n }, '周敏');
    const sent = await sendNew(scene);
    const file = await test.revenue.readPayoutFile(scene.maker, sent.id, 'pain001');
    expect(file.text).toContain('<Nm>周敏</Nm>');
    await expect(test.revenue.readPayoutFile({ ...scene.maker, kind: 'api_key' }, sent.id, 'csv')).rejects.toMatchObject({
      code: 'revenue.person_needed',
    });
    const { rows } = await database.db.read((trx) =>
      trx
        .withTables<{ payout_files: { sealed: string } }>()
        .selectFrom('payout_files')
        .select('sealed')
        .execute()
        .then((rows) => ({ rows })),
    );
    expect(rows.every(({ sealed }) => sealed.startsWith('v1.'))).toBe(true);
  });
});

describe('a provider', () => {
  const minutes = (count: number): void => test.house.clock.advance(count * 60_000);

  it.each(['alipay', 'stripe'] as const)('%s pays what it is handed, and says why it does not', async (way) => {
    const scene = await newScene(way);
    const currency = way === 'stripe' ? 'USD' : 'CNY';
    const server = way === 'alipay' ? alipay : stripe;
    expect(await test.revenue.checkPayoutAccount(scene.maker, scene.accountId)).toEqual({ ok: true, failure: null });
    const good = await newPayee(scene, way, { amountMinor: 4321n, currency });
    const bad = await newPayee(scene, way, { amountMinor: 999n, currency });
    const own = String(numbers - 1).padStart(4, '0');
    server.errors.set(
      way === 'alipay' ? `payee${own}@example.com` : `acct_test0000${own}`,
      way === 'alipay' ? 'PAYEE_NOT_EXIST' : 'account_invalid',
    );
    const sent = await sendNew(scene, currency);
    expect(sent).toMatchObject({ state: 'sent', counts: { sending: 2 } });
    await test.runJobs();
    const done = await test.revenue.getPayoutBatch(scene.maker, sent.id);
    expect(done).toMatchObject({ state: 'done', counts: { paid: 1, failed: 1 } });
    expect(done.items.find(({ state }) => state === 'failed')!.failure!.code).toBe('provider_refused');
    expect([await owed(scene, good, currency), await owed(scene, bad, currency)]).toEqual([
      [0n, 0n],
      [999n, 0n],
    ]);
    await expect(test.revenue.markPayoutFailed(scene.maker, done.items[0]!.id, { reason: '' })).rejects.toMatchObject({
      code: 'revenue.provider_decides',
    });
  });

  it.each([
    ['alipay', 'drop_after', 1],
    ['alipay', 'drop_before', 1],
    ['alipay', 'forged', 1],
    ['alipay', 'garbled', 1],
    ['alipay', 'system_error', 1],
    ['stripe', 'drop_after', 1],
    ['stripe', 'drop_before', 1],
    ['stripe', 'system_error', 1],
    ['stripe', 'garbled', 1],
  ] as const)('%s that answers with %s is asked before anything is sent again, and pays once', async (way, trouble, moved) => {
    const scene = await newScene(way);
    const currency = way === 'stripe' ? 'USD' : 'CNY';
    const payeeId = await newPayee(scene, way, { amountMinor: 5000n, currency });
    const server = way === 'alipay' ? alipay : stripe;
    const before = alipay.transfers.size;
    server.trouble.push(trouble);
    const sent = await sendNew(scene, currency);
    await test.runJobs();
    const [reference] = sent.items.map((item) => item.reference);
    expect((await test.revenue.getPayoutBatch(scene.maker, sent.id)).items[0]!.state).toBe('unknown');
    expect(await owed(scene, payeeId, currency)).toEqual([5000n, 5000n]);
    // The provider has forgotten its keys by then: only asking first keeps it from paying twice.
    stripe.forgetKeys();
    minutes(25 * 60);
    await test.revenue.askPayouts();
    expect((await test.revenue.getPayoutBatch(scene.maker, sent.id)).items[0]!).toMatchObject({ state: 'paid', reference });
    const moves = way === 'alipay' ? alipay.transfers.size - before : stripe.transfers.filter(({ group }) => group === reference).length;
    expect(moves).toBe(moved);
    expect(await owed(scene, payeeId, currency)).toEqual([0n, 0n]);
  });

  it('that refuses us for lack of funds is not asked for the rest, and what was for them is payable again', async () => {
    const scene = await newScene('alipay');
    const ids = [await newPayee(scene, 'alipay', { amountMinor: 1000n }), await newPayee(scene, 'alipay', { amountMinor: 2000n })];
    alipay.errors.set('*', 'PAYER_BALANCE_NOT_ENOUGH');
    const before = alipay.calls.length;
    const sent = await sendNew(scene);
    await test.runJobs();
    alipay.errors.delete('*');
    expect(alipay.calls.length - before).toBe(1);
    expect(await test.revenue.getPayoutBatch(scene.maker, sent.id)).toMatchObject({ state: 'done', counts: { failed: 2 } });
    for (const id of ids) expect((await payable(scene, id)).reasons).toEqual([]);
  });

  it('that takes a payment back later re-opens the balance', async () => {
    const scene = await newScene('stripe');
    const payeeId = await newPayee(scene, 'stripe', { amountMinor: 7000n, currency: 'USD' });
    const sent = await sendNew(scene, 'USD');
    await test.runJobs();
    expect(await owed(scene, payeeId, 'USD')).toEqual([0n, 0n]);
    stripe.transfers.find(({ group }) => group === sent.items[0]!.reference)!.reversed = true;
    minutes(25 * 60);
    await test.revenue.askPayouts();
    expect((await test.revenue.getPayoutBatch(scene.maker, sent.id)).items[0]!.state).toBe('returned');
    expect(await owed(scene, payeeId, 'USD')).toEqual([7000n, 0n]);
  });

  it('whose keys are another account’s is not made to pay what the first may have paid', async () => {
    const scene = await newScene('stripe');
    await newPayee(scene, 'stripe', { amountMinor: 800n, currency: 'USD' });
    stripe.trouble.push('drop_after');
    const sent = await sendNew(scene, 'USD');
    await test.runJobs();
    const other = await startStripe();
    const secretKey = stripe.secretKey;
    await test.revenue.updatePayoutAccount(scene.maker, scene.accountId, {
      way: 'stripe',
      name: 'Stripe',
      secretKey: `${secretKey}x`,
      endpoint: other.url,
    });
    Object.assign(other, { secretKey: `${secretKey}x` });
    minutes(60);
    await test.revenue.askPayouts();
    const [item] = (await test.revenue.getPayoutBatch(scene.maker, sent.id)).items;
    expect([item!.state, item!.failure!.code, other.transfers.length]).toEqual(['unknown', 'keys_changed', 0]);
    // A person looked: it was paid.
    expect(await test.revenue.markPayoutPaid(scene.maker, item!.id, {})).toMatchObject({ state: 'paid' });
    await other.close();
  });

  it('is reached by the rules for outgoing requests, with keys that are keys, and is never shown its keys again', async () => {
    const scene = await newScene('alipay');
    const input = { way: 'stripe' as const, name: 'B', secretKey: 'sk_test_12345678', endpoint: 'https://10.0.0.8' };
    await expect(test.revenue.createPayoutAccount(scene.maker, input)).rejects.toMatchObject({ code: 'outgoing.address_refused' });
    const broken = {
      way: 'alipay' as const,
      name: 'C',
      appId: alipay.appId,
      privateKey: 'nonsense',
      alipayPublicKey: alipay.alipayPublicKey,
      certificates: null,
      endpoint: null,
    };
    await expect(test.revenue.createPayoutAccount(scene.maker, broken)).rejects.toMatchObject({ code: 'revenue.keys_invalid' });
    const shown = JSON.stringify(await test.revenue.listPayoutAccounts(scene.maker));
    expect(shown).not.toContain(alipay.privateKey.slice(40, 80));
    const wrong = await test.revenue.createPayoutAccount(scene.maker, {
      way: 'stripe',
      name: 'D',
      secretKey: 'sk_test_wrong000',
      endpoint: stripe.url,
    });
    expect(await test.revenue.checkPayoutAccount(scene.maker, wrong.id)).toMatchObject({
      ok: false,
      failure: { code: 'provider_refused' },
    });
  });
});
