import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVideo } from '../../../test/support/media.ts';
import type { DrawFrame } from '../../../test/support/media.ts';
import { runPass } from './pass.ts';
import type { NamedListener } from './pass.ts';
import type { Listener } from './types.ts';

let folder: string;
const path = (name: string): string => join(folder, name);
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hookline-pass-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listen = (name: string, listener: Listener): NamedListener => ({ name, make: () => listener });
/** Luma rises by one level a frame, so that a picture tells its number; the top left quarter is bright. */
const numbered = (frame: DrawFrame, index: number): void => {
  frame.y.fill(40 + index);
  for (let row = 0; row < frame.height / 2; row++) frame.y.fill(200, row * frame.width, row * frame.width + (frame.width >> 1));
};
const tone = (hz: number, sampleRate: number) => ({
  sampleRate,
  channels: 2,
  fill: (buffers: Float32Array[], start: number) => {
    for (const buffer of buffers)
      for (let i = 0; i < buffer.length; i++) buffer[i] = 0.5 * Math.sin((2 * Math.PI * hz * (start + i)) / sampleRate);
  },
});
type Seen = { index: number; atMs: number; width: number; height: number; corners: number[] };
const watcher = (seen: Seen[], wish = { longestSide: 64 } as Listener['picture']): Listener => ({
  picture: wish,
  onPicture: ({ index, atMs, width, height, y }) =>
    void seen.push({ index, atMs, width, height, corners: [y[0]!, y[width - 1]!, y[y.length - width]!, y[y.length - 1]!] }),
  finish: (end) => end.frames,
});

test('every frame is seen once, in order, with its presentation time', async () => {
  const seen: Seen[] = [];
  await makeVideo({ path: path('plain.mp4'), width: 128, height: 192, fps: 29.97, frames: 90, draw: numbered, preset: 'veryfast' });
  const result = await runPass(path('plain.mp4'), [listen('watch', watcher(seen))]);
  expect(seen.map(({ index }) => index)).toEqual(Array.from({ length: 90 }, (_, i) => i));
  for (const { index, atMs, corners } of seen) {
    expect(atMs).toBeCloseTo((index * 1001) / 30, 1);
    expect(Math.abs(corners[3]! - 40 - index)).toBeLessThanOrEqual(3);
  }
  expect(result.end.frames).toBe(90);
  expect(result.end.durationMs).toBeCloseTo((90 * 1001) / 30, 1);
  expect([...result.end.frameTimesMs]).toEqual(seen.map(({ atMs }) => atMs));
  expect(result.results).toEqual({ watch: 90 });
  expect(result.facts).toMatchObject({ audio: null, video: { frameRate: { num: 30_000, den: 1001 }, variableFrameRate: false } });
  expect(result.damage).toEqual({ undecodablePackets: 0, truncated: false });
});

test.each([
  [0, 0],
  [90, 1],
  [180, 3],
  [270, 2],
] as const)('a picture turned by %i° is shown upright', async (rotation, brightCorner) => {
  const seen: Seen[] = [];
  await makeVideo({ path: path('turned.mp4'), width: 128, height: 96, fps: 25, frames: 3, draw: numbered, rotation });
  const { facts } = await runPass(path('turned.mp4'), [listen('watch', watcher(seen))]);
  const upright = rotation === 90 || rotation === 270 ? { width: 96, height: 128 } : { width: 128, height: 96 };
  expect(facts.video).toMatchObject({ ...upright, rotation, codedWidth: 128, codedHeight: 96 });
  expect(seen[0]).toMatchObject({ width: upright.width / 2, height: upright.height / 2 });
  expect(seen[0]!.corners.map((corner) => corner > 150)).toEqual([0, 1, 2, 3].map((corner) => corner === brightCorner));
});

test('a variable frame rate is told by presentation times', async () => {
  const times = Array.from({ length: 40 }, (_, i) => i * 40 + (i % 3) * 10 + (i > 20 ? 900 : 0));
  await makeVideo({ path: path('vfr.mp4'), width: 64, height: 64, fps: 25, frames: 40, draw: numbered, frameTimesMs: times });
  const { end, facts } = await runPass(path('vfr.mp4'), []);
  expect([...end.frameTimesMs].map(Math.round)).toEqual(times);
  expect(facts.video!.variableFrameRate).toBe(true);
});

test.each([
  ['10 bit HEVC in Matroska', { path: 'ten.mkv', codec: 'libx265', pixelFormat: 'yuv420p10' as const }, { bitDepth: 10, codec: 'hevc' }],
  ['VP9 in WebM', { path: 'vp9.webm' }, { codec: 'vp9' }],
  ['odd sizes', { path: 'odd.mkv', width: 131, height: 97, pixelFormat: 'yuv444p' as const }, { width: 131, height: 97 }],
  ['one frame', { path: 'one.mp4', frames: 1 }, { codec: 'h264' }],
  ['wide pixels', { path: 'wide.mp4', sampleAspectRatio: [2, 1] as [number, number] }, { width: 256 }],
])('%s is read', async (_, options, facts) => {
  const seen: Seen[] = [];
  const given = { width: 128, height: 96, fps: 25, frames: 12, draw: numbered, ...options, path: path(options.path) };
  await makeVideo(given);
  const result = await runPass(given.path, [listen('watch', watcher(seen))]);
  expect(result.facts.video).toMatchObject(facts);
  expect(seen).toHaveLength(given.frames);
  expect(seen.every(({ width, height }) => width % 2 === 0 && height % 2 === 0 && Math.max(width, height) === 64)).toBe(true);
  expect(result.end.durationMs).toBeCloseTo(given.frames * 40, 0);
});

test('listeners get their own size and rhythm, and colour only where they want it', async () => {
  await makeVideo({
    path: path('sizes.mp4'),
    width: 320,
    height: 640,
    fps: 25,
    frames: 75,
    draw: (frame) => (frame.y.fill(100), frame.u.fill(90), frame.v.fill(160)),
  });
  const big: Seen[] = [];
  const slow: Seen[] = [];
  let chroma: number[] = [];
  await runPass(path('sizes.mp4'), [
    listen('big', {
      ...watcher(big, { longestSide: 5000 }),
      onPicture: (picture) => ((chroma = [picture.u.length, picture.u[5]!, picture.v[5]!]), big.push({ ...picture, corners: [] })),
    }),
    listen('slow', watcher(slow, { longestSide: 128, everyMs: 500, lumaOnly: true })),
  ]);
  expect(big[0]).toMatchObject({ width: 320, height: 640 });
  expect(chroma).toEqual([160 * 320, 90, 160]);
  expect(slow.map(({ atMs }) => Math.round(atMs))).toEqual([0, 520, 1000, 1520, 2000, 2520]);
  expect(slow[0]).toMatchObject({ width: 64, height: 128 });
});

test('sound is one unbroken line from the first frame: late sound is led by zeros, early sound is cut', async () => {
  for (const offsetMs of [0, 500]) {
    await makeVideo({
      path: path('sound.mkv'),
      width: 64,
      height: 64,
      fps: 25,
      frames: 50,
      draw: numbered,
      sound: { ...tone(440, 48_000), codec: 'pcm_s16le', offsetMs, seconds: 2 },
    });
    const mono: number[] = [];
    let original = 0;
    let firstLoud = -1;
    const result = await runPass(path('sound.mkv'), [
      listen('sound', {
        sound: true,
        originalSound: true,
        onSound: ({ samples }) => void mono.push(...samples),
        onOriginalSound: ({ planes, sampleRate }) => {
          expect([planes.length, sampleRate]).toEqual([2, 48_000]);
          if (firstLoud < 0 && planes[0]!.some((sample) => sample !== 0))
            firstLoud = original + planes[0]!.findIndex((sample) => sample !== 0);
          original += planes[0]!.length;
        },
        finish: () => null,
      }),
    ]);
    expect(original).toBe(((2000 + offsetMs) * 48_000) / 1000);
    expect(mono).toHaveLength(original / 3);
    expect(firstLoud).toBe((offsetMs * 48_000) / 1000 + 1);
    expect(Math.max(...mono)).toBeCloseTo(0.5, 1);
    expect(result.facts.durationMs).toBeCloseTo(2000 + offsetMs, 0);
    expect(result.end.durationMs).toBeCloseTo(2000, 0);
  }
});

test('sound without picture is a result, and its length is the duration', async () => {
  await makeVideo({
    path: path('only.wav'),
    width: 2,
    height: 2,
    fps: 25,
    frames: 0,
    draw: numbered,
    sound: { ...tone(300, 22_050), seconds: 1.5 },
  });
  const { facts, end } = await runPass(path('only.wav'), [listen('watch', watcher([]))]);
  expect(facts).toMatchObject({ video: null, audio: { codec: 'pcm_s16le', sampleRate: 22_050 } });
  expect(end).toMatchObject({ frames: 0, durationMs: 1500 });
});

test('text tracks come out as cues without mark-up', async () => {
  const cues = [
    { startMs: 200, endMs: 900, text: '你终于回来了' },
    { startMs: 1000, endMs: 1800, text: '<i>No</i>\nway' },
  ];
  const base = { width: 64, height: 64, fps: 25, frames: 50, draw: numbered };
  await makeVideo({ ...base, path: path('text.mp4'), subtitles: [{ codec: 'mov_text', language: 'zho', cues }] });
  await makeVideo({
    ...base,
    path: path('text.mkv'),
    subtitles: [
      { codec: 'subrip', language: 'chi', cues },
      { codec: 'ass', cues: [{ startMs: 0, endMs: 500, text: '{\\an8}a, b\\N{\\b1}c' }] },
    ],
  });
  await makeVideo({ ...base, path: path('text.webm'), subtitles: [{ codec: 'webvtt', language: 'en', cues }] });
  const plain = [cues[0], { ...cues[1], text: 'No\nway' }];
  const tracks = async (name: string) =>
    (await runPass(path(name), [])).subtitles.map((track) => ({
      codec: track.codec,
      language: track.language,
      cues: track.cues.map((cue) => ({ ...cue, startMs: Math.round(cue.startMs), endMs: Math.round(cue.endMs) })),
    }));
  expect(await tracks('text.mp4')).toEqual([{ codec: 'mov_text', language: 'zho', cues: plain }]);
  expect(await tracks('text.mkv')).toEqual([
    { codec: 'subrip', language: 'chi', cues: plain },
    { codec: 'ass', language: null, cues: [{ startMs: 0, endMs: 500, text: 'a, b\nc' }] },
  ]);
  expect(await tracks('text.webm')).toEqual([{ codec: 'webvtt', language: 'en', cues: plain }]);
});

test('a damaged middle is passed over and counted; a missing end is told', async () => {
  const noise = (frame: DrawFrame, index: number): void =>
    void frame.y.forEach((_, i) => (frame.y[i] = 60 + ((i * 31 + index * 17 + ((i * i) >> 7)) % 120)));
  await makeVideo({ path: path('whole.mkv'), width: 160, height: 160, fps: 25, frames: 100, gop: 20, draw: noise });
  const bytes = readFileSync(path('whole.mkv'));
  const hurt = Buffer.from(bytes);
  for (let at = bytes.length / 2; at < bytes.length / 2 + 3000; at++) hurt[at | 0] = (at * 37) & 255;
  writeFileSync(path('hurt.mkv'), hurt);
  const damaged = await runPass(path('hurt.mkv'), []);
  expect(damaged.end.frames).toBeGreaterThan(60);
  expect(damaged.damage.undecodablePackets).toBeGreaterThan(0);
  writeFileSync(path('cut.mkv'), bytes.subarray(0, bytes.length / 2));
  const cut = await runPass(path('cut.mkv'), []);
  expect(cut.end.frames).toBeGreaterThan(30);
  expect(cut.damage.truncated).toBe(true);
});

test('cancelling ends the pass with the name of the file', async () => {
  await makeVideo({ path: path('long.mp4'), width: 320, height: 640, fps: 25, frames: 500, draw: numbered });
  const controller = new AbortController();
  const seen: Seen[] = [];
  const stopper: Listener = { ...watcher([]), onPicture: ({ index }) => void (seen.push(), index === 20 && controller.abort()) };
  await expect(
    runPass(path('long.mp4'), [listen('stop', stopper)], { signal: controller.signal, label: '第1集.mp4' }),
  ).rejects.toMatchObject({ code: 'media.cancelled', params: { file: '第1集.mp4' } });
});

test('listeners finish in order and see what came before', async () => {
  await makeVideo({ path: path('order.mp4'), width: 64, height: 64, fps: 25, frames: 5, draw: numbered });
  const fractions: number[] = [];
  const { results } = await runPass(
    path('order.mp4'),
    [
      listen('first', { finish: () => 7 }),
      listen('second', { finish: async (end) => `${end.results?.['first'] as number}/${end.frames}` }),
    ],
    { onProgress: (fraction) => fractions.push(fraction) },
  );
  expect(results).toEqual({ first: 7, second: '7/5' });
  expect(fractions.at(-1)).toBe(1);
});
