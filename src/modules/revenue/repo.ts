import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { PlanScope } from './contract.ts';
import type { PayeeRow, PlanRow, RevenueTables, SignatureRow, VersionRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<RevenueTables>();

// ── Payees ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers false where whoever it belongs to has a payee already. */
export async function insertPayee(trx: Trx, row: Insertable<RevenueTables['payees']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('payees')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function lockPayee(trx: Trx, organisationId: string, id: string): Promise<PayeeRow | undefined> {
  return on(trx)
    .selectFrom('payees')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updatePayee(trx: Trx, id: string, change: Updateable<RevenueTables['payees']>): Promise<void> {
  await on(trx).updateTable('payees').set(change).where('id', '=', id).execute();
}

export type Belonging = { creatorId?: string | null; agencyId?: string | null; userId?: string | null };

/** The payees of somebody: as a creator, as an agency's person, as a member. */
export async function findPayeesOf(trx: Trx, organisationId: string, of: Belonging): Promise<PayeeRow[]> {
  return on(trx)
    .selectFrom('payees')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where((is) =>
      is.or([
        ...(of.creatorId ? [is('creator_id', '=', of.creatorId)] : []),
        ...(of.agencyId ? [is('agency_id', '=', of.agencyId)] : []),
        ...(of.userId ? [is('user_id', '=', of.userId)] : []),
      ]),
    )
    .orderBy('id')
    .execute();
}

export async function findPayees(trx: Trx, organisationId: string, ids: readonly string[]): Promise<PayeeRow[]> {
  if (ids.length === 0) return [];
  return on(trx)
    .selectFrom('payees')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .orderBy('id')
    .execute();
}

export async function listPayees(
  trx: Trx,
  organisationId: string,
  page: { beforeId: string | null; limit: number; query: string | null },
): Promise<PayeeRow[]> {
  let query = on(trx).selectFrom('payees').selectAll().where('organisation_id', '=', organisationId);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.query !== null) query = query.where(sql<boolean>`position(lower(${page.query}) in lower(name)) > 0`);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

// ── Plans ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers false where the scope has its plan already. */
export async function insertPlan(trx: Trx, row: Insertable<RevenueTables['share_plans']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('share_plans')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

const ofScopes = (trx: Trx, organisationId: string, of: { workId: string | null; campaignId: string | null }) =>
  on(trx)
    .selectFrom('share_plans')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where((is) =>
      is.or([
        is('scope', '=', 'organisation'),
        ...(of.workId === null ? [] : [is('work_id', '=', of.workId)]),
        ...(of.campaignId === null ? [] : [is('campaign_id', '=', of.campaignId)]),
      ]),
    );

/** The plans that may divide money of a campaign and a work, at most one of each scope. */
export async function findPlansFor(
  trx: Trx,
  organisationId: string,
  of: { workId: string | null; campaignId: string | null },
): Promise<PlanRow[]> {
  return ofScopes(trx, organisationId, of).execute();
}

export async function findPlan(trx: Trx, organisationId: string, id: string, lock: boolean): Promise<PlanRow | undefined> {
  const query = on(trx).selectFrom('share_plans').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export type PlanListing = {
  scope: PlanScope | null;
  workId: string | null;
  campaignId: string | null;
  beforeId: string | null;
  limit: number;
};
export async function listPlans(trx: Trx, organisationId: string, listing: PlanListing): Promise<PlanRow[]> {
  let query = on(trx).selectFrom('share_plans').selectAll().where('organisation_id', '=', organisationId);
  if (listing.scope !== null) query = query.where('scope', '=', listing.scope);
  if (listing.workId !== null) query = query.where('work_id', '=', listing.workId);
  if (listing.campaignId !== null) query = query.where('campaign_id', '=', listing.campaignId);
  if (listing.beforeId !== null) query = query.where('id', '<', listing.beforeId);
  return query.orderBy('id', 'desc').limit(listing.limit).execute();
}

export async function renamePlan(trx: Trx, id: string, name: string): Promise<void> {
  await on(trx).updateTable('share_plans').set({ name }).where('id', '=', id).execute();
}

export async function deletePlan(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('share_plans').where('id', '=', id).execute();
}

// ── Versions and signatures ─────────────────────────────────────────────────────────────────────────────────────

export async function insertVersion(trx: Trx, row: Insertable<RevenueTables['share_plan_versions']>): Promise<void> {
  await on(trx).insertInto('share_plan_versions').values(row).execute();
}

export async function updateVersion(
  trx: Trx,
  planId: string,
  version: number,
  change: Updateable<RevenueTables['share_plan_versions']>,
): Promise<void> {
  await on(trx).updateTable('share_plan_versions').set(change).where('plan_id', '=', planId).where('version', '=', version).execute();
}

export async function deleteVersion(trx: Trx, planId: string, version: number): Promise<void> {
  await on(trx).deleteFrom('share_plan_versions').where('plan_id', '=', planId).where('version', '=', version).execute();
}

/** All versions of plans, newest first. */
export async function listVersions(trx: Trx, organisationId: string, planIds: readonly string[]): Promise<VersionRow[]> {
  if (planIds.length === 0) return [];
  return on(trx)
    .selectFrom('share_plan_versions')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`plan_id = any(${[...planIds]}::text[])`)
    .orderBy('plan_id')
    .orderBy('version', 'desc')
    .execute();
}

/** Plans with a version that was put before one of these payees, those that wait first, then the newest. */
export async function listPlanIdsSignedBy(trx: Trx, organisationId: string, payeeIds: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ plan_id: string }>`
    select plan_id from share_plan_versions
    where organisation_id = ${organisationId} and signers && ${[...payeeIds]}::text[]
    group by plan_id order by bool_or(state = 'proposed') desc, max(proposed_at) desc limit ${limit}`.execute(trx);
  return rows.map((row) => row.plan_id);
}

export async function insertSignature(trx: Trx, row: Insertable<RevenueTables['share_plan_signatures']>): Promise<void> {
  await on(trx).insertInto('share_plan_signatures').values(row).execute();
}

/** Who said what to the versions of plans, oldest first. */
export async function listSignatures(trx: Trx, organisationId: string, planIds: readonly string[]): Promise<SignatureRow[]> {
  if (planIds.length === 0) return [];
  return on(trx)
    .selectFrom('share_plan_signatures')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`plan_id = any(${[...planIds]}::text[])`)
    .orderBy('signed_at')
    .orderBy('party')
    .execute();
}
