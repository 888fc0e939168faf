import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, fraction, isEqual, one, zero } from '../allocate/fraction.ts';
import { partsOf } from './registered.ts';

const sumOf = (parts: ReturnType<typeof partsOf>['parts']) =>
  parts.reduce((sum, { share }) => add(sum, fraction(BigInt(share.n), BigInt(share.d))), zero);

test('thirds stay thirds, and who holds twice is paid once', () => {
  const third = fraction(1n, 3n);
  const found = partsOf([
    { party: 'payee:a', share: third },
    { party: 'role:studio', share: third },
    { party: 'payee:a', share: third },
  ]);
  expect(found).toEqual({
    exact: true,
    parts: [
      { party: 'payee:a', share: { n: '2', d: '3' } },
      { party: 'role:studio', share: { n: '1', d: '3' } },
    ],
  });
});

test('parts sum to what was given, and where they cannot be written exactly none is off by more than a step', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { minLength: 1, maxLength: 8 }), (weights) => {
      const total = weights.reduce((sum, each) => sum + each, 0n);
      const holders = weights.map((n, index) => ({ party: `payee:${index}`, share: fraction(n, total) }));
      const { parts, exact } = partsOf(holders);
      expect(isEqual(sumOf(parts), one)).toBe(true);
      for (const [index, { share }] of parts.entries()) {
        const written = fraction(BigInt(share.n), BigInt(share.d));
        const given = holders[index]!.share;
        const off = written.n * given.d - given.n * written.d;
        const size = off < 0n ? -off : off;
        if (exact) expect(off).toBe(0n);
        else expect(size * 10n ** 11n < written.d * given.d).toBe(true);
        expect([share.n, share.d].every((text) => text.length <= 12)).toBe(true);
      }
    }),
  );
});
