import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { sameEpisode } from '../../test/contract/fixtures/catalog.ts';
import { newCreator } from '../../test/contract/fixtures/creators.ts';
import { openWorld, type World } from '../../test/contract/world.ts';
import { isAppError } from '../platform/errors.ts';
import { issueCode } from './issue-code.ts';

// The command line's way to a code, through the house as it is served: campaign, claim, placement, code, and back by what is typed.

let world: World;
let workId: string;
let creatorId: string;
beforeAll(async () => {
  world = await openWorld();
  workId = (await sameEpisode(world)).work.id;
  creatorId = await newCreator(world, world.home.actors.creator.id);
}, 120_000);
afterAll(() => world.close());

const issue = (more: { channel?: string; creator?: string; clip?: string } = {}) =>
  issueCode(world.house, world.home.actor, { drama: workId, creator: creatorId, channel: 'douyin', clip: null, ...more });
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (isAppError(error) ? error.code : error),
  );
const campaign = (more: object) =>
  world.ask('POST', '/api/v1/campaigns', {
    workId,
    name: '首推',
    terms: { currency: 'CNY', orderShareBps: 5000, agencyShareMaxBps: 2000, words: [] },
    channels: ['douyin', 'tiktok'],
    startsAt: '2026-01-01T00:00:00+08:00',
    ...more,
  });

test('says what stands in the way: the channel, the creator, a campaign, the terms', async () => {
  expect(await failure(issue({ channel: 'fax' }))).toBe('app.bad_usage');
  expect(await failure(issue({ creator: 'crt_nobody' }))).toBe('creators.creator_not_found');
  expect(await failure(issue())).toBe('app.no_campaign');
  const { id } = await campaign({ approval: 'by_hand' });
  await world.ask('POST', `/api/v1/campaigns/${id}/publish`);
  expect(await failure(issue())).toBe('creators.terms_not_accepted');
  expect(await failure(issue({ clip: 'clp_none' }))).toBe('creators.terms_not_accepted');
});

test('issues one code for a creator, a drama and a channel, which an app then finds by what was typed', async () => {
  const [{ version }] = (await world.ask('GET', '/api/v1/creator-terms')).items;
  await world.house.db.read((trx) => sql`update creators set accepted_terms = ${version} where id = ${creatorId}`.execute(trx));
  const first = await issue();
  expect(first).toMatchObject({ issued: true, url: expect.stringContaining('http') });
  expect(await issue()).toEqual({ ...first, issued: false });
  const second = await issue({ channel: 'tiktok' });
  expect(second.code).not.toBe(first.code);
  expect(await failure(issue({ clip: 'clp_none' }))).toBe('app.no_clip');
  expect(await world.house.codes.explain(`搜索码：${first.shown.toLowerCase()}`)).toMatchObject({
    status: 'found',
    placementId: first.placementId,
    work: { id: workId },
  });
  const answer = await world.ask('POST', '/api/v1/codes/resolve', {
    code: first.shown,
    viewer: { id: 'viewer', country: 'CN', userAgent: 'Mozilla/5.0 (iPhone)' },
  });
  expect(answer).toMatchObject({
    status: 'found',
    code: first.code,
    placementId: first.placementId,
    work: { id: workId },
    destination: first.url,
  });
  const { rows } = await world.house.db.read((trx) =>
    sql<{ kind: string }>`select kind from attribution_touches where touch_id = ${answer.touchId}`.execute(trx),
  );
  expect(rows).toEqual([{ kind: 'search' }]);
  const foreign = await world.send(world.stranger, { method: 'POST', path: '/api/v1/codes/resolve', body: { code: first.code } });
  expect(await foreign.json()).toMatchObject({ status: 'unknown', code: null, work: null, ended: null });
});
