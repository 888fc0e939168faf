/** The roll-ups beside the raw rows that they count. */
import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { counters, figureColumns as columns, sums } from './counts.ts';
import { totalsOfRow } from './totals.ts';

const list = columns.join(', ');

const cellFields = [...counters.map((name) => `${name} bigint`), ...Object.keys(sums).map((name) => `"${name}" bigint`)].join(', ');
const ofCells = [
  ...counters.map((name) => `coalesce(sum(x.${name}), 0)`),
  ...Object.keys(sums).map((name) => `coalesce(sum(x."${name}"), 0)`),
].join(', ');

const added = columns.map((name) => `sum(${name})::bigint as ${name}`).join(', ');

/** What the roll-ups must be: touches counted, and the cells of conversions and of shares of pools added up. */
const raw = (organisationId: string): RawBuilder<unknown> => sql`
  select day, placement_id, country, currency, ${sql.raw(added)} from (
    select (at at time zone 'Asia/Shanghai')::date as day, placement_id, coalesce(country, '') as country, '' as currency,
      count(*) filter (where kind = 'click') as clicks, count(*) filter (where kind = 'view') as views, count(*) filter (where kind = 'search') as searches,
      ${sql.raw(
        columns
          .slice(3)
          .map((name) => `0 as ${name}`)
          .join(', '),
      )}
    from attribution_touches where organisation_id = ${organisationId} group by 1, 2, 3
    union all
    select x.day, x."placementId", x.country, x.currency, ${sql.raw(ofCells)}
    from attribution_conversions c cross join lateral jsonb_to_recordset(c.counted) as x(day date, "placementId" text, country text, currency text, ${sql.raw(cellFields)})
    where c.organisation_id = ${organisationId} group by 1, 2, 3, 4
    union all
    select x.day, x."placementId", x.country, x.currency, ${sql.raw(ofCells)}
    from attribution_pools p join attribution_pool_shares s on s.pool_id = p.id
      cross join lateral jsonb_to_recordset(s.counted) as x(day date, "placementId" text, country text, currency text, ${sql.raw(cellFields)})
    where p.organisation_id = ${organisationId} group by 1, 2, 3, 4
  ) u group by 1, 2, 3, 4`;

const nonZero = sql.raw(columns.map((name) => `${name} <> 0`).join(' or '));
const place = sql.raw(
  `concat_ws(' ', coalesce(a.day, b.day)::text, coalesce(a.placement_id, b.placement_id), coalesce(a.country, b.country), coalesce(a.currency, b.currency))`,
);

/** The rows of the roll-ups that differ from the raw sums, at most ten, and how many rows were compared. */
export async function compareRollups(
  trx: Trx,
  organisationId: string,
): Promise<{ checked: number; different: { id: string; stored: unknown; raw: unknown }[] }> {
  const stored = sql`select day, placement_id, country, currency, ${sql.raw(list)} from attribution_rollups where organisation_id = ${organisationId} and (${nonZero})`;
  const { rows: different } = await sql<{ id: string; stored: unknown; raw: unknown }>`
    with a as (${stored}), b as (select * from (${raw(organisationId)}) z where ${nonZero})
    select ${place} as id, to_jsonb(a.*) as stored, to_jsonb(b.*) as raw
    from a full join b using (day, placement_id, country, currency)
    where to_jsonb(a.*) is distinct from to_jsonb(b.*) order by 1 limit 10`.execute(trx);
  const { rows } = await sql<{
    count: bigint;
  }>`select count(*) as count from attribution_rollups where organisation_id = ${organisationId}`.execute(trx);
  const inTotals = different.length > 0 ? [] : await compareTotals(trx, organisationId);
  return { checked: Number(rows[0]!.count), different: [...different, ...inTotals] };
}

/** Writes the roll-ups of an organisation anew; under its lock. */
export async function rebuildRollups(trx: Trx, organisationId: string): Promise<void> {
  await sql`delete from attribution_rollups where organisation_id = ${organisationId}`.execute(trx);
  await sql`
    insert into attribution_rollups (organisation_id, day, placement_id, country, currency, ${sql.raw(list)})
    select ${organisationId}, day, placement_id, country, currency, ${sql.raw(list)} from (${raw(organisationId)}) z where ${nonZero}`.execute(
    trx,
  );
  // In the order in which they are read: what is asked for together stands together.
  await sql`delete from attribution_totals where organisation_id = ${organisationId}`.execute(trx);
  await sql`
    insert into attribution_totals (organisation_id, ${places}, ${sql.raw(list)})
    select ${organisationId}, ${places}, ${sql.raw(list)} from (${totals(organisationId)}) z where ${nonZero}
    order by ${places}`.execute(trx);
}

const places = sql.raw('scope, dimension, span_days, day, key, currency');

/** What the totals must be: the roll-ups added up by what their placements belong to. */
const totals = (organisationId: string): RawBuilder<unknown> => sql`
  select d.scope, d.dimension, d.span_days, d.day, d.key, x.currency, ${sql.raw(columns.map((name) => `sum(x.${name})::bigint as ${name}`).join(', '))}
  from attribution_rollups x left join attribution_placements p on p.organisation_id = x.organisation_id and p.placement_id = x.placement_id
  cross join lateral ${totalsOfRow}
  where x.organisation_id = ${organisationId} and d.scope is not null
  group by d.scope, d.dimension, d.span_days, d.day, d.key, x.currency`;

async function compareTotals(trx: Trx, organisationId: string): Promise<{ id: string; stored: unknown; raw: unknown }[]> {
  const { rows } = await sql<{ id: string; stored: unknown; raw: unknown }>`
    with a as (select ${places}, ${sql.raw(list)} from attribution_totals where organisation_id = ${organisationId} and (${nonZero})),
      b as (select * from (${totals(organisationId)}) z where ${nonZero})
    select concat_ws(' ', coalesce(a.scope, b.scope), coalesce(a.dimension, b.dimension), coalesce(a.key, b.key), coalesce(a.span_days, b.span_days)::text,
      coalesce(a.day, b.day)::text) as id, to_jsonb(a.*) as stored, to_jsonb(b.*) as raw
    from a full join b using (${places})
    where to_jsonb(a.*) is distinct from to_jsonb(b.*) order by 1 limit 10`.execute(trx);
  return rows;
}
