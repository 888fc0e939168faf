/** A creator's way on a phone and a desk: joining, taking a drama with a hook, its codes, clip and caption, accounts, and leaving. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { screens, type Seat } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
let campaignId: string;
const password = 'correct horse battery staple';

type Hook = { id: string };
type Analysis = { hooks: Hook[] };

beforeAll(async () => {
  house = await openHouse();
  drama = await house.importAnalysed(inject('material').drama);
  const analyses = await Promise.all(drama.episodes.map(({ id }) => house.ask<Analysis>('GET', `/api/v1/episodes/${id}/analysis`)));
  const hooks = analyses.flatMap((analysis) => analysis.hooks);
  const made = await house.ask<{ id: string }>('POST', '/api/v1/campaigns', {
    workId: drama.workId,
    name: 'Autumn',
    terms: {
      currency: 'CNY',
      orderShareBps: 4000,
      perOrderMinor: '200',
      words: [
        { language: 'zh-CN', text: '按实付金额分成 40%，另加每单 2 元。' },
        { language: 'en', text: '40 % of what is paid, and 2 yuan for each order.' },
      ],
    },
    channels: ['douyin', 'kuaishou'],
    startsAt: '2026-01-01T00:00:00+08:00',
    rules: [{ language: 'en', text: 'Keep the end card.' }],
  });
  campaignId = made.id;
  await house.ask('PUT', `/api/v1/campaigns/${campaignId}/offers`, {
    offers: hooks.slice(0, 2).map(({ id }) => ({ kind: 'hook', sourceId: id })),
  });
  await house.ask('POST', `/api/v1/campaigns/${campaignId}/publish`, {});
});
afterAll(() => house?.close());

describe.each(screens)('a creator on a $device in $language', (screen) => {
  let seat: Seat;
  const email = `creator-${screen.device}@example.com`;
  beforeAll(async () => void (seat = await house.visit(screen)));
  afterAll(() => seat?.leave());

  test('joins by a link and has read the terms', async () => {
    const { page, t, press } = seat;
    const { link } = await house.ask<{ link: string }>('POST', '/api/v1/creator-invitations', { kind: 'creator', email: null });
    await seat.go(new URL(link).pathname);
    await page.getByLabel(t('entry.email'), { exact: true }).fill(email);
    await page.getByLabel(t('creator.join.name'), { exact: true }).fill('小鱼');
    await page.getByLabel(t('entry.new_password'), { exact: true }).fill(password);
    await seat.look('creator-join');
    expect(await page.getByRole('button', { name: t('entry.join'), exact: true }).isDisabled()).toBe(true);
    await page.getByRole('checkbox').check();
    await press(page.getByRole('button', { name: t('entry.join'), exact: true }));
    await page.getByRole('heading', { name: t('creator.home.today') }).waitFor();
    await seat.look('creator-home');
  });

  test('has codes for every channel and a clip three presses after home', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/');
    let presses = 0;
    const go = async (target: Parameters<Seat['press']>[0]) => {
      presses++;
      await press(target);
    };
    await go(page.getByRole('link', { name: drama.title }).first());
    await page.getByRole('heading', { name: t('creator.campaign.terms') }).waitFor();
    await seat.look('creator-campaign');
    await go(page.locator('a[href*="/watch"]').first());
    await page.locator('video').first().waitFor();
    await seat.look('creator-viewer');
    await go(page.getByRole('button', { name: t('creator.viewer.take') }).first());
    await page.waitForURL(/\/creator\/claims\/clm_/);
    expect(presses).toBe(3);
    await page.getByText(t('creator.claim.taken', { count: 2 })).waitFor();
    await page.getByRole('article').locator('video').first().waitFor();
    await seat.look('creator-claim');
    const mine = await page.evaluate(async () => (await fetch('/api/v1/my/claims')).json() as Promise<{ items: { id: string }[] }>);
    expect(mine.items).toHaveLength(1);
  });

  test('finds each code, its QR and its caption where they are needed', async () => {
    const { page, t, press } = seat;
    const code = await page.locator('output.code').innerText();
    await press(page.getByRole('button', { name: t('channel.kuaishou'), exact: true }));
    await expect.poll(() => page.locator('output.code').innerText()).not.toBe(code);
    await press(page.getByRole('button', { name: t('creator.claim.qr'), exact: true }));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img').waitFor();
    await seat.look('creator-qr');
    await press(dialog.getByRole('button', { name: t('action.close') }));
    const caption = page.getByRole('region', { name: t('creator.captions.title') });
    expect(await caption.innerText()).toContain((await page.locator('output.code').innerText()).trim());
    await press(page.getByRole('button', { name: t('creator.posts.publish'), exact: true }).last());
    await dialog.getByLabel(t('creator.posts.step_url')).fill('https://www.kuaishou.com/short-video/3xabc');
    await seat.look('creator-publish');
    await press(dialog.getByRole('button', { name: t('creator.posts.save'), exact: true }));
    await page.getByText(t('creator.publication_state.published'), { exact: true }).waitFor();
  });

  test('files an account, reads why it was refused, and files it again', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/accounts');
    await press(page.getByRole('button', { name: t('creator.accounts.file') }).first());
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('creator.accounts.handle')).fill(`小鱼看剧 ${screen.device}`);
    await dialog.getByLabel(t('creator.accounts.external_id')).fill(`7123${screen.device}`);
    await press(dialog.getByRole('button', { name: t('creator.accounts.send') }));
    await page.getByText(t('creator.account_state.filed'), { exact: true }).waitFor();
    const { items } = await house.ask<{ items: { id: string }[] }>('GET', '/api/v1/channel-accounts?state=filed');
    await house.ask('POST', '/api/v1/channel-accounts/decisions', {
      accountIds: [items[0]!.id],
      decision: 'refuse',
      reason: 'too_few_followers',
    });
    await page.reload();
    await page.getByText(t('creator.refusal.too_few_followers')).waitFor();
    await seat.look('creator-accounts');
    await press(page.getByRole('button', { name: t('creator.accounts.again') }));
    await press(page.getByRole('dialog').getByRole('button', { name: t('creator.accounts.send') }));
    await page.getByText(t('creator.account_state.filed'), { exact: true }).waitFor();
  });

  test('reads the news, chooses what to be told, and finds every place empty or full, never broken', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/notifications');
    await page
      .getByText(t('notification.filing_refused.title', { account: '' }).trim().slice(0, 4), { exact: false })
      .first()
      .waitFor();
    await seat.look('creator-notifications');
    await seat.go('/creator/notifications/preferences');
    const choice = page.getByRole('switch').nth(1);
    const before = await choice.isChecked();
    await press(choice);
    await expect.poll(() => choice.isChecked()).toBe(!before);
    await seat.look('creator-preferences');
    for (const place of ['market', 'claims', 'orders', 'publications', 'me', 'terms']) {
      await seat.go(`/creator/${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await seat.look(`creator-${place}`);
    }
    await seat.go('/creator/nowhere/at/all');
    await page.getByText(t('creator.not_found.text')).waitFor();
  });

  test('signs out, and comes back to where they wanted to be', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/me');
    await press(page.getByRole('button', { name: t('creator.me.sign_out') }));
    await page.getByRole('heading', { name: t('creator.entry.sign_in') }).waitFor();
    await seat.go('/creator/claims');
    await page.getByRole('heading', { name: t('creator.entry.sign_in') }).waitFor();
    await seat.look('creator-sign-in');
    await page.getByLabel(t('entry.email'), { exact: true }).fill(email);
    await page.getByLabel(t('entry.password'), { exact: true }).fill(password);
    await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
    await page.waitForURL(/\/creator\/claims$/);
  });
});

test('the app opens without a network once it was there, and says so', async () => {
  const seat = await house.visit({ language: 'en', device: 'phone' });
  const { page, context, t } = seat;
  seat.expectTrouble(/Failed to load resource|ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await seat.go('/creator/sign-in');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const manifest = await page.evaluate(
    async () => (await fetch('/creator/manifest.webmanifest')).json() as Promise<{ icons: { src: string }[] }>,
  );
  for (const { src } of manifest.icons) expect((await fetch(new URL(src, seat.url))).headers.get('content-type')).toBe('image/png');
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: t('creator.entry.sign_in') }).waitFor();
  await seat.leave();
});

test('staff who open it are led to the console', async () => {
  const seat = await house.visit({ language: 'en', device: 'desktop' });
  const { page, t, press } = seat;
  await seat.go('/creator/sign-in');
  await page.getByLabel(t('entry.email'), { exact: true }).fill(house.owner.email);
  await page.getByLabel(t('entry.password'), { exact: true }).fill(house.owner.password);
  await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
  await page.getByRole('heading', { name: t('creator.other_role.title') }).waitFor();
  expect(await page.getByRole('link', { name: t('creator.other_role.console') }).getAttribute('href')).toBe('/');
  await seat.leave();
});
