/** What pages ask about settlement files and payments of platforms, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { LineOutcome, Reconciliation, ReconciliationLine } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;

export const reconciliationsQuery = infiniteQueryOptions({
  queryKey: ['reconciliations'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listReconciliations, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) =>
    query.state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'comparing')) ? 2000 : false,
});

export const reconciliationQuery = (reconciliationId: string) =>
  queryOptions({
    queryKey: ['reconciliation', reconciliationId],
    queryFn: ({ signal }) => call(routes.getReconciliation, { params: { reconciliationId } }, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'comparing' ? 1000 : false),
  });

type LineFilter = { outcome?: LineOutcome; state?: ReconciliationLine['state']; externalId?: string };
export const reconciliationLinesQuery = (reconciliationId: string, filter: LineFilter) =>
  infiniteQueryOptions({
    queryKey: ['reconciliation-lines', reconciliationId, filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listReconciliationLines,
        { params: { reconciliationId }, query: { ...filter, limit: 100, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const receiptsQuery = infiniteQueryOptions({
  queryKey: ['receipts'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listReceipts, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

/** Takes a file as the server answered it; its lines are asked again. */
export function keepReconciliation(client: QueryClient, one: Reconciliation): void {
  client.setQueryData(reconciliationQuery(one.id).queryKey, one);
  void client.invalidateQueries({ queryKey: ['reconciliation-lines', one.id] });
  void client.invalidateQueries({ queryKey: ['reconciliations'] });
}

/** Has a file and its lines asked again, after something was decided about one of them. */
export function refreshReconciliation(client: QueryClient, id: string): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: ['reconciliation', id] }),
    client.invalidateQueries({ queryKey: ['reconciliation-lines', id] }),
  ]);
}
