import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CatalogTables, WorkRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CatalogTables>();

// Everything but what only SQL needs: tokens are large and stay where they are.
const columns = [
  'id',
  'organisation_id',
  'kind',
  'orientation',
  'making',
  'status',
  'original_language',
  'texts',
  'genres',
  'planned_episodes',
  'filing_number',
  'filing_from',
  'filing_until',
  'cover_asset_id',
  'episode_count',
  'total_duration_ms',
  'trashed_at',
  'created_at',
  'updated_at',
] as const;

export type WorkFilter = {
  trashed: boolean;
  kind?: WorkRow['kind'];
  status?: WorkRow['status'];
  genre?: string;
  /** All must be there; an empty list asks for nothing. */
  tokens: readonly string[];
};
export type WorkOrder = 'updated' | 'created' | 'title';
/** The last row of the page before: the value it is sorted by, and its id. */
export type WorkPlace = { value: string; id: string };

const orders = {
  updated: { column: 'updated_at', direction: 'desc' },
  created: { column: 'created_at', direction: 'desc' },
  title: { column: 'title_sort', direction: 'asc' },
} as const;

function filtered(trx: Trx, organisationId: string, filter: WorkFilter) {
  let query = tables(trx)
    .selectFrom('works')
    .where('organisation_id', '=', organisationId)
    .where('trashed_at', filter.trashed ? 'is not' : 'is', null);
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.genre) query = query.where(sql<boolean>`genres @> ${[filter.genre]}::text[]`);
  if (filter.tokens.length > 0) query = query.where(sql<boolean>`search_tokens @> ${filter.tokens as string[]}::text[]`);
  return query;
}

/** A page of works with, for each, the value that it is sorted by. */
export async function selectWorks(
  trx: Trx,
  organisationId: string,
  filter: WorkFilter,
  page: { order: WorkOrder; after: WorkPlace | null; limit: number },
): Promise<(WorkRow & { place: string })[]> {
  const { column, direction } = orders[page.order];
  const cast = sql.raw(page.order === 'title' ? 'text' : 'timestamptz');
  let query = filtered(trx, organisationId, filter)
    .select(columns)
    .select(page.order === 'title' ? sql<string>`title_sort`.as('place') : sql<string>`to_json(${sql.ref(column)})#>>'{}'`.as('place'));
  if (page.after)
    query = query.where(
      sql<boolean>`(${sql.ref(column)}, id) ${sql.raw(direction === 'desc' ? '<' : '>')} (${page.after.value}::${cast}, ${page.after.id}::text)`,
    );
  return query.orderBy(column, direction).orderBy('id', direction).limit(page.limit).execute();
}

/** How many works match, counted no further than `most`. */
export async function countWorks(trx: Trx, organisationId: string, filter: WorkFilter, most: number): Promise<number> {
  const found = await tables(trx)
    .selectFrom(
      filtered(trx, organisationId, filter)
        .select(sql`1`.as('one'))
        .limit(most)
        .as('found'),
    )
    .select((of) => of.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(found.count);
}

export function findWork(trx: Trx, organisationId: string, workId: string): Promise<WorkRow | undefined> {
  return tables(trx)
    .selectFrom('works')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', workId)
    .executeTakeFirst();
}

/** The work, held against other changes until the transaction ends: episode counts are kept under this lock. */
export function lockWork(trx: Trx, organisationId: string, workId: string): Promise<WorkRow | undefined> {
  return tables(trx)
    .selectFrom('works')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', workId)
    .forUpdate()
    .executeTakeFirst();
}

export function findWorkByTitle(
  trx: Trx,
  organisationId: string,
  title: string,
  token: { tokens: readonly string[] },
): Promise<WorkRow | undefined> {
  return filtered(trx, organisationId, { trashed: false, tokens: token.tokens })
    .select(columns)
    .where(sql<boolean>`texts @> ${JSON.stringify([{ title }])}::jsonb`)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst();
}

export async function insertWork(trx: Trx, row: Insertable<CatalogTables['works']>): Promise<void> {
  await tables(trx).insertInto('works').values(row).execute();
}

export async function updateWork(
  trx: Trx,
  organisationId: string,
  workId: string,
  change: Updateable<CatalogTables['works']>,
): Promise<void> {
  await tables(trx).updateTable('works').set(change).where('organisation_id', '=', organisationId).where('id', '=', workId).execute();
}

export async function addToTotals(
  trx: Trx,
  organisationId: string,
  workId: string,
  change: { episodes: number; durationMs: number; at: Date },
): Promise<void> {
  await tables(trx)
    .updateTable('works')
    .set((of) => ({
      episode_count: of('episode_count', '+', change.episodes),
      total_duration_ms: of('total_duration_ms', '+', BigInt(change.durationMs)),
      updated_at: change.at,
    }))
    .where('organisation_id', '=', organisationId)
    .where('id', '=', workId)
    .execute();
}

export async function deleteWork(trx: Trx, organisationId: string, workId: string): Promise<void> {
  await tables(trx)
    .deleteFrom('work_derivations')
    .where('organisation_id', '=', organisationId)
    .where((of) => of.or([of('work_id', '=', workId), of('from_work_id', '=', workId)]))
    .execute();
  await tables(trx).deleteFrom('import_runs').where('organisation_id', '=', organisationId).where('work_id', '=', workId).execute();
  await tables(trx).deleteFrom('works').where('organisation_id', '=', organisationId).where('id', '=', workId).execute();
}

// ── What derives from what ──────────────────────────────────────────────────────────────────────────────────────

export type DerivationRow = {
  workId: string;
  how: CatalogTables['work_derivations']['how'];
  texts: WorkRow['texts'];
  kind: WorkRow['kind'];
};

/** The works that `workId` derives from (`sources`), or that derive from it (`derived`). */
export async function selectDerivations(
  trx: Trx,
  organisationId: string,
  workId: string,
  side: 'sources' | 'derived',
): Promise<DerivationRow[]> {
  const [near, far] = side === 'sources' ? (['work_id', 'from_work_id'] as const) : (['from_work_id', 'work_id'] as const);
  const rows = await tables(trx)
    .selectFrom('work_derivations')
    .innerJoin('works', 'works.id', `work_derivations.${far}`)
    .select([`work_derivations.${far} as workId`, 'work_derivations.how', 'works.texts', 'works.kind'])
    .where('work_derivations.organisation_id', '=', organisationId)
    .where(`work_derivations.${near}`, '=', workId)
    .orderBy('works.created_at')
    .orderBy('works.id')
    .execute();
  return rows as DerivationRow[];
}

/** Holds the organisation's graph until the transaction ends, so that two changes cannot close a circle together. */
export async function lockDerivations(trx: Trx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog.derivations:${organisationId}`}, 0))`.execute(trx);
}

/** Which of these works derive, over any number of steps, from `workId`. */
export async function selectDescendantsAmong(
  trx: Trx,
  organisationId: string,
  workId: string,
  among: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive descendants (id) as (
      select ${workId}::text
      union
      select d.work_id from work_derivations d join descendants on d.from_work_id = descendants.id where d.organisation_id = ${organisationId}
    )
    select id from descendants where id = any(${among as string[]}::text[])`.execute(trx);
  return rows.map((row) => row.id);
}

export async function replaceDerivations(
  trx: Trx,
  organisationId: string,
  workId: string,
  sources: readonly { workId: string; how: DerivationRow['how'] }[],
): Promise<void> {
  await tables(trx).deleteFrom('work_derivations').where('organisation_id', '=', organisationId).where('work_id', '=', workId).execute();
  if (sources.length === 0) return;
  await tables(trx)
    .insertInto('work_derivations')
    .values(sources.map((source) => ({ organisation_id: organisationId, work_id: workId, from_work_id: source.workId, how: source.how })))
    .execute();
}

export async function selectWorksByIds(trx: Trx, organisationId: string, ids: readonly string[]): Promise<WorkRow[]> {
  if (ids.length === 0) return [];
  return tables(trx)
    .selectFrom('works')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', ids as string[])
    .execute();
}

export async function selectExistingWorks(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tables(trx)
    .selectFrom('works')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', ids as string[])
    .execute();
  return new Set(rows.map((row) => row.id));
}
