import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone } from '../../../platform/time.ts';
import type { ClosingRow, ReconcileTables } from '../reconcile/tables.ts';
import type { RevenueTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<ReconcileTables & Pick<RevenueTables, 'revenue_settlements'>>();
type Span = { from: Date; before: Date };

/** Money that never was settled, by month and currency: what a settlement would take, what no plan divides, what is held. */
export async function countOpenItems(trx: Trx, organisationId: string, { from, before }: Span) {
  const { rows } = await sql<{
    period: string;
    currency: string;
    open: number;
    open_minor: bigint;
    undivided: number;
    undivided_minor: bigint;
    held: number;
    held_minor: bigint;
  }>`
    with waiting as (
      select to_char(occurred_at at time zone ${businessZone}, 'YYYY-MM') as period, currency, amount_minor - refunded_minor as minor,
        held, plan_id is null as undivided
      from revenue_items where organisation_id = ${organisationId} and settled_revision is null and valid
        and occurred_at >= ${from.toISOString()}::timestamptz and occurred_at < ${before.toISOString()}::timestamptz
    )
    select period, currency,
      (count(*) filter (where not held and not undivided))::int as open,
      coalesce(sum(minor) filter (where not held and not undivided), 0)::bigint as open_minor,
      (count(*) filter (where undivided))::int as undivided,
      coalesce(sum(minor) filter (where undivided), 0)::bigint as undivided_minor,
      (count(*) filter (where held))::int as held,
      coalesce(sum(minor) filter (where held), 0)::bigint as held_minor
    from waiting group by period, currency order by period, currency`.execute(trx);
  return rows;
}

/** Sources with orders of a time, by month and currency, of which no settlement file was compared to its end. */
export async function listUnreconciled(trx: Trx, organisationId: string, { from, before }: Span) {
  const { rows } = await sql<{ period: string; source_id: string; currency: string; items: number }>`
    with sold as (
      select to_char(occurred_at at time zone ${businessZone}, 'YYYY-MM') as period, source_id, currency, count(*)::int as items
      from revenue_items where organisation_id = ${organisationId} and valid and source_id is not null and kind in ('order', 'renewal')
        and occurred_at >= ${from.toISOString()}::timestamptz and occurred_at < ${before.toISOString()}::timestamptz
      group by 1, 2, 3
    )
    select * from sold s where not exists (
      select 1 from revenue_reconciliations r where r.organisation_id = ${organisationId} and r.period = s.period and r.source_id = s.source_id
        and r.currency = s.currency and (r.state = 'closed' or (r.state = 'ready' and not exists (
          select 1 from revenue_reconciliation_lines l where l.reconciliation_id = r.id and l.state in ('open', 'asked')))))
    order by period, source_id, currency`.execute(trx);
  return rows;
}

/** Lines of compared files that wait for a decision, by month. */
export async function countDifferences(trx: Trx, organisationId: string, periods: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ period: string; count: number }>`
    select r.period, count(*)::int as count from revenue_reconciliations r
      join revenue_reconciliation_lines l on l.reconciliation_id = r.id and l.state = 'open'
    where r.organisation_id = ${organisationId} and r.state = 'ready' and r.period = any(${[...periods]}::text[]) group by r.period`.execute(
    trx,
  );
  return new Map(rows.map(({ period, count }) => [period, count]));
}

export async function listSettlementsOf(trx: Trx, organisationId: string, periods: readonly string[]) {
  return on(trx)
    .selectFrom('revenue_settlements')
    .select(['id', 'period', 'currency', 'run', 'state', 'approved_by', 'approved_by_name', 'posted_at'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`period = any(${[...periods]}::text[])`)
    .where('state', '<>', 'cancelled')
    .orderBy('period')
    .orderBy('currency')
    .orderBy('run')
    .execute();
}

/** The month (`YYYY-MM`) of the first money or settlement; null where there is none. */
export async function findFirstPeriod(trx: Trx, organisationId: string): Promise<string | null> {
  const { rows } = await sql<{ period: string | null }>`
    select least(
      (select to_char(min(occurred_at) at time zone ${businessZone}, 'YYYY-MM') from revenue_items where organisation_id = ${organisationId}),
      (select min(period) from revenue_settlements where organisation_id = ${organisationId}),
      (select min(period) from revenue_month_closings where organisation_id = ${organisationId})) as period`.execute(trx);
  return rows[0]!.period;
}

export async function listClosings(trx: Trx, organisationId: string, periods: readonly string[]): Promise<ClosingRow[]> {
  return on(trx)
    .selectFrom('revenue_month_closings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`period = any(${[...periods]}::text[])`)
    .execute();
}

export async function insertClosing(trx: Trx, row: ClosingRow): Promise<void> {
  await on(trx).insertInto('revenue_month_closings').values(row).execute();
}
