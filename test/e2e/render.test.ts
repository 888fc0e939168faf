import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Clip } from '../../src/modules/studio/contract.ts';
import { screens, type Seat } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
beforeAll(async () => {
  house = await openHouse();
  drama = await house.importAnalysed(inject('material').drama);
});
afterAll(() => house?.close());

const clips = async (): Promise<Clip[]> => (await house.ask<{ items: Clip[] }>('GET', `/api/v1/works/${drama.workId}/clips`)).items;

describe.each(screens)('a clip on a $device in $language', (screen) => {
  let seat: Seat;
  const name = `${screen.device} · 打脸前一秒`;
  beforeAll(async () => void (seat = await house.enter(screen, `/works/${drama.workId}/episodes/${drama.episodes[0]!.id}`)));
  afterAll(() => seat?.leave());

  const made = async (): Promise<Clip> => (await clips()).find((clip) => clip.name === name)!;

  /** Chooses the best hook of the episode and opens the maker with it. */
  const openMaker = async () => {
    const { page, t, press } = seat;
    const best = seat.phone
      ? page.getByRole('listitem').getByRole('button').filter({ hasText: /^1/ }).first()
      : page.getByRole('button', { expanded: false }).filter({ has: page.getByLabel(t('episode.rank', { rank: 1 }), { exact: true }) });
    await press(best);
    await press(page.getByRole('button', { name: t('clip.make'), exact: true }));
    await page.getByRole('dialog', { name: t('clip.title') }).waitFor();
  };

  test('is made from a hook with an end card; it is stopped on the way, made again to the end, played and downloaded', async () => {
    const { page, t, press } = seat;
    await openMaker();
    const maker = page.getByRole('dialog', { name: t('clip.title') });
    await maker.getByRole('textbox', { name: t('clip.name'), exact: true }).fill(name);
    // A frame of full size takes long enough to be stopped in the middle.
    await press(maker.getByText(t('clip.frame_blur_fill'), { exact: true }));
    await press(maker.getByRole('radio', { name: t('clip.caption_bold') }));
    await maker
      .getByRole('textbox', { name: t('clip.opening'), exact: true })
      .fill(screen.language === 'en' ? 'She was never a maid' : '她从来不是保姆');
    await press(maker.getByRole('switch', { name: t('clip.card') }));
    await maker.getByLabel(t('clip.card_code_label')).fill('HK8F2');
    await maker.getByLabel(t('clip.card_url')).fill('https://example.com/w/HK8F2');
    await seat.look('maker');
    await press(maker.getByRole('button', { name: t('clip.render'), exact: true }));
    const progress = maker.getByRole('progressbar', { name });
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow')), { timeout: 60_000 }).toBeGreaterThan(0);
    await seat.look('maker-rendering');
    await press(maker.getByRole('button', { name: `${t('task.cancel')} · ${name}` }));
    await maker.getByText(t('task.cancelled'), { exact: true }).waitFor();
    expect(await made()).toMatchObject({ state: 'cancelled', assetId: null });

    await press(maker.getByRole('button', { name: t('action.retry') }));
    const download = maker.getByRole('link', { name: t('clip.download') }).or(maker.getByRole('button', { name: t('clip.download') }));
    await download.waitFor({ timeout: 120_000 });
    const film = maker.getByLabel(t('clip.result'), { exact: true }).and(page.locator('video'));
    await film.evaluate((node) => (node as HTMLVideoElement).play());
    await expect.poll(() => film.evaluate((node) => (node as HTMLVideoElement).currentTime)).toBeGreaterThan(0.3);
    expect(await film.evaluate((node) => [(node as HTMLVideoElement).videoWidth, (node as HTMLVideoElement).videoHeight])).toEqual([
      1080, 1920,
    ]);
    await film.evaluate((node) => (node as HTMLVideoElement).pause());
    await seat.look('maker-done');
    const [file] = await Promise.all([page.waitForEvent('download'), press(download)]);
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(4, 8).toString('latin1'), 'the mark of an MP4 file').toBe('ftyp');
    const clip = await made();
    expect(clip).toMatchObject({ state: 'done', sizeBytes: bytes.length });
    expect(clip.recipe.endCard).toMatchObject({ code: 'HK8F2' });
    await press(maker.getByRole('button', { name: t('action.close') }));
  });

  test('stands among the clips of the drama, where a batch is ordered and stopped as one', async () => {
    const { page, t, press } = seat;
    await seat.go(`/works/${drama.workId}/clips`);
    const card = page.getByRole('article', { name });
    await card.waitFor();
    await seat.look('clips');
    await press(card.getByRole('button', { name: t('clip.play', { name }) }));
    await expect.poll(() => card.locator('video').evaluate((node) => (node as HTMLVideoElement).currentTime)).toBeGreaterThan(0.1);

    await press(page.getByRole('button', { name: t('clips.batch'), exact: true }));
    const batch = page.getByRole('dialog', { name: t('batch.title') });
    await batch.getByRole('spinbutton', { name: t('batch.top_count') }).fill('2');
    await press(batch.getByRole('checkbox', { name: t('clip.caption_boxed') }));
    await batch
      .getByRole('textbox', { name: t('batch.openings') })
      .fill(screen.language === 'en' ? 'Wait for it\nShe owns it all' : '别眨眼\n她才是主人');
    await batch.getByText(t('batch.count', { hooks: 2, variants: 4, total: 8 })).waitFor();
    await seat.look('batch-maker');
    await press(batch.getByRole('button', { name: t('batch.render') }));
    const strip = page.getByRole('region', { name: t('batch.title') });
    await strip.getByRole('progressbar').waitFor();
    await seat.look('batch-running');
    await press(strip.getByRole('button', { name: t('batch.cancel') }));
    await strip.getByRole('button', { name: t('batch.cancel') }).waitFor({ state: 'hidden' });
    const batchId = new URL(page.url()).searchParams.get('batch');
    const states = async () => (await clips()).filter((clip) => clip.batchId === batchId).map((clip) => clip.state);
    await expect.poll(async () => (await states()).every((state) => state === 'cancelled' || state === 'done')).toBe(true);
    expect(await states()).toContain('cancelled');
    await seat.look('batch-cancelled');
  });
});
