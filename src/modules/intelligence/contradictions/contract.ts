/** What is promised of contradictions: what cannot all be true, why it might be so, and what a person made of it. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation } from '../citations/contract.ts';
import { measures, metricIds, statuses } from '../claims/contract.ts';
import { findingKinds } from './words/contract.ts';

export const findingStates = ['open', 'settled', 'dismissed'] as const;
export type FindingState = (typeof findingStates)[number];
/** How a claim came out of a settlement. `unsure` is kept apart from both: nobody could tell. */
export const claimStands = ['stands', 'off', 'unsure'] as const;
export type ClaimStands = (typeof claimStands)[number];

const id = z.string().max(60);
const value = z.number().finite().nullable();
const reason = z.string().trim().max(2_000);

/** What a claim says, in base units, as it was when it was checked. Its raw value never changes here. */
const claimValue = z.object({
  metric: z.enum(metricIds),
  measure: z.enum(measures),
  low: value,
  high: value,
  bound: z.string(),
  unit: z.string(),
  currency: z.string().nullable(),
  period: z.string().nullable(),
  region: z.string().nullable(),
  entity: z.string().nullable(),
  status: z.enum(statuses),
  statusAsWorded: z.enum(statuses),
});
export type ClaimValue = z.output<typeof claimValue>;

/** A reading that a person gives instead of the raw value, in the claim's own unit. */
const reading = z.object({ low: value, high: value });

const findingClaim = z.object({
  claimId: z.string(),
  documentId: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** As the document has it; null where the passage is no longer what it was. */
  quote: z.string().nullable(),
  value: claimValue,
  /** Whether the best hypothesis takes it to be off, and what it would be then. */
  suspected: z.boolean(),
  would: reading.nullable(),
  /** How many syndicated copies say the same; they count as one source. */
  copies: z.number().int(),
  settled: z.object({ state: z.enum(claimStands), reading: reading.nullable() }).nullable(),
});
export type FindingClaim = z.output<typeof findingClaim>;

const hypothesis = z.object({
  kind: z.enum(findingKinds),
  /** `intelligence.hypothesis.<code>`. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  support: z.number().min(0).max(1),
  /** The claims that speak for it. */
  evidence: z.array(z.string()),
  /** The claims that would be off, and what they would be: null where that cannot be said. */
  off: z.array(z.object({ claimId: z.string(), reading: reading.nullable() })),
});
export type FindingHypothesis = z.output<typeof hypothesis>;

const settlement = z.object({
  by: z.object({ id: z.string().nullable(), name: z.string() }),
  at: instant,
  reason: z.string(),
  /** `both` may stand: they do not speak of the same thing, or nobody is wrong. */
  decision: z.enum(['claims', 'both', 'dismissed']),
});

export const findingItem = z.object({
  id: z.string(),
  kind: z.enum(findingKinds),
  disposition: z.enum(['contradiction', 'note']),
  severity: z.number().min(0).max(1),
  ratio: z.number().nullable(),
  metric: z.enum(metricIds),
  state: z.enum(findingStates),
  /** It is no longer found: a document went, or was read anew. Only settled ones are kept then. */
  vanishedAt: instant.nullable(),
  foundAt: instant,
  changedAt: instant,
  /** Its best. */
  hypothesis,
  /** First the suspected, then what it contradicts; at most six in a list. */
  claims: z.array(findingClaim),
  claimCount: z.number().int(),
  settlement: settlement.nullable(),
});
export type FindingItem = z.output<typeof findingItem>;

const findingAct = z.object({
  at: instant,
  by: z.object({ id: z.string().nullable(), name: z.string() }),
  /** `market.contradictions.act.<act>`. */
  act: z.enum(['found', 'changed', 'vanished', 'returned', 'settled', 'dismissed', 'reopened']),
  reason: z.string(),
});

export const findingDetail = findingItem.extend({
  hypotheses: z.array(hypothesis),
  /** The passage around each claim: its whole sentence, and where the figure stands in it (UTF-16 units). */
  passages: z.array(
    z.object({ claimId: z.string(), citation, sentence: citation, figureStart: z.number().int(), figureEnd: z.number().int() }),
  ),
  history: z.array(findingAct),
});
export type FindingDetail = z.output<typeof findingDetail>;

const counts = z.object({ open: z.number().int(), settled: z.number().int(), dismissed: z.number().int(), notes: z.number().int() });
const findingParam = z.object({ findingId: id });
const gone = 'intelligence.finding_not_found';

export const settleBody = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('claims'),
    claims: z
      .array(
        z.object({
          claimId: id,
          state: z.enum(claimStands),
          /** Only of what is off, and only where it is known. */
          reading: reading.refine(({ low, high }) => low !== null || high !== null).optional(),
        }),
      )
      .min(1)
      .max(200),
    reason: reason.default(''),
  }),
  /** Both may stand; the reason says why. */
  z.object({ decision: z.literal('both'), reason: reason.min(1) }),
]);
export type SettleBody = z.output<typeof settleBody>;

export const contradictionsRoutes = {
  listFindings: {
    id: 'intelligence.list_findings',
    method: 'GET',
    path: '/api/v1/market/contradictions',
    summary: 'What cannot all be true, the gravest first, with its best explanation; notes are what differs and may.',
    access: 'intelligence.read',
    query: pageQuery.extend({
      show: z.enum(['open', 'settled', 'dismissed', 'notes']).default('open'),
      kind: z.enum(findingKinds).optional(),
      metric: z.enum(metricIds).optional(),
      topicId: id.optional(),
      documentId: id.optional(),
      /** A source as documents name it. */
      source: z.string().trim().max(200).optional(),
    }),
    response: pageOf(findingItem).extend({
      counts,
      /** The sources and metrics that findings have, to choose from. */
      sources: z.array(z.string()),
      metrics: z.array(z.enum(metricIds)),
      checkedAt: instant.nullable(),
      /** Documents came that have not been looked at yet. */
      waiting: z.boolean(),
      /** Where figures were too many: of so many claims of these metrics the latest were compared, of so many findings the gravest are kept. */
      cuts: z.array(
        z.object({
          metrics: z.array(z.enum(metricIds)),
          claims: z.number().int(),
          compared: z.number().int(),
          found: z.number().int(),
          kept: z.number().int(),
        }),
      ),
    }),
    errors: ['intelligence.topic_not_found'],
  },
  getFinding: {
    id: 'intelligence.get_finding',
    method: 'GET',
    path: '/api/v1/market/contradictions/:findingId',
    summary: 'A contradiction with its passages, all hypotheses with their evidence, and what was done about it.',
    access: 'intelligence.read',
    params: findingParam,
    response: findingDetail,
    errors: [gone],
  },
  settleFinding: {
    id: 'intelligence.settle_finding',
    method: 'POST',
    path: '/api/v1/market/contradictions/:findingId/settlement',
    summary: 'Say which claims stand, which are off and how, or that both may stand. Raw values stay as they are.',
    access: 'intelligence.settle',
    params: findingParam,
    body: settleBody,
    response: findingDetail,
    errors: [gone, 'intelligence.claim_not_in_finding', 'intelligence.reading_without_off'],
    example: { decision: 'both', reason: 'The second figure counts live streaming too.' },
  },
  dismissFinding: {
    id: 'intelligence.dismiss_finding',
    method: 'POST',
    path: '/api/v1/market/contradictions/:findingId/dismissal',
    summary: 'Put a contradiction aside that is none.',
    access: 'intelligence.settle',
    params: findingParam,
    body: z.object({ reason: reason.default('') }),
    response: findingDetail,
    errors: [gone],
    example: { reason: 'Read wrongly.' },
  },
  reopenFinding: {
    id: 'intelligence.reopen_finding',
    method: 'POST',
    path: '/api/v1/market/contradictions/:findingId/reopening',
    summary: 'Take back what was settled or dismissed.',
    access: 'intelligence.settle',
    params: findingParam,
    response: findingDetail,
    errors: [gone, 'intelligence.finding_open'],
  },
  recheckFindings: {
    id: 'intelligence.recheck_findings',
    method: 'POST',
    path: '/api/v1/market/contradictions/recheck',
    summary: 'Look at every figure again, as a task; settlements are kept.',
    access: 'intelligence.manage',
    response: z.object({ taskId: z.string() }),
    status: 202,
  },
} as const satisfies Record<string, Route>;
