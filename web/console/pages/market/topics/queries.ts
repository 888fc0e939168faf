/** What the pages of topics and alerts ask. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketTopic } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import type { I18n } from '../../../../shared/i18n/i18n.ts';

export const { routes } = intelligenceContract;
const root = 'market-topics';
const soonMs = 1500;

export const refreshTopics = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: [root] });

/** A topic by its name in the reader’s language, else in the other. */
export const topicName = ({ language }: I18n, topic: { nameZh: string; nameEn: string }): string =>
  language.startsWith('zh') ? topic.nameZh || topic.nameEn : topic.nameEn || topic.nameZh;

const filling = (topics: readonly MarketTopic[] | undefined): number | false =>
  topics?.some(({ taskId }) => taskId !== null) ? soonMs : false;

export const topicsQuery = queryOptions({
  queryKey: [root, 'list'],
  queryFn: ({ signal }) => call(routes.listTopics, {}, { signal }),
  refetchInterval: (query) => filling(query.state.data?.items),
});

export const topicQuery = (topicId: string) =>
  queryOptions({
    queryKey: [root, 'topic', topicId],
    queryFn: ({ signal }) => call(routes.getTopic, { params: { topicId } }, { signal }),
    refetchInterval: (query) => filling(query.state.data && [query.state.data]),
  });

/** `documents` is how many there are: while a topic fills, what it says is asked for anew. */
export const insightsQuery = (topicId: string, language: 'zh' | 'en' | undefined, documents: number) =>
  queryOptions({
    queryKey: [root, 'insights', topicId, language, documents],
    queryFn: ({ signal }) => call(routes.getTopicInsights, { params: { topicId }, query: { ...(language && { language }) } }, { signal }),
  });

export const headlinesQuery = (topicId: string, documents: number) =>
  queryOptions({
    queryKey: [root, 'figures', topicId, documents],
    queryFn: ({ signal }) => call(routes.getTopicFigures, { params: { topicId } }, { signal }),
  });

export const topicDocumentsQuery = (topicId: string, placed: 'in' | 'pinned' | 'excluded') =>
  infiniteQueryOptions({
    queryKey: [root, 'documents', topicId, placed],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listTopicDocuments,
        { params: { topicId }, query: { placed, limit: 40, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const alertsQuery = queryOptions({
  queryKey: [root, 'alerts'],
  queryFn: ({ signal }) => call(routes.listAlerts, {}, { signal }),
});
