import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bpsOf, decimalOf, formatMoney, minorOf, percentOf } from './money.ts';

test('what is shown for an input is read back as the same amount, in currencies of 0, 2 and 3 digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.constantFrom('JPY', 'CNY', 'USD', 'KWD'), (minor, currency) => {
      expect(minorOf(decimalOf(minor, currency), currency)).toBe(String(minor));
    }),
  );
});

test('typed amounts are read as people type them, and refused where they are none', () => {
  expect(minorOf('1,234.5', 'CNY')).toBe('123450');
  expect(minorOf('１２．５０', 'CNY')).toBe('1250');
  expect(minorOf(' 8 ', 'JPY')).toBe('8');
  for (const [text, currency] of [
    ['1.234', 'CNY'],
    ['1.5', 'JPY'],
    ['-3', 'CNY'],
    ['', 'CNY'],
    ['abc', 'CNY'],
    ['1e5', 'CNY'],
  ] as const)
    expect(minorOf(text, currency), text).toBeNull();
});

test('amounts beyond what a float holds are written exactly', () => {
  expect(formatMoney('en', '900719925474099312', 'CNY')).toBe('¥9,007,199,254,740,993.12');
  expect(formatMoney('zh-CN', '-5', 'CNY')).toBe('-¥0.05');
});

test('a share is read back as it is shown', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (bps) => bpsOf(percentOf(bps)) === bps));
  expect(bpsOf('100.01')).toBeNull();
  expect(bpsOf('12.345')).toBeNull();
});
