import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { publishingContract } from './contract.ts';
import type { PublishingService } from './service/index.ts';

export function publishingRoutes(service: PublishingService): BoundContract {
  return bindRoutes(publishingContract, {
    listChannels: async () => ({ items: service.listChannels() }),
    listConnections: (_input, { actor }) => service.connections.list(actor),
    beginConnection: ({ body }, { actor }) => service.connections.begin(actor, body),
    finishConnection: async ({ params, query }, { signedIn }) =>
      new Response(null, { status: 303, headers: { location: await service.connections.finish(params.channel, query, signedIn) } }),
    removeConnection: async ({ params }, { actor }) => {
      await service.connections.remove(actor, params.connectionId);
      return {};
    },
    listPublications: ({ query }, { actor }) => service.publications.list(actor, query),
    getPublication: ({ params }, { actor }) => service.publications.get(actor, params.publicationId),
    publish: ({ body }, { actor }) => service.publications.publish(actor, body),
    changePublication: ({ params, body }, { actor }) => service.publications.change(actor, params.publicationId, body),
    cancelPublication: ({ params }, { actor }) => service.publications.cancel(actor, params.publicationId),
    retryPublication: ({ params }, { actor }) => service.publications.retry(actor, params.publicationId),
    getKit: ({ params, query }, { actor }) => service.kits.kit(actor, params.placementId, query.creatorClipId ?? null),
  });
}
