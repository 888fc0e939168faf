/** The maker's working surface: preview on one side, decisions on the other, rendering below. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clipQuery, storyQuery } from '../data.ts';
import type { MakerProps } from './ClipMaker.tsx';
import { captionLines, pieceStart, totalMs, type Draft } from './draft.ts';
import { LinesView } from './LinesView.tsx';
import { CaptionSection, CardSection, FrameSection, OpeningSection, PlatformSection, Section } from './LookSections.tsx';
import { PieceList } from './PieceList.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import { RenderFooter, ResultView } from './RenderFooter.tsx';
import { useRecipePlayback } from './useRecipePlayback.ts';
import { useSources } from './useSources.ts';

export function MakerForm({ initial, seed, workId, workTitle, episodes, onOpen }: MakerProps & { initial: Draft }) {
  const { t } = useI18n();
  // What it began as stays what it is compared with, also when the analysis behind it is renewed.
  const [first] = useState(initial);
  const [draft, setDraft] = useState(first);
  const { recipe } = draft;
  const clipId = seed.startsWith('clip:') ? seed.slice(5) : '';
  const { data: clip } = useQuery({ ...clipQuery(clipId), enabled: clipId !== '' });
  const [side, setSide] = useState<'result' | 'preview'>('result');
  const { data: story } = useQuery(storyQuery(workId));
  const sourceKey = [...new Set(recipe.pieces.map((piece) => piece.source))].join(' ');
  const ids = useMemo(() => sourceKey.split(' '), [sourceKey]);
  const sources = useSources(ids, episodes, recipe.captions.language);
  const cuesOf = useCallback((source: string) => sources.get(source)?.cues ?? [], [sources]);
  const lines = useMemo(() => captionLines(recipe, cuesOf), [recipe, cuesOf]);
  const video = useRef<HTMLVideoElement>(null);
  const playback = useRecipePlayback(video, recipe, sources);
  const change = (part: Partial<Draft['recipe']>) => {
    setDraft((before) => ({ ...before, recipe: { ...before.recipe, ...part } }));
    setSide('preview');
  };
  const unchanged = draft === first;
  const showResult = clip?.state === 'done' && clip.assetId !== null && side === 'result' && unchanged;
  const hooks = useMemo(() => [...(story?.hooks ?? [])].sort((a, b) => a.dramaRank - b.dramaRank), [story]);
  return (
    <div className="maker">
      <div className="maker-side">
        {clip?.state === 'done' && clip.assetId && unchanged && (
          <div className="side-switch" role="group" aria-label={t('clip.preview')}>
            <button type="button" aria-pressed={showResult} onClick={() => setSide('result')}>
              {t('clip.result')}
            </button>
            <button type="button" aria-pressed={!showResult} onClick={() => setSide('preview')}>
              {t('clip.preview')}
            </button>
          </div>
        )}
        {showResult ? (
          <ResultView clip={clip} />
        ) : (
          <PreviewFrame recipe={recipe} lines={lines} sources={sources} playback={playback} video={video} />
        )}
      </div>
      <div className="maker-form">
        <Section title={t('clip.name')}>
          <Input
            value={draft.name}
            maxLength={200}
            aria-label={t('clip.name')}
            status={draft.name.trim() ? '' : 'error'}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </Section>
        <Section title={t('clip.pieces', { count: recipe.pieces.length })}>
          <PieceList
            pieces={recipe.pieces}
            sources={sources}
            episodes={episodes}
            hooks={hooks}
            onChange={(pieces) => change({ pieces })}
            onLook={(index, sourceMs) =>
              playback.seek(
                pieceStart(recipe, index) +
                  Math.max(0, Math.min(sourceMs, recipe.pieces[index]!.endMs - 1) - recipe.pieces[index]!.startMs),
              )
            }
          />
        </Section>
        <FrameSection recipe={recipe} change={change} />
        <CaptionSection recipe={recipe} episodes={episodes} change={change} />
        <LinesView recipe={recipe} lines={lines} cuesOf={cuesOf} onChange={(next) => change(next)} onGo={playback.seek} />
        <OpeningSection recipe={recipe} change={change} />
        <CardSection card={recipe.endCard} title={workTitle} change={(endCard) => change({ endCard })} />
        <PlatformSection recipe={recipe} change={change} />
      </div>
      <RenderFooter
        workId={workId}
        draft={draft}
        lengthMs={totalMs(recipe)}
        clip={clip && unchanged ? clip : undefined}
        onMade={(id) => onOpen(`clip:${id}`)}
      />
    </div>
  );
}
