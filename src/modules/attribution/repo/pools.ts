import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionTables } from '../tables.ts';
import { jsonRows, textArray } from './rows.ts';

export async function selectShares(
  trx: Trx,
  poolIds: readonly string[],
): Promise<Selectable<AttributionTables['attribution_pool_shares']>[]> {
  const { rows } = await sql<Selectable<AttributionTables['attribution_pool_shares']>>`
    select * from attribution_pool_shares where pool_id = any(${textArray(poolIds)})`.execute(trx);
  return rows;
}

export async function upsertPools(trx: Trx, organisationId: string, rows: readonly object[]): Promise<void> {
  await sql`
    insert into attribution_pools (id, organisation_id, source_id, subject_key, day, work_id, currency, amount_minor, count, changed_at)
    select id, ${organisationId}, source_id, subject_key, day, work_id, currency, amount_minor, count, changed_at
    from jsonb_to_recordset(${jsonRows(rows)}) as x(id text, source_id text, subject_key text, day date, work_id text, currency text,
      amount_minor bigint, count bigint, changed_at timestamptz)
    on conflict (id) do update set currency = excluded.currency, amount_minor = excluded.amount_minor, count = excluded.count,
      changed_at = excluded.changed_at`.execute(trx);
}

/** The shares of some pools, in place of those before. */
export async function replaceShares(trx: Trx, poolIds: readonly string[], rows: readonly object[]): Promise<void> {
  await sql`delete from attribution_pool_shares where pool_id = any(${textArray(poolIds)})`.execute(trx);
  if (rows.length === 0) return;
  await sql`
    insert into attribution_pool_shares (pool_id, placement_id, count, amount_minor, reasons, credited, counted)
    select pool_id, placement_id, count, amount_minor, reasons, credited, counted
    from jsonb_to_recordset(${jsonRows(rows)}) as x(pool_id text, placement_id text, count bigint, amount_minor bigint, reasons jsonb,
      credited boolean, counted jsonb)`.execute(trx);
}
