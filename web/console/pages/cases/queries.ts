/** What pages ask about cases, hosts, laws and incoming notices, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';
import type { CaseDetail, CaseState, LinkState, Notice } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { IncomingDetail } from '../../../../src/modules/takedown/incoming/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = takedownContract;
const root = 'cases';
const soonMs = 1500;

/** Renews all that shows cases: one act moves lists, counts and clocks. */
export const refreshCases = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: [root] });

export type CaseFilter = {
  state?: CaseState;
  show?: 'open' | 'closed' | 'all';
  need?: 'overdue' | 'due_soon' | 'attention' | 'unsent';
  hostId?: string;
  q?: string;
  sort?: 'newest' | 'due';
};

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: [root, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listCases, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const summaryQuery = queryOptions({
  queryKey: [root, 'summary'],
  queryFn: ({ signal }) => call(routes.summarise, {}, { signal }),
});

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: [root, 'one', caseId],
    queryFn: ({ signal }) => call(routes.getCase, { params: { caseId } }, { signal }),
    // A notice on its way is there in a moment.
    refetchInterval: (query) => (query.state.data?.notices.some((one) => one.state === 'sending') ? soonMs : false),
  });

export const caseLinksQuery = (caseId: string, state: LinkState | null) =>
  infiniteQueryOptions({
    queryKey: [root, 'links', caseId, state],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listCaseLinks,
        { params: { caseId }, query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const hostsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [root, 'hosts', q],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listHosts, { query: { ...(q && { q }), limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const infringersQuery = (repeat: boolean) =>
  infiniteQueryOptions({
    queryKey: [root, 'infringers', repeat],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listInfringers,
        { query: { limit: 50, ...(repeat && { repeat: 'true' as const }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Laws are data of this version: they do not change while one looks. */
export const lawsQuery = queryOptions({
  queryKey: ['laws'],
  queryFn: ({ signal }) => call(routes.listLaws, {}, { signal }),
  staleTime: Infinity,
});

export const senderQuery = queryOptions({
  queryKey: [root, 'sender'],
  queryFn: ({ signal }) => call(routes.getSender, {}, { signal }),
});

export const incomingsQuery = (filter: { show: 'open' | 'closed' | 'all'; sort: 'newest' | 'due' }) =>
  infiniteQueryOptions({
    queryKey: [root, 'incoming', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listIncoming, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const incomingQuery = (incomingId: string) =>
  queryOptions({
    queryKey: [root, 'incoming', 'one', incomingId],
    queryFn: ({ signal }) => call(routes.getIncoming, { params: { incomingId } }, { signal }),
  });

/** A piece of long work, until it has ended. */
export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['tasks', 'one', taskId],
    queryFn: ({ signal }) => call(jobsContract.routes.getTask, { params: { taskId } }, { signal }),
    refetchInterval: (query) => (query.state.data && !['queued', 'running'].includes(query.state.data.state) ? false : soonMs),
  });

export const sendingQuery = (taskId: string) =>
  queryOptions({
    queryKey: [root, 'sending', taskId],
    queryFn: ({ signal }) => call(routes.getSending, { params: { taskId } }, { signal }),
    refetchInterval: (query) => (query.state.data?.items.every((one) => one.state !== 'waiting') ? false : soonMs),
  });

/** Takes a case as the server answered it, and renews what counts it. */
export function keepCase(client: QueryClient, after: CaseDetail): void {
  client.setQueryData(caseQuery(after.id).queryKey, after);
  for (const key of ['list', 'summary', 'links']) void client.invalidateQueries({ queryKey: [root, key] });
}

/** Takes a notice into its case, so that nothing blinks while one writes. */
export function keepNotice(client: QueryClient, after: Notice): void {
  client.setQueryData(caseQuery(after.caseId).queryKey, (before) =>
    before ? { ...before, notices: [after, ...before.notices.filter((one) => one.id !== after.id)] } : before,
  );
}

export function keepIncoming(client: QueryClient, after: IncomingDetail): void {
  client.setQueryData(incomingQuery(after.id).queryKey, after);
  void client.invalidateQueries({ queryKey: [root, 'incoming'] });
  void client.invalidateQueries({ queryKey: [root, 'summary'] });
}
