import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import { campaignsContract } from './contract.ts';
import type { CampaignsService } from './service/index.ts';

export function campaignsRoutes(service: CampaignsService): BoundContract {
  return bindRoutes(campaignsContract, {
    listCampaigns: ({ query }, { actor }) => service.listCampaigns(actor, query),
    createCampaign: ({ body }, { actor }) => service.createCampaign(actor, body),
    getCampaign: ({ params }, { actor }) => service.getCampaign(actor, params.campaignId),
    updateCampaign: ({ params, body }, { actor }) => service.updateCampaign(actor, params.campaignId, body),
    publishCampaign: ({ params }, { actor }) => service.publishCampaign(actor, params.campaignId),
    pauseCampaign: ({ params, body }, { actor }) => service.pauseCampaign(actor, params.campaignId, body.reason),
    resumeCampaign: ({ params }, { actor }) => service.resumeCampaign(actor, params.campaignId),
    endCampaign: ({ params, body }, { actor }) => service.endCampaign(actor, params.campaignId, body.reason),
    trashCampaign: ({ params }, { actor }) => service.trashCampaign(actor, params.campaignId),
    restoreCampaign: ({ params }, { actor }) => service.restoreCampaign(actor, params.campaignId),
    deleteCampaign: async ({ params }, { actor }) => {
      await service.deleteCampaign(actor, params.campaignId);
      return {};
    },
    setOffers: ({ params, body }, { actor }) => service.setOffers(actor, params.campaignId, body.offers),
    setAgencyShares: ({ params, body }, { actor }) => service.setAgencyShares(actor, params.campaignId, body.shares),
    getPoster: ({ params }, { actor, request }) => service.getPoster(actor, params.campaignId, request),
    getOfferVideo: ({ params }, { actor, request }) => service.getOfferVideo(actor, params.campaignId, params.offerId, request),
    listMarket: ({ query }, { actor }) => service.listMarket(actor, query),
    getMarketCampaign: ({ params }, { actor }) => service.getMarketCampaign(actor, params.campaignId),
    createClaim: async ({ params, body }, { actor }) =>
      service.getMyClaim(actor, await service.createClaim(actor, params.campaignId, body.channels), undefined),
    listClaims: ({ query }, { actor }) => service.listClaims(actor, query),
    decideClaims: ({ body }, { actor }) => service.decideClaims(actor, body),
    withdrawClaim: ({ params }, { actor }) => service.withdrawClaim(actor, params.claimId),
    addPlacements: async ({ params, body }, { actor }) => {
      await service.addPlacements(actor, params.claimId, body.channels);
      return service.getMyClaim(actor, params.claimId, undefined);
    },
    listMyClaims: ({ query }, { actor }) => service.listMyClaims(actor, query),
    getMyClaim: ({ params, query }, { actor }) => service.getMyClaim(actor, params.claimId, query.language),
    listPlacements: ({ query }, { actor }) => service.listPlacements(actor, query),
    getPlacement: ({ params }, { actor }) => service.getPlacement(actor, params.placementId),
    getPlacementQr: ({ params, query }, { actor }) => service.getPlacementQr(actor, params.placementId, query),
    listCaptions: ({ params, query }, { actor }) => service.listCaptions(actor, params.placementId, query.language),
    translateCaption: ({ params, body }, { actor }) => service.translateCaption(actor, params.placementId, body),
    createCreatorClip: ({ params, body }, { actor }) => service.createCreatorClip(actor, params.placementId, body.offerId),
    listCreatorClips: ({ params }, { actor }) => service.listCreatorClips(actor, params.placementId),
    getCreatorClip: ({ params }, { actor }) => service.getCreatorClip(actor, params.creatorClipId),
    cancelCreatorClip: ({ params }, { actor }) => service.cancelCreatorClip(actor, params.creatorClipId),
    getCreatorClipVideo: ({ params, query }, { actor, request }) =>
      service.getCreatorClipVideo(actor, params.creatorClipId, query.download, request),
    listTemplates: ({ query }, { actor }) => service.listTemplates(actor, query),
    createTemplate: ({ body }, { actor }) => service.createTemplate(actor, body),
    updateTemplate: ({ params, body }, { actor }) => service.updateTemplate(actor, params.templateId, body),
    deleteTemplate: async ({ params }, { actor }) => {
      await service.deleteTemplate(actor, params.templateId);
      return {};
    },
    reviewTemplate: ({ params, body }, { actor }) => service.reviewTemplate(actor, params.templateId, body.reviewed),
    previewTemplate: ({ body }, { actor }) => service.previewTemplate(actor, body),
  });
}
