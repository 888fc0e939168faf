import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { screens, type Seat } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
beforeAll(async () => {
  house = await openHouse();
  drama = await house.importAnalysed(inject('material').drama);
});
afterAll(() => house?.close());

/** How each form begins, and how its file is called. */
const forms = {
  otio: { ending: '.otio', begins: /^\s*\{[^]*"OTIO_SCHEMA":\s*"Timeline\.1"/ },
  edl: { ending: '.edl', begins: /^TITLE: .+\r?\n(FCM: NON-DROP FRAME)?/ },
  fcpxml: { ending: '.fcpxml', begins: /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<!DOCTYPE fcpxml>\s*<fcpxml version="1\.\d+"/ },
  jianying: { ending: '.zip', begins: /^PK\u0003\u0004/ },
  srt: { ending: '.srt', begins: /^\uFEFF?1\r?\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\r?\n\S/ },
} as const;

async function exportAll({ page, t, press }: Seat, button: Locator): Promise<void> {
  for (const [form, { ending, begins }] of Object.entries(forms)) {
    await press(button);
    const item = page
      .getByRole('menuitem')
      .filter({ hasText: t(`export.${form}`) })
      .getByRole('link');
    await item.waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), press(item)]);
    expect(file.suggestedFilename(), form).toMatch(new RegExp(`\\${ending}$`));
    const text = (await readFile(await file.path())).toString(form === 'jianying' ? 'latin1' : 'utf8');
    expect(text.slice(0, 4000), form).toMatch(begins);
    await item.waitFor({ state: 'hidden' });
  }
}

test.each(screens)('hooks and the edit of an episode go to every editor, on a $device in $language', async (screen) => {
  const { hooks } = await house.ask<{ hooks: { id: string }[] }>('GET', `/api/v1/episodes/${drama.episodes[0]!.id}/analysis`);
  const seat = await house.enter(screen, `/works/${drama.workId}/episodes/${drama.episodes[0]!.id}?hook=${hooks[0]!.id}`);
  const { page, t, press } = seat;
  const menu = page.getByRole('button', { name: t('export.title'), exact: true });
  await press(menu.first());
  await page.getByRole('menuitem').first().waitFor();
  await seat.look('export-menu');
  await page.keyboard.press('Escape');
  await exportAll(seat, menu.first());

  if (seat.phone)
    await press(
      page.getByRole('group', { name: t('episode.panels') }).getByRole('button', { name: new RegExp(`^${t('episode.tab_suggestions')}`) }),
    );
  await press(page.getByRole('button', { name: t('suggestion.take_all'), exact: true }));
  const edit = page.getByRole('region', { name: t('suggestion.edit') });
  await edit.getByRole('listitem').first().waitFor();
  await exportAll(seat, edit.getByRole('button', { name: t('export.title'), exact: true }));
  await press(page.getByRole('button', { name: t('suggestion.put_back_all'), exact: true }));
  await page.getByText(t('suggestion.edit_none')).waitFor();
  await seat.leave();
});
