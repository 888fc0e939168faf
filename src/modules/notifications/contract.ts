/** What people are told: the kinds, what a sentence of each is filled with, and who wants which of them where. */
import { z } from 'zod';
import { defineContract, instant, pageQuery, type Role } from '../../platform/http/contract.ts';

/**
 * Every kind with the names of its sentence's parameters (`notification.<kind>.title` and `.body`): `count` chooses the plural,
 * `reason` is a person's words or empty. `mail` is whether a mail goes out for one who has chosen nothing.
 */
export const notificationKinds = {
  claim_requested: { params: ['creator', 'campaign'], for: 'staff', mail: false },
  claim_approved: { params: ['campaign'], for: 'partners', mail: true },
  claim_refused: { params: ['campaign', 'reason'], for: 'partners', mail: true },
  money_held: { params: ['campaign', 'count'], for: 'everybody', mail: true },
  money_released: { params: ['campaign', 'count'], for: 'everybody', mail: true },
  filing_requested: { params: ['creator', 'account'], for: 'staff', mail: false },
  filing_approved: { params: ['account'], for: 'partners', mail: true },
  filing_refused: { params: ['account', 'reason'], for: 'partners', mail: true },
  campaign_published: { params: ['campaign'], for: 'partners', mail: false },
  campaign_paused: { params: ['campaign'], for: 'everybody', mail: false },
  campaign_terms_changed: { params: ['campaign'], for: 'partners', mail: true },
  campaign_ending: { params: ['campaign', 'count'], for: 'everybody', mail: true },
  campaign_ended: { params: ['campaign'], for: 'everybody', mail: false },
  budget_reached: { params: ['campaign'], for: 'staff', mail: true },
  clip_ready: { params: ['campaign'], for: 'partners', mail: false },
  publication_published: { params: ['campaign'], for: 'partners', mail: false },
  publication_failed: { params: ['campaign', 'reason'], for: 'partners', mail: true },
  webhook_failing: { params: ['url', 'count'], for: 'staff', mail: true },
  webhook_disabled: { params: ['url'], for: 'staff', mail: true },
  plan_to_sign: { params: ['plan'], for: 'everybody', mail: true },
  plan_agreed: { params: ['plan'], for: 'everybody', mail: true },
  plan_declined: { params: ['plan', 'reason'], for: 'everybody', mail: true },
  plan_withdrawn: { params: ['plan', 'reason'], for: 'everybody', mail: false },
  settlement_ready: { params: ['period', 'currency'], for: 'staff', mail: true },
  settlement_posted: { params: ['period', 'currency', 'count'], for: 'staff', mail: false },
  statement_ready: { params: ['period', 'currency'], for: 'everybody', mail: true },
  statement_question: { params: ['payee', 'period'], for: 'everybody', mail: true },
  statement_answer: { params: ['payee', 'period'], for: 'everybody', mail: true },
  statement_question_closed: { params: ['payee', 'period'], for: 'everybody', mail: false },
  payouts_due: { params: ['day'], for: 'staff', mail: true },
  payouts_to_approve: { params: ['account', 'count'], for: 'staff', mail: true },
  payout_sent: { params: ['amount'], for: 'everybody', mail: false },
  payout_paid: { params: ['amount'], for: 'everybody', mail: true },
  payout_failed: { params: ['amount', 'payee'], for: 'everybody', mail: true },
  payee_account_changed: { params: ['payee', 'by'], for: 'everybody', mail: true },
  invoice_submitted: { params: ['payee', 'number'], for: 'staff', mail: false },
  invoice_received: { params: ['number', 'reason'], for: 'partners', mail: false },
  invoice_refused: { params: ['number', 'reason'], for: 'partners', mail: true },
  vat_threshold: { params: ['payee', 'count', 'percent'], for: 'everybody', mail: true },
  registration_not_stamped: { params: ['work', 'authority'], for: 'staff', mail: true },
  copies_found: { params: ['count'], for: 'staff', mail: true },
  case_due: { params: ['case', 'day'], for: 'staff', mail: false },
  case_overdue: { params: ['case', 'day'], for: 'staff', mail: true },
  case_removed: { params: ['case', 'count'], for: 'staff', mail: false },
  case_came_back: { params: ['case', 'count'], for: 'staff', mail: true },
  notice_unknown: { params: ['case'], for: 'staff', mail: true },
  incoming_notice: { params: ['notifier', 'count'], for: 'staff', mail: true },
  incoming_due: { params: ['notifier', 'day'], for: 'staff', mail: true },
  counter_received: { params: ['notifier'], for: 'staff', mail: true },
  link_ended: { params: ['title', 'notifier'], for: 'partners', mail: true },
  link_restored: { params: ['title'], for: 'partners', mail: true },
  market_topic: { params: ['topic', 'count', 'latest'], for: 'staff', mail: true },
  market_figures: { params: ['metric', 'region', 'count', 'latest'], for: 'staff', mail: true },
  market_contradictions: { params: ['count', 'latest'], for: 'staff', mail: true },
  market_news: { params: ['count', 'latest'], for: 'staff', mail: true },
  programme_deadline: { params: ['programme', 'work', 'day'], for: 'staff', mail: true },
  import_done: { params: ['file', 'count'], for: 'staff', mail: false },
} as const satisfies Record<string, { params: readonly string[]; for: 'staff' | 'partners' | 'everybody'; mail: boolean }>;

export type NotificationKind = keyof typeof notificationKinds;
export type NotificationParams<K extends NotificationKind> = {
  readonly [P in (typeof notificationKinds)[K]['params'][number]]: P extends 'count' ? number : string;
};
const kinds = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]];

/** The kinds that a role can be told of, in the order of the list. */
export function kindsFor(role: Role | null): NotificationKind[] {
  const side = role === 'agency' || role === 'creator' ? 'partners' : 'staff';
  return kinds.filter((kind) => [side, 'everybody'].includes(notificationKinds[kind].for));
}

export const notification = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  /** What fills the sentence. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** A path in the app where something can be done about it; null where there is nothing to do. */
  link: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
});
export type Notification = z.output<typeof notification>;

export const notificationPreference = z.object({ kind: z.enum(kinds), app: z.boolean(), mail: z.boolean() });
export type NotificationPreference = z.output<typeof notificationPreference>;
const preferences = z.object({
  items: z.array(notificationPreference),
  /** False where no mail server is set: the choice is kept, and no mail goes out. */
  mailConfigured: z.boolean(),
});

const exampleId = 'ntf_06dkx2n5r8t0c3g7k1p4v9w2ya';

export const notificationsContract = defineContract({
  module: 'notifications',
  schemas: { Notification: notification, NotificationPreference: notificationPreference },
  permissions: {},
  routes: {
    listNotifications: {
      id: 'notifications.list',
      method: 'GET',
      path: '/api/v1/notifications',
      summary: 'What one was told, newest first, and how much of it is unread.',
      access: 'session',
      query: pageQuery.extend({ unread: z.stringbool().optional() }),
      response: z.object({ items: z.array(notification), nextCursor: z.string().nullable(), unread: z.number().int() }),
      exampleAnswer: {
        items: [
          {
            id: exampleId,
            kind: 'claim_approved',
            params: { campaign: '重生归来 · 六月推广' },
            link: '/creator/claims/clm_06dkx2n5r8t0c3g7k1p4v9w2ya',
            createdAt: '2026-06-01T08:00:00.000Z',
            readAt: null,
          },
        ],
        nextCursor: null,
        unread: 1,
      },
    },
    markRead: {
      id: 'notifications.mark_read',
      method: 'POST',
      path: '/api/v1/notifications/read',
      summary: 'Mark some as read, or all; answers how many are still unread.',
      access: 'session',
      body: z.union([z.object({ ids: z.array(z.string().max(40)).min(1).max(200) }), z.object({ all: z.literal(true) })]),
      response: z.object({ unread: z.number().int() }),
      example: { ids: [exampleId] },
      exampleAnswer: { unread: 0 },
    },
    getPreferences: {
      id: 'notifications.get_preferences',
      method: 'GET',
      path: '/api/v1/notification-preferences',
      summary: 'Which kinds one wants in the app, and which by mail.',
      access: 'session',
      response: preferences,
      exampleAnswer: { items: [{ kind: 'money_held', app: true, mail: true }], mailConfigured: true },
    },
    setPreferences: {
      id: 'notifications.set_preferences',
      method: 'PUT',
      path: '/api/v1/notification-preferences',
      summary: 'Choose for some kinds; the others stay as they are.',
      access: 'session',
      body: z.object({ items: z.array(notificationPreference).min(1).max(kinds.length) }),
      response: preferences,
      example: { items: [{ kind: 'campaign_published', app: true, mail: true }] },
      exampleAnswer: { items: [{ kind: 'campaign_published', app: true, mail: true }], mailConfigured: true },
    },
  },
});
