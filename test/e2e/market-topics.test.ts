import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens, type Seat } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;

const texts = [
  `微短剧年度观察
影视日报 · 2025-03-12 09:30

核心观点
- 2024年中国微短剧市场规模达到505亿元，首次超过电影票房。[1]
- 截至2024年12月，微短剧用户规模达6.62亿人，约占网民的六成。[2]
- 免费短剧成为平台竞争的焦点，分账规则随之调整。[3]
`,
  `Capital looks at micro-dramas
Harbour Daily · 2025-05-02 10:00

Core Insights
- The micro-short drama market in China grew from 3.68 billion yuan in 2021 to 50.5 billion yuan in 2024. [1]
- Private funds have begun to invest in production companies in several cities. [2]
- Zhengzhou rewards excellent micro-short dramas with up to 500,000 yuan per title. [3]
`,
  `Regional press on a boom
Coast Weekly · 2025-06-20 08:00

The micro-short drama market in China was worth 505 billion yuan in 2024, a magazine of the coast writes.
`,
  `郑州市人民政府办公室关于印发郑州市支持微短剧发展若干措施的通知
郑政办〔2025〕9号

一、支持拍摄
对在本市取景拍摄的微短剧，按制作成本的30%给予补贴，每部最高不超过50万元。

二、附则
本措施自2025年7月1日起施行，有效期至2035年12月31日。
郑州市人民政府办公室
2025年6月10日
`,
];

beforeAll(async () => {
  house = await openHouse();
  for (const text of texts) await house.ask('POST', '/api/v1/market/pastes', { text, title: '', url: null });
  await house.ask('POST', '/api/v1/market/topics', { nameZh: '微短剧市场', nameEn: 'Micro-drama market', query: '微短剧' });
  await until(
    () => house.ask<{ items: { documents: number; contradictions: number; taskId: string | null }[] }>('GET', '/api/v1/market/topics'),
    ({ items }) => items[0]!.documents === texts.length && items[0]!.contradictions > 0 && items[0]!.taskId === null,
    'the topic',
  );
});
afterAll(() => house?.close());

test.each(screens)('a topic is read, asked and made into a briefing, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/market');
  const { page, t, press } = seat;
  const name = screen.language === 'en' ? 'Micro-drama market' : '微短剧市场';
  await page.locator('.topic-card', { hasText: name }).waitFor();
  await seat.look('market-topics');
  await press(page.getByRole('heading', { name }));
  await page.locator('.headline').first().waitFor();
  await page.locator('.insights li').first().waitFor();
  await page.locator('.topic-programmes').getByRole('link').first().waitFor();
  await seat.look('market-topic');
  await press(page.getByRole('link', { name: t('market.topics.programmes_all', { count: 1 }) }));
  await page.waitForURL(/\/market\/programmes\?topic=top_/);
  await page.locator('.data-table tbody tr').first().waitFor();
  await page.goBack();
  await page.locator('.insights li').first().waitFor();
  await addToBriefing(seat, page.locator('.insights li').first());
  await press(page.locator('.insights .market-chip').first());
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  await seat.look('market-topic-passage');
  await press(page.getByRole('dialog').getByRole('button', { name: t('action.close') }));

  await press(page.getByRole('link', { name: t('market.ask'), exact: true }));
  const question = screen.language === 'en' ? 'How large was the market in 2024?' : '2024年市场规模是多少？';
  await page.getByLabel(t('market.ask.question')).fill(question);
  await press(page.getByRole('button', { name: t('market.ask.do'), exact: true }));
  const answer = page.locator('.answer').first();
  await answer.locator('li').nth(1).waitFor();
  expect(await answer.textContent()).toContain('505');
  expect(await answer.textContent()).toContain(t('market.ask.by_documents'));
  await seat.look('market-ask');

  await page.goto(`${house.server.url}/market`);
  await press(page.getByRole('heading', { name }));
  await press(page.getByRole('button', { name: t('market.topics.brief'), exact: true }));
  await page.locator('.brief-items li').first().waitFor();
  await seat.look('market-brief');
  const own = page.locator('.brief-section textarea').first();
  await own.fill(screen.language === 'en' ? 'The sources disagree by ten.' : '各来源相差十倍。');
  await press(page.getByRole('button', { name: t('action.save'), exact: true }));
  await page.getByText(t('market.briefs.saved'), { exact: true }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), press(page.getByRole('link', { name: 'Markdown' }))]);
  const markdown = await readFile(await file.path(), 'utf8');
  expect(markdown).toContain(screen.language === 'en' ? 'The sources disagree by ten.' : '各来源相差十倍。');
  expect(markdown).toContain('[1]');
  await press(page.getByRole('button', { name: t('market.briefs.issue'), exact: true }));
  await press(page.getByRole('dialog').getByRole('button', { name: t('market.briefs.issue'), exact: true }));
  await page.waitForURL(/version=1/);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await seat.look('market-brief-issued');
  const paper = await page.getByRole('link', { name: t('market.briefs.export.html') }).getAttribute('href');
  await page.goto(new URL(paper!, house.server.url).href);
  await page.locator('ol li').first().waitFor();
  expect(await page.locator('h1').textContent()).toBe(name);
  await seat.leave();
});

/** Into a briefing that is begun for it, and out again by the message that says so. */
async function addToBriefing({ page, t, press, look }: Seat, place: Locator): Promise<void> {
  await press(place.getByRole('button', { name: t('market.briefs.add') }));
  const dialog = page.getByRole('dialog');
  await dialog.locator('#brief-begin-title').fill('Weekly');
  await look('market-add-to-brief');
  await press(dialog.getByRole('button', { name: t('market.briefs.begin_and_add'), exact: true }));
  await page.getByText(t('market.briefs.added', { title: 'Weekly' })).waitFor();
  await look('market-added-to-brief');
  await press(page.getByRole('button', { name: t('action.undo'), exact: true }));
  await page.getByText(t('market.briefs.taken_out', { title: 'Weekly' })).waitFor();
  const { items } = await house.ask<{ items: { title: string }[] }>('GET', '/api/v1/market/briefs');
  expect(items.map(({ title }) => title)).not.toContain('Weekly');
}

test('a topic is begun with a preview, and alerts are set and muted', async () => {
  const seat = await house.enter(screens[0]!, '/market');
  const { page, t, press } = seat;
  await press(page.getByRole('button', { name: t('market.topics.begin'), exact: true }).first());
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel(t('market.topics.name_en')).fill('Support');
  await drawer.getByLabel(t('market.topics.query'), { exact: true }).fill('微短剧 补贴|奖励');
  await drawer.getByText('Capital looks at micro-dramas').waitFor();
  await seat.look('market-topic-new');
  await press(drawer.getByRole('button', { name: t('market.topics.begin'), exact: true }));
  await page.getByRole('heading', { name: 'Support', level: 1 }).waitFor();
  await press(page.getByRole('button', { name: t('market.topics.follow'), exact: true }));
  await page.getByRole('button', { name: t('market.topics.unfollow'), exact: true }).waitFor();
  await page.goto(`${house.server.url}/market?open=alerts`);
  await press(page.getByRole('button', { name: t('market.alerts.mute'), exact: true }));
  await page.getByRole('button', { name: t('market.alerts.unmute'), exact: true }).waitFor();
  await seat.look('market-alerts');
  await seat.leave();
});
