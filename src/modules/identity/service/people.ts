import { hashPassword } from 'better-auth/crypto';
import type { Trx } from '../../../platform/db/index.ts';
import type { Role } from '../../../platform/http/contract.ts';
import { newId } from '../../../platform/ids.ts';
import type { Clock } from '../../../platform/time.ts';
import { identityErrors } from '../errors.ts';
import * as repo from '../repo.ts';

/** Somebody with an account, or somebody for whom one is made; `email` in any case. */
export type NewMember = { userId: string } | { name: string; email: string; passwordHash: string; language: string | null };
export type Person = { id: string; name: string; email: string; language: string | null };
export type OrganisationFacts = { id: string; name: string; slug: string };

/** Identity's door to people, for modules with invitations and sign-ups of their own. */
export type People = {
  /**
   * Makes somebody a member, with a new account where the person has none. Throws account_exists (sign in first) for an e-mail
   * that has an account, already_member, member_not_found for an unknown userId, organisation_not_found.
   */
  enrol(
    trx: Trx,
    input: { organisationId: string; role: Role; person: NewMember },
  ): Promise<{ userId: string; memberId: string; isNew: boolean }>;
  /** The members who hold one of the roles, who joined first standing first. */
  listUserIds(trx: Trx, organisationId: string, roles: readonly Role[]): Promise<string[]>;
  /** Throws member_not_found. */
  userOf(trx: Trx, userId: string): Promise<Person>;
  usersOf(trx: Trx, userIds: readonly string[]): Promise<Map<string, Person>>;
  findByEmail(trx: Trx, email: string): Promise<Person | null>;
  /** The membership of a person in an organisation; null for a stranger. */
  findMembership(trx: Trx, organisationId: string, userId: string): Promise<{ memberId: string; role: Role } | null>;
  /** Ends a membership where there is one; what the person made stays. */
  expel(trx: Trx, organisationId: string, userId: string): Promise<void>;
  findOrganisationBySlug(trx: Trx, slug: string): Promise<OrganisationFacts | null>;
  /** Throws organisation_not_found. */
  getOrganisation(trx: Trx, organisationId: string): Promise<OrganisationFacts>;
  /** What is kept of a password of 10 to 200 characters; takes tens of milliseconds, so never inside a transaction. */
  hashPassword(password: string): Promise<string>;
};

export function createPeople(clock: Clock): People {
  return {
    enrol: async (trx, { organisationId, role, person }) => {
      if (!(await repo.lockOrganisation(trx, organisationId))) throw identityErrors.organisation_not_found({ id: organisationId });
      const { user, isNew } =
        'userId' in person ? { user: await getUser(trx, person.userId), isNew: false } : await makeUser(trx, clock, person);
      if (await repo.findMemberByUser(trx, organisationId, user.id)) throw identityErrors.already_member({ email: user.email });
      const now = clock.now();
      const memberId = newId('member', now.getTime());
      await repo.insertMember(trx, { id: memberId, organisation_id: organisationId, user_id: user.id, role, created_at: now });
      return { userId: user.id, memberId, isNew };
    },
    listUserIds: (trx, organisationId, roles) => repo.listUserIds(trx, organisationId, roles),
    userOf: getUser,
    usersOf: async (trx, userIds) => new Map((await repo.findUsers(trx, userIds)).map((row) => [row.id, personOf(row)])),
    findByEmail: async (trx, email) => {
      const row = await repo.findUserByEmail(trx, email.trim().toLowerCase());
      return row ? personOf(row) : null;
    },
    findMembership: async (trx, organisationId, userId) => {
      const row = await repo.findMemberByUser(trx, organisationId, userId);
      return row ? { memberId: row.id, role: row.role } : null;
    },
    expel: async (trx, organisationId, userId) => {
      const row = await repo.findMemberByUser(trx, organisationId, userId);
      if (row) await repo.deleteMember(trx, organisationId, row.id);
    },
    findOrganisationBySlug: (trx, slug) => repo.findOrganisationBySlug(trx, slug),
    getOrganisation: async (trx, organisationId) => {
      const found = await repo.findOrganisation(trx, organisationId);
      if (!found) throw identityErrors.organisation_not_found({ id: organisationId });
      return found;
    },
    hashPassword,
  };
}

function personOf(row: Person): Person {
  return { id: row.id, name: row.name, email: row.email, language: row.language };
}

async function getUser(trx: Trx, userId: string): Promise<Person> {
  const row = await repo.findUser(trx, userId);
  if (!row) throw identityErrors.member_not_found({ id: userId });
  return personOf(row);
}

async function makeUser(trx: Trx, clock: Clock, person: Exclude<NewMember, { userId: string }>): Promise<{ user: Person; isNew: true }> {
  const email = person.email.trim().toLowerCase();
  if (await repo.findUserByEmail(trx, email)) throw identityErrors.account_exists({ email });
  const now = clock.nowMs();
  const user = { id: newId('user', now), name: person.name, email, language: person.language };
  await repo.insertUser(trx, { ...user, email_verified: false }, { id: newId('account', now), passwordHash: person.passwordHash });
  return { user, isNew: true };
}
