/** Making a clip: a drawer at a desk, the whole screen on a phone. What is made, and what has been made of it, side by side. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useMemo } from 'react';
import type { Episode } from '../../../../../src/modules/catalog/contract.ts';
import type { Recipe } from '../../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { analysisQuery, clipQuery, storyQuery } from '../data.ts';
import { draftOfEpisode, draftOfHook, type Draft } from './draft.ts';
import { MakerForm } from './MakerForm.tsx';
import './maker.css';

export type MakerProps = {
  /** `hook:ID`, `edit`, `clip:ID` or `new`: what the clip begins as. It stands in the address, so a reload begins alike. */
  seed: string;
  workId: string;
  workTitle: string;
  episodes: readonly Episode[];
  episodeId: string | null;
  phone: boolean;
  onClose: () => void;
  onOpen: (seed: string) => void;
};

const isUpright = (episode: Episode | undefined): boolean => !episode?.width || !episode.height || episode.height >= episode.width;

/** What the maker starts from, once it is known. */
function useSeed({ seed, workId, workTitle, episodes, episodeId }: MakerProps): { draft: Draft | null; error: unknown } {
  const { t } = useI18n();
  const client = useQueryClient();
  const [kind, id = ''] = seed.split(':');
  const analysis = useQuery({ ...analysisQuery(episodeId ?? ''), enabled: kind === 'hook' && episodeId !== null });
  const here = analysis.data?.hooks.find((hook) => hook.id === id);
  const story = useQuery({ ...storyQuery(workId), enabled: kind === 'hook' && !here && (episodeId === null || analysis.isFetched) });
  const clip = useQuery({ ...clipQuery(id), enabled: kind === 'clip', refetchInterval: false });
  const hook = here ?? story.data?.hooks.find((one) => one.id === id);
  const draft = useMemo((): Draft | null => {
    const episode = episodes.find((one) => one.id === (hook?.episodeId ?? episodeId)) ?? episodes.find((one) => one.video);
    const name = (extra: string) =>
      [workTitle, episode && t('episode.number', { number: episode.number }), extra].filter(Boolean).join(' · ').slice(0, 200);
    const edit = kind === 'edit' && episodeId ? client.getQueryData<Recipe>(['edit', episodeId]) : undefined;
    if (kind === 'hook') return hook ? draftOfHook(hook, name(t('clip.hook_number', { rank: hook.rank })), isUpright(episode)) : null;
    if (kind === 'clip') return clip.data ? { name: clip.data.name, hookId: clip.data.hookId, recipe: clip.data.recipe } : null;
    if (edit) return { name: name(t('suggestion.edit')), hookId: null, recipe: edit };
    return episode ? draftOfEpisode(episode.id, episode.durationMs ?? 15_000, name(''), isUpright(episode)) : null;
  }, [kind, hook, clip.data, episodes, episodeId, workTitle, client, t]);
  return { draft, error: clip.error ?? story.error };
}

export function ClipMaker(props: MakerProps) {
  const { t } = useI18n();
  const { draft, error } = useSeed(props);
  return (
    <Drawer
      open
      placement={props.phone ? 'bottom' : 'right'}
      size={props.phone ? '100dvh' : 'min(1120px, 100vw)'}
      title={t('clip.title')}
      onClose={props.onClose}
      className="maker-drawer"
      styles={{ body: { padding: 0 } }}
      closable={{ 'aria-label': t('action.close') }}
      keyboard
    >
      {draft ? (
        <MakerForm {...props} initial={draft} />
      ) : error ? (
        <ErrorState error={error} compact />
      ) : (
        <div className="page">
          <LoadingLines lines={8} />
        </div>
      )}
    </Drawer>
  );
}
