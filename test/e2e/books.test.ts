/** A month's end as an accountant lives it: the platform's file against the books, what is done about it, the books, and the month. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
/** The 10th of last month at noon in Shanghai: the month that a settlement file offers first. */
const [year, month] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()).split('-').map(Number) as [
  number,
  number,
];
const paidAt = new Date(Date.UTC(year, month - 2, 10, 4)).toISOString();
const day = paidAt.slice(0, 10);

beforeAll(async () => {
  house = await openHouse();
  const { id: sourceId } = await house.ask<{ id: string }>('POST', '/api/v1/sources', {
    kind: 'api',
    name: '红果',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
  });
  const order = (orderId: string, amountMinor: string) => ({ id: orderId, type: 'order', orderId, occurredAt: paidAt, amountMinor });
  await house.ask('POST', '/api/v1/events', { sourceId, events: [order('A-1', '1000'), order('A-2', '1000'), order('A-3', '2500')] });
  await until(
    () => house.ask<{ items: unknown[] }>('GET', '/api/v1/revenue-items?state=undivided'),
    ({ items }) => items.length === 3,
    'the orders in the books',
  );
});
afterAll(() => house?.close());

const file = `商户订单号,支付时间,支付金额,平台服务费,结算金额
A-1,${day} 12:00:00,10.00,1.00,9.00
A-2,${day} 12:00:00,9.00,0.90,8.10
A-4,${day} 13:00:00,6.00,0.60,5.40
`;

test.each(screens)('a settlement file is reconciled, and the month says what is open, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/reconcile');
  const { page, t, press } = seat;
  await page.getByRole('heading', { name: t('reconcile.send') }).waitFor();
  await seat.look('reconcile');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page.getByRole('button', { name: t('reconcile.choose') }))]);
  await chooser.setFiles({ name: `结算单-${screen.device}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByText(t('reconcile.outcome.missing_there')).first().waitFor();
  await page.getByText('A-3', { exact: true }).waitFor();
  await seat.look('reconciliation');

  // Asking the platform is what is proposed first about an amount that differs; it can be taken back.
  const row = page.getByRole('row').filter({ hasText: 'A-2' });
  await press(row.getByRole('button', { name: t('reconcile.action.ask_platform') }));
  await row.getByText(t('reconcile.action.ask_platform')).first().waitFor();
  await press(page.getByRole('button', { name: t('reconcile.fees_post') }));
  await page.getByText(t('reconcile.fees_posted', { amount: '¥2.50' })).waitFor();
  await seat.look('reconciliation-decided');

  await seat.go('/books');
  await press(page.getByRole('link', { name: /红果|receivable/ }).first());
  await page
    .getByText(/receivable:|fees:/)
    .first()
    .waitFor();
  await seat.look('book-account');
  await press(page.getByRole('table').getByRole('link').first());
  await page.getByRole('heading', { name: t('books.entries') }).waitFor();
  await seat.look('book-transfer');

  await seat.go('/books?tab=months');
  await page.getByText(t('books.blocker.not_over')).first().waitFor();
  await seat.look('book-months');
  expect(
    await page
      .getByRole('button', { name: t('books.month.close') })
      .first()
      .isDisabled(),
  ).toBe(true);
  await seat.leave();
});
