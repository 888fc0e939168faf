import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

type Findings = { items: { id: string; kind: string; state: string }[]; counts: Record<string, number>; waiting: boolean };
let house: TestHouse;

const texts = [
  `LP开始布局微短剧
江海日报 2025-08-13 10:01

2021年中国微短剧市场规模为36.8亿元，2024年达504.4亿元，首次超过内地电影全年票房。
截至2025年6月，微短剧用户规模达6.96亿人。各地出台扶持政策，支持拍摄基地与精品创作。
`,
  `Why capital is looking at micro-dramas
Harbour Business Daily · 2025-08-14 09:30

China's micro-short drama market was worth 3.68 billion yuan in 2021, 101.7 billion yuan in 2022 and 373.9 billion yuan in 2023.
The market size exceeded 500 billion yuan in 2024. Platforms, production companies and advertisers have begun to invest in stocks of titles.
`,
  `Short dramas look for staying power
Screen Ledger · 2025-09-02 11:20

The micro-drama market reached 50.5 billion yuan in 2024, and Lanhai Research expects it to reach 63.43 billion yuan in 2026.
Crews move to cities with studios of their own, and brands order series that run on their own channels.
`,
  `Forecasts for the coming year
Qingmu Data · 2025-10-08 08:10

The micro-drama market is forecast to hit 69.1 billion yuan in 2026, Qingmu Data said in its yearly outlook.
In 2025, the market is still expected to grow faster than long series and films, with costs per title on the rise.
`,
];

beforeAll(async () => {
  house = await openHouse();
  for (const text of texts) await house.ask('POST', '/api/v1/market/pastes', { text });
  await until(
    () => house.ask<Findings>('GET', '/api/v1/market/contradictions'),
    ({ counts, waiting }) => counts['open']! > 0 && counts['notes']! > 0 && !waiting,
    'the contradictions',
  );
});
afterAll(() => house?.close());

test.each(screens)('contradictions are listed with both sides and why, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/market/contradictions');
  const { page, t } = seat;
  const row = page.locator('.contradiction').first();
  await row.getByText(t('market.contradictions.kind.scale')).waitFor();
  await expect.poll(() => row.locator('.contradiction-side.is-off').count()).toBeGreaterThan(0);
  await seat.look('contradictions');
  await page.getByRole('link', { name: new RegExp(t('market.contradictions.tab.notes')) }).click();
  await page.getByText(t('market.contradictions.notes_about')).waitFor();
  await page.locator('.contradiction').first().waitFor();
  await seat.look('contradictions-notes');
  await page.getByLabel(t('market.contradictions.kind'), { exact: true }).selectOption('growth');
  await page.getByText(t('market.contradictions.none_so')).waitFor();
  expect(new URL(page.url()).search).toBe('?show=notes&kind=growth');
  await seat.leave();
});

test.each(screens)(
  'a contradiction is read with its passages, settled with a reading, and taken back, on a $device in $language',
  async (screen) => {
    const { items } = await house.ask<Findings>('GET', '/api/v1/market/contradictions?kind=scale');
    const { id } = items[0]!;
    const seat = await house.enter(screen, `/market/contradictions/${id}`);
    const { page, t, press } = seat;
    await page.locator('.contradiction-dot.is-would').first().waitFor();
    await page.locator('.market-passage mark', { hasText: '373.9 billion yuan' }).waitFor();
    // The passage is read from its document, whole.
    await page.locator('.market-passage blockquote', { hasText: '101.7 billion yuan in 2022 and 373.9' }).first().waitFor();
    await seat.look('contradiction');
    await page.getByLabel(t('market.contradictions.reason'), { exact: true }).fill('亿 → billion');
    await press(page.getByRole('button', { name: t('market.contradictions.settle_do'), exact: true }));
    await page.getByText(t('market.contradictions.decision.claims'), { exact: true }).first().waitFor();
    await page.locator('.contradiction-settled.is-off').first().waitFor();
    await seat.look('contradiction-settled');
    const settled = await house.ask<{ state: string; claims: { settled: { reading: { low: number } | null } | null; quote: string }[] }>(
      'GET',
      `/api/v1/market/contradictions/${id}`,
    );
    expect(settled.state).toBe('settled');
    expect(settled.claims.find(({ quote }) => quote.includes('373.9'))!.settled!.reading!.low).toBe(37_390_000_000);
    await press(page.getByRole('button', { name: t('market.contradictions.reopen'), exact: true }));
    await page.getByRole('button', { name: t('market.contradictions.settle_do'), exact: true }).waitFor();
    await press(page.locator('.page-actions').getByRole('button', { name: t('market.briefs.add') }));
    await press(page.getByRole('button', { name: t('market.briefs.begin_and_add'), exact: true }));
    await press(page.getByRole('button', { name: t('market.briefs.open'), exact: true }));
    await page.getByText(t('market.briefs.finding.open'), { exact: true }).waitFor();
    await seat.leave();
  },
);
