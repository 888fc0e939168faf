import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { sessionCookie, signIn } from '../../../test/support/house.ts';
import {
  agency,
  ask,
  away,
  codeOf,
  creators,
  database,
  decide,
  file,
  good,
  home,
  house,
  join,
  password,
  staff,
  tokenOf,
  useCreators,
  type Loose,
} from '../../../test/support/creators.ts';

useCreators();

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
