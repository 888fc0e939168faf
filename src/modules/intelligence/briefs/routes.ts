import type { Handlers } from '../../../platform/http/server.ts';
import type { briefsRoutes } from './contract.ts';
import type { createBriefsUses } from './service.ts';

type Uses = ReturnType<typeof createBriefsUses>;

export function briefsHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof briefsRoutes;
}> {
  return {};
}
