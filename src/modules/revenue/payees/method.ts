/** Where money goes: checked, brought into one form, and shown so that only its owner knows it from others. Pure. */
import { compact, isBic, isChineseId, isCreditCode, isIban, isLuhn } from './check.ts';
import type { IdKind, Masked, MethodInput } from './contract.ts';

/** What is wrong with an account: the error `revenue.account_<fault>` says it. */
type AccountFault = 'card' | 'number' | 'iban' | 'bic' | 'bic_country' | 'alipay';

/**
 * A method in the form in which it is kept, or what is wrong with it. Cards of people (16 to 19 digits, as China's cards have) carry a
 * check digit; accounts of companies do not.
 */
export function checkMethod(method: MethodInput, kind: 'person' | 'company'): { method: MethodInput } | { fault: AccountFault } {
  if (method.kind === 'bank_cn') {
    const account = compact(method.account);
    if (!/^\d{8,30}$/.test(account)) return { fault: 'number' };
    if (kind === 'person' && account.length >= 16 && account.length <= 19 && !isLuhn(account)) return { fault: 'card' };
    return { method: { ...method, account } };
  }
  if (method.kind === 'bank_intl') {
    const account = compact(method.account);
    const bic = compact(method.bic);
    if (!isBic(bic)) return { fault: 'bic' };
    if (bic.slice(4, 6) !== method.country) return { fault: 'bic_country' };
    // What begins as an IBAN of its country is one; elsewhere banks have numbers of their own.
    if (new RegExp(`^${method.country}\\d{2}`).test(account)) {
      if (!isIban(account)) return { fault: 'iban' };
    } else if (!/^[A-Z0-9]{4,34}$/.test(account)) return { fault: 'number' };
    return { method: { ...method, account, bic } };
  }
  if (method.kind === 'alipay') {
    const account = method.account.replace(/\s/g, '');
    const known = /^[^@]+@[^@]+\.[^@]+$/.test(account) || /^\+?\d[\d-]{6,19}$/.test(account) || /^2088\d{12}$/.test(account);
    return known ? { method: { ...method, account } } : { fault: 'alipay' };
  }
  return { method };
}

/** A number of a person or a company in its one form; null where its check digit or its form is wrong. */
export function checkIdNumber({ kind, number }: { kind: IdKind; number: string }): string | null {
  const clean = compact(number);
  if (kind === 'cn_id_card') return isChineseId(clean) ? clean : null;
  if (kind === 'cn_credit_code') return isCreditCode(clean) ? clean : null;
  if (kind === 'passport') return /^[A-Z0-9]{5,20}$/.test(clean) ? clean : null;
  return /^[\p{L}\p{N}./]{3,40}$/u.test(clean) ? clean : null;
}

const dots = '••••';

/** The last four of a long text, fewer of a short one: enough to know one's own by. */
function maskEnd(text: string): string {
  const shown = text.length > 8 ? 4 : Math.floor(text.length / 4);
  return `${dots} ${shown === 0 ? '' : text.slice(-shown)}`.trimEnd();
}

/** The first and the last signs of an ID number. */
export const maskId = (number: string): string =>
  number.length >= 10 ? `${number.slice(0, 3)}${dots}${number.slice(-2)}` : maskEnd(number);

function maskWallet(account: string): string {
  const at = account.indexOf('@');
  if (at > 0) return `${account.slice(0, Math.min(2, at - 1))}${dots}${account.slice(at)}`;
  return maskEnd(account);
}

export function maskMethod(method: MethodInput): Masked {
  const none = { bankName: '', branch: '', bankCode: '', country: '' };
  if (method.kind === 'bank_cn')
    return {
      kind: method.kind,
      accountName: method.accountName,
      account: maskEnd(method.account),
      bankName: method.bankName,
      branch: method.branch,
      bankCode: method.cnaps,
      country: 'CN',
    };
  if (method.kind === 'bank_intl')
    return {
      kind: method.kind,
      accountName: method.accountName,
      account: maskEnd(method.account),
      bankName: method.bankName,
      branch: '',
      bankCode: method.bic,
      country: method.country,
    };
  if (method.kind === 'alipay') return { ...none, kind: method.kind, accountName: method.accountName, account: maskWallet(method.account) };
  return { ...none, kind: method.kind, accountName: '', account: maskEnd(method.account) };
}
