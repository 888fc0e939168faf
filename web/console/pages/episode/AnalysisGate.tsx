/** The episode before its analysis: nothing yet, waiting, running, stopped or failed; with the player where there is a file. */
import { Button } from 'antd';
import { useRef } from 'react';
import type { Episode } from '../../../../src/modules/catalog/contract.ts';
import type { EpisodeAnalysis } from '../../../../src/modules/studio/contract.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { assetHref, isActive, useAnalysing } from './data.ts';

export function AnalysisGate({ episode, analysis }: { episode: Episode; analysis: EpisodeAnalysis }) {
  const { t } = useI18n();
  const { start, cancel } = useAnalysing(episode.id);
  const denied = useDenied('jobs.cancel');
  const video = useRef<HTMLVideoElement>(null);
  const analyse = (label: string) => (
    <PermissionGate permission="studio.write" because={episode.video ? undefined : t('episode.no_file')}>
      <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
        {label}
      </Button>
    </PermissionGate>
  );
  const body = () => {
    if (isActive(analysis.state) && analysis.taskId) {
      const { taskId } = analysis;
      return (
        <div className="gate-running">
          <h2>{t('episode.analysing')}</h2>
          <p>{t('episode.analysing_text')}</p>
          <ProgressLine
            task={analysis}
            label={t('episode.analysing')}
            onCancel={() => cancel.mutate(taskId)}
            cancelDisabledBecause={denied}
          />
        </div>
      );
    }
    if (analysis.state === 'failed') {
      return (
        <div className="state" role="alert">
          <span className="state-icon state-icon-bad">
            <Icon name="warn" size={26} />
          </span>
          <h2>{t('episode.analysis_failed')}</h2>
          <p>{analysis.error ? sentenceOf(t, analysis.error) : t('task.failed')}</p>
          <div className="state-action">{analyse(t('action.retry'))}</div>
        </div>
      );
    }
    // Without a task nothing was ever asked for; that state also reads cancelled.
    if (analysis.state === 'cancelled' && analysis.taskId !== null)
      return (
        <EmptyState
          icon="wave"
          title={t('episode.analysis_cancelled')}
          text={t('episode.not_analysed_text')}
          action={analyse(t('episode.analyse'))}
        />
      );
    return (
      <EmptyState
        icon="wave"
        title={episode.video ? t('episode.not_analysed') : t('episode.no_file')}
        text={episode.video ? t('episode.not_analysed_text') : t('episode.no_file_text')}
        action={analyse(t('episode.analyse'))}
      />
    );
  };
  return (
    <div className="gate-page">
      {episode.video && (
        <div className="gate-video">
          <video
            ref={video}
            src={assetHref(episode.video.id)}
            controls
            playsInline
            preload="metadata"
            aria-label={t('episode.number', { number: episode.number })}
          />
        </div>
      )}
      {body()}
    </div>
  );
}
