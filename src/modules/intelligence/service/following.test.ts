/** What follows a document that is put aside, brought back, read anew or deleted: every area lets go of it, and what people wrote keeps what it cited. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { askScope } from '../asking/contract.ts';
import { figuresRoutes } from '../figures/contract.ts';
import { searchQuery } from '../searching/contract.ts';
import { topicFilters } from '../topics/contract.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const report = (name: string, billions: string, more: string) => `${name} on micro-dramas
${name} · 2025-03-12 09:30

Core Insights
- The micro-short drama market in China reached ${billions} billion yuan in 2024. [2]
${more}
`;
const notice = `临安市微短剧扶持办法
临安日报 2025-08-13 10:01

第一条 对在本市拍摄的微短剧，按制作成本的20%给予补贴，每部最高50万元。
第二条 本办法自2025年9月1日起施行。
`;

async function give(actor: Actor, name: string, text: string): Promise<string> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, new TextEncoder().encode(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
}
/** What is told is heard, and contradictions are looked at, as when it has been quiet. */
async function settle(): Promise<void> {
  await house.runJobs();
  house.house.clock.advance(5_000);
  await house.periodic.get('intelligence.contradictions')!(new AbortController().signal);
  await house.runJobs();
}

/** An organisation in which every area has something of a document that is off by ten. */
async function library() {
  const { actor } = await house.tenant();
  const topic = await house.intelligence.createTopic(actor, {
    nameZh: '微短剧',
    nameEn: '',
    query: '微短剧',
    filters: topicFilters.parse({}),
  });
  await house.intelligence.createAlert(actor, { kind: 'topic', topicId: topic.id });
  await house.intelligence.createAlert(actor, { kind: 'contradictions', topicId: null });
  await give(
    actor,
    'a.txt',
    report('Screen Ledger', '50.44', 'Platforms hold that quality is the lifeline of the trade, and crews move to studios of their own.'),
  );
  await give(
    actor,
    'b.txt',
    report('Newswire', '50.44', 'Brands order series of their own, and viewers watch them at night on their way home from work.'),
  );
  const off = await give(
    actor,
    'c.txt',
    report('Harbour Daily', '504.4', 'Private funds have begun to invest, and writers of long series have moved into the format.'),
  );
  await settle();
  const [finding] = (await house.intelligence.listFindings(actor, { limit: 5, show: 'open' })).items;
  const brief = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId: null });
  const added = await house.intelligence.addToBrief(actor, brief.id, { kind: 'contradictions', findingId: finding!.id });
  await house.intelligence.issueBrief(actor, brief.id, { note: '', expectedRevision: added.revision });
  house.house.clock.advance(1);
  const asked = { question: 'Who invests in micro-dramas: private funds?', scope: askScope.parse({}), model: false };
  const answer = await house.intelligence.ask(actor, asked);
  expect(answer.sentences.flatMap(({ citations }) => citations).map(({ documentId }) => documentId)).toContain(off);
  return { actor, off, topicId: topic.id, findingId: finding!.id, briefId: brief.id, answerId: answer.id };
}

/** What each area says of the document. */
async function seen({ actor, off, topicId, findingId, briefId, answerId }: Awaited<ReturnType<typeof library>>) {
  const { intelligence } = house;
  const found = await intelligence.searchMarketDocuments(actor, searchQuery.parse({ q: 'private funds' }));
  const documents = await intelligence.listTopicDocuments(actor, topicId, { limit: 50, placed: 'in', fresh: false });
  const brief = await intelligence.getBrief(actor, briefId, null);
  const issued = await intelligence.getBrief(actor, briefId, 1);
  const answer = await intelligence.getAnswer(actor, answerId);
  const figures = await intelligence.listFigures(actor, figuresRoutes.listFigures.query.parse({ documentId: off }));
  const cited = (of: { documentId: string; intact: boolean; aside: string | null }[]) =>
    of.filter(({ documentId }) => documentId === off).map(({ intact, aside }) => `${intact} ${aside}`)[0];
  return {
    search: found.total,
    topic: documents.items.length,
    figures: figures.items.length,
    open: (await intelligence.listFindings(actor, { limit: 5, show: 'open' })).items.length,
    vanished: (await intelligence.getFinding(actor, findingId)).vanishedAt !== null,
    brief: cited(brief.sources),
    issued: cited(issued.sources),
    words: brief.sections.flatMap((section) => ('items' in section ? section.items : []))[0]!.text.includes('504.4 billion yuan'),
    finding: brief.sections.flatMap((section) => ('items' in section ? section.items : []))[0]!.finding!.state,
    answer: cited(answer.sentences.flatMap(({ citations }) => citations)),
  };
}
const there = {
  search: 1,
  topic: 3,
  figures: 1,
  open: 1,
  vanished: false,
  brief: 'true null',
  issued: 'true null',
  words: true,
  finding: 'open',
  answer: 'true null',
};

test('a document that is put aside counts nowhere, what cited it says so, and all is as before when it comes back', async () => {
  const all = await library();
  const { actor, off } = all;
  expect(await seen(all)).toEqual(there);
  await house.intelligence.archiveMarketDocument(actor, off);
  await settle();
  const aside = { brief: 'true archived', issued: 'true archived', answer: 'true archived', words: true };
  expect(await seen(all)).toEqual({ ...there, ...aside, search: 0, topic: 2, figures: 0, open: 0, vanished: true, finding: 'gone' });
  const text = await house.intelligence.exportBrief(actor, all.briefId, { format: 'md', broken: 'refuse' });
  expect(new TextDecoder().decode(text.bytes)).toMatch(/Harbour Daily on micro-dramas .*put aside since/);
  await house.intelligence.restoreMarketDocument(actor, off);
  await settle();
  expect(await seen(all)).toEqual(there);
});

test('who is about to delete a document is told what hangs on it; what was written keeps its words and says that the source is gone', async () => {
  const all = await library();
  const { actor, off } = all;
  const dependents = async (id: string) =>
    new Map((await house.intelligence.listMarketDependents(actor, id)).items.map(({ kind, ...rest }) => [kind, rest]));
  const own = await dependents(off);
  expect([...own.keys()].toSorted()).toEqual(['answer', 'brief', 'claim', 'finding', 'topic']);
  expect([own.get('finding'), own.get('topic'), own.get('brief'), own.get('answer')]).toEqual([
    { count: 1, examples: [] },
    { count: 1, examples: ['微短剧'] },
    { count: 1, examples: ['Weekly'] },
    { count: 1, examples: [] },
  ]);
  await house.intelligence.archiveMarketDocument(actor, off);
  await house.intelligence.deleteMarketDocument(actor, off);
  await settle();
  const gone = { brief: 'false null', issued: 'false null', answer: 'false null' };
  expect(await seen(all)).toEqual({ ...there, ...gone, search: 0, topic: 2, figures: 0, open: 0, vanished: true, finding: 'gone' });
  expect(
    new TextDecoder().decode((await house.intelligence.exportBrief(actor, all.briefId, { format: 'md', broken: 'mark' })).bytes),
  ).toContain('504.4 billion yuan');
  const stranger = (await house.tenant()).actor;
  await expect(house.intelligence.listMarketDependents(stranger, off)).rejects.toMatchObject({ code: 'intelligence.document_not_found' });
});

test('a document that is read anew under another day is compared anew, and its figures are the same findings', async () => {
  const all = await library();
  const { actor, off, findingId } = all;
  await house.intelligence.correctMarketDocument(actor, off, {
    published: { day: '2025-05-02', time: null, zone: 'Asia/Shanghai' },
    note: '',
  });
  expect((await house.intelligence.listFindings(actor, { limit: 5, show: 'open' })).waiting).toBe(true);
  await settle();
  expect(await seen(all)).toEqual(there);
  const finding = await house.intelligence.getFinding(actor, findingId);
  expect(finding.claims.find(({ documentId }) => documentId === off)).toMatchObject({ publishedAt: '2025-05-02', suspected: true });
});

test('programmes let go of a notice that goes: a mere suggestion with it, one that people confirmed stays as they left it', async () => {
  const { actor } = await house.tenant();
  const id = await give(actor, 'notice.txt', notice);
  const list = async () => (await house.intelligence.listProgrammes(actor, { limit: 10, sort: 'deadline' as const })).items;
  const [programme] = await list();
  expect((await house.intelligence.listMarketDependents(actor, id)).items).toContainEqual({
    kind: 'programme',
    count: 1,
    examples: [programme!.name],
  });
  await house.intelligence.archiveMarketDocument(actor, id);
  expect(await list()).toEqual([]);
  await house.intelligence.restoreMarketDocument(actor, id);
  const [again] = await list();
  expect(again).toMatchObject({ name: programme!.name, sourceCount: 1 });
  const { revision } = await house.intelligence.getProgramme(actor, again!.id);
  await house.intelligence.actOnProgramme(actor, again!.id, { act: 'confirm', expectedRevision: revision });
  await house.intelligence.archiveMarketDocument(actor, id);
  await house.intelligence.deleteMarketDocument(actor, id);
  expect(await list()).toMatchObject([{ id: again!.id, state: 'confirmed', sourceCount: 0, name: programme!.name }]);
});

test('what nobody was told of yet is not told of what is gone, unless a copy of the story is left', async () => {
  const told = () => house.told.filter(({ kind }) => kind === 'market_topic' || kind === 'market_contradictions');
  const tell = async () => {
    house.house.clock.advance(3 * 60_000);
    await house.periodic.get('intelligence.tell_alerts')!(new AbortController().signal);
    return told();
  };
  // What the other organisations of this house are told of comes first.
  await tell();
  house.told.splice(0);
  const { actor, off } = await library();
  await house.intelligence.archiveMarketDocument(actor, off);
  await settle();
  const after = await tell();
  expect(after.map(({ kind }) => kind)).toEqual(['market_topic']);
  expect(after[0]!.params).toMatchObject({ count: 2 });
});
