/**
 * PDQ, the perceptual hash of pictures that Meta published (facebook/ThreatExchange, pdq/, BSD): 256 bits and a quality. Every
 * operation is done in single precision and in the reference's order, so that the bits are the reference's to the last one.
 *
 * A picture becomes luma, is smoothed by two passes of a box filter whose size follows the picture's, sampled at 64 × 64 centres,
 * and transformed; of 16 × 16 coefficients (without the constant) each is one bit: above their median or not. The eight turns and
 * mirrors of a picture follow from its coefficients by signs and transposition, without hashing again.
 */
import type { Luma } from './luma.ts';

const side = 64;
const bandSide = 16;
const bandSize = bandSide * bandSide;
const hashBytes = bandSize / 8;
/** A picture with a side below this has no hash; the reference answers with zeros and quality 0. */
const smallestSide = 5;

/**
 * The names of the reference, which turns coefficients and not pixels: `rot90` is the hash of the picture turned a quarter to the left,
 * `flipx` of the picture upside down, `flipy` of the picture mirrored left to right, `flipplus1` of rows and columns exchanged.
 */
export const dihedrals = ['orig', 'rot90', 'rot180', 'rot270', 'flipx', 'flipy', 'flipplus1', 'flipminus1'] as const;
export type Dihedral = (typeof dihedrals)[number];

/** `hashes` are 32 bytes each, the highest bit first: written as hexadecimal they are what the reference prints. */
export type Pdq = { readonly quality: number; readonly hashes: Readonly<Record<Dihedral, Uint8Array>> };

const f = Math.fround;

// Rows 1 to 16 of a discrete cosine transform of 64; the constant is left out.
const cosines = new Float32Array(bandSide * side);
for (let i = 0; i < bandSide; i++)
  for (let j = 0; j < side; j++) cosines[i * side + j] = Math.sqrt(2 / side) * Math.cos((Math.PI / 2 / side) * (i + 1) * (2 * j + 1));

/**
 * A function from a picture's luma to its hashes in eight turns and mirrors, and how much there is in it to tell it by: a whole
 * number from 0 to 100 (Meta discards below 50). It keeps two buffers of the largest picture it has seen for the next one.
 */
export function createPdqHasher(): (luma: Luma) => Pdq {
  let [first, second] = [new Float32Array(0), new Float32Array(0)];
  const small = new Float32Array(side * side);
  const half = new Float32Array(bandSide * side);
  const band = new Float32Array(bandSize);
  return ({ width, height, values }) => {
    if (width < smallestSide || height < smallestSide) return { quality: 0, hashes: noHashes() };
    if (width === side && height === side) small.set(values);
    else {
      const size = width * height;
      if (first.length < size) [first, second] = [new Float32Array(size), new Float32Array(size)];
      smooth(values, first, second, width, height);
      sample(second, small, width, height);
    }
    transform(small, half, band);
    return { quality: qualityOf(small), hashes: hashesOf(band) };
  };
}

/**
 * A function from a picture that is brought to 64 × 64 already to its hash alone, as it is: writes 32 bytes and answers with the quality.
 * For video, where turns are made of suspects and not of what is kept.
 */
export function createPdqCoder(): (square: Float32Array, to: Uint8Array) => number {
  const half = new Float32Array(bandSide * side);
  const band = new Float32Array(bandSize);
  const sorted = new Float32Array(bandSize);
  return (square, to) => {
    transform(square, half, band);
    sorted.set(band);
    const median = sorted.sort()[bandSize / 2 - 1]!;
    to.fill(0);
    for (let bit = 0; bit < bandSize; bit++) if (band[bit]! > median) setBit(to, bit);
    return qualityOf(square);
  };
}

/** Two passes of a box filter along rows and down columns: a tent. What is smoothed ends in `second`. */
function smooth(values: Float32Array, first: Float32Array, second: Float32Array, width: number, height: number): void {
  const along = Math.floor((width + 127) / 128);
  const down = Math.floor((height + 127) / 128);
  const sums = new Float32Array(width);
  boxRows(values, first, width, height, along);
  boxColumns(first, second, sums, width, height, down);
  boxRows(second, first, width, height, along);
  boxColumns(first, second, sums, width, height, down);
}

/**
 * How many steps a running mean over `size` values takes: filling, growing while it writes; at the end it shrinks over `lead` again.
 * Between them the mean is `sum × (1 / size)` in double precision, four times as fast as dividing: no quotient of a single by a small
 * whole number lies so near the middle of two singles that the reciprocal's error of 2⁻⁵³ could round it to the other one.
 */
function stepsOf(size: number): { lead: number; grow: number } {
  const half = Math.floor((size + 2) / 2);
  return { lead: half - 1, grow: size - half + 1 };
}

/**
 * A running mean over `size` values of each row; at the ends over as many as there are. Four rows run side by side, because each
 * sum must wait for the one before it; the last four may be rows that are done already, which changes nothing.
 */
function boxRows(from: Float32Array, to: Float32Array, width: number, height: number, size: number): void {
  const { lead, grow } = stepsOf(size);
  const share = 1 / size;
  const [w2, w3] = [2 * width, 3 * width];
  for (let row = 0; row < height; row += 4) {
    const start = Math.min(row, height - 4) * width;
    let [left, right, out, count] = [start, start, start, 0];
    let [a, b, c, d] = [f(0), f(0), f(0), f(0)];
    for (let i = 0; i < lead + grow; i++, right++) {
      a = f(a + from[right]!);
      b = f(b + from[right + width]!);
      c = f(c + from[right + w2]!);
      d = f(d + from[right + w3]!);
      count++;
      if (i >= lead) {
        put4(to, out, width, a, b, c, d, 1 / count);
        out++;
      }
    }
    for (const end = start + width; right < end; right++, left++, out++) {
      a = f(f(a + from[right]!) - from[left]!);
      b = f(f(b + from[right + width]!) - from[left + width]!);
      c = f(f(c + from[right + w2]!) - from[left + w2]!);
      d = f(f(d + from[right + w3]!) - from[left + w3]!);
      put4(to, out, width, a, b, c, d, share);
    }
    for (let i = 0; i < lead; i++, left++, out++) {
      a = f(a - from[left]!);
      b = f(b - from[left + width]!);
      c = f(c - from[left + w2]!);
      d = f(d - from[left + w3]!);
      count--;
      put4(to, out, width, a, b, c, d, 1 / count);
    }
  }
}

function put4(to: Float32Array, at: number, width: number, a: number, b: number, c: number, d: number, share: number): void {
  to[at] = a * share;
  to[at + width] = b * share;
  to[at + 2 * width] = c * share;
  to[at + 3 * width] = d * share;
}

/** The same down the columns, all of them side by side, so that memory is read in its order. */
function boxColumns(from: Float32Array, to: Float32Array, sums: Float32Array, width: number, height: number, size: number): void {
  const { lead, grow } = stepsOf(size);
  const share = 1 / size;
  const end = width * height;
  sums.fill(0);
  let [left, right, out, count] = [0, 0, 0, 0];
  for (let i = 0; i < lead; i++, count++) for (let x = 0; x < width; x++, right++) sums[x] = sums[x]! + from[right]!;
  for (let i = 0; i < grow; i++) {
    const part = 1 / ++count;
    for (let x = 0; x < width; x++, right++, out++) {
      const sum = f(sums[x]! + from[right]!);
      sums[x] = sum;
      to[out] = sum * part;
    }
  }
  while (right < end)
    for (let x = 0; x < width; x++, left++, right++, out++) {
      const sum = f(f(sums[x]! + from[right]!) - from[left]!);
      sums[x] = sum;
      to[out] = sum * share;
    }
  for (let i = 0; i < lead; i++) {
    const part = 1 / --count;
    for (let x = 0; x < width; x++, left++, out++) {
      const sum = f(sums[x]! - from[left]!);
      sums[x] = sum;
      to[out] = sum * part;
    }
  }
}

function sample(from: Float32Array, small: Float32Array, width: number, height: number): void {
  for (let i = 0; i < side; i++) {
    const row = Math.floor(((i + 0.5) * height) / side) * width;
    for (let j = 0; j < side; j++) small[i * side + j] = from[row + Math.floor(((j + 0.5) * width) / side)]!;
  }
}

/** Steps between neighbours in hundredths of the range, cut to whole ones, so that smooth slopes count for nothing. */
function qualityOf(small: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++) {
      const at = i * side + j;
      const value = small[at]!;
      if (i + 1 < side) sum += Math.abs(Math.trunc(f(f(f(value - small[at + side]!) * 100) / 255)));
      if (j + 1 < side) sum += Math.abs(Math.trunc(f(f(f(value - small[at + 1]!) * 100) / 255)));
    }
  return Math.min(100, Math.floor(sum / 90));
}

/** `band` becomes D·A·Dᵀ of the 64 × 64 values, D the cosines; each sum runs in the order of the reference. */
function transform(small: Float32Array, half: Float32Array, band: Float32Array): void {
  // Four rows at a time: a sum must wait for the one before it, and four that do not wait for one another fill the time.
  for (let i = 0; i < bandSide * side; i += 4 * side)
    for (let j = 0; j < side; j++) {
      let [a, b, c, d] = [f(0), f(0), f(0), f(0)];
      for (let k = 0; k < side; k++) {
        const value = small[k * side + j]!;
        a = f(a + f(cosines[i + k]! * value));
        b = f(b + f(cosines[i + side + k]! * value));
        c = f(c + f(cosines[i + 2 * side + k]! * value));
        d = f(d + f(cosines[i + 3 * side + k]! * value));
      }
      half[i + j] = a;
      half[i + side + j] = b;
      half[i + 2 * side + j] = c;
      half[i + 3 * side + j] = d;
    }
  for (let i = 0; i < bandSide; i++)
    for (let j = 0; j < bandSide; j++) {
      let sum = f(0);
      for (let k = 0; k < side; k++) sum = f(sum + f(half[i * side + k]! * cosines[j * side + k]!));
      band[i * bandSide + j] = sum;
    }
}

// Which coefficients change their sign, by row and column; each with the turn that it makes of the band, and of the band transposed.
const signs: readonly { readonly plain: Dihedral; readonly transposed: Dihedral; readonly row: number; readonly column: number }[] = [
  { plain: 'orig', transposed: 'flipplus1', row: 0, column: 0 },
  { plain: 'flipx', transposed: 'rot270', row: 1, column: 0 },
  { plain: 'flipy', transposed: 'rot90', row: 0, column: 1 },
  { plain: 'rot180', transposed: 'flipminus1', row: 1, column: 1 },
];

function hashesOf(band: Float32Array): Pdq['hashes'] {
  const hashes = noHashes();
  const signed = new Float32Array(bandSize);
  const sorted = new Float32Array(bandSize);
  for (const { plain, transposed, row, column } of signs) {
    // Row and column 0 hold the first cosine, which is odd about the middle: a mirror negates it and every second one after it.
    for (let i = 0; i < bandSide; i++)
      for (let j = 0; j < bandSide; j++) {
        const negative = ((row & (i + 1)) ^ (column & (j + 1))) & 1;
        signed[i * bandSide + j] = negative ? -band[i * bandSide + j]! : band[i * bandSide + j]!;
      }
    sorted.set(signed);
    const median = sorted.sort()[bandSize / 2 - 1]!;
    const [straight, across] = [hashes[plain], hashes[transposed]];
    for (let i = 0; i < bandSide; i++)
      for (let j = 0; j < bandSide; j++)
        if (signed[i * bandSide + j]! > median) {
          setBit(straight, i * bandSide + j);
          setBit(across, j * bandSide + i);
        }
  }
  return hashes;
}

function setBit(hash: Uint8Array, bit: number): void {
  hash[hashBytes - 1 - (bit >> 3)]! |= 1 << (bit & 7);
}

function noHashes(): Record<Dihedral, Uint8Array> {
  return Object.fromEntries(dihedrals.map((name) => [name, new Uint8Array(hashBytes)])) as Record<Dihedral, Uint8Array>;
}
