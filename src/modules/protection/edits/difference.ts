/** Where a copy's picture is not the original's: what is left once place, tone, compression and softness are accounted for. */
import type { Geometry } from '../match/geometry.ts';
import { between, boxMean, middleOf, type Plane } from './planes.ts';

/** A suspect's picture with the original laid over it, point by point of the suspect's; `valid` where the original reaches. */
export type Overlaid = { readonly suspect: Plane; readonly original: Plane; readonly valid: Uint8Array };

/** `inverse` leads from the suspect into the original. */
export function overlay(suspect: Plane, reference: Plane, inverse: Geometry): Overlaid {
  const { width, height } = suspect;
  const values = new Float32Array(width * height);
  const valid = new Uint8Array(width * height);
  // What lies within a point of the original's edge is mixed with what is beside it.
  const margin = 1.5;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [px, py] = [(column + 0.5) / width, (row + 0.5) / height];
      const qx = (inverse[0] * px + inverse[1] * py + inverse[2]) * reference.width - 0.5;
      const qy = (inverse[3] * px + inverse[4] * py + inverse[5]) * reference.height - 0.5;
      const at = row * width + column;
      // Beyond its edge the original goes on as it ends there: a step would be an edge that nobody drew.
      values[at] = between(reference, Math.min(Math.max(qx, 0), reference.width - 1), Math.min(Math.max(qy, 0), reference.height - 1));
      const [x, y] = [Math.min(qx, reference.width - 1 - qx), Math.min(qy, reference.height - 1 - qy)];
      valid[at] = x >= margin && y >= margin ? 1 : 0;
    }
  return { suspect, original: { width, height, values }, valid };
}

const toneBins = 32;

/**
 * What the copy makes of each level of the original's luma: the middle of what is seen there over all pictures, so that no changed
 * region of less than half of the points of a level has a say. 32 levels, holes filled from their neighbours.
 */
export function toneCurve(pictures: readonly Overlaid[]): Float32Array {
  const seen = Array.from({ length: toneBins }, () => new Uint32Array(256));
  const counts = new Uint32Array(toneBins);
  for (const { suspect, original, valid } of pictures)
    for (let at = 0; at < valid.length; at += 3) {
      if (!valid[at]) continue;
      const bin = Math.min(toneBins - 1, original.values[at]! >> 3);
      seen[bin]![Math.round(Math.min(255, Math.max(0, suspect.values[at]!)))]!++;
      counts[bin]!++;
    }
  const curve = new Float32Array(toneBins).fill(Number.NaN);
  for (let bin = 0; bin < toneBins; bin++) {
    if (counts[bin]! < 60) continue;
    let below = 0;
    for (let level = 0; level < 256; level++) {
      below += seen[bin]![level]!;
      if (2 * below >= counts[bin]!) {
        curve[bin] = level;
        break;
      }
    }
  }
  return fillHoles(curve);
}

/** Which of the 32 levels occur often enough for the curve to say something of them. */
export function levelsSeen(pictures: readonly Overlaid[]): boolean[] {
  const counts = new Uint32Array(toneBins);
  for (const { original, valid } of pictures)
    for (let at = 0; at < valid.length; at += 3) if (valid[at]) counts[Math.min(toneBins - 1, original.values[at]! >> 3)]!++;
  const all = counts.reduce((sum, each) => sum + each, 0);
  return Array.from(counts, (count) => count > Math.max(60, 0.01 * all));
}

function fillHoles(curve: Float32Array): Float32Array {
  const known = [...curve.keys()].filter((bin) => !Number.isNaN(curve[bin]!));
  if (known.length === 0) return curve.map((_, bin) => bin * 8 + 4);
  return curve.map((value, bin) => {
    if (!Number.isNaN(value)) return value;
    const before = known.findLast((each) => each < bin);
    const after = known.find((each) => each > bin);
    if (before === undefined) return curve[after!]! - 8 * (after! - bin);
    if (after === undefined) return curve[before]! + 8 * (bin - before);
    return curve[before]! + ((curve[after]! - curve[before]!) * (bin - before)) / (after - before);
  });
}

function toned(curve: Float32Array, value: number): number {
  const place = Math.min(Math.max(value / 8 - 0.5, 0), toneBins - 1.001);
  const bin = Math.floor(place);
  return curve[bin]! + (place - bin) * (curve[bin + 1]! - curve[bin]!);
}

/** `mask` 1 where the picture is changed; `softness` how much of the original's fine structure is left around each point, 0 to 1 and above. */
export type Difference = { readonly mask: Uint8Array; readonly soft: Uint8Array; readonly noise: number };

/** How far a point may lie wrong, in points: a map is fitted to about so much, and a codec moves edges. */
const slip = 0.9;
const leastNoise = 1.6;
const mostNoise = 14;

/** Compares one picture. `curve` as of toneCurve. */
export function differenceOf({ suspect, original, valid }: Overlaid, curve: Float32Array): Difference {
  const { width, height } = suspect;
  const size = width * height;
  const expected = boxMean({ width, height, values: original.values.map((value) => toned(curve, value)) }, 1).values;
  const seen = boxMean(suspect, 1).values;
  const left = new Float32Array(size);
  const someLeft: number[] = [];
  for (let at = 0; at < size; at++) {
    if (!valid[at]) continue;
    left[at] = seen[at]! - expected[at]!;
    if (at % 5 === 0) someLeft.push(left[at]!);
  }
  // A picture may be a little brighter as a whole than the curve says (a fade, a filter that breathes).
  const middle = middleOf(Float32Array.from(someLeft));
  const noise = Math.min(
    mostNoise,
    Math.max(leastNoise, 1.4826 * middleOf(Float32Array.from(someLeft, (value) => Math.abs(value - middle)))),
  );
  const raw = new Float32Array(size);
  for (let row = 1; row < height - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      if (!valid[at]) continue;
      const across = Math.abs(expected[at + 1]! - expected[at - 1]!) / 2;
      const down = Math.abs(expected[at + width]! - expected[at - width]!) / 2;
      if (Math.abs(left[at]! - middle) > 4 + 3.5 * noise + slip * 2 * Math.max(across, down)) raw[at] = 1;
    }
  const density = boxMean({ width, height, values: raw }, 2).values;
  const mask = Uint8Array.from(density, (value, at) => (value > 0.4 && valid[at] ? 1 : 0));
  return { mask, soft: softOf(suspect, original, valid, curve), noise };
}

/** Variance, in levels of luma: weaker structure is what any codec takes away. */
const leastFine = 36;
const leastLeft = 0.15;

/**
 * Where the fine structure of the original is gone, though it is not elsewhere in the picture: a blurred or coarsened region. Fine is
 * what differs from the mean of five points a side.
 */
function softOf(suspect: Plane, original: Plane, valid: Uint8Array, curve: Float32Array): Uint8Array {
  const fine = (plane: Plane): Float32Array => {
    const mean = boxMean(plane, 2).values;
    return boxMean({ ...plane, values: plane.values.map((value, at) => (value - mean[at]!) ** 2) }, 3).values;
  };
  const ours = fine({ ...original, values: original.values.map((value) => toned(curve, value)) });
  const theirs = fine(suspect);
  const ratios: number[] = [];
  for (let at = 0; at < valid.length; at += 3) if (valid[at] && ours[at]! > leastFine) ratios.push(theirs[at]! / ours[at]!);
  const usual = middleOf(Float32Array.from(ratios));
  return Uint8Array.from(ours, (value, at) => (valid[at] && value > leastFine && theirs[at]! < leastLeft * usual * value ? 1 : 0));
}
