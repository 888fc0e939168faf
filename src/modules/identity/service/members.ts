import type { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Role } from '../../../platform/http/contract.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { member } from '../contract.ts';
import { identityErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import type { IdentityParts } from './parts.ts';

type Member = z.output<typeof member>;

function onWire(row: repo.MemberRow): Member {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

export async function listMembers(parts: IdentityParts, actor: Actor): Promise<{ items: Member[] }> {
  const rows = await parts.db.read((trx) => repo.listMembers(trx, actor.organisationId));
  return { items: rows.map(onWire) };
}

/** Throws member_not_found, member_is_partner, and last_owner rather than leave an organisation without an owner. */
export async function changeRole(parts: IdentityParts, actor: Actor, memberId: string, role: Role): Promise<Member> {
  return parts.db.transaction(async (trx) => {
    const found = await lockedMember(trx, actor, memberId);
    if (found.role === 'agency' || found.role === 'creator')
      throw identityErrors.member_is_partner({ email: found.email, role: found.role });
    if (role !== 'owner') await keepAnOwner(trx, actor, found);
    await repo.setRole(trx, actor.organisationId, memberId, role);
    await parts.audit.record(trx, actor, 'identity.change_role', { id: found.id, title: found.email }, { before: found.role, after: role });
    return onWire({ ...found, role });
  });
}

/** Throws member_not_found, and last_owner rather than leave an organisation without an owner. */
export async function removeMember(parts: IdentityParts, actor: Actor, memberId: string): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const found = await lockedMember(trx, actor, memberId);
    await keepAnOwner(trx, actor, found);
    await repo.deleteMember(trx, actor.organisationId, memberId);
    for (const removal of parts.removals) await removal(trx, actor, found.userId);
    await parts.audit.record(trx, actor, 'identity.remove_member', { id: found.id, title: found.email }, { role: found.role });
  });
}

// The organisation's row is held first: two owners who demote one another at once come one after the other, and the
// second finds itself the last.
async function lockedMember(trx: Trx, actor: Actor, memberId: string): Promise<repo.MemberRow> {
  await repo.lockOrganisation(trx, actor.organisationId);
  const found = await repo.findMember(trx, actor.organisationId, memberId);
  if (!found) throw identityErrors.member_not_found({ id: memberId });
  return found;
}

async function keepAnOwner(trx: Trx, actor: Actor, found: repo.MemberRow): Promise<void> {
  if (found.role !== 'owner') return;
  if ((await repo.countMembers(trx, actor.organisationId, 'owner')) <= 1) throw identityErrors.last_owner({ email: found.email });
}
