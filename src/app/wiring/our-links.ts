/** What takedown asks of links of our own: whose an address is, ending it, and who answers for it. */
import type { Campaigns } from '../../modules/campaigns/index.ts';
import type { Creators } from '../../modules/creators/index.ts';
import type { Links } from '../../modules/links/index.ts';
import type { OurLinks } from '../../modules/takedown/index.ts';

/** Links, placements and creators behind one door. */
export function ourLinksOf(given: {
  links: Pick<Links, 'findByAddress' | 'suspend' | 'resume'>;
  campaigns: Pick<Campaigns, 'placementFacts'>;
  creators: Pick<Creators, 'partyOf' | 'creatorNames' | 'userIdsOf' | 'listCreatorIdsOfAgency'>;
}): OurLinks {
  const { links, campaigns, creators } = given;
  return {
    find: async (trx, url) => {
      const link = await links.findByAddress(trx, url);
      if (!link) return null;
      const facts = (await campaigns.placementFacts(trx, link.organisationId, [link.placementId])).get(link.placementId);
      const { id: linkId, ...rest } = link;
      return { ...rest, linkId, creatorId: facts?.creatorId ?? null };
    },
    end: (trx, organisationId, linkIds) => links.suspend(trx, organisationId, linkIds),
    restore: async (trx, organisationId, linkIds) => void (await links.resume(trx, organisationId, linkIds)),
    creatorNames: (trx, organisationId, ids) => creators.creatorNames(trx, organisationId, ids),
    userIdsOf: async (trx, organisationId, creatorId) => (await creators.userIdsOf(trx, organisationId, [creatorId])).get(creatorId) ?? [],
    creatorIdsOf: async (trx, actor) => {
      const party = await creators.partyOf(trx, actor);
      if (party.kind === 'creator') return [party.creatorId];
      return party.kind === 'agency' ? creators.listCreatorIdsOfAgency(trx, actor.organisationId, party.agencyId) : [];
    },
  };
}
