/**
 * Alignment in time. A copy runs through the plane of suspect time × reference time along straight lines; each is scored by how alike
 * the pictures on it are and, above all, by whether what changes in them changes alike: that is what takes of one scene do not share.
 */
import type { Products } from './view.ts';

export type Times = {
  readonly suspect: Float64Array;
  readonly reference: Uint32Array;
};

/** suspect time = `offsetMs` + reference time / `speed`. */
export type Line = { readonly speed: number; readonly offsetMs: number };

/** A stretch of a line: reference pictures `from` to `to` (excluded), counted within the products. */
export type Stretch = { readonly line: Line; readonly from: number; readonly to: number; readonly score: number };

/** What there is on a line at one picture of the reference and on the way to its next. */
export type Step = {
  /** Of suspect pictures, within the products; −1 outside. */
  suspect: number;
  next: number;
  alike: number;
  /** Correlation of what changes, and how much of it there is to be judged by (0 to 1). */
  change: number;
  weight: number;
  /** Correlation of what sets both apart from the reference's mean picture, and how much of it there is (0 to 1). */
  apart: number;
  apartWeight: number;
};

export const newStep = (): Step => ({ suspect: -1, next: -1, alike: 0, change: 0, weight: 0, apart: 0, apartWeight: 0 });

export const slowest = 0.48;
export const fastest = 2.1;

export type Plane = {
  readonly products: Products;
  readonly times: Times;
  /** The suspect's picture nearest to a time, within the products; −1 where none is near. */
  nearest(atMs: number): number;
  /** How much of the reference's mean picture lies under all of the suspect's pictures. */
  readonly ground: number;
  /** The suspect's picture of each hundredth of a second from the first. */
  readonly slots: Int32Array;
  readonly firstMs: number;
  /** What pairs of pictures are worth by class of speed, once it was asked. */
  readonly worths: Record<number, Float32Array>;
};

const slotMs = 10;

export function createPlane(products: Products, times: Times): Plane {
  const { suspects, suspectFrom } = products;
  const first = times.suspect[suspectFrom]!;
  const last = times.suspect[suspectFrom + suspects - 1]!;
  const slots = new Int32Array(Math.floor((last - first) / slotMs) + 2);
  for (let slot = 0, index = 0; slot < slots.length; slot++) {
    const at = first + slot * slotMs;
    while (
      index + 1 < suspects &&
      Math.abs(times.suspect[suspectFrom + index + 1]! - at) <= Math.abs(times.suspect[suspectFrom + index]! - at)
    )
      index++;
    slots[slot] = index;
  }
  const { suspectMeans, meanSquare } = products;
  const ground = meanSquare > 0 ? Math.max(0, suspectMeans.reduce((sum, value) => sum + value, 0) / suspects / meanSquare) : 0;
  return {
    products,
    times,
    ground,
    slots,
    firstMs: first,
    worths: {},
    nearest(atMs) {
      const slot = Math.round((atMs - first) / slotMs);
      return slot < 0 || slot >= slots.length ? -1 : slots[slot]!;
    },
  };
}

/** Root mean square of a change, in levels of luma without what is smooth: under the one nothing is judged by it, above the other fully. */
const [stillLevel, movingLevel] = [0.25, 2];
const flatLevel = 2;

/** Looks at reference picture `j` (within the products) and its way to the next. */
export function stepAt({ products, times, nearest, ground }: Plane, { speed, offsetMs }: Line, j: number, to: Step): void {
  const { references, referenceFrom, cross, within, squares, nexts, band, cells, noise } = products;
  const { suspectMeans, referenceMeans, meanSquare } = products;
  const i = nearest(offsetMs + times.reference[referenceFrom + j]! / speed);
  to.suspect = i;
  to.next = -1;
  to.alike = 0;
  to.change = 0;
  to.weight = 0;
  to.apart = 0;
  to.apartWeight = 0;
  if (i < 0) return;
  const own = within[i * band]!;
  const length = Math.sqrt(own * squares[j]!);
  to.alike = length > flatLevel * flatLevel * cells * 0.25 ? cross[i * references + j]! / length : Number.NaN;
  const deviation = squares[j]! - 2 * referenceMeans[j]! + meanSquare;
  const suspectDeviation = own - 2 * ground * suspectMeans[i]! + ground * ground * meanSquare - noise;
  const deviations = Math.sqrt(Math.max(0, deviation) * Math.max(0, suspectDeviation));
  to.apartWeight = weightOf(deviation / cells);
  if (to.apartWeight > 0 && deviations > 0)
    to.apart = (cross[i * references + j]! - suspectMeans[i]! - ground * (referenceMeans[j]! - meanSquare)) / deviations;
  if (j + 1 >= references) return;
  const k = nearest(offsetMs + times.reference[referenceFrom + j + 1]! / speed);
  to.next = k;
  if (k < 0 || k === i || k - i >= band) return;
  const moved = own + within[k * band]! - 2 * within[i * band + k - i]! - 2 * noise;
  const referenceMoved = squares[j]! + squares[j + 1]! - 2 * nexts[j]!;
  to.weight = weightOf(referenceMoved / cells);
  const both = Math.sqrt(Math.max(0, moved) * Math.max(0, referenceMoved));
  if (to.weight === 0 || both === 0) return;
  to.change =
    (cross[k * references + j + 1]! - cross[k * references + j]! - cross[i * references + j + 1]! + cross[i * references + j]!) / both;
}

const weightOf = (square: number): number =>
  Math.max(0, Math.min(1, (Math.sqrt(Math.max(0, square)) - stillLevel) / (movingLevel - stillLevel)));

const clamp = (value: number): number => (value < -1 ? -1 : value > 1 ? 1 : value);

/** For and against a copy at one step: little by likeness, which a set shares in all its takes, much by change and by what is apart. */
const worth = ({ suspect, alike, change, weight, apart, apartWeight }: Step): number =>
  suspect < 0
    ? -1
    : (Number.isNaN(alike) ? 0 : 0.15 * clamp((alike - 0.5) / 0.3)) +
      0.4 * apartWeight * clamp((apart - 0.3) / 0.4) +
      weight * clamp((change - 0.3) / 0.4);

const scratch = newStep();

/** The stretch of a line for which most speaks. */
export function bestStretch(plane: Plane, line: Line, free?: Uint8Array): Stretch {
  const { references } = plane.products;
  let [best, from, to, sum, start] = [0, 0, 0, 0, 0];
  // A fast line meets more of the reference's pictures in the same time of the suspect; it should not win by that.
  const share = Math.min(1, 1 / line.speed);
  for (let j = 0; j < references; j++) {
    stepAt(plane, line, j, scratch);
    const taken = scratch.suspect >= 0 && free !== undefined && free[scratch.suspect] === 0;
    const value = taken ? -5 : share * worth(scratch);
    if (sum <= 0) [sum, start] = [0, j];
    sum += value;
    if (sum > best) [best, from, to] = [sum, start, j + 1];
  }
  return { line, from, to, score: best };
}

/** How fast a copy may run, in classes: on the way from picture to picture a class stands for the speeds about it. */
const speedClasses = [0.5, 0.7, 1, 1.4, 2] as const;
const kept = 6;

/** What each pair of pictures is worth, were they on a line of this speed: the same as `worth`, all at once. */
function worthOfAll(plane: Plane, speed: number): Float32Array {
  const { products, times, ground } = plane;
  const { suspects, references, suspectFrom, referenceFrom, cross, within, squares, nexts, band, cells, noise } = products;
  const { suspectMeans, referenceMeans, meanSquare } = products;
  const all = new Float32Array(suspects * references);
  const flat = flatLevel * flatLevel * cells * 0.25;
  const deviations = new Float32Array(references);
  const apartWeights = new Float32Array(references);
  const changes = new Float32Array(references);
  const changeWeights = new Float32Array(references);
  for (let j = 0; j < references; j++) {
    deviations[j] = Math.max(0, squares[j]! - 2 * referenceMeans[j]! + meanSquare);
    apartWeights[j] = 0.4 * weightOf(deviations[j]! / cells);
    if (j + 1 >= references) continue;
    changes[j] = Math.max(0, squares[j]! + squares[j + 1]! - 2 * nexts[j]!);
    changeWeights[j] = weightOf(changes[j]! / cells);
  }
  const everyMs =
    references > 1 ? (times.reference[referenceFrom + references - 1]! - times.reference[referenceFrom]!) / (references - 1) : 250;
  for (let i = 0; i < suspects; i++) {
    const own = within[i * band]!;
    const k = plane.nearest(times.suspect[suspectFrom + i]! + everyMs / speed);
    const hasNext = k > i && k - i < band;
    const moved = hasNext ? Math.max(0, own + within[k * band]! - 2 * within[i * band + k - i]! - 2 * noise) : 0;
    const suspectDeviation = Math.max(0, own - 2 * ground * suspectMeans[i]! + ground * ground * meanSquare - noise);
    const [row, nextRow] = [i * references, k * references];
    for (let j = 0; j < references; j++) {
      const product = cross[row + j]!;
      const length = Math.sqrt(own * squares[j]!);
      let value = length > flat ? 0.15 * clamp((product / length - 0.5) / 0.3) : 0;
      const deviation = deviations[j]! * suspectDeviation;
      if (apartWeights[j]! > 0)
        value +=
          apartWeights[j]! *
          clamp(
            ((deviation > 0 ? (product - suspectMeans[i]! - ground * (referenceMeans[j]! - meanSquare)) / Math.sqrt(deviation) : 0) - 0.3) /
              0.4,
          );
      if (changeWeights[j]! > 0 && hasNext) {
        const both = changes[j]! * moved;
        const shared = cross[nextRow + j + 1]! - cross[nextRow + j]! - cross[row + j + 1]! + product;
        value += changeWeights[j]! * clamp(((both > 0 ? shared / Math.sqrt(both) : 0) - 0.3) / 0.4);
      }
      all[row + j] = value;
    }
  }
  return all;
}

/** Looks along all lines of the plane, coarsely, then about the best more finely. Null where nothing speaks for a copy. */
export function findStretch(plane: Plane, free?: Uint8Array): Stretch | null {
  const { times, products } = plane;
  const { references, referenceFrom, suspectFrom, suspects } = products;
  const reference = times.reference.subarray(referenceFrom, referenceFrom + references);
  const [s0, s1] = [times.suspect[suspectFrom]!, times.suspect[suspectFrom + suspects - 1]!];
  const tops: { line: Line; score: number }[] = [];
  let bar = 0.5;
  for (const middle of speedClasses) {
    const all = (plane.worths[middle] ??= worthOfAll(plane, middle));
    for (let speed = Math.max(slowest, middle / 1.19); speed < Math.min(fastest, middle * 1.19); speed *= 1.03)
      for (let offsetMs = s0 - reference[references - 1]! / speed; offsetMs <= s1 - reference[0]! / speed; offsetMs += 90) {
        const score = Math.min(1, 1 / speed) * along(plane, all, reference, speed, offsetMs, free);
        if (score <= bar) continue;
        tops.push({ line: { speed, offsetMs }, score });
        if (tops.length < 4 * kept) continue;
        tops.sort((a, b) => b.score - a.score).length = kept;
        bar = Math.max(bar, tops[kept - 1]!.score);
      }
  }
  let best: Stretch | null = null;
  for (const { line } of tops.sort((a, b) => b.score - a.score).slice(0, kept)) {
    const finer = refine(plane, bestStretch(plane, line, free), free);
    if (!best || finer.score > best.score) best = finer;
  }
  return best && best.score > 0.5 ? best : null;
}

function along(plane: Plane, all: Float32Array, reference: Uint32Array, speed: number, offsetMs: number, free?: Uint8Array): number {
  const { slots, firstMs } = plane;
  const references = reference.length;
  let [best, sum] = [0, 0];
  const base = (offsetMs - firstMs) / slotMs + 0.5;
  const scale = 1 / (speed * slotMs);
  for (let j = 0; j < references; j++) {
    const slot = Math.floor(base + reference[j]! * scale);
    if (slot < 0 || slot >= slots.length) {
      sum = 0;
      continue;
    }
    const i = slots[slot]!;
    sum += free !== undefined && free[i] === 0 ? -5 : all[i * references + j]!;
    if (sum < 0) sum = 0;
    else if (sum > best) best = sum;
  }
  return best;
}

/** Moves both ends of a line in small steps while its stretch gets better. */
export function refine(plane: Plane, start: Stretch, free?: Uint8Array): Stretch {
  const { times, products } = plane;
  let best = start;
  for (const stepMs of [80, 40, 20, 10])
    for (let round = 0; round < 6; round++) {
      const before = best.score;
      const { line, from, to } = best;
      const [ra, rb] = [times.reference[products.referenceFrom + from]!, times.reference[products.referenceFrom + to - 1]!];
      if (rb <= ra) break;
      const [sa, sb] = [line.offsetMs + ra / line.speed, line.offsetMs + rb / line.speed];
      for (const [da, db] of [
        [stepMs, 0],
        [-stepMs, 0],
        [0, stepMs],
        [0, -stepMs],
        [stepMs, stepMs],
        [-stepMs, -stepMs],
      ] as const) {
        const speed = (rb - ra) / (sb + db - sa - da);
        if (!(speed >= slowest && speed <= fastest)) continue;
        const tried = bestStretch(plane, { speed, offsetMs: sa + da - ra / speed }, free);
        if (tried.score > best.score) best = tried;
      }
      if (best.score - before < 0.01) break;
    }
  return best;
}
