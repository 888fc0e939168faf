import type { Trx } from '../../platform/db/index.ts';
import { formatMajor, money, type Currency } from '../../platform/money.ts';
import { dateIn, businessZone } from '../../platform/time.ts';
import * as repo from './repo.ts';
import type { Account } from './types.ts';

const stretch = 2000;
export const journalFormats = ['hledger', 'csv'] as const;
/** Transfers by when they count: from the first instant on, before the second. */
export type Within = { readonly from: Date; readonly before: Date };
export type JournalFormat = (typeof journalFormats)[number];

/**
 * The posted journal as text, in the order of the chain: plain-text accounting that hledger and ledger read, with the
 * transfer's id and hash as tags, or CSV with one line an entry. Amounts are exact; dates are business days in Asia/Shanghai.
 */
export async function* journalText(
  read: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  organisationId: string,
  format: JournalFormat,
  within: Within | null = null,
): AsyncGenerator<string> {
  const accounts = new Map<string, Account>();
  for (let after = ''; ;) {
    const some = await read((trx) => repo.listAccounts(trx, organisationId, after, stretch));
    for (const account of some) accounts.set(account.id, account);
    if (some.length < stretch) break;
    after = some.at(-1)!.id;
  }
  if (format === 'csv') yield 'date,transfer,seq,kind,memo,account,currency,amount\n';
  for (let seq = 0n; ;) {
    const rows = await read((trx) => repo.listChain(trx, organisationId, seq, stretch));
    const last = rows.at(-1);
    if (!last) return;
    seq = last.row.seq;
    const text = rows.flatMap(({ row, entries }) => {
      if (within && (row.effective_at < within.from || row.effective_at >= within.before)) return [];
      const posted = entries.filter((entry) => entry.phase === 'posted');
      return posted.length === 0 ? [] : [format === 'csv' ? csvOf(row, posted, accounts) : hledgerOf(row, posted, accounts)];
    });
    yield text.join('');
  }
}

const amountOf = (entry: repo.EntryRow): string => formatMajor(money(entry.amount_minor, entry.currency as Currency));
const memoCode = (row: repo.TransferRow): string => (JSON.parse(row.memo) as { code: string }).code;

function hledgerOf(row: repo.TransferRow, entries: readonly repo.EntryRow[], accounts: ReadonlyMap<string, Account>): string {
  const lines = entries.map((entry) => `    ${accounts.get(entry.account_id)!.code}  ${amountOf(entry)} ${entry.currency}\n`);
  return `${dateIn(businessZone, row.effective_at)} * ${memoCode(row)}  ; transfer:${row.id}, seq:${row.seq}, hash:${row.hash}\n${lines.join('')}\n`;
}

function csvOf(row: repo.TransferRow, entries: readonly repo.EntryRow[], accounts: ReadonlyMap<string, Account>): string {
  return entries
    .map((entry) =>
      [
        dateIn(businessZone, row.effective_at),
        row.id,
        row.seq.toString(),
        row.kind,
        memoCode(row),
        accounts.get(entry.account_id)!.code,
        entry.currency,
        amountOf(entry),
      ]
        .map(csvField)
        .join(','),
    )
    .map((line) => `${line}\n`)
    .join('');
}

const csvField = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
