import type { Handlers } from '../../../platform/http/server.ts';
import type { allowListRoutes } from './contract.ts';
import type { createAllowListUses } from './service.ts';

type Uses = ReturnType<typeof createAllowListUses>;

export function allowListHandlers(_service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof allowListRoutes;
}> {
  return {};
}
