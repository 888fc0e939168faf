/** Bodies that copies are made of, and the copies. */
import { sql, type ColumnType, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { BodyPlan } from './clips/index.ts';
import type { Recipe } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Size = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
export type StampCard = { title: string; code: string; url: string };

type Tables = {
  clip_bodies: {
    id: string;
    organisation_id: string;
    work_id: string;
    episode_ids: string[];
    name: string;
    recipe: Json<Recipe>;
    recipe_hash: string;
    task_id: string;
    asset_id: string | null;
    plan: ColumnType<BodyPlan | null, string | null, string | null>;
    duration_ms: number | null;
    width: number | null;
    height: number | null;
    size_bytes: Size;
    created_at: Date;
  };
  stamped_clips: {
    id: string;
    organisation_id: string;
    body_id: string;
    card: Json<StampCard>;
    card_hash: string;
    name: string;
    task_id: string | null;
    cancelled_at: Date | null;
    asset_id: string | null;
    way: 'joined' | 'rendered' | null;
    size_bytes: Size;
    created_at: Date;
  };
};
export type BodyRow = Selectable<Tables['clip_bodies']>;
export type StampedRow = Selectable<Tables['stamped_clips']>;
const stamps = (trx: Trx) => trx.withTables<Tables>();

/** Inserts a body unless its recipe has one; answers with the one that is there, locked. */
export async function ensureBody(
  trx: Trx,
  body: {
    id: string;
    organisationId: string;
    workId: string;
    episodeIds: string[];
    name: string;
    recipe: Recipe;
    recipeHash: string;
    now: Date;
  },
): Promise<{ row: BodyRow; made: boolean }> {
  const inserted = await stamps(trx)
    .insertInto('clip_bodies')
    .values({
      id: body.id,
      organisation_id: body.organisationId,
      work_id: body.workId,
      episode_ids: body.episodeIds,
      name: body.name,
      recipe: JSON.stringify(body.recipe),
      recipe_hash: body.recipeHash,
      task_id: '',
      asset_id: null,
      plan: null,
      duration_ms: null,
      width: null,
      height: null,
      size_bytes: null,
      created_at: body.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'work_id', 'recipe_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  const row = await stamps(trx)
    .selectFrom('clip_bodies')
    .selectAll()
    .where('organisation_id', '=', body.organisationId)
    .where('work_id', '=', body.workId)
    .where('recipe_hash', '=', body.recipeHash)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { row, made: inserted !== undefined };
}

export async function setBodyTask(trx: Trx, bodyId: string, taskId: string): Promise<void> {
  await stamps(trx).updateTable('clip_bodies').set({ task_id: taskId }).where('id', '=', bodyId).execute();
}

export async function findBodies(trx: Trx, organisationId: string, ids: readonly string[]): Promise<BodyRow[]> {
  if (ids.length === 0) return [];
  return stamps(trx)
    .selectFrom('clip_bodies')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .execute();
}

/** Held until the transaction ends: copies are ordered and released one after the other. */
export async function lockBody(trx: Trx, organisationId: string, bodyId: string): Promise<BodyRow | undefined> {
  return stamps(trx)
    .selectFrom('clip_bodies')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', bodyId)
    .forUpdate()
    .executeTakeFirst();
}

export async function finishBody(
  trx: Trx,
  organisationId: string,
  bodyId: string,
  made: { assetId: string; plan: BodyPlan; durationMs: number; width: number; height: number; sizeBytes: number },
): Promise<boolean> {
  const done = await stamps(trx)
    .updateTable('clip_bodies')
    .set({
      asset_id: made.assetId,
      plan: JSON.stringify(made.plan),
      duration_ms: made.durationMs,
      width: made.width,
      height: made.height,
      size_bytes: made.sizeBytes,
    })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', bodyId)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The copy with this card: the one that is there, or a new one. */
export async function ensureStamped(
  trx: Trx,
  copy: { id: string; organisationId: string; bodyId: string; card: StampCard; cardHash: string; name: string; now: Date },
): Promise<StampedRow> {
  await stamps(trx)
    .insertInto('stamped_clips')
    .values({
      id: copy.id,
      organisation_id: copy.organisationId,
      body_id: copy.bodyId,
      card: JSON.stringify(copy.card),
      card_hash: copy.cardHash,
      name: copy.name,
      task_id: null,
      cancelled_at: null,
      asset_id: null,
      way: null,
      size_bytes: null,
      created_at: copy.now,
    })
    .onConflict((conflict) => conflict.columns(['body_id', 'card_hash']).doNothing())
    .execute();
  return stamps(trx)
    .selectFrom('stamped_clips')
    .selectAll()
    .where('body_id', '=', copy.bodyId)
    .where('card_hash', '=', copy.cardHash)
    .executeTakeFirstOrThrow();
}

export async function findStamped(trx: Trx, organisationId: string, ids: readonly string[]): Promise<StampedRow[]> {
  if (ids.length === 0) return [];
  return stamps(trx)
    .selectFrom('stamped_clips')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .execute();
}

/** Copies that wait for their body. */
export async function listWaiting(trx: Trx, bodyId: string): Promise<StampedRow[]> {
  return stamps(trx)
    .selectFrom('stamped_clips')
    .selectAll()
    .where('body_id', '=', bodyId)
    .where('task_id', 'is', null)
    .where('asset_id', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function setStampedTask(trx: Trx, id: string, taskId: string | null, cancelledAt: Date | null): Promise<void> {
  await stamps(trx).updateTable('stamped_clips').set({ task_id: taskId, cancelled_at: cancelledAt }).where('id', '=', id).execute();
}

export async function finishStamped(
  trx: Trx,
  organisationId: string,
  id: string,
  made: { assetId: string; way: 'joined' | 'rendered'; sizeBytes: number },
): Promise<boolean> {
  const done = await stamps(trx)
    .updateTable('stamped_clips')
    .set({ asset_id: made.assetId, way: made.way, size_bytes: made.sizeBytes })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Bodies that show any of these episodes, with their copies. */
export async function listOfEpisodes(
  trx: Trx,
  organisationId: string,
  workId: string,
  episodeIds: readonly string[],
): Promise<{ bodies: BodyRow[]; copies: StampedRow[] }> {
  const bodies = await stamps(trx)
    .selectFrom('clip_bodies')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where(sql<boolean>`episode_ids && ${episodeIds as string[]}::text[]`)
    .execute();
  if (bodies.length === 0) return { bodies, copies: [] };
  const copies = await stamps(trx)
    .selectFrom('stamped_clips')
    .selectAll()
    .where(
      'body_id',
      'in',
      bodies.map((body) => body.id),
    )
    .execute();
  return { bodies, copies };
}

/** Forgets bodies and their copies. */
export async function removeBodies(trx: Trx, bodyIds: readonly string[]): Promise<void> {
  if (bodyIds.length === 0) return;
  await stamps(trx)
    .deleteFrom('stamped_clips')
    .where('body_id', 'in', [...bodyIds])
    .execute();
  await stamps(trx)
    .deleteFrom('clip_bodies')
    .where('id', 'in', [...bodyIds])
    .execute();
}
