/**
 * Few programs make many clicks that bring nothing. People behind one address (an office, a campus, a carrier) are many, and buy
 * like others, even with phones of one make; so clicks beyond what people make count only where the very same sources then
 * convert far below the campaign. Adjust calls the pattern hyper-engagement.
 */
import { onPlacement, pairOf, percent, type Picture, type Rule } from './facts.ts';
import { atMost, ramp } from './statistics.ts';

// Fans come back: up to ten clicks of one address and program in a day are theirs. Hashes are a day's own, so all counts are by day.
const pairPatience = 10;
// A program that changes its name with every click still has its address.
const addressPatience = 30;
const leastExcess = 100;
const leastShare = 0.15;

type Heavy = { excess: number; clicks: number; won: number; sources: number; most: number };

/** The sources that click more than people do, their clicks, and what came of them. */
function heavySources(picture: Picture, keyOf: (address: string | null, agent: string | null) => string | null, patience: number): Heavy {
  const counts = new Map<string, number>();
  for (const { kind, addressHash, agentHash } of picture.touches) {
    const key = kind === 'click' ? keyOf(addressHash, agentHash) : null;
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const heavy = new Map([...counts].filter(([, count]) => count > patience));
  const clicks = [...heavy.values()].reduce((sum, count) => sum + count, 0);
  const won = picture.conversions.filter(({ rule, kind, clickAddressHash, clickAgentHash }) => {
    const key = rule === 'click' && kind !== 'renewal' ? keyOf(clickAddressHash, clickAgentHash) : null;
    return key !== null && heavy.has(key);
  }).length;
  return { excess: clicks - heavy.size * patience, clicks, won, sources: heavy.size, most: Math.max(0, ...heavy.values()) };
}

export const clickFlooding: Rule = {
  kind: 'click_flooding',
  weight: 0.95,
  find: (picture, baseline) => {
    const clicks = picture.touches.filter(({ kind }) => kind === 'click').length;
    const rate = baseline.clicks > 0 ? baseline.clickConversions / baseline.clicks : 0;
    if (clicks < leastExcess || rate === 0) return [];
    const found = [
      heavySources(picture, (addressHash, agentHash) => pairOf({ addressHash, agentHash }), pairPatience),
      heavySources(picture, (addressHash) => addressHash, addressPatience),
    ]
      // A third of the campaign's rate is asked for: a clip that went viral brings the less willing.
      .filter(
        ({ excess, clicks: of, won }) =>
          excess >= leastExcess && excess / clicks >= leastShare && atMost(of, won, Math.min(0.5, rate / 3)) < 1e-3,
      )
      .sort((a, b) => b.excess - a.excess)[0];
    if (!found) return [];
    return [
      {
        kind: 'click_flooding',
        subject: onPlacement(picture),
        strength: ramp(found.excess / clicks, 0, 0.25),
        evidence: {
          clicks,
          repeated: found.excess,
          repeatedPercent: percent(found.excess, clicks),
          sources: found.sources,
          most: found.most,
          conversions: found.won,
          expected: Math.round(found.clicks * rate),
        },
      },
    ];
  },
};
