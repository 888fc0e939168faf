/** Says which plans' estimates are not what they should be any more, and takes estimates out of the books where they are settled. */
import type { Trx } from '../../../platform/db/index.ts';
import type { TransferOrder } from '../../ledger/index.ts';
import type { RevenueParts } from '../service/parts.ts';
import * as repo from './estimates-repo.ts';
import { insertReplan } from './repo.ts';
import type { EstimateRow } from './tables.ts';

export type { PlanKey } from './estimates-repo.ts';

/**
 * Marks plans: with the first of what is only new, whatever is later than all that is estimated is added to it; with null, or with
 * what is earlier, the plan is folded anew.
 */
export const markEstimates = (trx: Trx, organisationId: string, marks: readonly repo.PlanMark[]): Promise<void> =>
  repo.markPlans(trx, organisationId, marks);

/** Marks a plan to be folded anew. */
export const markPlanDirty = (trx: Trx, organisationId: string, plan: repo.PlanKey): Promise<void> =>
  repo.markPlans(trx, organisationId, [{ ...plan, first: null }]);

/** Has the plans of a settlement folded anew, from what they remember since it is posted. */
export const markSettledPlans = (trx: Trx, settlementId: string): Promise<void> => repo.markSettled(trx, settlementId);

/** Has all money looked at again that a version which was agreed may divide, from its first day (YYYY-MM-DD) on. */
export const markReplan = (trx: Trx, organisationId: string, planId: string, effectiveFrom: string): Promise<void> =>
  insertReplan(trx, organisationId, planId, effectiveFrom);

/**
 * Takes the estimates of groups out of the books, as they are settled in the caller's transaction; what of them is not settled is
 * estimated anew with the next feed. Groups without an estimate are passed over. Whoever makes payees or opens accounts in the same
 * transaction does it before: locks are taken in the order payees, accounts, the ledger's head, plans.
 */
export async function releaseEstimates(
  { ledger, clock }: Pick<RevenueParts, 'ledger' | 'clock'>,
  trx: Trx,
  organisationId: string,
  groupKeys: readonly string[],
): Promise<void> {
  await ledger.hold(trx, organisationId);
  const found = await repo.findEstimates(trx, organisationId, groupKeys);
  if (found.length === 0) return;
  const plans = new Map(found.map((group) => [`${group.plan_id} ${group.currency}`, { planId: group.plan_id, currency: group.currency }]));
  await repo.releasePlans(trx, organisationId, [...plans.values()]);
  const now = clock.now();
  await ledger.recordAll(
    trx,
    organisationId,
    found.flatMap((group) => (group.transfer_id === null ? [] : [voidOrder(group, group.transfer_id, now)])),
  );
  await repo.clearEstimates(
    trx,
    organisationId,
    found.map(({ group_key }) => group_key),
  );
}

/** Takes back what was pending of a group, once for each of its transfers. */
export function voidOrder(group: Pick<EstimateRow, 'group_key' | 'number'>, pending: string, now: Date): TransferOrder {
  return {
    kind: 'void',
    key: `unestimate:${group.group_key}|${group.number}`,
    pending,
    effectiveAt: now,
    memo: { code: 'revenue.estimate_replaced', params: {} },
  };
}
