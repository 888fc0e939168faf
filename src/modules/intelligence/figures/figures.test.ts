/** Figures are kept with their documents, listed, drawn over time, settled by people and taken away. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { TestTenant } from '../../../../test/support/database.ts';
import { findClaims, listClaimsOf, listComparable, listTouched, claimWordsOf } from './read.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const news = `微短剧行业观察
新华社 2025-03-12 09:30

2024年，中国微短剧市场规模达504.4亿元，同比增长34.9%。
预计2025年中国微短剧市场规模将达634.3亿元，2027年有望突破1000亿元。
截至2024年12月，中国微短剧用户规模达6.62亿人。
`;
const older = `Outlook for micro-dramas
Example Research · 2023-05-20 10:00

The micro-drama market in China reached 10.17 billion yuan in 2022.
China's micro-drama market is expected to reach 40 billion yuan in 2024.
`;
const all = { limit: 50, sort: 'newest', show: 'kept' } as const;

async function collect(tenant: TestTenant, ...texts: string[]): Promise<void> {
  for (const text of texts) await house.intelligence.pasteMarketText(tenant.actor, { text, title: '', url: null });
  await house.runJobs({ only: 'intelligence.read_files' });
}
async function filled(...texts: string[]) {
  const tenant = await house.tenant();
  await collect(tenant, ...(texts.length > 0 ? texts : [news, older]));
  return tenant.actor;
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('figures of documents', () => {
  test('are listed with their passages, the latest published first, and narrowed by what they are of', async () => {
    const actor = await filled();
    const { items, total } = await house.intelligence.listFigures(actor, all);
    expect(total).toBe(items.length);
    const size = items.find(({ citation }) => citation.quote?.includes('504.4'))!;
    expect(size).toMatchObject({
      metric: 'market_size',
      measure: 'level',
      low: 50_440_000_000,
      currency: 'CNY',
      period: '2024',
      status: 'actual',
      ruling: null,
      dispute: null,
    });
    expect(size.citation).toMatchObject({ intact: true, documentId: size.documentId });
    expect(items[0]!.publishedAt).toContain('2025');
    const forecasts = await house.intelligence.listFigures(actor, { ...all, metric: 'market_size', status: 'forecast' });
    expect(forecasts.items.map(({ period }) => period).sort()).toEqual(['2024', '2025', '2027']);
    const late = await house.intelligence.listFigures(actor, { ...all, from: '2027-01-01' });
    expect(late.items.map(({ period, low, high }) => [period, low, high])).toEqual([['2027', 100_000_000_000, null]]);
    expect((await house.intelligence.listFigures(actor, { ...all, text: '634.3' })).total).toBe(1);
    expect((await house.intelligence.listFigures(actor, { ...all, text: '100%_' })).total).toBe(0);
  });

  test('come in pages that neither skip nor repeat, in every order', async () => {
    const actor = await filled();
    const { total } = await house.intelligence.listFigures(actor, all);
    for (const sort of ['newest', 'oldest', 'period', 'value'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await house.intelligence.listFigures(actor, { ...all, sort, limit: 2, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    }
    const { nextCursor } = await house.intelligence.listFigures(actor, { ...all, limit: 1 });
    await expect(house.intelligence.listFigures(actor, { ...all, sort: 'value', cursor: nextCursor! })).rejects.toMatchObject({
      code: 'platform.invalid_request',
    });
  });

  test('of another tenant are nowhere', async () => {
    const actor = await filled();
    const { items } = await house.intelligence.listFigures(actor, all);
    const { actor: stranger } = await house.tenant();
    await expect(house.intelligence.getFigure(stranger, items[0]!.id)).rejects.toMatchObject({ code: 'intelligence.figure_not_found' });
    await expect(house.intelligence.ruleFigure(stranger, items[0]!.id, { excluded: true, note: '' })).rejects.toMatchObject({
      code: 'intelligence.figure_not_found',
    });
    expect((await house.intelligence.listFigures(stranger, all)).total).toBe(0);
    expect((await house.intelligence.listMetrics(stranger)).figures).toBe(0);
    expect((await house.intelligence.getSeries(stranger, 'market_size', {})).points).toEqual([]);
  });

  test('go aside with their document and come back with it', async () => {
    const actor = await filled(news);
    const { items } = await house.intelligence.listFigures(actor, all);
    await house.intelligence.archiveMarketDocument(actor, items[0]!.documentId);
    expect((await house.intelligence.listFigures(actor, all)).total).toBe(0);
    await house.intelligence.restoreMarketDocument(actor, items[0]!.documentId);
    expect((await house.intelligence.listFigures(actor, all)).total).toBe(items.length);
  });
});

describe('what people say of figures', () => {
  test('stands beside what was read, outlives a new reading, and is taken back', async () => {
    const actor = await filled(news);
    const { items } = await house.intelligence.listFigures(actor, { ...all, metric: 'market_size', status: 'actual', measure: 'level' });
    const [{ id, documentId }] = items as [(typeof items)[0]];
    const ruled = await house.intelligence.ruleFigure(actor, id, {
      period: '2023',
      entity: 'Hongguo',
      excluded: false,
      note: '口径为平台',
    });
    expect(ruled).toMatchObject({
      period: '2023',
      entity: 'Hongguo',
      ruling: { asRead: { period: '2024', entity: null }, excluded: false, note: '口径为平台' },
    });
    await house.intelligence.archiveMarketDocument(actor, documentId);
    await house.intelligence.restoreMarketDocument(actor, documentId);
    const again = (await house.intelligence.listFigures(actor, { ...all, show: 'ruled' })).items;
    expect(again).toMatchObject([{ period: '2023', entity: 'Hongguo', ruling: { note: '口径为平台' } }]);
    const undone = await house.intelligence.undoRuling(actor, again[0]!.id);
    expect(undone).toMatchObject({ period: '2024', entity: null, ruling: null });
    expect((await house.intelligence.undoRuling(actor, again[0]!.id)).ruling).toBeNull();
  });

  test('takes what is no figure out of lists, series and comparisons, and leaves it to be found', async () => {
    const actor = await filled(news);
    const { items } = await house.intelligence.listFigures(actor, { ...all, metric: 'users' });
    await house.intelligence.ruleFigure(actor, items[0]!.id, { excluded: true, note: '' });
    expect((await house.intelligence.listFigures(actor, { ...all, metric: 'users' })).total).toBe(0);
    expect((await house.intelligence.listFigures(actor, { ...all, show: 'excluded' })).total).toBe(1);
    expect((await house.intelligence.getSeries(actor, 'users', {})).points).toEqual([]);
    const { organisationId } = actor;
    expect(await house.database.db.read((trx) => listComparable(trx, organisationId, [{ metric: 'users' }]))).toEqual([]);
  });

  test('of a day that no calendar has is refused', async () => {
    const actor = await filled(news);
    const { items } = await house.intelligence.listFigures(actor, all);
    await expect(
      house.intelligence.ruleFigure(actor, items[0]!.id, { period: '2025..2021', excluded: false, note: '' }),
    ).rejects.toMatchObject({
      code: 'intelligence.period_unknown',
    });
  });
});

describe('a metric over time', () => {
  test('has actual and expected points, vintages by publication and independent sources', async () => {
    const actor = await filled();
    const series = await house.intelligence.getSeries(actor, 'market_size', { measure: 'level', region: 'China' });
    expect(series.key).toMatchObject({ measure: 'level', unit: 'money', currency: 'CNY', region: 'China' });
    expect(series.points.map(({ until, status, value }) => [until.slice(0, 4), status, value])).toEqual([
      ['2022', 'actual', 10_170_000_000],
      ['2024', 'forecast', 40_000_000_000],
      ['2024', 'actual', 50_440_000_000],
      ['2025', 'forecast', 63_430_000_000],
      ['2027', 'forecast', 100_000_000_000],
    ]);
    expect(series.vintages.map(({ publishedOn, points }) => [publishedOn, points.length])).toEqual([
      ['2023-05-20', 1],
      ['2025-03-12', 2],
    ]);
    expect(series.sources).toBe(2);
    expect(series.periods.find(({ period }) => period === '2024')).toMatchObject({
      actual: { low: 50_440_000_000 },
      figures: 2,
      sources: 2,
    });
  });

  test('has what names no place with what names the country, says which, and keeps abroad and other countries apart', async () => {
    const silent = `Vertical drama outlook
Northlight · 2025-04-02 10:00

The market size of micro-dramas was 10.5 billion yuan in 2022 and 37.4 billion yuan in 2023.
The market size of overseas micro-dramas was 1.2 billion dollars in 2023.
`;
    const abroad = `American screens
Westlight · 2025-04-03 10:00

The micro-drama market size in the United States was 0.9 billion dollars in 2023.
`;
    const actor = await filled(news, older, silent, abroad);
    const series = await house.intelligence.getSeries(actor, 'market_size', {});
    expect(series.key).toMatchObject({ currency: 'CNY', place: 'China', region: 'China', entity: null });
    const regionsOf = ({ points }: typeof series) =>
      Object.entries(Object.groupBy(points, ({ region }) => region ?? '-')).map(([key, own]) => [key, own!.length]);
    expect(regionsOf(series).toSorted()).toEqual([
      ['-', 2],
      ['China', 5],
    ]);
    expect(series.assumed).toBe(2);
    // Asked for by what is said, what is not, or chosen: one and the same.
    for (const region of ['China', '-'])
      expect((await house.intelligence.getSeries(actor, 'market_size', { region })).points.map(({ id }) => id)).toEqual(
        series.points.map(({ id }) => id),
      );
    const apart = await house.intelligence.getSeries(actor, 'market_size', { region: 'United States' });
    expect(apart).toMatchObject({ key: { place: 'United States', region: 'United States' }, assumed: 0 });
    expect(apart.points).toHaveLength(1);
    const overseas = series.choices.filter(({ place }) => place === 'Overseas');
    expect(overseas.reduce((sum, { figures }) => sum + figures, 0)).toBe(1);
    const { place } = series.key;
    const { total } = await house.intelligence.listFigures(actor, {
      ...all,
      metric: 'market_size',
      measure: 'level',
      currency: 'CNY',
      place,
      whole: true,
    });
    expect(total).toBe(series.points.length + series.undated.length);
  });

  test('counts syndicated copies as one source', async () => {
    const actor = await filled(news, news.replace('新华社', '人民网'));
    const { metrics } = await house.intelligence.listMetrics(actor);
    expect(metrics.find(({ metric }) => metric === 'users')).toMatchObject({
      figures: 2,
      documents: 2,
      sources: 1,
      name: { 'zh-CN': '用户规模' },
    });
  });
});

test('figures leave as CSV and XLSX, and no cell is a formula', async () => {
  const actor = await filled(news, `=HYPERLINK("x") 观察\n新华社 2025-04-01 09:30\n\n2024年中国微短剧市场规模达505亿元。\n`);
  const query = { show: 'kept', format: 'csv', language: 'zh-CN' } as const;
  const csv = new TextDecoder().decode(await bytesOf(await house.intelligence.exportFigures(actor, query)));
  expect(csv).toContain('市场规模');
  expect(csv).toContain('50440000000');
  expect(csv).not.toMatch(/(?:^|,|\n)"?=/);
  const xlsx = await bytesOf(await house.intelligence.exportFigures(actor, { ...query, format: 'xlsx' }));
  expect(String.fromCharCode(xlsx[0]!, xlsx[1]!)).toBe('PK');
});

test('other areas read claims of documents and metrics with who said them', async () => {
  const actor = await filled();
  const { organisationId } = actor;
  await house.database.db.read(async (trx) => {
    const claims = await listComparable(trx, organisationId, [{ metric: 'market_size', measure: 'level' }]);
    expect(claims.map(({ publishedAt }) => publishedAt!.slice(0, 4))).toEqual(['2023', '2023', '2025', '2025', '2025']);
    const ids = [...new Set(claims.map(({ documentId }) => documentId))];
    expect((await listClaimsOf(trx, organisationId, ids)).length).toBeGreaterThan(claims.length);
    expect((await findClaims(trx, organisationId, [claims[0]!.id, 'x'])).map(({ id }) => id)).toEqual([claims[0]!.id]);
    expect(await listTouched(trx, organisationId, ids)).toContainEqual({ metric: 'users', measure: 'level' });
    expect((await claimWordsOf(trx, organisationId, ids)).size).toBe(2);
  });
});
