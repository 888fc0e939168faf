import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ItemRow } from '../tables.ts';
import type { ItemPlace } from './repo.ts';
import { tables, type CostRow, type EstimatePlanRow, type EstimateRow, type EstimateState } from './tables.ts';

export type PlanKey = { readonly planId: string; readonly currency: string };
/** `first`: the first of what is new; null where something else changed, too. */
export type PlanMark = PlanKey & { readonly first: ItemPlace | null };

const sorted = <Key extends PlanKey>(plans: readonly Key[]): Key[] =>
  // Always in one order, so that two that mark the same plans do not wait in a circle.
  plans.toSorted((a, b) => (a.planId === b.planId ? (a.currency < b.currency ? -1 : 1) : a.planId < b.planId ? -1 : 1));

export async function markPlans(trx: Trx, organisationId: string, marks: readonly PlanMark[]): Promise<void> {
  for (const { planId, currency, first } of sorted(marks))
    await sql`insert into revenue_estimate_plans as p (organisation_id, plan_id, currency, dirty, epoch, marks, done)
      values (${organisationId}, ${planId}, ${currency}, true, 0, 1, 0)
      on conflict (organisation_id, plan_id, currency) do update set marks = p.marks + 1,
        dirty = p.dirty or ${first === null ? sql`true` : sql`p.occurred_at is null or (p.occurred_at, p.item_id collate "C") >= (${first.occurredAt}, ${first.id})`}`.execute(
      trx,
    );
}

/** As a mark, and what is being estimated at the moment is thrown away. */
export async function releasePlans(trx: Trx, organisationId: string, plans: readonly PlanKey[]): Promise<void> {
  for (const { planId, currency } of sorted(plans))
    await sql`update revenue_estimate_plans set dirty = true, marks = marks + 1, epoch = epoch + 1
      where organisation_id = ${organisationId} and plan_id = ${planId} and currency = ${currency}`.execute(trx);
}

/** As a mark, of all plans that a settlement divided by: what they remember is something else from then on. */
export async function markSettled(trx: Trx, settlementId: string): Promise<void> {
  await sql`update revenue_estimate_plans p set dirty = true, marks = marks + 1 from revenue_plan_states s, revenue_settlements r
    where s.settlement_id = ${settlementId} and r.id = s.settlement_id and p.organisation_id = r.organisation_id and p.plan_id = s.plan_id
      and p.currency = r.currency`.execute(trx);
}

/** Plans whose turn it is, those that waited longest first. */
export async function listDue(trx: Trx, organisationId: string, now: Date): Promise<EstimatePlanRow[]> {
  return tables(trx)
    .selectFrom('revenue_estimate_plans')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`marks <> done`)
    .where(sql<boolean>`(not_before is null or not_before <= ${now}::timestamptz)`)
    .orderBy(sql`folded_at asc nulls first`)
    .orderBy('plan_id')
    .orderBy('currency')
    .execute();
}

export async function lockPlan(trx: Trx, organisationId: string, { planId, currency }: PlanKey): Promise<EstimatePlanRow> {
  return tables(trx)
    .selectFrom('revenue_estimate_plans')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function savePlan(
  trx: Trx,
  organisationId: string,
  { planId, currency }: PlanKey,
  now: { place: ItemPlace | null; state: EstimateState; dirty: boolean; done: number; foldedAt: Date; notBefore: Date },
): Promise<void> {
  await tables(trx)
    .updateTable('revenue_estimate_plans')
    .set({
      occurred_at: now.place?.occurredAt ?? null,
      item_id: now.place?.id ?? null,
      state: JSON.stringify(now.state),
      dirty: now.dirty,
      done: now.done,
      folded_at: now.foldedAt,
      not_before: now.notBefore,
    })
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .execute();
}

/** Items of a plan that stand in no settlement, in the order in which they count, a page at a time; also what a signal holds. */
export async function readUnsettled(
  trx: Trx,
  organisationId: string,
  { planId, currency }: PlanKey,
  after: ItemPlace | null,
  limit: number,
): Promise<ItemRow[]> {
  let query = tables(trx)
    .selectFrom('revenue_items')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('currency', '=', currency)
    .where('plan_id', '=', planId)
    // In the words of the index.
    .where(sql<boolean>`(settled_revision is null or settled_revision <> revision)`)
    .where('settled_settlement', 'is', null)
    .where('valid', '=', true);
  if (after !== null)
    query = query
      .where('occurred_at', '>=', after.occurredAt)
      .where(sql<boolean>`(occurred_at, id collate "C") > (${after.occurredAt}, ${after.id})`);
  return query
    .orderBy('occurred_at')
    .orderBy(sql`id collate "C"`)
    .limit(limit)
    .execute();
}

/** Costs that no settlement which is posted has counted, by when they were spent. */
export async function listOpenCosts(trx: Trx, organisationId: string, { planId, currency }: PlanKey): Promise<CostRow[]> {
  return tables(trx)
    .selectFrom('revenue_costs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .where(sql<boolean>`not exists (select 1 from revenue_settlements s where s.id = revenue_costs.settlement_id and s.state = 'posted')`)
    .orderBy('spent_at')
    .orderBy('id')
    .execute();
}

/** Estimates of a plan: all of them, or of some groups. */
export async function listEstimates(
  trx: Trx,
  organisationId: string,
  { planId, currency }: PlanKey,
  groupKeys: readonly string[] | null,
): Promise<EstimateRow[]> {
  let query = tables(trx)
    .selectFrom('revenue_estimates')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .where('currency', '=', currency);
  if (groupKeys !== null) query = query.where(sql<boolean>`group_key = any(${[...groupKeys]}::text[])`);
  return query.execute();
}

export async function findEstimates(trx: Trx, organisationId: string, groupKeys: readonly string[]): Promise<EstimateRow[]> {
  return tables(trx)
    .selectFrom('revenue_estimates')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`group_key = any(${[...groupKeys]}::text[])`)
    .orderBy('group_key')
    .execute();
}

export async function clearEstimates(trx: Trx, organisationId: string, groupKeys: readonly string[]): Promise<void> {
  await tables(trx)
    .updateTable('revenue_estimates')
    .set({ transfer_id: null, sums: '{}' })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`group_key = any(${[...groupKeys]}::text[])`)
    .execute();
}

export async function upsertEstimates(trx: Trx, rows: readonly EstimateRow[]): Promise<void> {
  if (rows.length === 0) return;
  const texts = (of: (row: EstimateRow) => string | null): (string | null)[] => rows.map(of);
  await sql`insert into revenue_estimates (organisation_id, group_key, plan_id, currency, origin, sums, number, transfer_id)
    select * from unnest(${texts((row) => row.organisation_id)}::text[], ${texts((row) => row.group_key)}::text[],
      ${texts((row) => row.plan_id)}::text[], ${texts((row) => row.currency)}::text[], ${texts((row) => JSON.stringify(row.origin))}::jsonb[],
      ${texts((row) => JSON.stringify(row.sums))}::jsonb[], ${rows.map(({ number }) => number)}::integer[],
      ${texts((row) => row.transfer_id)}::text[])
    on conflict (organisation_id, group_key) do update set sums = excluded.sums, number = excluded.number, transfer_id = excluded.transfer_id`.execute(
    trx,
  );
}

export type DaySum = { payeeId: string; on: string; held: boolean; amountMinor: bigint };

/** What of a plan's estimates becomes payable when: in place of all before, or beside it. */
export async function writeDays(
  trx: Trx,
  organisationId: string,
  { planId, currency }: PlanKey,
  days: readonly DaySum[],
  anew: boolean,
): Promise<void> {
  if (anew)
    await tables(trx)
      .deleteFrom('revenue_estimate_days')
      .where('organisation_id', '=', organisationId)
      .where('plan_id', '=', planId)
      .where('currency', '=', currency)
      .execute();
  if (days.length === 0) return;
  await sql`insert into revenue_estimate_days as d (organisation_id, plan_id, currency, payee_id, payable_on, held, amount_minor)
    select ${organisationId}, ${planId}, ${currency}, * from unnest(${days.map(({ payeeId }) => payeeId)}::text[],
      ${days.map(({ on }) => on)}::date[], ${days.map(({ held }) => held)}::boolean[], ${days.map((day) => day.amountMinor.toString())}::bigint[])
    on conflict (organisation_id, plan_id, currency, payee_id, payable_on, held) do update set amount_minor = d.amount_minor + excluded.amount_minor`.execute(
    trx,
  );
}
