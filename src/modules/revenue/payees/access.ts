/** Whose profile an actor may see and write: staff who read revenue all of them, everybody else those that are their own. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { revenueContract } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeesOfActor } from '../service/payees.ts';
import type { PayeeRow } from '../tables.ts';

const staff: readonly string[] = revenueContract.permissions['revenue.read'];
export const isStaff = (actor: Actor): boolean => staff.includes(actor.role);

/** The payee, locked where it is to be written. Throws payee_not_found, also for one that is not the actor's to see. */
export async function payeeFor(parts: RevenueParts, trx: Trx, actor: Actor, payeeId: string, lock = false): Promise<PayeeRow> {
  const row = lock
    ? await repo.lockPayee(trx, actor.organisationId, payeeId)
    : (await repo.findPayees(trx, actor.organisationId, [payeeId]))[0];
  const visible = row && (isStaff(actor) || (await payeesOfActor(parts, trx, actor)).some(({ id }) => id === payeeId));
  if (!visible) throw revenueErrors.payee_not_found({ id: payeeId });
  return row;
}
