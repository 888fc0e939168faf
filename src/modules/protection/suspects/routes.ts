import type { Handlers } from '../../../platform/http/server.ts';
import type { suspectsRoutes } from './contract.ts';
import type { createSuspectsUses } from './service.ts';

type Uses = ReturnType<typeof createSuspectsUses>;

export function suspectsHandlers(_service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof suspectsRoutes;
}> {
  return {};
}
