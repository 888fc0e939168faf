import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Contract, Role } from '../../../platform/http/contract.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import type { AuditTrail } from '../audit.ts';
import type { AttemptLimits } from '../limits.ts';
import type { SignIn, SignInSettings } from '../sign-in.ts';

/** Something that another module does after a member was removed; in the transaction of that, or not at all. */
export type Removal = (trx: Trx, actor: Actor, userId: string) => Promise<void>;

/** What identity's use-cases work with. */
export type IdentityParts = SignInSettings & {
  readonly mail: Mailer;
  readonly audit: AuditTrail;
  readonly signIn: SignIn;
  readonly limits: AttemptLimits;
  /** Of all modules: they say what a role may do. */
  readonly contracts: readonly Contract[];
  /** What other modules do when somebody is removed, in the transaction of the removal. */
  readonly removals: readonly Removal[];
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
