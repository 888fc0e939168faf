import type { Handlers } from '../../../platform/http/server.ts';
import type { registrationsRoutes } from './contract.ts';
import type { createRegistrationsUses } from './service.ts';

type Uses = ReturnType<typeof createRegistrationsUses>;

export function registrationsHandlers(_service: Uses): Handlers<{
  module: 'rights';
  permissions: Record<string, never>;
  routes: typeof registrationsRoutes;
}> {
  return {};
}
