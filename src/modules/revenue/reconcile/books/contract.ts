/** What revenue promises of what platforms pay, of months and their end, and of the journal. */
import { z } from 'zod';
import { calendarDate, currencies, instant, pageOf, pageQuery, type Route } from '../../../../platform/http/contract.ts';

/** A decimal string of minor units. */
const minor = z.string().regex(/^-?\d{1,24}$/);
const id = z.string().min(1).max(60);
const currency = z.enum(currencies);
/** A month of the business zone. */
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** What a platform paid: cash against what it owes. */
export const receipt = z.object({
  id: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  reconciliationId: z.string().nullable(),
  currency,
  amountMinor: minor,
  receivedOn: calendarDate,
  /** The bank account or wallet, by the house’s own name for it. */
  account: z.string(),
  reference: z.string(),
  transferId: z.string(),
  by: z.string(),
  at: instant,
  takenBackAt: instant.nullable(),
});
export type Receipt = z.output<typeof receipt>;

// ── Months ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Why a month cannot be closed, by whoever asks: months are closed in their order, and by another than who approved the last settlement. */
export const monthBlockers = ['not_over', 'open_items', 'settlement_open', 'earlier_open', 'second_person', 'person_needed'] as const;
/** What the one who closes should know, and says yes to. `late_items` came after the month was settled: the next takes them. */
export const monthWarnings = ['late_items', 'undivided', 'held', 'pending_transfers', 'unreconciled', 'open_differences'] as const;
const currencyMonth = z.object({
  currency: z.string(),
  /** Money of the month that a settlement would still take in. */
  openItems: z.number().int(),
  openMinor: minor,
  /** That no plan divides. */
  undividedItems: z.number().int(),
  undividedMinor: minor,
  heldItems: z.number().int(),
  heldMinor: minor,
  settlements: z.array(
    z.object({ id: z.string(), run: z.number().int(), state: z.string(), approvedBy: z.string().nullable(), postedAt: instant.nullable() }),
  ),
});
export const month = z.object({
  period,
  state: z.enum(['open', 'closed']),
  currencies: z.array(currencyMonth),
  /** Pending transfers that count in the month. */
  pendingTransfers: z.number().int(),
  /** Sources with orders of the month whose settlement file was not compared to its end. */
  unreconciled: z.array(z.object({ sourceId: z.string(), sourceName: z.string(), currency: z.string(), items: z.number().int() })),
  openDifferences: z.number().int(),
  blockers: z.array(z.enum(monthBlockers)),
  warnings: z.array(z.enum(monthWarnings)),
  /** Who approved its last settlement: another closes it. */
  lastPostedBy: z.string().nullable(),
  mayClose: z.boolean(),
  /** The head and the root that the closing carries: what `ledger check --head` is asked with. */
  closing: z
    .object({ at: instant, by: z.string(), seq: z.string(), hash: z.string(), root: z.string(), warnings: z.array(z.enum(monthWarnings)) })
    .nullable(),
});
export type Month = z.output<typeof month>;

export const bookRoutes = {
  createReceipt: {
    id: 'revenue.create_receipt',
    method: 'POST',
    path: '/api/v1/receipts',
    summary: 'Record what a platform paid: cash against what it owes.',
    access: 'revenue.manage',
    body: z.object({
      sourceId: id,
      currency,
      amountMinor: z.string().regex(/^[1-9]\d{0,17}$/),
      receivedOn: calendarDate,
      account: z
        .string()
        .trim()
        .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u),
      reference: z.string().trim().max(140).default(''),
      reconciliationId: id.nullable().default(null),
    }),
    response: receipt,
    status: 201,
    errors: ['revenue.source_not_found', 'revenue.reconciliation_not_found', 'revenue.received_ahead', 'ledger.period_closed'],
    idempotent: true,
    example: { sourceId: 'src_01ktest', currency: 'CNY', amountMinor: '1250000', receivedOn: '2026-11-15', account: '招商银行基本户' },
  },
  listReceipts: {
    id: 'revenue.list_receipts',
    method: 'GET',
    path: '/api/v1/receipts',
    summary: 'What platforms paid, newest first.',
    access: 'revenue.read',
    query: pageQuery.extend({ sourceId: id.optional(), reconciliationId: id.optional() }),
    response: pageOf(receipt),
  },
  undoReceipt: {
    id: 'revenue.undo_receipt',
    method: 'POST',
    path: '/api/v1/receipts/:receiptId/undo',
    summary: 'Take a recorded payment back by another transfer.',
    access: 'revenue.manage',
    params: z.object({ receiptId: id }),
    response: receipt,
    errors: ['revenue.receipt_not_found', 'revenue.receipt_taken_back'],
  },
  listMonths: {
    id: 'revenue.list_months',
    method: 'GET',
    path: '/api/v1/books/months',
    summary: 'Months of the books, newest first: what stands open, and whether each may be closed.',
    access: 'revenue.read',
    query: z.object({ until: period.optional(), limit: z.coerce.number().int().min(1).max(24).default(12) }),
    response: z.object({ items: z.array(month), closedUntil: instant.nullable(), nextUntil: period.nullable() }),
  },
  closeMonth: {
    id: 'revenue.close_month',
    method: 'POST',
    path: '/api/v1/books/months/:period/close',
    summary: 'Close the books up to a month’s end; this cannot be undone. What is learnt later goes to the next month.',
    access: 'revenue.approve',
    params: z.object({ period }),
    /** The warnings that were read; others that came since keep it open. */
    body: z.object({ despite: z.array(z.enum(monthWarnings)).max(20).default([]) }),
    response: month,
    errors: [
      'revenue.person_needed',
      'revenue.month_not_closable',
      'revenue.month_closed',
      'revenue.month_warnings',
      'revenue.second_person_needed',
      'revenue.books_busy',
    ],
    example: { despite: ['unreconciled'] },
  },
  exportJournal: {
    id: 'revenue.export_journal',
    method: 'GET',
    path: '/api/v1/books/journal',
    summary: 'The posted journal for an accounting program: plain-text accounting for hledger and ledger, or CSV.',
    access: 'revenue.read',
    query: z.object({ format: z.enum(['hledger', 'csv']).default('hledger'), period: period.optional() }),
    produces: 'text/plain',
  },
} as const satisfies Record<string, Route>;
