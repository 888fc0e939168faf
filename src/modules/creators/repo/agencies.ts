import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AgencyRow, CreatorsTables } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CreatorsTables>();

/** Holds what must be done one after another in an organisation: names, filings, numbers of terms. */
export async function lockFor(trx: Trx, what: 'agencies' | 'accounts' | 'terms' | 'invitations', organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`creators.${what}`}), hashtext(${organisationId}))`.execute(trx);
}

/** A page of agencies by name, or the one given. */
export function listAgencies(
  trx: Trx,
  organisationId: string,
  page: { onlyId: string | null; after: { name: string; id: string } | null; limit: number },
): Promise<(AgencyRow & { place: string })[]> {
  let query = tables(trx)
    .selectFrom('agencies')
    .selectAll()
    .select(sql<string>`lower(name)`.as('place'))
    .where('organisation_id', '=', organisationId);
  if (page.onlyId !== null) query = query.where('id', '=', page.onlyId);
  if (page.after) query = query.where(sql<boolean>`(lower(name), id) > (${page.after.name}, ${page.after.id})`);
  return query
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}
export function findAgencies(trx: Trx, organisationId: string, agencyIds: readonly string[]): Promise<AgencyRow[]> {
  return tables(trx)
    .selectFrom('agencies')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...agencyIds]}::text[])`)
    .execute();
}
export function findAgencyByName(trx: Trx, organisationId: string, name: string): Promise<AgencyRow | undefined> {
  return tables(trx)
    .selectFrom('agencies')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
}
export async function countAgencies(trx: Trx, organisationId: string): Promise<number> {
  const row = await tables(trx)
    .selectFrom('agencies')
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
export async function insertAgency(trx: Trx, row: Insertable<CreatorsTables['agencies']>): Promise<void> {
  await tables(trx).insertInto('agencies').values(row).execute();
}
export async function updateAgency(trx: Trx, agencyId: string, change: Updateable<CreatorsTables['agencies']>): Promise<void> {
  if (Object.values(change).every((value) => value === undefined)) return;
  await tables(trx).updateTable('agencies').set(change).where('id', '=', agencyId).execute();
}
/** How many creators, who have not left, each agency has. */
export async function countCreators(trx: Trx, agencyIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tables(trx)
    .selectFrom('creators')
    .select((of) => ['agency_id', of.fn.countAll<bigint>().as('count')])
    .where(sql<boolean>`agency_id = any(${[...agencyIds]}::text[])`)
    .where('state', '<>', 'left')
    .groupBy('agency_id')
    .execute();
  return new Map(rows.map((row) => [row.agency_id!, Number(row.count)]));
}

// ── Sign-up pages ───────────────────────────────────────────────────────────────────────────────────────────────

export async function findSignupToken(trx: Trx, organisationId: string): Promise<string | null> {
  const row = await tables(trx)
    .selectFrom('creator_signups')
    .select('signup_token')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row?.signup_token ?? null;
}
/** Opens the page of an organisation at a token, or closes it. */
export async function setSignupToken(trx: Trx, organisationId: string, token: string | null): Promise<void> {
  await tables(trx).deleteFrom('creator_signups').where('organisation_id', '=', organisationId).execute();
  if (token !== null)
    await tables(trx).insertInto('creator_signups').values({ organisation_id: organisationId, signup_token: token }).execute();
}
/** Whose page a token opens; an agency that is suspended has none. */
export async function findSignupPage(trx: Trx, token: string): Promise<{ organisationId: string; agency: AgencyRow | null } | null> {
  const own = await tables(trx)
    .selectFrom('creator_signups')
    .select('organisation_id')
    .where('signup_token', '=', token)
    .executeTakeFirst();
  if (own) return { organisationId: own.organisation_id, agency: null };
  const agency = await tables(trx)
    .selectFrom('agencies')
    .selectAll()
    .where('signup_token', '=', token)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return agency ? { organisationId: agency.organisation_id, agency } : null;
}
