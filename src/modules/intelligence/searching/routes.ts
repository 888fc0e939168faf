import type { Handlers } from '../../../platform/http/server.ts';
import type { searchingRoutes } from './contract.ts';
import type { createSearchingUses } from './service.ts';

type Uses = ReturnType<typeof createSearchingUses>;

export function searchingHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof searchingRoutes;
}> {
  return {
    searchMarketDocuments: ({ query }, { actor }) => service.searchMarketDocuments(actor, query),
    listSearchFacets: (_, { actor }) => service.listSearchFacets(actor),
  };
}
