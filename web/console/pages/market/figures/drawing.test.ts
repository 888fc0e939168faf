import { expect, test } from 'vitest';
import type { SeriesPoint } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { fanOf, lineOf, placeOf } from './drawing.ts';

const point = (id: string, year: number, value: number, change: Partial<SeriesPoint> = {}) =>
  ({
    id,
    from: `${year}-01-01`,
    until: `${year}-12-31`,
    period: `${year}`,
    value,
    status: 'actual',
    dispute: null,
    ...change,
  }) as SeriesPoint;

test('years stand at whole numbers, halves and months where they lie in them', () => {
  expect(placeOf({ from: '2024-01-01', until: '2024-12-31' })).toBeCloseTo(2024, 6);
  expect(placeOf({ from: '2025-01-01', until: '2025-06-30' })).toBeCloseTo(2024.75, 1);
  expect(placeOf({ from: '2021-01-01', until: '2024-12-31' })).toBeCloseTo(2022.5, 6);
});

test('a forecast is joined to the last value that was known when it was made, and to none that is contradicted', () => {
  const wrong = point('w', 2023, 900, { dispute: { findingId: 'f', kind: 'scale', state: 'open', settled: null } });
  const points = [point('a', 2022, 10), wrong, point('b', 2023, 37), point('c', 2024, 50), point('e', 2025, 60, { status: 'forecast' })];
  expect(fanOf({ points, vintages: [{ publishedOn: '2024-02-01', source: null, documentId: 'd', points: ['e'] }] })).toEqual([
    [
      [placeOf(points[2]!), 37],
      [placeOf(points[4]!), 60],
    ],
  ]);
  expect(fanOf({ points, vintages: [{ publishedOn: '2020-02-01', source: null, documentId: 'd', points: ['e'] }] })).toEqual([]);
});

test('the course goes through whole years of which something is known', () => {
  const periods = [
    { period: '2024', actual: { low: 50, high: 52 }, figures: 2, sources: 2 },
    { period: '2022', actual: { low: 10, high: 10 }, figures: 1, sources: 1 },
    { period: '2025-H1', actual: { low: 30, high: 30 }, figures: 1, sources: 1 },
    { period: '2023', actual: null, figures: 1, sources: 1 },
  ];
  expect(lineOf({ periods })).toEqual([
    [2022, 10],
    [2024, 51],
  ]);
});
