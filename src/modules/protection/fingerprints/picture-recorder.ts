import type { Picture } from '../../../platform/media/types.ts';
import { smallSide, type PicturePrints } from './fingerprint.ts';
import { createPdqCoder } from './pdq.ts';
import { createResample } from './resample.ts';

const codeBytes = 32;
const smallBytes = smallSide * smallSide;
/** The side of the square that PDQ transforms. */
const pdqSide = 64;

type Arrays = { atMs: Uint32Array; codes: Uint8Array; quality: Uint8Array; small: Uint8Array };

/** Takes pictures in their order and keeps of each its time, PDQ, quality, and a small copy in luma. */
export function createPictureRecorder(): { add(picture: Picture): void; finish(): PicturePrints } {
  const code = createPdqCoder();
  const toPdq = createResample(pdqSide, 'tent');
  const toSmall = createResample(smallSide, 'box');
  const square = new Float32Array(pdqSide * pdqSide);
  const small = new Float32Array(smallBytes);
  let count = 0;
  let kept = arraysOf(64);
  return {
    add({ atMs, width, height, y }) {
      if (count === kept.atMs.length) kept = copyInto(arraysOf(count * 2), kept);
      toPdq(y, width, height, square);
      toSmall(y, width, height, small);
      for (let i = 0; i < square.length; i++) square[i] = fullRange(square[i]!);
      kept.atMs[count] = Math.round(atMs);
      kept.quality[count] = code(square, kept.codes.subarray(count * codeBytes, (count + 1) * codeBytes));
      for (let i = 0; i < smallBytes; i++) kept.small[count * smallBytes + i] = Math.round(fullRange(small[i]!));
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

/**
 * Video's luma of 16 to 235 as PDQ wants it, 0 to 255; its quality counts steps in hundredths of the whole range. Means are widened and
 * not pixels: it comes to the same, and there are fewer.
 */
const fullRange = (value: number): number => Math.min(255, Math.max(0, ((value - 16) * 255) / 219));

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
