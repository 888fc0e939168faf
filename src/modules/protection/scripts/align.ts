/** Aligns the tokens of two like units (Smith and Waterman 1981), so that what stayed and what was put in its place is known. Pure. */

export type Aligned = {
  /** Positions of equal tokens, rising in both. */
  readonly matches: readonly (readonly [number, number])[];
  /** What stands in the place of what between two matches: [aFrom, aTo) and [bFrom, bTo), neither empty. */
  readonly swaps: readonly (readonly [number, number, number, number])[];
};

const match = 2;
const mismatch = -1;
const gap = -1;
// What is put in a name's place is about as short as a name.
const longestSwap = 6;

/** Aligns a[aFrom, aTo) with b[bFrom, bTo); positions are of the whole arrays. Units bound the work to some thousand steps. */
export function alignTokens(a: Int32Array, aFrom: number, aTo: number, b: Int32Array, bFrom: number, bTo: number): Aligned {
  const [rows, columns] = [aTo - aFrom, bTo - bFrom];
  const width = columns + 1;
  const scores = new Int16Array((rows + 1) * width);
  let best = 0;
  for (let i = 1; i <= rows; i++)
    for (let j = 1; j <= columns; j++) {
      const at = i * width + j;
      const along = scores[at - width - 1]! + (a[aFrom + i - 1] === b[bFrom + j - 1] ? match : mismatch);
      scores[at] = Math.max(0, along, scores[at - width]! + gap, scores[at - 1]! + gap);
      if (scores[at]! > scores[best]!) best = at;
    }
  const matches: [number, number][] = [];
  for (let at = best; scores[at]! > 0;) {
    const [i, j] = [Math.floor(at / width), at % width];
    const same = a[aFrom + i - 1] === b[bFrom + j - 1];
    if (scores[at] === scores[at - width - 1]! + (same ? match : mismatch)) {
      if (same) matches.push([aFrom + i - 1, bFrom + j - 1]);
      at -= width + 1;
    } else at -= scores[at] === scores[at - width]! + gap ? width : 1;
  }
  matches.reverse();
  return { matches, swaps: swapsOf(matches) };
}

function swapsOf(matches: readonly (readonly [number, number])[]): [number, number, number, number][] {
  const swaps: [number, number, number, number][] = [];
  for (let at = 1; at < matches.length; at++) {
    const [[a, b], [nextA, nextB]] = [matches[at - 1]!, matches[at]!];
    const [inA, inB] = [nextA - a - 1, nextB - b - 1];
    if (inA > 0 && inB > 0 && inA <= longestSwap && inB <= longestSwap) swaps.push([a + 1, nextA, b + 1, nextB]);
  }
  return swaps;
}
