import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { openTestHouse, sessionCookie, signIn, testOrigin, type HouseSettings, type TestHouse } from '../../../test/support/house.ts';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.ts';
import { silentLog } from '../../platform/log.ts';
import { createMailer, type Mailer } from '../../platform/mail/index.ts';
import { createNotifications, notificationsMigrations } from '../notifications/index.ts';
import { createCreators, creatorsMigrations, type Creators } from './index.ts';

// The tests read answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;
const password = 'a long sentence of a creator';

let database: TestDatabase;
let smtp: SmtpServer;
let mailed: TestHouse;
let house: TestHouse;
let creators: Creators;
let home: TestTenant;
let away: TestTenant;
let staff: string;
let nth = 0;
let people = 0;

beforeAll(async () => {
  database = await openTestDatabase([notificationsMigrations, creatorsMigrations]);
  smtp = await startSmtpServer();
});
afterAll(async () => {
  await smtp.close();
  await database.drop();
});
beforeEach(async () => {
  // A house of its own for each test, as its clock is moved.
  mailed = open(createMailer({ url: smtp.url, from: 'Hookline <no-reply@hookline.test>' }, silentLog)).house;
  ({ house, creators } = open(createMailer({ url: null, from: '' }, silentLog)));
  [home, away] = [await freshTenant(database.db), await freshTenant(database.db)];
  staff = await sessionCookie(database.db, home.actor.id!);
  nth = smtp.mails.length;
});

function open(mail: Mailer): { house: TestHouse; creators: Creators } {
  let made: Creators | null = null;
  const bind: HouseSettings['bind'] = (identity, clock) => {
    const shared = { db: database.db, clock, audit: identity.audit, mail, baseUrl: testOrigin };
    const notifications = createNotifications({ ...shared, members: identity.members, jobs: { every: () => {} } });
    made = createCreators({ ...shared, people: identity.members, notifications });
    return [made.bound, notifications.bound];
  };
  const opened = openTestHouse(database.db, { mail, bind });
  return { house: opened, creators: made! };
}

async function ask(
  method: string,
  path: string,
  options: { cookie?: string | undefined; body?: unknown; on?: TestHouse } = {},
): Promise<{ status: number; body: Loose }> {
  const { on = house, cookie, body } = options;
  const response = await on.request(method, `/api/v1${path}`, {
    ...(cookie === undefined ? {} : { cookie }),
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: await response.json() };
}
async function good(method: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<Loose> {
  const { status, body } = await ask(method, path, options);
  expect(status, `${method} ${path}: ${JSON.stringify(body)}`).toBeLessThan(300);
  return body;
}
const codeOf = async (...of: Parameters<typeof ask>): Promise<[number, string]> => {
  const { status, body } = await ask(...of);
  return [status, body.code];
};
const tokenOf = (link: string): string => link.split('/').at(-1)!;
const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)![0];
const fresh = (): string => `creator${++people}@example.com`;

/** Somebody who joined by an invitation of staff, signed in. */
async function join(
  of: { kind?: 'creator' | 'agency'; agencyId?: string | null; accept?: boolean } = {},
): Promise<{ cookie: string; email: string; id: string }> {
  const { kind = 'creator', agencyId = null, accept = true } = of;
  const email = fresh();
  const { link } = await good('POST', '/creator-invitations', { cookie: staff, body: { kind, email, agencyId } });
  const terms = (await good('GET', '/creator-terms', { cookie: staff })).items[0].version;
  await good('POST', `/creator-joins/${tokenOf(link)}`, {
    body: { name: `Person ${people}`, password, ...(accept && { acceptedTerms: terms }) },
  });
  const cookie = await signIn(house.request, email, password);
  const id = kind === 'creator' ? (await good('GET', '/creator', { cookie })).id : agencyId!;
  return { cookie, email, id };
}
const agency = async (name = `Agency ${++people}`): Promise<string> =>
  (await good('POST', '/agencies', { cookie: staff, body: { name } })).id;
const file = (cookie: string, body: object = {}) =>
  good('POST', '/channel-accounts', { cookie, body: { channel: 'douyin', handle: `handle ${++people}`, ...body } });
const decide = async (accountIds: string[], decision: string, more: object = {}): Promise<Loose[]> =>
  (await good('POST', '/channel-accounts/decisions', { cookie: staff, body: { accountIds, decision, ...more } })).results;

describe('joining', () => {
  test('by an invitation makes a creator who has accepted the terms that were shown', async () => {
    const { link, email } = await good('POST', '/creator-invitations', { cookie: staff, body: { email: 'Yu@Example.com' } });
    expect([link.startsWith(`${testOrigin}/creator/join/`), email]).toEqual([true, 'yu@example.com']);
    const offer = await good('GET', `/creator-joins/${tokenOf(link)}`);
    expect(offer).toMatchObject({ organisation: 'Test house', kind: 'creator', agency: null, email: 'yu@example.com', hasAccount: false });
    expect(offer.terms).toMatchObject({ version: 1, texts: [{ language: 'zh-CN' }, { language: 'en' }] });
    expect(await codeOf('POST', `/creator-joins/${tokenOf(link)}`, { body: { name: '小鱼', password, acceptedTerms: 7 } })).toEqual([
      409,
      'creators.terms_outdated',
    ]);
    expect(await codeOf('POST', `/creator-joins/${tokenOf(link)}`, { body: { name: '小鱼' } })).toEqual([400, 'creators.details_missing']);
    const race = await Promise.all(
      [1, 2, 3].map(() => ask('POST', `/creator-joins/${tokenOf(link)}`, { body: { name: '小鱼', password, acceptedTerms: 1 } })),
    );
    expect(race.map(({ status }) => status).toSorted()).toEqual([200, expect.any(Number), expect.any(Number)]);
    expect(race.filter(({ status }) => status === 200)).toHaveLength(1);
    const cookie = await signIn(house.request, 'yu@example.com', password);
    expect(await good('GET', '/creator', { cookie })).toMatchObject({
      name: '小鱼',
      state: 'active',
      terms: { newest: 1, accepted: 1, mustAccept: false },
    });
    expect((await good('GET', '/me', { cookie })).role).toBe('creator');
    expect(await codeOf('GET', `/creator-joins/${tokenOf(link)}`)).toEqual([404, 'creators.link_invalid']);
  });

  test('is for the address that was invited, and for people with an account after they sign in', async () => {
    const { email } = await join();
    const elsewhere = await sessionCookie(database.db, away.actor.id!);
    const invite = async (of: object): Promise<string> =>
      tokenOf((await good('POST', '/creator-invitations', { cookie: elsewhere, body: of })).link);
    const token = await invite({ email });
    expect((await good('GET', `/creator-joins/${token}`)).hasAccount).toBe(true);
    expect(await codeOf('POST', `/creator-joins/${token}`, { body: { name: 'x', password } })).toEqual([409, 'creators.account_exists']);
    const other = await join();
    expect(await codeOf('POST', `/creator-joins/${token}`, { cookie: other.cookie, body: {} })).toEqual([
      403,
      'creators.invitation_for_other',
    ]);
    const own = await signIn(house.request, email, password);
    expect(await good('POST', `/creator-joins/${token}`, { cookie: own, body: {} })).toEqual({ status: 'joined', email });
    expect((await good('GET', '/me', { cookie: own })).organisations).toHaveLength(2);
    expect(await codeOf('POST', '/creator-invitations', { cookie: elsewhere, body: { email } })).toEqual([409, 'creators.already_here']);
    expect(await codeOf('POST', `/creator-joins/${await invite({})}`, { cookie: own, body: {} })).toEqual([409, 'creators.already_here']);
  });

  test('by a link for whoever has it has the address confirmed where there is mail', async () => {
    const { link } = await good('POST', '/creator-invitations', { cookie: staff, body: {}, on: mailed });
    const email = fresh();
    expect(await good('POST', `/creator-joins/${tokenOf(link)}`, { body: { email, name: 'x', password }, on: mailed })).toEqual({
      status: 'confirm',
      email,
    });
    const first = await smtp.mail(++nth);
    expect(first.to).toEqual([email]);
    await good('POST', `/creator-joins/${tokenOf(link)}`, { body: { email: 'slower@example.com' }, on: mailed });
    const second = await smtp.mail(++nth);
    const token = tokenOf(linkIn(first.text));
    expect((await good('GET', `/creator-joins/${token}`, { on: mailed })).email).toBe(email);
    expect(await good('POST', `/creator-joins/${token}`, { body: { name: 'Quick', password }, on: mailed })).toEqual({
      status: 'joined',
      email,
    });
    // The link was for one: with the first confirmation it and every other are used up.
    expect(await codeOf('GET', `/creator-joins/${tokenOf(linkIn(second.text))}`, { on: mailed })).toEqual([404, 'creators.link_invalid']);
    expect(await codeOf('GET', `/creator-joins/${tokenOf(link)}`, { on: mailed })).toEqual([404, 'creators.link_invalid']);
  });

  test('by mail goes out in the language of whoever invites, and is taken back by whoever may', async () => {
    const answer = await mailed.request('POST', '/api/v1/creator-invitations', {
      cookie: staff,
      body: { email: 'zh@example.com' },
      headers: { 'accept-language': 'zh-CN' },
    });
    const { id, link } = (await answer.json()) as Loose;
    expect(link).toBeNull();
    const mail = await smtp.mail(++nth);
    expect(mail.headers.subject).toContain('邀请你加入「Test house」推广短剧');
    expect(await codeOf('DELETE', `/creator-invitations/${id}`, { cookie: await sessionCookie(database.db, away.actor.id!) })).toEqual([
      404,
      'creators.invitation_not_found',
    ]);
    await good('DELETE', `/creator-invitations/${id}`, { cookie: staff });
    expect(await codeOf('GET', `/creator-joins/${tokenOf(linkIn(mail.text))}`)).toEqual([404, 'creators.link_invalid']);
  });

  test('a link runs out, an invitation replaces the one before, and expired ones are forgotten with their addresses', async () => {
    const email = fresh();
    const invite = async (): Promise<string> =>
      tokenOf((await good('POST', '/creator-invitations', { cookie: staff, body: { email } })).link);
    const [first, second] = [await invite(), await invite()];
    expect(await codeOf('GET', `/creator-joins/${first}`)).toEqual([404, 'creators.link_invalid']);
    expect((await good('GET', '/creator-invitations', { cookie: staff })).items).toMatchObject([{ email, state: 'pending', link: null }]);
    house.clock.advance(15 * 24 * 3_600_000);
    expect(await codeOf('GET', `/creator-joins/${second}`)).toEqual([404, 'creators.link_invalid']);
    expect((await creators.listInvitations(home.actor)).items).toMatchObject([{ state: 'expired' }]);
    house.clock.advance(31 * 24 * 3_600_000);
    expect(await creators.sweep()).toBeGreaterThanOrEqual(2);
    expect((await creators.listInvitations(home.actor)).items).toEqual([]);
  });
});

describe('signing up', () => {
  const openPage = async (): Promise<string> =>
    tokenOf((await good('PUT', '/creator-signup-settings', { cookie: staff, body: { open: true } })).link);

  test('is closed until somebody opens it, and again when it is closed; a new link ends the old', async () => {
    expect(await good('GET', '/creator-signup-settings', { cookie: staff })).toEqual({ open: false, link: null });
    const token = await openPage();
    expect(await good('GET', `/creator-signups/${token}`)).toEqual({ open: true, organisation: 'Test house', agency: null });
    const next = await openPage();
    expect(await codeOf('POST', '/creator-signups', { body: { token, email: fresh() } })).toEqual([404, 'creators.signup_closed']);
    await good('PUT', '/creator-signup-settings', { cookie: staff, body: { open: false } });
    expect(await codeOf('POST', '/creator-signups', { body: { token: next, email: fresh() } })).toEqual([404, 'creators.signup_closed']);
    expect(await codeOf('GET', `/creator-signups/${next}`)).toEqual([404, 'creators.link_invalid']);
  });

  test('without mail the link is there at once, and says of no address whether it is known', async () => {
    const token = await openPage();
    const { email: known } = await join();
    const offers: Loose[] = [];
    for (const email of [fresh(), known]) {
      const { link, mailed: sent } = await good('POST', '/creator-signups', { body: { token, email } });
      expect(sent).toBe(false);
      offers.push({ ...(await good('GET', `/creator-joins/${tokenOf(link)}`)), email: null });
      if (email !== known) await good('POST', `/creator-joins/${tokenOf(link)}`, { body: { name: 'New', password, acceptedTerms: 1 } });
    }
    expect(offers[0]).toEqual(offers[1]);
  });

  test('with mail the answer is the same for a stranger, for somebody known and for a creator, and so is the number of mails', async () => {
    const token = await openPage();
    const { email: member } = await join();
    const answers: Loose[] = [];
    for (const email of [fresh(), member]) {
      answers.push(await good('POST', '/creator-signups', { body: { token, email }, on: mailed }));
      expect((await smtp.mail(++nth)).to).toEqual([email]);
    }
    expect(answers).toEqual([
      { mailed: true, link: null },
      { mailed: true, link: null },
    ]);
    expect(smtp.mails.at(-1)!.text).toContain('/creator/sign-in');
    const flooded = fresh();
    for (let i = 0; i < 9; i++)
      expect(await good('POST', '/creator-signups', { body: { token, email: flooded }, on: mailed })).toEqual(answers[0]);
    expect(smtp.mails.filter(({ to }) => to[0] === flooded)).toHaveLength(5);
  });

  test('on the page of an agency joins that agency', async () => {
    const agencyId = await agency('橙光机构');
    const { signupLink } = await good('PATCH', `/agencies/${agencyId}`, { cookie: staff, body: { signupOpen: true } });
    expect(await good('GET', `/creator-signups/${tokenOf(signupLink)}`)).toMatchObject({ agency: '橙光机构' });
    const { link } = await good('POST', '/creator-signups', { body: { token: tokenOf(signupLink), email: fresh() } });
    await good('POST', `/creator-joins/${tokenOf(link)}`, { body: { name: 'Under', password } });
    expect((await good('GET', `/creators?agencyId=${agencyId}`, { cookie: staff })).items).toMatchObject([
      { name: 'Under', agency: { id: agencyId }, acceptedTerms: null },
    ]);
    await good('PATCH', `/agencies/${agencyId}`, { cookie: staff, body: { state: 'suspended' } });
    expect(await codeOf('GET', `/creator-signups/${tokenOf(signupLink)}`)).toEqual([404, 'creators.link_invalid']);
  });
});

describe('walls', () => {
  test('an agency sees, invites and lets go its own creators, and nothing of another agency or of the organisation', async () => {
    const [ours, theirs] = [await agency(), await agency()];
    const boss = await join({ kind: 'agency', agencyId: ours });
    const [own, other, alone] = [await join({ agencyId: ours }), await join({ agencyId: theirs }), await join()];
    const by = { cookie: boss.cookie };
    expect((await good('GET', '/creators', by)).items.map(({ id }: Loose) => id)).toEqual([own.id]);
    expect((await good('GET', `/creators?agencyId=${theirs}`, by)).items.map(({ id }: Loose) => id)).toEqual([own.id]);
    expect((await good('GET', '/agencies', by)).items.map(({ id }: Loose) => id)).toEqual([ours]);
    await good('PATCH', `/creators/${own.id}`, { cookie: staff, body: { note: 'staff only' } });
    expect((await good('GET', `/creators/${own.id}`, by)).note).toBe('');
    for (const id of [other.id, alone.id]) {
      expect(await codeOf('GET', `/creators/${id}`, by)).toEqual([404, 'creators.creator_not_found']);
      expect(await codeOf('PATCH', `/creators/${id}`, { ...by, body: { agencyId: null } })).toEqual([404, 'creators.creator_not_found']);
      expect(await codeOf('POST', '/channel-accounts', { ...by, body: { channel: 'x', handle: 'h', creatorId: id } })).toEqual([
        404,
        'creators.creator_not_found',
      ]);
    }
    expect(await codeOf('GET', `/agencies/${theirs}`, by)).toEqual([404, 'creators.agency_not_found']);
    expect(await codeOf('PATCH', `/agencies/${theirs}`, { ...by, body: { name: 'Mine now' } })).toEqual([404, 'creators.agency_not_found']);
    expect(await codeOf('PATCH', `/agencies/${ours}`, { ...by, body: { state: 'active' } })).toEqual([403, 'creators.not_yours_to_change']);
    expect(await codeOf('PATCH', `/creators/${own.id}`, { ...by, body: { state: 'suspended' } })).toEqual([
      403,
      'creators.not_yours_to_change',
    ]);
    expect(await codeOf('PATCH', `/creators/${own.id}`, { ...by, body: { agencyId: theirs } })).toEqual([
      403,
      'creators.not_yours_to_change',
    ]);
    // What it invites belongs to it, whatever it asks for; and it does not learn who is here already.
    const invited = await good('POST', '/creator-invitations', { ...by, body: { email: alone.email, agencyId: theirs } });
    expect(invited.agency.id).toBe(ours);
    const staffs = await good('POST', '/creator-invitations', { cookie: staff, body: {} });
    expect((await good('GET', '/creator-invitations', by)).items.map(({ id }: Loose) => id)).toEqual([invited.id]);
    expect(await codeOf('DELETE', `/creator-invitations/${staffs.id}`, by)).toEqual([404, 'creators.invitation_not_found']);
    const [account, foreign] = [await file(own.cookie), await file(other.cookie)];
    expect((await good('GET', '/channel-accounts', by)).items.map(({ id }: Loose) => id)).toEqual([account.id]);
    expect(await codeOf('DELETE', `/channel-accounts/${foreign.id}`, by)).toEqual([404, 'creators.account_not_found']);
    await good('PATCH', `/creators/${own.id}`, { ...by, body: { agencyId: null } });
    expect(await codeOf('GET', `/creators/${own.id}`, by)).toEqual([404, 'creators.creator_not_found']);
    expect((await good('GET', '/channel-accounts', by)).items).toEqual([]);
  });

  test('a creator sees and changes their own accounts alone', async () => {
    const agencyId = await agency();
    const [one, two] = [await join({ agencyId }), await join({ agencyId })];
    const theirs = await file(two.cookie);
    const by = { cookie: one.cookie };
    expect((await good('GET', `/channel-accounts?creatorId=${two.id}`, by)).items).toEqual([]);
    expect(await codeOf('PATCH', `/channel-accounts/${theirs.id}`, { ...by, body: { followers: 1 } })).toEqual([
      404,
      'creators.account_not_found',
    ]);
    expect(await codeOf('DELETE', `/channel-accounts/${theirs.id}`, by)).toEqual([404, 'creators.account_not_found']);
    const own = await file(one.cookie, { creatorId: two.id });
    expect(own.creator.id, 'whatever they ask for').toBe(one.id);
    for (const path of ['/creators', `/creators/${two.id}`, '/agencies', '/creator-invitations', '/members', '/audit-events'])
      expect((await ask('GET', path, by)).status, path).toBe(403);
  });

  test('another organisation finds nothing of ours, and decides on nothing', async () => {
    const person = await join();
    const account = await file(person.cookie);
    const cookie = await sessionCookie(database.db, away.actor.id!);
    expect(await codeOf('GET', `/creators/${person.id}`, { cookie })).toEqual([404, 'creators.creator_not_found']);
    const { results } = await good('POST', '/channel-accounts/decisions', {
      cookie,
      body: { accountIds: [account.id], decision: 'approve' },
    });
    expect(results).toEqual([{ id: account.id, status: 'failed', before: null, state: null, code: 'creators.account_not_found' }]);
    expect((await good('GET', '/channel-accounts', { cookie: person.cookie })).items).toMatchObject([{ state: 'filed' }]);
    await database.db.read(async (trx) => {
      expect(await creators.creatorNames(trx, away.organisationId, [person.id])).toEqual(new Map());
      await expect(creators.getCreator(trx, away.organisationId, person.id)).rejects.toMatchObject({ code: 'creators.creator_not_found' });
      expect(await creators.findAccountByExternalId(trx, away.organisationId, 'douyin', 'none')).toBeNull();
    });
  });

  test('a partner without a record is nobody', async () => {
    for (const role of ['agency', 'creator'] as const) {
      await expect(database.db.read((trx) => creators.partyOf(trx, home.actors[role]))).rejects.toMatchObject({
        code: 'creators.not_a_party',
      });
    }
    expect(await database.db.read((trx) => creators.partyOf(trx, home.actors.viewer))).toEqual({ kind: 'staff' });
    expect(await codeOf('GET', '/creator', { cookie: await sessionCookie(database.db, home.actors.creator.id!) })).toEqual([
      403,
      'creators.not_a_party',
    ]);
  });
});

describe('filed accounts', () => {
  test('are decided in bulk, each with its result, taken back, and told to whoever it concerns', async () => {
    const person = await join();
    const [one, two, three] = [await file(person.cookie), await file(person.cookie), await file(person.cookie)];
    await good('DELETE', `/channel-accounts/${three.id}`, { cookie: person.cookie });
    expect(await decide([one.id, two.id, three.id, 'cac_none'], 'approve')).toEqual([
      { id: one.id, status: 'done', before: 'filed', state: 'approved', code: null },
      { id: two.id, status: 'done', before: 'filed', state: 'approved', code: null },
      { id: three.id, status: 'failed', before: 'withdrawn', state: 'withdrawn', code: 'creators.account_withdrawn' },
      { id: 'cac_none', status: 'failed', before: null, state: null, code: 'creators.account_not_found' },
    ]);
    expect((await decide([one.id], 'approve'))[0].status).toBe('unchanged');
    expect((await decide([one.id], 'reopen'))[0]).toMatchObject({ before: 'approved', state: 'filed' });
    expect((await decide([one.id], 'refuse', { reason: 'not_yours', note: '请提供后台截图' }))[0]).toMatchObject({ state: 'refused' });
    const { items } = await good('GET', '/channel-accounts', { cookie: person.cookie });
    expect(items.find(({ id }: Loose) => id === one.id)).toMatchObject({
      state: 'refused',
      refusal: { reason: 'not_yours', note: '请提供后台截图' },
    });
    expect(
      await ask('POST', '/channel-accounts/decisions', { cookie: staff, body: { accountIds: [one.id], decision: 'refuse' } }),
    ).toMatchObject({ status: 400 });
    const told = (await good('GET', '/notifications', { cookie: person.cookie })).items;
    expect(told.map(({ kind, link }: Loose) => `${kind} ${link}`).toSorted()).toEqual([
      'filing_approved /creator/accounts',
      'filing_approved /creator/accounts',
      'filing_refused /creator/accounts',
    ]);
    expect((await good('GET', '/notifications', { cookie: staff })).items.map(({ kind }: Loose) => kind)).toEqual([
      'filing_requested',
      'filing_requested',
      'filing_requested',
    ]);
  });

  test('keep every stretch in which they were approved', async () => {
    const person = await join();
    const account = await file(person.cookie, { externalId: '71234' });
    const at: string[] = [];
    for (const decision of ['approve', 'refuse', 'approve', 'reopen', 'approve']) {
      house.clock.advance(3_600_000);
      at.push(house.clock.now().toISOString());
      await decide([account.id], decision, decision === 'refuse' ? { reason: 'other' } : {});
    }
    house.clock.advance(3_600_000);
    await good('PATCH', `/channel-accounts/${account.id}`, {
      cookie: person.cookie,
      body: { followers: 9000, url: 'https://example.com/a' },
    });
    const { items } = await good('GET', '/channel-accounts', { cookie: staff });
    expect(items[0].approved).toEqual([
      { from: at[0], until: at[1] },
      { from: at[2], until: at[3] },
      { from: at[4], until: null },
    ]);
    const periods = await database.db.read((trx) => creators.accountPeriods(trx, home.organisationId, [account.id, 'cac_none']));
    expect([periods.get(account.id)!.map(({ until }) => until === null), periods.get('cac_none')]).toEqual([[false, false, true], []]);
    expect(await database.db.read((trx) => creators.findAccountByExternalId(trx, home.organisationId, 'douyin', '71234'))).toMatchObject({
      id: account.id,
      creatorId: person.id,
    });
    // Another account under the same filing is looked at again.
    expect(await good('PATCH', `/channel-accounts/${account.id}`, { cookie: person.cookie, body: { externalId: '99' } })).toMatchObject({
      state: 'filed',
      decidedAt: null,
    });
    expect(await database.db.read((trx) => creators.listApprovedAccounts(trx, home.organisationId, person.id))).toEqual([]);
  });

  test('are one creator’s at a time, also when two file at once; a refused one frees its name', async () => {
    const [one, two] = [await join(), await join()];
    const body = { channel: 'kuaishou', handle: 'Xiao Yu', externalId: 'ks-1' };
    const both = await Promise.all([one, two].map(({ cookie }) => ask('POST', '/channel-accounts', { cookie, body })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const filed = both.find(({ status }) => status === 201)!.body;
    const [winner, loser] = filed.creator.id === one.id ? [one, two] : [two, one];
    await decide([filed.id], 'refuse', { reason: 'not_yours' });
    const second = await file(loser.cookie, body);
    expect((await decide([filed.id], 'approve'))[0]).toMatchObject({ status: 'failed', code: 'creators.account_taken' });
    expect(await codeOf('POST', '/channel-accounts', { cookie: winner.cookie, body })).toEqual([409, 'creators.account_taken']);
    await good('DELETE', `/channel-accounts/${second.id}`, { cookie: loser.cookie });
    expect((await decide([filed.id], 'approve'))[0]).toMatchObject({ status: 'done', state: 'approved' });
    expect(
      (await ask('POST', '/channel-accounts', { cookie: loser.cookie, body: { channel: 'kuaishou', handle: 'xiao yu' } })).status,
      'a name alone is not that id',
    ).toBe(201);
    expect(
      (await ask('POST', '/channel-accounts', { cookie: winner.cookie, body: { channel: 'kuaishou', handle: 'XIAO YU' } })).status,
    ).toBe(409);
  });

  test('are filtered and paged without a gap or a double', async () => {
    const person = await join();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++, house.clock.advance(1))
      ids.push((await file(person.cookie, { channel: i % 2 ? 'youtube' : 'tiktok', handle: `page ${i}` })).id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await good('GET', `/channel-accounts?limit=3${cursor && `&cursor=${cursor}`}`, { cookie: staff });
      seen.push(...page.items.map(({ id }: Loose) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
    expect((await good('GET', '/channel-accounts?channel=youtube', { cookie: staff })).items).toHaveLength(3);
    expect((await good('GET', '/channel-accounts?query=PAGE%206', { cookie: staff })).items).toHaveLength(1);
  });
});

describe('a creator', () => {
  test('is suspended and reinstated by staff: then they may look, and take nothing', async () => {
    const person = await join();
    const actor = await actorOf(person.id);
    expect(await database.db.read((trx) => creators.requireActive(trx, actor))).toMatchObject({ id: person.id, agencyId: null });
    expect(await good('PATCH', `/creators/${person.id}`, { cookie: staff, body: { state: 'suspended', reason: '刷量' } })).toMatchObject({
      state: 'suspended',
      suspension: { reason: '刷量' },
    });
    expect(await good('GET', '/creator', { cookie: person.cookie })).toMatchObject({ suspended: true });
    await expect(database.db.read((trx) => creators.requireActive(trx, actor))).rejects.toMatchObject({
      code: 'creators.suspended',
      params: { reason: '刷量' },
    });
    expect(await codeOf('POST', '/channel-accounts', { cookie: person.cookie, body: { channel: 'x', handle: 'h' } })).toEqual([
      403,
      'creators.suspended',
    ]);
    await good('PATCH', `/creators/${person.id}`, { cookie: staff, body: { state: 'active' } });
    expect(await database.db.read((trx) => creators.requireActive(trx, actor))).toMatchObject({ id: person.id });
  });

  test('moves between agencies, and whose they were when is kept', async () => {
    const [first, second] = [await agency(), await agency()];
    const person = await join({ agencyId: first });
    house.clock.advance(1000);
    const moved = await good('PATCH', `/creators/${person.id}`, { cookie: staff, body: { agencyId: second } });
    expect(moved.history.map(({ agency: of, until }: Loose) => [of.id, until === null])).toEqual([
      [first, false],
      [second, true],
    ]);
    await good('POST', '/creator/departures', { cookie: person.cookie, body: { from: 'agency' } });
    expect(await codeOf('POST', '/creator/departures', { cookie: person.cookie, body: { from: 'agency' } })).toEqual([
      409,
      'creators.no_agency',
    ]);
    const belongings = await database.db.read((trx) => creators.belongings(trx, home.organisationId, [person.id]));
    expect(belongings.get(person.id)!.map(({ agencyId }) => agencyId)).toEqual([first, second, null]);
    expect(await database.db.read((trx) => creators.listCreatorIdsOfAgency(trx, home.organisationId, second))).toEqual([]);
    await good('PATCH', `/agencies/${first}`, { cookie: staff, body: { state: 'suspended' } });
    expect(await codeOf('PATCH', `/creators/${person.id}`, { cookie: staff, body: { agencyId: first } })).toEqual([
      409,
      'creators.agency_suspended',
    ]);
  });

  test('leaves with what is filed withdrawn, is told to other modules, and comes back as who they were', async () => {
    const person = await join();
    const account = await file(person.cookie);
    await decide([account.id], 'approve');
    const departed: string[] = [];
    creators.onDeparture(async (trx, _, creatorId) => {
      await sql`select 1`.execute(trx);
      departed.push(creatorId);
    });
    await good('POST', '/creator/departures', { cookie: person.cookie, body: { from: 'organisation' } });
    expect(departed).toEqual([person.id]);
    expect((await ask('GET', '/creator', { cookie: person.cookie })).status).toBe(403);
    expect((await good('GET', '/channel-accounts', { cookie: staff })).items).toMatchObject([
      { state: 'withdrawn', approved: [{ until: expect.any(String) }] },
    ]);
    expect(await codeOf('PATCH', `/creators/${person.id}`, { cookie: staff, body: { state: 'active' } })).toEqual([
      409,
      'creators.creator_left',
    ]);
    const { link } = await good('POST', '/creator-invitations', { cookie: staff, body: { email: person.email } });
    const again = await signIn(house.request, person.email, password);
    await good('POST', `/creator-joins/${tokenOf(link)}`, { cookie: again, body: {} });
    expect(await good('GET', '/creator', { cookie: again })).toMatchObject({ id: person.id, state: 'active' });
  });

  test('accepts each version of the terms, and nothing but the newest', async () => {
    const person = await join({ accept: false });
    const actor = await actorOf(person.id);
    await expect(database.db.read((trx) => creators.requireActive(trx, actor))).rejects.toMatchObject({
      code: 'creators.terms_not_accepted',
    });
    expect((await good('POST', '/creator-terms/acceptances', { cookie: person.cookie, body: { version: 1 } })).terms).toMatchObject({
      accepted: 1,
      mustAccept: false,
    });
    const texts = [{ language: 'zh-CN', title: '条款', body: '第二版' }];
    expect(await good('POST', '/creator-terms', { cookie: staff, body: { texts, note: '更新结算' } })).toMatchObject({
      version: 2,
      note: '更新结算',
    });
    expect((await good('GET', '/creator', { cookie: person.cookie })).terms).toMatchObject({ newest: 2, accepted: 1, mustAccept: true });
    expect(await codeOf('POST', '/creator-terms/acceptances', { cookie: person.cookie, body: { version: 1 } })).toEqual([
      409,
      'creators.terms_outdated',
    ]);
    await good('POST', '/creator-terms/acceptances', { cookie: person.cookie, body: { version: 2 } });
    expect(await database.db.read((trx) => creators.requireActive(trx, actor))).toMatchObject({ id: person.id });
    expect((await good('GET', '/creator-terms', { cookie: person.cookie })).items.map(({ version }: Loose) => version)).toEqual([2, 1]);
    expect(await codeOf('POST', '/creator-terms', { cookie: staff, body: { texts: [...texts, ...texts] } })).toEqual([
      400,
      'creators.languages_repeated',
    ]);
    const { rows } = await database.db.read((trx) =>
      sql<{
        version: number;
        texts_sha256: string;
      }>`select version, texts_sha256 from creator_terms_acceptances where creator_id = ${person.id} order by id`.execute(trx),
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    for (const { texts_sha256: hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  async function actorOf(creatorId: string) {
    const [userId] = (await database.db.read((trx) => creators.userIdsOf(trx, home.organisationId, [creatorId]))).get(creatorId)!;
    return {
      kind: 'person' as const,
      id: userId!,
      name: 'Creator',
      organisationId: home.organisationId,
      role: 'creator' as const,
      requestId: null,
    };
  }
});

test('agencies have names of their own, page by name, and know their people until they are removed', async () => {
  const id = await agency('Beta');
  expect(await codeOf('POST', '/agencies', { cookie: staff, body: { name: 'beta' } })).toEqual([409, 'creators.agency_name_taken']);
  for (const name of ['Älpha', 'alpha', 'Gamma', '橙光']) await agency(name);
  const names: string[] = [];
  let cursor = '';
  do {
    const page = await good('GET', `/agencies?limit=2${cursor && `&cursor=${cursor}`}`, { cookie: staff });
    names.push(...page.items.map(({ name }: Loose) => name));
    cursor = page.nextCursor ?? '';
  } while (cursor);
  expect(names.toSorted()).toEqual(['Beta', 'Gamma', 'alpha', 'Älpha', '橙光'].toSorted());
  expect(new Set(names).size).toBe(5);
  expect(await codeOf('POST', '/creator-invitations', { cookie: staff, body: { kind: 'agency' } })).toEqual([
    400,
    'creators.agency_needed',
  ]);
  const boss = await join({ kind: 'agency', agencyId: id });
  expect((await good('GET', `/agencies/${id}`, { cookie: boss.cookie })).members).toMatchObject([{ email: boss.email }]);
  const userIds = await database.db.read((trx) => creators.userIdsOfAgency(trx, home.organisationId, id));
  expect(userIds).toHaveLength(1);
  const { items } = await good('GET', '/members', { cookie: staff });
  await good('DELETE', `/members/${items.find(({ email }: Loose) => email === boss.email).id}`, { cookie: staff });
  expect((await good('GET', `/agencies/${id}`, { cookie: staff })).members).toEqual([]);
  expect(await database.db.read((trx) => creators.userIdsOfAgency(trx, home.organisationId, id))).toEqual([]);
});
