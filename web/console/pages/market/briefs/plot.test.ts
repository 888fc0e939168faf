import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plotOf, type PlotPoint } from './plot.ts';

const value = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 1e-3, max: 1e13, noNaN: true }), fc.constant(0));
const point = fc.record<PlotPoint>({
  period: fc.constantFrom('2021', '2022', '2023-H1', '2024'),
  low: fc.option(value),
  high: fc.option(value),
  status: fc.constantFrom('actual', 'estimate', 'forecast', 'target', 'policy'),
});

test('whatever its values, everything stands in the box and the ticks are few', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
      const { dots, line, periods, ticks } = plotOf(points);
      const inside = ({ x, y }: { x: number; y: number }): boolean => x > 0 && x < 1 && y > -1e-6 && y < 1 + 1e-6;
      expect(dots.every(inside)).toBe(true);
      expect(line.every(inside)).toBe(true);
      expect(ticks.length).toBeLessThan(20);
      expect(ticks.every(({ y }) => y > -1e-6 && y < 1 + 1e-6)).toBe(true);
      expect(new Set(periods.map(({ period }) => period)).size).toBe(periods.length);
    }),
  );
});

test('the line goes through what is said to be so, and through nothing where sources differ', () => {
  const at = (period: string, low: number, status: PlotPoint['status'] = 'actual'): PlotPoint => ({ period, low, high: low, status });
  const { line, dots } = plotOf([at('2021', 1), at('2022', 2), at('2022', 20), at('2023', 4), at('2025', 6, 'forecast')]);
  expect(line).toEqual([
    { x: dots[0]!.x, y: dots[0]!.y },
    { x: dots[3]!.x, y: dots[3]!.y },
  ]);
});
