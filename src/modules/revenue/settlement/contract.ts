/** What settlements promise: a month and a currency are computed, looked at, approved by a second person, and posted. */
import { z } from 'zod';
import { currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { id, planContent, revenueKinds, signedMinor } from '../words/contract.ts';

/** `computing` → `ready` (to be looked at) → `approved` (being posted) → `posted`; `failed` may be tried again, `cancelled` is gone. */
export const settlementStates = ['computing', 'ready', 'approved', 'posted', 'cancelled', 'failed'] as const;
export type SettlementState = (typeof settlementStates)[number];
export const postingKinds = ['earned', 'refunded', 'taken_back'] as const;
/** A month of the business zone. */
export const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const settlementLimits = { topPayees: 20, monthItems: 50_000, trialPayees: 50 } as const;

const person = z.object({ userId: z.string(), name: z.string() });
const count = z.number().int();
/** What orders and corrections brought; `restated` is what earlier settlements had wrong. Amounts are decimal strings of minor units. */
const sums = {
  earnedMinor: signedMinor,
  refundedMinor: signedMinor,
  restatedMinor: signedMinor,
};
const bundle = z.object({ count, amountMinor: signedMinor });

/** A payee's part of a settlement. */
export const settlementPayee = z.object({
  payeeId: z.string(),
  name: z.string(),
  belongsTo: z.object({ kind: z.enum(['creator', 'agency', 'user', 'operator', 'studio', 'nobody']), id: z.string().nullable() }),
  /** Lines that name them. */
  lines: count,
  ...sums,
  /** Withheld; zero or negative, as it lowers what they get. */
  taxMinor: signedMinor,
  /** All of it together. */
  netMinor: signedMinor,
  tax: z.object({
    regime: z.string().nullable(),
    /** Withheld too much before: it stands against what comes. */
    creditMinor: signedMinor,
    /** `revenue.tax.reason.<code>` says why this regime; the parameters are what was taxed, at which rate, as of which day. */
    explanation: z
      .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) })
      .nullable(),
  }),
  /** What the settlements of the month before gave them in all; null where there were none. */
  lastMonthMinor: signedMinor.nullable(),
});
export type SettlementPayee = z.output<typeof settlementPayee>;

/** What the preview shows, and what stays with the settlement. */
export const settlementSummary = z.object({
  totals: z.object({ ...sums, taxMinor: signedMinor, netMinor: signedMinor }),
  counts: z.object({ earned: count, refunded: count, takenBack: count, postings: count, groups: count, payees: count }),
  byPlan: z.array(z.object({ planId: z.string(), name: z.string(), version: count, postings: count, ...sums, amountMinor: signedMinor })),
  byKind: z.array(z.object({ kind: z.enum(revenueKinds), postings: count, ...sums, amountMinor: signedMinor })),
  /** The largest by what they get; all of them are listed at `/payees`. */
  topPayees: z.array(settlementPayee),
  /** What a plan pays back and has not yet: advances and costs. */
  outstanding: z.array(z.object({ planId: z.string(), step: z.string(), label: z.string(), leftMinor: signedMinor })),
  /** What occurred in the period and is not in it. */
  leftOut: z.object({
    /** No plan divides it. */
    undivided: bundle,
    /** A signal holds it. */
    held: bundle,
    /** Its plan has another currency, or no waterfall for its kind. */
    unfit: bundle,
  }),
  /** Beside the month before, all of its settlements together; null where there are none. */
  lastMonth: z
    .object({
      period,
      ...sums,
      taxMinor: signedMinor,
      netMinor: signedMinor,
      payees: count,
      /** Payees whose share changed the most, the largest change first; `name` as it is now. */
      changes: z.array(z.object({ payeeId: z.string(), name: z.string(), beforeMinor: signedMinor, nowMinor: signedMinor })),
    })
    .nullable(),
  /** What earlier settlements of this same period gave; null for the first. */
  earlierRuns: z.object({ runs: count, ...sums, taxMinor: signedMinor, netMinor: signedMinor }).nullable(),
});
export type SettlementSummary = z.output<typeof settlementSummary>;

export const settlement = z.object({
  id: z.string(),
  period,
  currency: z.enum(currencies),
  /** Counts the settlements of a period and currency from 1. */
  run: count,
  state: z.enum(settlementStates),
  /** What was known then is settled; what is learnt later waits for the next. */
  cutAt: instant,
  made: z.object({ by: person, at: instant }),
  approved: z.object({ by: person, at: instant }).nullable(),
  postedAt: instant.nullable(),
  /** Of the work that goes on, how much is done; `total` is an estimate while it computes. Null where nothing goes on. */
  progress: z.object({ stage: z.enum(['computing', 'posting', 'statements']), done: count, total: count }).nullable(),
  /** Why it stopped: `error.<code>` says it. A settlement that failed in posting can only be tried again, not cancelled. */
  failure: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      during: z.enum(['computing', 'posting']),
    })
    .nullable(),
  /** The head of the books that its statements are proven against; null until it is posted. */
  seal: z.object({ seq: z.string(), hash: z.string(), root: z.string() }).nullable(),
  netMinor: signedMinor.nullable(),
  /** What the one who asks may do now: approving is for another person than the one who made it. */
  can: z.object({ approve: z.boolean(), cancel: z.boolean(), retry: z.boolean() }),
});
export type Settlement = z.output<typeof settlement>;
export const settlementDetail = settlement.extend({ summary: settlementSummary.nullable() });
export type SettlementDetail = z.output<typeof settlementDetail>;

/** One event's posting, as it is divided. */
export const settlementLine = z.object({
  number: z.string(),
  kind: z.enum(postingKinds),
  at: instant,
  itemId: z.string(),
  itemKind: z.enum(revenueKinds),
  externalId: z.string().nullable(),
  workId: z.string().nullable(),
  campaignId: z.string().nullable(),
  planId: z.string(),
  planVersion: count,
  amountMinor: signedMinor,
  lines: z.array(
    z.object({
      step: z.string(),
      label: z.string(),
      /** As the plan has it: a creator's or agency's id, `role:operator`, `role:studio`, `payee:…`. */
      payee: z.string(),
      name: z.string().nullable(),
      amountMinor: signedMinor,
    }),
  ),
  hash: z.string(),
});
export type SettlementLine = z.output<typeof settlementLine>;

/** What a plan would have given of a past month's real events, beside what the plans in force gave. */
export const monthTrial = z.object({
  period,
  currency: z.enum(currencies),
  /** 0 where a content was tried that is not saved. */
  version: count,
  counts: z.object({ items: count, refunds: count, /** Kinds that the plan does not divide. */ notCovered: count }),
  /** The month had more than the trial takes: only the first so many were counted. */
  truncated: z.boolean(),
  totals: z.object({ grossMinor: signedMinor, refundedMinor: signedMinor, netMinor: signedMinor }),
  /** The largest first; creators and agencies by their ids. */
  payees: z.array(
    z.object({
      payee: z.string(),
      name: z.string().nullable(),
      amountMinor: signedMinor,
      /** By what is in force. */ inForceMinor: signedMinor,
    }),
  ),
  /** Payees beyond those listed, together. */
  others: z.object({ count, amountMinor: signedMinor, inForceMinor: signedMinor }).nullable(),
  steps: z.array(z.object({ step: z.string(), label: z.string(), amountMinor: signedMinor })),
  outstanding: z.array(z.object({ step: z.string(), label: z.string(), leftMinor: signedMinor })),
});
export type MonthTrial = z.output<typeof monthTrial>;

const param = z.object({ settlementId: z.string() });
const gone = 'revenue.settlement_not_found';

export const settlementRoutes = {
  createSettlement: {
    id: 'revenue.create_settlement',
    method: 'POST',
    path: '/api/v1/settlements',
    summary: 'Compute a month’s settlement in a currency: everything known now that is not settled. Nothing is booked yet.',
    access: 'revenue.manage',
    body: z.object({ period, currency: z.enum(currencies) }),
    response: settlementDetail,
    status: 201,
    errors: ['revenue.settlement_open', 'revenue.period_not_over', 'revenue.period_passed', 'revenue.month_closed'],
    example: { period: '2026-10', currency: 'CNY' },
  },
  listSettlements: {
    id: 'revenue.list_settlements',
    method: 'GET',
    path: '/api/v1/settlements',
    summary: 'Settlements, newest first.',
    access: 'revenue.read',
    query: pageQuery.extend({
      period: period.optional(),
      currency: z.enum(currencies).optional(),
      state: z.enum(settlementStates).optional(),
    }),
    response: pageOf(settlement),
  },
  getSettlement: {
    id: 'revenue.get_settlement',
    method: 'GET',
    path: '/api/v1/settlements/:settlementId',
    summary: 'A settlement with its preview: totals, payees, plans, what is left out, and what differs from the month before.',
    access: 'revenue.read',
    params: param,
    response: settlementDetail,
    errors: [gone],
  },
  listSettlementPayees: {
    id: 'revenue.list_settlement_payees',
    method: 'GET',
    path: '/api/v1/settlements/:settlementId/payees',
    summary: 'What a settlement gives to whom, the largest first.',
    access: 'revenue.read',
    params: param,
    query: pageQuery.extend({ query: z.string().max(100).optional() }),
    response: pageOf(settlementPayee),
    errors: [gone],
  },
  listSettlementLines: {
    id: 'revenue.list_settlement_lines',
    method: 'GET',
    path: '/api/v1/settlements/:settlementId/lines',
    summary: 'A settlement’s postings in the order in which they were divided, down to the order and the step.',
    access: 'revenue.read',
    params: param,
    query: pageQuery.extend({ payeeId: id.optional(), planId: id.optional(), itemId: z.string().max(100).optional() }),
    response: pageOf(settlementLine),
    errors: [gone],
  },
  approveSettlement: {
    id: 'revenue.approve_settlement',
    method: 'POST',
    path: '/api/v1/settlements/:settlementId/approve',
    summary: 'Approve what somebody else computed; it is posted to the books from then on, and statements are made.',
    access: 'revenue.approve',
    params: param,
    response: settlementDetail,
    errors: [
      gone,
      'revenue.settlement_state',
      'revenue.same_person',
      'revenue.person_needed',
      'revenue.settlement_stale',
      'revenue.month_closed',
    ],
  },
  cancelSettlement: {
    id: 'revenue.cancel_settlement',
    method: 'POST',
    path: '/api/v1/settlements/:settlementId/cancel',
    summary: 'Let go of a settlement that is not approved: everything computed is removed, and the period can be settled anew.',
    access: 'revenue.manage',
    params: param,
    response: settlementDetail,
    errors: [gone, 'revenue.settlement_state'],
  },
  retrySettlement: {
    id: 'revenue.retry_settlement',
    method: 'POST',
    path: '/api/v1/settlements/:settlementId/retry',
    summary: 'Try again what failed: computing begins anew, posting goes on where it stopped.',
    access: 'revenue.manage',
    params: param,
    response: settlementDetail,
    errors: [gone, 'revenue.settlement_state', 'revenue.settlement_open', 'revenue.month_closed'],
  },
  tryPlanMonth: {
    id: 'revenue.try_plan_month',
    method: 'POST',
    path: '/api/v1/share-plans/:planId/try-month',
    summary: 'What a plan would have given of a past month’s real events; nothing is recorded.',
    access: 'revenue.read',
    params: z.object({ planId: z.string() }),
    body: z.object({
      period,
      /** The newest where none is named. */
      version: z.number().int().min(1).optional(),
      /** Tries this instead of what is saved. */
      content: planContent.optional(),
    }),
    response: monthTrial,
    errors: ['revenue.plan_not_found', 'revenue.version_not_found', 'revenue.plan_faulty'],
    example: { period: '2026-10' },
  },
} as const satisfies Record<string, Route>;
