import { smallSide, type PicturePrints, type ShotPrint } from '../fingerprints/fingerprint.ts';
import type { ShotPair } from './align.ts';
import { correlation, unitOf } from './units.ts';

const smallBytes = smallSide * smallSide;
/** What is left of a side when edges are cut off, or when borders are taken off the suspect. */
const cuts = [0.9, 0.83, 0.77, 0.7, 0.6] as const;
/** Where in a shot pictures are taken. */
const places = [0.3, 0.5, 0.7] as const;
/** Correlation from which two pictures are one: those of other people in the same place, framed alike, come to less. */
const sameFrame = 0.93;

/**
 * The share of paired shots whose pictures are the same ones when edges are cut off or borders added, mirrored or not, 0 to 1. Hashes know
 * nothing of such; small pictures are laid over one another.
 */
export function sameFraming(
  original: { readonly pictures: PicturePrints; readonly shots: readonly ShotPrint[] },
  suspect: { readonly pictures: PicturePrints; readonly shots: readonly ShotPrint[] },
  pairs: readonly ShotPair[],
): number {
  let [looked, same] = [0, 0];
  for (const pair of pairs) {
    const [ours, theirs] = [original.shots[pair.original]!, suspect.shots[pair.suspect]!];
    let [seen, alike] = [0, 0];
    for (const place of places) {
      const at = nearest(suspect.pictures.atMs, timeIn(theirs, place));
      const around = nearest(original.pictures.atMs, timeIn(ours, place));
      if (at < 0 || around < 0) continue;
      const found = isAlike(suspect.pictures.small, at, original.pictures, around);
      if (found === null) continue;
      seen++;
      if (found) alike++;
    }
    if (seen === 0) continue;
    looked++;
    if (alike * 2 > seen) same++;
  }
  return looked === 0 ? 0 : same / looked;
}

const timeIn = ({ startMs, endMs }: ShotPrint, place: number): number => startMs + place * (endMs - startMs);

/** Null where the suspect's picture is plain. */
function isAlike(small: Uint8Array, at: number, { small: others, atMs }: PicturePrints, around: number): boolean | null {
  const picture = pictureOf(small, at);
  const whole = unitOf(picture);
  if (!whole) return null;
  // Cut already where borders would be: then what is left is compared with all of the original.
  const views = [picture, ...cuts.map((part) => middleOf(picture, part))].map(unitOf).filter((unit) => unit !== null);
  for (let place = Math.max(0, around - 1); place <= Math.min(atMs.length - 1, around + 1); place++) {
    const other = pictureOf(others, place);
    for (const face of [other, mirrorOf(other)]) {
      const unit = unitOf(face);
      if (unit && views.some((view) => correlation(view, unit) >= sameFrame)) return true;
      for (const part of cuts) {
        const middle = unitOf(middleOf(face, part));
        if (middle && correlation(whole, middle) >= sameFrame) return true;
      }
    }
  }
  return false;
}

const pictureOf = (small: Uint8Array, at: number): Float32Array =>
  Float32Array.from(small.subarray(at * smallBytes, (at + 1) * smallBytes));

function mirrorOf(picture: Float32Array): Float32Array {
  const out = picture.slice();
  for (let row = 0; row < smallBytes; row += smallSide) out.subarray(row, row + smallSide).reverse();
  return out;
}

/** The middle of a picture made as large as it was, between four pixels by their distance. */
function middleOf(picture: Float32Array, part: number): Float32Array {
  const from = (place: number): number =>
    Math.min(smallSide - 1.001, Math.max(0, (place + 0.5 - smallSide / 2) * part + smallSide / 2 - 0.5));
  return Float32Array.from({ length: smallBytes }, (_, i) => {
    const [x, y] = [from(i % smallSide), from(Math.floor(i / smallSide))];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const at = row * smallSide + column;
    const upper = picture[at]! * (column + 1 - x) + picture[at + 1]! * (x - column);
    const lower = picture[at + smallSide]! * (column + 1 - x) + picture[at + smallSide + 1]! * (x - column);
    return upper * (row + 1 - y) + lower * (y - row);
  });
}

/** The picture nearest to a time; −1 where there is none. */
function nearest(atMs: Uint32Array, ms: number): number {
  let [best, apart] = [-1, Infinity];
  let [low, high] = [0, atMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  for (const place of [low - 1, low])
    if (place >= 0 && place < atMs.length && Math.abs(atMs[place]! - ms) < apart) [best, apart] = [place, Math.abs(atMs[place]! - ms)];
  return best;
}
