import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { textArray } from '../repo/rows.ts';

export type FunnelFilter = {
  from: string;
  to: string;
  campaignId?: string | undefined;
  creatorId?: string | undefined;
  creatorIds?: readonly string[] | undefined;
  agencyId?: string | undefined;
  workId?: string | undefined;
  channel?: string | undefined;
  country?: string | undefined;
};
const columns = {
  creator: 'p.creator_id',
  agency: 'p.agency_id',
  channel: 'p.channel',
  clip: 'p.clip_id',
  hook: 'p.hook_id',
  campaign: 'p.campaign_id',
  work: 'p.work_id',
  placement: 'r.placement_id',
  country: 'r.country',
  day: 'r.day::text',
  none: `''`,
} as const;
export type Dimension = keyof typeof columns;

const counted = ['clicks', 'views', 'searches', 'installs', 'registrations', 'orders', 'renewals', 'refunds'] as const;
const summed = ['revenue_minor', 'refunded_minor', 'ad_revenue_minor', 'earned_minor'] as const;
export type SumRow = { keys: string[]; currency: string } & Record<(typeof counted)[number] | (typeof summed)[number], bigint>;

// int8 sums are numeric in SQL; as bigint both drivers read them alike.
const sums = sql.raw([...counted, ...summed].map((name) => `sum(r.${name})::bigint as ${name}`).join(', '));
// Of the placement only what is asked for is joined: figures of a day or a country need none of it.
const ofPlacement = new Set<Dimension>(['creator', 'agency', 'channel', 'clip', 'hook', 'campaign', 'work']);

/** Sums of the roll-ups by some dimensions, for each currency; an empty key is what belongs to none. */
export async function sumRollups(trx: Trx, organisationId: string, by: readonly Dimension[], filter: FunnelFilter): Promise<SumRow[]> {
  const all: RawBuilder<unknown>[] = [sql`r.organisation_id = ${organisationId}`, sql`r.day >= ${filter.from}`, sql`r.day <= ${filter.to}`];
  const equal = {
    campaignId: 'p.campaign_id',
    creatorId: 'p.creator_id',
    agencyId: 'p.agency_id',
    workId: 'p.work_id',
    channel: 'p.channel',
    country: 'r.country',
  } as const;
  let joined = by.some((dimension) => ofPlacement.has(dimension));
  for (const [name, column] of Object.entries(equal)) {
    const value = filter[name as keyof typeof equal];
    if (value === undefined) continue;
    all.push(sql`${sql.ref(column)} = ${value}`);
    joined ||= column.startsWith('p.');
  }
  if (filter.creatorIds) {
    all.push(sql`p.creator_id = any(${textArray(filter.creatorIds)})`);
    joined = true;
  }
  const keys = sql.raw(by.map((dimension) => `coalesce(${columns[dimension]}, '')`).join(', '));
  const { rows } = await sql<SumRow>`
    select array[${keys}] as keys, r.currency, ${sums}
    from attribution_rollups r ${joined ? sql`left join attribution_placements p on p.organisation_id = r.organisation_id and p.placement_id = r.placement_id` : sql``}
    where ${sql.join(all, sql` and `)}
    group by ${keys}, r.currency`.execute(trx);
  return rows;
}
