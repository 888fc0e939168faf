/** Whether numbers of accounts and persons are what they say, by their standards' check digits. Pure; spaces and case are passed over. */

/** Without spaces and hyphens, in capitals. */
export const compact = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/** ISO 13616: two letters, two check digits, up to 30 more; the rearranged number is 1 modulo 97 (ISO 7064). */
export function isIban(text: string): boolean {
  const iban = compact(text);
  const length = ibanLengths[iban.slice(0, 2)];
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || (length !== undefined && iban.length !== length)) return false;
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36).toString()).join('');
  return BigInt(digits) % 97n === 1n;
}
// The lengths that the registry of ISO 13616 gives for countries that payees have come from; others are judged by their digits alone.
const ibanLengths: Readonly<Record<string, number>> = {
  AE: 23,
  AT: 20,
  BE: 16,
  BR: 29,
  CH: 21,
  CZ: 24,
  DE: 22,
  DK: 18,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  IE: 22,
  IT: 27,
  KW: 30,
  LU: 20,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  SA: 24,
  SE: 24,
  TR: 26,
};

/** ISO 9362:2022: party prefix of four, country of two letters, suffix of two, and a branch of three or none. */
export const isBic = (text: string): boolean => /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact(text));

/** The check digit of ISO/IEC 7812-1, annex B (Luhn), which Chinese bank cards carry. */
export function isLuhn(text: string): boolean {
  const digits = compact(text);
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  [...digits].toReversed().forEach((sign, index) => {
    const doubled = Number(sign) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}

const cardWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: region, date of birth, serial, and a check digit by ISO 7064 MOD 11-2. The day has to exist. */
export function isChineseId(text: string): boolean {
  const id = compact(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false;
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)].map(Number) as [number, number, number];
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  const sum = cardWeights.reduce((all, weight, index) => all + weight * Number(id[index]), 0);
  return '10X98765432'[sum % 11] === id[17];
}

/** The days of a month of the Gregorian calendar, counted from 1. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// Without I, O, S, V and Z, which look like digits or each other.
const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015: the unified social credit code of 18 signs; weights are powers of 3 modulo 31, the last sign is the check. */
export function isCreditCode(text: string): boolean {
  const code = compact(text);
  if (code.length !== 18 || [...code].some((sign) => !creditSigns.includes(sign)) || !/^[1-9A-Y][1-9]\d{6}/.test(code)) return false;
  let weight = 1;
  let sum = 0;
  for (const sign of code.slice(0, 17)) {
    sum += creditSigns.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return creditSigns[(31 - (sum % 31)) % 31] === code[17];
}
