import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextPayoutDay, payableMinor, reasonsAgainst } from './payable.ts';

const minor = fc.bigInt({ min: 0n, max: 10n ** 9n });
const owed = fc.record({
  balanceMinor: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  onHoldMinor: minor,
  underWayMinor: minor,
  nextOn: fc.constant('2026-12-15'),
});
const terms = fc.record({
  currency: fc.constant('CNY'),
  thresholdMinor: minor,
  minimumMinor: minor,
  missing: fc.option(fc.subarray(['id_number', 'method'])),
  invoicedMinor: fc.option(minor),
});

it('nothing stands against a payout exactly where all that it needs is there', () => {
  fc.assert(
    fc.property(owed, terms, (of, by) => {
      const payable = payableMinor(of);
      const ready =
        payable > 0n &&
        payable >= by.minimumMinor &&
        payable >= by.thresholdMinor &&
        by.missing?.length === 0 &&
        (by.invoicedMinor === null || by.invoicedMinor >= payable);
      expect(reasonsAgainst(of, by).length === 0).toBe(ready);
      expect(payable + of.onHoldMinor + of.underWayMinor).toBe(of.balanceMinor);
    }),
  );
});

it('the next day of payouts is today or later, on its day, and less than two months off', () => {
  expect([nextPayoutDay(15, '2026-11-15'), nextPayoutDay(15, '2026-12-16'), nextPayoutDay(null, '2026-11-15')]).toEqual([
    '2026-11-15',
    '2027-01-15',
    null,
  ]);
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 28 }), day, (dayOfMonth, today) => {
      const next = nextPayoutDay(dayOfMonth, today)!;
      expect(next >= today).toBe(true);
      expect(Number(next.slice(8))).toBe(dayOfMonth);
      expect(Date.parse(next) - Date.parse(today)).toBeLessThan(32 * 86_400_000);
    }),
  );
});
