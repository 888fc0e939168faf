/** Who is told what, and the pages that viewers see: what follows from a change of a campaign. */
import type { Trx } from '../../../platform/db/index.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { NotificationKind } from '../../notifications/index.ts';
import { findCampaign } from '../repo/campaigns.ts';
import { listClaimants, listPlacements } from '../repo/claims.ts';
import type { Loading } from './load.ts';
import { landingOf } from './page.ts';
import type { CampaignsParts } from './parts.ts';

type ToCreators = 'campaign_paused' | 'campaign_ended' | 'campaign_ending' | 'campaign_terms_changed';
const pageSize = 1000;

export function createTelling(parts: CampaignsParts, loading: Loading) {
  const tell = async (
    trx: Trx,
    organisationId: string,
    creatorIds: readonly string[],
    kind: NotificationKind,
    params: Record<string, string | number>,
    link: string,
  ): Promise<void> => {
    const users = await parts.creators.userIdsOf(trx, organisationId, creatorIds);
    // The kinds of a caller are typed where it calls; here they are whatever it named.
    await parts.notifications.notify(trx, { organisationId, userIds: [...users.values()].flat(), kind, params: params as never, link });
  };

  return {
    /** One creator's own people. */
    creator: (
      trx: Trx,
      organisationId: string,
      creatorId: string,
      kind: 'claim_approved' | 'claim_refused' | 'clip_ready',
      params: Record<string, string | number>,
      link: string,
    ): Promise<void> => tell(trx, organisationId, [creatorId], kind, params, link),

    /** Every creator with an open claim on a campaign. */
    async creators(
      trx: Trx,
      organisationId: string,
      campaignId: string,
      kind: ToCreators,
      params: Record<string, string | number>,
    ): Promise<void> {
      const claimants = await listClaimants(trx, organisationId, campaignId);
      if (claimants.length > 0) await tell(trx, organisationId, claimants, kind, params, `/creator/market/${campaignId}`);
    },

    /** All partners of the organisation, of a campaign that can be taken from now on. */
    async announce(trx: Trx, organisationId: string, campaignId: string, name: string): Promise<void> {
      const userIds = await parts.members.listUserIds(trx, organisationId, ['creator', 'agency']);
      await parts.notifications.notify(trx, {
        organisationId,
        userIds,
        kind: 'campaign_published',
        params: { campaign: name },
        link: `/creator/market/${campaignId}`,
      });
    },

    /** Writes the landing pages of a campaign anew, as its dates, places and clips are now. */
    async refreshPages(trx: Trx, organisationId: string, campaignId: string): Promise<void> {
      if (!(await findCampaign(trx, organisationId, campaignId))) return;
      const loaded = await loading.load(trx, organisationId, campaignId);
      const bodies = await parts.studio.findBodies(
        trx,
        organisationId,
        loaded.offers.flatMap((offer) => offer.row.body_id ?? []),
      );
      const byOffer = new Map<string, string[]>();
      for (let after: string | null = null; ;) {
        const rows: Awaited<ReturnType<typeof listPlacements>> = await listPlacements(
          trx,
          organisationId,
          { campaignId },
          { after, limit: pageSize },
        );
        for (const row of rows) if (!row.valid_until) byOffer.set(row.offer_id, [...(byOffer.get(row.offer_id) ?? []), row.id]);
        if (rows.length < pageSize) break;
        after = rows.at(-1)!.id;
      }
      for (const [offerId, ids] of byOffer) {
        const { code: _code, codeShown: _shown, ...page } = landingOf(loaded, bodies, offerId, { code: '', shown: '' });
        await parts.links.replacePages(trx, organisationId, ids, page);
        await parts.links.moveEnd(trx, organisationId, ids, page.endsAt === null ? null : instantFromIso(page.endsAt));
      }
    },
  };
}
export type Telling = ReturnType<typeof createTelling>;
