import { hashPassword } from 'better-auth/crypto';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { Actor, SignedIn } from '../../../platform/http/actor.ts';
import type { Role } from '../../../platform/http/contract.ts';
import { negotiateLanguage } from '../../../platform/i18n.ts';
import { newId } from '../../../platform/ids.ts';
import type { invitation } from '../contract.ts';
import { identityErrors } from '../errors.ts';
import { invitationMail } from '../mails.ts';
import * as links from '../repo-links.ts';
import * as repo from '../repo.ts';
import { hashSecret, newLinkToken } from '../secrets.ts';
import type { IdentityTables } from '../tables.ts';
import { dayMs, type IdentityParts } from './parts.ts';

type Invitation = z.output<typeof invitation>;
const invitationDays = 7;
const mostOpen = 500;

function onWire(row: Selectable<IdentityTables['invitations']>, now: Date, link: string | null): Invitation {
  const state = row.accepted_at ? 'accepted' : row.cancelled_at ? 'cancelled' : row.expires_at <= now ? 'expired' : 'pending';
  return { id: row.id, email: row.email, role: row.role, state, expiresAt: row.expires_at.toISOString(), link };
}

export async function listInvitations(parts: IdentityParts, actor: Actor): Promise<{ items: Invitation[] }> {
  const rows = await parts.db.read((trx) => links.listOpenInvitations(trx, actor.organisationId));
  return { items: rows.map((row) => onWire(row, parts.clock.now(), null)) };
}

/** Invites an address, in place of an invitation that it has. Answers with the link where no mail could be sent. Throws already_member, too_many. */
export async function invite(
  parts: IdentityParts,
  actor: Actor,
  input: { email: string; role: Role },
  request: Request,
): Promise<Invitation> {
  const email = input.email.trim().toLowerCase();
  const token = newLinkToken();
  const now = parts.clock.now();
  const row = {
    id: newId('invitation', now.getTime()),
    organisation_id: actor.organisationId,
    email,
    role: input.role,
    token_hash: token.hash,
    invited_by: actor.id,
    created_at: now,
    expires_at: new Date(now.getTime() + invitationDays * dayMs),
    accepted_at: null,
    cancelled_at: null,
  };
  const { organisation, language } = await parts.db.transaction(async (trx) => {
    const here = await repo.lockOrganisation(trx, actor.organisationId);
    if (!here) throw identityErrors.organisation_not_found({ id: actor.organisationId });
    if (await repo.findMemberByEmail(trx, actor.organisationId, email)) throw identityErrors.already_member({ email });
    await links.cancelInvitationsTo(trx, actor.organisationId, email, now);
    if ((await links.listOpenInvitations(trx, actor.organisationId)).length >= mostOpen) throw identityErrors.too_many({ most: mostOpen });
    await links.insertInvitation(trx, row);
    await parts.audit.record(trx, actor, 'identity.invite', { id: row.id, title: email }, { role: input.role });
    return { organisation: here.name, language: (await repo.findUserByEmail(trx, email))?.language ?? null };
  });
  const link = `${parts.baseUrl}/join/${token.secret}`;
  // A stranger's language is not known: the one of whoever invites is the best guess.
  const words = { to: email, language: language ?? negotiateLanguage(request.headers.get('accept-language')), link, days: invitationDays };
  const mailed = await parts.mail.send(invitationMail({ ...words, organisation, inviter: actor.name, role: input.role }));
  return onWire(row, now, mailed ? null : link);
}

/** Throws invitation_not_found for one that is unknown or no longer open. */
export async function cancelInvitation(parts: IdentityParts, actor: Actor, invitationId: string): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const cancelled = await links.cancelInvitation(trx, actor.organisationId, invitationId, parts.clock.now());
    if (!cancelled) throw identityErrors.invitation_not_found({ id: invitationId });
    await parts.audit.record(trx, actor, 'identity.cancel_invitation', { id: cancelled.id, title: cancelled.email });
  });
}

/** What a link offers. Throws link_invalid. */
export async function readInvitation(
  parts: IdentityParts,
  token: string,
): Promise<{ organisation: string; email: string; role: Role; hasAccount: boolean }> {
  return parts.db.read(async (trx) => {
    const found = await links.findInvitationByToken(trx, hashSecret(token), parts.clock.now());
    if (!found) throw identityErrors.link_invalid({});
    const hasAccount = (await repo.findUserByEmail(trx, found.email)) !== undefined;
    return { organisation: found.organisation_name, email: found.email, role: found.role, hasAccount };
  });
}

type Joining = { name?: string | undefined; password?: string | undefined };

/**
 * Joins by a link: as the person who is signed in, whose e-mail must be the invited one, or with a new account.
 * Throws link_invalid, invitation_for_other, account_exists (sign in first), details_missing (name and password).
 */
export async function acceptInvitation(
  parts: IdentityParts,
  token: string,
  details: Joining,
  who: SignedIn | null,
  request: Request,
): Promise<{ email: string }> {
  const tokenHash = hashSecret(token);
  const person = who?.kind === 'person' ? who : null;
  // Hashing a password takes tens of milliseconds: before the transaction, and only for a link that is good.
  const offered = await parts.db.read((trx) => links.findInvitationByToken(trx, tokenHash, parts.clock.now()));
  if (!offered) throw identityErrors.link_invalid({});
  const passwordHash = !person && details.password ? await hashPassword(details.password) : null;
  return parts.db.transaction(async (trx) => {
    await repo.lockOrganisation(trx, offered.organisation_id);
    const now = parts.clock.now();
    const account = await repo.findUserByEmail(trx, offered.email);
    if (person && account?.id !== person.id) throw identityErrors.invitation_for_other({ email: offered.email });
    if (!person && account) throw identityErrors.account_exists({ email: offered.email });
    if (!person && (!passwordHash || !details.name)) throw identityErrors.details_missing({});
    if (!(await links.acceptInvitation(trx, offered.id, now))) throw identityErrors.link_invalid({});
    let joined = account;
    if (!joined) {
      const language = negotiateLanguage(request.headers.get('accept-language'));
      const user = { id: newId('user', now.getTime()), name: details.name!, email: offered.email, email_verified: true, language };
      await repo.insertUser(trx, user, { id: newId('account', now.getTime()), passwordHash: passwordHash! });
      joined = { ...user, image: null, created_at: now, updated_at: now };
    }
    if (await repo.findMemberByEmail(trx, offered.organisation_id, offered.email))
      throw identityErrors.already_member({ email: offered.email });
    const memberId = newId('member', now.getTime());
    await repo.insertMember(trx, {
      id: memberId,
      organisation_id: offered.organisation_id,
      user_id: joined.id,
      role: offered.role,
      created_at: now,
    });
    const actor: Actor = {
      kind: 'person',
      id: joined.id,
      name: joined.name,
      organisationId: offered.organisation_id,
      role: offered.role,
      requestId: null,
    };
    await parts.audit.record(
      trx,
      actor,
      'identity.accept_invitation',
      { id: memberId, title: offered.email },
      { role: offered.role, invitation: offered.id },
    );
    return { email: offered.email };
  });
}
