/** How payouts end, in the books and for people: paid, failed, come back. */
import { moneyPage } from '../payees/pages.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { formatMajor, money, type Currency } from '../../../platform/money.ts';
import type { TransferOrder } from '../../ledger/index.ts';
import { cashOf, payableOf } from '../books.ts';
import { revenueErrors } from '../errors.ts';
import * as revenueRepo from '../repo.ts';
import { usersOfPayees } from '../service/payees.ts';
import { isOpen } from './batches.ts';
import type { Reason } from './contract.ts';
import type { PayoutParts } from './parts.ts';
import * as repo from './repo.ts';
import type { AccountRow, PayoutRow } from './tables.ts';

export type Ending = 'paid' | 'failed' | 'returned';
export type Ended = {
  readonly row: PayoutRow;
  readonly becomes: Ending;
  /** Why it failed or came back. */
  readonly failure: Reason | null;
  /** When the bank or the provider did it. */
  readonly at: Date;
  readonly providerReference: string | null;
};

/** From which states a payout may end so. */
export const endsFrom: Readonly<Record<Ending, readonly PayoutRow['state'][]>> = {
  paid: ['sending', 'unknown', 'sent'],
  failed: ['sending', 'unknown', 'sent'],
  returned: ['sending', 'unknown', 'sent', 'paid'],
};
const actions = { paid: 'mark_payout_paid', failed: 'mark_payout_failed', returned: 'mark_payout_returned' } as const;
/** How often and how long a provider is asked whether a payment has come back. */
const askAgainMs = 24 * 3600_000;

export const amountText = (amountMinor: bigint, currency: string): string =>
  `${currency} ${formatMajor(money(amountMinor, currency as Currency))}`;

type Behind = { readonly userIds: string[]; readonly link: string | null };
export const nobody: Behind = { userIds: [], link: null };

export function createOutcomes(parts: PayoutParts) {
  const { clock, ledger, audit, notifications, webhooks } = parts;

  /** The accounts that a batch's payouts move money between, by payee; cash under the empty name. */
  async function accountsOf(trx: Trx, account: AccountRow, rows: readonly PayoutRow[]): Promise<Map<string, string>> {
    const currency = rows[0]!.currency;
    const specs = [cashOf(account.name, currency), ...rows.map((row) => payableOf(row.payee_id, row.payee_name, currency))];
    const opened = await ledger.openAccounts(trx, account.organisation_id, specs);
    return new Map([['', opened[0]!.id] as const, ...rows.map((row, index) => [row.payee_id, opened[index + 1]!.id] as const)]);
  }

  const memo = (code: string, row: PayoutRow) => ({
    code: `revenue.${code}`,
    params: { payout: row.id, batch: row.batch_id, reference: row.reference, payee: row.payee_name },
  });

  function ordersOf({ row, becomes }: Ended, accounts: ReadonlyMap<string, string>, effectiveAt: Date): TransferOrder[] {
    const key = (what: string): string => `payout:${row.id}:${what}`;
    const paid: TransferOrder = {
      kind: 'settlement',
      key: key('paid'),
      pending: row.pending_transfer!,
      effectiveAt,
      memo: memo('payout_paid', row),
    };
    if (becomes === 'paid') return [paid];
    if (becomes === 'failed')
      return [{ kind: 'void', key: key('failed'), pending: row.pending_transfer!, effectiveAt, memo: memo('payout_failed', row) }];
    const back: TransferOrder = {
      kind: 'posted',
      key: key('returned'),
      effectiveAt,
      memo: memo('payout_returned', row),
      ...(row.paid_transfer !== null && { reverses: row.paid_transfer }),
      entries: [
        { accountId: accounts.get('')!, amountMinor: row.amount_minor },
        { accountId: accounts.get(row.payee_id)!, amountMinor: -row.amount_minor },
      ],
    };
    // Reported as come back without having been reported as paid: it was both.
    return row.paid_transfer === null ? [paid, back] : [back];
  }

  /**
   * Ends payouts of one batch, under its lock: books, rows, the batch where nothing of it is left, the audit trail, and who is told.
   * Throws payout_state for one that cannot end so.
   */
  async function end(trx: Trx, actor: Actor, batchId: string, ended: readonly Ended[]): Promise<void> {
    if (ended.length === 0) return;
    const wrong = ended.find(({ row, becomes }) => !endsFrom[becomes].includes(row.state));
    if (wrong) throw revenueErrors.payout_state({ state: wrong.row.state });
    const organisationId = ended[0]!.row.organisation_id;
    const batch = (await repo.findBatch(trx, organisationId, batchId, true))!;
    const account = (await repo.findAccount(trx, organisationId, batch.account_id))!;
    const accounts = await accountsOf(
      trx,
      account,
      ended.map(({ row }) => row),
    );
    const now = clock.now();
    const closedUntil = await ledger.closedUntil(trx, organisationId);
    const orders = ended.map((each) => {
      // A day in a closed month is too late for the books: there it counts from when it is learnt.
      const counts = each.at <= now && (closedUntil === null || each.at > closedUntil) ? each.at : now;
      return ordersOf(each, accounts, counts);
    });
    const recorded = await ledger.recordAll(trx, organisationId, orders.flat());
    let next = 0;
    for (const [index, { row, becomes, failure, at, providerReference }] of ended.entries()) {
      const transfers = recorded.slice(next, (next += orders[index]!.length));
      const paidTransfer = becomes === 'failed' ? null : (row.paid_transfer ?? transfers[0]!.id);
      await repo.updatePayout(trx, row.id, {
        state: becomes,
        failure: failure && JSON.stringify(failure),
        provider_reference: providerReference ?? row.provider_reference,
        paid_transfer: paidTransfer,
        returned_transfer: becomes === 'returned' ? transfers.at(-1)!.id : null,
        paid_at: becomes === 'paid' ? at : row.paid_at,
        ended_at: now,
        updated_at: now,
        // A provider may take a payment back days later.
        next_ask_at: becomes === 'paid' && row.way !== 'bank' ? new Date(now.getTime() + askAgainMs) : null,
        asks: 0,
      });
      await audit.record(
        trx,
        actor,
        `revenue.${actions[becomes]}`,
        { id: row.id, title: row.payee_name },
        {
          amountMinor: row.amount_minor.toString(),
          currency: row.currency,
          reference: row.reference,
          reason: failure?.code ?? null,
        },
      );
    }
    if (batch.state === 'sent' && !(await repo.listPayouts(trx, batchId)).some(isOpen))
      await repo.updateBatch(trx, batchId, { state: 'done' });
    await tell(trx, organisationId, ended);
  }

  async function tell(trx: Trx, organisationId: string, ended: readonly Ended[]): Promise<void> {
    const people = await behind(
      trx,
      organisationId,
      ended.map(({ row }) => row.payee_id),
    );
    for (const { row, becomes, failure } of ended) {
      const amount = amountText(row.amount_minor, row.currency);
      const to = { organisationId, ...(people.get(row.payee_id) ?? nobody) };
      if (becomes === 'paid') await notifications.notify(trx, { ...to, kind: 'payout_paid', params: { amount } });
      else {
        const params = { amount, payee: row.payee_name };
        await notifications.notify(trx, { ...to, kind: 'payout_failed', params });
        await notifications.notifyStaff(trx, { organisationId, kind: 'payout_failed', params, link: `/payouts/${row.batch_id}` });
      }
      await webhooks.emit(trx, {
        organisationId,
        type: becomes === 'paid' ? 'payout.paid' : 'payout.failed',
        data: {
          payoutId: row.id,
          batchId: row.batch_id,
          payeeId: row.payee_id,
          amountMinor: row.amount_minor.toString(),
          currency: row.currency,
          reference: row.reference,
          state: becomes,
          reason: failure?.code ?? null,
        },
      });
    }
  }

  /** Of each payee, the people who are told. */
  /** The people of payees, and where each reads of payouts. */
  async function behind(trx: Trx, organisationId: string, payeeIds: readonly string[]): Promise<Map<string, Behind>> {
    const payees = await revenueRepo.findPayees(trx, organisationId, [...new Set(payeeIds)]);
    const users = await usersOfPayees(parts, trx, organisationId, payees);
    return new Map(payees.map((payee) => [payee.id, { userIds: users.get(payee.id) ?? [], link: moneyPage(payee, 'payouts') }]));
  }

  /** As `end`, for one that a provider told of. */
  const endBySystem = (trx: Trx, each: Ended): Promise<void> => end(trx, systemActor(each.row.organisation_id), each.row.batch_id, [each]);

  return { accountsOf, memo, end, endBySystem, behind };
}
export type Outcomes = ReturnType<typeof createOutcomes>;
