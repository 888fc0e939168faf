import type { Handlers } from '../../../platform/http/server.ts';
import type { lawRoutes } from './contract.ts';
import type { createLawUses } from './service.ts';

type Uses = ReturnType<typeof createLawUses>;

export function lawHandlers(service: Uses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof lawRoutes;
}> {
  return {
    listLaws: async () => service.listLaws(),
    previewNotice: async ({ params, body }) => service.previewNotice(params.law, body.language, body.content),
    countClocks: async ({ params, query }) => service.countClocks(params.law, query),
  };
}
