/** Terms as figures: what an order would bring, and what makes terms nonsense. Money is bigint minor units throughout. */
import type { MarketEntry, Terms } from '../contract.ts';

/**
 * What viewers usually pay at once, in minor units: the smallest top-up that the field's apps offer. Only the comparison of
 * campaigns is made with it, never a payment.
 */
const usualOrder: Record<Terms['currency'], bigint> = {
  CNY: 990n,
  USD: 499n,
  EUR: 499n,
  GBP: 449n,
  HKD: 3800n,
  TWD: 15_000n,
  SGD: 698n,
  MYR: 1990n,
  THB: 14_900n,
  IDR: 7_900_000n,
  PHP: 24_900n,
  BRL: 1990n,
  MXN: 8900n,
  INR: 19_900n,
  KRW: 5500n,
  JPY: 600n,
  VND: 99_000n,
  KWD: 1500n,
};

const minorOf = (text: string | null): bigint => (text === null ? 0n : BigInt(text));
const shareOf = (amount: bigint, bps: number): bigint => (amount * BigInt(bps)) / 10_000n;

/** What an order of the usual size would bring its creator before an agency's share, and as a share of it: comparable over currencies. */
export function estimatePay(terms: Terms): MarketEntry['pay'] {
  const usual = usualOrder[terms.currency];
  const plain = minorOf(terms.perOrderMinor) + shareOf(usual, terms.orderShareBps);
  const cap = terms.capPerOrderMinor === null ? plain : BigInt(terms.capPerOrderMinor);
  const perOrder = plain < cap ? plain : cap;
  return {
    currency: terms.currency,
    usualOrderMinor: usual.toString(),
    perOrderMinor: perOrder.toString(),
    // Held below int4's end: a fixed sum of a thousand orders' worth is still a fixed sum.
    comparableBps: Number((perOrder * 10_000n) / usual > 10_000_000n ? 10_000_000n : (perOrder * 10_000n) / usual),
  };
}

/** Whether anything at all is paid. */
export function paysSomething(terms: Terms): boolean {
  return (
    terms.orderShareBps > 0 ||
    terms.renewalShareBps > 0 ||
    terms.adRevenueShareBps > 0 ||
    minorOf(terms.perInstallMinor) > 0n ||
    minorOf(terms.perOrderMinor) > 0n
  );
}

/** What is wrong with terms by themselves; null when nothing is. */
export function findTermsFault(terms: Terms): 'cap_below_fixed' | 'creator_cap_below_order_cap' | 'probabilistic_longer_than_click' | null {
  const { perOrderMinor, capPerOrderMinor, capPerCreatorMinor, windows } = terms;
  if (perOrderMinor !== null && capPerOrderMinor !== null && BigInt(capPerOrderMinor) < BigInt(perOrderMinor)) return 'cap_below_fixed';
  if (capPerOrderMinor !== null && capPerCreatorMinor !== null && BigInt(capPerCreatorMinor) < BigInt(capPerOrderMinor))
    return 'creator_cap_below_order_cap';
  // A guess must not outlive what is known for certain.
  if (windows.probabilisticHours > 0 && windows.probabilisticHours > windows.clickHours) return 'probabilistic_longer_than_click';
  return null;
}

/** Whether two terms say the same, words included. */
export function sameTerms(a: Terms, b: Terms): boolean {
  return JSON.stringify(a, sortedKeys(a)) === JSON.stringify(b, sortedKeys(b));
}

// Every key of any depth, in order: JSON columns come back with keys in an order of the database's own.
function sortedKeys(value: unknown): string[] {
  const keys = new Set<string>();
  const walk = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null) return;
    for (const [key, next] of Object.entries(inner)) {
      if (!Array.isArray(inner)) keys.add(key);
      walk(next);
    }
  };
  walk(value);
  return [...keys].sort();
}
