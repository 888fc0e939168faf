/** Finds what looks like strokes of caption text in a luma picture: thin, bright, with dark on both sides. Pure. */

/** Captions are white or yellow (luma 210 and more in limited range) with an outline or a box around them. */
const brightLuma = 196;
const darkLuma = 112;
/** Between the stroke and its outline lie a few half-tones, from anti-aliasing and compression. */
const halfTones = 3;

export type Bits = Uint32Array;
export const wordsPerRow = (width: number): number => (width + 31) >>> 5;

export function popcount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function countBits(bits: Bits): number {
  let sum = 0;
  for (let i = 0; i < bits.length; i += 1) sum += popcount(bits[i]!);
  return sum;
}

/** How much of the smaller of two masks is in both, 0 to 1: a moving background adds to both, but hardly to what they share. */
export function likeness(a: Bits, b: Bits): number {
  let both = 0;
  let inA = 0;
  let inB = 0;
  for (let i = 0; i < a.length; i += 1) {
    both += popcount(a[i]! & b[i]!);
    inA += popcount(a[i]!);
    inB += popcount(b[i]!);
  }
  const least = Math.min(inA, inB);
  return least === 0 ? 0 : both / least;
}

/**
 * Rows [fromRow, toRow) of a picture as bits, one for each pixel that belongs to a bright run no longer than `thickest` pixels,
 * along its row or its column, with dark right before and after it. The bits start at fromRow; a row begins on a new word.
 */
export function strokeMask(y: Uint8Array, width: number, fromRow: number, toRow: number, thickest: number): Bits {
  const stride = wordsPerRow(width);
  const mask = new Uint32Array(stride * (toRow - fromRow));
  // For each column: the row in which its bright run began, and the last row in which it was dark.
  const began = new Int32Array(width).fill(-1);
  const dark = new Int32Array(width).fill(-1_000_000);
  const ended = new Int32Array(width).fill(-1);
  for (let row = fromRow; row < toRow; row += 1) {
    const offset = row * width;
    const base = (row - fromRow) * stride;
    let runStart = -1;
    let runEnd = -1;
    let darkAt = -1_000_000;
    for (let x = 0; x < width; x += 1) {
      const luma = y[offset + x]!;
      if (luma >= brightLuma) {
        // A half-tone inside a stroke, as compression leaves them, does not end it.
        if (runEnd >= 0 && x - runEnd <= 2) runEnd = -1;
        else if (runStart < 0 || runEnd >= 0) {
          runStart = x - darkAt <= halfTones + 1 ? x : -2;
          runEnd = -1;
        }
        if (ended[x]! >= 0 && row - ended[x]! <= 2) ended[x] = -1;
        else if (began[x]! < 0 || ended[x]! >= 0) {
          began[x] = row - dark[x]! <= halfTones + 1 ? row : -2;
          ended[x] = -1;
        }
        continue;
      }
      if (runStart !== -1 && runEnd < 0) runEnd = x;
      if (began[x]! !== -1 && ended[x]! < 0) ended[x] = row;
      if (luma > darkLuma) continue;
      if (runStart >= 0 && x - runEnd <= halfTones && runEnd - runStart <= thickest) {
        for (let at = runStart; at < runEnd; at += 1) mask[base + (at >>> 5)]! |= 1 << (at & 31);
      }
      runStart = -1;
      runEnd = -1;
      darkAt = x;
      const from = began[x]!;
      const to = ended[x]!;
      if (from >= 0 && row - to <= halfTones && to - from <= thickest) {
        for (let at = from; at < to; at += 1) mask[(at - fromRow) * stride + (x >>> 5)]! |= 1 << (x & 31);
      }
      began[x] = -1;
      ended[x] = -1;
      dark[x] = row;
    }
  }
  return mask;
}

/** Pixels set in each row of a mask. */
export function rowCounts(mask: Bits, stride: number): Uint16Array {
  const counts = new Uint16Array(mask.length / stride);
  for (let row = 0; row < counts.length; row += 1) {
    let sum = 0;
    for (let i = row * stride; i < (row + 1) * stride; i += 1) sum += popcount(mask[i]!);
    counts[row] = sum;
  }
  return counts;
}
