/** What providers take at all, known without asking them. Pure. */
import type { PayoutWay } from '../contract.ts';

/** Why a payment cannot go a way: a code, or null where it can. */
export function whyNotBy(way: PayoutWay, { currency, amountMinor }: { currency: string; amountMinor: bigint }): string | null {
  if (way === 'alipay') {
    if (currency !== 'CNY') return 'currency_not_taken';
    // From the documentation of alipay.fund.trans.uni.transfer: 0.1 yuan at least.
    return amountMinor < 10n ? 'amount_too_small' : null;
  }
  // Three decimals are not sent as three: Stripe wants them in tens of the smallest unit.
  return way === 'stripe' && currency === 'KWD' ? 'currency_not_taken' : null;
}
