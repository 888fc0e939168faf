import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileChooser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Seat } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
const { upload: folder } = inject('material');
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house?.close());

const videos = ['第1集.mp4', '第2集.mp4', '第10集.mp4'];

/** Presses a button and answers with the system's dialogue that it opens. */
async function choosing({ page, press }: Seat, button: string): Promise<FileChooser> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page.getByRole('button', { name: button }))]);
  return chooser;
}

async function plannedVideos({ page }: Seat): Promise<string[]> {
  await page.getByText(videos[2]!, { exact: true }).waitFor();
  const rows = await page.getByRole('listitem').allTextContents();
  return rows.flatMap((row) => videos.find((name) => row.includes(name)) ?? []);
}

/** How fast the line takes bytes from now on; null for as fast as it can. */
async function limitLine(page: Page, bytesPerSecond: number | null): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? -1,
  });
}

/** The offsets from which parts are sent: 0 is a beginning, more is going on where the server was. */
function watchOffsets(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH' && request.url().includes('/uploads/')) offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

test('a folder becomes a drama; an upload broken by a reload goes on where it was; sending it again changes nothing', async () => {
  const seat = await house.enter({ language: 'zh-CN', device: 'desktop' });
  const { page, t, press } = seat;
  await press(page.getByRole('link', { name: t('library.first.start') }));
  await page.getByRole('heading', { name: t('import.title') }).waitFor();
  await seat.look('import-choose');
  await (await choosing(seat, t('import.choose_folder'))).setFiles(folder);
  const title = page.getByLabel(t('work.field.title'));
  expect(await title.inputValue(), 'the folder names the drama').toBe(basename(folder));
  await seat.look('import-folder');
  await press(page.getByRole('button', { name: t('import.plan') }));
  expect(await plannedVideos(seat), 'natural order').toEqual(videos);
  await seat.look('import-plan');

  await limitLine(page, 500_000);
  await press(page.getByRole('button', { name: t('import.start') }));
  const long = page.getByRole('progressbar', { name: videos[2]! });
  await expect.poll(async () => Number(await long.getAttribute('aria-valuenow').catch(() => 0)), { timeout: 60_000 }).toBeGreaterThan(15);
  await page.getByRole('progressbar', { name: t('import.progress') }).waitFor();
  await seat.look('import-sending');
  await page.reload();
  await page.getByRole('heading', { name: t('import.again') }).waitFor();
  await seat.look('import-again');

  await limitLine(page, null);
  const offsets = watchOffsets(page);
  await (await choosing(seat, t('import.choose_folder'))).setFiles(folder);
  await page.getByRole('heading', { name: t('import.done'), exact: true }).waitFor();
  expect(Math.max(...offsets), 'the rest is sent, not the whole').toBeGreaterThan(100_000);
  await seat.look('import-done');

  await press(page.getByRole('link', { name: t('import.to_work') }));
  await page.getByRole('heading', { name: basename(folder) }).waitFor();
  for (const number of [1, 2, 10]) await page.getByRole('link', { name: t('episodes.untitled', { number }), exact: true }).waitFor();
  const { items } = await house.ask<{ items: { id: string; episodeCount: number; coverAssetId: string | null }[] }>('GET', '/api/v1/works');
  expect(items).toMatchObject([{ episodeCount: 3, coverAssetId: expect.any(String) }]);

  await press(page.getByRole('link', { name: t('library.import') }));
  await (await choosing(seat, t('import.choose_folder'))).setFiles(folder);
  await press(page.getByRole('button', { name: t('import.plan') }));
  await press(page.getByRole('button', { name: t('import.start') }));
  await page.getByRole('heading', { name: t('import.done'), exact: true }).waitFor();
  await page.getByText(t('import.unchanged', { count: 7 })).waitFor();
  await seat.look('import-unchanged');
  await seat.leave();
});

test('on a phone files are chosen one by one; a line that breaks is picked up by itself, and a pause holds', async () => {
  const seat = await house.enter({ language: 'en', device: 'phone' }, '/import');
  const { page, t, press } = seat;
  const names = (await readdir(folder)).toSorted();
  await (await choosing(seat, t('import.choose_files'))).setFiles(names.map((name) => join(folder, name)));
  await page.getByLabel(t('work.field.title')).fill('Flash Marriage');
  await press(page.getByRole('button', { name: t('import.plan') }));
  expect(await plannedVideos(seat)).toEqual(videos);
  await seat.look('import-plan');

  // The first part that is sent is lost on the way.
  seat.expectTrouble(/ERR_CONNECTION_RESET/);
  let broken = 0;
  await page.route('**/api/v1/uploads/*', (route) =>
    route.request().method() === 'PATCH' && broken++ === 0 ? route.abort('connectionreset') : route.continue(),
  );
  await limitLine(page, 600_000);
  await press(page.getByRole('button', { name: t('import.start') }));
  await expect.poll(() => broken, { timeout: 30_000 }).toBeGreaterThan(1);
  await press(page.getByRole('button', { name: t('import.pause') }));
  await page.getByText(t('import.paused')).waitFor();
  await seat.look('import-paused');
  await limitLine(page, null);
  await press(page.getByRole('button', { name: t('import.resume'), exact: true }));
  await page.getByRole('heading', { name: t('import.done'), exact: true }).waitFor();
  await seat.look('import-done');
  await press(page.getByRole('link', { name: t('import.to_work') }));
  await page.getByRole('heading', { name: 'Flash Marriage' }).waitFor();
  await page.getByRole('link', { name: t('episodes.untitled', { number: 10 }), exact: true }).waitFor();
  await seat.leave();
});
