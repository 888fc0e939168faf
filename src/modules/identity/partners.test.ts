import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { openTestHouse, sessionCookie, signIn, type Send, type TestHouse } from '../../../test/support/house.ts';
import { isAppError } from '../../platform/errors.ts';
import { systemClock } from '../../platform/time.ts';
import { createPeople, type NewMember, type People } from './index.ts';

let database: TestDatabase;
let house: TestHouse;
let request: Send;
let tenant: TestTenant;
let members: People;
beforeAll(async () => {
  database = await openTestDatabase();
  house = openTestHouse(database.db);
  request = house.request;
  tenant = await freshTenant(database.db);
  members = createPeople(systemClock);
});
afterAll(() => database.drop());

// Answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;
const asOwner = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: Loose }> => {
  const cookie = await sessionCookie(database.db, tenant.actor.id!);
  const response = await request(method, path, { cookie, ...(body !== undefined && { body }) });
  return { status: response.status, body: await response.json() };
};
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
const enrol = (person: NewMember, role: 'creator' | 'agency' = 'creator', organisationId: string = tenant.organisationId) =>
  database.db.transaction((trx) => members.enrol(trx, { organisationId, role, person }));

describe('an API key with scopes', () => {
  test('opens what they name and nothing else, whatever its role holds', async () => {
    const { body: key } = await asOwner('POST', '/api/v1/api-keys', {
      name: 'narrow',
      role: 'owner',
      scopes: ['identity.read_members', 'identity.read_members'],
    });
    expect(key.scopes).toEqual(['identity.read_members']);
    expect((await request('GET', '/api/v1/members', { key: key.secret })).status).toBe(200);
    const refused = await request('GET', '/api/v1/audit-events', { key: key.secret });
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { code: 'platform.forbidden', params: { permission: 'identity.read_audit' } },
    ]);
    const { body: wide } = await asOwner('POST', '/api/v1/api-keys', { name: 'wide', role: 'owner' });
    expect(wide.scopes).toBeNull();
    expect((await request('GET', '/api/v1/audit-events', { key: wide.secret })).status).toBe(200);
    const listed = (await asOwner('GET', '/api/v1/api-keys')).body.items as Loose[];
    expect(listed.find(({ id }) => id === key.id)).toMatchObject({ scopes: ['identity.read_members'] });
  });

  test('is refused for permissions that its role does not hold, and for partners, who have no keys', async () => {
    const make = (body: object): Promise<{ status: number; body: Loose }> => asOwner('POST', '/api/v1/api-keys', { name: 'x', ...body });
    expect((await make({ role: 'operator', scopes: ['identity.manage'] })).body).toMatchObject({
      code: 'identity.scope_unknown',
      params: { scope: 'identity.manage', role: 'operator' },
    });
    expect((await make({ role: 'owner', scopes: ['nothing.at_all'] })).body.code).toBe('identity.scope_unknown');
    for (const body of [{ role: 'creator' }, { role: 'agency' }, { role: 'owner', scopes: [] }])
      expect((await make(body)).status).toBe(400);
  });
});

describe('partners', () => {
  test('are not invited as staff, nor made staff by a change of role; they can be removed', async () => {
    expect((await asOwner('POST', '/api/v1/invitations', { email: 'a@example.com', role: 'creator' })).status).toBe(400);
    const { memberId } = await enrol({ name: 'Dao', email: 'Dao@Example.com ', passwordHash: 'x', language: 'zh-CN' });
    expect((await asOwner('PATCH', `/api/v1/members/${memberId}`, { role: 'editor' })).body.code).toBe('identity.member_is_partner');
    expect((await asOwner('PATCH', `/api/v1/members/${memberId}`, { role: 'creator' })).status).toBe(400);
    expect((await asOwner('DELETE', `/api/v1/members/${memberId}`)).status).toBe(200);
  });

  test('hold no permission of the house', async () => {
    for (const role of ['agency', 'creator'] as const) {
      const cookie = await sessionCookie(database.db, tenant.actors[role].id!);
      const me = (await (await request('GET', '/api/v1/me', { cookie })).json()) as Loose;
      expect([me.role, me.permissions]).toEqual([role, []]);
      expect((await request('GET', '/api/v1/members', { cookie })).status).toBe(403);
    }
  });
});

describe('enrolling', () => {
  test('makes an account that signs in, or takes one that is there into another organisation', async () => {
    const passwordHash = await members.hashPassword('correct horse battery');
    const { userId, isNew } = await enrol({ name: '阿岚', email: 'Lan@Example.com', passwordHash, language: 'zh-CN' });
    expect(isNew).toBe(true);
    const cookie = await signIn(request, 'lan@example.com', 'correct horse battery');
    expect(await (await request('GET', '/api/v1/me', { cookie })).json()).toMatchObject({
      user: { id: userId, name: '阿岚' },
      role: 'creator',
    });
    const other = await freshTenant(database.db);
    expect(await enrol({ userId }, 'agency', other.organisationId)).toMatchObject({ userId, isNew: false });
    await database.db.read(async (trx) => {
      expect(await members.findMembership(trx, other.organisationId, userId)).toMatchObject({ role: 'agency' });
      expect(await members.userOf(trx, userId)).toEqual({ id: userId, name: '阿岚', email: 'lan@example.com', language: 'zh-CN' });
      const staff = await members.listUserIds(trx, other.organisationId, ['owner', 'operator']);
      expect(staff.sort()).toEqual([other.actors.owner.id, other.actors.operator.id].sort());
      expect((await members.usersOf(trx, [userId, 'usr_nobody'])).size).toBe(1);
      expect((await members.findOrganisationBySlug(trx, other.organisationId.replace('_', '-')))?.id).toBe(other.organisationId);
    });
  });

  test('refuses an e-mail that has an account, a member, and who or what is not there; all in the caller’s transaction', async () => {
    const person = { name: 'Twice', email: 'twice@example.com', passwordHash: 'x', language: null };
    const { userId } = await enrol(person);
    expect(await codeOf(enrol(person))).toBe('identity.account_exists');
    expect(await codeOf(enrol({ userId }))).toBe('identity.already_member');
    expect(await codeOf(enrol({ userId: 'usr_nobody' }))).toBe('identity.member_not_found');
    expect(await codeOf(enrol({ userId }, 'creator', 'org_nowhere'))).toBe('identity.organisation_not_found');
    const rolledBack = database.db.transaction(async (trx) => {
      await members.enrol(trx, {
        organisationId: tenant.organisationId,
        role: 'creator',
        person: { ...person, email: 'gone@example.com' },
      });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await database.db.read((trx) => members.findByEmail(trx, 'GONE@example.com'))).toBeNull();
    await database.db.transaction((trx) => members.expel(trx, tenant.organisationId, userId));
    expect(await database.db.read((trx) => members.findMembership(trx, tenant.organisationId, userId))).toBeNull();
  });
});
