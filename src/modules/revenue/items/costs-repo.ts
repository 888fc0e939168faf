import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { tables, type CostRow } from './tables.ts';

export async function insertCost(trx: Trx, row: CostRow): Promise<void> {
  await tables(trx).insertInto('revenue_costs').values(row).execute();
}

export async function lockCost(trx: Trx, organisationId: string, planId: string, id: string): Promise<CostRow | undefined> {
  return tables(trx)
    .selectFrom('revenue_costs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteCost(trx: Trx, id: string): Promise<void> {
  await tables(trx).deleteFrom('revenue_costs').where('id', '=', id).execute();
}

/** A plan's costs, the latest day first. */
export async function listCosts(
  trx: Trx,
  organisationId: string,
  planId: string,
  before: { on: string; id: string } | null,
  limit: number,
): Promise<CostRow[]> {
  let query = tables(trx)
    .selectFrom('revenue_costs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId);
  if (before !== null) query = query.where(sql<boolean>`(spent_on, id) < (${before.on}::date, ${before.id})`);
  return query.orderBy('spent_on', 'desc').orderBy('id', 'desc').limit(limit).execute();
}
