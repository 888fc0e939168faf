import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { formatMs } from '../../../platform/time.ts';
import type { Hook, KeptHook } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import { snapEdge } from '../story/index.ts';
import type { StudioParts } from './parts.ts';
import { rankAcross } from './present.ts';

const shortestHookMs = 200;

/** Replaces the machine's untouched hooks of an episode by those of a new analysis; a person's own work stays. */
export async function replaceMachineHooks(
  parts: StudioParts,
  trx: Trx,
  of: { organisationId: string; workId: string; episodeId: string },
  hooks: readonly Hook[],
): Promise<void> {
  await repo.removeUntouchedHooks(trx, of.organisationId, of.episodeId);
  const kept = await repo.listHooksOfEpisode(trx, of.organisationId, of.episodeId);
  // A hook that a person has moved stands for the machine's hook that it came from.
  const isKept = (hook: Hook): boolean =>
    kept.some(
      (row) =>
        row.origin === 'machine' &&
        Math.abs(row.suggested_start_ms - hook.startMs) < 500 &&
        Math.abs(row.suggested_end_ms - hook.endMs) < 500,
    );
  await repo.insertHooks(
    trx,
    hooks
      .filter((hook) => !isKept(hook))
      .map((hook) => ({
        id: newId('hook', parts.clock.nowMs()),
        organisation_id: of.organisationId,
        work_id: of.workId,
        episode_id: of.episodeId,
        rank: hook.rank,
        start_ms: hook.startMs,
        end_ms: hook.endMs,
        suggested_start_ms: hook.startMs,
        suggested_end_ms: hook.endMs,
        score: hook.score,
        parts: hook.parts,
        evidence: hook.evidence,
        origin: 'machine' as const,
        edited: false,
      })),
  );
}

export function createHookUses(parts: StudioParts) {
  const { db, catalog, audit, clock } = parts;

  async function present(trx: Trx, organisationId: string, row: repo.HookRow): Promise<KeptHook> {
    const all = await repo.listHooksOfWork(trx, organisationId, row.work_id);
    const episodes = await catalog.listEpisodes(trx, organisationId, row.work_id);
    const kept = rankAcross(all, new Map(episodes.map((episode) => [episode.id, episode.number]))).find((hook) => hook.id === row.id);
    if (!kept) throw studioErrors.hook_not_found({ id: row.id });
    return kept;
  }

  async function getHook(trx: Trx, organisationId: string, hookId: string): Promise<repo.HookRow> {
    const row = await repo.findHook(trx, organisationId, hookId);
    if (!row) throw studioErrors.hook_not_found({ id: hookId });
    return row;
  }

  const titleOf = (row: { start_ms: number; end_ms: number }): string => `${formatMs(row.start_ms)}–${formatMs(row.end_ms)}`;

  return {
    getHook,

    /** Marks a hook by hand; it scores what a machine cannot know, so it starts at the top. */
    addHook: (actor: Actor, episodeId: string, edges: { startMs: number; endMs: number }): Promise<KeptHook> =>
      db.transaction(async (trx) => {
        const episode = await catalog.getEpisode(trx, actor.organisationId, episodeId);
        const end = Math.min(edges.endMs, episode.durationMs ?? edges.endMs);
        if (end - edges.startMs < shortestHookMs) throw studioErrors.hook_too_short({ leastMs: shortestHookMs });
        const rows = await repo.listHooksOfEpisode(trx, actor.organisationId, episodeId);
        const row: repo.NewHook = {
          id: newId('hook', clock.nowMs()),
          organisation_id: actor.organisationId,
          work_id: episode.workId,
          episode_id: episodeId,
          rank: rows.length + 1,
          start_ms: edges.startMs,
          end_ms: end,
          suggested_start_ms: edges.startMs,
          suggested_end_ms: end,
          score: 50,
          parts: { words: 0, sound: 0, picture: 0, story: 0, opening: 0 },
          evidence: [{ code: 'studio.marked_by_person', params: { name: actor.name } }],
          origin: 'person',
          edited: false,
        };
        await repo.insertHooks(trx, [row]);
        await audit.record(trx, actor, 'studio.add_hook', { id: row.id, title: titleOf(row) }, { episodeId });
        return present(trx, actor.organisationId, row as repo.HookRow);
      }),

    /** Moves a hook's edges inside its episode; with snap each goes to the nearest cut or silence. Reset restores the machine's. */
    moveHook: (
      actor: Actor,
      hookId: string,
      move: { startMs?: number; endMs?: number; snap: boolean; reset: boolean },
    ): Promise<KeptHook> =>
      db.transaction(async (trx) => {
        const row = await getHook(trx, actor.organisationId, hookId);
        const analysis = (await repo.findAnalysis(trx, actor.organisationId, row.episode_id))?.document;
        const place = (edge: number | undefined, present_: number): number =>
          edge === undefined ? present_ : move.snap && analysis ? snapEdge(edge, analysis) : Math.min(edge, analysis?.durationMs ?? edge);
        const edges = move.reset
          ? { startMs: row.suggested_start_ms, endMs: row.suggested_end_ms }
          : { startMs: place(move.startMs, row.start_ms), endMs: place(move.endMs, row.end_ms) };
        if (edges.endMs - edges.startMs < shortestHookMs) throw studioErrors.hook_too_short({ leastMs: shortestHookMs });
        const edited = edges.startMs !== row.suggested_start_ms || edges.endMs !== row.suggested_end_ms;
        await repo.moveHook(trx, actor.organisationId, hookId, { ...edges, edited });
        await audit.record(trx, actor, 'studio.move_hook', { id: hookId, title: titleOf(row) }, { ...edges });
        return present(trx, actor.organisationId, await getHook(trx, actor.organisationId, hookId));
      }),

    removeHook: (actor: Actor, hookId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await getHook(trx, actor.organisationId, hookId);
        await repo.removeHook(trx, actor.organisationId, hookId);
        await audit.record(trx, actor, 'studio.remove_hook', { id: hookId, title: titleOf(row) }, { episodeId: row.episode_id });
      }),
  };
}
