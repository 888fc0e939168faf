import { sql, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { IdentityTables } from './tables.ts';

// Invitations, one-time links, API keys and sign-in windows: all that is given out once and runs out.

type Row<Table extends keyof IdentityTables> = Selectable<IdentityTables[Table]>;
type NewRow<Table extends keyof IdentityTables> = Insertable<IdentityTables[Table]>;

const tables = (trx: Trx) => trx.withTables<IdentityTables>();

export async function insertInvitation(trx: Trx, row: NewRow<'invitations'>): Promise<void> {
  await tables(trx).insertInto('invitations').values(row).execute();
}
/** Takes back the open invitations to an address, expired ones too, so that a new one has its place. */
export async function cancelInvitationsTo(trx: Trx, organisationId: string, email: string, now: Date): Promise<void> {
  await tables(trx)
    .updateTable('invitations')
    .set({ cancelled_at: now })
    .where('organisation_id', '=', organisationId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute();
}
export function listOpenInvitations(trx: Trx, organisationId: string): Promise<Row<'invitations'>[]> {
  return tables(trx)
    .selectFrom('invitations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
export function cancelInvitation(
  trx: Trx,
  organisationId: string,
  invitationId: string,
  now: Date,
): Promise<Row<'invitations'> | undefined> {
  return tables(trx)
    .updateTable('invitations')
    .set({ cancelled_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
export type OpenInvitation = Row<'invitations'> & { organisation_name: string };
/** The invitation behind a link, while it can be accepted. */
export function findInvitationByToken(trx: Trx, tokenHash: string, now: Date): Promise<OpenInvitation | undefined> {
  return tables(trx)
    .selectFrom('invitations as i')
    .innerJoin('organisations as o', 'o.id', 'i.organisation_id')
    .selectAll('i')
    .select('o.name as organisation_name')
    .where('i.token_hash', '=', tokenHash)
    .where('i.accepted_at', 'is', null)
    .where('i.cancelled_at', 'is', null)
    .where('i.expires_at', '>', now)
    .executeTakeFirst();
}
/** Uses an invitation up; false when somebody was faster. */
export async function acceptInvitation(trx: Trx, invitationId: string, now: Date): Promise<boolean> {
  const used = await tables(trx)
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

export async function insertOneTimeLink(trx: Trx, row: NewRow<'one_time_links'>): Promise<void> {
  await tables(trx).insertInto('one_time_links').values(row).execute();
}
/** Uses a link up and ends every other one of the same person; undefined when it is unknown, used or expired. */
export async function useOneTimeLink(trx: Trx, tokenHash: string, now: Date): Promise<Row<'one_time_links'> | undefined> {
  const link = await tables(trx)
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (link) await endOneTimeLinks(trx, link.user_id, now);
  return link;
}
async function endOneTimeLinks(trx: Trx, userId: string, now: Date): Promise<void> {
  await tables(trx)
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}

export async function insertApiKey(trx: Trx, row: NewRow<'api_keys'>): Promise<void> {
  await tables(trx).insertInto('api_keys').values(row).execute();
}
export function listApiKeys(trx: Trx, organisationId: string): Promise<Row<'api_keys'>[]> {
  return tables(trx)
    .selectFrom('api_keys')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
export function revokeApiKey(trx: Trx, organisationId: string, keyId: string, now: Date): Promise<Row<'api_keys'> | undefined> {
  return tables(trx)
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Counts one attempt, in one statement so that parallel attempts in many processes all count. Answers with the window so far. */
export function countAttempt(
  trx: Trx,
  key: string,
  now: Date,
  windowEnd: Date,
  most: number,
): Promise<{ count: number; expires_at: Date }> {
  return tables(trx)
    .insertInto('sign_in_windows')
    .values({ key, count: 1, expires_at: windowEnd })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql<number>`case when sign_in_windows.expires_at <= ${now} then 1 else least(sign_in_windows.count, ${most}) + 1 end`,
        expires_at: sql<Date>`case when sign_in_windows.expires_at <= ${now} then excluded.expires_at else sign_in_windows.expires_at end`,
      }),
    )
    .returning(['count', 'expires_at'])
    .executeTakeFirstOrThrow();
}
export async function giveAttemptBack(trx: Trx, key: string): Promise<void> {
  await tables(trx)
    .updateTable('sign_in_windows')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where('key', '=', key)
    .where('count', '>', 0)
    .execute();
}
export async function forgetAttempts(trx: Trx, key: string): Promise<void> {
  await tables(trx).deleteFrom('sign_in_windows').where('key', '=', key).execute();
}
/** Removes a few windows that are over: each attempt sweeps more than it adds, which bounds the table. */
export async function sweepAttempts(trx: Trx, now: Date): Promise<void> {
  await sql`delete from sign_in_windows where key in (select key from sign_in_windows where expires_at < ${now} order by expires_at limit 20 for update skip locked)`.execute(
    trx,
  );
}
