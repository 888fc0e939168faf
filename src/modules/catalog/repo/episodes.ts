import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CatalogTables, EpisodeRow, StoredCue, TrackRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CatalogTables>();
const trackColumns = [
  'id',
  'organisation_id',
  'episode_id',
  'language',
  'format',
  'encoding',
  'cue_count',
  'warnings',
  'filename',
  'asset_id',
  'created_at',
] as const;

export function selectEpisodes(trx: Trx, organisationId: string, workId: string): Promise<EpisodeRow[]> {
  return tables(trx)
    .selectFrom('episodes')
    .selectAll()
    .where('work_id', '=', workId)
    .where('organisation_id', '=', organisationId)
    .orderBy('number')
    .execute();
}

export function findEpisode(trx: Trx, organisationId: string, episodeId: string): Promise<EpisodeRow | undefined> {
  return tables(trx)
    .selectFrom('episodes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', episodeId)
    .executeTakeFirst();
}

export function findEpisodeByNumber(trx: Trx, organisationId: string, workId: string, number: number): Promise<EpisodeRow | undefined> {
  return tables(trx)
    .selectFrom('episodes')
    .selectAll()
    .where('work_id', '=', workId)
    .where('number', '=', number)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
}

/** Episodes by id, in no order; unknown ids are left out. */
export async function selectEpisodesByIds(trx: Trx, organisationId: string, ids: readonly string[]): Promise<EpisodeRow[]> {
  if (ids.length === 0) return [];
  return tables(trx)
    .selectFrom('episodes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${ids as string[]}::text[])`)
    .execute();
}

export async function insertEpisode(trx: Trx, row: Insertable<CatalogTables['episodes']>): Promise<EpisodeRow> {
  return tables(trx).insertInto('episodes').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function updateEpisode(
  trx: Trx,
  organisationId: string,
  episodeId: string,
  change: Updateable<CatalogTables['episodes']>,
): Promise<void> {
  await tables(trx).updateTable('episodes').set(change).where('organisation_id', '=', organisationId).where('id', '=', episodeId).execute();
}

export async function deleteEpisodes(trx: Trx, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tables(trx)
    .deleteFrom('episodes')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${ids as string[]}::text[])`)
    .execute();
}

// ── Subtitle tracks ─────────────────────────────────────────────────────────────────────────────────────────────

/** Tracks of episodes, without their cues, by language. */
export async function selectTracks(trx: Trx, organisationId: string, episodeIds: readonly string[]): Promise<TrackRow[]> {
  if (episodeIds.length === 0) return [];
  return tables(trx)
    .selectFrom('subtitle_tracks')
    .select(trackColumns)
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', sql<string>`any(${episodeIds as string[]}::text[])`)
    .orderBy('language')
    .execute();
}

export function findTrack(trx: Trx, organisationId: string, trackId: string): Promise<TrackRow | undefined> {
  return tables(trx)
    .selectFrom('subtitle_tracks')
    .select(trackColumns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', trackId)
    .executeTakeFirst();
}

export async function findCues(trx: Trx, organisationId: string, trackId: string): Promise<StoredCue[] | null> {
  const row = await tables(trx)
    .selectFrom('subtitle_tracks')
    .select('cues')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', trackId)
    .executeTakeFirst();
  return row?.cues ?? null;
}

export async function insertTrack(trx: Trx, row: Insertable<CatalogTables['subtitle_tracks']>): Promise<void> {
  await tables(trx).insertInto('subtitle_tracks').values(row).execute();
}

export async function deleteTracks(trx: Trx, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tables(trx)
    .deleteFrom('subtitle_tracks')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${ids as string[]}::text[])`)
    .execute();
}
