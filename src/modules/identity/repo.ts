import { sql, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { Role } from '../../platform/http/contract.ts';
import type { IdentityTables } from './tables.ts';

type Row<Table extends keyof IdentityTables> = Selectable<IdentityTables[Table]>;
type NewRow<Table extends keyof IdentityTables> = Insertable<IdentityTables[Table]>;

const tables = (trx: Trx) => trx.withTables<IdentityTables>();

// ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Holds until the transaction ends: two first starts at once must not make two owners. */
export async function lockFirstStart(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.first_start'))`.execute(trx);
}
/** The organisation that was made first: the one whose owner runs this installation. */
export async function findFirstOrganisation(trx: Trx): Promise<{ id: string; name: string } | null> {
  return (
    (await tables(trx)
      .selectFrom('organisations')
      .select(['id', 'name'])
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()) ?? null
  );
}

export async function hasUsers(trx: Trx): Promise<boolean> {
  return (await tables(trx).selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}
/** A person with a password; both rows or neither, by the caller's transaction. */
export async function insertUser(trx: Trx, user: NewRow<'users'>, method: { id: string; passwordHash: string }): Promise<void> {
  await tables(trx).insertInto('users').values(user).execute();
  await tables(trx)
    .insertInto('sign_in_methods')
    .values({ id: method.id, account_id: user.id, provider_id: 'credential', user_id: user.id, password: method.passwordHash })
    .execute();
}
export function findUserByEmail(trx: Trx, email: string): Promise<Row<'users'> | undefined> {
  return tables(trx).selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
}
export function findUser(trx: Trx, userId: string): Promise<Row<'users'> | undefined> {
  return tables(trx).selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
}
export async function findUsers(trx: Trx, userIds: readonly string[]): Promise<Row<'users'>[]> {
  if (userIds.length === 0) return [];
  return tables(trx)
    .selectFrom('users')
    .selectAll()
    .where('id', 'in', [...userIds])
    .execute();
}
export async function rememberLanguage(trx: Trx, userId: string, language: string): Promise<void> {
  await tables(trx).updateTable('users').set({ language }).where('id', '=', userId).where('language', 'is', null).execute();
}
export async function updateUser(
  trx: Trx,
  userId: string,
  change: { name?: string | undefined; language?: string | undefined },
  now: Date,
): Promise<void> {
  await tables(trx)
    .updateTable('users')
    .set({ ...change, updated_at: now })
    .where('id', '=', userId)
    .execute();
}
export async function setPassword(trx: Trx, userId: string, method: { id: string; passwordHash: string }, now: Date): Promise<void> {
  await tables(trx)
    .insertInto('sign_in_methods')
    .values({ id: method.id, account_id: userId, provider_id: 'credential', user_id: userId, password: method.passwordHash })
    .onConflict((conflict) => conflict.columns(['user_id', 'provider_id']).doUpdateSet({ password: method.passwordHash, updated_at: now }))
    .execute();
}
export async function deleteSessions(trx: Trx, userId: string): Promise<void> {
  await tables(trx).deleteFrom('sessions').where('user_id', '=', userId).execute();
}
export async function deleteExpired(trx: Trx, now: Date): Promise<void> {
  await tables(trx).deleteFrom('sessions').where('expires_at', '<', now).execute();
  await tables(trx).deleteFrom('one_time_links').where('expires_at', '<', now).execute();
  await tables(trx).deleteFrom('sign_in_windows').where('expires_at', '<', now).execute();
}

// ── Who sends a request: one look-up each ───────────────────────────────────────────────────────────────────────

export type SessionOwner = { userId: string; name: string; email: string; organisationId: string | null; role: Role | null };

/** The person of a session token, in the organisation where they work, else in the one they joined first. */
export function findSessionOwner(trx: Trx, token: string, now: Date): Promise<SessionOwner | undefined> {
  return tables(trx)
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('members as m')
          .select(['m.organisation_id', 'm.role'])
          .whereRef('m.user_id', '=', 's.user_id')
          .orderBy(sql`m.organisation_id = s.active_organisation_id`, (order) => order.desc().nullsLast())
          .orderBy('m.created_at')
          .orderBy('m.id')
          .limit(1)
          .as('place'),
      (join) => join.onTrue(),
    )
    .select(['u.id as userId', 'u.name as name', 'u.email as email', 'place.organisation_id as organisationId', 'place.role as role'])
    .where('s.token', '=', token)
    .where('s.expires_at', '>', now)
    .executeTakeFirst();
}
export async function setActiveOrganisation(trx: Trx, token: string, userId: string, organisationId: string): Promise<void> {
  await tables(trx)
    .updateTable('sessions')
    .set({ active_organisation_id: organisationId })
    .where('token', '=', token)
    .where('user_id', '=', userId)
    .execute();
}
export function findApiKeyBySecret(trx: Trx, secretHash: string, now: Date): Promise<Row<'api_keys'> | undefined> {
  return tables(trx)
    .selectFrom('api_keys')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
}
export async function touchApiKey(trx: Trx, keyId: string, now: Date): Promise<void> {
  await tables(trx).updateTable('api_keys').set({ last_used_at: now }).where('id', '=', keyId).execute();
}

// ── Organisations and members ───────────────────────────────────────────────────────────────────────────────────

export async function insertOrganisation(trx: Trx, row: NewRow<'organisations'>): Promise<void> {
  await tables(trx).insertInto('organisations').values(row).execute();
}
export async function renameOrganisation(trx: Trx, organisationId: string, name: string): Promise<Row<'organisations'> | undefined> {
  return tables(trx).updateTable('organisations').set({ name }).where('id', '=', organisationId).returningAll().executeTakeFirst();
}
/** Holds the organisation's row, so that changes of its members come one after another: the last owner stays one. */
export async function lockOrganisation(trx: Trx, organisationId: string): Promise<Row<'organisations'> | undefined> {
  return tables(trx).selectFrom('organisations').selectAll().where('id', '=', organisationId).forUpdate().executeTakeFirst();
}
export async function findOrganisation(trx: Trx, organisationId: string): Promise<{ id: string; name: string; slug: string } | null> {
  const row = await tables(trx)
    .selectFrom('organisations')
    .select(['id', 'name', 'slug'])
    .where('id', '=', organisationId)
    .executeTakeFirst();
  return row ?? null;
}
export async function findOrganisationBySlug(trx: Trx, slug: string): Promise<{ id: string; name: string; slug: string } | null> {
  return (await tables(trx).selectFrom('organisations').select(['id', 'name', 'slug']).where('slug', '=', slug).executeTakeFirst()) ?? null;
}
export function listOrganisationsOf(trx: Trx, userId: string): Promise<{ id: string; name: string; slug: string; role: Role }[]> {
  return tables(trx)
    .selectFrom('members as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['o.id as id', 'o.name as name', 'o.slug as slug', 'm.role as role'])
    .where('m.user_id', '=', userId)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute();
}
export async function insertMember(trx: Trx, row: NewRow<'members'>): Promise<void> {
  await tables(trx).insertInto('members').values(row).execute();
}
export type MemberRow = { id: string; userId: string; name: string; email: string; role: Role; createdAt: Date };
function memberRows(trx: Trx, organisationId: string) {
  return tables(trx)
    .selectFrom('members as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.id as id', 'u.id as userId', 'u.name as name', 'u.email as email', 'm.role as role', 'm.created_at as createdAt'])
    .where('m.organisation_id', '=', organisationId);
}
export function listMembers(trx: Trx, organisationId: string): Promise<MemberRow[]> {
  return memberRows(trx, organisationId).orderBy('m.created_at').orderBy('m.id').execute();
}
export function findMember(trx: Trx, organisationId: string, memberId: string): Promise<MemberRow | undefined> {
  return memberRows(trx, organisationId).where('m.id', '=', memberId).executeTakeFirst();
}
export function findMemberByEmail(trx: Trx, organisationId: string, email: string): Promise<MemberRow | undefined> {
  return memberRows(trx, organisationId).where('u.email', '=', email).executeTakeFirst();
}
export function findMemberByUser(trx: Trx, organisationId: string, userId: string): Promise<MemberRow | undefined> {
  return memberRows(trx, organisationId).where('u.id', '=', userId).executeTakeFirst();
}
export async function listUserIds(trx: Trx, organisationId: string, ofRoles: readonly Role[]): Promise<string[]> {
  if (ofRoles.length === 0) return [];
  const rows = await tables(trx)
    .selectFrom('members')
    .select('user_id')
    .where('organisation_id', '=', organisationId)
    .where('role', 'in', [...ofRoles])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.user_id);
}
export async function countMembers(trx: Trx, organisationId: string, role: Role): Promise<number> {
  const row = await tables(trx)
    .selectFrom('members')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('role', '=', role)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
export async function setRole(trx: Trx, organisationId: string, memberId: string, role: Role): Promise<void> {
  await tables(trx).updateTable('members').set({ role }).where('organisation_id', '=', organisationId).where('id', '=', memberId).execute();
}
export async function deleteMember(trx: Trx, organisationId: string, memberId: string): Promise<void> {
  await tables(trx).deleteFrom('members').where('organisation_id', '=', organisationId).where('id', '=', memberId).execute();
}
