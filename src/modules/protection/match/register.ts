/** Lays a reference's picture over a suspect's as closely as it goes. */
import type { PicturePrints } from '../fingerprints/fingerprint.ts';
import { compose, type Geometry } from './geometry.ts';
import { dot, gridSize, normalise } from './grid.ts';
import { createOverlay, type SuspectView } from './view.ts';

/** One picture of each that should show the same. */
export type Pair = { readonly suspect: number; readonly reference: number };
export type Registration = {
  readonly geometry: Geometry;
  /** Mean correlation of the pairs. */ readonly correlation: number;
  readonly strength: number;
};

const [a, b] = [new Float32Array(gridSize), new Float32Array(gridSize)];
const leastCells = 60;

/** How well a geometry fits: correlations over the cells that both show, and their Fisher transforms by the root of how many those are. */
export function fit(view: SuspectView, pictures: PicturePrints, pairs: readonly Pair[], geometry: Geometry): Registration {
  const overlay = createOverlay(geometry, view.pictures.width, view.pictures.height);
  if (overlay.cells < leastCells) return { geometry, correlation: 0, strength: 0 };
  let [sum, strength] = [0, 0];
  for (const pair of pairs) {
    overlay.suspect(view, pair.suspect, a);
    overlay.reference(pictures, pair.reference, b);
    const { mask, cells } = overlay.sampling;
    const alike = normalise(a, mask, cells) > 0 && normalise(b, mask, cells) > 0 ? dot(a, 0, b, 0, gridSize) : 0;
    sum += alike;
    strength += Math.atanh(Math.min(0.995, alike)) * Math.sqrt(cells / 12);
  }
  return { geometry, correlation: sum / pairs.length, strength: strength / pairs.length };
}

/** Small changes about the middle of the picture: shifts, stretches and a turn, in fractions of the side and in radians. */
const changes: readonly ((step: number, aspect: number) => Geometry)[] = [
  (step) => [1, 0, step, 0, 1, 0],
  (step) => [1, 0, 0, 0, 1, step],
  (step) => [1 + step, 0, -step / 2, 0, 1 + step, -step / 2],
  (step) => [1 + step, 0, -step / 2, 0, 1, 0],
  (step) => [1, 0, 0, 0, 1 + step, -step / 2],
  (step, aspect) => {
    const [cos, sin] = [Math.cos(step), Math.sin(step)];
    const [across, down] = [-sin / aspect, sin * aspect];
    return [cos, across, (1 - cos - across) / 2, down, cos, (1 - cos - down) / 2];
  },
];

/**
 * Climbs from `start`: tries small changes of the reference's side, keeps what fits better, and halves them. `aspect` is the
 * reference's width by its height, for turns.
 */
export function register(
  view: SuspectView,
  pictures: PicturePrints,
  pairs: readonly Pair[],
  start: Geometry,
  aspect: number,
  { from = 0.03, to = 0.004 } = {},
): Registration {
  let best = fit(view, pictures, pairs, start);
  for (let step = from; step >= to; step /= 2)
    for (let round = 0; round < 4; round++) {
      const before = best.strength;
      for (const change of changes)
        for (const sign of [1, -1]) {
          const tried = fit(view, pictures, pairs, compose(best.geometry, change(sign * step, aspect)));
          if (tried.strength <= best.strength) continue;
          best = tried;
          break;
        }
      if (best.strength - before < 0.02) break;
    }
  return best;
}
