/** What pages ask about statements, with the keys by which it is kept; below `money`, so that an answer to a question renews them. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask, type Answer } from '../../../shared/money/api.ts';

export type StatementSummary = Answer<'GET /api/v1/statements'>['items'][number];
export type StatementQuestion = Answer<'GET /api/v1/statement-questions'>['items'][number];
type Asked = { period: string | null; query: string | null; superseded: boolean };

export const statementsQuery = ({ period, query, superseded }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['money', 'all-statements', period, query, superseded],
    queryFn: ({ pageParam, signal }) =>
      ask(
        'GET /api/v1/statements',
        {
          query: {
            limit: 50,
            ...(period && { period }),
            ...(query && { query }),
            ...(superseded && { superseded: 'true' }),
            ...(pageParam && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const questionsQuery = (which: 'staff' | 'payee' | 'closed' | null) =>
  infiniteQueryOptions({
    queryKey: ['money', 'all-questions', which],
    queryFn: ({ pageParam, signal }) =>
      ask(
        'GET /api/v1/statement-questions',
        {
          query: {
            limit: 50,
            ...(which === 'closed' ? { state: 'closed' as const } : which && { waitsFor: which }),
            ...(pageParam && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
  });
