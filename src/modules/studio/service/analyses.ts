import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { analyseEpisode, retellEpisode } from '../analyse.ts';
import type { Analysis, EpisodeAnalysis, Recipe } from '../contract.ts';
import { platformErrors } from '../../../platform/errors.ts';
import { studioErrors } from '../errors.ts';
import { analyseEpisodeJob } from '../jobs.ts';
import * as repo from '../repo.ts';
import { recipe as recipeSchema } from '../contract.ts';
import { applySuggestions, snapPoints, suggestPaywall } from '../story/index.ts';
import { replaceMachineHooks } from './hooks.ts';
import type { StudioParts } from './parts.ts';
import { rankAcross, stateOf } from './present.ts';

/** The recipe of a whole episode, before any suggestion is taken up. */
export function wholeEpisode(episodeId: string, analysis: Pick<Analysis, 'durationMs' | 'video'>): Recipe {
  const even = (side: number): number => Math.max(16, side - (side % 2));
  return recipeSchema.parse({
    pieces: [{ source: episodeId, startMs: 0, endMs: analysis.durationMs }],
    reframe: { mode: 'none', ...(analysis.video ? { width: even(analysis.video.width), height: even(analysis.video.height) } : {}) },
    captions: { preset: 'none' },
  });
}

export function createAnalysisUses(parts: StudioParts) {
  const { db, clock, jobs, catalog, audit, objects } = parts;

  async function titleOf(trx: Trx, organisationId: string, episodeId: string): Promise<string> {
    const episode = await catalog.getEpisode(trx, organisationId, episodeId);
    return `${(await catalog.getWork(trx, organisationId, episode.workId)).texts[0]!.title} ${episode.number}`;
  }

  async function enqueue(trx: Trx, organisationId: string, episodeId: string): Promise<string> {
    const episode = await catalog.getEpisode(trx, organisationId, episodeId);
    if (!episode.video) throw studioErrors.episode_without_video({ number: episode.number });
    const running = await repo.findAnalysis(trx, organisationId, episodeId);
    if (running) await jobs.cancel(trx, organisationId, [running.task_id]);
    const subject = { id: episodeId, title: await titleOf(trx, organisationId, episodeId) };
    const taskId = await jobs.enqueue(
      trx,
      analyseEpisodeJob,
      { episodeId, videoSha256: episode.video.sha256 },
      { organisationId, subject },
    );
    await repo.startAnalysis(trx, { episodeId, organisationId, workId: episode.workId, videoSha256: episode.video.sha256, taskId });
    return taskId;
  }

  async function keepSheet(
    trx: Trx,
    organisationId: string,
    episodeId: string,
    role: 'filmstrip' | 'key_pictures',
    stored: { sha256: string; sizeBytes: number },
  ): Promise<string> {
    const asset = await catalog.recordAsset(trx, organisationId, {
      role,
      stored,
      mediaType: 'image/jpeg',
      filename: `${episodeId}-${role}.jpg`,
      ownerId: episodeId,
    });
    return asset.id;
  }

  async function runAnalysis(input: { episodeId: string; videoSha256: string }, context: JobContext): Promise<void> {
    const { organisationId } = context;
    const source = await db.read(async (trx) => {
      const episode = await catalog.getEpisode(trx, organisationId, input.episodeId);
      return { episode, cues: await catalog.listCuesForWords(trx, organisationId, input.episodeId) };
    });
    // The file was replaced before this task ran; the replacement has a task of its own.
    if (source.episode.video?.sha256 !== input.videoSha256) return;
    await mkdir(parts.tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(parts.tempDirectory, 'analysis-'));
    try {
      const path = await objects.localPath(input.videoSha256);
      const watchers = parts.watchers ?? [];
      const listeners = watchers.flatMap((watcher) => watcher.listeners);
      const made = await analyseEpisode(
        parts.host,
        { path, file: source.episode.video.filename, cues: source.cues, sheetsDirectory: directory, ai: parts.ai, listeners },
        { signal: context.signal, onProgress: context.progress },
      );
      const watched = { organisationId, workId: source.episode.workId, ...input };
      const keepers = await Promise.all(watchers.map((watcher) => watcher.found(watched, made.watched)));
      const filmstrip = made.sheets.filmstrip && {
        ...made.sheets.filmstrip,
        stored: await objects.putFile(made.sheets.filmstrip.path, { move: true }),
      };
      const keyPictures = made.sheets.keyPictures && {
        ...made.sheets.keyPictures,
        stored: await objects.putFile(made.sheets.keyPictures.path, { move: true }),
      };
      await db.transaction(async (trx) => {
        const before = await repo.findAnalysis(trx, organisationId, input.episodeId);
        const sheets: Pick<EpisodeAnalysis, 'filmstrip' | 'keyPictures'> = {
          filmstrip: filmstrip && {
            assetId: await keepSheet(trx, organisationId, input.episodeId, 'filmstrip', filmstrip.stored),
            everyMs: filmstrip.everyMs,
            tileWidth: filmstrip.tileWidth,
            tileHeight: filmstrip.tileHeight,
            columns: filmstrip.columns,
            count: filmstrip.count,
          },
          keyPictures: keyPictures && {
            assetId: await keepSheet(trx, organisationId, input.episodeId, 'key_pictures', keyPictures.stored),
            tileWidth: keyPictures.tileWidth,
            tileHeight: keyPictures.tileHeight,
            columns: keyPictures.columns,
            count: keyPictures.count,
          },
        };
        const kept = await repo.finishAnalysis(trx, {
          organisationId,
          episodeId: input.episodeId,
          videoSha256: input.videoSha256,
          document: made.analysis,
          sheets,
          now: clock.now(),
        });
        const superseded = kept
          ? [before?.filmstrip?.assetId, before?.key_pictures?.assetId]
          : [sheets.filmstrip?.assetId, sheets.keyPictures?.assetId];
        for (const assetId of superseded) if (assetId) await catalog.releaseAsset(trx, organisationId, assetId);
        if (kept)
          await replaceMachineHooks(
            parts,
            trx,
            { organisationId, workId: source.episode.workId, episodeId: input.episodeId },
            made.analysis.hooks,
          );
        if (kept) for (const keeper of keepers) await keeper?.(trx);
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async function requireDocument(
    trx: Trx,
    organisationId: string,
    episodeId: string,
  ): Promise<{ row: repo.AnalysisRow; document: Analysis }> {
    await catalog.getEpisode(trx, organisationId, episodeId);
    const row = await repo.findAnalysis(trx, organisationId, episodeId);
    if (!row?.document) throw studioErrors.analysis_missing({ id: episodeId });
    return { row, document: row.document };
  }

  /** New video means new findings; an episode that was deleted meanwhile needs none. */
  const onVideoStored = (payload: { organisationId: string; episodeId: string; sha256: string }): Promise<void> =>
    db.transaction(async (trx) => {
      const episode = await catalog.findEpisode(trx, payload.organisationId, payload.episodeId);
      if (episode?.video?.sha256 !== payload.sha256) return;
      const present = await repo.findAnalysis(trx, payload.organisationId, payload.episodeId);
      // An event may come twice.
      if (present?.video_sha256 === payload.sha256) return;
      await enqueue(trx, payload.organisationId, payload.episodeId);
    });

  /** Other words make another story, of the same picture and sound. A running analysis is waited for by trying again. */
  async function onTracksChanged(payload: { organisationId: string; workId: string; episodeId: string }): Promise<void> {
    const { organisationId, workId, episodeId } = payload;
    const now = await db.read(async (trx) => {
      const row = await repo.findAnalysis(trx, organisationId, episodeId);
      const task = row && (await jobs.find(trx, organisationId, [row.task_id])).get(row.task_id);
      const episode = await catalog.findEpisode(trx, organisationId, episodeId);
      return { row, task, cues: episode && (await catalog.listCuesForWords(trx, organisationId, episodeId)) };
    });
    // One that is queued reads the tracks when its turn comes.
    if (!now.row || now.task?.state === 'queued') return;
    if (now.task?.state === 'running') throw platformErrors.unavailable({});
    if (!now.row.document || !now.cues) return;
    const document = await retellEpisode(now.row.document, now.cues, parts.ai, AbortSignal.timeout(600_000));
    await db.transaction(async (trx) => {
      if (!(await repo.retellAnalysis(trx, { organisationId, episodeId, videoSha256: now.row!.video_sha256, document }))) return;
      await replaceMachineHooks(parts, trx, { organisationId, workId, episodeId }, document.hooks);
    });
  }

  return {
    enqueue,
    onVideoStored,
    onTracksChanged,
    runAnalysis,
    requireDocument,

    analyseEpisode: (actor: Actor, episodeId: string): Promise<{ taskId: string }> =>
      db.transaction(async (trx) => {
        const taskId = await enqueue(trx, actor.organisationId, episodeId);
        await audit.record(
          trx,
          actor,
          'studio.analyse_episode',
          { id: episodeId, title: await titleOf(trx, actor.organisationId, episodeId) },
          { taskId },
        );
        return { taskId };
      }),

    /** Analyses what has no analysis of its present file, and none under way. */
    analyseWork: (actor: Actor, workId: string): Promise<{ taskIds: string[] }> =>
      db.transaction(async (trx) => {
        const work = await catalog.getWork(trx, actor.organisationId, workId);
        const episodes = await catalog.listEpisodes(trx, actor.organisationId, workId);
        const rows = new Map((await repo.listStories(trx, actor.organisationId, workId)).map((row) => [row.episode_id, row]));
        const tasks = await jobs.find(
          trx,
          actor.organisationId,
          [...rows.values()].map((row) => row.task_id),
        );
        const taskIds: string[] = [];
        for (const episode of episodes) {
          const row = rows.get(episode.id);
          const current = row?.analysed_sha256 === episode.video?.sha256;
          const underWay = row && tasks.get(row.task_id)?.endedAt === null;
          if (episode.video && !current && !underWay) taskIds.push(await enqueue(trx, actor.organisationId, episode.id));
        }
        await audit.record(trx, actor, 'studio.analyse_work', { id: workId, title: work.texts[0]!.title }, { count: taskIds.length });
        return { taskIds };
      }),

    getEpisodeAnalysis: (actor: Actor, episodeId: string): Promise<EpisodeAnalysis> =>
      db.read(async (trx) => {
        const episode = await catalog.getEpisode(trx, actor.organisationId, episodeId);
        const row = await repo.findAnalysis(trx, actor.organisationId, episodeId);
        const task = row && (await jobs.find(trx, actor.organisationId, [row.task_id])).get(row.task_id);
        const episodes = await catalog.listEpisodes(trx, actor.organisationId, episode.workId);
        const ranked = rankAcross(
          await repo.listHooksOfWork(trx, actor.organisationId, episode.workId),
          new Map(episodes.map((each) => [each.id, each.number])),
        );
        return {
          ...(row ? stateOf(task, row.document !== null) : { state: 'cancelled' as const, progressBps: 0, taskId: null, error: null }),
          episodeId,
          analysedAt: row?.analysed_at?.toISOString() ?? null,
          document: row?.document ?? null,
          hooks: ranked.filter((hook) => hook.episodeId === episodeId).toSorted((a, b) => a.rank - b.rank),
          snapPointsMs: row?.document ? snapPoints(row.document) : [],
          filmstrip: row?.filmstrip ?? null,
          keyPictures: row?.key_pictures ?? null,
          appliedSuggestionIds: row?.applied_suggestion_ids ?? [],
        };
      }),

    getDramaStory: (actor: Actor, workId: string) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const episodes = await catalog.listEpisodes(trx, organisationId, workId);
        const rows = new Map((await repo.listStories(trx, organisationId, workId)).map((row) => [row.episode_id, row]));
        const tasks = await jobs.find(
          trx,
          organisationId,
          [...rows.values()].map((row) => row.task_id),
        );
        const hooks = rankAcross(
          await repo.listHooksOfWork(trx, organisationId, workId),
          new Map(episodes.map((episode) => [episode.id, episode.number])),
        );
        const told = episodes.flatMap((episode) => {
          const row = rows.get(episode.id);
          return row?.cliffhanger
            ? [
                {
                  episodeId: episode.id,
                  number: episode.number,
                  durationMs: row.duration_ms!,
                  cliffhanger: row.cliffhanger,
                  beats: row.beats!,
                  hooks: row.hooks!,
                },
              ]
            : [];
        });
        return {
          episodes: episodes.map((episode) => {
            const row = rows.get(episode.id);
            const own = hooks.filter((hook) => hook.episodeId === episode.id);
            return {
              episodeId: episode.id,
              number: episode.number,
              analysisState: row ? stateOf(tasks.get(row.task_id), row.cliffhanger !== null).state : null,
              cliffhanger: row?.cliffhanger ?? null,
              topHookScore: own.length > 0 ? Math.max(...own.map((hook) => hook.score)) : null,
            };
          }),
          hooks,
          paywall: suggestPaywall(told),
        };
      }),

    /** Notes which suggestions are taken up and answers with the edit that results. */
    applySuggestions: (actor: Actor, episodeId: string, ids: readonly string[]) =>
      db.transaction(async (trx) => {
        const { document } = await requireDocument(trx, actor.organisationId, episodeId);
        const unknown = ids.find((id) => !document.suggestions.some((suggestion) => suggestion.id === id));
        if (unknown !== undefined) throw studioErrors.suggestion_unknown({ id: unknown });
        await repo.setAppliedSuggestions(trx, actor.organisationId, episodeId, [...new Set(ids)]);
        await audit.record(
          trx,
          actor,
          'studio.apply_suggestions',
          { id: episodeId, title: await titleOf(trx, actor.organisationId, episodeId) },
          { suggestionIds: [...ids] },
        );
        return {
          appliedSuggestionIds: [...new Set(ids)],
          recipe: applySuggestions(wholeEpisode(episodeId, document), document.suggestions, ids, episodeId),
        };
      }),
  };
}
