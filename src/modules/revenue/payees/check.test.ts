import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBic, isChineseId, isCreditCode, isIban, isLuhn } from './check.ts';
import type { MethodInput } from './contract.ts';
import { invoiceMonths, vatIn } from './invoices.ts';
import { checkMethod, maskId, maskMethod } from './method.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''));
/** Texts that differ from a right one in one sign of the same sort. */
const oneSignOff = (text: string) =>
  fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 9 })).map(([at, by]) => {
    const sign = text[at]!;
    const other = /\d/.test(sign) ? String((Number(sign) + by) % 10) : sign === 'A' ? 'B' : 'A';
    return text.slice(0, at) + other + text.slice(at + 1);
  });

describe('numbers are right by their check digits, and one wrong sign shows', () => {
  test.each([
    // The registry's own examples of ISO 13616, and the standards' of GB 11643 and GB 32100.
    ['IBAN', isIban, ['GB82WEST12345698765432', 'DE89370400440532013000', 'FR1420041010050500013M02606', 'CH9300762011623852957']],
    ['ID number', isChineseId, ['11010519491231002X']],
    ['credit code', isCreditCode, ['91350100M000100Y43', '91110000802100433B']],
    ['bank card', isLuhn, ['6222020200112230012', '4111111111111111']],
  ] as const)('%s', (_, isRight, examples) => {
    for (const example of examples) {
      expect(isRight(example)).toBe(true);
      expect(isRight(example.toLowerCase())).toBe(true);
      expect(isRight(`${example.slice(0, 4)} ${example.slice(4)}`)).toBe(true);
      fc.assert(
        fc.property(oneSignOff(example), (wrong) => {
          expect(isRight(wrong)).toBe(false);
        }),
      );
    }
  });

  test('a day that does not exist is nobody’s birthday', () => {
    expect(isChineseId('110105194902310021')).toBe(false);
    expect(isChineseId('110105201302290018')).toBe(false);
  });

  test('an IBAN has its country’s length', () => {
    expect(isIban('DE8937040044053201300')).toBe(false);
    expect(isIban('')).toBe(false);
  });

  test('a BIC has 8 or 11 signs', () => {
    expect(['DEUTDEFF', 'DEUTDEFF500', 'ICBKCNBJ'].map(isBic)).toEqual([true, true, true]);
    expect(['DEUTDEF', 'DEUTDEFF50', 'DEUT1EFF', ''].map(isBic)).toEqual([false, false, false, false]);
  });
});

describe('where money goes', () => {
  const card = {
    kind: 'bank_cn',
    accountName: '李雷',
    account: '6222 0202 0011 2230 012',
    bankName: '中国工商银行',
    branch: '',
    cnaps: '',
  } as const;

  test('a person’s card is checked by its digit, a company’s account only by its form', () => {
    expect(checkMethod(card, 'person')).toMatchObject({ method: { account: '6222020200112230012' } });
    expect(checkMethod({ ...card, account: '6222020200112230013' }, 'person')).toEqual({ fault: 'card' });
    expect(checkMethod({ ...card, account: '6222020200112230013' }, 'company')).toMatchObject({ method: {} });
    expect(checkMethod({ ...card, account: '12AB' }, 'company')).toEqual({ fault: 'number' });
  });

  test('an account abroad has the BIC of its country, and an IBAN where the country has them', () => {
    const abroad = {
      kind: 'bank_intl',
      accountName: 'Li',
      account: 'DE89 3704 0044 0532 0130 00',
      bic: 'deutdeff',
      bankName: 'DB',
      country: 'DE',
    } as const;
    expect(checkMethod(abroad, 'person')).toMatchObject({ method: { account: 'DE89370400440532013000', bic: 'DEUTDEFF' } });
    expect(checkMethod({ ...abroad, country: 'FR' }, 'person')).toEqual({ fault: 'bic_country' });
    expect(checkMethod({ ...abroad, account: 'DE88370400440532013000' }, 'person')).toEqual({ fault: 'iban' });
    expect(checkMethod({ ...abroad, account: '021000021-12345', bic: 'CHASUS33', country: 'US' }, 'person')).toMatchObject({ method: {} });
  });

  test('a wallet is a mail address or a number', () => {
    const wallet = { kind: 'alipay', accountName: '李雷', account: '138 0013 8000' } as const;
    expect(checkMethod(wallet, 'person')).toMatchObject({ method: { account: '13800138000' } });
    expect(checkMethod({ ...wallet, account: 'nobody' }, 'person')).toEqual({ fault: 'alipay' });
  });

  test('what is shown never holds more than four signs in a row of a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 30 }).chain(digits), (account) => {
        const method: MethodInput = { ...card, account };
        const shown = maskMethod(method).account.replace(/\D/g, '');
        expect(shown.length).toBeLessThanOrEqual(4);
        expect(account.endsWith(shown)).toBe(true);
        expect(maskId(account).replace(/\D/g, '').length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('invoices', () => {
  test('the VAT in an amount is its rate’s part of the whole', () => {
    expect(vatIn(1_060_000n, 600)).toBe(60_000n);
    expect(vatIn(101_00n, 100)).toBe(1_00n);
    expect(vatIn(100n, 0)).toBe(0n);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.constantFrom(100, 300, 600, 900, 1300), (amount, rate) => {
        const vat = vatIn(amount, rate);
        // Without it, the amount times its rate is the VAT, to half a unit.
        const off = (amount - vat) * BigInt(rate) - vat * 10_000n;
        expect(off < 10_000n + BigInt(rate) && off > -10_000n - BigInt(rate)).toBe(true);
      }),
    );
  });

  test('months ask for what their statement gave, and only received invoices count', () => {
    const months = [
      { currency: 'CNY', period: '2026-05', gross_minor: 100n },
      { currency: 'CNY', period: '2026-06', gross_minor: 200n },
      { currency: 'CNY', period: '2026-07', gross_minor: -5n },
      { currency: 'CNY', period: '2026-08', gross_minor: 7n },
    ];
    const invoice = (period: string, amount_minor: bigint, state: 'received' | 'submitted' | 'refused') => ({
      currency: 'CNY',
      period,
      amount_minor,
      state,
    });
    const states = invoiceMonths(months, [
      invoice('2026-05', 100n, 'received'),
      invoice('2026-06', 150n, 'received'),
      invoice('2026-06', 50n, 'submitted'),
      invoice('2026-08', 7n, 'refused'),
    ]).map(({ period, state }) => [period, state]);
    expect(states).toEqual([
      ['2026-08', 'missing'],
      ['2026-07', 'nothing_due'],
      ['2026-06', 'partial'],
      ['2026-05', 'received'],
    ]);
  });
});
