/** Whether a copy's colours were changed: its tone, how strong its colours are, or which they are. */
import type { Geometry } from '../match/geometry.ts';
import type { Moments } from './moments-listener.ts';

/** A codec and a conversion of colour spaces move levels by a few; a filter that is put on to be seen, by more. */
const leastToneShift = 9;
/** Root mean square of the original's chroma, in levels: below it there is no colour that could have changed. */
const leastChroma = 6;

/** `curve` as of toneCurve: what the copy makes of 32 levels; `seen` says which of them occur. */
export function isToned(curve: Float32Array, seen: readonly boolean[]): boolean {
  let [sum, count] = [0, 0];
  for (const [bin, value] of curve.entries()) {
    if (!seen[bin]) continue;
    sum += Math.abs(value - (bin * 8 + 4));
    count++;
  }
  return count >= 4 && sum / count > leastToneShift;
}

/**
 * Compares chroma of pictures that show the same, where they are not changed: `pairs` are places in the two lists with the mask of the
 * suspect's changed points; `inverse` leads from suspect into original.
 */
export function isRecoloured(
  pairs: readonly { readonly suspect: number; readonly reference: number; readonly mask: Uint8Array }[],
  theirs: Moments,
  ours: Moments,
  inverse: Geometry,
): boolean {
  const [w, h] = [theirs.width >> 1, theirs.height >> 1];
  const [ow, oh] = [ours.width >> 1, ours.height >> 1];
  let [points, same, original, copied] = [0, 0, 0, 0];
  for (const { suspect, reference, mask } of pairs)
    for (let y = 1; y < h; y += 2)
      for (let x = 1; x < w; x += 2) {
        if (mask[2 * y * theirs.width + 2 * x]) continue;
        const [px, py] = [(x + 0.5) / w, (y + 0.5) / h];
        const column = Math.floor((inverse[0] * px + inverse[1] * py + inverse[2]) * ow);
        const row = Math.floor((inverse[3] * px + inverse[4] * py + inverse[5]) * oh);
        if (column < 0 || row < 0 || column >= ow || row >= oh) continue;
        const [at, from] = [y * w + x, row * ow + column];
        const [u, v] = [theirs.u[suspect]![at]! - 128, theirs.v[suspect]![at]! - 128];
        const [ou, ov] = [ours.u[reference]![from]! - 128, ours.v[reference]![from]! - 128];
        points++;
        same += u * ou + v * ov;
        original += ou * ou + ov * ov;
        copied += u * u + v * v;
      }
  if (points === 0 || Math.sqrt(original / points) < leastChroma) return false;
  const strength = Math.sqrt(copied / original);
  return strength < 0.6 || strength > 1.5 || same / Math.sqrt(original * copied) < 0.8;
}
