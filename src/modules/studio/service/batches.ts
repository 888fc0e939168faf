import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { batchItems } from '../batch.ts';
import type { batch as batchSchema, studioContract } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import type { ClipUses } from './clips.ts';
import type { StudioParts } from './parts.ts';
import { rankAcross } from './present.ts';

type Batch = z.input<typeof batchSchema>;
type BatchOrder = z.output<(typeof studioContract)['routes']['createBatch']['body']>;

export function createBatchUses(parts: StudioParts, clips: ClipUses) {
  const { db, clock, jobs, catalog, audit } = parts;

  async function getRow(trx: Trx, organisationId: string, batchId: string): Promise<repo.BatchRow> {
    const row = await repo.findBatch(trx, organisationId, batchId);
    if (!row) throw studioErrors.batch_not_found({ id: batchId });
    return row;
  }

  async function present(trx: Trx, organisationId: string, row: repo.BatchRow): Promise<Batch> {
    const rows = new Map((await repo.findClips(trx, organisationId, row.clip_ids)).map((clip) => [clip.id, clip]));
    const shown = await clips.present(
      trx,
      organisationId,
      row.clip_ids.flatMap((id) => rows.get(id) ?? []),
    );
    const counts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
    for (const clip of shown) counts[clip.state]++;
    const state =
      counts.running > 0 || (counts.queued > 0 && counts.done > 0)
        ? 'running'
        : counts.queued > 0
          ? 'queued'
          : counts.failed > 0
            ? 'failed'
            : counts.cancelled > 0
              ? 'cancelled'
              : 'done';
    const progress = shown.reduce(
      (sum, clip) => sum + (clip.state === 'queued' || clip.state === 'running' ? clip.progressBps : 10_000),
      0,
    );
    return {
      id: row.id,
      workId: row.work_id,
      state,
      progressBps: shown.length > 0 ? Math.floor(progress / shown.length) : 10_000,
      counts,
      clips: shown,
      createdAt: row.created_at.toISOString(),
    };
  }

  async function hooksOf(trx: Trx, organisationId: string, workId: string, wanted: BatchOrder) {
    const episodes = new Map((await catalog.listEpisodes(trx, organisationId, workId)).map((episode) => [episode.id, episode]));
    const ranked = rankAcross(
      await repo.listHooksOfWork(trx, organisationId, workId),
      new Map([...episodes.values()].map((episode) => [episode.id, episode.number])),
    );
    const unknown = wanted.hookIds?.find((id) => !ranked.some((hook) => hook.id === id));
    if (unknown !== undefined) throw studioErrors.hook_not_found({ id: unknown });
    const chosen = wanted.hookIds ? wanted.hookIds.map((id) => ranked.find((hook) => hook.id === id)!) : ranked.slice(0, wanted.top);
    return chosen.map((hook) => ({
      id: hook.id,
      episodeId: hook.episodeId,
      episodeNumber: hook.episodeNumber,
      startMs: hook.startMs,
      endMs: hook.endMs,
      episodeMs: episodes.get(hook.episodeId)!.durationMs ?? hook.endMs,
    }));
  }

  return {
    /** Renders the top hooks of a drama, or those chosen, in every variant, as one batch. */
    createBatch: (actor: Actor, workId: string, wanted: BatchOrder): Promise<Batch> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const work = await catalog.getWork(trx, organisationId, workId);
        const items = batchItems(await hooksOf(trx, organisationId, workId, wanted), wanted.variants, wanted);
        if (items.length === 0) throw studioErrors.batch_empty({});
        const id = newId('batch', clock.nowMs());
        const clipIds: string[] = [];
        for (const item of items) {
          const row = await clips.order(trx, organisationId, workId, { ...item, batchId: id });
          if (!clipIds.includes(row.id)) clipIds.push(row.id);
        }
        await repo.insertBatch(trx, { id, organisationId, workId, clipIds, now: clock.now() });
        await audit.record(trx, actor, 'studio.create_batch', { id, title: work.texts[0]!.title }, { workId, clips: clipIds.length });
        return present(trx, organisationId, await getRow(trx, organisationId, id));
      }),

    getBatch: (actor: Actor, batchId: string): Promise<Batch> =>
      db.read(async (trx) => present(trx, actor.organisationId, await getRow(trx, actor.organisationId, batchId))),

    /** Stops what this batch ordered and is not done; a clip that was there before it goes on. */
    cancelBatch: (actor: Actor, batchId: string): Promise<Batch> =>
      db.transaction(async (trx) => {
        const row = await getRow(trx, actor.organisationId, batchId);
        const own = (await repo.findClips(trx, actor.organisationId, row.clip_ids)).filter((clip) => clip.batch_id === batchId);
        await jobs.cancel(
          trx,
          actor.organisationId,
          own.map((clip) => clip.task_id),
        );
        await audit.record(trx, actor, 'studio.cancel_batch', { id: batchId, title: batchId });
        return present(trx, actor.organisationId, row);
      }),
  };
}
