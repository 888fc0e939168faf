/** What of a balance may be paid now, and why not. Pure. */
import type { Reason } from './contract.ts';

export type Owed = {
  readonly balanceMinor: bigint;
  /** What becomes payable on a later day. */
  readonly onHoldMinor: bigint;
  readonly underWayMinor: bigint;
  readonly nextOn: string | null;
};
export type PayeeTerms = {
  readonly currency: string;
  readonly thresholdMinor: bigint;
  readonly minimumMinor: bigint;
  /** Codes of what the profile lacks; null where there is none. */
  readonly missing: readonly string[] | null;
  /** What invoices still cover; null where none are needed. */
  readonly invoicedMinor: bigint | null;
};

export const payableMinor = ({ balanceMinor, onHoldMinor, underWayMinor }: Owed): bigint => balanceMinor - onHoldMinor - underWayMinor;

/** Why somebody is not paid what is payable; nothing where they are. The first reason is the one to act on. */
export function reasonsAgainst(owed: Owed, terms: PayeeTerms): Reason[] {
  const payable = payableMinor(owed);
  const { currency } = terms;
  if (payable <= 0n) {
    // Nothing to pay: what else is missing can wait until there is.
    if (owed.balanceMinor < 0n) return [{ code: 'in_debt', params: { amountMinor: (-owed.balanceMinor).toString(), currency } }];
    if (owed.underWayMinor > 0n) return [{ code: 'under_way', params: { amountMinor: owed.underWayMinor.toString(), currency } }];
    if (owed.onHoldMinor > 0n)
      return [{ code: 'on_hold', params: { amountMinor: owed.onHoldMinor.toString(), currency, on: owed.nextOn } }];
    return [{ code: 'nothing', params: {} }];
  }
  const reasons: Reason[] = [];
  if (terms.missing === null) reasons.push({ code: 'no_profile', params: {} });
  for (const what of terms.missing ?? []) reasons.push({ code: 'profile_lacks', params: { what } });
  if (payable < terms.minimumMinor)
    reasons.push({ code: 'below_minimum', params: { minimumMinor: terms.minimumMinor.toString(), currency } });
  else if (payable < terms.thresholdMinor)
    reasons.push({ code: 'below_threshold', params: { thresholdMinor: terms.thresholdMinor.toString(), currency } });
  if (terms.invoicedMinor !== null && terms.invoicedMinor < payable)
    reasons.push({ code: 'invoice_missing', params: { amountMinor: (payable - terms.invoicedMinor).toString(), currency } });
  return reasons;
}

/** The next day of payouts from `today` on (both YYYY-MM-DD); null where payouts have no fixed day. */
export function nextPayoutDay(dayOfMonth: number | null, today: string): string | null {
  if (dayOfMonth === null) return null;
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const later = day > dayOfMonth;
  const at = later ? { year: month === 12 ? year + 1 : year, month: month === 12 ? 1 : month + 1 } : { year, month };
  return `${at.year}-${String(at.month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
