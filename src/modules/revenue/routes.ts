import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { accountsHandlers } from './accounts/routes.ts';
import { revenueContract } from './contract.ts';
import { itemsHandlers } from './items/routes.ts';
import { payeesHandlers } from './payees/routes.ts';
import { payoutsHandlers } from './payouts/routes.ts';
import { reconcileHandlers } from './reconcile/routes.ts';
import { settlementHandlers } from './settlement/routes.ts';
import { statementsHandlers } from './statements/routes.ts';
import type { RevenueService } from './service/index.ts';

export function revenueRoutes(service: RevenueService): BoundContract {
  return bindRoutes(revenueContract, {
    listPayees: ({ query }, { actor }) => service.listPayees(actor, query),
    createPayee: ({ body }, { actor }) => service.createPayee(actor, body),
    updatePayee: ({ params, body }, { actor }) => service.updatePayee(actor, params.payeeId, body),
    listPlans: ({ query }, { actor }) => service.listPlans(actor, query),
    createPlan: ({ body }, { actor }) => service.createPlan(actor, body),
    getPlan: ({ params }, { actor }) => service.getPlan(actor, params.planId),
    updatePlan: ({ params, body }, { actor }) => service.renamePlan(actor, params.planId, body.name),
    createVersion: ({ params, body }, { actor }) => service.createVersion(actor, params.planId, body),
    updateVersion: ({ params, body }, { actor }) => service.updateVersion(actor, params.planId, params.version, body),
    discardVersion: ({ params }, { actor }) => service.discardVersion(actor, params.planId, params.version).then(() => ({})),
    proposeVersion: ({ params }, { actor }) => service.proposeVersion(actor, params.planId, params.version),
    withdrawVersion: ({ params, body }, { actor }) => service.withdrawVersion(actor, params.planId, params.version, body.reason),
    signVersion: ({ params, body }, { actor }) => service.signVersion(actor, params.planId, params.version, body),
    listMine: (_, { actor }) => service.listMine(actor),
    tryPlan: ({ params, body }, { actor }) => service.tryPlan(actor, params.planId, body),
    resolvePlan: ({ query }, { actor }) => service.resolvePlan(actor, query),
    getRegisteredSplit: ({ query }, { actor }) => service.getRegisteredSplit(actor, query),
    ...accountsHandlers(service),
    ...itemsHandlers(service),
    ...payeesHandlers(service),
    ...payoutsHandlers(service),
    ...reconcileHandlers(service),
    ...settlementHandlers(service),
    ...statementsHandlers(service),
  });
}
