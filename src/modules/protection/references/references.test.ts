/** How the catalogue comes to be searched for, and what goes when a video or a work does. */
import { copyFile, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFootage } from '../../../../test/support/footage.ts';
import { makeVideo } from '../../../../test/support/media.ts';
import { openProtection, type TestProtection } from '../../../../test/support/protection.ts';
import type { Actor } from '../../../platform/http/actor.ts';

let house: TestProtection;
const file = (name: string): string => join(house.folder, name);
const all = { sort: 'strength' as const, limit: 50 };

beforeAll(async () => {
  house = await openProtection();
  await writeFootage(file('first.mp4'), { seed: 21, seconds: 8 });
  await writeFootage(file('second.mp4'), { seed: 22, seconds: 8 });
  await writeFootage(file('copy.mp4'), { seed: 21, seconds: 8 }, { fromSeconds: 1, toSeconds: 7, crf: 30 });
}, 120_000);
afterAll(() => house.close());

async function give(actor: Actor, name: string): Promise<string> {
  const request = new Request('http://hookline.test/', { method: 'POST', body: await readFile(file(name)), duplex: 'half' } as RequestInit);
  return (await house.protection.uploadSuspect(actor, { filename: name }, request)).items[0]!.suspect.id;
}
/** Gives the first episode of a work another video. */
async function replace(actor: Actor, workId: string, name: string): Promise<void> {
  const from = await mkdtemp(join(tmpdir(), 'hookline-replaced-'));
  await copyFile(file(name), join(from, '第1集.mp4'));
  await house.catalog.importFolder(actor, from, { workId, signal: new AbortController().signal, onProgress: () => {} });
}
const statesOf = async (actor: Actor, workId: string) =>
  (await house.protection.getWorkCoverage(actor, workId)).items.map(({ state }) => state);
const objectsOf = async (): Promise<Set<string>> => {
  const found = new Set<string>();
  for await (const { sha256 } of house.objects.list()) found.add(sha256);
  return found;
};

describe('references', () => {
  test('are made in the studio’s own pass, and where that did not happen by a task', async () => {
    const { actor } = await house.tenant();
    const { workId } = await house.addWork(actor, '补全', [file('first.mp4'), file('second.mp4')]);
    expect(await statesOf(actor, workId)).toEqual(['missing', 'missing']);
    // Nobody analysed them.
    for (const task of house.tasks) if (task.state === 'queued') Object.assign(task, { state: 'cancelled', endedAt: task.createdAt });
    const { taskId } = await house.protection.completeCoverage(actor, null);
    expect(await house.protection.completeCoverage(actor, null)).toEqual({ taskId });
    expect((await house.protection.getCoverage(actor, { limit: 10 })).completing).toMatchObject({ taskId });
    await house.runJobs({ only: 'protection.complete_references' });
    expect(await statesOf(actor, workId)).toEqual(['ready', 'ready']);
    const coverage = await house.protection.getCoverage(actor, { limit: 10 });
    expect(coverage.totals).toMatchObject({ works: 1, references: 2, failed: 0, durationMs: 16_000 });
    expect(coverage.totals.storedBytesPerHour).toBeGreaterThan(1000);
    expect(coverage.completing).toBeNull();
    const { actor: other } = await house.tenant();
    expect((await house.protection.getCoverage(other, { limit: 10 })).totals).toMatchObject({ works: 0, references: 0 });
    await expect(house.protection.getWorkCoverage(other, workId)).rejects.toMatchObject({ code: 'catalog.work_not_found' });
    await expect(house.protection.completeCoverage(other, workId)).rejects.toMatchObject({ code: 'catalog.work_not_found' });
    await house.runJobs();
  }, 60_000);

  test('follow the video: a replaced one is searched for as it is now, and what matched the old one says so', async () => {
    const { actor } = await house.tenant();
    const { workId, episodeIds } = await house.addWork(actor, '替换', [file('first.mp4')]);
    await house.runJobs();
    await give(actor, 'copy.mp4');
    await house.runJobs();
    const [found] = (await house.protection.listMatches(actor, all)).items;
    expect(found).toMatchObject({ episodeId: episodeIds[0], current: true });
    await replace(actor, workId, 'second.mp4');
    expect((await house.protection.listMatches(actor, all)).items).toMatchObject([{ id: found!.id, current: false }]);
    await house.runJobs();
    expect(await statesOf(actor, workId)).toEqual(['ready']);
    // Searched anew the whole, nothing of the old video is found; nobody had decided, so it goes.
    await house.protection.scanSuspect(actor, found!.suspectId);
    await house.runJobs();
    expect((await house.protection.listMatches(actor, all)).items).toEqual([]);
  }, 60_000);

  test('go with their work, and so do its matches with their pictures', async () => {
    const { actor } = await house.tenant();
    const { workId } = await house.addWork(actor, '删除', [file('first.mp4')]);
    await house.runJobs();
    await give(actor, 'copy.mp4');
    await house.runJobs();
    const { items } = await house.database.db.read((trx) => house.catalog.listDependents(trx, actor.organisationId, workId));
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'fingerprint', count: 1 }),
        expect.objectContaining({ kind: 'match', count: 1 }),
      ]),
    );
    await house.catalog.trashWork(actor, workId);
    await house.catalog.deleteWork(actor, workId, '删除');
    expect((await house.protection.listMatches(actor, all)).items).toEqual([]);
    expect((await house.protection.getCoverage(actor, { limit: 10 })).totals).toMatchObject({ references: 0 });
    const before = await objectsOf();
    house.house.clock.advance(3_600_000);
    await house.catalog.sweep();
    expect((await objectsOf()).size).toBeLessThan(before.size);
  }, 60_000);
});

describe('what says nothing', () => {
  const still = (name: string, paint: (y: Uint8Array, width: number, height: number, index: number) => void, seconds = 8) =>
    makeVideo({
      path: file(name),
      width: 144,
      height: 256,
      fps: 12,
      frames: seconds * 12,
      draw: ({ y, u, v, width, height }, index) => {
        paint(y, width, height, index);
        u.fill(128);
        v.fill(128);
      },
    });

  test('matches nothing: black, a test card, a logo that stands, a leader that counts; though an original begins with black, card and logo', async () => {
    const { actor } = await house.tenant();
    const bars = (y: Uint8Array, width: number): void => {
      for (let at = 0; at < y.length; at++) y[at] = 30 + Math.floor(((at % width) * 7) / width) * 28;
    };
    const logo = (y: Uint8Array, width: number, height: number): void => {
      y.fill(20);
      for (let row = Math.floor(height * 0.4); row < height * 0.6; row++)
        for (let column = Math.floor(width * 0.3); column < width * 0.7; column++)
          y[row * width + column] = (row + column) % 24 < 12 ? 220 : 120;
    };
    const leader = (y: Uint8Array, width: number, height: number, index: number): void => {
      const turn = ((index % 12) / 12) * 2 * Math.PI;
      for (let at = 0; at < y.length; at++) {
        const [x, down] = [(at % width) - width / 2, Math.floor(at / width) - height / 2];
        const ring = Math.abs(Math.hypot(x, down) - width * 0.4) < 3;
        y[at] = ring ? 230 : (Math.atan2(down, x) + Math.PI) % (2 * Math.PI) < turn ? 150 : 90;
      }
    };
    await still('black.mp4', (y) => void y.fill(16));
    await still('card.mp4', bars);
    await still('logo.mp4', logo);
    await still('leader.mp4', leader);
    await still('original.mp4', (y, width, height, index) => {
      if (index < 32) y.fill(16);
      else if (index < 64) bars(y, width);
      else logo(y, width, height);
    });
    await house.addWork(actor, '片头', [file('original.mp4'), file('first.mp4')]);
    await house.runJobs();
    for (const name of ['black.mp4', 'card.mp4', 'logo.mp4', 'leader.mp4']) await give(actor, name);
    await house.runJobs();
    expect(
      (await house.protection.listSuspects(actor, { limit: 10 })).items
        .map(({ name, state, matchCount }) => [name, state, matchCount])
        .sort(),
    ).toEqual([
      ['black.mp4', 'done', 0],
      ['card.mp4', 'done', 0],
      ['leader.mp4', 'done', 0],
      ['logo.mp4', 'done', 0],
    ]);
  }, 120_000);
});

describe('staff', () => {
  test('hears of what was found in one notification, and not again for a while', async () => {
    const { actor } = await house.tenant();
    await house.addWork(actor, '通知', [file('first.mp4')]);
    await house.runJobs();
    await house.protection.tellStaffOfMatches();
    house.told.length = 0;
    await give(actor, 'copy.mp4');
    await give(actor, 'first.mp4');
    await house.runJobs();
    const tell = () => house.periodic.get('protection.tell_staff')!(new AbortController().signal);
    await tell();
    await tell();
    expect(house.told).toEqual([{ kind: 'copies_found', params: { count: 2 } }]);
  }, 60_000);
});
