/** Sums of a funnel in words and for comparison; money of several currencies is never added up. */
import type { Funnel } from '../../../../../src/modules/attribution/contract.ts';
import type { I18n } from '../../../../shared/i18n/i18n.ts';
import { decimalOf } from '../../../../shared/i18n/money.ts';

export type Counts = Funnel['total'];
export type CountKey = 'clicks' | 'views' | 'searches' | 'installs' | 'registrations' | 'orders' | 'renewals' | 'refunds';
type MoneyKey = 'revenueMinor' | 'refundedMinor' | 'adRevenueMinor' | 'earnedMinor';

/** Every currency's amount, the way they are listed; a dash where there is none. */
export function moneyWords({ format }: Pick<I18n, 'format'>, sums: Counts['money'], key: MoneyKey, short = false): string {
  const there = sums.filter((one) => one[key] !== '0');
  return there.length === 0 ? '–' : there.map((one) => format.money(one[key], one.currency, short)).join(' · ');
}

/** The amount of one currency as a number in major units: for the length of a bar or the height of a line, nowhere else. */
export function drawn(sums: Counts['money'], key: MoneyKey, currency: string): number {
  const one = sums.find((sum) => sum.currency === currency);
  return one ? Number(decimalOf(one[key], currency)) : 0;
}

/** The currency that most was earned in, for drawings that can show one. */
export function mainCurrency(sums: Counts['money']): string | null {
  let best: string | null = null;
  for (const one of sums)
    if (best === null || drawn(sums, 'revenueMinor', one.currency) > drawn(sums, 'revenueMinor', best)) best = one.currency;
  return best;
}

/** Part of a whole as basis points; null where there is nothing to divide by, or where the part is of something else. */
export const rateOf = (part: number, whole: number): number | null => (whole > 0 && part <= whole ? part / whole : null);

/** How much more or less than before, as a part of before; null where there was nothing. */
export const changeOf = (now: number, before: number): number | null => (before > 0 ? (now - before) / before : null);
