/** The hash against the reference's own figures (vectors/), and what it promises of pictures in general. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pdqSlowly } from '../../../../test/support/pdq.ts';
import { lumaOf, type Luma } from './luma.ts';
import { createPdqHasher, dihedrals, type Dihedral } from './pdq.ts';
import { readPicture } from './pictures.ts';

const vector = (name: string): string => fileURLToPath(new URL(`./vectors/${name}`, import.meta.url));
const hexOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

function distance(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) for (let differ = a[i]! ^ b[i]!; differ > 0; differ >>= 1) bits += differ & 1;
  return bits;
}

/** A picture of a few waves and a block: enough in it to be told by, and never the same in two turns. */
const pictures = (width: fc.Arbitrary<number>, height: fc.Arbitrary<number>): fc.Arbitrary<Luma> =>
  fc
    .record({
      width,
      height,
      waves: fc.array(
        fc.record({
          x: fc.integer({ min: 1, max: 9 }),
          y: fc.integer({ min: 1, max: 9 }),
          phase: fc.double({ min: 0, max: 6, noNaN: true }),
        }),
        { minLength: 3, maxLength: 8 },
      ),
    })
    .map(({ width, height, waves }) => {
      const values = new Float32Array(width * height);
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          let sum = column > width * 0.6 && row < height * 0.3 ? 60 : 0;
          for (const { x, y, phase } of waves) sum += Math.sin((x * column) / width + (y * row) / height + phase) * 60;
          values[row * width + column] = Math.round(Math.min(255, Math.max(0, 128 + sum)));
        }
      return { width, height, values };
    });

/** Where a pixel of the turned picture comes from; in a square of 64. */
const sources: Record<Dihedral, (x: number, y: number) => [number, number]> = {
  orig: (x, y) => [x, y],
  rot90: (x, y) => [63 - y, x],
  rot180: (x, y) => [63 - x, 63 - y],
  rot270: (x, y) => [y, 63 - x],
  flipx: (x, y) => [x, 63 - y],
  flipy: (x, y) => [63 - x, y],
  flipplus1: (x, y) => [y, x],
  flipminus1: (x, y) => [63 - y, 63 - x],
};

function turn({ values }: Luma, name: Dihedral): Luma {
  const turned = new Float32Array(64 * 64);
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++) {
      const [fromX, fromY] = sources[name](x, y);
      turned[y * 64 + x] = values[fromY * 64 + fromX]!;
    }
  return { width: 64, height: 64, values: turned };
}

describe('PDQ', () => {
  const [head, ...rows] = readFileSync(vector('expected.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const hash = createPdqHasher();

  it.each(rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!]))))(
    'is the reference of $file, bit for bit',
    async (expected) => {
      const luma = await readPicture(vector(expected.file!));
      expect([luma.width, luma.height]).toEqual([Number(expected.width), Number(expected.height)]);
      const { quality, hashes } = hash(luma);
      expect(quality).toBe(Number(expected.quality));
      for (const name of dihedrals) expect(hexOf(hashes[name]), name).toBe(expected[name]);
    },
  );

  it('is the plain way to the last bit, whatever the size of the picture and of the window that smooths it', () => {
    const side = fc.oneof(fc.integer({ min: 5, max: 130 }), fc.integer({ min: 5, max: 700 }));
    fc.assert(
      fc.property(pictures(side, side), (luma) => {
        const { quality, hashes } = hash(luma);
        expect({ quality, hash: hexOf(hashes.orig) }).toEqual(pdqSlowly(luma));
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on what the hasher saw before', async () => {
    const small = await readPicture(vector('bridge-5x5.ppm'));
    const before = hash(small);
    hash(await readPicture(vector('wee-180x320.ppm')));
    expect(hash(small)).toEqual(before);
    expect(createPdqHasher()(small)).toEqual(before);
  });

  it('knows the hashes of a turned picture without hashing it', () => {
    const square = pictures(fc.constant(64), fc.constant(64));
    fc.assert(
      fc.property(square, fc.constantFrom(...dihedrals), (luma, name) => {
        // Sums in another order may round a coefficient at the median to its other side.
        expect(distance(hash(turn(luma, name)).hashes.orig, hash(luma).hashes[name])).toBeLessThanOrEqual(4);
      }),
      { numRuns: 150 },
    );
  });

  it('gives whole qualities from 0 to 100, and no bit more than half', () => {
    const side = fc.integer({ min: 5, max: 200 });
    fc.assert(
      fc.property(pictures(side, side), (luma) => {
        const { quality, hashes } = hash(luma);
        expect(Number.isInteger(quality) && quality >= 0 && quality <= 100).toBe(true);
        // Above the lower median of 256 lie at most 128.
        for (const name of dihedrals) expect(distance(hashes[name], new Uint8Array(32))).toBeLessThanOrEqual(128);
      }),
      { numRuns: 100 },
    );
  });

  it('finds nothing in an even picture, and everything in noise', () => {
    const flat = new Float32Array(100 * 80).fill(77);
    expect(hash({ width: 100, height: 80, values: flat }).quality).toBe(0);
    const noise = Float32Array.from({ length: 64 * 64 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 24) & 255);
    expect(hash({ width: 64, height: 64, values: noise }).quality).toBe(100);
  });

  it('has no hash for pictures with a side below five', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 300 }), fc.boolean(), (short, long, upright) => {
        const [width, height] = upright ? [short, long] : [long, short];
        const { quality, hashes } = hash({ width, height, values: new Float32Array(width * height).fill(200) });
        expect(quality).toBe(0);
        for (const name of dihedrals) expect(hexOf(hashes[name])).toBe('0'.repeat(64));
      }),
    );
  });

  it('stays within the distance of a match when a picture is scaled or made brighter', () => {
    const bridge = { width: 64, height: 64 };
    fc.assert(
      fc.property(pictures(fc.constant(64), fc.constant(64)), ({ values }) => {
        const brighter = { ...bridge, values: values.map((value) => value * 0.8 + 40) };
        expect(distance(hash({ ...bridge, values }).hashes.orig, hash(brighter).hashes.orig)).toBeLessThanOrEqual(31);
      }),
      { numRuns: 50 },
    );
  });
});

describe('luma', () => {
  it('is the same of three channels and of four, and a grey value itself of one', () => {
    const rgb = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
    const rgba = Uint8Array.from([255, 0, 0, 7, 0, 255, 0, 8, 0, 0, 255, 9, 9, 9, 9, 0]);
    expect(lumaOf(rgba, 2, 2, 4).values).toEqual(lumaOf(rgb, 2, 2, 3).values);
    expect([...lumaOf(rgb, 2, 2, 3).values].map((value) => Math.round(value))).toEqual([76, 150, 29, 9]);
    expect([...lumaOf(Uint8Array.from([0, 1, 254, 255]), 2, 2, 1).values]).toEqual([0, 1, 254, 255]);
  });
});
