/** The creator's clip, on the whole house with its queue at work: real rendering, real stamping. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import QRCode from 'qrcode';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCode, readBack, soundBack } from '../../../test/support/clips.ts';
import { addHook, newCampaign, newCreator, newStage, openPromotion, type Promotion } from '../../../test/support/promotion.ts';
import { integratedLoudness } from '../studio/clips/loudness.ts';
import type { CreatorClip } from './contract.ts';

let promotion: Promotion;
let folder: string;
beforeAll(async () => {
  promotion = await openPromotion({ work: true });
  folder = await mkdtemp(join(tmpdir(), 'hookline-clips-'));
}, 120_000);
afterAll(async () => {
  await promotion.close();
  await rm(folder, { recursive: true, force: true });
});

const campaigns = () => promotion.house.campaigns;
type Creator = Awaited<ReturnType<typeof newCreator>>;
const ended = (creator: Creator, id: string): Promise<CreatorClip> =>
  expect
    .poll(() => campaigns().getCreatorClip(creator, id), { timeout: 60_000, interval: 100 })
    .toMatchObject({ state: expect.stringMatching(/done|failed|cancelled/) })
    .then(() => campaigns().getCreatorClip(creator, id));

async function staged(codeScope: 'channel' | 'clip') {
  const stage = await newStage(promotion);
  const hook = await addHook(promotion, stage);
  const { id } = await newCampaign(promotion, stage, { codeScope }, { publish: false });
  const { offers } = await campaigns().setOffers(stage.actor, id, [{ kind: 'hook', sourceId: hook.id, note: '' }]);
  await campaigns().publishCampaign(stage.actor, id);
  const take = async (): Promise<{ creator: Creator; placementId: string; claimId: string }> => {
    const creator = await newCreator(promotion, stage);
    const claimId = await campaigns().createClaim(creator, id, ['douyin']);
    return { creator, claimId, placementId: (await campaigns().getMyClaim(creator, claimId, undefined)).placements[0]!.id };
  };
  return { stage, campaignId: id, hook, offerId: offers[0]!.id, take };
}

describe('a creator’s clip', () => {
  it('has their own code and QR on its card, is made of one shared body, and its creator is told', async () => {
    const { stage, campaignId, hook, offerId, take } = await staged('clip');
    const takers = [await take(), await take()];
    const clips = [];
    for (const { creator, placementId } of takers) {
      const ordered = await campaigns().createCreatorClip(creator, placementId, offerId);
      // Asking twice is asking once, and makes no second code.
      const again = await campaigns().createCreatorClip(creator, placementId, offerId);
      expect([again.id, again.placement.id]).toEqual([ordered.id, ordered.placement.id]);
      clips.push({ creator, ordered });
    }
    for (const { creator, ordered } of clips) {
      const clip = await ended(creator, ordered.id);
      expect(clip).toMatchObject({ state: 'done', progressBps: 10_000, error: null, durationMs: 5000, width: 180, height: 320 });
      expect(clip.placement).toMatchObject({ offerId, hookId: hook.id, channel: 'douyin' });
      expect(clip.filename).toContain(clip.placement.code);
      const response = await campaigns().getCreatorClipVideo(creator, clip.id, true, new Request('http://x/'));
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''.*\.mp4$/);
      const path = join(folder, `${clip.id}.mp4`);
      await writeFile(path, new Uint8Array(await response.arrayBuffer()));
      const read = await readBack(path);
      expect(read.lumas.length).toBe(50 + 75);
      const { modules } = QRCode.create(clip.placement.url, { errorCorrectionLevel: 'M' });
      // The panel of a picture 180 wide has room for two pixels a module.
      expect(findCode(read.lumas.at(-1)!, 180, 320, modules, 2)).toBe(true);
      expect(Math.abs(integratedLoudness(await soundBack(path, 5))! + 16)).toBeLessThan(1.5);
      const part = await campaigns().getCreatorClipVideo(
        creator,
        clip.id,
        false,
        new Request('http://x/', { headers: { range: 'bytes=0-99' } }),
      );
      expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
      await expect
        .poll(async () =>
          (await promotion.house.db.read((trx) => promotion.house.notifications.exportUser(trx, creator.id!))).map((each) => each.kind),
        )
        .toEqual(['clip_ready']);
    }
    const [a, b] = clips;
    await expect(campaigns().getCreatorClip(a!.creator, b!.ordered.id)).rejects.toMatchObject({ code: 'campaigns.creator_clip_not_found' });
    const listed = await campaigns().listCreatorClips(a!.creator, takers[0]!.placementId);
    expect(listed.items.map((each) => each.id)).toEqual([a!.ordered.id]);
    // The body is what the offer shows, to creators and staff, and the teaser of the pages.
    for (const actor of [a!.creator, stage.actor])
      expect(
        (await campaigns().getOfferVideo(actor, campaignId, offerId, new Request('http://x/', { headers: { range: 'bytes=0-9' } }))).status,
      ).toBe(206);
    const { rows } = await promotion.house.db.read(async (trx) => {
      const { sql } = await import('kysely');
      return sql<{
        way: string;
        bodies: bigint;
      }>`select way, (select count(*) from clip_bodies where organisation_id = ${stage.organisationId}) as bodies
        from stamped_clips where organisation_id = ${stage.organisationId}`.execute(trx);
    });
    expect(rows.map((row) => ({ ...row, bodies: Number(row.bodies) }))).toEqual([
      { way: 'joined', bodies: 1 },
      { way: 'joined', bodies: 1 },
    ]);
    // The clip's own words are in its captions, in the drama's language.
    const own = await campaigns().listCaptions(
      a!.creator,
      (await campaigns().getCreatorClip(a!.creator, a!.ordered.id)).placement.id,
      'zh-CN',
    );
    expect(own.items[0]!.text).toContain('你终于回来了');
    const material = await promotion.house.db.read((trx) => campaigns().clipMaterial(trx, stage.organisationId, a!.ordered.id));
    expect(material).toMatchObject({ id: a!.ordered.id, durationMs: 5000 });
  });

  it('takes the channel’s code where codes are per channel', async () => {
    const { offerId, take } = await staged('channel');
    const { creator, placementId } = await take();
    const clip = await campaigns().createCreatorClip(creator, placementId, offerId);
    expect(clip.placement.id).toBe(placementId);
    expect((await ended(creator, clip.id)).state).toBe('done');
  });

  it('is refused where the claim is over, and can be stopped and ordered again', async () => {
    const { offerId, take } = await staged('clip');
    const { creator, placementId, claimId } = await take();
    const clip = await campaigns().createCreatorClip(creator, placementId, offerId);
    await campaigns().cancelCreatorClip(creator, clip.id);
    const stopped = await ended(creator, clip.id);
    if (stopped.state !== 'done') {
      expect(stopped.state).toBe('cancelled');
      await expect(campaigns().getCreatorClipVideo(creator, clip.id, false, new Request('http://x/'))).rejects.toMatchObject({
        code: 'campaigns.clip_not_ready',
      });
      await campaigns().createCreatorClip(creator, placementId, offerId);
      expect((await ended(creator, clip.id)).state).toBe('done');
    }
    await campaigns().withdrawClaim(creator, claimId);
    await expect(campaigns().createCreatorClip(creator, placementId, offerId)).rejects.toMatchObject({ code: 'campaigns.placement_over' });
    await expect(campaigns().createCreatorClip(creator, placementId, 'ofr_unknown')).rejects.toMatchObject({
      code: 'campaigns.placement_over',
    });
  });
});
