/** What hosts, cases, links, notices and acts are; the routes are in the contract beside. Safe in a browser. */
import { z } from 'zod';
import { currencies, instant } from '../../../../platform/http/contract.ts';
import {
  counterContent,
  jurisdictions,
  missingElement,
  noticeContent,
  noticeLanguages,
  noticePreview,
  noticeWays,
} from '../../law/contract.ts';

export const id = z.string().max(60);
export const line = z.string().trim().max(300);
export const note = z.string().trim().max(2_000).default('');
const address = z.string().trim().min(1).max(2_000);
const minor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
const currency = z.enum(currencies);
export const sum = z.object({ amountMinor: minor, currency });
const bilingual = z.object({ en: z.string(), 'zh-CN': z.string() });
/** A reason for people: a code, `takedown.reason.<code>`, and what fills its sentence. */
const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });
export type Reason = z.output<typeof reason>;
const person = z.object({ id: z.string(), name: z.string() });

export const mostMatches = 1_000;
export const mostCasesAtOnce = 500;

/**
 * `draft` until a notice is out; then what the host does with it. `waiting` is the time that a law gives after a counter-notice.
 * `closed` keeps the outcome.
 */
export const caseStates = [
  'draft',
  'notice_sent',
  'acknowledged',
  'removed',
  'refused',
  'counter_notice',
  'waiting',
  'reinstated',
  'suit',
  'closed',
] as const;
export type CaseState = (typeof caseStates)[number];
export const outcomes = ['removed', 'licensed', 'settled', 'reinstated', 'judgment', 'withdrawn', 'given_up'] as const;
export type Outcome = (typeof outcomes)[number];
/** `listed` waits for a notice; `noticed` is in one that is out; the rest is what became of it. */
export const linkStates = ['listed', 'noticed', 'removed', 'refused', 'reinstated', 'withdrawn'] as const;
export type LinkState = (typeof linkStates)[number];

/**
 * `handed_out` was taken to a form or as a file and waits for a person's word that it went off; `unknown` may or may not have
 * reached the mail server, and is never sent again before a person has said which.
 */
export const noticeStates = ['draft', 'sending', 'sent', 'unknown', 'handed_out', 'failed', 'cancelled'] as const;
export type NoticeState = (typeof noticeStates)[number];
export const noticeKinds = ['notice', 'follow_up', 'withdrawal'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const host = z.object({
  id: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  way: z.enum(noticeWays),
  /** The mail address for notices; null where it takes them otherwise or it is not known yet. */
  address: z.string().nullable(),
  formUrl: z.string().nullable(),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  /** In which its days are counted; null for the law's own. */
  zone: z.string().nullable(),
  note: z.string(),
  /** How notices reach it is known. */
  ready: z.boolean(),
  counts: z.object({
    cases: z.number().int(),
    open: z.number().int(),
    links: z.number().int(),
    removed: z.number().int(),
    /** Notices of ours that came back: reinstated or withdrawn as mistaken. */
    wrong: z.number().int(),
  }),
  updatedAt: instant,
});
export type Host = z.output<typeof host>;
export const hostInput = z.object({
  name: line.min(1),
  domains: z.array(z.string().trim().min(1).max(253)).min(1).max(50),
  way: z.enum(noticeWays),
  address: z.string().trim().max(254).nullable().default(null),
  formUrl: z.string().trim().max(2_000).nullable().default(null),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  zone: z.string().trim().max(60).nullable().default(null),
  note,
});
export type HostInput = z.output<typeof hostInput>;

const clock = z.object({
  code: z.string(),
  label: bilingual,
  kind: z.enum(['legal', 'practice']),
  startedAt: instant,
  earliestAt: instant.nullable(),
  dueAt: instant,
  zone: z.string(),
  certain: z.boolean(),
  /** `running` until what it waits for has happened (`met`), no longer matters (`stopped`), or it ran out (`passed`). */
  state: z.enum(['running', 'met', 'stopped', 'passed']),
});
export type CaseClock = z.output<typeof clock>;

const linkCheck = z.object({
  at: instant,
  /** `gone` by 404, 410 or 451 or a person's word; `up` where something answers; `unclear` for everything else. */
  verdict: z.enum(['gone', 'up', 'unclear']),
  status: z.number().int().nullable(),
  by: z.enum(['machine', 'person']),
  note: z.string(),
});
export const caseLink = z.object({
  id: z.string(),
  url: z.string(),
  account: z.string().nullable(),
  work: z.object({ id: z.string(), title: z.string() }).nullable(),
  matchId: z.string().nullable(),
  suspectId: z.string().nullable(),
  capturedAt: instant.nullable(),
  sha256: z.string().nullable(),
  /** 0 to 1, of the match. */
  score: z.number().nullable(),
  /** Which seconds of the copy are which of ours, in words. */
  location: z.string(),
  transformations: z.array(z.string()),
  state: z.enum(linkStates),
  noticeId: z.string().nullable(),
  lastCheck: linkCheck.nullable(),
  /** Other cases in which the same account on this host was noticed. */
  repeats: z.number().int(),
});
export type CaseLink = z.output<typeof caseLink>;

export const notice = z.object({
  id: z.string(),
  caseId: z.string(),
  kind: z.enum(noticeKinds),
  state: z.enum(noticeStates),
  way: z.enum(noticeWays),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  to: z.string(),
  content: noticeContent,
  preview: noticePreview,
  links: z.number().int(),
  /** SHA-256 of what was sent; null in a draft. */
  contentSha256: z.string().nullable(),
  /** The mail's Message-ID, or the number that the host's form gave. */
  reference: z.string().nullable(),
  error: reason.nullable(),
  sentAt: instant.nullable(),
  sentBy: person.nullable(),
  createdAt: instant,
});
export type Notice = z.output<typeof notice>;

export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  /** `takedown.act.<code>`. */
  act: z.string(),
  from: z.enum(caseStates).nullable(),
  to: z.enum(caseStates).nullable(),
  note: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** A later act took it back. */
  undone: z.boolean(),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

export const counterNotice = z.object({
  id: z.string(),
  receivedAt: instant,
  linkIds: z.array(z.string()),
  content: counterContent,
  missing: z.array(missingElement),
  note: z.string(),
});

/** What can be done with a case as it stands; where it cannot, why. */
const possibleAct = z.object({ act: z.string(), block: reason.nullable() });

export const takedownCase = z.object({
  id: z.string(),
  /** Short enough for a subject line: counted by organisation. */
  number: z.number().int(),
  title: z.string(),
  host: z.object({ id: z.string(), name: z.string(), way: z.enum(noticeWays), ready: z.boolean() }),
  jurisdiction: z.enum(jurisdictions),
  language: z.enum(noticeLanguages),
  state: z.enum(caseStates),
  works: z.array(z.object({ id: z.string(), title: z.string() })),
  owner: person.nullable(),
  links: z.number().int(),
  counts: z.partialRecord(z.enum(linkStates), z.number().int()),
  /** The running clock that ends first. */
  nextClock: clock.nullable(),
  overdue: z.boolean(),
  /** How often it was escalated. */
  escalation: z.number().int(),
  /** A notice that waits for a person's word: unknown, handed out, or failed. */
  attention: reason.nullable(),
  /** Of the notice that is not out yet: how many required elements are missing; null without a draft. */
  missing: z.number().int().nullable(),
  outcome: z.enum(outcomes).nullable(),
  recovered: z.array(sum),
  createdAt: instant,
  noticeSentAt: instant.nullable(),
  updatedAt: instant,
});
export type TakedownCase = z.output<typeof takedownCase>;
export const caseDetail = takedownCase.extend({
  notices: z.array(notice),
  counterNotices: z.array(counterNotice),
  clocks: z.array(clock),
  timeline: z.array(timelineEntry),
  acts: z.array(possibleAct),
});
export type CaseDetail = z.output<typeof caseDetail>;

/** A person's act on a case. `at` is when it happened, where that was earlier than now. */
const happened = instant.optional();
export const caseAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('acknowledge'), at: happened, reference: line.default(''), note }),
  z.object({ act: z.literal('remove'), at: happened, note }),
  z.object({ act: z.literal('refuse'), at: happened, note: note.pipe(z.string().min(1)) }),
  /** The counter-notice is complete and forwarded: the legal time begins. */
  z.object({ act: z.literal('wait'), at: happened, note }),
  z.object({ act: z.literal('reinstate'), at: happened, note }),
  z.object({ act: z.literal('sue'), at: happened, court: line.min(1), number: line.default(''), note }),
  z.object({ act: z.literal('close'), outcome: z.enum(outcomes), note }),
  z.object({ act: z.literal('reopen'), note }),
  /** Takes the last act back, where it was none that went out of the house. */
  z.object({ act: z.literal('undo'), note }),
  z.object({ act: z.literal('escalate'), step: line.min(1), note }),
  z.object({ act: z.literal('note'), note: note.pipe(z.string().min(1)) }),
  z.object({ act: z.literal('assign'), userId: id.nullable() }),
  z.object({ act: z.literal('recover'), amountMinor: minor, currency, note }),
]);
export type CaseAct = z.output<typeof caseAct>;

export const newLink = z.object({
  url: address,
  workId: id.nullable().default(null),
  account: line.nullable().default(null),
  location: z.string().trim().max(2_000).default(''),
});
export type NewCaseLink = z.output<typeof newLink>;
/** What a list of matches or addresses came to, by its place: `takedown.skipped.<code>`. */
export const bundled = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      host: z.object({ id: z.string(), name: z.string() }),
      added: z.number().int(),
      created: z.boolean(),
    }),
  ),
  added: z.number().int(),
  skipped: z.array(z.object({ matchId: z.string().nullable(), url: z.string().nullable(), reason })),
});
export type Bundled = z.output<typeof bundled>;

export const sendingItem = z.object({
  caseId: z.string(),
  number: z.number().int(),
  host: z.string(),
  links: z.number().int(),
  state: z.enum(['waiting', 'sent', 'handed_out', 'unknown', 'failed', 'cancelled']),
  reason: reason.nullable(),
});
