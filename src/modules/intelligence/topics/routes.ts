import type { Handlers } from '../../../platform/http/server.ts';
import type { topicsRoutes } from './contract.ts';
import type { createTopicsUses } from './service.ts';

type Uses = ReturnType<typeof createTopicsUses>;

/** The handlers of topics and alerts. */
export function topicsHandlers(service: Uses): Handlers<{
  module: 'intelligence';
  permissions: Record<string, never>;
  routes: typeof topicsRoutes;
}> {
  return {
    listTopics: (_, { actor }) => service.listTopics(actor),
    createTopic: ({ body }, { actor }) => service.createTopic(actor, body),
    previewTopic: ({ body }, { actor }) => service.previewTopic(actor, body),
    getTopic: ({ params }, { actor }) => service.getTopic(actor, params.topicId),
    updateTopic: ({ params, body }, { actor }) => service.updateTopic(actor, params.topicId, body),
    removeTopic: ({ params }, { actor }) => service.removeTopic(actor, params.topicId).then(() => ({})),
    restoreTopic: ({ params }, { actor }) => service.restoreTopic(actor, params.topicId),
    listTopicDocuments: ({ params, query }, { actor }) => service.listTopicDocuments(actor, params.topicId, query),
    placeTopicDocument: ({ params, body }, { actor }) => service.placeTopicDocument(actor, params.topicId, params.documentId, body.placed),
    getTopicInsights: ({ params, query }, { actor }) => service.getTopicInsights(actor, params.topicId, query),
    getTopicFigures: ({ params }, { actor }) => service.getTopicFigures(actor, params.topicId),
    visitTopic: ({ params }, { actor }) => service.visitTopic(actor, params.topicId),
    listAlerts: (_, { actor }) => service.listAlerts(actor),
    createAlert: ({ body }, { actor }) => service.createAlert(actor, body.subject),
    updateAlert: ({ params, body }, { actor }) => service.updateAlert(actor, params.alertId, body),
    removeAlert: ({ params }, { actor }) => service.removeAlert(actor, params.alertId).then(() => ({})),
  };
}
