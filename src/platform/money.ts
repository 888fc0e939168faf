import { AppError } from './errors.ts';

/** ISO 4217 code; the number of digits of its minor unit is the standard's. */
export const minorDigits = {
  CNY: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  TWD: 2,
  SGD: 2,
  MYR: 2,
  THB: 2,
  IDR: 2,
  PHP: 2,
  BRL: 2,
  MXN: 2,
  INR: 2,
  KRW: 0,
  JPY: 0,
  VND: 0,
  KWD: 3,
} as const;
export type Currency = keyof typeof minorDigits;

declare const moneyBrand: unique symbol;
/** An exact amount in minor units of one currency. No float ever holds one. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency; readonly [moneyBrand]: true };

export function money(amountMinor: bigint, currency: Currency): Money {
  return { amountMinor, currency } as Money;
}

/** The sum of two amounts of one currency. Throws money.currency_mismatch. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new AppError('money.currency_mismatch', 'invalid', { a: a.currency, b: b.currency });
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/**
 * Divides an amount by integer weights so that the parts sum to the whole: each gets the floor of its share (towards zero),
 * and the units left over go one each to the largest remainders, earlier ones first among equals (Hamilton's method).
 * Weights are not negative and sum to more than zero; throws money.weights_invalid otherwise.
 */
export function splitMoney(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n))
    throw new AppError('money.weights_invalid', 'invalid', { count: weights.length });
  const sign = whole.amountMinor < 0n ? -1n : 1n;
  const size = whole.amountMinor * sign;
  const parts = weights.map((weight, index) => ({ index, units: (size * weight) / total, remainder: (size * weight) % total }));
  const left = size - parts.reduce((sum, part) => sum + part.units, 0n);
  const order = parts.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const part of order.slice(0, Number(left))) part.units += 1n;
  return parts.map((part) => money(part.units * sign, whole.currency));
}

/** On the wire: a decimal string of minor units, and the currency. */
export function moneyToWire(value: Money): { amountMinor: string; currency: Currency } {
  return { amountMinor: value.amountMinor.toString(), currency: value.currency };
}

/** For people: major units with the currency's digits, e.g. `-12.30`; exact, by text alone. */
export function formatMajor(value: Money): string {
  const digits = minorDigits[value.currency];
  const sign = value.amountMinor < 0n ? '-' : '';
  const text = (value.amountMinor < 0n ? -value.amountMinor : value.amountMinor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
