/** Exact fractions of minor units. Denominators are positive; values are reduced, so equal ones have equal parts. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

export const zero: Fraction = { n: 0n, d: 1n };
export const one: Fraction = { n: 1n, d: 1n };
export const whole = (n: bigint): Fraction => ({ n, d: 1n });
/** Ten-thousandths as a fraction. */
export const bps = (value: bigint): Fraction => fraction(value, 10_000n);

/** Throws RangeError for a denominator that is not positive. */
export function fraction(n: bigint, d: bigint): Fraction {
  if (d <= 0n) throw new RangeError('a fraction needs a positive denominator');
  const shared = gcd(n < 0n ? -n : n, d);
  return shared === 1n ? { n, d } : { n: n / shared, d: d / shared };
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { n: -b.n, d: b.d });
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
/** Of what is positive. */
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
export const isLess = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
export const least = (a: Fraction, b: Fraction): Fraction => (isLess(b, a) ? b : a);
export const isZero = (a: Fraction): boolean => a.n === 0n;
export const isEqual = (a: Fraction, b: Fraction): boolean => a.n * b.d === b.n * a.d;

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/**
 * Fractions as whole units that sum to `total`, which is their exact sum: each gets its floor, and the units left over go one each to
 * the largest remainders, earlier ones first among equals (Hamilton's method). None is negative.
 */
export function roundToSum(parts: readonly Fraction[], total: bigint): bigint[] {
  const floors = parts.map(({ n, d }) => n / d);
  const left = Number(total - floors.reduce((sum, units) => sum + units, 0n));
  if (left === 0) return floors;
  const order = parts
    .map(({ n, d }, index) => ({ index, remainder: { n: n % d, d } }))
    .sort((a, b) => (isEqual(a.remainder, b.remainder) ? a.index - b.index : isLess(a.remainder, b.remainder) ? 1 : -1));
  for (const { index } of order.slice(0, left)) floors[index]! += 1n;
  return floors;
}
