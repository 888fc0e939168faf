/** Works that were shot again are told from copies and from others, by what is on file as well as by what is said. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaHost } from '../../../platform/media/index.ts';
import { makeVideo, type DrawFrame } from '../../../../test/support/media.ts';
import { testHeight, testScene, testWidth } from '../../../../test/support/shots.ts';
import { disguise, shoot, usualDisguise, writeScript } from '../../../../test/bench/remakes/generate.ts';
import { alignShots } from './align.ts';
import { compareRemake, remakeLimits, type RemakeWork } from './compare.ts';
import { readRemakeWork } from './read.ts';
import { shapesOf } from './shape.ts';

const script = writeScript(71);
const original = shoot(script, 1);
const again = shoot(disguise(script, 2, usualDisguise), 3);
const other = shoot(writeScript(72), 4);
const nothing: RemakeWork = {
  shots: [],
  pictures: { atMs: new Uint32Array(0), codes: new Uint8Array(0), quality: new Uint8Array(0), small: new Uint8Array(0) },
  loudness: null,
  cues: [],
};
const say = (lines: string[]) => lines.map((text, i) => ({ startMs: i * 1000, endMs: i * 1000 + 900, text }));
const lines = Array.from(
  { length: 20 },
  (_, i) => `第${i}句:你以为我会原谅你吗?当年的事情我一件都没有忘记,今天就是来讨债的${'甲乙丙丁戊'[i % 5]}`,
);

describe('comparing works', () => {
  it('tells a remake by its cut, and which shot is which', () => {
    const { verdict, score, shots, words } = compareRemake(original, again);
    expect(verdict).toBe('remake');
    expect(score).toBeGreaterThan(0.6);
    expect(words).toEqual({ score: 0 });
    expect(shots.length).toBeGreaterThan(original.shots.length / 2);
    for (const [i, { original: a, suspect: b, score: likely }] of shots.entries()) {
      expect(a).toBeGreaterThanOrEqual(shots[i - 1]?.original ?? 0);
      expect(b).toBeGreaterThanOrEqual(shots[i - 1]?.suspect ?? 0);
      expect(original.shots[a]).toBeDefined();
      expect(again.shots[b]).toBeDefined();
      expect(likely).toBeGreaterThanOrEqual(0);
      expect(likely).toBeLessThanOrEqual(1);
    }
  });

  it('calls the same pictures a copy', () => {
    expect(compareRemake(original, original)).toMatchObject({ verdict: 'copy', score: 1 });
  });

  it('leaves works alone that have nothing in common', () => {
    expect(compareRemake(original, other)).toMatchObject({ verdict: 'unrelated', shots: [] });
    expect(compareRemake(other, original).verdict).toBe('unrelated');
    expect(compareRemake(original, nothing)).toEqual({ score: 0, shots: [], words: { score: 0 }, verdict: 'unrelated' });
    expect(compareRemake(nothing, nothing).verdict).toBe('unrelated');
  });

  it('takes a whole dialogue that comes again for a remake, whatever the shots', () => {
    const told = compareRemake({ ...original, cues: say(lines) }, { ...other, cues: say(lines.map((line) => line.replace('债', '说法'))) });
    expect(told.words.score).toBeGreaterThan(0.6);
    expect(told.verdict).toBe('remake');
    const few = compareRemake({ ...original, cues: say(['好的。']) }, { ...other, cues: say(['好的。']) });
    expect(few.verdict).toBe('unrelated');
  });

  it('answers the same each time, and refuses what would take too long', () => {
    expect(compareRemake(original, again)).toEqual(compareRemake(original, again));
    const shots = Array.from({ length: remakeLimits.shots + 1 }, (_, i) => ({ startMs: i, endMs: i + 1, join: 'cut' as const }));
    expect(() => compareRemake({ ...nothing, shots }, original)).toThrow('protection.remake_too_many_shots');
  });

  it('pairs each step forward only, for any shots', () => {
    const shape = fc.record({
      durationMs: fc.integer({ min: 1, max: 60_000 }),
      join: fc.constantFrom('start', 'cut', 'dissolve', 'fade', 'wipe'),
      framing: fc.constant(null),
      loudness: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 12 }), fc.array(shape, { maxLength: 12 }), (a, b) => {
        const { pairs, odds, deviations } = alignShots(a, b);
        expect(Number.isFinite(deviations) && odds >= 0).toBe(true);
        for (const [i, pair] of pairs.entries()) {
          const before = pairs[i - 1];
          expect(pair.original < a.length && pair.suspect < b.length).toBe(true);
          if (before) expect(pair.original + pair.suspect).toBeGreaterThan(before.original + before.suspect);
        }
      }),
      { numRuns: 60 },
    );
    const shapes = shapesOf(original);
    expect(alignShots(shapes, shapes).pairs).toEqual(shapes.map((_, i) => ({ original: i, suspect: i, odds: expect.any(Number) })));
  });
});

describe('videos', () => {
  let folder: string;
  const host = createMediaHost({ isolation: 'thread' });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'remakes 翻拍 '));
  });
  afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kinds = ['landscape', 'street', 'head', 'crowd'] as const;
  const held = script.shots.slice(0, 22).map(({ seconds }) => Math.round(25 * Math.max(0.5, seconds / 2)));

  /** Shots of so many frames each, all joined by cuts; other seeds are other pictures. */
  async function encode(name: string, frames: readonly number[], seed: number): Promise<string> {
    const path = join(folder, name);
    const scenes = frames.map((count, i) => testScene(kinds[i % kinds.length]!, seed + i, count));
    const starts = frames.map((_, i) => frames.slice(0, i).reduce((a, b) => a + b, 0));
    const draw = (frame: DrawFrame, index: number): void => {
      const shot = starts.findLastIndex((start) => start <= index);
      scenes[shot]!.draw(frame, index - starts[shot]!);
    };
    await makeVideo({ path, width: testWidth, height: testHeight, fps: 25, frames: frames.reduce((a, b) => a + b, 0), draw });
    return path;
  }

  it('are read and told: a remake, a copy, another', { timeout: 120_000 }, async () => {
    const read = async (...of: Parameters<typeof encode>) => readRemakeWork(host, await encode(...of), null);
    const ours = await read('ours.mp4', held, 100);
    const copy = await read('copy.mp4', held.slice(kinds.length), 100 + kinds.length);
    const again = held.map((frames, i) => Math.round(frames * (i % 2 === 0 ? 1.08 : 0.94)));
    const theirs = await read('theirs.mp4', again.toSpliced(9, 1), 500);
    const others = await read('others.mp4', held.toReversed(), 900);
    expect(ours.shots.length).toBeGreaterThan(18);
    expect(ours.loudness).toBeNull();
    expect(compareRemake(ours, theirs).verdict).toBe('remake');
    expect(compareRemake(ours, copy).verdict).toBe('copy');
    expect(compareRemake(ours, others).verdict).toBe('unrelated');
  });
});
