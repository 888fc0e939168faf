/** Payouts and batches as people see them. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { OwnPayout, Payout, PayoutBatch, PayoutBatchDetail, PayoutState, Reason } from './contract.ts';
import * as repo from './repo.ts';
import type { BatchRow, PayoutRow } from './tables.ts';

export function payoutOnWire(row: PayoutRow): Payout {
  return {
    id: row.id,
    batchId: row.batch_id,
    payee: { id: row.payee_id, name: row.payee_name },
    currency: row.currency as Payout['currency'],
    amountMinor: row.amount_minor.toString(),
    state: row.state,
    destination: { way: row.way, masked: row.destination_masked },
    reference: row.reference,
    providerReference: row.provider_reference,
    failure: row.failure,
    sentAt: row.sent_at?.toISOString() ?? null,
    paidAt: row.paid_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What a payee is told: whatever a provider is still being asked about is simply on its way. */
export function ownPayoutOnWire(row: PayoutRow): OwnPayout {
  const { id, payee, currency, amountMinor, destination, reference, sentAt, paidAt, updatedAt, state, failure } = payoutOnWire(row);
  const ended = state === 'failed' || state === 'returned';
  return {
    id,
    payee,
    currency,
    amountMinor,
    destination,
    reference,
    sentAt,
    paidAt,
    updatedAt,
    state: state === 'sending' || state === 'unknown' ? 'sent' : state,
    // What a provider says of us (keys, funds) is none of theirs; what the bank says of their account is.
    failure: ended && failure ? { code: failure.code, params: failure.code === 'said' ? failure.params : {} } : null,
  };
}

/** Batches as lists show them, in their order. `blockOf` says why the one who asks may not approve one. */
export async function presentBatches(
  trx: Trx,
  rows: readonly BatchRow[],
  blockOf: (row: BatchRow) => Promise<Reason | null>,
): Promise<PayoutBatch[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const accounts = new Map(
    (await repo.findAccounts(trx, rows[0]!.organisation_id, [...new Set(rows.map((row) => row.account_id))])).map((row) => [row.id, row]),
  );
  const counted = Map.groupBy(await repo.countPayouts(trx, ids), (row) => row.batch_id);
  const files = Map.groupBy(await repo.listFiles(trx, ids), (row) => row.batch_id);
  const out: PayoutBatch[] = [];
  for (const row of rows) {
    const counts = counted.get(row.id) ?? [];
    // Of a cancelled batch everything is cancelled: its sum is still what it was made for.
    const counting = row.state === 'cancelled' ? counts : counts.filter(({ state }) => state !== 'cancelled');
    const sum = (of: typeof counts): bigint => of.reduce((total, { amount_minor }) => total + amount_minor, 0n);
    const account = accounts.get(row.account_id)!;
    out.push({
      id: row.id,
      account: { id: account.id, name: account.name, way: account.way },
      currency: row.currency as PayoutBatch['currency'],
      state: row.state,
      payouts: counting.reduce((total, { payouts }) => total + payouts, 0),
      totalMinor: sum(counting).toString(),
      counts: Object.fromEntries(counts.map(({ state, payouts }) => [state, payouts])) as Partial<Record<PayoutState, number>>,
      paidMinor: sum(counts.filter(({ state }) => state === 'paid')).toString(),
      note: row.note,
      executeOn: row.execute_on,
      madeBy: { id: row.made_by, name: row.made_by_name },
      madeAt: row.made_at.toISOString(),
      approvedBy: row.approved_by === null ? null : { id: row.approved_by, name: row.approved_by_name! },
      approvedAt: row.approved_at?.toISOString() ?? null,
      sentAt: row.sent_at?.toISOString() ?? null,
      files: (files.get(row.id) ?? []).map(({ format, name, sha256, size_bytes }) => ({ format, name, sha256, sizeBytes: size_bytes })),
      approvalBlock: row.state === 'draft' ? await blockOf(row) : null,
      task: row.task_id,
    });
  }
  return out;
}

export async function presentBatch(trx: Trx, row: BatchRow, block: Reason | null): Promise<PayoutBatchDetail> {
  const [batch] = await presentBatches(trx, [row], async () => block);
  return { ...batch!, items: (await repo.listPayouts(trx, row.id)).map(payoutOnWire), leftOut: row.left_out };
}

/** The subject of an audit line: a batch has no name of its own, so its day and its note stand for it. */
export const subjectOf = (row: Pick<BatchRow, 'id' | 'execute_on' | 'note'>): { id: string; title: string } => ({
  id: row.id,
  title: row.note === '' ? row.execute_on : `${row.execute_on} ${row.note}`,
});

/** Who acts in a matter of money has to be somebody. */
export const isPerson = (actor: Actor): actor is Actor & { id: string } => actor.kind === 'person' && actor.id !== null;
