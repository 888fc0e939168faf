import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, type TestTenant } from '../../../test/support/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { createApi } from '../../platform/http/server.ts';
import { silentLog } from '../../platform/log.ts';
import { systemClock } from '../../platform/time.ts';
import { importRun, work, type ImportRun } from './contract.ts';
import type { Catalog } from './index.ts';
import { openTestCatalog, smallVideo, type TestCatalog } from '../../../test/support/catalog.ts';

let test: TestCatalog;
let server: ServerType;
let base: string;
const actors = new Map<string, Actor>();

// Sign-in is identity's; here a header says who asks.
function apiOf(catalog: Catalog) {
  return createApi({
    clock: systemClock,
    log: silentLog,
    bound: [catalog.bound],
    trustedOrigins: ['http://localhost'],
    addressOf: () => '127.0.0.1',
    authenticate: async (request) => actors.get(request.headers.get('x-actor') ?? '') ?? null,
  });
}
beforeAll(async () => {
  test = await openTestCatalog();
  await new Promise<void>((resolve) => {
    server = serve({ fetch: apiOf(test.catalog).fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  (server as { closeAllConnections?: () => void }).closeAllConnections?.();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await test.close();
});

const as = (tenant: TestTenant, role: keyof TestTenant['actors'] = 'owner'): Record<string, string> => {
  actors.set(tenant.actors[role].id!, tenant.actors[role]);
  return { 'x-actor': tenant.actors[role].id! };
};
const json = async (
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: never }> => {
  const response = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as never };
};

async function planned(
  headers: Record<string, string>,
  files: { path: string; sizeBytes: number }[],
  more: object = {},
): Promise<ImportRun> {
  const { status, body } = await json(headers, 'POST', '/api/v1/imports', { title: '上传的剧', files, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return importRun.parse(body);
}
const runOf = async (headers: Record<string, string>, id: string): Promise<ImportRun> =>
  importRun.parse((await json(headers, 'GET', `/api/v1/imports/${id}`)).body);

/** Sends a file as the browser does; resolves with the upload's address, rejects with the problem's code. */
function send(
  headers: Record<string, string>,
  importId: string,
  path: string,
  file: string,
  size: number,
  options: { stopAfter?: number; resumeFrom?: string; chunkSize?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const upload = new Upload(createReadStream(file) as never, {
      endpoint: `${base}/api/v1/uploads`,
      uploadUrl: options.resumeFrom,
      uploadSize: size,
      chunkSize: options.chunkSize ?? 16 * 1024,
      metadata: { importId, path },
      headers,
      retryDelays: null as never,
      onChunkComplete: () => {
        if (++sent === options.stopAfter) void upload.abort().then(() => resolve(upload.url!));
      },
      onSuccess: () => resolve(upload.url!),
      onError: (error) => {
        const text = (error as { originalResponse?: { getBody(): string } | null }).originalResponse?.getBody();
        reject(new Error(text ? (JSON.parse(text) as { code: string }).code : error.message));
      },
    });
    upload.start();
  });
}

async function video(name: string, seed: number, size = 0): Promise<{ path: string; size: number }> {
  const path = join(await mkdtemp(join(test.folder, 'up-')), name);
  await smallVideo(path, seed);
  // A player passes over what follows the last box: it makes the file as long as a test wants.
  if (size > 0) await truncate(path, size);
  return { path, size: (await stat(path)).size };
}

describe('uploads', () => {
  it('of a plan arrive in parts, survive an interruption and become episodes', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant, 'editor');
    const one = await video('第1集.mp4', 1, 100_000);
    const subtitles = join(test.folder, '1.srt');
    await writeFile(subtitles, '1\n00:00:00,000 --> 00:00:00,200\n你好\n');
    const run = await planned(headers, [
      { path: '剧/第1集.mp4', sizeBytes: one.size },
      { path: '剧/1.srt', sizeBytes: (await stat(subtitles)).size },
      { path: '剧/说明.txt', sizeBytes: 5 },
    ]);
    expect(run.files.map((file) => [file.path, file.state])).toEqual([
      ['剧/1.srt', 'waiting'],
      ['剧/第1集.mp4', 'waiting'],
      ['剧/说明.txt', 'ignored'],
    ]);
    const url = await send(headers, run.id, '剧/第1集.mp4', one.path, one.size, { stopAfter: 2 });
    expect(await runOf(headers, run.id)).toMatchObject({ state: 'open', receivedBytes: 32_768 });
    await send(headers, run.id, '剧/第1集.mp4', one.path, one.size, { resumeFrom: url });
    await send(headers, run.id, '剧/1.srt', subtitles, (await stat(subtitles)).size);
    expect(await runOf(headers, run.id)).toMatchObject({ state: 'done', counts: { stored: 2, failed: 0, waiting: 0, ignored: 1 } });
    const { body } = await json(headers, 'GET', `/api/v1/works/${run.workId}/episodes`);
    expect(body).toMatchObject({ items: [{ number: 1, video: { sizeBytes: one.size }, tracks: [{ language: 'zh-CN' }] }] });
    expect((await readdir(join(test.folder, 'uploads'))).filter((name) => !name.startsWith('.'))).toEqual([]);
    const head = await fetch(url.startsWith('http') ? url : base + url, {
      method: 'HEAD',
      headers: { ...headers, 'tus-resumable': '1.0.0' },
    });
    expect([head.status, head.headers.get('upload-offset')], 'a client that missed the last answer').toEqual([200, String(one.size)]);
  });

  it('are checked against the plan: file, size, state, import and tenant', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant);
    const stranger = as(await freshTenant(test.db));
    const one = await video('1.mp4', 2);
    const run = await planned(headers, [
      { path: '1.mp4', sizeBytes: one.size },
      { path: '2.mp4', sizeBytes: 10 },
      { path: 'x.txt', sizeBytes: 3 },
    ]);
    await expect(send(headers, run.id, '9.mp4', one.path, one.size)).rejects.toThrow('catalog.file_not_planned');
    await expect(send(headers, run.id, 'x.txt', one.path, 3)).rejects.toThrow('catalog.file_not_planned');
    await expect(send(headers, run.id, '2.mp4', one.path, one.size)).rejects.toThrow('catalog.file_size_differs');
    await expect(send(stranger, run.id, '1.mp4', one.path, one.size)).rejects.toThrow('catalog.import_not_found');
    await expect(send(as(tenant, 'viewer'), run.id, '1.mp4', one.path, one.size)).rejects.toThrow('platform.forbidden');
    const url = await send(headers, run.id, '1.mp4', one.path, one.size, { chunkSize: 500, stopAfter: 1 });
    await expect(send(stranger, run.id, '1.mp4', one.path, one.size, { resumeFrom: url })).rejects.toThrow();
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      const response = await fetch(new URL(url, base), {
        method,
        headers: { ...stranger, 'tus-resumable': '1.0.0', 'upload-offset': '500', 'content-type': 'application/offset+octet-stream' },
      });
      expect(response.status, method).toBe(404);
    }
    await send(headers, run.id, '1.mp4', one.path, one.size, { resumeFrom: url });
    await expect(send(headers, run.id, '1.mp4', one.path, one.size)).rejects.toThrow('catalog.file_stored_already');
    await json(headers, 'POST', `/api/v1/imports/${run.id}/cancel`);
    await expect(send(headers, run.id, '2.mp4', one.path, 10)).rejects.toThrow('catalog.import_closed');
  });

  it('of a file that is no video say so, keep nothing of it, and may be tried again', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant);
    const bad = join(test.folder, 'bad.mp4');
    const good = await video('1.mp4', 3);
    await writeFile(bad, Buffer.alloc(good.size, 'no video '));
    const run = await planned(headers, [
      { path: '1.mp4', sizeBytes: good.size },
      { path: '2.mp4', sizeBytes: 9 },
    ]);
    await expect(send(headers, run.id, '1.mp4', bad, good.size)).rejects.toThrow(/^media\./);
    expect((await runOf(headers, run.id)).files[0]).toMatchObject({
      state: 'failed',
      error: { code: expect.stringMatching(/^media\./), params: { file: '1.mp4' } },
    });
    expect((await json(headers, 'GET', `/api/v1/works/${run.workId}/episodes`)).body).toEqual({ items: [] });
    await send(headers, run.id, '1.mp4', good.path, good.size);
    expect((await runOf(headers, run.id)).files[0]).toMatchObject({ state: 'stored', error: null });
  });

  it('that were whole when the server died are stored at the next start; given up ones wait again', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant);
    const one = await video('1.mp4', 4);
    const run = await planned(headers, [
      { path: '1.mp4', sizeBytes: one.size },
      { path: '2.mp4', sizeBytes: 50_000 },
    ]);
    // The store fails as the last byte arrives, as a kill between the two would leave it.
    const broken = test.again({ objects: { ...test.objects, putFile: async () => Promise.reject(new Error('killed')) } });
    const api = apiOf(broken);
    const call = (method: string, path: string, more: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
      api.request(path, { method, headers: { ...headers, 'tus-resumable': '1.0.0', ...more }, body });
    const metadata = (path: string): string =>
      `importId ${Buffer.from(run.id).toString('base64')},path ${Buffer.from(path).toString('base64')}`;
    const made = await call('POST', '/api/v1/uploads', { 'upload-length': String(one.size), 'upload-metadata': metadata('1.mp4') });
    expect(made.status).toBe(201);
    const patch = await call(
      'PATCH',
      made.headers.get('location')!,
      { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      new Uint8Array(await readFile(one.path)),
    );
    expect(patch.status).toBe(500);
    expect((await runOf(headers, run.id)).files[0]!.state).toBe('receiving');
    const second = await call('POST', '/api/v1/uploads', { 'upload-length': '50000', 'upload-metadata': metadata('2.mp4') });
    expect((await call('DELETE', second.headers.get('location')!, {})).status).toBe(204);
    await test.again().sweep();
    expect((await runOf(headers, run.id)).files.map((file) => file.state)).toEqual(['stored', 'waiting']);
  });

  it('describe themselves', async () => {
    const response = await fetch(`${base}/api/v1/uploads`, { method: 'OPTIONS', headers: as(await freshTenant(test.db)) });
    expect(response.headers.get('tus-version')).toBe('1.0.0');
    expect(response.headers.get('tus-extension')).toContain('creation');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('content', () => {
  it('is served whole, in ranges, conditionally, as a download, and to its own tenant only', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant);
    const one = await video('第 1 集.mp4', 5);
    const run = await planned(headers, [{ path: '第 1 集.mp4', sizeBytes: one.size }]);
    await send(headers, run.id, '第 1 集.mp4', one.path, one.size);
    const { body } = await json(headers, 'GET', `/api/v1/works/${run.workId}/episodes`);
    const { id, sha256 } = (body as { items: { video: { id: string; sha256: string } }[] }).items[0]!.video;
    const get = (more: Record<string, string> = {}, query = '', method = 'GET') =>
      fetch(`${base}/api/v1/assets/${id}/content${query}`, { method, headers: { ...headers, ...more } });
    const whole = await get();
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.equals(await readFile(one.path))).toBe(true);
    expect(
      Object.fromEntries(['content-type', 'etag', 'accept-ranges', 'content-disposition'].map((name) => [name, whole.headers.get(name)])),
    ).toEqual({
      'content-type': 'video/mp4',
      etag: `"${sha256}"`,
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('第 1 集.mp4')}`,
    });
    const part = await get({ range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range'), Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))]).toEqual([
      206,
      `bytes 10-19/${one.size}`,
      true,
    ]);
    expect((await get({ range: `bytes=${one.size}-` })).status).toBe(416);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200);
    expect((await get({ 'if-none-match': `"${sha256}"` })).status).toBe(304);
    expect((await get({}, '?download=true')).headers.get('content-disposition')).toMatch(/^attachment/);
    const head = await get({}, '', 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(one.size)]);
    const foreign = await fetch(`${base}/api/v1/assets/${id}/content`, { headers: as(await freshTenant(test.db)) });
    expect([foreign.status, ((await foreign.json()) as { code: string }).code]).toEqual([404, 'catalog.asset_not_found']);
  });

  it('of covers and tracks comes in as it is, and is bounded', async () => {
    const tenant = await freshTenant(test.db);
    const headers = as(tenant);
    const made = work.parse((await json(headers, 'POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title: '剧' }] })).body);
    const put = (bytes: Uint8Array<ArrayBuffer>) =>
      fetch(`${base}/api/v1/works/${made.id}/cover`, { method: 'PUT', headers: { ...headers, 'content-type': 'image/png' }, body: bytes });
    expect((await put(new Uint8Array(21 * 1024 * 1024))).status).toBe(400);
    expect((await put(new TextEncoder().encode('nothing'))).status).toBe(400);
    const one = await video('1.mp4', 6);
    const run = await planned(headers, [{ path: '1.mp4', sizeBytes: one.size }], { workId: made.id });
    await send(headers, run.id, '1.mp4', one.path, one.size);
    const episode = ((await json(headers, 'GET', `/api/v1/works/${made.id}/episodes`)).body as { items: { id: string }[] }).items[0]!;
    const add = async (bytes: Uint8Array<ArrayBuffer>, query: string) =>
      (
        await fetch(`${base}/api/v1/episodes/${episode.id}/tracks?${query}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/octet-stream' },
          body: bytes,
        })
      ).json() as Promise<{ code?: string; tracks?: { id: string; language: string; warnings: object[] }[] }>;
    const vtt = new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lin>Hello there, you\n\n00:01.500 --> 00:02.000\nagain\n');
    const { tracks } = await add(vtt, 'filename=a.vtt');
    expect(tracks).toMatchObject([{ language: 'en', warnings: [{ code: 'media.cues_overlapping', count: 1 }] }]);
    expect((await add(new TextEncoder().encode('junk'), 'filename=b.srt&language=fr')).code).toBe('media.subtitles_unreadable');
    expect((await json(headers, 'GET', `/api/v1/tracks/${tracks![0]!.id}/cues`)).body).toMatchObject({
      items: [{ id: 'c1', text: 'Hello there, you', speaker: 'Lin' }, { id: 'c2' }],
    });
    expect((await json(headers, 'DELETE', `/api/v1/tracks/${tracks![0]!.id}`)).status).toBe(200);
    const renumbered = await json(headers, 'PATCH', `/api/v1/episodes/${episode.id}`, { number: 7, title: '改名' });
    expect(renumbered.body).toMatchObject({ number: 7, title: '改名', tracks: [] });
  });
});
