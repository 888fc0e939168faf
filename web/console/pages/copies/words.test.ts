import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linksIn, mainSpeed } from './words.ts';

test('links are found in whatever is pasted around them, each once', () => {
  const text = `有人搬运：https://v.example.com/a1，还有这个 https://v.example.com/b?x=1&y=2。
    1) http://clips.example.org/c_3;http://clips.example.org/c_3
    《https://v.example.com/d》 （https://v.example.com/e） ftp://no.example.com/f`;
  expect(linksIn(text)).toEqual([
    'https://v.example.com/a1',
    'https://v.example.com/b?x=1&y=2',
    'http://clips.example.org/c_3',
    'https://v.example.com/d',
    'https://v.example.com/e',
  ]);
});

test('a list of links is read as it was written, however it is parted', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('\n', ' ', ', ', '；', '，', '\r\n'),
      (names, between) => {
        const links = names.map((name) => `https://v.example.com/${name}`);
        expect(linksIn(links.join(between))).toEqual(links);
      },
    ),
  );
});

test('the speed of a match is that of its longest piece', () => {
  const piece = (suspectMs: number, speed: number) => ({
    suspectStartMs: 0,
    suspectEndMs: suspectMs,
    referenceStartMs: 0,
    referenceEndMs: suspectMs * speed,
    speed,
    mirrored: false,
    region: { x: 0, y: 0, width: 1, height: 1 },
    geometry: [1, 0, 0, 0, 1, 0] as [number, number, number, number, number, number],
  });
  expect(mainSpeed([piece(1000, 1), piece(9000, 1.25), piece(4000, 2)])).toBeCloseTo(1.25);
  expect(mainSpeed([])).toBe(1);
});
