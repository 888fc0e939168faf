import type { Handlers } from '../../../platform/http/server.ts';
import { platformErrors } from '../../../platform/errors.ts';
import { lawRoutes } from './contract.ts';
import type { createLawUses } from './service.ts';

type Uses = ReturnType<typeof createLawUses>;

export function lawHandlers(_service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof lawRoutes;
}> {
  return Object.fromEntries(Object.keys(lawRoutes).map((name) => [name, () => Promise.reject(platformErrors.unavailable({}))])) as never;
}
