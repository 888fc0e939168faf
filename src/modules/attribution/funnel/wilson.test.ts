import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateOf, standings } from './wilson.ts';
import { roughly } from './service.ts';

// Values of the score interval without continuity correction, as statistical packages print them.
test.each([
  [0, 10, 0, 2775],
  [5, 10, 2366, 7634],
  [10, 10, 7225, 10_000],
  [30, 1000, 211, 425],
])('%i of %i lies between %i and %i basis points', (hits, of, low, high) => {
  const { lowBps, highBps } = rateOf(hits, of);
  expect(Math.abs(lowBps! - low)).toBeLessThanOrEqual(1);
  expect(Math.abs(highBps! - high)).toBeLessThanOrEqual(1);
});

test('the interval holds the rate, is never wider with more of the same, and nothing is said of nothing', () => {
  expect(rateOf(0, 0)).toMatchObject({ bps: null, lowBps: null, highBps: null });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
      const hits = Math.round(of * share);
      const one = rateOf(hits, of);
      expect(one.lowBps! <= one.bps! && one.bps! <= one.highBps!).toBe(true);
      const ten = rateOf(hits * 10, of * 10);
      expect(ten.highBps! - ten.lowBps!).toBeLessThanOrEqual(one.highBps! - one.lowBps!);
    }),
  );
});

test('a lucky few are unsure; only what is surely higher is best, and surely lower worse', () => {
  expect(standings([rateOf(3, 5), rateOf(500, 10_000), rateOf(200, 10_000)])).toEqual(['unsure', 'best', 'worse']);
  expect(standings([rateOf(50, 1000), rateOf(52, 1000)])).toEqual(['level', 'level']);
  expect(standings([rateOf(50, 1000)])).toEqual(['level']);
});

test('partners are told of rivals in round figures from below', () => {
  expect([0, 9, 10, 49, 50, 199, 200, 99_999].map(roughly)).toEqual([0, 0, 10, 20, 50, 100, 200, 50_000]);
});
