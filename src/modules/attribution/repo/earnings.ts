import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { StoredPart } from '../tables.ts';
import { textArray } from './rows.ts';

/** What holds or voids the earnings of a row `e` with placement_id, creator_id and subject_id. */
const holdOf = (organisationId: string): RawBuilder<unknown> => sql`(
  select coalesce(bool_or(h.confirmed), false) as confirmed, count(*) > 0 as held from attribution_holds h
  where h.organisation_id = ${organisationId} and (h.held_until is null or h.confirmed) and (
    (h.subject_kind = 'placement' and h.subject_id = e.placement_id) or (h.subject_kind = 'conversion' and h.subject_id = e.subject_id)
    or (h.subject_kind = 'creator' and h.subject_id = e.creator_id)))`;

// Through numeric: the product of two amounts can be beyond int8.
const ofCreator = sql.raw(`case when whole_minor = 0 then 0 else div(paid_minor::numeric * creator_minor, whole_minor)::bigint end`);

/**
 * Earnings after the cap that a creator has in a campaign: the earliest conversions fill it, and what is over it is nothing. Creator and
 * agency keep their proportion, the agency taking the unit that does not divide. `scope` narrows to whole creators or whole campaigns.
 */
const capped = (organisationId: string, scope: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select w.*, ${ofCreator} as capped_creator_minor, paid_minor - ${ofCreator} as capped_agency_minor
  from (
    select v.*, case when cap_minor is null then whole_minor else greatest(0, least(whole_minor, cap_minor - (running_minor - whole_minor))) end as paid_minor
    from (
      select e.*, e.creator_minor + e.agency_minor as whole_minor,
        (sum(e.creator_minor + e.agency_minor) over (partition by e.creator_id, e.campaign_id, e.currency order by e.occurred_at, e.subject_id))::bigint as running_minor
      from attribution_earnings e where e.organisation_id = ${organisationId} and ${scope}
    ) v
  ) w`;

const stateOf = (now: Date): RawBuilder<string> =>
  sql<string>`case when h.confirmed then 'confirmed_fraud' when h.held then 'on_hold' when e.payable_at <= ${now} then 'payable' else 'estimated' end`;

export type EarnedCell = {
  day: string;
  campaign_id: string;
  placement_id: string;
  currency: string;
  state: 'estimated' | 'on_hold' | 'payable' | 'confirmed_fraud';
  revenue_minor: bigint;
  creator_minor: bigint;
  agency_minor: bigint;
};

/** What creators earned on some days, by day, placement, currency and state. */
export async function sumEarnings(
  trx: Trx,
  organisationId: string,
  of: { creatorIds: readonly string[]; agencyId?: string | undefined; from: string; to: string; campaignId: string | null; now: Date },
): Promise<EarnedCell[]> {
  const { rows } = await sql<EarnedCell>`
    select e.day, e.campaign_id, e.placement_id, e.currency, ${stateOf(of.now)} as state, sum(e.revenue_minor)::bigint as revenue_minor,
      sum(e.capped_creator_minor)::bigint as creator_minor, sum(e.capped_agency_minor)::bigint as agency_minor
    from (${capped(organisationId, sql`e.creator_id = any(${textArray(of.creatorIds)})`)}) e
    cross join lateral ${holdOf(organisationId)} h
    where e.day >= ${of.from} and e.day <= ${of.to} ${of.campaignId === null ? sql`` : sql`and e.campaign_id = ${of.campaignId}`}
      ${of.agencyId === undefined ? sql`` : sql`and e.agency_id = ${of.agencyId}`}
    group by 1, 2, 3, 4, 5`.execute(trx);
  return rows;
}

export type EarningOf = {
  subject_id: string;
  currency: string;
  creator_minor: bigint;
  agency_minor: bigint;
  parts: StoredPart[];
  payable_at: Date;
  state: EarnedCell['state'];
};

/** The earnings of some conversions after caps, with the state that they are in now. */
export async function selectEarnings(
  trx: Trx,
  organisationId: string,
  subjectIds: readonly string[],
  now: Date,
): Promise<Map<string, EarningOf>> {
  if (subjectIds.length === 0) return new Map();
  // Where a cap is set, what came before decides how much of it is left; where none is, the row says it all.
  const { rows } = await sql<EarningOf>`
    with c as materialized (${capped(
      organisationId,
      sql`(e.creator_id, e.campaign_id) in (select creator_id, campaign_id from attribution_earnings
        where organisation_id = ${organisationId} and subject_id = any(${textArray(subjectIds)}) and cap_minor is not null)`,
    )})
    select e.subject_id, e.currency, e.parts, e.payable_at, ${stateOf(now)} as state,
      case when e.cap_minor is null then e.creator_minor else c.capped_creator_minor end as creator_minor,
      case when e.cap_minor is null then e.agency_minor else c.capped_agency_minor end as agency_minor
    from attribution_earnings e
    left join c on e.cap_minor is not null and c.subject_id = e.subject_id
    cross join lateral ${holdOf(organisationId)} h
    where e.organisation_id = ${organisationId} and e.subject_id = any(${textArray(subjectIds)})`.execute(trx);
  return new Map(rows.map((row) => [row.subject_id, row]));
}

/** Which creators have earned all that campaigns allow them, by campaign. */
export async function selectCapsReached(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ campaign_id: string }>`
    select campaign_id from attribution_earnings where organisation_id = ${organisationId} and creator_id = any(${textArray(creatorIds)}) and cap_minor is not null
    group by campaign_id, creator_id, currency having sum(creator_minor + agency_minor) >= min(cap_minor)`.execute(trx);
  return new Set(rows.map((row) => row.campaign_id));
}

/** What campaigns owe after the caps of their creators, by campaign and currency. */
export async function sumOwed(trx: Trx, organisationId: string, campaignIds: readonly string[]): Promise<Map<string, bigint>> {
  if (campaignIds.length === 0) return new Map();
  const { rows } = await sql<{ key: string; owed: bigint }>`
    select campaign_id || ' ' || currency as key, sum(owed)::bigint as owed from (
      select campaign_id, currency, case when min(cap_minor) is null then sum(creator_minor + agency_minor)
        else least(sum(creator_minor + agency_minor), max(cap_minor)) end as owed
      from attribution_earnings where organisation_id = ${organisationId} and campaign_id = any(${textArray(campaignIds)})
      group by campaign_id, currency, creator_id
    ) c group by 1`.execute(trx);
  return new Map(rows.map(({ key, owed }) => [key, owed]));
}
