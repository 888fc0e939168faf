import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { makeSmallDrama } from '../support/episodes.ts';
import { ownerOf, runCommand, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';

// On a server the same promises hold by heartbeats instead of by owning the directory; then these tests take minutes.
const serverUrl = process.env.TEST_DATABASE_URL;
const databases: { url: string; drop(): Promise<void> }[] = [];
const patienceMs = serverUrl ? 400_000 : 240_000;

async function freshEnv(): Promise<Record<string, string>> {
  if (!serverUrl) return {};
  const database = await createServerDatabase(serverUrl);
  databases.push(database);
  return { DATABASE_URL: database.url };
}

const episodes = 4;
let env: Record<string, string>;
let home: string;
let drama: string;
let server: RunningServer;
let ask: Client;
let owner: { email: string; password: string };

type Story = { episodes: { episodeId: string; analysisState: string | null }[]; hooks: { id: string; episodeId: string; rank: number }[] };
type Batch = {
  id: string;
  state: string;
  clips: { id: string; state: string; assetId: string | null; recipeHash: string; error: unknown; progressBps: number }[];
};

async function restart(): Promise<void> {
  server = await startServer({ data: home, env });
  ask = await signIn(server.url, owner);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-kill-'));
  drama = await makeSmallDrama(join(home, 'films', '断电 😀 test'), { episodes, seconds: 9, width: 360, height: 640 });
  env = await freshEnv();
  server = await startServer({ data: home, env });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
}, 180_000);

afterAll(async () => {
  await server?.kill();
  for (const database of databases) await database.drop();
  await rm(home, { recursive: true, force: true });
});

const story = async (): Promise<Story> => {
  const { items } = await ask<{ items: { id: string }[] }>('GET', '/api/v1/works');
  return ask<Story>('GET', `/api/v1/works/${items[0]!.id}/story`);
};

test(
  'an import through the running server, and analyses that are killed twice, end as if nothing had happened',
  async () => {
    const imported = await runCommand(['import', drama], { data: home, env });
    expect(imported.code, imported.stderr).toBe(0);
    for (let kill = 0; kill < 2; kill++) {
      await until(
        () => ask<{ items: { state: string }[] }>('GET', '/api/v1/tasks?active=true'),
        ({ items }) => items.some((task) => task.state === 'running'),
        'a running analysis',
      );
      await server.kill();
      await restart();
    }
    const told = await until(
      story,
      (each) => each.episodes.length === episodes && each.episodes.every((episode) => episode.analysisState === 'done'),
      'the end of all analyses',
    );
    for (const { episodeId } of told.episodes) {
      const ranks = told.hooks.filter((hook) => hook.episodeId === episodeId).map((hook) => hook.rank);
      expect(ranks.length, 'each episode has hooks').toBeGreaterThan(0);
      expect(new Set(ranks).size, 'no hook is there twice').toBe(ranks.length);
    }
    expect((await runCommand(['import', drama], { data: home, env })).stdout).not.toMatch(/failed [1-9]/);
    expect(await story().then((each) => each.episodes.length)).toBe(episodes);
  },
  patienceMs,
);

test(
  'renders that are killed go on after the next start; each clip is made once and whole',
  async () => {
    const { items } = await ask<{ items: { id: string }[] }>('GET', '/api/v1/works');
    const workId = items[0]!.id;
    const order = {
      top: 3,
      variants: { captionPresets: ['bold'], lengthsMs: [6000] },
      reframe: { mode: 'none', width: 720, height: 1280 },
    };
    const batch = await ask<Batch>('POST', `/api/v1/works/${workId}/clip-batches`, order);
    await until(
      () => ask<Batch>('GET', `/api/v1/clip-batches/${batch.id}`),
      ({ clips }) => clips.some((clip) => clip.state === 'running' && clip.progressBps > 0),
      'a running render',
    );
    await server.kill();
    await restart();
    const done = await until(
      () => ask<Batch>('GET', `/api/v1/clip-batches/${batch.id}`),
      ({ clips }) => clips.every((clip) => clip.state !== 'queued' && clip.state !== 'running'),
      'the end of all renders',
    );
    expect(done.clips.map((clip) => [clip.state, clip.error])).toEqual(done.clips.map(() => ['done', null]));
    const again = await ask<Batch>('POST', `/api/v1/works/${workId}/clip-batches`, order);
    expect(
      again.clips.map((clip) => clip.id),
      'the same recipes are the same clips',
    ).toEqual(done.clips.map((clip) => clip.id));
    expect(again.state).toBe('done');
    const left = await readdir(join(home, 'temporary')).catch(() => []);
    // Several processes may share a directory beside a server, so there it is swept by age.
    if (!serverUrl) expect(left, 'nothing half-made is left').toEqual([]);
  },
  patienceMs,
);

test(
  'a server that is asked to stop hands its work back and leaves with 0; the next one ends it',
  async () => {
    const { items } = await ask<{ items: { id: string }[] }>('GET', '/api/v1/works');
    const { episodes: list } = await story();
    await ask('POST', `/api/v1/episodes/${list[0]!.episodeId}/analyses`);
    await until(
      () => ask<{ items: { state: string }[] }>('GET', '/api/v1/tasks?active=true'),
      ({ items: tasks }) => tasks.some((task) => task.state === 'running'),
      'a running analysis',
    );
    expect(await server.stop()).toBe(0);
    await restart();
    await until(story, (each) => each.episodes.every((episode) => episode.analysisState === 'done'), 'the end of the analysis');
    expect(items).toHaveLength(1);
  },
  patienceMs,
);

test(
  'a backup taken from the running server restores into an empty directory, objects and all',
  async () => {
    const file = join(home, '备份.tar.gz');
    const exported = await runCommand(['db', 'export', file, '--json'], { data: home, env });
    expect(exported.code, exported.stderr).toBe(0);
    const counts = JSON.parse(exported.stdout) as { rows: number; objects: number };
    expect(counts.objects).toBeGreaterThan(episodes);
    const other = join(home, 'restored');
    const otherEnv = await freshEnv();
    const imported = await runCommand(['db', 'import', file, '--json'], { data: other, env: otherEnv });
    expect(imported.code, imported.stderr).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({ objects: counts.objects });
    const second = await startServer({ data: other, env: otherEnv });
    try {
      const there = await signIn(second.url, owner);
      const [before, after] = [
        await ask<{ items: object[] }>('GET', '/api/v1/works'),
        await there<{ items: object[] }>('GET', '/api/v1/works'),
      ];
      expect(after).toEqual(before);
      const work = (after.items[0] as { id: string }).id;
      expect(await there('GET', `/api/v1/works/${work}/story`)).toEqual(await ask('GET', `/api/v1/works/${work}/story`));
      const clips = await there<{ items: { assetId: string; sizeBytes: number }[] }>('GET', `/api/v1/works/${work}/clips`);
      expect(clips.items.length).toBeGreaterThan(0);
    } finally {
      await second.stop();
    }
    expect(
      (await runCommand(['db', 'import', file], { data: other, env: otherEnv })).code,
      'an import into a full database is refused',
    ).toBe(1);
  },
  patienceMs,
);

test.runIf(serverUrl)(
  'a web process takes the order and a worker does it',
  async () => {
    await server.stop();
    const web = await startServer({ data: home, env, role: 'web' });
    const worker = await startServer({ data: home, env, role: 'worker' });
    try {
      const there = await signIn(web.url, owner);
      const { items } = await there<{ items: { id: string }[] }>('GET', '/api/v1/works');
      const { episodes: list } = await there<Story>('GET', `/api/v1/works/${items[0]!.id}/story`);
      const { taskId } = await there<{ taskId: string }>('POST', `/api/v1/episodes/${list[0]!.episodeId}/analyses`);
      await until(
        () => there<{ state: string }>('GET', `/api/v1/tasks/${taskId}`),
        (task) => task.state === 'done',
        'the worker',
      );
      expect((await fetch(`${worker.url}/healthz`)).status).toBe(200);
    } finally {
      await worker.stop();
      await web.stop();
    }
  },
  patienceMs,
);

test.skipIf(serverUrl)('roles other than all need PostgreSQL and say so; a second server on one directory is refused', async () => {
  const worker = await runCommand(['serve', '--role', 'worker'], { data: join(home, 'other') });
  expect(worker.code).toBe(1);
  expect(worker.stderr).toContain('DATABASE_URL');
  const second = await runCommand(['serve', '--port', '0'], { data: home });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(home);
});
