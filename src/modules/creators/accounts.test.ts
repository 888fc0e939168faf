import { describe, expect, test } from 'vitest';
import {
  ask,
  codeOf,
  creators,
  database,
  decide,
  file,
  good,
  home,
  house,
  join,
  staff,
  useCreators,
  type Loose,
} from '../../../test/support/creators.ts';

useCreators();

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
