import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { textArray } from '../repo/rows.ts';
import { isWithin, rangesOf, scopeName, spanned } from '../repo/totals.ts';

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
type Whole = { scope: string; dimension: string; key: string | null; column: 'key' | 'day' | null };

/**
 * Where the totals can answer: one dimension over everything or within one campaign, agency, work, channel or country, or the days and the sum of one
 * campaign, creator or country. Null where more meets, which only the finer roll-ups know.
 */
function totalsFor(by: readonly Dimension[], filter: FunnelFilter): Whole | null {
  if (by.length !== 1 || filter.creatorIds) return null;
  const [dimension] = by as [Dimension];
  const filters = Object.entries(filterDimensions).filter(([name]) => filter[name as keyof typeof filterDimensions] !== undefined);
  if (filters.length > 1) return null;
  const [only] = filters;
  const id = only && filter[only[0] as keyof typeof filterDimensions]!;
  // An empty id is of nobody; an empty key of the totals is what belongs to none.
  if (id === '') return null;
  if (inTotals.has(dimension)) {
    if (!only) return { scope: '', dimension, key: null, column: 'key' };
    if (!isWithin(only[1], dimension)) return null;
    return { scope: scopeName(only[1], id!), dimension, key: null, column: 'key' };
  }
  if (dimension !== 'day' && dimension !== 'none') return null;
  const column = dimension === 'day' ? 'day' : null;
  return only ? { scope: '', dimension: only[1], key: id!, column } : { scope: '', dimension: 'all', key: '', column };
}

async function sumTotals(trx: Trx, organisationId: string, of: Whole, filter: FunnelFilter): Promise<SumRow[]> {
  const key = sql.raw(of.column === null ? `''` : of.column === 'day' ? 'r.day::text' : 'r.key');
  const inBlocks = of.column !== 'day' && of.scope === '' && spanned.has(of.dimension);
  const parts = rangesOf(filter.from, filter.to, inBlocks).map(
    (range) => sql`
      select * from attribution_totals t
      where t.organisation_id = ${organisationId} and t.scope = ${of.scope} and t.dimension = ${of.dimension}
        and t.span_days = ${sql.lit(range.spanDays)} and t.day >= ${range.from} and t.day <= ${range.to}
        ${of.key === null ? sql`` : sql`and t.key = ${of.key}`}`,
  );
  const { rows } = await sql<SumRow>`
    select array[${key}] as keys, r.currency, ${sums} from (${sql.join(parts, sql` union all `)}) r
    group by ${of.column === null ? sql`` : sql`${key}, `}r.currency`.execute(trx);
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
