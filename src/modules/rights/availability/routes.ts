import type { Handlers } from '../../../platform/http/server.ts';
import type { availabilityRoutes } from './contract.ts';
import type { createAvailabilityUses } from './service.ts';

type Uses = ReturnType<typeof createAvailabilityUses>;

export function availabilityHandlers(_service: Uses): Handlers<{
  module: 'rights';
  permissions: Record<string, never>;
  routes: typeof availabilityRoutes;
}> {
  return {};
}
