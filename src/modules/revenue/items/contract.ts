/** What money came in and what is to be divided, what it would pay today, and costs that plans pay back. */
import { z } from 'zod';
import { calendarDate, currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { minor, revenueKinds, signedMinor } from '../words/contract.ts';

/** What a payee has in one currency. `payable` is what a payout could send today; nothing in it is counted twice. */
const currencyBalance = z.object({
  currency: z.enum(currencies),
  /** What open orders would give by their plans, before tax; it becomes certain with the month's settlement. */
  estimatedMinor: signedMinor,
  /** Of open orders, what a signal of fraud holds until somebody decides; not in the estimate. */
  heldMinor: signedMinor,
  /** Settled, and payable from a later day on. */
  onHoldMinor: signedMinor,
  payableMinor: signedMinor,
  /** On its way to the payee. */
  inPayoutMinor: signedMinor,
  paidMinor: signedMinor,
  /** Below nothing: what was taken back after it was paid, to be filled by what comes. Zero or negative. */
  carriedMinor: signedMinor,
  /** What the books owe in all: on hold, payable, on its way, and what is carried. */
  owedMinor: signedMinor,
  /** What becomes payable when, soonest first: `estimated` by the orders' own hold, `settled` by the settlement's. */
  dates: z.array(z.object({ on: calendarDate, state: z.enum(['estimated', 'settled']), amountMinor: signedMinor })),
});
const payeeBalance = z.object({
  payee: z.object({ id: z.string(), name: z.string() }),
  /** When it was read. */
  at: instant,
  currencies: z.array(currencyBalance),
});
export type PayeeBalance = z.output<typeof payeeBalance>;
export type CurrencyBalance = z.output<typeof currencyBalance>;

export const itemStates = ['open', 'undivided', 'held', 'settled', 'void'] as const;
export const undividedReasons = ['no_plan', 'no_version', 'kind_not_covered', 'other_currency'] as const;
const revenueItem = z.object({
  id: z.string(),
  kind: z.enum(revenueKinds),
  /** `undivided`: no plan divides it, with the reason; `held`: a signal holds it; `void`: it is no money any more. */
  state: z.enum(itemStates),
  undivided: z.enum(undividedReasons).nullable(),
  sourceId: z.string().nullable(),
  externalId: z.string().nullable(),
  workId: z.string().nullable(),
  workTitle: z.string().nullable(),
  campaignId: z.string().nullable(),
  campaignName: z.string().nullable(),
  creatorId: z.string().nullable(),
  creatorName: z.string().nullable(),
  agencyId: z.string().nullable(),
  currency: z.enum(currencies),
  amountMinor: minor,
  refundedMinor: minor,
  /** What the campaign promised of the whole amount. */
  creatorTermsMinor: minor.nullable(),
  agencyTermsMinor: minor.nullable(),
  plan: z.object({ id: z.string(), version: z.number().int(), name: z.string() }).nullable(),
  occurredAt: instant,
  refundedAt: instant.nullable(),
  payableAt: instant,
  /** The settlement that it stands in; what changed since is open again. */
  settlementId: z.string().nullable(),
});
export type RevenueItem = z.output<typeof revenueItem>;

const itemsSummary = z.object({
  currency: z.enum(currencies),
  open: z.object({ count: z.number().int(), netMinor: signedMinor }),
  undivided: z.object({ count: z.number().int(), netMinor: signedMinor }),
  held: z.object({ count: z.number().int(), netMinor: signedMinor }),
});
export type ItemsSummary = z.output<typeof itemsSummary>;

const costName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const planCost = z.object({
  id: z.string(),
  /** The kind of cost, as the plan's recoupment names it. */
  cost: z.string(),
  currency: z.enum(currencies),
  amountMinor: minor,
  /** The business day on which it was spent: from then on orders pay it back. */
  spentOn: calendarDate,
  note: z.string(),
  addedBy: z.string(),
  addedAt: instant,
  /** Null while it may still be removed. */
  settlementId: z.string().nullable(),
});
export type PlanCost = z.output<typeof planCost>;

const planParam = z.object({ planId: z.string() });

export const itemsRoutes = {
  getMyBalance: {
    id: 'revenue.get_my_balance',
    method: 'GET',
    path: '/api/v1/my/balance',
    summary: 'What one has oneself: estimated, on hold, payable, on its way, paid, and from when on; one entry for each payee that one is.',
    access: 'revenue.read_own',
    response: z.object({ items: z.array(payeeBalance) }),
  },
  getPayeeBalance: {
    id: 'revenue.get_payee_balance',
    method: 'GET',
    path: '/api/v1/payees/:payeeId/balance',
    summary: 'What a payee has: estimated, on hold, payable, on its way, paid, and from when on.',
    access: 'revenue.read',
    params: z.object({ payeeId: z.string() }),
    response: payeeBalance,
    errors: ['revenue.payee_not_found'],
  },
  listPlanCosts: {
    id: 'revenue.list_plan_costs',
    method: 'GET',
    path: '/api/v1/share-plans/:planId/costs',
    summary: 'What was spent that a plan pays back (traffic buying …), newest first, with the kinds that its versions know.',
    access: 'revenue.read',
    params: planParam,
    query: pageQuery,
    response: pageOf(planCost).extend({ kinds: z.array(z.string()) }),
    errors: ['revenue.plan_not_found'],
  },
  addPlanCost: {
    id: 'revenue.add_plan_cost',
    method: 'POST',
    path: '/api/v1/share-plans/:planId/costs',
    summary: 'Write down what was spent on a day; orders from that day on pay it back as the plan says.',
    access: 'revenue.manage',
    params: planParam,
    body: z.object({
      cost: costName,
      amountMinor: minor.refine((text) => text !== '0', { error: 'Nothing was spent.' }),
      spentOn: calendarDate,
      note: z.string().trim().max(500).default(''),
    }),
    response: planCost,
    status: 201,
    errors: ['revenue.plan_not_found', 'revenue.cost_unknown', 'revenue.cost_in_future', 'revenue.period_closed'],
    example: { cost: 'traffic', amountMinor: '300000', spentOn: '2026-10-12', note: '抖音投流 10/12' },
  },
  removePlanCost: {
    id: 'revenue.remove_plan_cost',
    method: 'DELETE',
    path: '/api/v1/share-plans/:planId/costs/:costId',
    summary: 'Take back a cost that no settlement has counted yet.',
    access: 'revenue.manage',
    params: planParam.extend({ costId: z.string() }),
    response: z.object({}),
    errors: ['revenue.plan_not_found', 'revenue.cost_not_found', 'revenue.cost_settled'],
  },
  listItems: {
    id: 'revenue.list_items',
    method: 'GET',
    path: '/api/v1/revenue-items',
    summary:
      'Orders, renewals, shares of ad pools and sums per deed that are to be divided, newest first: open, divided by no plan (with why), or held.',
    access: 'revenue.read',
    query: pageQuery.extend({
      state: z.enum(itemStates).default('open'),
      currency: z.enum(currencies).optional(),
      planId: z.string().max(60).optional(),
      workId: z.string().max(60).optional(),
      campaignId: z.string().max(60).optional(),
      creatorId: z.string().max(60).optional(),
      /** The platform’s own number of an order, exactly. */
      externalId: z.string().max(200).optional(),
    }),
    response: pageOf(revenueItem),
  },
  sumItems: {
    id: 'revenue.sum_items',
    method: 'GET',
    path: '/api/v1/revenue-items/summary',
    summary: 'How many items are open, divided by no plan, and held, with what is left of them after refunds, in each currency.',
    access: 'revenue.read',
    response: z.object({ items: z.array(itemsSummary) }),
  },
} as const satisfies Record<string, Route>;
