import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCampaign, newCreator, newStage, openPromotion, type Promotion, type Stage } from '../../../test/support/promotion.ts';
import type { Actor } from '../../platform/http/actor.ts';

let promotion: Promotion;
let stage: Stage;
beforeAll(async () => {
  promotion = await openPromotion({ work: false });
  stage = await newStage(promotion);
});
afterAll(() => promotion.close());

/** A creator with a claim; answers with the text of its code and the address of its link. */
async function claimant(): Promise<{ actor: Actor & { creatorId: string }; claimId: string; code: string; slug: string }> {
  const { house } = promotion;
  const actor = await newCreator(promotion, stage);
  const campaign = await newCampaign(promotion, stage);
  const claimId = await house.campaigns.createClaim(actor, campaign.id, ['douyin']);
  const { placements } = await house.campaigns.getMyClaim(actor, claimId, undefined);
  const { code, url } = placements[0]!;
  return { actor, claimId, code, slug: url.split('/').at(-1)! };
}

async function expectGone({ actor, claimId, code, slug }: Awaited<ReturnType<typeof claimant>>): Promise<void> {
  const { house, clock } = promotion;
  const { rows } = await house.db.read((trx) =>
    sql<{ state: string; valid_until: Date | null }>`select c.state, p.valid_until from claims c join placements p on p.claim_id = c.id
      where c.id = ${claimId}`.execute(trx),
  );
  expect(rows).toEqual([{ state: 'withdrawn', valid_until: clock.now() }]);
  expect((await house.codes.resolve(code, { organisationId: stage.organisationId })).status).toBe('unknown');
  const answer = await house.app.request(`/s/${slug}`, {
    headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' },
  });
  expect(await answer.text()).not.toContain(code);
  const { rows: creators } = await house.db.read((trx) =>
    sql<{ state: string }>`select state from creators where id = ${actor.creatorId}`.execute(trx),
  );
  expect(creators).toEqual([{ state: 'left' }]);
}

test('a creator who leaves gives back their claims, and their codes and links end with it', async () => {
  const one = await claimant();
  const stays = await claimant();
  await promotion.house.creators.leave(one.actor, 'organisation');
  await expectGone(one);
  expect((await promotion.house.codes.resolve(stays.code, { organisationId: stage.organisationId })).status).toBe('found');
});

test('so does a creator whose last person is removed, in the transaction of the removal', async () => {
  const one = await claimant();
  await promotion.house.db.transaction((trx) => promotion.house.creators.memberRemoved(trx, stage.actor, one.actor.id!));
  await expectGone(one);
});

test('so does a creator who is erased', async () => {
  const one = await claimant();
  await promotion.house.db.transaction((trx) => promotion.house.creators.anonymise(trx, stage.organisationId, one.actor.creatorId));
  await expectGone(one);
});
