import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveredMs, neighbourOf, paceOf, pieceAt, referenceAt, suspectAt, type Piece } from './time-map.ts';

const pieces = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 9000 }),
      lengthMs: fc.integer({ min: 200, max: 20_000 }),
      fromMs: fc.integer({ min: 0, max: 90_000 }),
      speed: fc.constantFrom(0.5, 0.8, 1, 1.25, 1.5, 2),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list): Piece[] => {
    let at = 0;
    return list.map(({ gapMs, lengthMs, fromMs, speed }) => {
      const suspectStartMs = at + gapMs;
      at = suspectStartMs + lengthMs;
      return { suspectStartMs, suspectEndMs: at, referenceStartMs: fromMs, referenceEndMs: fromMs + lengthMs * speed };
    });
  });

test('a moment inside a piece leads to the original and back to the same moment', () => {
  fc.assert(
    fc.property(pieces, fc.double({ min: 0, max: 0.99, noNaN: true }), fc.nat(), (list, share, index) => {
      const piece = list[index % list.length]!;
      const ms = piece.suspectStartMs + share * (piece.suspectEndMs - piece.suspectStartMs);
      const there = referenceAt(list, ms)!;
      expect(there).toBeGreaterThanOrEqual(piece.referenceStartMs);
      expect(there).toBeLessThan(piece.referenceEndMs);
      expect(pieceAt(list, ms)).toBe(piece);
      // Alone, so that no other piece shows the same moment earlier.
      expect(suspectAt([piece], there)!).toBeCloseTo(ms, 3);
    }),
  );
});

test('between pieces the suspect shows nothing of the original', () => {
  const piece = { suspectStartMs: 4000, suspectEndMs: 8000, referenceStartMs: 30_000, referenceEndMs: 35_000 };
  expect(paceOf(piece)).toBe(1.25);
  expect([3999, 8000].map((ms) => referenceAt([piece], ms))).toEqual([null, null]);
  expect(referenceAt([piece], 4000)).toBe(30_000);
  expect(suspectAt([piece], 29_999)).toBeNull();
  expect(neighbourOf([piece], 0, 1)).toBe(piece);
  expect(neighbourOf([piece], 4100, -1)).toBeNull();
  expect(neighbourOf([piece], 9000, -1)).toBe(piece);
});

test('what pieces cover is never more than their lengths together, nor less than the longest', () => {
  fc.assert(
    fc.property(pieces, fc.constantFrom('suspect' as const, 'reference' as const), (list, of) => {
      const lengths = list.map((piece) => piece[`${of}EndMs`] - piece[`${of}StartMs`]);
      const covered = coveredMs(list, of);
      expect(covered).toBeLessThanOrEqual(lengths.reduce((sum, one) => sum + one, 0) + 1e-6);
      expect(covered).toBeGreaterThanOrEqual(Math.max(...lengths) - 1e-6);
      expect(coveredMs([...list, ...list], of)).toBeCloseTo(covered, 6);
    }),
  );
});
