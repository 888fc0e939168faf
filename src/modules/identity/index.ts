/**
 * Who people are and what they may do: users, organisations, members and roles, invitations, API keys, sign-in, and the
 * audit trail of every module. It does not own what other modules' permissions mean: their contracts say that.
 * Start reading at service.ts (use-cases) and sign-in.ts (better-auth, and what of it is open to the world).
 */
export { createAudit, type Audit, type AuditParams, type AuditSubject } from './audit.ts';
export { identityMigrations } from './migrations/index.ts';
