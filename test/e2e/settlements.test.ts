import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, until, type Client } from '../support/server.ts';
import { screens } from './browser.ts';
import { fillSignIn, openHouse, type Person, type TestHouse } from './house.ts';
import { promote } from './promoted.ts';

type Settlement = { id: string; state: string; netMinor: string | null };
type Plan = { id: string; versions: { contentHash: string }[] };
const password = 'a long sentence only I know';
const second: Person = { email: 'chen@example.com', password };

let house: TestHouse;
/** The two months before this one, the older first. */
const months = [2, 1].map((back) => {
  const [year, month] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()).split('-').map(Number);
  const index = year! * 12 + month! - 1 - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
});

beforeAll(async () => {
  house = await openHouse();
  const { ask } = house;
  const { id: workId } = await ask<{ id: string }>('POST', '/api/v1/works', {
    texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }],
    genres: ['revenge'],
  });
  const promotion = await promote(house.server.url, ask, workId);
  await agreePlan(ask);
  const events = months.flatMap((month, at) =>
    Array.from({ length: 20 + at * 15 }, (_, index) => {
      const day = String(1 + (index % 28)).padStart(2, '0');
      return {
        id: `evt-${month}-${index}`,
        type: 'order',
        orderId: `DY${month.replace('-', '')}${day}${index}`,
        occurredAt: `${month}-${day}T12:00:00+08:00`,
        status: 'paid',
        amountMinor: String(1990 + index * 137),
        currency: 'CNY',
        code: promotion.code,
        viewer: { id: `v${index}` },
      };
    }),
  );
  await ask('POST', '/api/v1/events', { events });
  type Open = { items: { open: { count: number } }[] };
  await until(
    () => ask<Open>('GET', '/api/v1/revenue-items/summary'),
    ({ items }) => items[0]?.open.count === events.length,
    'the feed',
  );
  await inviteSecond(ask);
});
afterAll(() => house?.close());

async function agreePlan(ask: Client): Promise<void> {
  const plan = await ask<Plan>('POST', '/api/v1/share-plans', {
    name: '默认分账方案',
    scope: { kind: 'organisation', id: null },
    effectiveFrom: '2026-01-01',
    content: {
      currency: 'CNY',
      waterfalls: [
        {
          kinds: ['order'],
          steps: [
            { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
            {
              kind: 'split',
              id: 'split',
              tiers: [
                {
                  upToMinor: null,
                  parts: [
                    { party: 'role:creator', share: { bps: 3000 }, otherwise: 'role:studio' },
                    { party: 'role:studio', share: 'rest' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });
  const at = `/api/v1/share-plans/${plan.id}/versions/1`;
  await ask('POST', `${at}/propose`);
  await ask('POST', `${at}/signatures`, { as: 'organisation', decision: 'yes', contentHash: plan.versions[0]!.contentHash });
}

/** Approving takes another person than the one who started. */
async function inviteSecond(ask: Client): Promise<void> {
  const { link } = await ask<{ link: string }>('POST', '/api/v1/invitations', { email: second.email, role: 'operator' });
  const token = new URL(link, house.server.url).pathname.split('/').at(-1)!;
  const answer = await fetch(`${house.server.url}/api/v1/join/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.server.url },
    body: JSON.stringify({ name: '陈会计', password }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

test.each(screens.map((screen, index) => ({ ...screen, period: months[index]! })))(
  'a month is computed by one, looked at, approved by another and booked, on a $device in $language',
  async ({ period, ...screen }) => {
    const seat = await house.enter(screen, '/settlements');
    const { page, t, press } = seat;
    await seat.look('settlements');
    await press(page.getByRole('button', { name: t('settlement.start'), exact: true }).first());
    const dialog = page.getByRole('dialog', { name: t('settlement.start') });
    await dialog.getByLabel(t('settlement.column.period'), { exact: true }).selectOption(period);
    await dialog.getByText(t('settlement.waiting.open'), { exact: true }).waitFor();
    await seat.look('settlement-start');
    await press(dialog.getByRole('button', { name: t('settlement.compute') }));
    await page.getByText(t('settlement.totals'), { exact: true }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await seat.look('settlement-ready');
    // Who started it may not approve it, and is told so.
    expect(await page.getByRole('button', { name: t('settlement.approve') }).isDisabled()).toBe(true);
    await page.getByText(t('settlement.not_own')).first().waitFor();
    await seat.go(`/settlements/${id}?tab=payees`);
    await page.getByLabel(t('settlement.find_payee')).fill('nobody of this name');
    await page.getByText(t('settlement.no_payee')).waitFor();
    await page.getByLabel(t('settlement.find_payee')).fill('');
    await page.getByRole('row', { name: /¥/ }).first().waitFor();
    await seat.look('settlement-payees');
    await seat.go(`/settlements/${id}?tab=lines`);
    await press(page.locator('.posting-list summary').first());
    await page.getByText('渠道费').first().waitFor();
    await seat.look('settlement-lines');
    await seat.leave();

    const other = await house.visit(screen);
    await other.go(`/sign-in?next=${encodeURIComponent(`/settlements/${id}`)}`);
    await fillSignIn(other, second);
    await other.press(other.page.getByRole('button', { name: t('settlement.approve') }));
    const sure = other.page.getByRole('dialog');
    await sure.getByText(t('settlement.will.approve')).waitFor();
    await other.look('settlement-approve');
    await other.press(sure.getByRole('button', { name: t('settlement.approve') }));
    await other.page.getByRole('link', { name: t('settlement.to_statements') }).waitFor();
    await other.look('settlement-posted');
    const posted = await house.ask<Settlement>('GET', `/api/v1/settlements/${id}`);
    expect(posted.state).toBe('posted');
    await other.leave();
  },
);

test('a settlement that is let go leaves nothing, and the month can be settled again', async () => {
  const seat = await house.enter(screens[0]!, '/settlements');
  const { page, t, press } = seat;
  const as = await signIn(house.server.url, second);
  const { id } = await as<Settlement>('POST', '/api/v1/settlements', { period: months[1], currency: 'CNY' });
  await until(
    () => as<Settlement>('GET', `/api/v1/settlements/${id}`),
    ({ state }) => state === 'ready',
    'the computing',
  );
  await seat.go(`/settlements/${id}`);
  await page.getByText(t('settlement.nothing'), { exact: true }).waitFor();
  await seat.look('settlement-nothing');
  await press(page.getByRole('button', { name: t('settlement.cancel') }));
  await press(page.getByRole('dialog').getByRole('button', { name: t('settlement.cancel') }));
  await page.getByText(t('settlement.state.cancelled'), { exact: true }).first().waitFor();
  expect((await house.ask<Settlement>('GET', `/api/v1/settlements/${id}`)).state).toBe('cancelled');
  await seat.leave();
});
