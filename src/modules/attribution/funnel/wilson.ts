/** How sure a rate is: Wilson's score interval (Wilson 1927), which stays honest for few and for rare events. Pure. */
import type { HookRow } from '../contract.ts';

export type Rate = HookRow['orderRate'];

/** The two-sided 95 % quantile of the normal distribution. */
const z = 1.959964;

/** A rate with its 95 % interval in basis points; hits beyond the number of trials count as so many trials. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, bps: null, lowBps: null, highBps: null };
  const n = of;
  const p = Math.min(1, hits / n);
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const spread = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const bps = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10_000);
  return { hits, of, bps: bps(p), lowBps: bps(centre - spread), highBps: bps(centre + spread) };
}

/** Below so many trials nothing is said of a rate. */
const fewest = 100;

/**
 * What may be said of each rate beside the others: `best` where its interval lies above every other's, `worse` where it lies below that
 * of the highest rate, `unsure` with few trials, else `level`.
 */
export function standings(rates: readonly Rate[]): HookRow['standing'][] {
  const sure = rates.filter((rate) => rate.of >= fewest);
  const leader = sure.toSorted((a, b) => b.bps! - a.bps! || b.of - a.of)[0];
  return rates.map((rate) => {
    if (rate.of < fewest || !leader) return 'unsure';
    if (rate === leader)
      return sure.length > 1 && sure.every((other) => other === rate || other.highBps! < rate.lowBps!) ? 'best' : 'level';
    return rate.highBps! < leader.lowBps! ? 'worse' : 'level';
  });
}
