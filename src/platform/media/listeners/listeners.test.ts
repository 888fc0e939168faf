import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeVideo } from '../../../../test/support/media.ts';
import type { DrawFrame } from '../../../../test/support/media.ts';
import { runPass } from '../pass.ts';
import type { Listener, ListenerFactory, MediaFacts, OriginalSound, Span } from '../types.ts';
import createBlack from './black.ts';
import createFilmstrip from './filmstrip.ts';
import createFrozen from './frozen.ts';
import createKeyPictures, { chooseCandidates } from './key-pictures.ts';
import createLetterbox from './letterbox.ts';
import createLoudness from './loudness.ts';
import createSilences, { createSilenceDetector } from './silences.ts';

let folder: string;
const path = (name: string): string => join(folder, name);
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hookline-listeners-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function watch<Options, Result>(
  file: string,
  factory: ListenerFactory<Options, Result>,
  options: Options,
  before: [string, unknown][] = [],
): Promise<Result> {
  const earlier = before.map(([name, result]) => ({ name, make: (): Listener => ({ finish: () => result }) }));
  const { results } = await runPass(file, [...earlier, { name: 'it', make: (facts: MediaFacts) => factory(options, facts) as Listener }]);
  return results['it'] as Result;
}
const rounded = (spans: readonly Span[]): [number, number][] => spans.map(({ startMs, endMs }) => [Math.round(startMs), Math.round(endMs)]);

async function wave(
  name: string,
  seconds: number,
  sample: (t: number, channel: number) => number,
  sampleRate = 48_000,
  channels = 2,
): Promise<string> {
  await makeVideo({
    path: path(name),
    width: 2,
    height: 2,
    fps: 25,
    frames: 0,
    draw: () => {},
    sound: {
      sampleRate,
      channels,
      seconds,
      fill: (buffers, start) =>
        buffers.forEach((buffer, channel) => buffer.forEach((_, i) => (buffer[i] = sample((start + i) / sampleRate, channel)))),
    },
  });
  return path(name);
}
const sine = (t: number, hz: number, dbfs: number): number => 10 ** (dbfs / 20) * Math.sin(2 * Math.PI * hz * t);

describe('loudness', () => {
  // Cases 1 to 3 of EBU Tech 3341 (sines of 1000 Hz in both channels) and 1 of Tech 3342, with their tolerances.
  test('a 1 kHz tone at −23 dBFS in both channels is −23 LUFS', async () => {
    const heard = (await watch(await wave('case1.wav', 8, (t) => sine(t, 1000, -23)), createLoudness, undefined))!;
    expect(heard.integratedLufs).toBeCloseTo(-23, 0.9);
    expect(heard.truePeakDbtp).toBeCloseTo(-23, 0.9);
    expect(heard.loudnessRange).toBe(0);
    expect(heard).toMatchObject({ hopMs: 100 });
    expect(heard.momentaryLufs).toHaveLength(80);
    for (const level of heard.momentaryLufs.slice(4)) expect(level).toBeCloseTo(-23, 0.9);
    expect(heard.shortTermLufs[20]).toBeNull();
    expect(heard.shortTermLufs[40]).toBeCloseTo(-23, 0.9);
  });

  test('quiet ends are gated, and the range is that between the levels', async () => {
    const gated = (await watch(
      await wave('case3.wav', 24, (t) => sine(t, 1000, t < 2 || t >= 22 ? -36 : -23), 16_000),
      createLoudness,
      undefined,
    ))!;
    expect(gated.integratedLufs).toBeCloseTo(-23, 0.9);
    const ranged = (await watch(await wave('range.wav', 40, (t) => sine(t, 1000, t < 20 ? -20 : -30), 16_000), createLoudness, undefined))!;
    expect(ranged.loudnessRange).toBeCloseTo(10, 0);
  });

  test('a peak between the samples is found', async () => {
    // A quarter of the sampling rate at 45°: every sample is 3 dB below the true peak (Tech 3341, case 15 and on).
    const heard = (await watch(
      await wave('between.wav', 1, (t) => 0.5 * Math.sin(2 * Math.PI * 12_000 * t + Math.PI / 4)),
      createLoudness,
      undefined,
    ))!;
    expect(heard.truePeakDbtp).toBeGreaterThan(-6.4);
    expect(heard.truePeakDbtp).toBeLessThan(-5.8);
  });

  test('digital silence has no levels', async () => {
    const heard = (await watch(await wave('silence.wav', 2, () => 0), createLoudness, undefined))!;
    expect(heard).toMatchObject({ integratedLufs: null, loudnessRange: null, truePeakDbtp: null });
    expect(heard.momentaryLufs.every((level) => level === null)).toBe(true);
  });
});

describe('silences', () => {
  test('edges are exact to the sample, in any channel layout and rate', async () => {
    for (const [rate, channels] of [
      [48_000, 2],
      [44_100, 1],
      [16_000, 6],
    ] as const) {
      const quiet = (t: number): boolean => (t >= 1 && t < 1.5) || (t >= 2 && t < 2.2) || t >= 2.8;
      const file = await wave(
        `gaps-${rate}.wav`,
        3.2,
        (t) => (quiet(t) ? 0.001 : Math.sign(Math.sin(2 * Math.PI * 200 * t + 0.01)) * 0.3),
        rate,
        channels,
      );
      expect(rounded(await watch(file, createSilences, undefined))).toEqual([
        [1000, 1500],
        [2800, 3200],
      ]);
    }
  });

  test('a sound in one channel alone breaks silence', async () => {
    expect(
      await watch(await wave('one.wav', 1, (t, channel) => (channel === 1 ? sine(t, 300, -12) : 0)), createSilences, undefined),
    ).toEqual([]);
  });

  test('blocks of any size give the spans that a whole look gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 30 }),
        (runs, sizes) => {
          const samples = Float32Array.from(runs.flatMap(([loud, length]) => new Array<number>(length).fill(loud ? 0.5 : 0.01)));
          const detector = createSilenceDetector();
          for (let at = 0, n = 0; at < samples.length; n++) {
            const planes = [samples.subarray(at, at + sizes[n % sizes.length]!)];
            detector.hear({ atMs: at, sampleRate: 1000, planes } satisfies OriginalSound);
            at += planes[0]!.length;
          }
          const expected: [number, number][] = [];
          for (let start = 0; start < samples.length;) {
            let end = start;
            while (end < samples.length && samples[end] === samples[start]) end++;
            if (samples[start]! < 0.1 && end - start >= 300) expected.push([start, end]);
            start = end;
          }
          expect(rounded(detector.finish())).toEqual(expected);
        },
      ),
    );
  });
});

const textured = (frame: DrawFrame, shift: number, level = 0): void => {
  for (let row = 0; row < frame.height; row++)
    for (let x = 0; x < frame.width; x++) frame.y[row * frame.width + x] = 70 + level + ((((x + shift) >> 3) + (row >> 3)) % 2) * 60;
};

describe('black, frozen and bars', () => {
  test('black stretches begin and end with their frames; a dark picture is not black', async () => {
    await makeVideo({
      path: path('black.mp4'),
      width: 128,
      height: 192,
      fps: 25,
      frames: 100,
      draw: (frame, i) =>
        i >= 25 && i < 50 ? frame.y.fill(16) : i >= 60 && i < 70 ? frame.y.fill(45) : i === 80 ? frame.y.fill(16) : textured(frame, i * 2),
    });
    expect(rounded(await watch(path('black.mp4'), createBlack, undefined))).toEqual([[1000, 2000]]);
  });

  test('a frozen picture is found, a still one with a moving mouth is not, nor a black one', async () => {
    const mouth = (frame: DrawFrame, i: number): void => {
      textured(frame, 0);
      for (let row = 120; row < 150; row++) frame.y.fill(60 + ((i * 40) % 120), row * frame.width + 50, row * frame.width + 80);
    };
    await makeVideo({
      path: path('frozen.mp4'),
      width: 128,
      height: 192,
      fps: 25,
      frames: 200,
      draw: (frame, i) => (i < 50 ? textured(frame, i * 3) : i < 100 ? textured(frame, 150) : i < 150 ? mouth(frame, i) : frame.y.fill(16)),
    });
    expect(rounded(await watch(path('frozen.mp4'), createFrozen, undefined))).toEqual([[2000, 4000]]);
  });

  test('bars that stay are measured; a dark scene has none', async () => {
    const barred = (frame: DrawFrame, i: number): void => {
      textured(frame, i * 2);
      frame.y.fill(16, 0, 80 * frame.width);
      frame.y.fill(16, (frame.height - 40) * frame.width);
    };
    await makeVideo({
      path: path('bars.mp4'),
      width: 240,
      height: 480,
      fps: 10,
      frames: 120,
      draw: (frame, i) => (i < 60 ? barred(frame, i) : textured(frame, i * 2)),
    });
    const [found, ...others] = await watch(path('bars.mp4'), createLetterbox, undefined);
    expect(others).toEqual([]);
    expect(found!.startMs).toBe(0);
    expect(Math.abs(found!.endMs - 6000)).toBeLessThanOrEqual(500);
    expect(found!.box.y * 480).toBeCloseTo(80, -0.5);
    expect((found!.box.y + found!.box.height) * 480).toBeCloseTo(440, -0.5);
    expect(found!.box).toMatchObject({ x: 0, width: 1 });
    await makeVideo({ path: path('dark.mp4'), width: 240, height: 480, fps: 10, frames: 60, draw: (frame) => frame.y.fill(22) });
    expect(await watch(path('dark.mp4'), createLetterbox, undefined)).toEqual([]);
  });
});

describe('sheets', () => {
  /** The mean grey of tile n. */
  const greyOf = async (
    file: string,
    sheet: { tileWidth: number; tileHeight: number; columns: number },
    index: number,
  ): Promise<number> => {
    const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
    const x = ((index % sheet.columns) + 0.5) * sheet.tileWidth;
    const y = (Math.floor(index / sheet.columns) + 0.5) * sheet.tileHeight;
    return data[(Math.floor(y) * info.width + Math.floor(x)) * info.channels]!;
  };

  test('the filmstrip has a tile each second, each of its own time, and stays within its number', async () => {
    await makeVideo({
      path: path('strip.mp4'),
      width: 180,
      height: 320,
      fps: 10,
      frames: 100,
      draw: (frame, i) => void frame.y.fill(20 + 2 * i),
    });
    const strip = (await watch(path('strip.mp4'), createFilmstrip, { path: path('strip.jpg') }))!;
    expect(strip).toMatchObject({ tileWidth: 90, tileHeight: 160, count: 10, everyMs: 1000 });
    for (let tile = 0; tile < 10; tile++)
      expect(Math.abs((await greyOf(path('strip.jpg'), strip, tile)) - ((20 * tile + 4) * 255) / 219)).toBeLessThan(4);
    const bounded = (await watch(path('strip.mp4'), createFilmstrip, { path: path('few.jpg'), maxTiles: 4 }))!;
    expect(bounded).toMatchObject({ everyMs: 4000, count: 3 });
    for (let tile = 0; tile < 3; tile++)
      expect(Math.abs((await greyOf(path('few.jpg'), bounded, tile)) - ((80 * tile + 4) * 255) / 219)).toBeLessThan(4);
    expect(existsSync(path('strip.jpg.part'))).toBe(false);
  });

  test('each stretch gets a picture of its own', async () => {
    const spans = [
      { startMs: 0, endMs: 1500 },
      { startMs: 1500, endMs: 3500 },
      { startMs: 3500, endMs: 5000 },
    ];
    await makeVideo({
      path: path('keys.mp4'),
      width: 180,
      height: 320,
      fps: 10,
      frames: 50,
      draw: (frame, i) => void frame.y.fill(i < 15 ? 60 : i < 35 ? 120 : 200),
    });
    const keys = (await watch(path('keys.mp4'), createKeyPictures, { path: path('keys.jpg'), spansFrom: 'shots' }, [
      ['shots', { shots: spans }],
    ]))!;
    expect(keys).toMatchObject({ tileWidth: 180, tileHeight: 320, count: 3 });
    for (const [tile, luma] of [
      [0, 60],
      [1, 120],
      [2, 200],
    ] as const)
      expect(Math.abs((await greyOf(path('keys.jpg'), keys, tile)) - ((luma - 16) * 255) / 219)).toBeLessThan(4);
    keys.atMs.forEach((atMs, index) => expect(atMs! >= spans[index]!.startMs && atMs! < spans[index]!.endMs).toBe(true));
    expect((await sharp(readFileSync(path('keys.jpg'))).metadata()).format).toBe('jpeg');
  });

  test('a chosen candidate always lies inside its stretch, and is missing only where none does', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }),
        (times, edges) => {
          const candidates = times.sort((a, b) => a - b).map((atMs) => ({ atMs, detail: (atMs * 7) % 13 }));
          const bounds = [0, ...edges.sort((a, b) => a - b)];
          const spans = bounds.slice(1).map((endMs, index) => ({ startMs: bounds[index]!, endMs }));
          chooseCandidates(candidates, spans).forEach((chosen, index) => {
            const inside = candidates.filter(({ atMs }) => atMs >= spans[index]!.startMs && atMs < spans[index]!.endMs);
            if (chosen === null) expect(inside).toEqual([]);
            else expect(inside).toContain(candidates[chosen]);
          });
        },
      ),
    );
  });
});
