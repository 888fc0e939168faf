import type { Handlers } from '../../../platform/http/server.ts';
import type { suspectsRoutes } from './contract.ts';
import type { createSuspectsUses } from './service.ts';

type Uses = ReturnType<typeof createSuspectsUses>;

export function suspectsHandlers(service: Uses): Handlers<{
  module: 'protection';
  permissions: Record<string, never>;
  routes: typeof suspectsRoutes;
}> {
  return {
    getDesk: (_, { actor }) => service.getDesk(actor),
    uploadSuspect: async ({ query }, { actor, request }) => Response.json(await service.uploadSuspect(actor, query, request)),
    listSuspects: ({ query }, { actor }) => service.listSuspects(actor, query),
    getSuspect: ({ params }, { actor }) => service.getSuspect(actor, params.suspectId),
    getSuspectContent: ({ params, query }, { actor, request }) =>
      service.answerSuspectContent(actor, params.suspectId, request, query.download),
    scanSuspect: ({ params }, { actor }) => service.scanSuspect(actor, params.suspectId),
    cancelScan: ({ params }, { actor }) => service.cancelScan(actor, params.suspectId),
    deleteSuspect: ({ params }, { actor }) => service.deleteSuspect(actor, params.suspectId).then(() => ({})),
    addLinks: ({ body }, { actor }) => service.addLinks(actor, body.links),
    listSightings: ({ query }, { actor }) => service.listSightings(actor, query),
    retrySighting: ({ params }, { actor }) => service.retrySighting(actor, params.sightingId),
    cancelSightings: ({ body }, { actor }) => service.cancelSightings(actor, body),
    reportCopy: ({ body }, { actor }) => service.reportCopy(actor, body),
    listReports: ({ query }, { actor }) => service.listReports(actor, query),
    acceptReports: ({ body }, { actor }) => service.acceptReports(actor, body.reportIds),
    dismissReports: ({ body }, { actor }) => service.dismissReports(actor, body.reportIds, body.reason),
    getReportAddress: (_, { actor }) => service.getReportAddress(actor),
    setReportAddress: ({ body }, { actor }) => service.setReportAddress(actor, body),
    getPublicReport: ({ params }) => service.getPublicReport(params.token),
    sendPublicReport: ({ params, body }) => service.sendPublicReport(params.token, body),
  };
}
