/** The books to look at: accounts, the history of one as of any time, and a transfer down to its orders. */
import { z } from 'zod';
import { currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { explanation, revenueKinds, signedMinor } from '../words/contract.ts';

/** What an account is for; the parties behind it are named beside it. */
export const accountKinds = ['payable', 'receivable', 'promotion', 'tax', 'cash', 'payee_debt', 'other'] as const;
const account = z.object({
  id: z.string(),
  code: z.string(),
  kind: z.enum(accountKinds),
  /** Of the payee, source or campaign behind it; else the account's own. */
  name: z.string(),
  payeeId: z.string().nullable(),
  currency: z.enum(currencies),
  /** On which side it grows; amounts are given on that side. */
  normalSide: z.enum(['debit', 'credit']),
  postedMinor: signedMinor,
  pendingInMinor: signedMinor,
  pendingOutMinor: signedMinor,
  openedAt: instant,
});
export type BookAccount = z.output<typeof account>;

/** Why: `ledger.memo.<code>` says it, filled with the parameters. */
const memo = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });
const historyEntry = z.object({
  transferId: z.string(),
  seq: z.string(),
  kind: z.enum(['posted', 'pending', 'settlement', 'void']),
  phase: z.enum(['posted', 'pending']),
  /** When it counts, and when it was written down. */
  at: instant,
  recordedAt: instant,
  memo,
  /** On the account's normal side: negative where it falls. */
  amountMinor: signedMinor,
  /** What the account held after it. */
  balanceMinor: signedMinor,
});
export type HistoryEntry = z.output<typeof historyEntry>;

const transferEntry = z.object({
  accountId: z.string(),
  code: z.string(),
  name: z.string(),
  payeeId: z.string().nullable(),
  currency: z.enum(currencies),
  /** Debits positive, credits negative. */
  amountMinor: signedMinor,
  phase: z.enum(['posted', 'pending']),
});
const transferOrder = z.object({
  settlementId: z.string(),
  number: z.string(),
  itemId: z.string(),
  itemKind: z.enum(revenueKinds),
  kind: z.enum(['earned', 'refunded', 'taken_back']),
  at: instant,
  sourceId: z.string().nullable(),
  externalId: z.string().nullable(),
  workId: z.string().nullable(),
  campaignId: z.string().nullable(),
  /** Of the order, in all; and what this posting brought or took. */
  orderMinor: signedMinor,
  amountMinor: signedMinor,
  lines: z.array(
    z.object({
      step: z.string(),
      label: z.string(),
      payee: z.string(),
      name: z.string().nullable(),
      amountMinor: signedMinor,
      explanation,
    }),
  ),
});
export type TransferOrderLine = z.output<typeof transferOrder>;
const transfer = z.object({
  id: z.string(),
  seq: z.string(),
  kind: z.enum(['posted', 'pending', 'settlement', 'void']),
  at: instant,
  recordedAt: instant,
  memo,
  /** Of the chain: this transfer’s and the one before it. */
  hash: z.string(),
  previousHash: z.string(),
  /** The pending transfer that it settles or voids, and the one that it takes back. */
  resolves: z.string().nullable(),
  reverses: z.string().nullable(),
  entries: z.array(transferEntry),
  /** The share plan behind it, where it is of a settlement. */
  plan: z.object({ id: z.string(), version: z.number().int(), name: z.string() }).nullable(),
});
export type BookTransfer = z.output<typeof transfer>;

export const accountsRoutes = {
  listAccounts: {
    id: 'revenue.list_accounts',
    method: 'GET',
    path: '/api/v1/books/accounts',
    summary: 'The accounts of the books with what they hold now, by code.',
    access: 'revenue.read',
    query: pageQuery.extend({
      kind: z.enum(accountKinds).optional(),
      currency: z.enum(currencies).optional(),
      payeeId: z.string().max(60).optional(),
    }),
    response: pageOf(account),
  },
  getAccountHistory: {
    id: 'revenue.get_account_history',
    method: 'GET',
    path: '/api/v1/books/accounts/:accountId/history',
    summary: 'What moved an account, newest first, with what it held after each: as of now, or of any instant.',
    access: 'revenue.read',
    params: z.object({ accountId: z.string() }),
    query: pageQuery.extend({
      /** Only what counts up to then. */
      at: instant.optional(),
      /** Estimates and payouts under way are pending; they have no running balance of the books, but one of what is pending. */
      phase: z.enum(['posted', 'pending']).default('posted'),
    }),
    response: pageOf(historyEntry).extend({ account, asOf: instant, balanceMinor: signedMinor }),
    errors: ['revenue.account_not_found'],
  },
  getTransfer: {
    id: 'revenue.get_transfer',
    method: 'GET',
    path: '/api/v1/books/transfers/:transferId',
    summary: 'A transfer with its entries, and where a settlement made it, the orders in it with the lines that each became and why.',
    access: 'revenue.read',
    params: z.object({ transferId: z.string() }),
    query: pageQuery,
    response: z.object({ transfer, orders: pageOf(transferOrder).nullable() }),
    errors: ['revenue.transfer_not_found'],
  },
} as const satisfies Record<string, Route>;
