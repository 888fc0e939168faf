import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { codesContract } from './contract.ts';
import type { CodesService } from './service/index.ts';

export function codesRoutes(service: CodesService): BoundContract {
  return bindRoutes(codesContract, {
    resolve: ({ body }, { actor }) => service.answer(actor, body),
    listCodes: ({ query }, { actor }) => service.listCodes(actor, query),
    getSpace: (_, { actor }) => service.getSpace(actor),
    getSettings: (_, { actor }) => service.getSettings(actor),
    updateSettings: ({ body }, { actor }) => service.updateSettings(actor, body),
    retire: ({ params }, { actor }) => service.retireCode(actor, params.codeId),
    reinstate: ({ params }, { actor }) => service.reinstateCode(actor, params.codeId),
  });
}
