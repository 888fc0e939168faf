import type { Handlers } from '../../../platform/http/server.ts';
import type { referencesRoutes } from './contract.ts';
import type { createReferencesUses } from './service.ts';

type Uses = ReturnType<typeof createReferencesUses>;

export function referencesHandlers(_service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof referencesRoutes;
}> {
  return {};
}
