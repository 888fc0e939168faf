import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';

export type DueSum = { payee_id: string; currency: string; payable_on: string; amount_minor: bigint };

/** What settlements make payable after a day, by that day; also of one that is being posted: its money is in the books in part. */
export async function listDues(trx: Trx, organisationId: string, payeeIds: readonly string[], today: string): Promise<DueSum[]> {
  const { rows } = await sql<DueSum>`select d.payee_id, d.currency, d.payable_on, sum(d.amount_minor)::bigint as amount_minor
    from revenue_dues d join revenue_settlements s on s.id = d.settlement_id
    where d.organisation_id = ${organisationId} and d.payee_id = any(${[...payeeIds]}::text[]) and d.payable_on > ${today}::date
      and (s.state in ('approved', 'posted') or (s.state = 'failed' and s.approved_at is not null))
    group by 1, 2, 3 order by 1, 2, 3`.execute(trx);
  return rows;
}

export type DaySumRow = DueSum & { held: boolean };

/** What open items would make payable, by the day of their own hold. */
export async function listDays(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<DaySumRow[]> {
  const { rows } = await sql<DaySumRow>`select payee_id, currency, payable_on, held, sum(amount_minor)::bigint as amount_minor
    from revenue_estimate_days where organisation_id = ${organisationId} and payee_id = any(${[...payeeIds]}::text[])
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx);
  return rows;
}
