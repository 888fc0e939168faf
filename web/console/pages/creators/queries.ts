/** What pages ask about creators, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { creatorsContract } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = creatorsContract;
type QueryOf<R extends { readonly query: z.ZodType }> = Omit<z.input<R['query']>, 'cursor' | 'limit'>;
const next = { initialPageParam: null as string | null, getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };

export const creatorsQuery = (filter: QueryOf<typeof routes.listCreators>) =>
  infiniteQueryOptions({
    queryKey: ['creators', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listCreators, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    ...next,
  });

export const creatorQuery = (creatorId: string) =>
  queryOptions({
    queryKey: ['creator', creatorId],
    queryFn: ({ signal }) => call(routes.getCreator, { params: { creatorId } }, { signal }),
  });

export const agenciesQuery = infiniteQueryOptions({
  queryKey: ['agencies'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listAgencies, { query: { limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  ...next,
});

export const accountsQuery = (filter: QueryOf<typeof routes.listAccounts>) =>
  infiniteQueryOptions({
    queryKey: ['channel-accounts', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listAccounts, { query: { ...filter, limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    ...next,
  });

export const creatorInvitationsQuery = queryOptions({
  queryKey: ['creator-invitations'],
  queryFn: ({ signal }) => call(routes.listInvitations, {}, { signal }),
});

export const signupQuery = queryOptions({
  queryKey: ['creator-signup'],
  queryFn: ({ signal }) => call(routes.getSignupSettings, {}, { signal }),
});

export const creatorTermsQuery = queryOptions({
  queryKey: ['creator-terms'],
  queryFn: ({ signal }) => call(routes.listTerms, {}, { signal }),
});
