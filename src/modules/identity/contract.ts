/** What identity promises beside better-auth's own routes below /api/auth: who I am, members, invitations, keys, audit. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery, roles } from '../../platform/http/contract.ts';

export const organisation = z.object({ id: z.string(), name: z.string(), slug: z.string() });

export const me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organisation: organisation.nullable(),
  role: z.enum(roles).nullable(),
  organisations: z.array(organisation.extend({ role: z.enum(roles) })),
  /** All that the present role allows, e.g. `catalog.write`. */
  permissions: z.array(z.string()),
});
export type Me = z.output<typeof me>;

export const member = z.object({ id: z.string(), userId: z.string(), name: z.string(), email: z.string(), role: z.enum(roles), createdAt: instant });
export const invitation = z.object({
  id: z.string(), email: z.string(), role: z.enum(roles), state: z.enum(['pending', 'accepted', 'cancelled', 'expired']), expiresAt: instant,
  /** Shown once, and only where no mail could be sent. */
  link: z.string().nullable(),
});
export const apiKey = z.object({ id: z.string(), name: z.string(), prefix: z.string(), role: z.enum(roles), createdAt: instant, expiresAt: instant.nullable(), lastUsedAt: instant.nullable() });
export const auditEvent = z.object({
  id: z.string(), at: instant,
  actor: z.object({ kind: z.enum(['person', 'api_key', 'system', 'command_line']), id: z.string().nullable(), name: z.string() }),
  /** `module.verb_noun` of what was done. */
  action: z.string(),
  subject: z.object({ id: z.string(), title: z.string() }).nullable(),
  params: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
});
export type AuditEvent = z.output<typeof auditEvent>;

/** NIST SP 800-63B asks for length and nothing else. */
const password = z.string().min(10).max(200);
const shortName = z.string().trim().min(1).max(100);

export const identityContract = defineContract({
  module: 'identity',
  schemas: { Organisation: organisation, Me: me, Member: member, Invitation: invitation, ApiKey: apiKey, AuditEvent: auditEvent },
  permissions: {
    'identity.read_members': ['owner', 'editor', 'viewer'],
    'identity.manage': ['owner'],
    'identity.read_audit': ['owner'],
  },
  routes: {
    signIn: { id: 'identity.sign_in', method: 'POST', path: '/api/auth/sign-in/email', summary: 'Sign in; the session is a cookie that scripts cannot read.', access: 'public', body: z.object({ email: z.string().min(1).max(300), password: z.string().min(1).max(300), rememberMe: z.boolean().default(true) }), produces: 'application/json', errors: ['identity.invalid_credentials', 'identity.too_many_attempts'], example: { email: 'lin@example.com', password: 'a long sentence only I know' } },
    signOut: { id: 'identity.sign_out', method: 'POST', path: '/api/auth/sign-out', summary: 'End the session.', access: 'session', produces: 'application/json' },
    changePassword: { id: 'identity.change_password', method: 'POST', path: '/api/auth/change-password', summary: "Set one's own password; other sessions end.", access: 'session', body: z.object({ currentPassword: z.string().min(1).max(300), newPassword: password }), produces: 'application/json', errors: ['identity.wrong_password', 'identity.too_many_attempts'], example: { currentPassword: 'what it was before', newPassword: 'a long sentence only I know' } },
    updateMe: { id: 'identity.update_me', method: 'PATCH', path: '/api/v1/me', summary: "Change one's own name, or the language of mails.", access: 'session', body: z.object({ name: shortName.optional(), language: z.string().max(20).optional() }), response: me, errors: ['identity.language_unknown'], example: { name: '林岚', language: 'zh-CN' } },
    getMe: { id: 'identity.get_me', method: 'GET', path: '/api/v1/me', summary: 'Who is signed in, where, and what they may do.', access: 'session', response: me },
    switchOrganisation: { id: 'identity.switch_organisation', method: 'POST', path: '/api/v1/me/organisation', summary: 'Work in another organisation.', access: 'session', body: z.object({ organisationId: z.string() }), response: me, errors: ['identity.organisation_not_found'], example: { organisationId: 'org_06dkx2n5r8t0c3g7k1p4v9w2ya' } },
    createOrganisation: { id: 'identity.create_organisation', method: 'POST', path: '/api/v1/organisations', summary: 'Make an organisation; whoever makes it owns it.', access: 'session', body: z.object({ name: shortName }), response: organisation, status: 201, errors: ['identity.too_many'], example: { name: '星河短剧' } },
    renameOrganisation: { id: 'identity.rename_organisation', method: 'PATCH', path: '/api/v1/organisation', summary: 'Rename the organisation.', access: 'identity.manage', body: z.object({ name: shortName }), response: organisation, errors: ['identity.organisation_not_found'], example: { name: '星河影业' } },
    listMembers: { id: 'identity.list_members', method: 'GET', path: '/api/v1/members', summary: 'The members of the organisation.', access: 'identity.read_members', response: z.object({ items: z.array(member) }) },
    changeRole: { id: 'identity.change_role', method: 'PATCH', path: '/api/v1/members/:memberId', summary: "Change a member's role; the last owner stays one.", access: 'identity.manage', params: z.object({ memberId: z.string() }), body: z.object({ role: z.enum(roles) }), response: member, errors: ['identity.member_not_found', 'identity.last_owner'], example: { role: 'editor' } },
    removeMember: { id: 'identity.remove_member', method: 'DELETE', path: '/api/v1/members/:memberId', summary: 'Remove a member; the last owner stays.', access: 'identity.manage', params: z.object({ memberId: z.string() }), response: z.object({}), errors: ['identity.member_not_found', 'identity.last_owner'] },
    listInvitations: { id: 'identity.list_invitations', method: 'GET', path: '/api/v1/invitations', summary: 'Invitations that are open.', access: 'identity.manage', response: z.object({ items: z.array(invitation) }) },
    invite: { id: 'identity.invite', method: 'POST', path: '/api/v1/invitations', summary: 'Invite by mail, or get a one-time link to copy where no mail server is set.', access: 'identity.manage', body: z.object({ email: z.email(), role: z.enum(roles) }), response: invitation, status: 201, errors: ['identity.already_member', 'identity.too_many'], example: { email: 'lin@example.com', role: 'editor' } },
    cancelInvitation: { id: 'identity.cancel_invitation', method: 'DELETE', path: '/api/v1/invitations/:invitationId', summary: 'Take an invitation back.', access: 'identity.manage', params: z.object({ invitationId: z.string() }), response: z.object({}), errors: ['identity.invitation_not_found'] },
    readInvitation: { id: 'identity.read_invitation', method: 'GET', path: '/api/v1/join/:token', summary: 'What an invitation link offers.', access: 'public', params: z.object({ token: z.string() }), response: z.object({ organisation: z.string(), email: z.string(), role: z.enum(roles), hasAccount: z.boolean() }), errors: ['identity.link_invalid'] },
    acceptInvitation: { id: 'identity.accept_invitation', method: 'POST', path: '/api/v1/join/:token', summary: 'Join, with a new account or as the person who is signed in.', access: 'public', params: z.object({ token: z.string() }), body: z.object({ name: shortName.optional(), password: password.optional() }), response: z.object({ email: z.string() }), errors: ['identity.link_invalid', 'identity.account_exists', 'identity.invitation_for_other', 'identity.already_member', 'identity.details_missing'], example: { name: '林岚', password: 'a long sentence only I know' } },
    listApiKeys: { id: 'identity.list_api_keys', method: 'GET', path: '/api/v1/api-keys', summary: 'API keys of the organisation, never their secrets.', access: 'identity.manage', response: z.object({ items: z.array(apiKey) }) },
    createApiKey: { id: 'identity.create_api_key', method: 'POST', path: '/api/v1/api-keys', summary: 'Make an API key; the secret is shown once.', access: 'identity.manage', body: z.object({ name: shortName, role: z.enum(roles), expiresInDays: z.number().int().min(1).max(3650).nullable().default(null) }), response: apiKey.extend({ secret: z.string() }), status: 201, errors: ['identity.too_many'], example: { name: 'nightly import', role: 'editor', expiresInDays: 365 } },
    revokeApiKey: { id: 'identity.revoke_api_key', method: 'DELETE', path: '/api/v1/api-keys/:keyId', summary: 'Revoke an API key.', access: 'identity.manage', params: z.object({ keyId: z.string() }), response: z.object({}), errors: ['identity.api_key_not_found'] },
    resetLink: { id: 'identity.reset_link', method: 'POST', path: '/api/v1/members/:memberId/reset-link', summary: 'A one-time link with which a member sets a new password; mailed where mail is set.', access: 'identity.manage', params: z.object({ memberId: z.string() }), response: z.object({ link: z.string().nullable(), mailed: z.boolean() }), errors: ['identity.member_not_found', 'identity.member_elsewhere'] },
    requestReset: { id: 'identity.request_reset', method: 'POST', path: '/api/v1/password-reset', summary: 'Ask for a mail with which to set a new password; always answers alike.', access: 'public', body: z.object({ email: z.email() }), response: z.object({ mailConfigured: z.boolean() }), example: { email: 'lin@example.com' } },
    resetPassword: { id: 'identity.reset_password', method: 'POST', path: '/api/v1/password-reset/:token', summary: 'Set a new password with a one-time link.', access: 'public', params: z.object({ token: z.string() }), body: z.object({ password: password }), response: z.object({}), errors: ['identity.link_invalid'], example: { password: 'a long sentence only I know' } },
    listAudit: { id: 'identity.list_audit', method: 'GET', path: '/api/v1/audit-events', summary: 'Who did what, newest first.', access: 'identity.read_audit', query: pageQuery.extend({ action: z.string().max(100).optional(), actorId: z.string().optional(), subjectId: z.string().optional() }), response: pageOf(auditEvent) },
  },
});
