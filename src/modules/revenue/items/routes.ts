import type { Handlers } from '../../../platform/http/server.ts';
import type { itemsRoutes } from './contract.ts';
import type { ItemUses } from './uses.ts';

/** The handlers of balances, costs and of what is to be divided. */
export function itemsHandlers(service: ItemUses): Handlers<{
  module: 'revenue';
  permissions: Record<string, never>;
  routes: typeof itemsRoutes;
}> {
  return {
    getMyBalance: (_, { actor }) => service.getMyBalance(actor),
    getPayeeBalance: ({ params }, { actor }) => service.getPayeeBalance(actor, params.payeeId),
    listPlanCosts: ({ params, query }, { actor }) => service.listPlanCosts(actor, params.planId, query),
    addPlanCost: ({ params, body }, { actor }) => service.addPlanCost(actor, params.planId, body),
    removePlanCost: ({ params }, { actor }) => service.removePlanCost(actor, params.planId, params.costId),
    listItems: ({ query }, { actor }) => service.listItems(actor, query),
    sumItems: (_, { actor }) => service.sumItems(actor),
  };
}
