/** All signals over a placement, and what they come to together. */
import { bannedReferrer } from './banned-referrer.ts';
import { clickAfterInstall } from './click-after-install.ts';
import { clickFlooding } from './click-flooding.ts';
import { codeGuessing } from './code-guessing.ts';
import type { SignalKind } from './contract.ts';
import type { Baseline, Finding, Picture, Rule } from './facts.ts';
import { installTimesFlat } from './install-times-flat.ts';
import { installTooFast } from './install-too-fast.ts';
import { codeOrdersOf, noTouches, untouchedByDay } from './no-touches.ts';
import { refundRate } from './refund-rate.ts';
import { repeatedDevices } from './repeated-devices.ts';
import { selfPurchase } from './self-purchase.ts';
import { unfiledAccount } from './unfiled-account.ts';

export const signalRules: readonly Rule[] = [
  clickFlooding,
  installTooFast,
  installTimesFlat,
  clickAfterInstall,
  selfPurchase,
  repeatedDevices,
  bannedReferrer,
  unfiledAccount,
  codeGuessing,
  refundRate,
  noTouches,
];
const weights = new Map(signalRules.map(({ kind, weight }) => [kind, weight]));
export const weightOf = (kind: SignalKind): number => weights.get(kind)!;

/** The share of a score from which money is held, unless the organisation says otherwise. */
export const usualHoldAt = 0.7;

/** What signals come to together: the chance that not all of them are wrong, each as sure as its weight and strength (noisy or). */
export function scoreOf(findings: readonly Pick<Finding, 'kind' | 'strength'>[]): number {
  const clean = findings.reduce((product, { kind, strength }) => product * (1 - weightOf(kind) * strength), 1);
  return Math.round((1 - clean) * 1000) / 1000;
}

/** Everything that is found on a placement, but for kinds that are off. */
export function findSignals(
  picture: Picture,
  baseline: Baseline,
  settings: { bannedReferrers: readonly string[]; off: readonly SignalKind[] },
): Finding[] {
  return signalRules.filter(({ kind }) => !settings.off.includes(kind)).flatMap((rule) => rule.find(picture, baseline, settings));
}

type Share = Pick<Baseline, 'clicks' | 'clickConversions' | 'orders' | 'refundedOrders' | 'codeOrders' | 'untouchedCodeOrders'> & {
  installTimesMs: number[];
};

/** What one placement adds to the baseline of the others. */
export function shareOf(picture: Pick<Picture, 'touches' | 'conversions'>): Share {
  const orders = picture.conversions.filter(({ kind }) => kind === 'order' || kind === 'renewal');
  const days = [...untouchedByDay(picture.touches, codeOrdersOf(picture.conversions)).values()];
  return {
    clicks: picture.touches.filter(({ kind }) => kind === 'click').length,
    clickConversions: picture.conversions.filter(({ rule, kind }) => rule === 'click' && kind !== 'renewal').length,
    orders: orders.length,
    refundedOrders: orders.filter(({ refunded }) => refunded).length,
    codeOrders: days.reduce((sum, { buyers }) => sum + buyers, 0),
    untouchedCodeOrders: days.reduce((sum, { untouched }) => sum + untouched, 0),
    installTimesMs: picture.conversions
      .filter(({ kind, clickAt, at }) => kind === 'install' && clickAt !== null && at >= clickAt)
      .map(({ at, clickAt }) => at - clickAt!),
  };
}

// A placement that is large speaks for itself, not for its campaign: each is heard up to so many installs, and counts are capped alike.
const mostInstalls = 400;
const mostCounts = 2_000;
const mostReference = 5_000;
const summed = ['clicks', 'clickConversions', 'orders', 'refundedOrders', 'codeOrders', 'untouchedCodeOrders'] as const;

/** The baseline of each placement of a campaign: all of the others, none of them louder than a fixed number of clicks or orders. */
export function baselinesOf(shares: ReadonlyMap<string, Share>): Map<string, Baseline> {
  const quiet = new Map([...shares].map(([id, share]) => [id, quieted(share)]));
  const totals = Object.fromEntries(summed.map((name) => [name, [...quiet.values()].reduce((total, share) => total + share[name], 0)]));
  const pooled = [...quiet].flatMap(([id, share]) => share.installTimesMs.map((ms) => ({ id, ms }))).sort((a, b) => a.ms - b.ms);
  const reference = everyNth(pooled, Math.ceil(pooled.length / mostReference));
  return new Map(
    [...quiet].map(([id, own]) => [
      id,
      {
        ...(Object.fromEntries(summed.map((name) => [name, totals[name]! - own[name]])) as Omit<Baseline, 'installTimesMs'>),
        installTimesMs: reference.filter((each) => each.id !== id).map(({ ms }) => ms),
      },
    ]),
  );
}

const everyNth = <T>(items: readonly T[], step: number): T[] => items.filter((_, at) => step <= 1 || at % step === 0);

function quieted(share: Share): Share {
  const scale = (count: number): number => (count > mostCounts ? mostCounts / count : 1);
  const [clicks, orders, codes] = [scale(share.clicks), scale(share.orders), scale(share.codeOrders)];
  return {
    clicks: share.clicks * clicks,
    clickConversions: share.clickConversions * clicks,
    orders: share.orders * orders,
    refundedOrders: share.refundedOrders * orders,
    codeOrders: share.codeOrders * codes,
    untouchedCodeOrders: share.untouchedCodeOrders * codes,
    installTimesMs: everyNth(share.installTimesMs, Math.ceil(share.installTimesMs.length / mostInstalls)),
  };
}

/** Pairs that searched at least so many different placements within an hour, and the most that they did. */
export function findGuessers(
  searches: readonly { at: number; pair: string | null; placementId: string }[],
  least = 12,
): Map<string, number> {
  const hours = new Map<string, Set<string>>();
  for (const { at, pair, placementId } of searches) {
    if (pair === null) continue;
    const key = `${pair} ${Math.floor(at / 3_600_000)}`;
    let seen = hours.get(key);
    if (!seen) hours.set(key, (seen = new Set()));
    seen.add(placementId);
  }
  const guessers = new Map<string, number>();
  for (const [key, seen] of hours) {
    if (seen.size < least) continue;
    const pair = key.slice(0, key.lastIndexOf(' '));
    guessers.set(pair, Math.max(guessers.get(pair) ?? 0, seen.size));
  }
  return guessers;
}
