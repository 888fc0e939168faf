import type { Handlers } from '../../../platform/http/server.ts';
import { rightsErrors } from '../errors.ts';
import { registerLimits, type registerRoutes } from './contract.ts';
import type { createRegisterUses } from './service.ts';

type Uses = ReturnType<typeof createRegisterUses>;

/** The handlers of the register. */
export function registerHandlers(service: Uses): Handlers<{
  module: 'rights';
  permissions: Record<string, never>;
  routes: typeof registerRoutes;
}> {
  return {
    listRightsParties: ({ query }, { actor }) => service.listRightsParties(actor, query),
    createRightsParty: ({ body }, { actor }) => service.createRightsParty(actor, body),
    getRightsParty: ({ params }, { actor }) => service.getRightsParty(actor, params.partyId),
    updateRightsParty: ({ params, body }, { actor }) => service.updateRightsParty(actor, params.partyId, body),
    withdrawRightsParty: ({ params, body }, { actor }) => service.withdrawRightsParty(actor, params.partyId, body),
    returnRightsParty: ({ params }, { actor }) => service.returnRightsParty(actor, params.partyId),
    listRegisteredWorks: ({ query }, { actor }) => service.listRegisteredWorks(actor, query),
    getWorkRegister: ({ params }, { actor }) => service.getWorkRegister(actor, params.workId),
    createDeeds: ({ params, body }, { actor }) => service.createDeeds(actor, params.workId, body),
    voidDeed: ({ params, body }, { actor }) => service.voidDeed(actor, params.deedId, body),
    correctDeed: ({ params, body }, { actor }) => service.correctDeed(actor, params.deedId, body),
    listLicences: ({ query }, { actor }) => service.listLicences(actor, query),
    getLicence: ({ params }, { actor }) => service.getLicence(actor, params.licenceId),
    createLicence: ({ params, body }, { actor }) => service.createLicence(actor, params.workId, body),
    updateLicence: ({ params, body }, { actor }) => service.updateLicence(actor, params.licenceId, body),
    signLicence: ({ params, body }, { actor }) => service.signLicence(actor, params.licenceId, body),
    endLicence: ({ params, body }, { actor }) => service.endLicence(actor, params.licenceId, body),
    discardLicence: ({ params }, { actor }) => service.discardLicence(actor, params.licenceId).then(() => ({})),
    addRightsDocument: async ({ params, query }, { actor, request }) => {
      // Said before the bytes are read: what is too large is not sent in vain.
      if (Number(request.headers.get('content-length') ?? 0) > registerLimits.documentBytes)
        throw rightsErrors.document_too_large({ most: registerLimits.documentBytes });
      const body = (request.body ?? []) as unknown as AsyncIterable<Uint8Array>;
      return Response.json(await service.addRightsDocument(actor, params.workId, query, body), { status: 201 });
    },
    updateRightsDocument: ({ params, body }, { actor }) => service.updateRightsDocument(actor, params.documentId, body),
    readRightsDocument: ({ params }, { actor, request }) => service.readRightsDocument(actor, params.documentId, request),
    removeRightsDocument: ({ params }, { actor }) => service.removeRightsDocument(actor, params.documentId).then(() => ({})),
    listRightsChanges: ({ query }, { actor }) => service.listRightsChanges(actor, query),
  };
}
