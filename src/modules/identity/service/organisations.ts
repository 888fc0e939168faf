import { hashPassword } from 'better-auth/crypto';
import { platformErrors } from '../../../platform/errors.ts';
import type { Actor, SignedIn } from '../../../platform/http/actor.ts';
import { languages } from '../../../platform/i18n.ts';
import { newId } from '../../../platform/ids.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Me } from '../contract.ts';
import { identityErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import { newPassword } from '../secrets.ts';
import { permissionsOf, type IdentityParts } from './parts.ts';

// Nobody works in so many; it bounds what one account can make.
const mostOrganisations = 50;

/** The person who is signed in, where they work, and what that allows. */
export async function getMe(parts: IdentityParts, who: SignedIn): Promise<Me> {
  const [user, organisations] = await parts.db.read(async (trx) =>
    Promise.all([repo.findUser(trx, who.id!), repo.listOrganisationsOf(trx, who.id!)]),
  );
  if (!user) throw platformErrors.unauthenticated();
  const here = organisations.find(({ id }) => id === who.organisationId) ?? null;
  return {
    user: { id: user.id, name: user.name, email: user.email },
    organisation: here && { id: here.id, name: here.name, slug: here.slug },
    role: here?.role ?? null,
    organisations,
    permissions: permissionsOf(parts.contracts, here?.role ?? null),
  };
}

/** Changes one's own name or language. Throws language_unknown where there are no texts in it. */
export async function updateMe(
  parts: IdentityParts,
  who: SignedIn,
  change: { name?: string | undefined; language?: string | undefined },
): Promise<Me> {
  if (change.language !== undefined && !languages().includes(change.language))
    throw identityErrors.language_unknown({ language: change.language });
  await parts.db.transaction(async (trx) => {
    await repo.updateUser(trx, who.id!, change, parts.clock.now());
    if (!who.organisationId || !who.role) return;
    const actor: Actor = { ...who, organisationId: who.organisationId, role: who.role };
    await parts.audit.record(trx, actor, 'identity.update_me', { id: who.id!, title: change.name ?? who.name }, { before: who.name });
  });
  return getMe(parts, who);
}

/** Works in another organisation from the next request on. Throws organisation_not_found for one that the person is not in. */
export async function switchOrganisation(parts: IdentityParts, who: SignedIn, request: Request, organisationId: string): Promise<Me> {
  const token = parts.signIn.sessionToken(request);
  if (token === null) throw platformErrors.unauthenticated();
  const place = await parts.db.transaction(async (trx) => {
    const found = (await repo.listOrganisationsOf(trx, who.id!)).find(({ id }) => id === organisationId);
    if (!found) throw identityErrors.organisation_not_found({ id: organisationId });
    await repo.setActiveOrganisation(trx, token, who.id!, organisationId);
    const actor: Actor = { ...who, organisationId, role: found.role };
    await parts.audit.record(trx, actor, 'identity.switch_organisation', { id: found.id, title: found.name });
    return found;
  });
  return getMe(parts, { ...who, organisationId, role: place.role });
}

/** Makes an organisation that the person owns. Throws too_many. */
export async function createOrganisation(
  parts: IdentityParts,
  who: SignedIn,
  name: string,
): Promise<{ id: string; name: string; slug: string }> {
  return parts.db.transaction(async (trx) => {
    if ((await repo.listOrganisationsOf(trx, who.id!)).length >= mostOrganisations)
      throw identityErrors.too_many({ most: mostOrganisations });
    const made = await insertOwned(parts, trx, who.id!, name);
    await parts.audit.record(trx, { ...who, organisationId: made.id, role: 'owner' }, 'identity.create_organisation', {
      id: made.id,
      title: name,
    });
    return made;
  });
}

export async function renameOrganisation(
  parts: IdentityParts,
  actor: Actor,
  name: string,
): Promise<{ id: string; name: string; slug: string }> {
  return parts.db.transaction(async (trx) => {
    const before = await repo.lockOrganisation(trx, actor.organisationId);
    const renamed = before && (await repo.renameOrganisation(trx, actor.organisationId, name));
    if (!renamed) throw identityErrors.organisation_not_found({ id: actor.organisationId });
    await parts.audit.record(trx, actor, 'identity.rename_organisation', { id: renamed.id, title: name }, { before: before.name });
    return { id: renamed.id, name: renamed.name, slug: renamed.slug };
  });
}

export type NewOwner = { readonly email: string; readonly name: string; readonly organisationName: string };
export type EnsuredOwner = { readonly created: boolean; readonly email: string; readonly password: string | null };

/** Makes the first person, with an organisation and a password that is told once; does nothing where anybody exists. */
export async function ensureOwner(parts: IdentityParts, owner: NewOwner): Promise<EnsuredOwner> {
  const email = owner.email.trim().toLowerCase();
  const nobody = { created: false, email, password: null };
  if (await parts.db.read((trx) => repo.hasUsers(trx))) return nobody;
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  return parts.db.transaction(async (trx) => {
    await repo.lockFirstStart(trx);
    if (await repo.hasUsers(trx)) return nobody;
    const now = parts.clock.nowMs();
    const user = { id: newId('user', now), name: owner.name, email, email_verified: true };
    await repo.insertUser(trx, user, { id: newId('account', now), passwordHash });
    const made = await insertOwned(parts, trx, user.id, owner.organisationName);
    const actor: Actor = { kind: 'system', id: null, name: 'Hookline', organisationId: made.id, role: 'owner', requestId: null };
    await parts.audit.record(trx, actor, 'identity.create_organisation', { id: made.id, title: made.name }, { owner: email });
    return { created: true, email, password };
  });
}

async function insertOwned(
  parts: IdentityParts,
  trx: Trx,
  userId: string,
  name: string,
): Promise<{ id: string; name: string; slug: string }> {
  const now = parts.clock.nowMs();
  const id = newId('organisation', now);
  const organisation = { id, name, slug: slugOf(name, id) };
  await repo.insertOrganisation(trx, { ...organisation, created_at: parts.clock.now() });
  await repo.insertMember(trx, {
    id: newId('member', now),
    organisation_id: id,
    user_id: userId,
    role: 'owner',
    created_at: parts.clock.now(),
  });
  return organisation;
}

/** Letters of the name that an address bears, and the end of the id, which makes it the only one. */
export function slugOf(name: string, id: string): string {
  const word = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return `${word || 'org'}-${id.slice(-8)}`;
}
