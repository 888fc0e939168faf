import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PayeeRow, RevenueTables } from '../tables.ts';
import type { DocumentRow, ExitRow, InvoiceRow, MarkRow, MethodChangeRow, PayeeTables, ProfileRow, WithholdingRow } from './tables.ts';

type Tables = PayeeTables & Pick<RevenueTables, 'payees' | 'revenue_settlements' | 'revenue_statements'>;
const on = (trx: Trx) => trx.withTables<Tables>();
/** What one statement inserts at most, well below the 65,535 parameters that the protocol can carry. */
const atOnce = 2000;

// ── Payees ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Rows whose owner has a payee by now are passed over. */
export async function insertPayees(trx: Trx, rows: readonly Insertable<RevenueTables['payees']>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce)
    await on(trx)
      .insertInto('payees')
      .values(rows.slice(from, from + atOnce))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export async function findPayeesByKeys(
  trx: Trx,
  organisationId: string,
  of: { creatorIds: readonly string[]; agencyIds: readonly string[]; roles: readonly string[]; ids: readonly string[] },
): Promise<PayeeRow[]> {
  const { rows } = await sql<PayeeRow>`
    select * from payees where organisation_id = ${organisationId} and creator_id = any(${[...of.creatorIds]}::text[])
    union all select * from payees where organisation_id = ${organisationId} and agency_id = any(${[...of.agencyIds]}::text[])
    union all select * from payees where organisation_id = ${organisationId} and role = any(${[...of.roles]}::text[])
    union all select * from payees where organisation_id = ${organisationId} and id = any(${[...of.ids]}::text[])`.execute(trx);
  return rows;
}

type PayeeListing = {
  beforeId: string | null;
  limit: number;
  query: string | null;
  exited: boolean | null;
  missing: boolean | null;
};
/** Payees newest first; `missing` keeps those whose profile lacks what a payout needs, or those whose does not. */
export async function listPayees(trx: Trx, organisationId: string, listing: PayeeListing): Promise<PayeeRow[]> {
  let query = on(trx).selectFrom('payees').selectAll('payees').where('payees.organisation_id', '=', organisationId);
  if (listing.beforeId !== null) query = query.where('payees.id', '<', listing.beforeId);
  if (listing.query !== null) query = query.where(sql<boolean>`position(lower(${listing.query}) in lower(payees.name)) > 0`);
  if (listing.exited !== null) {
    const gone = sql<boolean>`exists (select 1 from payee_exits where payee_id = payees.id and returned_at is null)`;
    query = query.where(listing.exited ? gone : sql<boolean>`not ${gone}`);
  }
  if (listing.missing !== null) {
    const complete = sql<boolean>`exists (select 1 from payee_profiles as profile
      where profile.payee_id = payees.id and profile.id_sealed is not null and profile.method_sealed is not null
        and (profile.method_kind not in ('bank_cn', 'alipay') or profile.currency = 'CNY'))`;
    // The house pays itself by hand: nothing of it is asked for.
    query = query.where('payees.role', 'is', null).where(listing.missing ? sql<boolean>`not ${complete}` : complete);
  }
  return query.orderBy('payees.id', 'desc').limit(listing.limit).execute();
}

// ── Profiles ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function findProfiles(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<ProfileRow[]> {
  if (payeeIds.length === 0) return [];
  return on(trx)
    .selectFrom('payee_profiles')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`payee_id = any(${[...payeeIds]}::text[])`)
    .execute();
}

export async function upsertProfile(trx: Trx, row: Insertable<PayeeTables['payee_profiles']>): Promise<void> {
  const { payee_id: _, organisation_id: __, ...change } = row;
  await on(trx)
    .insertInto('payee_profiles')
    .values(row)
    .onConflict((conflict) => conflict.column('payee_id').doUpdateSet(change))
    .execute();
}

export async function insertMethodChange(trx: Trx, row: Insertable<PayeeTables['payee_method_changes']>): Promise<void> {
  await on(trx).insertInto('payee_method_changes').values(row).execute();
}

export async function listMethodChanges(trx: Trx, payeeId: string, limit: number): Promise<MethodChangeRow[]> {
  return on(trx)
    .selectFrom('payee_method_changes')
    .selectAll()
    .where('payee_id', '=', payeeId)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The people who changed where payees' money goes, each after an instant of its own; null for ever. */
export async function listMethodChangers(
  trx: Trx,
  organisationId: string,
  since: ReadonlyMap<string, Date | null>,
): Promise<{ payeeId: string; userId: string }[]> {
  if (since.size === 0) return [];
  const { rows } = await sql<{ payeeId: string; userId: string }>`
    select distinct change.payee_id as "payeeId", change.changed_by as "userId" from payee_method_changes as change
      join unnest(${[...since.keys()]}::text[], ${[...since.values()].map((at) => at?.toISOString() ?? null)}::timestamptz[]) as asked (payee_id, at)
        on asked.payee_id = change.payee_id
    where change.organisation_id = ${organisationId} and change.changed_by is not null and (asked.at is null or change.changed_at > asked.at)
    order by 1, 2`.execute(trx);
  return rows;
}

// ── Documents and invoices ──────────────────────────────────────────────────────────────────────────────────────

export async function insertDocument(trx: Trx, row: Insertable<PayeeTables['payee_documents']>): Promise<void> {
  await on(trx).insertInto('payee_documents').values(row).execute();
}

export async function listDocuments(trx: Trx, organisationId: string, payeeId: string): Promise<DocumentRow[]> {
  return on(trx)
    .selectFrom('payee_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('payee_id', '=', payeeId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

export async function findDocument(trx: Trx, payeeId: string, id: string): Promise<DocumentRow | undefined> {
  return on(trx)
    .selectFrom('payee_documents')
    .selectAll()
    .where('payee_id', '=', payeeId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function removeDocument(trx: Trx, id: string, by: { at: Date; name: string }): Promise<void> {
  await on(trx)
    .updateTable('payee_documents')
    .set({ removed_at: by.at, removed_by_name: by.name, asset_id: null })
    .where('id', '=', id)
    .execute();
}

/** Answers false where the payee has an invoice of that number which was not refused. */
export async function insertInvoice(trx: Trx, row: Insertable<PayeeTables['payee_invoices']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('payee_invoices')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function listInvoices(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<InvoiceRow[]> {
  if (payeeIds.length === 0) return [];
  return on(trx)
    .selectFrom('payee_invoices')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`payee_id = any(${[...payeeIds]}::text[])`)
    .orderBy('id', 'desc')
    .execute();
}

export async function updateInvoice(trx: Trx, id: string, change: Updateable<PayeeTables['payee_invoices']>): Promise<void> {
  await on(trx).updateTable('payee_invoices').set(change).where('id', '=', id).execute();
}

/** What the newest statements of each month gave: earned, refunded and restated, before tax. */
export async function listStatementMonths(
  trx: Trx,
  organisationId: string,
  payeeIds: readonly string[],
): Promise<{ payee_id: string; currency: string; period: string; gross_minor: bigint }[]> {
  if (payeeIds.length === 0) return [];
  const { rows } = await sql<{ payee_id: string; currency: string; period: string; gross_minor: bigint }>`
    select distinct on (payee_id, currency, period) payee_id, currency, period,
      earned_minor + refunded_minor + restated_minor as gross_minor
    from revenue_statements
    where organisation_id = ${organisationId} and payee_id = any(${[...payeeIds]}::text[])
    order by payee_id, currency, period, version desc`.execute(trx);
  return rows;
}

// ── Withholdings ────────────────────────────────────────────────────────────────────────────────────────────────

export async function deleteWithholdings(trx: Trx, settlementId: string): Promise<void> {
  await on(trx).deleteFrom('revenue_withholdings').where('settlement_id', '=', settlementId).execute();
}

export async function insertWithholdings(trx: Trx, rows: readonly WithholdingRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce)
    await on(trx)
      .insertInto('revenue_withholdings')
      .values(rows.slice(from, from + atOnce))
      .execute();
}

export async function findSettlement(
  trx: Trx,
  id: string,
): Promise<{ organisation_id: string; currency: string; period: string } | undefined> {
  return on(trx)
    .selectFrom('revenue_settlements')
    .select(['organisation_id', 'currency', 'period'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export type MonthSum = { payee_id: string; period: string; regime: string; income_minor: bigint; withheld_minor: bigint };
/** What approved and posted settlements gave payees and withheld, by month and regime, rising, both months included. */
export async function listMonthSums(
  trx: Trx,
  organisationId: string,
  of: { payeeIds: readonly string[]; currency: string; from: string; until: string },
): Promise<MonthSum[]> {
  if (of.payeeIds.length === 0) return [];
  const { rows } = await sql<MonthSum>`
    select payee_id, period, regime, sum(income_minor)::bigint as income_minor, sum(withheld_minor)::bigint as withheld_minor
    from revenue_withholdings as tax
    where organisation_id = ${organisationId} and currency = ${of.currency} and period between ${of.from} and ${of.until}
      and payee_id = any(${[...of.payeeIds]}::text[])
      and exists (select 1 from revenue_settlements where id = tax.settlement_id and state in ('approved', 'posted'))
    group by payee_id, period, regime order by payee_id, period`.execute(trx);
  return rows;
}

/** A payee's withholdings of approved and posted settlements, in the order of the months and of their runs. */
export async function listWithholdings(
  trx: Trx,
  organisationId: string,
  of: { payeeId: string; currency: string; from: string; until: string },
): Promise<WithholdingRow[]> {
  return on(trx)
    .selectFrom('revenue_withholdings')
    .innerJoin('revenue_settlements', 'revenue_settlements.id', 'revenue_withholdings.settlement_id')
    .selectAll('revenue_withholdings')
    .where('revenue_withholdings.organisation_id', '=', organisationId)
    .where('revenue_withholdings.payee_id', '=', of.payeeId)
    .where('revenue_withholdings.currency', '=', of.currency)
    .where('revenue_withholdings.period', '>=', of.from)
    .where('revenue_withholdings.period', '<=', of.until)
    .where('revenue_settlements.state', 'in', ['approved', 'posted'])
    .orderBy('revenue_withholdings.period')
    .orderBy('revenue_settlements.run')
    .execute();
}

// ── Watch ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The newest month of posted settlements in a currency, of one organisation or (null) of each. */
export async function newestPeriods(
  trx: Trx,
  currency: string,
  organisationId: string | null,
): Promise<{ organisation_id: string; period: string }[]> {
  const { rows } = await sql<{ organisation_id: string; period: string }>`
    select organisation_id, max(period) as period from revenue_settlements
    where currency = ${currency} and state = 'posted' and (${organisationId}::text is null or organisation_id = ${organisationId})
    group by organisation_id`.execute(trx);
  return rows;
}

export type WatchSum = { payee_id: string; name: string; month_minor: bigint; year_minor: bigint };
/** People of China with at least so much income in a month, or over the twelve that end with it. */
export async function listNearThresholds(
  trx: Trx,
  organisationId: string,
  of: {
    from: string;
    period: string;
    currency: string;
    monthMinor: bigint;
    yearMinor: bigint;
    payeeId: string | null;
    afterId: string;
    limit: number;
  },
): Promise<WatchSum[]> {
  const { rows } = await sql<WatchSum>`
    select payees.id as payee_id, payees.name,
      coalesce(sum(tax.income_minor) filter (where tax.period = ${of.period}), 0)::bigint as month_minor,
      sum(tax.income_minor)::bigint as year_minor
    from revenue_withholdings as tax
      join payees on payees.id = tax.payee_id
      left join payee_profiles as profile on profile.payee_id = payees.id
    where tax.organisation_id = ${organisationId} and tax.currency = ${of.currency} and tax.period between ${of.from} and ${of.period}
      and payees.id > ${of.afterId} and (${of.payeeId}::text is null or payees.id = ${of.payeeId})
      and payees.role is null and coalesce(profile.region, 'CN') = 'CN'
      and coalesce(profile.kind, case when payees.agency_id is null then 'person' else 'company' end) = 'person'
      and exists (select 1 from revenue_settlements where id = tax.settlement_id and state = 'posted')
    group by payees.id, payees.name
    having coalesce(sum(tax.income_minor) filter (where tax.period = ${of.period}), 0) >= ${of.monthMinor}
      or sum(tax.income_minor) >= ${of.yearMinor}
    order by payees.id limit ${of.limit}`.execute(trx);
  return rows;
}

export async function listOpenMarks(trx: Trx, organisationId: string): Promise<MarkRow[]> {
  return on(trx)
    .selectFrom('payee_watch_marks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Answers false where the mark is open already. */
export async function openMark(trx: Trx, row: Insertable<PayeeTables['payee_watch_marks']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(trx)
    .insertInto('payee_watch_marks')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function closeMarks(trx: Trx, ids: readonly bigint[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await on(trx)
    .updateTable('payee_watch_marks')
    .set({ closed_at: at })
    .where(sql<boolean>`id = any(${ids.map(String)}::bigint[])`)
    .execute();
}

// ── Going and coming back ───────────────────────────────────────────────────────────────────────────────────────

export async function findOpenExits(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<ExitRow[]> {
  if (payeeIds.length === 0) return [];
  return on(trx)
    .selectFrom('payee_exits')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`payee_id = any(${[...payeeIds]}::text[])`)
    .where('returned_at', 'is', null)
    .execute();
}

/** All payees who are gone, for moving what later refunds take from them. */
export async function listGone(trx: Trx): Promise<{ organisation_id: string; payee_id: string }[]> {
  return on(trx).selectFrom('payee_exits').select(['organisation_id', 'payee_id']).where('returned_at', 'is', null).execute();
}

export async function insertExit(trx: Trx, row: Insertable<PayeeTables['payee_exits']>): Promise<void> {
  await on(trx).insertInto('payee_exits').values(row).execute();
}

export async function endExit(trx: Trx, id: bigint, by: { at: Date; name: string }): Promise<void> {
  await on(trx).updateTable('payee_exits').set({ returned_at: by.at, returned_by_name: by.name }).where('id', '=', id).execute();
}

/** Currencies in which a settlement ever gave a payee something. */
export async function listCurrencies(trx: Trx, payeeId: string): Promise<string[]> {
  const rows = await on(trx).selectFrom('revenue_withholdings').select('currency').distinct().where('payee_id', '=', payeeId).execute();
  return rows.map((row) => row.currency).toSorted();
}

export async function countMoves(trx: Trx, payeeId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('payee_exit_moves')
    .select((is) => is.fn.countAll<bigint>().as('count'))
    .where('payee_id', '=', payeeId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertMove(trx: Trx, row: Insertable<PayeeTables['payee_exit_moves']>): Promise<void> {
  await on(trx).insertInto('payee_exit_moves').values(row).execute();
}
