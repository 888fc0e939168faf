/** The same transfers as separated values, for banks' spreadsheets: UTF-8 with its mark, cells that no spreadsheet takes for formulas. */
import { csvCell } from '../../../../platform/http/sheets.ts';
import { formatMajor, money, type Currency } from '../../../../platform/money.ts';
import type { TransferFile } from './transfer.ts';

/** Both languages in one header: files travel between people. */
const titles = [
  '流水号 reference',
  '收款户名 name',
  '收款账号 account',
  '开户行 bank',
  '联行号 CNAPS',
  'BIC',
  '国家 country',
  '币种 currency',
  '金额 amount',
  '付款日期 date',
  '用途 purpose',
];

/** A number of account that a spreadsheet would round: it keeps fifteen digits, and shows more than eleven as a power of ten. */
const asText = (digits: string): string => (/^\d{11,}$/.test(digits) ? `${digits}\t` : digits);

export function writeTransferCsv(file: TransferFile): string {
  const rows = file.transfers.map(({ reference, amountMinor, to, purpose }) => [
    reference,
    to.holder,
    asText(to.iban ?? to.accountNumber ?? ''),
    to.bankName ?? '',
    to.cnaps === null ? '' : asText(to.cnaps),
    to.bic ?? '',
    to.country,
    file.currency,
    formatMajor(money(amountMinor, file.currency as Currency)),
    file.executeOn,
    purpose,
  ]);
  return `\ufeff${[titles, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
