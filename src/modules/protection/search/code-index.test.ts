/** The index against the slow obvious way: every query beside every code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodeIndex, matchRadius } from './code-index.ts';
import { scanModule } from './scan.ts';
import { WebAssembly } from './webassembly.ts';

function distance(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < 32; i++) for (let differ = a[i]! ^ b[i]!; differ > 0; differ >>= 1) bits += differ & 1;
  return bits;
}

/** What search must answer: each query beside each code. */
function searchSlowly(codes: Uint8Array, queries: Uint8Array, radius: number) {
  return Array.from({ length: queries.length / 32 }, (_, q) => {
    const found = { places: [] as number[], distances: [] as number[] };
    for (let place = 0; place < codes.length / 32; place++) {
      const bits = distance(codes.subarray(place * 32, place * 32 + 32), queries.subarray(q * 32, q * 32 + 32));
      if (bits > radius) continue;
      found.places.push(place);
      found.distances.push(bits);
    }
    return found;
  });
}

const plain = (found: ReturnType<ReturnType<typeof createCodeIndex>['search']>) =>
  found.map(({ places, distances }) => ({ places: [...places], distances: [...distances] }));

/** xorshift32, so that thousands of codes cost a case of fast-check one number. */
function randomCodes(count: number, seed: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length: count * 32 }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 24;
  });
}

function flip(code: Uint8Array, bits: readonly number[]): Uint8Array {
  const flipped = Uint8Array.from(code);
  for (const bit of bits) flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

const codeOf = (codes: Uint8Array, place: number): Uint8Array => codes.subarray(place * 32, place * 32 + 32);
const bits = fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { maxLength: 256 });

describe('the index of codes', () => {
  it('finds every code within the radius and no other, in the order of their places', () => {
    const near = fc.record({ place: fc.nat({ max: 999 }), bits });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer(),
        fc.array(near, { maxLength: 12 }),
        fc.array(near, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 256 }),
        (count, seed, copies, asked, radius) => {
          const random = randomCodes(count, seed);
          const codes = Buffer.concat([random, ...copies.map(({ place, bits }) => flip(codeOf(random, place % count), bits))]);
          const queries = Buffer.concat(asked.map(({ place, bits }) => flip(codeOf(random, place % count), bits)));
          expect(plain(createCodeIndex({ codes }).search(queries, radius))).toEqual(searchSlowly(codes, queries, radius));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts each of 256 bits, up to the radius and not one further', () => {
    const code = randomCodes(1, 7);
    const index = createCodeIndex({ codes: code });
    fc.assert(
      fc.property(bits, (bits) => {
        const query = flip(code, bits);
        expect(plain(index.search(query, bits.length))).toEqual([{ places: [0], distances: [bits.length] }]);
        if (bits.length > 0) expect(plain(index.search(query, bits.length - 1))).toEqual([{ places: [], distances: [] }]);
      }),
    );
    for (let bit = 0; bit < 256; bit++) expect(plain(index.search(flip(code, [bit]), 1))).toEqual([{ places: [0], distances: [1] }]);
    expect(matchRadius).toBe(31);
    expect(
      index.search(
        flip(
          code,
          Array.from({ length: 31 }, (_, i) => i * 8),
        ),
      )[0]!.places,
    ).toHaveLength(1);
    expect(
      index.search(
        flip(
          code,
          Array.from({ length: 32 }, (_, i) => i * 8),
        ),
      )[0]!.places,
    ).toHaveLength(0);
  });

  it('is the same however codes were added, also past the edges of its blocks', () => {
    const codes = randomCodes(9000, 99);
    const queries = Buffer.concat(
      [0, 1, 4094, 4095, 4096, 4097, 8191, 8192, 8999].map((place) => flip(codeOf(codes, place), [3, 130, 255])),
    );
    const expected = searchSlowly(codes, queries, matchRadius);
    expect(expected.every(({ places }) => places.length === 1)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 6 }), (cuts) => {
        const index = createCodeIndex();
        let before = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), 9000]) {
          expect(index.add(codes.subarray(before * 32, cut * 32))).toBe(before);
          before = cut;
          expect(index.size).toBe(cut);
        }
        expect(plain(index.search(queries))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('answers more queries than it holds at once, each with its own', () => {
    const codes = randomCodes(2500, 5);
    const found = createCodeIndex({ codes }).search(codes, 0);
    expect(found).toHaveLength(2500);
    found.forEach(({ places, distances }, i) => expect([...places, ...distances]).toEqual([i, 0]));
  });

  it('finds nothing in places that no code has yet', () => {
    for (let count = 0; count < 9; count++) {
      const codes = new Uint8Array(count * 32);
      const [found] = createCodeIndex({ codes }).search(new Uint8Array(32), 256);
      expect([...found!.places]).toEqual(Array.from({ length: count }, (_, i) => i));
    }
  });

  it('answers with a whole block and more where all are alike', () => {
    const count = 10_000;
    const [found] = createCodeIndex({ codes: new Uint8Array(count * 32).fill(170) }).search(new Uint8Array(32).fill(170));
    expect(found!.places).toHaveLength(count);
    expect(found!.places[count - 1]).toBe(count - 1);
  });

  it('takes codes from any offset of a buffer', () => {
    const codes = randomCodes(20, 3);
    const shifted = new Uint8Array(codes.length + 1);
    shifted.set(codes, 1);
    expect(plain(createCodeIndex({ codes: shifted.subarray(1) }).search(codes.subarray(32, 64)))).toEqual(
      searchSlowly(codes, codes.subarray(32, 64), matchRadius),
    );
  });

  it('takes 32 bytes a code', () => {
    const index = createCodeIndex({ codes: new Uint8Array(40_960 * 32) });
    expect(index.bytes).toBe(40_960 * 32 + 65_536);
    expect(createCodeIndex().search(new Uint8Array(0))).toEqual([]);
  });

  it('refuses what are no codes', () => {
    const index = createCodeIndex();
    expect(() => index.add(new Uint8Array(31))).toThrow('32 bytes');
    expect(() => index.search(new Uint8Array(33))).toThrow('32 bytes');
    expect(() => index.search(new Uint8Array(32), -1)).toThrow('radius');
    expect(() => index.search(new Uint8Array(32), 1.5)).toThrow('radius');
  });
});

describe('the module', () => {
  it('is valid, small, imports a memory and exports scan', () => {
    const bytes = scanModule();
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(1024);
    const module = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'house', name: 'memory', kind: 'memory' }]);
    expect(WebAssembly.Module.exports(module)).toEqual([{ name: 'scan', kind: 'function' }]);
  });
});
