import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { TakedownTables } from '../../tables.ts';

export type NoticeRow = Selectable<TakedownTables['takedown_notices']>;
export type SendingRow = Selectable<TakedownTables['takedown_sendings']>;
const on = (trx: Trx) => trx.withTables<TakedownTables>();
const among = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export async function insertNotice(trx: Trx, row: Omit<Insertable<TakedownTables['takedown_notices']>, 'ordinal'>): Promise<NoticeRow> {
  const { last } = await on(trx)
    .selectFrom('takedown_notices')
    .select((eb) => eb.fn.coalesce(eb.fn.max('ordinal'), sql<number>`0`).as('last'))
    .where('case_id', '=', row.case_id)
    .executeTakeFirstOrThrow();
  return on(trx)
    .insertInto('takedown_notices')
    .values({ ...row, ordinal: Number(last) + 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findNotice(trx: Trx, organisationId: string, id: string): Promise<NoticeRow | undefined> {
  return on(trx)
    .selectFrom('takedown_notices')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function lockNotice(trx: Trx, organisationId: string, id: string): Promise<NoticeRow | undefined> {
  return on(trx)
    .selectFrom('takedown_notices')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function findDraft(trx: Trx, caseId: string, kind: NoticeRow['kind']): Promise<NoticeRow | undefined> {
  return on(trx)
    .selectFrom('takedown_notices')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('state', '=', 'draft')
    .forUpdate()
    .executeTakeFirst();
}

/** In their order. */
export async function listNotices(trx: Trx, caseIds: readonly string[]): Promise<NoticeRow[]> {
  if (caseIds.length === 0) return [];
  return on(trx)
    .selectFrom('takedown_notices')
    .selectAll()
    .where('case_id', '=', among(caseIds))
    .orderBy('case_id')
    .orderBy('ordinal')
    .execute();
}

export async function updateNotice(trx: Trx, id: string, change: Updateable<TakedownTables['takedown_notices']>): Promise<void> {
  await on(trx).updateTable('takedown_notices').set(change).where('id', '=', id).execute();
}

export async function deleteNotice(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('takedown_notices').where('id', '=', id).execute();
}

/** Whether words with this hash are out, or may be. */
export async function isOut(trx: Trx, organisationId: string, sha256: string): Promise<boolean> {
  const row = await on(trx)
    .selectFrom('takedown_notices')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('content_sha256', '=', sha256)
    .where('state', 'in', ['sending', 'sent', 'unknown', 'handed_out'])
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes down that these addresses are noticed; answers with the keys that a notice named before, and whose. */
export async function reserve(trx: Trx, rows: readonly Insertable<TakedownTables['takedown_noticed']>[]): Promise<Set<string>> {
  const stored = new Set<string>();
  for (let at = 0; at < rows.length; at += 500) {
    const made = await on(trx)
      .insertInto('takedown_noticed')
      .values(rows.slice(at, at + 500) as Insertable<TakedownTables['takedown_noticed']>[])
      .onConflict((conflict) => conflict.columns(['organisation_id', 'host_id', 'url_key']).doNothing())
      .returning('url_key')
      .execute();
    for (const { url_key: key } of made) stored.add(key);
  }
  return new Set(rows.map(({ url_key: key }) => key).filter((key) => !stored.has(key)));
}

export async function noticedKeys(trx: Trx, organisationId: string, hostId: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await on(trx)
    .selectFrom('takedown_noticed')
    .select('url_key')
    .where('organisation_id', '=', organisationId)
    .where('host_id', '=', hostId)
    .where('url_key', '=', among(keys))
    .execute();
  return new Set(rows.map(({ url_key: key }) => key));
}

/** Lets go of the addresses of a notice that certainly did not go out. */
export async function release(trx: Trx, noticeId: string): Promise<void> {
  await on(trx).deleteFrom('takedown_noticed').where('notice_id', '=', noticeId).execute();
}

/** Left in the middle of being sent since before an instant, in a case or in any. */
export async function listStuck(
  trx: Trx,
  before: Date,
  caseId: string | null,
  limit: number,
): Promise<Pick<NoticeRow, 'id' | 'organisation_id'>[]> {
  let query = on(trx)
    .selectFrom('takedown_notices')
    .select(['id', 'organisation_id'])
    .where('state', '=', 'sending')
    .where('sending_at', '<=', before);
  if (caseId !== null) query = query.where('case_id', '=', caseId);
  return query.orderBy('sending_at').limit(limit).execute();
}

// ── Batches ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertSendings(trx: Trx, rows: readonly Insertable<TakedownTables['takedown_sendings']>[]): Promise<void> {
  await on(trx)
    .insertInto('takedown_sendings')
    .values(rows as Insertable<TakedownTables['takedown_sendings']>[])
    .execute();
}

export async function listSendings(trx: Trx, organisationId: string, taskId: string): Promise<SendingRow[]> {
  return on(trx)
    .selectFrom('takedown_sendings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('task_id', '=', taskId)
    .orderBy('case_id')
    .execute();
}

export async function updateSending(
  trx: Trx,
  taskId: string,
  caseId: string,
  change: Updateable<TakedownTables['takedown_sendings']>,
): Promise<void> {
  await on(trx).updateTable('takedown_sendings').set(change).where('task_id', '=', taskId).where('case_id', '=', caseId).execute();
}
