/** What signals look at, read from the database: one campaign at a time, in bounded pieces. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { edgeTables } from '../edge-tables.ts';
import { textArray } from '../repo/rows.ts';
import type { ConversionFact, TouchFact } from './facts.ts';
import { pairOf } from './facts.ts';

// More than these of one placement or campaign say nothing that fewer would not.
const most = { touches: 50_000, conversions: 50_000, searches: 100_000 } as const;
export const guessedCodes = 12;

/** Campaigns in which something has happened or changed since an instant. */
export async function selectActiveCampaigns(trx: Trx, organisationId: string, since: Date, from: Date): Promise<string[]> {
  const { rows } = await sql<{ campaign_id: string }>`
    select distinct p.campaign_id from attribution_placements p where p.organisation_id = ${organisationId} and p.placement_id in (
      select placement_id from attribution_touches where organisation_id = ${organisationId} and at >= ${from}
      union select placement_id from attribution_conversions where organisation_id = ${organisationId} and changed_at >= ${since}
        and placement_id is not null)
    order by 1`.execute(trx);
  return rows.map(({ campaign_id }) => campaign_id);
}

export type PlacementRow = { placement_id: string; creator_id: string; agency_id: string | null; campaign_id: string; channel: string };

export function selectPlacements(trx: Trx, organisationId: string, campaignId: string): Promise<PlacementRow[]> {
  return sql<PlacementRow>`select placement_id, creator_id, agency_id, campaign_id, channel from attribution_placements
    where organisation_id = ${organisationId} and campaign_id = ${campaignId} order by placement_id`
    .execute(trx)
    .then(({ rows }) => rows);
}

/** Conversions of a campaign since an instant, by placement: the newest where there are too many. */
export async function selectConversions(
  trx: Trx,
  organisationId: string,
  campaignId: string,
  from: Date,
): Promise<Map<string, ConversionFact[]>> {
  const { rows } = await sql<{
    id: string;
    placement_id: string;
    kind: ConversionFact['kind'];
    occurred_at: Date;
    rule: ConversionFact['rule'];
    status: string;
    viewer_id: string | null;
    match_keys: string[] | null;
    click_at: Date | null;
    click_referrer: string | null;
    click_address: string | null;
    click_agent: string | null;
    install_begin_at: Date | null;
    device_id: string | null;
    account_external_id: string | null;
  }>`
    select c.id, c.placement_id, c.kind, c.occurred_at, c.rule, c.status, c.viewer_id, c.match_keys,
      t.at as click_at, t.referrer_host as click_referrer, t.address_hash as click_address, t.agent_hash as click_agent,
      e.install_begin_at, e.device_id, e.account_external_id
    from (select * from attribution_conversions where organisation_id = ${organisationId} and campaign_id = ${campaignId}
        and occurred_at >= ${from} and placement_id is not null order by occurred_at desc, id desc limit ${sql.lit(most.conversions)}) c
    left join attribution_touches t on t.touch_id = c.click_id and t.organisation_id = c.organisation_id and t.kind = 'click'
    left join lateral (select max(install_begin_at) as install_begin_at, max(device_id) as device_id, max(account_external_id) as account_external_id
      from attribution_events e where e.organisation_id = c.organisation_id and e.source_id = c.source_id and e.subject_key = c.subject_key) e on true
    where c.rule is not null`.execute(trx);
  const found = new Map<string, ConversionFact[]>();
  for (const row of rows) {
    const list = found.get(row.placement_id) ?? [];
    list.push({
      id: row.id,
      kind: row.kind,
      at: row.occurred_at.getTime(),
      rule: row.rule,
      clickAt: row.click_at?.getTime() ?? null,
      clickReferrer: row.click_referrer,
      clickAddressHash: row.click_address,
      clickAgentHash: row.click_agent,
      installBeginAt: row.install_begin_at?.getTime() ?? null,
      viewerId: row.viewer_id,
      deviceId: row.device_id,
      matchKeys: row.match_keys ?? [],
      accountExternalId: row.account_external_id,
      refunded: row.status === 'refunded' || row.status === 'partly_refunded',
    });
    found.set(row.placement_id, list);
  }
  return found;
}

type TouchRow = {
  placement_id: string;
  kind: TouchFact['kind'];
  at: Date;
  address_hash: string | null;
  agent_hash: string | null;
  device_hash: string | null;
  referrer_host: string | null;
};
const columns = sql.raw('placement_id, kind, at, address_hash, agent_hash, device_hash, referrer_host');
const touchOf = (row: TouchRow): TouchFact => ({
  kind: row.kind,
  at: row.at.getTime(),
  addressHash: row.address_hash,
  agentHash: row.agent_hash,
  deviceHash: row.device_hash,
  referrerHost: row.referrer_host,
});

export async function selectTouches(trx: Trx, placementId: string, from: Date): Promise<TouchFact[]> {
  const { rows } = await sql<TouchRow>`select ${columns} from attribution_touches
    where placement_id = ${placementId} and at >= ${from} order by at desc limit ${sql.lit(most.touches)}`.execute(trx);
  return rows.map(touchOf);
}

/** Searches of some placements, for the measure of the others. */
export async function selectSearches(
  trx: Trx,
  organisationId: string,
  placementIds: readonly string[],
  from: Date,
): Promise<Map<string, TouchFact[]>> {
  const { rows } = await sql<TouchRow>`select ${columns} from attribution_touches
    where organisation_id = ${organisationId} and kind = 'search' and at >= ${from} and placement_id = any(${textArray(placementIds)})
    order by at desc limit ${sql.lit(most.searches)}`.execute(trx);
  const found = new Map<string, TouchFact[]>();
  for (const row of rows) found.set(row.placement_id, [...(found.get(row.placement_id) ?? []), touchOf(row)]);
  return found;
}

/** Clicks of a campaign's placements, from the roll-ups. */
export async function selectClicks(
  trx: Trx,
  organisationId: string,
  placementIds: readonly string[],
  from: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{
    placement_id: string;
    clicks: string;
  }>`select placement_id, sum(clicks)::text as clicks from attribution_rollups
    where organisation_id = ${organisationId} and placement_id = any(${textArray(placementIds)}) and day >= (${from}::timestamptz at time zone 'UTC')::date
    group by 1`.execute(trx);
  return new Map(rows.map((row) => [row.placement_id, Number(row.clicks)]));
}

/** Address-and-program pairs that searched many different placements in one hour. */
export async function selectGuessers(trx: Trx, organisationId: string, from: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ address_hash: string; agent_hash: string; codes: number }>`
    select address_hash, agent_hash, max(codes)::integer as codes from (
      select address_hash, agent_hash, floor(extract(epoch from at) / 3600) as hour, count(distinct placement_id) as codes
      from attribution_touches where organisation_id = ${organisationId} and kind = 'search' and at >= ${from}
        and address_hash is not null and agent_hash is not null
      group by 1, 2, 3 having count(distinct placement_id) >= ${guessedCodes}) hours
    group by 1, 2 limit 100000`.execute(trx);
  return new Map(rows.map((row) => [pairOf({ addressHash: row.address_hash, agentHash: row.agent_hash })!, row.codes]));
}

export async function selectCreatorTraces(
  trx: Trx,
  organisationId: string,
  creatorIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  if (creatorIds.length === 0) return found;
  const rows = await edgeTables(trx)
    .selectFrom('attribution_creator_traces')
    .select(['creator_id', 'match_key'])
    .where('organisation_id', '=', organisationId)
    .where('creator_id', 'in', [...creatorIds])
    .execute();
  for (const { creator_id, match_key } of rows) found.set(creator_id, (found.get(creator_id) ?? new Set()).add(match_key));
  return found;
}
