import type { Handlers } from '../../../platform/http/server.ts';
import { platformErrors } from '../../../platform/errors.ts';
import { casesRoutes } from './contract.ts';
import type { createCasesUses } from './service.ts';

type Uses = ReturnType<typeof createCasesUses>;

export function casesHandlers(_service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof casesRoutes;
}> {
  return Object.fromEntries(Object.keys(casesRoutes).map((name) => [name, () => Promise.reject(platformErrors.unavailable({}))])) as never;
}
