import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOf } from './scale.ts';

test('every value has its place on the line, in its order, with few ticks that stand on it too', () => {
  const value = fc.double({ min: 1e-3, max: 1e13, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
      const axis = axisOf(values);
      const sorted = values.toSorted((a, b) => a - b).map((each) => axis.at(each));
      expect(sorted.every((at) => at >= 0 && at <= 1)).toBe(true);
      expect(sorted.every((at, index) => index === 0 || at >= sorted[index - 1]!)).toBe(true);
      expect(axis.ticks.length).toBeLessThan(20);
      expect(axis.ticks.every((tick) => axis.at(tick) >= -1e-6 && axis.at(tick) <= 1 + 1e-6)).toBe(true);
    }),
  );
});

test('far apart is drawn by logarithm; falls below nothing are drawn straight', () => {
  expect(axisOf([5e10, 5e11]).log).toBe(true);
  expect(axisOf([5e10, 5.2e10]).log).toBe(false);
  expect(axisOf([-0.2, 0.3]).log).toBe(false);
});

test('values that all but agree have a line with an end', () => {
  for (const values of [
    [0.0010000000000000002, 0.001],
    [5e12, 5e12 + 0.001],
    [0, 0],
  ])
    expect(axisOf(values).ticks.length).toBeLessThan(20);
});
