/**
 * The second witness. Two takes on one set look alike picture by picture; only a copy also changes as the original changes. Measured in
 * the suspect's share of the original's own change: 1 in a copy whatever noise lies over it, near 0 in another take.
 */
import { newStep, stepAt, type Line, type Plane } from './lines.ts';

export type Testimony = {
  /** Steps of the reference looked at, and of them those in which there was something to compare. */
  readonly steps: number;
  readonly seen: number;
  /** Mean correlation of the pictures. */
  readonly alike: number;
  /** The suspect's pictures have this part of the reference's contrast. */
  readonly gain: number;
  /** How much there was to be judged by: steps in which the reference moved fully. */
  readonly motion: number;
  /** Share of the reference's change, from step to step, that the suspect has too. */
  readonly change: number;
  /** Correlation of change, all steps weighted by how much the reference moved. */
  readonly together: number;
  /** Share of what sets the reference's pictures apart from its mean picture that the suspect's have too. */
  readonly apart: number;
  /** How far those are from it, root mean square in levels. */
  readonly spread: number;
};

export function hear(plane: Plane, line: Line, from: number, to: number): Testimony {
  const { products } = plane;
  const { references, cross, squares, nexts, band, cells, suspectMeans, referenceMeans, meanSquare } = products;
  const step = newStep();
  let [seen, alike, shared, own, motion, together] = [0, 0, 0, 0, 0, 0];
  let [moved, referenceMoved] = [0, 0];
  const on: { i: number; j: number }[] = [];
  for (let j = from; j < to; j++) {
    stepAt(plane, line, j, step);
    const { suspect: i, next: k } = step;
    if (i < 0) continue;
    on.push({ i, j });
    shared += cross[i * references + j]!;
    own += squares[j]!;
    if (!Number.isNaN(step.alike)) {
      seen++;
      alike += step.alike;
    }
    if (j + 1 >= to || k < 0 || k === i || k - i >= band) continue;
    const referenceChange = Math.max(0, squares[j]! + squares[j + 1]! - 2 * nexts[j]!);
    const both = cross[k * references + j + 1]! - cross[k * references + j]! - cross[i * references + j + 1]! + cross[i * references + j]!;
    // A cut changes more than all else together: its say is bounded.
    const bound = Math.min(1, (16 * cells) / Math.max(1, referenceChange));
    moved += both * bound;
    referenceMoved += referenceChange * bound;
    motion += step.weight;
    together += step.weight * step.change;
  }
  const gain = own > 0 ? shared / own : 0;
  const change = referenceMoved > 0 && gain > 0 ? moved / (gain * referenceMoved) : 0;
  // Against the reference's mean over all that is in the products, not over the stretch alone: a set looks the same in every take.
  let [apart, spread] = [0, 0];
  for (const { i, j } of on) {
    apart += cross[i * references + j]! - suspectMeans[i]! - gain * (referenceMeans[j]! - meanSquare);
    spread += squares[j]! - 2 * referenceMeans[j]! + meanSquare;
  }
  return {
    steps: to - from,
    seen,
    alike: seen > 0 ? alike / seen : 0,
    gain,
    motion,
    change,
    together: motion > 0 ? together / motion : 0,
    apart: spread > 0 && gain > 0 ? apart / (gain * spread) : 0,
    spread: on.length > 0 ? Math.sqrt(Math.max(0, spread) / on.length / cells) : 0,
  };
}
