import { createMonthUses } from '../accounts/months.ts';
import { createPostingCheck } from '../accounts/check-postings.ts';
import { createJournalUse } from '../reconcile/routes.ts';
import { createPayoutUses } from '../payouts/index.ts';
import { createReconcileUses } from '../reconcile/service.ts';
import { createMonthTrial } from '../settlement/try-month.ts';
import { createSettlementUses } from '../settlement/uses.ts';
import { createStatementUses } from '../statements/uses.ts';
import { createBookUses } from '../accounts/books.ts';
import { createItemUses } from '../items/uses.ts';
import { createLoading } from './load.ts';
import type { RevenueParts } from './parts.ts';
import { createPayeeUses } from './payees.ts';
import { createPayeeMoneyUses } from '../payees/uses.ts';
import { createPlanUses } from './plans.ts';
import { createRegisteredUses } from './registered.ts';
import { createSigningUses } from './signing.ts';

/** The use-cases. Those that begin with a transaction only read; those that begin with an actor are whole acts. */
export function createRevenueService(parts: RevenueParts) {
  const loading = createLoading(parts);
  return {
    ...createPayeeUses(parts),
    ...createRegisteredUses(parts),
    ...createPayeeMoneyUses(parts),
    ...createPayoutUses(parts),
    ...createPlanUses(parts, loading),
    ...createSigningUses(parts, loading),
    ...createItemUses(parts, loading),
    ...createBookUses(parts),
    ...createReconcileUses(parts),
    ...createSettlementUses(parts),
    ...createMonthTrial(parts, loading),
    ...createStatementUses(parts),
    ...createMonthUses(parts),
    ...createJournalUse(parts),
    ...createPostingCheck(parts),
  };
}
export type RevenueService = ReturnType<typeof createRevenueService>;
