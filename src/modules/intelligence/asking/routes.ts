import type { Handlers } from '../../../platform/http/server.ts';
import type { askingRoutes } from './contract.ts';
import type { createAskingUses } from './service.ts';

type Uses = ReturnType<typeof createAskingUses>;

export function askingHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof askingRoutes;
}> {
  return {};
}
