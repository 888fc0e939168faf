import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ChangeState, ConversionRow, DecisionRow } from '../tables.ts';
import type { EventType } from '../words/contract.ts';
import { tables } from './rows.ts';

export type ConversionFilter = {
  from?: string | undefined;
  to?: string | undefined;
  campaignId?: string | undefined;
  creatorId?: string | undefined;
  agencyId?: string | undefined;
  workId?: string | undefined;
  channel?: string | undefined;
  country?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  sourceId?: string | undefined;
  placementId?: string | undefined;
  externalId?: string | undefined;
  credited?: boolean | undefined;
};
export type Place = { at: string; id: string };
export type ListedConversion = ConversionRow & { source_name: string; held: boolean; place: string };

function conditions(organisationId: string, filter: ConversionFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`c.organisation_id = ${organisationId}`];
  const equal = {
    campaignId: 'campaign_id',
    agencyId: 'agency_id',
    workId: 'work_id',
    channel: 'channel',
    country: 'country',
    kind: 'kind',
    status: 'status',
    sourceId: 'source_id',
    placementId: 'placement_id',
  } as const;
  for (const [name, column] of Object.entries(equal)) {
    const value = filter[name as keyof typeof equal];
    if (value !== undefined) all.push(sql`${sql.ref(`c.${column}`)} = ${value}`);
  }
  // Through what serves other questions: an index more would be paid for by every conversion.
  if (filter.creatorId !== undefined)
    all.push(sql`c.placement_id in (select placement_id from attribution_placements
      where organisation_id = ${organisationId} and creator_id = ${filter.creatorId})`);
  if (filter.externalId !== undefined)
    all.push(sql`(c.source_id, c.subject_key) in (select s.id, k || ${filter.externalId} from attribution_sources s, unnest(array['o:', 'e:']) k
      where s.organisation_id = ${organisationId})`);
  if (filter.from !== undefined) all.push(sql`c.occurred_at >= (${filter.from}::date)::timestamp at time zone 'Asia/Shanghai'`);
  if (filter.to !== undefined) all.push(sql`c.occurred_at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  if (filter.credited !== undefined) all.push(filter.credited ? sql`c.placement_id is not null` : sql`c.placement_id is null`);
  return sql.join(all, sql` and `);
}

const held = sql`exists (select 1 from attribution_holds h where h.organisation_id = c.organisation_id and (h.held_until is null or h.confirmed) and (
  (h.subject_kind = 'placement' and h.subject_id = c.placement_id) or (h.subject_kind = 'conversion' and h.subject_id = c.id)
  or (h.subject_kind = 'creator' and h.subject_id = c.creator_id)))`;

/** A page of conversions, the latest first; `after` is the last row of the page before. */
export async function listConversions(
  trx: Trx,
  organisationId: string,
  filter: ConversionFilter,
  page: { after: Place | null; limit: number },
): Promise<ListedConversion[]> {
  const { rows } = await sql<ListedConversion>`
    select c.*, s.name as source_name, ${held} as held, to_json(c.occurred_at)#>>'{}' as place
    from attribution_conversions c join attribution_sources s on s.id = c.source_id
    where ${conditions(organisationId, filter)}
      ${page.after ? sql`and (c.occurred_at, c.id) < (${page.after.at}::timestamptz, ${page.after.id})` : sql``}
    order by c.occurred_at desc, c.id desc limit ${page.limit}`.execute(trx);
  return rows;
}

/** Conversions for which some party's placements were candidates; `owner` is the condition on candidates `k`. */
export async function listCandidateConversions(
  trx: Trx,
  organisationId: string,
  of: {
    creatorId?: string | undefined;
    agencyId?: string | undefined;
    campaignId?: string | undefined;
    placementId?: string | undefined;
    credited?: boolean | undefined;
  },
  page: { after: Place | null; limit: number },
): Promise<ListedConversion[]> {
  const own: RawBuilder<unknown>[] = [sql`k.organisation_id = ${organisationId}`];
  if (of.creatorId !== undefined) own.push(sql`k.creator_id = ${of.creatorId}`);
  if (of.agencyId !== undefined) own.push(sql`k.agency_id = ${of.agencyId}`);
  if (of.campaignId !== undefined) own.push(sql`k.campaign_id = ${of.campaignId}`);
  if (of.placementId !== undefined) own.push(sql`k.placement_id = ${of.placementId}`);
  if (page.after) own.push(sql`(k.occurred_at, k.conversion_id) < (${page.after.at}::timestamptz, ${page.after.id})`);
  const { rows } = await sql<ListedConversion>`
    select c.*, s.name as source_name, ${held} as held, to_json(o.occurred_at)#>>'{}' as place
    from (
      select k.conversion_id, k.occurred_at from attribution_candidates k where ${sql.join(own, sql` and `)}
      group by k.conversion_id, k.occurred_at
      ${of.credited === undefined ? sql`` : of.credited ? sql`having bool_or(k.verdict = 'won')` : sql`having not bool_or(k.verdict = 'won')`}
      order by k.occurred_at desc, k.conversion_id desc limit ${page.limit}
    ) o
    join attribution_conversions c on c.id = o.conversion_id join attribution_sources s on s.id = c.source_id
    order by o.occurred_at desc, o.conversion_id desc`.execute(trx);
  return rows;
}

export async function findConversion(trx: Trx, organisationId: string, conversionId: string): Promise<ListedConversion | undefined> {
  const { rows } = await sql<ListedConversion>`
    select c.*, s.name as source_name, ${held} as held, '' as place
    from attribution_conversions c join attribution_sources s on s.id = c.source_id
    where c.organisation_id = ${organisationId} and c.id = ${conversionId}`.execute(trx);
  return rows[0];
}

export function listDecisions(trx: Trx, conversionIds: readonly string[], standingOnly: boolean): Promise<DecisionRow[]> {
  if (conversionIds.length === 0) return Promise.resolve([]);
  let query = tables(trx)
    .selectFrom('attribution_decisions')
    .selectAll()
    .where('conversion_id', 'in', conversionIds as string[]);
  if (standingOnly) query = query.where('superseded_at', 'is', null);
  return query.orderBy('conversion_id').orderBy('number', 'desc').execute();
}

export type ListedChange = { at: Date; event_id: string; type: EventType; before: ChangeState | null; after: ChangeState };
export async function listChanges(trx: Trx, conversionId: string): Promise<ListedChange[]> {
  const { rows } = await sql<ListedChange>`
    select h.at, e.event_id, e.type, h.before, h.after from attribution_changes h join attribution_events e on e.seq = h.event_seq
    where h.conversion_id = ${conversionId} order by h.event_seq`.execute(trx);
  return rows;
}
