import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allScreens, screens } from './browser.ts';
import { fillSignIn, openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house?.close());

describe.each(screens)('on a $device in $language', (screen) => {
  test('the printed password opens the house; a wrong one is told in words, and the way out leads out', async () => {
    const seat = await house.visit(screen);
    const { page, t, press } = seat;
    await seat.go('/settings?tab=account');
    await page.waitForURL(/\/sign-in\?next=/);
    await seat.look('sign-in');

    await fillSignIn(seat, { ...house.owner, password: 'not the password' });
    await page.getByRole('alert').getByText(t('error.identity.invalid_credentials')).waitFor();
    await seat.look('sign-in-refused');

    await fillSignIn(seat, house.owner);
    // Whoever was sent away comes back to where they wanted to be.
    await page.waitForURL('**/settings?tab=account');
    await seat.look('settings-account');

    await seat.go('/');
    await page.getByRole('heading', { name: t('library.first.title') }).waitFor();
    await seat.look('library-first');
    await press(page.getByRole('button', { name: house.owner.email }).or(page.locator('.rail-account')));
    await press(page.getByRole('menuitem', { name: t('account.sign_out') }));
    await page.waitForURL('**/sign-in');
    await seat.go('/');
    await page.waitForURL((address) => address.pathname === '/sign-in');
    await seat.leave();
  });
});

test('the language is changed by a press, before and after signing in, and stays on the device', async () => {
  const seat = await house.visit({ language: 'en', device: 'desktop' });
  const { page } = seat;
  await seat.go('/sign-in');
  await page.getByRole('heading', { name: seat.t('entry.sign_in') }).waitFor();
  await page.getByRole('button', { name: '简体中文' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.reload();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await page.getByLabel('邮箱').fill(house.owner.email);
  await page.getByLabel('密码', { exact: true }).fill(house.owner.password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((address) => address.pathname === '/');
  await page.getByRole('link', { name: '剧库' }).or(page.getByRole('navigation')).first().waitFor();
  await page.locator('.rail-account').click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('heading', { name: seat.t('library.first.title') }).waitFor();
  await seat.leave();
});

test.each(allScreens)('the pages before the shell read well on a $device in $language', async (screen) => {
  const seat = await house.visit(screen);
  const { page, t } = seat;
  await seat.go('/forgot');
  await page.getByRole('heading', { name: t('entry.forgot_title') }).waitFor();
  await seat.look('forgot');
  seat.expectTrouble(/status of 4(04|09|10)/);
  await seat.go('/join/inv_wrong');
  await page.getByText(t('error.identity.link_invalid')).waitFor();
  await seat.look('join-gone');
  await seat.leave();
});
