/** What the pages ask of the server, with the keys by which answers are kept, and how fresh each has to be. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { ask, type Answer, type Request } from './api.ts';

/** Numbers are there within seconds of the event: a page that shows them asks again this often while it is looked at. */
const freshMs = 5000;

export type Me = Answer<'GET /api/v1/me'>;
export type Mine = Answer<'GET /api/v1/creator'>;
export type MarketEntry = Answer<'GET /api/v1/campaign-market'>['items'][number];
export type MarketDetail = Answer<'GET /api/v1/campaign-market/:campaignId'>;
export type Offer = MarketDetail['offers'][number];
export type ClaimDetail = Answer<'GET /api/v1/my/claims/:claimId'>;
export type Placement = ClaimDetail['placements'][number];
export type Claim = Answer<'GET /api/v1/my/claims'>['items'][number];
export type Clip = ClaimDetail['clips'][number];
export type Performance = Answer<'GET /api/v1/my/performance'>;
export type Counts = Performance['total'];
export type Order = Answer<'GET /api/v1/my/conversions'>['items'][number];
export type Account = Answer<'GET /api/v1/channel-accounts'>['items'][number];
export type Publication = Answer<'GET /api/v1/publications'>['items'][number];
export type Notification = Answer<'GET /api/v1/notifications'>['items'][number];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask('GET /api/v1/me', {}, { signal }),
  staleTime: 60_000,
});

export const mineQuery = queryOptions({
  queryKey: ['mine'],
  queryFn: ({ signal }) => ask('GET /api/v1/creator', {}, { signal }),
  staleTime: 60_000,
});

export type MarketFilter = Pick<NonNullable<Request<'GET /api/v1/campaign-market'>['query']>, 'query' | 'genre' | 'channel' | 'sort'>;
export const marketQuery = (filter: MarketFilter, limit = 24) =>
  infiniteQueryOptions({
    queryKey: ['market', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /api/v1/campaign-market', { query: { ...filter, limit, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['market-campaign', campaignId],
    queryFn: ({ signal }) => ask('GET /api/v1/campaign-market/:campaignId', { params: { campaignId } }, { signal }),
  });

export const claimsQuery = infiniteQueryOptions({
  queryKey: ['claims'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/my/claims', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

const working = (clip: Pick<Clip, 'state'>) => clip.state === 'queued' || clip.state === 'running';

/** A claim with its codes, captions and clips; asked every second while one of its clips is being made. */
export const claimQuery = (claimId: string) =>
  queryOptions({
    queryKey: ['claim', claimId],
    queryFn: ({ signal }) => ask('GET /api/v1/my/claims/:claimId', { params: { claimId } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.clips.some(working) ? 1000 : false),
  });

export const performanceQuery = (range: { from?: string; to?: string; campaignId?: string } = {}) =>
  queryOptions({
    queryKey: ['performance', range],
    queryFn: ({ signal }) => ask('GET /api/v1/my/performance', { query: range }, { signal }),
    refetchInterval: freshMs,
    staleTime: 0,
  });

export const ordersQuery = (filter: { campaignId?: string; placementId?: string; credited?: 'true' | 'false' }) =>
  infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /api/v1/my/conversions', { query: { ...filter, limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: freshMs * 2,
  });

export const orderQuery = (conversionId: string) =>
  queryOptions({
    queryKey: ['order', conversionId],
    queryFn: ({ signal }) => ask('GET /api/v1/my/conversions/:conversionId', { params: { conversionId } }, { signal }),
  });

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => ask('GET /api/v1/channel-accounts', { query: { limit: 200 } }, { signal }),
});

const onTheWay = (one: Publication) => one.state === 'uploading' || one.state === 'processing';

/** All posts, newest first; asked again while one of them is on its way. */
export const publicationsQuery = infiniteQueryOptions({
  queryKey: ['publications'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/publications', { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(onTheWay)) ? 3000 : false),
});

/** The posts of a channel of one promotion: of the channel's code, and of the codes of its clips. */
export const postsQuery = (placementIds: readonly string[]) =>
  queryOptions({
    queryKey: ['publications', placementIds],
    queryFn: async ({ signal }) => {
      const of = (placementId: string) => ask('GET /api/v1/publications', { query: { placementId, limit: 30 } }, { signal });
      const items = (await Promise.all(placementIds.map(of))).flatMap((page) => page.items);
      return items.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    },
    refetchInterval: ({ state }) => (state.data?.some(onTheWay) ? 3000 : false),
  });

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => ask('GET /api/v1/connections', {}, { signal }),
});

export const channelsQuery = queryOptions({
  queryKey: ['publishing-channels'],
  queryFn: ({ signal }) => ask('GET /api/v1/publishing-channels', {}, { signal }),
  staleTime: 600_000,
});

export const termsQuery = queryOptions({
  queryKey: ['creator-terms'],
  queryFn: ({ signal }) => ask('GET /api/v1/creator-terms', {}, { signal }),
});

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam, signal }) =>
    ask('GET /api/v1/notifications', { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: 30_000,
});

/** Takes the campaign, and leaves the claim where its page looks for it. */
export async function takeCampaign(client: QueryClient, campaignId: string, channels: MarketDetail['channels']): Promise<ClaimDetail> {
  const claim = await ask('POST /api/v1/campaigns/:campaignId/claims', {
    params: { campaignId },
    body: channels.length > 0 ? { channels } : {},
  });
  client.setQueryData(claimQuery(claim.id).queryKey, claim);
  for (const key of ['claims', 'market', 'market-campaign']) void client.invalidateQueries({ queryKey: [key] });
  return claim;
}

/** Asks for an offer's clip with the code of a channel on its end card. */
export async function makeClip(client: QueryClient, placement: Pick<Placement, 'id' | 'claimId'>, offerId: string): Promise<Clip> {
  const clip = await ask('POST /api/v1/placements/:placementId/clips', { params: { placementId: placement.id }, body: { offerId } });
  await client.invalidateQueries({ queryKey: ['claim', placement.claimId] });
  return clip;
}
