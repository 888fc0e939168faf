/** The SQL of parties, and of who changed what. */
import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { ChangeRow, PartyRow, RegisterTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<RegisterTables>();

/** Answers false where the organisation has its own party, or the link is another party's, already. */
export async function insertParty(trx: Trx, row: Insertable<RegisterTables['rights_parties']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('rights_parties')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function lockParty(trx: Trx, organisationId: string, id: string): Promise<PartyRow | undefined> {
  return on(trx)
    .selectFrom('rights_parties')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateParty(trx: Trx, id: string, change: Updateable<RegisterTables['rights_parties']>): Promise<void> {
  await on(trx).updateTable('rights_parties').set(change).where('id', '=', id).execute();
}

export async function findParties(trx: Trx, organisationId: string, ids: readonly string[]): Promise<PartyRow[]> {
  if (ids.length === 0) return [];
  return on(trx)
    .selectFrom('rights_parties')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::text[])`)
    .execute();
}

export async function findSelf(trx: Trx, organisationId: string): Promise<PartyRow | undefined> {
  return on(trx)
    .selectFrom('rights_parties')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('is_self', '=', true)
    .executeTakeFirst();
}

export async function findByLink(trx: Trx, organisationId: string, kind: 'payee' | 'creator' | 'agency', id: string) {
  return on(trx)
    .selectFrom('rights_parties')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('link_kind', '=', kind)
    .where('link_id', '=', id)
    .executeTakeFirst();
}

export async function listParties(
  trx: Trx,
  organisationId: string,
  page: { beforeId: string | null; limit: number; query: string | null; withdrawn: boolean },
): Promise<PartyRow[]> {
  let query = on(trx)
    .selectFrom('rights_parties')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', page.withdrawn ? 'is not' : 'is', null);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.query !== null) query = query.where(sql<boolean>`position(lower(${page.query}) in lower(name)) > 0`);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** In how many deeds in force and licences parties are named; ids without any are absent. */
export async function countUses(trx: Trx, ids: readonly string[]): Promise<Map<string, { deeds: number; licences: number }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; deeds: bigint; licences: bigint }>`
    select p.id,
      (select count(*) from rights_deeds d where d.voided_at is null and d.to_party_id = p.id)
        + (select count(*) from rights_deeds d where d.voided_at is null and d.from_party_id = p.id) as deeds,
      (select count(*) from rights_licences l where l.grantee = p.id)
        + (select count(*) from rights_licences l where l.grantors @> array[p.id]) as licences
    from unnest(${[...ids]}::text[]) as p (id)`.execute(trx);
  return new Map(rows.map(({ id, deeds, licences }) => [id, { deeds: Number(deeds), licences: Number(licences) }]));
}

export async function insertChanges(trx: Trx, rows: readonly Insertable<RegisterTables['rights_changes']>[]): Promise<void> {
  if (rows.length > 0) await on(trx).insertInto('rights_changes').values(rows).execute();
}

export async function listChanges(
  trx: Trx,
  organisationId: string,
  page: { beforeId: bigint | null; limit: number; workId: string | null; subjectId: string | null },
): Promise<ChangeRow[]> {
  let query = on(trx).selectFrom('rights_changes').selectAll().where('organisation_id', '=', organisationId);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.workId !== null) query = query.where('work_id', '=', page.workId);
  if (page.subjectId !== null) query = query.where('subject_id', '=', page.subjectId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}
