/** What pages ask about payouts, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutBatch, PayoutBatchDetail } from '../../../../src/modules/revenue/payouts/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;
type Currency = PayoutBatch['currency'];
export type Show = 'ready' | 'waiting' | 'all';
/** A provider's payouts go on by themselves. */
const goesOn = (batch: PayoutBatch | undefined): boolean =>
  batch?.state === 'sent' && ((batch.counts.sending ?? 0) > 0 || (batch.counts.unknown ?? 0) > 0);

export const payableQuery = (currency: Currency, show: Show) =>
  infiniteQueryOptions({
    queryKey: ['payouts', 'payable', currency, show],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listPayable, { query: { currency, show, limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['payouts', 'batches'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listPayoutBatches, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(goesOn)) ? 3000 : false),
});

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['payouts', 'batch', batchId],
    queryFn: ({ signal }) => call(routes.getPayoutBatch, { params: { batchId } }, { signal }),
    refetchInterval: (query) => (goesOn(query.state.data) ? 1500 : false),
  });

export const accountsQuery = queryOptions({
  queryKey: ['payouts', 'accounts'],
  queryFn: ({ signal }) => call(routes.listPayoutAccounts, {}, { signal }),
});

export const settingsQuery = queryOptions({
  queryKey: ['payouts', 'settings'],
  queryFn: ({ signal }) => call(routes.getPayoutSettings, {}, { signal }),
});

/** Takes a batch as the server answered it; what else there is of payouts has changed with it. */
export function keepBatch(client: QueryClient, batch: PayoutBatchDetail): void {
  client.setQueryData(batchQuery(batch.id).queryKey, batch);
  void client.invalidateQueries({ queryKey: ['payouts'] });
}
