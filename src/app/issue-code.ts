import type { Campaigns } from '../modules/campaigns/index.ts';
import { channels } from '../modules/creators/contract.ts';
import type { Creators } from '../modules/creators/index.ts';
import type { Placement } from '../modules/campaigns/contract.ts';
import type { Database } from '../platform/db/index.ts';
import type { Actor } from '../platform/http/actor.ts';
import { appErrors } from './errors.ts';

type Wanted = { readonly drama: string; readonly creator: string; readonly channel: string; readonly clip: string | null };
export type IssuedForCreator = {
  code: string;
  shown: string;
  placementId: string;
  codeId: string;
  url: string;
  campaignId: string;
  issued: boolean;
};

/**
 * A creator's code for a drama on a channel, or for one clip of it there: the one that is out, or a new one by a claim that is
 * made and approved in the creator's name. Throws app.bad_usage for a channel that is none, app.no_campaign, app.no_clip, and
 * what stands in the way of a claim.
 */
export async function issueCode(
  { db, campaigns, creators }: { db: Database; campaigns: Campaigns; creators: Creators },
  actor: Actor,
  wanted: Wanted,
): Promise<IssuedForCreator> {
  const channel = channels.find((each) => each === wanted.channel);
  if (!channel) throw appErrors.bad_usage({ reason: `there is no channel ${wanted.channel}; channels: ${channels.join(', ')}` });
  const { organisationId } = actor;
  const userId = await db.read(async (trx) => {
    const { id } = await creators.getCreator(trx, organisationId, wanted.creator);
    return (await creators.userIdsOf(trx, organisationId, [id])).get(id)![0] ?? null;
  });
  const creator: Actor = { ...actor, id: userId, role: 'creator' };
  const find = async (clipPlacementId: string | null): Promise<Placement | undefined> => {
    const { items } = await campaigns.listPlacements(actor, { creatorId: wanted.creator, channel, limit: 200 });
    const open = items.filter(({ workId, validUntil }) => workId === wanted.drama && validUntil === null);
    return open.find(({ id, offerId }) => (clipPlacementId === null ? offerId === null : id === clipPlacementId));
  };
  const answer = (found: Placement, issued: boolean): IssuedForCreator => ({
    code: found.code,
    shown: found.codeShown,
    placementId: found.id,
    codeId: found.codeId,
    url: found.url,
    campaignId: found.campaignId,
    issued,
  });
  let present = await find(null);
  const known = present !== undefined;
  if (!present) {
    const { items } = await campaigns.listCampaigns(actor, { workId: wanted.drama, state: 'published', trashed: false, limit: 50 });
    if (items.length === 0) throw appErrors.no_campaign({ drama: wanted.drama });
    await claim(campaigns, actor, creator, items[0]!.id, channel);
    present = await find(null);
    if (!present) throw appErrors.no_campaign({ drama: wanted.drama });
  }
  if (wanted.clip === null) return answer(present, !known);
  const { offers } = await campaigns.getCampaign(actor, present.campaignId);
  const offer = offers.find(({ id, sourceId }) => id === wanted.clip || sourceId === wanted.clip);
  if (!offer) throw appErrors.no_clip({ clip: wanted.clip });
  const made = await campaigns.createCreatorClip(creator, present.id, offer.id);
  return answer(made.placement, !known || made.placement.id !== present.id);
}

async function claim(campaigns: Campaigns, actor: Actor, creator: Actor, campaignId: string, channel: string): Promise<void> {
  const { items } = await campaigns.listMyClaims(creator, { limit: 200 });
  const open = items.find((each) => each.campaignId === campaignId && (each.state === 'approved' || each.state === 'requested'));
  if (open?.state === 'approved') return campaigns.addPlacements(creator, open.id, [channel]);
  const claimId = open?.id ?? (await campaigns.createClaim(creator, campaignId, [channel]));
  const mine = (await campaigns.listMyClaims(creator, { limit: 200 })).items.find(({ id }) => id === claimId);
  // Whoever runs commands here may approve: it is the installation's own operator.
  if (mine?.state === 'requested') {
    const { failed } = await campaigns.decideClaims(actor, { claimIds: [claimId], decision: 'approve', note: '' });
    if (failed[0]) throw appErrors.claim_refused({ reason: failed[0].reason.code });
  }
}
