import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import type { DependentSource } from '../../catalog/index.ts';
import type { PassWatcher } from '../../studio/index.ts';
import { fingerprintVersion, type Fingerprint } from '../fingerprints/fingerprint.ts';
import { fingerprintFile, fingerprintListener } from '../fingerprints/make.ts';
import * as matches from '../matches/repo.ts';
import { titleOf } from '../matches/present.ts';
import type { Episode, ProtectionParts } from '../service/parts.ts';
import type { Searcher } from '../service/searcher.ts';
import type { Coverage, EpisodeCoverage } from './contract.ts';
import { completeReferencesJob } from './jobs.ts';
import * as repo from './repo.ts';

type Source = { workId: string; episodeId: string; videoSha256: string };
type Kept = { stored: StoredObject; fingerprint: Pick<Fingerprint, 'version' | 'durationMs' | 'pictures'> };

const hourMs = 3_600_000;
const worksAtOnce = 100;
const taskPlace = z.string().max(500);

export function createReferencesUses(parts: ProtectionParts, searcher: Searcher) {
  const { db, clock, jobs, audit, catalog, objects } = parts;

  /** Called in the transaction that stored a reference: suspects of before are to be searched for it. */
  let onStored: (trx: Trx, organisationId: string) => Promise<void> = async () => {};

  /** Puts a fingerprint among the objects. */
  async function keep(fingerprint: Fingerprint): Promise<Kept> {
    await mkdir(parts.tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(parts.tempDirectory, 'fingerprint-'));
    try {
      const path = join(directory, 'fingerprint');
      await searcher.keepFingerprint(fingerprint, path);
      return { stored: await objects.putFile(path, { move: true }), fingerprint };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Makes a kept fingerprint the episode's reference; the one before goes. */
  async function store(trx: Trx, organisationId: string, source: Source, { stored, fingerprint }: Kept): Promise<void> {
    const { reference_seq: before } = await repo.lockSettings(trx, organisationId);
    const seq = before + 1n;
    await repo.updateSettings(trx, organisationId, { reference_seq: seq });
    const old = await repo.findReference(trx, organisationId, source.episodeId);
    const id = newId('reference', clock.nowMs());
    const asset = await catalog.recordAsset(trx, organisationId, {
      role: 'fingerprint',
      stored,
      mediaType: 'application/octet-stream',
      filename: `${source.episodeId}.fingerprint`,
      ownerId: id,
    });
    await repo.saveReference(trx, {
      ...rowOf(organisationId, source, id),
      state: 'ready',
      version: fingerprint.version,
      seq,
      duration_ms: fingerprint.durationMs,
      pictures: fingerprint.pictures.atMs.length,
      asset_id: asset.id,
      object_sha256: stored.sha256,
      size_bytes: stored.sizeBytes,
      error: null,
    });
    if (old?.asset_id) await catalog.releaseAsset(trx, organisationId, old.asset_id);
    await matches.retireOfEpisode(trx, organisationId, source.workId, source.episodeId, source.videoSha256);
    await onStored(trx, organisationId);
  }

  const rowOf = (organisationId: string, source: Source, id: string) => ({
    id,
    organisation_id: organisationId,
    work_id: source.workId,
    episode_id: source.episodeId,
    video_sha256: source.videoSha256,
    made_at: clock.now(),
  });

  /** Says why an episode has no fingerprint; what was there of another video goes. */
  async function storeFailure(trx: Trx, organisationId: string, source: Source, error: AppError): Promise<void> {
    const old = await repo.findReference(trx, organisationId, source.episodeId);
    await repo.saveReference(trx, {
      ...rowOf(organisationId, source, newId('reference', clock.nowMs())),
      state: 'failed',
      version: fingerprintVersion,
      seq: 0,
      duration_ms: null,
      pictures: null,
      asset_id: null,
      object_sha256: null,
      size_bytes: null,
      error: JSON.stringify({ code: error.code, params: error.params }),
    });
    if (old?.asset_id) await catalog.releaseAsset(trx, organisationId, old.asset_id);
  }

  /** Joins the studio's decoding pass: an episode that is analysed is searched for from then on. */
  const passWatcher: PassWatcher = {
    listeners: [fingerprintListener],
    async found({ organisationId, ...source }, watched) {
      const fingerprint = watched[fingerprintListener.name] as Fingerprint | undefined;
      if (!fingerprint) return null;
      const kept = await keep(fingerprint);
      return (trx) => store(trx, organisationId, source, kept);
    },
  };

  /** Another video of an episode: nothing is searched for until its own fingerprint is there. */
  const onVideoStored = (payload: { organisationId: string; workId: string; episodeId: string; sha256: string }): Promise<void> =>
    db.transaction(async (trx) => {
      const { organisationId, workId, episodeId, sha256 } = payload;
      await repo.lockSettings(trx, organisationId);
      const old = await repo.findReference(trx, organisationId, episodeId);
      if (!old || old.video_sha256 === sha256) return;
      // An event may come late: what stands for the present video stays.
      const episode = await catalog.findEpisode(trx, organisationId, episodeId);
      if (episode?.video?.sha256 === old.video_sha256) return;
      await repo.deleteReferences(trx, [old.id]);
      if (old.asset_id) await catalog.releaseAsset(trx, organisationId, old.asset_id);
      await matches.retireOfEpisode(trx, organisationId, workId, episodeId, sha256);
    });

  const dependents: DependentSource = {
    list: async (trx, scope) => {
      const references = await repo.listOfWork(trx, scope.organisationId, scope.workId, scope.episodeIds);
      const found = await matches.listOfEpisodes(trx, scope.organisationId, scope.workId, scope.episodeIds);
      return [
        {
          kind: 'fingerprint' as const,
          count: references.length,
          sizeBytes: references.reduce((sum, row) => sum + Number(row.size_bytes ?? 0), 0),
          examples: [],
        },
        { kind: 'match' as const, count: found.length, sizeBytes: 0, examples: [] },
      ].filter((item) => item.count > 0);
    },
    remove: async (trx, _actor, scope) => {
      const references = await repo.listOfWork(trx, scope.organisationId, scope.workId, scope.episodeIds);
      const found = await matches.listOfEpisodes(trx, scope.organisationId, scope.workId, scope.episodeIds);
      await repo.deleteReferences(
        trx,
        references.map(({ id }) => id),
      );
      await matches.deleteMatches(
        trx,
        found.map(({ id }) => id),
      );
      for (const assetId of [...references.map((row) => row.asset_id), ...found.map((row) => row.strip_asset_id)])
        if (assetId) await catalog.releaseAsset(trx, scope.organisationId, assetId);
    },
  };
  catalog.registerDependents(dependents);

  /** Episodes of a work that are not searched for as they are now. */
  async function missingOf(organisationId: string, workId: string): Promise<Episode[]> {
    return db.read(async (trx) => {
      const references = new Map((await repo.listOfWork(trx, organisationId, workId)).map((row) => [row.episode_id, row]));
      const episodes = await catalog.listEpisodes(trx, organisationId, workId);
      return episodes.filter((episode) => episode.video && stateOf(episode, references.get(episode.id)) !== 'ready');
    });
  }

  async function workIds(organisationId: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await db.read((trx) =>
        catalog.listWorks(trx, organisationId, { sort: 'created', trashed: false, limit: worksAtOnce, cursor }),
      );
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }

  /** Fingerprints one episode; a file that cannot be read is noted and does not stop the others. */
  async function complete(
    organisationId: string,
    episode: Episode,
    context: JobContext,
    onProgress: (part: number) => void,
  ): Promise<void> {
    const source = { workId: episode.workId, episodeId: episode.id, videoSha256: episode.video!.sha256 };
    let finish: (trx: Trx) => Promise<void>;
    try {
      const path = await objects.localPath(source.videoSha256);
      const fingerprint = await fingerprintFile(parts.host, path, { label: episode.video!.filename, signal: context.signal, onProgress });
      const kept = await keep(fingerprint);
      finish = (trx) => store(trx, organisationId, source, kept);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'bug') throw error;
      finish = (trx) => storeFailure(trx, organisationId, source, error);
    }
    await db.transaction(async (trx) => {
      const now = await catalog.findEpisode(trx, organisationId, episode.id);
      // Replaced or deleted meanwhile: what was made is of no use.
      if (now?.video?.sha256 === source.videoSha256) await finish(trx);
    });
  }

  async function runCompleting(input: { workId: string | null }, context: JobContext): Promise<void> {
    const { organisationId } = context;
    const works = input.workId === null ? await workIds(organisationId) : [input.workId];
    for (const [index, workId] of works.entries()) {
      const missing = await missingOf(organisationId, workId).catch((error: unknown) => {
        // The work was deleted meanwhile.
        if (error instanceof AppError && error.kind === 'not_found') return [];
        throw error;
      });
      for (const [at, episode] of missing.entries()) {
        context.signal.throwIfAborted();
        await complete(organisationId, episode, context, (part) =>
          context.progress('fingerprint', (index + (at + part) / missing.length) / works.length),
        );
      }
      context.progress('fingerprint', (index + 1) / works.length);
    }
  }

  async function runningOf(trx: Trx, organisationId: string, taskId: string | null | undefined) {
    const task = taskId ? (await jobs.find(trx, organisationId, [taskId])).get(taskId) : undefined;
    return task && task.endedAt === null ? { taskId: task.id, progressBps: task.progressBps } : null;
  }

  return {
    passWatcher,
    onVideoStored,
    runCompleting,
    runningOf,
    whenStored: (told: typeof onStored): void => void (onStored = told),

    getCoverage: (actor: Actor, query: { cursor?: string | undefined; limit: number }): Promise<Coverage> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const page = await catalog.listWorks(trx, organisationId, {
          sort: 'updated',
          trashed: false,
          limit: query.limit,
          cursor: query.cursor === undefined ? undefined : taskPlace.parse(query.cursor),
        });
        const ids = page.items.map(({ id }) => id);
        const counts = await repo.countByWork(trx, organisationId, ids, fingerprintVersion);
        const works = await catalog.findWorks(trx, organisationId, ids);
        const all = await repo.totals(trx, organisationId);
        const settings = await repo.findSettings(trx, organisationId);
        return {
          totals: {
            works: all.works,
            references: all.references,
            failed: all.failed,
            durationMs: all.durationMs,
            storedBytes: all.bytes,
            storedBytesPerHour: all.durationMs > 0 ? Math.round((all.bytes / all.durationMs) * hourMs) : 0,
          },
          completing: await runningOf(trx, organisationId, settings?.completing_task_id),
          searching: await runningOf(trx, organisationId, settings?.searching_task_id),
          items: page.items.map((work) => {
            const { ready = 0, failed = 0, durationMs = 0 } = counts.get(work.id) ?? {};
            return {
              workId: work.id,
              title: titleOf(works.get(work.id)),
              episodes: work.episodeCount,
              ready,
              failed,
              missing: Math.max(0, work.episodeCount - ready - failed),
              durationMs,
            };
          }),
          nextCursor: page.nextCursor,
        };
      }),

    getWorkCoverage: (actor: Actor, workId: string): Promise<{ workId: string; title: string; items: EpisodeCoverage[] }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const episodes = await catalog.listEpisodes(trx, organisationId, workId);
        const works = await catalog.findWorks(trx, organisationId, [workId]);
        const references = new Map((await repo.listOfWork(trx, organisationId, workId)).map((row) => [row.episode_id, row]));
        return {
          workId,
          title: titleOf(works.get(workId)),
          items: episodes.map((episode) => {
            const row = references.get(episode.id);
            return {
              episodeId: episode.id,
              number: episode.number,
              title: episode.title,
              state: stateOf(episode, row),
              durationMs: row?.duration_ms ?? episode.durationMs,
              pictures: row?.pictures ?? null,
              sizeBytes: row?.size_bytes === null || row === undefined ? null : Number(row.size_bytes),
              madeAt: row?.made_at.toISOString() ?? null,
              error: row?.error ?? null,
            };
          }),
        };
      }),

    completeCoverage: (actor: Actor, workId: string | null): Promise<{ taskId: string }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const title = workId === null ? '' : titleOf(await catalog.getWork(trx, organisationId, workId));
        const settings = await repo.lockSettings(trx, organisationId);
        const running = await runningOf(trx, organisationId, settings.completing_task_id);
        const taskId =
          running?.taskId ??
          (await jobs.enqueue(
            trx,
            completeReferencesJob,
            { workId },
            { organisationId, subject: { id: workId ?? organisationId, title } },
          ));
        await repo.updateSettings(trx, organisationId, { completing_task_id: taskId });
        await audit.record(trx, actor, 'protection.complete_coverage', workId === null ? null : { id: workId, title }, { taskId });
        return { taskId };
      }),
  };
}
export type ReferencesUses = ReturnType<typeof createReferencesUses>;

function stateOf(episode: Episode, row: repo.ReferenceRow | undefined): EpisodeCoverage['state'] {
  if (!row) return 'missing';
  if (row.video_sha256 !== episode.video?.sha256) return 'outdated';
  if (row.state === 'failed') return 'failed';
  return row.version === fingerprintVersion ? 'ready' : 'outdated';
}
