/**
 * ISO 20022 customer credit transfer initiation, pain.001.001.09: one message with one payment information block, as a batch has one
 * currency, one day and one account. Elements stand in the order of the message definition report; lengths are its own. Identifiers
 * hold to the character set of SWIFT (MT's X set), which every bank takes; names and texts too outside China, while Chinese banks want
 * names as they are registered, in Chinese. The same batch always makes the same bytes. Pure.
 */
import { formatMajor, money, type Currency } from '../../../../platform/money.ts';
import type { BankDestination, Debtor, Transfer, TransferFile } from './transfer.ts';

export const painNamespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const longest = { name: 140, text: 140 } as const;

/** The file's text. Throws RangeError for a batch without transfers. */
export function writePain001(file: TransferFile): string {
  if (file.transfers.length === 0) throw new RangeError('a file of no transfers');
  const amount = (minor: bigint): string => formatMajor(money(minor, file.currency as Currency));
  const count = String(file.transfers.length);
  const sum = amount(file.transfers.reduce((total, { amountMinor }) => total + amountMinor, 0n));
  const body = node('CstmrCdtTrfInitn', [
    node('GrpHdr', [
      leaf('MsgId', file.messageId),
      leaf('CreDtTm', file.madeAt),
      leaf('NbOfTxs', count),
      leaf('CtrlSum', sum),
      node('InitgPty', [leaf('Nm', nameOf(file.from.holder, file.from.country))]),
    ]),
    node('PmtInf', [
      leaf('PmtInfId', `${file.messageId}-1`),
      leaf('PmtMtd', 'TRF'),
      leaf('NbOfTxs', count),
      leaf('CtrlSum', sum),
      node('ReqdExctnDt', [leaf('Dt', file.executeOn)]),
      node('Dbtr', partyOf(file.from)),
      node('DbtrAcct', [...accountOf(file.from), leaf('Ccy', file.currency)]),
      node('DbtrAgt', [bankOf(file.from, null)]),
      leaf('ChrgBr', 'SLEV'),
      ...file.transfers.map((transfer) => transferOf(transfer, file, amount(transfer.amountMinor))),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${painNamespace}">\n${indent(body)}\n</Document>\n`;
}

function transferOf({ reference, to, purpose }: Transfer, file: TransferFile, amount: string): string {
  return node('CdtTrfTxInf', [
    node('PmtId', [leaf('InstrId', reference), leaf('EndToEndId', reference)]),
    node('Amt', [`<InstdAmt Ccy="${file.currency}">${amount}</InstdAmt>`]),
    node('CdtrAgt', [bankOf(to, to.bankName)]),
    node('Cdtr', partyOf(to)),
    node('CdtrAcct', accountOf(to)),
    node('RmtInf', [leaf('Ustrd', textOf(`${purpose} ${reference}`.trim(), to.country, longest.text))]),
  ]);
}

const partyOf = ({ holder, country }: Debtor | BankDestination): string[] => [
  leaf('Nm', nameOf(holder, country)),
  node('PstlAdr', [leaf('Ctry', country)]),
];

function accountOf({ iban, accountNumber }: Debtor | BankDestination): string[] {
  return [node('Id', [iban === null ? node('Othr', [leaf('Id', accountNumber ?? '')]) : leaf('IBAN', iban)])];
}

/** A bank by its BIC, and by China's clearing code where there is one; by its name where there is neither. */
function bankOf({ bic, cnaps, country }: Debtor | BankDestination, name: string | null): string {
  const known = [
    ...(bic === null ? [] : [leaf('BICFI', bic)]),
    ...(cnaps === null ? [] : [node('ClrSysMmbId', [node('ClrSysId', [leaf('Cd', 'CNAPS')]), leaf('MmbId', cnaps)])]),
    ...(name === null || name === '' ? [] : [leaf('Nm', nameOf(name, country))]),
  ];
  return node('FinInstnId', known.length > 0 ? known : [node('Othr', [leaf('Id', 'NOTPROVIDED')])]);
}

const nameOf = (name: string, country: string): string => textOf(name, country, longest.name);

/** Latin letters with marks as letters without; what has no such form is a full stop, as the European Payments Council advises. */
function textOf(text: string, country: string, most: number): string {
  // What XML cannot carry (XML 1.0, 2.2) and what ends lines goes first.
  // oxlint-disable-next-line no-control-regex
  const plain = text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (country === 'CN') return cut(plain, most);
  const folded = plain
    .replace(/[ßæÆøØłŁđĐ]/gu, (letter) => foldings[letter]!)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/&/g, '+')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/gu, '.');
  // A name of another script altogether would be nothing but dots: the bank shall see it as it is.
  return cut(/[A-Za-z0-9]/.test(folded) ? folded : plain, most);
}
const foldings: Record<string, string> = { ß: 'ss', æ: 'ae', Æ: 'AE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' };
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('').trim();

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const leaf = (name: string, text: string): string => `<${name}>${escape(text)}</${name}>`;
const indent = (text: string): string => text.replace(/^/gm, '  ');
const node = (name: string, children: readonly string[]): string => `<${name}>\n${children.map(indent).join('\n')}\n</${name}>`;
