import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ItemRow } from '../tables.ts';
import type { RevenueItem } from './contract.ts';
import { tables } from './tables.ts';

export type ItemFilter = {
  readonly state?: RevenueItem['state'];
  readonly currency?: string;
  readonly planId?: string;
  readonly workId?: string;
  readonly campaignId?: string;
  readonly creatorId?: string;
  readonly externalId?: string;
};

const open = `(settled_revision is null or settled_revision <> revision)`;
const states: Record<RevenueItem['state'], RawBuilder<boolean>> = {
  open: sql.raw(`(valid and not held and plan_id is not null and ${open})`),
  undivided: sql.raw(`(plan_id is null and valid and not held and ${open})`),
  held: sql.raw(`(held and valid and ${open})`),
  settled: sql.raw(`(valid and settled_revision = revision)`),
  void: sql.raw(`(not valid)`),
};

/** Items of a state, newest first. */
export async function listItems(
  trx: Trx,
  organisationId: string,
  filter: { [K in keyof ItemFilter]?: ItemFilter[K] | undefined } & { state: RevenueItem['state'] },
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<ItemRow[]> {
  let query = tables(trx).selectFrom('revenue_items').selectAll().where('organisation_id', '=', organisationId).where(states[filter.state]);
  if (filter.currency) query = query.where('currency', '=', filter.currency);
  if (filter.planId) query = query.where('plan_id', '=', filter.planId);
  if (filter.workId) query = query.where('work_id', '=', filter.workId);
  if (filter.campaignId) query = query.where('campaign_id', '=', filter.campaignId);
  if (filter.creatorId) query = query.where('creator_id', '=', filter.creatorId);
  if (filter.externalId) query = query.where('external_id', '=', filter.externalId);
  if (before !== null) query = query.where(sql<boolean>`(occurred_at, id) < (${before.at}, ${before.id})`);
  return query.orderBy('occurred_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** How many items wait, and what is left of them after refunds. */
export async function sumItems(
  trx: Trx,
  organisationId: string,
): Promise<{ currency: string; state: string; count: number; net_minor: bigint }[]> {
  const { rows } = await sql<{ currency: string; state: string; count: number; net_minor: bigint }>`
    select currency, case when held then 'held' when plan_id is null then 'undivided' else 'open' end as state, count(*)::integer as count,
      sum(amount_minor - refunded_minor)::bigint as net_minor
    from revenue_items where organisation_id = ${organisationId} and valid and (settled_revision is null or settled_revision <> revision)
    group by 1, 2 order by 1, 2`.execute(trx);
  return rows;
}
