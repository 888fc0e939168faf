/**
 * Statements as staff read them after a month that was really settled: the list, versions side by side, a line down to its rule, a payee's
 * question that is answered and closed, the page to print; and the zip from the command line, which is computed anew and found out when
 * a figure in it is changed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, signIn } from '../support/server.ts';
import { screens, type Seat } from './browser.ts';
import { openSettledHouse, type Earner, type SettledHouse } from './settled.ts';

let settled: SettledHouse;
beforeAll(async () => {
  settled = await openSettledHouse(screens.map(({ device }) => device));
}, 600_000);
afterAll(() => settled?.house.close());

describe.each(screens)('staff on a $device in $language', (screen) => {
  let seat: Seat;
  let payee: Earner;
  beforeAll(async () => {
    payee = settled.earners.get(screen.device)!;
    seat = await settled.house.enter(screen, '/statements');
  });
  afterAll(() => seat?.leave());

  const month = () =>
    new Intl.DateTimeFormat(screen.language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
      new Date(`${settled.period}-15T12:00:00Z`),
    );

  test('finds a payee’s statement and sees its versions side by side', async () => {
    const { page, t, press } = seat;
    await page.getByRole('heading', { name: t('nav.statements'), level: 1 }).waitFor();
    await page.getByRole('link', { name: payee.name, exact: true }).waitFor();
    await seat.look('statements');
    await page.getByLabel(t('statement.find_payee')).fill(payee.name);
    // The list is another once the search has its answer: until then a finger would meet what moves.
    await page.getByRole('link', { name: t('payee.belongs.studio'), exact: true }).waitFor({ state: 'detached' });
    await press(page.getByRole('link', { name: payee.name, exact: true }));
    await page.getByRole('heading', { name: t('statement.title', { payee: payee.name, month: month() }), level: 1 }).waitFor();
    const table = page.locator('.statement-versions');
    await table.getByText(t('statement.version', { version: 2 })).waitFor();
    const figures = (await table.innerText()).replace(/\s+/g, ' ');
    for (const figure of ['+¥11,700.00', '−¥900.00', '¥11,569.20', '¥10,669.20', t('statement.less', { amount: '¥900.00' })])
      expect(figures).toContain(figure);
    await seat.look('statement');
    await press(table.getByRole('link', { name: t('statement.version', { version: 1 }) }));
    await page.getByText(t('statement.superseded')).waitFor();
    await press(page.getByRole('link', { name: t('statement.to_newest') }));
    await page.getByText(t('statement.superseded')).waitFor({ state: 'hidden' });
  });

  test('opens a line to its order and the rule', async () => {
    const { page, t, press } = seat;
    await page.getByLabel(t('statement.find_order')).fill(`SLOW-${payee.key}`);
    await page
      .getByRole('button', { name: `FAST-${payee.key}`, exact: true })
      .first()
      .waitFor({ state: 'hidden' });
    await press(page.getByRole('button', { name: `SLOW-${payee.key}`, exact: true }));
    const sheet = page.getByRole('dialog');
    await sheet.locator('.money-rule').waitFor();
    await seat.look('statement-line');
    await press(sheet.getByRole('button', { name: t('action.close') }));
    await sheet.waitFor({ state: 'hidden' });
  });

  test('is asked about a line, answers, and closes', async () => {
    const { page, t, press } = seat;
    const as = await signIn(settled.house.server.url, payee);
    const { items } = await as<{ items: { id: string }[] }>('GET', `/api/v1/statements/${payee.statementId}/lines`);
    const words = `这笔的比例和签约时不一样？（${screen.device}）`;
    await as('POST', `/api/v1/statements/${payee.statementId}/questions`, { lineId: items[0]!.id, text: words });
    await seat.go('/statements?tab=questions');
    await page.getByRole('link', { name: words }).waitFor();
    await seat.look('statement-questions');
    await press(page.getByRole('link', { name: words }));
    const sheet = page.getByRole('dialog');
    await sheet.getByText(words).waitFor();
    await sheet.getByLabel(t('money.questions.reply')).fill('适用默认分账方案第 1 版，承诺为 50%。');
    await press(sheet.getByRole('button', { name: t('money.questions.send') }));
    await sheet.locator('.money-said').getByText('适用默认分账方案第 1 版，承诺为 50%。').waitFor();
    await sheet.getByRole('button', { name: t('money.questions.send'), disabled: true }).waitFor();
    await seat.look('statement-question');
    const [told] = (await as<{ items: { kind: string; link: string }[] }>('GET', '/api/v1/notifications')).items;
    expect(told).toMatchObject({
      kind: 'statement_answer',
      link: expect.stringContaining(`/creator/money/statements/${payee.statementId}?question=`),
    });
    await press(sheet.getByRole('button', { name: t('money.questions.close') }));
    await sheet.getByText(t('money.questions.closed')).waitFor();
    await seat.go('/statements?tab=questions&waits=closed');
    await page.getByRole('link', { name: words }).waitFor();
  });

  test('prints a page that stands alone', async () => {
    const { page, t } = seat;
    await seat.go(`/api/v1/statements/${payee.statementId}/export?format=html&language=${screen.language}`);
    await page.getByRole('heading', { name: t('statement.print_heading') }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await seat.look('statement-print');
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('script, img, link:not([rel=icon])').count()).toBe(0);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 4).toString()).toBe('%PDF');
  });
});

test(
  'a statement is exported by the command line and computed anew, and a changed figure is found and named',
  { timeout: 300_000 },
  async () => {
    const { data } = settled.house;
    const { statementId } = settled.earners.get(screens[0]!.device)!;
    const file = join(data, 'statement.zip');
    const exported = await runCommand(['statements', 'export', statementId, '--out', file], { data });
    expect(exported.code, exported.stderr).toBe(0);
    const good = await runCommand(['verify', file], { data });
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, firstDifference: null });
    expect(good.code).toBe(0);
    const files = unzipSync(await readFile(file));
    const text = strFromU8(files['postings.jsonl']!);
    files['postings.jsonl'] = strToU8(text.replace('"2000000\\"', '"3000000\\"'));
    expect(strFromU8(files['postings.jsonl'])).not.toBe(text);
    await writeFile(file, zipSync(files));
    const bad = await runCommand(['verify', file], { data });
    expect(bad.code).toBe(1);
    const { ok, firstDifference } = JSON.parse(bad.stdout) as { ok: boolean; firstDifference: { file: string; line: number } };
    expect(ok).toBe(false);
    expect(firstDifference).toMatchObject({ file: 'postings.jsonl', line: expect.any(Number) });
    expect((await runCommand(['statements', 'export', 'stm_none', '--out', file], { data })).code).toBe(1);
    expect((await runCommand(['statements', 'export'], { data })).code).toBe(2);
    expect((await runCommand(['verify'], { data })).code).toBe(2);
  },
);
