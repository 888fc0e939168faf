/** The clips of a drama: what is ready, what is being made, and batches of the best hooks. */
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import type { Clip } from '../../../../src/modules/studio/contract.ts';
import { queryClient } from '../../../shared/api/query.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlChange, useUrlState } from '../../../shared/ui/url-state.ts';
import { BatchMaker } from './clips/BatchMaker.tsx';
import { BatchStrip } from './clips/BatchStrip.tsx';
import { ClipCard } from './clips/ClipCard.tsx';
import './clips/clips.css';
import { clipsQuery, episodesQuery, isActive, titleOf, workQuery } from './data.ts';
import './episode.css';
import { ClipMaker } from './maker/ClipMaker.tsx';
import { usePhone } from './useMedia.ts';

export async function loader({ params }: LoaderFunctionArgs) {
  const workId = params['workId']!;
  void queryClient.prefetchQuery(clipsQuery(workId));
  void queryClient.prefetchQuery(episodesQuery(workId));
  await queryClient.ensureQueryData(workQuery(workId));
  return null;
}

const noClips: readonly Clip[] = [];
type StateFilter = '' | 'done' | 'active' | 'failed';
const matches = (clip: Clip, state: StateFilter): boolean =>
  state === '' ||
  (state === 'active'
    ? isActive(clip.state)
    : state === 'failed'
      ? clip.state === 'failed' || clip.state === 'cancelled'
      : clip.state === state);

export function Component() {
  const { workId = '' } = useParams();
  const { t, language } = useI18n();
  const phone = usePhone();
  const { data: work } = useQuery(workQuery(workId));
  const { data: episodes = [] } = useQuery(episodesQuery(workId));
  const clips = useQuery(clipsQuery(workId));
  const [episodeId, setEpisodeId] = useUrlState<string>('episode', '');
  const [state, setState] = useUrlState<StateFilter>('state', '');
  const [batchId, setBatchId] = useUrlState<string>('batch', '');
  const [maker, setMaker] = useUrlState<string>('maker', '', true);
  const changeUrl = useUrlChange();
  const all = clips.data ?? noClips;
  const shown = useMemo(
    () =>
      all.filter(
        (clip) =>
          matches(clip, state) &&
          (!batchId || clip.batchId === batchId) &&
          (!episodeId || clip.recipe.pieces.some((piece) => piece.source === episodeId)),
      ),
    [all, state, batchId, episodeId],
  );
  if (!work)
    return (
      <div className="page">
        <LoadingLines />
      </div>
    );
  const title = titleOf(work, language);
  const done = all.filter((clip) => clip.state === 'done').length;
  const clear = () => changeUrl({ episode: null, state: null, batch: null });
  const batches = [...new Set(all.filter((clip) => isActive(clip.state)).flatMap((clip) => clip.batchId ?? []))];
  const actions = (
    <>
      <PermissionGate permission="studio.write">
        <Button icon={<Icon name="plus" size={16} />} onClick={() => setMaker('new')}>
          {t('clips.new')}
        </Button>
      </PermissionGate>
      <PermissionGate permission="studio.write">
        <Button type="primary" icon={<Icon name="grid" size={16} />} onClick={() => setMaker('batch')}>
          {t('clips.batch')}
        </Button>
      </PermissionGate>
    </>
  );
  return (
    <PageFrame
      title={t('clips.title')}
      back={{ to: `/works/${workId}`, label: title }}
      lead={all.length > 0 ? t('clips.lead', { count: all.length, done }) : undefined}
      actions={actions}
    >
      {[...new Set([...(batchId ? [batchId] : []), ...batches])].map((id) => (
        <BatchStrip key={id} batchId={id} workId={workId} only={id === batchId} onOnly={(on) => setBatchId(on ? id : null)} />
      ))}
      {clips.isPending && <LoadingLines />}
      {clips.error && !clips.data && <ErrorState error={clips.error} onRetry={() => void clips.refetch()} />}
      {clips.data && all.length === 0 && <EmptyState icon="clip" title={t('clips.empty')} text={t('clips.empty_text')} />}
      {all.length > 0 && (
        <div className="clip-filters">
          <Select
            aria-label={t('clips.filter_episode')}
            value={episodeId}
            onChange={setEpisodeId}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('clips.all_episodes') },
              ...episodes.map((one) => ({ value: one.id, label: t('episode.number', { number: one.number }) })),
            ]}
          />
          <Segmented
            aria-label={t('clips.filter_state')}
            value={state}
            onChange={setState}
            options={[
              { value: '', label: t('clips.state_all') },
              { value: 'done', label: t('clip.state_done') },
              { value: 'active', label: t('clips.state_active') },
              { value: 'failed', label: t('clip.state_failed') },
            ]}
          />
        </div>
      )}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState icon="search" title={t('clips.none_match')} action={<Button onClick={clear}>{t('clips.clear')}</Button>} />
      )}
      <ul className="clip-grid">
        {shown.map((clip) => (
          <li key={clip.id}>
            <ClipCard clip={clip} workId={workId} episodes={episodes} onOpen={() => setMaker(`clip:${clip.id}`)} />
          </li>
        ))}
      </ul>
      {maker === 'batch' && (
        <BatchMaker
          workId={workId}
          workTitle={title}
          phone={phone}
          onClose={() => setMaker(null)}
          onMade={(id) => changeUrl({ maker: null, batch: id })}
        />
      )}
      {maker && maker !== 'batch' && (
        <ClipMaker
          key={maker}
          seed={maker}
          workId={workId}
          workTitle={title}
          episodes={episodes}
          episodeId={episodeId || null}
          phone={phone}
          onClose={() => setMaker(null)}
          onOpen={setMaker}
        />
      )}
    </PageFrame>
  );
}
