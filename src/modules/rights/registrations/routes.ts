import type { Handlers } from '../../../platform/http/server.ts';
import type { rightsContract } from '../contract.ts';
import type { registrationsRoutes } from './contract.ts';
import type { RegistrationsUses } from './service.ts';

/** What registrations' routes do. */
export function registrationsHandlers(service: RegistrationsUses): Pick<Handlers<typeof rightsContract>, keyof typeof registrationsRoutes> {
  return {
    registerWork: ({ body }, { actor }) => service.registerWork(actor, body),
    listRegistrations: ({ query }, { actor }) => service.listRegistrations(actor, query),
    getRegistration: ({ params }, { actor }) => service.getRegistration(actor, params.registrationId),
    listRegisteredAssets: ({ params, query }, { actor }) => service.listRegisteredAssets(actor, params.registrationId, query),
    getRegistrationChanges: ({ params }, { actor }) => service.getRegistrationChanges(actor, params.registrationId),
    getRegistrable: ({ params }, { actor }) => service.getRegistrable(actor, params.workId),
    listAuthorities: () => service.listAuthorities(),
    stampRegistration: ({ params, body }, { actor }) => service.stampRegistration(actor, params.registrationId, body),
    getCertificate: ({ params, query }, { actor }) => service.getCertificate(actor, params.registrationId, query.language),
    getBundle: ({ params, query }, { actor }) => service.getBundle(actor, params.registrationId, query),
    sealCaptures: ({ params, body }, { actor }) => service.sealCaptures(actor, params.registrationId, body.captureIds),
    verifyRoot: ({ params }) => service.verifyRoot(params.root),
    showRoot: ({ params, query }, { request }) =>
      service.showRoot(params.root, query.language ?? null, request.headers.get('accept-language')),
    getIdentifiers: ({ params }, { actor }) => service.getIdentifiers(actor, params.workId),
    setIdentifiers: ({ params, body }, { actor }) => service.setIdentifiers(actor, params.workId, body.items),
    checkIdentifier: ({ query }) => service.checkIdentifier(query.scheme, query.value),
  };
}
