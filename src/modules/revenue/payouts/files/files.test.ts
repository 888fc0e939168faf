import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { all, painFaults, readXml } from '../../../../../test/support/pain001.ts';
import { writeTransferCsv } from './csv.ts';
import { writePain001 } from './pain001.ts';
import { endingOf, readResults } from './results.ts';
import type { BankDestination, TransferFile } from './transfer.ts';

const from = { holder: '上海短剧有限公司', iban: null, accountNumber: '121900000010901', bic: null, cnaps: '308290003020', country: 'CN' };
const to = (change: Partial<BankDestination> = {}): BankDestination => ({
  way: 'bank',
  holder: '林晓',
  iban: null,
  accountNumber: '6214830212345678',
  bic: null,
  cnaps: '308290003020',
  bankName: '招商银行 上海分行营业部',
  country: 'CN',
  ...change,
});
const fileOf = (change: Partial<TransferFile> = {}): TransferFile => ({
  messageId: 'POB06DKX2N5R8T0C3G7K1P4V9W2YA',
  madeAt: '2026-11-22T19:00:00+08:00',
  executeOn: '2026-11-23',
  currency: 'CNY',
  from,
  transfers: [{ reference: 'PYO1', amountMinor: 123_456n, to: to(), purpose: '分账' }],
  ...change,
});

describe('pain.001.001.09', () => {
  it('is the message of the report, and the same for the same batch', () => {
    const text = writePain001(fileOf());
    expect(painFaults(text)).toEqual([]);
    expect(writePain001(fileOf())).toBe(text);
    const root = readXml(text);
    expect(all(root, 'CtrlSum').map((each) => each.text)).toEqual(['1234.56', '1234.56']);
    expect(all(root, 'MmbId').map((each) => each.text)).toEqual(['308290003020', '308290003020']);
    expect(all(root, 'Nm').map((each) => each.text)).toContain('林晓');
  });

  it('writes names abroad in the letters that every bank takes, and an IBAN as one', () => {
    const abroad = to({
      holder: 'Łukasz Müller-Ærø & Söhne <x>',
      iban: 'DE89370400440532013000',
      accountNumber: null,
      bic: 'COBADEFFXXX',
      cnaps: null,
      bankName: null,
      country: 'DE',
    });
    const root = readXml(
      writePain001(fileOf({ currency: 'EUR', transfers: [{ reference: 'PYO2', amountMinor: 5n, to: abroad, purpose: '' }] })),
    );
    expect(all(root, 'Cdtr')[0]!.children[0]!.text).toBe('Lukasz Muller-AEro + Sohne .x.');
    expect(all(root, 'IBAN')[0]!.text).toBe('DE89370400440532013000');
    expect(all(root, 'InstdAmt')[0]).toMatchObject({ text: '0.05', attributes: { Ccy: 'EUR' } });
  });

  it('holds for any names, amounts and currencies, and its sums are theirs', () => {
    const transfer = fc.record({
      amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      purpose: fc.string({ unit: 'binary', maxLength: 200 }),
      to: fc
        .record({
          holder: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
          country: fc.constantFrom('CN', 'DE', 'US'),
          bankName: fc.option(fc.string({ unit: 'grapheme', maxLength: 160 })),
        })
        // A holder of nothing but spaces is refused before it comes here.
        .filter(({ holder }) => /[\p{L}\p{N}]/u.test(holder))
        .map((change) => to(change)),
    });
    fc.assert(
      fc.property(fc.array(transfer, { minLength: 1, maxLength: 8 }), fc.constantFrom('CNY', 'JPY', 'KWD'), (transfers, currency) => {
        const file = fileOf({ currency, transfers: transfers.map((each, index) => ({ ...each, reference: `PYO${index}` })) });
        expect(painFaults(writePain001(file))).toEqual([]);
      }),
    );
  });

  it('is seen to be wrong where it is: the reader finds every kind of fault', () => {
    const good = writePain001(fileOf());
    const broken = [
      good.replace('<CtrlSum>1234.56', '<CtrlSum>1234.57'),
      good.replace('<NbOfTxs>1', '<NbOfTxs>2'),
      good.replace('<PmtMtd>TRF</PmtMtd>', ''),
      good.replace(/(<Cdtr>[\s\S]*<\/Cdtr>)\s*(<CdtrAcct>[\s\S]*<\/CdtrAcct>)/, '$2$1'),
      good.replace(/<EndToEndId>[^<]*/, `<EndToEndId>${'X'.repeat(36)}`),
      good.replace('Ccy="CNY"', 'Ccy="yuan"'),
      good.replace('pain.001.001.09', 'pain.001.001.03'),
    ];
    for (const text of broken) expect(painFaults(text)).not.toEqual([]);
    expect(() => readXml(good.replace('</Document>', ''))).toThrow('closed');
  });
});

describe('the file for spreadsheets', () => {
  it('begins with its mark, keeps long numbers whole, and holds no formula', () => {
    const text = writeTransferCsv(
      fileOf({ transfers: [{ reference: 'PYO1', amountMinor: 100n, to: to({ holder: '=HYPERLINK("x")' }), purpose: '+1' }] }),
    );
    expect(text.startsWith('\ufeff')).toBe(true);
    const [, row] = parse(text, { bom: true }) as string[][];
    expect(row).toEqual([
      'PYO1',
      `'=HYPERLINK("x")`,
      '6214830212345678\t',
      '招商银行 上海分行营业部',
      '308290003020\t',
      '',
      'CN',
      'CNY',
      '1.00',
      '2026-11-23',
      "'+1",
    ]);
  });
});

describe('a bank’s results', () => {
  it('are read whatever the separator, the words and the line ends, and say on which line', () => {
    const rows = [
      ['流水号', '状态', '原因'],
      ['PYO1', '交易成功', ''],
      ['PYO2', '退汇', '账号, "已销户"'],
      ['PYO3', '？', ''],
    ];
    for (const separator of [',', ';', '\t'])
      for (const end of ['\n', '\r\n', '\r']) {
        const text = rows
          .map((row) => row.map((cell) => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator))
          .join(end);
        const read = readResults(text)!;
        expect(read.map(({ reference, status }) => [reference, endingOf(status)])).toEqual([
          ['PYO1', 'paid'],
          ['PYO2', 'returned'],
          ['PYO3', null],
        ]);
        expect(read[1]!.reason).toBe('账号, "已销户"');
      }
    expect(readResults('a,b\n1,2')).toBeNull();
  });
});
