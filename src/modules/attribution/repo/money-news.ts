import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { textArray } from './rows.ts';

export type MoneySubject = 'conversion' | 'pool' | 'placement' | 'creator';

/** Says that something about these may be worth other money now, or is held or free. */
export async function noteMoney(trx: Trx, organisationId: string, kind: MoneySubject, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select ${organisationId}, ${kind}, x.id from unnest(${textArray(ids)}) as x(id)`.execute(trx);
}

/** Says so of everything that a suspect holds or held. */
export async function noteHolds(trx: Trx, suspectId: string): Promise<void> {
  await sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select distinct organisation_id, subject_kind, subject_id from attribution_holds where suspect_id = ${suspectId}`.execute(trx);
}

/** Takes the oldest news out. Whoever takes them acts on them in the same transaction. */
export async function takeNews(
  trx: Trx,
  organisationId: string,
  limit: number,
): Promise<{ subject_kind: MoneySubject; subject_id: string }[]> {
  const { rows } = await sql<{ subject_kind: MoneySubject; subject_id: string }>`
    delete from attribution_money_news where organisation_id = ${organisationId} and seq in (
      select seq from attribution_money_news where organisation_id = ${organisationId} order by seq limit ${limit})
    returning subject_kind, subject_id`.execute(trx);
  return rows;
}

/** In the place of a placement or a creator, what is credited to them. */
export async function spreadNews(trx: Trx, organisationId: string, kind: 'placement' | 'creator', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  if (kind === 'creator') {
    await sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
      select organisation_id, 'placement', placement_id from attribution_placements
      where organisation_id = ${organisationId} and creator_id = any(${textArray(ids)}) order by placement_id`.execute(trx);
    return;
  }
  await sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select organisation_id, 'conversion', id from attribution_conversions
    where organisation_id = ${organisationId} and placement_id = any(${textArray(ids)}) order by occurred_at, id`.execute(trx);
  await sql`insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select distinct organisation_id, 'pool', split_part(subject_id, ':', 1) from attribution_earnings
    where organisation_id = ${organisationId} and placement_id = any(${textArray(ids)}) and kind = 'pool'`.execute(trx);
}

/** Those of all tenants that have news. */
export async function listOrganisationsWithNews(trx: Trx): Promise<string[]> {
  // From one organisation to the next along the key, however many news each has.
  const { rows } = await sql<{ organisation_id: string }>`
    with recursive found as (
      (select organisation_id from attribution_money_news order by organisation_id limit 1)
      union all
      select (select n.organisation_id from attribution_money_news n where n.organisation_id > found.organisation_id
        order by n.organisation_id limit 1) from found where found.organisation_id is not null
    ) select organisation_id from found where organisation_id is not null`.execute(trx);
  return rows.map(({ organisation_id }) => organisation_id);
}

/** A conversion with what books need of it; `held` and `confirmed` are of the signals that hold it now. */
export type MoneyConversion = {
  id: string;
  source_id: string;
  external_id: string;
  kind: 'install' | 'register' | 'order' | 'renewal';
  status: 'unpaid' | 'paid' | 'partly_refunded' | 'refunded' | 'cancelled';
  amount_minor: bigint;
  refunded_minor: bigint;
  currency: string | null;
  occurred_at: Date;
  refunded_at: Date | null;
  work_id: string | null;
  placement_id: string | null;
  campaign_id: string | null;
  creator_id: string | null;
  agency_id: string | null;
  held: boolean;
  confirmed: boolean;
};

const heldOf = (organisationId: string) => sql`select coalesce(bool_or(h.confirmed), false) as confirmed, count(*) > 0 as held
  from attribution_holds h where h.organisation_id = ${organisationId} and (h.held_until is null or h.confirmed)`;

export async function selectMoneyConversions(trx: Trx, organisationId: string, ids: readonly string[]): Promise<MoneyConversion[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MoneyConversion>`
    select c.id, c.source_id, c.external_id, c.kind, c.status, c.amount_minor, c.refunded_minor, c.currency, c.occurred_at, c.work_id,
      c.placement_id, c.campaign_id, c.creator_id, c.agency_id, h.held, h.confirmed,
      -- As the source tells it, and not before it can have been known; of a set of events always the same.
      case when c.refunded_minor > 0 then (select max(least(e.changed_at, e.received_at)) from attribution_events e
        where e.organisation_id = c.organisation_id and e.source_id = c.source_id and e.subject_key = c.subject_key
          and (e.type = 'refund' or e.refunded_minor > 0 or e.status in ('refunded', 'partly_refunded'))) end as refunded_at
    from attribution_conversions c
    cross join lateral (${heldOf(organisationId)} and ((h.subject_kind = 'placement' and h.subject_id = c.placement_id)
      or (h.subject_kind = 'conversion' and h.subject_id = c.id) or (h.subject_kind = 'creator' and h.subject_id = c.creator_id))) h
    where c.organisation_id = ${organisationId} and c.id = any(${textArray(ids)})`.execute(trx);
  return rows;
}

/** A placement's share of an ad pool; an empty placement is nobody's rest. A pool that has none is one row without a share. */
export type MoneyShare = {
  pool_id: string;
  source_id: string;
  day: string;
  work_id: string | null;
  currency: string | null;
  placement_id: string | null;
  amount_minor: bigint | null;
  held: boolean;
  confirmed: boolean;
};

export async function selectMoneyShares(trx: Trx, organisationId: string, poolIds: readonly string[]): Promise<MoneyShare[]> {
  if (poolIds.length === 0) return [];
  const { rows } = await sql<MoneyShare>`
    select p.id as pool_id, p.source_id, p.day, p.work_id, p.currency, s.placement_id, s.amount_minor, h.held, h.confirmed
    from attribution_pools p
    left join attribution_pool_shares s on s.pool_id = p.id
    left join attribution_placements a on a.organisation_id = p.organisation_id and a.placement_id = s.placement_id
    cross join lateral (${heldOf(organisationId)} and ((h.subject_kind = 'placement' and h.subject_id = s.placement_id)
      or (h.subject_kind = 'creator' and h.subject_id = a.creator_id))) h
    where p.organisation_id = ${organisationId} and p.id = any(${textArray(poolIds)})`.execute(trx);
  return rows;
}
