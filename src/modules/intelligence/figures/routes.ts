import type { Handlers } from '../../../platform/http/server.ts';
import type { figuresRoutes } from './contract.ts';
import type { createFiguresUses } from './service.ts';

type Uses = ReturnType<typeof createFiguresUses>;

export function figuresHandlers(_service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof figuresRoutes;
}> {
  return {};
}
