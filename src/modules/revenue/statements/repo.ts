/** Statements as they are kept, the groups and postings behind them. They are written by settlements; here they are only read. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PayeeTables } from '../payees/tables.ts';
import type { PayeeRow, PostingGroupRow, PostingRow, RevenueTables, StatementRow, VersionRow } from '../tables.ts';
import type { QuestionTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<RevenueTables & PayeeTables & QuestionTables>();

/** A settlement whose statements are being written is approved still. */
const written = ['approved', 'posted'] as const;

/** A statement with its run in the period, whether a later version replaced it, and what is asked about it. */
export type StatementFound = StatementRow & {
  run: number;
  newest: boolean;
  payee_name: string;
  payee_role: PayeeRow['role'];
  open_questions: bigint;
};

const found = (trx: Trx, organisationId: string) =>
  on(trx)
    .selectFrom('revenue_statements as s')
    .innerJoin('revenue_settlements as r', 'r.id', 's.settlement_id')
    .innerJoin('payees as p', 'p.id', 's.payee_id')
    .selectAll('s')
    .select(['r.run', 'p.name as payee_name', 'p.role as payee_role'])
    .select([
      sql<boolean>`not exists (select 1 from revenue_statements n where n.payee_id = s.payee_id and n.currency = s.currency
        and n.period = s.period and n.version > s.version)`.as('newest'),
      sql<bigint>`(select count(*) from statement_questions q where q.payee_id = s.payee_id and q.period = s.period
        and q.currency = s.currency and q.state = 'open')`.as('open_questions'),
    ])
    .where('s.organisation_id', '=', organisationId);

export async function findStatement(trx: Trx, organisationId: string, id: string): Promise<StatementFound | undefined> {
  return found(trx, organisationId).where('s.id', '=', id).executeTakeFirst();
}

export type Listing = {
  /** Null for those of all payees. */
  payeeIds: readonly string[] | null;
  period: string | null;
  currency: string | null;
  settlementId: string | null;
  /** A part of the payee's name. */
  query: string | null;
  superseded: boolean;
  after: { period: string; id: string } | null;
  limit: number;
};

/** Statements, the newest period first. */
export async function listStatements(trx: Trx, organisationId: string, listing: Listing): Promise<StatementFound[]> {
  let query = found(trx, organisationId);
  if (listing.payeeIds !== null) query = query.where(sql<boolean>`s.payee_id = any(${[...listing.payeeIds]}::text[])`);
  if (listing.period !== null) query = query.where('s.period', '=', listing.period);
  if (listing.currency !== null) query = query.where('s.currency', '=', listing.currency);
  if (listing.settlementId !== null) query = query.where('s.settlement_id', '=', listing.settlementId);
  if (listing.query !== null) query = query.where(sql<boolean>`position(lower(${listing.query}) in lower(p.name)) > 0`);
  if (!listing.superseded && listing.settlementId === null)
    query = query.where(
      sql<boolean>`not exists (select 1 from revenue_statements n where n.payee_id = s.payee_id and n.currency = s.currency
        and n.period = s.period and n.version > s.version)`,
    );
  if (listing.after !== null) query = query.where(sql<boolean>`(s.period, s.id) < (${listing.after.period}, ${listing.after.id})`);
  return query.orderBy('s.period', 'desc').orderBy('s.id', 'desc').limit(listing.limit).execute();
}

type Of = Pick<StatementRow, 'organisation_id' | 'payee_id' | 'currency' | 'period'>;

/** All versions of a payee's period, newest first. */
export async function listVersions(trx: Trx, of: Of): Promise<StatementFound[]> {
  return found(trx, of.organisation_id)
    .where('s.payee_id', '=', of.payee_id)
    .where('s.currency', '=', of.currency)
    .where('s.period', '=', of.period)
    .orderBy('s.version', 'desc')
    .execute();
}

/** The statement of the nearest period before, as it stood when this one was sealed. */
export async function findPrevious(trx: Trx, of: StatementRow): Promise<StatementRow | undefined> {
  return on(trx)
    .selectFrom('revenue_statements')
    .selectAll()
    .where('organisation_id', '=', of.organisation_id)
    .where('payee_id', '=', of.payee_id)
    .where('currency', '=', of.currency)
    .where('period', '<', of.period)
    .where('seal_seq', '<=', of.seal_seq)
    .orderBy('period', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type Group = PostingGroupRow & { run: number };

/** The groups behind a statement: of its period's settlements up to its own, those in which the payee is. */
export async function listGroups(trx: Trx, of: StatementFound): Promise<Group[]> {
  return on(trx)
    .selectFrom('revenue_posting_groups as g')
    .innerJoin('revenue_settlements as r', 'r.id', 'g.settlement_id')
    .selectAll('g')
    .select('r.run')
    .where('r.organisation_id', '=', of.organisation_id)
    .where('r.period', '=', of.period)
    .where('r.currency', '=', of.currency)
    .where('r.state', 'in', written)
    .where('r.run', '<=', of.run)
    .where(sql<boolean>`g.payee_ids @> array[${of.payee_id}]::text[]`)
    .orderBy('r.run')
    .orderBy('g.number')
    .execute();
}

export type PostingReading = {
  settlementId: string;
  groups: readonly number[];
  after: bigint;
  limit: number;
  kind?: PostingRow['kind'] | undefined;
  workId?: string | undefined;
  campaignId?: string | undefined;
  /** The source's number of an order, or an item's id. */
  order?: string | undefined;
};

/** Postings of groups of a settlement, in the order in which it divided them. */
export async function listPostings(trx: Trx, organisationId: string, reading: PostingReading): Promise<PostingRow[]> {
  let query = on(trx)
    .selectFrom('revenue_postings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('settlement_id', '=', reading.settlementId)
    .where('number', '>', reading.after)
    .where(sql<boolean>`group_number = any(${[...reading.groups]}::int[])`);
  if (reading.kind !== undefined) query = query.where('kind', '=', reading.kind);
  if (reading.workId !== undefined) query = query.where(sql<boolean>`content::jsonb #>> '{item,workId}' = ${reading.workId}`);
  if (reading.campaignId !== undefined) query = query.where(sql<boolean>`content::jsonb #>> '{item,campaignId}' = ${reading.campaignId}`);
  if (reading.order !== undefined) {
    const { order } = reading;
    query = query.where(sql<boolean>`(item_id = ${order} or content::jsonb #>> '{item,externalId}' = ${order})`);
  }
  return query.orderBy('number').limit(reading.limit).execute();
}

/** A group's postings in their order, for a proof. */
export async function listGroupPostings(trx: Trx, group: PostingGroupRow, after: bigint, limit: number): Promise<PostingRow[]> {
  return on(trx)
    .selectFrom('revenue_postings')
    .selectAll()
    .where('settlement_id', '=', group.settlement_id)
    .where('group_number', '=', group.number)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function findPostings(trx: Trx, organisationId: string, of: readonly { settlementId: string; number: bigint }[]) {
  if (of.length === 0) return [];
  return on(trx)
    .selectFrom('revenue_postings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(
      sql<boolean>`(settlement_id, number) in (select * from unnest(${of.map((each) => each.settlementId)}::text[],
        ${of.map((each) => each.number.toString())}::bigint[]))`,
    )
    .execute();
}

/** From when items are payable, by their ids. */
export async function payableTimes(trx: Trx, organisationId: string, itemIds: readonly string[]): Promise<Map<string, Date>> {
  if (itemIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('revenue_items')
    .select(['id', 'payable_at'])
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...itemIds]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.payable_at]));
}

export type PlanNamed = VersionRow & { plan_name: string };

/** Versions of plans with the plan's name, by `plan version`. */
export async function findPlanVersions(
  trx: Trx,
  organisationId: string,
  of: readonly { plan_id: string; plan_version: number }[],
): Promise<Map<string, PlanNamed>> {
  if (of.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('share_plan_versions as v')
    .innerJoin('share_plans as p', 'p.id', 'v.plan_id')
    .selectAll('v')
    .select('p.name as plan_name')
    .where('v.organisation_id', '=', organisationId)
    .where(
      sql<boolean>`(v.plan_id, v.version) in (select * from unnest(${of.map((each) => each.plan_id)}::text[],
        ${of.map((each) => each.plan_version)}::int[]))`,
    )
    .orderBy('v.plan_id')
    .orderBy('v.version')
    .execute();
  return new Map(rows.map((row) => [`${row.plan_id} ${row.version}`, row]));
}

/** The runs of a statement's period that it counts, by their settlement's id. */
export async function listRuns(trx: Trx, of: StatementFound): Promise<Map<string, number>> {
  const rows = await on(trx)
    .selectFrom('revenue_settlements')
    .select(['id', 'run'])
    .where('organisation_id', '=', of.organisation_id)
    .where('period', '=', of.period)
    .where('currency', '=', of.currency)
    .where('state', 'in', written)
    .where('run', '<=', of.run)
    .orderBy('run')
    .execute();
  return new Map(rows.map((row) => [row.id, row.run]));
}

/** What settlements give a payee, by the day from which it is payable. */
export async function listDues(
  trx: Trx,
  settlementIds: readonly string[],
  payeeId: string,
): Promise<{ payableOn: string; amount: bigint }[]> {
  const { rows } = await sql<{ payable_on: string; amount: string }>`
    select payable_on, sum(amount_minor)::text as amount from revenue_dues
    where payee_id = ${payeeId} and settlement_id = any(${[...settlementIds]}::text[]) group by payable_on order by payable_on`.execute(
    trx,
  );
  return rows.map((row) => ({ payableOn: row.payable_on, amount: BigInt(row.amount) }));
}

/** What was withheld from a payee in settlements, with what it was computed from. */
export async function listWithholdings(trx: Trx, settlementIds: readonly string[], payeeId: string) {
  return on(trx)
    .selectFrom('revenue_withholdings')
    .select(['settlement_id', 'content', 'withheld_minor'])
    .where('payee_id', '=', payeeId)
    .where(sql<boolean>`settlement_id = any(${[...settlementIds]}::text[])`)
    .orderBy('settlement_id')
    .execute();
}

export async function findPayee(trx: Trx, organisationId: string, id: string): Promise<PayeeRow | undefined> {
  return on(trx).selectFrom('payees').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id).executeTakeFirst();
}
