/** What a settlement gives to whom, as it is kept: written when it is concluded, read by its preview, posted to the books. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { SettlementRow } from '../tables.ts';

export type PayeeRowIn = {
  payeeId: string;
  lines: number;
  earnedMinor: bigint;
  refundedMinor: bigint;
  restatedMinor: bigint;
  /** Positive where something is withheld. */
  withheldMinor: bigint;
  creditMinor: bigint;
  regime: string | null;
  explanation: { code: string; params: Record<string, string> } | null;
  /** Decimal strings by day. */
  dues: Readonly<Record<string, string>>;
};

export async function insertPayeeRows(trx: Trx, settlement: SettlementRow, rows: readonly PayeeRowIn[]): Promise<void> {
  if (rows.length === 0) return;
  const column = (value: (row: PayeeRowIn) => string | null): (string | null)[] => rows.map(value);
  await sql`insert into revenue_settlement_payees (settlement_id, organisation_id, payee_id, lines, earned_minor, refunded_minor, restated_minor,
      withheld_minor, credit_minor, regime, explanation, dues)
    select ${settlement.id}, ${settlement.organisation_id}, * from unnest(${column((row) => row.payeeId)}::text[],
      ${column((row) => String(row.lines))}::int[], ${column((row) => row.earnedMinor.toString())}::bigint[],
      ${column((row) => row.refundedMinor.toString())}::bigint[], ${column((row) => row.restatedMinor.toString())}::bigint[],
      ${column((row) => row.withheldMinor.toString())}::bigint[], ${column((row) => row.creditMinor.toString())}::bigint[],
      ${column((row) => row.regime)}::text[], ${column((row) => row.explanation && JSON.stringify(row.explanation))}::jsonb[],
      ${column((row) => JSON.stringify(row.dues))}::jsonb[])`.execute(trx);
}

export type PayeeRow = {
  payee_id: string;
  name: string;
  creator_id: string | null;
  agency_id: string | null;
  user_id: string | null;
  role: 'operator' | 'studio' | null;
  lines: number;
  earned_minor: bigint;
  refunded_minor: bigint;
  restated_minor: bigint;
  withheld_minor: bigint;
  credit_minor: bigint;
  regime: string | null;
  explanation: { code: string; params: Record<string, string | number | boolean | null> } | null;
  net_minor: bigint;
};

/** Payees of a settlement, the largest net first, after one of them. */
export async function listPayeeRows(
  trx: Trx,
  settlementId: string,
  of: { after: { netMinor: string; payeeId: string } | null; query: string | null; limit: number },
): Promise<PayeeRow[]> {
  const after = of.after
    ? sql`and (s.net_minor < ${of.after.netMinor}::bigint or (s.net_minor = ${of.after.netMinor}::bigint and s.payee_id > ${of.after.payeeId}))`
    : sql``;
  const named = of.query === null ? sql`` : sql`and position(lower(${of.query}) in lower(p.name)) > 0`;
  const { rows } = await sql<PayeeRow>`
    select s.payee_id, p.name, p.creator_id, p.agency_id, p.user_id, p.role, s.lines, s.earned_minor, s.refunded_minor, s.restated_minor,
      s.withheld_minor, s.credit_minor, s.regime, s.explanation, s.net_minor
    from revenue_settlement_payees s join payees p on p.id = s.payee_id
    where s.settlement_id = ${settlementId} ${after} ${named} order by s.net_minor desc, s.payee_id limit ${of.limit}`.execute(trx);
  return rows;
}

export type MonthSums = {
  runs: number;
  payees: number;
  earned: string;
  refunded: string;
  restated: string;
  withheld: string;
  net: string;
};
/** What the posted settlements of a month gave in all, beside one that does not count; null where there were none. */
export async function monthSums(
  trx: Trx,
  of: { organisationId: string; currency: string; period: string; beside: string },
): Promise<MonthSums | null> {
  const { rows } = await sql<Record<keyof MonthSums, string>>`
    select count(distinct r.id) as runs, count(distinct s.payee_id) as payees, coalesce(sum(s.earned_minor), 0)::text as earned,
      coalesce(sum(s.refunded_minor), 0)::text as refunded, coalesce(sum(s.restated_minor), 0)::text as restated,
      coalesce(sum(s.withheld_minor), 0)::text as withheld, coalesce(sum(s.net_minor), 0)::text as net
    from revenue_settlements r left join revenue_settlement_payees s on s.settlement_id = r.id
    where r.organisation_id = ${of.organisationId} and r.currency = ${of.currency} and r.period = ${of.period} and r.state = 'posted'
      and r.id <> ${of.beside}`.execute(trx);
  const [row] = rows;
  return row && Number(row.runs) > 0 ? { ...row, runs: Number(row.runs), payees: Number(row.payees) } : null;
}

/** What payees got of a month's posted settlements, by their ids; those who got nothing are left out. */
export async function monthNets(
  trx: Trx,
  of: { organisationId: string; currency: string; period: string; payeeIds: readonly string[] },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ payee_id: string; net: string }>`
    select s.payee_id, sum(s.net_minor)::text as net from revenue_settlement_payees s join revenue_settlements r on r.id = s.settlement_id
    where r.organisation_id = ${of.organisationId} and r.currency = ${of.currency} and r.period = ${of.period} and r.state = 'posted'
      and s.payee_id = any(${[...of.payeeIds]}::text[]) group by s.payee_id`.execute(trx);
  return new Map(rows.map((row) => [row.payee_id, row.net]));
}

/** Payees whose share differs the most between a settlement and a month's posted ones. */
export async function largestChanges(
  trx: Trx,
  of: { settlementId: string; organisationId: string; currency: string; period: string; limit: number },
): Promise<{ payee_id: string; name: string; before: string; now: string }[]> {
  const { rows } = await sql<{ payee_id: string; name: string; before: string; now: string }>`
    with was as (
      select s.payee_id, sum(s.net_minor) as net from revenue_settlement_payees s join revenue_settlements r on r.id = s.settlement_id
      where r.organisation_id = ${of.organisationId} and r.currency = ${of.currency} and r.period = ${of.period} and r.state = 'posted'
      group by s.payee_id
    ), will as (select payee_id, net_minor as net from revenue_settlement_payees where settlement_id = ${of.settlementId})
    select p.id as payee_id, p.name, coalesce(was.net, 0)::text as before, coalesce(will.net, 0)::text as now
    from was full join will using (payee_id) join payees p on p.id = payee_id
    where coalesce(was.net, 0) <> coalesce(will.net, 0)
    order by abs(coalesce(was.net, 0) - coalesce(will.net, 0)) desc, p.id limit ${of.limit}`.execute(trx);
  return rows;
}
