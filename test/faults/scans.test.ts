import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { writeFootage } from '../support/footage.ts';
import { ownerOf, runCommand, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';

// On a server a dead process's work is given out by its heartbeat instead of at the next start; then this takes minutes.
const serverUrl = process.env.TEST_DATABASE_URL;
const patienceMs = serverUrl ? 500_000 : 300_000;
const copies = 4;
const dramas = [31, 32].map((seed) => ({ seed, seconds: 16, width: 216, height: 384 }));

let home: string;
let database: { url: string; drop(): Promise<void> } | null = null;
let server: RunningServer;
let ask: Client;
let owner: { email: string; password: string };
const env = (): Record<string, string> => (database ? { DATABASE_URL: database.url } : {});

type Suspect = { id: string; name: string; state: string; error: unknown; matchCount: number; sightingCount: number };
type Coverage = { totals: { references: number } };
type Matches = { items: { suspectId: string; episodeNumber: number; transformations: string[]; strip: unknown; current: boolean }[] };

async function restart(): Promise<void> {
  server = await startServer({ data: home, env: env() });
  ask = await signIn(server.url, owner);
}

/** Sends a file as a browser does. */
async function upload(path: string, name: string): Promise<void> {
  const login = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(owner),
  });
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const response = await fetch(`${server.url}/api/v1/protection/suspects?filename=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie, origin: server.url, 'content-type': 'application/octet-stream' },
    body: await readFile(path),
  });
  expect(response.status, await response.clone().text()).toBe(200);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-scans-'));
  database = serverUrl ? await createServerDatabase(serverUrl) : null;
  await mkdir(join(home, 'films', '断电扫描'), { recursive: true });
  for (const [index, drama] of dramas.entries()) await writeFootage(join(home, 'films', '断电扫描', `第${index + 1}集.mp4`), drama);
  for (let copy = 0; copy < copies; copy++)
    await writeFootage(join(home, `copy-${copy}.mp4`), dramas[copy % 2]!, {
      fromSeconds: copy,
      toSeconds: 12 + copy,
      mirrored: copy > 1,
      crf: 28,
    });
  server = await startServer({ data: home, env: env() });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
}, 180_000);

afterAll(async () => {
  await server?.kill();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

const suspects = async (): Promise<Suspect[]> => (await ask<{ items: Suspect[] }>('GET', '/api/v1/protection/suspects')).items;
const underWay = ({ state }: Suspect): boolean => state === 'waiting' || state === 'scanning';

test(
  'scans that are killed end as if nothing had happened: each suspect once, with each of its matches once',
  async () => {
    const imported = await runCommand(['import', join(home, 'films', '断电扫描')], { data: home, env: env() });
    expect(imported.code, imported.stderr).toBe(0);
    for (let copy = 0; copy < copies; copy++) await upload(join(home, `copy-${copy}.mp4`), `copy-${copy}.mp4`);
    // Originals that are still being read, and suspects that are: whatever runs is cut off.
    for (let kill = 0; kill < 2; kill++) {
      await until(
        () => ask<{ items: { state: string; job: string }[] }>('GET', '/api/v1/tasks?active=true'),
        ({ items }) => items.some(({ state, job }) => state === 'running' && job === 'protection.scan_suspect') || items.length === 0,
        'a running scan',
      );
      await server.kill();
      await restart();
    }
    await upload(join(home, 'copy-0.mp4'), 'the same again.mp4');
    await until(
      () => ask<Coverage>('GET', '/api/v1/protection/coverage'),
      ({ totals }) => totals.references === dramas.length,
      'the fingerprints of all episodes',
    );
    const done = await until(
      suspects,
      (items) => items.every((each) => !underWay(each)) && items.every(({ matchCount }) => matchCount > 0),
      'the end of all scans',
    );
    expect(done.map(({ name, state, error, matchCount }) => [name, state, error, matchCount]).sort()).toEqual(
      Array.from({ length: copies }, (_, copy) => [`copy-${copy}.mp4`, 'done', null, 1]),
    );
    expect(done.find(({ name }) => name === 'copy-0.mp4')!.sightingCount).toBe(2);
    const { items } = await ask<Matches>('GET', '/api/v1/protection/matches');
    expect(items).toHaveLength(copies);
    for (const match of items) {
      const copy = Number(/\d/.exec(done.find(({ id }) => id === match.suspectId)!.name)![0]);
      expect(match).toMatchObject({ episodeNumber: (copy % 2) + 1, current: true });
      expect(match.strip).not.toBeNull();
      expect(match.transformations.includes('mirror')).toBe(copy > 1);
    }
    const left = await readdir(join(home, 'temporary')).catch(() => []);
    // Several processes may share a directory beside a server, so there it is swept by age.
    if (!serverUrl) expect(left, 'nothing half-made is left').toEqual([]);
  },
  patienceMs,
);
