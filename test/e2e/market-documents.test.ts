/** The library as people use it: a text pasted, files sent, words found in both languages, a passage opened, a copy parted, one put aside. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

type Found = { items: { id: string; title: string; familySize: number }[] };

let house: TestHouse;

const zh = `微短剧市场规模突破五百亿元
新华社 2025-03-12 09:30

2024年，中国微短剧市场规模达504.4亿元，同比增长34.9%，首次超过内地电影全年票房。
截至2024年12月，微短剧用户规模达6.62亿人，占网民整体的59.7%。
多地出台扶持政策，对优秀作品给予最高300万元奖励，并设立专项资金支持拍摄基地建设。
业内人士认为，精品化与出海将成为行业下一阶段的两条主线，制作成本随之上升。
`;
const copy = zh.replace('新华社', '转载日报').replace('首次超过', '已超过');
const en = `Micro-short drama market passes fifty billion yuan
Example Research · 2025-03-14 10:00

In 2024 the Chinese micro-short drama market reached 50.44 billion yuan, up 34.9 percent year on year.
By December 2024 there were 662 million users, or 59.7 percent of internet users.
`;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const documents = () => house.ask<Found>('GET', '/api/v1/market/documents');
const opened = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first();

test('texts and files are collected, read and listed, and copies are one story', async () => {
  const seat = await house.enter(screens[0]!, '/market/documents');
  const { page, t, press } = seat;
  await page.getByText(t('market.documents.none')).waitFor();
  await seat.look('market-documents-empty');
  await press(page.getByRole('button', { name: t('market.collect.do'), exact: true }).first());
  await press(page.getByRole('button', { name: t('market.collect.way.paste'), exact: true }));
  await page.locator('#paste-text').fill(zh);
  await seat.look('market-documents-paste');
  await press(page.getByRole('dialog').getByRole('button', { name: t('market.collect.do'), exact: true }));
  await opened(page, /微短剧市场规模突破/).waitFor();
  await press(page.getByRole('button', { name: t('market.collect.do'), exact: true }).first());
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'copy.txt', mimeType: 'text/plain', buffer: Buffer.from(copy) },
      { name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from(en) },
    ]);
  await until(documents, ({ items }) => items.length === 3, 'the documents');
  await seat.look('market-documents-files');
  await seat.go('/market/documents');
  await opened(page, /Micro-short drama market/).waitFor();
  await seat.look('market-documents-list');
  expect((await documents()).items.map(({ familySize }) => familySize).toSorted()).toEqual([1, 2, 2]);
  await seat.leave();
});

test.each(screens)(
  'words find passages in both languages, and a passage opens the text at its place, on a $device in $language',
  async (screen) => {
    const seat = await house.enter(screen, '/market/documents');
    const { page, t, press } = seat;
    await page.getByRole('searchbox').fill('竖屏短剧');
    await opened(page, /Micro-short drama market/).waitFor();
    await page.locator('.market-hit').nth(1).waitFor();
    await seat.look('market-documents-search');
    expect(await page.locator('.market-hit').count()).toBe(2);
    await page.getByRole('searchbox').fill('59.7');
    const passage = page.locator('.market-snippet').filter({ hasText: '6.62亿人' });
    await press(passage.first());
    await page.locator('.market-text .is-here').waitFor();
    await page.locator('.market-underlined').first().waitFor();
    await seat.look('market-document');
    await press(page.getByRole('button', { name: '6.62亿人' }));
    await page.getByText(t('market.reader.metric'), { exact: true }).waitFor();
    await seat.look('market-document-figure');
    await seat.leave();
  },
);

test.each(screens)(
  'what a document says of itself is put right, two are put together, and both is taken back, on a $device in $language',
  async (screen) => {
    const { id } = (await documents()).items.find(({ title }) => title.startsWith('Micro-short'))!;
    const seat = await house.enter(screen, `/market/documents/${id}`);
    const { page, t, press } = seat;
    const one = () => house.ask<{ source: string; publishedAt: string; familySize: number }>('GET', `/api/v1/market/documents/${id}`);
    await press(page.getByRole('button', { name: t('market.correct.do'), exact: true }));
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel(t('market.documents.publisher'), { exact: true }).fill('Northlight');
    await drawer.getByLabel(t('market.correct.day'), { exact: true }).fill('2024-03-14');
    await seat.look('market-document-correct');
    await press(drawer.getByRole('button', { name: t('action.save'), exact: true }));
    await page.locator('.market-as-read', { hasText: 'Example Research' }).waitFor();
    expect(await one()).toMatchObject({ source: 'Northlight', publishedAt: '2024-03-14T10:00:00+08:00' });
    await seat.look('market-document-corrected');
    // What says that something was done lies over the end of the page on a phone.
    const close = page.locator('.toasts .icon-button');
    const clear = async (): Promise<void> => {
      while ((await close.count()) > 0) await press(close.first());
    };
    await clear();
    await press(page.getByRole('button', { name: t('market.correct.undo'), exact: true }));
    await page.getByText(t('market.correct.undone'), { exact: true }).waitFor();
    expect(await one()).toMatchObject({ source: 'Example Research', publishedAt: '2025-03-14T10:00:00+08:00' });
    await press(page.getByRole('button', { name: t('market.family.join'), exact: true }));
    await page.getByRole('dialog').getByRole('searchbox').fill('五百亿');
    const found = page.getByRole('dialog').getByRole('button', { name: t('market.family.join_do'), exact: true });
    await found.first().waitFor();
    await seat.look('market-document-join');
    await press(found.first());
    await page.getByText(t('market.family.joined'), { exact: true }).waitFor();
    expect((await one()).familySize).toBe(3);
    await seat.look('market-document-joined');
    await clear();
    await press(page.getByRole('button', { name: t('market.family.take_back'), exact: true }));
    await page.getByText(t('market.family.none')).waitFor();
    await seat.leave();
  },
);

test('a copy is parted and brought back, a translation marked and read side by side, a document put aside', async () => {
  const { items } = await documents();
  const original = items.find(({ familySize, title }) => familySize === 2 && title.startsWith('微短剧'))!;
  const seat = await house.enter(screens[0]!, `/market/documents/${original.id}`);
  const { page, t, press } = seat;
  await press(page.getByRole('button', { name: t('market.family.part'), exact: true }));
  await press(page.getByRole('button', { name: t('action.undo'), exact: true }));
  await page.getByRole('button', { name: t('market.family.part'), exact: true }).waitFor();
  await press(page.getByRole('button', { name: t('market.translation.mark'), exact: true }));
  await press(page.getByRole('link', { name: t('market.reader.both'), exact: true }));
  await page.locator('.market-pair').nth(1).waitFor();
  await seat.look('market-document-both');
  await press(page.getByRole('button', { name: t('market.acts.archive'), exact: true }));
  await press(page.getByRole('button', { name: t('market.acts.delete'), exact: true }));
  await page.getByText(t('market.acts.delete_text')).waitFor();
  await seat.look('market-document-delete');
  await press(page.getByRole('button', { name: t('action.cancel'), exact: true }));
  await press(page.getByRole('button', { name: t('market.acts.restore'), exact: true }));
  await page.getByRole('button', { name: t('market.acts.archive'), exact: true }).waitFor();
  await seat.leave();
});

test('a feed that cannot be reached says why, and can be paused, asked again and removed', async () => {
  const seat = await house.enter(screens[0]!, '/market/documents?tab=sources');
  const { page, t, press } = seat;
  await press(page.getByRole('button', { name: t('market.source.add'), exact: true }).first());
  const dialog = page.getByRole('dialog');
  await page.locator('#follow-url').fill('https://feed.invalid/rss.xml');
  await press(dialog.getByRole('button', { name: t('market.source.add'), exact: true }));
  await page.getByText(t('market.source.state.failing'), { exact: true }).waitFor({ timeout: 60_000 });
  await press(page.getByRole('button', { name: t('market.source.visits'), exact: true }));
  await page.locator('.market-visits li').first().waitFor();
  await seat.look('market-sources');
  await press(page.getByRole('button', { name: t('market.source.pause'), exact: true }));
  await page.getByText(t('market.source.state.paused'), { exact: true }).waitFor();
  await press(page.getByRole('button', { name: t('market.source.remove'), exact: true }));
  await press(page.getByRole('dialog').getByRole('button', { name: t('market.source.remove'), exact: true }));
  await page.getByText(t('market.source.none')).waitFor();
  await seat.leave();
});
