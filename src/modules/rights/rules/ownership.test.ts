import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fraction, one, plus, readFraction, writeFraction, zero } from './fractions.ts';
import { ownershipOf, type Deed } from './ownership.ts';
import { startOfDay } from './scope.ts';

const zone = 'Asia/Shanghai';
const deed = (id: string, from: string | null, to: string, share: string, on: string): Deed => ({
  id,
  workId: 'drama',
  right: 'streaming',
  from,
  to,
  share: readFraction(share),
  on,
  zone,
});
const told = (deeds: readonly Deed[]) =>
  ownershipOf(deeds).map(({ shares, fault }) => [
    [...shares].map(([party, share]) => `${party} ${writeFraction(share)}`).join(', '),
    fault && `${fault.code} ${fault.clause}`,
  ]);

describe('fractions', () => {
  const any = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
    .map(([n, d]) => fraction(n, d));

  test('are exact: sums do not depend on order, and parts of a whole make the whole', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(plus(a, plus(b, c))).toEqual(plus(plus(c, a), b));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 500n }), (d) => {
        const whole = Array.from({ length: Number(d) }, () => fraction(1n, d)).reduce(plus, zero);
        expect(compare(whole, one)).toBe(0n);
      }),
    );
  });

  test('are read as they are written, and nothing else is one', () => {
    expect(writeFraction(readFraction('6/18'))).toBe('1/3');
    for (const text of ['1', '1/0', '-1/2', '1/3.0', ' 1/2', '1/2/3']) expect(() => readFraction(text), text).toThrow(RangeError);
  });
});

describe('a chain of title', () => {
  test('moves shares, in the order in which deeds take effect', () => {
    const deeds = [
      deed('D3', 'B', 'C', '1/6', '2026-03-01'),
      deed('D1', null, 'A', '2/3', '2026-01-01'),
      deed('D2', null, 'B', '1/3', '2026-01-01'),
      deed('D4', 'A', 'C', '2/3', '2026-03-01'),
    ];
    expect(told(deeds)).toEqual([
      ['A 2/3, B 1/3', null],
      ['B 1/6, C 5/6', null],
    ]);
    const [first, second] = ownershipOf(deeds);
    expect([first!.untilMs, second!.fromMs, second!.untilMs]).toEqual([
      startOfDay(zone, '2026-03-01'),
      startOfDay(zone, '2026-03-01'),
      Infinity,
    ]);
    expect(second!.deeds.get('C')).toEqual(['D3', 'D4']);
  });

  test('is broken by shares that are not one, and from then on by a transfer of what was not held', () => {
    expect(told([deed('D1', null, 'A', '2/3', '2026-01-01'), deed('D2', null, 'B', '1/3', '2026-02-01')])).toEqual([
      ['A 2/3', 'shares_not_one D1'],
      ['A 2/3, B 1/3', null],
    ]);
    const deeds = [
      deed('D1', null, 'A', '1/1', '2026-01-01'),
      deed('D2', 'B', 'C', '1/2', '2026-02-01'),
      deed('D3', 'A', 'B', '1/2', '2026-03-01'),
    ];
    expect(told(deeds).map(([, fault]) => fault)).toEqual([null, 'transfers_more_than_held D2', 'transfers_more_than_held D2']);
  });

  test('has no shares of nothing, or of more than all', () => {
    for (const share of ['0/1', '3/2']) expect(() => ownershipOf([deed('D1', null, 'A', share, '2026-01-01')]), share).toThrow(RangeError);
  });

  test('that is sound has shares that sum to exactly one in every period', () => {
    const moves = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.bigInt({ min: 1n, max: 7n }), fc.integer({ min: 1, max: 28 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(moves, (given) => {
        const makers = [0, 1, 2].map((each) => deed(`M${each}`, null, String(each), '1/3', '2026-01-01'));
        const moved = given.map(([from, to, d, on], index): Deed => ({
          ...deed(`T${index}`, String(from), String(to), '1/1', `2026-02-${String(on).padStart(2, '0')}`),
          share: fraction(1n, 3n * d),
        }));
        for (const { fault, shares } of ownershipOf([...makers, ...moved])) {
          if (fault) continue;
          expect([...shares.values()].every(({ n }) => n > 0n)).toBe(true);
          expect(compare([...shares.values()].reduce(plus, zero), one)).toBe(0n);
        }
      }),
    );
  });
});
