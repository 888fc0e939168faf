import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, formatMajor, minorDigits, money, moneyToWire, splitMoney, type Currency } from './money.ts';

const currency = fc.constantFrom(...(Object.keys(minorDigits) as Currency[]));
const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0n));

test('the parts of a split sum to the whole, each within one unit of its exact share', () => {
  fc.assert(
    fc.property(amount, currency, weights, (minor, unit, list) => {
      const parts = splitMoney(money(minor, unit), list);
      expect(parts.reduce(addMoney).amountMinor).toBe(minor);
      const total = list.reduce((sum, weight) => sum + weight, 0n);
      parts.forEach((part, index) => {
        const off = part.amountMinor * total - minor * list[index]!;
        expect(off < total && off > -total).toBe(true);
      });
    }),
  );
});

test('a refund is the mirror image of what was paid', () => {
  fc.assert(
    fc.property(amount, currency, weights, (minor, unit, list) => {
      const paid = splitMoney(money(minor, unit), list).map((part) => part.amountMinor);
      const refunded = splitMoney(money(-minor, unit), list).map((part) => -part.amountMinor);
      expect(refunded).toEqual(paid);
    }),
  );
});

test('whoever weighs nothing gets nothing', () => {
  expect(splitMoney(money(100n, 'CNY'), [0n, 1n, 0n]).map((part) => part.amountMinor)).toEqual([0n, 100n, 0n]);
  expect(() => splitMoney(money(100n, 'CNY'), [0n, 0n])).toThrow('money.weights_invalid');
});

test('amounts are written with the digits of their currency', () => {
  expect(formatMajor(money(-5n, 'CNY'))).toBe('-0.05');
  expect(formatMajor(money(1234n, 'JPY'))).toBe('1234');
  expect(formatMajor(money(1234n, 'KWD'))).toBe('1.234');
  expect(moneyToWire(money(9_007_199_254_740_993n, 'CNY'))).toEqual({ amountMinor: '9007199254740993', currency: 'CNY' });
  expect(() => addMoney(money(1n, 'CNY'), money(1n, 'USD'))).toThrow('money.currency_mismatch');
});
