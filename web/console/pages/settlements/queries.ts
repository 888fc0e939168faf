/** What pages ask about settlements, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { SettlementDetail, SettlementState } from '../../../../src/modules/revenue/settlement/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;
/** What goes on by itself is looked at again. */
const goesOn = (state: SettlementState | undefined): boolean => state === 'computing' || state === 'approved';

export const settlementsQuery = (state: SettlementState | null) =>
  infiniteQueryOptions({
    queryKey: ['settlements', state],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSettlements, { query: { ...(state && { state }), limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some((one) => goesOn(one.state))) ? 2000 : false),
  });

export const settlementQuery = (settlementId: string) =>
  queryOptions({
    queryKey: ['settlement', settlementId],
    queryFn: ({ signal }) => call(routes.getSettlement, { params: { settlementId } }, { signal }),
    refetchInterval: (query) => (goesOn(query.state.data?.state) ? 1000 : false),
  });

export const settlementPayeesQuery = (settlementId: string, query: string) =>
  infiniteQueryOptions({
    queryKey: ['settlement-payees', settlementId, query],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listSettlementPayees,
        { params: { settlementId }, query: { ...(query && { query }), limit: 200, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const settlementLinesQuery = (settlementId: string, filter: { payeeId?: string; planId?: string; itemId?: string }) =>
  infiniteQueryOptions({
    queryKey: ['settlement-lines', settlementId, filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listSettlementLines,
        { params: { settlementId }, query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What waits to be settled, by currency. */
export const openItemsQuery = queryOptions({
  queryKey: ['revenue-items', 'summary'],
  queryFn: ({ signal }) => call(routes.sumItems, {}, { signal }),
});

/** Takes a settlement as the server answered it. */
export function keepSettlement(client: QueryClient, settlement: SettlementDetail): void {
  client.setQueryData(settlementQuery(settlement.id).queryKey, settlement);
  void client.invalidateQueries({ queryKey: ['settlements'] });
}
