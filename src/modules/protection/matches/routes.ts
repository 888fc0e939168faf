import type { Handlers } from '../../../platform/http/server.ts';
import type { matchesRoutes } from './contract.ts';
import type { createMatchesUses } from './service.ts';

type Uses = ReturnType<typeof createMatchesUses>;

export function matchesHandlers(_service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof matchesRoutes;
}> {
  return {};
}
