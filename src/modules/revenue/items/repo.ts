import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ItemRow, PlanRow } from '../tables.ts';
import { tables } from './tables.ts';

/** Where a listing in the order in which items count goes on. */
export type ItemPlace = { readonly occurredAt: Date; readonly id: string };

/** One after another in an organisation: two that feed at once would both find an item new. */
export async function lockFeed(trx: Trx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`revenue.feed:${organisationId}`}, 0))`.execute(trx);
}

/** The items of conversions and pools, by what their source calls them. */
export async function findItemsOf(
  trx: Trx,
  organisationId: string,
  subjects: readonly { sourceId: string; externalId: string }[],
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`select i.* from unnest(${subjects.map(({ sourceId }) => sourceId)}::text[],
      ${subjects.map(({ externalId }) => externalId)}::text[]) as x(source_id, external_id)
    join revenue_items i on i.organisation_id = ${organisationId} and i.source_id = x.source_id and i.external_id = x.external_id`.execute(
    trx,
  );
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

const columns = {
  id: 'text',
  organisation_id: 'text',
  kind: 'text',
  source_id: 'text',
  external_id: 'text',
  work_id: 'text',
  campaign_id: 'text',
  creator_id: 'text',
  agency_id: 'text',
  currency: 'text',
  amount_minor: 'bigint',
  refunded_minor: 'bigint',
  creator_terms_minor: 'bigint',
  agency_terms_minor: 'bigint',
  cap_minor: 'bigint',
  valid: 'boolean',
  held: 'boolean',
  occurred_at: 'timestamptz',
  refunded_at: 'timestamptz',
  changed_at: 'timestamptz',
  payable_at: 'timestamptz',
  plan_id: 'text',
  plan_version: 'integer',
  undivided: 'text',
  fed_at: 'timestamptz',
  revision: 'integer',
} as const satisfies Partial<Record<keyof ItemRow, string>>;
const names = Object.keys(columns) as (keyof typeof columns)[];
const list = sql.raw(names.join(', '));
const renewed = sql.raw(
  names
    .filter((name) => name !== 'id' && name !== 'organisation_id')
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);

/** Writes items as they are now; how far they are settled is left as it is. */
export async function upsertItems(trx: Trx, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (name: keyof typeof columns): (string | number | boolean | null)[] =>
    rows.map((row) => {
      const value = row[name];
      return typeof value === 'bigint' ? value.toString() : value instanceof Date ? value.toISOString() : value;
    });
  const arrays = sql.join(names.map((name) => sql`${of(name)}::${sql.raw(columns[name])}[]`));
  await sql`insert into revenue_items (${list}) select * from unnest(${arrays})
    on conflict (id) do update set ${renewed}`.execute(trx);
}

/** The plans that may divide money of some campaigns and works, and the default. */
export async function findPlansOf(
  trx: Trx,
  organisationId: string,
  of: { campaignIds: readonly string[]; workIds: readonly string[] },
): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select * from share_plans where organisation_id = ${organisationId} and (scope = 'organisation'
    or work_id = any(${[...of.workIds]}::text[]) or campaign_id = any(${[...of.campaignIds]}::text[]))`.execute(trx);
  return rows;
}

// ── Versions that were agreed ───────────────────────────────────────────────────────────────────────────────────

export type Replan = {
  plan_id: string;
  scope: PlanRow['scope'];
  work_id: string | null;
  campaign_id: string | null;
  occurred_at: Date;
  item_id: string;
};

/** From the business day's first instant on; what is looked through from an earlier day already goes back no further. */
export async function insertReplan(trx: Trx, organisationId: string, planId: string, effectiveFrom: string): Promise<void> {
  // Asia/Shanghai has had no summer time since 1991.
  const from = `${effectiveFrom}T00:00:00+08:00`;
  await sql`insert into revenue_replans (organisation_id, plan_id, occurred_at, item_id) values (${organisationId}, ${planId}, ${from}::timestamptz, '')
    on conflict (organisation_id, plan_id) do update set occurred_at = least(revenue_replans.occurred_at, excluded.occurred_at), item_id = ''`.execute(
    trx,
  );
}

export async function findReplan(trx: Trx, organisationId: string): Promise<Replan | undefined> {
  const { rows } = await sql<Replan>`select r.plan_id, p.scope, p.work_id, p.campaign_id, r.occurred_at, r.item_id
    from revenue_replans r join share_plans p on p.id = r.plan_id
    where r.organisation_id = ${organisationId} order by r.plan_id limit 1`.execute(trx);
  return rows[0];
}

/** Items that a plan may divide, from a place on in the order in which they count. */
export async function listItemsOfScope(trx: Trx, organisationId: string, of: Replan, limit: number): Promise<ItemRow[]> {
  let query = tables(trx)
    .selectFrom('revenue_items')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('valid', '=', true)
    .where('occurred_at', '>=', of.occurred_at)
    .where(sql<boolean>`(occurred_at, id collate "C") > (${of.occurred_at}, ${of.item_id})`);
  if (of.scope === 'work') query = query.where('work_id', '=', of.work_id);
  if (of.scope === 'campaign') query = query.where('campaign_id', '=', of.campaign_id);
  return query
    .orderBy('occurred_at')
    .orderBy(sql`id collate "C"`)
    .limit(limit)
    .execute();
}

export async function moveReplan(trx: Trx, organisationId: string, planId: string, place: ItemPlace): Promise<void> {
  await tables(trx)
    .updateTable('revenue_replans')
    .set({ occurred_at: place.occurredAt, item_id: place.id })
    .where('organisation_id', '=', organisationId)
    .where('plan_id', '=', planId)
    .execute();
}

export async function deleteReplan(trx: Trx, organisationId: string, planId: string): Promise<void> {
  await tables(trx).deleteFrom('revenue_replans').where('organisation_id', '=', organisationId).where('plan_id', '=', planId).execute();
}

/** Organisations of all tenants with versions to look through, or with estimates whose turn it is. */
export async function listWaiting(trx: Trx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`select organisation_id from revenue_replans
    union select organisation_id from revenue_estimate_plans where marks <> done and (not_before is null or not_before <= ${now}::timestamptz)
    order by 1`.execute(trx);
  return rows.map((row) => row.organisation_id);
}
