import type { Handlers } from '../../../platform/http/server.ts';
import type { lawRoutes } from './contract.ts';
import type { createLawUses } from './service.ts';

type Uses = ReturnType<typeof createLawUses>;

export function lawHandlers(_service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof lawRoutes;
}> {
  return {};
}
