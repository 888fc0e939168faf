/** A payee's going and coming back: a debt is moved out of what is payable and back, by transfers; nothing is lost on the way. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Account } from '../../ledger/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { owedByPayee, payableOf } from '../books.ts';
import { revenueErrors } from '../errors.ts';
import { lockPayee } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { PayeeRow } from '../tables.ts';
import { payeeFor } from './access.ts';
import type { PayeeProfile } from './contract.ts';
import type { ProfileUses } from './profiles.ts';
import * as repo from './repo.ts';

export function createExitUses(parts: RevenueParts, profiles: Pick<ProfileUses, 'presentProfile'>) {
  const { db, clock, ledger, audit } = parts;

  /**
   * Moves what stands below zero to the receivable, or with `back` all of a receivable into the payee's account; while a payee is gone,
   * what comes in for them is set against what they owe first. Answers with how many transfers were made.
   */
  async function moveDebts(trx: Trx, payee: PayeeRow, back: boolean): Promise<number> {
    const { id: payeeId, organisation_id: organisationId } = payee;
    let number = await repo.countMoves(trx, payeeId);
    const before = number;
    for (const currency of await repo.listCurrencies(trx, payeeId)) {
      const specs = [payableOf(payeeId, payee.name, currency), owedByPayee(payeeId, currency)];
      const [payable, owed] = (await ledger.openAccounts(trx, organisationId, specs)) as [Account, Account];
      const balances = await ledger.balances(trx, organisationId, [payable.id, owed.id]);
      const standing = balances.get(payable.id)?.postedMinor ?? 0n;
      const free = balances.get(payable.id)?.availableMinor ?? 0n;
      const owes = balances.get(owed.id)?.postedMinor ?? 0n;
      const setOff = free > 0n ? (free < owes ? free : owes) : 0n;
      const amountMinor = back ? -owes : standing < 0n ? -standing : -setOff;
      if (amountMinor === 0n) continue;
      number += 1;
      const [transfer] = await ledger.recordAll(trx, organisationId, [
        {
          kind: 'posted',
          key: `exit:${payeeId}:${number}`,
          effectiveAt: clock.now(),
          memo: {
            code: back ? 'revenue.debt_returned' : amountMinor > 0n ? 'revenue.debt_moved' : 'revenue.debt_set_off',
            params: { payee: payeeId },
          },
          entries: [
            { accountId: owed.id, amountMinor },
            { accountId: payable.id, amountMinor: -amountMinor },
          ],
        },
      ]);
      await repo.insertMove(trx, {
        payee_id: payeeId,
        number,
        organisation_id: organisationId,
        currency,
        amount_minor: amountMinor,
        transfer_id: transfer!.id,
        moved_at: clock.now(),
      });
    }
    return number - before;
  }

  return {
    /** A payee leaves. Throws payee_not_found, payee_exited, house_payee. */
    exitPayee: (actor: Actor, payeeId: string, { reason }: { reason: string }): Promise<PayeeProfile> =>
      db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        if (payee.role !== null) throw revenueErrors.house_payee({});
        const [gone] = await repo.findOpenExits(trx, actor.organisationId, [payeeId]);
        if (gone) throw revenueErrors.payee_exited({});
        await repo.insertExit(trx, {
          organisation_id: actor.organisationId,
          payee_id: payeeId,
          exited_at: clock.now(),
          exited_by_name: actor.name,
          reason,
          returned_at: null,
          returned_by_name: null,
        });
        const transfers = await moveDebts(trx, payee, false);
        await audit.record(trx, actor, 'revenue.exit_payee', { id: payeeId, title: payee.name }, { reason, transfers });
        return profiles.presentProfile(trx, payee);
      }),

    /** A payee comes back, with what they still owe. Throws payee_not_found, payee_not_exited. */
    returnPayee: (actor: Actor, payeeId: string): Promise<PayeeProfile> =>
      db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        const [gone] = await repo.findOpenExits(trx, actor.organisationId, [payeeId]);
        if (!gone) throw revenueErrors.payee_not_exited({});
        await repo.endExit(trx, gone.id, { at: clock.now(), name: actor.name });
        const transfers = await moveDebts(trx, payee, true);
        await audit.record(trx, actor, 'revenue.return_payee', { id: payeeId, title: payee.name }, { transfers });
        return profiles.presentProfile(trx, payee);
      }),

    /** Moves what refunds took from payees after they left, and sets what came in against what they owe; called now and then. */
    moveDebtsOfGone: async (signal: AbortSignal): Promise<void> => {
      for (const { organisation_id: organisationId, payee_id: payeeId } of await db.read((trx) => repo.listGone(trx))) {
        if (signal.aborted) return;
        await db.transaction(async (trx) => {
          // Whoever came back meanwhile is left alone.
          const payee = await lockPayee(trx, organisationId, payeeId);
          const [gone] = await repo.findOpenExits(trx, organisationId, [payeeId]);
          if (gone && payee) await moveDebts(trx, payee, false);
        });
      }
    },
  };
}
