import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';
import { promote, type Promotion } from './promoted.ts';

let house: TestHouse;
let workId: string;
let promotion: Promotion;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'hookline-e2e-files-'));
  workId = (
    await house.ask<{ id: string }>('POST', '/api/v1/works', {
      texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }],
      genres: ['revenge'],
    })
  ).id;
  promotion = await promote(house.server.url, house.ask, workId);
  // Viewers search the code and pay, so that there is something true to see.
  for (const viewer of ['v1', 'v2', 'v3'])
    await house.ask('POST', '/api/v1/codes/resolve', { code: promotion.code, viewer: { id: viewer, country: 'CN' } });
  const at = new Date().toISOString();
  await house.ask('POST', '/api/v1/events', {
    events: ['v1', 'v2', 'v3'].map((viewer, index) => ({
      id: `evt-${viewer}`,
      type: 'order',
      orderId: `E2E-${index + 1}`,
      occurredAt: at,
      status: 'paid',
      amountMinor: '2990',
      currency: 'CNY',
      code: promotion.code,
      viewer: { id: viewer },
    })),
  });
});
afterAll(async () => {
  await house?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test.each(screens)(
  'a campaign is written, published with what will happen, and its terms read as its figures, on a $device in $language',
  async (screen) => {
    const name = `火中归来 ${screen.device}`;
    const seat = await house.enter(screen, '/campaigns');
    const { page, t, press } = seat;
    await seat.look('campaigns');
    await press(page.getByRole('link', { name: t('promotion.campaign.new') }));
    await press(page.getByRole('button', { name: /她从火中归来/ }));
    await page.getByLabel(t('promotion.field.name'), { exact: true }).fill(name);
    await page.getByLabel(t('promotion.field.order_share'), { exact: true }).fill('120');
    await page.getByText(t('promotion.issue.share')).waitFor();
    await page.getByLabel(t('promotion.field.order_share'), { exact: true }).fill('40');
    const paper = page.getByRole('region', { name: t('promotion.terms.title') });
    await paper.getByText(/40%/).waitFor();
    await seat.look('campaign-new');
    await press(page.getByRole('button', { name: t('promotion.save_draft') }));
    await page.getByRole('heading', { name }).waitFor();
    await seat.look('campaign-offers');
    await press(page.getByRole('button', { name: t('promotion.action.publish'), exact: true }));
    const dialog = page.getByRole('dialog', { name: t('promotion.ask.publish', { name }) });
    await dialog.getByText(t('promotion.will.publish.1')).waitFor();
    await seat.look('campaign-publish');
    await press(dialog.getByRole('button', { name: t('promotion.action.publish'), exact: true }));
    await page.getByText(t('promotion.state.published'), { exact: true }).first().waitFor();
    const { items } = await house.ask<{ items: { name: string; state: string }[] }>('GET', '/api/v1/campaigns');
    expect(items.find((one) => one.name === name)?.state).toBe('published');
    await seat.leave();
  },
);

test.each(screens)('the funnel, a decision with its reason, codes and links stand on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, `/campaigns/${promotion.campaignId}`);
  const { page, t, press } = seat;
  await page.getByText(t('attribution.step.searches'), { exact: true }).first().waitFor();
  await page.getByRole('img', { name: new RegExp(t('attribution.chart.touches')) }).waitFor();
  await seat.look('campaign-funnel');
  await seat.go(`/campaigns/${promotion.campaignId}?tab=placements`);
  await page.getByText('127.0.0.1').first().waitFor();
  await seat.look('campaign-placements');
  await seat.go('/conversions?q=E2E-1');
  await press(page.getByRole('link', { name: /E2E-1/ }));
  await page.getByText(t('attribution.reason.won_by_code')).first().waitFor();
  await seat.look('conversion');
  await seat.leave();
});

test.each(screens)('filings are approved with one letter and taken back, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/filings');
  const { page, t, press } = seat;
  await page.getByText('阿乐追剧', { exact: true }).waitFor();
  await seat.look('filings');
  const decided = async (state: string) => {
    const { items } = await house.ask<{ items: { handle: string; state: string }[] }>('GET', '/api/v1/channel-accounts');
    return items.filter((one) => one.handle.startsWith('阿乐') && one.state === state).length;
  };
  if (seat.phone) {
    await press(page.getByRole('checkbox', { name: t('table.choose_all') }));
    await press(page.getByRole('button', { name: new RegExp(t('promotion.approve')) }));
  } else {
    await page.getByRole('row', { name: /阿乐快看/ }).focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.keyboard.press('a');
  }
  await page.getByText(t('promotion.filings_done')).waitFor();
  expect(await decided('approved')).toBe(2);
  await press(page.getByRole('button', { name: t('action.undo') }));
  await page.getByText('阿乐追剧', { exact: true }).waitFor();
  expect(await decided('filed')).toBe(2);
  await seat.leave();
});

test.each(screens)('a file is mapped, its wrong line named, and taken in once, on a $device in $language', async (screen) => {
  const source = await house.ask<{ id: string }>('POST', '/api/v1/sources', {
    kind: 'file',
    name: `月账单 ${screen.device}`,
    currency: 'CNY',
  });
  const path = join(folder, `orders-${screen.device}.csv`);
  const rows = [
    '订单号,支付时间,订单状态,实付金额,搜索码',
    `F-1,2026-11-20 12:00:00,已支付,29.90,${promotion.code}`,
    `F-2,2026-11-20 13:00:00,已支付,很贵,${promotion.code}`,
  ];
  await writeFile(path, `\uFEFF${rows.join('\r\n')}\r\n`);
  const seat = await house.enter(screen, '/file-imports');
  const { page, t, press } = seat;
  await page.getByLabel(t('attribution.source'), { exact: true }).selectOption(source.id);
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('heading', { name: `orders-${screen.device}.csv` }).waitFor();
  await page.getByText(t('attribution.import.state.checked')).first().waitFor();
  await seat.look('file-import');
  const confirm = page.getByRole('button', { name: t('attribution.import.confirm') });
  expect(await confirm.isDisabled(), 'while a line is wrong').toBe(true);
  await page.getByLabel(t('attribution.import.leave_out', { count: 1 })).check();
  await press(confirm);
  await page.getByText(t('attribution.import.state.done'), { exact: true }).first().waitFor();
  await seat.look('file-import-done');
  await seat.leave();
});

test.each(screens)('every other page of promotion stands on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/creators');
  const { page, t } = seat;
  const pages: [name: string, path: string, sign: string][] = [
    ['creators', '/creators', t('promotion.tab.joining')],
    ['creators-agencies', '/creators?tab=agencies', '橙光机构'],
    ['creators-joining', '/creators?tab=joining', t('promotion.signup')],
    ['creators-terms', '/creators?tab=terms', t('promotion.tab.creator_terms')],
    ['creator', `/creators/${promotion.creator.id}`, t('promotion.belonging')],
    ['captions', '/captions', t('promotion.template_new')],
    ['publications', '/publications', t('promotion.no_publications')],
    ['performance', '/performance', t('attribution.step.orders')],
    ['conversions', '/conversions', t('attribution.export')],
    ['signals', '/signals', t('attribution.signals_lead')],
    ['sources', '/sources', t('attribution.source_new')],
    ['source-new', '/sources?dialog=new', t('attribution.source_kind')],
    ['webhooks', '/integrations', t('integrations.no_webhooks')],
    ['link-settings', '/integrations?tab=links', t('integrations.link.page')],
    ['codes', '/integrations?tab=codes', t('integrations.code.space')],
    ['connections', '/integrations?tab=connections', t('integrations.connect')],
    ['notifications', '/campaigns?drawer=notifications', t('promotion.notify.list')],
    ['campaign-terms', `/campaigns/${promotion.campaignId}?tab=terms`, t('promotion.settled')],
    ['campaign-claims', `/campaigns/${promotion.campaignId}?tab=claims`, promotion.creator.name],
  ];
  for (const [name, path, sign] of pages) {
    await seat.go(path);
    await page.getByText(sign, { exact: true }).filter({ visible: true }).first().waitFor();
    if (name !== 'captions')
      expect.soft(await page.locator('body').innerText(), name).not.toMatch(/\b(?:[a-z_]+\.){2,}[a-z_]+\b|\{\{|undefined|NaN|\[object/);
    await seat.look(name);
  }
  await seat.leave();
});
