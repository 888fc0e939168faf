/** What the desk asks about copies, with the keys by which it is kept, and how often it looks again while something runs. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { MatchState, TransformationName } from '../../../../src/modules/protection/matches/contract.ts';
import type { CopyReport, Desk, Sighting, Suspect } from '../../../../src/modules/protection/suspects/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = protectionContract;
/** While something runs, and while one only waits for what others or the watch folder bring. */
const soonMs = 2000;
const calmMs = 20_000;

export const runs = (state: Suspect['state'] | Sighting['state']): boolean =>
  state === 'waiting' || state === 'scanning' || state === 'fetching';
export const busy = ({ suspects, links }: Desk): boolean => suspects.waiting + suspects.scanning + links.waiting + links.fetching > 0;

/** Every key of the desk begins so: whatever was decided or brought in renews all of it. */
const root = 'copies';
export const refreshCopies = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: [root] });

/** The lists alone: what counts them is fresh already. */
export const refreshLists = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: [root], predicate: ({ queryKey }) => queryKey[1] !== 'desk' });

export const deskQuery = queryOptions({
  queryKey: [root, 'desk'],
  queryFn: ({ signal }) => call(routes.getDesk, {}, { signal }),
  refetchInterval: (query) => (query.state.data && busy(query.state.data) ? soonMs : calmMs),
});

export type MatchFilter = {
  state?: MatchState;
  workId?: string;
  suspectId?: string;
  host?: string;
  transformation?: TransformationName;
  sort?: 'strength' | 'newest';
};

/** `live` while scans run: matches then come in by themselves. */
export const matchesQuery = (filter: MatchFilter, live: boolean) =>
  infiniteQueryOptions({
    queryKey: [root, 'matches', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listMatches, { query: { ...filter, limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: live ? soonMs : calmMs,
  });

export const matchQuery = (matchId: string) =>
  queryOptions({
    queryKey: [root, 'match', matchId],
    queryFn: ({ signal }) => call(routes.getMatch, { params: { matchId } }, { signal }),
  });

export const suspectsQuery = (filter: { state?: Suspect['state']; query?: string; matched?: 'true' | 'false' }) =>
  infiniteQueryOptions({
    queryKey: [root, 'suspects', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSuspects, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(({ state }) => runs(state))) ? soonMs : calmMs),
  });

export const suspectQuery = (suspectId: string) =>
  queryOptions({
    queryKey: [root, 'suspect', suspectId],
    queryFn: ({ signal }) => call(routes.getSuspect, { params: { suspectId } }, { signal }),
    refetchInterval: (query) => (query.state.data && runs(query.state.data.state) ? soonMs : false),
  });

export const linksQuery = (state: Sighting['state'] | null) =>
  infiniteQueryOptions({
    queryKey: [root, 'links', state],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listSightings,
        { query: { way: 'link', limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some((one) => runs(one.state))) ? soonMs : calmMs),
  });

export const reportsQuery = (state: CopyReport['state'] | null) =>
  infiniteQueryOptions({
    queryKey: [root, 'reports', state],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listReports, { query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: calmMs,
  });

export const reportAddressQuery = queryOptions({
  queryKey: [root, 'report-address'],
  queryFn: ({ signal }) => call(routes.getReportAddress, {}, { signal }),
});

export const coverageQuery = infiniteQueryOptions({
  queryKey: [root, 'coverage'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.getCoverage, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) => {
    const first = query.state.data?.pages[0];
    return first?.completing || first?.searching ? soonMs : calmMs;
  },
});

export const workCoverageQuery = (workId: string) =>
  queryOptions({
    queryKey: [root, 'coverage', workId],
    queryFn: ({ signal }) => call(routes.getWorkCoverage, { params: { workId } }, { signal }),
  });
