import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerDatabase, freshTenant, type TestTenant } from '../../../test/support/database.ts';
import { openDatabase, type Database } from '../../platform/db/index.ts';
import { createLocalStore } from '../../platform/storage/index.ts';
import { newId } from '../../platform/ids.ts';
import type { ImportEvent } from './index.ts';
import type { CatalogTables } from './tables.ts';
import { openTestCatalog, smallVideo, type TestCatalog } from '../../../test/support/catalog.ts';

let test: TestCatalog;
let videos: string[];
beforeAll(async () => {
  test = await openTestCatalog();
  videos = [];
  for (let at = 0; at < 8; at++) {
    videos.push(join(test.folder, `video-${at}.mp4`));
    await smallVideo(videos[at]!, at);
  }
});
afterAll(() => test.close());

const srt = (text: string): string => `1\n00:00:00,100 --> 00:00:00,300\n${text}\n\n2\n00:00:05,000 --> 00:00:06,000\n片尾之后\n`;

async function dramaFolder(name: string, episodes: number): Promise<string> {
  const folder = join(await mkdtemp(join(test.folder, 'drama ')), name);
  await mkdir(folder);
  // Every folder has bytes of its own, so that no test shares objects with another.
  const own = randomBytes(8);
  for (let at = 1; at <= episodes; at++) {
    await copyFile(videos[(at - 1) % videos.length]!, join(folder, `第${at}集.mp4`));
    await appendFile(join(folder, `第${at}集.mp4`), Buffer.from([0, 0, 0, 17, ...Buffer.from('free'), at, ...own]));
    await writeFile(join(folder, `第${at}集.zh.srt`), srt(`第${at}集的台词`));
  }
  await sharp({ create: { width: 90, height: 160, channels: 3, background: '#336' } })
    .png()
    .toFile(join(folder, '封面.png'));
  await writeFile(join(folder, '.DS_Store'), 'junk');
  return folder;
}
async function run(tenant: TestTenant, folder: string, more: { workTitle?: string; signal?: AbortSignal } = {}) {
  const events: ImportEvent[] = [];
  const result = await test.catalog.importFolder(tenant.actor, folder, {
    signal: new AbortController().signal,
    ...more,
    onProgress: (event) => events.push(JSON.parse(JSON.stringify(event)) as ImportEvent),
  });
  return { result, events };
}
const episodesOf = (tenant: TestTenant, workId: string) =>
  test.db.read((trx) => test.catalog.listEpisodes(trx, tenant.organisationId, workId));
const workOf = (tenant: TestTenant, workId: string) => test.db.read((trx) => test.catalog.getWork(trx, tenant.organisationId, workId));

describe('a folder', () => {
  it('becomes a work with cover, episodes in order, subtitles and facts; studio hears of each video', async () => {
    const tenant = await freshTenant(test.db);
    const { result, events } = await run(tenant, await dramaFolder('她从火中归来', 12));
    expect(result).toMatchObject({ state: 'done', counts: { stored: 25, unchanged: 0, failed: 0, ignored: 1 } });
    const work = await workOf(tenant, result.workId);
    expect(work).toMatchObject({ episodeCount: 12, texts: [{ title: '她从火中归来' }], coverAssetId: expect.any(String) });
    const episodes = await episodesOf(tenant, result.workId);
    expect(episodes.map((episode) => episode.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(episodes[0]).toMatchObject({
      durationMs: 400,
      width: 64,
      height: 96,
      video: { mediaType: 'video/mp4', filename: '第1集.mp4' },
      tracks: [{ language: 'zh-CN', format: 'srt', encoding: 'utf-8', cueCount: 2 }],
    });
    expect(work.totalDurationMs).toBe(episodes.reduce((sum, episode) => sum + episode.durationMs!, 0));
    expect(await test.db.read((trx) => test.catalog.listCuesForWords(trx, tenant.organisationId, episodes[0]!.id))).toEqual([
      { id: 'c1', startMs: 100, endMs: 300, text: '第1集的台词' },
    ]);
    expect(await test.db.read((trx) => test.catalog.listCuesForWords(trx, tenant.organisationId, episodes[0]!.id, 'en'))).toBeNull();
    const stored = test.published.filter(
      (event) => event.name === 'catalog.episode_video_stored' && event.payload.workId === result.workId,
    );
    expect(stored.map((event) => event.payload.sha256)).toEqual(episodes.map((episode) => episode.video!.sha256));
    expect(events[0]).toMatchObject({ kind: 'planned', title: '她从火中归来', files: 25 });
    expect(events.filter((event) => event.kind === 'file')).toHaveLength(25);
    expect(events.at(-1)).toMatchObject({ kind: 'done' });
  });

  it('imported again changes only what changed, and never what is gone from the folder', async () => {
    const tenant = await freshTenant(test.db);
    const folder = await dramaFolder('再来一次', 5);
    const first = await run(tenant, folder);
    const before = await episodesOf(tenant, first.result.workId);
    const again = await run(tenant, folder);
    expect(again.result).toMatchObject({ workId: first.result.workId, counts: { stored: 0, unchanged: 11, failed: 0 } });
    expect(await episodesOf(tenant, first.result.workId)).toEqual(before);
    const heard = test.published.length;
    await rename(join(folder, '第2集.mp4'), join(folder, '第7集.mp4'));
    await copyFile(videos[7]!, join(folder, '第3集.mp4'));
    await writeFile(join(folder, '第4集.zh.srt'), srt('改过的台词'));
    await rm(join(folder, '第5集.mp4'));
    const third = await run(tenant, folder);
    expect(third.result.counts).toMatchObject({ stored: 3, failed: 0, unchanged: 7 });
    const after = await episodesOf(tenant, first.result.workId);
    expect(after.map((episode) => episode.number)).toEqual([1, 2, 3, 4, 5, 7]);
    expect(
      after
        .filter((episode, at) => episode.id === before[at]?.id && episode.video?.id !== before[at]?.video?.id)
        .map((episode) => episode.number),
    ).toEqual([3]);
    expect(
      test.published
        .slice(heard)
        .filter((event) => event.name === 'catalog.episode_video_stored')
        .map((event) => event.payload.episodeId),
    ).toEqual([after[2]!.id, after[5]!.id]);
    expect((await workOf(tenant, first.result.workId)).episodeCount).toBe(6);
  });

  it('with files that cannot be used names each, and stores the others', async () => {
    const tenant = await freshTenant(test.db);
    const folder = await dramaFolder('有坏文件 🎬', 3);
    const whole = await readFile(join(folder, '第1集.mp4'));
    await writeFile(join(folder, '第4集.mp4'), '');
    await writeFile(join(folder, '第5集.mp4'), whole.subarray(0, 40));
    await writeFile(join(folder, '第6集.mp4'), 'this is no video');
    await writeFile(join(folder, '第2集.zh.srt'), 'no cues here');
    await writeFile(join(folder, '封面.png'), 'no picture');
    const { result } = await run(tenant, folder);
    expect(result.counts).toEqual({ waiting: 0, stored: 5, unchanged: 0, failed: 5, ignored: 1 });
    const failures = result.files.filter((file) => file.state === 'failed');
    expect(Object.fromEntries(failures.map((file) => [file.path, file.error!.code]))).toEqual({
      '封面.png': 'catalog.cover_unreadable',
      '第2集.zh.srt': 'media.subtitles_unreadable',
      '第4集.mp4': 'media.empty_file',
      '第5集.mp4': expect.stringMatching(/^media\./),
      '第6集.mp4': expect.stringMatching(/^media\./),
    });
    for (const file of failures) expect(file.error!.params.file, file.path).toBe(file.path);
    expect((await episodesOf(tenant, result.workId)).map((episode) => episode.number)).toEqual([1, 2, 3]);
    await writeFile(join(folder, '第6集.mp4'), whole);
    expect((await run(tenant, folder)).result.counts).toMatchObject({ stored: 1, failed: 4, unchanged: 5 });
  });

  it('that is stopped goes on where it was', async () => {
    const tenant = await freshTenant(test.db);
    const folder = await dramaFolder('中断', 6);
    const stop = new AbortController();
    let seen = 0;
    const stopped = test.catalog.importFolder(tenant.actor, folder, {
      signal: stop.signal,
      onProgress: (event) => void (event.kind === 'file' && ++seen === 5 && stop.abort()),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const { result } = await run(tenant, folder);
    expect(result.counts).toMatchObject({ unchanged: 5, stored: 8 });
  });

  it('of another name, none at all, or in the trash is said to be so', async () => {
    const tenant = await freshTenant(test.db);
    await expect(run(tenant, join(test.folder, 'nowhere'))).rejects.toMatchObject({ code: 'catalog.folder_not_found' });
    const empty = await mkdtemp(join(test.folder, 'empty-'));
    await writeFile(join(empty, 'notes.txt'), 'x');
    await expect(run(tenant, empty)).rejects.toMatchObject({ code: 'catalog.import_empty' });
    const folder = await dramaFolder('原名', 1);
    const { result } = await run(tenant, folder, { workTitle: '改名' });
    expect((await workOf(tenant, result.workId)).texts[0]!.title).toBe('改名');
    await test.catalog.trashWork(tenant.actor, result.workId);
    expect((await run(tenant, folder, { workTitle: '改名' })).result.workId).not.toBe(result.workId);
  });

  it('deleted takes its bytes along, unless another work has the same', async () => {
    const tenant = await freshTenant(test.db);
    const folder = await dramaFolder('一', 2);
    const one = (await run(tenant, folder)).result.workId;
    const two = (await run(tenant, folder, { workTitle: '二' })).result.workId;
    const { items } = await test.db.read((trx) => test.catalog.listDependents(trx, tenant.organisationId, one));
    expect(items.map((item) => [item.kind, item.count])).toEqual([
      ['episode', 2],
      ['subtitle_track', 2],
      ['asset', 5],
    ]);
    const episodes = await episodesOf(tenant, one);
    await test.catalog.deleteEpisode(tenant.actor, episodes[0]!.id);
    expect(await workOf(tenant, one)).toMatchObject({ episodeCount: 1, totalDurationMs: episodes[1]!.durationMs });
    for (const [workId, title] of [
      [one, '一'],
      [two, '二'],
    ] as const) {
      await test.catalog.trashWork(tenant.actor, workId);
      await test.catalog.deleteWork(tenant.actor, workId, title);
      test.clock.advance(3_600_000);
      await test.catalog.sweep();
      expect(await test.objects.has(episodes[1]!.video!.sha256), title).toBe(workId === one);
    }
  });

  it('on a disk that fills stops with the reason, keeps what was stored, and goes on later', async () => {
    const tenant = await freshTenant(test.db);
    const folder = await dramaFolder('满盘', 4);
    await appendFile(join(folder, '第3集.mp4'), Buffer.concat([Buffer.from([0, 1, 0, 0]), Buffer.from('free'), randomBytes(65_536 - 8)]));
    const full = await fullDisk(test.folder);
    const objects = {
      ...test.objects,
      putFile: (async (path, options) =>
        path.endsWith('第3集.mp4')
          ? full.store().putFile(path, options)
          : test.objects.putFile(path, options)) as typeof test.objects.putFile,
    };
    const catalog = test.again({ objects });
    const attempt = catalog.importFolder(tenant.actor, folder, { signal: new AbortController().signal, onProgress: () => {} });
    try {
      await expect(attempt).rejects.toMatchObject({ code: 'storage.disk_full' });
    } finally {
      await full.close();
    }
    const { result } = await run(tenant, folder);
    expect(result.counts).toMatchObject({ unchanged: 6, stored: 3, failed: 0 });
  });
});

/** A store on a file system without room: a tiny one where it can be mounted, else a write that the full device refuses. */
async function fullDisk(root: string) {
  const directory = await mkdtemp(join(root, 'full-'));
  const { writeError } = await import('../../platform/storage/files.ts');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', directory], { stdio: 'ignore' });
  } catch {
    return {
      store: () => ({
        putFile: async () => writeFile('/dev/full', 'x').catch((error: unknown) => Promise.reject(writeError(error))) as never,
      }),
      close: async () => {},
    };
  }
  const store = await createLocalStore({ directory });
  return { store: () => store, close: async () => void execFileSync('umount', [directory]) };
}

describe('kill -9', () => {
  it('at any moment of an import loses nothing that was reported and doubles nothing', async () => {
    const data = await mkdtemp(join(tmpdir(), 'hookline-kill-'));
    const organisationId = newId('organisation', 1_700_000_000_000);
    const folder = await dramaFolder('杀不死', 10);
    const reported = new Set<string>();
    const server = process.env.TEST_DATABASE_URL ? await createServerDatabase(process.env.TEST_DATABASE_URL) : null;
    const place: Place = { data, url: server?.url ?? null, organisationId };
    try {
      // Each round is killed a little after a report, at a moment that nobody chose.
      for (const after of [2, 9]) {
        await importAndKill(place, folder, reported, after);
        await checkWhole(place, reported);
      }
      expect(await importAndKill(place, folder, reported, Number.POSITIVE_INFINITY)).toBe(0);
      expect(reported.size).toBe(21);
      await checkWhole(place, reported);
    } finally {
      await server?.drop();
      await rm(data, { recursive: true, force: true });
    }
  }, 240_000);
});

type Place = { data: string; url: string | null; organisationId: string };

async function importAndKill(place: Place, folder: string, reported: Set<string>, after: number): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [new URL('../../../test/support/import-child.ts', import.meta.url).pathname, place.data, folder, place.organisationId],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CHILD_DATABASE_URL: place.url ?? '' } },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as ImportEvent;
    if (event.kind !== 'file') continue;
    expect(event.state).not.toBe('failed');
    reported.add(event.path);
    // Between two files, or in the middle of the next: a fraction of a file's few milliseconds.
    if (++seen === after) setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
  }
  return ended;
}

/** What was reported is there with its bytes, each once; no asset lacks its object, and no object is half. */
async function checkWhole({ data, url, organisationId }: Place, reported: ReadonlySet<string>): Promise<void> {
  const db = await openDatabase(url ? { url } : { directory: join(data, 'database') });
  try {
    const objects = await createLocalStore({ directory: join(data, 'objects') });
    // What the killed process was writing was swept as the store was opened.
    expect(await readdir(join(data, 'objects', 'tmp'))).toEqual([]);
    const { works, episodes, tracks, assets } = await readAll(db, organisationId);
    expect(works).toHaveLength(1);
    expect(works[0]!.episode_count).toBe(episodes.length);
    for (const path of reported) {
      const number = Number(/第(\d+)集/.exec(path)?.[1]);
      if (path.endsWith('.mp4'))
        expect(
          episodes.filter((episode) => episode.number === number && episode.video_asset_id),
          path,
        ).toHaveLength(1);
      else if (path.endsWith('.srt'))
        expect(
          tracks.filter((track) => episodes.find((episode) => episode.id === track.episode_id)?.number === number),
          path,
        ).toHaveLength(1);
      else expect(works[0]!.cover_asset_id, path).not.toBeNull();
    }
    const held = new Set([
      works[0]!.cover_asset_id,
      ...episodes.map((episode) => episode.video_asset_id),
      ...tracks.map((track) => track.asset_id),
    ]);
    expect(assets.filter((asset) => !held.has(asset.id))).toEqual([]);
    for (const asset of assets) {
      const bytes = await readFile(await objects.localPath(asset.sha256));
      expect(bytes.length).toBe(Number(asset.size_bytes));
    }
  } finally {
    await db.close();
  }
}

async function readAll(db: Database, organisationId: string) {
  return db.read(async (anyTrx) => {
    const trx = anyTrx.withTables<CatalogTables>();
    return {
      works: await trx.selectFrom('works').selectAll().where('organisation_id', '=', organisationId).execute(),
      episodes: await trx.selectFrom('episodes').selectAll().where('organisation_id', '=', organisationId).execute(),
      tracks: await trx.selectFrom('subtitle_tracks').selectAll().where('organisation_id', '=', organisationId).execute(),
      assets: await trx.selectFrom('assets').selectAll().where('organisation_id', '=', organisationId).execute(),
    };
  });
}
