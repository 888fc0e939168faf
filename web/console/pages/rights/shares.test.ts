import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readShare, sumOf } from './shares.ts';

test('shares are read as fractions or percentages, and nothing else is one', () => {
  expect(readShare('2/6')).toBe('1/3');
  expect(readShare(' 1 / 1 ')).toBe('1/1');
  expect(readShare('50')).toBe('1/2');
  expect(readShare('33.5%')).toBe('67/200');
  expect(readShare('12.5％')).toBe('1/8');
  for (const none of ['', '0', '0/3', '4/3', '101', '1/0', '-1/2', '1/2/3', 'half', '1e1']) expect(readShare(none), none).toBeNull();
});

test('what is read sums exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
      const shares = Array.from({ length: count }, () => readShare(`1/${count}`)!);
      expect(sumOf(shares)).toEqual({ sum: '1/1', isOne: true });
      expect(sumOf(shares.slice(1)).isOne).toBe(false);
    }),
  );
});
