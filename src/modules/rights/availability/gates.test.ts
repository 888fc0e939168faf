/** Rights on the whole house: campaigns and posts that they do not allow are refused by name of the clause, plans are divided as is registered. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCampaign, newCreator, newStage, openPromotion, type Promotion, type Stage } from '../../../../test/support/promotion.ts';
import { registerRoutes } from '../register/contract.ts';

let promotion: Promotion;
beforeAll(async () => {
  promotion = await openPromotion({ work: false });
}, 120_000);
afterAll(() => promotion.close());

const party = async (stage: Stage, name: string, more: object = {}): Promise<string> =>
  (
    await promotion.house.rights.createRightsParty(
      stage.actor,
      registerRoutes.createRightsParty.body.parse({ name, kind: 'company', ...more }),
    )
  ).id;
const own = (stage: Stage, to: readonly { partyId: string; share: string }[], rights = ['streaming']) =>
  promotion.house.rights.createDeeds(
    stage.actor,
    stage.work.id,
    registerRoutes.createDeeds.body.parse({ rights, from: null, to, on: '2026-01-01' }),
  );
async function grant(stage: Stage, given: object) {
  const { rights } = promotion.house;
  const body = registerRoutes.createLicence.body.parse({ rights: ['streaming'], ...given });
  const { id } = await rights.createLicence(stage.actor, stage.work.id, body);
  return rights.signLicence(stage.actor, id, { version: 1, signedAt: null });
}
type Refusal = { code?: string; params?: Record<string, unknown> };
const refusal = (work: Promise<unknown>): Promise<Refusal | null> => work.then(() => null).catch((error: Refusal) => error);

test('a campaign in a territory that was licensed away exclusively is not published, and warns with the clause', async () => {
  const stage = await newStage(promotion);
  const studio = await party(stage, '本社', { isSelf: true });
  await own(stage, [{ partyId: studio, share: '1/1' }]);
  const away = await grant(stage, {
    grantors: [studio],
    grantee: await party(stage, '海外'),
    scope: { territories: { of: ['BR'] } },
    exclusivity: 'exclusive',
  });
  const draft = await newCampaign(promotion, stage, { territories: ['BR'] }, { publish: false });
  expect(draft.warnings).toContainEqual({
    code: 'rights_refused',
    params: { reason: 'kept_by_exclusive', clause: away.id, territory: 'BR' },
  });
  expect(await refusal(promotion.house.campaigns.publishCampaign(stage.actor, draft.id))).toMatchObject({
    code: 'campaigns.rights_refused',
    params: { reason: 'kept_by_exclusive', clause: away.id },
  });
  const here = await newCampaign(promotion, stage, { territories: ['CN'] });
  expect([here.state, here.warnings.map(({ code }) => code).filter((code) => code.startsWith('rights'))]).toEqual(['published', []]);
});

test('rights that end while a campaign runs stop claims and posts; creators are told why, and not in which contract', async () => {
  const stage = await newStage(promotion);
  const [studio, author] = [await party(stage, '本社', { isSelf: true }), await party(stage, '作者')];
  await own(stage, [{ partyId: author, share: '1/1' }], ['promotion']);
  const licence = await grant(stage, {
    rights: ['promotion'],
    grantors: [author],
    grantee: studio,
    scope: { platforms: ['douyin', 'tiktok'] },
  });
  const { id } = await newCampaign(promotion, stage);
  const creator = await newCreator(promotion, stage, { channels: ['douyin'] });
  const { campaigns, publishing } = promotion.house;
  const { placements } = await campaigns.getMyClaim(creator, await campaigns.createClaim(creator, id, ['douyin']), undefined);
  const post = { way: 'by_hand' as const, placementId: placements[0]!.id, creatorClipId: null, caption: '', url: null };
  const { publications } = publishing.service;
  expect((await publications.publish(creator, post)).state).toBe('waiting');
  promotion.clock.advance(1000);
  await promotion.house.rights.endLicence(stage.actor, licence.id, { version: 2, at: null, reason: '解除' });
  expect(await refusal(publications.publish(creator, post))).toMatchObject({
    code: 'publishing.rights_refused',
    params: { reason: 'after_window', clause: '' },
  });
  expect(await refusal(publications.publish(stage.actor, post))).toMatchObject({ params: { reason: 'after_window', clause: licence.id } });
  const late = await newCreator(promotion, stage, { channels: ['douyin'] });
  const refused = await refusal(campaigns.createClaim(late, id, ['douyin']));
  expect(refused).toMatchObject({ code: 'campaigns.rights_refused', params: { reason: 'after_window' } });
  expect(JSON.stringify(refused!.params)).not.toContain(licence.id);
});

test('a plan takes its split from the registered shares, exact, and says who has no payee', async () => {
  const stage = await newStage(promotion);
  const { revenue } = promotion.house;
  const payee = await revenue.createPayee(stage.actor, { name: '林某', belongsTo: { kind: 'nobody', id: null } });
  const stranger = await newStage(promotion);
  const theirs = await revenue.createPayee(stranger.actor, { name: '别家', belongsTo: { kind: 'nobody', id: null } });
  expect((await refusal(party(stage, '偷', { linkedTo: { kind: 'payee', id: theirs.id } })))?.code).toBe('rights.link_not_found');
  const ask = (at?: string) => revenue.getRegisteredSplit(stage.actor, { workId: stage.work.id, right: 'streaming', at });
  expect((await refusal(ask()))?.code).toBe('revenue.nothing_registered');
  const [studio, author, fund] = [
    await party(stage, '本社', { isSelf: true }),
    await party(stage, '林某', { linkedTo: { kind: 'payee', id: payee.id } }),
    await party(stage, '某基金'),
  ];
  await own(stage, [
    { partyId: studio, share: '1/2' },
    { partyId: author, share: '1/3' },
    { partyId: fund, share: '1/6' },
  ]);
  const split = await ask();
  expect(split).toMatchObject({ exact: true, fault: null });
  expect(split.parts).toEqual([
    { party: 'role:studio', name: '本社', share: { n: '1', d: '2' } },
    { party: `payee:${payee.id}`, name: '林某', share: { n: '1', d: '3' } },
  ]);
  expect(split.missing).toEqual([{ partyId: fund, name: '某基金', share: '1/6', why: 'not_linked' }]);
  expect((await refusal(ask('2025-12-31T00:00:00Z')))?.code).toBe('revenue.nothing_registered');
  expect((await refusal(revenue.getRegisteredSplit(stranger.actor, { workId: stage.work.id, right: 'streaming' })))?.code).toBe(
    'revenue.scope_not_found',
  );
});
