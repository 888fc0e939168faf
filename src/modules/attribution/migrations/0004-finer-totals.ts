import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const counters = ['clicks', 'views', 'searches', 'installs', 'registrations', 'orders', 'renewals', 'refunds'];
const sums = ['revenue_minor', 'refunded_minor', 'ad_revenue_minor', 'earned_minor'];

const statements = [
  `drop table attribution_totals`,
  // The roll-ups added up by what placements belong to: figures over months would read a million rows of the finer ones.
  `create table attribution_totals (
    organisation_id text not null,
    -- Empty for the whole organisation, or the campaign, agency, work, channel or country (campaign:cmp_…) that it is of.
    scope text not null,
    -- 'all' with an empty key, or what the key is: campaign, creator, agency, channel, hook, clip, work, country.
    dimension text not null,
    -- One, or the days of a block that is added up once more.
    span_days smallint not null,
    -- The first of them.
    day date not null,
    key text not null,
    currency text not null,
    ${[...counters, ...sums].map((name) => `${name} bigint not null default 0`).join(', ')},
    -- Also serves some days of a whole dimension.
    primary key (organisation_id, scope, dimension, span_days, day, key, currency)
  ) with (fillfactor = 80)`,
  // Serves the days of one campaign, creator or country.
  `create index attribution_totals_key on attribution_totals (organisation_id, scope, dimension, key, day)`,
  // Rows of today are added to all day long: with room on their page neither indexes nor other pages are written.
  `alter table attribution_rollups set (fillfactor = 80)`,
];

const figures = [...counters, ...sums];
const few = ['campaign', 'agency', 'channel', 'hook', 'clip', 'work', 'country'];
const within = { campaign: [...few, 'creator'], agency: [...few, 'creator'], work: few, channel: few, country: few };
const key = (dimension: string): string =>
  dimension === 'country' ? 'x.country' : `coalesce(p.${dimension === 'channel' ? dimension : `${dimension}_id`}, '')`;
const rows = [
  `('', 'all', 1, x.day, '')`,
  ...[...few, 'creator'].map((dimension) => `('', '${dimension}', 1, x.day, ${key(dimension)})`),
  ...['creator', 'hook', 'clip'].map(
    (dimension) => `('', '${dimension}', 16, date '1970-01-01' + (x.day - date '1970-01-01') / 16 * 16, ${key(dimension)})`,
  ),
  ...Object.entries(within).flatMap(([scope, dimensions]) =>
    dimensions
      .filter((dimension) => dimension !== scope)
      .map((dimension) => `('${scope}:' || nullif(${key(scope)}, ''), '${dimension}', 1, x.day, ${key(dimension)})`),
  ),
];
// What is counted already is added up anew.
const fill = `
  insert into attribution_totals (organisation_id, scope, dimension, span_days, day, key, currency, ${figures.join(', ')})
  select x.organisation_id, d.scope, d.dimension, d.span_days, d.day, d.key, x.currency, ${figures.map((name) => `sum(x.${name})`).join(', ')}
  from attribution_rollups x left join attribution_placements p on p.organisation_id = x.organisation_id and p.placement_id = x.placement_id
  cross join lateral (values ${rows.join(', ')}) as d(scope, dimension, span_days, day, key)
  where d.scope is not null group by x.organisation_id, d.scope, d.dimension, d.span_days, d.day, d.key, x.currency`;

export const finerTotals: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [...statements, fill]) await sql.raw(statement).execute(db);
  },
};
