import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { screens } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
let foreignWorkId: string;
beforeAll(async () => {
  house = await openHouse();
  drama = await house.importAnalysed(inject('material').upload);
  // Somebody else's house beside this one, with a drama of its own.
  const me = await house.ask<{ organisation: { id: string } }>('GET', '/api/v1/me');
  const other = await house.ask<{ id: string }>('POST', '/api/v1/organisations', { name: '别家影业' });
  await house.ask('POST', '/api/v1/me/organisation', { organisationId: other.id });
  foreignWorkId = (
    await house.ask<{ id: string }>('POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title: '别家的剧', synopsis: '' }] })
  ).id;
  await house.ask('POST', '/api/v1/me/organisation', { organisationId: me.organisation.id });
});
afterAll(() => house?.close());

test.each(screens)(
  'an invitation is handed over as a link; its viewer sees everything and may change nothing, on a $device in $language',
  async (screen) => {
    const email = `viewer.${screen.device}@example.com`;
    const owner = await house.enter(screen, '/settings');
    await owner.press(owner.page.getByRole('button', { name: owner.t('members.invite'), exact: true }));
    await owner.page.getByLabel(owner.t('entry.email')).fill(email);
    await owner.page.getByLabel(owner.t('members.role'), { exact: true }).selectOption('viewer');
    await owner.look('invite');
    await owner.press(owner.page.getByRole('button', { name: owner.t('members.send') }));
    const dialog = owner.page.getByRole('dialog', { name: owner.t('members.link_title') });
    const link = await dialog.getByRole('code').textContent();
    await owner.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await owner.press(dialog.getByRole('button', { name: owner.t('action.copy') }));
    await dialog.getByText(owner.t('action.copied')).waitFor();
    expect(await owner.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await owner.look('invite-link');
    await owner.press(dialog.getByRole('button', { name: owner.t('action.kept') }));
    await dialog.waitFor({ state: 'hidden' });
    await owner.page.getByText(email, { exact: true }).waitFor();
    await owner.look('settings-members');
    await owner.leave();

    const viewer = await house.visit(screen);
    const { page, t, press } = viewer;
    await viewer.go(new URL(link!).pathname);
    await page.getByLabel(t('entry.name')).fill('观众 Vera');
    await page.getByLabel(t('entry.new_password'), { exact: true }).fill('a quiet long evening');
    await viewer.look('join');
    await press(page.getByRole('button', { name: t('entry.join'), exact: true }));
    await page.getByRole('link', { name: drama.title }).waitFor();
    await viewer.look('library-as-viewer');

    const why = t('gate.role', { role: t('role.viewer') });
    await press(page.getByRole('link', { name: drama.title }));
    const gate = page.getByRole('group', { name: why });
    await gate.getByRole('button', { name: t('work.analyse_all') }).waitFor();
    expect(await gate.getByRole('button', { name: t('work.analyse_all') }).isDisabled()).toBe(true);
    await press(page.getByRole('main').getByRole('button', { name: t('action.more'), exact: true }));
    await page
      .getByRole('menuitem', { name: t('work.trash') })
      .getByText(why)
      .waitFor();
    await viewer.look('drama-as-viewer');
    await page.keyboard.press('Escape');

    await viewer.go(`/works/${drama.workId}/episodes/${drama.episodes[0]!.id}`);
    await page.getByRole('group', { name: t('timeline.name_long') }).waitFor();
    expect(await page.locator('[data-grip]').count(), 'nothing to drag').toBe(0);
    await viewer.look('episode-as-viewer');

    await viewer.go('/settings?tab=keys');
    await page.getByText(why).first().waitFor();
    await viewer.look('settings-denied');

    viewer.expectTrouble(/status of 404/);
    await viewer.go(`/works/${foreignWorkId}`);
    await page.getByRole('heading', { name: t('not_found.title') }).waitFor();
    await page.getByText(t('error.catalog.work_not_found')).waitFor();
    await viewer.look('foreign-work');
    await viewer.go('/no/such/page');
    await page.getByRole('heading', { name: t('not_found.title') }).waitFor();
    await viewer.look('not-found');
    await viewer.leave();
  },
);
