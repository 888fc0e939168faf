import { sql } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';

/** What moved an account within a time, by why; minor units on its normal side. */
export type Movement = { readonly accountId: string; readonly code: string; readonly amountMinor: bigint };

/** What was posted to accounts after an instant and until another, by the time at which it counts and up to a transfer, summed by the memos' codes. */
export async function listMovements(
  trx: Trx,
  organisationId: string,
  accountIds: readonly string[],
  { after, until, uptoSeq }: { after: Date; until: Date; uptoSeq: bigint },
): Promise<Movement[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<{ account_id: string; normal_side: string; code: string; sum: string }>`
    select e.account_id, a.normal_side, t.memo::jsonb ->> 'code' as code, sum(e.amount_minor)::text as sum
    from ledger_entries e
      join ledger_transfers t on t.organisation_id = e.organisation_id and t.seq = e.seq
      join ledger_accounts a on a.id = e.account_id
    where e.organisation_id = ${organisationId} and e.account_id = any(${[...accountIds]}::text[]) and e.phase = 'posted'
      and e.seq <= ${uptoSeq.toString()}::bigint and e.effective_at > ${after.toISOString()}::timestamptz and e.effective_at <= ${until.toISOString()}::timestamptz
    group by 1, 2, 3`.execute(trx);
  return rows.map((row) => ({
    accountId: row.account_id,
    code: row.code ?? '',
    amountMinor: BigInt(row.sum) * (row.normal_side === 'debit' ? 1n : -1n),
  }));
}
