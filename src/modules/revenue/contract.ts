/** What revenue promises: share plans (who is paid what of each order, in versions that the parties sign) and the payees they name. */
import { z } from 'zod';
import { calendarDate, defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';
import { rightKinds } from '../rights/contract.ts';
import { accountsRoutes } from './accounts/contract.ts';
import { itemsRoutes } from './items/contract.ts';
import { payeeDocument, payeeInvoice, payeeProfile, payeesRoutes, payeeSummary, taxRegime, taxYear } from './payees/contract.ts';
import { payoutsRoutes } from './payouts/contract.ts';
import { reconcileRoutes } from './reconcile/contract.ts';
import { settlementRoutes } from './settlement/contract.ts';
import { statementsRoutes } from './statements/contract.ts';
import {
  belongsTo,
  id,
  payee,
  planContent,
  planScopes,
  planToSign,
  planVersion,
  revenueKinds,
  sharePlan,
  sharePlanDetail,
  trialInput,
  trialResult,
} from './words/contract.ts';

export * from './statements/contract.ts';
export * from './settlement/contract.ts';
export * from './words/contract.ts';

const days = { effectiveFrom: calendarDate, effectiveUntil: calendarDate.nullable().default(null) };
const note = z.string().trim().max(2000).default('');
const planParam = z.object({ planId: z.string() });
const versionParam = planParam.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });
const planGone = 'revenue.plan_not_found';
const versionGone = ['revenue.plan_not_found', 'revenue.version_not_found'] as const;
const example: z.input<typeof planContent> = {
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal'],
      steps: [
        { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        { kind: 'recover', id: 'traffic', label: '投流', from: 'pot', to: 'role:operator', rate: { bps: 5000 }, cost: 'traffic' },
        {
          kind: 'split',
          id: 'split',
          label: '分成',
          tiers: [
            {
              upToMinor: null,
              parts: [
                { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
                { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

export const revenueContract = defineContract({
  module: 'revenue',
  schemas: {
    Payee: payee,
    PayeeDocument: payeeDocument,
    PayeeInvoice: payeeInvoice,
    PayeeProfile: payeeProfile,
    PayeeSummary: payeeSummary,
    PlanContent: planContent,
    PlanVersion: planVersion,
    SharePlan: sharePlan,
    SharePlanDetail: sharePlanDetail,
    SharePlanTrial: trialResult,
    TaxRegime: taxRegime,
    TaxYear: taxYear,
  },
  permissions: {
    'revenue.read': ['owner', 'operator'],
    'revenue.manage': ['owner', 'operator'],
    'revenue.approve': ['owner', 'operator'],
    // A partner signs as a payee that a plan names, and sees nothing else; the service narrows it.
    'revenue.sign': ['owner', 'operator', 'agency', 'creator'],
    // Questions about statements: the payee’s people and the house.
    'revenue.ask': ['owner', 'operator', 'agency', 'creator'],
    // Narrowed by the payees that an actor is.
    'revenue.read_own': ['owner', 'operator', 'agency', 'creator'],
    // How one is paid oneself: narrowed in the same way.
    'revenue.edit_own': ['owner', 'operator', 'agency', 'creator'],
  },
  routes: {
    listPayees: {
      id: 'revenue.list_payees',
      method: 'GET',
      path: '/api/v1/payees',
      summary: 'Who may be paid by name, newest first.',
      access: 'revenue.read',
      query: pageQuery.extend({ query: z.string().max(100).optional() }),
      response: pageOf(payee),
    },
    createPayee: {
      id: 'revenue.create_payee',
      method: 'POST',
      path: '/api/v1/payees',
      summary: 'Name somebody whom plans may pay: a creator, an agency, a member, or somebody without an account.',
      access: 'revenue.manage',
      body: z.object({ name: z.string().trim().min(1).max(100), belongsTo: belongsTo.default({ kind: 'nobody', id: null }) }),
      response: payee,
      status: 201,
      errors: ['revenue.payee_exists', 'revenue.party_not_found'],
      example: { name: '原著作者 林某' },
    },
    updatePayee: {
      id: 'revenue.update_payee',
      method: 'PATCH',
      path: '/api/v1/payees/:payeeId',
      summary: 'Rename a payee, or say whose it is where it is nobody’s yet.',
      access: 'revenue.manage',
      params: z.object({ payeeId: z.string() }),
      body: z.object({ name: z.string().trim().min(1).max(100).optional(), belongsTo: belongsTo.optional() }),
      response: payee,
      errors: ['revenue.payee_not_found', 'revenue.payee_exists', 'revenue.payee_taken', 'revenue.party_not_found'],
      example: { name: '原著作者 林某某' },
    },
    listPlans: {
      id: 'revenue.list_plans',
      method: 'GET',
      path: '/api/v1/share-plans',
      summary: 'Share plans, newest first.',
      access: 'revenue.read',
      query: pageQuery.extend({ scope: z.enum(planScopes).optional(), workId: id.optional(), campaignId: id.optional() }),
      response: pageOf(sharePlan),
    },
    createPlan: {
      id: 'revenue.create_plan',
      method: 'POST',
      path: '/api/v1/share-plans',
      summary: 'Begin a share plan for a work, for a campaign, or as the organisation’s default; its first version is a draft.',
      access: 'revenue.manage',
      body: z.object({
        name: z.string().trim().min(1).max(200),
        scope: z.object({ kind: z.enum(planScopes), id: id.nullable().default(null) }),
        content: planContent,
        ...days,
        note,
      }),
      response: sharePlanDetail,
      status: 201,
      errors: ['revenue.plan_exists', 'revenue.scope_not_found', 'revenue.days_reversed'],
      example: { name: '默认分账方案', scope: { kind: 'organisation', id: null }, effectiveFrom: '2026-12-01', content: example },
    },
    getPlan: {
      id: 'revenue.get_plan',
      method: 'GET',
      path: '/api/v1/share-plans/:planId',
      summary: 'A share plan with all its versions, newest first, and who signed which.',
      access: 'revenue.read',
      params: planParam,
      response: sharePlanDetail,
      errors: [planGone],
    },
    updatePlan: {
      id: 'revenue.update_plan',
      method: 'PATCH',
      path: '/api/v1/share-plans/:planId',
      summary: 'Rename a share plan.',
      access: 'revenue.manage',
      params: planParam,
      body: z.object({ name: z.string().trim().min(1).max(200) }),
      response: sharePlanDetail,
      errors: [planGone],
      example: { name: '《夜归人》分账方案' },
    },
    createVersion: {
      id: 'revenue.create_version',
      method: 'POST',
      path: '/api/v1/share-plans/:planId/versions',
      summary: 'Begin the next version as a copy of the newest, or of the one that is named.',
      access: 'revenue.manage',
      params: planParam,
      body: z.object({ from: z.number().int().min(1).optional(), ...days }),
      response: sharePlanDetail,
      status: 201,
      errors: [...versionGone, 'revenue.version_open', 'revenue.days_reversed', 'revenue.too_many'],
      example: { effectiveFrom: '2027-01-01' },
    },
    updateVersion: {
      id: 'revenue.update_version',
      method: 'PUT',
      path: '/api/v1/share-plans/:planId/versions/:version',
      summary: 'Write a draft; what is wrong with it is answered, and keeps it only from being proposed.',
      access: 'revenue.manage',
      params: versionParam,
      body: z.object({ content: planContent, ...days, note }),
      response: sharePlanDetail,
      errors: [...versionGone, 'revenue.not_a_draft', 'revenue.days_reversed'],
      example: { effectiveFrom: '2026-12-01', content: example },
    },
    discardVersion: {
      id: 'revenue.discard_version',
      method: 'DELETE',
      path: '/api/v1/share-plans/:planId/versions/:version',
      summary: 'Throw a draft away; a plan whose only version it was goes with it.',
      access: 'revenue.manage',
      params: versionParam,
      response: z.object({}),
      errors: [...versionGone, 'revenue.not_a_draft'],
    },
    proposeVersion: {
      id: 'revenue.propose_version',
      method: 'POST',
      path: '/api/v1/share-plans/:planId/versions/:version/propose',
      summary: 'Put a draft before its parties; from now on nothing in it changes.',
      access: 'revenue.manage',
      params: versionParam,
      response: sharePlanDetail,
      errors: [...versionGone, 'revenue.not_a_draft', 'revenue.plan_faulty', 'revenue.period_closed'],
    },
    withdrawVersion: {
      id: 'revenue.withdraw_version',
      method: 'POST',
      path: '/api/v1/share-plans/:planId/versions/:version/withdraw',
      summary: 'Take back what was proposed, as long as not all have signed.',
      access: 'revenue.manage',
      params: versionParam,
      body: z.object({ reason: z.string().trim().max(1000).default('') }),
      response: sharePlanDetail,
      errors: [...versionGone, 'revenue.not_proposed'],
      example: { reason: '保底金额有误' },
    },
    signVersion: {
      id: 'revenue.sign_version',
      method: 'POST',
      path: '/api/v1/share-plans/:planId/versions/:version/signatures',
      summary: 'Say yes or no to a version as one of its parties; with the last yes it is agreed, with a no it is declined.',
      access: 'revenue.sign',
      params: versionParam,
      body: z.object({
        /** `organisation`, or the payee’s id. */
        as: z.string().max(60),
        decision: z.enum(['yes', 'no']),
        /** Of the version that was read. */
        contentHash: z.string().length(64),
        note: z.string().trim().max(1000).default(''),
      }),
      response: planToSign,
      errors: [
        ...versionGone,
        'revenue.not_proposed',
        'revenue.not_a_party',
        'revenue.signed_already',
        'revenue.content_differs',
        'revenue.person_needed',
        'revenue.period_closed',
      ],
      example: { as: 'organisation', decision: 'yes', contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    },
    listMine: {
      id: 'revenue.list_mine',
      method: 'GET',
      path: '/api/v1/my/share-plans',
      summary: 'Versions that name oneself as a payee, those to sign first.',
      access: 'revenue.sign',
      response: z.object({ items: z.array(planToSign) }),
    },
    tryPlan: {
      id: 'revenue.try_plan',
      method: 'POST',
      path: '/api/v1/share-plans/:planId/try',
      summary: 'What orders and refunds would pay to whom, step by step; nothing is recorded.',
      access: 'revenue.read',
      params: planParam,
      body: trialInput,
      response: trialResult,
      errors: [...versionGone, 'revenue.plan_faulty', 'revenue.kind_not_covered', 'revenue.cost_unknown'],
      example: { items: [{ kind: 'order', amountMinor: '1000000', refundedMinor: '30000', terms: { creator: { bps: 3000 } } }] },
    },
    resolvePlan: {
      id: 'revenue.resolve_plan',
      method: 'GET',
      path: '/api/v1/share-plan-in-force',
      summary: 'Which plan divides money of a campaign or a work on a day: the campaign’s own, else the work’s, else the default.',
      access: 'revenue.read',
      query: z.object({
        campaignId: id.optional(),
        workId: id.optional(),
        kind: z.enum(revenueKinds).default('order'),
        /** Now where none is given. */
        at: instant.optional(),
      }),
      response: z.object({
        found: z.object({ planId: z.string(), name: z.string(), scope: z.enum(planScopes), version: z.number().int() }).nullable(),
      }),
    },
    getRegisteredSplit: {
      id: 'revenue.get_registered_split',
      method: 'GET',
      path: '/api/v1/share-plan-registered-split',
      summary:
        'The division among a work’s rights holders as their shares are registered: exact parts for a split, and who has no payee yet.',
      access: 'revenue.read',
      query: z.object({
        workId: id,
        right: z.enum(rightKinds).default('streaming'),
        /** Now where none is given. */
        at: instant.optional(),
      }),
      response: z.object({
        workId: z.string(),
        right: z.enum(rightKinds),
        at: instant,
        /** They sum to one with what is missing, as long as the title has no fault. */
        parts: z.array(z.object({ party: z.string(), name: z.string(), share: z.object({ n: z.string(), d: z.string() }) })),
        /** False where shares are longer than a plan writes: then they are rounded by largest remainders, in the parts’ order. */
        exact: z.boolean(),
        /** Owners whom nobody could pay; `share_plan.registered.<why>` says what to do. */
        missing: z.array(
          z.object({
            partyId: z.string(),
            name: z.string(),
            share: z.string(),
            why: z.enum(['not_linked', 'payee_gone', 'no_payee_of_creator', 'no_payee_of_agency']),
          }),
        ),
        /** What is wrong with the chain of title then; `share_plan.registered.fault` says it. */
        fault: z.enum(['shares_not_one', 'transfers_more_than_held']).nullable(),
      }),
      errors: ['revenue.scope_not_found', 'revenue.nothing_registered'],
    },
    ...accountsRoutes,
    ...itemsRoutes,
    ...payeesRoutes,
    ...payoutsRoutes,
    ...reconcileRoutes,
    ...settlementRoutes,
    ...statementsRoutes,
  },
});
