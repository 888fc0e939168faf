/** What the pages of briefings ask. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { BriefDetail, SectionInput } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { call } from '../../../../shared/api/client.ts';

export const { routes } = intelligenceContract;
const root = 'market-briefs';

export const refreshBriefs = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: [root] });

export const briefsQuery = (archived: boolean) =>
  infiniteQueryOptions({
    queryKey: [root, 'list', archived],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listBriefs,
        { query: { limit: 30, ...(archived && { archived: 'true' }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const briefQuery = (briefId: string, version: number | undefined) =>
  queryOptions({
    queryKey: [root, 'brief', briefId, version],
    queryFn: ({ signal }) =>
      call(routes.getBrief, { params: { briefId }, query: { ...(version !== undefined && { version }) } }, { signal }),
  });

/** A briefing as it is sent back: what the server found out about its sentences is left out. */
export function inputOf(sections: BriefDetail['sections']): SectionInput[] {
  return sections.map((section): SectionInput => {
    if (section.kind === 'figures') {
      const charts = section.charts.map(({ points, ...chart }) => ({
        ...chart,
        points: points.map(({ period, low, high, status, citation }) => ({ period, low, high, status, citation })),
      }));
      return { ...section, charts };
    }
    if (!('items' in section)) return section;
    return { ...section, items: section.items.map(({ key, text, citations, ref }) => ({ key, text, citations, ref })) };
  });
}
