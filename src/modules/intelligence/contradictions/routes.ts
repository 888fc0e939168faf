import type { Handlers } from '../../../platform/http/server.ts';
import type { contradictionsRoutes } from './contract.ts';
import type { createContradictionsUses } from './service.ts';

type Uses = ReturnType<typeof createContradictionsUses>;

export function contradictionsHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof contradictionsRoutes;
}> {
  return {};
}
