/** Copies are found in real files; other takes, other films, black and flat pictures are not taken for copies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaHost, type MediaHost } from '../../../platform/media/index.ts';
import { makeVideo } from '../../../platform/media/make-video.ts';
import { createMatcher, match, type Matcher } from './engine.ts';
import { prepareSuspect, type Suspect } from './suspect.ts';

const [width, height, fps] = [160, 96, 25];
let folder: string;
let host: MediaHost;
let matcher: Matcher;

/** A ground of blocks and some discs on paths of their own: `seed` chooses ground and paths, `at` is the time in seconds. */
function luma(seed: number, x: number, y: number, at: number): number {
  const block = Math.sin((Math.floor(x / 0.09) * 12.9 + Math.floor(y / 0.13) * 78.2 + seed * 37.7) * 43.7);
  let value = 110 + 55 * block;
  for (let k = 0; k < 4; k++) {
    const phase = seed * 1.7 + k * 2.1;
    const cx = 0.5 + 0.38 * Math.sin(at * (0.7 + 0.31 * k) + phase) + 0.06 * Math.sin(at * 3.1 + k);
    const cy = 0.5 + 0.36 * Math.cos(at * (0.9 + 0.23 * k) + phase * 1.3);
    if ((x - cx) ** 2 + ((y - cy) * 0.6) ** 2 < 0.008) value = 40 + 45 * k;
  }
  return Math.max(16, Math.min(235, value));
}

type Shown = (x: number, y: number, at: number) => number;

async function film(name: string, seconds: number, shown: Shown): Promise<Suspect> {
  const path = join(folder, name);
  await makeVideo({
    path,
    width,
    height,
    fps,
    frames: seconds * fps,
    crf: 24,
    draw(frame, index) {
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) frame.y[y * width + x] = shown((x + 0.5) / width, (y + 0.5) / height, index / fps);
    },
  });
  return prepareSuspect(host, path);
}

const original: Shown = (x, y, at) => luma(1, x, y, at);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'match 比对 '));
  host = createMediaHost({ isolation: 'thread' });
  const references = { ours: await film('ours.mp4', 12, original), other: await film('other.mp4', 8, (x, y, at) => luma(5, x, y, at)) };
  matcher = createMatcher(Object.entries(references).map(([id, { fingerprint }]) => ({ id, fingerprint })));
}, 120_000);
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a copy', () => {
  it('is found mirrored, cropped and faster, with its times and what was done', async () => {
    const suspect = await film('changed.mp4', 8, (x, y, at) => original(0.1 + 0.8 * (1 - x), 0.1 + 0.8 * y, at * 1.25));
    const [found, ...more] = match(matcher, suspect);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ reference: 'ours', transformations: ['mirror', 'crop', 'speed'], edits: [] });
    const [segment] = found!.segments;
    expect(segment!.mirrored).toBe(true);
    expect(Math.abs(segment!.speed - 1.25)).toBeLessThan(0.03);
    expect(segment!.suspectEndMs - segment!.suspectStartMs).toBeGreaterThan(7200);
    expect(segment!.referenceEndMs).toBeGreaterThan(9000);
  }, 60_000);

  it('is found inside borders, and its place is told', async () => {
    const suspect = await film('framed.mp4', 8, (x, y, at) => {
      const [u, v] = [(x - 0.15) / 0.7, (y - 0.15) / 0.7];
      return u < 0 || u > 1 || v < 0 || v > 1 ? 16 : original(u, v, at);
    });
    const [found] = match(matcher, suspect);
    expect(found).toMatchObject({ reference: 'ours', transformations: ['border'] });
    const { region } = found!.segments[0]!;
    for (const [value, wanted] of [
      [region.x, 0.15],
      [region.y, 0.15],
      [region.width, 0.7],
      [region.height, 0.7],
    ] as const)
      expect(Math.abs(value - wanted)).toBeLessThan(0.04);
  }, 60_000);

  it('of some seconds in the middle of something else is found where it is', async () => {
    const suspect = await film('excerpt.mp4', 15, (x, y, at) => (at >= 5 && at < 10 ? original(x, y, at - 3) : luma(9, x, y, at)));
    const [found, ...more] = match(matcher, suspect);
    expect(more).toEqual([]);
    const covered = found!.segments.reduce(
      (sum, { suspectStartMs: a, suspectEndMs: b }) => sum + Math.max(0, Math.min(b, 10_000) - Math.max(a, 5000)),
      0,
    );
    expect(covered).toBeGreaterThan(4500);
    expect(Math.abs(found!.segments[0]!.referenceStartMs - 2000)).toBeLessThan(500);
  }, 60_000);

  it('is no longer found once its reference was taken out', async () => {
    const suspect = await film('plain.mp4', 5, (x, y, at) => original(x, y, at + 1));
    const own = createMatcher([{ id: 'a', fingerprint: suspect.fingerprint }]);
    expect(match(own, suspect).map(({ reference }) => reference)).toEqual(['a']);
    own.remove('a');
    expect(match(own, suspect)).toEqual([]);
  }, 60_000);
});

describe('no copy is', () => {
  it('another take on the same set', async () => {
    // The same ground, the discs at another time of their paths.
    expect(match(matcher, await film('take.mp4', 4, (x, y, at) => luma(1, x, y, at + 40)))).toEqual([]);
  }, 60_000);

  it.each<[string, Shown]>([
    ['black', () => 16],
    ['a card of colour bars', (x) => 40 + 25 * Math.floor(x * 8)],
    ['a logo that stays', (x, y) => ((x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.03 ? 200 : 30)],
    [
      'a film leader',
      (x, y, at) =>
        Math.abs(x - 0.5) < 0.01 || Math.abs(y - 0.5) < 0.01
          ? 20
          : Math.atan2(y - 0.5, x - 0.5) + Math.PI < (at % 1) * 2 * Math.PI
            ? 90
            : 180,
    ],
  ])(
    '%s',
    async (name, shown) => {
      expect(match(matcher, await film(`${name}.mp4`, 5, shown))).toEqual([]);
    },
    60_000,
  );
});
