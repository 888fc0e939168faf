import { createCampaignUses } from './campaigns.ts';
import { createCaptionUses } from './captions.ts';
import { createClaimUses } from './claims.ts';
import { createClipUses } from './clips.ts';
import { createFactUses } from './facts.ts';
import { createLoading } from './load.ts';
import { createMarketUses } from './market.ts';
import { createOfferUses } from './offers.ts';
import type { CampaignsParts } from './parts.ts';
import { createPlacementUses } from './placements.ts';
import { createPlacing } from './placing.ts';
import { createStateUses } from './states.ts';
import { createTelling } from './telling.ts';

/**
 * The use-cases. Those that begin with a transaction only read, or join the caller's; those that begin with an actor are
 * whole acts, with their permission checked by the route and their trace in the audit trail.
 */
export function createCampaignsService(parts: CampaignsParts) {
  const loading = createLoading(parts);
  const telling = createTelling(parts, loading);
  const placeIn = createPlacing(parts);
  const campaigns = createCampaignUses(parts, loading, telling);
  const offers = createOfferUses(parts, loading, campaigns);
  const states = createStateUses(parts, loading, telling, campaigns, offers);
  const market = createMarketUses(parts, loading, offers);
  const claims = createClaimUses(parts, loading, placeIn, telling, states);
  const captions = createCaptionUses(parts, loading);
  const clips = createClipUses(parts, loading, placeIn, offers, telling);
  const placements = createPlacementUses(parts, loading, { claims, market, captions, clips });
  const { findMaterial: placementMaterial, ...facts } = createFactUses(parts);
  return {
    ...campaigns,
    ...offers,
    ...states,
    ...market,
    ...claims,
    ...captions,
    ...clips,
    ...placements,
    ...facts,
    placementMaterial,
    clipMaterial: clips.findMaterial,
  };
}
export type CampaignsService = ReturnType<typeof createCampaignsService>;
