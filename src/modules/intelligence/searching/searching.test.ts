/** Documents are found by words of both languages, by phrases, without others, within filters, each story once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { searchQuery, type SearchQuery } from './contract.ts';
import { facetHash } from './words.ts';

let house: TestIntelligence;
let actor: Actor;

const texts = {
  market: `微短剧市场规模突破五百亿
艾媒咨询 2025-01-10 09:00

2024年中国微短剧市场规模达504.4亿元，同比增长34.9%。
竖屏短剧成为主流，红果等平台用户增长迅速。`,
  users: `用户规模报告
CNNIC 2025-02-20 10:00

截至2024年12月，微短剧用户规模达6.62亿人，占网民整体的59.7%。
市场上的规模化生产仍在探索。`,
  english: `Micro drama market report
Example Research · 2025-03-14 10:00

In 2024 the Chinese micro-short drama market size reached 50.44 billion yuan, up 34.9 percent year on year.
Box office revenue of cinemas was 42.5 billion yuan.`,
  overseas: `短剧出海观察
环球时报 2024-11-02 08:00

海外短剧应用的收入在2024年达到12亿美元，东南亚下载量居首。`,
  tea: `茶叶市场周报
农业日报 2025-03-01 08:00

本周茶叶价格平稳，春茶上市量增加，产区天气良好，成交活跃。`,
};

beforeAll(async () => {
  house = await openIntelligence();
  ({ actor } = await house.tenant());
  for (const [name, text] of Object.entries(texts))
    await house.intelligence.uploadMarketFile(actor, { filename: `${name}.txt` }, new TextEncoder().encode(text));
  // A copy under another name, with a line of its own.
  const copy = `${texts.market}\n（责任编辑：李雷）`.replace('艾媒咨询', '转载网');
  await house.intelligence.uploadMarketFile(actor, { filename: 'copy.txt' }, new TextEncoder().encode(copy));
  await house.runJobs();
}, 120_000);
afterAll(() => house.close());

const search = (q: string, more: Partial<SearchQuery> = {}, by = actor) =>
  house.intelligence.searchMarketDocuments(by, { ...searchQuery.parse({ q }), ...more });
const titles = async (q: string, more: Partial<SearchQuery> = {}) => (await search(q, more)).items.map(({ document }) => document.title);

test('a word finds what means the same in the other language, and says what else it looked for', async () => {
  for (const word of ['微短剧', 'micro-drama', 'short dramas', '竖屏短剧']) {
    const found = await titles(word);
    expect(found.toSorted(), word).toEqual(
      ['Micro drama market report', '微短剧市场规模突破五百亿', '用户规模报告', '短剧出海观察'].toSorted(),
    );
  }
  expect((await search('微短剧')).also).toContain('micro-short drama');
  expect(await titles('market size', { language: 'zh' })).toContain('微短剧市场规模突破五百亿');
});

test('words of one and of two signs are found wherever they stand', async () => {
  for (const [word, title] of [
    ['茶', '茶叶市场周报'],
    ['春茶', '茶叶市场周报'],
    ['东南', '短剧出海观察'],
    ['网民', '用户规模报告'],
    ['红果', '微短剧市场规模突破五百亿'],
    ['59.7', '用户规模报告'],
  ] as const)
    expect(await titles(word), word).toContain(title);
});

test('every pair of signs of every paragraph finds its document', async () => {
  const { items } = await house.intelligence.listMarketDocuments(actor, { limit: 50, archived: false });
  for (const document of items.filter(({ language }) => language === 'zh')) {
    const { items: paragraphs } = await house.intelligence.listMarketParagraphs(actor, document.id, 0, 100);
    const pairs = paragraphs.flatMap(({ kind, text }) => (kind === 'leftover' ? [] : (text.match(/\p{Script=Han}{2}/gu) ?? [])));
    for (const pair of new Set(pairs)) {
      const found = (await search(pair, { limit: 50 })).items;
      const families = found.map((hit) => hit.document.familyId);
      expect(families, pair).toContain(document.familyId);
    }
  }
}, 60_000);

test('all words must be there, a phrase as it stands, and what has a minus must not', async () => {
  expect(await titles('微短剧 截至 "网民整体"')).toEqual(['用户规模报告']);
  expect(await titles('"市场规模"')).toEqual(['微短剧市场规模突破五百亿']);
  expect(await titles('"规模化生产"')).toEqual(['用户规模报告']);
  expect(await titles('“market size reached 50.44”')).toEqual(['Micro drama market report']);
  expect(await titles('短剧 -海外 -micro')).not.toContain('短剧出海观察');
  expect(await titles('短剧 -"市场规模"')).not.toContain('微短剧市场规模突破五百亿');
  expect(await titles('不存在的词语')).toEqual([]);
  await expect(search('“” - ！')).rejects.toMatchObject({ code: 'intelligence.search_empty' });
});

test('copies of one story are one result, and passages show the words at their place', async () => {
  const { items } = await search('504.4亿元');
  expect(items).toHaveLength(1);
  const [hit] = items;
  expect(hit).toMatchObject({ copies: 1 });
  const [passage] = hit!.passages;
  const { items: paragraphs } = await house.intelligence.listMarketParagraphs(actor, hit!.document.id, 0, 100);
  const paragraph = paragraphs.find(({ anchor }) => anchor === passage!.anchor)!;
  expect(paragraph.text.slice(passage!.offset, passage!.offset + passage!.text.length)).toBe(passage!.text);
  expect(passage!.marks.map(([start, end]) => passage!.text.slice(start, end))).toEqual(['504.4亿元']);
});

test('what says it in its title comes first', async () => {
  expect((await titles('市场规模'))[0]).toBe('微短剧市场规模突破五百亿');
  expect((await titles('用户规模'))[0]).toBe('用户规模报告');
});

test('filters narrow by language, publisher, days, metric and region', async () => {
  expect(await titles('微短剧', { language: 'en' })).toEqual(['Micro drama market report']);
  expect(await titles('短剧', { publisher: '环球时报' })).toEqual(['短剧出海观察']);
  expect(await titles('短剧', { until: '2024-12-31' })).toEqual(['短剧出海观察']);
  expect(await titles('微短剧', { from: '2025-02-01', until: '2025-02-28' })).toEqual(['用户规模报告']);
  expect(await titles('微短剧', { metric: 'users' })).toContain('用户规模报告');
  expect(await titles('微短剧', { metric: 'shooting_bases' })).toEqual([]);
  const facets = await house.intelligence.listSearchFacets(actor);
  expect(facets.publishers.map(({ value }) => value)).toContain('环球时报');
  expect(facets.metrics.map(({ value }) => value)).toContain('market_size');
});

test('another organisation finds nothing of it', async () => {
  const stranger = (await house.tenant()).actor;
  expect(await search('微短剧', {}, stranger)).toMatchObject({ items: [], total: 0 });
  expect(await house.intelligence.listSearchFacets(stranger)).toEqual({ publishers: [], regions: [], metrics: [] });
});

test('the index holds what stands in the library and nothing else', async () => {
  const { rows } = await house.database.db.read((trx) =>
    sql<{ count: bigint }>`select count(*) as count from market_search s full join market_documents d on d.id = s.document_id
      where (s.document_id is null) <> (d.archived_at is not null or d.replaced_by is not null)`.execute(trx),
  );
  expect(Number(rows[0]!.count)).toBe(0);
});

test('what another alias table indexed is indexed anew by a task, of which people see the progress; one that they stop stays stopped', async () => {
  const { actor: own, organisationId } = await house.tenant();
  await house.intelligence.uploadMarketFile(own, { filename: 'a.txt' }, new TextEncoder().encode(texts.market));
  await house.intelligence.uploadMarketFile(own, { filename: 'b.txt' }, new TextEncoder().encode(texts.tea));
  await house.runJobs();
  const age = () =>
    house.database.db.transaction((trx) =>
      sql`update market_search set version = 1, terms = array[${facetHash('organisation', organisationId)}]::int[], tags = '{}'
        where organisation_id = ${organisationId}`.execute(trx),
    );
  const look = () => house.periodic.get('intelligence.renew_search')!(new AbortController().signal);
  const renewals = () => house.tasks.filter((task) => task.job === 'intelligence.renew_search' && task.organisationId === organisationId);
  expect(await search('micro-drama', {}, own)).toMatchObject({ total: 1, renewing: false });
  await look();
  expect(renewals()).toEqual([]);

  await age();
  expect(await search('micro-drama', {}, own)).toMatchObject({ total: 0, renewing: true });
  await look();
  await look();
  expect(renewals()).toHaveLength(1);
  // What a person archives meanwhile is not brought back, and what came meanwhile stays as it is.
  const { items } = await house.intelligence.listMarketDocuments(own, { limit: 5, archived: false });
  const tea = items.find(({ title }) => title === '茶叶市场周报')!;
  await house.intelligence.archiveMarketDocument(own, tea.id);
  await house.runJobs();
  expect(renewals()[0]).toMatchObject({ state: 'done', stage: 'indexing', error: null });
  expect(await search('micro-drama', { from: '2025-01-01', until: '2025-01-31' }, own)).toMatchObject({ total: 1, renewing: false });
  expect(await search('春茶', {}, own)).toMatchObject({ total: 0 });

  await age();
  await look();
  Object.assign(renewals()[1]!, { state: 'cancelled', endedAt: house.house.clock.now().toISOString() });
  await look();
  expect(renewals()).toHaveLength(2);
});
