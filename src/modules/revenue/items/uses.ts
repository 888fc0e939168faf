import type { Loading } from '../service/load.ts';
import type { RevenueParts } from '../service/parts.ts';
import { createBalanceUses } from './balance.ts';
import { createCostUses } from './costs.ts';
import { feedAll } from './feed.ts';
import { createListingUses } from './listing.ts';

/** Balances, costs, what is to be divided, and the feed that brings it. */
export function createItemUses(parts: RevenueParts, loading: Loading) {
  return {
    ...createBalanceUses(parts),
    ...createCostUses(parts, loading),
    ...createListingUses(parts),

    /** Takes in what was decided, and estimates it; comes round. */
    feedRevenue: (signal: AbortSignal): Promise<void> => feedAll(parts, signal),
  };
}
export type ItemUses = ReturnType<typeof createItemUses>;
