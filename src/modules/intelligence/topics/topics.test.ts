/** Topics take documents in as they come, say what is new to whom, and alerts tell once a run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { programmesRoutes } from '../programmes/contract.ts';
import { cityNotice } from '../programmes/testing.ts';
import { topicFilters } from './contract.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const chinese = `微短剧市场观察
影视日报 · 2025-03-12 09:30

核心观点
- 2024年中国微短剧市场规模达到505亿元，首次超过电影票房。[1]
- 截至2024年12月，微短剧用户规模达6.62亿人。[2]
- 平台加大对免费短剧的投入，竞争更加激烈。[3]
`;
const english = `Capital looks at micro-dramas
Harbour Daily · 2025-05-02 10:00

Core Insights
- The micro-short drama market in China reached 50.5 billion yuan in 2024, surpassing film box office revenues. [1]
- Private funds have begun to invest in production companies in several cities, and studios hire script writers. [2]
`;
const other = `Tea prices in spring
Harbour Daily · 2025-05-03 10:00

Growers in the hills expect a good harvest, and prices of green tea rose by 12 percent in April.
`;

async function give(actor: Actor, name: string, text: string): Promise<string> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, new TextEncoder().encode(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
}
const begin = (actor: Actor, query: string, more = {}) =>
  house.intelligence.createTopic(actor, {
    nameZh: '微短剧市场',
    nameEn: 'Micro-drama market',
    query,
    filters: topicFilters.parse({}),
    ...more,
  });
const listed = async (actor: Actor, id: string, placed: 'in' | 'pinned' | 'excluded' = 'in') =>
  (await house.intelligence.listTopicDocuments(actor, id, { limit: 50, placed })).items;

test('a topic is filled with what is there, and takes in what comes, in either language', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'zh.txt', chinese);
  const teaId = await give(actor, 'tea.txt', other);
  const topic = await begin(actor, '微短剧 市场规模');
  expect(topic).toMatchObject({ documents: 0, taskId: expect.any(String) });
  await house.runJobs();
  expect(await house.intelligence.getTopic(actor, topic.id)).toMatchObject({ documents: 1, sources: 1, fresh: 1, taskId: null });
  const englishId = await give(actor, 'en.txt', english);
  expect((await listed(actor, topic.id)).map(({ document, placed }) => [document.title, placed])).toEqual([
    ['Capital looks at micro-dramas', 'query'],
    ['微短剧市场观察', 'query'],
  ]);

  await house.intelligence.placeTopicDocument(actor, topic.id, teaId, 'pinned');
  await house.intelligence.placeTopicDocument(actor, topic.id, englishId, 'excluded');
  expect((await listed(actor, topic.id)).map(({ document }) => document.id)).toContain(teaId);
  expect((await listed(actor, topic.id, 'excluded')).map(({ document }) => document.id)).toEqual([englishId]);
  // Another query leaves what a person said as it is.
  await house.intelligence.updateTopic(actor, topic.id, { query: 'micro-drama 补贴' });
  await house.runJobs();
  expect((await listed(actor, topic.id)).map(({ document }) => document.id)).toEqual([teaId]);
  expect(await house.intelligence.placeTopicDocument(actor, topic.id, teaId, 'query')).toEqual({ placed: null });
  expect(await listed(actor, topic.id)).toEqual([]);
});

test('what it says stands in groups with its passages, and figures head it', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'zh.txt', chinese);
  await give(actor, 'en.txt', english);
  const topic = await begin(actor, '微短剧');
  await house.runJobs();
  const { groups, looked } = await house.intelligence.getTopicInsights(actor, topic.id, {});
  expect(looked).toBe(2);
  const sentences = groups.flatMap((group) => group.sentences);
  expect(sentences.length).toBeGreaterThanOrEqual(3);
  for (const { text, citations } of sentences) expect(citations[0]).toMatchObject({ intact: true, quote: text });
  const { items } = await house.intelligence.getTopicFigures(actor, topic.id);
  expect(items.find(({ metric }) => metric === 'market_size')).toMatchObject({
    low: 50_500_000_000,
    period: '2024',
    sources: 2,
    others: 0,
  });
  for (const { citation } of items) expect(citation.intact).toBe(true);
});

test('a sentence has its translation beside it, where the document has one', async () => {
  const { actor } = await house.tenant();
  const originalId = await give(actor, 'zh.txt', chinese);
  const translation = `What the micro-drama market looks like
Film Daily · 2025-03-13 09:30

Core Insights
- The micro-drama market in China reached 50.5 billion yuan in 2024, more than film box office for the first time. [1]
- By December 2024, micro-dramas had 662 million users. [2]
- Platforms invest more in free dramas, and competition grows. [3]
`;
  const translatedId = await give(actor, 'en.txt', translation);
  await house.intelligence.setMarketTranslation(actor, translatedId, originalId);
  const topic = await begin(actor, '微短剧');
  await house.runJobs();
  const { groups } = await house.intelligence.getTopicInsights(actor, topic.id, { language: 'zh' });
  const users = groups.flatMap((group) => group.sentences).find(({ text }) => text.includes('6.62亿'));
  expect(users!.beside).toMatchObject({ language: 'en', by: 'document', text: expect.stringContaining('662 million') });
});

test('what is new is new to each member until they look', async () => {
  const tenant = await house.tenant();
  const { actor, actors } = tenant;
  await give(actor, 'zh.txt', chinese);
  const topic = await begin(actor, '微短剧');
  await house.runJobs();
  expect(await house.intelligence.visitTopic(actor, topic.id)).toEqual({ previousAt: null });
  expect((await house.intelligence.getTopic(actor, topic.id)).fresh).toBe(0);
  expect((await house.intelligence.getTopic(actors.editor, topic.id)).fresh).toBe(1);
  house.house.clock.advance(1000);
  await give(actor, 'en.txt', english);
  expect((await house.intelligence.getTopic(actor, topic.id)).fresh).toBe(1);
  expect((await listed(actor, topic.id)).map(({ fresh }) => fresh)).toEqual([true, false]);
});

test('alerts tell once a run, of what came since, and not while they are muted', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'zh.txt', chinese);
  const topic = await begin(actor, '微短剧');
  await house.runJobs();
  const alert = await house.intelligence.createAlert(actor, { kind: 'topic', topicId: topic.id });
  expect((await house.intelligence.createAlert(actor, { kind: 'topic', topicId: topic.id })).id).toBe(alert.id);
  const figures = await house.intelligence.createAlert(actor, { kind: 'metric', metric: 'market_size', region: 'China' });
  const from = house.told.length;
  const tell = () => house.periodic.get('intelligence.tell_alerts')!(new AbortController().signal);

  await give(actor, 'en.txt', english);
  await give(actor, 'again.txt', english.replace('Harbour Daily', 'Coast Weekly'));
  await tell();
  expect(house.told.slice(from)).toEqual([]);
  house.house.clock.advance(3 * 60_000);
  await tell();
  await tell();
  const told = house.told.slice(from).toSorted((a, b) => b.kind.localeCompare(a.kind));
  expect(told).toEqual([
    { kind: 'market_topic', params: expect.objectContaining({ count: 1, topic: '微短剧市场 / Micro-drama market' }) },
    { kind: 'market_figures', params: expect.objectContaining({ count: 1, region: 'China' }) },
  ]);
  await house.intelligence.updateAlert(actor, alert.id, { muted: true });
  await house.intelligence.updateAlert(actor, figures.id, { muted: true });
  await give(
    actor,
    'new.txt',
    english.replaceAll('Private funds', 'City governments').replaceAll('50.5', '51').replace('Capital looks', 'Cities look'),
  );
  await house.intelligence.updateAlert(actor, alert.id, { muted: false });
  house.house.clock.advance(3 * 60_000);
  await tell();
  expect(house.told.slice(from)).toHaveLength(2);
});

test('a topic has the programmes that its documents tell of, in the places that it names, and by hand those of its places', async () => {
  const { actor } = await house.tenant();
  const notice = await give(actor, 'notice.txt', cityNotice.paragraphs.map(({ text }) => text).join('\n'));
  await give(actor, 'zh.txt', chinese);
  const listing = { limit: 50, sort: 'deadline' as const };
  const programmesOf = async (topicId: string) =>
    (await house.intelligence.listProgrammes(actor, { ...listing, topicId })).items.map(({ name }) => name);
  const all = await begin(actor, '微短剧');
  const market = await begin(actor, '市场规模');
  const zhengzhou = await begin(actor, '郑州 微短剧');
  await house.runJobs();
  const name = '杭州市促进微短剧产业发展若干措施';
  expect(await programmesOf(all.id)).toEqual([name]);
  expect(await programmesOf(market.id)).toEqual([]);
  await house.intelligence.placeTopicDocument(actor, market.id, notice, 'pinned');
  expect(await programmesOf(market.id)).toEqual([name]);
  await house.intelligence.placeTopicDocument(actor, all.id, notice, 'excluded');
  expect(await programmesOf(all.id)).toEqual([]);
  // In the topic by hand, and yet of another city.
  await house.intelligence.placeTopicDocument(actor, zhengzhou.id, notice, 'pinned');
  expect(await programmesOf(zhengzhou.id)).toEqual([]);
  const byHand = programmesRoutes.createProgramme.body.parse({ name: '郑州市微短剧扶持办法', kind: 'policy', region: 'Zhengzhou' });
  await house.intelligence.createProgramme(actor, byHand);
  expect(await programmesOf(zhengzhou.id)).toEqual(['郑州市微短剧扶持办法']);
  expect(await programmesOf(market.id)).toEqual([name]);
  const span = { from: '2025-01-01', until: '2028-12-31', topicId: market.id };
  const { items } = await house.intelligence.listDeadlines(actor, span);
  expect(new Set(items.map((item) => item.name))).toEqual(new Set([name]));
  const { actor: stranger } = await house.tenant();
  await expect(house.intelligence.listProgrammes(stranger, { ...listing, topicId: all.id })).rejects.toMatchObject({
    code: 'intelligence.topic_not_found',
  });
});

test('other organisations see nothing of it', async () => {
  const { actor } = await house.tenant();
  const { actor: stranger } = await house.tenant();
  const documentId = await give(actor, 'zh.txt', chinese);
  const topic = await begin(actor, '微短剧');
  await house.runJobs();
  const gone = { code: 'intelligence.topic_not_found' };
  await expect(house.intelligence.getTopic(stranger, topic.id)).rejects.toMatchObject(gone);
  await expect(house.intelligence.getTopicInsights(stranger, topic.id, {})).rejects.toMatchObject(gone);
  await expect(house.intelligence.createAlert(stranger, { kind: 'topic', topicId: topic.id })).rejects.toMatchObject(gone);
  const theirs = await begin(stranger, '微短剧');
  await expect(house.intelligence.placeTopicDocument(stranger, theirs.id, documentId, 'pinned')).rejects.toMatchObject({
    code: 'intelligence.document_not_found',
  });
  await house.intelligence.removeTopic(actor, topic.id);
  await expect(house.intelligence.getTopic(actor, topic.id)).rejects.toMatchObject(gone);
  await house.intelligence.restoreTopic(actor, topic.id);
  await house.runJobs();
  expect(await house.intelligence.getTopic(actor, topic.id)).toMatchObject({ documents: 1 });
});
