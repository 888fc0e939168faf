import { sql, type Insertable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AssetRow, CatalogTables } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CatalogTables>();

export async function insertAsset(trx: Trx, row: Insertable<CatalogTables['assets']>): Promise<AssetRow> {
  return tables(trx).insertInto('assets').values(row).returningAll().executeTakeFirstOrThrow();
}

export function findAsset(trx: Trx, organisationId: string, assetId: string): Promise<AssetRow | undefined> {
  return tables(trx)
    .selectFrom('assets')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', assetId)
    .executeTakeFirst();
}

export async function selectAssets(trx: Trx, organisationId: string, ids: readonly string[]): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  return tables(trx)
    .selectFrom('assets')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${ids as string[]}::text[])`)
    .execute();
}

/** Removes an asset and answers with the hash of its bytes; null where there was none. */
export async function deleteAsset(trx: Trx, organisationId: string, assetId: string): Promise<string | null> {
  const row = await tables(trx)
    .deleteFrom('assets')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', assetId)
    .returning('sha256')
    .executeTakeFirst();
  return row?.sha256 ?? null;
}

// ── Bytes that nobody may need any more; these rows belong to no tenant, for the same bytes may serve several ───────

/** Asks for a look at an object when due; an earlier request waits as long as the later one. */
export async function askForRemoval(trx: Trx, sha256s: readonly string[], dueAt: Date): Promise<void> {
  if (sha256s.length === 0) return;
  await tables(trx)
    .insertInto('object_removals')
    .values(sha256s.map((sha256) => ({ sha256, due_at: dueAt })))
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ due_at: dueAt }))
    .execute();
}

/** Takes the request back; waits for a sweep that is looking at the same object now. */
export async function withdrawRemoval(trx: Trx, sha256: string): Promise<void> {
  await tables(trx).deleteFrom('object_removals').where('sha256', '=', sha256).execute();
}

/** One object whose time has come, held until the transaction ends; another process's is passed over. */
export async function takeDueRemoval(trx: Trx, now: Date): Promise<string | null> {
  const row = await tables(trx)
    .selectFrom('object_removals')
    .select('sha256')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.sha256 ?? null;
}

/** Which of these hashes no asset of any tenant has. */
export async function selectUnreferenced(trx: Trx, sha256s: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select wanted.sha256 from unnest(${sha256s as string[]}::text[]) as wanted (sha256)
    where not exists (select 1 from assets where assets.sha256 = wanted.sha256)`.execute(trx);
  return rows.map((row) => row.sha256);
}
