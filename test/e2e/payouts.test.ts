import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '../../src/modules/ledger/index.ts';
import type { PayoutBatchDetail } from '../../src/modules/revenue/payouts/contract.ts';
import type { Database, Trx } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { painFaults } from '../support/pain001.ts';
import { givePayable, inviteOperator, makePayee } from '../support/payables.ts';
import { screens } from './browser.ts';
import { fillSignIn, openHouse, type TestHouse } from './house.ts';

const second = { email: 'chen@example.com', password: 'a second pair of eyes', name: '陈会计' };
const payees: string[] = [];
let organisationId: string;
let house: TestHouse;

/** What a settlement would have left to be paid. */
async function give(trx: Trx): Promise<void> {
  const db = {
    transaction: (work: (trx: Trx) => unknown) => work(trx),
    read: (work: (trx: Trx) => unknown) => work(trx),
  } as unknown as Database;
  const books = { db, ledger: createLedger({ db, clock: systemClock }), clock: systemClock };
  for (const [index, payeeId] of payees.entries())
    await givePayable(books, { organisationId, payeeId, amountMinor: BigInt((index + 1) * 123_456) });
  await givePayable(books, { organisationId, payeeId: payees[0]!, amountMinor: 50_000n, payableOn: '2099-01-15' });
}

beforeAll(async () => {
  house = await openHouse(async (url, ask) => {
    await inviteOperator(url, ask, second);
    payees.push(await makePayee(ask, 'bank', '林晓', '0101'), await makePayee(ask, 'bank', '周敏', '0102'));
    payees.push((await ask<{ id: string }>('POST', '/api/v1/payees', { name: '未填资料的作者' })).id);
    organisationId = (await ask<{ organisation: { id: string } }>('GET', '/api/v1/me')).organisation.id;
    const bank = { holder: '上海短剧有限公司', accountNumber: '121900000010901', cnaps: '308290003020', country: 'CN' };
    await ask('POST', '/api/v1/payout-accounts', { way: 'bank', name: '招行基本户', currency: 'CNY', ...bank });
    await ask('PUT', '/api/v1/payout-settings', { dayOfMonth: 15, currencies: [], invoiceNeeded: true });
  }, give);
});
afterAll(() => house?.close());

test.each(screens)(
  'one makes a batch, another approves it, the bank pays, and what comes back is owed again, on a $device in $language',
  async (screen) => {
    const seat = await house.enter(screen, '/payouts');
    const { page, t, press } = seat;
    await page.getByRole('row', { name: /未填资料的作者/ }).waitFor();
    await seat.look('payouts-payable');
    await press(page.getByRole('button', { name: t('payout.make'), exact: true }));
    const dialog = page.getByRole('dialog', { name: t('payout.make') });
    await dialog.getByLabel(t('payout.note'), { exact: true }).fill('十月分账');
    await seat.look('payouts-make');
    await press(dialog.getByRole('button', { name: t('payout.make_draft') }));
    await page.getByText(t('payout.next.draft')).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    // Who made it may not approve it, and is told so.
    expect(await page.getByRole('button', { name: t('payout.approve'), exact: true }).isDisabled()).toBe(true);
    await page.getByText(t('payout.why_not.own_batch')).first().waitFor();
    await seat.look('payouts-draft');
    await seat.leave();

    const other = await house.visit(screen);
    await other.go(`/sign-in?next=${encodeURIComponent(`/payouts/${id}`)}`);
    await fillSignIn(other, second);
    await other.press(other.page.getByRole('button', { name: t('payout.approve'), exact: true }));
    await other.look('payouts-approve');
    await other.press(other.page.getByRole('dialog').getByRole('button', { name: t('payout.approve'), exact: true }));
    await other.press(other.page.getByRole('button', { name: t('payout.make_file'), exact: true }));
    await other.press(other.page.getByRole('dialog').getByRole('button', { name: t('payout.make_file'), exact: true }));
    await other.page.getByText(t('payout.next.sent_bank')).waitFor();
    await other.look('payouts-sent');
    const saving = other.page.waitForEvent('download');
    await other.press(other.page.getByRole('link', { name: t('payout.file.pain001') }));
    expect(painFaults(await readFile(await (await saving).path(), 'utf8'))).toEqual([]);

    const act = async (name: string, what: 'paid' | 'returned') => {
      await other.press(other.page.getByRole('button', { name: t('payout.acts_of', { name }) }));
      await other.press(other.page.getByRole('menuitem', { name: t(`payout.act.${what}`) }));
      if (what === 'returned') await other.page.getByLabel(t('payout.reason_of_bank')).fill('收款行退汇');
      await other.press(other.page.getByRole('dialog').getByRole('button', { name: t(`payout.act.${what}`) }));
      await other.page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    const batch = await house.ask<PayoutBatchDetail>('GET', `/api/v1/payout-batches/${id}`);
    for (const { payee } of batch.items) await act(payee.name, 'paid');
    await act('周敏', 'returned');
    await other.page.getByText(t('payout.next.done')).waitFor();
    await other.look('payouts-done');
    const done = await house.ask<PayoutBatchDetail>('GET', `/api/v1/payout-batches/${id}`);
    expect(done.items.find(({ payee }) => payee.name === '周敏')!.state).toBe('returned');
    await other.go('/payouts?tab=batches');
    await other.page.getByRole('link', { name: '十月分账' }).first().waitFor();
    await other.look('payouts-batches');
    await other.go('/payouts?tab=accounts');
    await other.page.getByText('招行基本户').waitFor();
    await other.look('payouts-accounts');
    await other.press(other.page.getByRole('button', { name: t('payout.account_new') }));
    await other.page.getByLabel(t('payout.column.way'), { exact: true }).selectOption('alipay');
    await other.look('payouts-account-new');
    await other.go('/payouts?tab=settings');
    await other.page.getByLabel(t('payout.day_of_month')).waitFor();
    await other.look('payouts-settings');
    await other.leave();
  },
);
