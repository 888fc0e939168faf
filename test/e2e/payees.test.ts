import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

type Profile = { payeeId: string; version: number; regime: { id: string }; method: { account: string } | null; exit: object | null };

test.each(screens)('somebody is named, filled in, taxed by the contract, and let go, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/payees');
  const { page, t, press } = seat;
  const button = (key: string, of?: string) =>
    page.getByRole('button', { name: of === undefined ? t(key) : `${t(key)}: ${t(of)}`, exact: true });
  if (screen.device === 'desktop') await page.getByText(t('payee.empty')).waitFor();
  await seat.look('payees-none');

  const name = screen.device === 'desktop' ? '林深' : '苏晚';
  await press(button('payee.new').first());
  await page.getByRole('textbox', { name: t('share_plan.payee.name'), exact: true }).fill(name);
  await seat.look('payee-new');
  await press(button('share_plan.payee.make'));
  await page.waitForURL(/\/payees\/pye_/);
  const payeeId = page.url().split('/').at(-1)!;
  await page.getByText(t('payee.assumed_text')).waitFor();
  await seat.look('payee-assumed');

  await press(button('payee.who.fill', 'payee.who.title'));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t('money.identity.legal_name_person')).fill(name);
  const number = dialog.getByLabel(t('money.id_kind.cn_id_card'));
  seat.expectTrouble(/status of 400/);
  await number.fill('110105194912310020');
  await press(dialog.getByRole('button', { name: t('action.save') }));
  await dialog.getByText(t('error.revenue.id_number_invalid')).waitFor();
  await seat.look('payee-number-wrong');
  await number.fill('11010519491231002X');
  await press(dialog.getByRole('button', { name: t('action.save') }));
  await dialog.waitFor({ state: 'detached' });

  await press(button('payee.who.fill', 'payee.account.title'));
  await dialog
    .getByLabel(t('money.method.account'), { exact: true })
    .or(dialog.getByLabel(t('money.method.account_bank_cn')))
    .first()
    .fill('6222020200112230012');
  await dialog.getByLabel(t('money.method.bank_name'), { exact: true }).fill('中国工商银行');
  await seat.look('payee-account');
  await press(dialog.getByRole('button', { name: t('action.save') }));
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(t('payee.ready')).waitFor();
  // The whole number is nowhere on the page.
  expect(await page.content()).not.toContain('62220202');

  await press(button('payee.regime.choose', 'payee.regime.title'));
  await page.getByLabel(t('payee.regime.title'), { exact: true }).selectOption('cn_royalty');
  await page.getByLabel(t('payee.regime.reason')).fill('原著授权合同');
  await seat.look('payee-regime');
  await press(dialog.getByRole('button', { name: t('action.save') }));
  await dialog.waitFor({ state: 'detached' });
  await seat.look('payee-profile');
  expect(await house.ask<Profile>('GET', `/api/v1/payees/${payeeId}/profile`)).toMatchObject({
    regime: { id: 'cn_royalty' },
    method: { account: '•••• 0012' },
  });

  await seat.go(`/payees/${payeeId}?tab=documents`);
  const chooser = page.waitForEvent('filechooser');
  await press(button('money.documents.add'));
  await (await chooser).setFiles({ name: '授权合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 contract') });
  await page.getByRole('link', { name: '授权合同.pdf' }).waitFor();
  await seat.look('payee-documents');
  const download = page.waitForEvent('download');
  await press(page.getByRole('link', { name: '授权合同.pdf' }));
  expect((await download).suggestedFilename()).toBe('授权合同.pdf');

  for (const tab of ['invoices', 'tax']) {
    await seat.go(`/payees/${payeeId}?tab=${tab}`);
    await page
      .getByText(t(tab === 'tax' ? 'payee.tax.confirm' : 'payee.invoices.not_required'))
      .first()
      .waitFor();
    await seat.look(`payee-${tab}`);
  }

  await press(button('payee.exit.action'));
  await dialog.getByLabel(t('payee.exit.reason')).fill('合作到期');
  await seat.look('payee-exit');
  await press(dialog.getByRole('button', { name: t('payee.exit.action') }));
  await button('payee.return.action').waitFor();
  expect((await house.ask<Profile>('GET', `/api/v1/payees/${payeeId}/profile`)).exit).toMatchObject({ reason: '合作到期' });
  await press(button('payee.return.action'));
  await press(dialog.getByRole('button', { name: t('payee.return.action') }));
  await button('payee.exit.action').waitFor();

  await seat.go('/payees');
  await page.getByRole('link', { name, exact: true }).waitFor();
  await seat.look('payees');
  await seat.go('/payees?tab=watch');
  await page.getByText(t('payee.watch.none')).waitFor();
  await seat.look('payees-watch');
  await seat.go('/payees?tab=rules');
  await page.getByText(t('payee.rules.thresholds')).waitFor();
  await seat.look('payees-rules');
  await seat.leave();
});
