/** What pages ask of attribution, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { attributionContract, type Funnel } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';

const { routes } = attributionContract;
type QueryOf<R extends { readonly query: z.ZodType }> = Omit<z.input<R['query']>, 'cursor' | 'limit'>;

export type Scope = {
  campaignId?: string;
  creatorId?: string;
  agencyId?: string;
  channel?: string;
  country?: string;
  from: string;
  to: string;
};
export type Dimension = Funnel['by'];

/** Figures move while one looks: they are asked again, as a dashboard that is left open would be. */
const fresh = { staleTime: 5_000, refetchInterval: 30_000 } as const;

export const funnelQuery = (by: Dimension, scope: Scope, sort?: 'key' | 'clicks' | 'searches' | 'installs' | 'orders' | 'revenue') =>
  queryOptions({
    queryKey: ['funnel', by, scope, sort ?? ''],
    queryFn: ({ signal }) =>
      call(routes.getFunnel, { query: { by, ...scope, ...(sort && { sort }), limit: by === 'day' ? 1000 : 200 } }, { signal }),
    ...fresh,
  });

export const hooksQuery = (scope: { campaignId?: string; workId?: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['hook-comparison', scope],
    queryFn: ({ signal }) => call(routes.compareHooks, { query: scope }, { signal }),
    ...fresh,
  });

export const conversionsQuery = (filter: QueryOf<typeof routes.listConversions>) =>
  infiniteQueryOptions({
    queryKey: ['conversions', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listConversions, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const conversionQuery = (conversionId: string) =>
  queryOptions({
    queryKey: ['conversion', conversionId],
    queryFn: ({ signal }) => call(routes.getConversion, { params: { conversionId } }, { signal }),
  });

export const signalsQuery = (filter: QueryOf<typeof routes.listSignals>) =>
  infiniteQueryOptions({
    queryKey: ['signals', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSignals, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const sourcesQuery = queryOptions({ queryKey: ['sources'], queryFn: ({ signal }) => call(routes.listSources, {}, { signal }) });

export const mappingsQuery = queryOptions({
  queryKey: ['import-mappings'],
  queryFn: ({ signal }) => call(routes.listImportMappings, { query: {} }, { signal }),
});

export const fileImportsQuery = infiniteQueryOptions({
  queryKey: ['file-imports'],
  queryFn: ({ pageParam, signal }) =>
    call(routes.listFileImports, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

/** Asked often while the server reads or imports, which takes seconds. */
export const fileImportQuery = (fileImportId: string) =>
  queryOptions({
    queryKey: ['file-import', fileImportId],
    queryFn: ({ signal }) => call(routes.getFileImport, { params: { importId: fileImportId } }, { signal }),
    refetchInterval: (query) => (['checking', 'importing'].includes(query.state.data?.state ?? '') ? 800 : false),
  });
