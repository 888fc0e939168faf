import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMediaHost, type MediaHost } from '../../../platform/media/index.ts';
import { makeVideo, type DrawFrame } from '../../../../test/support/media.ts';
import { invert, wholePicture, type Box, type Geometry } from '../match/geometry.ts';
import { findEdits, type Edited } from './find.ts';
import { fitFinely } from './fit.ts';
import { kindOf } from './kinds.ts';
import { between, boxMean, planeOf, type Plane } from './planes.ts';
import { regionsOf, steadied, tracksOf } from './regions.ts';

/** Shapes of several sizes at a place of the unit square, moving a little with time: 16 to 235. */
function scene(u: number, v: number, t: number): number {
  const large = Math.sin(5 * u + 0.3 * t) * Math.cos(4 * v - 0.2 * t);
  const middle = Math.sin(17 * u - 9 * v + 0.5 * t) + Math.cos(13 * v + 7 * u);
  const small = Math.sin(61 * u + 2 * Math.sin(5 * v)) * Math.cos(53 * v);
  return Math.max(16, Math.min(235, 125 + 45 * large + 22 * middle + 16 * small));
}
const stranger = (u: number, v: number, t: number): number => scene(v * 1.7 + 0.3, u * 1.3 - 0.2, t * 1.4 + 40);

function planeFrom(width: number, height: number, value: (u: number, v: number) => number): Plane {
  const bytes = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) bytes[y * width + x] = value((x + 0.5) / width, (y + 0.5) / height);
  return planeOf(bytes, width, height);
}

describe('laying the original over the copy', () => {
  // As far off as matching leaves it, and more.
  const changes = fc.record({
    grow: fc.double({ min: 0.97, max: 1.03, noNaN: true }),
    turn: fc.double({ min: -0.015, max: 0.015, noNaN: true }),
    x: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    y: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    gain: fc.double({ min: 0.75, max: 1.15, noNaN: true }),
  });
  test('finds a map that is near to within a third of a point, also past a changed region', () => {
    fc.assert(
      fc.property(changes, ({ grow, turn, x, y, gain }) => {
        const truth: Geometry = [grow, turn, x, -turn, grow, y];
        const inverse = invert(truth);
        const pairs = [0, 3, 6].map((t) => ({
          reference: planeFrom(160, 120, (u, v) => scene(u, v, t)),
          suspect: planeFrom(160, 120, (u, v) => {
            const changed = u > 0.55 && u < 0.8 && v > 0.2 && v < 0.55;
            const value = changed
              ? stranger(u, v, t)
              : scene(inverse[0] * u + inverse[1] * v + inverse[2], inverse[3] * u + inverse[4] * v + inverse[5], t);
            return 20 + gain * (value - 20);
          }),
        }));
        const { geometry } = fitFinely(pairs, [1, 0, 0, 0, 1, 0]);
        for (const [u, v] of [
          [0.1, 0.1],
          [0.9, 0.2],
          [0.5, 0.9],
        ] as const) {
          const off = [
            (geometry[0] - truth[0]) * u + (geometry[1] - truth[1]) * v + geometry[2] - truth[2],
            (geometry[3] - truth[3]) * u + (geometry[4] - truth[4]) * v + geometry[5] - truth[5],
          ];
          expect(Math.hypot(off[0]! * 160, off[1]! * 120)).toBeLessThan(0.35);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('does not believe itself where the pictures have nothing in common', () => {
    const start: Geometry = [1, 0, 0, 0, 1, 0];
    const pairs = [{ reference: planeFrom(80, 60, (u, v) => scene(u, v, 0)), suspect: planeFrom(80, 60, () => 90) }];
    expect(fitFinely(pairs, start)).toEqual({ geometry: start, correlation: 0 });
  });
});

describe('planes', () => {
  test('means of squares are those that one counts by hand, at edges too', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 3 }), fc.integer(), (width, height, radius, seed) => {
        const values = Float32Array.from({ length: width * height }, (_, at) => Math.abs((seed + at * 7919) % 251));
        const means = boxMean({ width, height, values }, radius).values;
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            let [sum, count] = [0, 0];
            for (let dy = -radius; dy <= radius; dy++)
              for (let dx = -radius; dx <= radius; dx++)
                if (x + dx >= 0 && y + dy >= 0 && x + dx < width && y + dy < height) {
                  sum += values[(y + dy) * width + x + dx]!;
                  count++;
                }
            expect(means[y * width + x]).toBeCloseTo(sum / count, 2);
          }
      }),
    );
  });

  test('a place between four points is their mix, and a place outside is none', () => {
    const plane: Plane = { width: 2, height: 2, values: Float32Array.from([0, 10, 20, 30]) };
    expect(between(plane, 0.5, 0.5)).toBe(15);
    expect(between(plane, -0.5, 0)).toBe(0);
    expect(between(plane, 1.6, 0)).toBeNaN();
  });
});

describe('regions', () => {
  test('near pieces are one region, far ones two, small ones none', () => {
    const mask = new Uint8Array(60 * 40);
    const fill = (x: number, y: number, w: number, h: number): void => {
      for (let row = y; row < y + h; row++) mask.fill(1, row * 60 + x, row * 60 + x + w);
    };
    fill(8, 8, 6, 6);
    fill(18, 8, 6, 6);
    fill(40, 20, 8, 8);
    fill(55, 2, 1, 1);
    expect(regionsOf(mask, 60, 40, 20).map(({ left, right }) => [left, right])).toEqual([
      [8, 24],
      [40, 48],
    ]);
  });

  test('what is changed in one picture alone is nothing', () => {
    const still = new Uint8Array(4);
    const flash = Uint8Array.from([1, 0, 0, 1]);
    expect(steadied([still, still, flash, still, still]).flatMap((mask) => [...mask])).not.toContain(1);
    expect(steadied([flash, flash, still, flash, flash])[2]).toEqual(flash);
  });

  test('a region is followed as it moves, and a leap begins another', () => {
    const at = (left: number) => [{ left, top: 0, right: left + 10, bottom: 10, points: 100 }];
    expect(tracksOf([at(0), at(3), [], at(8), at(50)]).map(({ pictures }) => pictures)).toEqual([[0, 1, 3], [4]]);
  });

  test('a bar from edge to edge and a line of text are captions, a patch in a corner that stands still is a logo', () => {
    const seen = { aspect: 16 / 9, wandering: 0, soft: 0, skin: 0, filled: 0.95 };
    expect(kindOf({ ...seen, box: { x: 0, y: 0.78, width: 1, height: 0.22 } })).toBe('caption');
    expect(kindOf({ ...seen, box: { x: 0.25, y: 0.83, width: 0.5, height: 0.07 } })).toBe('caption');
    expect(kindOf({ ...seen, box: { x: 0.72, y: 0.04, width: 0.24, height: 0.14 } })).toBe('logo');
    expect(kindOf({ ...seen, skin: 0.6, box: { x: 0.4, y: 0.2, width: 0.15, height: 0.3 } })).toBe('face');
    expect(kindOf({ ...seen, soft: 0.8, box: { x: 0.4, y: 0.2, width: 0.2, height: 0.3 } })).toBe('blur');
    expect(kindOf({ ...seen, box: { x: 0.2, y: 0.4, width: 0.3, height: 0.2 } })).toBe('region');
  });
});

describe('edits of real files', () => {
  let [folder, host] = ['', undefined as unknown as MediaHost];
  const [width, height, fps, seconds] = [256, 144, 12, 4];
  const write = (name: string, at: (u: number, v: number, t: number) => number, crf = 20): Promise<unknown> =>
    makeVideo({
      path: join(folder, name),
      width,
      height,
      fps,
      frames: fps * seconds,
      crf,
      draw: (frame: DrawFrame, index) => {
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) frame.y[y * width + x] = at((x + 0.5) / width, (y + 0.5) / height, index / fps);
        frame.u.fill(128);
        frame.v.fill(128);
      },
    });
  const find = (suspect: string, geometry: Geometry = [1, 0, 0, 0, 1, 0]): Promise<Edited> =>
    findEdits(host, {
      suspect: join(folder, suspect),
      reference: join(folder, 'original.mp4'),
      segments: [
        {
          suspectStartMs: 0,
          suspectEndMs: seconds * 1000,
          referenceStartMs: 0,
          referenceEndMs: seconds * 1000,
          speed: 1,
          mirrored: false,
          region: wholePicture,
          geometry,
        },
      ],
    });
  const overlapOf = (a: Box, b: Box): number => {
    const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    return w <= 0 || h <= 0 ? 0 : (w * h) / (a.width * a.height + b.width * b.height - w * h);
  };
  const inside = ({ x, y, width: w, height: h }: Box, u: number, v: number): boolean => u >= x && u < x + w && v >= y && v < y + h;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hookline-edits-'));
    host = createMediaHost({ isolation: 'thread' });
    await write('original.mp4', scene, 14);
  });
  afterAll(async () => {
    await host.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('a region that shows something else is found where and when it is', async () => {
    const box = { x: 0.3, y: 0.25, width: 0.25, height: 0.3 };
    await write('patched.mp4', (u, v, t) => (inside(box, u, v) && t >= 1 ? stranger(u, v, t) : scene(u, v, t)), 26);
    const { edits } = await find('patched.mp4');
    expect(edits).toHaveLength(1);
    expect(overlapOf(edits[0]!.box, box)).toBeGreaterThan(0.7);
    expect(edits[0]!.startMs).toBeGreaterThanOrEqual(700);
    expect(edits[0]!.startMs).toBeLessThanOrEqual(1400);
    expect(edits[0]!.endMs).toBeGreaterThan(3600);
  });

  test('one that moves is followed', async () => {
    const at = (t: number): Box => ({ x: 0.2 + 0.1 * t, y: 0.35, width: 0.22, height: 0.34 });
    await write('moving.mp4', (u, v, t) => (inside(at(t), u, v) ? stranger(u, v, t) : scene(u, v, t)), 26);
    const { edits } = await find('moving.mp4');
    expect(edits).toHaveLength(1);
    const overlaps = edits[0]!.track.map(({ atMs, box }) => overlapOf(box, at(atMs / 1000)));
    expect(overlaps.reduce((sum, each) => sum + each, 0) / overlaps.length).toBeGreaterThan(0.6);
  });

  test('a copy that is only cropped, mirrored, made brighter and squeezed again has none', async () => {
    await write('changed.mp4', (u, v, t) => Math.min(235, 12 + 1.05 * scene(1 - (0.08 + 0.84 * u), 0.08 + 0.84 * v, t)), 34);
    expect(await find('changed.mp4', [-1 / 0.84, 0, 0.92 / 0.84, 0, 1 / 0.84, -0.08 / 0.84])).toEqual({ edits: [], recoloured: true });
  });

  test('a caption is told as one', async () => {
    const stroke = (u: number, v: number): boolean => v > 0.82 && v < 0.9 && u > 0.2 && u < 0.8 && Math.floor(u * 60) % 3 < 2;
    await write('captioned.mp4', (u, v, t) => (stroke(u, v) ? 235 : scene(u, v, t)), 24);
    const { edits, recoloured } = await find('captioned.mp4');
    expect([edits.map(({ kind }) => kind), recoloured]).toEqual([['caption'], false]);
  });

  test('where the pictures have nothing to do with one another, nothing is said', async () => {
    await write('stranger.mp4', (u, v, t) => stranger(1 - v, u, 3 * t), 24);
    expect(await find('stranger.mp4')).toEqual({ edits: [], recoloured: false });
  });
});
