import { z } from 'zod';
import type { AuditTrail, People } from '../identity/index.ts';
import type { Database, Trx } from '../../platform/db/index.ts';
import type { SignedIn } from '../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { isId, newId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import type { Mailer } from '../../platform/mail/index.ts';
import type { Clock } from '../../platform/time.ts';
import {
  kindsFor,
  notificationKinds,
  notificationsContract,
  type Notification,
  type NotificationKind,
  type NotificationParams,
  type NotificationPreference,
} from './contract.ts';
import { sendMails } from './mails.ts';
import * as repo from './repo.ts';

export type NotificationsParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Pick<Jobs, 'every'>;
  readonly audit: AuditTrail;
  readonly members: People;
  readonly mail: Mailer;
  /** Where the app answers, without a slash at its end: links in mails begin with it. */
  readonly baseUrl: string;
};

type Told<K extends NotificationKind> = {
  organisationId: string;
  kind: K;
  params: NotificationParams<K>;
  /** A path in the app, e.g. `/campaigns/cmp_…`; null where there is nothing to do. */
  link: string | null;
};

export type Notifications = {
  readonly bound: BoundContract;
  /** Tells people, with the caller's transaction or not at all; in the app and by mail as each of them wants. A person named twice is told once. */
  notify<K extends NotificationKind>(trx: Trx, told: Told<K> & { userIds: readonly string[] }): Promise<void>;
  /** Tells all owners and operators of the organisation. */
  notifyStaff<K extends NotificationKind>(trx: Trx, told: Told<K>): Promise<void>;
  /** Everything a person was told, as data; for the export of a person's data. */
  exportUser(trx: Trx, userId: string): Promise<Notification[]>;
  /** Forgets what a person was told and chose; for erasure. */
  forgetUser(trx: Trx, userId: string): Promise<void>;
  /** Sends the mails that are due; the periodic work calls it. */
  sendMails(signal: AbortSignal): Promise<void>;
};

const keepDays = 180;
const dayMs = 24 * 3600_000;
const longestParam = 300;
const place = z.string().refine((id) => isId('notification', id));

/** Puts notifications together, and has mails sent and old ones removed by periodic work. */
export function createNotifications(parts: NotificationsParts): Notifications {
  const { db, clock, members } = parts;
  const notify: Notifications['notify'] = (trx, told) => tell(parts, trx, told);
  parts.jobs.every('notifications.send_mails', 5, (signal) => sendMails(parts, signal));
  parts.jobs.every('notifications.sweep', 3600, () => db.read((trx) => repo.deleteBefore(trx, new Date(clock.nowMs() - keepDays * dayMs))));
  return {
    bound: bindNotifications(parts),
    notify,
    notifyStaff: async (trx, told) =>
      notify(trx, { ...told, userIds: await members.listUserIds(trx, told.organisationId, ['owner', 'operator']) }),
    exportUser: async (trx, userId) => (await repo.listAllOf(trx, userId)).map(onWire),
    forgetUser: repo.forgetUser,
    sendMails: (signal) => sendMails(parts, signal),
  };
}

async function tell<K extends NotificationKind>(
  { clock, mail }: NotificationsParts,
  trx: Trx,
  told: Told<K> & { userIds: readonly string[] },
): Promise<void> {
  const userIds = [...new Set(told.userIds)];
  if (userIds.length === 0) return;
  const chosen = await repo.preferencesFor(trx, userIds, told.kind);
  const now = clock.now();
  const params = JSON.stringify(told.params, (_, value: unknown) => (typeof value === 'string' ? value.slice(0, longestParam) : value));
  const rows = userIds.flatMap((userId) => {
    const wish = chosen.get(userId) ?? { app: true, mail: notificationKinds[told.kind].mail };
    const mailed = wish.mail && mail.configured;
    if (!wish.app && !mailed) return [];
    return {
      id: newId('notification', now.getTime()),
      organisation_id: told.organisationId,
      user_id: userId,
      kind: told.kind,
      params,
      link: told.link,
      in_app: wish.app,
      created_at: now,
      read_at: null,
      mail_state: mailed ? ('waiting' as const) : ('none' as const),
      mail_next_at: mailed ? now : null,
    };
  });
  await repo.insertNotifications(trx, rows);
}

function onWire(row: repo.NotificationRow): Notification {
  return {
    id: row.id,
    kind: row.kind,
    params: row.params,
    link: row.link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

function bindNotifications(parts: NotificationsParts): BoundContract {
  const { db, clock } = parts;
  // Somebody without an organisation was told nothing.
  const ownerOf = (who: SignedIn | null) => ({ userId: who!.id!, organisationId: who!.organisationId ?? '' });
  const preferences = async (who: SignedIn | null): Promise<{ items: NotificationPreference[]; mailConfigured: boolean }> => {
    const chosen = new Map((await db.read((trx) => repo.preferencesOf(trx, who!.id!))).map((item) => [item.kind, item]));
    const items = kindsFor(who!.role).map((kind) => chosen.get(kind) ?? { kind, app: true, mail: notificationKinds[kind].mail });
    return { items, mailConfigured: parts.mail.configured };
  };
  return bindRoutes(notificationsContract, {
    listNotifications: async ({ query }, { signedIn }) => {
      const owner = ownerOf(signedIn);
      const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      const [rows, unread] = await db.read((trx) =>
        Promise.all([
          repo.listNotifications(trx, owner, { beforeId, unread: query.unread ?? false, limit: query.limit + 1 }),
          repo.countUnread(trx, owner),
        ]),
      );
      const shown = rows.slice(0, query.limit);
      return { items: shown.map(onWire), nextCursor: rows.length > shown.length ? encodeCursor(shown.at(-1)!.id) : null, unread };
    },
    markRead: async ({ body }, { signedIn }) => {
      const owner = ownerOf(signedIn);
      return db.transaction(async (trx) => {
        await repo.markRead(trx, owner, 'ids' in body ? body.ids : 'all', clock.now());
        return { unread: await repo.countUnread(trx, owner) };
      });
    },
    getPreferences: (_, { signedIn }) => preferences(signedIn),
    setPreferences: async ({ body }, { signedIn }) => {
      // A kind that is named twice ends as it was named last.
      const items = [...new Map(body.items.map((item) => [item.kind, item])).values()];
      await db.transaction(async (trx) => {
        await repo.setPreferences(trx, signedIn!.id!, items);
        const { organisationId, role } = signedIn!;
        if (organisationId && role)
          await parts.audit.record(
            trx,
            { ...signedIn!, organisationId, role },
            'notifications.set_preferences',
            { id: signedIn!.id!, title: signedIn!.name },
            { kinds: items.map(({ kind }) => kind) },
          );
      });
      return preferences(signedIn);
    },
  });
}
