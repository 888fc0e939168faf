/** Contradictions are found when documents come, keep their place and what people made of them, and vanish when documents go. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { silentLog } from '../../../platform/log.ts';
import { createChecker, type Checker, type CheckPart } from './checking.ts';
import { recheckJob } from './jobs.ts';
import { createLooking } from './looking.ts';
import { settledViews } from './service.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const right = (name: string) => `${name} on ${name === 'Newswire' ? 'what brands pay for' : 'micro-dramas'}
${name} · 2025-03-12 09:30

The micro-short drama market was worth 3.68 billion yuan in 2021. The market size reached 50.44 billion yuan in 2024.
${name === 'Newswire' ? 'Brands order series of their own, and viewers watch them at night on their way home from work.' : 'Platforms hold that quality is the lifeline of the business, and crews move to cities with studios of their own.'}
`;
const slipped = `Capital looks at micro-dramas
Harbour Daily · 2025-05-02 10:00

The micro-short drama market was worth 504.4 billion yuan in 2024, and private funds have begun to invest in it.
Script writers and directors of long series have moved into the format during the past year.
`;

async function give(actor: Actor, name: string, text: string): Promise<string> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, bytes(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
}
/** As the round that looks at what was touched, when it has become quiet. */
async function look(): Promise<void> {
  house.house.clock.advance(5_000);
  await house.periodic.get('intelligence.contradictions')!(new AbortController().signal);
}
const list = (actor: Actor, show: 'open' | 'settled' | 'dismissed' | 'notes' = 'open', more = {}) =>
  house.intelligence.listFindings(actor, { limit: 20, show, ...more });

test('what comes is held against what is there, and the finding says who is off and what it would be', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  await give(actor, 'b.txt', right('Newswire'));
  const documentId = await give(actor, 'c.txt', slipped);
  expect(await list(actor)).toMatchObject({ items: [], waiting: true });
  await look();
  const { items, counts, waiting, sources, metrics } = await list(actor);
  expect({ counts, waiting, metrics }).toEqual({
    counts: { open: 1, settled: 0, dismissed: 0, notes: 0 },
    waiting: false,
    metrics: ['market_size'],
  });
  expect(sources).toEqual(['Harbour Daily', 'Newswire', 'Screen Ledger']);
  const [finding] = items;
  expect(finding).toMatchObject({
    kind: 'scale',
    state: 'open',
    ratio: 10,
    metric: 'market_size',
    hypothesis: { code: 'scale_yi_as_billion' },
  });
  const [off] = finding!.claims;
  expect(off).toMatchObject({
    documentId,
    quote: '504.4 billion yuan',
    suspected: true,
    would: { low: 50_440_000_000, high: 50_440_000_000 },
  });

  const detail = await house.intelligence.getFinding(actor, finding!.id);
  expect(detail.history.map(({ act }) => act)).toEqual(['found']);
  const passage = detail.passages.find(({ claimId }) => claimId === off!.claimId)!;
  expect(passage.sentence.quote!.slice(passage.figureStart, passage.figureEnd)).toBe('504.4 billion yuan');
  expect(house.published.filter(({ name }) => name === 'intelligence.findings_changed').at(-1)!.payload).toMatchObject({
    findingIds: [finding!.id],
  });
  // Filters find it by what takes part in it.
  expect((await list(actor, 'open', { source: 'Newswire' })).items).toHaveLength(1);
  expect((await list(actor, 'open', { source: 'Nobody' })).items).toHaveLength(0);
  expect((await list(actor, 'open', { documentId, kind: 'scale', metric: 'market_size' })).items).toHaveLength(1);
});

test('a settlement stays when more comes, is what figures are told, and can be taken back', async () => {
  const { actor, organisationId } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  await give(actor, 'c.txt', slipped);
  await look();
  const [finding] = (await list(actor)).items;
  const [off, ...others] = finding!.claims;
  const reading = { low: 50_440_000_000, high: 50_440_000_000 };
  const settled = await house.intelligence.settleFinding(actor, finding!.id, {
    decision: 'claims',
    reason: '亿 was read as billion.',
    claims: [{ claimId: off!.claimId, state: 'off', reading }, ...others.map(({ claimId }) => ({ claimId, state: 'stands' as const }))],
  });
  expect(settled).toMatchObject({ state: 'settled', settlement: { decision: 'claims', by: { name: actor.name } } });
  // The raw value stays beside what was settled of it.
  expect(settled.claims[0]).toMatchObject({
    quote: '504.4 billion yuan',
    value: { low: 504_400_000_000 },
    settled: { state: 'off', reading },
  });
  const views = await house.database.db.read((trx) => settledViews(trx, organisationId, [off!.claimId, others[0]!.claimId]));
  expect([views.get(off!.claimId), views.get(others[0]!.claimId)]).toMatchObject([
    { state: 'off', reading, reason: '亿 was read as billion.' },
    { state: 'stands', reading: null },
  ]);

  await give(actor, 'b.txt', right('Newswire'));
  await look();
  const [after] = (await list(actor, 'settled')).items;
  expect([after!.id, after!.state, (await list(actor)).items.length]).toEqual([finding!.id, 'settled', 0]);
  expect(after!.claims.map(({ source }) => source)).toContain('Newswire');

  const reopened = await house.intelligence.reopenFinding(actor, finding!.id);
  expect(reopened).toMatchObject({ state: 'open', settlement: null });
  expect(reopened.history.map(({ act }) => act)).toEqual(['reopened', 'changed', 'settled', 'found']);
  expect((await house.database.db.read((trx) => settledViews(trx, organisationId, [off!.claimId]))).size).toBe(0);
  await expect(house.intelligence.reopenFinding(actor, finding!.id)).rejects.toMatchObject({ code: 'intelligence.finding_open' });
});

test('what is no longer found vanishes from the list and comes back as the same when its document does', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  const documentId = await give(actor, 'c.txt', slipped);
  await look();
  const [finding] = (await list(actor)).items;
  await house.intelligence.archiveMarketDocument(actor, documentId);
  await house.runJobs();
  await look();
  expect((await list(actor)).items).toEqual([]);
  expect((await house.intelligence.getFinding(actor, finding!.id)).vanishedAt).not.toBeNull();
  await house.intelligence.restoreMarketDocument(actor, documentId);
  await house.runJobs();
  await look();
  const back = await house.intelligence.getFinding(actor, finding!.id);
  expect([back.vanishedAt, back.history[0]!.act]).toEqual([null, 'returned']);
});

test('both may stand, a finding is put aside, and all is looked at again as a task', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  await give(actor, 'c.txt', slipped);
  const { taskId } = await house.intelligence.recheckFindings(actor);
  await house.runJobs();
  expect(house.tasks.find(({ id }) => id === taskId)).toMatchObject({ job: recheckJob.name, state: 'done' });
  const [finding] = (await list(actor)).items;
  const both = await house.intelligence.settleFinding(actor, finding!.id, { decision: 'both', reason: 'They count otherwise.' });
  expect(both.claims.every(({ settled }) => settled?.state === 'stands')).toBe(true);
  const aside = await house.intelligence.dismissFinding(actor, finding!.id, '');
  expect([aside.state, aside.claims[0]!.settled]).toEqual(['dismissed', null]);
  expect((await list(actor, 'dismissed')).counts).toMatchObject({ open: 0, dismissed: 1 });
});

test('a reading is of what is off, of a claim that takes part; and nobody sees what is found for others', async () => {
  const { actor } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  await give(actor, 'c.txt', slipped);
  await look();
  const [finding] = (await list(actor)).items;
  const settle = (who: Actor, claims: { claimId: string; state: 'stands' | 'off'; reading?: { low: number; high: number } }[]) =>
    house.intelligence.settleFinding(who, finding!.id, { decision: 'claims', reason: '', claims });
  const claimId = finding!.claims[0]!.claimId;
  await expect(settle(actor, [{ claimId, state: 'stands', reading: { low: 1, high: 1 } }])).rejects.toMatchObject({
    code: 'intelligence.reading_without_off',
  });
  await expect(settle(actor, [{ claimId: '999999', state: 'off' }])).rejects.toMatchObject({ code: 'intelligence.claim_not_in_finding' });
  const stranger = (await house.tenant()).actor;
  for (const call of [
    () => house.intelligence.getFinding(stranger, finding!.id),
    () => settle(stranger, [{ claimId, state: 'off' }]),
    () => house.intelligence.dismissFinding(stranger, finding!.id, ''),
    () => house.intelligence.reopenFinding(stranger, finding!.id),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'intelligence.finding_not_found' });
  expect((await list(stranger)).items).toEqual([]);
  await expect(list(stranger, 'open', { topicId: 'top_x' })).rejects.toMatchObject({ code: 'intelligence.topic_not_found' });
});

test('what figures were too many to compare is said, and what was known of them stays', async () => {
  const { actor, organisationId } = await house.tenant();
  await give(actor, 'a.txt', right('Screen Ledger'));
  await give(actor, 'c.txt', slipped);
  await look();
  const [before] = (await list(actor)).items;
  const checker = createChecker();
  const lookWith = (most: { claims: number; findings: number; fewest: number }, by: Checker = checker) =>
    createLooking(
      {
        db: house.database.db,
        clock: house.house.clock,
        log: silentLog,
        jobs: { publish: async () => {} } as never,
        webhooks: { emit: async () => {} } as never,
      },
      by,
      most,
    ).look(organisationId, ['market_size']);
  const cuts = async () => (await list(actor)).cuts;
  expect(await cuts()).toEqual([]);

  await lookWith({ claims: 3, findings: 0, fewest: 1 });
  expect(await cuts()).toEqual([{ metrics: ['market_size'], claims: 3, compared: 3, found: 1, kept: 0 }]);
  expect((await list(actor)).items).toEqual([]);
  await lookWith({ claims: 3, findings: 5, fewest: 1 });
  expect([await cuts(), (await list(actor)).items.map(({ id }) => id)]).toEqual([[], [before!.id]]);

  // Only the latest document has room, and says nothing against itself.
  await lookWith({ claims: 1, findings: 5, fewest: 1 });
  expect(await cuts()).toEqual([{ metrics: ['market_size'], claims: 3, compared: 1, found: 0, kept: 0 }]);
  await lookWith({ claims: 3, findings: 5, fewest: 1 });

  // A thread that gives up on more than one claim is given fewer; one that gives up on all of them leaves what is known.
  const asked: number[] = [];
  const weak = (most: number): Checker => ({
    ...checker,
    async run(parts, signal) {
      const all: CheckPart[] = [];
      for await (const part of parts) all.push(part);
      asked.push(all.flatMap(({ documents }) => documents.flatMap(({ claims }) => claims)).length);
      if (asked.at(-1)! > most) throw new AppError('intelligence.took_too_long', 'limit', { seconds: 1 });
      return checker.run(all, signal);
    },
  });
  await lookWith({ claims: 3, findings: 5, fewest: 1 }, weak(1));
  expect([asked, await cuts()]).toEqual([[3, 1], [{ metrics: ['market_size'], claims: 3, compared: 1, found: 0, kept: 0 }]]);
  await lookWith({ claims: 3, findings: 5, fewest: 1 });
  expect(await lookWith({ claims: 3, findings: 5, fewest: 1 }, weak(0))).toEqual([]);
  expect(await cuts()).toEqual([{ metrics: ['market_size'], claims: 3, compared: 0, found: 0, kept: 0 }]);
  expect((await list(actor)).items.map(({ id }) => id)).toEqual([before!.id]);
  await checker.close();
});
