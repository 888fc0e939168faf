import { sql, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { SuspectTables } from '../suspects/tables.ts';
import type { MatchState, TransformationName } from './contract.ts';
import type { MatchTables, StoredDecision } from './tables.ts';

const on = (trx: Trx) => trx.withTables<MatchTables & SuspectTables>();
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export type MatchRow = Selectable<MatchTables['protection_matches']>;
/** A match with what is shown of its suspect. */
export type SeenMatch = MatchRow & {
  suspect_name: string;
  suspect_duration_ms: number | null;
  suspect_sha256: string;
  url: string | null;
  host: string | null;
  account: string | null;
};
export type DecisionRow = Selectable<MatchTables['protection_decisions']>;
export type MatchFilter = {
  state?: MatchState | undefined;
  workId?: string | undefined;
  episodeId?: string | undefined;
  suspectId?: string | undefined;
  host?: string | undefined;
  transformation?: TransformationName | undefined;
  minScore?: number | undefined;
};
export type StrengthPlace = { score: number; copied: number; id: string };

const seen = (trx: Trx, organisationId: string) =>
  on(trx)
    .selectFrom('protection_matches as m')
    .innerJoin('protection_suspects as s', 's.id', 'm.suspect_id')
    .selectAll('m')
    .select([
      's.name as suspect_name',
      's.duration_ms as suspect_duration_ms',
      's.sha256 as suspect_sha256',
      's.url',
      's.host',
      's.account',
    ])
    .where('m.organisation_id', '=', organisationId);

/** What a filter leaves, as one condition over `m` and `s`; the state is left to the caller. */
function conditions(organisationId: string, filter: MatchFilter) {
  const all = [sql<SqlBool>`m.organisation_id = ${organisationId}`];
  if (filter.workId !== undefined) all.push(sql`m.work_id = ${filter.workId}`);
  if (filter.episodeId !== undefined) all.push(sql`m.episode_id = ${filter.episodeId}`);
  if (filter.suspectId !== undefined) all.push(sql`m.suspect_id = ${filter.suspectId}`);
  if (filter.host !== undefined) all.push(sql`s.host = ${filter.host.toLowerCase()}`);
  if (filter.transformation !== undefined) all.push(sql`m.transformations @> ${JSON.stringify([filter.transformation])}::jsonb`);
  if (filter.minScore !== undefined) all.push(sql`m.score_bps >= ${Math.round(filter.minScore * 10_000)}`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

/** Strongest first, from `after` on. */
export async function listByStrength(
  trx: Trx,
  organisationId: string,
  filter: MatchFilter,
  after: StrengthPlace | null,
  limit: number,
): Promise<SeenMatch[]> {
  let query = seen(trx, organisationId).where(conditions(organisationId, filter));
  if (filter.state) query = query.where('m.state', '=', filter.state);
  if (after)
    query = query.where(
      sql<SqlBool>`(m.score_bps < ${after.score} or (m.score_bps = ${after.score} and (m.copied_ms < ${after.copied} or (m.copied_ms = ${after.copied} and m.id > ${after.id}))))`,
    );
  return query.orderBy('m.score_bps', 'desc').orderBy('m.copied_ms', 'desc').orderBy('m.id').limit(limit).execute();
}

/** Newest first, from `after` on. */
export async function listByTime(
  trx: Trx,
  organisationId: string,
  filter: MatchFilter,
  after: string | null,
  limit: number,
): Promise<SeenMatch[]> {
  let query = seen(trx, organisationId).where(conditions(organisationId, filter));
  if (filter.state) query = query.where('m.state', '=', filter.state);
  if (after) query = query.where('m.id', '<', after);
  return query.orderBy('m.id', 'desc').limit(limit).execute();
}

export async function countByState(trx: Trx, organisationId: string, filter: MatchFilter): Promise<Record<MatchState, number>> {
  const { rows } = await sql<{ state: MatchState; count: bigint }>`
    select m.state, count(*) as count from protection_matches m join protection_suspects s on s.id = m.suspect_id
    where ${conditions(organisationId, filter)} group by m.state`.execute(on(trx));
  const counts = { open: 0, allowed: 0, ignored: 0, case: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** The hosts with the most open matches. */
export async function countByHost(trx: Trx, organisationId: string, most: number): Promise<{ host: string; count: number }[]> {
  const { rows } = await sql<{ host: string; count: bigint }>`
    select s.host, count(*) as count from protection_matches m join protection_suspects s on s.id = m.suspect_id
    where m.organisation_id = ${organisationId} and m.state = 'open' and s.host is not null
    group by s.host order by count(*) desc, s.host limit ${most}`.execute(on(trx));
  return rows.map(({ host, count }) => ({ host, count: Number(count) }));
}

export async function findSeen(trx: Trx, organisationId: string, ids: readonly string[]): Promise<SeenMatch[]> {
  return seen(trx, organisationId).where('m.id', '=', anyOf(ids)).orderBy('m.id').execute();
}

/** Held until the transaction ends, in the order of their ids. */
export async function lockMatches(trx: Trx, organisationId: string, ids: readonly string[]): Promise<MatchRow[]> {
  return on(trx)
    .selectFrom('protection_matches')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function listOfSuspect(trx: Trx, organisationId: string, suspectId: string): Promise<MatchRow[]> {
  return on(trx)
    .selectFrom('protection_matches')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('suspect_id', '=', suspectId)
    .execute();
}

/** Matches of works' episodes, for whoever is about to delete them. */
export async function listOfEpisodes(
  trx: Trx,
  organisationId: string,
  workId: string,
  episodeIds: readonly string[],
): Promise<Pick<MatchRow, 'id' | 'strip_asset_id' | 'case_id'>[]> {
  return on(trx)
    .selectFrom('protection_matches')
    .select(['id', 'strip_asset_id', 'case_id'])
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where('episode_id', '=', anyOf(episodeIds))
    .execute();
}

export async function insertMatch(trx: Trx, row: Insertable<MatchTables['protection_matches']>): Promise<void> {
  await on(trx).insertInto('protection_matches').values(row).execute();
}

export async function updateMatches(
  trx: Trx,
  ids: readonly string[],
  change: Updateable<MatchTables['protection_matches']>,
): Promise<void> {
  if (ids.length > 0) await on(trx).updateTable('protection_matches').set(change).where('id', '=', anyOf(ids)).execute();
}

export async function deleteMatches(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await on(trx).deleteFrom('protection_matches').where('id', '=', anyOf(ids)).execute();
}

/** Matches with an episode of which the video is another by now are no longer current. */
export async function retireOfEpisode(
  trx: Trx,
  organisationId: string,
  workId: string,
  episodeId: string,
  videoSha256: string,
): Promise<void> {
  await on(trx)
    .updateTable('protection_matches')
    .set({ is_current: false })
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where('episode_id', '=', episodeId)
    .where('video_sha256', '<>', videoSha256)
    .execute();
}

// ── Decisions ───────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertDecision(trx: Trx, row: Insertable<MatchTables['protection_decisions']>): Promise<void> {
  await on(trx).insertInto('protection_decisions').values(row).execute();
}

/** Newest first. */
export async function listDecisions(trx: Trx, matchId: string, most: number): Promise<DecisionRow[]> {
  return on(trx).selectFrom('protection_decisions').selectAll().where('match_id', '=', matchId).orderBy('id', 'desc').limit(most).execute();
}

/** The latest decision of a match that was not taken back. */
export async function findLatestDecision(trx: Trx, matchId: string): Promise<DecisionRow | undefined> {
  return on(trx)
    .selectFrom('protection_decisions')
    .selectAll()
    .where('match_id', '=', matchId)
    .where('is_undone', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function markUndone(trx: Trx, decisionId: bigint): Promise<void> {
  await on(trx).updateTable('protection_decisions').set({ is_undone: true }).where('id', '=', decisionId).execute();
}

export const asJson = (value: StoredDecision | object | null): string | null => (value === null ? null : JSON.stringify(value));

/** Matches that the allow-list may decide, or has decided, in the order of their ids from `after` on. */
export async function listForAllowList(trx: Trx, organisationId: string, after: string, limit: number): Promise<string[]> {
  const rows = await on(trx)
    .selectFrom('protection_matches')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where(sql<SqlBool>`(state = 'open' or (state = 'allowed' and decision -> 'allowed' <> 'null'::jsonb))`)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Organisations that have such matches. */
export async function listWithAllowList(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`select distinct organisation_id from protection_matches
    where state = 'open' or (state = 'allowed' and decision -> 'allowed' <> 'null'::jsonb)`.execute(on(trx));
  return rows.map((row) => row.organisation_id);
}

// ── Telling staff ───────────────────────────────────────────────────────────────────────────────────────────────

/** Open, current matches that staff was not told of, by organisation. */
export async function countUntold(trx: Trx): Promise<{ organisationId: string; count: number }[]> {
  const { rows } = await sql<{ organisation_id: string; count: bigint }>`
    select organisation_id, count(*) filter (where state = 'open') as count from protection_matches where not is_told
    group by organisation_id limit 1000`.execute(on(trx));
  return rows.map((row) => ({ organisationId: row.organisation_id, count: Number(row.count) }));
}

export async function markTold(trx: Trx, organisationId: string): Promise<number> {
  const rows = await on(trx)
    .updateTable('protection_matches')
    .set({ is_told: true })
    .where('organisation_id', '=', organisationId)
    .where('is_told', '=', false)
    .returning('state')
    .execute();
  return rows.filter(({ state }) => state === 'open').length;
}
