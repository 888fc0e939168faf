import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Episode } from '../../../../src/modules/catalog/contract.ts';
import { studioContract, type episodeStory } from '../../../../src/modules/studio/contract.ts';
import type { Task } from '../../../../src/platform/jobs/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useTasksStarted } from '../../shell/tasks.ts';

const tones: Record<string, Tone> = { done: 'good', failed: 'bad', cancelled: 'plain', queued: 'active', running: 'active' };

export function EpisodeRow({
  episode,
  story,
  task,
  cancelDenied,
  onCancel,
  onDialog,
}: {
  episode: Episode;
  story: z.output<typeof episodeStory> | undefined;
  task: Task | undefined;
  cancelDenied: string | undefined;
  onCancel: (taskId: string) => void;
  onDialog: (name: string) => void;
}) {
  const { t, format } = useI18n();
  const facts = [
    episode.durationMs === null ? null : format.clock(episode.durationMs),
    episode.width && episode.height ? `${episode.width} × ${episode.height}` : null,
  ]
    .filter(Boolean)
    .join(' · ');
  const state = story?.analysisState ?? null;
  return (
    <div className={task ? 'episode-row has-task' : 'episode-row'} role="row">
      <span role="cell" className="episode-number">
        {episode.number}
      </span>
      <span role="cell" className="episode-title">
        <Link to={`/works/${episode.workId}/episodes/${episode.id}`}>
          {episode.title || t('episodes.untitled', { number: episode.number })}
        </Link>
        <small>{facts || (episode.video ? t('episodes.not_measured') : t('episodes.no_video'))}</small>
      </span>
      <span role="cell" className="episode-tracks">
        <button type="button" className="track-button" onClick={() => onDialog('tracks')}>
          <span className="visually-hidden">{t('episodes.subtitles_of', { number: episode.number })}</span>
          {episode.tracks.length ? (
            episode.tracks.map((track) => <Badge key={track.id}>{format.languageName(track.language)}</Badge>)
          ) : (
            <span className="track-none">
              <Icon name="plus" size={13} /> {t('episodes.add_subtitles')}
            </span>
          )}
        </button>
      </span>
      <span role="cell" className="episode-state">
        {task ? (
          <ProgressLine
            task={task}
            label={t('episodes.untitled', { number: episode.number })}
            onCancel={() => onCancel(task.id)}
            cancelDisabledBecause={cancelDenied}
          />
        ) : (
          <Badge tone={tones[state ?? ''] ?? 'plain'}>
            {state === 'done' && <Icon name="check" size={13} />}
            {t(`analysis.state.${state ?? 'none'}`)}
          </Badge>
        )}
      </span>
      <Score kind="hook" label={t('episodes.column.hook')} value={story?.topHookScore ?? null} />
      <Score kind="cliff" label={t('episodes.column.cliffhanger')} value={story?.cliffhanger?.score ?? null} />
      <span role="cell" className="episode-menu">
        <EpisodeMenu episode={episode} busy={task !== undefined} onDialog={onDialog} />
      </span>
    </div>
  );
}

function Score({ kind, label, value }: { kind: 'hook' | 'cliff'; label: string; value: number | null }) {
  const { format } = useI18n();
  return (
    <span role="cell" className={`score score-${kind}${value === null ? ' is-none' : ''}`} data-label={label}>
      {value === null ? (
        '–'
      ) : (
        <>
          <b>{format.number(value)}</b>
          <span className="score-track">
            <span style={{ width: `${Math.min(100, value)}%` }} />
          </span>
        </>
      )}
    </span>
  );
}

function EpisodeMenu({ episode, busy, onDialog }: { episode: Episode; busy: boolean; onDialog: (name: string) => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const started = useTasksStarted();
  const write = useDenied('catalog.write');
  const studio = useDenied('studio.write');
  const analyse = useMutation({
    mutationFn: () => call(studioContract.routes.analyseEpisode, { params: { episodeId: episode.id } }),
    onSuccess: () => {
      started();
      void client.invalidateQueries({ queryKey: ['story', episode.workId] });
    },
    onError: toast.failed,
  });
  const items: MenuItem[] = [
    {
      kind: 'action',
      key: 'analyse',
      label: t('episodes.analyse'),
      icon: 'wave',
      because: studio ?? (busy ? t('analysis.state.running') : episode.video ? undefined : t('episodes.no_video')),
      onPick: () => analyse.mutate(),
    },
    { kind: 'action', key: 'tracks', label: t('episodes.subtitles'), icon: 'text', onPick: () => onDialog('tracks') },
    { kind: 'action', key: 'rename', label: t('episodes.rename'), icon: 'edit', because: write, onPick: () => onDialog('rename') },
    { kind: 'line', key: 'line' },
    {
      kind: 'action',
      key: 'remove',
      label: t('episodes.delete'),
      icon: 'trash',
      danger: true,
      because: write,
      onPick: () => onDialog('remove'),
    },
  ];
  return <Menu label={t('episodes.menu', { number: episode.number })} button={<Icon name="more" />} items={items} />;
}
