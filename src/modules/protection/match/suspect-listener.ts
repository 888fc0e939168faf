/** Watches a decoding pass over a suspect and keeps its pictures, small but dense: what copies are registered and aligned with. */
import type { ListenerFactory } from '../../../platform/media/types.ts';
import type { SuspectPictures } from './suspect.ts';

/**
 * How dense and how large pictures are kept, by the length of the file that the container claims. The longest file that is read at all
 * (12 hours) takes some 200 MB, one of a minute 7 MB.
 */
const grains = [
  { upToMs: 240_000, everyMs: 80, side: 128 },
  { upToMs: 1_800_000, everyMs: 250, side: 128 },
  { upToMs: 7_200_000, everyMs: 250, side: 64 },
  { upToMs: Infinity, everyMs: 500, side: 64 },
] as const;
/** A container may claim less than it holds; what goes beyond is not looked at. */
const mostBytes = 400_000_000;

const listen: ListenerFactory<unknown, SuspectPictures> = (_options, facts) => {
  const grain = grains.find(({ upToMs }) => facts.durationMs <= upToMs)!;
  const times: number[] = [];
  const planes: Uint8Array[] = [];
  let [width, height, bytes] = [0, 0, 0];
  return {
    picture: { longestSide: grain.side, everyMs: grain.everyMs, lumaOnly: true },
    onPicture(picture) {
      if (bytes + picture.y.length > mostBytes) return;
      ({ width, height } = picture);
      times.push(picture.atMs);
      planes.push(picture.y.slice());
      bytes += picture.y.length;
    },
    finish() {
      const luma = new Uint8Array(bytes);
      planes.forEach((plane, index) => luma.set(plane, index * plane.length));
      planes.length = 0;
      return { width, height, atMs: Float64Array.from(times), luma };
    },
  };
};

export default listen;
