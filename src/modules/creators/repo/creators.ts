import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CreatorRow, CreatorsTables } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CreatorsTables>();

export type CreatorFilter = { state?: CreatorRow['state'] | undefined; agencyId?: string | undefined; query?: string | undefined };

/** A page of creators, newest first. */
export function listCreators(
  trx: Trx,
  organisationId: string,
  filter: CreatorFilter,
  page: { beforeId: string | null; limit: number },
): Promise<CreatorRow[]> {
  let query = tables(trx).selectFrom('creators').selectAll().where('organisation_id', '=', organisationId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.agencyId) query = query.where('agency_id', '=', filter.agencyId);
  const words = filter.query?.trim().toLowerCase();
  if (words) query = query.where(sql<boolean>`(position(${words} in lower(name)) > 0 or position(${words} in coalesce(email, '')) > 0)`);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export function findCreators(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<CreatorRow[]> {
  return tables(trx)
    .selectFrom('creators')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...creatorIds]}::text[])`)
    .execute();
}
export function lockCreator(trx: Trx, organisationId: string, creatorId: string): Promise<CreatorRow | undefined> {
  return tables(trx)
    .selectFrom('creators')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', creatorId)
    .forUpdate()
    .executeTakeFirst();
}
/** The creator, who cannot be changed until the transaction ends; any number may hold one. */
export function holdCreator(trx: Trx, organisationId: string, creatorId: string): Promise<CreatorRow | undefined> {
  return tables(trx)
    .selectFrom('creators')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', creatorId)
    .forShare()
    .executeTakeFirst();
}
export async function listIdsOfAgency(trx: Trx, organisationId: string, agencyId: string): Promise<string[]> {
  const rows = await tables(trx)
    .selectFrom('creators')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('agency_id', '=', agencyId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
export async function insertCreator(trx: Trx, row: Insertable<CreatorsTables['creators']>): Promise<void> {
  await tables(trx).insertInto('creators').values(row).execute();
}
export async function updateCreator(trx: Trx, creatorId: string, change: Updateable<CreatorsTables['creators']>): Promise<void> {
  if (Object.values(change).every((value) => value === undefined)) return;
  await tables(trx).updateTable('creators').set(change).where('id', '=', creatorId).execute();
}

// ── Belonging ───────────────────────────────────────────────────────────────────────────────────────────────────

export type Belonging = { creatorId: string; agencyId: string | null; from: Date; until: Date | null };

/** Every stretch of belonging of some creators, oldest first. */
export function listBelongings(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Belonging[]> {
  return tables(trx)
    .selectFrom('creator_belongings')
    .select(['creator_id as creatorId', 'agency_id as agencyId', 'from_at as from', 'until_at as until'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`creator_id = any(${[...creatorIds]}::text[])`)
    .orderBy('id')
    .execute();
}
export async function endBelonging(trx: Trx, creatorId: string, at: Date): Promise<void> {
  await tables(trx)
    .updateTable('creator_belongings')
    .set({ until_at: at })
    .where('creator_id', '=', creatorId)
    .where('until_at', 'is', null)
    .execute();
}
export async function beginBelonging(
  trx: Trx,
  organisationId: string,
  creatorId: string,
  agencyId: string | null,
  at: Date,
): Promise<void> {
  await tables(trx)
    .insertInto('creator_belongings')
    .values({ organisation_id: organisationId, creator_id: creatorId, agency_id: agencyId, from_at: at, until_at: null })
    .execute();
}

// ── Whose person ────────────────────────────────────────────────────────────────────────────────────────────────

export type PartyOfUser = {
  creatorId: string | null;
  agencyId: string | null;
  creatorState: CreatorRow['state'] | null;
  agencyOfCreator: string | null;
};

/** Whom a person stands for in an organisation, with the creator's state and agency. */
export function findPartyOfUser(trx: Trx, organisationId: string, userId: string): Promise<PartyOfUser | undefined> {
  return tables(trx)
    .selectFrom('party_users as p')
    .leftJoin('creators as c', 'c.id', 'p.creator_id')
    .select(['p.creator_id as creatorId', 'p.agency_id as agencyId', 'c.state as creatorState', 'c.agency_id as agencyOfCreator'])
    .where('p.organisation_id', '=', organisationId)
    .where('p.user_id', '=', userId)
    .executeTakeFirst();
}
export async function savePartyUser(trx: Trx, row: Insertable<CreatorsTables['party_users']>): Promise<void> {
  await tables(trx)
    .insertInto('party_users')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'user_id']).doUpdateSet({ creator_id: row.creator_id, agency_id: row.agency_id }),
    )
    .execute();
}
export async function listUserIds(
  trx: Trx,
  organisationId: string,
  of: { creatorIds: readonly string[] } | { agencyIds: readonly string[] },
): Promise<{ partyId: string; userId: string }[]> {
  const [column, ids] = 'creatorIds' in of ? (['creator_id', of.creatorIds] as const) : (['agency_id', of.agencyIds] as const);
  const rows = await tables(trx)
    .selectFrom('party_users')
    .select([`${column} as partyId`, 'user_id as userId'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`${sql.ref(column)} = any(${[...ids]}::text[])`)
    .orderBy('joined_at')
    .orderBy('user_id')
    .execute();
  return rows.map(({ partyId, userId }) => ({ partyId: partyId!, userId }));
}
