/** Creators' clips: an offer's body with their code on its card. */
import { answerContent, type FoundWork } from '../../catalog/index.ts';
import type { StampedClip } from '../../studio/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { CreatorClip } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as campaignRepo from '../repo/campaigns.ts';
import * as repo from '../repo/claims.ts';
import type { CreatorClipRow, OfferRow, PlacementRow } from '../tables.ts';
import { maySee, whoseOf } from './claims.ts';
import { titleOf, type Loaded, type Loading } from './load.ts';
import type { OfferUses } from './offers.ts';
import type { CampaignsParts } from './parts.ts';
import { presentPlacements, requirePlacement } from './placements.ts';
import type { Placing } from './placing.ts';
import type { Telling } from './telling.ts';

export function createClipUses(parts: CampaignsParts, loading: Loading, placeIn: Placing, offers: OfferUses, telling: Telling) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly CreatorClipRow[]): Promise<CreatorClip[]> {
    const placements = await repo.findPlacements(trx, organisationId, [...new Set(rows.map((row) => row.placement_id))]);
    const shown = new Map((await presentPlacements(parts, trx, organisationId, placements)).map((placement) => [placement.id, placement]));
    const stamped = await parts.studio.findStamped(
      trx,
      organisationId,
      rows.map((row) => row.stamped_id),
    );
    return rows.map((row) => {
      const copy: StampedClip | undefined = stamped.get(row.stamped_id);
      const placement = shown.get(row.placement_id)!;
      return {
        id: row.id,
        claimId: row.claim_id,
        campaignId: row.campaign_id,
        offerId: row.offer_id,
        placement,
        name: row.name,
        filename: `${row.name}.mp4`,
        // Its episode was deleted, and its file with it.
        state: copy?.state ?? 'failed',
        progressBps: copy?.progressBps ?? 0,
        error: copy ? copy.error : { code: 'campaigns.offer_not_ready', params: {} },
        durationMs: copy?.durationMs ?? null,
        width: copy?.width ?? null,
        height: copy?.height ?? null,
        sizeBytes: copy?.sizeBytes ?? null,
        createdAt: row.created_at.toISOString(),
      };
    });
  }

  /** The placement whose code goes on the card: the clip's own where codes are per clip, made now if it is not there. */
  async function placementFor(trx: Trx, loaded: Loaded, row: PlacementRow, offer: OfferRow): Promise<PlacementRow> {
    if (row.offer_id === offer.id || (loaded.settings.codeScope === 'channel' && row.offer_id === '')) return row;
    const claim = (await repo.findClaim(trx, row.organisation_id, row.claim_id))!;
    const all = await placeIn(trx, loaded, claim, [{ channel: row.channel, accountId: row.account_id, offer }]);
    return all.find((each) => each.channel === row.channel && each.offer_id === offer.id)!;
  }

  async function create(trx: Trx, actor: Actor, placementId: string, offerId: string): Promise<CreatorClip> {
    const { organisationId } = actor;
    const party = await parts.creators.partyOf(trx, actor);
    if (party.kind === 'creator') await parts.creators.requireActive(trx, actor);
    const asked = await requirePlacement(parts, trx, actor, placementId);
    // Two orders of one claim wait for one another: the clip's own placement is made once.
    const claim = await repo.findClaim(trx, organisationId, asked.claim_id, true);
    const [row] = await repo.findPlacements(trx, organisationId, [placementId]);
    if (row!.valid_until !== null || claim!.state !== 'approved') throw campaignsErrors.placement_over({ code: row!.code_shown });
    const loaded = await loading.load(trx, organisationId, row!.campaign_id);
    const { embargoUntil } = loaded.settings;
    if (embargoUntil && Date.parse(embargoUntil) > clock.nowMs()) throw campaignsErrors.embargoed({ until: embargoUntil });
    const offer = loaded.offers.find((each) => each.row.id === offerId);
    if (!offer) throw campaignsErrors.offer_not_found({ id: offerId });
    const bodyId = await offers.orderBody(trx, organisationId, loaded.row.work_id, offer.row);
    if (!bodyId) throw campaignsErrors.offer_not_ready({ title: offer.row.facts.title });
    const placement = await placementFor(trx, loaded, row!, offer.row);
    const name = clipName(loaded.work, placement, offer.row);
    const card = { title: titleOf(loaded.work), code: placement.code_shown, url: placement.url };
    const { stampedId } = await parts.studio.orderStamp(trx, { organisationId, bodyId, card, name });
    const made = await repo.putCreatorClip(trx, {
      id: newId('creatorClip', clock.nowMs()),
      organisation_id: organisationId,
      placement_id: placement.id,
      claim_id: placement.claim_id,
      campaign_id: placement.campaign_id,
      creator_id: placement.creator_id,
      offer_id: offerId,
      stamped_id: stampedId,
      name,
      told_at: null,
      created_at: clock.now(),
    });
    await audit.record(trx, actor, 'campaigns.create_creator_clip', { id: made.id, title: name }, { placementId: placement.id, offerId });
    return (await present(trx, organisationId, [made]))[0]!;
  }

  async function requireClip(trx: Trx, actor: Actor, id: string): Promise<CreatorClipRow> {
    const [row] = await repo.listCreatorClips(trx, actor.organisationId, { id });
    const whose = await whoseOf(parts, trx, actor, await parts.creators.partyOf(trx, actor));
    if (!row || !maySee(whose, row.creator_id)) throw campaignsErrors.creator_clip_not_found({ id });
    return row;
  }

  return {
    listOfClaim: async (trx: Trx, organisationId: string, claimId: string): Promise<CreatorClip[]> =>
      present(trx, organisationId, await repo.listCreatorClips(trx, organisationId, { claimId })),

    createCreatorClip: (actor: Actor, placementId: string, offerId: string): Promise<CreatorClip> =>
      db.transaction((trx) => create(trx, actor, placementId, offerId)),

    listCreatorClips: (actor: Actor, placementId: string): Promise<{ items: CreatorClip[] }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const row = await requirePlacement(parts, trx, actor, placementId);
        const siblings = row.offer_id === '' ? await repo.listSiblings(trx, organisationId, row) : [row.id];
        return { items: await present(trx, organisationId, await repo.listCreatorClips(trx, organisationId, { placementIds: siblings })) };
      }),

    getCreatorClip: (actor: Actor, id: string): Promise<CreatorClip> =>
      db.read(async (trx) => (await present(trx, actor.organisationId, [await requireClip(trx, actor, id)]))[0]!),

    cancelCreatorClip: (actor: Actor, id: string): Promise<CreatorClip> =>
      db.transaction(async (trx) => {
        const row = await requireClip(trx, actor, id);
        await parts.studio.cancelStamp(trx, actor.organisationId, row.stamped_id);
        await audit.record(trx, actor, 'campaigns.cancel_creator_clip', { id, title: row.name });
        return (await present(trx, actor.organisationId, [row]))[0]!;
      }),

    async getCreatorClipVideo(actor: Actor, id: string, download: boolean, request: Request): Promise<Response> {
      const { asset, name } = await db.read(async (trx) => {
        const row = await requireClip(trx, actor, id);
        const copy = (await parts.studio.findStamped(trx, actor.organisationId, [row.stamped_id])).get(row.stamped_id);
        if (!copy?.assetId) throw campaignsErrors.clip_not_ready({ name: row.name });
        return { asset: await parts.catalog.getAsset(trx, actor.organisationId, copy.assetId), name: row.name };
      });
      return answerContent({ ...asset, filename: `${name}.mp4` }, request, download, (range) => parts.objects.read(asset.sha256, range));
    },

    /** The studio has a copy ready: its creator is told, once. */
    onStamped: ({ organisationId, stampedId }: { organisationId: string; stampedId: string }): Promise<void> =>
      db.transaction(async (trx) => {
        for (const row of await repo.markTold(trx, organisationId, stampedId, clock.now())) {
          const [campaign] = await campaignRepo.findCampaigns(trx, organisationId, [row.campaign_id]);
          const link = `/creator/claims/${row.claim_id}`;
          await telling.creator(trx, organisationId, row.creator_id, 'clip_ready', { campaign: campaign?.name ?? '' }, link);
        }
      }),

    /** The studio has a body ready: landing pages that had no teaser may show it. */
    onBody: ({ organisationId, bodyId }: { organisationId: string; bodyId: string }): Promise<void> =>
      db.transaction(async (trx) => {
        const offersOfBody = await campaignRepo.findOffersOfBody(trx, bodyId);
        for (const campaignId of new Set(offersOfBody.map((offer) => offer.campaign_id)))
          await telling.refreshPages(trx, organisationId, campaignId);
      }),

    /** A finished clip as whoever publishes it needs it; null while it is not finished, or where it is not the organisation's. */
    async findMaterial(trx: Trx, organisationId: string, id: string) {
      const [row] = await repo.listCreatorClips(trx, organisationId, { id });
      if (!row) return null;
      const copy = (await parts.studio.findStamped(trx, organisationId, [row.stamped_id])).get(row.stamped_id);
      if (!copy?.assetId) return null;
      const asset = await parts.catalog.getAsset(trx, organisationId, copy.assetId);
      return {
        id: row.id,
        placementId: row.placement_id,
        name: row.name,
        sha256: asset.sha256,
        sizeBytes: asset.sizeBytes,
        durationMs: copy.durationMs ?? 0,
      };
    },
  };
}
export type ClipUses = ReturnType<typeof createClipUses>;

// What no file system takes.
const fileName = (text: string): string =>
  text
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Drama, clip, channel, code: what a creator with forty files in a folder tells them apart by. */
function clipName(work: FoundWork | null, placement: PlacementRow, offer: OfferRow): string {
  return fileName([titleOf(work), offer.facts.title, placement.channel, placement.code].filter((part) => part !== '').join(' - ')).slice(
    0,
    150,
  );
}
