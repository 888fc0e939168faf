/** What the pages of programmes ask, and what people do there. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProgrammeDetail } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { RouteRequest } from '../../../../../src/platform/http/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { toast } from '../../../../shared/ui/toast.tsx';

export const { routes } = intelligenceContract;
export const programmesKey = 'market-programmes';

export type Filter = Omit<RouteRequest<typeof routes.listProgrammes>['query'], 'cursor' | 'limit'>;

export const programmesQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [programmesKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listProgrammes, { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The first few of a topic, with how many there are. `documents` asks anew when the topic has more of them. */
export const programmesOfTopicQuery = (topicId: string, limit: number, documents: number) =>
  queryOptions({
    queryKey: [programmesKey, 'topic', topicId, limit, documents],
    queryFn: ({ signal }) => call(routes.listProgrammes, { query: { topicId, limit } }, { signal }),
  });

export const programmeQuery = (programmeId: string) =>
  queryOptions({
    queryKey: [programmesKey, 'one', programmeId],
    queryFn: ({ signal }) => call(routes.getProgramme, { params: { programmeId } }, { signal }),
  });

export const comparisonQuery = (query: RouteRequest<typeof routes.compareProgrammes>['query']) =>
  queryOptions({
    queryKey: [programmesKey, 'compare', query],
    queryFn: ({ signal }) => call(routes.compareProgrammes, { query }, { signal }),
  });

export const deadlinesQuery = (query: RouteRequest<typeof routes.listDeadlines>['query']) =>
  queryOptions({
    queryKey: [programmesKey, 'days', query],
    queryFn: ({ signal }) => call(routes.listDeadlines, { query }, { signal }),
  });

export const matchesQuery = (workId: string) =>
  queryOptions({
    queryKey: [programmesKey, 'work', workId],
    queryFn: ({ signal }) => call(routes.matchWork, { params: { workId } }, { signal }),
  });

type Act = RouteRequest<typeof routes.actOnProgramme>['body']['act'];
type Change = Omit<RouteRequest<typeof routes.updateProgramme>['body'], 'expectedRevision'>;
export type Doing = { act: Act } | { change: Change } | { merge: string[] };

/** Acts on a programme; what was done can be taken back from the message that says so. */
export function useProgrammeActs(programme: Pick<ProgrammeDetail, 'id' | 'revision'>) {
  const { t } = useI18n();
  const client = useQueryClient();
  const params = { programmeId: programme.id };
  const revision = (): number => client.getQueryData(programmeQuery(programme.id).queryKey)?.revision ?? programme.revision;
  const mutation = useMutation({
    mutationFn: (doing: Doing): Promise<ProgrammeDetail> => {
      const expectedRevision = revision();
      if ('act' in doing) return call(routes.actOnProgramme, { params, body: { act: doing.act, expectedRevision } });
      if ('merge' in doing) return call(routes.mergeProgrammes, { params, body: { programmeIds: doing.merge, expectedRevision } });
      return call(routes.updateProgramme, { params, body: { ...doing.change, expectedRevision } });
    },
    onError: toast.failed,
    onSuccess: async (detail, doing) => {
      client.setQueryData(programmeQuery(programme.id).queryKey, detail);
      const name = 'act' in doing ? doing.act : 'merge' in doing ? 'merge' : 'edit';
      const undo = { label: t('market.programmes.undo'), run: () => mutation.mutate({ act: 'undo' }) };
      toast.done(t(`market.programmes.done.${name}`), name === 'undo' ? undefined : undo);
      await client.invalidateQueries({ queryKey: [programmesKey], predicate: ({ queryKey }) => queryKey[1] !== 'one' });
    },
  });
  return mutation;
}

/** Canonical name and Chinese name of every place; they do not change while a page is open. */
export const placesQuery = queryOptions({
  queryKey: [programmesKey, 'places'],
  queryFn: ({ signal }) => call(routes.listPlaces, {}, { signal }),
  staleTime: Infinity,
});
