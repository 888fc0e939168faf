/** Brings a picture to a small square by weighted sums over rows and columns. */

/** How much each of a run of pixels gives to one pixel of the square; the shares sum to one. */
type Run = { readonly from: number; readonly shares: Float32Array };
type Resample = (luma: Uint8Array, width: number, height: number, to: Float32Array) => void;

/**
 * Each pixel of a `side` × `side` square is the mean of the cell that lies under it, with pixels on its edge counted in parts (`box`),
 * or weighted by a tent as wide as the cell, which is what PDQ's two box filters come to (`tent`). Keeps the weights of the last size.
 */
export function createResample(side: number, shape: 'box' | 'tent'): Resample {
  let [columns, rows]: [readonly Run[], readonly Run[]] = [[], []];
  let [knownWidth, knownHeight] = [0, 0];
  let line = new Float32Array(0);
  return (luma, width, height, to) => {
    if (width !== knownWidth) {
      [knownWidth, columns] = [width, runsOf(width, side, shape)];
      line = new Float32Array(width);
    }
    if (height !== knownHeight) [knownHeight, rows] = [height, runsOf(height, side, shape)];
    for (let row = 0; row < side; row++) {
      const { from, shares } = rows[row]!;
      line.fill(0);
      for (let k = 0; k < shares.length; k++) {
        const share = shares[k]!;
        for (let x = 0, at = (from + k) * width; x < width; x++, at++) line[x] = line[x]! + luma[at]! * share;
      }
      for (let column = 0; column < side; column++) {
        const run = columns[column]!;
        let sum = 0;
        for (let k = 0; k < run.shares.length; k++) sum += line[run.from + k]! * run.shares[k]!;
        to[row * side + column] = sum;
      }
    }
  };
}

function runsOf(length: number, side: number, shape: 'box' | 'tent'): Run[] {
  const half = length / side / 2;
  const upTo = shape === 'box' ? boxUpTo : tentUpTo;
  return Array.from({ length: side }, (_, i) => {
    const middle = (2 * i + 1) * half;
    const from = Math.floor(middle - half);
    const to = Math.min(length, Math.ceil(middle + half));
    const shares = Float32Array.from(
      { length: to - from },
      (__, k) => upTo((from + k + 1 - middle) / half) - upTo((from + k - middle) / half),
    );
    const sum = shares.reduce((a, b) => a + b, 0);
    return { from, shares: shares.map((share) => share / sum) };
  });
}

const clamp = (place: number): number => Math.min(1, Math.max(-1, place));
/** The part of a cell's weight that lies before a place, −1 at its beginning and 1 at its end. */
const boxUpTo = (place: number): number => (clamp(place) + 1) / 2;
function tentUpTo(place: number): number {
  const at = clamp(place);
  return at < 0 ? (1 + at) ** 2 / 2 : 1 - (1 - at) ** 2 / 2;
}
