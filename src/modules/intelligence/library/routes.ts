import type { Handlers } from '../../../platform/http/server.ts';
import type { libraryRoutes } from './contract.ts';
import type { createLibraryUses } from './service.ts';

type Uses = ReturnType<typeof createLibraryUses>;

export function libraryHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof libraryRoutes;
}> {
  return {};
}
