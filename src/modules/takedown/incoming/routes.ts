import type { Handlers } from '../../../platform/http/server.ts';
import type { incomingRoutes } from './contract.ts';
import type { IncomingUses } from './service.ts';

export function incomingHandlers(service: IncomingUses): Handlers<{
  module: 'takedown';
  permissions: Record<string, never>;
  routes: typeof incomingRoutes;
}> {
  return {
    submitNotice: ({ body }) => service.submitNotice(body),
    listIncoming: ({ query }, { actor }) => service.listIncoming(actor, query),
    enterIncoming: ({ body }, { actor }) => service.enterIncoming(actor, body),
    getIncoming: ({ params }, { actor }) => service.getIncoming(actor, params.incomingId),
    actOnIncoming: ({ params, body }, { actor }) => service.actOnIncoming(actor, params.incomingId, body),
    setNotifier: ({ params, body }, { actor }) => service.setNotifier(actor, params.incomingId, body),
    listMyNotices: ({ query }, { actor }) => service.listMyNotices(actor, query),
    answerNotice: ({ params, body }, { actor }) => service.answerNotice(actor, params.incomingId, body.content),
  };
}
