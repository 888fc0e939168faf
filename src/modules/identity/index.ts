/**
 * Who people are and what they may do: users, organisations, members and roles, invitations, API keys, sign-in, and the
 * audit trail of every module. It does not own what other modules' permissions mean: their contracts say that.
 * Start reading at routes.ts (what is promised, use-case by use-case) and sign-in.ts (better-auth under our rules; auth-routes.ts
 * has what of it the world may reach).
 */
export { createAudit, type AuditTrail } from './audit.ts';
export { identityMigrations } from './migrations/index.ts';
export { createIdentity, type Identity } from './identity.ts';
export { createPeople, type NewMember, type People, type Person } from './service/people.ts';
