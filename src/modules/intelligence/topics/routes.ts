import type { Handlers } from '../../../platform/http/server.ts';
import type { topicsRoutes } from './contract.ts';
import type { createTopicsUses } from './service.ts';

type Uses = ReturnType<typeof createTopicsUses>;

export function topicsHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof topicsRoutes;
}> {
  return {};
}
