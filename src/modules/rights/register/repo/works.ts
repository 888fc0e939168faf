/** The SQL of what is registered of works: deeds, licences, documents. */
import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { DeedRow, DocumentRow, LicenceRow, RegisterTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<RegisterTables>();
type WorkRow = RegisterTables['rights_works'];

/** Makes or touches a work's row, which is held until the transaction ends: its register is written by one at a time. */
export async function holdWork(trx: Trx, row: WorkRow): Promise<void> {
  await on(trx)
    .insertInto('rights_works')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'work_id']).doUpdateSet({ title: row.title, kind: row.kind, updated_at: row.updated_at }),
    )
    .execute();
}

export async function findWorkRows(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<WorkRow[]> {
  if (workIds.length === 0) return [];
  return on(trx)
    .selectFrom('rights_works')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`work_id = any(${[...workIds]}::text[])`)
    .execute();
}

export async function listWorks(
  trx: Trx,
  organisationId: string,
  page: { before: { at: Date; workId: string } | null; limit: number },
): Promise<WorkRow[]> {
  let query = on(trx).selectFrom('rights_works').selectAll().where('organisation_id', '=', organisationId);
  if (page.before !== null) query = query.where(sql<boolean>`(updated_at, work_id) < (${page.before.at}, ${page.before.workId})`);
  return query.orderBy('updated_at', 'desc').orderBy('work_id', 'desc').limit(page.limit).execute();
}

// ── Deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertDeeds(trx: Trx, rows: readonly Insertable<RegisterTables['rights_deeds']>[]): Promise<void> {
  await on(trx).insertInto('rights_deeds').values(rows).execute();
}

export async function findDeed(trx: Trx, organisationId: string, id: string): Promise<DeedRow | undefined> {
  return on(trx)
    .selectFrom('rights_deeds')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function voidDeed(trx: Trx, id: string, how: { at: Date; by: string; reason: string }): Promise<void> {
  await on(trx)
    .updateTable('rights_deeds')
    .set({ voided_at: how.at, voided_by_name: how.by, void_reason: how.reason })
    .where('id', '=', id)
    .execute();
}

/** The deeds of works by id, which is their order of registration. */
export async function listDeeds(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<DeedRow[]> {
  if (workIds.length === 0) return [];
  return on(trx)
    .selectFrom('rights_deeds')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`work_id = any(${[...workIds]}::text[])`)
    .orderBy('id')
    .execute();
}

// ── Licences ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertLicence(trx: Trx, row: Insertable<RegisterTables['rights_licences']>): Promise<void> {
  await on(trx).insertInto('rights_licences').values(row).execute();
}

export async function findLicence(trx: Trx, organisationId: string, id: string): Promise<LicenceRow | undefined> {
  return on(trx)
    .selectFrom('rights_licences')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function lockLicence(trx: Trx, organisationId: string, id: string): Promise<LicenceRow | undefined> {
  return on(trx)
    .selectFrom('rights_licences')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateLicence(trx: Trx, id: string, change: Updateable<RegisterTables['rights_licences']>): Promise<void> {
  await on(trx).updateTable('rights_licences').set(change).where('id', '=', id).execute();
}

export async function deleteLicence(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('rights_licences').where('id', '=', id).execute();
}

export async function listLicencesOfWorks(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<LicenceRow[]> {
  if (workIds.length === 0) return [];
  return on(trx)
    .selectFrom('rights_licences')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`work_id = any(${[...workIds]}::text[])`)
    .orderBy('id', 'desc')
    .execute();
}

/** How many licences of works are drafted or signed; works without any are absent. */
export async function countLicences(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<Map<string, number>> {
  if (workIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('rights_licences')
    .select((select) => ['work_id', select.fn.countAll<bigint>().as('count')])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`work_id = any(${[...workIds]}::text[])`)
    .groupBy('work_id')
    .execute();
  return new Map(rows.map(({ work_id, count }) => [work_id, Number(count)]));
}

export type LicenceListing = {
  beforeId: string | null;
  limit: number;
  workId: string | null;
  partyId: string | null;
  direction: 'in' | 'out' | 'others' | null;
  selfId: string | null;
  state: 'draft' | 'signed' | 'ended' | null;
  endsBefore: Date | null;
  now: Date;
};
export async function listLicences(trx: Trx, organisationId: string, page: LicenceListing): Promise<LicenceRow[]> {
  let query = on(trx).selectFrom('rights_licences').selectAll().where('organisation_id', '=', organisationId);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.workId !== null) query = query.where('work_id', '=', page.workId);
  if (page.partyId !== null) query = query.where(sql<boolean>`(grantee = ${page.partyId} or grantors @> array[${page.partyId}])`);
  const granted = sql<boolean>`grantors @> array[${page.selfId}::text]`;
  if (page.direction === 'in') query = query.where('grantee', '=', page.selfId ?? '');
  if (page.direction === 'out') query = query.where(page.selfId === null ? sql<boolean>`false` : granted);
  if (page.direction === 'others' && page.selfId !== null)
    query = query.where('grantee', '<>', page.selfId).where(sql<boolean>`not ${granted}`);
  if (page.state !== null) query = query.where('signed_at', page.state === 'draft' ? 'is' : 'is not', null);
  if (page.state === 'signed') query = query.where(sql<boolean>`(over_at is null or over_at > ${page.now})`);
  if (page.state === 'ended') query = query.where('over_at', '<=', page.now);
  if (page.endsBefore !== null)
    query = query.where('signed_at', 'is not', null).where('over_at', '>', page.now).where('over_at', '<=', page.endsBefore);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

// ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertDocument(trx: Trx, row: Insertable<RegisterTables['rights_documents']>): Promise<void> {
  await on(trx).insertInto('rights_documents').values(row).execute();
}

export async function findDocument(trx: Trx, organisationId: string, id: string): Promise<DocumentRow | undefined> {
  return on(trx)
    .selectFrom('rights_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export const listDocuments = (trx: Trx, organisationId: string, workId: string): Promise<DocumentRow[]> =>
  listDocumentsOfWorks(trx, organisationId, [workId]);

/** Newest first. */
export async function listDocumentsOfWorks(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<DocumentRow[]> {
  if (workIds.length === 0) return [];
  return on(trx)
    .selectFrom('rights_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`work_id = any(${[...workIds]}::text[])`)
    .orderBy('id', 'desc')
    .execute();
}

export async function updateDocument(trx: Trx, id: string, change: Updateable<RegisterTables['rights_documents']>): Promise<void> {
  await on(trx).updateTable('rights_documents').set(change).where('id', '=', id).execute();
}

export async function deleteDocument(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('rights_documents').where('id', '=', id).execute();
}
