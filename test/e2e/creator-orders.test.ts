/**
 * A creator's orders, with true events behind them: figures within seconds, what is estimated, on hold and payable, why an order
 * is theirs, and why another is not, without a trace of whoever was credited: neither on the screen nor in what the page was told.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn, until, type Client } from '../support/server.ts';
import { patience, screens, type Seat } from './browser.ts';
import { openHouse, type Person, type TestHouse } from './house.ts';
import { joinBy } from './promoted.ts';

type Placement = { id: string; code: string; codeShown: string; url: string };
type Taken = { claimId: string; placement: Placement };
type Creator = Person & { id: string; name: string; handle: string; accountId: string; slow: Taken; fast: Taken };

const password = 'a long sentence only I know';
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const accountOf = (device: string) => `uid-${device}`;

let house: TestHouse;
const people = new Map<string, Creator>();
/** Credited with what the others nearly had; nothing of them may be seen by anybody else. */
const winner = () => people.get('winner')!;

beforeAll(async () => {
  house = await openHouse(async (url, ask) => {
    const workId = (
      await ask<{ id: string }>('POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }] })
    ).id;
    await ask('PUT', '/api/v1/link-settings', { allowedHosts: ['www.example.com'], webUrl: 'https://www.example.com/watch' });
    // The same pay; the money of one waits a month, that of the other can be paid at once.
    const slow = await publish(ask, workId, '她从火中归来 · 月结', 30);
    const fast = await publish(ask, workId, '她从火中归来 · 日结', 0);
    const names = { desktop: '小鱼看剧', phone: '阿乐追剧', winner: '夜航船剧场' };
    for (const [key, name] of Object.entries(names)) people.set(key, await joinAndTake(url, ask, key, name, { slow, fast }));
    // Creators who buy by their own code, with the id of their own account: a person will have to look at it.
    await sendEvents(
      ask,
      screens.map(({ device }) => ({
        ...order(`OWN-${device}`, '2000', people.get(device)!.slow.placement.code),
        viewer: { id: accountOf(device) },
      })),
    );
  });
  await until(
    () => house.ask<{ items: { subject: string }[] }>('GET', '/api/v1/signals?state=held'),
    ({ items }) => items.filter(({ subject }) => subject === 'conversion').length === screens.length,
    'the hold',
  );
});
afterAll(() => house?.close());

async function publish(ask: Client, workId: string, name: string, holdDays: number): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/api/v1/campaigns', {
    workId,
    name,
    terms: { currency: 'CNY', orderShareBps: 5000, holdDays, words: [{ language: 'zh-CN', text: '按实付金额分成 50%。' }] },
    channels: ['douyin', 'kuaishou'],
    startsAt: '2026-01-01T00:00:00+08:00',
  });
  await ask('POST', `/api/v1/campaigns/${id}/publish`);
  return id;
}

async function joinAndTake(
  url: string,
  ask: Client,
  key: string,
  name: string,
  campaigns: { slow: string; fast: string },
): Promise<Creator> {
  const email = `${key}@example.com`;
  const { link } = await ask<{ link: string }>('POST', '/api/v1/creator-invitations', { kind: 'creator' });
  const as = await joinBy(url, link, { name, email });
  const filing = { channel: 'douyin', handle: `${name}的号`, externalId: accountOf(key), followers: 12_000 };
  const account = await as<{ id: string }>('POST', '/api/v1/channel-accounts', filing);
  await ask('POST', '/api/v1/channel-accounts/decisions', { accountIds: [account.id], decision: 'approve' });
  const take = async (campaignId: string): Promise<Taken> => {
    const claim = await as<{ id: string; placements: Placement[] }>('POST', `/api/v1/campaigns/${campaignId}/claims`, {
      channels: ['douyin'],
    });
    return { claimId: claim.id, placement: claim.placements[0]! };
  };
  const { items } = await ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/creators');
  return {
    email,
    password,
    name,
    id: items.find((one) => one.name === name)!.id,
    handle: filing.handle,
    accountId: account.id,
    slow: await take(campaigns.slow),
    fast: await take(campaigns.fast),
  };
}

const order = (orderId: string, amountMinor: string, code: string) => ({
  id: `evt-${orderId}`,
  type: 'order',
  orderId,
  occurredAt: new Date().toISOString(),
  status: 'paid',
  amountMinor,
  currency: 'CNY',
  code,
});

/** Sends events as the owner's app would, and answers with the conversions that they became. */
async function sendEvents(ask: Client, events: readonly object[]): Promise<string[]> {
  const answer = await ask<{ rejected: number; results: { conversionId?: string }[] }>('POST', '/api/v1/events', { events });
  expect(answer.rejected, JSON.stringify(answer.results)).toBe(0);
  return answer.results.map(({ conversionId }) => conversionId!);
}

/** Follows a link as a phone does, and answers with the click's id that the landing page passes on to where it leads. */
async function click(url: string): Promise<string> {
  const address = new URL(new URL(url).pathname, house.server.url);
  const answer = await fetch(address, { headers: { 'user-agent': iPhone, 'accept-language': 'zh-CN' } });
  expect(answer.status).toBe(200);
  return /[?&;]click_id=([\w-]+)/.exec(await answer.text())![1]!;
}

describe.each(screens)('a creator on a $device in $language', (screen) => {
  let seat: Seat;
  const told: string[] = [];
  const me = () => people.get(screen.device)!;
  const sold = (name: string) => `${name}-${screen.device}`;

  beforeAll(async () => {
    seat = await house.visit(screen);
    const { page, t, press } = seat;
    page.on('response', (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) return;
      // A page that is left takes its last answers with it.
      void response.text().then(
        (text) => told.push(text),
        () => undefined,
      );
    });
    await seat.go('/creator/sign-in');
    await page.getByLabel(t('entry.email'), { exact: true }).fill(me().email);
    await page.getByLabel(t('entry.password'), { exact: true }).fill(password);
    await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
    await page.getByRole('heading', { name: t('creator.home.today') }).waitFor();
  });
  afterAll(() => seat?.leave());

  const figure = (name: string) =>
    seat.page
      .locator('.figure')
      .filter({ has: seat.page.getByText(seat.t(`creator.figure.${name}`), { exact: true }) })
      .locator('dd')
      .first();
  const shows = (name: string, value: string) => expect.poll(() => figure(name).innerText(), { timeout: patience }).toBe(value);
  const earns = (state: string, value: string) => {
    const { page, t } = seat;
    const line = page.locator('.earned > div').filter({ has: page.getByText(t(`creator.earning.${state}`), { exact: true }) });
    return expect.poll(() => line.locator('dd').innerText(), { timeout: patience }).toBe(value);
  };

  test('sees a search, a click and orders without doing anything', async () => {
    const { page } = seat;
    await seat.go('/creator/orders');
    await earns('on_hold', '¥10.00');
    await shows('orders', '1');
    const { slow, fast } = me();
    await house.ask('POST', '/api/v1/codes/resolve', { code: slow.placement.codeShown, viewer: { id: sold('viewer'), country: 'CN' } });
    await click(slow.placement.url);
    await sendEvents(house.ask, [
      { ...order(sold('A'), '6000', slow.placement.code), viewer: { id: sold('viewer') } },
      order(sold('B'), '3000', fast.placement.code),
    ]);
    await shows('clicks', '1');
    await shows('orders', '3');
    await earns('estimated', '¥30.00');
    await earns('payable', '¥15.00');
    await earns('on_hold', '¥10.00');
    await expect.poll(() => page.locator('.list-row').count(), { timeout: patience }).toBe(3);
    await seat.look('creator-orders-true');
    await seat.go('/creator/');
    await shows('orders', '3');
    await seat.look('creator-home-true');
    await seat.go(`/creator/claims/${slow.claimId}`);
    await page.locator('output.code').waitFor();
    await seat.look('creator-claim-true');
  });

  test('reads why an order is theirs, and what a refund has left of it', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/orders');
    await sendEvents(house.ask, [
      {
        id: sold('refund'),
        type: 'refund',
        orderId: sold('A'),
        occurredAt: new Date().toISOString(),
        amountMinor: '1800',
        currency: 'CNY',
      },
    ]);
    await earns('estimated', '¥21.00');
    const refunded = page.locator('.list-row').filter({ hasText: t('creator.order_status.partly_refunded') });
    await press(refunded);
    await page.getByRole('heading', { name: t('creator.order.mine'), exact: true }).waitFor();
    await page.getByText(t('reason.won_by_code'), { exact: true }).waitFor();
    const facts = await page.locator('.facts').innerText();
    for (const fact of ['¥60.00', '¥18.00', '¥21.00', t('creator.earning.estimated')]) expect(facts).toContain(fact);
    await seat.look('creator-order-mine');
    await seat.go('/creator/orders');
    await press(page.locator('.list-row').filter({ hasText: t('creator.earning.on_hold') }));
    await page.getByText(t('creator.order.held')).waitFor();
    await seat.look('creator-order-held');
  });

  test('reads why an order is not theirs, and nothing of whose it is', async () => {
    const { page, t, press } = seat;
    const clickId = await click(me().slow.placement.url);
    const [lost, foreign] = await sendEvents(house.ask, [
      { ...order(sold('C'), '7654321', winner().slow.placement.code), clickId, viewer: { id: sold('other') } },
      order(sold('D'), '8765432', winner().slow.placement.code),
    ]);
    await seat.go('/creator/orders?show=others');
    await press(page.locator(`a[href$="/orders/${lost}"]`));
    await page.getByRole('heading', { name: t('creator.order.not_mine'), exact: true }).waitFor();
    await page.getByText(t('reason.stronger_trace', { rule: t('creator.rule.code') }), { exact: true }).waitFor();
    await seat.look('creator-order-not-mine');
    const seen = [await page.content()];
    for (const place of ['', 'orders', 'claims', `claims/${me().slow.claimId}`, 'notifications', 'me']) {
      await seat.go(`/creator/${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      seen.push(await page.content());
    }
    // An order with which they had nothing to do is not there at all.
    seat.expectTrouble(/the server responded with a status of 404/);
    await seat.go(`/creator/orders/${foreign}`);
    await page.getByRole('alert').waitFor();
    seen.push(await page.content());
    expect(told.length).toBeGreaterThan(20);
    expect(told.some((answer) => answer.includes(lost!))).toBe(true);
    expect([...tracesIn(seen), ...tracesIn(told)]).toEqual([]);
  });

  test('is told nothing of the others by the API either, whatever is asked', async () => {
    const as = await signIn(house.server.url, me());
    const all = await as<{ items: { id: string; credited: boolean; amount: object | null; earning: object | null }[] }>(
      'GET',
      '/api/v1/my/conversions?limit=100',
    );
    const others = all.items.filter(({ credited }) => !credited);
    expect(others).toHaveLength(1);
    expect(others[0]).toMatchObject({ amount: null, earning: null, refundedMinor: null });
    const one = await as('GET', `/api/v1/my/conversions/${others[0]!.id}`);
    expect(tracesIn([JSON.stringify(all), JSON.stringify(one)])).toEqual([]);
  });
});

/** Whatever would tell who was credited, or what it brought. */
function tracesIn(texts: readonly string[]): string[] {
  const { id, name, email, handle, accountId, slow, fast } = winner();
  const placements = [slow, fast].flatMap(({ claimId, placement }) => [
    claimId,
    placement.id,
    placement.code,
    placement.codeShown,
    new URL(placement.url).pathname,
  ]);
  const amounts = ['7654321', '3827160', '3827161', '76,543.21', '8765432', '87,654.32'];
  const secrets = [id, name, email, handle, accountId, accountOf('winner'), ...placements, ...amounts];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(4);
  return secrets.filter((secret) => texts.some((text) => text.includes(secret)));
}
