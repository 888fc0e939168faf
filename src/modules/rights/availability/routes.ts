import type { Handlers } from '../../../platform/http/server.ts';
import type { availabilityRoutes } from './contract.ts';
import type { createAvailabilityUses } from './service.ts';

type Uses = ReturnType<typeof createAvailabilityUses>;

/** The handlers of questions. */
export function availabilityHandlers(service: Uses): Handlers<{
  module: 'rights';
  permissions: Record<string, never>;
  routes: typeof availabilityRoutes;
}> {
  return {
    askRights: ({ query }, { actor }) => service.askRights(actor, query),
    askRightsByTerritory: ({ query }, { actor }) => service.askRightsByTerritory(actor, query),
    listFreeToSell: ({ query }, { actor }) => service.listFreeToSell(actor, query),
  };
}
