import { sql, type ColumnType, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { Analysis, EpisodeAnalysis, Evidence, Hook, KeptHook, Recipe } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Sheets = { filmstrip: EpisodeAnalysis['filmstrip']; keyPictures: EpisodeAnalysis['keyPictures'] };

type Tables = {
  analyses: {
    episode_id: string;
    organisation_id: string;
    work_id: string;
    video_sha256: string;
    task_id: string;
    document: Json<Analysis | null>;
    analysed_sha256: string | null;
    analysed_at: Date | null;
    filmstrip: Json<Sheets['filmstrip']>;
    key_pictures: Json<Sheets['keyPictures']>;
    applied_suggestion_ids: ColumnType<string[], string[] | undefined, string[]>;
  };
  hooks: {
    id: string;
    organisation_id: string;
    work_id: string;
    episode_id: string;
    rank: number;
    start_ms: number;
    end_ms: number;
    suggested_start_ms: number;
    suggested_end_ms: number;
    score: number;
    parts: Json<Hook['parts']>;
    evidence: Json<Evidence[]>;
    origin: KeptHook['origin'];
    edited: boolean;
  };
  clip_batches: { id: string; organisation_id: string; work_id: string; clip_ids: string[]; created_at: Date };
  clips: {
    id: string;
    organisation_id: string;
    work_id: string;
    batch_id: string | null;
    hook_id: string | null;
    episode_ids: string[];
    name: string;
    variant: Json<Record<string, string>>;
    recipe: Json<Recipe>;
    recipe_hash: string;
    task_id: string;
    asset_id: string | null;
    duration_ms: number | null;
    width: number | null;
    height: number | null;
    size_bytes: ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
    created_at: Date;
  };
};
export type AnalysisRow = Selectable<Tables['analyses']>;
export type HookRow = Selectable<Tables['hooks']>;
export type ClipRow = Selectable<Tables['clips']>;
export type BatchRow = Selectable<Tables['clip_batches']>;

const studio = (trx: Trx) => trx.withTables<Tables>();

// ── Analyses ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Notes that an episode's file is being analysed by a task; what an earlier analysis found stays until it is replaced. */
export async function startAnalysis(
  trx: Trx,
  row: { episodeId: string; organisationId: string; workId: string; videoSha256: string; taskId: string },
): Promise<void> {
  const values = { organisation_id: row.organisationId, work_id: row.workId, video_sha256: row.videoSha256, task_id: row.taskId };
  await studio(trx)
    .insertInto('analyses')
    .values({
      episode_id: row.episodeId,
      ...values,
      document: null as never,
      analysed_sha256: null,
      analysed_at: null,
      filmstrip: null as never,
      key_pictures: null as never,
    })
    .onConflict((conflict) => conflict.column('episode_id').doUpdateSet(values))
    .execute();
}

/** Keeps a result; answers false where the file has been replaced or the episode removed since. */
export async function finishAnalysis(
  trx: Trx,
  result: { organisationId: string; episodeId: string; videoSha256: string; document: Analysis; sheets: Sheets; now: Date },
): Promise<boolean> {
  const done = await studio(trx)
    .updateTable('analyses')
    .set({
      document: JSON.stringify(result.document),
      analysed_sha256: result.videoSha256,
      analysed_at: result.now,
      filmstrip: JSON.stringify(result.sheets.filmstrip),
      key_pictures: JSON.stringify(result.sheets.keyPictures),
      applied_suggestion_ids: [],
    })
    .where('organisation_id', '=', result.organisationId)
    .where('episode_id', '=', result.episodeId)
    .where('video_sha256', '=', result.videoSha256)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function findAnalysis(trx: Trx, organisationId: string, episodeId: string): Promise<AnalysisRow | undefined> {
  return studio(trx)
    .selectFrom('analyses')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', episodeId)
    .executeTakeFirst();
}

export type StoryRow = Pick<AnalysisRow, 'episode_id' | 'task_id' | 'analysed_sha256'> & {
  duration_ms: number | null;
  cliffhanger: Analysis['cliffhanger'] | null;
  beats: Analysis['beats'] | null;
  hooks: Analysis['hooks'] | null;
};

/** Of each analysis of a drama what its story needs: whole documents of 80 episodes would be some 10 MB. */
export async function listStories(trx: Trx, organisationId: string, workId: string): Promise<StoryRow[]> {
  return studio(trx)
    .selectFrom('analyses')
    .select(['episode_id', 'task_id', 'analysed_sha256'])
    .select([
      sql<number | null>`(document->>'durationMs')::integer`.as('duration_ms'),
      sql<Analysis['cliffhanger'] | null>`document->'cliffhanger'`.as('cliffhanger'),
      sql<Analysis['beats'] | null>`document->'beats'`.as('beats'),
      sql<Analysis['hooks'] | null>`document->'hooks'`.as('hooks'),
    ])
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .execute();
}

/** Puts another telling in the place of the present one; answers false where the video has been replaced since. */
export async function retellAnalysis(
  trx: Trx,
  told: { organisationId: string; episodeId: string; videoSha256: string; document: Analysis },
): Promise<boolean> {
  const done = await studio(trx)
    .updateTable('analyses')
    .set({ document: JSON.stringify(told.document), applied_suggestion_ids: [] })
    .where('organisation_id', '=', told.organisationId)
    .where('episode_id', '=', told.episodeId)
    .where('analysed_sha256', '=', told.videoSha256)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function setAppliedSuggestions(trx: Trx, organisationId: string, episodeId: string, ids: string[]): Promise<void> {
  await studio(trx)
    .updateTable('analyses')
    .set({ applied_suggestion_ids: ids })
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', episodeId)
    .execute();
}

export async function removeAnalysis(trx: Trx, organisationId: string, episodeId: string): Promise<void> {
  await studio(trx).deleteFrom('analyses').where('organisation_id', '=', organisationId).where('episode_id', '=', episodeId).execute();
  await studio(trx).deleteFrom('hooks').where('organisation_id', '=', organisationId).where('episode_id', '=', episodeId).execute();
}

// ── Hooks ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type NewHook = Omit<HookRow, 'parts' | 'evidence'> & { parts: Hook['parts']; evidence: Evidence[] };

export async function insertHooks(trx: Trx, hooks: readonly NewHook[]): Promise<void> {
  if (hooks.length === 0) return;
  await studio(trx)
    .insertInto('hooks')
    .values(hooks.map((hook) => ({ ...hook, parts: JSON.stringify(hook.parts), evidence: JSON.stringify(hook.evidence) })))
    .execute();
}

/** Removes what the machine found and nobody has touched, to make room for what it finds now. */
export async function removeUntouchedHooks(trx: Trx, organisationId: string, episodeId: string): Promise<void> {
  await studio(trx)
    .deleteFrom('hooks')
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', episodeId)
    .where('origin', '=', 'machine')
    .where('edited', '=', false)
    .execute();
}

export async function listHooksOfEpisode(trx: Trx, organisationId: string, episodeId: string): Promise<HookRow[]> {
  return studio(trx)
    .selectFrom('hooks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('episode_id', '=', episodeId)
    .orderBy('rank')
    .orderBy('id')
    .execute();
}

export async function listHooksOfWork(trx: Trx, organisationId: string, workId: string): Promise<HookRow[]> {
  return studio(trx)
    .selectFrom('hooks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute();
}

export async function findHook(trx: Trx, organisationId: string, hookId: string): Promise<HookRow | undefined> {
  return studio(trx)
    .selectFrom('hooks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', hookId)
    .executeTakeFirst();
}

/** Which of these hooks there are. */
export async function listPresentHooks(trx: Trx, organisationId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await studio(trx)
    .selectFrom('hooks')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.id);
}

export async function moveHook(
  trx: Trx,
  organisationId: string,
  hookId: string,
  edges: { startMs: number; endMs: number; edited: boolean },
): Promise<void> {
  await studio(trx)
    .updateTable('hooks')
    .set({ start_ms: edges.startMs, end_ms: edges.endMs, edited: edges.edited })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', hookId)
    .execute();
}

export async function removeHook(trx: Trx, organisationId: string, hookId: string): Promise<void> {
  await studio(trx).deleteFrom('hooks').where('organisation_id', '=', organisationId).where('id', '=', hookId).execute();
}

// ── Clips ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type NewClip = {
  id: string;
  organisationId: string;
  workId: string;
  batchId: string | null;
  hookId: string | null;
  episodeIds: string[];
  name: string;
  variant: Record<string, string>;
  recipe: Recipe;
  recipeHash: string;
  taskId: string;
  now: Date;
};

export async function insertClip(trx: Trx, clip: NewClip): Promise<void> {
  await studio(trx)
    .insertInto('clips')
    .values({
      id: clip.id,
      organisation_id: clip.organisationId,
      work_id: clip.workId,
      batch_id: clip.batchId,
      hook_id: clip.hookId,
      episode_ids: clip.episodeIds,
      name: clip.name,
      variant: JSON.stringify(clip.variant),
      recipe: JSON.stringify(clip.recipe),
      recipe_hash: clip.recipeHash,
      task_id: clip.taskId,
      asset_id: null,
      duration_ms: null,
      width: null,
      height: null,
      size_bytes: null,
      created_at: clip.now,
    })
    .execute();
}

export async function findClipByRecipe(trx: Trx, organisationId: string, workId: string, recipeHash: string): Promise<ClipRow | undefined> {
  return studio(trx)
    .selectFrom('clips')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where('recipe_hash', '=', recipeHash)
    .executeTakeFirst();
}

export async function findClip(trx: Trx, organisationId: string, clipId: string): Promise<ClipRow | undefined> {
  return studio(trx)
    .selectFrom('clips')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', clipId)
    .executeTakeFirst();
}

export async function listClips(trx: Trx, organisationId: string, workId: string, filter: { episodeId?: string } = {}): Promise<ClipRow[]> {
  let query = studio(trx)
    .selectFrom('clips')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .orderBy('id', 'desc')
    .limit(2000);
  if (filter.episodeId) query = query.where(sql<boolean>`${filter.episodeId} = any(episode_ids)`);
  return query.execute();
}

export async function setClipTask(trx: Trx, organisationId: string, clipId: string, taskId: string): Promise<void> {
  await studio(trx)
    .updateTable('clips')
    .set({ task_id: taskId })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', clipId)
    .execute();
}

export async function findClips(trx: Trx, organisationId: string, clipIds: readonly string[]): Promise<ClipRow[]> {
  if (clipIds.length === 0) return [];
  return studio(trx)
    .selectFrom('clips')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...clipIds])
    .execute();
}

/** Answers false where the clip was removed while it rendered. */
export async function finishClip(
  trx: Trx,
  organisationId: string,
  clipId: string,
  made: { assetId: string; durationMs: number; width: number; height: number; sizeBytes: number },
): Promise<boolean> {
  const done = await studio(trx)
    .updateTable('clips')
    .set({ asset_id: made.assetId, duration_ms: made.durationMs, width: made.width, height: made.height, size_bytes: made.sizeBytes })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', clipId)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function removeClip(trx: Trx, organisationId: string, clipId: string): Promise<void> {
  await studio(trx).deleteFrom('clips').where('organisation_id', '=', organisationId).where('id', '=', clipId).execute();
}

// ── Batches ─────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertBatch(
  trx: Trx,
  batch: { id: string; organisationId: string; workId: string; clipIds: string[]; now: Date },
): Promise<void> {
  await studio(trx)
    .insertInto('clip_batches')
    .values({ id: batch.id, organisation_id: batch.organisationId, work_id: batch.workId, clip_ids: batch.clipIds, created_at: batch.now })
    .execute();
}

export async function findBatch(trx: Trx, organisationId: string, batchId: string): Promise<BatchRow | undefined> {
  return studio(trx)
    .selectFrom('clip_batches')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', batchId)
    .executeTakeFirst();
}

/** What of the studio hangs on some episodes of a work: rows to count, tasks to stop, assets to let go. */
export async function listDependents(trx: Trx, organisationId: string, workId: string, episodeIds: readonly string[]) {
  const [analyses, hooks, clips] = [
    await studio(trx)
      .selectFrom('analyses')
      .select(['episode_id', 'task_id', 'filmstrip', 'key_pictures'])
      .where('organisation_id', '=', organisationId)
      .where('work_id', '=', workId)
      .execute(),
    await studio(trx)
      .selectFrom('hooks')
      .select(['id', 'episode_id'])
      .where('organisation_id', '=', organisationId)
      .where('work_id', '=', workId)
      .execute(),
    await studio(trx)
      .selectFrom('clips')
      .select(['id', 'name', 'task_id', 'asset_id', 'size_bytes', 'episode_ids'])
      .where('organisation_id', '=', organisationId)
      .where('work_id', '=', workId)
      .execute(),
  ];
  const among = new Set(episodeIds);
  return {
    analyses: analyses.filter((row) => among.has(row.episode_id)),
    hooks: hooks.filter((row) => among.has(row.episode_id)),
    clips: clips.filter((row) => row.episode_ids.some((id) => among.has(id))),
  };
}

export async function removeBatches(trx: Trx, organisationId: string, workId: string): Promise<void> {
  await studio(trx).deleteFrom('clip_batches').where('organisation_id', '=', organisationId).where('work_id', '=', workId).execute();
}
