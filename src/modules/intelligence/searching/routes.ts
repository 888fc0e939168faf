import type { Handlers } from '../../../platform/http/server.ts';
import type { searchingRoutes } from './contract.ts';
import type { createSearchingUses } from './service.ts';

type Uses = ReturnType<typeof createSearchingUses>;

export function searchingHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof searchingRoutes;
}> {
  return {};
}
