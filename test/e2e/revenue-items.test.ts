import { afterAll, beforeAll, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
type Item = { externalId: string; state: string };
const order = (orderId: string, more: object = {}) => ({
  id: `evt-${orderId}`,
  type: 'order',
  orderId,
  occurredAt: '2026-10-10T12:00:00+08:00',
  status: 'paid',
  amountMinor: '990000',
  currency: 'CNY',
  ...more,
});
const listed = (state: string) => house.ask<{ items: Item[] }>('GET', `/api/v1/revenue-items?state=${state}`);
const waitFor = (state: string, count: number) =>
  until(
    () => listed(state),
    ({ items }) => items.length === count,
    `${count} ${state} items`,
  );

beforeAll(async () => {
  house = await openHouse();
  const refund = {
    id: 'evt-refund',
    type: 'refund',
    orderId: 'DY-1',
    occurredAt: '2026-10-12T12:00:00+08:00',
    amountMinor: '90000',
    currency: 'CNY',
  };
  await house.ask('POST', '/api/v1/events', {
    events: [order('DY-1'), order('DY-2', { type: 'renewal' }), order('TT-3', { currency: 'USD', amountMinor: '1999' }), refund],
  });
  await waitFor('undivided', 3);
});
afterAll(() => house?.close());

test.each(screens)('what no plan divides says why, and is found by its number, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/revenue-items');
  const { page, t, press } = seat;
  if ((await listed('open')).items.length === 0) await page.getByText(t('revenue_items.none.open')).waitFor();
  await press(page.getByRole('link', { name: new RegExp(t('revenue_items.state.undivided')) }));
  await page.getByText('TT-3').waitFor();
  await seat.look('revenue-items-undivided');
  await page.getByLabel(t('revenue_items.find')).fill('TT-3');
  await page.getByText('DY-1').waitFor({ state: 'detached' });
  await page.getByText('TT-3').waitFor();
  await page.getByLabel(t('revenue_items.find')).fill('nothing');
  await page.getByText(t('revenue_items.not_found')).waitFor();
  await seat.leave();
});

test.each(screens)('once a plan holds, its orders wait for their settlement, on a $device in $language', async (screen) => {
  if ((await listed('open')).items.length === 0) {
    const split = { kind: 'split', id: 'split', tiers: [{ upToMinor: null, parts: [{ party: 'role:studio', share: 'rest' }] }] };
    const plan = await house.ask<{ id: string; versions: { contentHash: string }[] }>('POST', '/api/v1/share-plans', {
      name: '默认分账方案',
      scope: { kind: 'organisation' },
      effectiveFrom: '2026-10-01',
      content: { currency: 'CNY', waterfalls: [{ kinds: ['order', 'renewal'], steps: [split] }] },
    });
    await house.ask('POST', `/api/v1/share-plans/${plan.id}/versions/1/propose`);
    const { contentHash } = plan.versions[0]!;
    await house.ask('POST', `/api/v1/share-plans/${plan.id}/versions/1/signatures`, { as: 'organisation', decision: 'yes', contentHash });
    await waitFor('open', 2);
  }
  const seat = await house.enter(screen, '/revenue-items');
  const { page, t } = seat;
  await page
    .getByRole('link', { name: t('revenue_items.plan', { name: '默认分账方案', version: 1 }) })
    .first()
    .waitFor();
  await page
    .getByText(t('revenue_items.refunded', { amount: '¥900.00' }))
    .or(page.getByText(/900\.00/))
    .first()
    .waitFor();
  await seat.look('revenue-items-open');
  await seat.leave();
});
