import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { creatorsContract } from './contract.ts';
import type { CreatorsService } from './service/index.ts';

const nothing = (): Record<string, never> => ({});

export function creatorsRoutes(service: CreatorsService): BoundContract {
  return bindRoutes(creatorsContract, {
    listCreators: ({ query }, { actor }) => service.listCreators(actor, query),
    getCreator: ({ params }, { actor }) => service.getDetail(actor, params.creatorId),
    updateCreator: ({ params, body }, { actor }) => service.updateCreator(actor, params.creatorId, body),
    getMine: (_, { actor }) => service.getMine(actor),
    updateMine: ({ body }, { actor }) => service.updateMine(actor, body),
    leave: ({ body }, { actor }) => service.leave(actor, body.from).then(nothing),
    listInvitations: (_, { actor }) => service.listInvitations(actor),
    invite: ({ body }, { actor, request }) => service.invite(actor, body, request),
    cancelInvitation: ({ params }, { actor }) => service.cancelInvitation(actor, params.invitationId).then(nothing),
    readJoin: ({ params }) => service.readJoin(params.token),
    join: ({ params, body }, { signedIn, request }) => service.join(params.token, body, signedIn, request),
    readSignup: ({ params }) => service.readSignup(params.token),
    signUp: ({ body }, { request }) => service.signUp(body, request),
    getSignupSettings: (_, { actor }) => service.getSignupSettings(actor),
    updateSignupSettings: ({ body }, { actor }) => service.updateSignupSettings(actor, body.open),
    listAgencies: ({ query }, { actor }) => service.listAgencies(actor, query),
    createAgency: ({ body }, { actor }) => service.createAgency(actor, body),
    getAgency: ({ params }, { actor }) => service.getAgency(actor, params.agencyId),
    updateAgency: ({ params, body }, { actor }) => service.updateAgency(actor, params.agencyId, body),
    listAccounts: ({ query }, { actor }) => service.listAccounts(actor, query),
    fileAccount: ({ body }, { actor }) => service.fileAccount(actor, body),
    updateAccount: ({ params, body }, { actor }) => service.updateAccount(actor, params.accountId, body),
    withdrawAccount: ({ params }, { actor }) => service.withdrawAccount(actor, params.accountId).then(nothing),
    decideAccounts: ({ body }, { actor }) => service.decideAccounts(actor, body),
    listTerms: (_, { actor }) => service.listTerms(actor),
    publishTerms: ({ body }, { actor }) => service.publishTerms(actor, body),
    acceptTerms: async ({ body }, { actor }) => {
      await service.acceptTerms(actor, body.version);
      return service.getMine(actor);
    },
  });
}
