/**
 * What a conversion earns by the terms of its campaign: an estimate that the books will post. Exact, in minor units; pure.
 * The terms are those that held when the conversion happened, whatever was promised or changed later.
 */
import { money, splitMoney, type Currency } from '../../../platform/money.ts';
import type { Terms } from '../../campaigns/index.ts';
import type { ConversionKind, OrderStatus } from '../words/contract.ts';

type Part = 'order_share' | 'renewal_share' | 'per_install' | 'per_order' | 'order_cap' | 'ad_share';
export type EarningPart = { readonly kind: Part; readonly amountMinor: bigint };
export type Earned = {
  readonly currency: Currency;
  readonly creatorMinor: bigint;
  readonly agencyMinor: bigint;
  /** Of the whole, before the agency's share; they sum to creator and agency together. */
  readonly parts: readonly EarningPart[];
};
type Paid = {
  readonly kind: ConversionKind;
  readonly status: OrderStatus;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: string | null;
};

/** A share of an amount, to the nearest minor unit; what is left over stays with the house (largest remainder of two parts). */
export function shareOf(amountMinor: bigint, bps: number, currency: Currency): bigint {
  return splitMoney(money(amountMinor, currency), [BigInt(bps), BigInt(10_000 - bps)])[0]!.amountMinor;
}

/** What is left of an amount when `refundedMinor` of `wholeMinor` was given back; in proportion, to the nearest unit. */
export function keep(amountMinor: bigint, wholeMinor: bigint, refundedMinor: bigint, currency: Currency): bigint {
  if (refundedMinor === 0n || wholeMinor === 0n) return amountMinor;
  return splitMoney(money(amountMinor, currency), [wholeMinor - refundedMinor, refundedMinor])[0]!.amountMinor;
}

/**
 * The estimate for one conversion. Sums that are fixed in the terms' currency, and caps, hold only where the order has the same one:
 * a share of an order in another currency is a share in that currency. Null where nothing can be earned.
 */
export function earnOf(paid: Paid, terms: Terms, agencyShareBps: number): Earned | null {
  if (paid.kind === 'register') return null;
  if (paid.kind === 'install') {
    if (terms.perInstallMinor === null) return null;
    return divide([{ kind: 'per_install', amountMinor: BigInt(terms.perInstallMinor) }], terms.currency, agencyShareBps);
  }
  if (paid.currency === null || !(paid.status === 'paid' || paid.status === 'partly_refunded')) return null;
  const currency = paid.currency as Currency;
  const same = currency === terms.currency;
  const renewal = paid.kind === 'renewal';
  const parts: EarningPart[] = [];
  const share = shareOf(paid.amountMinor, renewal ? terms.renewalShareBps : terms.orderShareBps, currency);
  if (share > 0n) parts.push({ kind: renewal ? 'renewal_share' : 'order_share', amountMinor: share });
  if (same && !renewal && terms.perOrderMinor !== null) parts.push({ kind: 'per_order', amountMinor: BigInt(terms.perOrderMinor) });
  const whole = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  const cap = same && terms.capPerOrderMinor !== null ? BigInt(terms.capPerOrderMinor) : null;
  if (cap !== null && whole > cap) parts.push({ kind: 'order_cap', amountMinor: cap - whole });
  if (parts.length === 0) return null;
  const capped = cap !== null && whole > cap ? cap : whole;
  return divide(scale(parts, capped, keep(capped, paid.amountMinor, paid.refundedMinor, currency), currency), currency, agencyShareBps);
}

/** What a placement earns of its part of an ad pool. */
export function earnOfPool(amountMinor: bigint, currency: Currency, terms: Terms, agencyShareBps: number): Earned | null {
  const share = shareOf(amountMinor, terms.adRevenueShareBps, currency);
  return share === 0n ? null : divide([{ kind: 'ad_share', amountMinor: share }], currency, agencyShareBps);
}

// After a refund every part is kept in proportion, and the last makes the sum right: parts are told to people who add them up.
function scale(parts: readonly EarningPart[], fromMinor: bigint, toMinor: bigint, currency: Currency): EarningPart[] {
  if (fromMinor === toMinor) return [...parts];
  const scaled = parts.map((part) => ({ ...part, amountMinor: keep(part.amountMinor, fromMinor, fromMinor - toMinor, currency) }));
  const sum = scaled.reduce((total, part) => total + part.amountMinor, 0n);
  const last = scaled.length - 1;
  return scaled.map((part, index) => (index === last ? { ...part, amountMinor: part.amountMinor + toMinor - sum } : part));
}

function divide(parts: readonly EarningPart[], currency: Currency, agencyShareBps: number): Earned {
  const whole = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  const [creator, agency] = splitMoney(money(whole, currency), [BigInt(10_000 - agencyShareBps), BigInt(agencyShareBps)]);
  return { currency, creatorMinor: creator!.amountMinor, agencyMinor: agency!.amountMinor, parts };
}

/** A pool's money by counted events, the largest remainders first; what was counted for nobody takes its part and is told last. */
export function sharePool(amountMinor: bigint, currency: Currency, counts: readonly bigint[], nobodys: bigint): bigint[] {
  const total = counts.reduce((sum, count) => sum + count, nobodys);
  if (total === 0n) return counts.map(() => 0n);
  return splitMoney(money(amountMinor, currency), [...counts, nobodys])
    .slice(0, counts.length)
    .map((part) => part.amountMinor);
}
