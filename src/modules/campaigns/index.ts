/**
 * Campaigns: a drama put up for promotion under terms, creators who take it, and what they are given for it.
 *
 * Owns campaigns with the history of their terms, states, settings and agency shares, offers, claims, placements, creators'
 * clips and caption templates. Does not own codes and links (it has them made, one of each a placement), the videos (the studio
 * renders a body once and stamps it for each), people (creators' door says who is who), nor what is earned (attribution's).
 * Everything that a decision depends on is kept with the instant from which it held: `placementFacts` gives it to whoever
 * decides. Start reading at contract.ts, then rules/ for what is allowed, service/claims.ts for the minute from the market to a
 * code, and service/clips.ts for the stamped clip.
 */
import type { BoundContract } from '../../platform/http/server.ts';
import type { EventHandler } from '../../platform/jobs/index.ts';
import { bodyRendered, clipStamped } from '../studio/index.ts';
import { campaignsRoutes } from './routes.ts';
import { createCampaignsService, type CampaignsService } from './service/index.ts';
import type { CampaignsParts } from './service/parts.ts';

export { campaignsMigrations } from './migrations/index.ts';
export { qrPicture } from './service/placements.ts';
export type { CampaignsParts } from './service/parts.ts';
export type { PlacementFacts, PlacementOf, SettingsFact } from './service/facts.ts';
export type { RightsAnswer } from './rules/campaign.ts';
export type { Terms } from './contract.ts';

export type Campaigns = CampaignsService & { readonly bound: BoundContract; readonly events: EventHandler[] };

const minute = 60;

/** Campaigns on their parts; what time does to them is done by periodic work. */
export function createCampaigns(parts: CampaignsParts): Campaigns {
  const service = createCampaignsService(parts);
  parts.catalog.registerDependents({
    list: async (trx, scope) => {
      if (!scope.wholeWork) return [];
      const found = await service.listOfWork(trx, scope.organisationId, scope.workId);
      return found.length === 0
        ? []
        : [{ kind: 'campaign', count: found.length, sizeBytes: 0, examples: found.slice(0, 5).map(({ name }) => name) }];
    },
    remove: async (trx, actor, scope) => {
      if (scope.wholeWork) await service.onWorkDeleted(trx, actor, scope.workId);
    },
  });
  parts.jobs.every('campaigns.tend', minute, (signal) => service.tend(signal));
  parts.jobs.every('campaigns.refresh', 15 * minute, (signal) => service.refresh(signal));
  return {
    ...service,
    bound: campaignsRoutes(service),
    events: [
      { event: bodyRendered, subscriber: 'campaigns', run: (payload) => service.onBody(bodyRendered.payload.parse(payload)) },
      { event: clipStamped, subscriber: 'campaigns', run: (payload) => service.onStamped(clipStamped.payload.parse(payload)) },
    ],
  };
}
