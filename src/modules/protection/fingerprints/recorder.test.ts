/** What a pass keeps of pictures, through the decoder and back: times, hashes near the whole picture's, small pictures, shots. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaHost } from '../../../platform/media/index.ts';
import { makeVideo } from '../../../../test/support/media.ts';
import { testScene } from '../../../../test/support/shots.ts';
import { analyseEpisode } from '../../studio/analyse.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fingerprintFile, fingerprintListener } from './make.ts';
import { matchRadius } from '../search/code-index.ts';
import { createPdqCoder, createPdqHasher } from './pdq.ts';
import { createPictureRecorder } from './picture-recorder.ts';
import { createResample } from './resample.ts';
import { readFingerprint, writeFingerprint } from './store.ts';

const bitsApart = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + (byte ^ b[i]!).toString(2).replaceAll('0', '').length, 0);
const chroma = new Uint8Array(0);

/** Smooth noise in luma of 16 to 235, as decoded pictures are. */
function pictureOf(width: number, height: number, seed: number): Uint8Array {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const waves = Array.from({ length: 12 }, () => ({ x: next() * 20, y: next() * 20, phase: next() * 7, height: 12 * next() }));
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    return waves.reduce((sum, wave) => sum + wave.height * Math.sin(wave.x * x + wave.y * y + wave.phase), 125);
  });
}

describe('a resampled picture', () => {
  it.each([
    ['box', 32],
    ['tent', 64],
  ] as const)('keeps its mean, and a plain one stays plain (%s)', (shape, side) => {
    for (const [width, height] of [
      [144, 256],
      [255, 31],
      [7, 90],
      [64, 64],
    ] as const) {
      const to = new Float32Array(side * side);
      createResample(side, shape)(new Uint8Array(width * height).fill(90), width, height, to);
      for (const value of to) expect(value).toBeCloseTo(90, 3);
    }
    const picture = pictureOf(144, 256, 3);
    const to = new Float32Array(side * side);
    createResample(side, shape)(picture, 144, 256, to);
    const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    expect(mean(to)).toBeCloseTo(mean(picture), 0);
  });

  it('has the area means of what lies under each pixel', () => {
    const picture = Uint8Array.from({ length: 64 * 64 }, (_, i) => i & 255);
    const to = new Float32Array(32 * 32);
    createResample(32, 'box')(picture, 64, 64, to);
    expect(to[0]).toBeCloseTo((picture[0]! + picture[1]! + picture[64]! + picture[65]!) / 4, 4);
  });
});

describe('recorded pictures', () => {
  it('have the quality of the whole picture and a hash that matches its own', () => {
    for (const seed of [1, 2, 3, 4]) {
      const [width, height] = [216, 384];
      const y = pictureOf(width, height, seed);
      const recorder = createPictureRecorder();
      recorder.add({ index: 0, atMs: 12.4, width, height, y, u: chroma, v: chroma });
      const { atMs, codes, quality, small } = recorder.finish();
      const whole = createPdqHasher()({ width, height, values: Float32Array.from(y, (value) => ((value - 16) * 255) / 219) });
      expect([...atMs]).toEqual([12]);
      expect(bitsApart(codes, whole.hashes.orig)).toBeLessThanOrEqual(matchRadius);
      expect(Math.abs(quality[0]! - whole.quality)).toBeLessThanOrEqual(4);
      expect(small).toHaveLength(1024);
    }
  });

  it('are hashed alone as they are hashed with all their turns', () => {
    const values = Float32Array.from(pictureOf(64, 64, 9));
    const code = new Uint8Array(32).fill(255);
    const { quality, hashes } = createPdqHasher()({ width: 64, height: 64, values });
    expect(createPdqCoder()(values, code)).toBe(quality);
    expect(code).toEqual(hashes.orig);
  });

  it('grow past what was made room for', () => {
    const recorder = createPictureRecorder();
    const first = pictureOf(32, 32, 1);
    for (let i = 0; i < 200; i++) recorder.add({ index: i, atMs: i * 250, width: 32, height: 32, y: first, u: chroma, v: chroma });
    const { atMs, codes, small } = recorder.finish();
    expect(atMs.at(-1)).toBe(199 * 250);
    expect(codes.subarray(-32)).toEqual(codes.subarray(0, 32));
    expect(small.subarray(-1024)).toEqual(small.subarray(0, 1024));
  });
});

describe('the fingerprint of a video', () => {
  let folder: string;
  const host = createMediaHost({ isolation: 'thread' });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fingerprints 指纹 '));
  });
  afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const make = async (name: string, scale: number, crf: number): Promise<string> => {
    const path = join(folder, name);
    const [first, second] = [testScene('street', 3), testScene('crowd', 4)];
    await makeVideo({
      path,
      width: 72 * scale,
      height: 128 * scale,
      fps: 25,
      frames: 100,
      crf,
      draw: (frame, index) => (index < 50 ? first : second).draw(frame, index % 50),
      sound: null,
    });
    return path;
  };
  const signal = new AbortController().signal;

  it('is the same from its own pass and beside an analysis, stored and read', async () => {
    const path = await make('第1集.mp4', 2, 18);
    const alone = await fingerprintFile(host, path);
    expect(alone).toMatchObject({ version: 1, durationMs: 4000, width: 144, height: 256, sound: null });
    expect([...alone.pictures.atMs]).toEqual([0, 280, 520, 760, 1000, 1280, 1520, 1760, 2000, 2280, 2520, 2760, 3000, 3280, 3520, 3760]);
    expect(alone.shots).toEqual([
      { startMs: 0, endMs: 2000 },
      { startMs: 2000, endMs: 4000 },
    ]);
    const { watched, analysis } = await analyseEpisode(host, { path, file: 'a.mp4', listeners: [fingerprintListener] }, { signal });
    expect(watched['fingerprint']).toEqual(alone);
    expect(Object.keys(watched)).toEqual(['fingerprint']);
    expect(analysis.shots).toHaveLength(2);
    expect((await analyseEpisode(host, { path, file: 'a.mp4' }, { signal })).watched).toEqual({});
    expect(readFingerprint(writeFingerprint(alone))).toEqual(alone);
  });

  it('is near that of the same video after a worse encoding', async () => {
    const near = (a: Fingerprint, b: Fingerprint): number =>
      Array.from(a.pictures.atMs).filter(
        (_, i) => bitsApart(a.pictures.codes.subarray(i * 32, i * 32 + 32), b.pictures.codes.subarray(i * 32, i * 32 + 32)) <= matchRadius,
      ).length;
    const good = await fingerprintFile(host, await make('good.mp4', 2, 18));
    const worse = await fingerprintFile(host, await make('worse.mp4', 2, 36));
    expect(good.pictures.atMs).toEqual(worse.pictures.atMs);
    expect(near(good, worse)).toBeGreaterThanOrEqual(12);
  });

  it('stops when it is told to, and names the file as its owner knows it', async () => {
    const path = await make('long.mp4', 1, 18);
    await expect(fingerprintFile(host, path, { signal: AbortSignal.abort(), label: '第2集' })).rejects.toMatchObject({
      code: 'media.cancelled',
      params: { file: '第2集' },
    });
  });
});
