import type { Loading } from '../service/load.ts';
import type { RevenueParts } from '../service/parts.ts';
import { createBalanceUses } from './balance.ts';
import { createCostUses } from './costs.ts';
import { feedAll, feedOrganisation } from './feed.ts';
import { createListingUses } from './listing.ts';

/** Balances, costs, what is to be divided, and the feed that brings it. */
export function createItemUses(parts: RevenueParts, loading: Loading) {
  return {
    ...createBalanceUses(parts),
    ...createCostUses(parts, loading),
    ...createListingUses(parts),

    /** Takes in what was decided, and estimates it; comes round. */
    feedRevenue: (signal: AbortSignal): Promise<void> => feedAll(parts, signal),

    /** The same for one organisation, without waiting for its turn: before something is computed of what is there. */
    feedNow: (organisationId: string, signal: AbortSignal): Promise<void> => feedOrganisation(parts, organisationId, signal),
  };
}
export type ItemUses = ReturnType<typeof createItemUses>;
