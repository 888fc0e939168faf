import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVideo } from '../../../test/support/media.ts';
import { isAppError } from '../errors.ts';
import { rateFromTimes, shownSize } from './facts.ts';
import { probe } from './probe.ts';

let folder: string;
let good: Buffer;
const path = (name: string): string => join(folder, name);
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(path(name), content);
  return path(name);
};
const codeOf = async (file: string): Promise<string> =>
  probe(file, 'given name').then(
    () => 'read',
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      expect(error.params['file']).toBe('given name');
      return error.code;
    },
  );
const plain = {
  width: 64,
  height: 96,
  fps: 25,
  frames: 25,
  draw: (frame: { y: Uint8Array }, index: number) => void frame.y.fill(40 + index * 5),
};
const sound = { sampleRate: 44_100, channels: 1, fill: (buffers: Float32Array[]) => void buffers[0]!.fill(0.1) };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-input-'));
  await makeVideo({ ...plain, path: path('good.mp4'), sound });
  good = readFileSync(path('good.mp4'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what cannot be a video says why, naming the file', async () => {
  expect(await codeOf(path('nothing.mp4'))).toBe('media.file_not_found');
  expect(await codeOf(folder)).toBe('media.not_readable');
  expect(await codeOf(write('empty.mp4', ''))).toBe('media.empty_file');
  expect(await codeOf(write('text.mp4', 'Episode one. '.repeat(2000)))).toBe('media.not_media');
  expect(await codeOf(write('random.mp4', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255))))).toBe(
    'media.not_media',
  );
  expect(await codeOf(write('short.mp4', good.subarray(0, 2000)))).toBe('media.truncated');
  expect(await codeOf('\0')).toBe('media.file_not_found');
});

test('an absurd size is refused from the header', async () => {
  const absurd = Buffer.from(good);
  // In a video sample entry (ISO 14496-12, 8.5.2) width and height follow 28 bytes after the four of its type.
  const entry = absurd.indexOf('avc1', absurd.indexOf('stsd'));
  absurd.writeUInt16BE(65_535, entry + 28);
  absurd.writeUInt16BE(65_535, entry + 30);
  expect(await codeOf(write('absurd.mp4', absurd))).toBe('media.too_large_picture');
});

test('files that name other files or addresses are refused', async () => {
  const target = path('good.mp4');
  expect(await codeOf(write('list.m3u8', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${target}\n#EXT-X-ENDLIST\n`))).toBe(
    'media.not_media',
  );
  expect(await codeOf(write('list.mp4', `#EXTM3U\n#EXTINF:10,\nfile://${target}\n`))).toBe('media.not_media');
  expect(await codeOf(write('joined.mp4', `ffconcat version 1.0\nfile '${target}'\n`))).toBe('media.not_media');
  expect(
    await codeOf(
      write(
        'manifest.mpd',
        `<?xml version="1.0"?><MPD><Period><AdaptationSet><Representation><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
      ),
    ),
  ).toBe('media.not_media');
  for (const address of [
    `concat:${target}|${target}`,
    `subfile,,start,0,end,100,,:${target}`,
    'http://127.0.0.1:1/a.mp4',
    'data:video/mp4;base64,AAAA',
    `crypto:${target}`,
  ]) {
    expect(await codeOf(address)).toBe('media.file_not_found');
  }
});

test('a path may hold spaces, Chinese and emoji, and look like an address', async () => {
  for (const name of ['第 12 集 · 逆袭 🎬.mp4', 'concat:a|b.mp4', 'http:x.mp4', '100%.mp4']) {
    const facts = await probe(write(name, good));
    expect(facts).toMatchObject({
      container: 'mp4',
      video: { codec: 'h264', width: 64, height: 96, frameRate: { num: 25, den: 1 } },
      audio: { codec: 'aac', sampleRate: 44_100, channels: 1 },
    });
  }
});

test('a file cut or overwritten anywhere is read or refused with a media error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 400 }), fc.boolean(), async (at, length, cut) => {
      const bytes = cut ? good.subarray(0, at) : Buffer.from(good).fill(0xa5, at, Math.min(good.length, at + length));
      expect(await codeOf(write('damaged.mp4', bytes))).toMatch(/^(read|media\.[a-z_]+)$/);
    }),
    { numRuns: 60 },
  );
});

test('the shown size follows pixel aspect and rotation', () => {
  expect(shownSize(720, 576, { num: 16, den: 11 }, 0)).toEqual({ width: 1047, height: 576 });
  expect(shownSize(1920, 1080, { num: 0, den: 1 }, 90)).toEqual({ width: 1080, height: 1920 });
  expect(shownSize(100, 100, { num: 5000, den: 1 }, 0)).toEqual({ width: 100, height: 100 });
});

test('the nominal rate survives rounding, holes and stutter, and variation is seen', () => {
  const times = (count: number, step: number, round = false): number[] =>
    Array.from({ length: count }, (_, i) => (round ? Math.round(i * step) : i * step));
  expect(rateFromTimes(times(300, 1001 / 30))).toEqual({ frameRate: { num: 30_000, den: 1001 }, variableFrameRate: false });
  expect(rateFromTimes(times(300, 1000 / 24, true))).toEqual({ frameRate: { num: 24, den: 1 }, variableFrameRate: false });
  expect(rateFromTimes(times(300, 40).map((at, i) => (i > 150 ? at + 700 : at)))).toEqual({
    frameRate: { num: 25, den: 1 },
    variableFrameRate: false,
  });
  expect(rateFromTimes(times(300, 40).map((at, i) => at + (i % 7 === 0 ? 15 : 0)))).toEqual({
    frameRate: { num: 25, den: 1 },
    variableFrameRate: true,
  });
  expect(rateFromTimes([0, 40])).toBeNull();
});
