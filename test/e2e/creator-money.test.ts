/**
 * Money as those see it whom it belongs to, after a month that was really settled: what they have and from when on, the statement down to
 * the order and the rule, a question about a line, how they are paid, what became of a payout, and a share plan that waits for their yes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../support/server.ts';
import { patience, screens, type Seat } from './browser.ts';
import { fillSignIn, type Person } from './house.ts';
import { openSettledHouse, type Earner, type SettledHouse } from './settled.ts';

const card = '6222020200112230012';
const idCard = '11010519491231002X';

let settled: SettledHouse;
beforeAll(async () => {
  settled = await openSettledHouse(screens.map(({ device }) => device));
}, 600_000);
afterAll(() => settled?.house.close());

/** The month as the page writes it. */
const monthOf = (language: string) =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${settled.period}-15T12:00:00Z`));

async function enterApp(seat: Seat, person: Person): Promise<void> {
  const { page, t, press } = seat;
  await seat.go('/creator/sign-in');
  await page.getByLabel(t('entry.email'), { exact: true }).fill(person.email);
  await page.getByLabel(t('entry.password'), { exact: true }).fill(person.password);
  await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
  await page.getByRole('heading', { name: t('creator.home.today') }).waitFor();
}

describe.each(screens)('a creator on a $device in $language', (screen) => {
  let seat: Seat;
  let me: Earner;
  beforeAll(async () => {
    me = settled.earners.get(screen.device)!;
    seat = await settled.house.visit(screen);
    await enterApp(seat, me);
  });
  afterAll(() => seat?.leave());

  const row = (key: string) => seat.page.locator('.money-row').filter({ hasText: seat.t(key) });
  const button = (key: string, params?: Record<string, unknown>) =>
    seat.page.getByRole('button', { name: seat.t(key, params), exact: true });

  test('sees what is estimated, on hold and payable, and from which day', async () => {
    const { page, t, press } = seat;
    await press(page.getByRole('navigation', { name: t('creator.nav.label') }).getByRole('link', { name: t('creator.nav.money') }));
    await page.getByRole('heading', { name: t('money.title'), exact: true, level: 1 }).waitFor();
    await expect.poll(() => page.locator('.money-hero-amount').innerText(), { timeout: patience }).toBe('¥7,999.38');
    expect(await row('money.about.on_hold').locator('.money-amount').innerText()).toBe('¥2,669.82');
    // Figures come by themselves: the order of this month is estimated as soon as it is fed.
    await expect.poll(() => row('money.about.estimated').locator('.money-amount').innerText(), { timeout: 120_000 }).toBe('¥45.00');
    const dates = page.locator('.money-card').filter({ has: page.getByRole('heading', { name: t('money.dates.title') }) });
    expect(await dates.getByText('¥2,669.82').count()).toBe(1);
    await seat.look('creator-money-balance');
    await press(row('money.about.estimated'));
    await page.getByRole('heading', { name: t('creator.nav.orders'), level: 1 }).waitFor();
    await seat.look('creator-money-orders');
  });

  test('reads the statement from its opening to its closing, in each of its versions', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/money/statements');
    await press(page.getByRole('link', { name: monthOf(screen.language) }));
    await page.getByRole('heading', { name: monthOf(screen.language), level: 1 }).waitFor();
    const figures = (await page.locator('.money-column').innerText()).replace(/\s+/g, ' ');
    for (const figure of ['+¥11,700.00', '−¥900.00', '−¥130.80', '¥10,669.20']) expect(figures).toContain(figure);
    expect(figures).toContain(t('money.column.refunded'));
    await page.getByText(t('money.statement.version', { version: 2 }), { exact: true }).waitFor();
    await seat.look('creator-money-statement');
    await press(page.getByText(t('money.statement.versions', { count: 2 }), { exact: true }));
    await press(page.getByRole('link', { name: '¥11,569.20' }));
    await page.getByText(t('money.statement.superseded', { version: 1, newest: 2 })).waitFor();
    expect(await page.locator('.money-column').innerText()).toContain('¥11,569.20');
    await seat.look('creator-money-statement-before');
    await press(page.getByRole('link', { name: t('money.statement.to_newest') }));
    await page.locator('.money-column').getByText('¥10,669.20').waitFor();
  });

  test('opens a line to its order and the rule, asks about it, and is answered', async () => {
    const { page, t, press } = seat;
    await press(button('money.lines.by_work'));
    await page.getByRole('heading', { name: '她从火中归来', level: 3 }).waitFor();
    await press(page.getByRole('group', { name: t('money.lines.kinds') }).getByRole('button', { name: t('money.kind.refunded') }));
    await press(page.locator('button.money-row').filter({ hasText: `FAST-${me.key}` }));
    const sheet = page.getByRole('dialog', { name: t('money.kind.refunded') });
    const rule = t('revenue.explain.refund', { of: '20000.00', refunded: '2000.00', rate: '10%', currency: 'CNY' });
    await sheet.getByText(rule).waitFor();
    expect(await sheet.locator('.money-result').innerText()).toContain('−¥900.00');
    await seat.look('creator-money-line');
    await press(sheet.getByRole('button', { name: t('money.questions.ask_line') }));
    await sheet.getByLabel(t('money.questions.what_line')).fill('这笔退款是哪一天发生的？');
    await press(sheet.getByRole('button', { name: t('money.questions.send') }));
    await sheet.getByText(t('money.questions.waiting')).waitFor();
    const { ask } = settled.house;
    type Asked = { items: { id: string; statement: { id: string } }[] };
    const { items } = await ask<Asked>('GET', `/api/v1/statements/${me.statementId}/questions`);
    await ask('POST', `/api/v1/statement-questions/${items[0]!.id}/messages`, { text: '平台账单记录为二十日。' });
    await sheet.getByText('平台账单记录为二十日。').waitFor();
    await seat.look('creator-money-question');
    await seat.go('/creator/money/statements');
    await page.getByRole('img', { name: t('money.questions.answered') }).waitFor();
    await seat.look('creator-money-statements');
    await press(page.getByRole('link').filter({ hasText: t('money.questions.answered') }));
    await press(page.getByRole('dialog').getByRole('button', { name: t('money.questions.close') }));
    await page.getByRole('dialog').getByText(t('money.questions.closed')).waitFor();
  });

  test('takes the statement along, and anybody recomputes it', async () => {
    const { page, t, press } = seat;
    await seat.go(`/creator/money/statements/${me.statementId}`);
    const take = async (format: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent('download'), press(row(`money.take.${format}_text`))]);
      const path = join(settled.house.data, `${screen.device}.${format}`);
      await file.saveAs(path);
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
      return path;
    };
    expect(await readFile(await take('csv'), 'utf8')).toContain(`FAST-${me.key}`);
    expect((await readFile(await take('xlsx'))).subarray(0, 2).toString()).toBe('PK');
    const verified = await runCommand(['verify', await take('zip')], { data: settled.house.data });
    expect(verified.code, verified.stdout + verified.stderr).toBe(0);
    await press(page.getByText(t('money.verify.title')));
    await page.getByText(t('money.verify.step_read')).waitFor();
    await seat.look('creator-money-verify');
    expect(await page.locator(`a[target=_blank][href*="format=html"]`).count()).toBe(1);
  });

  test('says how they are paid, one missing thing after the other', async () => {
    const { page, t, press } = seat;
    await seat.go('/creator/money/profile');
    await page.getByRole('heading', { name: t('money.check.title') }).waitFor();
    await seat.look('creator-money-profile-empty');
    await press(row('money.check.profile_text'));
    await page.getByLabel(t('money.identity.legal_name_person'), { exact: true }).fill('李雷');
    await page.getByLabel(t('money.id_kind.cn_id_card'), { exact: true }).fill(idCard);
    await seat.look('creator-money-identity');
    await press(button('action.save'));
    await press(row('money.check.method_text'));
    await page.getByLabel(t('money.method.bankName'), { exact: true }).fill('中国工商银行');
    const number = page.getByLabel(t('money.method.account_bank_cn'), { exact: true });
    // A slip of the hand is found by the number's own check digit, before any money is sent there.
    seat.expectTrouble(/status of 4\d\d/);
    await number.fill(card.replace(/2$/, '3'));
    await press(button('action.save'));
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await number.fill(card);
    await seat.look('creator-money-method');
    await press(button('action.save'));
    await page.getByText(t('money.check.ready')).waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '身份证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
    await page.getByRole('link', { name: '身份证.pdf' }).waitFor();
    await page.getByText(t('money.regime.cn_platform_worker_text')).waitFor();
    await page.getByText('¥130.80').first().waitFor();
    const seen = await page.content();
    for (const secret of [card, idCard]) expect(seen).not.toContain(secret);
    await seat.look('creator-money-profile');
  });

  test('learns of a payout that failed what to do', async () => {
    const { page, t } = seat;
    await failPayout(me);
    await seat.go('/creator/money/payouts');
    await page.getByText(t('money.payout.failed'), { exact: true }).waitFor();
    await page.getByText(t('money.payouts.back_text')).waitFor();
    await page.getByRole('link', { name: t('money.payouts.check_account') }).waitFor();
    await seat.look('creator-money-payouts');
  });

  test('reads a share plan that names them, and signs it', async () => {
    const { page, t, press } = seat;
    await proposePlan(me);
    await seat.go('/creator/money');
    await page.getByText(t('money.plans.waiting', { count: 1 })).waitFor();
    await press(page.getByRole('link', { name: t('money.plans.read'), exact: true }));
    await page.getByRole('heading', { name: `原著分账 ${me.key}` }).waitFor();
    expect(await page.locator('.money-shares .is-mine').innerText()).toContain('15%');
    await seat.look('creator-money-plan');
    await press(button('money.plans.sign_as', { name: me.name }));
    await seat.look('creator-money-sign');
    await press(button('money.plans.sign_now'));
    await page.getByText(t('money.plans.done_yes'), { exact: true }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await button('money.plans.sign_as', { name: me.name }).waitFor({ state: 'hidden' });
  });

  test('leaves nothing of it on the device', async () => {
    const kept = await seat.page.evaluate(async () => {
      const caches = globalThis.caches ? await globalThis.caches.keys() : [];
      const requests = await Promise.all(
        caches.map(async (name) => (await (await globalThis.caches.open(name)).keys()).map(({ url }) => url)),
      );
      return [...requests.flat(), ...Object.values(localStorage), ...Object.values(sessionStorage)].join('\n');
    });
    expect(kept).not.toContain('/api/');
    for (const word of ['李雷', '7999', me.payeeId]) expect(kept).not.toContain(word);
  });
});

test.each(screens)('an agency sees its own money in the console, on a $device in $language', async (screen) => {
  const seat = await settled.house.visit(screen);
  const { page, t, press } = seat;
  await seat.go('/sign-in?next=/my-money');
  await fillSignIn(seat, settled.agency);
  // A tenth of what its creators' orders share, of both of them.
  await expect.poll(() => page.locator('.money-hero-amount').innerText(), { timeout: patience }).toMatch(/^¥[1-9]/);
  await seat.look('my-money-balance');
  await press(page.getByRole('navigation', { name: t('money.places') }).getByRole('link', { name: t('money.place.statements') }));
  await press(page.getByRole('main').getByRole('link', { name: monthOf(screen.language) }));
  await page.locator('.money-column').waitFor();
  await seat.look('my-money-statement');
  await press(page.locator('button.money-row').filter({ hasText: 'SLOW-phone' }));
  await page.getByRole('dialog').locator('.money-result').waitFor();
  await seat.look('my-money-line');
  await seat.go('/my-money/profile');
  await page.getByRole('heading', { name: t('money.check.title') }).waitFor();
  await seat.look('my-money-profile');
  await seat.leave();
});

/** Pays a creator by a bank file that two people made, and says that the bank refused it. */
async function failPayout({ payeeId, key }: Earner): Promise<void> {
  const { house, approver } = settled;
  type Batch = { id: string; totalMinor: string; payouts: number; items: { id: string }[] };
  const account = await house.ask<{ id: string }>('POST', '/api/v1/payout-accounts', {
    way: 'bank',
    name: `招商银行基本户 ${key}`,
    currency: 'CNY',
    holder: 'Hookline (Shanghai) Co., Ltd.',
    accountNumber: '6214830212345678',
    cnaps: '308290003020',
    country: 'CN',
  });
  const batch = await house.ask<Batch>('POST', '/api/v1/payout-batches', { accountId: account.id, currency: 'CNY', payeeIds: [payeeId] });
  await approver('POST', `/api/v1/payout-batches/${batch.id}/approve`, { totalMinor: batch.totalMinor, payouts: batch.payouts });
  const sent = await house.ask<Batch>('POST', `/api/v1/payout-batches/${batch.id}/send`);
  await house.ask('POST', `/api/v1/payouts/${sent.items[0]!.id}/failed`, { reason: '账号户名不符' });
}

/** A plan for a work of its own, which pays the creator by name. */
async function proposePlan({ payeeId, key }: Earner): Promise<void> {
  const { ask } = settled.house;
  const { id } = await ask<{ id: string }>('POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title: `新剧 ${key}`, synopsis: '' }] });
  const parts = [
    { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
    { party: `payee:${payeeId}`, share: { bps: 1500 } },
    { party: 'role:studio', share: 'rest' },
  ];
  const steps = [
    { kind: 'recover', id: 'traffic', label: '投流', from: 'pot', to: 'role:operator', rate: { bps: 5000 }, cost: 'traffic' },
    { kind: 'split', id: 'split', label: '分成', tiers: [{ upToMinor: null, parts }] },
  ];
  const content = { currency: 'CNY', words: '每月结算一次。', waterfalls: [{ kinds: ['order'], steps }] };
  const plan = await ask<{ id: string }>('POST', '/api/v1/share-plans', {
    name: `原著分账 ${key}`,
    scope: { kind: 'work', id },
    effectiveFrom: '2099-01-01',
    content,
  });
  await ask('POST', `/api/v1/share-plans/${plan.id}/versions/1/propose`);
}
