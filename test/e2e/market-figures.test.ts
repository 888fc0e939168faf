import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

let house: TestHouse;

const texts = [
  `微短剧年度报告
新华社 2025-03-12 09:30

2021年，中国微短剧市场规模为36.8亿元，2022年增至101.7亿元，2023年达373.9亿元。
2024年，中国微短剧市场规模达504.4亿元，同比增长34.9%。
预计2025年中国微短剧市场规模将达634.3亿元，2027年有望突破1000亿元。
截至2024年12月，中国微短剧用户规模达6.62亿人，占网民整体近六成。
单部微短剧制作成本为40万至70万元。`,
  `Outlook for micro-dramas
Example Research · 2023-12-20 10:00

The micro-drama market in China reached 10.17 billion yuan in 2022.
China's micro-drama market is expected to reach 30 billion yuan in 2023 and 42 billion yuan in 2024.`,
  `LP 开始布局微短剧
投资观察 2025-08-13 10:01

The micro-drama market in China reached 3.68 billion yuan in 2021, 101.7 billion yuan in 2022 and 373.9 billion yuan in 2023.
China's micro-drama market is projected to reach 60 billion to 68 billion yuan in 2025.`,
];

beforeAll(async () => {
  house = await openHouse();
  for (const text of texts) await house.ask('POST', '/api/v1/market/pastes', { text, title: '', url: null });
  await until(
    () => house.ask<{ documents: number }>('GET', '/api/v1/market/metrics'),
    ({ documents }) => documents === texts.length,
    'the figures',
  );
  // What contradicts is looked for when documents have come to rest.
  await until(
    () => house.ask<{ items: { dispute: unknown }[] }>('GET', '/api/v1/market/figures?metric=market_size&limit=100'),
    ({ items }) => items.some(({ dispute }) => dispute !== null),
    'the contradiction',
  );
});
afterAll(() => house?.close());

test.each(screens)('a metric is found, drawn over time, narrowed, taken away and corrected, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/market/figures');
  const { page, t, press, phone } = seat;
  await page.locator('.market-metric').first().waitFor();
  await seat.look('market-figures');
  await page.getByRole('searchbox').fill(screen.language === 'en' ? 'market size' : '市场规模');
  const metric = page.locator('.market-metric', { hasText: screen.language === 'en' ? 'Market size' : '市场规模' });
  await metric.waitFor();
  await press(metric);
  await page.locator('.market-series-place svg').waitFor();
  expect(await page.locator('.data-table tbody tr').count()).toBeGreaterThan(8);
  await seat.look('market-series');
  if (!phone) {
    // Along the line of small values until a point is met.
    const box = (await page.locator('.market-series-place svg').boundingBox())!;
    for (let x = 0.2; x < 0.95 && (await page.locator('.market-tip').count()) === 0; x += 0.005)
      await page.mouse.move(box.x + box.width * x, box.y + box.height * 0.845);
    await seat.look('market-series-tip');
  }
  await press(page.getByRole('button', { name: t('market.figures.log'), exact: true }));
  expect(new URL(page.url()).searchParams.get('scale')).toBe('log');
  const [picture] = await Promise.all([page.waitForEvent('download'), press(page.getByRole('button', { name: 'PNG' }))]);
  expect([...(await readFile(await picture.path())).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  await press(page.getByRole('button', { name: t('market.figures.export') }));
  const [table] = await Promise.all([page.waitForEvent('download'), press(page.getByRole('menuitem', { name: 'CSV' }))]);
  expect(await readFile(await table.path(), 'utf8')).toContain('50440000000');

  await press(
    page
      .locator('.data-table tbody tr')
      .first()
      .getByRole('button', { name: t('market.figures.correct'), exact: true }),
  );
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel(t('market.figures.note')).fill('Checked against the report.');
  await seat.look('market-figure-correct');
  await drawer.getByLabel(t('market.figures.period'), { exact: true }).fill('2028');
  await press(drawer.getByRole('button', { name: t('action.save'), exact: true }));
  await page.getByText(t('market.figures.saved'), { exact: true }).waitFor();
  await press(page.getByRole('button', { name: t('market.figures.undo'), exact: true }).first());
  await page.getByText(t('market.figures.undone'), { exact: true }).waitFor();

  // The series into a briefing that is begun for it, a figure into the same, and both are there with their passages.
  const title = `Series ${screen.device}`;
  await press(page.locator('.page-actions').getByRole('button', { name: t('market.briefs.add') }));
  await page.locator('#brief-begin-title').fill(title);
  await seat.look('market-series-to-brief');
  await press(page.getByRole('button', { name: t('market.briefs.begin_and_add'), exact: true }));
  await page.getByText(t('market.briefs.added', { title })).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(
    page
      .locator('.data-table tbody tr')
      .first()
      .getByRole('button', { name: t('market.briefs.add') }),
  );
  await press(page.locator('.brief-choices button').first());
  await page.getByText(t('market.briefs.added', { title })).nth(1).waitFor();
  await press(page.getByRole('button', { name: t('market.briefs.open'), exact: true }).first());
  await page.locator('.brief-items .market-chip').first().waitFor();
  await page.locator('.brief-chart .market-chip').nth(1).waitFor();
  await seat.look('market-brief-of-series');
  await seat.leave();
});

test.each(screens)('figures are listed and filtered, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/market/figures?tab=all&status=forecast');
  const { page } = seat;
  await page.locator('.data-table tbody tr').first().waitFor();
  await seat.look('market-figures-list');
  await seat.go('/market/figures?tab=all&q=nothing+like+this');
  await page.locator('.state').waitFor();
  await seat.leave();
});

test('the drawing follows a dark theme, and a figure opens its passage', async () => {
  const seat = await house.enter(screens[0]!, '/market/figures?metric=market_size&measure=level');
  const { page, press } = seat;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('.market-series-place svg').waitFor();
  await seat.look('market-series-dark');
  await seat.go('/market/figures?metric=users');
  await press(page.locator('.data-table tbody tr').first().getByRole('link').first());
  await page.waitForURL(/\/market\/documents\/mdo_[^#]+#p\d+-/);
  await seat.leave();
});
