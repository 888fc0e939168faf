import { contentDisposition } from '../../../platform/http/download.ts';
import type { Handlers } from '../../../platform/http/server.ts';
import type { briefsRoutes } from './contract.ts';
import type { createBriefsUses } from './service.ts';

type Uses = ReturnType<typeof createBriefsUses>;

/** The handlers of briefings. The page that prints is shown, the other exports are saved. */
export function briefsHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof briefsRoutes;
}> {
  return {
    listBriefs: ({ query }, { actor }) => service.listBriefs(actor, query),
    createBrief: ({ body }, { actor }) => service.createBrief(actor, body),
    getBrief: ({ params, query }, { actor }) => service.getBrief(actor, params.briefId, query.version ?? null),
    updateBrief: ({ params, body }, { actor }) => service.updateBrief(actor, params.briefId, body),
    addToBrief: ({ params, body }, { actor }) => service.addToBrief(actor, params.briefId, body),
    issueBrief: ({ params, body }, { actor }) => service.issueBrief(actor, params.briefId, body),
    archiveBrief: ({ params, body }, { actor }) => service.archiveBrief(actor, params.briefId, body.archived),
    exportBrief: async ({ params, query }, { actor }) => {
      const { bytes, mediaType, filename } = await service.exportBrief(actor, params.briefId, query);
      return new Response(bytes, {
        headers: {
          'content-type': mediaType,
          'content-disposition': contentDisposition(filename, query.format === 'html' ? 'inline' : 'attachment'),
          // What people and documents wrote is shown: nothing in it may run.
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        },
      });
    },
  };
}
