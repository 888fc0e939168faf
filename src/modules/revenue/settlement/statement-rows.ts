/** The statements of a settlement: for each payee how the month began, what moved, and how it ended, as the books have it. */
import { moneyPage } from '../payees/pages.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { payableOf } from '../books.ts';
import { findPayees } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { usersOfPayees } from '../service/payees.ts';
import { movementOf } from '../statements/movements.ts';
import type { SettlementRow, StatementRow } from '../tables.ts';
import { firstInstantOf, lastInstantOf } from './period.ts';
import * as repo from './posting-repo.ts';
import { changeSettlement, findSettlement } from './repo.ts';

const statementsAtOnce = 500;

/** Writes what is missing of a settlement's statements, a batch a transaction, and tells the payees. */
export async function writeStatements(
  parts: RevenueParts,
  { id, organisation_id: organisationId }: SettlementRow,
  context: Pick<JobContext, 'progress'>,
  goOn: () => void,
): Promise<void> {
  for (let written = 0; ;) {
    const some = await parts.db.transaction(async (trx) => {
      // Under the settlement's lock: two that post the same one do not make two versions.
      const settlement = await findSettlement(trx, organisationId, id, true);
      if (settlement?.state !== 'approved') return 0;
      const payees = await repo.nextStatementPayees(trx, settlement, statementsAtOnce);
      if (payees.length === 0) return 0;
      await repo.insertStatements(trx, await rowsOf(parts, trx, settlement, payees));
      await tell(parts, trx, settlement, payees);
      written += payees.length;
      const progress = JSON.stringify({ stage: 'statements', done: written, total: written });
      await changeSettlement(trx, id, ['approved'], { progress });
      return payees.length;
    });
    if (some === 0) return;
    context.progress('statements', 0.95);
    goOn();
  }
}

async function rowsOf(
  { ledger, clock }: RevenueParts,
  trx: Trx,
  settlement: SettlementRow,
  payees: readonly { id: string; name: string }[],
): Promise<StatementRow[]> {
  const { organisation_id: organisationId, currency, period } = settlement;
  const ids = payees.map((payee) => payee.id);
  const accounts = await ledger.openAccounts(
    trx,
    organisationId,
    payees.map((payee) => payableOf(payee.id, payee.name, currency)),
  );
  const accountIds = accounts.map((account) => account.id);
  const before = new Date(firstInstantOf(period).getTime() - 1);
  const end = lastInstantOf(period);
  // As the seal has the books: what somebody records meanwhile is in the next version.
  const uptoSeq = settlement.seal_seq!;
  const openings = await ledger.balancesAt(trx, organisationId, accountIds, before, uptoSeq);
  const closings = await ledger.balancesAt(trx, organisationId, accountIds, end, uptoSeq);
  const moved = Map.groupBy(
    await ledger.movements(trx, organisationId, accountIds, { after: before, until: end, uptoSeq }),
    (each) => each.accountId,
  );
  const month = await repo.monthOf(trx, settlement, ids);
  const versions = await repo.newestVersions(trx, settlement, ids);
  const now = clock.now();
  return payees.map((payee, index) => {
    const of = month.get(payee.id);
    const [opening, closing] = [openings.get(accountIds[index]!) ?? 0n, closings.get(accountIds[index]!) ?? 0n];
    const paid = (moved.get(accountIds[index]!) ?? []).reduce(
      (sum, { code, amountMinor }) => (movementOf(JSON.stringify({ code })) === 'paid' ? sum + amountMinor : sum),
      0n,
    );
    const [earned, refunded, restated, tax] = [of?.earned ?? 0n, of?.refunded ?? 0n, of?.restated ?? 0n, -(of?.withheld ?? 0n)];
    return {
      id: newId('statement', now.getTime()),
      organisation_id: organisationId,
      payee_id: payee.id,
      currency,
      period,
      version: (versions.get(payee.id) ?? 0) + 1,
      settlement_id: settlement.id,
      opening_minor: opening,
      earned_minor: earned,
      refunded_minor: refunded,
      restated_minor: restated,
      tax_minor: tax,
      paid_minor: paid,
      // Whatever else moved the account: an exit, a correction by hand.
      other_minor: closing - opening - earned - refunded - restated - tax - paid,
      closing_minor: closing,
      seal_seq: settlement.seal_seq!,
      seal_hash: settlement.seal_hash!,
      seal_root: settlement.seal_root!,
      made_at: now,
    };
  });
}

/** Tells the people of payees that there is a statement to read. */
async function tell(parts: RevenueParts, trx: Trx, settlement: SettlementRow, payees: readonly { id: string }[]): Promise<void> {
  const { organisation_id: organisationId, period, currency } = settlement;
  const rows = await findPayees(
    trx,
    organisationId,
    payees.map(({ id }) => id),
  );
  // The house's own parties have nobody behind them. Creators read theirs on the phone, everybody else in the console.
  for (const [link, some] of Map.groupBy(
    rows.filter(({ role }) => role === null),
    (row) => moneyPage(row, 'statements'),
  )) {
    const userIds = [...new Set([...(await usersOfPayees(parts, trx, organisationId, some)).values()].flat())];
    if (userIds.length > 0)
      await parts.notifications.notify(trx, { organisationId, userIds, kind: 'statement_ready', params: { period, currency }, link });
  }
}
