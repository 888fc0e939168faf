import { describe, expect, test } from 'vitest';
import { sessionCookie, signIn, testOrigin } from '../../../test/support/house.ts';
import {
  agency,
  ask,
  away,
  codeOf,
  creators,
  database,
  fresh,
  good,
  home,
  house,
  join,
  linkIn,
  mailed,
  nextMail,
  password,
  smtp,
  staff,
  tokenOf,
  useCreators,
  type Loose,
} from '../../../test/support/creators.ts';

useCreators();

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
    const first = await nextMail();
    expect(first.to).toEqual([email]);
    await good('POST', `/creator-joins/${tokenOf(link)}`, { body: { email: 'slower@example.com' }, on: mailed });
    const second = await nextMail();
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
    const mail = await nextMail();
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
      expect((await nextMail()).to).toEqual([email]);
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
