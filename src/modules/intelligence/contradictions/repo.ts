/** The SQL of contradictions. */
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { MetricId } from '../claims/metrics.ts';
import type { ContradictionsTables, Cut } from './tables.ts';
import type { FindingKind } from './finding.ts';

export type FindingRow = Selectable<ContradictionsTables['market_findings']>;
export type FindingClaimRow = Selectable<ContradictionsTables['market_finding_claims']>;
export type SettledRow = Selectable<ContradictionsTables['market_settled_claims']>;
export type ActRow = Selectable<ContradictionsTables['market_finding_acts']>;
const on = (trx: Trx) => trx.withTables<ContradictionsTables>();
const among = (ids: readonly string[]) => sql<string>`any(${[...ids]}::text[])`;

export async function findFinding(trx: Trx, organisationId: string, id: string, lock = false): Promise<FindingRow | undefined> {
  const query = on(trx).selectFrom('market_findings').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Findings of metrics, vanished ones too: what a new look is held against. */
export async function listFindingsOf(trx: Trx, organisationId: string, metrics: readonly MetricId[]): Promise<FindingRow[]> {
  return on(trx)
    .selectFrom('market_findings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('metric', '=', sql<MetricId>`any(${[...metrics]}::text[])`)
    .orderBy('id')
    .execute();
}

export async function listFindingClaims(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, FindingClaimRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('market_finding_claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('finding_id', '=', among(ids))
    .orderBy('finding_id')
    .orderBy('position')
    .execute();
  return Map.groupBy(rows, (row) => row.finding_id);
}

const batch = 500;
async function inBatches<Row>(rows: readonly Row[], write: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += batch) await write(rows.slice(at, at + batch));
}

export async function insertFindings(trx: Trx, rows: readonly Insertable<ContradictionsTables['market_findings']>[]): Promise<void> {
  await inBatches(rows, (part) => on(trx).insertInto('market_findings').values(part).execute());
}

export async function updateFinding(
  trx: Trx,
  organisationId: string,
  id: string,
  change: Updateable<ContradictionsTables['market_findings']>,
): Promise<void> {
  await on(trx).updateTable('market_findings').set(change).where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}

export async function replaceClaims(
  trx: Trx,
  organisationId: string,
  findingIds: readonly string[],
  rows: readonly Insertable<ContradictionsTables['market_finding_claims']>[],
): Promise<void> {
  if (findingIds.length > 0)
    await on(trx)
      .deleteFrom('market_finding_claims')
      .where('organisation_id', '=', organisationId)
      .where('finding_id', '=', among(findingIds))
      .execute();
  await inBatches(rows, (part) => on(trx).insertInto('market_finding_claims').values(part).execute());
}

export async function insertActs(trx: Trx, rows: readonly Insertable<ContradictionsTables['market_finding_acts']>[]): Promise<void> {
  await inBatches(rows, (part) => on(trx).insertInto('market_finding_acts').values(part).execute());
}

export async function listActs(trx: Trx, organisationId: string, findingId: string): Promise<ActRow[]> {
  return on(trx)
    .selectFrom('market_finding_acts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('finding_id', '=', findingId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export async function deleteSettled(trx: Trx, organisationId: string, findingId: string): Promise<void> {
  await on(trx)
    .deleteFrom('market_settled_claims')
    .where('organisation_id', '=', organisationId)
    .where('finding_id', '=', findingId)
    .execute();
}

export async function insertSettled(trx: Trx, rows: readonly Insertable<ContradictionsTables['market_settled_claims']>[]): Promise<void> {
  await inBatches(rows, (part) => on(trx).insertInto('market_settled_claims').values(part).execute());
}

export async function listSettledOf(trx: Trx, organisationId: string, findingIds: readonly string[]): Promise<SettledRow[]> {
  if (findingIds.length === 0) return [];
  return on(trx)
    .selectFrom('market_settled_claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('finding_id', '=', among(findingIds))
    .execute();
}

/** What was settled of claims, the latest last. */
export async function listSettledClaims(trx: Trx, organisationId: string, places: readonly string[]): Promise<SettledRow[]> {
  if (places.length === 0) return [];
  return on(trx)
    .selectFrom('market_settled_claims')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('place', '=', among(places))
    .orderBy('settled_at')
    .orderBy('finding_id')
    .execute();
}

export type FindingFilter = {
  show: 'open' | 'settled' | 'dismissed' | 'notes';
  kind: FindingKind | undefined;
  metric: MetricId | undefined;
  topicId: string | undefined;
  documentId: string | undefined;
  source: string | undefined;
};
const shown = (show: FindingFilter['show']) =>
  show === 'notes'
    ? sql<boolean>`f.disposition = 'note' and f.state = 'open' and f.vanished_at is null`
    : show === 'open'
      ? sql<boolean>`f.disposition = 'contradiction' and f.state = 'open' and f.vanished_at is null`
      : sql<boolean>`f.state = ${show}`;

/** A page of findings, the gravest first. Topics hold documents; a finding is a topic's if one of its claims stands in one of them. */
export async function listFindings(
  trx: Trx,
  organisationId: string,
  filter: FindingFilter,
  after: { severity: number; id: string } | null,
  limit: number,
): Promise<FindingRow[]> {
  const { kind, metric, topicId, documentId, source } = filter;
  const claims = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<boolean>`exists (select 1 from market_finding_claims c where c.organisation_id = f.organisation_id and c.finding_id = f.id and ${condition})`;
  const conditions = [
    sql<boolean>`f.organisation_id = ${organisationId}`,
    shown(filter.show),
    ...(kind ? [sql<boolean>`f.kind = ${kind}`] : []),
    ...(metric ? [sql<boolean>`f.metric = ${metric}`] : []),
    ...(documentId ? [claims(sql<boolean>`c.document_id = ${documentId}`)] : []),
    ...(topicId
      ? [
          claims(
            sql<boolean>`exists (select 1 from market_topic_documents t where t.organisation_id = c.organisation_id and t.topic_id = ${topicId}
              and t.document_id = c.document_id and (t.placed = 'pinned' or (t.fits and t.placed is distinct from 'excluded')))`,
          ),
        ]
      : []),
    ...(source
      ? [claims(sql<boolean>`exists (select 1 from market_documents d where d.id = c.document_id and d.publisher = ${source})`)]
      : []),
    ...(after ? [sql<boolean>`(f.severity, f.id) < (${after.severity}::double precision, ${after.id})`] : []),
  ];
  const { rows } = await sql<FindingRow>`
    select f.* from market_findings f where ${sql.join(conditions, sql` and `)}
    order by f.severity desc, f.id desc limit ${limit}`.execute(trx);
  return rows;
}

/** How many there are of each, and what there is to choose from. */
export async function summarise(trx: Trx, organisationId: string) {
  const { rows } = await sql<{ open: bigint; settled: bigint; dismissed: bigint; notes: bigint }>`
    select count(*) filter (where ${shown('open')}) as open, count(*) filter (where ${shown('settled')}) as settled,
      count(*) filter (where ${shown('dismissed')}) as dismissed, count(*) filter (where ${shown('notes')}) as notes
    from market_findings f where f.organisation_id = ${organisationId}`.execute(trx);
  const { rows: metrics } = await sql<{ metric: MetricId }>`
    select distinct metric from market_findings where organisation_id = ${organisationId} and vanished_at is null order by metric`.execute(
    trx,
  );
  const { rows: sources } = await sql<{ publisher: string }>`
    select distinct d.publisher from market_finding_claims c
    join market_findings f on f.organisation_id = c.organisation_id and f.id = c.finding_id and f.vanished_at is null
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and d.publisher is not null order by d.publisher limit 200`.execute(trx);
  const [counts] = rows;
  return {
    counts: {
      open: Number(counts!.open),
      settled: Number(counts!.settled),
      dismissed: Number(counts!.dismissed),
      notes: Number(counts!.notes),
    },
    metrics: metrics.map(({ metric }) => metric),
    sources: sources.map(({ publisher }) => publisher),
  };
}

export async function topicExists(trx: Trx, organisationId: string, topicId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from market_topics where organisation_id = ${organisationId} and id = ${topicId} and removed_at is null`.execute(
      trx,
    );
  return rows.length > 0;
}

/** The metrics of findings in which documents take part: what is to be looked at when these go. */
export async function metricsOfFindings(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<MetricId[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<{ metric: MetricId }>`
    select distinct f.metric from market_finding_claims c
    join market_findings f on f.organisation_id = c.organisation_id and f.id = c.finding_id
    where c.organisation_id = ${organisationId} and c.document_id = ${among(documentIds)}`.execute(trx);
  return rows.map(({ metric }) => metric);
}

/** How many findings a document takes part in, settled ones too. */
export async function countFindingsOf(trx: Trx, organisationId: string, documentId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct f.id)::int as count from market_finding_claims c
    join market_findings f on f.organisation_id = c.organisation_id and f.id = c.finding_id
    where c.organisation_id = ${organisationId} and c.document_id = ${documentId} and (f.vanished_at is null or f.state = 'settled')`.execute(
    trx,
  );
  return rows[0]!.count;
}

/** Writes down that metrics are to be looked at. */
export async function touchMetrics(trx: Trx, organisationId: string, metrics: readonly MetricId[], now: Date): Promise<void> {
  await sql`
    insert into market_checks (organisation_id, metrics, first_touched_at, touched_at) values (${organisationId}, ${[...metrics]}::text[], ${now}, ${now})
    on conflict (organisation_id) do update set
      metrics = (select coalesce(array_agg(distinct m order by m), '{}') from unnest(market_checks.metrics || excluded.metrics) m),
      first_touched_at = coalesce(market_checks.first_touched_at, excluded.first_touched_at), touched_at = excluded.touched_at`.execute(
    trx,
  );
}

/** Organisations whose touched metrics wait: nothing came since `quiet`, or the first since `patience`. */
export async function listWaiting(trx: Trx, quiet: Date, patience: Date): Promise<string[]> {
  const rows = await on(trx)
    .selectFrom('market_checks')
    .select('organisation_id')
    .where('touched_at', 'is not', null)
    .where((eb) => eb.or([eb('touched_at', '<=', quiet), eb('first_touched_at', '<=', patience)]))
    .orderBy('first_touched_at')
    .limit(20)
    .execute();
  return rows.map(({ organisation_id }) => organisation_id);
}

/** What waits, taken; null when nothing does. */
export async function takeTouched(trx: Trx, organisationId: string): Promise<MetricId[] | null> {
  const row = await on(trx)
    .selectFrom('market_checks')
    .select(['metrics', 'touched_at'])
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.touched_at === null) return null;
  await on(trx)
    .updateTable('market_checks')
    .set({ metrics: [], first_touched_at: null, touched_at: null })
    .where('organisation_id', '=', organisationId)
    .execute();
  return row.metrics;
}

/** One look at a time writes for an organisation; others wait here. */
export async function lockChecks(trx: Trx, organisationId: string, now: Date): Promise<void> {
  await sql`
    insert into market_checks (organisation_id, metrics, checked_at) values (${organisationId}, '{}', ${now})
    on conflict (organisation_id) do update set checked_at = excluded.checked_at`.execute(trx);
}

/** What the last look at a group of metrics left out; null for nothing. Groups are named by their first metric. */
export async function writeCut(trx: Trx, organisationId: string, group: MetricId, cut: Cut | null): Promise<void> {
  const cuts = cut === null ? sql`cuts - ${group}::text` : sql`cuts || ${JSON.stringify({ [group]: cut })}::jsonb`;
  await sql`update market_checks set cuts = ${cuts} where organisation_id = ${organisationId}`.execute(trx);
}

export async function findChecks(
  trx: Trx,
  organisationId: string,
): Promise<{ checkedAt: Date | null; waiting: boolean; cuts: readonly Cut[] }> {
  const row = await on(trx)
    .selectFrom('market_checks')
    .select(['checked_at', 'touched_at', 'cuts'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return {
    checkedAt: row?.checked_at ?? null,
    waiting: row !== undefined && row.touched_at !== null,
    cuts: Object.values(row?.cuts ?? {}),
  };
}
