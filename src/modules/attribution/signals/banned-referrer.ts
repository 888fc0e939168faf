/** Visitors come from pages that the organisation does not want to pay for: coupon sites, traffic exchanges, its own brand pages. */
import { onPlacement, percent, type Rule } from './facts.ts';
import { ramp } from './statistics.ts';

const least = 20;
const leastShare = 0.08;

/** Whether a host is one of the list or below one of it. */
export function isBanned(host: string | null, banned: ReadonlySet<string>): boolean {
  for (let rest = host?.toLowerCase() ?? ''; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1)) {
    if (banned.has(rest)) return true;
    if (!rest.includes('.')) return false;
  }
  return false;
}

export const bannedReferrer: Rule = {
  kind: 'banned_referrer',
  weight: 0.9,
  find: (picture, _baseline, { bannedReferrers }) => {
    if (bannedReferrers.length === 0) return [];
    const banned = new Set(bannedReferrers);
    const clicks = picture.touches.filter(({ kind }) => kind !== 'search');
    const hosts = new Map<string, number>();
    for (const { referrerHost } of clicks)
      if (isBanned(referrerHost, banned)) hosts.set(referrerHost!, (hosts.get(referrerHost!) ?? 0) + 1);
    const bad = [...hosts.values()].reduce((sum, count) => sum + count, 0);
    const share = bad / Math.max(1, clicks.length);
    if (bad < least || share < leastShare) return [];
    const [host = ''] = [...hosts].sort(([, a], [, b]) => b - a)[0] ?? [];
    const conversions = picture.conversions.filter(({ clickReferrer }) => isBanned(clickReferrer, banned)).length;
    return [
      {
        kind: 'banned_referrer',
        subject: onPlacement(picture),
        strength: ramp(share, 0, 0.18),
        evidence: { clicks: clicks.length, from: bad, fromPercent: percent(bad, clicks.length), host, conversions },
      },
    ];
  },
};
