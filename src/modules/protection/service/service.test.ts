import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprintVersion, smallSide, type Fingerprint } from '../fingerprints/fingerprint.ts';
import type { Suspect } from '../match/suspect.ts';
import { copiedMsOf, pairsOf } from '../matches/pairs.ts';
import { readSuspect, writeSuspect } from './features.ts';
import { createSearcher } from './searcher.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'hookline-searcher-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Pictures of noise: every picture another, as no film has them. */
function noise(seed: number, count: number): { fingerprint: Fingerprint; suspect: Suspect } {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  const [width, height] = [36, 64];
  const small = Uint8Array.from({ length: count * smallSide * smallSide }, () => 16 + (next() % 200));
  const fingerprint: Fingerprint = {
    version: fingerprintVersion,
    durationMs: count * 250,
    width: 720,
    height: 1280,
    pictures: {
      atMs: Uint32Array.from({ length: count }, (_, index) => index * 250),
      codes: Uint8Array.from({ length: count * 32 }, next),
      quality: new Uint8Array(count).fill(100),
      small,
    },
    sound: null,
    shots: [{ startMs: 0, endMs: count * 250 }],
  };
  const pictures = {
    width,
    height,
    atMs: Float64Array.from({ length: count }, (_, index) => index * 250 + 0.25),
    luma: Uint8Array.from({ length: count * width * height }, () => 16 + (next() % 200)),
  };
  return { fingerprint, suspect: { fingerprint, pictures } };
}

describe('what was read of a suspect', () => {
  test('comes back as it was', () => {
    const { suspect } = noise(7, 9);
    expect(readSuspect(Buffer.from(writeSuspect(suspect)))).toEqual(suspect);
  });

  test('is refused where a byte is another, the end is missing, or it is something else', () => {
    const bytes = Buffer.from(writeSuspect(noise(8, 5).suspect));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const spoilt = Buffer.from(bytes);
        spoilt[at] = spoilt[at]! ^ by;
        // A byte of the compressed pictures may be another without a trace: what comes back is of the same shape then.
        let read: Suspect | null = null;
        try {
          read = readSuspect(spoilt);
        } catch (error) {
          expect(error).toMatchObject({ code: 'protection.fingerprint_damaged' });
        }
        if (read) expect(read.pictures.luma.length).toBe(read.pictures.atMs.length * read.pictures.width * read.pictures.height);
      }),
    );
    for (const length of [0, 3, 27, bytes.length - 1])
      expect(() => readSuspect(bytes.subarray(0, length))).toThrow('protection.fingerprint_damaged');
    expect(() => readSuspect(Buffer.from('HLSF and nothing that follows from it'))).toThrow('protection.fingerprint_damaged');
  });
});

describe('the searching thread', () => {
  test('answers in order, says what went wrong with one, and goes on with the next', async () => {
    const searcher = createSearcher();
    const { suspect, fingerprint } = noise(1, 12);
    const [suspectPath, referencePath] = [join(folder, 'suspect'), join(folder, 'reference')];
    await searcher.keepSuspect(suspect, suspectPath);
    await searcher.keepFingerprint(fingerprint, referencePath);
    expect((await readFile(referencePath)).toString('latin1', 0, 4)).toBe('HLFP');
    await writeFile(join(folder, 'damaged'), 'nothing');
    const search = (path: string) => searcher.search({ wall: 'org_1', suspectPath, references: [{ id: 'rfc_1', path, pictures: 12 }] });
    await expect(search(join(folder, 'damaged'))).rejects.toThrow('fingerprint_damaged');
    expect(await search(referencePath)).toEqual([]);
    expect(await searcher.search({ wall: 'org_1', suspectPath, references: [] })).toEqual([]);
  }, 60_000);

  test('is ended when what it does is no longer wanted, and what waits is done by another', async () => {
    const searcher = createSearcher();
    const { suspect, fingerprint } = noise(2, 16);
    const [suspectPath, referencePath] = [join(folder, 'long'), join(folder, 'long-reference')];
    await searcher.keepSuspect(suspect, suspectPath);
    await searcher.keepFingerprint(fingerprint, referencePath);
    const controller = new AbortController();
    const references = Array.from({ length: 1000 }, (_, index) => ({ id: `rfc_${index}`, path: referencePath, pictures: 16 }));
    const heard: number[] = [];
    const onProgress = (part: number): void => {
      heard.push(part);
      controller.abort('cancelled');
    };
    const running = searcher.search({ wall: 'org_1', suspectPath, references }, { signal: controller.signal, onProgress });
    const waiting = searcher.search({ wall: 'org_1', suspectPath, references: [] });
    const stopped = searcher.search({ wall: 'org_1', suspectPath, references }, { signal: controller.signal });
    await expect(running).rejects.toBe('cancelled');
    await expect(stopped).rejects.toBe('cancelled');
    expect(await waiting).toEqual([]);
    expect(heard.length).toBeLessThan(20);
  }, 120_000);
});

describe('moments side by side', () => {
  const segment = fc
    .tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 200_000 }), fc.nat(1_000_000), fc.double({ min: 0.5, max: 2, noNaN: true }))
    .map(([start, length, reference, speed]) => ({
      suspectStartMs: start,
      suspectEndMs: start + length,
      referenceStartMs: reference,
      referenceEndMs: reference + Math.round(length * speed),
      speed,
      mirrored: false,
      region: { x: 0, y: 0, width: 1, height: 1 },
      geometry: [1, 0, 0, 0, 1, 0] as [number, number, number, number, number, number],
    }));

  test('lie within segments, in the order of the suspect, at most twelve, and each of the twelve longest has one', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
        const pairs = pairsOf(segments);
        expect(pairs.length).toBeLessThanOrEqual(12);
        expect(pairs.length).toBeGreaterThanOrEqual(Math.min(12, segments.length));
        for (const { suspectMs, referenceMs } of pairs)
          expect(
            segments.some(
              (each) =>
                suspectMs >= each.suspectStartMs &&
                suspectMs <= each.suspectEndMs &&
                referenceMs >= each.referenceStartMs &&
                referenceMs <= each.referenceEndMs,
            ),
          ).toBe(true);
        expect(pairs.map(({ suspectMs }) => suspectMs)).toEqual(pairs.map(({ suspectMs }) => suspectMs).toSorted((a, b) => a - b));
      }),
    );
  });

  test('and copied seconds count once, however segments overlap', () => {
    fc.assert(
      fc.property(
        fc.array(
          segment.map((each) => ({
            ...each,
            suspectStartMs: each.suspectStartMs % 400,
            suspectEndMs: (each.suspectStartMs % 400) + (each.suspectEndMs % 90),
          })),
          { maxLength: 12 },
        ),
        (segments) => {
          const seen = new Set<number>();
          for (const each of segments) for (let ms = each.suspectStartMs; ms < each.suspectEndMs; ms++) seen.add(ms);
          expect(copiedMsOf(segments)).toBe(seen.size);
        },
      ),
    );
  });
});
