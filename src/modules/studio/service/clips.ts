import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { checkRecipe, recipeHash, renderModule, type RenderInput, type RenderResult } from '../clips/index.ts';
import type { Clip, Recipe } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import { renderClipJob } from '../jobs.ts';
import * as repo from '../repo.ts';
import type { StudioParts } from './parts.ts';
import { clipOf } from './present.ts';

export type ClipOrder = { name: string; hookId: string | null; recipe: Recipe; batchId?: string; variant?: Record<string, string> };

// What no file system takes, and what would end a header's line.
// oxlint-disable-next-line no-control-regex
const fileStem = (name: string): string => name.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim() || 'clip';
const sourcesOf = (recipe: Recipe): string[] => [...new Set(recipe.pieces.map((piece) => piece.source))];

export function createClipUses(parts: StudioParts) {
  const { db, clock, jobs, catalog, audit, objects } = parts;

  /** The recipe with the cues of its episodes in it: what is burned is what the recipe says, whatever happens to a track later. */
  async function withCues(
    trx: Trx,
    organisationId: string,
    workId: string,
    recipe: Recipe,
  ): Promise<{ recipe: Recipe; hashes: Record<string, string> }> {
    const hashes: Record<string, string> = {};
    const cues: NonNullable<Recipe['cues']> = { ...recipe.cues };
    for (const episodeId of sourcesOf(recipe)) {
      const episode = await catalog.findEpisode(trx, organisationId, episodeId);
      if (!episode || episode.workId !== workId) throw studioErrors.piece_not_of_work({ id: episodeId });
      if (!episode.video) throw studioErrors.episode_without_video({ number: episode.number });
      hashes[episodeId] = episode.video.sha256;
      if (cues[episodeId] || recipe.captions.preset === 'none') continue;
      const language = recipe.captions.language;
      const track = await catalog.listCuesForWords(trx, organisationId, episodeId, language ?? undefined);
      // Without a track the words that the analysis read are shown, but never in place of a language that was asked for.
      const heard = language ? undefined : (await repo.findAnalysis(trx, organisationId, episodeId))?.document?.words.cues;
      cues[episodeId] = [...(track ?? heard ?? [])];
    }
    return { recipe: { ...recipe, cues }, hashes };
  }

  async function enqueue(trx: Trx, organisationId: string, clip: { id: string; name: string }): Promise<string> {
    return jobs.enqueue(trx, renderClipJob, { clipId: clip.id }, { organisationId, subject: { id: clip.id, title: clip.name } });
  }

  /** The clip of a recipe: the one that is there, or a new one whose rendering is enqueued. */
  async function order(trx: Trx, organisationId: string, workId: string, wanted: ClipOrder): Promise<repo.ClipRow> {
    const finding = checkRecipe(wanted.recipe).find((each) => each.severity === 'error');
    if (finding) throw studioErrors.clip_recipe_invalid({ ...finding.params, reason: finding.code });
    const { recipe, hashes } = await withCues(trx, organisationId, workId, wanted.recipe);
    const hash = recipeHash(recipe, hashes);
    const present = await repo.findClipByRecipe(trx, organisationId, workId, hash);
    if (present) {
      const task = (await jobs.find(trx, organisationId, [present.task_id])).get(present.task_id);
      if (present.asset_id || (task && !task.endedAt)) return present;
      await repo.setClipTask(trx, organisationId, present.id, await enqueue(trx, organisationId, present));
      return (await repo.findClip(trx, organisationId, present.id))!;
    }
    const id = newId('clip', clock.nowMs());
    const taskId = await enqueue(trx, organisationId, { id, name: wanted.name });
    await repo.insertClip(trx, {
      id,
      organisationId,
      workId,
      batchId: wanted.batchId ?? null,
      hookId: wanted.hookId,
      episodeIds: sourcesOf(recipe),
      name: wanted.name,
      variant: wanted.variant ?? {},
      recipe,
      recipeHash: hash,
      taskId,
      now: clock.now(),
    });
    return (await repo.findClip(trx, organisationId, id))!;
  }

  async function getRow(trx: Trx, organisationId: string, clipId: string): Promise<repo.ClipRow> {
    const row = await repo.findClip(trx, organisationId, clipId);
    if (!row) throw studioErrors.clip_not_found({ id: clipId });
    return row;
  }

  async function present(trx: Trx, organisationId: string, rows: readonly repo.ClipRow[]): Promise<Clip[]> {
    const tasks = await jobs.find(
      trx,
      organisationId,
      rows.map((row) => row.task_id),
    );
    return rows.map((row) => clipOf(row, tasks.get(row.task_id)));
  }

  async function runRender(input: { clipId: string }, context: JobContext): Promise<void> {
    const { organisationId } = context;
    const row = await db.read((trx) => repo.findClip(trx, organisationId, input.clipId));
    // Removed, or rendered by a run whose end was not written down.
    if (!row || row.asset_id) return;
    const sources: RenderInput['sources'] = {};
    for (const episodeId of sourcesOf(row.recipe)) {
      const episode = await db.read((trx) => catalog.getEpisode(trx, organisationId, episodeId));
      if (!episode.video) throw studioErrors.episode_without_video({ number: episode.number });
      sources[episodeId] = { path: await objects.localPath(episode.video.sha256) };
    }
    await mkdir(parts.tempDirectory, { recursive: true });
    // A folder of its own, as a killed renderer leaves its unfinished file where it was.
    const directory = await mkdtemp(join(parts.tempDirectory, 'render-'));
    const out = join(directory, 'clip.mp4');
    try {
      const made = await parts.host.call<RenderResult>(
        { ...renderModule, input: { recipe: row.recipe, sources, out } satisfies RenderInput },
        { signal: context.signal, onProgress: (fraction: number) => context.progress('render', fraction) },
      );
      const stored = await objects.putFile(out, { move: true });
      await db.transaction(async (trx) => {
        const asset = await catalog.recordAsset(trx, organisationId, {
          role: 'clip',
          stored,
          mediaType: 'video/mp4',
          filename: `${fileStem(row.name)}.mp4`,
          ownerId: row.id,
        });
        const kept = await repo.finishClip(trx, organisationId, row.id, {
          assetId: asset.id,
          durationMs: Math.round(made.durationMs),
          width: made.width,
          height: made.height,
          sizeBytes: stored.sizeBytes,
        });
        if (!kept) await catalog.releaseAsset(trx, organisationId, asset.id);
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  return {
    withCues,
    order,
    present,
    getRow,
    runRender,

    listClips: (actor: Actor, workId: string, filter: { episodeId?: string }): Promise<{ items: Clip[] }> =>
      db.read(async (trx) => {
        await catalog.getWork(trx, actor.organisationId, workId);
        return { items: await present(trx, actor.organisationId, await repo.listClips(trx, actor.organisationId, workId, filter)) };
      }),

    getClip: (actor: Actor, clipId: string): Promise<Clip> =>
      db.read(async (trx) => (await present(trx, actor.organisationId, [await getRow(trx, actor.organisationId, clipId)]))[0]!),

    createClip: (actor: Actor, workId: string, wanted: ClipOrder): Promise<Clip> =>
      db.transaction(async (trx) => {
        await catalog.getWork(trx, actor.organisationId, workId);
        const row = await order(trx, actor.organisationId, workId, wanted);
        await audit.record(trx, actor, 'studio.create_clip', { id: row.id, title: row.name }, { workId, recipeHash: row.recipe_hash });
        return (await present(trx, actor.organisationId, [row]))[0]!;
      }),

    retryClip: (actor: Actor, clipId: string): Promise<Clip> =>
      db.transaction(async (trx) => {
        const row = await getRow(trx, actor.organisationId, clipId);
        const task = (await jobs.find(trx, actor.organisationId, [row.task_id])).get(row.task_id);
        if (!row.asset_id && (!task || task.endedAt))
          await repo.setClipTask(trx, actor.organisationId, clipId, await enqueue(trx, actor.organisationId, row));
        await audit.record(trx, actor, 'studio.retry_clip', { id: clipId, title: row.name });
        return (await present(trx, actor.organisationId, [await getRow(trx, actor.organisationId, clipId)]))[0]!;
      }),

    cancelClip: (actor: Actor, clipId: string): Promise<Clip> =>
      db.transaction(async (trx) => {
        const row = await getRow(trx, actor.organisationId, clipId);
        await jobs.cancel(trx, actor.organisationId, [row.task_id]);
        await audit.record(trx, actor, 'studio.cancel_clip', { id: clipId, title: row.name });
        return (await present(trx, actor.organisationId, [row]))[0]!;
      }),

    removeClip: (actor: Actor, clipId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await getRow(trx, actor.organisationId, clipId);
        await jobs.cancel(trx, actor.organisationId, [row.task_id]);
        await repo.removeClip(trx, actor.organisationId, clipId);
        if (row.asset_id) await catalog.releaseAsset(trx, actor.organisationId, row.asset_id);
        await audit.record(trx, actor, 'studio.remove_clip', { id: clipId, title: row.name });
      }),
  };
}
export type ClipUses = ReturnType<typeof createClipUses>;
