import type { Picture } from '../../../platform/media/types.ts';
import { smallSide, type PicturePrints } from './fingerprint.ts';
import { createPdqHasher } from './pdq.ts';

const codeBytes = 32;
const smallBytes = smallSide * smallSide;

/** Takes pictures in their order and keeps of each its time, PDQ, quality, and a small copy in luma. */
export function createPictureRecorder(): { add(picture: Picture): void; finish(): PicturePrints } {
  const hash = createPdqHasher();
  const shrink = createShrinker();
  let luma = new Float32Array(0);
  let count = 0;
  let [atMs, codes, quality, small] = [
    new Uint32Array(64),
    new Uint8Array(64 * codeBytes),
    new Uint8Array(64),
    new Uint8Array(64 * smallBytes),
  ];
  const grow = (): void => {
    atMs = longer(atMs, Uint32Array);
    codes = longer(codes, Uint8Array);
    quality = longer(quality, Uint8Array);
    small = longer(small, Uint8Array);
  };
  return {
    add({ atMs: at, width, height, y }) {
      if (count === atMs.length) grow();
      if (luma.length !== y.length) luma = new Float32Array(y.length);
      for (let i = 0; i < y.length; i++) luma[i] = fullRange[y[i]!]!;
      const { quality: detail, hashes } = hash({ width, height, values: luma });
      atMs[count] = Math.round(at);
      codes.set(hashes.orig, count * codeBytes);
      quality[count] = detail;
      shrink(luma, width, height, small.subarray(count * smallBytes, (count + 1) * smallBytes));
      count++;
    },
    finish: () => ({
      atMs: atMs.slice(0, count),
      codes: codes.slice(0, count * codeBytes),
      quality: quality.slice(0, count),
      small: small.slice(0, count * smallBytes),
    }),
  };
}

/** Video's luma of 16 to 235 as PDQ wants it, 0 to 255; its quality counts steps in hundredths of the whole range. */
const fullRange = Float32Array.from({ length: 256 }, (_, value) => Math.min(255, Math.max(0, ((value - 16) * 255) / 219)));

function longer<T extends Uint8Array | Uint32Array>(values: T, kind: new (length: number) => T): T {
  const copy = new kind(values.length * 2);
  copy.set(values);
  return copy;
}

/** Area averages: each small pixel is the mean of what lies under it, with pixels that lie under two counted in parts. */
function createShrinker(): (luma: Float32Array, width: number, height: number, to: Uint8Array) => void {
  let rows = new Float32Array(0);
  return (luma, width, height, to) => {
    if (rows.length !== smallSide * width) rows = new Float32Array(smallSide * width);
    rows.fill(0);
    for (const { from, to: row, share } of partsOf(height))
      for (let x = 0; x < width; x++) rows[row * width + x]! += luma[from * width + x]! * share;
    const parts = partsOf(width);
    const line = new Float32Array(smallSide);
    for (let row = 0; row < smallSide; row++) {
      line.fill(0);
      for (const { from, to: column, share } of parts) line[column]! += rows[row * width + from]! * share;
      for (let column = 0; column < smallSide; column++) to[row * smallSide + column] = Math.round(line[column]!);
    }
  };
}

type Part = { from: number; to: number; share: number };
const partsKnown = new Map<number, readonly Part[]>();

/** How much each of `length` pixels gives to each of smallSide, in the mean of which the shares sum to one. */
function partsOf(length: number): readonly Part[] {
  const known = partsKnown.get(length);
  if (known) return known;
  const parts: Part[] = [];
  const step = length / smallSide;
  for (let to = 0; to < smallSide; to++)
    for (let from = Math.floor(to * step); from < Math.min(length, Math.ceil((to + 1) * step)); from++) {
      const share = (Math.min(from + 1, (to + 1) * step) - Math.max(from, to * step)) / step;
      if (share > 1e-9) parts.push({ from, to, share });
    }
  partsKnown.set(length, parts);
  return parts;
}
