import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regimeFor, type TaxFacts } from './choose.ts';
import { taxOf, type TaxInput } from './content.ts';
import { elevenBefore, levelOf, shareOf, thresholdOn } from './thresholds.ts';

const creator: TaxFacts = { house: false, kind: 'person', region: 'CN', isCreator: true, chosen: null };

test.each([
  ['a creator who is a person works through the platform', creator, '2026-01-31', 'CNY', 'cn_platform_worker', 'platform_worker'],
  ['before the rule they were paid for labour', creator, '2025-09-30', 'CNY', 'cn_labour', 'before_platform_rule'],
  ['a person who is no creator is paid for labour', { ...creator, isCreator: false }, '2026-01-31', 'CNY', 'cn_labour', 'person'],
  ['a company sends an invoice', { ...creator, kind: 'company' as const }, '2026-01-31', 'CNY', 'cn_company', 'company'],
  [
    'a company abroad is not China’s',
    { ...creator, kind: 'company' as const, region: 'other' as const },
    '2026-01-31',
    'CNY',
    'none',
    'not_resident',
  ],
  ['the house withholds nothing from itself', { ...creator, house: true, chosen: 'cn_labour' }, '2026-01-31', 'CNY', 'none', 'house'],
  ['staff may choose', { ...creator, chosen: 'cn_royalty' }, '2026-01-31', 'CNY', 'cn_royalty', 'chosen'],
  [
    'a chosen regime that did not hold yet is passed over',
    { ...creator, chosen: 'cn_platform_worker' },
    '2025-09-30',
    'CNY',
    'cn_labour',
    'before_platform_rule',
  ],
  ['nothing is withheld from other currencies', creator, '2026-01-31', 'USD', 'none', 'currency'],
  [
    'a company’s invoice is asked for in any currency',
    { ...creator, kind: 'company' as const },
    '2026-01-31',
    'USD',
    'cn_company',
    'company',
  ],
])('%s', (_, facts, day, currency, id, reason) => {
  expect(regimeFor(facts, day, currency)).toEqual({ id, reason });
});

const input: TaxInput = {
  regime: 'cn_platform_worker',
  reason: 'platform_worker',
  day: '2026-03-31',
  currency: 'CNY',
  incomeMinor: '1000000',
  year: { incomeMinor: '2000000', withheldMinor: '18000', months: 3, deductionsMinor: '0' },
  month: null,
};

test('what is kept of a withholding makes the same withholding again', () => {
  const content = taxOf(input);
  expect(content).toMatchObject({ taxableMinor: '900000', rateBps: '300', dueMinor: '27000', withheldMinor: '9000', confirmed: false });
  expect(taxOf(content)).toEqual(content);
});

test('never more is withheld than a settlement gives; the rest comes out of the next', () => {
  // Half a year at 60,000 of which nothing was withheld: the next yuan is not enough.
  const owing = taxOf({
    ...input,
    incomeMinor: '100',
    year: { incomeMinor: '18000000', withheldMinor: '0', months: 3, deductionsMinor: '0' },
  });
  expect(owing.withheldMinor).toBe('100');
  expect(BigInt(owing.dueMinor)).toBeGreaterThan(100n);
  expect(taxOf({ ...input, incomeMinor: '-100' }).withheldMinor).toBe('0');
});

test('what a month was left below zero lowers the next payment of the year', () => {
  const month = { incomeMinor: '0', withheldMinor: '0', carriedMinor: '-100000' };
  // 5,000 less 1,000 carried is 4,000: 800 off, 20 % of 3,200.
  expect(taxOf({ ...input, regime: 'cn_labour', incomeMinor: '500000', year: null, month })).toMatchObject({
    taxableMinor: '320000',
    withheldMinor: '64000',
  });
});

test('thresholds of VAT: 100,000 a month is exempt, a fen above is past it; near begins at 80 %', () => {
  const month = thresholdOn('month', '2026-06-30')!;
  expect([7_999_999n, 8_000_000n, 10_000_000n, 10_000_001n].map((income) => levelOf(month, income))).toEqual([
    null,
    'near',
    'near',
    'past',
  ]);
  expect(shareOf(month, 9_999_999n)).toBe(9999);
  const year = thresholdOn('twelve_months', '2026-06-30')!;
  expect([399_999_999n, 400_000_000n, 500_000_000n, 500_000_001n].map((income) => levelOf(year, income))).toEqual([
    null,
    'near',
    'near',
    'past',
  ]);
  expect(thresholdOn('month', '2028-01-01')).toBeUndefined();
});

test('twelve months end with the one that is named', () => {
  expect(['2026-12', '2026-11', '2026-01'].map(elevenBefore)).toEqual(['2026-01', '2025-12', '2025-02']);
});

test('over any year with reversals, what was withheld, what is credit and what is still owed are what the year owes', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -3_000_000n, max: 30_000_000n }), { minLength: 1, maxLength: 12 }), (months) => {
      let incomeMinor = 0n;
      let withheldMinor = 0n;
      for (const [index, income] of months.entries()) {
        const year = { incomeMinor: `${incomeMinor}`, withheldMinor: `${withheldMinor}`, months: index + 1, deductionsMinor: '0' };
        const content = taxOf({ ...input, incomeMinor: `${income}`, year });
        incomeMinor += income;
        const now = BigInt(content.withheldMinor);
        withheldMinor += now;
        expect(now >= 0n && now <= (income > 0n ? income : 0n)).toBe(true);
        const owing = BigInt(content.dueMinor) - withheldMinor + BigInt(content.creditMinor);
        // Only what is above a settlement's income may still be owed.
        expect(owing >= 0n && (owing === 0n || now === (income > 0n ? income : 0n))).toBe(true);
        expect(BigInt(content.creditMinor) === 0n || BigInt(content.dueMinor) < withheldMinor).toBe(true);
      }
    }),
  );
});
