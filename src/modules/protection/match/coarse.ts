/**
 * The first look: where in which picture of a reference might a suspect's picture lie? Pictures of the suspect, turned and shrunk to
 * parts of the reference's size, are slid over coarse pictures of the reference. It finds crops that no hash of a whole picture stands.
 */
import type { PicturePrints } from '../fingerprints/fingerprint.ts';
import { createHighPass, gridSide, gridSize, normalise, sample, samplingOf, type Sums } from './grid.ts';
import { layOver, wholePicture, type Box, type Geometry, type Turn } from './geometry.ts';

const side = 16;
const size = side * side;
const sumsSide = side + 1;
const sumsSize = sumsSide * sumsSide;
const highPassRadius = 2;
/** Pictures that are this like the one before them are left out of the first look, for at most so long. */
const alike = 0.95;
const longestGapMs = 2000;
/** A picture whose structure is weaker than this says nothing: black, a fade, a flat card. Root mean square, in levels of luma. */
const leastStructure = 1.1;
/** Of a suspect's picture, which may have lost contrast, and of a part of one. */
const leastPartStructure = 0.6;

/** The telling pictures of a reference in 16 × 16 cells without what is smooth, with sums so that any part's mean and length are known. */
export type CoarsePictures = {
  /** Which of the fingerprint's pictures. */
  readonly picks: Uint32Array;
  readonly values: Float32Array;
  readonly sums: Float32Array;
  readonly squares: Float32Array;
};

const wholeMask = (columns: number, rows: number): Uint8Array => new Uint8Array(columns * rows).fill(1);

export function coarsePicturesOf({ atMs, small }: PicturePrints): CoarsePictures {
  const highPass = createHighPass(wholeMask(side, side), side, side, highPassRadius);
  const half = new Float32Array(size);
  const picks: number[] = [];
  const kept: Float32Array[] = [];
  let last: { unit: Float32Array; atMs: number } | null = null;
  for (let index = 0; index < atMs.length; index++) {
    halve(small, index * gridSize, half);
    const values = new Float32Array(size);
    highPass(half, values);
    const unit = values.slice();
    if (normalise(unit, wholeMask(side, side), size) < leastStructure * side) continue;
    if (last && atMs[index]! - last.atMs < longestGapMs && similarity(unit, last.unit) > alike) continue;
    last = { unit, atMs: atMs[index]! };
    picks.push(index);
    kept.push(values);
  }
  const values = new Float32Array(kept.length * size);
  const [sums, squares] = [new Float32Array(kept.length * sumsSize), new Float32Array(kept.length * sumsSize)];
  kept.forEach((picture, index) => {
    values.set(picture, index * size);
    integrate(picture, sums.subarray(index * sumsSize), (value) => value);
    integrate(picture, squares.subarray(index * sumsSize), (value) => value * value);
  });
  return { picks: Uint32Array.from(picks), values, sums, squares };
}

function halve(small: Uint8Array, from: number, to: Float32Array): void {
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const at = from + 2 * row * gridSide + 2 * column;
      to[row * side + column] = (small[at]! + small[at + 1]! + small[at + gridSide]! + small[at + gridSide + 1]!) / 4;
    }
}

const similarity = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

function integrate(picture: Float32Array, to: Float32Array, of: (value: number) => number): void {
  for (let row = 0; row < side; row++) {
    let sum = 0;
    for (let column = 0; column < side; column++) {
      sum += of(picture[row * side + column]!);
      to[(row + 1) * sumsSide + column + 1] = sum + to[row * sumsSide + column + 1]!;
    }
  }
}

/** One way in which a suspect's picture might show part of a reference: turned, `columns` × `rows` of the reference's 16 × 16 cells. */
type Template = {
  readonly turn: Turn;
  readonly place: Box;
  readonly columns: number;
  readonly rows: number;
  /** Mean 0, length 1. */
  readonly unit: Float32Array;
  /** What Fisher's transform of a correlation is multiplied with to be comparable between sizes: neighbouring cells are not independent. */
  readonly weight: number;
};

export type Look = readonly Template[];

/** The shares of the reference's side that are tried, in cells of sixteen. */
const sizes: Record<'many' | 'few', readonly number[]> = { many: [16, 15, 13, 11, 10, 8], few: [16, 14, 12, 10] };

/**
 * What a picture of the suspect is compared as: in each of `places` (its whole, or what is inside its borders), in each of `turned`, in
 * sizes from the whole reference to about a half, once in the reference's shape and once in its own.
 */
export function lookAt(
  picture: Sums,
  places: readonly Box[],
  turned: readonly Turn[],
  tried: keyof typeof sizes,
  referenceAspect: number,
): Look {
  const templates: Template[] = [];
  for (const place of places)
    for (const turn of turned) {
      const aspect = (place.width * picture.width) / (place.height * picture.height);
      const ratio = (turn.quarters % 2 === 0 ? aspect : 1 / aspect) / referenceAspect;
      for (const [columns, rows] of shapesOf(ratio, sizes[tried])) {
        const template = makeTemplate(picture, place, turn, columns, rows);
        if (template) templates.push(template);
      }
    }
  return templates;
}

/** Squeezed to the reference's shape, and in its own where that differs: a part that is wider or higher than the reference's. */
function shapesOf(ratio: number, tried: readonly number[]): [number, number][] {
  const shapes = tried.map((each): [number, number] => [each, each]);
  if (Math.abs(Math.log(ratio)) < 0.1) return shapes;
  for (const each of tried) {
    const [columns, rows] = ratio < 1 ? [Math.round(each * ratio), each] : [each, Math.round(each / ratio)];
    if (Math.min(columns, rows) >= 4 && columns * rows >= 40) shapes.push([columns, rows]);
  }
  return shapes;
}

function makeTemplate(picture: Sums, place: Box, turn: Turn, columns: number, rows: number): Template | null {
  const sampling = samplingOf(layOver(wholePicture, turn, place), picture.width, picture.height, columns, rows);
  const [plain, unit] = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
  sample(picture, sampling, plain);
  createHighPass(sampling.mask, columns, rows, highPassRadius)(plain, unit);
  if (normalise(unit, sampling.mask, columns * rows) < leastPartStructure * Math.sqrt(columns * rows)) return null;
  return { turn, place, columns, rows, unit, weight: Math.sqrt((columns * rows) / 3) };
}

/** A guess: this picture of the reference lies so in the suspect's. `strength` is in standard deviations of what chance gives. */
export type Guess = { readonly pick: number; readonly strength: number; readonly geometry: Geometry };

/** The strongest place of each template's best picture, those above `least`, strongest first, at most `most`. */
export function guess(look: Look, coarse: CoarsePictures, least: number, most: number): Guess[] {
  const guesses: Guess[] = [];
  for (const template of look) {
    const needed = Math.tanh(least / template.weight);
    let best = needed;
    let found: { index: number; x: number; y: number } | null = null;
    for (let index = 0; index < coarse.picks.length; index++) {
      const place = bestPlace(template, coarse, index, best);
      if (place) {
        best = place.correlation;
        found = { index, ...place };
      }
    }
    if (!found) continue;
    const part = { x: found.x / side, y: found.y / side, width: template.columns / side, height: template.rows / side };
    guesses.push({
      pick: coarse.picks[found.index]!,
      strength: Math.atanh(Math.min(0.999, best)) * template.weight,
      geometry: layOver(part, template.turn, template.place),
    });
  }
  return guesses.sort((a, b) => b.strength - a.strength).slice(0, most);
}

function bestPlace(
  { columns, rows, unit }: Template,
  { values, sums, squares }: CoarsePictures,
  index: number,
  least: number,
): { correlation: number; x: number; y: number } | null {
  const count = columns * rows;
  const base = index * sumsSize;
  let found: { correlation: number; x: number; y: number } | null = null;
  for (let y = 0; y + rows <= side; y++)
    for (let x = 0; x + columns <= side; x++) {
      const upper = base + y * sumsSide + x;
      const lower = upper + rows * sumsSide;
      const sum = sums[lower + columns]! - sums[lower]! - sums[upper + columns]! + sums[upper]!;
      const square = squares[lower + columns]! - squares[lower]! - squares[upper + columns]! + squares[upper]!;
      const length = Math.sqrt(Math.max(0, square - (sum * sum) / count));
      if (length < leastPartStructure * Math.sqrt(count)) continue;
      let product = 0;
      for (let row = 0; row < rows; row++) {
        const at = index * size + (y + row) * side + x;
        const from = row * columns;
        for (let column = 0; column < columns; column++) product += unit[from + column]! * values[at + column]!;
      }
      const correlation = product / length;
      if (correlation > least) {
        least = correlation;
        found = { correlation, x, y };
      }
    }
  return found;
}
