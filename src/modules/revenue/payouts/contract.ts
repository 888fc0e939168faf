/** What payouts promise: what may be paid now, batches that two people make and approve, files and providers that carry them out. */
import { z } from 'zod';
import { calendarDate, currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { payoutAccount, payoutAccountInput } from './words/contract.ts';

const id = z.string().max(60);
const minor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
const signedMinor = z.string().regex(/^-?\d+$/);
const currency = z.enum(currencies);
/** A reason for people: a code and what fills its sentence. */
const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });
export type Reason = z.output<typeof reason>;
const person = z.object({ id: z.string(), name: z.string() });

/** The most payees that one batch pays: a bank's file of more is refused by many banks, and people approve what they can read. */
export const mostPayouts = 2_000;
/** Of a file of results. */
export const longestResults = 2_000_000;

export const payoutWays = ['bank', 'alipay', 'stripe'] as const;
export type PayoutWay = (typeof payoutWays)[number];

/**
 * `draft` and `approved` with their batch; `sending` while it is (or may be) on its way to a provider; `unknown` where nobody knows
 * whether the provider paid, until it is asked; `sent` where bank or provider have it; then `paid`, `failed`, or, after it was paid,
 * `returned`. `cancelled` was taken out before it was sent.
 */
export const payoutStates = ['draft', 'approved', 'sending', 'unknown', 'sent', 'paid', 'failed', 'returned', 'cancelled'] as const;
export type PayoutState = (typeof payoutStates)[number];
/** `done` once every payout has ended one way or the other. */
export const batchStates = ['draft', 'approved', 'sent', 'done', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

/** Where money goes, with as much of it as people need to know it by. */
const destination = z.object({ way: z.enum(payoutWays), masked: z.string() });

export const payout = z.object({
  id: z.string(),
  batchId: z.string(),
  payee: person,
  currency,
  amountMinor: minor,
  state: z.enum(payoutStates),
  destination,
  /** What bank and provider call it: the end-to-end id, 35 characters at most. */
  reference: z.string(),
  /** The provider's own number. */
  providerReference: z.string().nullable(),
  /** Why it failed, was returned or was taken out: `payout.failure.<code>`. */
  failure: reason.nullable(),
  sentAt: instant.nullable(),
  paidAt: instant.nullable(),
  endedAt: instant.nullable(),
  updatedAt: instant,
});
export type Payout = z.output<typeof payout>;

/** What a payee is told of their own. */
export const ownPayout = payout
  .pick({ id: true, payee: true, currency: true, amountMinor: true, state: true, destination: true, reference: true, failure: true })
  .extend({ sentAt: instant.nullable(), paidAt: instant.nullable(), updatedAt: instant });
export type OwnPayout = z.output<typeof ownPayout>;

export const payoutFile = z.object({
  format: z.enum(['pain001', 'csv']),
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
});
export const payoutBatch = z.object({
  id: z.string(),
  account: z.object({ id: z.string(), name: z.string(), way: z.enum(payoutWays) }),
  currency,
  state: z.enum(batchStates),
  /** Of what is neither taken out nor cancelled. */
  payouts: z.number().int(),
  totalMinor: minor,
  /** How many are in which state; states without any are left out. */
  counts: z.partialRecord(z.enum(payoutStates), z.number().int()),
  paidMinor: minor,
  note: z.string(),
  /** The day on which the bank is asked to carry it out. */
  executeOn: calendarDate,
  madeBy: person,
  madeAt: instant,
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  sentAt: instant.nullable(),
  files: z.array(payoutFile),
  /** Why the one who asks may not approve it: `payout.why_not.<code>`; null where they may, or nothing is to be approved. */
  approvalBlock: reason.nullable(),
  task: z.string().nullable(),
});
export type PayoutBatch = z.output<typeof payoutBatch>;
export const payoutBatchDetail = payoutBatch.extend({
  items: z.array(payout),
  /** Who was left out when it was made, and why: `payout.reason.<code>`. */
  leftOut: z.array(z.object({ payee: person, reasons: z.array(reason) })),
});
export type PayoutBatchDetail = z.output<typeof payoutBatchDetail>;

const currencyRule = z.object({
  currency,
  /** What must have come together before it is paid, where the payee has not chosen their own. */
  thresholdMinor: minor,
  /** Less than this is never paid, whatever the payee chose: a transfer costs more. */
  minimumMinor: minor,
});
export const payoutSettings = z.object({
  /** The day of the month after, on which staff is reminded and payees are told to expect it; null where payouts have no fixed day. */
  dayOfMonth: z.number().int().min(1).max(28).nullable(),
  currencies: z.array(currencyRule).max(currencies.length),
  /** Companies are paid only against an invoice that was received. */
  invoiceNeeded: z.boolean(),
  /** The next day by `dayOfMonth`. */
  nextOn: calendarDate.nullable(),
});
export type PayoutSettings = z.output<typeof payoutSettings>;

export const payablePayee = z.object({
  payee: person,
  currency,
  /** What the books owe them. */
  balanceMinor: signedMinor,
  /** Of it, what becomes payable on a later day. */
  onHoldMinor: minor,
  /** In batches that are not ended. */
  underWayMinor: minor,
  /** What is left: paid when there is no reason against it. */
  payableMinor: signedMinor,
  thresholdMinor: minor,
  destination: destination.nullable(),
  /** The first day on which more becomes payable. */
  nextOn: calendarDate.nullable(),
  /** Why they are not paid now: `payout.reason.<code>`; empty where they can be. */
  reasons: z.array(reason),
});
export type PayablePayee = z.output<typeof payablePayee>;

export const resultLine = z.object({
  /** Counted from 1, with the header. */
  line: z.number().int(),
  reference: z.string(),
  payout: z.object({ id: z.string(), payee: z.string(), amountMinor: minor, state: z.enum(payoutStates) }).nullable(),
  becomes: z.enum(['paid', 'failed', 'returned']).nullable(),
  /** `payout.result.<code>`; null where the line can be taken. */
  error: reason.nullable(),
});
export type ResultLine = z.output<typeof resultLine>;

const batchParam = z.object({ batchId: z.string() });
const payoutParam = z.object({ payoutId: z.string() });
const accountParam = z.object({ accountId: z.string() });
const batchGone = 'revenue.payout_batch_not_found';
const payoutGone = 'revenue.payout_not_found';
const accountGone = 'revenue.payout_account_not_found';
const words = z.string().trim().max(500).default('');

export const payoutsRoutes = {
  getPayoutSettings: {
    id: 'revenue.get_payout_settings',
    method: 'GET',
    path: '/api/v1/payout-settings',
    summary: 'When and from how much on payees are paid.',
    access: 'revenue.read',
    response: payoutSettings,
  },
  setPayoutSettings: {
    id: 'revenue.set_payout_settings',
    method: 'PUT',
    path: '/api/v1/payout-settings',
    summary: 'Set the day, thresholds and minimums by currency, and whether companies must have sent an invoice.',
    access: 'revenue.manage',
    body: payoutSettings.omit({ nextOn: true }),
    response: payoutSettings,
    errors: ['revenue.currency_twice'],
    example: { dayOfMonth: 15, currencies: [{ currency: 'CNY', thresholdMinor: '10000', minimumMinor: '100' }], invoiceNeeded: true },
  },
  listPayoutAccounts: {
    id: 'revenue.list_payout_accounts',
    method: 'GET',
    path: '/api/v1/payout-accounts',
    summary: 'Where money leaves the house: bank accounts, and accounts at Alipay and Stripe. Keys are never answered.',
    access: 'revenue.read',
    response: z.object({ items: z.array(payoutAccount) }),
  },
  createPayoutAccount: {
    id: 'revenue.create_payout_account',
    method: 'POST',
    path: '/api/v1/payout-accounts',
    summary: 'Add a bank account that files are made for, or connect a provider with its keys.',
    access: 'revenue.manage',
    body: payoutAccountInput,
    response: payoutAccount,
    status: 201,
    errors: [
      'revenue.payout_account_exists',
      'revenue.person_needed',
      'revenue.keys_invalid',
      'revenue.too_many_accounts',
      'outgoing.address_refused',
    ],
    example: {
      way: 'bank',
      name: '招商银行基本户',
      currency: 'CNY',
      holder: 'Hookline (Shanghai) Co., Ltd.',
      accountNumber: '6214830212345678',
      cnaps: '308290003020',
      country: 'CN',
    },
  },
  updatePayoutAccount: {
    id: 'revenue.update_payout_account',
    method: 'PUT',
    path: '/api/v1/payout-accounts/:accountId',
    summary: 'Replace the details or keys of an account; its name and its kind stay, as the books know it by them.',
    access: 'revenue.manage',
    params: accountParam,
    body: payoutAccountInput,
    response: payoutAccount,
    errors: [accountGone, 'revenue.payout_account_differs', 'revenue.person_needed', 'revenue.keys_invalid', 'outgoing.address_refused'],
    example: { way: 'stripe', name: 'Stripe', secretKey: 'sk_live_51HxKw2eZvKYlo2C' },
  },
  removePayoutAccount: {
    id: 'revenue.remove_payout_account',
    method: 'DELETE',
    path: '/api/v1/payout-accounts/:accountId',
    summary: 'Take an account out of use and forget its keys; what it paid stays in the books.',
    access: 'revenue.manage',
    params: accountParam,
    response: z.object({}),
    errors: [accountGone, 'revenue.payout_account_in_use', 'revenue.person_needed'],
  },
  checkPayoutAccount: {
    id: 'revenue.check_payout_account',
    method: 'POST',
    path: '/api/v1/payout-accounts/:accountId/check',
    summary: 'Ask a provider whether it takes the keys; nothing is paid.',
    access: 'revenue.manage',
    params: accountParam,
    response: z.object({ ok: z.boolean(), failure: reason.nullable() }),
    errors: [accountGone],
  },
  listPayable: {
    id: 'revenue.list_payable',
    method: 'GET',
    path: '/api/v1/payable-payees',
    summary: 'What every payee could be paid now in a currency, by payee, with the reasons why one cannot.',
    access: 'revenue.read',
    query: pageQuery.extend({
      currency: currency.default('CNY'),
      show: z.enum(['ready', 'waiting', 'all']).default('all'),
      way: z.enum(payoutWays).optional(),
    }),
    response: pageOf(payablePayee).extend({
      /** Of all payees in the currency, by way of payment. */
      ready: z.array(z.object({ way: z.enum(payoutWays), payees: z.number().int(), amountMinor: minor })),
      waiting: z.number().int(),
      currencies: z.array(currency),
    }),
  },
  listPayoutBatches: {
    id: 'revenue.list_payout_batches',
    method: 'GET',
    path: '/api/v1/payout-batches',
    summary: 'Batches of payouts, newest first.',
    access: 'revenue.read',
    query: pageQuery.extend({ state: z.enum(batchStates).optional() }),
    response: pageOf(payoutBatch),
  },
  createPayoutBatch: {
    id: 'revenue.create_payout_batch',
    method: 'POST',
    path: '/api/v1/payout-batches',
    summary:
      'Begin a batch for everybody who can be paid from an account now, or for those who are named; it is a draft until another person approves it.',
    access: 'revenue.manage',
    body: z.object({
      accountId: id,
      currency,
      payeeIds: z.array(id).min(1).max(mostPayouts).optional(),
      /** Today where none is given. */
      executeOn: calendarDate.optional(),
      note: words,
    }),
    response: payoutBatchDetail,
    status: 201,
    errors: [
      accountGone,
      'revenue.person_needed',
      'revenue.nobody_payable',
      'revenue.account_currency',
      'revenue.day_past',
      'revenue.payee_not_found',
    ],
    example: { accountId: 'poa_06dkx2n5r8t0c3g7k1p4v9w2ya', currency: 'CNY' },
  },
  getPayoutBatch: {
    id: 'revenue.get_payout_batch',
    method: 'GET',
    path: '/api/v1/payout-batches/:batchId',
    summary: 'A batch with its payouts and who was left out.',
    access: 'revenue.read',
    params: batchParam,
    response: payoutBatchDetail,
    errors: [batchGone],
  },
  takeOutPayout: {
    id: 'revenue.take_out_payout',
    method: 'DELETE',
    path: '/api/v1/payout-batches/:batchId/payouts/:payoutId',
    summary: 'Take a payee out of a draft; their money stays payable.',
    access: 'revenue.manage',
    params: batchParam.extend({ payoutId: z.string() }),
    response: payoutBatchDetail,
    errors: [batchGone, payoutGone, 'revenue.batch_not_draft'],
  },
  approvePayoutBatch: {
    id: 'revenue.approve_payout_batch',
    method: 'POST',
    path: '/api/v1/payout-batches/:batchId/approve',
    summary: 'Say yes to a batch that another person made, knowing its sum and how many it pays.',
    access: 'revenue.approve',
    params: batchParam,
    body: z.object({ totalMinor: minor, payouts: z.number().int() }),
    response: payoutBatchDetail,
    errors: [
      batchGone,
      'revenue.batch_not_draft',
      'revenue.own_batch',
      'revenue.changed_details',
      'revenue.person_needed',
      'revenue.batch_differs',
    ],
    example: { totalMinor: '1250000', payouts: 12 },
  },
  sendPayoutBatch: {
    id: 'revenue.send_payout_batch',
    method: 'POST',
    path: '/api/v1/payout-batches/:batchId/send',
    summary: 'Make the bank’s file, or hand the payouts to the provider; from now on the money is under way in the books.',
    access: 'revenue.manage',
    params: batchParam,
    response: payoutBatchDetail,
    errors: [
      batchGone,
      'revenue.batch_not_approved',
      'revenue.person_needed',
      'revenue.nobody_payable',
      'revenue.payout_account_not_found',
    ],
  },
  cancelPayoutBatch: {
    id: 'revenue.cancel_payout_batch',
    method: 'POST',
    path: '/api/v1/payout-batches/:batchId/cancel',
    summary: 'Call a batch off before it is sent; what it would have paid stays payable.',
    access: 'revenue.manage',
    params: batchParam,
    response: payoutBatchDetail,
    errors: [batchGone, 'revenue.batch_sent'],
  },
  getPayoutFile: {
    id: 'revenue.get_payout_file',
    method: 'GET',
    path: '/api/v1/payout-batches/:batchId/file',
    summary:
      'The file of a sent bank batch: ISO 20022 pain.001.001.09, or CSV. It has bank details in it; every download is in the audit trail.',
    access: 'revenue.approve',
    params: batchParam,
    query: z.object({ format: z.enum(['pain001', 'csv']).default('pain001') }),
    produces: 'application/xml',
    errors: [batchGone, 'revenue.no_file', 'revenue.person_needed'],
  },
  importPayoutResults: {
    id: 'revenue.import_payout_results',
    method: 'POST',
    path: '/api/v1/payout-batches/:batchId/results',
    summary:
      'Read what the bank did from a CSV with reference and status; a preview unless it is to be applied. Lines that cannot be taken are named.',
    access: 'revenue.manage',
    params: batchParam,
    body: z.object({ text: z.string().min(1).max(longestResults), apply: z.boolean().default(false) }),
    response: z.object({ lines: z.array(resultLine), errors: z.number().int(), applied: z.number().int() }),
    errors: [batchGone, 'revenue.batch_not_sent', 'revenue.results_unreadable', 'revenue.results_faulty'],
    example: { text: 'reference,status,reason\nPYO06DKX2N5R8T0C3G7K1P4V9W2YA,paid,\n' },
  },
  markPayoutPaid: {
    id: 'revenue.mark_payout_paid',
    method: 'POST',
    path: '/api/v1/payouts/:payoutId/paid',
    summary: 'Say that the bank has paid.',
    access: 'revenue.manage',
    params: payoutParam,
    body: z.object({ paidOn: calendarDate.optional() }),
    response: payout,
    errors: [payoutGone, 'revenue.payout_state', 'revenue.provider_decides', 'revenue.day_past'],
    example: {},
  },
  markPayoutFailed: {
    id: 'revenue.mark_payout_failed',
    method: 'POST',
    path: '/api/v1/payouts/:payoutId/failed',
    summary: 'Say that the bank has not paid: the money is payable again.',
    access: 'revenue.manage',
    params: payoutParam,
    body: z.object({ reason: words }),
    response: payout,
    errors: [payoutGone, 'revenue.payout_state', 'revenue.provider_decides'],
    example: { reason: '账号户名不符' },
  },
  markPayoutReturned: {
    id: 'revenue.mark_payout_returned',
    method: 'POST',
    path: '/api/v1/payouts/:payoutId/returned',
    summary: 'Say that what was paid has come back: it is owed again, by a transfer of its own.',
    access: 'revenue.manage',
    params: payoutParam,
    body: z.object({ reason: words }),
    response: payout,
    errors: [payoutGone, 'revenue.payout_state', 'revenue.provider_decides'],
    example: { reason: '收款行退汇' },
  },
  retryPayout: {
    id: 'revenue.retry_payout',
    method: 'POST',
    path: '/api/v1/payouts/:payoutId/retry',
    summary: 'Where nobody knows whether it was paid: ask the provider now. Where it failed or came back: a new draft for that payee.',
    access: 'revenue.manage',
    params: payoutParam,
    response: z.object({ payout, batchId: z.string().nullable() }),
    errors: [payoutGone, 'revenue.payout_state', 'revenue.person_needed', 'revenue.nobody_payable', accountGone],
  },
  listMyPayouts: {
    id: 'revenue.list_my_payouts',
    method: 'GET',
    path: '/api/v1/my/payouts',
    summary: 'What was paid to oneself, newest first, from when it is on its way.',
    access: 'revenue.read_own',
    query: pageQuery,
    response: pageOf(ownPayout).extend({
      /** The organisation’s next day of payouts; null where it has none. */
      nextOn: calendarDate.nullable(),
    }),
  },
} as const satisfies Record<string, Route>;
