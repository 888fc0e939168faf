/** What the pages of rights ask, with the keys by which it is kept. `rights` is in front: whatever is registered may change any answer. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { creatorsContract } from '../../../../src/modules/creators/contract.ts';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { Medium, RightKind } from '../../../../src/modules/rights/words/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = rightsContract;
const nextOf = (page: { nextCursor: string | null }): string | null => page.nextCursor;

export const registeredWorksQuery = infiniteQueryOptions({
  queryKey: ['rights', 'works'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listRegisteredWorks, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: nextOf,
});

export const registerQuery = (workId: string) =>
  queryOptions({
    queryKey: ['rights', 'work', workId],
    queryFn: ({ signal }) => call(routes.getWorkRegister, { params: { workId } }, { signal }),
  });

export type LicencesFilter = {
  direction?: 'in' | 'out' | 'others';
  state?: 'draft' | 'signed' | 'ended';
  endsBefore?: string;
  partyId?: string;
  workId?: string;
};
export const licencesQuery = (filter: LicencesFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['rights', 'licences', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listLicences, { query: { ...filter, limit, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    placeholderData: (before) => before,
  });

export const licenceQuery = (licenceId: string) =>
  queryOptions({
    queryKey: ['rights', 'licence', licenceId],
    queryFn: ({ signal }) => call(routes.getLicence, { params: { licenceId } }, { signal }),
  });

export const partiesQuery = (query: string, withdrawn = false) =>
  infiniteQueryOptions({
    queryKey: ['rights', 'parties', query, withdrawn],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listRightsParties,
        { query: { ...(query && { query }), withdrawn: withdrawn ? 'true' : 'false', limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    placeholderData: (before) => before,
  });

/** All parties to choose from, as a form offers them: a register has tens of them. */
export const partyChoicesQuery = queryOptions({
  queryKey: ['rights', 'parties', 'choices'],
  queryFn: async ({ signal }) => (await call(routes.listRightsParties, { query: { limit: 200 } }, { signal })).items,
});

export const changesQuery = (workId: string) =>
  infiniteQueryOptions({
    queryKey: ['rights', 'changes', workId],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listRightsChanges, { query: { workId, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });

/** A question about one use: what, in which language, on what, as what. */
export type Offer = { workId: string; right: RightKind; partyId: string; language: string; platform: string; medium: Medium; zone: string };
const asked = ({ partyId, ...offer }: Offer) => ({ ...offer, ...(partyId && { partyId }) });

export const askQuery = (offer: Offer, territory: string, day: string) =>
  queryOptions({
    queryKey: ['rights', 'ask', offer, territory, day],
    queryFn: ({ signal }) => call(routes.askRights, { query: { ...asked(offer), territory, day } }, { signal }),
    retry: false,
  });

export const freeQuery = (offer: Offer, from: string, until: string, exclusive: boolean) =>
  queryOptions({
    queryKey: ['rights', 'free', offer, from, until, exclusive],
    queryFn: ({ signal }) =>
      call(routes.listFreeToSell, { query: { ...asked(offer), from, until, exclusive: exclusive ? 'true' : 'false' } }, { signal }),
    placeholderData: (before) => before,
    retry: false,
  });

export const registrableQuery = (workId: string) =>
  queryOptions({
    queryKey: ['rights', 'registrable', workId],
    queryFn: ({ signal }) => call(routes.getRegistrable, { params: { workId } }, { signal }),
  });

export const registrationsQuery = (workId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['rights', 'registrations', workId],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listRegistrations,
        { query: { ...(workId && { workId }), limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });

const whileStamping = 2000;
export const registrationQuery = (registrationId: string) =>
  queryOptions({
    queryKey: ['rights', 'registration', registrationId],
    queryFn: ({ signal }) => call(routes.getRegistration, { params: { registrationId } }, { signal }),
    // Authorities answer within seconds; what failed is tried again much later.
    refetchInterval: (query) =>
      query.state.data?.stamps.some((one) => one.state === 'waiting' && one.attempts === 0) ? whileStamping : false,
  });

export const registeredAssetsQuery = (registrationId: string) =>
  infiniteQueryOptions({
    queryKey: ['rights', 'registration', registrationId, 'assets'],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listRegisteredAssets,
        { params: { registrationId }, query: { limit: 100, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });

export const registrationChangesQuery = (registrationId: string) =>
  queryOptions({
    queryKey: ['rights', 'registration', registrationId, 'changes'],
    queryFn: ({ signal }) => call(routes.getRegistrationChanges, { params: { registrationId } }, { signal }),
    retry: false,
  });

/** Those of the house whom a party may be, by kind. */
export const linkablesQuery = (kind: 'payee' | 'creator' | 'agency' | '') =>
  queryOptions({
    queryKey: ['rights-linkables', kind],
    enabled: kind !== '',
    queryFn: async ({ signal }): Promise<{ id: string; name: string }[]> => {
      if (kind === 'payee') return (await call(revenueContract.routes.listPayees, { query: { limit: 200 } }, { signal })).items;
      if (kind === 'creator') return (await call(creatorsContract.routes.listCreators, { query: { limit: 200 } }, { signal })).items;
      return (await call(creatorsContract.routes.listAgencies, { query: { limit: 200 } }, { signal })).items;
    },
  });

/** Anything registered anew may change every list and every answer. */
export function refreshRights(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['rights'] });
}
