/** When two figures of the same thing say the same. */
import type { Claim } from '../claims/claim.ts';

type Value = Pick<Claim, 'low' | 'high' | 'bound' | 'step'>;

/** What a worded value may be: “nearly 700 million” is a tenth below at most, “over 500” has no upper end. */
function spanOf({ low, high, bound, step }: Value): [number, number] {
  const value = high ?? low ?? 0;
  const slack = Math.abs(step);
  if (bound === 'nearly') return [value * 0.9, value + slack];
  if (bound === 'about') return [value * 0.95 - slack, value * 1.05 + slack];
  return [low === null ? -Infinity : low - slack / 2, high === null ? Infinity : high + slack / 2];
}

/** Whether both can be true of one thing, roundings included. */
export function agree(a: Value, b: Value): boolean {
  const [first, second] = [spanOf(a), spanOf(b)];
  const slack = Math.max(Math.abs(a.step), Math.abs(b.step)) / 2;
  return first[0] <= second[1] + slack && second[0] <= first[1] + slack;
}
