/** Money as people read and type it. An amount is a decimal string of minor units, as on the wire; no float ever holds one. */

const digitsByCurrency = new Map<string, number>();

/** How many digits the minor unit of a currency has, by ISO 4217 as the browser knows it: 2 for CNY, 0 for JPY. */
export function minorDigitsOf(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/** `12345` in CNY is `123.45`: the plain decimal, for inputs and for Intl, which formats decimal strings exactly. */
export function decimalOf(minor: string | bigint, currency: string): string {
  const digits = minorDigitsOf(currency);
  const text = String(minor);
  const sign = text.startsWith('-') ? '-' : '';
  const figures = text.replace('-', '').padStart(digits + 1, '0');
  return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** Minor units of what a person typed (`1,234.5`, `１２`), null where that is no amount of this currency or below zero. */
export function minorOf(typed: string, currency: string): string | null {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '');
  const digits = minorDigitsOf(currency);
  const match = /^(\d{1,15})(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  return BigInt(match[1]! + fraction.padEnd(digits, '0')).toString();
}

/** An amount in the reader's language, exact to the minor unit; `short` writes 1.2万 or 12K where there is no room. */
export function formatMoney(language: string, minor: string | bigint, currency: string, short = false): string {
  const options: Intl.NumberFormatOptions = {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(short && { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }),
  };
  return new Intl.NumberFormat(language, options).format(decimalOf(minor, currency) as `${number}`);
}

/** Basis points of what a person typed as a percentage (`12.5` is 1250); null unless between 0 and 100 with two decimals. */
export function bpsOf(typed: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(typed.normalize('NFKC').replace(/[\s%]/g, ''));
  if (!match) return null;
  const bps = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return bps <= 10_000 ? bps : null;
}

/** Basis points as a percentage is typed: 1250 is `12.5`. */
export const percentOf = (bps: number): string => String(bps / 100);
