/** What pages ask of the catalogue and the studio about a work, with the keys by which it is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { catalogContract } from '../../../src/modules/catalog/contract.ts';
import { studioContract } from '../../../src/modules/studio/contract.ts';
import { call } from './client.ts';

export type WorkFilter = { query?: string; kind?: string; status?: string; genre?: string; trashed?: boolean; sort?: string };

type ListQuery = NonNullable<Parameters<typeof call<typeof catalogContract.routes.listWorks>>[1]>['query'];

export const worksQuery = (filter: WorkFilter) =>
  infiniteQueryOptions({
    queryKey: ['works', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        catalogContract.routes.listWorks,
        {
          query: { ...filter, trashed: filter.trashed ? 'true' : 'false', limit: 48, ...(pageParam && { cursor: pageParam }) } as ListQuery,
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const workQuery = (workId: string) =>
  queryOptions({
    queryKey: ['work', workId],
    queryFn: ({ signal }) => call(catalogContract.routes.getWork, { params: { workId } }, { signal }),
  });

export const episodesQuery = (workId: string) =>
  queryOptions({
    queryKey: ['episodes', workId],
    queryFn: ({ signal }) => call(catalogContract.routes.listEpisodes, { params: { workId } }, { signal }),
  });

export const storyQuery = (workId: string) =>
  queryOptions({
    queryKey: ['story', workId],
    queryFn: ({ signal }) => call(studioContract.routes.getDramaStory, { params: { workId } }, { signal }),
  });
