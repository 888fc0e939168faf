/** The audience's way: a link on a phone or a desk to the landing page, its code, the page for whoever mistyped it; also without script. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { allScreens, type Seat } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';
import { promote, type Promotion } from './promoted.ts';

let house: TestHouse;
let promotion: Promotion;
let shown: string;
let path: string;

beforeAll(async () => {
  house = await openHouse();
  const drama = await house.importAnalysed(inject('material').drama);
  promotion = await promote(house.server.url, house.ask, drama.workId);
  const { items } = await house.ask<{ items: { id: string; url: string; codeShown: string }[] }>('GET', '/api/v1/placements');
  const placement = items.find(({ id }) => id === promotion.placementId)!;
  shown = placement.codeShown;
  path = new URL(placement.url).pathname;
});
afterAll(() => house?.close());

/** The code with one symbol in the middle replaced by another of the same kind. */
function mistyped(code: string): string {
  const at = Math.floor(code.length / 2);
  const other = /\d/.test(code[at]!) ? [...'23456789'] : [...'CDFHJKMNPRTVWXY'];
  return code.slice(0, at) + other.find((symbol) => symbol !== code[at])! + code.slice(at + 1);
}

describe.each(allScreens)('the audience on a $device in $language', (screen) => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await house.visit(screen);
    await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.server.url });
  });
  afterAll(() => seat?.leave());

  test('finds title and code on the page at once, and copies the code with one tap', async () => {
    const { page, t, press } = seat;
    await seat.go(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('output').textContent()).toBe(shown);
    await seat.look('landing');
    await press(page.getByRole('button', { name: t('landing.copy'), exact: true }));
    await page.getByText(t('landing.copied'), { exact: true }).waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())).replaceAll(/\W/g, '')).toBe(promotion.code);
  });

  test('mistypes the code, is asked whether the neighbour was meant, and arrives', async () => {
    const { page, t, press } = seat;
    await seat.go(path);
    await press(page.getByRole('link', { name: t('landing.other_code') }));
    await page.getByRole('textbox').fill(mistyped(promotion.code));
    await press(page.getByRole('button', { name: t('landing.find.go') }));
    const meant = page.getByRole('status').getByRole('link');
    expect((await meant.textContent())!.replaceAll(/\W/g, '')).toBe(promotion.code);
    await seat.look('landing-suggestion');
    await press(meant);
    await page.locator('output').waitFor();
    expect(await page.locator('output').textContent()).toBe(shown);
  });

  test('is told kindly of a code and of a link that are nobody’s', async () => {
    const { page, t } = seat;
    seat.expectTrouble(/the server responded with a status of 404/);
    await seat.go('/s/zzzzzzzz');
    await page.getByText(t('landing.find.unknown_link')).waitFor();
    await page.getByRole('textbox').fill('22222222');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').textContent()).toContain('22222222');
  });
});

test('without script the page says all of it', async () => {
  const context = await house.browser.newContext({ javaScriptEnabled: false, baseURL: house.server.url, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(path);
  expect(await page.locator('output').textContent()).toBe(shown);
  expect(await page.getByRole('button').count()).toBe(0);
  await page
    .getByRole('link', { name: /其他搜索码|搜索码/ })
    .first()
    .click();
  expect(await page.getByRole('textbox').count()).toBe(1);
  await context.close();
});

test('a person’s visit is a click of the placement, a preview’s is none', async () => {
  const clicks = async (): Promise<number> => {
    const { total } = await house.ask<{ total: { clicks: number } }>(
      'GET',
      `/api/v1/funnel?by=campaign&campaignId=${promotion.campaignId}`,
    );
    return total.clicks;
  };
  const visit = (agent: string) => fetch(`${house.server.url}${path}`, { headers: { 'user-agent': agent }, redirect: 'manual' });
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
  const before = await clicks();
  await visit(phone);
  await visit('facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)');
  await visit(phone);
  await expect.poll(clicks, { timeout: 30_000 }).toBe(before + 2);
});
