import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { MarketSource } from './contract.ts';
import type { LibraryTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<LibraryTables>();

export type SourceRow = Selectable<LibraryTables['market_sources']>;
export type FetchRow = Selectable<LibraryTables['market_fetches']>;

/** The standing source of what is pasted, uploaded or dropped; made of `row` the first time. */
export async function standingSource(trx: Trx, row: Insertable<LibraryTables['market_sources']>): Promise<SourceRow> {
  await on(trx)
    .insertInto('market_sources')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return on(trx)
    .selectFrom('market_sources')
    .selectAll()
    .where('organisation_id', '=', row.organisation_id)
    .where('kind', '=', row.kind)
    .executeTakeFirstOrThrow();
}

/** Null where the address is followed already. */
export async function insertSource(trx: Trx, row: Insertable<LibraryTables['market_sources']>): Promise<SourceRow | undefined> {
  return on(trx)
    .insertInto('market_sources')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function findSource(trx: Trx, organisationId: string, id: string, lock = false): Promise<SourceRow | undefined> {
  const query = on(trx)
    .selectFrom('market_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function updateSource(trx: Trx, id: string, change: Updateable<LibraryTables['market_sources']>): Promise<void> {
  await on(trx).updateTable('market_sources').set(change).where('id', '=', id).execute();
}

export async function listSources(trx: Trx, organisationId: string): Promise<SourceRow[]> {
  return on(trx)
    .selectFrom('market_sources')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

export async function countFollowed(trx: Trx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from market_sources
    where organisation_id = ${organisationId} and url is not null and removed_at is null`.execute(trx);
  return Number(rows[0]!.count);
}

/** Sources whose time has come, held; others that look now pass them over. */
export async function lockDueSources(trx: Trx, now: Date, limit: number): Promise<SourceRow[]> {
  return on(trx)
    .selectFrom('market_sources')
    .selectAll()
    .where('next_fetch_at', '<=', now)
    .where('removed_at', 'is', null)
    .where('state', '<>', 'paused')
    .orderBy('next_fetch_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function countDocuments(trx: Trx, organisationId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ source_id: string; count: bigint }>`select source_id, count(*) as count from market_documents
    where organisation_id = ${organisationId} and archived_at is null and replaced_by is null group by source_id`.execute(trx);
  return new Map(rows.map((row) => [row.source_id, Number(row.count)]));
}

export async function kindsOf(trx: Trx, ids: readonly string[]): Promise<Map<string, MarketSource['kind']>> {
  const rows = await on(trx)
    .selectFrom('market_sources')
    .select(['id', 'kind'])
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.kind]));
}

// ── Visits ──────────────────────────────────────────────────────────────────────────────────────────────────────

const keptVisits = 100;

/** Writes a visit down; of each source the last hundred are kept. */
export async function insertFetch(trx: Trx, row: Insertable<LibraryTables['market_fetches']>): Promise<void> {
  await on(trx).insertInto('market_fetches').values(row).execute();
  await sql`delete from market_fetches where source_id = ${row.source_id} and id <= (
    select id from market_fetches where source_id = ${row.source_id} order by id desc offset ${keptVisits} limit 1)`.execute(trx);
}

export async function listFetches(trx: Trx, organisationId: string, sourceId: string): Promise<FetchRow[]> {
  return on(trx)
    .selectFrom('market_fetches')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(keptVisits)
    .execute();
}

export async function entriesKnown(trx: Trx, sourceId: string, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('market_feed_entries')
    .select(['entry_key', 'content_key'])
    .where('source_id', '=', sourceId)
    .where('entry_key', '=', sql<string>`any(${keys as string[]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.entry_key, row.content_key]));
}

export async function putEntry(trx: Trx, row: LibraryTables['market_feed_entries']): Promise<void> {
  await on(trx)
    .insertInto('market_feed_entries')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'entry_key']).doUpdateSet({ content_key: row.content_key, seen_at: row.seen_at }),
    )
    .execute();
}
