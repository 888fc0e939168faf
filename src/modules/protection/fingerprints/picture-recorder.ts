import type { Picture } from '../../../platform/media/types.ts';
import { smallSide, type PicturePrints } from './fingerprint.ts';
import { createPdqHasher } from './pdq.ts';
import { createResample } from './resample.ts';

const codeBytes = 32;
const smallBytes = smallSide * smallSide;
/** The side of the square that PDQ transforms. */
const pdqSide = 64;

type Arrays = { atMs: Uint32Array; codes: Uint8Array; quality: Uint8Array; small: Uint8Array };

/** Takes pictures in their order and keeps of each its time, PDQ, quality, and a small copy in luma. */
export function createPictureRecorder(): { add(picture: Picture): void; finish(): PicturePrints } {
  const hash = createPdqHasher();
  const toPdq = createResample(pdqSide, 'tent');
  const toSmall = createResample(smallSide, 'box');
  const square = { width: pdqSide, height: pdqSide, values: new Float32Array(pdqSide * pdqSide) };
  const small = new Float32Array(smallBytes);
  let luma = new Float32Array(0);
  let count = 0;
  let kept = arraysOf(64);
  return {
    add({ atMs, width, height, y }) {
      if (count === kept.atMs.length) kept = copyInto(arraysOf(count * 2), kept);
      if (luma.length !== y.length) luma = new Float32Array(y.length);
      for (let i = 0; i < y.length; i++) luma[i] = fullRange[y[i]!]!;
      toPdq(luma, width, height, square.values);
      toSmall(luma, width, height, small);
      const { quality, hashes } = hash(square);
      kept.atMs[count] = Math.round(atMs);
      kept.codes.set(hashes.orig, count * codeBytes);
      kept.quality[count] = quality;
      for (let i = 0; i < smallBytes; i++) kept.small[count * smallBytes + i] = Math.round(small[i]!);
      count++;
    },
    finish: () => ({
      atMs: kept.atMs.slice(0, count),
      codes: kept.codes.slice(0, count * codeBytes),
      quality: kept.quality.slice(0, count),
      small: kept.small.slice(0, count * smallBytes),
    }),
  };
}

/** Video's luma of 16 to 235 as PDQ wants it, 0 to 255; its quality counts steps in hundredths of the whole range. */
const fullRange = Float32Array.from({ length: 256 }, (_, value) => Math.min(255, Math.max(0, ((value - 16) * 255) / 219)));

function arraysOf(pictures: number): Arrays {
  return {
    atMs: new Uint32Array(pictures),
    codes: new Uint8Array(pictures * codeBytes),
    quality: new Uint8Array(pictures),
    small: new Uint8Array(pictures * smallBytes),
  };
}

function copyInto(to: Arrays, from: Arrays): Arrays {
  for (const name of ['atMs', 'codes', 'quality', 'small'] as const) to[name].set(from[name]);
  return to;
}
