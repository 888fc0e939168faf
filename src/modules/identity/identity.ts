import type { Contract } from '../../platform/http/contract.ts';
import type { Actor, SignedIn } from '../../platform/http/actor.ts';
import type { BoundContract } from '../../platform/http/server.ts';
import type { Mailer } from '../../platform/mail/index.ts';
import { createAudit, type AuditTrail } from './audit.ts';
import { identityContract } from './contract.ts';
import { identityErrors } from './errors.ts';
import { createAttemptLimits } from './limits.ts';
import * as repo from './repo.ts';
import { bindIdentity } from './routes.ts';
import { ensureOwner, type EnsuredOwner, type NewOwner } from './service/organisations.ts';
import type { IdentityParts, Removal } from './service/parts.ts';
import { createPeople, type People } from './service/people.ts';
import { createSignIn, type SignInSettings } from './sign-in.ts';

export type IdentitySettings = SignInSettings & {
  readonly mail: Mailer;
  /** The contracts of the other modules, for what a role may do in all of them. */
  readonly contracts?: readonly Contract[];
};

export type Identity = {
  readonly bound: BoundContract;
  /** Who sends a request: by session cookie, `Authorization: Bearer` or `X-Api-Key`. One query, two a minute for a key. */
  authenticate(request: Request): Promise<SignedIn | null>;
  readonly audit: AuditTrail;
  /** People and memberships, for modules whose own invitations and sign-ups make members. */
  readonly members: People;
  /** Has another module do its part when somebody is removed, in the transaction of the removal. */
  onRemoval(removal: Removal): void;
  /** Makes the first owner where nobody is; the password is told once, to be printed. */
  ensureOwner(owner: NewOwner): Promise<EnsuredOwner>;
  /** Who acts when the machine's own user runs a command: the organisation that was made first. */
  commandLineActor(): Promise<Actor>;
  /** At start, after the migrations: removes sessions, links and windows that are over. */
  prepare(): Promise<void>;
  /** Resolves when mails that go out after their answer are gone; for shutdown. */
  settle(): Promise<void>;
};

/** Puts identity together. Throws on a secret that is too short to sign cookies with. */
export function createIdentity(settings: IdentitySettings): Identity {
  if (settings.secret.length < 32) throw new Error('the secret that signs cookies needs at least 32 characters');
  const baseUrl = settings.baseUrl.replace(/\/+$/, '');
  const own = { ...settings, baseUrl };
  const audit = createAudit(settings.clock);
  const signIn = createSignIn(own);
  const limits = createAttemptLimits(settings.db, settings.clock);
  const running = new Set<Promise<unknown>>();
  const background = {
    add: (work: Promise<unknown>): void => {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
    },
  };
  const contracts = [identityContract, ...(settings.contracts ?? []).filter(({ module }) => module !== identityContract.module)];
  const removals: Removal[] = [];
  const parts: IdentityParts = { ...own, audit, signIn, limits, contracts, background, removals };
  return {
    bound: bindIdentity(parts),
    authenticate: signIn.authenticate,
    audit,
    members: createPeople(settings.clock),
    onRemoval: (removal) => void removals.push(removal),
    ensureOwner: (owner) => ensureOwner(parts, owner),
    commandLineActor: async () => {
      const organisation = await settings.db.read((trx) => repo.findFirstOrganisation(trx));
      if (!organisation) throw identityErrors.organisation_not_found({ id: '' });
      return { kind: 'command_line', id: null, name: 'hookline', organisationId: organisation.id, role: 'owner', requestId: null };
    },
    prepare: () => settings.db.transaction((trx) => repo.deleteExpired(trx, settings.clock.now())),
    settle: async () => {
      await Promise.allSettled(running);
    },
  };
}
