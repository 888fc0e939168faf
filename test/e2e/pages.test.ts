import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { allScreens } from './browser.ts';
import { openHouse, type Drama, type TestHouse } from './house.ts';

let house: TestHouse;
let drama: Drama;
let hookId: string;
beforeAll(async () => {
  house = await openHouse();
  drama = await house.importAnalysed(inject('material').drama);
  // Works without episodes and without a cover stand in a library too.
  for (const [title, kind] of [
    ['龙王令：赘婿归来', 'micro_drama'],
    ['她从火中归来（原著）', 'novel'],
  ] as const)
    await house.ask('POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title, synopsis: '' }], kind });
  // Questions of rights are asked for somebody.
  await house.ask('POST', '/api/v1/rights/parties', { name: '钩线影业', kind: 'company', isSelf: true });
  const { hooks } = await house.ask<{ hooks: { id: string; rank: number }[] }>('GET', `/api/v1/episodes/${drama.episodes[0]!.id}/analysis`);
  hookId = hooks.find((hook) => hook.rank === 1)!.id;
});
afterAll(() => house?.close());

test.each(allScreens)('every page stands on a $device in $language', async (screen) => {
  const seat = await house.enter(screen);
  const { page, t } = seat;
  const work = `/works/${drama.workId}`;
  const episode = `${work}/episodes/${drama.episodes[0]!.id}`;
  const pages: [name: string, path: string, sign: string][] = [
    ['library', '/', t('library.title')],
    ['library-list', '/?view=list', t('work.status.draft')],
    ['library-nothing', '/?q=zzzz', t('library.nothing')],
    ['library-trash', '/?trash=1', t('library.trash_empty')],
    ['work-new', '/?dialog=new', t('work.field.original_language')],
    ['tasks', '/?drawer=tasks', t('tasks.ended')],
    ['drama', work, t('story.paywall')],
    ['drama-story', `${work}?tab=story`, t('story.hooks')],
    ['drama-about', `${work}?tab=about`, t('about.facts')],
    ['drama-clips', `${work}/clips`, t('clips.empty')],
    ['episode', episode, t('timeline.fit')],
    ['episode-hook', `${episode}?hook=${hookId}`, t('clip.make')],
    ['maker', `${episode}?maker=hook:${hookId}`, t('clip.card')],
    ['import', '/import', t('import.drop')],
    ['rights-none', '/rights', t('rights.first.title')],
    ['rights-ask', `/rights?tab=ask&work=${drama.workId}`, t('rights.ask.title')],
    ['rights-drama', `/rights/works/${drama.workId}`, t('rights.title.none')],
    ['rights-drama-registration', `/rights/works/${drama.workId}?tab=registration`, t('rights.registration.title')],
    ['rights-drama-free', `/rights/works/${drama.workId}?tab=free`, t('rights.free.title')],
    ['rights-allow-list', '/rights/allow-list', t('rights.allow.none')],
    ['copies', '/copies', t('protection.first.title')],
    ['copies-links-none', '/copies?tab=links', t('protection.links.none')],
    ['copies-covered', '/copies?tab=coverage', t('protection.coverage.episodes')],
    ['copies-reports-none', '/copies?tab=reports', t('protection.reports.none')],
    ['cases-none', '/cases', t('takedown.first.title')],
    ['cases-hosts-none', '/cases?tab=hosts', t('takedown.hosts.none')],
    ['cases-accounts-none', '/cases?tab=accounts', t('takedown.accounts.none')],
    ['cases-sender', '/cases?tab=sender', t('takedown.sender.title')],
    ['cases-incoming-none', '/cases?tab=incoming', t('takedown.incoming.none')],
    ['cases-laws', '/cases?tab=laws&law=eu_dsa', t('takedown.law.notice_elements')],
    ['market-none', '/market', t('market.topics.none')],
    ['market-ask', '/market/ask', t('market.ask.none')],
    ['market-documents-none', '/market/documents', t('market.documents.none')],
    ['market-sources-none', '/market/documents?tab=sources', t('market.source.none')],
    ['market-figures-none', '/market/figures', t('market.figures.none')],
    ['market-contradictions-none', '/market/contradictions', t('market.contradictions.none.open')],
    ['market-programmes-none', '/market/programmes', t('market.programmes.none')],
    ['market-for-drama', `/market/programmes/for/${drama.workId}`, t('market.programmes.for_none')],
    ['market-briefs-none', '/market/briefs', t('market.briefs.none')],
    ['settings-members', '/settings', t('members.roles')],
    ['settings-keys', '/settings?tab=keys', t('keys.empty')],
    ['settings-organisation', '/settings?tab=organisation', t('settings.organisation_name')],
    ['settings-audit', '/settings?tab=audit', t('settings.tab.audit')],
    ['settings-account', '/settings?tab=account', t('account.change_password')],
  ];
  for (const [name, path, sign] of pages) {
    await seat.go(path);
    await page.getByText(sign, { exact: true }).filter({ visible: true }).first().waitFor();
    // A key or a hole in the page is a sentence that nobody wrote.
    expect.soft(await page.locator('body').innerText(), name).not.toMatch(/\b(?:[a-z_]+\.){2,}[a-z_]+\b|\{\{|undefined|NaN|\[object/);
    await seat.look(name);
  }
  await seat.leave();
});

test('the pages stand in the dark too', async () => {
  const seat = await house.enter({ language: 'zh-CN', device: 'desktop' });
  const { page, t } = seat;
  await page.evaluate(() => localStorage.setItem('hookline.theme', 'dark'));
  for (const [name, path, sign] of [
    ['dark-library', '/', t('library.title')],
    ['dark-drama', `/works/${drama.workId}`, t('story.paywall')],
    ['dark-episode', `/works/${drama.workId}/episodes/${drama.episodes[0]!.id}?hook=${hookId}`, t('timeline.fit')],
    ['dark-settings', '/settings', t('members.roles')],
    ['dark-copies', '/copies', t('protection.first.title')],
    ['dark-laws', '/cases?tab=laws', t('takedown.law.notice_elements')],
    ['dark-market', '/market/contradictions', t('market.contradictions.none.open')],
  ] as const) {
    await seat.go(path);
    await page.getByText(sign, { exact: true }).filter({ visible: true }).first().waitFor();
    await seat.look(name);
  }
  await seat.leave();
});
