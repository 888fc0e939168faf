/** What is promised of notices that others send us about what our own people put up. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { counterContent, jurisdictions, missingElement, noticeContent, noticeLanguages } from '../law/contract.ts';

const line = z.string().trim().max(300);
const note = z.string().trim().max(2_000).default('');
const bilingual = z.object({ en: z.string(), 'zh-CN': z.string() });
const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });

/**
 * The same machine from the other side: received, confirmed to whoever sent it, decided (a measure, or not), and where the user
 * answers, the time a law gives before what was ended comes back.
 */
export const incomingStates = [
  'received',
  'incomplete',
  'acknowledged',
  'measure_taken',
  'rejected',
  'countered',
  'waiting',
  'restored',
  'suit',
  'closed',
] as const;
export type IncomingState = (typeof incomingStates)[number];

/** How much of one notifier’s was upheld; unfounded ones count (DSA 23(2)). */
const notifierCounts = z.object({
  notices: z.number().int(),
  upheld: z.number().int(),
  rejected: z.number().int(),
  abusive: z.number().int(),
  /** Their notices are kept and no longer confirmed by mail, until somebody lifts it. */
  suspended: z.boolean(),
});

/** What the user is told (DSA 17(3)). */
const statementOfReasons = z.object({
  measure: bilingual,
  facts: z.string(),
  /** Whether it was found or decided by a machine. */
  automatedDetection: z.boolean(),
  automatedDecision: z.boolean(),
  ground: z.object({ kind: z.enum(['law', 'terms']), reference: z.string(), explanation: z.string() }),
  scope: z.string(),
  until: instant.nullable(),
  redress: z.array(bilingual),
});
export type StatementOfReasons = z.output<typeof statementOfReasons>;

const target = z.object({
  url: z.string(),
  /** Null where it is none of ours: kept, so that the answer can say so. */
  linkId: z.string().nullable(),
  placementId: z.string().nullable(),
  creator: z.object({ id: z.string(), name: z.string() }).nullable(),
  title: z.string(),
  state: z.enum(['unknown', 'live', 'ended', 'restored']),
});
export type IncomingTarget = z.output<typeof target>;

const entry = z.object({
  id: z.string(),
  at: instant,
  by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  /** `takedown.incoming.act.<code>`. */
  act: z.string(),
  from: z.enum(incomingStates).nullable(),
  to: z.enum(incomingStates).nullable(),
  note: z.string(),
});

const clock = z.object({
  code: z.string(),
  label: bilingual,
  kind: z.enum(['legal', 'practice']),
  startedAt: instant,
  earliestAt: instant.nullable(),
  dueAt: instant,
  certain: z.boolean(),
  state: z.enum(['running', 'met', 'stopped', 'passed']),
});

export const incomingNotice = z.object({
  id: z.string(),
  number: z.number().int(),
  state: z.enum(incomingStates),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  /** Through the public door, or typed in by staff. */
  way: z.enum(['public', 'entered']),
  notifier: z.object({ name: z.string(), organisation: z.string(), email: z.string(), counts: notifierCounts }),
  works: z.array(z.string()),
  targets: z.array(target),
  missing: z.array(missingElement),
  nextClock: clock.nullable(),
  overdue: z.boolean(),
  receivedAt: instant,
  decidedAt: instant.nullable(),
  updatedAt: instant,
});
export type IncomingNotice = z.output<typeof incomingNotice>;
export const incomingDetail = incomingNotice.extend({
  content: noticeContent,
  statement: statementOfReasons.nullable(),
  counter: z.object({ at: instant, content: counterContent, missing: z.array(missingElement) }).nullable(),
  clocks: z.array(clock),
  timeline: z.array(entry),
  acts: z.array(z.object({ act: z.string(), block: reason.nullable() })),
});
export type IncomingDetail = z.output<typeof incomingDetail>;

export const incomingAct = z.discriminatedUnion('act', [
  /** Confirms receipt to whoever sent it (DSA 16(4)); by mail where one is set. */
  z.object({ act: z.literal('acknowledge'), note }),
  /** Asks for what is missing. */
  z.object({ act: z.literal('ask'), note: note.pipe(z.string().min(1)) }),
  /** Ends the links that are named and tells their creators why. */
  z.object({
    act: z.literal('measure'),
    urls: z.array(z.string().max(2_000)).min(1).max(200),
    facts: z.string().trim().min(1).max(5_000),
    ground: z.enum(['law', 'terms']).default('law'),
    explanation: z.string().trim().max(5_000).default(''),
    scope: line.default(''),
    automatedDetection: z.boolean().default(false),
  }),
  z.object({ act: z.literal('reject'), abusive: z.boolean().default(false), note: note.pipe(z.string().min(1)) }),
  /** A counter-notice that came on paper or by mail. */
  z.object({ act: z.literal('counter'), content: counterContent, note }),
  /** The counter-notice was forwarded to whoever sent the notice: the legal time begins. */
  z.object({ act: z.literal('forward'), note }),
  z.object({ act: z.literal('restore'), note }),
  z.object({ act: z.literal('sue'), court: line.min(1), number: line.default(''), note }),
  z.object({ act: z.literal('close'), note }),
  z.object({ act: z.literal('note'), note: note.pipe(z.string().min(1)) }),
]);
export type IncomingAct = z.output<typeof incomingAct>;

const noticeInput = z.object({ jurisdiction: z.enum(jurisdictions), language: z.enum(noticeLanguages), content: noticeContent });
/** What a creator is told of a notice against their own. */
export const ownNotice = z.object({
  id: z.string(),
  state: z.enum(incomingStates),
  jurisdiction: z.enum(jurisdictions),
  works: z.array(z.string()),
  /** Of whom the notice is; their address is not told on. */
  notifier: z.string(),
  targets: z.array(target.pick({ url: true, title: true, state: true })),
  statement: statementOfReasons.nullable(),
  counter: z.object({ at: instant, missing: z.array(missingElement) }).nullable(),
  /** Until when one may answer, and when what was ended may come back. */
  clocks: z.array(clock),
  /** What a counter-notice needs by this law. */
  counterElements: z.array(z.object({ code: z.string(), label: bilingual, field: z.string() })),
  mayAnswer: z.boolean(),
  receivedAt: instant,
});
export type OwnNotice = z.output<typeof ownNotice>;

const incomingParam = z.object({ incomingId: z.string() });
const gone = 'takedown.incoming_not_found';
const exampleNotice = {
  jurisdiction: 'eu_dsa',
  language: 'en',
  content: {
    sender: { name: 'Marie Duval', email: 'marie@example.org' },
    works: [{ title: 'La Maison' }],
    links: [{ url: 'https://go.example.com/abc2345' }],
    reasons: 'The clip shows our film without leave.',
    statements: { goodFaith: true },
  },
};

export const incomingRoutes = {
  submitNotice: {
    id: 'takedown.submit_notice',
    method: 'POST',
    path: '/api/v1/public/notices',
    summary:
      'Tell of a link of ours that shows what is not ours to show. Answers a receipt with a number, and what is still missing by its law.',
    access: 'public',
    // Whoever is not signed in names what one page of a form holds.
    body: noticeInput.refine(({ content }) => content.links.length <= 50, { path: ['content', 'links'] }),
    response: z.object({ receipt: z.string(), missing: z.array(missingElement), receivedAt: instant }),
    status: 201,
    limit: { quota: 'public_notices', requests: 10, windowSeconds: 3_600 },
    errors: ['takedown.not_ours', 'takedown.notifier_needed'],
    example: exampleNotice,
  },
  listIncoming: {
    id: 'takedown.list_incoming',
    method: 'GET',
    path: '/api/v1/incoming-notices',
    summary: 'Notices about what our own people put up, newest first, or those first whose clock ends first.',
    access: 'takedown.read',
    query: pageQuery.extend({
      state: z.enum(incomingStates).optional(),
      show: z.enum(['open', 'closed', 'all']).default('all'),
      sort: z.enum(['newest', 'due']).default('newest'),
    }),
    response: pageOf(incomingNotice),
  },
  enterIncoming: {
    id: 'takedown.enter_incoming',
    method: 'POST',
    path: '/api/v1/incoming-notices',
    summary: 'Type in a notice that came by mail or on paper.',
    access: 'takedown.manage',
    body: noticeInput.extend({ receivedAt: instant.optional() }),
    response: incomingDetail,
    status: 201,
    errors: ['takedown.act_in_future', 'takedown.notifier_needed'],
    example: exampleNotice,
  },
  getIncoming: {
    id: 'takedown.get_incoming',
    method: 'GET',
    path: '/api/v1/incoming-notices/:incomingId',
    summary: 'An incoming notice with what it names of ours, clocks, time line, and what can be done now.',
    access: 'takedown.read',
    params: incomingParam,
    response: incomingDetail,
    errors: [gone],
  },
  actOnIncoming: {
    id: 'takedown.act_on_incoming',
    method: 'POST',
    path: '/api/v1/incoming-notices/:incomingId/acts',
    summary: 'Confirm receipt, ask, take a measure with a statement of reasons, reject, forward a counter-notice, restore, close.',
    access: 'takedown.manage',
    params: incomingParam,
    body: incomingAct,
    response: incomingDetail,
    errors: [gone, 'takedown.incoming_state', 'takedown.not_ours', 'takedown.too_early'],
    example: { act: 'acknowledge' },
  },
  setNotifier: {
    id: 'takedown.set_notifier',
    method: 'PUT',
    path: '/api/v1/incoming-notices/:incomingId/notifier',
    summary: 'Suspend a notifier whose notices are manifestly unfounded, or lift it (DSA 23).',
    access: 'takedown.manage',
    params: incomingParam,
    body: z.object({ suspended: z.boolean(), note }),
    response: incomingDetail,
    errors: [gone],
    example: { suspended: true },
  },
  listMyNotices: {
    id: 'takedown.list_my_notices',
    method: 'GET',
    path: '/api/v1/my/notices',
    summary: 'Notices about one’s own links, with the reasons of what was done, newest first.',
    access: 'takedown.answer',
    query: pageQuery,
    response: pageOf(ownNotice),
  },
  answerNotice: {
    id: 'takedown.answer_notice',
    method: 'POST',
    path: '/api/v1/my/notices/:incomingId/counter-notice',
    summary: 'Say that what was ended infringes nothing; answers what is still missing by its law.',
    access: 'takedown.answer',
    params: incomingParam,
    body: z.object({ content: counterContent }),
    response: ownNotice,
    errors: [gone, 'takedown.incoming_state'],
    example: { content: { name: '林晓', reason: 'authorized', explanation: '已获授权。' } },
  },
} as const satisfies Record<string, Route>;
