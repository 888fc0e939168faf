/** What the pages of documents ask, with the keys by which it is kept, and how often they look again while something is read. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { LibraryDesk, MarketFile } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';

const { routes } = intelligenceContract;
const root = 'market-documents';
const soonMs = 1500;
const calmMs = 20_000;

export const refreshDocuments = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: [root] });
/** A person said something of a document: figures, contradictions and topics follow, so everything is asked for anew. */
export const refreshMarket = (client: QueryClient): Promise<void> => client.invalidateQueries();
/** What the desk counts has changed: the lists are asked for anew, the desk itself is fresh. */
export const refreshLists = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: [root], predicate: ({ queryKey }) => queryKey[1] !== 'desk' });

export const busy = ({ files }: LibraryDesk): boolean => files.waiting + files.reading > 0;

export const deskQuery = queryOptions({
  queryKey: [root, 'desk'],
  queryFn: ({ signal }) => call(routes.getMarketDesk, {}, { signal }),
  refetchInterval: (query) => (query.state.data && busy(query.state.data) ? soonMs : calmMs),
});

export type DocumentFilter = {
  language?: 'zh' | 'en';
  publisher?: string;
  sourceId?: string;
  from?: string;
  until?: string;
};

export const documentsQuery = (filter: DocumentFilter & { archived?: 'true' }) =>
  infiniteQueryOptions({
    queryKey: [root, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listMarketDocuments, { query: { ...filter, limit: 40, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What was found stays while more is typed. */
export const searchQuery = (q: string, filter: DocumentFilter & { metric?: string; region?: string; topicId?: string }) =>
  infiniteQueryOptions({
    queryKey: [root, 'search', q, filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.searchMarketDocuments, { query: { q, ...filter, limit: 20, offset: pageParam } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.nextOffset,
    placeholderData: keepPreviousData,
  });

export const facetsQuery = queryOptions({
  queryKey: [root, 'facets'],
  queryFn: ({ signal }) => call(routes.listSearchFacets, {}, { signal }),
});

export const documentQuery = (documentId: string) =>
  queryOptions({
    queryKey: [root, 'document', documentId],
    queryFn: ({ signal }) => call(routes.getMarketDocument, { params: { documentId } }, { signal }),
  });

const paragraphsAtOnce = 400;
export const paragraphsQuery = (documentId: string) =>
  infiniteQueryOptions({
    queryKey: [root, 'paragraphs', documentId],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listMarketParagraphs, { params: { documentId }, query: { from: pageParam, limit: paragraphsAtOnce } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ items, total }, _, from) => (from + items.length < total && items.length > 0 ? from + items.length : undefined),
    staleTime: 60_000,
  });

/** What was read of a document's figures; of a book of tables the first thousand. */
export const figuresQuery = (documentId: string) =>
  infiniteQueryOptions({
    queryKey: [root, 'figures', documentId],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listFigures, { query: { documentId, show: 'all', limit: 200, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page, pages) => (pages.length < 5 ? page.nextCursor : null),
  });

export const sideQuery = (documentId: string) =>
  queryOptions({
    queryKey: [root, 'side', documentId],
    queryFn: ({ signal }) => call(routes.getSideBySide, { params: { documentId } }, { signal }),
    retry: false,
  });

export const dependentsQuery = (documentId: string) =>
  queryOptions({
    queryKey: [root, 'dependents', documentId],
    queryFn: ({ signal }) => call(routes.listMarketDependents, { params: { documentId } }, { signal }),
    staleTime: 0,
  });

export const sourcesQuery = queryOptions({
  queryKey: [root, 'sources'],
  queryFn: ({ signal }) => call(routes.listMarketSources, {}, { signal }),
  refetchInterval: (query) => (query.state.data?.items.some(({ taskId }) => taskId !== null) ? soonMs : calmMs),
});

export const fetchesQuery = (sourceId: string) =>
  queryOptions({
    queryKey: [root, 'fetches', sourceId],
    queryFn: ({ signal }) => call(routes.listMarketFetches, { params: { sourceId } }, { signal }),
  });

export const filesQuery = (filter: { state?: MarketFile['state'] }) =>
  infiniteQueryOptions({
    queryKey: [root, 'files', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listMarketFiles, { query: { ...filter, limit: 40, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
