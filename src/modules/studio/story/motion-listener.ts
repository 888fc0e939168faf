/** How much the picture moves, five times a second: enough to tell a still picture from a scene without words. */
import type { ListenerFactory } from '../../../platform/media/types.ts';
import type { StoryInput } from './types.ts';

const everyMs = 200;
/** Of the longest side: small enough to cost nothing, large enough to see a hand move. */
const side = 64;

/** Mean absolute luma difference to the picture before, on a grid of everyMs; a step without a picture repeats the last value. */
const listen: ListenerFactory<unknown, NonNullable<StoryInput['motion']>> = () => {
  const values: number[] = [];
  let before: Uint8Array | null = null;
  return {
    picture: { longestSide: side, everyMs, lumaOnly: true },
    onPicture({ y, atMs }) {
      let sum = 0;
      if (before !== null && before.length === y.length) for (let i = 0; i < y.length; i += 1) sum += Math.abs(y[i]! - before[i]!);
      const value = before === null || before.length !== y.length ? 0 : sum / y.length;
      const step = Math.min(Math.round(atMs / everyMs), values.length + 100_000);
      while (values.length < step) values.push(values.at(-1) ?? 0);
      values[step] = Math.round(value * 100) / 100;
      before = y.slice();
    },
    finish: () => ({ hopMs: everyMs, values }),
  };
};

export default listen;
