import type { Handlers } from '../../../platform/http/server.ts';
import type { registerRoutes } from './contract.ts';
import type { createRegisterUses } from './service.ts';

type Uses = ReturnType<typeof createRegisterUses>;

export function registerHandlers(_service: Uses): Handlers<{
  module: 'rights';
  permissions: Record<string, never>;
  routes: typeof registerRoutes;
}> {
  return {};
}
