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

const inTotals = new Set<Dimension>(['campaign', 'creator', 'agency', 'channel', 'hook', 'clip', 'work', 'country']);
const filterDimensions = {
  campaignId: 'campaign',
  creatorId: 'creator',
  agencyId: 'agency',
  workId: 'work',
  channel: 'channel',
  country: 'country',
} as const;

/**
 * Where the totals can answer: one dimension over everything, or the days and the sum of one campaign, creator or country. Null where
 * two dimensions meet, which only the finer roll-ups know.
 */
function totalsFor(
  by: readonly Dimension[],
  filter: FunnelFilter,
): { dimension: string; key: string | null; column: 'key' | 'day' | null } | null {
  if (by.length !== 1 || filter.creatorIds) return null;
  const [dimension] = by as [Dimension];
  const filters = Object.entries(filterDimensions).filter(([name]) => filter[name as keyof typeof filterDimensions] !== undefined);
  if (filters.length === 0 && inTotals.has(dimension)) return { dimension, key: null, column: 'key' };
  if (filters.length > 1 || (dimension !== 'day' && dimension !== 'none')) return null;
  const column = dimension === 'day' ? 'day' : null;
  const [only] = filters;
  if (!only) return { dimension: 'all', key: '', column };
  return { dimension: only[1], key: filter[only[0] as keyof typeof filterDimensions]!, column };
}

async function sumTotals(
  trx: Trx,
  organisationId: string,
  of: NonNullable<ReturnType<typeof totalsFor>>,
  filter: FunnelFilter,
): Promise<SumRow[]> {
  const key = sql.raw(of.column === null ? `''` : of.column === 'day' ? 'r.day::text' : 'r.key');
  const { rows } = await sql<SumRow>`
    select array[${key}] as keys, r.currency, ${sums} from attribution_totals r
    where r.organisation_id = ${organisationId} and r.dimension = ${of.dimension} and r.day >= ${filter.from} and r.day <= ${filter.to}
      ${of.key === null ? sql`` : sql`and r.key = ${of.key}`}
    group by 1, 2`.execute(trx);
  return rows;
}

/** Sums of the roll-ups by some dimensions, for each currency; an empty key is what belongs to none. */
export async function sumRollups(trx: Trx, organisationId: string, by: readonly Dimension[], filter: FunnelFilter): Promise<SumRow[]> {
  const whole = totalsFor(by, filter);
  if (whole) return sumTotals(trx, organisationId, whole, filter);
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
