import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeVideo } from '../../../test/support/media.ts';
import { AppError } from '../errors.ts';
import { createMediaHost } from './host.ts';
import type { MediaHost, MediaHostOptions } from './host.ts';

let folder: string;
let file: string;
const work = new URL('../../../test/support/media-work.ts', import.meta.url).href;
const listener = (name: string, options?: unknown) => ({ name, url: new URL(`./listeners/${name}.ts`, import.meta.url).href, options });
let host: MediaHost;
const start = (options: MediaHostOptions): MediaHost => (host = createMediaHost(options));
const call = (name: string, input?: unknown, options?: Parameters<MediaHost['call']>[1]) =>
  host.call({ url: work, export: name, input, label: '第1集.mp4' }, options);
const exists = async (path: string): Promise<void> => {
  while (!existsSync(path) || readFileSync(path, 'utf8') === '') await new Promise((resolve) => setImmediate(resolve));
};
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-host-'));
  file = join(folder, 'a.mp4');
  await makeVideo({ path: file, width: 64, height: 96, fps: 25, frames: 60, draw: (frame, index) => void frame.y.fill(40 + index) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => host.close());

describe.each(['thread', 'process'] as const)('in a %s', (isolation) => {
  test('a pass runs with its listeners and reports progress', async () => {
    const fractions: number[] = [];
    const result = await start({ isolation }).pass(
      { file, listeners: [listener('black'), listener('frozen')] },
      { onProgress: (fraction) => fractions.push(fraction) },
    );
    expect(result.end.frames).toBe(60);
    expect(result.end.frameTimesMs).toBeInstanceOf(Float64Array);
    expect(result.results).toEqual({ black: [], frozen: [] });
    expect(fractions.at(-1)).toBe(1);
  });

  test('a named function runs there, with its input and the decoder threads', async () => {
    const fractions: number[] = [];
    start({ isolation, decoderThreads: 3 });
    expect(await call('double', 21, { onProgress: (fraction) => fractions.push(fraction) })).toMatchObject({ value: 42, threads: 3 });
    expect(fractions).toEqual([0.5]);
    expect(((await call('double', 1)) as { pid: number }).pid === process.pid).toBe(isolation === 'thread');
  });

  test('errors come back as what they were', async () => {
    start({ isolation });
    const refused = await call('refuse').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: 'media.disk_full', kind: 'unavailable', params: { file: '第1集.mp4' } });
    await expect(call('blunder')).rejects.toThrow(/undefined is not a function/);
    await expect(call('missing')).rejects.toThrow(/exports no function missing/);
    await expect(host.pass({ file: join(folder, 'none.mp4'), label: '无.mp4', listeners: [] })).rejects.toMatchObject({
      code: 'media.file_not_found',
      params: { file: '无.mp4' },
    });
  });

  test('cancelling ends running and waiting work, and the host goes on', async () => {
    start({ isolation });
    const controller = new AbortController();
    const started = join(folder, `started-${isolation}`);
    const both = Promise.allSettled([
      call('waitForCancel', { started }, { signal: controller.signal }),
      call('double', 1, { signal: controller.signal }),
    ]);
    await exists(started);
    controller.abort();
    const cancelled = { status: 'rejected', reason: { code: 'media.cancelled', params: { file: '第1集.mp4' } } };
    expect(await both).toMatchObject([cancelled, cancelled]);
    await expect(call('double', 1, { signal: controller.signal })).rejects.toMatchObject({ code: 'media.cancelled' });
    expect(await call('double', 4)).toMatchObject({ value: 8 });
  });

  test('work runs at once up to the concurrency, and what waits follows in order', async () => {
    start({ isolation, concurrency: 2 });
    const controllers = [new AbortController(), new AbortController()];
    const blocked = controllers.map(({ signal }, index) => {
      const started = join(folder, `both-${isolation}-${index}`);
      const done = call('waitForCancel', { started }, { signal }).catch(() => 'cancelled');
      return { started, done };
    });
    const order: number[] = [];
    const waiting = [1, 2, 3].map((value) => call('double', value).then(() => order.push(value)));
    await Promise.all(blocked.map(({ started }) => exists(started)));
    expect(order).toEqual([]);
    controllers[0]!.abort();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    controllers[1]!.abort();
    await Promise.all(blocked.map(({ done }) => done));
  });

  test('work that stands still is given up', async () => {
    start({ isolation, stallSeconds: 1.5 });
    await expect(call('hang')).rejects.toMatchObject({ code: 'media.stalled', params: { file: '第1集.mp4' } });
    expect(await call('double', 2)).toMatchObject({ value: 4 });
  });
});

test('a child that crashes or eats memory takes nothing else along', async () => {
  start({ isolation: 'process', concurrency: 2, memoryLimitMb: 500 });
  const neighbour = host.pass({ file, listeners: [listener('black')] });
  await expect(call('crash')).rejects.toMatchObject({ code: 'media.crashed', params: { file: '第1集.mp4' } });
  await expect(call('bloat')).rejects.toMatchObject({ code: 'media.too_heavy' });
  expect((await neighbour).end.frames).toBe(60);
  expect(await call('double', 3)).toMatchObject({ value: 6 });
});

test('closing cancels what runs and ends the children', async () => {
  start({ isolation: 'process' });
  const started = join(folder, 'closing');
  const running = call('waitForCancel', { started });
  const refused = expect(running).rejects.toMatchObject({ code: 'media.cancelled' });
  await exists(started);
  const pid = Number(readFileSync(started, 'utf8'));
  await host.close();
  await refused;
  expect(alive(pid)).toBe(false);
  await expect(call('double', 1)).rejects.toMatchObject({ code: 'media.cancelled' });
});
