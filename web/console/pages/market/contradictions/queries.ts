/** What the pages of contradictions ask, and what people do there. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { FindingDetail, SettleBody } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { RouteRequest } from '../../../../../src/platform/http/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { toast } from '../../../../shared/ui/toast.tsx';

export const { routes } = intelligenceContract;
const root = 'market-contradictions';
const soonMs = 2_000;

export type FindingFilter = Pick<
  RouteRequest<typeof routes.listFindings>['query'],
  'show' | 'kind' | 'metric' | 'topicId' | 'documentId' | 'source'
>;

/** What was not looked at yet is asked for again until it was. */
export const findingsQuery = (filter: FindingFilter) =>
  infiniteQueryOptions({
    queryKey: [root, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listFindings, { query: { ...filter, limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages[0]?.waiting ? soonMs : false),
  });

export const findingQuery = (findingId: string) =>
  queryOptions({
    queryKey: [root, 'finding', findingId],
    queryFn: ({ signal }) => call(routes.getFinding, { params: { findingId } }, { signal }),
  });

export type Act = { act: 'settle'; body: SettleBody } | { act: 'dismiss'; reason: string } | { act: 'reopen' };

/** Settles, dismisses or opens again; what was done can be taken back from the message that says so. */
export function useFindingActs(findingId: string) {
  const { t } = useI18n();
  const client = useQueryClient();
  const send = (act: Act): Promise<FindingDetail> => {
    const params = { findingId };
    if (act.act === 'settle') return call(routes.settleFinding, { params, body: act.body });
    if (act.act === 'dismiss') return call(routes.dismissFinding, { params, body: { reason: act.reason } });
    return call(routes.reopenFinding, { params });
  };
  const mutation = useMutation({
    mutationFn: send,
    onError: toast.failed,
    onSuccess: async (finding, { act }) => {
      client.setQueryData(findingQuery(findingId).queryKey, finding);
      const undo = { label: t('market.contradictions.undo'), run: () => mutation.mutate({ act: 'reopen' }) };
      toast.done(t(`market.contradictions.done.${act}`), act === 'reopen' ? undefined : undo);
      await client.invalidateQueries({ queryKey: [root, 'list'] });
    },
  });
  return mutation;
}
