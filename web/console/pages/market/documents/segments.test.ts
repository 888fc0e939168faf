import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Figure } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { segmentsOf } from './segments.ts';

const figureAt = (start: number, end: number) => ({ citation: { start, end } }) as Figure;

test('a text is shown whole and once, whatever is underlined and lit in it', () => {
  const stretch = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })).map(([start, size]) => ({ start, end: start + size }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 8 }), fc.option(stretch), fc.integer({ min: 1, max: 60 }), (figures, lit, length) => {
      const segments = segmentsOf(
        0,
        length,
        figures.map(({ start, end }) => figureAt(start, end)),
        lit,
      );
      expect(segments.map(({ start }) => start)).toEqual([0, ...segments.slice(0, -1).map(({ end }) => end)]);
      expect(segments.at(-1)!.end).toBe(length);
      for (const { start, end, lit: isLit } of segments) expect(isLit).toBe(lit !== null && lit.start <= start && end <= lit.end);
    }),
  );
});

test('figures are underlined where they stand, and what is lit may cross them', () => {
  const segments = segmentsOf(0, 20, [figureAt(5, 10), figureAt(8, 12)], { start: 7, end: 15 });
  expect(segments.map(({ start, end, figure, lit }) => [start, end, figure !== null, lit])).toEqual([
    [0, 5, false, false],
    [5, 7, true, false],
    [7, 10, true, true],
    [10, 15, false, true],
    [15, 20, false, false],
  ]);
});
