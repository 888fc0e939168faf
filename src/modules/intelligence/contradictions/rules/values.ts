/** What a claim's value may truly be, given how it is written. */
import type { Bound } from '../../quantities/quantity.ts';

/** What can be said of a value: `low` to `high` is where the true one may lie, `value` the number that was written. */
export type Value = {
  value: number;
  low: number;
  high: number;
  bound: Bound;
  step: number;
  written: readonly [number | null, number | null];
};

/** How far writers go with “over” and “nearly”: over 50 is hardly 70, nearly 70 hardly 55. Only what is meant, never what is excluded. */
const overReach = 1.35;
const nearlyReach = 0.84;
const aboutReach = 0.06;

/** The value of a claim; null where it has none. A range that is upside down keeps its edges as they are. */
export function valueOf(claim: { low: number | null; high: number | null; bound: Bound; step: number }): Value | null {
  const { low, high, bound } = claim;
  // “1–1.3 million”: the last digit of a range is that of its finer end.
  const step = low !== null && high !== null && low !== high ? Math.min(Math.abs(claim.step), Math.abs(high - low) / 4) : claim.step;
  const value = low !== null && high !== null ? (low + high) / 2 : (low ?? high);
  if (value === null || !Number.isFinite(value)) return null;
  const half = Math.abs(step) / 2;
  const written = [low, high] as const;
  if (bound === 'range' && low !== null && high !== null)
    return { value, low: Math.min(low, high) - half, high: Math.max(low, high) + half, bound, step, written };
  if (low === null) return { value, low: -Infinity, high: value + half, bound, step, written };
  if (high === null) return { value, low: value - half, high: Infinity, bound, step, written };
  const wide = bound === 'about' ? Math.max(half * 2, Math.abs(value) * aboutReach) : half;
  return { value, low: value - wide, high: value + wide, bound, step, written };
}

/** What is meant by a value: open ends closed where writers would have said something else. */
export function meant(value: Value): { low: number; high: number } {
  const size = Math.abs(value.value);
  return {
    low: value.low === -Infinity ? value.value - size * (1 - nearlyReach) : value.low,
    high: value.high === Infinity ? value.value + size * (overReach - 1) : value.high,
  };
}

export type Comparison = 'agree' | 'rounding' | 'bounds' | 'differ';

/** Whether two values of the same thing can both be true, and how they come to differ. */
export function compare(a: Value, b: Value): Comparison {
  if (a.value === b.value && a.bound === b.bound) return 'agree';
  const open = isOpen(a) || isOpen(b);
  if (a.low <= b.high && b.low <= a.high) return open ? 'bounds' : 'agree';
  // A bound that a rounding crosses: “over 50.4” of 50.38, “nearly 70” of 70.1.
  const apart = Math.abs(a.value - b.value);
  if (apart <= Math.max(roundingOf(a), roundingOf(b)) * 1.0001) return 'rounding';
  return 'differ';
}

export const isOpen = (value: Value): boolean => value.low === -Infinity || value.high === Infinity;

/** How far a value may be from what was rounded: its last digit, or 1 % where people round freely. */
function roundingOf(value: Value): number {
  return Math.max(value.step, roundStep(value), Math.abs(value.value) * 0.01);
}

/** One unit of the last digit that is not zero, where that is fine enough to be a rounding: 700 million is to the ten million at the least. */
function roundStep({ value, step }: Value): number {
  if (!(step > 0)) return 0;
  let size = step;
  while (size * 10 <= Math.abs(value) * 0.04 && Math.abs(value / (size * 10) - Math.round(value / (size * 10))) < 1e-9) size *= 10;
  return size;
}

/** The larger over the smaller; null where a sign or a zero makes no sense of it. */
export function ratioOf(a: number, b: number): number | null {
  if (!(a > 0) || !(b > 0)) return null;
  return a > b ? a / b : b / a;
}

/** The same value, times a factor. */
export function scaled(value: Value, factor: number): Value {
  const [low, high] = value.written;
  return {
    ...value,
    value: tidy(value.value * factor),
    low: value.low * factor,
    high: value.high * factor,
    step: value.step * factor,
    written: [low === null ? null : tidy(low * factor), high === null ? null : tidy(high * factor)],
  };
}

/** Without the dust of floating point. */
export const tidy = (value: number): number => Number(value.toPrecision(12));

/** Digits without their scale: 373.9 billion and 37.39 billion are 3739 both. */
export const digitsOf = (value: number): string =>
  Math.abs(value)
    .toPrecision(12)
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
