/** What people say against the reader: which documents are one story, and what a document says of itself. What was read stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const page = { limit: 50, archived: false };
const all = { limit: 50, sort: 'newest', show: 'kept' } as const;

async function give(actor: Actor, text: string): Promise<string> {
  const { file } = await house.intelligence.pasteMarketText(actor, { text, title: '', url: null });
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, file.id)).documents[0]!.id;
}
const sourcesOf = async (actor: Actor, metric: string) =>
  (await house.intelligence.listMetrics(actor)).metrics.find((one) => one.metric === metric)!.sources;
const familyOf = async (actor: Actor, id: string) => (await house.intelligence.getMarketDocument(actor, id)).family;
const membersOf = async (actor: Actor, id: string) => (await familyOf(actor, id)).members.map((one) => one.id).toSorted();

/** Each text has words of its own, so that nobody takes two for copies. */
const report = (source: string, amount: string, more: string) => `${source}谈微短剧市场
${source} · 2025-05-02 10:00

2024年，中国微短剧市场规模为${amount}。2024年底用户规模为6.62亿人，渗透率为59.7%。${more}
`;
const one = report('江海日报', '504.4亿元', '剧组纷纷搬到有影棚的城市，后期公司也跟着落户，周边餐饮住宿因此忙碌起来。');
const other = report('北方财经', '5044亿元', '投资机构开始参与第二轮融资，平台则把预算转向精品内容，编剧的报酬水涨船高。');
const third = report('海外视点', '504.4亿元', '出海公司把译制交给本地团队完成，上线周期缩短到两周，回收周期也随之缩短。');

describe('families', () => {
  test('documents that a person puts together count as one source with the copies of both, and are parted again by undoing it', async () => {
    const { actor } = await house.tenant();
    const [a, b, c] = [await give(actor, one), await give(actor, other), await give(actor, third)];
    const copy = await give(actor, one.replace('江海日报 ·', '转载网 ·'));
    expect(await membersOf(actor, a)).toEqual([copy]);
    expect(await sourcesOf(actor, 'market_size')).toBe(3);
    // Of the same days with the same figures: suggested, until it is one already.
    expect((await familyOf(actor, a)).suggested.map(({ id }) => id)).toContain(c);

    const { previous } = await house.intelligence.joinMarketFamily(actor, c, a);
    expect(previous.map(({ documentId }) => documentId)).toEqual([c]);
    expect(await membersOf(actor, a)).toEqual([c, copy].toSorted());
    expect(await familyOf(actor, c)).toMatchObject({ reason: 'person', said: { by: actor.name } });
    expect(await sourcesOf(actor, 'market_size')).toBe(2);
    expect((await familyOf(actor, a)).suggested.map(({ id }) => id)).not.toContain(c);
    await expect(house.intelligence.joinMarketFamily(actor, a, c)).rejects.toMatchObject({ code: 'intelligence.family_same' });

    await house.intelligence.moveMarketFamily(actor, previous);
    expect(await familyOf(actor, c)).toMatchObject({ reason: 'alone', said: null, members: [] });
    expect(await sourcesOf(actor, 'market_size')).toBe(3);
    // Undone on the page of one that was not moved itself: what was put to it goes back.
    await house.intelligence.joinMarketFamily(actor, b, a);
    expect(await membersOf(actor, copy)).toEqual([a, b].toSorted());
    await house.intelligence.undoMarketFamily(actor, a);
    expect(await membersOf(actor, copy)).toEqual([a]);
    expect(await familyOf(actor, a)).toMatchObject({ reason: 'same_story', said: null });
    expect((await house.intelligence.undoMarketFamily(actor, a)).familySize).toBe(2);
  });

  test('what a person says of a family holds when documents are read anew, brought back, or found again', async () => {
    const { actor } = await house.tenant();
    const [a, copy] = [await give(actor, one), await give(actor, one.replace('江海日报 ·', '转载网 ·'))];
    await house.intelligence.moveMarketFamily(actor, [{ documentId: copy, familyId: null }]);
    expect(await familyOf(actor, copy)).toMatchObject({ members: [], said: { by: actor.name } });
    await house.intelligence.archiveMarketDocument(actor, copy);
    await house.intelligence.restoreMarketDocument(actor, copy);
    await house.intelligence.correctMarketDocument(actor, copy, { source: '转载网（北京）', note: '' });
    expect(await membersOf(actor, a)).toEqual([]);
    expect(await sourcesOf(actor, 'users')).toBe(2);
    await house.intelligence.undoMarketFamily(actor, copy);
    expect(await membersOf(actor, a)).toEqual([copy]);
    expect(await sourcesOf(actor, 'users')).toBe(1);
  });

  test('contradictions are looked for anew among what counts as one source', async () => {
    const { actor } = await house.tenant();
    const [a, c] = [await give(actor, one), await give(actor, third)];
    await give(actor, other);
    /** How many independent sources speak against the figure that is ten times too large. */
    const witnesses = async (): Promise<number> => {
      await house.runJobs();
      house.house.clock.advance(60_000);
      await house.intelligence.lookAtTouched();
      const { items } = await house.intelligence.listFindings(actor, { limit: 50, show: 'open' });
      const [finding] = items.filter(({ kind, metric }) => kind === 'scale' && metric === 'market_size');
      return finding!.claims.filter(({ suspected }) => !suspected).length;
    };
    expect(await witnesses()).toBe(2);
    const { previous } = await house.intelligence.joinMarketFamily(actor, a, c);
    expect(await witnesses()).toBe(1);
    await house.intelligence.moveMarketFamily(actor, previous);
    expect(await witnesses()).toBe(2);
  });

  test('of another tenant are not found, on either side', async () => {
    const { actor } = await house.tenant();
    const stranger = (await house.tenant()).actor;
    const [mine, theirs] = [await give(actor, one), await give(stranger, other)];
    const missing = { code: 'intelligence.document_not_found' };
    await expect(house.intelligence.joinMarketFamily(actor, mine, theirs)).rejects.toMatchObject(missing);
    await expect(house.intelligence.joinMarketFamily(actor, theirs, mine)).rejects.toMatchObject(missing);
    await expect(house.intelligence.undoMarketFamily(actor, theirs)).rejects.toMatchObject(missing);
    await expect(house.intelligence.correctMarketDocument(actor, theirs, { title: 'x', note: '' })).rejects.toMatchObject(missing);
    await expect(house.intelligence.undoMarketCorrection(actor, theirs)).rejects.toMatchObject(missing);
  });
});

const misread = `微短剧行业回顾
转载频道 · 2024-02-11 08:00

去年，中国微短剧市场规模达到504.4亿元。业内预计2023年市场规模将达到634.3亿元，平台对精品内容的投入将继续加大。
`;

describe('what a document says of itself', () => {
  test('is put right by a person; periods and what is past follow, and what was read is there and comes back', async () => {
    const { actor } = await house.tenant();
    const id = await give(actor, misread);
    const sizes = async () => {
      const { items } = await house.intelligence.listFigures(actor, { ...all, documentId: id, metric: 'market_size' });
      return items.map(({ low, period, status }) => [low, period, status]).toSorted();
    };
    // Published in 2024, last year is 2023, and what was expected of it is past.
    expect(await sizes()).toEqual([
      [50_440_000_000, '2023', 'actual'],
      [63_430_000_000, '2023', 'actual'],
    ]);
    const corrected = await house.intelligence.correctMarketDocument(actor, id, {
      source: '蓝汀研究院',
      published: { day: '2023-02-11', time: null, zone: 'Asia/Shanghai' },
      note: '转载时间，不是发布时间',
    });
    expect(corrected).toMatchObject({
      source: '蓝汀研究院',
      publishedAt: '2023-02-11',
      zone: { name: 'Asia/Shanghai', stated: true },
      correction: {
        asRead: { source: '转载频道', publishedAt: '2024-02-11T08:00:00+08:00' },
        by: actor.name,
        note: '转载时间，不是发布时间',
      },
    });
    expect(await sizes()).toEqual([
      [50_440_000_000, '2022', 'actual'],
      [63_430_000_000, '2023', 'forecast'],
    ]);
    // Lists, search and series follow.
    expect(
      (await house.intelligence.listMarketDocuments(actor, { ...page, publisher: '蓝汀研究院', until: '2023-03-01' })).items,
    ).toHaveLength(1);
    const query = { q: '微短剧', offset: 0, limit: 20 };
    expect(
      (await house.intelligence.searchMarketDocuments(actor, { ...query, publisher: '蓝汀研究院', until: '2023-03-01' })).items,
    ).toHaveLength(1);
    expect((await house.intelligence.searchMarketDocuments(actor, { ...query, publisher: '转载频道' })).items).toEqual([]);
    const [vintage] = (await house.intelligence.getSeries(actor, 'market_size', {})).vintages;
    expect(vintage).toMatchObject({ publishedOn: '2023-02-11', source: '蓝汀研究院' });

    // A second correction keeps what was read at first; what was left out stays as it was said.
    const again = await house.intelligence.correctMarketDocument(actor, id, {
      title: '微短剧市场年度回顾',
      published: { day: '2023-02-11', time: '21:45', zone: 'America/New_York' },
      note: '',
    });
    expect(again).toMatchObject({
      title: '微短剧市场年度回顾',
      source: '蓝汀研究院',
      publishedAt: '2023-02-11T21:45:00-05:00',
      correction: { asRead: { title: '微短剧行业回顾', source: '转载频道' } },
    });
    await house.intelligence.archiveMarketDocument(actor, id);
    await house.intelligence.restoreMarketDocument(actor, id);
    expect((await sizes())[0]).toEqual([50_440_000_000, '2022', 'actual']);
    const undone = await house.intelligence.undoMarketCorrection(actor, id);
    expect(undone).toMatchObject({
      title: '微短剧行业回顾',
      source: '转载频道',
      publishedAt: '2024-02-11T08:00:00+08:00',
      correction: null,
    });
    expect((await sizes())[0]).toEqual([50_440_000_000, '2023', 'actual']);
    expect((await house.intelligence.undoMarketCorrection(actor, id)).correction).toBeNull();
  });

  test('keeps its citations, what people said of its figures, and the topics that it fits', async () => {
    const { actor } = await house.tenant();
    const id = await give(actor, misread);
    const topic = await house.intelligence.createTopic(actor, {
      nameZh: '早年',
      nameEn: 'Early',
      query: '微短剧',
      filters: { language: null, from: null, until: '2023-12-31', sourceIds: [], metrics: [], regions: [] },
    });
    await house.runJobs();
    const inTopic = async () => (await house.intelligence.getTopic(actor, topic.id)).documents;
    expect(await inTopic()).toBe(0);
    const [figure] = (await house.intelligence.listFigures(actor, { ...all, documentId: id })).items;
    await house.intelligence.ruleFigure(actor, figure!.id, { entity: 'Hongguo', excluded: false, note: '平台口径' });
    await house.intelligence.correctMarketDocument(actor, id, {
      published: { day: '2023-02-11', time: null, zone: 'UTC+08:00' },
      note: '',
    });
    expect(await inTopic()).toBe(1);
    const { items } = await house.intelligence.listFigures(actor, { ...all, show: 'ruled' });
    expect(items).toMatchObject([{ entity: 'Hongguo', citation: { intact: true, publishedAt: '2023-02-11' } }]);
    await house.intelligence.undoMarketCorrection(actor, id);
    expect(await inTopic()).toBe(0);
  });

  test('leaves the programmes that it tells of what people made them', async () => {
    const { actor } = await house.tenant();
    const id = await give(
      actor,
      `云川市支持微短剧产业发展若干措施
发布机构：云川市文化和旅游局　发布日期：2024-03-01

一、支持对象
在云川市注册的企业出品、已取得网络微短剧备案号的作品。

二、支持标准
（一）按实际制作成本的20%给予补助，单个项目最高不超过30万元，同一企业每年最高不超过150万元。
（二）总投资额50万元以上的项目，另给予5万元启动奖励。

三、申报
申报时间为2024-04-01至2024-06-30，由云川市文化和旅游局受理。
`,
    );
    const listed = async () => (await house.intelligence.listProgrammes(actor, { limit: 20, sort: 'deadline' })).items;
    const [programme] = await listed();
    const { revision } = await house.intelligence.getProgramme(actor, programme!.id);
    await house.intelligence.actOnProgramme(actor, programme!.id, { act: 'confirm', expectedRevision: revision });
    const before = await house.intelligence.getProgramme(actor, programme!.id);
    await house.intelligence.correctMarketDocument(actor, id, { source: '云川市文旅局', note: '' });
    const after = await house.intelligence.getProgramme(actor, programme!.id);
    expect(after).toMatchObject({ id: before.id, state: 'confirmed' });
    expect(after.sources).toMatchObject([{ documentId: id, source: '云川市文旅局' }]);
    expect(after.fields.name.value).toBe(before.fields.name.value);
    expect(after.citations.length).toBe(before.citations.length);
    expect(after.citations.every(({ intact }) => intact)).toBe(true);
    expect((await listed()).map((one) => one.id)).toEqual([before.id]);
  });

  test('is nothing new where it says what was read, and no day that is to come or zone that nobody knows', async () => {
    const { actor } = await house.tenant();
    const id = await give(actor, misread);
    const say = (body: Parameters<typeof house.intelligence.correctMarketDocument>[2]) =>
      house.intelligence.correctMarketDocument(actor, id, body);
    expect(
      (await say({ source: '转载频道', published: { day: '2024-02-11', time: '08:00', zone: 'Asia/Shanghai' }, note: '' })).correction,
    ).toBeNull();
    expect(await say({ source: null, published: null, note: '' })).toMatchObject({ source: null, publishedAt: null, zone: null });
    expect(
      (await say({ source: '转载频道', published: { day: '2024-02-11', time: '08:00', zone: 'Asia/Shanghai' }, note: '' })).correction,
    ).toBeNull();
    await expect(say({ published: { day: '2999-01-01', time: null, zone: 'UTC' }, note: '' })).rejects.toMatchObject({
      code: 'intelligence.published_ahead',
    });
    for (const zone of ['Mars/Olympus', 'UTC+25:00', 'EST; drop', '+08:00'])
      await expect(say({ published: { day: '2025-01-01', time: null, zone }, note: '' })).rejects.toMatchObject({
        code: 'intelligence.zone_unknown',
      });
  });
});
