/**
 * Is a picture made of the two around it? Three explanations of picture M between A and B are weighed by what each leaves
 * unexplained: a blend αA + (1−α)B by least squares (dissolve, fade), each cell either A's or B's (wipe), or neither (motion).
 */
import type { Frame } from './frame.ts';

export type Blend = {
  /** Mean squared difference of A and B per cell, luma and chroma together. */
  energy: number;
  /** Share of B in the best blend. */
  alpha: number;
  /** What the best blend leaves, over a quarter of the energy: 0 for a dissolve, about 1 for a wipe, more for motion. */
  blendRest: number;
  /** What the better of A and B leaves in each cell, on the same scale: 0 for a wipe, about 1 for a dissolve. */
  eitherRest: number;
  /** Share of the energy in cells that are nearer to B. */
  taken: number;
};

export function measureBlend(a: Frame, b: Frame, m: Frame): Blend {
  const { y: ay, u: au, v: av } = a;
  const { y: by, u: bu, v: bv } = b;
  const { y: my, u: mu, v: mv } = m;
  let energy = 0;
  let product = 0;
  let rest = 0;
  let either = 0;
  let taken = 0;
  for (let i = 0; i < ay.length; i++) {
    const dy = by[i]! - ay[i]!;
    const du = bu[i]! - au[i]!;
    const dv = bv[i]! - av[i]!;
    const ey = my[i]! - ay[i]!;
    const eu = mu[i]! - au[i]!;
    const ev = mv[i]! - av[i]!;
    const cellEnergy = dy * dy + du * du + dv * dv;
    const cellProduct = dy * ey + du * eu + dv * ev;
    const fromA = ey * ey + eu * eu + ev * ev;
    const fromB = fromA - 2 * cellProduct + cellEnergy;
    energy += cellEnergy;
    product += cellProduct;
    rest += fromA;
    if (fromB < fromA) {
      either += fromB;
      taken += cellEnergy;
    } else {
      either += fromA;
    }
  }
  const safe = energy + 1e-6;
  return {
    energy: energy / ay.length,
    alpha: product / safe,
    blendRest: (rest - (product * product) / safe) / (safe / 4),
    eitherRest: either / (safe / 4),
    taken: taken / safe,
  };
}

/** Share of the differing cells that have gone over from A to B, each cell counting alike: even for a front at an even pace. */
export function measureTaken(a: Frame, b: Frame, m: Frame): number {
  let taken = 0;
  let cells = 0;
  for (let i = 0; i < a.y.length; i++) {
    const dy = b.y[i]! - a.y[i]!;
    const du = b.u[i]! - a.u[i]!;
    const dv = b.v[i]! - a.v[i]!;
    const energy = dy * dy + du * du + dv * dv;
    if (energy < 64) continue;
    cells++;
    taken += Math.max(0, Math.min(1, (dy * (m.y[i]! - a.y[i]!) + du * (m.u[i]! - a.u[i]!) + dv * (m.v[i]! - a.v[i]!)) / energy));
  }
  return cells === 0 ? 0 : taken / cells;
}

/**
 * How much of the two pictures' own variation lies between them, about 1 for unrelated pictures, near 0 for the same scene.
 * Cheap, so it is asked before motion is searched for.
 */
export function spreadBetween(a: Frame, b: Frame, energy: number): number {
  const own = a.deviation ** 2 + b.deviation ** 2 + a.chromaDeviation ** 2 + b.chromaDeviation ** 2 + (a.mean - b.mean) ** 2;
  return energy / (own + 20);
}

export type Ramp = { startFrame: number; endFrame: number; from: number; to: number; error: number };

/**
 * Fits `values` (one a frame from `firstFrame`) with level, straight ramp, level. The ramp covers the frames that are neither
 * the one level nor the other, end exclusive. `error` is the root mean square over the step's height.
 */
export function fitRamp(values: number[], firstFrame: number): Ramp {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i]! + values[i]!;
    squares[i + 1] = squares[i]! + values[i]! * values[i]!;
  }
  const level = (from: number, to: number): { mean: number; cost: number } => {
    const count = to - from;
    const mean = (sums[to]! - sums[from]!) / count;
    return { mean, cost: Math.max(0, squares[to]! - squares[from]! - mean * mean * count) };
  };
  let best: Ramp = { startFrame: firstFrame, endFrame: firstFrame + n, from: 0, to: 1, error: Infinity };
  let bestCost = Infinity;
  // The ramp's inner frames are start..end−1; at least one frame of level stays on each side.
  for (let start = 1; start < n; start++) {
    const before = level(0, start);
    if (before.cost >= bestCost) break;
    for (let end = n - 1; end >= start; end--) {
      const after = level(end, n);
      if (before.cost + after.cost >= bestCost) break;
      const inner = end - start + 1;
      let cost = before.cost + after.cost;
      for (let i = start; i < end && cost < bestCost; i++) {
        const expected = before.mean + ((after.mean - before.mean) * (i - start + 1)) / inner;
        cost += (values[i]! - expected) ** 2;
      }
      if (cost < bestCost) {
        bestCost = cost;
        best = { startFrame: firstFrame + start, endFrame: firstFrame + end, from: before.mean, to: after.mean, error: 0 };
      }
    }
  }
  best.error = Math.sqrt(bestCost / n) / (Math.abs(best.to - best.from) + 1e-6);
  return best;
}
