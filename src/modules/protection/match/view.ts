/** Pictures of a suspect and of a reference laid over each other by one geometry, and how each of the one is like each of the other. */
import type { PicturePrints } from '../fingerprints/fingerprint.ts';
import type { Geometry } from './geometry.ts';
import { createHighPass, dot, gridSide, gridSize, sample, samplingOf, sumsOf, type Sampling, type Sums } from './grid.ts';
import type { SuspectPictures } from './suspect.ts';

const highPassRadius = 3;

/** Pictures of a suspect as sums, made when they are asked for and kept: at most 65 KB each. */
export type SuspectView = {
  readonly pictures: SuspectPictures;
  sums(index: number): Sums;
};

export function viewSuspect(pictures: SuspectPictures, mostKept = 1500): SuspectView {
  const kept = new Map<number, Sums>();
  const { width, height, luma } = pictures;
  return {
    pictures,
    sums(index) {
      const known = kept.get(index);
      if (known) return known;
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
      const made = sumsOf(luma.subarray(index * width * height, (index + 1) * width * height), width, height);
      kept.set(index, made);
      return made;
    },
  };
}

/** Turns pictures of either side into vectors over the cells that both show, without what is smooth. */
export type Overlay = {
  readonly cells: number;
  readonly sampling: Sampling;
  suspect(view: SuspectView, index: number, to: Float32Array): void;
  reference(pictures: PicturePrints, index: number, to: Float32Array): void;
};

export function createOverlay(geometry: Geometry, width: number, height: number, without?: Uint8Array): Overlay {
  const seen = samplingOf(geometry, width, height);
  const mask = without ? seen.mask.map((value, at) => (without[at] === 1 ? 0 : value)) : seen.mask;
  const cells = mask.reduce((sum, value) => sum + value, 0);
  const sampling = { ...seen, mask, cells };
  const highPass = createHighPass(mask, gridSide, gridSide, highPassRadius);
  const plain = new Float32Array(gridSize);
  return {
    cells,
    sampling,
    suspect(view, index, to) {
      sample(view.sums(index), sampling, plain);
      highPass(plain, to);
    },
    reference({ small }, index, to) {
      for (let at = 0; at < gridSize; at++) plain[at] = mask[at] === 1 ? small[index * gridSize + at]! : 0;
      highPass(plain, to);
    },
  };
}

/** Products of vectors: everything that alignment asks for is a sum of them. */
export type Products = {
  readonly cells: number;
  /** The first picture of each, and how many there are. */
  readonly suspectFrom: number;
  readonly suspects: number;
  readonly referenceFrom: number;
  readonly references: number;
  /** Of suspect × reference, row by row. */
  readonly cross: Float32Array;
  /** Of each suspect picture with itself and the `band − 1` after it. */
  readonly band: number;
  readonly within: Float32Array;
  /** Of each reference picture with itself, and with the next. */
  readonly squares: Float32Array;
  readonly nexts: Float32Array;
  /** Of each suspect and of each reference picture with the references' mean picture, and of that with itself. */
  readonly suspectMeans: Float32Array;
  readonly referenceMeans: Float32Array;
  readonly meanSquare: number;
  /** The square of what differs in the suspect between pictures of the same: noise, at its quietest. */
  readonly noise: number;
};

const band = 10;

export type Range = { readonly from: number; readonly to: number };

export function multiply(
  view: SuspectView,
  suspectRange: Range,
  pictures: PicturePrints,
  referenceRange: Range,
  overlay: Overlay,
): Products {
  const [suspects, references] = [suspectRange.to - suspectRange.from, referenceRange.to - referenceRange.from];
  const a = new Float32Array(suspects * gridSize);
  const b = new Float32Array(references * gridSize);
  for (let i = 0; i < suspects; i++) overlay.suspect(view, suspectRange.from + i, a.subarray(i * gridSize, (i + 1) * gridSize));
  for (let j = 0; j < references; j++) overlay.reference(pictures, referenceRange.from + j, b.subarray(j * gridSize, (j + 1) * gridSize));
  const cross = new Float32Array(suspects * references);
  for (let i = 0; i < suspects; i++)
    for (let j = 0; j < references; j++) cross[i * references + j] = dot(a, i * gridSize, b, j * gridSize, gridSize);
  const within = new Float32Array(suspects * band);
  for (let i = 0; i < suspects; i++)
    for (let k = 0; k < band && i + k < suspects; k++) within[i * band + k] = dot(a, i * gridSize, a, (i + k) * gridSize, gridSize);
  const flickers: number[] = [];
  for (let i = 0; i + 1 < suspects; i++) flickers.push(within[i * band]! + within[(i + 1) * band]! - 2 * within[i * band + 1]!);
  const noise = (flickers.sort((x, y) => x - y)[Math.floor(flickers.length / 10)] ?? 0) / 2;
  const [squares, nexts] = [new Float32Array(references), new Float32Array(references)];
  for (let j = 0; j < references; j++) {
    squares[j] = dot(b, j * gridSize, b, j * gridSize, gridSize);
    if (j + 1 < references) nexts[j] = dot(b, j * gridSize, b, (j + 1) * gridSize, gridSize);
  }
  const mean = new Float32Array(gridSize);
  for (let j = 0; j < references; j++) for (let at = 0; at < gridSize; at++) mean[at]! += b[j * gridSize + at]! / references;
  const withMean = (vectors: Float32Array, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => dot(vectors, i * gridSize, mean, 0, gridSize));
  return {
    suspectMeans: withMean(a, suspects),
    referenceMeans: withMean(b, references),
    meanSquare: dot(mean, 0, mean, 0, gridSize),
    noise,
    cells: overlay.cells,
    suspectFrom: suspectRange.from,
    suspects,
    referenceFrom: referenceRange.from,
    references,
    cross,
    band,
    within,
    squares,
    nexts,
  };
}
