/** Black stretches: nearly every pixel at the bottom of the range, from the first such picture to the next that is not. */
import { commonSide } from '../pictures.ts';
import type { Listener, ListenerFactory, Picture, Span } from '../types.ts';

export type BlackOptions = { minMs?: number };

/** Luma up to here is black: 10 % of the range above 16, as in FFmpeg's blackdetect, whose 98 % of the pixels is used too. */
const darkest = 38;
const share = 0.98;

/** Whether a picture is black. */
export function isBlack({ y }: Pick<Picture, 'y'>): boolean {
  const allowed = Math.floor(y.length * (1 - share));
  let bright = 0;
  for (let i = 0; i < y.length; i++) if (y[i]! > darkest && ++bright > allowed) return false;
  return true;
}

const createBlack: ListenerFactory<BlackOptions | undefined, Span[]> = ({ minMs = 80 } = {}): Listener<Span[]> => {
  const spans: Span[] = [];
  let startMs: number | null = null;
  const close = (endMs: number): void => {
    if (startMs !== null && endMs - startMs >= minMs) spans.push({ startMs, endMs });
    startMs = null;
  };
  return {
    picture: { longestSide: commonSide },
    onPicture(picture) {
      if (!isBlack(picture)) close(picture.atMs);
      else startMs ??= picture.atMs;
    },
    finish(end) {
      close(end.durationMs);
      return spans;
    },
  };
};

export default createBlack;
