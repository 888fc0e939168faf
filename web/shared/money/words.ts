/** The words of money: dates of the business, months, and amounts whose sign is said and not only coloured. */
import type { I18n } from '../i18n/i18n.ts';

/** A business day (`2026-11-22`) as the language writes it, whatever zone the reader is in. */
export const dayWords = ({ format }: I18n, day: string): string => format.date(`${day}T12:00:00Z`);

/** A month (`2026-10`) as the language writes it: `2026年10月`. */
export const monthWords = ({ language }: I18n, period: string): string =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${period}-15T12:00:00Z`));

/** An amount with its sign in front, plus as well as minus: `+¥12.00`, `−¥3.00`. */
export function signedWords({ format }: I18n, minor: string, currency: string): string {
  const amount = BigInt(minor);
  if (amount === 0n) return format.money(minor, currency);
  return (amount > 0n ? '+' : '−') + format.money(amount > 0n ? amount : -amount, currency);
}

export const isZero = (minor: string): boolean => BigInt(minor) === 0n;
export const isNegative = (minor: string): boolean => BigInt(minor) < 0n;

/** A payee's name; the house's own are called by what they are, as long as nobody renamed them. */
export function payeeWords({ t }: I18n, { name, role }: { name: string; role: 'operator' | 'studio' | null }): string {
  const given = (role === 'operator' && name === 'Operator') || (role === 'studio' && name === 'Studio');
  return given ? t(`payee.belongs.${role}`) : name;
}
