/** An episode: its player on a real timeline, what the analysis found in it, and the way from a hook to a clip. */
import { useQuery } from '@tanstack/react-query';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '../../../shared/api/query.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { AnalysisGate } from './AnalysisGate.tsx';
import { analysisQuery, episodeQuery, episodesQuery, titleOf, workQuery } from './data.ts';
import './episode.css';
import { EpisodeEditor } from './EpisodeEditor.tsx';
import { EpisodeHeader } from './EpisodeHeader.tsx';

export async function loader({ params }: LoaderFunctionArgs) {
  const [workId, episodeId] = [params['workId']!, params['episodeId']!];
  void queryClient.prefetchQuery(episodesQuery(workId));
  void queryClient.prefetchQuery(analysisQuery(episodeId));
  await Promise.all([queryClient.ensureQueryData(workQuery(workId)), queryClient.ensureQueryData(episodeQuery(episodeId))]);
  return null;
}

export function Component() {
  const { workId = '', episodeId = '' } = useParams();
  return <Episode key={episodeId} workId={workId} episodeId={episodeId} />;
}

function Episode({ workId, episodeId }: { workId: string; episodeId: string }) {
  const { t, language } = useI18n();
  const { data: work } = useQuery(workQuery(workId));
  const { data: episode } = useQuery(episodeQuery(episodeId));
  const { data: episodes } = useQuery(episodesQuery(workId));
  const analysis = useQuery(analysisQuery(episodeId));
  if (!work || !episode)
    return (
      <div className="page">
        <LoadingLines />
      </div>
    );
  const title = titleOf(work, language);
  const document = analysis.data?.document ?? null;
  return (
    <div className={document ? 'editor' : 'editor is-waiting'}>
      <title>{`${t('episode.number', { number: episode.number })} · ${title} · Hookline`}</title>
      <EpisodeHeader
        workId={workId}
        workTitle={title}
        episode={episode}
        episodes={episodes ?? [episode]}
        analysis={analysis.data ?? null}
      />
      {analysis.error && !analysis.data ? (
        <ErrorState error={analysis.error} onRetry={() => void analysis.refetch()} />
      ) : !analysis.data ? (
        <div className="page">
          <LoadingLines lines={8} />
        </div>
      ) : document ? (
        <EpisodeEditor
          workId={workId}
          workTitle={title}
          episode={episode}
          episodes={episodes ?? [episode]}
          analysis={analysis.data}
          document={document}
        />
      ) : (
        <AnalysisGate episode={episode} analysis={analysis.data} />
      )}
    </div>
  );
}
