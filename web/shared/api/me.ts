/** Who is signed in. Pages below the shell may rely on it: the shell's loader has fetched it. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { identityContract, type Me } from '../../../src/modules/identity/contract.ts';
import { call } from './client.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call(identityContract.routes.getMe, {}, { signal }),
  staleTime: 60_000,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}
