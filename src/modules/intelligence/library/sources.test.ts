/** Pages and feeds are visited when they are due, bring what is new once, and say in words why they could not be fetched. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';

let house: TestIntelligence;
let server: Server;
let base = '';
const answers = new Map<string, (response: ServerResponse, headers: NodeJS.Dict<string | string[]>) => void>();
const page = { limit: 50, archived: false };
const never = new AbortController().signal;

const html = (title: string, size: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>
  <p>2024年，中国微短剧市场规模达${size}，同比增长34.9%，首次超过内地电影全年票房。</p>
  <p>截至2024年12月，微短剧用户规模达6.62亿人，占网民整体的59.7%。</p></article></body></html>`;

beforeAll(async () => {
  house = await openIntelligence();
  server = createServer((request, response) =>
    (answers.get(request.url!) ?? ((gone) => gone.writeHead(404).end()))(response, request.headers),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await house.close();
});

const input = { name: '', everyMinutes: null };

describe('a page', () => {
  test('is fetched at once, and its next version takes the place of the former, which stays as history', async () => {
    const { actor } = await house.tenant();
    let size = '504.4亿元';
    answers.set('/page', (response, headers) => {
      if (headers['if-none-match'] === `"${size.length}${size}"`) return response.writeHead(304).end();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: '"a"' }).end(html('微短剧市场', size));
    });
    const { id } = await house.intelligence.createMarketSource(actor, { ...input, kind: 'url', url: `${base}/page`, everyMinutes: 60 });
    await house.runJobs();
    const [first, ...others] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    expect(others).toEqual([]);
    expect(first).toMatchObject({ url: `${base}/page`, sourceKind: 'url', sourceId: id });
    size = '510.2亿元';
    house.house.clock.advance(61 * 60_000);
    await house.periodic.get('intelligence.fetch_due')!(never);
    await house.runJobs();
    const [second, ...rest] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    expect(rest).toEqual([]);
    expect(second!.id).not.toBe(first!.id);
    const detail = await house.intelligence.getMarketDocument(actor, second!.id);
    expect(detail.history.map((one) => one.id)).toEqual([first!.id]);
    expect(detail.familyId).toBe(first!.familyId);
    expect(await house.intelligence.getMarketDocument(actor, first!.id)).toMatchObject({ replacedBy: second!.id });
    // The former is found no more, and its citations still hold.
    const found = await house.intelligence.searchMarketDocuments(actor, { q: '504.4亿元', offset: 0, limit: 20 });
    expect(found.items).toEqual([]);
    expect((await house.intelligence.listMarketParagraphs(actor, first!.id, 0, 50)).items.every(({ intact }) => intact)).toBe(true);
    const visits = (await house.intelligence.listMarketFetches(actor, id)).items;
    expect(visits.map(({ outcome, files }) => [outcome, files])).toEqual([
      ['new', 1],
      ['new', 1],
    ]);
  });

  test('that answers otherwise is tried less and less often, said in words, paused, and removed without its documents', async () => {
    const { actor } = await house.tenant();
    answers.set('/broken', (response) => response.writeHead(503).end());
    const { id } = await house.intelligence.createMarketSource(actor, { ...input, kind: 'url', url: `${base}/broken`, everyMinutes: 5 });
    await house.runJobs();
    const [failing] = (await house.intelligence.listMarketSources(actor)).items;
    expect(failing).toMatchObject({
      state: 'failing',
      failures: 1,
      error: { code: 'intelligence.source_refused', params: { status: 503 } },
    });
    await house.intelligence.fetchMarketSource(actor, id);
    await house.runJobs();
    const [again] = (await house.intelligence.listMarketSources(actor)).items;
    expect(again!.failures).toBe(2);
    expect(Date.parse(again!.nextFetchAt!) - Date.parse(failing!.nextFetchAt!)).toBeGreaterThanOrEqual(5 * 60_000);
    expect(await house.intelligence.updateMarketSource(actor, id, { paused: true })).toMatchObject({ state: 'paused', nextFetchAt: null });
    await expect(house.intelligence.createMarketSource(actor, { ...input, kind: 'url', url: `${base}/broken` })).rejects.toMatchObject({
      code: 'intelligence.source_taken',
    });
    const stranger = (await house.tenant()).actor;
    await expect(house.intelligence.deleteMarketSource(stranger, id)).rejects.toMatchObject({ code: 'intelligence.source_not_found' });
    await house.intelligence.deleteMarketSource(actor, id);
    expect((await house.intelligence.listMarketSources(actor)).items).toEqual([]);
    await expect(
      house.intelligence.createMarketSource(actor, { ...input, kind: 'url', url: 'http://10.0.0.8/page' }),
    ).rejects.toMatchObject({ code: 'outgoing.address_refused' });
  });
});

describe('a page that says again what it said before', () => {
  const sizes = { a: '504.4亿元', b: '510.2亿元', c: '512.8亿元' };
  type Version = keyof typeof sizes;

  async function followed() {
    const { actor } = await house.tenant();
    const path = `/again-${actor.organisationId}`;
    const url = `${base}${path}`;
    const { id } = await house.intelligence.createMarketSource(actor, { ...input, kind: 'url', url, everyMinutes: 60 });
    const serve = (version: Version) =>
      answers.set(path, (response) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html('微短剧市场', sizes[version])),
      );
    const visit = async (version: Version, options?: { only: string }): Promise<void> => {
      serve(version);
      house.house.clock.advance(61 * 60_000);
      await house.intelligence.fetchMarketSource(actor, id);
      await house.runJobs(options);
    };
    const current = async () => {
      const { items } = await house.intelligence.listFigures(actor, { limit: 50, sort: 'newest', show: 'kept', metric: 'market_size' });
      return items.filter(({ measure }) => measure === 'level').map(({ low }) => low! / 1e8);
    };
    serve('a');
    return { actor, id, visit, current };
  }

  test('says it again: what stood there meanwhile is history, and its figures, family and words follow', async () => {
    const { actor, id, visit, current } = await followed();
    await house.runJobs();
    const [first] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    await visit('b');
    expect(await current()).toEqual([510.2]);
    await visit('a');
    expect(await current()).toEqual([504.4]);
    const { items } = await house.intelligence.listMarketDocuments(actor, page);
    expect(items).toMatchObject([{ id: first!.id, replacedBy: null, familyId: first!.familyId }]);
    const { history, family } = await house.intelligence.getMarketDocument(actor, first!.id);
    expect(history).toHaveLength(1);
    expect(family.members.map((one) => one.id)).toEqual(history.map((one) => one.id));
    expect((await house.intelligence.searchMarketDocuments(actor, { q: '504.4亿元', offset: 0, limit: 20 })).items).toHaveLength(1);
    expect((await house.intelligence.searchMarketDocuments(actor, { q: '510.2亿元', offset: 0, limit: 20 })).items).toEqual([]);
    expect((await house.intelligence.listMarketFetches(actor, id)).items.map(({ outcome, files }) => [outcome, files])).toEqual([
      ['new', 1],
      ['new', 1],
      ['new', 1],
    ]);
    // To and fro, and on to something new: one version stands at any time.
    for (const version of ['b', 'b', 'a', 'c', 'b', 'c', 'a'] as const) {
      await visit(version);
      expect(await current()).toEqual([Number.parseFloat(sizes[version])]);
    }
    expect((await house.intelligence.listMarketDocuments(actor, page)).items).toHaveLength(1);
  });

  test('stands as it was seen last, though its versions are read late and together', async () => {
    const { actor, visit, current } = await followed();
    const fetching = { only: 'intelligence.fetch_source' };
    await house.runJobs(fetching);
    await visit('b', fetching);
    await visit('a', fetching);
    await house.runJobs();
    expect(await current()).toEqual([504.4]);
    expect((await house.intelligence.listMarketDocuments(actor, page)).items).toHaveLength(1);
    // One that is read only after the page went on does not come back with that.
    await visit('c', fetching);
    await visit('a', fetching);
    await house.runJobs();
    expect(await current()).toEqual([504.4]);
  });

  test('does not bring back what a person put aside', async () => {
    const { actor, visit, current } = await followed();
    await house.runJobs();
    const [first] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    await house.intelligence.archiveMarketDocument(actor, first!.id);
    await visit('b');
    await visit('a');
    expect(await current()).toEqual([510.2]);
  });

  test('keeps what people said of it: the family it was put to, and its source where that is misread again', async () => {
    const { actor, visit } = await followed();
    await house.runJobs();
    const [first] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    await house.intelligence.correctMarketDocument(actor, first!.id, {
      source: '行业观察',
      published: { day: '2023-06-01', time: null, zone: 'Asia/Shanghai' },
      note: '页脚的日期',
    });
    await house.intelligence.moveMarketFamily(actor, [{ documentId: first!.id, familyId: null }]);
    const { familyId } = await house.intelligence.getMarketDocument(actor, first!.id);
    await visit('b');
    const [second] = (await house.intelligence.listMarketDocuments(actor, page)).items;
    expect(second).toMatchObject({
      familyId,
      source: '行业观察',
      publishedAt: '2023-06-01',
      correction: { asRead: { source: first!.source, publishedAt: first!.publishedAt }, note: '页脚的日期' },
    });
    expect((await house.intelligence.getMarketDocument(actor, second!.id)).family).toMatchObject({
      reason: 'person',
      said: { by: actor.name },
    });
    // The market of 2024, said in 2023, is an outlook.
    const { items } = await house.intelligence.listFigures(actor, { limit: 50, sort: 'newest', show: 'kept', metric: 'market_size' });
    expect(items.every(({ publishedAt }) => publishedAt === '2023-06-01')).toBe(true);
  });
});

describe('a feed', () => {
  test('brings each entry once, from its page where it has one, else from what the feed says', async () => {
    const { actor } = await house.tenant();
    let more = '';
    answers.set('/one', (response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html('第一篇', '504.4亿元')),
    );
    answers.set('/feed', (response) =>
      response.writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
        <title>行业新闻</title><link>${base}/</link><description>x</description>
        <item><guid isPermaLink="false">1</guid><title>第一篇</title><link>${base}/one</link></item>
        <item><guid isPermaLink="false">2</guid><title>第二篇</title><link>${base}/gone</link>
          <description>&lt;p&gt;2025年微短剧备案数量达到3万部，较上年增长两成，平台投入继续加大。&lt;/p&gt;</description></item>${more}
      </channel></rss>`),
    );
    const { id } = await house.intelligence.createMarketSource(actor, { ...input, kind: 'feed', url: `${base}/feed`, everyMinutes: 60 });
    await house.runJobs();
    const titles = async () => (await house.intelligence.listMarketDocuments(actor, page)).items.map(({ title }) => title).toSorted();
    expect(await titles()).toEqual(['第一篇', '第二篇']);
    more = `<item><guid isPermaLink="false">3</guid><title>第三篇</title>
      <description>&lt;p&gt;多地设立微短剧专项资金，单个项目最高可获300万元支持。&lt;/p&gt;</description></item>`;
    await house.intelligence.fetchMarketSource(actor, id);
    await house.runJobs();
    expect(await titles()).toEqual(['第一篇', '第三篇', '第二篇'].toSorted());
    const visits = (await house.intelligence.listMarketFetches(actor, id)).items;
    expect(visits.map(({ files }) => files)).toEqual([1, 2]);
  });
});
