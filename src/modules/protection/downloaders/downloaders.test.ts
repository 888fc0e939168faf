import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOutgoing } from '../../../platform/outgoing.ts';
import { systemClock } from '../../../platform/time.ts';
import { createCommandDownloader } from './command.ts';
import { createHttpDownloader } from './http.ts';
import type { Downloader, DownloadOptions } from './types.ts';

const parts = { outgoing: createOutgoing({ allow: ['127.0.0.1'], clock: systemClock }), clock: systemClock };
let server: Server;
let base = '';
let directory = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/endless') {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 7)));
      };
      response.writeHead(200, { 'content-type': 'video/mp4' }).on('drain', pour);
      pour();
    } else if (request.url === '/silent') response.writeHead(200, { 'content-type': 'video/mp4' }).write('x');
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.writeHead(200, { 'content-disposition': "attachment; filename*=UTF-8''%E7%AC%AC1%E9%9B%86.mp4" }).end('video');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'hookline-download-'))));
afterEach(() => rm(directory, { recursive: true, force: true }));

const download = (downloader: Downloader, url: string, options: Partial<DownloadOptions> = {}) =>
  downloader.download(url, { directory, maxBytes: 1_000_000, timeoutMs: 30_000, signal: new AbortController().signal, ...options });

describe('over HTTP', () => {
  const http = createHttpDownloader(parts);
  test('a file is named as its answer says, and lies whole where it was asked for', async () => {
    const { path, filename } = await download(http, `${base}/file`);
    expect(filename).toBe('第1集.mp4');
    expect(await readFile(path, 'utf8')).toBe('video');
  });

  test('a stream without an end is cut at the bound, one that stands still at the time, one that goes round at its redirects', async () => {
    await expect(download(http, `${base}/endless`)).rejects.toMatchObject({ code: 'outgoing.answer_too_large' });
    expect((await stat(join(directory, 'download'))).size).toBeLessThan(1_500_000);
    await rm(join(directory, 'download'));
    await expect(download(http, `${base}/silent`, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'outgoing.timed_out' });
    await rm(join(directory, 'download'));
    await expect(download(http, `${base}/round`)).rejects.toMatchObject({ code: 'outgoing.too_many_redirects' });
  });

  test('a cancelled one ends with the reason', async () => {
    const controller = new AbortController();
    const running = download(http, `${base}/silent`, { signal: controller.signal, onBytes: () => controller.abort('cancelled') });
    await expect(running).rejects.toBe('cancelled');
  });
});

describe('by a program', () => {
  const program = (script: string, ...args: string[]) => createCommandDownloader([process.execPath, '-e', script, ...args], parts);
  const url = 'https://93.184.215.14/a%20b?x=1&y="$(touch%20gone)"';

  test('is given the address as one word, without a shell, in a directory of its own and with little of our environment', async () => {
    process.env.HOOKLINE_TEST_SECRET = 'secret';
    const script = `const { writeFileSync } = require('node:fs');
      writeFileSync('small.txt', 'x');
      writeFileSync('video.mp4', JSON.stringify({ argv: process.argv.slice(1), cwd: process.cwd(), env: Object.keys(process.env).sort() }))`;
    const { filename, path, capture } = await download(program(script, '{url}', '{bytes}'), url);
    const said = JSON.parse(await readFile(path, 'utf8')) as { argv: string[]; cwd: string; env: string[] };
    expect(filename).toBe('video.mp4');
    expect(said.argv).toEqual([new URL(url).href, '1000000']);
    expect(said.cwd).toBe(directory);
    expect(said.env).toEqual(['HOME', 'LANG', 'PATH', 'TMPDIR']);
    expect(capture).toMatchObject({ downloader: 'command', finalUrl: new URL(url).href, status: null });
    delete process.env.HOOKLINE_TEST_SECRET;
  });

  test('says why it failed, in its own last words, or that it left nothing', async () => {
    await expect(download(program('console.error("a\\nERROR: Video unavailable"); process.exit(3)'), url)).rejects.toMatchObject({
      code: 'protection.downloader_failed',
      params: { code: 3, reason: 'ERROR: Video unavailable' },
    });
    await expect(download(program(''), url)).rejects.toMatchObject({ code: 'protection.downloader_nothing' });
    await expect(download(createCommandDownloader(['/nowhere/program', '{url}'], parts), url)).rejects.toMatchObject({
      code: 'protection.downloader_failed',
    });
  });

  test('is ended with what it started when it is cancelled, takes too long or too much room', async () => {
    // The child of the program writes its number, so that it can be looked for afterwards.
    const nested = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync('pid', String(child.pid)); setInterval(() => {}, 1000)`;
    const controller = new AbortController();
    const running = download(program(nested), url, {
      signal: controller.signal,
      onBytes: (bytes) => bytes > 0 && controller.abort(new Error('stop')),
    });
    await expect(running).rejects.toThrow('stop');
    const pid = Number(await readFile(join(directory, 'pid'), 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    await expect(download(program('setInterval(() => {}, 1000)'), url, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'protection.downloader_timed_out',
    });
    const greedy = `const { appendFileSync } = require('node:fs'); setInterval(() => appendFileSync('v.mp4', Buffer.alloc(1e6)), 5)`;
    await expect(download(program(greedy), url)).rejects.toMatchObject({ code: 'protection.suspect_too_large' });
  });

  test('is not run for what lies inside', async () => {
    const strict = { ...parts, outgoing: createOutgoing({ allow: [], clock: systemClock }) };
    const wrote = createCommandDownloader([process.execPath, '-e', 'require("node:fs").writeFileSync("ran", "x")'], strict);
    for (const inside of ['http://10.1.2.3/a', 'http://[fd00::1]/a', 'http://localhost/a'])
      await expect(download(wrote, inside)).rejects.toMatchObject({
        code: 'outgoing.address_refused',
      });
    await expect(stat(join(directory, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

/** A process that has ended and was not yet waited for (its parent is gone) runs no more. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return state !== null && !/\) [ZX]/.test(state);
}
