import { expect, test } from 'vitest';
import { dropExplained } from './explained.ts';
import { wholePicture, type Box } from './geometry.ts';
import type { Match } from './types.ts';

function copyOf(reference: string, score: number, ...spans: readonly (readonly [fromMs: number, toMs: number, region?: Box])[]): Match {
  return {
    reference,
    score,
    segments: spans.map(([suspectStartMs, suspectEndMs, region = wholePicture]) => ({
      suspectStartMs,
      suspectEndMs,
      referenceStartMs: 0,
      referenceEndMs: suspectEndMs - suspectStartMs,
      speed: 1,
      mirrored: false,
      region,
      geometry: [1, 0, 0, 0, 1, 0],
    })),
    transformations: [],
    edits: [],
  };
}
const names = (matches: readonly Match[]): string[] => matches.map(({ reference }) => reference);

test('a short stretch that a long copy explains is no second copy, however sure', () => {
  expect(names(dropExplained([copyOf('long', 0.9, [0, 20_000]), copyOf('short', 0.95, [4000, 7000])]))).toEqual(['long']);
});

test('pieces of several originals one after another all stay, surest first', () => {
  const found = [copyOf('a', 0.8, [0, 20_000]), copyOf('b', 0.9, [20_000, 24_000]), copyOf('c', 0.7, [18_000, 22_000])];
  expect(names(dropExplained(found))).toEqual(['b', 'a', 'c']);
});

test('two originals that share a stretch both stay, and a small picture beside the large one too', () => {
  const corner = { x: 0.7, y: 0.7, width: 0.25, height: 0.25 };
  const left = { x: 0, y: 0, width: 0.6, height: 1 };
  expect(names(dropExplained([copyOf('a', 0.9, [0, 5000]), copyOf('b', 0.9, [0, 5000])]))).toEqual(['a', 'b']);
  expect(names(dropExplained([copyOf('a', 0.9, [0, 20_000, left]), copyOf('b', 0.8, [2000, 6000, corner])]))).toEqual(['a', 'b']);
});

test('of a match with explained and other segments the others stay', () => {
  const [, second] = dropExplained([copyOf('a', 0.9, [0, 20_000]), copyOf('b', 0.8, [2000, 5000], [30_000, 34_000])]);
  expect(second!.segments.map(({ suspectStartMs }) => suspectStartMs)).toEqual([30_000]);
});
