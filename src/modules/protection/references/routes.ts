import type { Handlers } from '../../../platform/http/server.ts';
import type { referencesRoutes } from './contract.ts';
import type { createReferencesUses } from './service.ts';

type Uses = ReturnType<typeof createReferencesUses>;

export function referencesHandlers(service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof referencesRoutes;
}> {
  return {
    getCoverage: ({ query }, { actor }) => service.getCoverage(actor, query),
    getWorkCoverage: ({ params }, { actor }) => service.getWorkCoverage(actor, params.workId),
    completeCoverage: ({ body }, { actor }) => service.completeCoverage(actor, body.workId),
  };
}
