/** What a platform kept for itself by its settlement file, in the books: fees against what it owes. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { platformFeesOf, receivableOf } from '../books.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { Reconciliation } from './contract.ts';
import { effectiveIn } from './parts.ts';
import * as repo from './repo.ts';
import type { ReconciliationRow } from './tables.ts';

type Acting = {
  act(actor: Actor, id: string, work: (trx: Trx, row: ReconciliationRow) => Promise<void>): Promise<Reconciliation>;
  record(
    trx: Trx,
    actor: Actor,
    action: `revenue.${string}`,
    row: ReconciliationRow,
    params?: Record<string, string | number>,
  ): Promise<void>;
};

export function createFees(parts: RevenueParts, { act, record }: Acting) {
  const { ledger } = parts;
  const accountsOf = async (trx: Trx, row: ReconciliationRow): Promise<{ fees: string; receivable: string }> => {
    const specs = [platformFeesOf(row.source_id, row.currency), receivableOf(row.source_id, row.currency)];
    const [fees, receivable] = await ledger.openAccounts(trx, row.organisation_id, specs);
    return { fees: fees!.id, receivable: receivable!.id };
  };

  return {
    /** Throws fees_posted, no_fees where the file keeps nothing or is not compared yet. */
    postReconciliationFees: (actor: Actor, id: string): Promise<Reconciliation> =>
      act(actor, id, async (trx, row) => {
        if (row.fees_minor !== null) throw revenueErrors.fees_posted({ file: row.filename });
        const amount = BigInt(row.totals?.theirs.feeMinor ?? '0');
        if (row.state !== 'ready' || amount === 0n) throw revenueErrors.no_fees({ file: row.filename });
        const { fees, receivable } = await accountsOf(trx, row);
        const [posted] = await ledger.recordAll(trx, row.organisation_id, [
          {
            kind: 'posted',
            key: `fees:${id}:${row.fees_posted + 1}`,
            effectiveAt: await effectiveIn(parts, trx, row.organisation_id, row.period),
            memo: { code: 'revenue.platform_fees', params: { reconciliation: id, file: row.filename } },
            entries: [
              { accountId: fees, amountMinor: amount },
              { accountId: receivable, amountMinor: -amount },
            ],
          },
        ]);
        await repo.updateReconciliation(trx, id, { fees_minor: amount, fees_transfer_id: posted!.id, fees_posted: row.fees_posted + 1 });
        await record(trx, actor, 'revenue.post_reconciliation_fees', row, { amount: amount.toString(), currency: row.currency });
      }),

    /** Throws no_fees where none are posted. */
    undoReconciliationFees: (actor: Actor, id: string): Promise<Reconciliation> =>
      act(actor, id, async (trx, row) => {
        if (row.fees_minor === null) throw revenueErrors.no_fees({ file: row.filename });
        const { fees, receivable } = await accountsOf(trx, row);
        await ledger.recordAll(trx, row.organisation_id, [
          {
            kind: 'posted',
            key: `undo:${row.fees_transfer_id!}`,
            effectiveAt: await effectiveIn(parts, trx, row.organisation_id, row.period),
            memo: { code: 'revenue.platform_fees_undone', params: { reconciliation: id, file: row.filename } },
            reverses: row.fees_transfer_id!,
            entries: [
              { accountId: fees, amountMinor: -row.fees_minor },
              { accountId: receivable, amountMinor: row.fees_minor },
            ],
          },
        ]);
        await repo.updateReconciliation(trx, id, { fees_minor: null, fees_transfer_id: null });
        await record(trx, actor, 'revenue.undo_reconciliation_fees', row, { amount: row.fees_minor.toString(), currency: row.currency });
      }),
  };
}
