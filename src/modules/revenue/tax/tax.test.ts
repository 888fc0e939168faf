import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regimeOn, type CumulativeRegime, type PerPaymentRegime } from './regimes.ts';
import { withholdCumulative, withholdPerPayment, type YearSoFar } from './withhold.ts';

const yuan = (amount: number): bigint => BigInt(Math.round(amount * 100));
const platform = regimeOn('cn_platform_worker', '2026-01-31') as CumulativeRegime;
const labour = regimeOn('cn_labour', '2026-01-31') as PerPaymentRegime;
const royalty = regimeOn('cn_royalty', '2026-01-31') as PerPaymentRegime;

/** Pays month after month and answers with what was withheld each time. */
function year(payments: readonly number[], deductionsMinor = 0n): bigint[] {
  const before = { incomeMinor: 0n, withheldMinor: 0n };
  return payments.map((payment, index) => {
    const now = withholdCumulative(platform, { ...before, months: index + 1, deductionsMinor }, yuan(payment));
    before.incomeMinor += yuan(payment);
    before.withheldMinor += now.withheldMinor;
    return now.withheldMinor;
  });
}

describe('people working through platforms, cumulative', () => {
  test('up to 6,250 yuan a month nothing is withheld', () => {
    expect(year([6250, 6250, 6250])).toEqual([0n, 0n, 0n]);
    expect(year([6251])).toEqual([yuan(0.02)]);
  });

  test('10,000 a month: 90 each month, as 20 % and 5,000 are taken off and 3 % is due', () => {
    expect(year([10_000, 10_000, 10_000])).toEqual([yuan(90), yuan(90), yuan(90)]);
  });

  test('60,000 a month climbs the brackets: 10 % from the year’s 36,000 taxable on, 20 % from 144,000', () => {
    // Taxable 43,000, 86,000, 129,000, 172,000.
    expect(year([60_000, 60_000, 60_000, 60_000])).toEqual([yuan(1780), yuan(4300), yuan(4300), yuan(7100)]);
  });

  test('a month without income lowers what is due later', () => {
    const [, , third] = year([20_000, 0, 20_000]);
    expect(third).toBe(yuan(510) - yuan(330));
  });

  test('a reversal leaves a credit that later payments use up, and nothing is paid back', () => {
    const before: YearSoFar = { incomeMinor: yuan(10_000), withheldMinor: yuan(90), months: 2, deductionsMinor: 0n };
    const back = withholdCumulative(platform, before, -yuan(4000));
    expect(back).toMatchObject({ withheldMinor: 0n, creditMinor: yuan(90) });
    const later = withholdCumulative(platform, { ...before, incomeMinor: yuan(6000) }, yuan(14_000));
    expect(later).toMatchObject({ dueMinor: yuan(180), withheldMinor: yuan(90) });
  });

  test('the same year in any cut owes the same: what is withheld in all is what the whole owes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000_00 }), { minLength: 1, maxLength: 12 }), (payments) => {
        const months = payments.length;
        let incomeMinor = 0n;
        let withheldMinor = 0n;
        for (const payment of payments) {
          withheldMinor += withholdCumulative(
            platform,
            { incomeMinor, withheldMinor, months, deductionsMinor: 0n },
            BigInt(payment),
          ).withheldMinor;
          incomeMinor += BigInt(payment);
        }
        const whole = withholdCumulative(platform, { incomeMinor: 0n, withheldMinor: 0n, months, deductionsMinor: 0n }, incomeMinor);
        expect(withheldMinor).toBe(whole.dueMinor);
      }),
    );
  });
});

describe('labour remuneration by others, per payment', () => {
  test.each([
    [800, 0],
    [801, 0.2],
    [4000, 640],
    [10_000, 1600],
    [25_000, 4000],
    [30_000, 5200],
    [100_000, 25_000],
  ])('%d yuan: %d withheld', (payment, withheld) => {
    expect(withholdPerPayment(labour, { incomeMinor: 0n, withheldMinor: 0n }, yuan(payment)).withheldMinor).toBe(yuan(withheld));
  });

  test('two payments in a month are one', () => {
    const first = withholdPerPayment(labour, { incomeMinor: 0n, withheldMinor: 0n }, yuan(2000));
    const second = withholdPerPayment(labour, { incomeMinor: yuan(2000), withheldMinor: first.withheldMinor }, yuan(2000));
    expect(first.withheldMinor + second.withheldMinor).toBe(yuan(640));
  });
});

test('royalties: 800 or 20 % off, then 20 %', () => {
  expect(withholdPerPayment(royalty, { incomeMinor: 0n, withheldMinor: 0n }, yuan(3000)).withheldMinor).toBe(yuan(440));
  expect(withholdPerPayment(royalty, { incomeMinor: 0n, withheldMinor: 0n }, yuan(50_000)).withheldMinor).toBe(yuan(8000));
});

test('a regime that does not hold on a day is not used', () => {
  expect(() => regimeOn('cn_platform_worker', '2025-09-30')).toThrow(RangeError);
});
