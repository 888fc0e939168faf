import type { Role } from './contract.ts';

/** Who acts: in requests as sign-in says; in jobs and on the command line as the caller says. */
export type Actor = {
  readonly kind: 'person' | 'api_key' | 'system' | 'command_line';
  /** User or key id; null for the system and the command line. */
  readonly id: string | null;
  readonly name: string;
  /** The wall: every query of a module carries it. */
  readonly organisationId: string;
  readonly role: Role;
  readonly requestId: string | null;
  /** The only permissions that an API key has, below its role's; absent for everybody else and for keys without scopes. */
  readonly scopes?: readonly string[] | null;
};

/** A signed-in person who may not belong to an organisation yet; only `session` routes see one. */
export type SignedIn = Omit<Actor, 'organisationId' | 'role'> & { readonly organisationId: string | null; readonly role: Role | null };

/** The actor of background work that an organisation caused. */
export function systemActor(organisationId: string): Actor {
  return { kind: 'system', id: null, name: 'Hookline', organisationId, role: 'owner', requestId: null };
}
