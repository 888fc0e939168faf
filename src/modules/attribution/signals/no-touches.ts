/**
 * On some day orders come with the code, yet nobody had searched for it in the hours before: codes that are put into orders
 * by a program. Apps that do not call the resolver make every placement look so, which is why the campaign's own share is the measure.
 */
import { onPlacement, percent, type ConversionFact, type Rule, type TouchFact } from './facts.ts';
import { atLeast, ramp } from './statistics.ts';

const leastOrders = 12;
const hourMs = 3_600_000;
const reachMs = 6 * hourMs;
const dayMs = 24 * hourMs;
const floorShare = 0.12;

type Buyers = { readonly buyers: number; readonly untouched: number };

/**
 * Of a placement's days: who ordered by code first on it, and for how many of them no search is left that could explain it. Each
 * search explains one buyer within six hours after it; what one buyer orders again needs no new search.
 */
export function untouchedByDay(touches: readonly Pick<TouchFact, 'at' | 'kind'>[], orders: readonly ConversionFact[]): Map<number, Buyers> {
  const free = touches
    .filter(({ kind }) => kind === 'search')
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const seen = new Set<string>();
  const days = new Map<number, Buyers>();
  let from = 0;
  for (const { id, at, viewerId } of [...orders].sort((a, b) => a.at - b.at)) {
    const buyer = viewerId ?? id;
    if (seen.has(buyer)) continue;
    seen.add(buyer);
    while (from < free.length && free[from]! < at - reachMs) from++;
    const explained = from < free.length && free[from]! <= at;
    if (explained) from++;
    const day = Math.floor(at / dayMs);
    const before = days.get(day) ?? { buyers: 0, untouched: 0 };
    days.set(day, { buyers: before.buyers + 1, untouched: before.untouched + (explained ? 0 : 1) });
  }
  return days;
}

export const codeOrdersOf = (conversions: readonly ConversionFact[]): ConversionFact[] =>
  conversions.filter(({ kind, rule }) => kind === 'order' && rule === 'code');

export const noTouches: Rule = {
  kind: 'no_touches',
  weight: 0.9,
  find: (picture, baseline) => {
    const orders = codeOrdersOf(picture.conversions);
    const usual = baseline.codeOrders >= 30 ? baseline.untouchedCodeOrders / baseline.codeOrders : 0;
    const expected = Math.min(0.95, Math.max(floorShare, usual * 1.3));
    const worst = [...untouchedByDay(picture.touches, orders)].sort(([, a], [, b]) => b.untouched - a.untouched)[0];
    if (!worst) return [];
    const [day, { buyers, untouched }] = worst;
    const share = untouched / buyers;
    if (untouched < leastOrders || share < expected + 0.2 || atLeast(buyers, untouched, expected) > 1e-7) return [];
    return [
      {
        kind: 'no_touches',
        subject: onPlacement(picture),
        strength: ramp(share, expected, expected + 0.3),
        evidence: {
          day: new Date(day * dayMs).toISOString().slice(0, 10),
          buyers,
          untouched,
          untouchedPercent: percent(untouched, buyers),
          usualPercent: percent(usual, 1),
          searches: picture.touches.filter(({ at, kind }) => kind === 'search' && Math.floor(at / dayMs) === day).length,
        },
      },
    ];
  },
};
