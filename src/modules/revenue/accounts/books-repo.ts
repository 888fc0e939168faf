import type { Trx } from '../../../platform/db/index.ts';
import type { PostingGroupRow, PostingRow, RevenueTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<RevenueTables>();

/** The group of a settlement that a transfer posted. */
export async function findGroup(trx: Trx, organisationId: string, transferId: string): Promise<PostingGroupRow | undefined> {
  return on(trx)
    .selectFrom('revenue_posting_groups')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('transfer_id', '=', transferId)
    .executeTakeFirst();
}

/** A group's postings in their order. */
export async function listPostings(
  trx: Trx,
  settlementId: string,
  groupNumber: number,
  after: bigint,
  limit: number,
): Promise<PostingRow[]> {
  return on(trx)
    .selectFrom('revenue_postings')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .where('group_number', '=', groupNumber)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}
