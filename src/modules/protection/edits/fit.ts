/**
 * Lays the original over the copy to a part of a pixel: Gauss-Newton on all six numbers of the map at once, over several pairs of
 * pictures, from coarse to fine, with weights that let changed regions pull little (Lucas and Kanade 1981; Baker and Matthews 2004).
 */
import { invert, type Geometry } from '../match/geometry.ts';
import { between, halve, type Plane } from './planes.ts';

/** A picture of the suspect and one of the original that should show the same. */
export type PlanePair = { readonly suspect: Plane; readonly reference: Plane };
/** `geometry` as everywhere: from the original into the suspect. `correlation` is the weighted mean of the pairs. */
export type Fitted = { readonly geometry: Geometry; readonly correlation: number };

const steps = 10;
/** Further than so much of a side the start would have been wrong, and one's own way is not believed. */
const mostMoved = 0.12;
const pointsAPair = 5000;

/** Refines a map. Pairs of planes with the longest side near 160. */
export function fitFinely(pairs: readonly PlanePair[], start: Geometry): Fitted {
  const pyramid = [pairs];
  while (pyramid.length < 3)
    pyramid.unshift(pyramid[0]!.map(({ suspect, reference }) => ({ suspect: halve(suspect), reference: halve(reference) })));
  let inverse = [...invert(start)] as number[];
  for (const level of pyramid)
    for (let step = 0; step < steps; step++) {
      const change = solveStep(level, inverse);
      if (!change) break;
      inverse = inverse.map((value, index) => value + change[index]!);
      if (Math.max(...change.map(Math.abs)) < 1e-4) break;
    }
  const fine = invert(inverse as unknown as Geometry);
  const [before, after] = [correlationOf(pairs, invert(start)), correlationOf(pairs, inverse as unknown as Geometry)];
  return after > before && isNear(start, fine) ? { geometry: fine, correlation: after } : { geometry: start, correlation: before };
}

function isNear(a: Geometry, b: Geometry): boolean {
  const corners = [0, 1].flatMap((u) => [0, 1].map((v) => [u, v] as const));
  return corners.every(
    ([u, v]) =>
      Math.hypot((a[0] - b[0]) * u + (a[1] - b[1]) * v + a[2] - b[2], (a[3] - b[3]) * u + (a[4] - b[4]) * v + a[5] - b[5]) < mostMoved,
  );
}

type Visit = (px: number, py: number, qx: number, qy: number, suspect: number, reference: number) => void;

/** The points of a pair on a grid that is not finer than needed: places in the suspect and in the reference, and the values of both. */
function eachPoint({ suspect, reference }: PlanePair, inverse: readonly number[], visit: Visit): void {
  const stride = Math.max(1, Math.round(Math.sqrt((suspect.width * suspect.height) / pointsAPair)));
  for (let row = stride >> 1; row < suspect.height; row += stride)
    for (let column = stride >> 1; column < suspect.width; column += stride) {
      const [px, py] = [(column + 0.5) / suspect.width, (row + 0.5) / suspect.height];
      const qx = (inverse[0]! * px + inverse[1]! * py + inverse[2]!) * reference.width - 0.5;
      const qy = (inverse[3]! * px + inverse[4]! * py + inverse[5]!) * reference.height - 0.5;
      const value = between(reference, qx, qy);
      if (!Number.isNaN(value)) visit(px, py, qx, qy, suspect.values[row * suspect.width + column]!, value);
    }
}

/** Gain and offset of a pair's luma, and the spread of what is left; changed regions count little in the second round. */
function toneOf(pair: PlanePair, inverse: readonly number[]): { gain: number; offset: number; spread: number; correlation: number } | null {
  let [gain, offset, spread, correlation] = [1, 0, 1e9, 0];
  for (let round = 0; round < 3; round++) {
    let [w, s, r, ss, sr, rr] = [0, 0, 0, 0, 0, 0];
    eachPoint(pair, inverse, (_px, _py, _qx, _qy, sv, rv) => {
      const e = (sv - gain * rv - offset) / spread;
      const weight = 1 / (1 + e * e) ** 2;
      w += weight;
      s += weight * sv;
      r += weight * rv;
      ss += weight * sv * sv;
      sr += weight * sv * rv;
      rr += weight * rv * rv;
    });
    if (w < 50) return null;
    const [vs, vr, c] = [ss / w - (s / w) ** 2, rr / w - (r / w) ** 2, sr / w - (s / w) * (r / w)];
    if (vr < 4 || vs < 4) return null;
    gain = Math.max(0.2, Math.min(5, c / vr));
    offset = (s - gain * r) / w;
    correlation = c / Math.sqrt(vs * vr);
    spread = Math.max(4, 2 * Math.sqrt(Math.max(0, vs - gain * c)));
  }
  return { gain, offset, spread, correlation };
}

function correlationOf(pairs: readonly PlanePair[], inverse: readonly number[]): number {
  const found = pairs.map((pair) => toneOf(pair, inverse)?.correlation ?? 0);
  return found.reduce((sum, each) => sum + each, 0) / Math.max(1, found.length);
}

function solveStep(pairs: readonly PlanePair[], inverse: readonly number[]): number[] | null {
  const normal = new Float64Array(36);
  const right = new Float64Array(6);
  const row = new Float64Array(6);
  for (const pair of pairs) {
    const tone = toneOf(pair, inverse);
    if (!tone) continue;
    const { reference } = pair;
    eachPoint(pair, inverse, (px, py, qx, qy, s, r) => {
      const [x1, x2] = [between(reference, qx + 0.5, qy), between(reference, qx - 0.5, qy)];
      const [y1, y2] = [between(reference, qx, qy + 0.5), between(reference, qx, qy - 0.5)];
      const gx = tone.gain * (x1 - x2) * reference.width;
      const gy = tone.gain * (y1 - y2) * reference.height;
      if (Number.isNaN(gx) || Number.isNaN(gy)) return;
      const e = s - tone.gain * r - tone.offset;
      const weight = 1 / (1 + (e / tone.spread) ** 2) ** 2;
      row[0] = gx * px;
      row[1] = gx * py;
      row[2] = gx;
      row[3] = gy * px;
      row[4] = gy * py;
      row[5] = gy;
      for (let i = 0; i < 6; i++) {
        right[i] = right[i]! + weight * row[i]! * e;
        for (let j = i; j < 6; j++) normal[6 * i + j] = normal[6 * i + j]! + weight * row[i]! * row[j]!;
      }
    });
  }
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < i; j++) normal[6 * i + j] = normal[6 * j + i]!;
    // A little damping, so that a picture without structure in one direction does not run away.
    normal[6 * i + i] = normal[6 * i + i]! * 1.001 + 1e-6;
  }
  return solve(normal, right);
}

/** Gauss with the largest pivot; null where there is no single answer. */
function solve(matrix: Float64Array, right: Float64Array): number[] | null {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row;
    if (Math.abs(matrix[pivot * n + column]!) < 1e-9) return null;
    for (let k = 0; k < n; k++) {
      const held = matrix[column * n + k]!;
      matrix[column * n + k] = matrix[pivot * n + k]!;
      matrix[pivot * n + k] = held;
    }
    const held = right[column]!;
    right[column] = right[pivot]!;
    right[pivot] = held;
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column]! / matrix[column * n + column]!;
      for (let k = column; k < n; k++) matrix[row * n + k] = matrix[row * n + k]! - factor * matrix[column * n + k]!;
      right[row] = right[row]! - factor * right[column]!;
    }
  }
  const solution = Array.from<number>({ length: n }).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    let sum = right[row]!;
    for (let k = row + 1; k < n; k++) sum -= matrix[row * n + k]! * solution[k]!;
    solution[row] = sum / matrix[row * n + row]!;
  }
  return solution;
}
