/** Placements: a code and a link for each, made together or not at all. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { insertPlacements, listPlacements } from '../repo/claims.ts';
import type { ClaimRow, OfferRow, PlacementRow } from '../tables.ts';
import type { Loaded } from './load.ts';
import { landingOf } from './page.ts';
import type { CampaignsParts } from './parts.ts';

export type Wanted = { channel: string; accountId: string | null; offer: OfferRow | null };
/** Of one claim: channels, and clips on each of them. */
const mostOfClaim = 5000;

export function createPlacing(parts: CampaignsParts) {
  /**
   * Places that are wanted and not there yet, each with its code and its link; the caller holds the claim. Answers with all of
   * the claim's placements, the newest first. Throws links.destination_not_allowed where the campaign's addresses are not.
   */
  return async function placeIn(trx: Trx, loaded: Loaded, claim: ClaimRow, wanted: readonly Wanted[]): Promise<PlacementRow[]> {
    const { organisation_id: organisationId } = claim;
    const present = await listPlacements(trx, organisationId, { claimId: claim.id }, { after: null, limit: mostOfClaim });
    const key = (channel: string, offerId: string): string => `${channel}/${offerId}`;
    const taken = new Set(present.map((row) => key(row.channel, row.offer_id)));
    const missing = wanted.filter(({ channel, offer }) => !taken.has(key(channel, offer?.id ?? '')));
    if (missing.length === 0) return present;
    const now = parts.clock.now();
    const ids = missing.map(() => newId('placement', now.getTime()));
    const codes = await parts.codes.issue(trx, {
      organisationId,
      placements: ids.map((placementId) => ({ placementId, expiresAt: null })),
    });
    const bodies = await parts.studio.findBodies(
      trx,
      organisationId,
      loaded.offers.flatMap((offer) => offer.row.body_id ?? []),
    );
    const endsAt = loaded.settings.endsAt === null ? null : instantFromIso(loaded.settings.endsAt);
    const links = await parts.links.create(trx, {
      organisationId,
      links: missing.map(({ offer }, index) => ({
        placementId: ids[index]!,
        rules: loaded.row.link_rules,
        page: landingOf(loaded, bodies, offer?.id ?? '', codes[index]!),
        endsAt,
      })),
    });
    await insertPlacements(
      trx,
      missing.map(({ channel, accountId, offer }, index) => ({
        id: ids[index]!,
        organisation_id: organisationId,
        claim_id: claim.id,
        campaign_id: claim.campaign_id,
        work_id: loaded.row.work_id,
        creator_id: claim.creator_id,
        agency_id: claim.agency_id,
        channel,
        account_id: accountId,
        offer_id: offer?.id ?? '',
        hook_id: offer?.facts.hookId ?? null,
        clip_id: offer?.facts.clipId ?? null,
        code_id: codes[index]!.id,
        code: codes[index]!.code,
        code_shown: codes[index]!.shown,
        link_id: links[index]!.id,
        url: links[index]!.url,
        valid_from: now,
        valid_until: null,
        created_at: now,
      })),
    );
    return listPlacements(trx, organisationId, { claimId: claim.id }, { after: null, limit: mostOfClaim });
  };
}
export type Placing = ReturnType<typeof createPlacing>;
