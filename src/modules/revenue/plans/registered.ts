/** A division among rights holders taken from the shares that are registered. Pure: whom a share belongs to is given. */
import { add, fraction, roundToSum, zero, type Fraction } from '../allocate/fraction.ts';
import type { Ratio } from '../contract.ts';

export type Holder = { readonly party: string; readonly share: Fraction };
type Written = { readonly party: string; readonly share: Extract<Ratio, { n: string }> };

// A plan writes whole numbers of at most twelve digits.
const most = 10n ** 12n - 1n;
const coarse = 10n ** 11n;

/**
 * Parts of a plan, one for each who is paid, in the order in which they were given; shares of one who stands there twice are put
 * together. Exact; where a number is longer than a plan writes, all are whole hundred-thousand-millionths instead, by the largest
 * remainders, of equal ones who stands first, and `exact` says so.
 */
export function partsOf(holders: readonly Holder[]): { parts: Written[]; exact: boolean } {
  const sums = new Map<string, Fraction>();
  for (const { party, share } of holders) sums.set(party, add(sums.get(party) ?? zero, share));
  const all = [...sums].map(([party, share]) => ({ party, share: fraction(share.n, share.d) }));
  const exact = all.every(({ share }) => share.n <= most && share.d <= most);
  if (exact) return { exact, parts: all.map(({ party, share: { n, d } }) => ({ party, share: { n: `${n}`, d: `${d}` } })) };
  const units = all.map(({ share: { n, d } }) => fraction(n * coarse, d));
  const sum = units.reduce(add, zero);
  const total = (sum.n + sum.d - 1n) / sum.d;
  // What nobody here holds is rounded with the others, so that they sum to no more than is theirs.
  const whole = roundToSum([...units, fraction(total * sum.d - sum.n, sum.d)], total);
  return { exact, parts: all.map(({ party }, index) => ({ party, share: { n: `${whole[index]}`, d: `${coarse}` } })) };
}
