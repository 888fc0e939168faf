/** Watches a decoding pass and keeps the pictures of chosen moments, with those just before and after. */
import type { ListenerFactory } from '../../../platform/media/types.ts';

export type MomentsOptions = {
  /** Ascending, in milliseconds from the first frame. */
  readonly atMs: readonly number[];
  /** How far from a moment pictures are kept. */
  readonly withinMs: number;
  readonly longestSide: number;
};
/** Pictures in their order: luma as decoded, and the two colours at half the sides. */
export type Moments = {
  readonly width: number;
  readonly height: number;
  readonly atMs: readonly number[];
  readonly y: readonly Uint8Array[];
  readonly u: readonly Uint8Array[];
  readonly v: readonly Uint8Array[];
};

const listen: ListenerFactory<MomentsOptions, Moments> = ({ atMs: wanted, withinMs, longestSide }) => {
  const [atMs, y, u, v]: [number[], Uint8Array[], Uint8Array[], Uint8Array[]] = [[], [], [], []];
  let [width, height, next] = [0, 0, 0];
  return {
    picture: { longestSide },
    onPicture(picture) {
      while (next < wanted.length && picture.atMs > wanted[next]! + withinMs) next++;
      if (next === wanted.length || picture.atMs < wanted[next]! - withinMs) return;
      ({ width, height } = picture);
      atMs.push(picture.atMs);
      y.push(picture.y.slice());
      u.push(picture.u.slice());
      v.push(picture.v.slice());
    },
    finish: () => ({ width, height, atMs, y, u, v }),
  };
};

export default listen;
