import { hashPassword } from 'better-auth/crypto';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { identityErrors } from '../errors.ts';
import { resetMail } from '../mails.ts';
import * as links from '../repo-links.ts';
import * as repo from '../repo.ts';
import { hashSecret, newLinkToken } from '../secrets.ts';
import type { IdentityParts } from './parts.ts';

// NIST SP 800-63B and OWASP's sheet on forgotten passwords ask for a short life; an hour covers a slow mail server.
const mailedMinutes = 60;
// A copied link goes by hand, perhaps over night.
const copiedMinutes = 24 * 60;

/**
 * A link with which a member sets a new password: mailed where it can be, else answered for the owner to hand on.
 * Throws member_not_found, and member_elsewhere where the link would have to be shown though other organisations trust that account too.
 */
export async function makeResetLink(
  parts: IdentityParts,
  actor: Actor,
  memberId: string,
): Promise<{ link: string | null; mailed: boolean }> {
  const { member, shared, language } = await parts.db.transaction(async (trx) => {
    const found = await repo.findMember(trx, actor.organisationId, memberId);
    if (!found) throw identityErrors.member_not_found({ id: memberId });
    const elsewhere = (await repo.listOrganisationsOf(trx, found.userId)).length > 1;
    if (elsewhere && !parts.mail.configured) throw identityErrors.member_elsewhere({ email: found.email });
    await parts.audit.record(trx, actor, 'identity.reset_link', { id: found.id, title: found.email });
    return { member: found, shared: elsewhere, language: (await repo.findUser(trx, found.userId))?.language ?? null };
  });
  const mailed = parts.mail.configured && (await mailLink(parts, { ...member, language }));
  if (mailed) return { link: null, mailed };
  if (shared) throw identityErrors.member_elsewhere({ email: member.email });
  return { link: await parts.db.transaction((trx) => insertLink(parts, trx, member.userId, copiedMinutes)), mailed: false };
}

/** Mails a link to a person who forgot the password. Always answers alike and at once: nobody learns who has an account. */
export async function requestReset(parts: IdentityParts, email: string, address: string): Promise<{ mailConfigured: boolean }> {
  if (parts.mail.configured) parts.background.add(mailForgotten(parts, email.trim().toLowerCase(), address));
  return { mailConfigured: parts.mail.configured };
}

async function mailForgotten(parts: IdentityParts, email: string, address: string): Promise<void> {
  try {
    // The limit is kept silently: an answer that differs would tell.
    await parts.limits.begin(address, `reset:${email}`);
    const user = await parts.db.read((trx) => repo.findUserByEmail(trx, email));
    if (user) await mailLink(parts, { userId: user.id, name: user.name, email: user.email, language: user.language });
  } catch (error) {
    if (isAppError(error, 'identity.too_many_attempts')) parts.log.warn('identity.reset_limited', { address });
    else parts.log.error('identity.reset_not_mailed', { error });
  }
}

type Recipient = { userId: string; name: string; email: string; language: string | null };

async function mailLink(parts: IdentityParts, to: Recipient): Promise<boolean> {
  const link = await parts.db.transaction((trx) => insertLink(parts, trx, to.userId, mailedMinutes));
  return parts.mail.send(resetMail({ to: to.email, language: to.language, link, name: to.name, minutes: mailedMinutes }));
}

async function insertLink(parts: IdentityParts, trx: Trx, userId: string, minutes: number): Promise<string> {
  const token = newLinkToken();
  const now = parts.clock.now();
  await links.insertOneTimeLink(trx, {
    id: newId('oneTimeLink', now.getTime()),
    user_id: userId,
    purpose: 'reset_password',
    token_hash: token.hash,
    created_at: now,
    expires_at: new Date(now.getTime() + minutes * 60_000),
    used_at: null,
  });
  return `${parts.baseUrl}/reset/${token.secret}`;
}

/** Sets a new password by a link; every session of the person ends. Throws link_invalid. */
export async function resetPassword(parts: IdentityParts, token: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await parts.db.transaction(async (trx) => {
    const now = parts.clock.now();
    const link = await links.useOneTimeLink(trx, hashSecret(token), now);
    const user = link && (await repo.findUser(trx, link.user_id));
    if (!user) throw identityErrors.link_invalid({});
    await repo.setPassword(trx, user.id, { id: newId('account', now.getTime()), passwordHash }, now);
    await repo.deleteSessions(trx, user.id);
    for (const place of await repo.listOrganisationsOf(trx, user.id)) {
      const actor: Actor = { kind: 'person', id: user.id, name: user.name, organisationId: place.id, role: place.role, requestId: null };
      await parts.audit.record(trx, actor, 'identity.reset_password', { id: user.id, title: user.email });
    }
  });
}
