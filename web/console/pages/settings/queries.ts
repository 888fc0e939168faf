import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = identityContract;
export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: ({ signal }) => call(routes.listMembers, {}, { signal }) });
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => call(routes.listInvitations, {}, { signal }),
});
export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: ({ signal }) => call(routes.listApiKeys, {}, { signal }) });
export const auditQuery = (filter: { action?: string; actorId?: string }) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listAudit, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
