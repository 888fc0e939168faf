import type { Handlers } from '../../../platform/http/server.ts';
import type { contradictionsRoutes } from './contract.ts';
import type { ContradictionsUses } from './service.ts';

export function contradictionsHandlers(service: ContradictionsUses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof contradictionsRoutes;
}> {
  return {
    listFindings: ({ query }, { actor }) => service.listFindings(actor, query),
    getFinding: ({ params }, { actor }) => service.getFinding(actor, params.findingId),
    settleFinding: ({ params, body }, { actor }) => service.settleFinding(actor, params.findingId, body),
    dismissFinding: ({ params, body }, { actor }) => service.dismissFinding(actor, params.findingId, body.reason),
    reopenFinding: ({ params }, { actor }) => service.reopenFinding(actor, params.findingId),
    recheckFindings: (_, { actor }) => service.recheckFindings(actor),
  };
}
