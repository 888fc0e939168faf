/** Placements to read: listings, one of them, its QR; and a claim with everything that its creator needs. */
import QRCode from 'qrcode';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { ClaimDetail, Placement, campaignsContract } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import { findCampaigns } from '../repo/campaigns.ts';
import * as repo from '../repo/claims.ts';
import type { PlacementRow } from '../tables.ts';
import type { CaptionUses } from './captions.ts';
import { maySee, whoseOf, type ClaimUses } from './claims.ts';
import type { ClipUses } from './clips.ts';
import { titleOf, type Loading } from './load.ts';
import type { MarketUses } from './market.ts';
import type { CampaignsParts } from './parts.ts';
import { presentPlacement } from './present.ts';

type Listing = z.output<(typeof campaignsContract)['routes']['listPlacements']['query']>;
type QrWish = z.output<(typeof campaignsContract)['routes']['getPlacementQr']['query']>;
const place = z.object({ id: z.string().max(40) });
const mostOfClaim = 500;

/** Names of campaigns and titles of dramas beside rows of placements. */
export async function presentPlacements(
  parts: CampaignsParts,
  trx: Trx,
  organisationId: string,
  rows: readonly PlacementRow[],
): Promise<Placement[]> {
  const found = await findCampaigns(trx, organisationId, [...new Set(rows.map((row) => row.campaign_id))]);
  const campaigns = new Map(found.map((row) => [row.id, row]));
  const works = await parts.catalog.findWorks(trx, organisationId, [...new Set(rows.map((row) => row.work_id))]);
  return rows.map((row) =>
    presentPlacement(row, {
      campaignName: campaigns.get(row.campaign_id)?.name ?? '',
      title: titleOf(works.get(row.work_id) ?? null),
    }),
  );
}

/** A placement that the actor may see. Throws placement_not_found for all others. */
export async function requirePlacement(parts: CampaignsParts, trx: Trx, actor: Actor, id: string): Promise<PlacementRow> {
  const [row] = await repo.findPlacements(trx, actor.organisationId, [id]);
  const whose = await whoseOf(parts, trx, actor, await parts.creators.partyOf(trx, actor));
  if (!row || !maySee(whose, row.creator_id)) throw campaignsErrors.placement_not_found({ id });
  return row;
}

/** A QR picture of an address (ISO/IEC 18004, level M) with its four white modules around it. */
export async function qrPicture(url: string, format: 'svg' | 'png', size: number): Promise<Uint8Array<ArrayBuffer>> {
  const options = { errorCorrectionLevel: 'M' as const, margin: 4 };
  if (format === 'svg') return new Uint8Array(new TextEncoder().encode(await QRCode.toString(url, { ...options, type: 'svg' })));
  return new Uint8Array(await QRCode.toBuffer(url, { ...options, type: 'png', width: size }));
}

export function createPlacementUses(
  parts: CampaignsParts,
  loading: Loading,
  uses: { claims: ClaimUses; market: MarketUses; captions: CaptionUses; clips: ClipUses },
) {
  const { db } = parts;

  return {
    listPlacements: (actor: Actor, listing: Listing): Promise<{ items: Placement[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const whose = await whoseOf(parts, trx, actor, await parts.creators.partyOf(trx, actor));
        if (listing.creatorId !== undefined && !maySee(whose, listing.creatorId)) return { items: [], nextCursor: null };
        const filter: repo.PlacementFilter = { ...whose };
        if (listing.creatorId !== undefined) filter.creatorId = listing.creatorId;
        if (listing.campaignId !== undefined) filter.campaignId = listing.campaignId;
        if (listing.claimId !== undefined) filter.claimId = listing.claimId;
        if (listing.channel !== undefined) filter.channel = listing.channel;
        const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor).id;
        const rows = await repo.listPlacements(trx, actor.organisationId, filter, { after, limit: listing.limit + 1 });
        const page = rows.slice(0, listing.limit);
        return {
          items: await presentPlacements(parts, trx, actor.organisationId, page),
          nextCursor: rows.length > listing.limit ? encodeCursor({ id: page.at(-1)!.id }) : null,
        };
      }),

    getPlacement: (actor: Actor, id: string): Promise<Placement> =>
      db.read(
        async (trx) => (await presentPlacements(parts, trx, actor.organisationId, [await requirePlacement(parts, trx, actor, id)]))[0]!,
      ),

    async getPlacementQr(actor: Actor, id: string, wish: QrWish): Promise<Response> {
      const row = await db.read((trx) => requirePlacement(parts, trx, actor, id));
      return new Response(await qrPicture(row.url, wish.format, wish.size), {
        headers: {
          'content-type': wish.format === 'svg' ? 'image/svg+xml' : 'image/png',
          'cache-control': 'private, max-age=3600',
          'content-disposition': contentDisposition(`${row.code}.${wish.format}`, wish.download ? 'attachment' : 'inline'),
        },
      });
    },

    /** A creator's claim with its campaign, codes, links, captions and clips. */
    getMyClaim: (actor: Actor, claimId: string, language: string | undefined): Promise<ClaimDetail> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const { row, party } = await uses.claims.requireOwn(trx, actor, claimId);
        const [claim] = await uses.claims.presentAll(trx, organisationId, [row]);
        // Whoever took a campaign sees it to the end, also when it is in the market no more.
        const loaded = { loaded: await loading.load(trx, organisationId, row.campaign_id), claim: row };
        const rows = await repo.listPlacements(trx, organisationId, { claimId }, { after: null, limit: mostOfClaim });
        const placements = await presentPlacements(parts, trx, organisationId, rows);
        const captioned: ClaimDetail['placements'] = [];
        for (const [index, placement] of placements.entries())
          captioned.push({ ...placement, captions: await uses.captions.captionsOf(trx, loaded.loaded, rows[index]!, language) });
        return {
          ...claim!,
          campaign: await uses.market.detailIn(trx, actor, party, loaded),
          placements: captioned,
          clips: await uses.clips.listOfClaim(trx, organisationId, claimId),
        };
      }),
  };
}
export type PlacementUses = ReturnType<typeof createPlacementUses>;
