import { sql } from 'kysely';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { cookiesOf, openTestHouse, signIn, testOrigin, testSecret, type Send, type TestHouse } from '../../../test/support/house.ts';
import { silentLog } from '../../platform/log.ts';
import { systemClock } from '../../platform/time.ts';
import { authOptions } from './sign-in.ts';

let database: TestDatabase;
let house: TestHouse;
let owner: { email: string; password: string };
let cookie: string;
let request: Send;

beforeAll(async () => {
  database = await openTestDatabase();
  house = openTestHouse(database.db);
  request = house.request;
  const made = await house.identity.ensureOwner({ email: ' Boss@Example.com ', name: 'Boss', organisationName: '星河短剧' });
  owner = { email: made.email, password: made.password! };
  cookie = await signIn(request, owner.email, owner.password);
});
afterAll(() => database.drop());

// Answers whose shape the contract already checked; spelling it out again would hide what a test is about.
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const json = async (response: Response | Promise<Response>): Promise<Loose> => (await response).json();
const codeOf = async (response: Response | Promise<Response>): Promise<[number, string]> => {
  const got = await response;
  return [got.status, ((await got.json()) as { code: string }).code];
};

let people = 0;
/** A new member by invitation, signed in. */
async function join(
  role: 'owner' | 'editor' | 'viewer',
  by = cookie,
): Promise<{ email: string; password: string; cookie: string; memberId: string }> {
  const email = `person${++people}@example.com`;
  const invitation = await json(request('POST', '/api/v1/invitations', { cookie: by, body: { email, role } }));
  const path = new URL(invitation.link).pathname.replace('/join/', '/api/v1/join/');
  const joined = await request('POST', path, { body: { name: `Person ${people}`, password: 'correct horse battery' } });
  expect(joined.status).toBe(200);
  const own = await signIn(request, email, 'correct horse battery');
  const { items } = await json(request('GET', '/api/v1/members', { cookie: by }));
  return { email, password: 'correct horse battery', cookie: own, memberId: items.find((each: Loose) => each.email === email).id };
}

describe('the first start', () => {
  test('makes one owner with a strong password, and none where somebody is', async () => {
    expect(owner.email).toBe('boss@example.com');
    expect(owner.password).toMatch(/^[\w]{5}(-[\w]{5}){3}$/);
    expect(await house.identity.ensureOwner({ email: 'x@example.com', name: 'X', organisationName: 'X' })).toMatchObject({
      created: false,
      password: null,
    });
  });

  test('says who is signed in and what they may do', async () => {
    const me = await json(request('GET', '/api/v1/me', { cookie }));
    expect(me).toMatchObject({ user: { email: 'boss@example.com', name: 'Boss' }, organisation: { name: '星河短剧' }, role: 'owner' });
    expect(me.permissions).toEqual(['identity.manage', 'identity.read_audit', 'identity.read_members']);
  });

  test('better-auth finds every table and column that it needs', async () => {
    const options = authOptions({
      db: database.db,
      clock: systemClock,
      log: silentLog,
      baseUrl: testOrigin,
      secret: testSecret,
      trustedOrigins: [],
    });
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });
});

describe('sign-in', () => {
  test('cookies are HttpOnly and SameSite, and Secure behind https', async () => {
    const secure = openTestHouse(database.db, { baseUrl: 'https://hookline.test' });
    const response = await secure.request('POST', '/api/auth/sign-in/email', { body: owner });
    const set = response.headers.getSetCookie().join('\n');
    expect(set).toMatch(/__Secure-hookline\.session_token=[^\n]*HttpOnly/);
    expect(set).toMatch(/; Secure/);
    expect(set).toMatch(/SameSite=Lax/i);
    expect((await secure.request('GET', '/api/v1/me', { cookie: cookiesOf(response) })).status).toBe(200);
  });

  test('a cookie whose signature is not ours is nobody', async () => {
    const [name, value] = cookie.split('=') as [string, string];
    const forged = `${name}=${value.slice(0, 20)}${value[20] === 'a' ? 'b' : 'a'}${value.slice(21)}`;
    expect((await request('GET', '/api/v1/me', { cookie: forged })).status).toBe(401);
    expect((await request('GET', '/api/v1/me', { cookie: `${name}=%E0%A4%A` })).status).toBe(401);
  });

  test('a wrong password, an unknown e-mail and a text that is none answer alike', async () => {
    const answers = await Promise.all([
      request('POST', '/api/auth/sign-in/email', { address: '198.51.100.1', body: { email: owner.email, password: 'wrong wrong wrong' } }),
      request('POST', '/api/auth/sign-in/email', {
        address: '198.51.100.1',
        body: { email: 'nobody@example.com', password: 'wrong wrong wrong' },
      }),
      request('POST', '/api/auth/sign-in/email', { address: '198.51.100.1', body: { email: 'no e-mail', password: 'wrong wrong wrong' } }),
    ]);
    for (const answer of answers) expect(await codeOf(answer)).toEqual([401, 'identity.invalid_credentials']);
  });

  test('what of better-auth goes round our rules is closed', async () => {
    for (const path of [
      'sign-up/email',
      'forget-password',
      'request-password-reset',
      'reset-password',
      'organization/create',
      'api-key/create',
      'delete-user',
      'change-email',
      'update-user',
      'revoke-sessions',
      'constructor',
    ]) {
      expect(
        (await request('POST', `/api/auth/${path}`, { cookie, body: { email: 'a@b.cd', password: 'a password of mine', name: 'A' } }))
          .status,
        path,
      ).toBe(404);
    }
    expect((await request('GET', '/api/auth/sign-in/email')).status).toBe(405);
  });

  test('a request that another site caused is refused', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await request('POST', '/api/auth/sign-out', { cookie, body: {}, headers })).status).toBe(403);
    expect((await request('PATCH', '/api/v1/organisation', { cookie, body: { name: 'Owned' }, headers })).status).toBe(403);
  });

  test('an account takes ten wrong passwords, counted across processes and in parallel; then even the right one waits', async () => {
    const person = await join('viewer');
    const other = openTestHouse(database.db);
    const attempts = Array.from({ length: 16 }, (_, i) =>
      (i % 2 ? other.request : request)('POST', '/api/auth/sign-in/email', {
        address: `203.0.113.${i}`,
        body: { email: person.email, password: 'wrong wrong wrong' },
      }),
    );
    const statuses = (await Promise.all(attempts)).map((each) => each.status).sort();
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    const refused = await request('POST', '/api/auth/sign-in/email', {
      address: '203.0.113.99',
      body: { email: person.email.toUpperCase(), password: person.password },
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // The other process has a clock of its own, a little later.
    house.clock.advance(20 * 60_000);
    expect(
      (
        await request('POST', '/api/auth/sign-in/email', {
          address: '203.0.113.99',
          body: { email: person.email, password: person.password },
        })
      ).status,
    ).toBe(200);
  });

  test('an address takes fifty attempts whatever the account, a whole IPv6 /64 as one, and refused ones leave no rows', async () => {
    const attempt = (i: number): Promise<Response> =>
      request('POST', '/api/auth/sign-in/email', {
        address: `2001:db8:1:2::${i.toString(16)}`,
        body: { email: `guess${i}@example.com`, password: 'x' },
      });
    for (let i = 0; i < 50; i++) expect((await attempt(i)).status).toBe(401);
    const rows = async (): Promise<number> =>
      (await database.db.read((trx) => sql`select 1 from sign_in_windows`.execute(trx))).rows.length;
    const before = await rows();
    for (let i = 50; i < 60; i++) expect((await attempt(i)).status).toBe(429);
    expect(await rows()).toBeLessThanOrEqual(before);
    house.clock.advance(15 * 60_000 + 1);
  });

  test('one who signs in rightly is not counted', async () => {
    for (let i = 0; i < 52; i++) await signIn(request, owner.email, owner.password);
  });

  test('changing the password ends the other sessions and needs the present one', async () => {
    const person = await join('editor');
    const second = await signIn(request, person.email, person.password);
    const change = (currentPassword: string, newPassword: string): Promise<Response> =>
      request('POST', '/api/auth/change-password', { cookie: person.cookie, body: { currentPassword, newPassword } });
    expect(await codeOf(change('not my password', 'another good password'))).toEqual([400, 'identity.wrong_password']);
    expect((await change(person.password, 'too short')).status).toBe(400);
    const changed = await change(person.password, 'another good password');
    expect(changed.status).toBe(200);
    expect((await request('GET', '/api/v1/me', { cookie: second })).status).toBe(401);
    expect((await request('GET', '/api/v1/me', { cookie: cookiesOf(changed) })).status).toBe(200);
    await signIn(request, person.email, 'another good password');
  });

  test('a person changes the own name, and the language of mails to one that there is', async () => {
    const person = await join('viewer');
    const change = (body: object): Promise<Response> => request('PATCH', '/api/v1/me', { cookie: person.cookie, body });
    expect(await json(change({ name: ' 林岚 ', language: 'zh-CN' }))).toMatchObject({ user: { name: '林岚' } });
    expect(await codeOf(change({ language: 'xx' }))).toEqual([400, 'identity.language_unknown']);
  });

  test('signing out ends the session', async () => {
    const own = await signIn(request, owner.email, owner.password);
    expect((await request('POST', '/api/auth/sign-out', { cookie: own, body: {} })).status).toBe(200);
    expect((await request('GET', '/api/v1/me', { cookie: own })).status).toBe(401);
  });
});

describe('members and roles', () => {
  test('an invitation works once, and only for the person it names', async () => {
    const email = 'only.once@example.com';
    const { link } = await json(request('POST', '/api/v1/invitations', { cookie, body: { email, role: 'viewer' } }));
    const path = new URL(link).pathname.replace('/join/', '/api/v1/join/');
    expect(await json(request('GET', path))).toEqual({ organisation: '星河短剧', email, role: 'viewer', hasAccount: false });
    expect(await codeOf(request('POST', path, { body: {} }))).toEqual([400, 'identity.details_missing']);
    expect(await codeOf(request('POST', path, { cookie, body: {} }))).toEqual([403, 'identity.invitation_for_other']);
    const race = await Promise.all(
      [1, 2, 3].map(() => request('POST', path, { body: { name: 'Once', password: 'long enough password' } })),
    );
    expect(race.map((each) => each.status).filter((status) => status === 200)).toHaveLength(1);
    expect(await codeOf(request('GET', path))).toEqual([404, 'identity.link_invalid']);
    expect(await codeOf(request('POST', '/api/v1/invitations', { cookie, body: { email, role: 'viewer' } }))).toEqual([
      409,
      'identity.already_member',
    ]);
  });

  test('the token is nowhere in the database', async () => {
    const { link } = await json(request('POST', '/api/v1/invitations', { cookie, body: { email: 'hashed@example.com', role: 'viewer' } }));
    const token = link.split('/').at(-1);
    const { rows } = await database.db.read((trx) =>
      sql<{
        all: string;
      }>`select to_jsonb(i)::text as all from invitations i union all select to_jsonb(a)::text from audit_events a`.execute(trx),
    );
    expect(rows.some((row) => row.all.includes(token))).toBe(false);
  });

  test('inviting again replaces the first link; a taken back and an expired one are dead', async () => {
    const invite = (): Promise<Loose> =>
      json(request('POST', '/api/v1/invitations', { cookie, body: { email: 'again@example.com', role: 'viewer' } }));
    const alive = async (link: string): Promise<boolean> =>
      (await request('GET', new URL(link).pathname.replace('/join/', '/api/v1/join/'))).ok;
    const first = await invite();
    const second = await invite();
    expect([await alive(first.link), await alive(second.link)]).toEqual([false, true]);
    expect((await request('DELETE', `/api/v1/invitations/${second.id}`, { cookie })).status).toBe(200);
    expect(await alive(second.link)).toBe(false);
    const third = await invite();
    house.clock.advance(8 * 24 * 3600_000);
    expect(await alive(third.link)).toBe(false);
    const { items } = await json(request('GET', '/api/v1/invitations', { cookie }));
    expect(items.find((each: Loose) => each.id === third.id)).toMatchObject({ state: 'expired', link: null });
  });

  test('the last owner stays, also when two owners remove one another at the same time', async () => {
    const { items } = await json(request('GET', '/api/v1/members', { cookie }));
    const boss = items.find((each: Loose) => each.email === owner.email);
    expect(await codeOf(request('PATCH', `/api/v1/members/${boss.id}`, { cookie, body: { role: 'viewer' } }))).toEqual([
      409,
      'identity.last_owner',
    ]);
    expect(await codeOf(request('DELETE', `/api/v1/members/${boss.id}`, { cookie }))).toEqual([409, 'identity.last_owner']);
    const made = await json(request('POST', '/api/v1/organisations', { cookie, body: { name: 'Two owners' } }));
    const own = await signIn(request, owner.email, owner.password);
    await request('POST', '/api/v1/me/organisation', { cookie: own, body: { organisationId: made.id } });
    const second = await join('owner', own);
    const mine = (await json(request('GET', '/api/v1/members', { cookie: own }))).items.find((each: Loose) => each.email === owner.email);
    const statuses = await Promise.all([
      request('PATCH', `/api/v1/members/${second.memberId}`, { cookie: own, body: { role: 'viewer' } }),
      request('PATCH', `/api/v1/members/${mine.id}`, { cookie: second.cookie, body: { role: 'viewer' } }),
    ]);
    expect(statuses.filter((each) => each.ok)).toHaveLength(1);
  });

  test('a removed member is out at once, and a changed role counts from the next request', async () => {
    const person = await join('editor');
    expect((await request('GET', '/api/v1/members', { cookie: person.cookie })).status).toBe(200);
    await request('PATCH', `/api/v1/members/${person.memberId}`, { cookie, body: { role: 'owner' } });
    expect((await request('GET', '/api/v1/audit-events', { cookie: person.cookie })).status).toBe(200);
    expect((await request('DELETE', `/api/v1/members/${person.memberId}`, { cookie })).status).toBe(200);
    expect((await request('GET', '/api/v1/members', { cookie: person.cookie })).status).toBe(403);
    expect((await json(request('GET', '/api/v1/me', { cookie: person.cookie }))).organisation).toBeNull();
  });
});

describe('API keys', () => {
  const make = (body: object): Promise<Loose> =>
    json(request('POST', '/api/v1/api-keys', { cookie, body: { name: 'import', role: 'editor', ...body } }));

  test('open what their role opens, by either header, and show their secret once', async () => {
    const key = await make({});
    expect((await request('GET', '/api/v1/members', { key: key.secret })).status).toBe(200);
    expect((await request('GET', '/api/v1/members', { headers: { 'x-api-key': key.secret } })).status).toBe(200);
    expect((await request('GET', '/api/v1/api-keys', { key: key.secret })).status).toBe(403);
    expect((await request('GET', '/api/v1/me', { key: key.secret })).status).toBe(403);
    const { items } = await json(request('GET', '/api/v1/api-keys', { cookie }));
    expect(JSON.stringify(items)).not.toContain(key.secret);
    expect(items.find((each: Loose) => each.id === key.id)).toMatchObject({
      prefix: key.secret.slice(0, 12),
      lastUsedAt: expect.any(String),
    });
    const { rows } = await database.db.read((trx) => sql<{ all: string }>`select to_jsonb(k)::text as all from api_keys k`.execute(trx));
    expect(rows.some((row) => row.all.includes(key.secret))).toBe(false);
  });

  test('a revoked, an expired and an unknown key is nobody, also beside a good cookie', async () => {
    const [revoked, expiring] = [await make({}), await make({ expiresInDays: 1 })];
    expect((await request('DELETE', `/api/v1/api-keys/${revoked.id}`, { cookie })).status).toBe(200);
    expect((await request('GET', '/api/v1/members', { key: revoked.secret, cookie })).status).toBe(401);
    expect((await request('GET', '/api/v1/members', { key: expiring.secret })).status).toBe(200);
    house.clock.advance(25 * 3600_000);
    expect((await request('GET', '/api/v1/members', { key: expiring.secret })).status).toBe(401);
    expect((await request('GET', '/api/v1/members', { key: 'hlk_nothing' })).status).toBe(401);
  });

  test('telling who sends a request takes at most two statements', async () => {
    const key = await make({});
    const root = database.db;
    let statements = 0;
    const counting: typeof root = {
      ...root,
      read: (work) => {
        statements++;
        return root.read(work);
      },
    };
    const watched = openTestHouse(counting);
    const ask = async (headers: Record<string, string>): Promise<number> => {
      statements = 0;
      expect(await watched.identity.authenticate(new Request(testOrigin, { headers }))).not.toBeNull();
      return statements;
    };
    expect(await ask({ cookie })).toBe(1);
    expect(await ask({ 'x-api-key': key.secret })).toBeLessThanOrEqual(2);
    expect(await ask({ 'x-api-key': key.secret })).toBe(1);
  });
});

describe('the audit trail', () => {
  test('refuses to be changed, deleted from or emptied', async () => {
    for (const statement of ["update audit_events set action = 'x.y'", 'delete from audit_events', 'truncate audit_events']) {
      await expect(
        database.db.read((trx) => sql.raw(statement).execute(trx)),
        statement,
      ).rejects.toThrow(/append-only/);
    }
  });

  test('pages without a gap or a double, newest first, and refuses a cursor that is none', async () => {
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Loose = await json(
        request('GET', `/api/v1/audit-events?limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { cookie }),
      );
      all.push(...page.items.map((each: Loose) => each.id));
      cursor = page.nextCursor;
    } while (cursor);
    const whole = await json(request('GET', '/api/v1/audit-events?limit=200', { cookie }));
    expect(all).toEqual(whole.items.map((each: Loose) => each.id));
    expect(new Set(all).size).toBe(all.length);
    expect(whole.items.at(-1).action).toBe('identity.create_organisation');
    for (const bad of ['zzz', Buffer.from('["1; drop"]').toString('base64url'), Buffer.from('{}').toString('base64url'), '%00']) {
      expect((await request('GET', `/api/v1/audit-events?cursor=${bad}`, { cookie })).status, bad).toBe(400);
    }
  });
});
