/** What pages ask about the books, with the keys by which it is kept. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { BookAccount } from '../../../../src/modules/revenue/accounts/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;
const paged = { initialPageParam: null as string | null, getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };

export const accountsQuery = (kind: BookAccount['kind'] | null) =>
  infiniteQueryOptions({
    queryKey: ['book-accounts', kind],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listAccounts, { query: { ...(kind && { kind }), limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    ...paged,
  });

/** `at` is a day of the business zone: what the account held at its end. */
export const historyQuery = (accountId: string, phase: 'posted' | 'pending', at: string | null) =>
  infiniteQueryOptions({
    queryKey: ['account-history', accountId, phase, at],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.getAccountHistory,
        {
          params: { accountId },
          query: { phase, ...(at && { at: `${at}T23:59:59.999+08:00` }), limit: 50, ...(pageParam && { cursor: pageParam }) },
        },
        { signal },
      ),
    ...paged,
  });

export const transferQuery = (transferId: string) =>
  infiniteQueryOptions({
    queryKey: ['book-transfer', transferId],
    queryFn: ({ pageParam, signal }) =>
      call(routes.getTransfer, { params: { transferId }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.orders?.nextCursor ?? null,
  });

export const monthsQuery = infiniteQueryOptions({
  queryKey: ['book-months'],
  queryFn: ({ pageParam, signal }) => call(routes.listMonths, { query: { limit: 12, ...(pageParam && { until: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextUntil,
});
