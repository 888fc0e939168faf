/**
 * The ledger: accounts, transfers, entries, in double entry. It knows nothing of dramas, of people or of why money moves:
 * a memo says that in its caller's words.
 *
 * Nothing in it is changed or removed: what was wrong is taken back by another transfer. Every transfer sums to zero in every
 * currency, carries the hash of the one before it in its organisation, and is recorded in the transaction that causes it.
 * Pending transfers hold room until they are settled, voided or over. Start reading at record.ts (how orders become transfers),
 * then apply.ts (what an account allows) and chain.ts (what is hashed).
 */
import * as initial from './migrations/0001-ledger.ts';
import { createLedgerService, type LedgerParts, type LedgerService } from './service.ts';

export { canonicalJson, contentHash, entryHash, linkHash, type ChainedTransfer } from './chain.ts';
export { buildTree, growTree, isInTree, type Growing, type Tree } from './tree.ts';
export type { HistoryRow, TransferDetail } from './browse.ts';
export type { Seal } from './service.ts';
export { exchangeOrders, type Exchange } from './exchange.ts';
export { journalFormats, type JournalFormat } from './journal-text.ts';
export type { Account, AccountSpec, Balance, Memo, Outcome, TransferOrder } from './types.ts';
export const ledgerMigrations = { module: 'ledger', migrations: { '0001-ledger': initial } };

export type Ledger = LedgerService;
export const createLedger = (parts: LedgerParts): Ledger => createLedgerService(parts);
