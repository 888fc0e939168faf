import type { Handlers } from '../../../platform/http/server.ts';
import type { casesRoutes } from './contract.ts';
import type { createCasesUses } from './service.ts';

type Uses = ReturnType<typeof createCasesUses>;

export function casesHandlers(_service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof casesRoutes;
}> {
  return {};
}
