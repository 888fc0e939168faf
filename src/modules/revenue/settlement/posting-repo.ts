/** What posting reads and writes beside the ledger: groups in their order, items marked settled, dues, tax, statements. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PostingGroupRow, SettlementRow, StatementRow } from '../tables.ts';
import { on } from './repo.ts';

/** The next groups after a number: at least one, and as many more as stay below `postings` in all. */
export async function nextGroups(
  trx: Trx,
  settlementId: string,
  after: number,
  most: { groups: number; postings: number },
): Promise<PostingGroupRow[]> {
  const rows = await on(trx)
    .selectFrom('revenue_posting_groups')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(most.groups)
    .execute();
  let postings = 0;
  const end = rows.findIndex((row) => (postings += row.postings) > most.postings);
  return end === -1 ? rows : rows.slice(0, Math.max(end, 1));
}

export async function markPosted(trx: Trx, settlementId: string, posted: readonly { number: number; transferId: string }[]): Promise<void> {
  if (posted.length === 0) return;
  await sql`update revenue_posting_groups g set transfer_id = t.id
    from unnest(${posted.map(({ number }) => number)}::int[], ${posted.map(({ transferId }) => transferId)}::text[]) as t (number, id)
    where g.settlement_id = ${settlementId} and g.number = t.number`.execute(trx);
}

/** Notes on items of groups how far they are settled, and in which posting they stand from now on. */
export async function markSettled(trx: Trx, settlementId: string, from: number, to: number): Promise<void> {
  // What was just written is not in the planner's figures: it would read all items for a few.
  await sql`set local enable_hashjoin = off`.execute(trx);
  await sql`set local enable_mergejoin = off`.execute(trx);
  await sql`update revenue_items i set
      settled_revision = p.item_revision,
      settled_settlement = case when p.kind = 'taken_back' then null
        when p.kind = 'earned' or p.standing_number is not null then p.settlement_id else i.settled_settlement end,
      settled_number = case p.kind when 'taken_back' then null when 'earned' then p.number else coalesce(p.standing_number, i.settled_number) end,
      settled_refunded_minor = case when p.kind = 'taken_back' then null else p.refunded_minor end
    from revenue_postings p
    where p.settlement_id = ${settlementId} and p.group_number between ${from} and ${to} and p.last and i.id = p.item_id`.execute(trx);
}

/** Notes on items that changed nothing that they were seen. */
export async function markPassed(trx: Trx, settlementId: string): Promise<void> {
  await sql`update revenue_items i set settled_revision = p.revision from revenue_settlement_passed p
    where p.settlement_id = ${settlementId} and i.id = p.item_id`.execute(trx);
}

/** Writes what becomes payable when; again, it changes nothing. */
export async function insertDues(trx: Trx, settlement: SettlementRow): Promise<void> {
  await sql`insert into revenue_dues (settlement_id, organisation_id, payee_id, currency, payable_on, amount_minor)
    select s.settlement_id, s.organisation_id, s.payee_id, ${settlement.currency}, d.key::date, d.value::bigint
    from revenue_settlement_payees s, jsonb_each_text(s.dues) d where s.settlement_id = ${settlement.id}
    on conflict do nothing`.execute(trx);
}

type Withheld = { payee_id: string; name: string; regime: string; withheld_minor: bigint };
/** Payees whose tax is not booked yet. */
export async function nextWithheld(trx: Trx, settlementId: string, limit: number): Promise<Withheld[]> {
  const { rows } = await sql<Withheld>`select s.payee_id, p.name, s.regime, s.withheld_minor
    from revenue_settlement_payees s join payees p on p.id = s.payee_id
    where s.settlement_id = ${settlementId} and s.withheld_minor > 0 and s.tax_transfer_id is null order by s.payee_id limit ${limit}`.execute(
    trx,
  );
  return rows;
}

export async function markWithheld(trx: Trx, settlementId: string, of: readonly { payeeId: string; transferId: string }[]): Promise<void> {
  await sql`update revenue_settlement_payees s set tax_transfer_id = t.transfer
    from unnest(${of.map(({ payeeId }) => payeeId)}::text[], ${of.map(({ transferId }) => transferId)}::text[]) as t (payee, transfer)
    where s.settlement_id = ${settlementId} and s.payee_id = t.payee`.execute(trx);
}

/**
 * Who has a statement of this settlement and not yet: whom it gives or takes something, and whose last statement of the currency did
 * not end at nothing, so that balances follow one another without a gap.
 */
export async function nextStatementPayees(
  trx: Trx,
  { id, organisation_id: organisationId, currency }: SettlementRow,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with wanted as (
      select payee_id from revenue_settlement_payees where settlement_id = ${id}
      union select payee_id from (
        select distinct on (payee_id) payee_id, closing_minor from revenue_statements
        where organisation_id = ${organisationId} and currency = ${currency} order by payee_id, period desc, version desc) last
      where closing_minor <> 0
    )
    select p.id, p.name from wanted w join payees p on p.id = w.payee_id
    where not exists (select 1 from revenue_statements s where s.settlement_id = ${id} and s.payee_id = w.payee_id)
    order by p.id limit ${limit}`.execute(trx);
  return rows;
}

type MonthOf = { payee_id: string; earned: bigint; refunded: bigint; restated: bigint; withheld: bigint };
/** What the settlements of a month give payees in all: the posted ones and this one. */
export async function monthOf(trx: Trx, settlement: SettlementRow, payeeIds: readonly string[]): Promise<Map<string, MonthOf>> {
  const { rows } = await sql<MonthOf>`
    select s.payee_id, sum(s.earned_minor)::bigint as earned, sum(s.refunded_minor)::bigint as refunded,
      sum(s.restated_minor)::bigint as restated, sum(s.withheld_minor)::bigint as withheld
    from revenue_settlement_payees s join revenue_settlements r on r.id = s.settlement_id
    where r.organisation_id = ${settlement.organisation_id} and r.currency = ${settlement.currency} and r.period = ${settlement.period}
      and (r.state = 'posted' or r.id = ${settlement.id}) and s.payee_id = any(${[...payeeIds]}::text[])
    group by s.payee_id`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row]));
}

/** The newest version of payees' statements of a period. */
export async function newestVersions(
  trx: Trx,
  { currency, period }: SettlementRow,
  payeeIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ payee_id: string; version: number }>`
    select payee_id, max(version) as version from revenue_statements
    where currency = ${currency} and period = ${period} and payee_id = any(${[...payeeIds]}::text[]) group by payee_id`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row.version]));
}

export async function insertStatements(trx: Trx, rows: readonly StatementRow[]): Promise<void> {
  if (rows.length > 0)
    await on(trx)
      .insertInto('revenue_statements')
      .values([...rows])
      .execute();
}

export async function countStatements(trx: Trx, settlementId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('revenue_statements')
    .select((is) => is.fn.countAll<bigint>().as('count'))
    .where('settlement_id', '=', settlementId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
