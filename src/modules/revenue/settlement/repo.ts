/** The settlements themselves: their rows, what came before them, and what is read of them afterwards. */
import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ItemTables } from '../items/tables.ts';
import type { RevenueTables, SettlementRow, VersionRow } from '../tables.ts';
import type { SettlementState } from './contract.ts';
import type { StoredState } from './posting.ts';

export const on = (trx: Trx) => trx.withTables<RevenueTables & ItemTables>();

/** Answers false where another settlement of the currency is not finished. */
export async function insertSettlement(trx: Trx, row: Insertable<RevenueTables['revenue_settlements']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('revenue_settlements')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findSettlement(trx: Trx, organisationId: string, id: string, lock = false): Promise<SettlementRow | undefined> {
  const query = on(trx).selectFrom('revenue_settlements').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** The settlement that keeps others of its currency from beginning. */
export async function findOpen(trx: Trx, organisationId: string, currency: string): Promise<SettlementRow | undefined> {
  return on(trx)
    .selectFrom('revenue_settlements')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('currency', '=', currency)
    .where(sql<boolean>`(state in ('computing', 'ready', 'approved') or (state = 'failed' and approved_at is not null))`)
    .executeTakeFirst();
}

export async function newestRun(trx: Trx, organisationId: string, currency: string, period: string): Promise<number> {
  const { run } = await on(trx)
    .selectFrom('revenue_settlements')
    .select((is) => is.fn.max('run').as('run'))
    .where('organisation_id', '=', organisationId)
    .where('currency', '=', currency)
    .where('period', '=', period)
    .executeTakeFirstOrThrow();
  return run ?? 0;
}

/** The latest month that is posted in a currency. */
export async function newestPeriod(trx: Trx, organisationId: string, currency: string): Promise<string | null> {
  const { period } = await on(trx)
    .selectFrom('revenue_settlements')
    .select((is) => is.fn.max('period').as('period'))
    .where('organisation_id', '=', organisationId)
    .where('currency', '=', currency)
    .where('state', '=', 'posted')
    .executeTakeFirstOrThrow();
  return period;
}

export type SettlementListing = {
  period: string | null;
  currency: string | null;
  state: SettlementState | null;
  beforeId: string | null;
  limit: number;
};
export async function listSettlements(trx: Trx, organisationId: string, listing: SettlementListing): Promise<SettlementRow[]> {
  let query = on(trx).selectFrom('revenue_settlements').selectAll().where('organisation_id', '=', organisationId);
  if (listing.period !== null) query = query.where('period', '=', listing.period);
  if (listing.currency !== null) query = query.where('currency', '=', listing.currency);
  if (listing.state !== null) query = query.where('state', '=', listing.state);
  if (listing.beforeId !== null) query = query.where('id', '<', listing.beforeId);
  return query.orderBy('id', 'desc').limit(listing.limit).execute();
}

/** Changes a settlement in one of these states; answers false where it is in none of them. */
export async function changeSettlement(
  trx: Trx,
  id: string,
  states: readonly SettlementState[],
  change: Updateable<RevenueTables['revenue_settlements']>,
): Promise<boolean> {
  const { numUpdatedRows } = await on(trx)
    .updateTable('revenue_settlements')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...states])
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Notes how far a computation is, under the settlement's lock; answers false where it is not this one's any more: cancelled, or begun
 * anew by another process that takes this one for dead.
 */
export async function goOn(trx: Trx, id: string, by: string, progress: { done: number; total: number }): Promise<boolean> {
  const { numUpdatedRows } = await on(trx)
    .updateTable('revenue_settlements')
    .set({ progress: JSON.stringify({ stage: 'computing', ...progress, by }) })
    .where('id', '=', id)
    .where('state', '=', 'computing')
    .where(sql<boolean>`progress ->> 'by' = ${by}`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Versions of plans, agreed or once agreed, by plan and number. */
export async function findVersions(
  trx: Trx,
  organisationId: string,
  of: readonly { planId: string; version: number }[],
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select * from share_plan_versions where organisation_id = ${organisationId}
    and (plan_id, version) in (select * from unnest(${of.map(({ planId }) => planId)}::text[], ${of.map(({ version }) => version)}::int[]))`.execute(
    trx,
  );
  return rows;
}

export async function planNames(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await on(trx)
    .selectFrom('share_plans')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What plans remember since the last settlement of the currency that was posted and concerned them. */
export async function lastStates(
  trx: Trx,
  organisationId: string,
  currency: string,
  planIds: readonly string[],
): Promise<Map<string, StoredState>> {
  const { rows } = await sql<{ plan_id: string; after: StoredState }>`
    select distinct on (s.plan_id) s.plan_id, s.after from revenue_plan_states s join revenue_settlements r on r.id = s.settlement_id
    where s.plan_id = any(${[...planIds]}::text[]) and r.organisation_id = ${organisationId} and r.currency = ${currency} and r.state = 'posted'
    order by s.plan_id, r.posted_at desc, r.id desc`.execute(trx);
  return new Map(rows.map((row) => [row.plan_id, row.after]));
}

/** What a settlement began from. */
export async function statesBefore(trx: Trx, settlementId: string): Promise<Map<string, StoredState>> {
  const rows = await on(trx)
    .selectFrom('revenue_plan_states')
    .select(['plan_id', 'before'])
    .where('settlement_id', '=', settlementId)
    .execute();
  return new Map(rows.map((row) => [row.plan_id, row.before as StoredState]));
}

/** Removes what was computed, up to `limit` postings at a time; answers whether more is left. Its costs are free again. */
export async function clearComputed(trx: Trx, settlementId: string, limit: number): Promise<boolean> {
  const { rows } = await sql<{ number: bigint }>`
    delete from revenue_postings where settlement_id = ${settlementId} and number in (
      select number from revenue_postings where settlement_id = ${settlementId} order by number limit ${limit}) returning number`.execute(
    trx,
  );
  if (rows.length === limit) return true;
  for (const table of [
    'revenue_posting_groups',
    'revenue_settlement_payees',
    'revenue_settlement_passed',
    'revenue_plan_states',
    'revenue_dues',
  ] as const)
    await on(trx).deleteFrom(table).where('settlement_id', '=', settlementId).execute();
  await on(trx).updateTable('revenue_costs').set({ settlement_id: null }).where('settlement_id', '=', settlementId).execute();
  return false;
}
