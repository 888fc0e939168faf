import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house?.close());

test.each(screens)(
  'a work is put aside and restored, then deleted for good; both steps name what hangs on it, on a $device in $language',
  async (screen) => {
    const { workId, title } = await house.importAnalysed(inject('material').upload);
    const seat = await house.enter(screen, `/works/${workId}`);
    const { page, t, press } = seat;
    const putAside = async () => {
      await press(page.getByRole('main').getByRole('button', { name: t('action.more'), exact: true }));
      await press(page.getByRole('menuitem', { name: t('work.trash') }));
      const dialog = page.getByRole('dialog', { name: t('work.trash_title', { title }) });
      await dialog.getByText(t('dependent.episode', { count: 3 })).waitFor();
      await dialog.getByText(t('dependent.subtitle_track', { count: 3 })).waitFor();
      return dialog;
    };
    const first = await putAside();
    await first.getByText(t('dependent.analysis', { count: 3 })).waitFor();
    await seat.look('trash-dialog');
    await press(first.getByRole('button', { name: t('work.trash') }));
    await page.getByRole('button', { name: t('work.restore') }).waitFor();
    await seat.look('drama-trashed');

    await seat.go('/');
    await page.getByRole('navigation').first().waitFor();
    await page.getByRole('heading', { name: t('library.first.title') }).waitFor();
    await seat.go('/?trash=1');
    await press(page.getByRole('link', { name: title }));
    await press(page.getByRole('button', { name: t('work.restore') }));
    await page.getByRole('button', { name: t('work.restore') }).waitFor({ state: 'hidden' });
    await seat.go('/');
    await page.getByRole('link', { name: title }).waitFor();
    await seat.look('library-one');

    await press(page.getByRole('link', { name: title }));
    await press((await putAside()).getByRole('button', { name: t('work.trash') }));
    await press(page.getByRole('button', { name: t('work.delete') }));
    const last = page.getByRole('dialog', { name: t('work.delete_title', { title }) });
    await last.getByText(t('dependent.episode', { count: 3 })).waitFor();
    const confirm = last.getByRole('button', { name: t('work.delete') });
    expect(await confirm.isDisabled(), 'before the title is typed').toBe(true);
    await last.getByLabel(t('work.type_title', { title })).fill(title);
    await seat.look('delete-dialog');
    await press(confirm);
    await page.getByRole('heading', { name: t('library.first.title') }).waitFor();
    const { items } = await house.ask<{ items: unknown[] }>('GET', '/api/v1/works?trashed=true');
    expect(items).toEqual([]);
    await seat.leave();
  },
);
