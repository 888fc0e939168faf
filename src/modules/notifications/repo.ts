import { sql, type ColumnType, type Generated, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { NotificationKind, NotificationPreference } from './contract.ts';

type Tables = {
  notifications: {
    id: string;
    organisation_id: string;
    user_id: string;
    kind: NotificationKind;
    params: ColumnType<Record<string, string | number>, string, never>;
    link: string | null;
    in_app: boolean;
    created_at: Date;
    read_at: Date | null;
    mail_state: 'none' | 'waiting' | 'sent' | 'failed';
    mail_attempts: Generated<number>;
    mail_next_at: Date | null;
  };
  notification_preferences: NotificationPreference & { user_id: string };
};
export type NotificationRow = Selectable<Tables['notifications']>;
export type NewNotification = Insertable<Tables['notifications']>;

const tables = (trx: Trx) => trx.withTables<Tables>();
// A statement has room for 65,535 parameters.
const rowsAtOnce = 2_000;

export async function insertNotifications(trx: Trx, rows: readonly NewNotification[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tables(trx)
      .insertInto('notifications')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
}

/** What these people chose for a kind; those who chose nothing are not in it. */
export async function preferencesFor(
  trx: Trx,
  userIds: readonly string[],
  kind: NotificationKind,
): Promise<Map<string, { app: boolean; mail: boolean }>> {
  const { rows } = await sql<{ user_id: string; app: boolean; mail: boolean }>`
    select user_id, app, mail from notification_preferences where kind = ${kind} and user_id = any(${[...userIds]}::text[])`.execute(trx);
  return new Map(rows.map((row) => [row.user_id, row]));
}

export function preferencesOf(trx: Trx, userId: string): Promise<NotificationPreference[]> {
  return tables(trx).selectFrom('notification_preferences').select(['kind', 'app', 'mail']).where('user_id', '=', userId).execute();
}

export async function setPreferences(trx: Trx, userId: string, items: readonly NotificationPreference[]): Promise<void> {
  await tables(trx)
    .insertInto('notification_preferences')
    .values(items.map((item) => ({ ...item, user_id: userId })))
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'kind']).doUpdateSet((eb) => ({ app: eb.ref('excluded.app'), mail: eb.ref('excluded.mail') })),
    )
    .execute();
}

type Owner = { userId: string; organisationId: string };

const listed = (trx: Trx, { userId, organisationId }: Owner) =>
  tables(trx)
    .selectFrom('notifications')
    .where('user_id', '=', userId)
    .where('organisation_id', '=', organisationId)
    .where('in_app', '=', true);

export function listNotifications(
  trx: Trx,
  owner: Owner,
  filter: { beforeId: string | null; unread: boolean; limit: number },
): Promise<NotificationRow[]> {
  let query = listed(trx, owner).selectAll().orderBy('id', 'desc').limit(filter.limit);
  if (filter.beforeId !== null) query = query.where('id', '<', filter.beforeId);
  if (filter.unread) query = query.where('read_at', 'is', null);
  return query.execute();
}

export async function countUnread(trx: Trx, owner: Owner): Promise<number> {
  const row = await listed(trx, owner)
    .where('read_at', 'is', null)
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function markRead(trx: Trx, owner: Owner, ids: readonly string[] | 'all', now: Date): Promise<void> {
  let query = tables(trx)
    .updateTable('notifications')
    .set({ read_at: now })
    .where('user_id', '=', owner.userId)
    .where('organisation_id', '=', owner.organisationId)
    .where('in_app', '=', true)
    .where('read_at', 'is', null);
  if (ids !== 'all') query = query.where('id', 'in', [...ids]);
  await query.execute();
}

/** Takes mails that are due for one try each: whoever dies while sending leaves them due again after `claimMs`. */
export function claimMails(trx: Trx, now: Date, claimMs: number, limit: number): Promise<NotificationRow[]> {
  return tables(trx)
    .updateTable('notifications')
    .set((eb) => ({ mail_attempts: eb('mail_attempts', '+', 1), mail_next_at: new Date(now.getTime() + claimMs) }))
    .where('mail_state', '=', 'waiting')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('notifications')
        .select('id')
        .where('mail_state', '=', 'waiting')
        .where('mail_next_at', '<=', now)
        .orderBy('mail_next_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

export async function endMail(trx: Trx, id: string, end: { state: 'sent' | 'failed' } | { state: 'waiting'; nextAt: Date }): Promise<void> {
  await tables(trx)
    .updateTable('notifications')
    .set({ mail_state: end.state, mail_next_at: end.state === 'waiting' ? end.nextAt : null })
    .where('id', '=', id)
    .where('mail_state', '=', 'waiting')
    .execute();
}

export async function deleteBefore(trx: Trx, before: Date): Promise<void> {
  await tables(trx).deleteFrom('notifications').where('created_at', '<', before).execute();
}
/** The latest thousand; more is not kept of anybody who is told reasonably often. */
export function listAllOf(trx: Trx, userId: string): Promise<NotificationRow[]> {
  return tables(trx).selectFrom('notifications').selectAll().where('user_id', '=', userId).orderBy('id', 'desc').limit(1_000).execute();
}
/** All that a person was told, gone; what the person chose too. */
export async function forgetUser(trx: Trx, userId: string): Promise<void> {
  await tables(trx).deleteFrom('notifications').where('user_id', '=', userId).execute();
  await tables(trx).deleteFrom('notification_preferences').where('user_id', '=', userId).execute();
}
