/** Exact fractions of two integers, in lowest terms with a positive denominator. Shares of a right are such: a third stays a third. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

export const zero: Fraction = { n: 0n, d: 1n };
export const one: Fraction = { n: 1n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** n/d in lowest terms. Throws RangeError for a denominator that is not positive. */
export function fraction(n: bigint, d: bigint): Fraction {
  if (d <= 0n) throw new RangeError(`no fraction: ${n}/${d}`);
  const by = gcd(n, d);
  return { n: n / by, d: d / by };
}

/** A fraction from `1/3`. Throws RangeError for anything else. */
export function readFraction(text: string): Fraction {
  const parts = /^(\d{1,18})\/(\d{1,18})$/.exec(text);
  if (!parts) throw new RangeError(`no fraction: ${text.slice(0, 50)}`);
  return fraction(BigInt(parts[1]!), BigInt(parts[2]!));
}

export const writeFraction = ({ n, d }: Fraction): string => `${n}/${d}`;
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
/** Negative where a is less, zero where they are the same. */
export const compare = (a: Fraction, b: Fraction): bigint => a.n * b.d - b.n * a.d;
