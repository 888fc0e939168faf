import type { Task } from '../../../platform/jobs/contract.ts';
import type { Clip, KeptHook } from '../contract.ts';
import type { ClipRow, HookRow } from '../repo.ts';
import { rankHooks } from '../story/index.ts';

/** A row's state is its task's; a task that has been swept ended long ago, and then the row says how. */
export function stateOf(task: Task | undefined, finished: boolean) {
  if (task) return { state: task.state, progressBps: task.progressBps, taskId: task.id, error: task.error };
  return {
    state: finished ? ('done' as const) : ('failed' as const),
    progressBps: finished ? 10_000 : 0,
    taskId: null,
    error: finished ? null : { code: 'platform.unavailable', params: {} },
  };
}

/** Hooks of a drama, best first, as people see them; hooks of episodes that are gone are left out. */
export function rankAcross(rows: readonly HookRow[], episodeNumbers: ReadonlyMap<string, number>): KeptHook[] {
  const episodes = [...episodeNumbers].map(([episodeId, number]) => ({
    episodeId,
    number,
    hooks: rows
      .filter((row) => row.episode_id === episodeId)
      .map((row) => ({ score: row.score, startMs: row.start_ms, rank: row.rank, row })),
  }));
  return rankHooks(episodes).map(({ episodeId, number, dramaRank, hook: { row } }) => ({
    id: row.id,
    episodeId,
    episodeNumber: number,
    rank: row.rank,
    dramaRank,
    startMs: row.start_ms,
    endMs: row.end_ms,
    suggestedStartMs: row.suggested_start_ms,
    suggestedEndMs: row.suggested_end_ms,
    score: row.score,
    parts: row.parts,
    evidence: row.evidence,
    origin: row.origin,
    edited: row.edited,
  }));
}

export function clipOf(row: ClipRow, task: Task | undefined): Clip {
  return {
    ...stateOf(task, row.asset_id !== null),
    id: row.id,
    workId: row.work_id,
    batchId: row.batch_id,
    hookId: row.hook_id,
    name: row.name,
    variant: row.variant,
    recipe: row.recipe,
    recipeHash: row.recipe_hash,
    durationMs: row.duration_ms,
    width: row.width,
    height: row.height,
    sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
    assetId: row.asset_id,
    createdAt: row.created_at.toISOString(),
  };
}
