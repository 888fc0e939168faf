import type { Database } from '../../platform/db/index.ts';
import { readBounded } from '../../platform/http/input.ts';
import type { Handlers } from '../../platform/http/server.ts';
import { attributionContract } from './contract.ts';
import type { Core } from './core.ts';

type All = Handlers<typeof attributionContract>;
type CoreRoutes =
  | 'sendEvents'
  | 'receiveCallback'
  | 'listSources'
  | 'createSource'
  | 'updateSource'
  | 'deleteSource'
  | 'rotateSecret'
  | 'listConversions'
  | 'getConversion'
  | 'listOwnConversions'
  | 'getOwnConversion'
  | 'getPerformance'
  | 'getFunnel'
  | 'compareHooks'
  | 'getTrends';
export type CoreHandlers = Pick<All, CoreRoutes>;
/** What stands at the edges: files, pullers, signals, exports, people's data. */
export type EdgeHandlers = Omit<All, CoreRoutes>;

/** A callback is a batch of events at most. */
const callbackBytes = 2 * 1024 * 1024;

export function coreHandlers({ db }: { db: Database }, core: Core): CoreHandlers {
  const { sources } = core;
  return {
    sendEvents: ({ body }, { actor }) => sources.sendEvents(actor, body),
    receiveCallback: async ({ params }, { request }) => {
      const bytes = await readBounded(request, callbackBytes);
      return Response.json(
        await sources.receiveCallback(params.sourceId, { headers: request.headers, body: new TextDecoder().decode(bytes) }),
      );
    },
    listSources: async (_input, { actor }) => ({ items: await sources.listSources(actor.organisationId) }),
    createSource: ({ body }, { actor }) => sources.createSource(actor, body),
    updateSource: ({ params, body }, { actor }) => sources.updateSource(actor, params.sourceId, body),
    deleteSource: async ({ params }, { actor }) => {
      await sources.deleteSource(actor, params.sourceId);
      return {};
    },
    rotateSecret: ({ params, body }, { actor }) => sources.rotateSecret(actor, params.sourceId, body.overlapHours),
    listConversions: ({ query }, { actor }) => db.read((trx) => core.listConversions(trx, actor.organisationId, query)),
    getConversion: ({ params }, { actor }) => db.read((trx) => core.getConversion(trx, actor.organisationId, params.conversionId)),
    listOwnConversions: ({ query }, { actor }) => core.listOwnConversions(actor, query),
    getOwnConversion: ({ params }, { actor }) => core.getOwnConversion(actor, params.conversionId),
    getPerformance: ({ query }, { actor }) => core.getPerformance(actor, query),
    getFunnel: ({ query }, { actor }) => core.getFunnel(actor, query),
    compareHooks: ({ query }, { actor }) => core.compareHooks(actor, query),
    getTrends: ({ query }, { actor }) => core.getTrends(actor, query.limit),
  };
}
