/** What pages ask about campaigns, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { campaignsContract, type CampaignState, type ClaimState } from '../../../../src/modules/campaigns/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = campaignsContract;
type CampaignFilter = { query?: string; state?: CampaignState; workId?: string; trashed?: boolean };

export const campaignsQuery = (filter: CampaignFilter) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listCampaigns,
        { query: { ...filter, trashed: filter.trashed ? 'true' : 'false', limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['campaign', campaignId],
    queryFn: ({ signal }) => call(routes.getCampaign, { params: { campaignId } }, { signal }),
  });

export const marketQuery = (filter: { query?: string; sort?: 'new' | 'pay' | 'trend' }) =>
  infiniteQueryOptions({
    queryKey: ['market', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listMarket, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const marketCampaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['market-campaign', campaignId],
    queryFn: ({ signal }) => call(routes.getMarketCampaign, { params: { campaignId } }, { signal }),
  });

export const claimsQuery = (filter: { campaignId?: string; creatorId?: string; state?: ClaimState }) =>
  infiniteQueryOptions({
    queryKey: ['claims', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listClaims, { query: { ...filter, limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const placementsQuery = (filter: { campaignId?: string; creatorId?: string; claimId?: string }) =>
  infiniteQueryOptions({
    queryKey: ['placements', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listPlacements, { query: { ...filter, limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
