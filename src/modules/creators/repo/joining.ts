import { sql, type Insertable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CreatorsTables, InvitationRow, TermsRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CreatorsTables>();

// ── Invitations ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertInvitation(trx: Trx, row: Insertable<CreatorsTables['creator_invitations']>): Promise<void> {
  await tables(trx).insertInto('creator_invitations').values(row).execute();
}
/** What people invited and nobody has used; what came of signing up is nobody's to take back. */
export function listOpen(trx: Trx, organisationId: string, agencyId: string | null): Promise<InvitationRow[]> {
  let query = tables(trx)
    .selectFrom('creator_invitations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('source', '=', 'invitation')
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null);
  if (agencyId !== null) query = query.where('agency_id', '=', agencyId);
  return query.orderBy('id', 'desc').limit(1000).execute();
}
export async function countOpen(trx: Trx, organisationId: string, now: Date): Promise<number> {
  const row = await tables(trx)
    .selectFrom('creator_invitations')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
/** Takes back the open invitations of an address to the same place, so that a new one has it alone. */
export async function cancelTo(
  trx: Trx,
  of: Pick<InvitationRow, 'organisation_id' | 'kind' | 'source' | 'agency_id'> & { email: string },
  now: Date,
): Promise<void> {
  await tables(trx)
    .updateTable('creator_invitations')
    .set({ cancelled_at: now })
    .where('organisation_id', '=', of.organisation_id)
    .where('kind', '=', of.kind)
    .where('source', '=', of.source)
    .where('email', '=', of.email)
    .where(sql<boolean>`agency_id is not distinct from ${of.agency_id}`)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute();
}
/** How many links of one source went to an address since. */
export async function countTo(trx: Trx, source: InvitationRow['source'], email: string, since: Date): Promise<number> {
  const row = await tables(trx)
    .selectFrom('creator_invitations')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .where('email', '=', email)
    .where('source', '=', source)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
export function cancelInvitation(
  trx: Trx,
  organisationId: string,
  invitationId: string,
  agencyId: string | null,
  now: Date,
): Promise<InvitationRow | undefined> {
  let query = tables(trx)
    .updateTable('creator_invitations')
    .set({ cancelled_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', invitationId)
    .where('source', '=', 'invitation')
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null);
  if (agencyId !== null) query = query.where('agency_id', '=', agencyId);
  return query.returningAll().executeTakeFirst();
}
/** The invitation behind a link, while it can be accepted: a confirmation only as long as the link that it confirms. */
export function findByToken(trx: Trx, tokenHash: string, now: Date): Promise<InvitationRow | undefined> {
  return tables(trx)
    .selectFrom('creator_invitations as i')
    .leftJoin('creator_invitations as c', 'c.id', 'i.confirms_id')
    .selectAll('i')
    .where('i.token_hash', '=', tokenHash)
    .where('i.accepted_at', 'is', null)
    .where('i.cancelled_at', 'is', null)
    .where('i.expires_at', '>', now)
    .where('c.accepted_at', 'is', null)
    .where('c.cancelled_at', 'is', null)
    .executeTakeFirst();
}
/** Uses a link up, with the one that it confirms; false when somebody was faster. */
export async function acceptInvitation(trx: Trx, row: InvitationRow, now: Date): Promise<boolean> {
  const ids = row.confirms_id === null ? [row.id] : [row.id, row.confirms_id];
  const used = await tables(trx)
    .updateTable('creator_invitations')
    .set({ accepted_at: now })
    .where('id', 'in', ids)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('id')
    .execute();
  return used.length === ids.length;
}
/** Forgets links that ran out long ago, and with them the addresses of people who never came. */
export async function deleteExpired(trx: Trx, before: Date): Promise<number> {
  await tables(trx)
    .updateTable('creator_invitations')
    .set({ confirms_id: null })
    .where('confirms_id', 'is not', null)
    .where('expires_at', '<', before)
    .where('accepted_at', 'is', null)
    .execute();
  const gone = await tables(trx)
    .deleteFrom('creator_invitations')
    .where('expires_at', '<', before)
    .where('accepted_at', 'is', null)
    .where(sql<boolean>`not exists (select 1 from creator_invitations c where c.confirms_id = creator_invitations.id)`)
    .returning('id')
    .execute();
  return gone.length;
}

// ── Terms ───────────────────────────────────────────────────────────────────────────────────────────────────────

export function listTerms(trx: Trx, organisationId: string): Promise<TermsRow[]> {
  return tables(trx)
    .selectFrom('creator_terms')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('version', 'desc')
    .execute();
}
export function findNewestTerms(trx: Trx, organisationId: string): Promise<TermsRow | undefined> {
  return tables(trx)
    .selectFrom('creator_terms')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
/** Keeps a version; one that is there already stays as it is. */
export async function insertTerms(trx: Trx, row: Insertable<CreatorsTables['creator_terms']>): Promise<void> {
  await tables(trx)
    .insertInto('creator_terms')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'version']).doNothing())
    .execute();
}
export async function insertAcceptance(trx: Trx, row: Insertable<CreatorsTables['creator_terms_acceptances']>): Promise<void> {
  await tables(trx).insertInto('creator_terms_acceptances').values(row).execute();
  await tables(trx)
    .updateTable('creators')
    .set({ accepted_terms: row.version, accepted_at: row.accepted_at })
    .where('id', '=', row.creator_id)
    .execute();
}
