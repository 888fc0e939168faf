/** An accountant of another house: hledger reads a settled, taxed and paid month, and agrees on every balance. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { profileFor } from '../../../../test/support/payables.ts';
import { openRevenue, revenueTestMigrations } from '../../../../test/support/revenue.ts';
import { agreedPlan, feedItems, settleMonth, type NewItem } from '../../../../test/support/settled.ts';
import { formatMajor, money as moneyOf } from '../../../platform/money.ts';
import { payeesRoutes } from '../payees/contract.ts';
import { payoutAccountInput } from '../payouts/words/contract.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());

const hledgerIsHere = spawnSync('hledger', ['--version']).status === 0;

describe.skipIf(!hledgerIsHere)(`hledger${hledgerIsHere ? '' : ' (not installed: nothing is compared)'}`, () => {
  test('agrees on every balance after settlement, tax, fees, receipt, payout, a refund after it and a correction', async () => {
    const here = await openRevenue(base.db);
    const { revenue, ledger } = here;
    const home = await freshTenant(base.db);
    const { owner, operator } = home.actors;
    const on = { db: base.db, revenue };
    const { id: author } = await revenue.createPayee(owner, { name: '原著 作者', belongsTo: { kind: 'nobody', id: null } });
    // Whoever enters details does not approve.
    await revenue.putProfile({ ...owner, id: 'usr_clerk' }, author, payeesRoutes.putProfile.body.parse(profileFor('bank', '林晓', '0001')));
    const parts = [
      { party: `payee:${author}`, share: { n: '1', d: '3' } },
      { party: 'role:studio', share: 'rest' },
    ];
    const steps = [
      { kind: 'fee', id: 'channel', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
      { kind: 'split', id: 'split', tiers: [{ upToMinor: null, parts }] },
    ];
    const { id: planId } = await agreedPlan(on, home, { currency: 'CNY', waterfalls: [{ kinds: ['order'], steps }] });
    const { id: sourceId } = await here.attribution.core.sources.createSource(owner, {
      kind: 'file',
      name: '红果',
      currency: 'CNY',
      zone: 'Asia/Shanghai',
    });
    const order = (n: number, more: Partial<NewItem> = {}): NewItem => ({
      id: `cnv_${home.organisationId.slice(4)}_${n}`,
      amountMinor: 1_000_001n + BigInt(n) * 137n,
      occurredAt: '2026-05-10T04:00:00.000Z',
      sourceId,
      ...more,
    });
    const orders = Array.from({ length: 9 }, (_, n) => order(n, n === 4 ? { refundedMinor: 333_333n } : {}));
    await feedItems(on, home, planId, 'CNY', orders);
    await settleMonth(on, home, '2026-05');

    const file = async function* () {
      yield Buffer.from(
        `订单号,支付金额,手续费\n${orders
          .slice(0, 3)
          .map(({ id, amountMinor }) => `NO-${id},${formatMajor(moneyOf(amountMinor, 'CNY'))},600.01`)
          .join('\n')}\n`,
      );
    };
    const sent = await revenue.createReconciliation(owner, { sourceId, currency: 'CNY', period: '2026-05', filename: 'a.csv' }, file());
    await here.runJobs();
    await revenue.postReconciliationFees(owner, sent.id);
    const missing = (await revenue.listReconciliationLines(owner, sent.id, { outcome: 'missing_there', limit: 10 })).items[0]!;
    await revenue.acceptReconciliationLine(owner, missing.id, { action: 'post_to_suspense', reason: '' });
    const receipt = {
      sourceId,
      currency: 'CNY' as const,
      amountMinor: '2820003',
      account: '招商银行 基本户',
      reference: '',
      reconciliationId: sent.id,
    };
    await revenue.createReceipt(owner, { ...receipt, receivedOn: '2026-06-01' });

    const input = {
      way: 'bank',
      name: '基本户',
      currency: 'CNY',
      holder: '上海短剧有限公司',
      accountNumber: '121900000010901',
      cnaps: '308290003020',
      country: 'CN',
    };
    const account = await revenue.createPayoutAccount(owner, payoutAccountInput.parse(input));
    const batch = await revenue.createPayoutBatch(owner, { accountId: account.id, currency: 'CNY', payeeIds: [author], note: '' });
    await revenue.approvePayoutBatch(operator, batch.id, { totalMinor: batch.totalMinor, payouts: batch.payouts });
    await revenue.sendPayoutBatch(owner, batch.id);
    await here.runJobs();
    for (const { id } of (await revenue.getPayoutBatch(owner, batch.id)).items) await revenue.markPayoutPaid(owner, id, {});
    await feedItems(on, home, planId, 'CNY', [
      order(0, { refundedMinor: 1_000_001n, refundedAt: '2026-06-02T00:00:00.000Z' }),
      order(1, { amountMinor: 900_000n }),
    ]);
    await settleMonth(on, home, '2026-05');

    expect(await ledger.check(null)).toMatchObject({ ok: true });
    expect(await revenue.checkPostings()).toMatchObject({ ok: true });
    const journal = await revenue.exportJournal(owner, { format: 'hledger' }).text();
    const read = spawnSync('hledger', ['-f', '-', 'bal', '--flat', '--empty', '--no-total', '--layout=bare', '-O', 'csv'], {
      input: journal,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(read.status, read.stderr).toBe(0);
    const [, ...lines] = read.stdout.trim().split('\n');
    const told = new Map(
      lines.map((line) => JSON.parse(`[${line}]`) as [string, string, string]).map(([code, , amount]) => [code, amount]),
    );
    const accounts = (await revenue.listAccounts(owner, { limit: 200 })).items;
    const kept = accounts.map(({ code, normalSide, postedMinor }): [string, string] => {
      const posted = BigInt(postedMinor);
      return [code, formatMajor(moneyOf(normalSide === 'debit' ? posted : -posted, 'CNY'))];
    });
    // What only ever was pending is in no journal.
    expect([...told].sort()).toEqual(kept.filter(([code]) => told.has(code)).sort());
    expect(kept.filter(([code, amount]) => !told.has(code) && !/^0(\.0+)?$/.test(amount))).toEqual([]);
    const kinds = new Set([...told.keys()].map((code) => code.split(':')[0]));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['cash', 'fees', 'payable', 'receivable', 'suspense', 'tax']));
  }, 60_000);
});
