import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import * as auth from './auth-routes.ts';
import { identityContract } from './contract.ts';
import * as apiKeys from './service/api-keys.ts';
import { listAudit } from './service/audit-trail.ts';
import * as invitations from './service/invitations.ts';
import * as members from './service/members.ts';
import * as organisations from './service/organisations.ts';
import type { IdentityParts } from './service/parts.ts';
import * as passwords from './service/passwords.ts';

const nothing = (): Record<string, never> => ({});

/** identityContract kept by the use-cases in service/. */
export function bindIdentity(parts: IdentityParts): BoundContract {
  return bindRoutes(identityContract, {
    signIn: ({ body }, context) => auth.signInByEmail(parts, body, context),
    signOut: (_, context) => auth.signOut(parts, context),
    changePassword: ({ body }, context) => auth.changePassword(parts, body, context),
    updateMe: ({ body }, { signedIn }) => organisations.updateMe(parts, signedIn!, body),
    getMe: (_, { signedIn }) => organisations.getMe(parts, signedIn!),
    switchOrganisation: ({ body }, { signedIn, request }) =>
      organisations.switchOrganisation(parts, signedIn!, request, body.organisationId),
    createOrganisation: ({ body }, { signedIn }) => organisations.createOrganisation(parts, signedIn!, body.name),
    renameOrganisation: ({ body }, { actor }) => organisations.renameOrganisation(parts, actor, body.name),
    listMembers: (_, { actor }) => members.listMembers(parts, actor),
    changeRole: ({ params, body }, { actor }) => members.changeRole(parts, actor, params.memberId, body.role),
    removeMember: ({ params }, { actor }) => members.removeMember(parts, actor, params.memberId).then(nothing),
    listInvitations: (_, { actor }) => invitations.listInvitations(parts, actor),
    invite: ({ body }, { actor, request }) => invitations.invite(parts, actor, body, request),
    cancelInvitation: ({ params }, { actor }) => invitations.cancelInvitation(parts, actor, params.invitationId).then(nothing),
    readInvitation: ({ params }) => invitations.readInvitation(parts, params.token),
    acceptInvitation: ({ params, body }, { signedIn, request }) =>
      invitations.acceptInvitation(parts, params.token, body, signedIn, request),
    listApiKeys: (_, { actor }) => apiKeys.listApiKeys(parts, actor),
    createApiKey: ({ body }, { actor }) => apiKeys.createApiKey(parts, actor, body),
    revokeApiKey: ({ params }, { actor }) => apiKeys.revokeApiKey(parts, actor, params.keyId).then(nothing),
    resetLink: ({ params }, { actor }) => passwords.makeResetLink(parts, actor, params.memberId),
    requestReset: ({ body }, { address }) => passwords.requestReset(parts, body.email, address),
    resetPassword: ({ params, body }) => passwords.resetPassword(parts, params.token, body.password).then(nothing),
    listAudit: ({ query }, { actor }) => listAudit(parts, actor, query),
  });
}
