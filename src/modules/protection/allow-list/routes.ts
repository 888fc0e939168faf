import type { Handlers } from '../../../platform/http/server.ts';
import type { allowListRoutes } from './contract.ts';
import type { createAllowListUses } from './service.ts';

type Uses = ReturnType<typeof createAllowListUses>;

/** The handlers of who may show what. */
export function allowListHandlers(service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof allowListRoutes;
}> {
  return {
    listAllowEntries: ({ query }, { actor }) => service.listAllowEntries(actor, query),
    createAllowEntry: ({ body }, { actor }) => service.createAllowEntry(actor, body),
    updateAllowEntry: ({ params, body }, { actor }) => service.updateAllowEntry(actor, params.entryId, body),
    withdrawAllowEntry: ({ params, body }, { actor }) => service.withdrawAllowEntry(actor, params.entryId, body),
    importAllowEntries: ({ body }, { actor }) => service.importAllowEntries(actor, body),
    checkAllowed: ({ query }, { actor }) => service.checkAllowed(actor, query),
  };
}
