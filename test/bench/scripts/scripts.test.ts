import { expect, test } from 'vitest';
import { detectPassages, developmentSeeds, disguises, scoreCases } from '../scripts.ts';
import { makeCase, makeUnrelated } from './generate.ts';
import { measure, plagdet } from './plagdet.ts';

const span = (aStart: number, aEnd: number, bStart: number, bEnd: number) => ({ aStart, aEnd, bStart, bEnd });

test('plagdet has the values of PAN’s own measure', () => {
  expect(plagdet(1, 1, 1)).toBe(1);
  expect(plagdet(0, 0, 1)).toBe(0);
  expect(plagdet(0.5, 1, 1)).toBeCloseTo(2 / 3, 8);
  expect(plagdet(1, 1, 2)).toBeCloseTo(0.63092975, 8);
  expect(plagdet(0.25, 0.75, 2)).toBeCloseTo(0.23659865, 7);
});

test('precision, recall and granularity count characters of both texts', () => {
  const truth = [span(0, 100, 200, 300)];
  expect(measure([{ truth, detections: truth }])).toEqual({ precision: 1, recall: 1, granularity: 1, plagdet: 1 });
  expect(measure([{ truth, detections: [span(0, 50, 200, 250)] }])).toMatchObject({ precision: 1, recall: 0.5, granularity: 1 });
  expect(measure([{ truth, detections: [span(0, 50, 200, 250), span(50, 100, 250, 300)] }])).toMatchObject({ recall: 1, granularity: 2 });
  // The right place in one text and a wrong one in the other is no detection.
  expect(measure([{ truth, detections: [span(0, 100, 400, 500)] }])).toMatchObject({ precision: 0, recall: 0, plagdet: 0 });
});

test('cases are the same for the same seed, and what was taken is where the truth says', () => {
  const one = makeCase('zh', 7, disguises.reordered!);
  expect(makeCase('zh', 7, disguises.reordered!)).toEqual(one);
  for (const { aStart, aEnd, bStart, bEnd } of one.truth)
    expect(Array.from(one.bText).slice(bStart, bEnd).join('')).toBe(Array.from(one.aText).slice(aStart, aEnd).join(''));
});

test('copies in disguise are found, and nothing between unrelated scripts', () => {
  const seeds = developmentSeeds.slice(0, 5);
  expect(scoreCases('zh', seeds, disguises.all!, detectPassages).plagdet).toBeGreaterThan(0.9);
  expect(scoreCases('en', seeds, disguises.all!, detectPassages).plagdet).toBeGreaterThan(0.85);
  expect(seeds.flatMap((seed) => detectPassages(makeUnrelated('zh', seed)))).toEqual([]);
});
