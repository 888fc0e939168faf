/** The SQL of figures. */
import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Claim } from '../claims/claim.ts';
import type { MetricId } from '../claims/metrics.ts';
import { abroadEntity, abroadRegion, homeRegion } from '../claims/regions.ts';
import type { Unit } from '../quantities/quantity.ts';
import type { FigureFilter, SeriesKey } from './contract.ts';
import type { ClaimRow, FiguresTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<FiguresTables>();
export type Sort = 'newest' | 'oldest' | 'period' | 'value';
/** Where the next page begins: the key of its sort as text, and the id. */
export type Place = { key: string; id: string };

const livingDocuments = sql`d.archived_at is null and d.replaced_by is null`;

/** `regionMeant` of a claim, as SQL has it. */
export const meantRegion = sql`coalesce(c.region, case when c.entity ~* ${abroadEntity} then ${abroadRegion} else ${homeRegion} end)`;

function matching(organisationId: string, filter: Partial<FigureFilter>): RawBuilder<unknown> {
  const parts = [sql`c.organisation_id = ${organisationId}`, livingDocuments];
  const equal = (column: string, value: unknown) => value !== undefined && parts.push(sql`${sql.ref(`c.${column}`)} = ${value}`);
  equal('metric', filter.metric);
  equal('measure', filter.measure);
  equal('region', filter.region);
  equal('entity', filter.entity);
  equal('status', filter.status);
  equal('currency', filter.currency);
  equal('document_id', filter.documentId);
  if (filter.place !== undefined) parts.push(sql`${meantRegion} = ${filter.place}`);
  if (filter.whole) parts.push(sql`c.entity is null`);
  if (filter.from !== undefined) parts.push(sql`c.period_to >= ${filter.from}::date`);
  if (filter.until !== undefined) parts.push(sql`c.period_from <= ${filter.until}::date`);
  if (filter.publisher !== undefined) parts.push(sql`d.publisher = ${filter.publisher}`);
  if (filter.sourceId !== undefined) parts.push(sql`d.source_id = ${filter.sourceId}`);
  if (filter.text !== undefined && filter.text !== '') {
    const like = `%${filter.text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    parts.push(sql`(c.quote ilike ${like} or d.title ilike ${like})`);
  }
  if (filter.show === undefined || filter.show === 'kept') parts.push(sql`not c.excluded`);
  else if (filter.show === 'excluded') parts.push(sql`c.excluded`);
  else if (filter.show === 'ruled') parts.push(sql`c.as_read is not null`);
  return sql.join(parts, sql` and `);
}

const sorts = {
  newest: { key: sql`c.published_on`, type: sql`date`, down: true },
  oldest: { key: sql`c.published_on`, type: sql`date`, down: false },
  period: { key: sql`coalesce(c.period_from, '0001-01-01'::date)`, type: sql`date`, down: true },
  value: { key: sql`c.value`, type: sql`numeric`, down: true },
} as const;

/** Figures that fit, with what they were sorted by. */
export async function listFigures(
  trx: Trx,
  organisationId: string,
  filter: Partial<FigureFilter>,
  page: { sort: Sort; after: Place | null; limit: number },
): Promise<(ClaimRow & { sort_key: string })[]> {
  const { key, type, down } = sorts[page.sort];
  const direction = down ? sql`desc` : sql`asc`;
  const after = page.after
    ? sql`and (${key}, c.id) ${down ? sql`<` : sql`>`} (${page.after.key}::text::${type}, ${page.after.id}::text::bigint)`
    : sql``;
  const { rows } = await sql<ClaimRow & { sort_key: string }>`
    select c.*, (${key})::text as sort_key from market_claims c
    join market_documents d on d.id = c.document_id
    where ${matching(organisationId, filter)} ${after}
    order by ${key} ${direction}, c.id ${direction} limit ${page.limit}`.execute(trx);
  return rows;
}

export async function countFigures(trx: Trx, organisationId: string, filter: Partial<FigureFilter>): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from market_claims c join market_documents d on d.id = c.document_id
    where ${matching(organisationId, filter)}`.execute(trx);
  return Number(rows[0]!.count);
}

export async function findFigure(trx: Trx, organisationId: string, id: string): Promise<ClaimRow | undefined> {
  return on(trx)
    .selectFrom('market_claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', BigInt(id))
    .executeTakeFirst();
}

export async function lockFigure(trx: Trx, organisationId: string, id: string): Promise<ClaimRow | undefined> {
  return on(trx)
    .selectFrom('market_claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', BigInt(id))
    .forUpdate()
    .executeTakeFirst();
}

export type MetricCount = {
  metric: MetricId;
  measure: Claim['measure'];
  figures: bigint;
};
export type MetricTotal = {
  metric: MetricId;
  figures: bigint;
  documents: bigint;
  sources: bigint;
  first: string | null;
  last: string | null;
};

/** What there is of each metric. */
export async function countMetrics(trx: Trx, organisationId: string): Promise<{ totals: MetricTotal[]; measures: MetricCount[] }> {
  const all = matching(organisationId, {});
  const totals = await sql<MetricTotal>`
    select c.metric, count(*) as figures, count(distinct c.document_id) as documents, count(distinct c.family_id) as sources,
      min(c.period_from) as first, max(c.period_to) as last
    from market_claims c join market_documents d on d.id = c.document_id where ${all} group by c.metric`.execute(trx);
  const measures = await sql<MetricCount>`
    select c.metric, c.measure, count(*) as figures
    from market_claims c join market_documents d on d.id = c.document_id where ${all}
    group by c.metric, c.measure order by count(*) desc, c.measure`.execute(trx);
  return { totals: totals.rows, measures: measures.rows };
}

export async function countSources(trx: Trx, organisationId: string): Promise<{ documents: number; sources: number }> {
  const { rows } = await sql<{ documents: bigint; sources: bigint }>`
    select count(distinct c.document_id) as documents, count(distinct c.family_id) as sources
    from market_claims c join market_documents d on d.id = c.document_id where ${matching(organisationId, {})}`.execute(trx);
  return { documents: Number(rows[0]!.documents), sources: Number(rows[0]!.sources) };
}

/** What figures name most: places, what they are narrowed to, publishers. */
export async function countNames(
  trx: Trx,
  organisationId: string,
  of: 'region' | 'entity' | 'publisher',
  limit: number,
): Promise<{ name: string; figures: number }[]> {
  const column = of === 'publisher' ? sql`d.publisher` : sql.ref(`c.${of}`);
  const { rows } = await sql<{ name: string; figures: bigint }>`
    select ${column} as name, count(*) as figures from market_claims c join market_documents d on d.id = c.document_id
    where ${matching(organisationId, {})} and ${column} is not null group by 1 order by 2 desc, 1 limit ${limit}`.execute(trx);
  return rows.map(({ name, figures }) => ({ name, figures: Number(figures) }));
}

/** What can be drawn of a metric, the fullest first; a place that some name and others mean is one, named where any names it; values of the metric itself before its growth and shares. */
export async function listKeys(
  trx: Trx,
  organisationId: string,
  metric: MetricId,
  limit: number,
): Promise<(SeriesKey & { figures: number })[]> {
  const { rows } = await sql<{
    measure: Claim['measure'];
    unit: Unit;
    currency: string | null;
    place: string;
    region: string | null;
    entity: string | null;
    figures: bigint;
  }>`
    select c.measure, c.unit, c.currency, ${meantRegion} as place, max(c.region) as region, c.entity, count(*) as figures
    from market_claims c join market_documents d on d.id = c.document_id
    where ${matching(organisationId, { metric })} and c.period is not null
    group by 1, 2, 3, 4, 6
    order by (c.measure = 'level') desc, count(*) desc, c.measure, c.unit, c.currency, max(c.region) nulls first, c.entity nulls first
    limit ${limit}`.execute(trx);
  return rows.map((row) => ({ ...row, figures: Number(row.figures) }));
}

/** The figures of a key by their periods, those without one last; with those that name its place, those that mean it. */
export async function listSeries(
  trx: Trx,
  organisationId: string,
  metric: MetricId,
  key: SeriesKey,
  filter: Pick<Partial<FigureFilter>, 'status' | 'from' | 'until' | 'publisher'>,
  limit: number,
): Promise<ClaimRow[]> {
  const same = (column: string, value: string | null) => sql`${sql.ref(`c.${column}`)} is not distinct from ${value}::text`;
  const { rows } = await sql<ClaimRow>`
    select c.* from market_claims c join market_documents d on d.id = c.document_id
    where ${matching(organisationId, { metric, measure: key.measure, ...filter })}
      and c.unit = ${key.unit} and ${same('currency', key.currency)} and ${meantRegion} = ${key.place} and ${same('entity', key.entity)}
    order by c.period_from nulls last, c.published_on, c.id limit ${limit}`.execute(trx);
  return rows;
}

export type Mark = {
  claim_id: string;
  finding_id: string;
  kind: string;
  state: 'open' | 'settled';
  settled: 'stands' | 'off' | 'unsure' | null;
  reading_low: number | null;
  reading_high: number | null;
  by_name: string | null;
};

/** What figures contradict, the gravest first, and what was settled of them. */
export async function listMarks(
  trx: Trx,
  organisationId: string,
  figures: readonly Pick<ClaimRow, 'id' | 'document_id'>[],
): Promise<Map<string, Mark>> {
  if (figures.length === 0) return new Map();
  const documents = [...new Set(figures.map(({ document_id }) => document_id))];
  const { rows } = await sql<Mark>`
    select fc.claim_id, f.id as finding_id, f.kind, f.state, s.state as settled, s.reading_low, s.reading_high, s.by_name
    from market_finding_claims fc
    join market_findings f on f.organisation_id = fc.organisation_id and f.id = fc.finding_id
    left join market_settled_claims s on s.organisation_id = fc.organisation_id and s.finding_id = f.id and s.place = fc.place
    where fc.organisation_id = ${organisationId} and fc.document_id = any(${documents}::text[])
      and fc.claim_id = any(${figures.map(({ id }) => String(id))}::text[]) and f.disposition = 'contradiction'
      and f.state in ('open', 'settled') and (f.vanished_at is null or f.state = 'settled') and (fc.suspected or s.state is not null)
    order by (s.state is null), f.severity desc`.execute(trx);
  const marks = new Map<string, Mark>();
  for (const row of rows) if (!marks.has(row.claim_id)) marks.set(row.claim_id, row);
  return marks;
}
