import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { EpisodeAnalysis } from '../../src/modules/studio/contract.ts';
import { nearestPoint } from '../../web/shared/timeline/edges.ts';
import { dragFinger, dragMouse, screens, type Seat } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
const { drama: folder } = inject('material');
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house?.close());

const analysisOf = (episodeId: string): Promise<EpisodeAnalysis> => house.ask('GET', `/api/v1/episodes/${episodeId}/analysis`);

test("a drama that was just imported is analysed before one's eyes, and tells its story", async () => {
  const workId = await house.importFolder(folder);
  const seat = await house.enter({ language: 'zh-CN', device: 'desktop' }, `/works/${workId}`);
  const { page, t, press } = seat;
  await page.getByRole('progressbar').first().waitFor();
  await seat.look('drama-analysing');
  await expect
    .poll(() => page.getByRole('table').getByText(t('analysis.state.done'), { exact: true }).count(), { timeout: 120_000 })
    .toBe(2);
  await seat.look('drama-analysed');
  await press(page.getByRole('link', { name: t('work.tab.story') }));
  await page.getByRole('heading', { name: t('story.hooks') }).waitFor();
  await page.getByRole('img', { name: /\d/ }).first().waitFor();
  await seat.leave();
  drama = await house.importAnalysed(folder);
});

describe.each(screens)('an episode on a $device in $language', (screen) => {
  let seat: Seat;
  let episodeId: string;
  beforeAll(async () => {
    episodeId = drama.episodes[0]!.id;
    seat = await house.enter(screen, `/works/${drama.workId}/episodes/${episodeId}`);
    await seat.page.getByRole('group', { name: seat.t('timeline.name_long') }).waitFor();
  });
  afterAll(() => seat?.leave());

  const openPanel = async (panel: 'hooks' | 'suggestions' | 'words' | 'story' | 'facts') => {
    const name = new RegExp(`^${seat.t(`episode.tab_${panel}`)}`);
    if (seat.phone) await seat.press(seat.page.getByRole('group', { name: seat.t('episode.panels') }).getByRole('button', { name }));
    else if (panel !== 'hooks') await seat.press(seat.page.getByRole('tab', { name }));
  };
  const closePanel = async () => {
    if (!seat.phone) return;
    await seat.press(seat.page.getByRole('dialog').getByRole('button', { name: seat.t('action.close') }));
    await seat.page.getByRole('dialog').waitFor({ state: 'hidden' });
  };

  test('the film plays, beside a timeline with all its rows', async () => {
    const { page, t, press } = seat;
    const rows = ['hooks', 'filmstrip', 'shots', 'cues', 'beats', 'loudness'];
    const shown = seat.phone ? rows.filter((row) => row !== 'filmstrip') : rows;
    const timeline = page.getByRole('region', { name: t('timeline.name'), exact: true });
    for (const row of shown) expect(await timeline.getByText(t(`row.${row}`), { exact: true }).count(), row).toBe(1);
    await press(page.getByRole('group', { name: t('player.controls') }).getByRole('button', { name: t('player.play') }));
    const film = page.getByLabel(t('episode.number', { number: 1 }), { exact: true }).and(page.locator('video'));
    await expect.poll(() => film.evaluate((node) => (node as HTMLVideoElement).currentTime), { timeout: 30_000 }).toBeGreaterThan(0.4);
    await press(page.getByRole('group', { name: t('player.controls') }).getByRole('button', { name: t('player.pause') }));
    expect(await film.evaluate((node) => (node as HTMLVideoElement).videoWidth)).toBe(270);
    await seat.look('episode');
  });

  test('a hook gives its reasons in sentences', async () => {
    const { page, t, press } = seat;
    await openPanel('hooks');
    const first = page
      .getByRole('button', { expanded: false })
      .filter({ has: page.getByLabel(t('episode.rank', { rank: 1 }), { exact: true }) });
    await press(first);
    const evidence = page
      .locator('ul')
      .filter({ has: page.locator('li') })
      .and(page.locator('.evidence'))
      .first();
    await evidence.waitFor();
    const sentences = await evidence.getByRole('listitem').allTextContents();
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) expect(sentence).not.toMatch(/evidence\.|\{\{|undefined/);
    await seat.look('episode-hook');
    await closePanel();
  });

  test('an edge that is dragged snaps, stays, and is taken back by undo', async () => {
    const { page, t, press } = seat;
    const analysis = await analysisOf(episodeId);
    const hook = analysis.hooks.find((one) => one.rank === 1)!;
    const edge = page
      .getByRole('slider', { name: new RegExp(`^${t('timeline.start_edge', { name: '' }).trim().split(' ')[0]}`) })
      .and(page.locator('[data-grip=start]'));
    await edge.waitFor();
    const before = Number(await edge.getAttribute('aria-valuenow'));
    const [floor, ceiling] = await Promise.all(
      ['aria-valuemin', 'aria-valuemax'].map(async (name) => Number(await edge.getAttribute(name))),
    );
    const wanted = snapTarget(analysis, before, floor!, ceiling!);
    const from = await middleOf(edge);
    const msPerPx = (hook.endMs - hook.startMs) / (await edge.locator('..').boundingBox())!.width;
    const to = { x: from.x + (wanted - before) / msPerPx + 2, y: from.y };
    await (seat.phone ? dragFinger : dragMouse)(page, from, to);
    const kept = () => analysisOf(episodeId).then((now) => now.hooks.find((one) => one.id === hook.id)!.startMs);
    await expect.poll(kept, { message: `snapped from ${before}` }).toBe(wanted);
    await seat.look('episode-edge');

    await press(page.getByRole('button', { name: t('command.undo'), exact: true }));
    await expect.poll(kept, { message: 'undone' }).toBe(before);
    await press(page.getByRole('button', { name: t('command.redo'), exact: true }));
    await expect.poll(kept, { message: 'done again' }).toBe(wanted);
    await page.reload();
    await edge.waitFor();
    expect(Number(await edge.getAttribute('aria-valuenow')), 'after a reload').toBe(wanted);

    // By the keyboard: with Alt to the next cut or silence.
    await edge.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(kept, { message: 'moved by a key' }).toBeGreaterThan(wanted);
    expect(analysis.snapPointsMs).toContain(await kept());
    await press(page.getByRole('button', { name: t('command.undo'), exact: true }));
    await expect.poll(kept).toBe(wanted);
    // Back to how it was found, for whoever comes after.
    await house.ask('PATCH', `/api/v1/hooks/${hook.id}`, { reset: true });
  });

  test('suggestions that are taken up change the length of the edit, and can be put back', async () => {
    const { page, t, press } = seat;
    await openPanel('suggestions');
    await page.getByText(t('suggestion.edit_none')).waitFor();
    await press(page.getByRole('button', { name: t('suggestion.take_all'), exact: true }));
    const edit = page.getByRole('region', { name: t('suggestion.edit') });
    const pieces = edit.getByRole('list').first().getByRole('listitem');
    await pieces.first().waitFor();
    const figures = await edit.getByRole('banner').or(edit.locator('header')).innerText();
    const [length, original] = (figures.match(/\d+:\d\d(?:\.\d)?/g) ?? []).map(toSeconds);
    expect(length, figures).not.toBe(original);
    await seat.look('episode-suggestions');
    await press(page.getByRole('button', { name: t('suggestion.put_back_all'), exact: true }));
    await page.getByText(t('suggestion.edit_none')).waitFor();
    await expect.poll(() => analysisOf(episodeId).then((now) => now.appliedSuggestionIds)).toEqual([]);
    await closePanel();
  });

  test('lines, story and checks are there to read', async () => {
    const { page, t } = seat;
    await openPanel('words');
    await page
      .getByRole('searchbox', { name: t('words.search') })
      .or(page.getByPlaceholder(t('words.search')))
      .first()
      .waitFor();
    await seat.look('episode-words');
    await closePanel();
    await openPanel('story');
    await page.getByText(t('episode.cliffhanger')).first().waitFor();
    await seat.look('episode-story');
    await closePanel();
    await openPanel('facts');
    await seat.look('episode-facts');
    await closePanel();
  });
});

const toSeconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** The nearest snap point that lies alone, within the limits of an edge and off it. */
function snapTarget({ snapPointsMs }: EpisodeAnalysis, edgeMs: number, floorMs: number, ceilingMs: number): number {
  const alone = snapPointsMs.filter(
    (one) =>
      one >= floorMs &&
      one <= ceilingMs &&
      Math.abs(one - edgeMs) > 400 &&
      nearestPoint(
        snapPointsMs.filter((other) => other !== one),
        one,
        150,
      ) === null,
  );
  expect(alone.length, `${snapPointsMs.join(' ')} around ${edgeMs}`).toBeGreaterThan(0);
  return alone.toSorted((a, b) => Math.abs(a - edgeMs) - Math.abs(b - edgeMs))[0]!;
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
