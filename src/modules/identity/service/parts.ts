import type { Contract, Role } from '../../../platform/http/contract.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import type { AuditTrail } from '../audit.ts';
import type { AttemptLimits } from '../limits.ts';
import type { SignIn, SignInSettings } from '../sign-in.ts';

/** What identity's use-cases work with. */
export type IdentityParts = SignInSettings & {
  readonly mail: Mailer;
  readonly audit: AuditTrail;
  readonly signIn: SignIn;
  readonly limits: AttemptLimits;
  /** Of all modules: they say what a role may do. */
  readonly contracts: readonly Contract[];
  /** Work that goes on after the answer is given; shutdown waits for it. */
  readonly background: { add(work: Promise<unknown>): void };
};

/** All permissions that a role holds, in alphabetical order. */
export function permissionsOf(contracts: readonly Contract[], role: Role | null): string[] {
  if (role === null) return [];
  return contracts
    .flatMap(({ permissions }) => Object.entries(permissions))
    .filter(([, holders]) => holders.includes(role))
    .map(([permission]) => permission)
    .sort();
}

export const dayMs = 24 * 3600 * 1000;
