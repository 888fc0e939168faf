import type { Handlers } from '../../../platform/http/server.ts';
import type { settlementRoutes } from './contract.ts';
import type { createMonthTrial } from './try-month.ts';
import type { SettlementUses } from './uses.ts';

export function settlementHandlers(
  service: Omit<SettlementUses, 'runCompute' | 'runPost'> & ReturnType<typeof createMonthTrial>,
): Handlers<{ module: 'revenue'; permissions: Record<string, never>; routes: typeof settlementRoutes }> {
  return {
    createSettlement: ({ body }, { actor }) => service.createSettlement(actor, body),
    listSettlements: ({ query }, { actor }) => service.listSettlements(actor, query),
    getSettlement: ({ params }, { actor }) => service.getSettlement(actor, params.settlementId),
    listSettlementPayees: ({ params, query }, { actor }) => service.listSettlementPayees(actor, params.settlementId, query),
    listSettlementLines: ({ params, query }, { actor }) => service.listSettlementLines(actor, params.settlementId, query),
    approveSettlement: ({ params }, { actor }) => service.approveSettlement(actor, params.settlementId),
    cancelSettlement: ({ params }, { actor }) => service.cancelSettlement(actor, params.settlementId),
    retrySettlement: ({ params }, { actor }) => service.retrySettlement(actor, params.settlementId),
    tryPlanMonth: ({ params, body }, { actor }) => service.tryPlanMonth(actor, params.planId, body),
  };
}
