import type { Handlers } from '../../../platform/http/server.ts';
import type { createBookUses } from './books.ts';
import type { accountsRoutes } from './contract.ts';

/** The handlers of the books that are looked at. */
export function accountsHandlers(service: ReturnType<typeof createBookUses>): Handlers<{
  module: 'revenue';
  permissions: Record<string, never>;
  routes: typeof accountsRoutes;
}> {
  return {
    listAccounts: ({ query }, { actor }) => service.listAccounts(actor, query),
    getAccountHistory: ({ params, query }, { actor }) => service.getAccountHistory(actor, params.accountId, query),
    getTransfer: ({ params, query }, { actor }) => service.getTransfer(actor, params.transferId, query),
  };
}
