/** What the pages of figures ask, with the keys by which it is kept. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MetricId } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { call } from '../../../../shared/api/client.ts';

const { routes } = intelligenceContract;
const root = 'market-figures';

/** A person said something of a figure: everything that shows figures is asked for anew. */
export async function refreshFigures(client: QueryClient): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: [root] }), client.invalidateQueries({ queryKey: ['market', 'metrics'] })]);
}

export const metricsQuery = queryOptions({
  queryKey: ['market', 'metrics'],
  queryFn: ({ signal }) => call(routes.listMetrics, {}, { signal }),
});

export type SeriesFilter = Readonly<
  Partial<Record<'measure' | 'unit' | 'currency' | 'region' | 'entity' | 'status' | 'from' | 'until' | 'publisher', string>>
>;

/** What was drawn stays while another choice is on its way. */
export const seriesQuery = (metric: MetricId, filter: SeriesFilter) =>
  queryOptions({
    queryKey: [root, 'series', metric, filter],
    queryFn: ({ signal }) => call(routes.getSeries, { params: { metric }, query: filter as never }, { signal }),
    placeholderData: keepPreviousData,
  });

export type ListFilter = Readonly<Record<string, string>>;

export const figuresQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [root, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listFigures, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } as never }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
