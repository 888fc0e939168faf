import type { Handlers } from '../../../platform/http/server.ts';
import { platformErrors } from '../../../platform/errors.ts';
import { incomingRoutes } from './contract.ts';
import type { createIncomingUses } from './service.ts';

type Uses = ReturnType<typeof createIncomingUses>;

export function incomingHandlers(_service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof incomingRoutes;
}> {
  return Object.fromEntries(
    Object.keys(incomingRoutes).map((name) => [name, () => Promise.reject(platformErrors.unavailable({}))]),
  ) as never;
}
