/** The words of revenue's contract: plans as people write and read them, their versions and signatures, payees, trials. */
import { z } from 'zod';
import { calendarDate, currencies, instant } from '../../../platform/http/contract.ts';

/** What money comes as: single payments and top-ups, subscriptions and their renewals, shares of ad pools, sums agreed per deed. */
export const revenueKinds = ['order', 'renewal', 'ad_revenue', 'fixed_fee'] as const;
export type RevenueKind = (typeof revenueKinds)[number];
export const planScopes = ['organisation', 'work', 'campaign'] as const;
export type PlanScope = (typeof planScopes)[number];
/** As it is kept; `agreed` is shown by the day as upcoming, effective, superseded or ended. */
export const versionStates = ['draft', 'proposed', 'agreed', 'declined', 'withdrawn'] as const;
export const shownStates = ['draft', 'proposed', 'upcoming', 'effective', 'superseded', 'ended', 'declined', 'withdrawn'] as const;
export type ShownState = (typeof shownStates)[number];

export const revenueLimits = { steps: 40, tiers: 20, parts: 30, trialItems: 50, versions: 500 } as const;

export const id = z.string().max(60);
/** A decimal string of minor units; sixteen digits are more than any account of ours holds, and far from bigint's end. */
export const minor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
/** An amount that the server answers with; what is taken back is negative. */
export const signedMinor = z.string().regex(/^-?\d+$/);
const digits = z.string().regex(/^(0|[1-9]\d{0,11})$/);
/** Exact: ten-thousandths, or one whole number over another (a third is 1 over 3). */
export const ratio = z.union([
  z.object({ bps: z.number().int().min(0).max(10_000) }),
  z.object({ n: digits, d: digits.refine((text) => text !== '0', { error: 'Nothing is divided by zero.' }) }),
]);
export type Ratio = z.output<typeof ratio>;

const payeeParty = /^payee:pye_[0-9a-hjkmnp-tv-z]{26}$/;
/** A role that an order fills (its creator, their agency), one of the house's own, or a payee by name. */
export const party = z.union([z.enum(['role:creator', 'role:agency', 'role:operator', 'role:studio']), z.string().regex(payeeParty)]);
/** What a plan remembers is kept by it, so it may not be a word that every object knows. */
const stepId = z.string().regex(/^(?!constructor$)[a-z0-9][a-z0-9_-]{0,39}$/);
const label = z.string().trim().max(100).default('');

export const planPart = z.object({
  party,
  /** `terms` is what the campaign promised that role of the order's amount, as far as it is left; `rest` is what the others leave. */
  share: z.union([ratio, z.enum(['terms', 'rest'])]),
  /** Who gets it where nobody fills the role; the operator where nothing stands here. */
  otherwise: party.optional(),
});
const planTier = z.object({
  /** Up to what has come to the step in all, exclusive; null for the last. */
  upToMinor: minor.nullable(),
  parts: z.array(planPart).min(1).max(revenueLimits.parts),
});
export const planStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fee'),
    id: stepId,
    label,
    party,
    /** A share of the whole order, or of what the steps before have left. */
    of: z.enum(['gross', 'left']),
    rate: ratio,
    /** Beside the share, for each order. */
    fixedMinor: minor.default('0'),
  }),
  z.object({
    kind: z.literal('recover'),
    id: stepId,
    label,
    /** Who bears it: the pot, before it is divided, or one party's share, after. */
    from: z.union([z.literal('pot'), party]),
    to: party,
    /** At most so much of it each time. */
    rate: ratio,
    /** A minimum guarantee that was paid: outstanding from the start. */
    advanceMinor: minor.default('0'),
    /** The kind of cost (traffic …) that adds to what is outstanding; null for an advance alone. */
    cost: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/)
      .nullable()
      .default(null),
  }),
  z.object({ kind: z.literal('split'), id: stepId, label, tiers: z.array(planTier).min(1).max(revenueLimits.tiers) }),
  z.object({
    kind: z.literal('cap'),
    id: stepId,
    label,
    party,
    mostMinor: minor,
    per: z.enum(['order', 'all']),
    excessTo: party,
  }),
]);
export type PlanStep = z.output<typeof planStep>;

const waterfall = z.object({
  /** What it divides; no kind stands in two waterfalls of a plan. */
  kinds: z.array(z.enum(revenueKinds)).min(1).max(revenueKinds.length),
  steps: z.array(planStep).max(revenueLimits.steps),
});
export const planContent = z.object({
  currency: z.enum(currencies),
  waterfalls: z.array(waterfall).min(1).max(revenueKinds.length),
  /** What the parties agreed in words, beside the figures. */
  words: z.string().trim().max(20_000).default(''),
});
export type PlanContent = z.output<typeof planContent>;

/** Something that keeps a plan from being proposed: `revenue.fault.<code>` says it. */
export const planFault = z.object({ waterfall: z.number().int(), step: z.string(), code: z.string() });
export type PlanFaultAt = z.output<typeof planFault>;

export const payee = z.object({
  id: z.string(),
  name: z.string(),
  /** Whose money it is: a creator's, an agency's, a member's own, or somebody's who has no account here. */
  belongsTo: z.object({ kind: z.enum(['creator', 'agency', 'user', 'nobody']), id: z.string().nullable() }),
  /** The house's own parties of a plan; null for everybody else. */
  role: z.enum(['operator', 'studio']).nullable(),
  createdAt: instant,
});
export type Payee = z.output<typeof payee>;
export const belongsTo = z.object({ kind: z.enum(['creator', 'agency', 'user', 'nobody']), id: id.nullable().default(null) });

const planScope = z.object({
  kind: z.enum(planScopes),
  /** The work's or the campaign's id; null for the organisation's default. */
  id: z.string().nullable(),
  /** The title of the work, the name of the campaign; null where it is gone, and for the default. */
  title: z.string().nullable(),
});
export const planSignature = z.object({
  /** `organisation`, or a payee's id. */
  party: z.string(),
  decision: z.enum(['yes', 'no']),
  note: z.string(),
  by: z.object({ userId: z.string(), name: z.string() }),
  at: instant,
});
/** Somebody whose yes a version needs. */
const planParty = z.object({ party: z.string(), name: z.string().nullable(), signed: planSignature.nullable() });
export const planVersion = z.object({
  version: z.number().int(),
  state: z.enum(shownStates),
  /** Business days in Asia/Shanghai: the first on which it holds, and the first on which it no longer does. */
  effectiveFrom: calendarDate,
  effectiveUntil: calendarDate.nullable(),
  content: planContent,
  /** SHA-256 of what is signed: the content and its days. */
  contentHash: z.string(),
  faults: z.array(planFault),
  note: z.string(),
  /** Set once it is proposed: the organisation, then the payees named in it who have an account. */
  parties: z.array(planParty),
  /** Payees named in it, by id. */
  payees: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: instant,
  createdBy: z.string(),
  proposedAt: instant.nullable(),
  agreedAt: instant.nullable(),
  /** When and why it was withdrawn or declined. */
  ended: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type PlanVersionView = z.output<typeof planVersion>;
export const sharePlan = z.object({
  id: z.string(),
  name: z.string(),
  scope: planScope,
  /** The version that holds today; null where none does. */
  effectiveVersion: z.number().int().nullable(),
  newestVersion: z.number().int(),
  newestState: z.enum(shownStates),
  createdAt: instant,
});
export type SharePlan = z.output<typeof sharePlan>;
export const sharePlanDetail = sharePlan.extend({ versions: z.array(planVersion) });
export type SharePlanDetail = z.output<typeof sharePlanDetail>;
/** A version that somebody is a party to. */
export const planToSign = z.object({
  planId: z.string(),
  name: z.string(),
  scope: planScope,
  as: z.array(z.string()),
  version: planVersion,
});
export type PlanToSign = z.output<typeof planToSign>;

export const explanation = z.object({
  /** `revenue.explain.<code>` says it, filled with the parameters. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const payeeAmount = z.object({ payee: z.string(), amountMinor: signedMinor });
export const trialResult = z.object({
  currency: z.enum(currencies),
  /** 0 where a content was tried that is not saved. */
  version: z.number().int(),
  totals: z.object({ grossMinor: signedMinor, refundedMinor: signedMinor, netMinor: signedMinor }),
  /** What each is paid in the end, the largest first: `creator`, `agency`, `operator`, `studio`, or a payee's id. They sum to the net. */
  payees: z.array(payeeAmount.extend({ name: z.string().nullable() })),
  lines: z.array(
    payeeAmount.extend({
      /** Of which item, counted from 0. */
      item: z.number().int(),
      kind: z.enum(revenueKinds),
      event: z.enum(['earned', 'refunded']),
      step: z.string(),
      label: z.string(),
      explanation,
    }),
  ),
  /** For a waterfall chart: each row's part, and what is left below it. The last level is zero. */
  waterfall: z.array(
    z.object({
      row: z.enum(['gross', 'refunds', 'fee', 'recover', 'split', 'cap']),
      step: z.string().nullable(),
      label: z.string(),
      amountMinor: signedMinor,
      levelMinor: signedMinor,
      payees: z.array(payeeAmount),
    }),
  ),
  /** What advances and costs are still to be paid back afterwards. */
  outstanding: z.array(z.object({ step: z.string(), label: z.string(), leftMinor: signedMinor })),
});
export type TrialResult = z.output<typeof trialResult>;

const trialItem = z
  .object({
    kind: z.enum(revenueKinds).default('order'),
    amountMinor: minor,
    /** Of it, what is refunded afterwards. */
    refundedMinor: minor.default('0'),
    /** Whether a creator brought it, and whether they have an agency. */
    creator: z.boolean().default(true),
    agency: z.boolean().default(false),
    /** What the campaign's terms promise them of the order. */
    terms: z
      .object({ creator: ratio.nullable().default(null), agency: ratio.nullable().default(null) })
      .default({ creator: null, agency: null }),
  })
  .refine(({ amountMinor, refundedMinor }) => BigInt(refundedMinor) <= BigInt(amountMinor), {
    path: ['refundedMinor'],
    error: 'A refund stays within its order.',
  })
  .refine(({ creator, agency }) => creator || !agency, { path: ['agency'], error: 'An agency comes with its creator.' });
export const trialInput = z.object({
  /** The newest where none is named. */
  version: z.number().int().min(1).optional(),
  /** Tries this instead of what is saved, e.g. a form that is being written. */
  content: planContent.optional(),
  items: z.array(trialItem).min(1).max(revenueLimits.trialItems),
  /** What came before, by kind, as if in one order like the first item: it fills tiers, caps and recoupment. */
  prior: z
    .array(z.object({ kind: z.enum(revenueKinds), amountMinor: minor }))
    .max(revenueKinds.length)
    .default([]),
  /** What was spent before (traffic buying …), by the kinds of cost that the plan recovers. */
  costs: z
    .array(z.object({ cost: z.string().max(40), amountMinor: minor }))
    .max(20)
    .default([]),
});
export type TrialInput = z.output<typeof trialInput>;
