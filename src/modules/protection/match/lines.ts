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
};

export const slowest = 0.48;
export const fastest = 2.1;

export type Plane = {
  readonly products: Products;
  readonly times: Times;
  /** The suspect's picture nearest to a time, within the products; −1 where none is near. */
  nearest(atMs: number): number;
};

const slotMs = 10;

export function createPlane(products: Products, times: Times): Plane {
  const { suspects, suspectFrom } = products;
  const first = times.suspect[suspectFrom]!;
  const last = times.suspect[suspectFrom + suspects - 1]!;
  const slots = new Int32Array(Math.floor((last - first) / slotMs) + 2);
  for (let slot = 0, index = 0; slot < slots.length; slot++) {
    const at = first + slot * slotMs;
    while (index + 1 < suspects && Math.abs(times.suspect[suspectFrom + index + 1]! - at) <= Math.abs(times.suspect[suspectFrom + index]! - at)) index++;
    slots[slot] = index;
  }
  return {
    products,
    times,
    nearest(atMs) {
      const slot = Math.round((atMs - first) / slotMs);
      return slot < 0 || slot >= slots.length ? -1 : slots[slot]!;
    },
  };
}

/** Root mean square of a change, in levels of luma without what is smooth: under the one nothing is judged by it, above the other fully. */
const [stillLevel, movingLevel] = [0.4, 2];
const flatLevel = 2;

/** Looks at reference picture `j` (within the products) and its way to the next. */
export function stepAt({ products, times, nearest }: Plane, { speed, offsetMs }: Line, j: number, to: Step): void {
  const { references, referenceFrom, cross, within, squares, nexts, band, cells } = products;
  const i = nearest(offsetMs + times.reference[referenceFrom + j]! / speed);
  to.suspect = i;
  to.next = -1;
  to.alike = 0;
  to.change = 0;
  to.weight = 0;
  if (i < 0) return;
  const own = within[i * band]!;
  const length = Math.sqrt(own * squares[j]!);
  to.alike = length > flatLevel * flatLevel * cells * 0.25 ? cross[i * references + j]! / length : Number.NaN;
  if (j + 1 >= references) return;
  const k = nearest(offsetMs + times.reference[referenceFrom + j + 1]! / speed);
  to.next = k;
  if (k < 0 || k === i || k - i >= band) return;
  const moved = own + within[k * band]! - 2 * within[i * band + k - i]!;
  const referenceMoved = squares[j]! + squares[j + 1]! - 2 * nexts[j]!;
  const both = Math.sqrt(Math.max(0, moved) * Math.max(0, referenceMoved));
  const level = Math.sqrt(both / cells);
  if (level <= stillLevel) return;
  const shared = cross[k * references + j + 1]! - cross[k * references + j]! - cross[i * references + j + 1]! + cross[i * references + j]!;
  to.change = shared / both;
  to.weight = Math.min(1, (level - stillLevel) / (movingLevel - stillLevel));
}

const clamp = (value: number): number => (value < -1 ? -1 : value > 1 ? 1 : value);

/** For and against a copy at one step: little by likeness, much by change. */
const worth = ({ suspect, alike, change, weight }: Step): number =>
  suspect < 0 ? -1 : (Number.isNaN(alike) ? 0 : 0.35 * clamp((alike - 0.5) / 0.3)) + weight * clamp((change - 0.3) / 0.4);

const scratch: Step = { suspect: -1, next: -1, alike: 0, change: 0, weight: 0 };

/** The stretch of a line for which most speaks. */
export function bestStretch(plane: Plane, line: Line, free?: Uint8Array): Stretch {
  const { references } = plane.products;
  let [best, from, to, sum, start] = [0, 0, 0, 0, 0];
  for (let j = 0; j < references; j++) {
    stepAt(plane, line, j, scratch);
    const taken = scratch.suspect >= 0 && free !== undefined && free[scratch.suspect] === 0;
    const value = taken ? -5 : worth(scratch);
    if (sum <= 0) [sum, start] = [0, j];
    sum += value;
    if (sum > best) [best, from, to] = [sum, start, j + 1];
  }
  return { line, from, to, score: best };
}

/** Looks along all lines of the plane, coarsely, then about the best more finely. Null where nothing speaks for a copy. */
export function findStretch(plane: Plane, free?: Uint8Array): Stretch | null {
  const { times, products } = plane;
  const [r0, r1] = [times.reference[products.referenceFrom]!, times.reference[products.referenceFrom + products.references - 1]!];
  const [s0, s1] = [times.suspect[products.suspectFrom]!, times.suspect[products.suspectFrom + products.suspects - 1]!];
  const tops: Stretch[] = [];
  for (let speed = slowest; speed <= fastest; speed *= 1.03)
    for (let offsetMs = s0 - r1 / speed; offsetMs <= s1 - r0 / speed; offsetMs += 100) {
      const stretch = bestStretch(plane, { speed, offsetMs }, free);
      if (stretch.score <= 0.5) continue;
      if (tops.length < 8) tops.push(stretch);
      else {
        const least = tops.reduce((low, each, index) => (each.score < tops[low]!.score ? index : low), 0);
        if (stretch.score > tops[least]!.score) tops[least] = stretch;
      }
    }
  let best: Stretch | null = null;
  for (const top of tops) {
    const finer = refine(plane, top, free);
    if (!best || finer.score > best.score) best = finer;
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
