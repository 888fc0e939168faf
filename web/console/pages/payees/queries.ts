/** What the pages of payees ask, with the keys by which it is kept; `money` is in front, as all of it changes with a payee's money. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { PayeeProfile, PayeeSummary } from '../../../../src/modules/revenue/payees/contract.ts';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = revenueContract;
export type { PayeeProfile, PayeeSummary };

export type PayeesFilter = { query?: string; missing?: 'true' | 'false'; exited?: 'true' | 'false' };
export const payeesQuery = (filter: PayeesFilter) =>
  infiniteQueryOptions({
    queryKey: ['money', 'payees', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listProfiles, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });

export const payeeQuery = (payeeId: string) =>
  queryOptions({
    queryKey: ['money', 'payee', payeeId],
    queryFn: ({ signal }) => call(routes.getProfile, { params: { payeeId } }, { signal }),
  });

export const payeeBalanceQuery = (payeeId: string) =>
  queryOptions({
    queryKey: ['money', 'payee-balance', payeeId],
    queryFn: ({ signal }) => call(routes.getPayeeBalance, { params: { payeeId } }, { signal }),
  });

export const taxYearOf = (payeeId: string, year: number, currency: PayeeProfile['currency']) =>
  queryOptions({
    queryKey: ['money', 'payee-tax-year', payeeId, year, currency],
    queryFn: ({ signal }) => call(routes.getTaxYear, { params: { payeeId }, query: { year, currency } }, { signal }),
  });

export const invoicesOf = (payeeId: string) =>
  queryOptions({
    queryKey: ['money', 'payee-invoices', payeeId],
    queryFn: ({ signal }) => call(routes.listInvoices, { params: { payeeId } }, { signal }),
  });

export const watchQuery = (payeeId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['money', 'tax-watch', payeeId],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listTaxWatch,
        { query: { ...(payeeId && { payeeId }), limit: 100, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const regimesQuery = queryOptions({
  queryKey: ['money', 'tax-regimes'],
  queryFn: ({ signal }) => call(routes.listRegimes, {}, { signal }),
});
