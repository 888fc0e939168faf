import { basename, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { until } from '../support/server.ts';
import { encodeGraphs, sourceOf } from '../bench/attacks/encode.ts';
import { screens } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';
import { promote, type Promotion } from './promoted.ts';

let house: TestHouse;
let drama: Drama;
let promotion: Promotion;
/** A copy that is mirrored, cropped and a quarter faster, and one that is only made smaller; one of each screen. */
let copies: string[];

type Match = { id: string; suspectId: string; episodeId: string; state: string; transformations: string[]; segments: { speed: number }[] };
const matchesOf = (query = '') => house.ask<{ items: Match[] }>('GET', `/api/v1/protection/matches${query}`);

beforeAll(async () => {
  house = await openHouse();
  const folder = inject('material').drama;
  drama = await house.importAnalysed(folder);
  promotion = await promote(house.server.url, house.ask, drama.workId);
  const episode = (number: number) => sourceOf('movie', join(folder, `第${number}集.mp4`));
  copies = [join(house.data, '搬运一.mp4'), join(house.data, 'reupload.mp4')];
  await encodeGraphs(copies[0]!, {
    picture: `${episode(1)},trim=4:26,setpts=(PTS-STARTPTS)/1.25,hflip,crop=iw*0.86:ih*0.86,scale=270:480,fps=25,format=yuv420p`,
    sound: null,
    crf: 26,
  });
  await encodeGraphs(copies[1]!, {
    picture: `${episode(2)},trim=2:18,setpts=PTS-STARTPTS,scale=180:320,fps=20,format=yuv420p`,
    sound: null,
    crf: 30,
  });
});
afterAll(() => house?.close());

/** Both players' times, in milliseconds. */
const timesOf = (page: Page) =>
  page.locator('.pair video').evaluateAll((nodes) => (nodes as HTMLVideoElement[]).map((one) => one.currentTime * 1000));

test.each(screens.map((screen, index) => ({ ...screen, index })))(
  'a dropped copy is found, played beside the original, decided and taken back, on a $device in $language',
  async ({ index, ...screen }) => {
    const seat = await house.enter(screen, '/copies');
    const { page, t, press, phone } = seat;
    if (index === 0) {
      await page.getByText(t('protection.first.title'), { exact: true }).waitFor();
      await seat.look('copies-first');
    }
    await page.getByLabel(t('protection.intake.files'), { exact: true }).setInputFiles(copies[index]!);
    // It is found while one waits, without loading the page anew.
    const title = t('protection.work_episode', { title: drama.title, number: index + 1 });
    const row = page
      .getByRole('row')
      .filter({ hasText: basename(copies[index]!) })
      .filter({ hasText: title });
    // A scan takes its time where others use the machine.
    await row.waitFor({ timeout: 120_000 });
    await seat.look('copies-matches');
    await press(row.getByRole('link', { name: title, exact: true }));
    await page.getByRole('heading', { name: t('protection.pair.title'), exact: true }).waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll('video')].every((one) => one.readyState >= 2 && !one.seeking));
    const match = await house.ask<Match>('GET', `/api/v1/protection/matches/${new URL(page.url()).pathname.split('/').at(-1)}`);
    expect(match.episodeId).toBe(drama.episodes[index]!.id);
    if (index === 0) expect(match.transformations).toEqual(expect.arrayContaining(['mirror', 'speed']));
    // In step: the original is where the copy's moment comes from, and goes on at the copy's pace.
    const before = await timesOf(page);
    await press(page.getByRole('button', { name: t('player.play'), exact: true }));
    await page.waitForFunction((from) => document.querySelector('video')!.currentTime * 1000 > from + 1200, before[0]!);
    await press(page.getByRole('button', { name: t('player.pause'), exact: true }));
    await page.waitForFunction(() => [...document.querySelectorAll('video')].every((one) => one.paused && !one.seeking));
    const after = await timesOf(page);
    const pace = (after[1]! - before[1]!) / (after[0]! - before[0]!);
    expect(Math.abs(pace - match.segments[0]!.speed)).toBeLessThan(0.15);
    await seat.look('copies-match');
    if (phone) {
      await press(page.getByRole('button', { name: t('protection.decide.allowed') }));
    } else {
      await page.locator('body').press('a');
    }
    await page.getByText(t('protection.decided.allowed', { count: 1 }), { exact: true }).waitFor();
    await until(
      () => matchesOf('?state=allowed'),
      (list) => list.items.some((one) => one.id === match.id),
      'the decision',
    );
    await press(page.getByRole('button', { name: t('protection.undo'), exact: true }));
    await until(
      () => matchesOf('?state=open'),
      (list) => list.items.some((one) => one.id === match.id),
      'the way back',
    );
    await seat.leave();
  },
);

test('rows are walked, chosen and decided with the keys, many at once', async () => {
  const seat = await house.enter(screens[0]!, '/copies');
  const { page, t } = seat;
  await page.locator('.data-table tbody tr').first().waitFor();
  const rows = await page.locator('.data-table tbody tr').count();
  expect(rows).toBeGreaterThanOrEqual(2);
  await page.locator('.data-table tbody tr').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByText(t('table.chosen', { count: 2 }), { exact: true }).waitFor();
  await seat.look('copies-chosen');
  await page.keyboard.press('i');
  await page.getByText(t('protection.decided.ignored', { count: 2 }), { exact: true }).waitFor();
  await page.getByRole('button', { name: t('protection.undo'), exact: true }).click();
  await page.getByText(t('protection.undone', { count: 2 }), { exact: true }).waitFor();
  await page.locator('.data-table tbody tr').nth(1).waitFor();
  await seat.leave();
});

test.each(screens)('suspects, links, coverage and reports stand on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/copies?tab=suspects');
  const { page, t, press } = seat;
  await page.getByRole('link', { name: '搬运一.mp4' }).waitFor();
  await seat.look('copies-suspects');
  await press(page.getByRole('link', { name: '搬运一.mp4' }));
  await page.getByText('SHA-256', { exact: true }).waitFor();
  await page.getByText(t('protection.transformation.mirror')).first().waitFor();
  await seat.look('copies-suspect');
  // A link to the inside of the house is refused, with a sentence.
  await seat.go('/copies?tab=links&add=links');
  const dialog = page.getByRole('dialog', { name: t('protection.links.title') });
  await dialog
    .getByLabel(t('protection.links.field'), { exact: true })
    .fill('看这里 http://127.0.0.1:7300/video.mp4，还有 https://video.example.invalid/watch/9');
  await dialog.getByText(t('protection.links.found', { count: 2 })).waitFor();
  await seat.look('copies-links-dialog');
  await press(dialog.getByRole('button', { name: t('protection.links.send', { count: 2 }) }));
  await page
    .locator('.badge', { hasText: t('protection.sighting_state.failed') })
    .first()
    .waitFor();
  if (await dialog.isVisible()) await press(dialog.getByRole('button', { name: t('action.cancel') }));
  await seat.look('copies-links');
  await seat.go('/copies?tab=coverage');
  await press(page.getByRole('button', { name: new RegExp(drama.title) }));
  await page.getByText(t('protection.reference_state.ready')).first().waitFor();
  await seat.look('copies-coverage');
  await seat.go('/copies?tab=reports');
  await page.getByText(t('protection.address.title'), { exact: true }).waitFor();
  await seat.look('copies-reports');
  await seat.leave();
});

test.each(screens)('a viewer reports a copy without an account, and a person looks into it, on a $device in $language', async (screen) => {
  const { path } = await house.ask<{ path: string }>('PUT', '/api/v1/protection/report-address', {
    enabled: true,
    invitation: '',
    renew: false,
  });
  const viewer = await house.visit(screen);
  await viewer.go(path);
  const { page, t, press } = viewer;
  const url = `https://video.example.invalid/${screen.language}`;
  await page.getByLabel(t('protection.reports.field.url'), { exact: true }).fill(url);
  await page.getByLabel(t('protection.reports.field.title'), { exact: true }).fill(drama.title);
  await viewer.look('viewer-report');
  await press(page.getByRole('button', { name: t('protection.reports.send') }));
  await page.getByText(t('protection.viewer.thanks'), { exact: true }).waitFor();
  await viewer.look('viewer-report-thanks');
  await viewer.leave();

  const seat = await house.enter(screen, '/copies?tab=reports');
  await seat.page.getByText(url, { exact: true }).waitFor();
  await seat.press(seat.page.getByLabel(t('table.choose', { name: url })));
  await seat.press(seat.page.getByRole('button', { name: t('protection.reports.accept') }));
  await seat.page.getByText(t('protection.reports.done_accept', { count: 1 }), { exact: true }).waitFor();
  await seat.look('copies-reports-accepted');
  await seat.leave();
});

test.each(screens)('a creator reports a copy in their app and sees what became of it, on a $device in $language', async (screen) => {
  const seat = await house.visit(screen);
  const { page, t, press } = seat;
  await seat.go('/creator/sign-in');
  await page.getByLabel(t('entry.email'), { exact: true }).fill(promotion.creator.email);
  await page.getByLabel(t('entry.password'), { exact: true }).fill(promotion.creator.password);
  await press(page.getByRole('button', { name: t('creator.entry.sign_in'), exact: true }));
  await page.getByRole('heading', { name: t('creator.home.today') }).waitFor();
  await seat.go('/creator/copies');
  const url = `https://clips.example.invalid/${screen.device}`;
  await page.getByLabel(t('creator.copies.url'), { exact: true }).fill(url);
  await page.getByLabel(t('creator.copies.work'), { exact: true }).fill(drama.title);
  await press(page.getByRole('button', { name: t('creator.copies.send'), exact: true }));
  await page.getByText(url).first().waitFor();
  await seat.look('creator-copies');
  await seat.leave();
});

test('the same file sent twice is one suspect, and says so', async () => {
  const bytes = await readFile(copies[1]!);
  const send = async () => {
    const answer = await fetch(`${house.server.url}/api/v1/protection/suspects?filename=again.mp4`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', origin: house.server.url },
      body: bytes,
    });
    return answer.status;
  };
  // Nobody is signed in here: the wall stands for bytes too.
  expect(await send()).toBe(401);
  const seat = await house.enter(screens[0]!, '/copies?tab=suspects');
  const { page, t } = seat;
  await page.getByLabel(t('protection.intake.files'), { exact: true }).setInputFiles(copies[1]!);
  await page.getByText(t('protection.sending.known', { count: 1 }), { exact: true }).waitFor();
  await seat.leave();
});
