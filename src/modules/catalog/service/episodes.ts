import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { fitCues, parseSubtitles, subtitleLimits, type SubtitleCue } from '../../../platform/media/subtitles/index.ts';
import type { MediaFacts } from '../../../platform/media/types.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import type { Episode } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import { languageOfText } from '../languages.ts';
import { presentEpisode, titleOf } from '../present.ts';
import * as assetRepo from '../repo/assets.ts';
import * as repo from '../repo/episodes.ts';
import { addToTotals } from '../repo/works.ts';
import type { EpisodeRow, TrackRow } from '../tables.ts';
import type { AssetUses } from './assets.ts';
import { episodeTracksChanged, episodeVideoStored, type CatalogParts } from './parts.ts';
import type { WorkUses } from './works.ts';

export type NewVideo = { number: number; filename: string; mediaType: string; stored: StoredObject; facts: MediaFacts };
export type NewTrack = { filename: string; language: string | null; bytes: Uint8Array; stored: StoredObject };
export type Outcome = 'stored' | 'unchanged';

export function createEpisodeUses(parts: CatalogParts, works: WorkUses, assets: AssetUses) {
  const { db, clock, audit, jobs, objects } = parts;

  async function requireRow(trx: Trx, organisationId: string, episodeId: string): Promise<EpisodeRow> {
    const row = await repo.findEpisode(trx, organisationId, episodeId);
    if (!row) throw catalogErrors.episode_not_found({ id: episodeId });
    return row;
  }

  async function presentAll(trx: Trx, organisationId: string, rows: readonly EpisodeRow[]): Promise<Episode[]> {
    const videos = new Map(
      (
        await assetRepo.selectAssets(
          trx,
          organisationId,
          rows.flatMap((row) => row.video_asset_id ?? []),
        )
      ).map((row) => [row.id, row]),
    );
    const tracks = Map.groupBy(
      await repo.selectTracks(
        trx,
        organisationId,
        rows.map((row) => row.id),
      ),
      (track) => track.episode_id,
    );
    return rows.map((row) => presentEpisode(row, videos.get(row.video_asset_id ?? ''), tracks.get(row.id) ?? []));
  }

  async function findEpisode(trx: Trx, organisationId: string, episodeId: string): Promise<Episode | null> {
    const row = await repo.findEpisode(trx, organisationId, episodeId);
    return row ? (await presentAll(trx, organisationId, [row]))[0]! : null;
  }
  async function getEpisode(trx: Trx, organisationId: string, episodeId: string): Promise<Episode> {
    return (await presentAll(trx, organisationId, [await requireRow(trx, organisationId, episodeId)]))[0]!;
  }

  /** The work's episode of that number, made where there is none. The work must be locked. */
  async function openEpisode(trx: Trx, organisationId: string, workId: string, number: number): Promise<EpisodeRow> {
    const found = await repo.findEpisodeByNumber(trx, organisationId, workId, number);
    if (found) return found;
    const now = clock.now();
    const made = await repo.insertEpisode(trx, {
      id: newId('episode', clock.nowMs()),
      organisation_id: organisationId,
      work_id: workId,
      number,
      title: '',
      duration_ms: null,
      width: null,
      height: null,
      video_asset_id: null,
      created_at: now,
      updated_at: now,
    });
    await addToTotals(trx, organisationId, workId, { episodes: 1, durationMs: 0, at: now });
    return made;
  }

  /** Gives an episode its video; the same bytes change nothing. Tells studio in the same transaction. The work must be locked. */
  async function setVideo(
    trx: Trx,
    organisationId: string,
    workId: string,
    video: NewVideo,
  ): Promise<{ episodeId: string; outcome: Outcome }> {
    const episode = await openEpisode(trx, organisationId, workId, video.number);
    const before = episode.video_asset_id ? await assetRepo.findAsset(trx, organisationId, episode.video_asset_id) : undefined;
    if (before?.sha256 === video.stored.sha256) return { episodeId: episode.id, outcome: 'unchanged' };
    const asset = await assets.recordAsset(trx, organisationId, {
      role: 'episode_video',
      stored: video.stored,
      mediaType: video.mediaType,
      filename: video.filename,
      ownerId: episode.id,
    });
    const durationMs = Math.round(video.facts.durationMs);
    await repo.updateEpisode(trx, organisationId, episode.id, {
      video_asset_id: asset.id,
      duration_ms: durationMs,
      width: video.facts.video?.width ?? null,
      height: video.facts.video?.height ?? null,
      updated_at: clock.now(),
    });
    if (before) await assets.releaseAsset(trx, organisationId, before.id);
    await addToTotals(trx, organisationId, workId, { episodes: 0, durationMs: durationMs - (episode.duration_ms ?? 0), at: clock.now() });
    await jobs.publish(trx, episodeVideoStored, { organisationId, workId, episodeId: episode.id, assetId: asset.id, sha256: asset.sha256 });
    return { episodeId: episode.id, outcome: 'stored' };
  }

  async function dropTrack(trx: Trx, organisationId: string, track: TrackRow): Promise<void> {
    await repo.deleteTracks(trx, organisationId, [track.id]);
    await assets.releaseAsset(trx, organisationId, track.asset_id);
  }

  /** Adds a track or replaces the one of its language; the same bytes change nothing. Throws media.subtitles_unreadable. */
  async function setTrack(
    trx: Trx,
    organisationId: string,
    episode: EpisodeRow,
    track: NewTrack & { fallbackLanguage: string },
  ): Promise<Outcome> {
    const read = parseSubtitles(track.bytes, track.filename);
    const language = track.language ?? languageOfText(read.cues.map((cue) => cue.text).join('\n'), track.fallbackLanguage);
    const before = (await repo.selectTracks(trx, organisationId, [episode.id])).find((other) => other.language === language);
    const beforeAsset = before && (await assetRepo.findAsset(trx, organisationId, before.asset_id));
    if (beforeAsset?.sha256 === track.stored.sha256) return 'unchanged';
    if (before) await dropTrack(trx, organisationId, before);
    const id = newId('subtitleTrack', clock.nowMs());
    const asset = await assets.recordAsset(trx, organisationId, {
      role: 'subtitle',
      stored: track.stored,
      mediaType: 'text/plain; charset=utf-8',
      filename: track.filename,
      ownerId: id,
    });
    await repo.insertTrack(trx, {
      id,
      organisation_id: organisationId,
      episode_id: episode.id,
      language,
      format: read.format,
      encoding: read.encoding,
      cue_count: read.cues.length,
      warnings: JSON.stringify(read.warnings),
      cues: JSON.stringify(read.cues),
      filename: asset.filename,
      asset_id: asset.id,
      created_at: clock.now(),
    });
    await repo.updateEpisode(trx, organisationId, episode.id, { updated_at: clock.now() });
    await jobs.publish(trx, episodeTracksChanged, { organisationId, workId: episode.work_id, episodeId: episode.id });
    return 'stored';
  }

  return {
    findEpisode,
    /** Episodes by id; unknown ids are left out. */
    findEpisodes: async (trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, Episode>> =>
      new Map(
        (await presentAll(trx, organisationId, await repo.selectEpisodesByIds(trx, organisationId, ids))).map((each) => [each.id, each]),
      ),
    getEpisode,
    requireRow,
    openEpisode,
    setVideo,
    setTrack,

    /** All episodes of a work in order. Throws catalog.work_not_found. */
    async listEpisodes(trx: Trx, organisationId: string, workId: string): Promise<Episode[]> {
      await works.requireRow(trx, organisationId, workId);
      return presentAll(trx, organisationId, await repo.selectEpisodes(trx, organisationId, workId));
    },

    /**
     * The cues that stand for what is said in an episode, fitted to its video: those of `language` where one is asked for,
     * else of the work's original language, else of any track. Null where there is no such track.
     */
    async listCuesForWords(trx: Trx, organisationId: string, episodeId: string, language?: string): Promise<SubtitleCue[] | null> {
      const episode = await requireRow(trx, organisationId, episodeId);
      const work = await works.requireRow(trx, organisationId, episode.work_id);
      const tracks = await repo.selectTracks(trx, organisationId, [episodeId]);
      const chosen = language === undefined ? (closest(tracks, work.original_language) ?? tracks[0]) : closest(tracks, language);
      const cues = chosen && (await repo.findCues(trx, organisationId, chosen.id));
      if (!cues) return null;
      return episode.duration_ms === null ? cues : fitCues(cues, episode.duration_ms).cues;
    },

    /** The cues of a track as its file has them. Throws catalog.track_not_found. */
    async listCues(trx: Trx, organisationId: string, trackId: string): Promise<SubtitleCue[]> {
      const cues = await repo.findCues(trx, organisationId, trackId);
      if (!cues) throw catalogErrors.track_not_found({ id: trackId });
      return cues;
    },

    updateEpisode: (actor: Actor, episodeId: string, change: { number?: number; title?: string }): Promise<Episode> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await requireRow(trx, organisationId, episodeId);
        const work = await works.lockRow(trx, organisationId, row.work_id);
        if (
          change.number !== undefined &&
          change.number !== row.number &&
          (await repo.findEpisodeByNumber(trx, organisationId, row.work_id, change.number))
        ) {
          throw catalogErrors.number_taken({ number: change.number });
        }
        await repo.updateEpisode(trx, organisationId, episodeId, {
          number: change.number,
          title: change.title?.trim(),
          updated_at: clock.now(),
        });
        await audit.record(trx, actor, 'catalog.update_episode', { id: episodeId, title: `${titleOf(work)} ${row.number}` }, change);
        return getEpisode(trx, organisationId, episodeId);
      }),

    /** Adds a track from a file's bytes. Throws catalog.episode_not_found, media.subtitles_unreadable, catalog.subtitle_too_large. */
    async addTrack(
      actor: Actor,
      episodeId: string,
      track: { filename: string; language: string | null; bytes: Uint8Array },
    ): Promise<Episode> {
      if (track.bytes.length > subtitleLimits.bytes)
        throw catalogErrors.subtitle_too_large({ file: track.filename, limitBytes: subtitleLimits.bytes });
      await db.read((trx) => requireRow(trx, actor.organisationId, episodeId));
      // Read before it is stored, so that a bad file leaves nothing behind.
      parseSubtitles(track.bytes, track.filename);
      const stored = await objects.putBytes(track.bytes);
      return db.transaction(async (trx) => {
        const row = await requireRow(trx, actor.organisationId, episodeId);
        const work = await works.lockRow(trx, actor.organisationId, row.work_id);
        const outcome = await setTrack(trx, actor.organisationId, row, { ...track, stored, fallbackLanguage: work.original_language });
        if (outcome === 'stored')
          await audit.record(
            trx,
            actor,
            'catalog.add_track',
            { id: episodeId, title: `${titleOf(work)} ${row.number}` },
            { filename: track.filename },
          );
        return getEpisode(trx, actor.organisationId, episodeId);
      });
    },

    deleteTrack: (actor: Actor, trackId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const track = await repo.findTrack(trx, organisationId, trackId);
        if (!track) throw catalogErrors.track_not_found({ id: trackId });
        const episode = await requireRow(trx, organisationId, track.episode_id);
        await dropTrack(trx, organisationId, track);
        await repo.updateEpisode(trx, organisationId, episode.id, { updated_at: clock.now() });
        await jobs.publish(trx, episodeTracksChanged, { organisationId, workId: episode.work_id, episodeId: episode.id });
        await audit.record(trx, actor, 'catalog.delete_track', { id: trackId, title: track.filename });
      }),
  };
}
export type EpisodeUses = ReturnType<typeof createEpisodeUses>;

/** The track of exactly that language, else one of the same language elsewhere (`zh` for `zh-CN`). */
function closest(tracks: readonly TrackRow[], language: string): TrackRow | undefined {
  const base = (tag: string): string => tag.split('-')[0]!;
  return tracks.find((track) => track.language === language) ?? tracks.find((track) => base(track.language) === base(language));
}
