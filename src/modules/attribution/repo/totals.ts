/**
 * The roll-ups added up by what placements belong to, written in the same transaction: the figures of dashboards over months, which
 * would read a million rows of the roll-ups. What totals there are is said twice, here for what is added and in SQL for the proof
 * and the repair, and whatever compares the totals with the raw sums compares the two.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { counted, type Counts } from './counts.ts';
import { columnRows } from './rows.ts';

/** What a placement belongs to, as it was first seen. */
export type Belonging = {
  placement_id: string;
  campaign_id: string;
  creator_id: string;
  agency_id: string | null;
  channel: string;
  hook_id: string | null;
  clip_id: string | null;
  work_id: string;
};
/** Counts of one day, placement, country and currency. */
export type Counted = { day: string; placement_id: string; country: string; currency: string; counts: Counts };

const dimensions = {
  campaign: 'campaign_id',
  creator: 'creator_id',
  agency: 'agency_id',
  channel: 'channel',
  hook: 'hook_id',
  clip: 'clip_id',
  work: 'work_id',
} as const satisfies Record<string, keyof Belonging>;
/** What figures may be asked by where totals have them; `all` is everything together. */
export type TotalDimension = keyof typeof dimensions | 'country' | 'all';
// Within what figures are kept by which dimensions. Of creators there are thousands: by channel and by country they would be most of
// the totals, and are summed from the roll-ups instead.
const few = ['campaign', 'agency', 'channel', 'hook', 'clip', 'work', 'country'] as const;
const scopes = {
  campaign: [...few, 'creator'],
  agency: [...few, 'creator'],
  work: few,
  channel: few,
  country: few,
} as const satisfies Record<string, readonly TotalDimension[]>;
/** What figures may be narrowed to and still be in the totals. */
export type TotalScope = keyof typeof scopes;
const scopeNames = Object.keys(scopes) as TotalScope[];
const within = new Map<string, ReadonlySet<string>>(
  scopeNames.map((scope) => [scope, new Set<string>(scopes[scope].filter((dimension) => dimension !== scope))]),
);
/** Whether figures of one campaign, agency, work, channel or country are kept by a dimension. */
export const isWithin = (scope: string, dimension: string): scope is TotalScope => within.get(scope)?.has(dimension) ?? false;
export const scopeName = (scope: TotalScope, id: string): string => `${scope}:${id}`;

/** Days of a block, counted from the epoch. Of ninety days no more than a third are read, of longer times ever fewer. */
export const spanDays = 16;
/** The dimensions that have so many keys that their days are added up to blocks; the others are few as they are. */
export const spanned: ReadonlySet<string> = new Set<TotalDimension>(['creator', 'hook', 'clip']);

const dayMs = 86_400_000;
const dayNumber = (day: string): number => Math.floor(Date.parse(day) / dayMs);
const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

export type Range = { spanDays: number; from: string; to: string };

/** The rows that sum to the days from `from` to `to` (both included): whole blocks, and single days before and after. */
export function rangesOf(from: string, to: string, inBlocks: boolean): Range[] {
  const first = Math.ceil(dayNumber(from) / spanDays) * spanDays;
  const end = Math.floor((dayNumber(to) + 1) / spanDays) * spanDays;
  if (!inBlocks || first >= end) return [{ spanDays: 1, from, to }];
  const ranges = [
    { spanDays: 1, from, to: dayOf(first - 1) },
    { spanDays, from: dayOf(first), to: dayOf(end - 1) },
    { spanDays: 1, from: dayOf(end), to },
  ];
  return ranges.filter((range) => range.from <= range.to);
}

type Total = { scope: string; dimension: TotalDimension; span_days: number; day: string; key: string; currency: string; counts: Counts };

type Place = Omit<Total, 'dimension' | 'key' | 'counts'>;
type Group = { place: Place; totals: Map<TotalDimension, Map<string, Total>> };

/** The totals that some counts are part of, each once. */
export function totalsOf(rows: readonly Counted[], belongings: ReadonlyMap<string, Belonging>): Total[] {
  // By place first and by dimension and key within: one text put together for each place, instead of one for every total of a row.
  const groups = new Map<string, Group>();
  const groupOf = (place: Place): Group => {
    const name = `${place.scope} ${place.span_days} ${place.day} ${place.currency}`;
    let group = groups.get(name);
    if (!group) groups.set(name, (group = { place, totals: new Map() }));
    return group;
  };
  const blocks = new Map<string, string>();
  for (const { day, placement_id, country, currency, counts } of rows) {
    const of = belongings.get(placement_id);
    const keys: [TotalDimension, string][] = [
      ['all', ''],
      ['country', country],
    ];
    for (const [dimension, column] of ofPlacement) keys.push([dimension, of?.[column] ?? '']);
    if (!blocks.has(day)) blocks.set(day, dayOf(Math.floor(dayNumber(day) / spanDays) * spanDays));
    const whole = groupOf({ scope: '', span_days: 1, day, currency });
    const block = groupOf({ scope: '', span_days: spanDays, day: blocks.get(day)!, currency });
    for (const [dimension, key] of keys) {
      add(whole, dimension, key, counts);
      if (spanned.has(dimension)) add(block, dimension, key, counts);
    }
    for (const scope of scopeNames) {
      const id = scope === 'country' ? country : of?.[dimensions[scope]];
      if (!id) continue;
      const group = groupOf({ scope: scopeName(scope, id), span_days: 1, day, currency });
      for (const [dimension, key] of keys) if (within.get(scope)!.has(dimension)) add(group, dimension, key, counts);
    }
  }
  const totals = [...groups.values()].flatMap((group) => [...group.totals.values()].flatMap((byKey) => [...byKey.values()]));
  // In one order for everybody, who then wait for one another and never in a circle.
  return totals.sort(
    (a, b) =>
      order(a.scope, b.scope) ||
      order(a.dimension, b.dimension) ||
      a.span_days - b.span_days ||
      order(a.day, b.day) ||
      order(a.key, b.key) ||
      order(a.currency, b.currency),
  );
}

const ofPlacement = Object.entries(dimensions) as [keyof typeof dimensions, keyof Belonging][];
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function add({ place, totals }: Group, dimension: TotalDimension, key: string, counts: Counts): void {
  let byKey = totals.get(dimension);
  if (!byKey) totals.set(dimension, (byKey = new Map()));
  const total = byKey.get(key);
  if (!total) byKey.set(key, { ...place, dimension, key, counts: counts.slice() });
  else for (let i = 0; i < counts.length; i++) if (counts[i] !== 0n) total.counts[i]! += counts[i]!;
}

/** Adds counts to the totals that they are part of. */
export async function addToTotals(
  trx: Trx,
  organisationId: string,
  rows: readonly Counted[],
  belongings: ReadonlyMap<string, Belonging>,
): Promise<void> {
  const totals = totalsOf(rows, belongings).filter(({ counts }) => counts.some((count) => count !== 0n));
  if (totals.length === 0) return;
  const { columns, names, values, added } = counted(totals);
  await sql`
    insert into attribution_totals as r (organisation_id, scope, dimension, span_days, day, key, currency${names})
    select ${organisationId}, scope, dimension, span_days, day, key, currency${names}
    from ${columnRows(values, { scope: 'text', dimension: 'text', span_days: 'integer', day: 'date', key: 'text', currency: 'text', ...columns })}
    on conflict (organisation_id, scope, dimension, span_days, day, key, currency) do update set ${added}`.execute(trx);
}

const keyOf = (dimension: string): string =>
  dimension === 'country' ? 'x.country' : `coalesce(p.${dimensions[dimension as keyof typeof dimensions]}, '')`;
const block = `date '1970-01-01' + (x.day - date '1970-01-01') / ${spanDays} * ${spanDays}`;

/** The same in SQL: every total that a row `x` of the roll-ups of a placement `p` is part of; without a scope where it is none's. */
export const totalsOfRow: RawBuilder<unknown> = sql.raw(
  `(values ('', 'all', 1, x.day, ''), ${['country', ...Object.keys(dimensions)]
    .flatMap((dimension) => [
      `('', '${dimension}', 1, x.day, ${keyOf(dimension)})`,
      ...(spanned.has(dimension) ? [`('', '${dimension}', ${spanDays}, ${block}, ${keyOf(dimension)})`] : []),
      ...scopeNames
        .filter((scope) => within.get(scope)!.has(dimension))
        .map((scope) => `('${scope}:' || nullif(${keyOf(scope)}, ''), '${dimension}', 1, x.day, ${keyOf(dimension)})`),
    ])
    .join(', ')}) as d(scope, dimension, span_days, day, key)`,
);
