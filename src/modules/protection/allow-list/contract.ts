/** What is promised of who may show what: own channels, licensed creators, hosts and addresses. Filed accounts and codes are known without it. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { channels } from '../../creators/contract.ts';

export const allowKinds = ['account', 'creator', 'host', 'address'] as const;
export const allowLimits = { entries: 20_000, importLines: 1000 } as const;

const id = z.string().max(60);
/** A channel of the house's list, or any other platform's name in small letters. */
const platform = z.union([z.enum(channels), z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/)]);
const handle = z.string().trim().min(1).max(200);
/** Whom an entry allows. */
export const allowSubject = z.discriminatedUnion('kind', [
  /** An account of a platform, by its handle or the platform's own id of it; `own` is the house's. */
  z.object({ kind: z.literal('account'), platform, account: handle, own: z.boolean().default(false) }),
  /** A creator of the house, on every account that is filed for them. */
  z.object({ kind: z.literal('creator'), creatorId: id }),
  /** A host and all below it: `example.com` allows `www.example.com`. */
  z.object({ kind: z.literal('host'), host: z.string().trim().toLowerCase().min(1).max(253) }),
  /** Everything whose address begins so, up to the end of a path's part: host and path, without the scheme. */
  z.object({ kind: z.literal('address'), address: z.string().trim().min(1).max(1000) }),
]);
export type AllowSubject = z.output<typeof allowSubject>;
const terms = z.object({
  /** Null for all works. */
  workId: id.nullable(),
  /** Whole days of Asia/Shanghai; `until` is the first day after. Null is open. */
  from: calendarDate.nullable(),
  until: calendarDate.nullable(),
  note: z.string().trim().max(1000),
});
const orderly = ({ from, until }: { from?: string | null | undefined; until?: string | null | undefined }): boolean =>
  !from || !until || from < until;
const disorder = { path: ['until'], error: 'The day after the last is not after the first.' };
const entryInput = terms.partial().extend({ subject: allowSubject }).refine(orderly, disorder);
export type AllowInput = z.output<typeof entryInput>;
const entryChange = terms.partial().refine(orderly, disorder);
export type AllowChange = z.output<typeof entryChange>;
export const allowEntry = terms.extend({
  id: z.string(),
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('account'), platform: z.string(), account: z.string(), own: z.boolean() }),
    z.object({ kind: z.literal('creator'), creatorId: z.string(), name: z.string() }),
    z.object({ kind: z.literal('host'), host: z.string() }),
    z.object({ kind: z.literal('address'), address: z.string() }),
  ]),
  workTitle: z.string().nullable(),
  /** Whether it holds now: `ahead` of its first day, `over`, or taken back. */
  state: z.enum(['holds', 'ahead', 'over', 'withdrawn']),
  createdAt: instant,
  createdBy: z.string(),
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type AllowEntry = z.output<typeof allowEntry>;
/** Why something is allowed; `protection.allowed.<code>` is the sentence. */
export const allowReason = z.object({
  code: z.enum(['own_account', 'account', 'creator', 'host', 'address', 'filed_account', 'search_code']),
  params: z.record(z.string(), z.string()),
  entryId: z.string().nullable(),
});
export type AllowReason = z.output<typeof allowReason>;

const entryParam = z.object({ entryId: id });
const refusals = [
  'catalog.work_not_found',
  'protection.creator_not_found',
  'protection.address_invalid',
  'protection.allow_too_wide',
  'protection.allow_too_many',
] as const;

export const allowListRoutes = {
  listAllowEntries: {
    id: 'protection.list_allow_entries',
    method: 'GET',
    path: '/api/v1/allow-entries',
    summary: 'Who may show what, newest first; `query` finds part of an account, a host or an address.',
    access: 'protection.read',
    query: pageQuery.extend({
      kind: z.enum(allowKinds).optional(),
      workId: id.optional(),
      withdrawn: z.stringbool().default(false),
      query: z.string().trim().max(100).optional(),
    }),
    response: pageOf(allowEntry),
  },
  createAllowEntry: {
    id: 'protection.create_allow_entry',
    method: 'POST',
    path: '/api/v1/allow-entries',
    summary: 'Allow an account, a creator, a host or an address to show a work, or all of them.',
    access: 'protection.manage',
    body: entryInput,
    response: allowEntry,
    status: 201,
    errors: ['protection.allow_exists', ...refusals],
    example: { subject: { kind: 'account', platform: 'douyin', account: 'hookline_theatre', own: true }, note: '官方抖音号' },
  },
  updateAllowEntry: {
    id: 'protection.update_allow_entry',
    method: 'PATCH',
    path: '/api/v1/allow-entries/:entryId',
    summary: 'Change for which work and on which days an entry holds; whom it allows stays.',
    access: 'protection.manage',
    params: entryParam,
    body: entryChange,
    response: allowEntry,
    errors: [
      'protection.allow_entry_not_found',
      'protection.allow_withdrawn',
      'protection.allow_exists',
      'protection.days_reversed',
      'catalog.work_not_found',
    ],
    example: { until: '2027-01-01' },
  },
  withdrawAllowEntry: {
    id: 'protection.withdraw_allow_entry',
    method: 'POST',
    path: '/api/v1/allow-entries/:entryId/withdraw',
    summary: 'Allow no longer; what was allowed before stays on record.',
    access: 'protection.manage',
    params: entryParam,
    body: z.object({ reason: z.string().trim().min(1).max(500) }),
    response: allowEntry,
    errors: ['protection.allow_entry_not_found', 'protection.allow_withdrawn'],
    example: { reason: '授权到期' },
  },
  importAllowEntries: {
    id: 'protection.import_allow_entries',
    method: 'POST',
    path: '/api/v1/allow-entries/import',
    summary: 'Allow many at once, as own channels are listed: a line is an address (https://…), a host, or a platform and an account.',
    access: 'protection.manage',
    body: terms.partial().extend({
      lines: z.array(z.string().max(1000)).min(1).max(allowLimits.importLines),
      own: z.boolean().default(true),
      /** Answers what would be done, and does nothing. */
      dryRun: z.boolean().default(false),
    }),
    response: z.object({
      added: z.number().int(),
      already: z.number().int(),
      lines: z.array(
        z.object({
          line: z.number().int(),
          text: z.string(),
          outcome: z.enum(['added', 'already', 'refused', 'empty']),
          /** An error's code where it was refused. */
          code: z.string().nullable(),
          entryId: z.string().nullable(),
        }),
      ),
    }),
    errors: ['catalog.work_not_found', 'protection.allow_too_many'],
    example: { lines: ['douyin hookline_theatre', 'https://www.youtube.com/@hookline', 'hookline.example'], own: true },
  },
  checkAllowed: {
    id: 'protection.check_allowed',
    method: 'GET',
    path: '/api/v1/allow-entries/check',
    summary: 'Whether something found would be allowed, and why: by the list, a filed account, or a search code in its words.',
    access: 'protection.read',
    query: z.object({
      workId: id,
      url: z.string().max(2000).optional(),
      platform: z.string().max(60).optional(),
      account: z.string().max(200).optional(),
      text: z.string().max(2000).optional(),
    }),
    response: z.object({ allowed: z.boolean(), reason: allowReason.nullable() }),
    errors: ['catalog.work_not_found'],
  },
} as const satisfies Record<string, Route>;
