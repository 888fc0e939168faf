/** Frozen stretches: the picture stays that of the first frame. A still black picture is not frozen, it is black. */
import { isBlack } from './black.ts';
import { commonSide } from '../pictures.ts';
import type { Listener, ListenerFactory, Picture, Span } from '../types.ts';

export type FrozenOptions = { minMs?: number };

/** Mean difference in levels; a still picture that was encoded with loss moves by less (−56 dB of full scale). */
const meanLimit = 0.4;
/** Of one 8 × 8 block: a mouth that speaks in a still picture moves a block by more. */
const blockLimit = 3;
const block = 8;

/** Whether two pictures of one size show the same: little change in the mean and in every block. */
export function isSamePicture(a: Pick<Picture, 'y' | 'width' | 'height'>, b: Pick<Picture, 'y' | 'width' | 'height'>): boolean {
  const { width, height } = a;
  const columns = Math.ceil(width / block);
  const sums = new Uint32Array(columns);
  let total = 0;
  const totalLimit = meanLimit * a.y.length;
  for (let top = 0; top < height; top += block) {
    const rows = Math.min(block, height - top);
    sums.fill(0);
    for (let row = top; row < top + rows; row++) {
      const line = row * width;
      for (let x = 0; x < width; x++) sums[x >> 3]! += Math.abs(a.y[line + x]! - b.y[line + x]!);
    }
    for (let column = 0; column < columns; column++) {
      total += sums[column]!;
      if (sums[column]! > blockLimit * rows * Math.min(block, width - column * block)) return false;
    }
    if (total > totalLimit) return false;
  }
  return true;
}

const createFrozen: ListenerFactory<FrozenOptions | undefined, Span[]> = ({ minMs = 1000 } = {}): Listener<Span[]> => {
  const spans: Span[] = [];
  let reference: { y: Uint8Array; width: number; height: number } | null = null;
  let startMs = 0;
  let black = false;
  const close = (endMs: number): void => {
    if (reference && !black && endMs - startMs >= minMs) spans.push({ startMs, endMs });
  };
  return {
    picture: { longestSide: commonSide },
    onPicture(picture) {
      if (reference && isSamePicture(reference, picture)) return;
      close(picture.atMs);
      reference ??= { y: new Uint8Array(picture.y.length), width: picture.width, height: picture.height };
      reference.y.set(picture.y);
      startMs = picture.atMs;
      black = isBlack(picture);
    },
    finish(end) {
      // A file of one frame shows a still; nothing froze in it.
      if (end.frames > 1) close(end.durationMs);
      return spans;
    },
  };
};

export default createFrozen;
