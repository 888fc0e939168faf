/** Copies of a clip for many: the body is rendered once, by recipe; each copy gets its own card, by card. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { toSeconds } from '../clips/timeline.ts';
import {
  canonicalJson,
  cardLanguage,
  checkRecipe,
  recipeHash,
  renderModule,
  stampModule,
  type RenderInput,
  type RenderResult,
  type StampInput,
  type StampResult,
} from '../clips/index.ts';
import type { Clip, Recipe } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import { bodyRendered, clipStamped, renderBodyJob, stampClipJob } from '../jobs.ts';
import * as repo from '../repo-stamps.ts';
import type { ClipUses } from './clips.ts';
import type { StudioParts } from './parts.ts';
import { stateOf } from './present.ts';

export type StampCard = repo.StampCard;
type WorkState = Pick<Clip, 'state' | 'progressBps' | 'taskId' | 'error'>;
export type ClipBody = WorkState & {
  id: string;
  assetId: string | null;
  /** Of the body alone; its bare card follows. */
  durationMs: number | null;
  width: number | null;
  height: number | null;
};
export type StampedClip = WorkState & {
  id: string;
  bodyId: string;
  name: string;
  assetId: string | null;
  /** Null until the body is made; with the card. */
  durationMs: number | null;
  width: number | null;
  height: number | null;
  sizeBytes: number | null;
  way: 'joined' | 'rendered' | null;
};

/** Raised whenever the same card begins to look different. */
const cardVersion = 1;
const cardMs = 3000;
/** Somebody waits with a phone in their hand; batches of the studio do not. */
const stampPriority = 10;
/** Of a copy's progress, the share that waiting for its body has. */
const bodyShare = 0.9;

const hashOf = (card: StampCard): string =>
  createHash('sha256')
    .update(canonicalJson({ version: cardVersion, card }))
    .digest('hex');

// oxlint-disable-next-line no-control-regex
const fileStem = (name: string): string => name.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim() || 'clip';

export function createStampUses(parts: StudioParts, clips: Pick<ClipUses, 'withCues'>) {
  const { db, clock, jobs, catalog, objects } = parts;

  const enqueueBody = (trx: Trx, row: repo.BodyRow): Promise<string> =>
    jobs.enqueue(
      trx,
      renderBodyJob,
      { bodyId: row.id },
      { organisationId: row.organisation_id, subject: { id: row.id, title: row.name }, priority: stampPriority },
    );
  const enqueueStamp = (trx: Trx, row: repo.StampedRow): Promise<string> =>
    jobs.enqueue(
      trx,
      stampClipJob,
      { stampedId: row.id },
      { organisationId: row.organisation_id, subject: { id: row.id, title: row.name }, priority: stampPriority },
    );

  /** Whether a task still has something to do. */
  async function isUnderWay(trx: Trx, organisationId: string, taskId: string | null): Promise<boolean> {
    if (!taskId) return false;
    const task = (await jobs.find(trx, organisationId, [taskId])).get(taskId);
    return task !== undefined && !task.endedAt;
  }

  /**
   * The body of a recipe: the one that is there, or a new one whose rendering is enqueued; one that failed is tried again.
   * The recipe's own card is left out. Throws studio.clip_recipe_invalid, studio.piece_not_of_work, studio.episode_without_video.
   */
  async function orderBody(
    trx: Trx,
    order: { organisationId: string; workId: string; name: string; recipe: Recipe },
  ): Promise<{ bodyId: string }> {
    const { organisationId, workId } = order;
    const bare: Recipe = { ...order.recipe, endCard: { durationMs: cardMs, title: '', code: '', url: '' } };
    const finding = checkRecipe(bare).find((each) => each.severity === 'error');
    if (finding) throw studioErrors.clip_recipe_invalid({ ...finding.params, reason: finding.code });
    const { recipe, hashes } = await clips.withCues(trx, organisationId, workId, bare);
    const { row } = await repo.ensureBody(trx, {
      id: newId('clipBody', clock.nowMs()),
      organisationId,
      workId,
      episodeIds: [...new Set(recipe.pieces.map((piece) => piece.source))],
      name: order.name,
      recipe,
      recipeHash: recipeHash(recipe, hashes),
      now: clock.now(),
    });
    if (!row.asset_id && !(await isUnderWay(trx, organisationId, row.task_id)))
      await repo.setBodyTask(trx, row.id, await enqueueBody(trx, row));
    return { bodyId: row.id };
  }

  /** The copy of a body with this card: the one that is there, or a new one; one that failed or was stopped is tried again. */
  async function orderStamp(
    trx: Trx,
    order: { organisationId: string; bodyId: string; card: StampCard; name: string },
  ): Promise<{ stampedId: string }> {
    const { organisationId, bodyId } = order;
    const body = await repo.lockBody(trx, organisationId, bodyId);
    if (!body) throw studioErrors.clip_not_found({ id: bodyId });
    const row = await repo.ensureStamped(trx, {
      id: newId('stampedClip', clock.nowMs()),
      organisationId,
      bodyId,
      card: order.card,
      cardHash: hashOf(order.card),
      name: order.name,
      now: clock.now(),
    });
    if (row.asset_id || (await isUnderWay(trx, organisationId, row.task_id))) return { stampedId: row.id };
    if (body.asset_id) await repo.setStampedTask(trx, row.id, await enqueueStamp(trx, row), null);
    else {
      if (row.cancelled_at || row.task_id) await repo.setStampedTask(trx, row.id, null, null);
      if (!(await isUnderWay(trx, organisationId, body.task_id))) await repo.setBodyTask(trx, bodyId, await enqueueBody(trx, body));
    }
    return { stampedId: row.id };
  }

  /** Bodies as they stand; unknown ids are left out. */
  async function findBodies(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, ClipBody>> {
    const rows = await repo.findBodies(trx, organisationId, ids);
    const tasks = await jobs.find(
      trx,
      organisationId,
      rows.map((row) => row.task_id),
    );
    return new Map(
      rows.map((row) => [
        row.id,
        {
          ...stateOf(tasks.get(row.task_id), row.asset_id !== null),
          id: row.id,
          assetId: row.asset_id,
          durationMs: row.duration_ms,
          width: row.width,
          height: row.height,
        },
      ]),
    );
  }

  /** Copies as they stand. One that waits shows its body's state; unknown ids are left out. */
  async function findStamped(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, StampedClip>> {
    const rows = await repo.findStamped(trx, organisationId, ids);
    const bodyIds = [...new Set(rows.map((row) => row.body_id))];
    const bodies = await findBodies(trx, organisationId, bodyIds);
    const plans = new Map((await repo.findBodies(trx, organisationId, bodyIds)).map((row) => [row.id, row.plan]));
    const tasks = await jobs.find(
      trx,
      organisationId,
      rows.flatMap((row) => row.task_id ?? []),
    );
    return new Map(
      rows.map((row) => {
        const body = bodies.get(row.body_id)!;
        const timeline = plans.get(row.body_id)?.timeline;
        return [
          row.id,
          {
            ...stampState(row, body, row.task_id ? tasks.get(row.task_id) : undefined),
            id: row.id,
            bodyId: row.body_id,
            name: row.name,
            assetId: row.asset_id,
            durationMs: timeline ? Math.round(toSeconds(timeline, timeline.end) * 1000) : null,
            width: body.width,
            height: body.height,
            sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
            way: row.way,
          },
        ];
      }),
    );
  }

  function stampState(row: repo.StampedRow, body: ClipBody, task: Parameters<typeof stateOf>[0]): WorkState {
    if (row.asset_id) return { state: 'done', progressBps: 10_000, taskId: row.task_id, error: null };
    if (row.cancelled_at) return { state: 'cancelled', progressBps: 0, taskId: null, error: null };
    if (row.task_id) {
      const own = stateOf(task, false);
      return { ...own, progressBps: Math.round(10_000 * bodyShare + own.progressBps * (1 - bodyShare)) };
    }
    // Between a body's end and the enqueuing of its copies there is nothing: both are one transaction.
    return { ...body, state: body.state === 'done' ? 'queued' : body.state, progressBps: Math.round(body.progressBps * bodyShare) };
  }

  /** Stops a copy; its body, which others may want, goes on. */
  async function cancelStamp(trx: Trx, organisationId: string, stampedId: string): Promise<void> {
    const [row] = await repo.findStamped(trx, organisationId, [stampedId]);
    if (!row || row.asset_id) return;
    if (row.task_id) await jobs.cancel(trx, organisationId, [row.task_id]);
    else await repo.setStampedTask(trx, row.id, null, clock.now());
  }

  async function sourcesOf(organisationId: string, recipe: Recipe): Promise<RenderInput['sources']> {
    const sources: RenderInput['sources'] = {};
    for (const episodeId of new Set(recipe.pieces.map((piece) => piece.source))) {
      const episode = await db.read((trx) => catalog.getEpisode(trx, organisationId, episodeId));
      if (!episode.video) throw studioErrors.episode_without_video({ number: episode.number });
      sources[episodeId] = { path: await objects.localPath(episode.video.sha256) };
    }
    return sources;
  }

  // A folder of its own, as a killed renderer leaves its unfinished file where it was.
  async function inFolder<T>(work: (out: string) => Promise<T>): Promise<T> {
    await mkdir(parts.tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(parts.tempDirectory, 'stamp-'));
    try {
      return await work(join(directory, 'clip.mp4'));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  async function runRenderBody(input: { bodyId: string }, context: JobContext): Promise<void> {
    const { organisationId } = context;
    const [row] = await db.read((trx) => repo.findBodies(trx, organisationId, [input.bodyId]));
    if (!row || row.asset_id) return;
    const sources = await sourcesOf(organisationId, row.recipe);
    await inFolder(async (out) => {
      const made = await parts.host.call<RenderResult>(
        { ...renderModule, input: { recipe: row.recipe, sources, out, plate: true } satisfies RenderInput },
        { signal: context.signal, onProgress: (fraction: number) => context.progress('render', fraction) },
      );
      const stored = await objects.putFile(out, { move: true });
      const { timeline } = made.plan;
      await db.transaction(async (trx) => {
        if (!(await repo.lockBody(trx, organisationId, row.id))) return;
        const asset = await catalog.recordAsset(trx, organisationId, {
          role: 'clip',
          stored,
          mediaType: 'video/mp4',
          filename: `${fileStem(row.name)}.mp4`,
          ownerId: row.id,
        });
        await repo.finishBody(trx, organisationId, row.id, {
          assetId: asset.id,
          plan: made.plan,
          durationMs: Math.round(toSeconds(timeline, timeline.bodyEnd) * 1000),
          width: made.width,
          height: made.height,
          sizeBytes: stored.sizeBytes,
        });
        for (const copy of await repo.listWaiting(trx, row.id))
          await repo.setStampedTask(trx, copy.id, await enqueueStamp(trx, copy), null);
        await jobs.publish(trx, bodyRendered, { organisationId, bodyId: row.id });
      });
    });
  }

  async function runStamp(input: { stampedId: string }, context: JobContext): Promise<void> {
    const { organisationId } = context;
    const [row] = await db.read((trx) => repo.findStamped(trx, organisationId, [input.stampedId]));
    if (!row || row.asset_id) return;
    const [body] = await db.read((trx) => repo.findBodies(trx, organisationId, [row.body_id]));
    if (!body?.plan || !body.asset_id) return;
    const file = await db.read((trx) => catalog.getAsset(trx, organisationId, body.asset_id!));
    const path = await objects.localPath(file.sha256);
    const plan = body.plan;
    const words = Object.values(body.recipe.cues ?? {}).flatMap((list) => list.map((cue) => cue.text));
    const card = { ...row.card, durationMs: cardMs };
    const options = { signal: context.signal, onProgress: (fraction: number) => context.progress('stamp', fraction) };
    await inFolder(async (out) => {
      const stamp: StampInput = { body: path, plan, card: row.card, language: cardLanguage(card, words), out };
      const made = await parts.host.call<StampResult>({ ...stampModule, input: stamp }, options);
      if (!made.joined) {
        context.log.info('studio.stamp_not_joined', { stampedId: row.id, reason: made.reason });
        const sources = await sourcesOf(organisationId, body.recipe);
        const whole: RenderInput = { recipe: { ...body.recipe, endCard: card }, sources, out };
        await parts.host.call<RenderResult>({ ...renderModule, input: whole }, options);
      }
      const stored = await objects.putFile(out, { move: true });
      await db.transaction(async (trx) => {
        const asset = await catalog.recordAsset(trx, organisationId, {
          role: 'clip',
          stored,
          mediaType: 'video/mp4',
          filename: `${fileStem(row.name)}.mp4`,
          ownerId: row.id,
        });
        const result = { assetId: asset.id, way: made.joined ? ('joined' as const) : ('rendered' as const), sizeBytes: stored.sizeBytes };
        if (await repo.finishStamped(trx, organisationId, row.id, result))
          await jobs.publish(trx, clipStamped, { organisationId, stampedId: row.id });
        else await catalog.releaseAsset(trx, organisationId, asset.id);
      });
    });
  }

  return { orderBody, orderStamp, findBodies, findStamped, cancelStamp, runRenderBody, runStamp };
}
