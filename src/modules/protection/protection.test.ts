/** From a file that somebody gives to a match that somebody decides. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFootage } from '../../../test/support/footage.ts';
import { openProtection, type TestProtection } from '../../../test/support/protection.ts';
import type { Actor } from '../../platform/http/actor.ts';

let house: TestProtection;
const file = (name: string): string => join(house.folder, name);
const drama = { seed: 1, seconds: 14 };

beforeAll(async () => {
  house = await openProtection();
  await writeFootage(file('episode.mp4'), drama);
  await writeFootage(file('mirrored.mp4'), drama, { fromSeconds: 3, toSeconds: 12, mirrored: true, crf: 30 });
  await writeFootage(file('plain.mp4'), drama, { fromSeconds: 1, toSeconds: 13, crf: 32 });
  await writeFootage(file('other.mp4'), { seed: 2, seconds: 10 });
}, 120_000);
afterAll(() => house.close());

async function give(actor: Actor, name: string, path = file(name), query: Record<string, string> = {}) {
  const request = new Request('http://hookline.test/', { method: 'POST', body: await readFile(path), duplex: 'half' } as RequestInit);
  return house.protection.uploadSuspect(actor, { filename: name, ...query }, request);
}
const all = { sort: 'strength' as const, limit: 50 };

describe('a suspect that shows an episode', () => {
  test('is matched with the seconds that it shows, how it was changed, and pictures of both side by side', async () => {
    const { actor } = await house.tenant();
    const { workId, episodeIds } = await house.addWork(actor, '她从火中归来', [file('episode.mp4')]);
    await house.runJobs();
    const coverage = await house.protection.getCoverage(actor, { limit: 50 });
    expect(coverage.items).toMatchObject([{ workId, episodes: 1, ready: 1, missing: 0, failed: 0 }]);

    const taken = await give(actor, 'mirrored.mp4');
    expect(taken.items).toMatchObject([{ known: false, suspect: { state: 'waiting', name: 'mirrored.mp4' } }]);
    await house.runJobs();

    const { items, counts } = await house.protection.listMatches(actor, all);
    expect(counts).toEqual({ open: 1, allowed: 0, ignored: 0, case: 0 });
    const [match] = items;
    expect(match).toMatchObject({
      workId,
      episodeId: episodeIds[0],
      episodeNumber: 1,
      workTitle: '她从火中归来',
      state: 'open',
      current: true,
    });
    expect(match!.transformations).toContain('mirror');
    expect(match!.copiedMs).toBeGreaterThan(7000);
    for (const segment of match!.segments) {
      expect(segment.mirrored).toBe(true);
      expect(Math.abs(segment.referenceStartMs - segment.suspectStartMs - 3000)).toBeLessThan(400);
    }
    expect(match!.strip!.pairs.length).toBeGreaterThan(5);

    const detail = await house.protection.getMatch(actor, match!.id);
    expect(detail.suspect).toMatchObject({ state: 'done', matchCount: 1, openMatchCount: 1, durationMs: 9000, width: 144, height: 256 });
    expect(detail.original).toMatchObject({ durationMs: 14_000 });
    const strip = await house.protection.answerMatchStrip(actor, match!.id, new Request('http://hookline.test/'));
    expect(strip.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await strip.arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));
    const range = new Request('http://hookline.test/', { headers: { range: 'bytes=0-99' } });
    const content = await house.protection.answerSuspectContent(actor, match!.suspectId, range, false);
    expect([content.status, content.headers.get('content-type')]).toEqual([206, 'video/mp4']);
    expect(house.emitted.filter(({ organisationId }) => organisationId === actor.organisationId).map(({ type }) => type)).toEqual([
      'protection.match_found',
      'protection.scan_done',
    ]);
  }, 120_000);

  test('is one suspect however often its bytes come, and another place is one more sighting', async () => {
    const { actor } = await house.tenant();
    const first = await give(actor, 'mirrored.mp4');
    const second = await give(actor, 'again.mp4', file('mirrored.mp4'));
    expect(second.items[0]).toMatchObject({ known: true, suspect: { id: first.items[0]!.suspect.id, sightingCount: 2 } });
    expect((await house.protection.listSuspects(actor, { limit: 50 })).items).toHaveLength(1);
    const queued = house.tasks.filter(({ subject, state }) => subject.id === first.items[0]!.suspect.id && state === 'queued');
    expect(queued).toHaveLength(1);
    await house.runJobs();
  }, 60_000);

  test('is found when its original comes later, without reading the suspect again', async () => {
    const { actor } = await house.tenant();
    const { items } = await give(actor, 'plain.mp4');
    await house.runJobs();
    expect((await house.protection.listMatches(actor, all)).items).toEqual([]);
    const { episodeIds } = await house.addWork(actor, '后来登记的剧', [file('episode.mp4')]);
    await house.runJobs();
    expect(
      house.tasks.filter(({ job, organisationId }) => job === 'protection.scan_suspect' && organisationId === actor.organisationId),
    ).toHaveLength(1);
    const found = (await house.protection.listMatches(actor, all)).items;
    expect(found).toMatchObject([{ suspectId: items[0]!.suspect.id, episodeId: episodeIds[0] }]);
  }, 120_000);

  test('is not matched with what it does not show', async () => {
    const { actor } = await house.tenant();
    await house.addWork(actor, '别的剧', [file('other.mp4')]);
    await give(actor, 'plain.mp4');
    await house.runJobs();
    expect((await house.protection.listMatches(actor, all)).items).toEqual([]);
    expect((await house.protection.listSuspects(actor, { limit: 50 })).items).toMatchObject([
      { state: 'done', matchCount: 0, bestScore: null },
    ]);
  }, 60_000);
});

describe('tenants', () => {
  test('search their own catalogue alone, though the same bytes are registered by another', async () => {
    const [ours, theirs] = [await house.tenant(), await house.tenant()];
    await house.addWork(theirs.actor, '同一部剧', [file('episode.mp4')]);
    const own = await house.addWork(ours.actor, '同一部剧', [file('episode.mp4')]);
    await house.runJobs();
    await give(ours.actor, 'plain.mp4');
    await give(theirs.actor, 'other.mp4');
    await house.runJobs();
    const found = await house.protection.listMatches(ours.actor, all);
    expect(found.items.map(({ episodeId }) => episodeId)).toEqual(own.episodeIds);
    expect(await house.protection.listMatches(theirs.actor, all)).toMatchObject({ items: [], counts: { open: 0 } });

    const { id, suspectId } = found.items[0]!;
    const notFound = { code: 'protection.match_not_found' };
    await expect(house.protection.getMatch(theirs.actor, id)).rejects.toMatchObject(notFound);
    await expect(house.protection.decideMatches(theirs.actor, { matchIds: [id], decision: 'ignored', reason: '' })).rejects.toMatchObject(
      notFound,
    );
    await expect(house.protection.getSuspect(theirs.actor, suspectId)).rejects.toMatchObject({ code: 'protection.suspect_not_found' });
    const asked = house.database.db.read((trx) => house.protection.matchesForCase(trx, theirs.actor.organisationId, [id]));
    await expect(asked).rejects.toMatchObject(notFound);
  }, 120_000);
});

describe('decisions', () => {
  test('are taken in bulk with a reason, taken back one after another, and stand after a later scan', async () => {
    const { actor } = await house.tenant();
    await house.addWork(actor, '决定', [file('episode.mp4')]);
    await house.runJobs();
    const suspectIds = [(await give(actor, 'plain.mp4')).items[0]!.suspect.id, (await give(actor, 'mirrored.mp4')).items[0]!.suspect.id];
    await house.runJobs();
    const ids = (await house.protection.listMatches(actor, all)).items.map(({ id }) => id);
    expect(ids).toHaveLength(2);

    await house.protection.decideMatches(actor, { matchIds: ids, decision: 'ignored', reason: '预告片' });
    await house.protection.decideMatches(actor, { matchIds: ids, decision: 'allowed', reason: '合作方' });
    const undone = await house.protection.undoDecisions(actor, [ids[0]!]);
    expect(undone.items).toMatchObject([{ state: 'ignored', decision: { reason: '预告片', by: actor.name } }]);
    expect((await house.protection.undoDecisions(actor, [ids[0]!])).items).toMatchObject([{ state: 'open', decision: null }]);
    expect((await house.protection.undoDecisions(actor, [ids[0]!])).items).toMatchObject([{ state: 'open' }]);

    for (const id of suspectIds) await house.protection.scanSuspect(actor, id);
    await house.runJobs();
    const after = await house.protection.listMatches(actor, { ...all, state: 'allowed' });
    expect(after.items).toMatchObject([{ id: ids[1], decision: { reason: '合作方' } }]);
    expect(after.counts).toEqual({ open: 1, allowed: 1, ignored: 0, case: 0 });
  }, 120_000);

  test('are left to the case while a match is in one', async () => {
    const { actor } = await house.tenant();
    await house.addWork(actor, '立案', [file('episode.mp4')]);
    await give(actor, 'plain.mp4');
    await house.runJobs();
    const { id, suspectId } = (await house.protection.listMatches(actor, all)).items[0]!;
    const { db } = house.database;
    await db.transaction((trx) => house.protection.markInCase(trx, actor, [id], 'cas_1'));
    const inCase = { code: 'protection.match_in_case' };
    await expect(house.protection.decideMatches(actor, { matchIds: [id], decision: 'ignored', reason: '' })).rejects.toMatchObject(inCase);
    await expect(db.transaction((trx) => house.protection.markInCase(trx, actor, [id], 'cas_2'))).rejects.toMatchObject(inCase);
    await expect(house.protection.deleteSuspect(actor, suspectId)).rejects.toMatchObject({ code: 'protection.suspect_in_case' });
    expect((await house.protection.undoDecisions(actor, [id])).items).toMatchObject([{ state: 'case', caseId: 'cas_1' }]);
    const [given] = await db.read((trx) => house.protection.matchesForCase(trx, actor.organisationId, [id]));
    expect(given).toMatchObject({ matchId: id, suspectId, state: 'case', caseId: 'cas_1', workTitle: '立案', capturedAt: null });
    await db.transaction((trx) => house.protection.markInCase(trx, actor, [id], null));
    expect((await house.protection.listMatches(actor, all)).items).toMatchObject([{ state: 'open', caseId: null }]);
    await house.protection.deleteSuspect(actor, suspectId);
    expect((await house.protection.listMatches(actor, all)).items).toEqual([]);
  }, 120_000);
});
