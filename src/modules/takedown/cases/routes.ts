import { contentDisposition } from '../../../platform/http/download.ts';
import type { Handlers } from '../../../platform/http/server.ts';
import type { IncomingUses } from '../incoming/service.ts';
import type { casesRoutes } from './contract.ts';
import type { CasesUses } from './service.ts';

const file = (name: string, type: string, text: string): Response =>
  new Response(text, { headers: { 'content-type': type, 'content-disposition': contentDisposition(name), 'cache-control': 'no-store' } });

export function casesHandlers(service: CasesUses & Pick<IncomingUses, 'countOpenIncoming'>): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof casesRoutes;
}> {
  return {
    getSender: (_, { actor }) => service.getSender(actor),
    setSender: ({ body }, { actor }) => service.setSender(actor, body),
    listHosts: ({ query }, { actor }) => service.listHosts(actor, query),
    createHost: ({ body }, { actor }) => service.createHost(actor, body),
    updateHost: ({ params, body }, { actor }) => service.updateHost(actor, params.hostId, body),
    deleteHost: ({ params }, { actor }) => service.deleteHost(actor, params.hostId).then(() => ({})),
    summarise: (_, { actor }) => service.summarise(actor, (trx) => service.countOpenIncoming(trx, actor.organisationId)),
    listCases: ({ query }, { actor }) => service.listCases(actor, query),
    createCase: ({ body }, { actor }) => service.createCase(actor, body),
    createCasesFromMatches: ({ body }, { actor }) => service.createCasesFromMatches(actor, body),
    getCase: ({ params }, { actor }) => service.getCase(actor, params.caseId),
    updateCase: ({ params, body }, { actor }) => service.updateCase(actor, params.caseId, body),
    listCaseLinks: ({ params, query }, { actor }) => service.listCaseLinks(actor, params.caseId, query),
    addCaseLinks: ({ params, body }, { actor }) => service.addCaseLinks(actor, params.caseId, body.links),
    removeCaseLink: ({ params }, { actor }) => service.removeCaseLink(actor, params.linkId).then(() => ({})),
    judgeLink: ({ params, body }, { actor }) => service.judgeLink(actor, params.linkId, body),
    recheckCase: ({ params }, { actor }) => service.recheckCase(actor, params.caseId),
    actOnCase: ({ params, body }, { actor }) => service.actOnCase(actor, params.caseId, body),
    takeCounterNotice: ({ params, body }, { actor }) => service.takeCounterNotice(actor, params.caseId, body),
    prepareNotice: ({ params, body }, { actor }) => service.prepareNotice(actor, params.caseId, body.kind),
    getNotice: ({ params }, { actor }) => service.getNotice(actor, params.noticeId),
    updateNotice: ({ params, body }, { actor }) => service.updateNotice(actor, params.noticeId, body),
    deleteNotice: ({ params }, { actor }) => service.deleteNotice(actor, params.noticeId).then(() => ({})),
    sendNotice: ({ params }, { actor }) => service.sendNotice(actor, params.noticeId),
    confirmNotice: ({ params, body }, { actor }) => service.confirmNotice(actor, params.noticeId, body),
    exportNotice: async ({ params, query }, { actor }) => {
      const { name, type, text } = await service.exportNotice(actor, params.noticeId, query.format);
      return file(name, type, text);
    },
    sendNotices: ({ body }, { actor }) => service.sendNotices(actor, body.caseIds),
    getSending: ({ params }, { actor }) => service.getSending(actor, params.taskId),
    listInfringers: ({ query }, { actor }) => service.listInfringers(actor, query),
    exportCase: async ({ params }, { actor }) => {
      const { name, text } = await service.exportCase(actor, params.caseId);
      return file(name, 'application/json; charset=utf-8', text);
    },
  };
}
