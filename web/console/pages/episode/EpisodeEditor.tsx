/** The editor of an analysed episode: one state shared by player, timeline, panels and keys, laid out for a desk or a phone. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Episode } from '../../../../src/modules/catalog/contract.ts';
import type { Analysis, EpisodeAnalysis, KeptHook } from '../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { makeSignal } from '../../../shared/timeline/clock.ts';
import type { Span } from '../../../shared/timeline/intervals.ts';
import { Timeline, type TimelineHandle, type TimelineTexts } from '../../../shared/timeline/Timeline.tsx';
import { useTheme } from '../../../shared/theme/theme.ts';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { assetHref, useHookChanges, useSuggestionChanges } from './data.ts';
import { EditorPanels, type PanelKey } from './EditorPanels.tsx';
import { ClipMaker } from './maker/ClipMaker.tsx';
import { CueLine } from './player/CueLine.tsx';
import type { Command } from './player/keys.ts';
import { Picture, Transport } from './player/Player.tsx';
import { ShortcutsHelp } from './player/ShortcutsHelp.tsx';
import { usePlayback } from './player/usePlayback.ts';
import { fpsOf, hookMarks, timelineModel } from './timeline-model.ts';
import { SelectionBar, TimelineTools, UndoBar } from './TimelineTools.tsx';
import { useEditorKeys } from './useEditorKeys.ts';
import { useHookEditing } from './useHookEditing.ts';
import { usePhone } from './useMedia.ts';

const noPoints: readonly number[] = [];

export function EpisodeEditor({
  workId,
  workTitle,
  episode,
  episodes,
  analysis,
  document,
}: {
  workId: string;
  workTitle: string;
  episode: Episode;
  episodes: readonly Episode[];
  analysis: EpisodeAnalysis;
  document: Analysis;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { dark } = useTheme();
  const phone = usePhone();
  const denied = useDenied('studio.write');
  const video = useRef<HTMLVideoElement>(null);
  const timeline = useRef<TimelineHandle>(null);
  const fps = fpsOf(document);
  const playback = usePlayback(video, fps, document.durationMs);
  const { seek, scrub } = playback;
  const editing = useHookEditing(analysis.hooks, document.durationMs, useHookChanges(episode.id));
  const { setSelection, onDraft: setDraft } = editing;
  const suggestionChanges = useSuggestionChanges(episode.id);
  const [selectedId, setSelectedId] = useUrlState<string>('hook', '');
  const [panel, setPanel] = useUrlState<PanelKey | ''>('panel', '', phone);
  const [maker, setMaker] = useUrlState<string>('maker', '', true);
  const [highlight, setHighlight] = useState<Span | null>(null);
  const [openSuggestion, setOpenSuggestion] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const zoom = useMemo(() => makeSignal(0), []);
  const sheet = useSheetImage(analysis.filmstrip?.assetId ?? null);
  const selected = editing.hooks.find((hook) => hook.id === selectedId) ?? null;
  const applied = analysis.appliedSuggestionIds;

  const model = useMemo(
    () => timelineModel(document, analysis.filmstrip, sheet, applied, i18n),
    [document, analysis.filmstrip, sheet, applied, i18n],
  );
  const marks = useMemo(() => hookMarks(editing.hooks, document, i18n), [editing.hooks, document, i18n]);
  const texts = useMemo(() => timelineTexts(t), [t]);

  useEffect(() => {
    if (!highlight) return undefined;
    const timer = window.setTimeout(() => setHighlight(null), 4000);
    return () => window.clearTimeout(timer);
  }, [highlight]);

  // An address that names a hook opens on it.
  const firstHook = useRef(selected);
  useEffect(() => {
    if (!firstHook.current) return;
    seek(firstHook.current.startMs);
    firstHook.current = null;
  }, [seek]);

  const go = useCallback(
    (span: Span) => {
      seek(span.startMs);
      timeline.current?.scrollTo(span.startMs);
      setHighlight({ startMs: span.startMs, endMs: span.endMs });
      if (phone) setPanel(null);
    },
    [seek, phone, setPanel],
  );
  const select = useCallback(
    (id: string | null) => {
      setSelectedId(id);
      const hook = analysis.hooks.find((one) => one.id === id);
      if (!hook) return;
      setSelection(null);
      seek(hook.startMs);
      timeline.current?.scrollTo(hook.startMs);
    },
    [analysis.hooks, setSelectedId, seek, setSelection],
  );
  const stepHook = (direction: -1 | 1) => {
    const inTime = [...editing.hooks].sort((a, b) => a.startMs - b.startMs);
    const now = playback.clock.now();
    const at = inTime.findIndex((hook) => hook.id === selectedId);
    const next =
      at >= 0
        ? inTime[at + direction]
        : direction === 1
          ? inTime.find((hook) => hook.startMs > now)
          : inTime.findLast((hook) => hook.startMs < now);
    if (next) select(next.id);
    return next !== undefined;
  };
  const preview = (span: Span) => playback.preview(playback.looping ? null : { startMs: span.startMs, endMs: span.endMs });
  const addHook = async () => {
    const hook = await editing.addSelection();
    if (hook) setSelectedId(hook.id);
  };
  const remove = (id: string) => (editing.removeHook(id), setSelectedId(null));
  const makeClip = (hook: KeptHook) => setMaker(`hook:${hook.id}`);

  const run = (command: Command): boolean => {
    const may = !denied;
    switch (command) {
      case 'toggle':
        return (playback.toggle(), true);
      case 'frame_back':
        return (playback.step(-1), true);
      case 'frame_forward':
        return (playback.step(1), true);
      case 'second_back':
        return (playback.step(-Math.round(fps)), true);
      case 'second_forward':
        return (playback.step(Math.round(fps)), true);
      case 'shuttle_back':
        return (playback.shuttle(-1), true);
      case 'shuttle_stop':
        return (playback.pause(), true);
      case 'shuttle_forward':
        return (playback.shuttle(1), true);
      case 'set_start':
        return may && (editing.setEdgeAt(selected?.id ?? null, 'start', Math.round(playback.clock.now())), true);
      case 'set_end':
        return may && (editing.setEdgeAt(selected?.id ?? null, 'end', Math.round(playback.clock.now())), true);
      case 'previous_hook':
        return stepHook(-1);
      case 'next_hook':
        return stepHook(1);
      case 'preview':
        return selected !== null && (preview(selected), true);
      case 'add_hook':
        return may && editing.selection !== null && (void addHook(), true);
      case 'remove_hook':
        return may && selected !== null && (remove(selected.id), true);
      case 'make_clip':
        return may && selected !== null && (makeClip(selected), true);
      case 'undo':
        return (editing.undo(), true);
      case 'redo':
        return (editing.redo(), true);
      case 'zoom_in':
        return (timeline.current?.zoom(1.6), true);
      case 'zoom_out':
        return (timeline.current?.zoom(1 / 1.6), true);
      case 'fit':
        return (timeline.current?.fit(), true);
      case 'help':
        return (setHelp(true), true);
      case 'escape':
        return editing.selection ? (editing.setSelection(null), true) : playback.looping ? (playback.preview(null), true) : false;
    }
  };
  useEditorKeys(run, maker !== '' || help || (phone && panel !== ''));

  const onDraft = useCallback<typeof setDraft>(
    (id, moved, grip) => {
      setDraft(id, moved, grip);
      // At a desk the picture shows the frame at the edge that is held; under a fixed playhead it would pull the file away.
      if (!phone) scrub(grip === 'end' ? Math.max(0, moved.span.endMs - 1000 / fps) : moved.span.startMs);
    },
    [setDraft, phone, scrub, fps],
  );

  const picture = (
    <div className="stage">
      <Picture
        video={video}
        src={episode.video ? assetHref(episode.video.id) : null}
        title={t('episode.number', { number: episode.number })}
        hasPicture={document.video !== null}
        hasSound={document.audio !== null}
        playback={playback}
        aspect={document.video ? document.video.width / document.video.height : 9 / 16}
      />
      {document.words.source !== 'ocr' && <CueLine cues={document.words.cues} clock={playback.clock} />}
    </div>
  );
  return (
    <>
      <div className="editor-top">
        <section className="player" aria-label={t('player.title')}>
          {picture}
          <Transport
            playback={playback}
            fps={fps}
            durationMs={document.durationMs}
            onHelp={() => setHelp(true)}
            onHook={stepHook}
            compact={phone}
          />
        </section>
        <EditorPanels
          phone={phone}
          panel={panel}
          onPanel={setPanel}
          episode={episode}
          analysis={analysis}
          document={document}
          hooks={editing.hooks}
          selected={selected}
          playback={playback}
          suggestionChanges={suggestionChanges}
          openSuggestion={openSuggestion}
          onSelect={select}
          onGo={go}
          onPreview={preview}
          onMakeClip={makeClip}
          onMakeClipOfEdit={() => setMaker('edit')}
          onReset={editing.reset}
          onRemove={remove}
          onEdges={editing.setEdges}
        />
      </div>
      <section className="editor-timeline" aria-label={t('timeline.name')}>
        <TimelineTools
          zoom={zoom}
          timeline={timeline}
          editing={editing}
          selected={selected}
          denied={denied}
          phone={phone}
          onEdge={(edge) => editing.setEdgeAt(selected?.id ?? null, edge, Math.round(playback.clock.now()))}
        />
        <Timeline
          ref={timeline}
          model={model}
          clock={playback.clock}
          dark={dark}
          phone={phone}
          hooks={marks}
          selectedId={selected?.id ?? null}
          onSelect={select}
          fixed={denied !== undefined}
          snapPoints={analysis.snapPointsMs.length ? analysis.snapPointsMs : noPoints}
          guideMs={editing.draft?.snappedMs ?? null}
          selection={editing.selection}
          onSelection={(span) => {
            editing.setSelection(span);
            if (span) setSelectedId(null);
          }}
          highlight={highlight}
          onSeek={playback.seek}
          onScrub={playback.scrub}
          onStep={playback.step}
          onZoom={zoom.set}
          texts={texts}
          onBlock={(row, block) => {
            go(block);
            if (row === 'suggestions') {
              setPanel('suggestions');
              setOpenSuggestion(block.id);
            } else if (!phone && row === 'beats') setPanel('story');
            else if (!phone && row === 'findings') setPanel('facts');
            else if (!phone && row === 'cues') setPanel('words');
          }}
          onDraft={onDraft}
          onCommit={editing.onCommit}
          onCancel={editing.onCancel}
        />
      </section>
      {editing.selection && (
        <SelectionBar
          selection={editing.selection}
          denied={denied}
          previewing={playback.looping !== null}
          onPreview={() => preview(editing.selection!)}
          onAdd={() => void addHook()}
          onCancel={() => editing.setSelection(null)}
        />
      )}
      {editing.leaving && <UndoBar rank={editing.leaving.rank} onUndo={() => (setSelectedId(editing.leaving!.id), editing.keepHook())} />}
      <ShortcutsHelp open={help} onClose={() => setHelp(false)} />
      {maker && (
        <ClipMaker
          key={maker}
          seed={maker}
          workId={workId}
          workTitle={workTitle}
          episodes={episodes}
          episodeId={episode.id}
          phone={phone}
          onClose={() => setMaker(null)}
          onOpen={(next) => setMaker(next)}
        />
      )}
    </>
  );
}

function timelineTexts(t: (key: string, params?: Record<string, unknown>) => string): TimelineTexts {
  const rows = ['ruler', 'hooks', 'filmstrip', 'shots', 'cues', 'beats', 'loudness', 'findings', 'suggestions'] as const;
  return {
    name: t('timeline.name_long'),
    playhead: t('timeline.playhead'),
    overview: t('timeline.overview'),
    selection: t('timeline.selection'),
    snapped: t('timeline.snapped'),
    startEdge: (name) => t('timeline.start_edge', { name }),
    endEdge: (name) => t('timeline.end_edge', { name }),
    rows: Object.fromEntries(rows.map((row) => [row, t(`row.${row}`)])) as TimelineTexts['rows'],
  };
}

/** The picture sheet, once it has arrived. */
function useSheetImage(assetId: string | null): HTMLImageElement | null {
  const [loaded, setLoaded] = useState<{ assetId: string; image: HTMLImageElement } | null>(null);
  useEffect(() => {
    if (!assetId) return undefined;
    const one = new Image();
    let current = true;
    one.addEventListener('load', () => current && setLoaded({ assetId, image: one }));
    one.src = assetHref(assetId);
    return () => {
      current = false;
    };
  }, [assetId]);
  return loaded?.assetId === assetId ? loaded.image : null;
}
