/** The episodes in order, each with the state of its analysis and what it is worth. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { useSearchParams } from 'react-router';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { evidenceWords } from '../../../shared/api/words.ts';
import { episodesQuery, storyQuery } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useActiveTasks } from '../../shell/tasks.ts';
import { CliffhangerChart } from './CliffhangerChart.tsx';
import { EpisodeRow } from './EpisodeRow.tsx';

const EpisodeDialogs = lazy(() => import('./EpisodeDialogs.tsx'));

export function EpisodesTab({ workId }: { workId: string }) {
  const { t } = useI18n();
  const episodes = useQuery(episodesQuery(workId));
  const story = useQuery(storyQuery(workId));
  const tasks = useActiveTasks();
  const client = useQueryClient();
  const cancelDenied = useDenied('jobs.cancel');
  const [search, setSearch] = useSearchParams();
  const cancel = useMutation({
    mutationFn: (taskId: string) => call(jobsContract.routes.cancelTask, { params: { taskId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
    onError: toast.failed,
  });
  if (episodes.isPending) return <LoadingLines lines={8} height={34} />;
  if (episodes.error) return <ErrorState error={episodes.error} onRetry={() => void episodes.refetch()} />;
  const items = episodes.data.items;
  if (items.length === 0) {
    return (
      <EmptyState
        icon="folder"
        title={t('episodes.empty')}
        text={t('episodes.empty_text')}
        action={
          <PermissionGate permission="catalog.write">
            <LinkButton type="primary" to={`/import?work=${workId}`}>
              {t('library.import')}
            </LinkButton>
          </PermissionGate>
        }
      />
    );
  }
  const stories = new Map(story.data?.episodes.map((one) => [one.episodeId, one]));
  const bySubject = new Map(tasks.map((task) => [task.subject.id, task]));
  const chosen = items.find((episode) => episode.id === search.get('episode'));
  const dialog = search.get('dialog');
  const setDialog = (name: string | null, episodeId?: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (name) after.set('dialog', name);
        else after.delete('dialog');
        if (episodeId) after.set('episode', episodeId);
        else after.delete('episode');
        return after;
      },
      { preventScrollReset: true },
    );
  const paywall = story.data?.paywall[0];
  const hasChart = story.data?.episodes.some((one) => one.cliffhanger) ?? false;
  return (
    <>
      {hasChart && (
        <div className="story-strip">
          <Panel title={t('story.cliffhangers')}>
            <CliffhangerChart workId={workId} episodes={story.data!.episodes} paywallNumber={paywall?.number ?? null} />
          </Panel>
          {paywall && (
            <Panel title={t('story.paywall')}>
              <p className="paywall-number">{t('story.paywall_after', { number: paywall.number })}</p>
              <ul className="reasons">
                {paywall.evidence.slice(0, 3).map((one, index) => (
                  <li key={index}>{evidenceWords(t, one)}</li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      )}
      <div className="panel episodes" role="table" aria-label={t('work.tab.episodes')}>
        <div className="episodes-head" role="row">
          {['number', 'episode', 'subtitles', 'analysis', 'hook', 'cliffhanger', 'menu'].map((name) => (
            <span key={name} role="columnheader" className={name === 'menu' ? 'visually-hidden' : undefined}>
              {t(`episodes.column.${name}`)}
            </span>
          ))}
        </div>
        {items.map((episode) => (
          <EpisodeRow
            key={episode.id}
            episode={episode}
            story={stories.get(episode.id)}
            task={bySubject.get(episode.id)}
            cancelDenied={cancelDenied}
            onCancel={(taskId) => cancel.mutate(taskId)}
            onDialog={(name) => setDialog(name, episode.id)}
          />
        ))}
      </div>
      <Suspense>{chosen && dialog && <EpisodeDialogs episode={chosen} dialog={dialog} onClose={() => setDialog(null)} />}</Suspense>
    </>
  );
}
