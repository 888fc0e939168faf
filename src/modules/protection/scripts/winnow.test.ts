import fc from 'fast-check';
import { expect, test } from 'vitest';
import { winnow } from './winnow.ts';

const tokens = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
const sizes = fc.record({ gram: fc.integer({ min: 1, max: 6 }), window: fc.integer({ min: 1, max: 6 }) });
const hashes = (list: readonly number[], size: { gram: number; window: number }): Set<number> =>
  new Set(winnow(Int32Array.from(list), size).map(({ hash }) => hash));

test('a shared run of window + gram − 1 tokens always shares a fingerprint', () => {
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, fc.infiniteStream(fc.integer({ min: 0, max: 5 })), sizes, (p, q, r, s, stream, size) => {
      const shared = [...stream.take(size.window + size.gram - 1)];
      const one = hashes([...p, ...shared, ...q], size);
      const other = hashes([...r, ...shared, ...s], size);
      expect([...one].some((hash) => other.has(hash))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('texts without a shared gram share no fingerprint, and places rise', () => {
  fc.assert(
    fc.property(tokens, tokens, sizes, (left, right, size) => {
      const apart = right.map((token) => token + 1000);
      expect([...hashes(left, size)].filter((hash) => hashes(apart, size).has(hash))).toEqual([]);
      const places = winnow(Int32Array.from(left), size).map(({ at }) => at);
      expect(places).toEqual([...new Set(places)].toSorted((x, y) => x - y));
    }),
  );
});

test('about 2 / (window + 1) of the hashes are kept', () => {
  let state = 1;
  const list = Int32Array.from({ length: 50_000 }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8);
  expect(winnow(list, { gram: 6, window: 5 }).length / list.length).toBeCloseTo(2 / 6, 1);
});
