import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ReferenceTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<ReferenceTables>();
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export type ReferenceRow = Selectable<ReferenceTables['protection_references']>;
export type SettingsRow = Selectable<ReferenceTables['protection_settings']>;

export async function findReference(trx: Trx, organisationId: string, episodeId: string): Promise<ReferenceRow | undefined> {
  return on(trx)
    .selectFrom('protection_references')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', episodeId)
    .executeTakeFirst();
}

/** A reference, or the one of the same episode replaced. */
export async function saveReference(trx: Trx, row: Insertable<ReferenceTables['protection_references']>): Promise<void> {
  const { id: _id, organisation_id: _organisation, episode_id: _episode, ...change } = row;
  await on(trx)
    .insertInto('protection_references')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'episode_id']).doUpdateSet({ ...change, id: row.id }))
    .execute();
}

export async function listOfWork(
  trx: Trx,
  organisationId: string,
  workId: string,
  episodeIds?: readonly string[],
): Promise<ReferenceRow[]> {
  let query = on(trx)
    .selectFrom('protection_references')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId);
  if (episodeIds) query = query.where('episode_id', '=', anyOf(episodeIds));
  return query.execute();
}

export async function deleteReferences(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await on(trx).deleteFrom('protection_references').where('id', '=', anyOf(ids)).execute();
}

/** What can be searched among, as far as it is of `version` and was stored after `afterSeq`; in the order of storing. */
export async function listSearchable(
  trx: Trx,
  organisationId: string,
  version: number,
  afterSeq: bigint,
  uptoSeq: bigint,
): Promise<ReferenceRow[]> {
  return on(trx)
    .selectFrom('protection_references')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'ready')
    .where('version', '=', version)
    .where('seq', '>', afterSeq)
    .where('seq', '<=', uptoSeq)
    .orderBy('seq')
    .execute();
}

export type WorkCounts = { ready: number; failed: number; durationMs: number };
/** By work; works without references are left out. */
export async function countByWork(
  trx: Trx,
  organisationId: string,
  workIds: readonly string[],
  version: number,
): Promise<Map<string, WorkCounts>> {
  if (workIds.length === 0) return new Map();
  const { rows } = await sql<{ work_id: string; ready: bigint; failed: bigint; duration_ms: bigint }>`
    select work_id, count(*) filter (where state = 'ready' and version = ${version}) as ready, count(*) filter (where state = 'failed') as failed,
      coalesce(sum(duration_ms) filter (where state = 'ready' and version = ${version}), 0)::int8 as duration_ms
    from protection_references where organisation_id = ${organisationId} and work_id = ${anyOf(workIds)} group by work_id`.execute(on(trx));
  return new Map(
    rows.map((row) => [row.work_id, { ready: Number(row.ready), failed: Number(row.failed), durationMs: Number(row.duration_ms) }]),
  );
}

export async function totals(
  trx: Trx,
  organisationId: string,
): Promise<{ works: number; references: number; failed: number; durationMs: number; bytes: number }> {
  const { rows } = await sql<{ works: bigint; ready: bigint; failed: bigint; duration_ms: bigint; bytes: bigint }>`
    select count(distinct work_id) as works, count(*) filter (where state = 'ready') as ready, count(*) filter (where state = 'failed') as failed,
      coalesce(sum(duration_ms), 0)::int8 as duration_ms, coalesce(sum(size_bytes), 0)::int8 as bytes
    from protection_references where organisation_id = ${organisationId}`.execute(on(trx));
  const row = rows[0]!;
  return {
    works: Number(row.works),
    references: Number(row.ready),
    failed: Number(row.failed),
    durationMs: Number(row.duration_ms),
    bytes: Number(row.bytes),
  };
}

// ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function findSettings(trx: Trx, organisationId: string): Promise<SettingsRow | undefined> {
  return on(trx).selectFrom('protection_settings').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
}

/** An organisation's settings, made where there are none; held until the transaction ends. */
export async function lockSettings(trx: Trx, organisationId: string): Promise<SettingsRow> {
  await on(trx)
    .insertInto('protection_settings')
    .values({ organisation_id: organisationId, completing_task_id: null, searching_task_id: null, report_token: null, told_at: null })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing())
    .execute();
  return on(trx)
    .selectFrom('protection_settings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateSettings(
  trx: Trx,
  organisationId: string,
  change: Updateable<ReferenceTables['protection_settings']>,
): Promise<void> {
  await on(trx).updateTable('protection_settings').set(change).where('organisation_id', '=', organisationId).execute();
}

export async function findByReportToken(trx: Trx, token: string): Promise<SettingsRow | undefined> {
  return on(trx)
    .selectFrom('protection_settings')
    .selectAll()
    .where('report_token', '=', token)
    .where('report_enabled', '=', true)
    .executeTakeFirst();
}

/** Organisations with suspects that were not searched for all that there is. */
export async function listBehind(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`
    select organisation_id from protection_settings t where exists (
      select 1 from protection_suspects s where s.organisation_id = t.organisation_id and s.state = 'done' and s.searched_seq < t.reference_seq)
    order by organisation_id limit 1000`.execute(on(trx));
  return rows.map((row) => row.organisation_id);
}
