/** Which episode of which drama this is, the way to its neighbours, and the state of its analysis. */
import { Button, Select, Tooltip } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Episode } from '../../../../src/modules/catalog/contract.ts';
import type { EpisodeAnalysis } from '../../../../src/modules/studio/contract.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { isActive, useAnalysing } from './data.ts';

export function EpisodeHeader({
  workId,
  workTitle,
  episode,
  episodes,
  analysis,
}: {
  workId: string;
  workTitle: string;
  episode: Episode;
  episodes: readonly Episode[];
  analysis: EpisodeAnalysis | null;
}) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const index = episodes.findIndex((one) => one.id === episode.id);
  const path = (one: Episode) => `/works/${workId}/episodes/${one.id}`;
  const neighbour = (step: -1 | 1, label: string) => {
    const to = episodes[index + step];
    return (
      <Tooltip title={label}>
        <Button
          type="text"
          aria-label={label}
          disabled={!to}
          icon={<Icon name={step < 0 ? 'left' : 'right'} size={16} />}
          onClick={() => to && void navigate(path(to))}
        />
      </Tooltip>
    );
  };
  return (
    <header className="episode-head">
      <Link className="episode-work" aria-label={workTitle} to={`/works/${workId}`}>
        <Icon name="left" size={14} />
        <span>{workTitle}</span>
      </Link>
      <h1 className="visually-hidden">
        {t('episode.number', { number: episode.number })} {episode.title}
      </h1>
      <div className="episode-switch">
        {neighbour(-1, t('episode.previous'))}
        <Select
          variant="filled"
          value={episode.id}
          aria-label={t('episode.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={260}
          options={episodes.map((one) => ({
            value: one.id,
            label: `${t('episode.number', { number: one.number })}${one.title ? ` ${one.title}` : ''}`,
          }))}
          onChange={(id) => void navigate(`/works/${workId}/episodes/${id}`)}
        />
        {neighbour(1, t('episode.next'))}
      </div>
      <div className="episode-head-end">
        {analysis?.document && <AnalysisState episodeId={episode.id} analysis={analysis} />}
        <Link className="episode-clips" to={`/works/${workId}/clips?episode=${episode.id}`}>
          <Icon name="clip" size={16} />
          {t('clips.of_episode')}
        </Link>
      </div>
    </header>
  );
}

/** Beside an analysis that exists: the newer one that runs, or the way to start one. */
function AnalysisState({ episodeId, analysis }: { episodeId: string; analysis: EpisodeAnalysis }) {
  const { t } = useI18n();
  const { start, cancel } = useAnalysing(episodeId);
  const denied = useDenied('jobs.cancel');
  if (isActive(analysis.state)) {
    const { taskId } = analysis;
    return (
      <div className="episode-progress">
        <ProgressLine
          task={analysis}
          label={t('episode.analysing')}
          onCancel={taskId ? () => cancel.mutate(taskId) : undefined}
          cancelDisabledBecause={denied}
        />
      </div>
    );
  }
  const failed = analysis.state === 'failed' ? (analysis.error ? sentenceOf(t, analysis.error) : t('task.failed')) : null;
  return (
    <>
      {failed && (
        <Tooltip title={failed}>
          <span className="episode-failed" tabIndex={0} role="status">
            <Icon name="warn" size={16} />
            <span>{t('episode.newer_failed')}</span>
          </span>
        </Tooltip>
      )}
      <PermissionGate permission="studio.write">
        <Button
          type="text"
          loading={start.isPending}
          aria-label={t('episode.analyse_again')}
          title={t('episode.analyse_again')}
          icon={<Icon name="restore" size={16} />}
          onClick={() => start.mutate()}
        >
          {t('episode.analyse_again')}
        </Button>
      </PermissionGate>
    </>
  );
}
