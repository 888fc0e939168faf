import type { Handlers } from '../../../platform/http/server.ts';
import type { programmesRoutes } from './contract.ts';
import type { createProgrammesUses } from './service.ts';

type Uses = ReturnType<typeof createProgrammesUses>;

export function programmesHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof programmesRoutes;
}> {
  return {};
}
