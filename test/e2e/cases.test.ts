import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signIn, until } from '../support/server.ts';
import { encodeGraphs, sourceOf } from '../bench/attacks/encode.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';
import { promote, type Promotion } from './promoted.ts';

type Case = { id: string; number: number; title: string; state: string };
type Match = { id: string; host: string | null };

let house: TestHouse;
let promotion: Promotion;

const hosts = ['video.example.com', 'clips.example.org'];

const copyAt = (index: number): string => join(house.data, `copy-${index}.mp4`);

/** Sends a copy as whoever found it at an address. */
async function sendCopy(cookie: string, path: string, url: string, account: string): Promise<void> {
  const query = new URLSearchParams({ filename: 'copy.mp4', url, account });
  const answer = await fetch(`${house.server.url}/api/v1/protection/suspects?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', origin: house.server.url, cookie },
    body: await readFile(path),
  });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}

beforeAll(async () => {
  house = await openHouse();
  const folder = inject('material').drama;
  const { workId } = await house.importAnalysed(folder);
  promotion = await promote(house.server.url, house.ask, workId);
  // Made before anything is asked: encoding holds up this process, and connections that wait meanwhile are closed by the server.
  for (const [index] of hosts.entries())
    await encodeGraphs(copyAt(index), {
      picture: `${sourceOf('movie', join(folder, '第1集.mp4'))},trim=${3 + index * 6}:${15 + index * 6},setpts=PTS-STARTPTS,hflip,fps=25,format=yuv420p`,
      sound: null,
      crf: 28,
    });
  const answer = await fetch(`${house.server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.server.url },
    body: JSON.stringify({ email: house.owner.email, password: house.owner.password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  for (const [index, host] of hosts.entries())
    await sendCopy(cookie, copyAt(index), `https://${host}/watch/${index + 1}`, `@repost_${index + 1}`);
  await until(
    () => house.ask<{ items: Match[] }>('GET', '/api/v1/protection/matches?state=open'),
    ({ items }) => hosts.every((host) => items.some((one) => one.host === host)),
    'the matches',
  );
  for (const host of hosts)
    await house.ask('POST', '/api/v1/hosts', {
      name: host === hosts[0] ? '示例视频' : 'Example Clips',
      domains: [host],
      way: 'form',
      formUrl: `https://${host}/copyright`,
      jurisdiction: host === hosts[0] ? 'cn_network' : 'dmca',
      language: host === hosts[0] ? 'zh-CN' : 'en',
    });
});
afterAll(() => house?.close());

test('found copies become cases by host in one act', async () => {
  const seat = await house.enter(screens[0]!, '/copies');
  const { page, t, press } = seat;
  await page.locator('.data-table tbody tr').nth(1).waitFor();
  await page.getByLabel(t('table.choose_all'), { exact: true }).check();
  await press(page.locator('.bulk-bar').getByRole('button', { name: t('protection.decide.case') }));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(t('takedown.make.text')).waitFor();
  await seat.look('case-make');
  await press(dialog.getByRole('button', { name: t('takedown.make.do'), exact: true }));
  await dialog.getByRole('link', { name: /示例视频/ }).waitFor();
  await dialog.getByRole('link', { name: /Example Clips/ }).waitFor();
  await seat.look('case-made');
  const { items } = await house.ask<{ items: Case[] }>('GET', '/api/v1/cases');
  expect(items).toHaveLength(2);
  await seat.leave();
});

test.each(screens.map((screen, index) => ({ ...screen, index })))(
  'a notice is filled in, checked, handed out, confirmed, and the case led to its end, on a $device in $language',
  async ({ index, ...screen }) => {
    const { items } = await house.ask<{ items: (Case & { host: { name: string } })[] }>('GET', '/api/v1/cases');
    const one = items.find(({ host }) => host.name === ['示例视频', 'Example Clips'][index])!;
    const seat = await house.enter(screen, '/cases');
    const { page, t, press } = seat;
    await page.getByRole('link', { name: one.title, exact: true }).first().waitFor();
    await seat.look('cases');
    await seat.go(`/cases/${one.id}`);
    await press(page.getByRole('button', { name: t('takedown.notice.prepare'), exact: true }));
    await page.getByText(t('takedown.notice.preview'), { exact: true }).waitFor();
    // What is missing is said, stands at its field, and keeps the notice from going.
    const send = page.getByRole('button', { name: t('takedown.notice.send.form'), exact: true });
    expect(await send.isDisabled()).toBe(true);
    await seat.look('case-notice-missing');
    const fill = (field: string, text: string) => page.locator(`#notice-${field}`).fill(text);
    await fill('sender-name', '林晓');
    await fill('sender-address', '上海市徐汇区漕溪北路 1 号');
    await fill('sender-email', 'rights@example.com');
    await fill('sender-phone', '+86 21 5555 0100');
    await fill('signature', '林晓');
    for (const key of ['goodFaith', 'accuracy', 'perjury', 'authority']) await page.locator(`#notice-statements-${key}`).check();
    for (const field of ['evidence', 'reasons'])
      if ((await page.locator(`#notice-${field}`).inputValue()) === '') await fill(field, '截图与比对结果见附件。');
    await page.getByText(t('takedown.notice.whole'), { exact: true }).waitFor();
    await seat.look('case-notice-whole');
    await press(send);
    const sure = page.getByRole('dialog', { name: t('takedown.notice.send.form') });
    await press(sure.getByRole('button', { name: t('takedown.notice.send.form'), exact: true }));
    // Handed out: the form's texts stand one below the other, and a person says that it went off.
    await page.getByText(t('takedown.notice.fields'), { exact: true }).waitFor();
    await seat.look('case-handed-out');
    await page.getByLabel(t('takedown.notice.reference'), { exact: true }).fill('CP-2026-0031');
    await press(page.getByRole('button', { name: t('takedown.notice.was_sent'), exact: true }));
    await page.getByText(t('takedown.state.notice_sent'), { exact: true }).first().waitFor();
    await page.locator('.clock').first().waitFor();
    await seat.look('case-sent');

    // A counter-notice comes in; then the case is closed with what it brought.
    const write = async (label: string) => {
      await press(page.getByRole('button', { name: t('takedown.write_down'), exact: true }));
      await press(page.getByRole('menuitem', { name: label, exact: true }));
      return page.getByRole('dialog', { name: label });
    };
    const counter = await write(t('takedown.counter.take'));
    await counter.locator('#counter-name').fill('Li Na');
    await counter.locator('#counter-explanation').fill('I have a licence.');
    await seat.look('case-counter');
    await press(counter.getByRole('button', { name: t('takedown.counter.take'), exact: true }));
    await page.getByText(t('takedown.state.counter_notice'), { exact: true }).first().waitFor();
    await press(page.getByRole('button', { name: t('takedown.do.recover'), exact: true }));
    const recover = page.getByRole('dialog', { name: t('takedown.do.recover') });
    await recover.locator('#act-amount').fill('12000');
    await press(recover.getByRole('button', { name: t('takedown.do.recover'), exact: true }));
    await page.getByText('12,000').first().waitFor();
    const close = await write(t('takedown.do.close'));
    await close.locator('#act-outcome').selectOption('settled');
    await press(close.getByRole('button', { name: t('takedown.do.close'), exact: true }));
    await page.getByText(t('takedown.state.closed'), { exact: true }).first().waitFor();
    await seat.look('case-closed');
    expect((await house.ask<Case>('GET', `/api/v1/cases/${one.id}`)).state).toBe('closed');
    await seat.leave();
  },
);

test.each(screens)('hosts, accounts, the sender, laws and notices to us stand on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/cases?tab=hosts');
  const { page, t, press } = seat;
  await page.getByRole('button', { name: '示例视频', exact: true }).waitFor();
  await seat.look('case-hosts');
  await press(page.getByRole('button', { name: '示例视频', exact: true }));
  await page.locator('#host-domains').waitFor();
  await seat.look('case-host');
  await seat.go('/cases?tab=accounts');
  await page.getByText('@repost_1').waitFor();
  await seat.look('case-accounts');
  await seat.go('/cases?tab=sender');
  await page.locator('#sender-name').waitFor();
  await seat.look('case-sender');
  for (const law of ['dmca', 'cn_network']) {
    await seat.go(`/cases?tab=laws&law=${law}`);
    await page.getByText(t('takedown.law.notice_elements'), { exact: true }).waitFor();
    // Nobody may take it for advice.
    await page.getByText(t('takedown.law.lawyer'), { exact: true }).first().waitFor();
    await seat.look(`law-${law}`);
  }
  await seat.go('/cases?tab=incoming');
  await page
    .getByRole('button', { name: t('takedown.incoming.enter') })
    .first()
    .waitFor();
  await seat.look('incoming');
  await seat.leave();
});

test('a notice against a creator’s link is typed in, upheld with reasons, read and answered by the creator', async () => {
  const asCreator = await signIn(house.server.url, promotion.creator);
  const { items: claims } = await asCreator<{ items: { id: string }[] }>('GET', '/api/v1/my/claims');
  const { placements } = await asCreator<{ placements: { id: string; url: string }[] }>('GET', `/api/v1/my/claims/${claims[0]!.id}`);
  const link = placements.find((one) => one.id === promotion.placementId)!.url;

  const seat = await house.enter(screens[0]!, '/cases?tab=incoming');
  const { page, t, press } = seat;
  await press(page.getByRole('button', { name: t('takedown.incoming.enter'), exact: true }));
  const form = page.getByRole('dialog', { name: t('takedown.incoming.enter') });
  await form.locator('#incoming-law').selectOption('eu_dsa');
  await form.locator('#incoming-name').fill('Marie Duval');
  await form.locator('#incoming-email').fill('marie@example.org');
  await form.locator('#incoming-title').fill('La Maison');
  await form.locator('#incoming-links').fill(`Voici : ${link}`);
  await form.locator('#incoming-reasons').fill('The clip shows our film without leave.');
  await seat.look('incoming-enter');
  await press(form.getByRole('button', { name: t('takedown.incoming.enter'), exact: true }));
  await page.getByText(t('takedown.target_state.live'), { exact: true }).waitFor();
  await seat.look('incoming-received');
  const decide = async (act: string) => {
    await press(page.getByRole('button', { name: t('takedown.incoming.decide'), exact: true }));
    await press(page.getByRole('menuitem', { name: t(`takedown.incoming.do.${act}`), exact: true }));
    return page.getByRole('dialog', { name: t(`takedown.incoming.do.${act}`) });
  };
  const measure = await decide('measure');
  await seat.look('incoming-measure');
  await press(measure.getByRole('button', { name: t('takedown.incoming.do.measure'), exact: true }));
  await page.getByText(t('takedown.incoming_state.measure_taken'), { exact: true }).first().waitFor();
  await page.getByRole('heading', { name: t('takedown.incoming.statement'), exact: true }).waitFor();
  await seat.look('incoming-measured');
  await seat.leave();

  const phone = await house.visit(screens[1]!);
  await phone.go('/creator/sign-in');
  await phone.page.getByLabel(phone.t('entry.email'), { exact: true }).fill(promotion.creator.email);
  await phone.page.getByLabel(phone.t('entry.password'), { exact: true }).fill(promotion.creator.password);
  await phone.press(phone.page.getByRole('button', { name: phone.t('creator.entry.sign_in'), exact: true }));
  await phone.page.getByRole('heading', { name: phone.t('creator.home.today') }).waitFor();
  await phone.go('/creator/notices');
  await phone.page.getByText(phone.t('creator.notices.of', { name: 'Marie Duval' })).waitFor();
  await phone.look('creator-notices');
  await phone.press(phone.page.getByText(phone.t('creator.notices.of', { name: 'Marie Duval' })));
  await phone.page.getByRole('heading', { name: phone.t('creator.notices.why') }).waitFor();
  await phone.look('creator-notice');
  await phone.page.getByLabel(phone.t('creator.notices.field.name'), { exact: true }).fill('小鱼');
  await phone.page.getByLabel(phone.t('creator.notices.field.email'), { exact: true }).fill(promotion.creator.email);
  await phone.page.getByLabel(phone.t('creator.notices.field.explanation'), { exact: true }).fill('I hold a licence for this clip.');
  await phone.press(phone.page.getByRole('button', { name: phone.t('creator.notices.send'), exact: true }));
  await phone.page.getByText(phone.t('creator.notices.sent'), { exact: true }).waitFor();
  await phone.look('creator-notice-answered');
  await phone.leave();
  const { items } = await house.ask<{ items: { id: string; state: string }[] }>('GET', '/api/v1/incoming-notices');
  expect(['countered', 'waiting']).toContain(items[0]!.state);
});
