import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PayeeRow, PostingGroupRow, PostingRow, RevenueTables, SettlementRow, StatementRow } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<RevenueTables>();

/** Settlements that are posted, of all organisations, each currency's months and runs in their order. */
export async function listPosted(trx: Trx): Promise<SettlementRow[]> {
  return on(trx)
    .selectFrom('revenue_settlements')
    .selectAll()
    .where('state', '=', 'posted')
    .orderBy('organisation_id')
    .orderBy('currency')
    .orderBy('period')
    .orderBy('run')
    .execute();
}

export async function listGroups(trx: Trx, settlementId: string, after: number, limit: number): Promise<PostingGroupRow[]> {
  return on(trx)
    .selectFrom('revenue_posting_groups')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** Postings group by group, in the order in which their hashes are in the group's tree. */
export async function listPostings(
  trx: Trx,
  settlementId: string,
  after: { group: number; number: bigint },
  limit: number,
): Promise<PostingRow[]> {
  return on(trx)
    .selectFrom('revenue_postings')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .where(sql<boolean>`(group_number, number) > (${after.group}::int, ${after.number.toString()}::bigint)`)
    .orderBy('group_number')
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function findPayees(trx: Trx, organisationId: string, ids: readonly string[]): Promise<PayeeRow[]> {
  const { rows } =
    await sql<PayeeRow>`select * from payees where organisation_id = ${organisationId} and id = any(${[...ids]}::text[])`.execute(trx);
  return rows;
}

/** Which of these transfers a group stands behind. */
export async function findGroupTransfers(trx: Trx, transferIds: readonly string[]): Promise<Set<string>> {
  const rows = await on(trx)
    .selectFrom('revenue_posting_groups')
    .select('transfer_id')
    .where(sql<boolean>`transfer_id = any(${[...transferIds]}::text[])`)
    .execute();
  return new Set(rows.flatMap(({ transfer_id }) => transfer_id ?? []));
}

export async function listStatements(trx: Trx, settlementId: string, afterId: string, limit: number): Promise<StatementRow[]> {
  return on(trx)
    .selectFrom('revenue_statements')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}
