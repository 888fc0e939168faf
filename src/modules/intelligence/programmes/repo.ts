import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { WorkProfile } from './words/contract.ts';
import type { ActRow, CheckRow, FollowRow, ProgrammeRow, ProgrammeTables, SourceRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<ProgrammeTables>();
const among = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

/** A list holds no more; what is beyond is not suggested any more. */
export const mostProgrammes = 5000;

export async function insertProgrammes(trx: Trx, rows: readonly Insertable<ProgrammeTables['market_programmes']>[]): Promise<void> {
  if (rows.length > 0)
    await on(trx)
      .insertInto('market_programmes')
      .values(rows as Insertable<ProgrammeTables['market_programmes']>[])
      .execute();
}
export async function updateProgramme(
  trx: Trx,
  organisationId: string,
  id: string,
  change: Updateable<ProgrammeTables['market_programmes']>,
): Promise<void> {
  await on(trx).updateTable('market_programmes').set(change).where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}
const programmesById = (trx: Trx, organisationId: string, ids: readonly string[]) =>
  on(trx)
    .selectFrom('market_programmes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', among(ids))
    .orderBy('id');
export async function findProgrammes(trx: Trx, organisationId: string, ids: readonly string[]): Promise<ProgrammeRow[]> {
  return ids.length === 0 ? [] : programmesById(trx, organisationId, ids).execute();
}
/** Held until the transaction ends, in the order of their ids. */
export async function lockProgrammes(trx: Trx, organisationId: string, ids: readonly string[]): Promise<ProgrammeRow[]> {
  return ids.length === 0 ? [] : programmesById(trx, organisationId, ids).forUpdate().execute();
}
export async function listProgrammes(
  trx: Trx,
  organisationId: string,
  filter: { state?: 'suggested' | 'confirmed' | 'archived' | undefined; withArchived?: boolean },
): Promise<ProgrammeRow[]> {
  let query = on(trx)
    .selectFrom('market_programmes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('merged_into', 'is', null);
  if (filter.state) query = query.where('state', '=', filter.state);
  else if (filter.withArchived !== true) query = query.where('state', '<>', 'archived');
  return query.orderBy('id', 'desc').limit(mostProgrammes).execute();
}
export async function countProgrammes(trx: Trx, organisationId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('market_programmes')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
export async function findByKeys(trx: Trx, organisationId: string, keys: readonly string[]): Promise<ProgrammeRow[]> {
  if (keys.length === 0) return [];
  return on(trx)
    .selectFrom('market_programmes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`keys && ${keys as string[]}::text[]`)
    .orderBy('id')
    .execute();
}
/** What was merged into these. */
export async function findMerged(trx: Trx, organisationId: string, into: readonly string[]): Promise<ProgrammeRow[]> {
  if (into.length === 0) return [];
  return on(trx)
    .selectFrom('market_programmes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('merged_into', '=', among(into))
    .orderBy('id')
    .execute();
}
export async function deleteProgrammes(trx: Trx, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await on(trx).deleteFrom('market_programmes').where('organisation_id', '=', organisationId).where('id', '=', among(ids)).execute();
}

export async function insertSources(trx: Trx, rows: readonly Insertable<ProgrammeTables['market_programme_sources']>[]): Promise<void> {
  if (rows.length > 0)
    await on(trx)
      .insertInto('market_programme_sources')
      .values(rows as Insertable<ProgrammeTables['market_programme_sources']>[])
      .execute();
}
const sourcesBy = (trx: Trx, organisationId: string, column: 'programme_id' | 'family_id', ids: readonly string[]) =>
  on(trx)
    .selectFrom('market_programme_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(column, '=', among(ids))
    .orderBy('document_id')
    .orderBy('ordinal');
export async function listSources(trx: Trx, organisationId: string, programmeIds: readonly string[]): Promise<SourceRow[]> {
  return programmeIds.length === 0 ? [] : sourcesBy(trx, organisationId, 'programme_id', programmeIds).execute();
}
export async function findSourcesOfFamilies(trx: Trx, organisationId: string, familyIds: readonly string[]): Promise<SourceRow[]> {
  return familyIds.length === 0 ? [] : sourcesBy(trx, organisationId, 'family_id', familyIds).execute();
}
/** The programmes that a document tells of. */
export async function listToldBy(trx: Trx, organisationId: string, documentId: string): Promise<string[]> {
  const rows = await on(trx)
    .selectFrom('market_programme_sources')
    .select('programme_id')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('document_id', '=', documentId)
    .execute();
  return rows.map((row) => row.programme_id);
}
/** Lets go of what documents told; answers what it was. */
export async function deleteSources(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<SourceRow[]> {
  if (documentIds.length === 0) return [];
  return on(trx)
    .deleteFrom('market_programme_sources')
    .where('organisation_id', '=', organisationId)
    .where('document_id', '=', among(documentIds))
    .returningAll()
    .execute();
}
export async function moveFamilies(
  trx: Trx,
  organisationId: string,
  moves: readonly { documentId: string; familyId: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql`update market_programme_sources s set family_id = m.family_id
    from unnest(${moves.map(({ documentId }) => documentId)}::text[], ${moves.map(({ familyId }) => familyId)}::text[]) as m (document_id, family_id)
    where s.organisation_id = ${organisationId} and s.document_id = m.document_id`.execute(trx);
}
export async function moveSources(trx: Trx, organisationId: string, from: readonly string[], to: string): Promise<void> {
  if (from.length > 0)
    await on(trx)
      .updateTable('market_programme_sources')
      .set({ programme_id: to })
      .where('organisation_id', '=', organisationId)
      .where('programme_id', '=', among(from))
      .execute();
}
/** Sources go back to the programmes that had them, as far as they are still where a merge put them. */
export async function returnSources(
  trx: Trx,
  organisationId: string,
  from: string,
  moved: readonly { documentId: string; ordinal: number; programmeId: string }[],
): Promise<void> {
  if (moved.length === 0) return;
  await sql`update market_programme_sources s set programme_id = m.programme_id
    from unnest(${moved.map(({ documentId }) => documentId)}::text[], ${moved.map(({ ordinal }) => ordinal)}::int[], ${moved.map(({ programmeId }) => programmeId)}::text[])
      as m (document_id, ordinal, programme_id)
    where s.organisation_id = ${organisationId} and s.programme_id = ${from} and s.document_id = m.document_id and s.ordinal = m.ordinal`.execute(
    trx,
  );
}

export async function insertAct(trx: Trx, row: Insertable<ProgrammeTables['market_programme_acts']>): Promise<void> {
  await on(trx).insertInto('market_programme_acts').values(row).execute();
}
export async function listActs(trx: Trx, organisationId: string, programmeId: string, limit: number): Promise<ActRow[]> {
  return on(trx)
    .selectFrom('market_programme_acts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', programmeId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
export async function markUndone(trx: Trx, organisationId: string, actId: bigint): Promise<void> {
  await on(trx)
    .updateTable('market_programme_acts')
    .set({ undone: true })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', actId)
    .execute();
}

export async function findProfile(
  trx: Trx,
  organisationId: string,
  workId: string,
): Promise<{ profile: WorkProfile; revision: number } | undefined> {
  return on(trx)
    .selectFrom('market_work_profiles')
    .select(['profile', 'revision'])
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .executeTakeFirst();
}
/** False where somebody else's change came between. */
export async function writeProfile(trx: Trx, row: Insertable<ProgrammeTables['market_work_profiles']>, expected: number): Promise<boolean> {
  if (expected === 0) {
    const { numInsertedOrUpdatedRows } = await on(trx)
      .insertInto('market_work_profiles')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organisation_id', 'work_id']).doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await on(trx)
    .updateTable('market_work_profiles')
    .set({ profile: row.profile, revision: row.revision, updated_at: row.updated_at })
    .where('organisation_id', '=', row.organisation_id)
    .where('work_id', '=', row.work_id)
    .where('revision', '=', expected)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function listFollows(
  trx: Trx,
  organisationId: string,
  of: { workId?: string; programmeIds?: readonly string[] },
): Promise<FollowRow[]> {
  let query = on(trx).selectFrom('market_programme_follows').selectAll().where('organisation_id', '=', organisationId);
  if (of.workId !== undefined) query = query.where('work_id', '=', of.workId);
  if (of.programmeIds) query = query.where('programme_id', '=', among(of.programmeIds));
  return query.orderBy('created_at').limit(20_000).execute();
}
export async function insertFollow(trx: Trx, row: Insertable<ProgrammeTables['market_programme_follows']>): Promise<void> {
  await on(trx)
    .insertInto('market_programme_follows')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'work_id', 'programme_id', 'user_id']).doNothing())
    .execute();
}
export async function deleteFollows(trx: Trx, organisationId: string, workId: string, programmeId: string | null): Promise<void> {
  let query = on(trx).deleteFrom('market_programme_follows').where('organisation_id', '=', organisationId).where('work_id', '=', workId);
  if (programmeId !== null) query = query.where('programme_id', '=', programmeId);
  await query.execute();
}
/** What works followed in some they follow in the one that those were found to be. */
export async function copyFollows(trx: Trx, organisationId: string, from: readonly string[], to: string): Promise<void> {
  await sql`insert into market_programme_follows (organisation_id, work_id, programme_id, user_id, created_at)
    select distinct on (work_id, user_id) organisation_id, work_id, ${to}::text, user_id, created_at from market_programme_follows
    where organisation_id = ${organisationId} and programme_id = any(${from as string[]}::text[])
    on conflict do nothing`.execute(trx);
}
/** All that follow anything, with the row of the programme; the round that reminds reads it. */
export async function listFollowed(trx: Trx): Promise<(FollowRow & { summary: ProgrammeRow['summary'] })[]> {
  return on(trx)
    .selectFrom('market_programme_follows as f')
    .innerJoin('market_programmes as p', (join) =>
      join.onRef('p.organisation_id', '=', 'f.organisation_id').onRef('p.id', '=', 'f.programme_id'),
    )
    .selectAll('f')
    .select('p.summary')
    .where('p.state', '<>', 'archived')
    .orderBy('f.organisation_id')
    .orderBy('f.programme_id')
    .limit(50_000)
    .execute();
}
/** True for the one that marks it: of several rounds one tells. */
export async function markTold(trx: Trx, of: FollowRow, on_: string, days: number): Promise<boolean> {
  const { rows } = await sql`update market_programme_follows set told_on = ${on_}::date, told_days = ${days}
    where organisation_id = ${of.organisation_id} and work_id = ${of.work_id} and programme_id = ${of.programme_id} and user_id = ${of.user_id}
      and (told_on is distinct from ${on_}::date or told_days is null or told_days > ${days}) returning 1`.execute(trx);
  return rows.length === 1;
}

export async function listChecks(trx: Trx, organisationId: string, workId: string): Promise<CheckRow[]> {
  return on(trx)
    .selectFrom('market_programme_checks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .limit(20_000)
    .execute();
}
export async function writeCheck(trx: Trx, row: Insertable<ProgrammeTables['market_programme_checks']>): Promise<void> {
  await on(trx)
    .insertInto('market_programme_checks')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'work_id', 'programme_id', 'key'])
        .doUpdateSet({ done_at: row.done_at ?? null, done_by: row.done_by ?? null, assignee_id: row.assignee_id ?? null, note: row.note }),
    )
    .execute();
}
/** All that is kept of a work here. */
export async function forgetWork(trx: Trx, organisationId: string, workId: string): Promise<void> {
  for (const table of ['market_work_profiles', 'market_programme_follows', 'market_programme_checks'] as const)
    await on(trx).deleteFrom(table).where('organisation_id', '=', organisationId).where('work_id', '=', workId).execute();
}
