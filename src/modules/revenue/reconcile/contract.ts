/** What revenue promises of platforms' settlement files, of what platforms pay, and of months and their end. */
import { z } from 'zod';
import { currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { columnMapping } from '../../attribution/contract.ts';
import { bookRoutes } from './books/contract.ts';

export * from './books/contract.ts';

/** A decimal string of minor units. */
const minor = z.string().regex(/^-?\d{1,24}$/);
const id = z.string().min(1).max(60);
const currency = z.enum(currencies);
/** A month of the business zone. */
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

/** What a column of a settlement file may say. `amount` is what was paid, `net` what is left of it after refund and fee. */
export const settlementFields = ['orderId', 'occurredAt', 'type', 'status', 'amount', 'refunded', 'fee', 'net', 'currency'] as const;
export type SettlementField = (typeof settlementFields)[number];

/** How a platform's settlement file is read: columns by the text of their header, and how they are written. */
export const settlementMapping = columnMapping
  .pick({
    amountUnit: true,
    decimalMark: true,
    zone: true,
    dateOrder: true,
    encoding: true,
    separator: true,
    sheet: true,
    statusWords: true,
  })
  .extend({ columns: z.partialRecord(z.enum(settlementFields), z.string().min(1).max(200)) });
export type SettlementMapping = z.output<typeof settlementMapping>;

export const reconciliationStates = ['mapping', 'comparing', 'ready', 'closed', 'cancelled', 'failed'] as const;
/** `unreadable` is a row of the file that says nothing that can be compared. */
export const lineOutcomes = ['matched', 'missing_here', 'missing_there', 'different', 'duplicate', 'unreadable'] as const;
export type LineOutcome = (typeof lineOutcomes)[number];
/** `net`: amount less refund and fee is not what the file says is left. */
export const lineDifferences = ['amount', 'refund', 'currency', 'status', 'net'] as const;
export type LineDifference = (typeof lineDifferences)[number];
/** What can be done about a line; the first proposal of a line is the usual one. */
export const lineActions = [
  'import_order',
  'correct_amount',
  'mark_refunded',
  'mark_cancelled',
  'ask_platform',
  'post_to_fees',
  'post_to_suspense',
] as const;
export type LineAction = (typeof lineActions)[number];
/** `none`: nothing is to be decided. */
export const lineStates = ['none', 'open', 'asked', 'accepted', 'ignored'] as const;
const orderStatuses = ['unpaid', 'paid', 'partly_refunded', 'refunded', 'cancelled'] as const;

const sums = z.object({ lines: z.number().int(), theirsMinor: minor, oursMinor: minor });
export const reconciliationTotals = z.object({
  /** Rows of the file, refunds and repetitions counted. */
  rows: z.number().int(),
  byOutcome: z.partialRecord(z.enum(lineOutcomes), sums),
  /** What the file says in all, of readable rows: gross, refunded, kept as a fee, and left to be paid. */
  theirs: z.object({ amountMinor: minor, refundedMinor: minor, feeMinor: minor, netMinor: minor }),
  /** What is known here of the same source, currency and month, and of the orders in the file. */
  ours: z.object({ amountMinor: minor, refundedMinor: minor }),
});

export const reconciliation = z.object({
  id: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  currency,
  period,
  filename: z.string(),
  sizeBytes: z.number().int(),
  state: z.enum(reconciliationStates),
  header: z.array(z.string()),
  sheets: z.array(z.string()),
  mapping: settlementMapping,
  /** What the mapping still lacks before rows can be compared. */
  missing: z.array(z.enum(settlementFields)),
  /** The first rows as they stand in the file. */
  preview: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  totals: reconciliationTotals.nullable(),
  /** How many lines wait for a decision, for the platform’s answer, and how many are decided. */
  lines: z.object({ open: z.number().int(), asked: z.number().int(), decided: z.number().int() }),
  /** The platform's fees of this file in the books; null while they are not. */
  fees: z.object({ amountMinor: minor, transferId: z.string() }).nullable(),
  failure: reason.nullable(),
  progress: z.number().min(0).max(1),
  taskId: z.string().nullable(),
  madeBy: z.string(),
  madeAt: instant,
  closedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  note: z.string(),
});
export type Reconciliation = z.output<typeof reconciliation>;

export const reconciliationLine = z.object({
  id: z.string(),
  reconciliationId: z.string(),
  externalId: z.string(),
  outcome: z.enum(lineOutcomes),
  differences: z.array(z.enum(lineDifferences)),
  /** What the file says; null where it does not have the order. */
  theirs: z
    .object({
      /** Where the order first stands: the line of the file, the row of the sheet. */
      line: z.number().int(),
      amountMinor: minor.nullable(),
      refundedMinor: minor,
      feeMinor: minor,
      netMinor: minor.nullable(),
      currency: z.string(),
      status: z.enum(orderStatuses).nullable(),
      occurredAt: instant.nullable(),
      /** How many rows pay the same order; more than one is a duplicate. */
      copies: z.number().int(),
      problem: reason.nullable(),
    })
    .nullable(),
  /** By how much the books claim more than the file grants; negative where the file grants more. */
  differenceMinor: minor,
  /** What is known here; null where the order is not. */
  ours: z
    .object({
      itemId: z.string(),
      amountMinor: minor,
      refundedMinor: minor,
      currency: z.string(),
      /** False for what is no money (any more): unpaid, cancelled. */
      valid: z.boolean(),
      settled: z.boolean(),
      occurredAt: instant,
    })
    .nullable(),
  proposals: z.array(z.enum(lineActions)),
  state: z.enum(lineStates),
  decision: z
    .object({
      action: z.union([z.enum(lineActions), z.literal('ignore')]),
      reason: z.string(),
      by: z.string(),
      at: instant,
      transferId: z.string().nullable(),
      amountMinor: minor.nullable(),
    })
    .nullable(),
});
export type ReconciliationLine = z.output<typeof reconciliationLine>;

const gone = 'revenue.reconciliation_not_found';
const lineGone = 'revenue.reconciliation_line_not_found';
const reconciliationParam = z.object({ reconciliationId: id });
const lineParam = z.object({ lineId: z.string().regex(/^\d{1,18}$/) });
const path = '/api/v1/reconciliations/:reconciliationId';
const linePath = '/api/v1/reconciliation-lines/:lineId';
const why = z.string().trim().max(1000);

const fileRoutes = {
  createReconciliation: {
    id: 'revenue.create_reconciliation',
    method: 'POST',
    path: '/api/v1/reconciliations',
    summary: 'Send a platform’s settlement file (CSV or XLSX) of a source, a currency and a month, to be compared with the books.',
    access: 'revenue.manage',
    query: z.object({ sourceId: id, currency, period, filename: z.string().min(1).max(300) }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    errors: ['revenue.source_not_found', 'attribution.file_too_large'],
  },
  listReconciliations: {
    id: 'revenue.list_reconciliations',
    method: 'GET',
    path: '/api/v1/reconciliations',
    summary: 'Settlement files that were compared, newest first.',
    access: 'revenue.read',
    query: pageQuery.extend({ sourceId: id.optional(), period: period.optional() }),
    response: pageOf(reconciliation.omit({ preview: true })),
  },
  getReconciliation: {
    id: 'revenue.get_reconciliation',
    method: 'GET',
    path,
    summary: 'A settlement file with its totals, and how it is read.',
    access: 'revenue.read',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone],
  },
  mapReconciliation: {
    id: 'revenue.map_reconciliation',
    method: 'PUT',
    path: `${path}/mapping`,
    summary: 'Say which column is what, and compare the file anew; it is kept for the source’s next file.',
    access: 'revenue.manage',
    params: reconciliationParam,
    body: z.object({ mapping: settlementMapping }),
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.reconciliation_decided', 'revenue.zone_not_known'],
    example: { mapping: { columns: { orderId: '订单号', amount: '支付金额', fee: '平台服务费', net: '结算金额' } } },
  },
  compareReconciliation: {
    id: 'revenue.compare_reconciliation',
    method: 'POST',
    path: `${path}/compare`,
    summary: 'Compare the same file again with what is known now; decisions that were made stay.',
    access: 'revenue.manage',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.mapping_incomplete'],
  },
  cancelReconciliation: {
    id: 'revenue.cancel_reconciliation',
    method: 'POST',
    path: `${path}/cancel`,
    summary: 'Let a file go of which nothing was accepted; its lines are not kept.',
    access: 'revenue.manage',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.reconciliation_decided'],
  },
  closeReconciliation: {
    id: 'revenue.close_reconciliation',
    method: 'POST',
    path: `${path}/close`,
    summary: 'Say that a source and a month are reconciled; with lines still open only with a note.',
    access: 'revenue.manage',
    params: reconciliationParam,
    body: z.object({ note: why.default('') }),
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.reconciliation_open_lines'],
    example: { note: '平台确认下月补结' },
  },
  reopenReconciliation: {
    id: 'revenue.reopen_reconciliation',
    method: 'POST',
    path: `${path}/reopen`,
    summary: 'Take up a reconciliation again that was closed.',
    access: 'revenue.manage',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_not_closed'],
  },
  postReconciliationFees: {
    id: 'revenue.post_reconciliation_fees',
    method: 'POST',
    path: `${path}/fees`,
    summary: 'Post what the platform kept as its fee by this file: fees against what it owes.',
    access: 'revenue.manage',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.fees_posted', 'revenue.no_fees', 'ledger.period_closed'],
  },
  undoReconciliationFees: {
    id: 'revenue.undo_reconciliation_fees',
    method: 'DELETE',
    path: `${path}/fees`,
    summary: 'Take the posted fees back by another transfer.',
    access: 'revenue.manage',
    params: reconciliationParam,
    response: reconciliation,
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.no_fees'],
  },
  listReconciliationLines: {
    id: 'revenue.list_reconciliation_lines',
    method: 'GET',
    path: `${path}/lines`,
    summary: 'Orders as the file and the books have them, in the order of the file; those that it lacks last.',
    access: 'revenue.read',
    params: reconciliationParam,
    query: pageQuery.extend({
      outcome: z.enum(lineOutcomes).optional(),
      state: z.enum(lineStates).optional(),
      externalId: z.string().max(200).optional(),
    }),
    response: pageOf(reconciliationLine),
    errors: [gone],
  },
  exportReconciliationLines: {
    id: 'revenue.export_reconciliation_lines',
    method: 'GET',
    path: `${path}/export`,
    summary: 'The lines as CSV or XLSX: what to send to the platform.',
    access: 'revenue.read',
    params: reconciliationParam,
    query: z.object({
      format: z.enum(['csv', 'xlsx']).default('csv'),
      language: z.enum(['en', 'zh-CN']).default('en'),
      outcome: z.enum(lineOutcomes).optional(),
      state: z.enum(lineStates).optional(),
    }),
    produces: 'text/csv',
    errors: [gone],
  },
} as const satisfies Record<string, Route>;

const lineErrors = [lineGone, 'revenue.reconciliation_closed', 'revenue.line_decided'] as const;
const lineRoutes = {
  acceptReconciliationLine: {
    id: 'revenue.accept_reconciliation_line',
    method: 'POST',
    path: `${linePath}/accept`,
    summary: 'Do what is proposed about a line: the first proposal, or the one that is named.',
    access: 'revenue.manage',
    params: lineParam,
    body: z.object({ action: z.enum(lineActions).optional(), reason: why.default('') }),
    response: reconciliationLine,
    errors: [...lineErrors, 'revenue.action_not_proposed', 'revenue.event_refused', 'ledger.period_closed'],
    example: { action: 'mark_refunded' },
  },
  ignoreReconciliationLine: {
    id: 'revenue.ignore_reconciliation_line',
    method: 'POST',
    path: `${linePath}/ignore`,
    summary: 'Leave a line as it is, and say why.',
    access: 'revenue.manage',
    params: lineParam,
    body: z.object({ reason: why.min(1) }),
    response: reconciliationLine,
    errors: lineErrors,
    example: { reason: '平台测试订单' },
  },
  undoReconciliationLine: {
    id: 'revenue.undo_reconciliation_line',
    method: 'POST',
    path: `${linePath}/undo`,
    summary: 'Take back what was decided about a line: events are told again as they were, transfers are reversed.',
    access: 'revenue.manage',
    params: lineParam,
    response: reconciliationLine,
    errors: [lineGone, 'revenue.reconciliation_closed', 'revenue.line_open', 'revenue.event_refused'],
  },
  acceptReconciliationLines: {
    id: 'revenue.accept_reconciliation_lines',
    method: 'POST',
    path: `${path}/accept`,
    summary: 'Do the same about all open lines that propose it; at most a thousand in one call, `left` says how many remain.',
    access: 'revenue.manage',
    params: reconciliationParam,
    body: z.object({ outcome: z.enum(lineOutcomes), action: z.enum(lineActions), reason: why.default('') }),
    response: z.object({ accepted: z.number().int(), left: z.number().int() }),
    errors: [gone, 'revenue.reconciliation_closed', 'revenue.event_refused', 'ledger.period_closed'],
    example: { outcome: 'missing_there', action: 'ask_platform' },
  },
} as const satisfies Record<string, Route>;

export const reconcileRoutes = { ...fileRoutes, ...lineRoutes, ...bookRoutes } as const satisfies Record<string, Route>;
