/** What is written is read back, and nothing else is read. */
import fc from 'fast-check';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint.ts';
import { readFingerprint, writeFingerprint } from './store.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const fingerprints: fc.Arbitrary<Fingerprint> = fc.integer({ min: 0, max: 6 }).chain((count) =>
  fc.record({
    version: fc.integer({ min: 1, max: 60_000 }),
    durationMs: fc.integer({ min: 0, max: 43_200_000 }),
    width: fc.integer({ min: 0, max: 20_000 }),
    height: fc.integer({ min: 0, max: 20_000 }),
    pictures: fc.record({
      atMs: fc.uint32Array({ minLength: count, maxLength: count, max: 43_200_000 }).map((times) => times.sort()),
      codes: bytes(count * 32),
      quality: bytes(count),
      small: fc.oneof(bytes(count * 1024), fc.constant(new Uint8Array(count * 1024).fill(77))),
    }),
    sound: fc.option(
      fc.record({
        kind: fc.constantFrom('a', 'spectral-differences/1', 'x'.repeat(24)),
        hopMs: fc.constantFrom(128, 11.61, 4),
        values: fc.uint32Array({ maxLength: 50 }),
      }),
    ),
    shots: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 40_000_000 }), fc.integer({ min: 0, max: 1000 }))
        .map(([startMs, long]) => ({ startMs, endMs: startMs + long })),
      { maxLength: 5 },
    ),
  }),
);

const outcome = (from: Uint8Array): string => {
  try {
    readFingerprint(from);
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

/** The bytes with the check made right again, as someone would who means harm. */
function sealed(from: Uint8Array): Uint8Array {
  const out = Buffer.from(from);
  out.writeUInt32LE(crc32(out.subarray(80), crc32(out.subarray(0, 76))), 76);
  return out;
}

describe('a stored fingerprint', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fingerprints, (fingerprint) => {
        expect(readFingerprint(writeFingerprint(fingerprint))).toEqual(fingerprint);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused where a bit is wrong, where it ends too early, and where something follows', () => {
    fc.assert(
      fc.property(fingerprints, fc.nat(), fc.integer({ min: 0, max: 7 }), (fingerprint, place, bit) => {
        const whole = writeFingerprint(fingerprint);
        const wrong = whole.slice();
        wrong[place % whole.length]! ^= 1 << bit;
        expect(outcome(wrong)).toBe('protection.fingerprint_damaged');
        expect(outcome(whole.subarray(0, place % whole.length))).toBe('protection.fingerprint_damaged');
        expect(outcome(Buffer.concat([whole, Buffer.of(bit)]))).toBe('protection.fingerprint_damaged');
      }),
      { numRuns: 200 },
    );
  });

  it('of a hostile hand is read or refused, whatever is in it', () => {
    fc.assert(
      fc.property(fingerprints, fc.nat({ max: 75 }), fc.integer({ min: 0, max: 255 }), (fingerprint, place, value) => {
        const wrong = Buffer.from(writeFingerprint(fingerprint));
        wrong[place] = value;
        expect(['read', 'protection.fingerprint_damaged']).toContain(outcome(sealed(wrong)));
      }),
      { numRuns: 300 },
    );
  });

  it('that claims more than there can be is refused before anything is made of that size', () => {
    const empty: Fingerprint = {
      version: 1,
      durationMs: 0,
      width: 0,
      height: 0,
      pictures: { atMs: new Uint32Array(0), codes: new Uint8Array(0), quality: new Uint8Array(0), small: new Uint8Array(0) },
      sound: null,
      shots: [],
    };
    const header = Buffer.from(writeFingerprint(empty)).subarray(0, 80);
    for (const place of [20, 24, 28]) {
      const claim = Buffer.from(header);
      claim.writeUInt32LE(0xffff_ffff, place);
      expect(outcome(sealed(claim))).toBe('protection.fingerprint_damaged');
    }
    const bomb = Buffer.concat([header, deflateRawSync(Buffer.alloc(50_000_000))]);
    expect(outcome(sealed(bomb))).toBe('protection.fingerprint_damaged');
  });

  it.each(['', 'HLFP', 'a video that is none'])('is not %j', (text) => {
    expect(outcome(Buffer.from(text))).toBe('protection.fingerprint_damaged');
  });
});
