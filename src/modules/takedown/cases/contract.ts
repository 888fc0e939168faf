/** What is promised of hosts, cases, their links, notices, clocks and time line. */
import { z } from 'zod';
import { currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import {
  counterContent,
  jurisdictions,
  missingElement,
  mostNoticeLinks,
  noticeContent,
  noticeLanguages,
  noticePreview,
  noticeSender,
  noticeWays,
} from '../law/contract.ts';

const id = z.string().max(60);
const line = z.string().trim().max(300);
const note = z.string().trim().max(2_000).default('');
const address = z.string().trim().min(1).max(2_000);
const minor = z.string().regex(/^(0|[1-9]\d{0,15})$/);
const currency = z.enum(currencies);
const sum = z.object({ amountMinor: minor, currency });
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
const hostInput = z.object({
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

const newLink = z.object({
  url: address,
  workId: id.nullable().default(null),
  account: line.nullable().default(null),
  location: z.string().trim().max(2_000).default(''),
});
export type NewCaseLink = z.output<typeof newLink>;
/** What a list of matches or addresses came to, by its place: `takedown.skipped.<code>`. */
const bundled = z.object({
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

const sendingItem = z.object({
  caseId: z.string(),
  number: z.number().int(),
  host: z.string(),
  links: z.number().int(),
  state: z.enum(['waiting', 'sent', 'handed_out', 'unknown', 'failed', 'cancelled']),
  reason: reason.nullable(),
});

const hostParam = z.object({ hostId: z.string() });
const caseParam = z.object({ caseId: z.string() });
const noticeParam = z.object({ noticeId: z.string() });
const linkParam = z.object({ linkId: z.string() });
const hostGone = 'takedown.host_not_found';
const caseGone = 'takedown.case_not_found';
const noticeGone = 'takedown.notice_not_found';
const exampleHost = {
  name: '示例视频',
  domains: ['video.example.com'],
  way: 'mail',
  address: 'copyright@video.example.com',
  jurisdiction: 'cn_network',
  language: 'zh-CN',
};

export const casesRoutes = {
  getSender: {
    id: 'takedown.get_sender',
    method: 'GET',
    path: '/api/v1/notice-sender',
    summary: 'Who the organisation’s notices come from: name, address, identity, and in what capacity.',
    access: 'takedown.read',
    response: noticeSender.extend({ signature: z.string(), mailConfigured: z.boolean() }),
  },
  setSender: {
    id: 'takedown.set_sender',
    method: 'PUT',
    path: '/api/v1/notice-sender',
    summary: 'Say once who notices come from; new notices are filled in with it.',
    access: 'takedown.manage',
    body: noticeSender.extend({ signature: line.default('') }),
    response: noticeSender.extend({ signature: z.string(), mailConfigured: z.boolean() }),
    example: {
      name: '林晓',
      organisation: '上海短剧有限公司',
      address: '上海市徐汇区漕溪北路 1 号',
      email: 'rights@example.com',
      phone: '+86 21 5555 0100',
    },
  },
  listHosts: {
    id: 'takedown.list_hosts',
    method: 'GET',
    path: '/api/v1/hosts',
    summary: 'Hosts with how they take notices and what became of ours, by name.',
    access: 'takedown.read',
    query: pageQuery.extend({ q: z.string().trim().max(100).optional() }),
    response: pageOf(host),
  },
  createHost: {
    id: 'takedown.create_host',
    method: 'POST',
    path: '/api/v1/hosts',
    summary: 'Add a host by its domains; a domain belongs to one host.',
    access: 'takedown.manage',
    body: hostInput,
    response: host,
    status: 201,
    errors: [
      'takedown.domain_taken',
      'takedown.domain_invalid',
      'takedown.host_address_needed',
      'takedown.zone_unknown',
      'takedown.too_many_hosts',
    ],
    example: exampleHost,
  },
  updateHost: {
    id: 'takedown.update_host',
    method: 'PUT',
    path: '/api/v1/hosts/:hostId',
    summary: 'Correct a host: its drafts take the change, what was sent stays.',
    access: 'takedown.manage',
    params: hostParam,
    body: hostInput,
    response: host,
    errors: [hostGone, 'takedown.domain_taken', 'takedown.domain_invalid', 'takedown.host_address_needed', 'takedown.zone_unknown'],
    example: exampleHost,
  },
  deleteHost: {
    id: 'takedown.delete_host',
    method: 'DELETE',
    path: '/api/v1/hosts/:hostId',
    summary: 'Forget a host that has no cases.',
    access: 'takedown.manage',
    params: hostParam,
    response: z.object({}),
    errors: [hostGone, 'takedown.host_in_use'],
  },
  summarise: {
    id: 'takedown.summarise',
    method: 'GET',
    path: '/api/v1/cases/summary',
    summary: 'How cases stand: by state, overdue, waiting for a person, removed, how long removals take, money recovered.',
    access: 'takedown.read',
    response: z.object({
      states: z.partialRecord(z.enum(caseStates), z.number().int()),
      open: z.number().int(),
      overdue: z.number().int(),
      /** Clocks that end within three days. */
      dueSoon: z.number().int(),
      attention: z.number().int(),
      links: z.object({ noticed: z.number().int(), removed: z.number().int(), reinstated: z.number().int() }),
      /** From a notice to the last of its links; null before there are any. */
      medianRemovalHours: z.number().nullable(),
      recovered: z.array(sum),
      incomingOpen: z.number().int(),
    }),
  },
  listCases: {
    id: 'takedown.list_cases',
    method: 'GET',
    path: '/api/v1/cases',
    summary: 'Cases, newest first, or those first whose clock ends first.',
    access: 'takedown.read',
    query: pageQuery.extend({
      state: z.enum(caseStates).optional(),
      /** `open` is everything that is not closed. */
      show: z.enum(['open', 'closed', 'all']).default('all'),
      need: z.enum(['overdue', 'due_soon', 'attention', 'unsent']).optional(),
      hostId: id.optional(),
      workId: id.optional(),
      ownerId: id.optional(),
      /** Part of a title, an account or an address, or a case's number. */
      q: z.string().trim().max(200).optional(),
      sort: z.enum(['newest', 'due']).default('newest'),
    }),
    response: pageOf(takedownCase),
  },
  createCase: {
    id: 'takedown.create_case',
    method: 'POST',
    path: '/api/v1/cases',
    summary: 'Make cases of typed addresses, one for each host; hosts that are not known yet are added by their domain.',
    access: 'takedown.manage',
    body: z.object({ links: z.array(newLink).min(1).max(mostNoticeLinks), note }),
    response: bundled,
    status: 201,
    errors: ['takedown.work_not_found', 'takedown.too_many_hosts'],
    example: { links: [{ url: 'https://video.example.com/v/1', account: 'pirate_01' }] },
  },
  createCasesFromMatches: {
    id: 'takedown.create_cases_from_matches',
    method: 'POST',
    path: '/api/v1/cases/from-matches',
    summary:
      'Make cases of hundreds of matches in one act, bundled by host; a host’s open draft is filled up first. What is allowed, already in a case or without an address is left out and named.',
    access: 'takedown.manage',
    body: z.object({ matchIds: z.array(id).min(1).max(mostMatches), note }),
    response: bundled,
    status: 201,
    errors: ['protection.match_not_found', 'takedown.too_many_hosts'],
    example: { matchIds: ['mch_06dkx2n5r8t0c3g7k1p4v9w2ya'] },
  },
  getCase: {
    id: 'takedown.get_case',
    method: 'GET',
    path: '/api/v1/cases/:caseId',
    summary: 'A case with its notices, counter-notices, clocks, time line, and what can be done now. Its links are listed apart.',
    access: 'takedown.read',
    params: caseParam,
    response: caseDetail,
    errors: [caseGone],
  },
  updateCase: {
    id: 'takedown.update_case',
    method: 'PATCH',
    path: '/api/v1/cases/:caseId',
    summary: 'Change the title, or in a draft the law and the language.',
    access: 'takedown.manage',
    params: caseParam,
    body: z.object({
      title: line.min(1).optional(),
      jurisdiction: z.enum(jurisdictions).optional(),
      language: z.enum(noticeLanguages).optional(),
    }),
    response: caseDetail,
    errors: [caseGone, 'takedown.case_state'],
    example: { title: '重生归来 · 示例视频' },
  },
  listCaseLinks: {
    id: 'takedown.list_case_links',
    method: 'GET',
    path: '/api/v1/cases/:caseId/links',
    summary: 'The links of a case with what was seen there last.',
    access: 'takedown.read',
    params: caseParam,
    query: pageQuery.extend({ state: z.enum(linkStates).optional() }),
    response: pageOf(caseLink),
    errors: [caseGone],
  },
  addCaseLinks: {
    id: 'takedown.add_case_links',
    method: 'POST',
    path: '/api/v1/cases/:caseId/links',
    summary: 'Put more addresses of the same host into a case.',
    access: 'takedown.manage',
    params: caseParam,
    body: z.object({ links: z.array(newLink).min(1).max(mostNoticeLinks) }),
    response: bundled,
    errors: [caseGone, 'takedown.case_state', 'takedown.work_not_found'],
    example: { links: [{ url: 'https://video.example.com/v/2' }] },
  },
  removeCaseLink: {
    id: 'takedown.remove_case_link',
    method: 'DELETE',
    path: '/api/v1/case-links/:linkId',
    summary: 'Take a link out that no notice has named.',
    access: 'takedown.manage',
    params: linkParam,
    response: z.object({}),
    errors: ['takedown.link_not_found', 'takedown.link_noticed'],
  },
  judgeLink: {
    id: 'takedown.judge_link',
    method: 'POST',
    path: '/api/v1/case-links/:linkId/verdict',
    summary: 'Say what a person saw: gone, or still there. It outranks what a machine saw.',
    access: 'takedown.manage',
    params: linkParam,
    body: z.object({ verdict: z.enum(['gone', 'up']), note }),
    response: caseLink,
    errors: ['takedown.link_not_found', 'takedown.case_state'],
    example: { verdict: 'gone' },
  },
  recheckCase: {
    id: 'takedown.recheck_case',
    method: 'POST',
    path: '/api/v1/cases/:caseId/recheck',
    summary: 'Look at every link of a case now; a task, with progress and a cancel.',
    access: 'takedown.manage',
    params: caseParam,
    response: z.object({ taskId: z.string() }),
    errors: [caseGone, 'takedown.nothing_to_check'],
  },
  actOnCase: {
    id: 'takedown.act_on_case',
    method: 'POST',
    path: '/api/v1/cases/:caseId/acts',
    summary: 'Write down what happened: acknowledged, removed, refused, reinstated, sued, closed …; or take the last act back.',
    access: 'takedown.manage',
    params: caseParam,
    body: caseAct,
    response: caseDetail,
    errors: [
      caseGone,
      'takedown.case_state',
      'takedown.notice_state',
      'takedown.nothing_to_undo',
      'takedown.act_in_future',
      'takedown.act_before',
      'takedown.member_not_found',
    ],
    example: { act: 'acknowledge', reference: 'TICKET-88213' },
  },
  takeCounterNotice: {
    id: 'takedown.take_counter_notice',
    method: 'POST',
    path: '/api/v1/cases/:caseId/counter-notices',
    summary: 'Take in a counter-notice: it is checked for what its law asks, and where that is all there the legal time begins.',
    access: 'takedown.manage',
    params: caseParam,
    body: z.object({ receivedAt: instant, linkIds: z.array(id).max(mostNoticeLinks).default([]), content: counterContent, note }),
    response: caseDetail,
    errors: [caseGone, 'takedown.case_state', 'takedown.link_not_found', 'takedown.act_in_future', 'takedown.act_before'],
    example: { receivedAt: '2026-06-08T02:00:00Z', content: { name: 'Li Na', reason: 'authorized', explanation: 'I have a licence.' } },
  },
  prepareNotice: {
    id: 'takedown.prepare_notice',
    method: 'POST',
    path: '/api/v1/cases/:caseId/notices',
    summary:
      'Fill in a notice for the links that no notice names yet, from the sender, the registration and what was captured; or a follow-up, or a withdrawal. An open draft of its kind is filled in anew.',
    access: 'takedown.manage',
    params: caseParam,
    body: z.object({ kind: z.enum(noticeKinds).default('notice') }),
    response: notice,
    errors: [caseGone, 'takedown.case_state', 'takedown.nothing_to_notice'],
    example: { kind: 'notice' },
  },
  getNotice: {
    id: 'takedown.get_notice',
    method: 'GET',
    path: '/api/v1/notices/:noticeId',
    summary: 'A notice with its text, its fields for a form, and what is missing.',
    access: 'takedown.read',
    params: noticeParam,
    response: notice,
    errors: [noticeGone],
  },
  updateNotice: {
    id: 'takedown.update_notice',
    method: 'PUT',
    path: '/api/v1/notices/:noticeId',
    summary: 'Change what a draft says; its links stay those of the case.',
    access: 'takedown.manage',
    params: noticeParam,
    body: z.object({ content: noticeContent, language: z.enum(noticeLanguages).optional() }),
    response: notice,
    errors: [noticeGone, 'takedown.notice_state'],
    example: { content: { reasons: 'The video shows our drama without leave.' } },
  },
  deleteNotice: {
    id: 'takedown.delete_notice',
    method: 'DELETE',
    path: '/api/v1/notices/:noticeId',
    summary: 'Throw a draft away.',
    access: 'takedown.manage',
    params: noticeParam,
    response: z.object({}),
    errors: [noticeGone, 'takedown.notice_state'],
  },
  sendNotice: {
    id: 'takedown.send_notice',
    method: 'POST',
    path: '/api/v1/notices/:noticeId/send',
    summary:
      'Send it by mail, or hand it out for the host’s form or as a file. Refused where an element is missing, a link is allowed, or a link was noticed before; never twice.',
    access: 'takedown.send',
    params: noticeParam,
    response: notice,
    errors: [
      noticeGone,
      'takedown.notice_state',
      'takedown.case_state',
      'takedown.person_needed',
      'takedown.elements_missing',
      'takedown.link_allowed',
      'takedown.link_noticed_before',
      'takedown.host_not_ready',
      'takedown.mail_not_configured',
      'takedown.nothing_to_notice',
    ],
  },
  confirmNotice: {
    id: 'takedown.confirm_notice',
    method: 'POST',
    path: '/api/v1/notices/:noticeId/confirm',
    summary:
      'Say whether a notice went off that was handed out, or of which nobody knows: yes counts from when it did, no frees its links.',
    access: 'takedown.send',
    params: noticeParam,
    body: z.object({ sent: z.boolean(), at: instant.optional(), reference: line.default(''), note }),
    response: notice,
    errors: [noticeGone, 'takedown.notice_state', 'takedown.person_needed', 'takedown.act_in_future', 'takedown.act_before'],
    example: { sent: true, reference: 'CP-2026-0031' },
  },
  exportNotice: {
    id: 'takedown.export_notice',
    method: 'GET',
    path: '/api/v1/notices/:noticeId/file',
    summary: 'A notice as a file: text, CSV of its links, JSON, or in the shape that the Lumen database takes.',
    access: 'takedown.read',
    params: noticeParam,
    query: z.object({ format: z.enum(['text', 'csv', 'json', 'lumen']).default('text') }),
    produces: 'text/plain',
    errors: [noticeGone],
  },
  sendNotices: {
    id: 'takedown.send_notices',
    method: 'POST',
    path: '/api/v1/notices/send',
    summary: 'Fill in, check and send the notices of many cases as one task with progress and a cancel; each case says what became of it.',
    access: 'takedown.send',
    body: z.object({ caseIds: z.array(id).min(1).max(mostCasesAtOnce) }),
    response: z.object({ taskId: z.string(), cases: z.number().int() }),
    status: 202,
    errors: ['takedown.person_needed', caseGone],
    example: { caseIds: ['cas_06dkx2n5r8t0c3g7k1p4v9w2ya'] },
  },
  getSending: {
    id: 'takedown.get_sending',
    method: 'GET',
    path: '/api/v1/notice-sendings/:taskId',
    summary: 'What became of each case of a batch.',
    access: 'takedown.read',
    params: z.object({ taskId: z.string() }),
    response: z.object({ items: z.array(sendingItem), counts: z.record(z.string(), z.number().int()) }),
    errors: ['takedown.sending_not_found'],
  },
  listInfringers: {
    id: 'takedown.list_infringers',
    method: 'GET',
    path: '/api/v1/infringers',
    summary: 'Accounts by host with how often they were noticed, most first.',
    access: 'takedown.read',
    query: pageQuery.extend({ hostId: id.optional(), repeat: z.stringbool().optional() }),
    response: pageOf(
      z.object({
        host: z.object({ id: z.string(), name: z.string() }),
        account: z.string(),
        cases: z.number().int(),
        links: z.number().int(),
        removed: z.number().int(),
        firstAt: instant,
        lastAt: instant,
        /** Noticed in more than one case. */
        repeat: z.boolean(),
      }),
    ),
  },
  exportCase: {
    id: 'takedown.export_case',
    method: 'GET',
    path: '/api/v1/cases/:caseId/export',
    summary: 'The whole case as JSON: links, notices as they were sent, counter-notices, clocks and time line.',
    access: 'takedown.read',
    params: caseParam,
    produces: 'application/json',
    errors: [caseGone],
  },
} as const satisfies Record<string, Route>;
