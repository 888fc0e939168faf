/** Briefings: composed of a topic, written, issued as they are, exported with what no longer holds marked. */
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { programmesRoutes } from '../programmes/contract.ts';
import { topicFilters } from '../topics/contract.ts';
import type { BriefDetail, SectionInput } from './contract.ts';
import { chartSvg } from './export/chart.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const report = (value: string, name: string) => `${name} on micro-dramas
${name} · 2025-03-12 09:30

Core Insights
- The micro-short drama market in China grew from 3.68 billion yuan in 2021 to ${value} billion yuan in 2024. [2]
- Directors of long series have moved into the format, and ${name} asks what comes next. [5]
`;
async function give(actor: Actor, name: string, text: string): Promise<string> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, new TextEncoder().encode(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
}
async function topicOf(actor: Actor): Promise<string> {
  const topic = await house.intelligence.createTopic(actor, {
    nameZh: '微短剧',
    nameEn: 'Micro-dramas',
    query: '微短剧',
    filters: topicFilters.parse({}),
  });
  await house.runJobs();
  return topic.id;
}
const textOf = async (actor: Actor, id: string, format: 'md' | 'html', more = {}) =>
  new TextDecoder().decode((await house.intelligence.exportBrief(actor, id, { format, broken: 'mark', ...more })).bytes);
const plainInput = (brief: BriefDetail): SectionInput[] => JSON.parse(JSON.stringify(brief.sections)) as SectionInput[];

test('a briefing begins with what a topic says, each sentence with its passage', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  const brief = await house.intelligence.createBrief(actor, { title: '微短剧周报', language: 'zh', topicId: await topicOf(actor) });
  expect(brief.sections.map(({ kind }) => kind)).toEqual(['text', 'insights', 'figures', 'sources']);
  const items = brief.sections.flatMap((section) => ('items' in section ? section.items : []));
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) expect(item).toMatchObject({ words: 'source', broken: 0, unsupported: [] });
  expect(brief.sources.map(({ number }) => number)).toEqual(brief.sources.map((_, at) => at + 1));
  expect(brief).toMatchObject({ version: 0, changed: true, broken: 0 });
});

test('own words are the author’s, numbers that no passage has are told, and what was issued stays', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  const begun = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId: await topicOf(actor) });
  const sections = plainInput(begun);
  const insights = sections.find(({ kind }) => kind === 'insights') as Extract<SectionInput, { kind: 'insights' }>;
  const market = insights.items.find(({ text }) => text.includes('50.44'))!;
  market.text = 'The market was 51 billion yuan in 2024.';
  insights.items.push({ key: 'mine', text: 'We expect 99 new apps.', citations: [], ref: null });
  const write = (expectedRevision: number, title = 'Weekly') =>
    house.intelligence.updateBrief(actor, begun.id, { title, language: 'en', sections, expectedRevision });
  const wrong = await write(1);
  const shown = wrong.sections.flatMap((section) => ('items' in section ? section.items : []));
  expect(shown.find(({ key }) => key === market.key)).toMatchObject({ words: 'author', unsupported: ['51 billion yuan'] });
  expect(shown.find(({ key }) => key === 'mine')).toMatchObject({ words: 'author', unsupported: [], numbers: [] });
  await expect(house.intelligence.issueBrief(actor, begun.id, { note: '', expectedRevision: 2 })).rejects.toMatchObject({
    code: 'intelligence.brief_unsupported',
  });
  await expect(write(1)).rejects.toMatchObject({ code: 'intelligence.brief_changed' });

  market.text = 'The market was 50.44 billion yuan in 2024.';
  await write(2);
  const issued = await house.intelligence.issueBrief(actor, begun.id, { note: 'first', expectedRevision: 3 });
  expect(issued).toMatchObject({ version: 1, changed: false, issued: { version: 1, note: 'first' } });
  await write(3, 'Another title');
  expect(await house.intelligence.getBrief(actor, begun.id, null)).toMatchObject({ title: 'Another title', changed: true });
  expect(await house.intelligence.getBrief(actor, begun.id, 1)).toMatchObject({ title: 'Weekly', issued: { version: 1 } });
  await expect(house.intelligence.getBrief(actor, begun.id, 2)).rejects.toMatchObject({ code: 'intelligence.brief_version_not_found' });
});

test('exports carry everything, and mark or refuse what no longer holds', async () => {
  const { actor } = await house.tenant();
  const documentId = await give(actor, 'a.txt', report('50.44', 'Screen <b>Ledger</b>'));
  const { id } = await house.intelligence.createBrief(actor, {
    title: '微短剧 <i>周报</i>',
    language: 'zh',
    topicId: await topicOf(actor),
  });
  const markdown = await textOf(actor, id, 'md');
  expect(markdown).toContain('50.44 billion yuan');
  expect(markdown).toContain('| 2024 | 504.4 | 实际 |');
  const html = await textOf(actor, id, 'html');
  expect(html).toContain('@page { size: A4');
  expect(html).toContain('&lt;i&gt;');
  expect(html).not.toContain('<i>');
  const docx = await house.intelligence.exportBrief(actor, id, { format: 'docx', broken: 'mark' });
  const parts = unzipSync(docx.bytes);
  expect(new TextDecoder().decode(parts['word/document.xml'])).toContain('50.44 billion yuan');
  expect(Object.keys(parts).some((name) => /^word\/media\/.*\.png$/.test(name))).toBe(true);

  await house.database.db.read((trx) =>
    sql`update market_paragraphs set text = text || ' ' where document_id = ${documentId}`.execute(trx),
  );
  expect((await house.intelligence.getBrief(actor, id, null)).broken).toBeGreaterThan(0);
  expect(await textOf(actor, id, 'md')).toContain('引文与原文不再一致');
  await expect(house.intelligence.exportBrief(actor, id, { format: 'md', broken: 'refuse' })).rejects.toMatchObject({
    code: 'intelligence.brief_broken',
  });
  await expect(house.intelligence.issueBrief(actor, id, { note: '', expectedRevision: 1 })).rejects.toMatchObject({
    code: 'intelligence.brief_broken',
  });
});

test('contradictions come in with their passages, and say how they were settled', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  await give(
    actor,
    'b.txt',
    report('50.44', 'Newswire').replace('Directors of long series', 'Brands order series of their own, as writers'),
  );
  await give(actor, 'c.txt', report('504.4', 'Harbour Daily').replace('Directors of long series', 'Funds invest, and actors of the stage'));
  house.house.clock.advance(10_000);
  await house.periodic.get('intelligence.contradictions')!(new AbortController().signal);
  const [finding] = (await house.intelligence.listFindings(actor, { limit: 5, show: 'open' })).items;
  const { id } = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId: null });
  const added = await house.intelligence.addToBrief(actor, id, { kind: 'contradictions', findingId: finding!.id });
  const item = added.sections.flatMap((section) => ('items' in section ? section.items : []))[0]!;
  expect(item).toMatchObject({ words: 'house', unsupported: [], finding: { state: 'open' } });
  expect(item.text).toContain('504.4 billion yuan');
  const topicId = await topicOf(actor);
  const drawn = async () => {
    const { sections } = await house.intelligence.createBrief(actor, { title: 'Of the topic', language: 'en', topicId });
    const charts = sections.flatMap((section) => (section.kind === 'figures' ? section.charts : []));
    const said = sections.flatMap((section) => (section.kind === 'insights' ? section.items.map(({ text }) => text) : []));
    return { values: charts.flatMap(({ points }) => points.map(({ low }) => low)), said: said.join('\n') };
  };
  const before = await drawn();
  expect(before.values).toEqual([3_680_000_000, 50_440_000_000]);
  expect(before.said).toContain('50.44 billion yuan');
  expect(before.said).not.toContain('504.4');
  await house.intelligence.settleFinding(actor, finding!.id, { decision: 'both', reason: 'Another scope.' });
  const after = await house.intelligence.getBrief(actor, id, null);
  expect(after.sections.flatMap((section) => ('items' in section ? section.items : []))[0]!.finding).toMatchObject({
    state: 'settled',
    note: 'Another scope.',
  });
  // What may stand beside the others is drawn with them.
  expect((await drawn()).values).toContain(504_400_000_000);
});

test('what differs and may is told as that', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  await give(
    actor,
    'b.txt',
    report('50.5', 'Newswire').replace('Directors of long series', 'Brands order series of their own, as writers'),
  );
  house.house.clock.advance(10_000);
  await house.periodic.get('intelligence.contradictions')!(new AbortController().signal);
  const [note] = (await house.intelligence.listFindings(actor, { limit: 5, show: 'notes' })).items;
  const { id } = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId: null });
  const { sections } = await house.intelligence.addToBrief(actor, id, { kind: 'contradictions', findingId: note!.id });
  const text = sections.flatMap((section) => ('items' in section ? section.items : []))[0]!.text;
  expect(text).toMatch(/differ, and may all be true/);
  expect(text).not.toContain('cannot');
});

test('figures come in as the sentences that claim them and as a chart, and nothing twice', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  await give(actor, 'b.txt', '用户报告\n江海日报 2025-03-12 09:30\n\n截至2024年12月，微短剧用户规模达6.62亿人。\n');
  const idsOf = async (metric: 'market_size' | 'users') =>
    (await house.intelligence.listFigures(actor, { metric, show: 'kept', sort: 'period', limit: 20 })).items.map(({ id }) => id);
  const [sizes, users] = [await idsOf('market_size'), await idsOf('users')];
  const brief = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId: null });
  const add = (addition: Parameters<typeof house.intelligence.addToBrief>[2]) => house.intelligence.addToBrief(actor, brief.id, addition);

  const first = await add({ kind: 'figure', figureId: sizes[0]! });
  const item = first.sections.flatMap((section) => ('items' in section ? section.items : []))[0]!;
  expect(item).toMatchObject({ words: 'source', broken: 0, unsupported: [] });
  expect(item.text).toContain('from 3.68 billion yuan in 2021 to 50.44 billion yuan in 2024');
  const section = first.sections.find(({ kind }) => kind === 'insights')!;
  expect(first.added).toEqual([item.key, section.key]);
  // The other figure of the sentence is the same sentence.
  await expect(add({ kind: 'figure', figureId: sizes[1]! })).rejects.toMatchObject({ code: 'intelligence.brief_has_it' });
  expect((await add({ kind: 'figure', figureId: users[0]! })).added).toHaveLength(1);

  const charted = await add({ kind: 'series', figureIds: [...sizes, sizes[0]!] });
  const chart = charted.sections.flatMap((one) => (one.kind === 'figures' ? one.charts : []))[0]!;
  expect(chart).toMatchObject({ metric: 'market_size', unit: 'money', currency: 'CNY', title: 'China' });
  expect(chart.points.map(({ period, low, broken }) => [period, low, broken])).toEqual([
    ['2021', 3_680_000_000, false],
    ['2024', 50_440_000_000, false],
  ]);
  await expect(add({ kind: 'series', figureIds: sizes })).rejects.toMatchObject({ code: 'intelligence.brief_has_it' });
  await expect(add({ kind: 'series', figureIds: [...sizes, ...users] })).rejects.toMatchObject({ code: 'intelligence.figures_apart' });
  expect(charted.sections.at(-1)!.kind).toBe('sources');

  const { actor: stranger } = await house.tenant();
  const own = await house.intelligence.createBrief(stranger, { title: 'Theirs', language: 'en', topicId: null });
  for (const addition of [
    { kind: 'figure', figureId: sizes[0]! },
    { kind: 'series', figureIds: sizes },
  ] as const)
    await expect(house.intelligence.addToBrief(stranger, own.id, addition)).rejects.toMatchObject({
      code: 'intelligence.figure_not_found',
    });
});

test('a programme comes in by its name, with what it gives once, and not a second time', async () => {
  const { actor } = await house.tenant();
  const award = { text: '对获奖微短剧分别给予100万元、50万元奖励。', supports: ['quality_award'] };
  const given = { name: '某市微短剧扶持办法', kind: 'policy', region: 'Hangzhou', items: [award, award] };
  const programme = await house.intelligence.createProgramme(actor, programmesRoutes.createProgramme.body.parse(given));
  const { id } = await house.intelligence.createBrief(actor, { title: '周报', language: 'zh', topicId: null });
  const addition = { kind: 'programmes', programmeId: programme.id } as const;
  const { sections } = await house.intelligence.addToBrief(actor, id, addition);
  const items = sections.flatMap((section) => ('items' in section ? section.items : []));
  expect(items.map(({ text }) => text)).toEqual([given.name, award.text]);
  await expect(house.intelligence.addToBrief(actor, id, addition)).rejects.toMatchObject({ code: 'intelligence.brief_has_it' });
});

test('nobody cites or reads what is another organisation’s', async () => {
  const { actor } = await house.tenant();
  const { actor: stranger } = await house.tenant();
  await give(actor, 'a.txt', report('50.44', 'Screen Ledger'));
  const topicId = await topicOf(actor);
  const brief = await house.intelligence.createBrief(actor, { title: 'Weekly', language: 'en', topicId });
  await expect(house.intelligence.getBrief(stranger, brief.id, null)).rejects.toMatchObject({ code: 'intelligence.brief_not_found' });
  await expect(house.intelligence.createBrief(stranger, { title: 'x', language: 'en', topicId })).rejects.toMatchObject({
    code: 'intelligence.topic_not_found',
  });
  const own = await house.intelligence.createBrief(stranger, { title: 'Theirs', language: 'en', topicId: null });
  const { documentId, anchor, start, end } = brief.sources[0]!;
  const item = { text: 'Taken.', citations: [{ documentId, anchor, start, end }], ref: null };
  await expect(house.intelligence.addToBrief(stranger, own.id, { kind: 'insights', item })).rejects.toMatchObject({
    code: 'intelligence.citation_unknown',
  });
});

test('a chart is drawn whatever its values', async () => {
  const point = (period: string, low: number | null, high: number | null) => ({
    period,
    low,
    high,
    status: 'forecast' as const,
    number: 1,
    quote: null,
    broken: false,
    citation: { documentId: 'mdo_1', anchor: 'p0-0123456789abcdef', start: 0, end: 1 },
  });
  for (const points of [
    [point('2024', 0, 0)],
    [point('2024', 1, 1), point('2025', 1e12, null)],
    [point('2025-H1', -0.2, -0.1), point('x', null, 5)],
  ]) {
    const svg = chartSvg({ points, unit: 'money' }, 'zh');
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect((await sharp(Buffer.from(svg)).png().toBuffer()).length).toBeGreaterThan(500);
  }
});
