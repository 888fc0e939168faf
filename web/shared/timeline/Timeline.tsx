/**
 * The timeline: rows drawn to scale on one canvas, hooks and playhead as elements over it, a minimap to scroll by.
 * Everything on it is also in a list beside it, so the canvas is a picture with a name to assistive technology.
 */
import { memo, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react';
import type { PlaybackClock } from './clock.ts';
import type { Span } from './intervals.ts';
import { HookTrack, type EdgeEditing, type HookMark, type HookTexts } from './HookTrack.tsx';
import { Minimap } from './Minimap.tsx';
import { layoutRows, type Block, type Row, type RowId, type TimelineModel } from './model.ts';
import { blockAt, paintTimeline } from './paint.ts';
import { paletteFor, type Palette } from './palette.ts';
import { Playhead } from './Playhead.tsx';
import { clampTime, timeToX, xToTime, zoomFraction, msPerPxAt, zoomTo, type Viewport } from './scale.ts';
import { clock as clockText, frameAt, timecode } from './timecode.ts';
import { useTimelineView } from './useTimelineView.ts';
import { useTrackPointer } from './useTrackPointer.ts';
import './timeline.css';

export type TimelineTexts = HookTexts & {
  readonly name: string;
  readonly playhead: string;
  readonly overview: string;
  readonly selection: string;
  readonly rows: Record<RowId, string>;
};
export type TimelineHandle = {
  fit: () => void;
  zoom: (factor: number) => void;
  setZoom: (fraction: number) => void;
  show: (startMs: number, endMs: number) => void;
  scrollTo: (ms: number) => void;
};

type Props = EdgeEditing & {
  ref?: Ref<TimelineHandle>;
  model: TimelineModel;
  clock: PlaybackClock;
  dark: boolean;
  phone: boolean;
  hooks: readonly HookMark[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  fixed: boolean;
  snapPoints: readonly number[];
  /** What the held edge has snapped to. */
  guideMs: number | null;
  /** A stretch marked by hand, not yet a hook. */
  selection: Span | null;
  onSelection: (span: Span | null) => void;
  highlight: Span | null;
  onSeek: (ms: number) => void;
  onScrub: (ms: number) => void;
  onStep: (frames: number) => void;
  onBlock: (row: RowId, block: Block) => void;
  onZoom?: (fraction: number) => void;
  texts: TimelineTexts;
};

const fontOf = (px: number) =>
  `${px}px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;

const useRows = (model: TimelineModel, phone: boolean) => useMemo(() => layoutRows(model, phone), [model, phone]);

export function Timeline({ ref, ...props }: Props) {
  const { model, clock, dark, phone, texts, hooks, selectedId, selection } = props;
  const tracks = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ x: number; block: Block | null } | null>(null);
  const palette = paletteFor(dark);
  const { rows, height } = useRows(model, phone);
  const timeline = useTimelineView(tracks, { durationMs: model.durationMs, clock, centred: phone, onScrub: props.onScrub });
  const { view, move, fit, zoom, show, scrollTo } = timeline;
  const hookRow = rows.find((row) => row.id === 'hooks')!;

  useImperativeHandle(
    ref,
    () => ({
      fit,
      zoom,
      show,
      scrollTo,
      setZoom: (at) => move((before) => zoomTo(before, msPerPxAt(before, at), before.widthPx / 2)),
    }),
    [fit, zoom, show, scrollTo, move],
  );
  const fraction = zoomFraction(view);
  const { onZoom } = props;
  useLayoutEffect(() => onZoom?.(fraction), [fraction, onZoom]);

  const pointer = useTrackPointer({
    element: tracks,
    view,
    move,
    centred: phone,
    selectsAt: (y) => !props.fixed && y >= hookRow.top && y < hookRow.top + hookRow.height,
    onScrub: (ms) => props.onScrub(clampTime(view, ms)),
    onSelect: (startMs, endMs) =>
      props.onSelection({ startMs: Math.round(clampTime(view, startMs)), endMs: Math.round(clampTime(view, endMs)) }),
    onHover: (x, y) => setHover(x === null ? null : { x, block: blockAt(model, rows, view, x, y)?.block ?? null }),
    onTap: (x, y) => {
      const hit = blockAt(model, rows, view, x, y);
      const ms = xToTime(view, x);
      const hook = hit?.row.id === 'hooks' ? hooks.find((one) => one.startMs <= ms && one.endMs >= ms) : undefined;
      if (hook) return props.onSelect(hook.id);
      if (hit?.block) props.onBlock(hit.row.id, hit.block);
      else props.onSeek(clampTime(view, ms));
      if (hit?.row.id === 'hooks') props.onSelection(null);
    },
  });

  return (
    <div className={`tl${phone ? ' is-phone' : ''}`}>
      {phone && (
        <Minimap
          view={view}
          move={move}
          clock={clock}
          loudness={model.loudness}
          hooks={hooks}
          selectedId={selectedId}
          palette={palette}
          label={texts.overview}
          height={24}
        />
      )}
      <div className="tl-body">
        {!phone && (
          <div className="tl-gutter" aria-hidden="true" style={{ height }}>
            {rows.map((row) => (
              <div key={row.id} style={{ top: row.top, height: row.height }}>
                {texts.rows[row.id]}
              </div>
            ))}
          </div>
        )}
        <div ref={tracks} id="timeline-tracks" className="tl-tracks" role="group" aria-label={texts.name} style={{ height }} {...pointer}>
          <PaintedRows model={model} view={view} rows={rows} height={height} palette={palette} phone={phone} label={texts.name} />
          <Bands
            view={view}
            height={height}
            top={hookRow.top}
            hooks={hooks}
            selectedId={selectedId}
            selection={selection}
            highlight={props.highlight}
            label={texts.selection}
          />
          {phone &&
            rows.map(
              (row) =>
                row.id !== 'ruler' &&
                row.id !== 'filmstrip' && (
                  <span key={row.id} className="tl-row-name" style={{ top: row.top }} aria-hidden="true">
                    {texts.rows[row.id]}
                  </span>
                ),
            )}
          <HookTrack
            hooks={hooks}
            selectedId={selectedId}
            onSelect={props.onSelect}
            view={view}
            fps={model.fps}
            top={hookRow.top + 3}
            height={hookRow.height}
            snapPoints={props.snapPoints}
            reachPx={phone ? 14 : 9}
            fixed={props.fixed}
            texts={texts}
            onDraft={props.onDraft}
            onCommit={props.onCommit}
            onCancel={props.onCancel}
          />
          {props.guideMs !== null && (
            <div className="tl-guide" style={{ transform: `translateX(${timeToX(view, props.guideMs)}px)` }}>
              <span>
                {texts.snapped} {clockText(props.guideMs, 2)}
              </span>
            </div>
          )}
          {hover && !phone && props.guideMs === null && (
            <Hover x={hover.x} ms={clampTime(view, xToTime(view, hover.x))} fps={model.fps} block={hover.block} widthPx={view.widthPx} />
          )}
          <Playhead clock={clock} view={view} fps={model.fps} label={texts.playhead} onStep={props.onStep} />
        </div>
      </div>
      {!phone && (
        <div className="tl-body">
          <div className="tl-gutter is-map" aria-hidden="true" />
          <Minimap
            view={view}
            move={move}
            clock={clock}
            loudness={model.loudness}
            hooks={hooks}
            selectedId={selectedId}
            palette={palette}
            label={texts.overview}
          />
        </div>
      )}
    </div>
  );
}

/** The canvas. It is painted when its view or its model changes, not when a pointer moves over it. */
const PaintedRows = memo(function PaintedRows({
  model,
  view,
  rows,
  height,
  palette,
  phone,
  label,
}: {
  model: TimelineModel;
  view: Viewport;
  rows: readonly Row[];
  height: number;
  palette: Palette;
  phone: boolean;
  label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext('2d', { alpha: false });
    if (!node || !ctx) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, tall] = [Math.round(view.widthPx * ratio), Math.round(height * ratio)];
    if (node.width !== width || node.height !== tall) {
      node.width = width;
      node.height = tall;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintTimeline({ ctx, view, palette, font: fontOf(phone ? 12 : 11.5), inset: phone ? 52 : 0 }, model, rows, height);
  }, [view, palette, model, rows, height, phone]);
  return <canvas ref={canvas} role="img" aria-label={label} style={{ width: view.widthPx, height }} />;
});

/** The chosen hook's stretch shown through all rows, the stretch marked by hand, and what evidence points at. */
function Bands({
  view,
  height,
  top,
  hooks,
  selectedId,
  selection,
  highlight,
  label,
}: {
  view: Parameters<typeof timeToX>[0];
  height: number;
  top: number;
  hooks: readonly HookMark[];
  selectedId: string | null;
  selection: Span | null;
  highlight: Span | null;
  label: string;
}) {
  const selected = hooks.find((hook) => hook.id === selectedId);
  const box = (span: Span) => ({ left: timeToX(view, span.startMs), width: Math.max(2, (span.endMs - span.startMs) / view.msPerPx) });
  return (
    <>
      {selected && <div className="tl-band" style={{ ...box(selected), top, height: height - top }} />}
      {highlight && <div className="tl-band is-highlight" style={{ ...box(highlight), top, height: height - top }} />}
      {selection && (
        <div
          className="tl-band is-selection"
          role="img"
          aria-label={`${label} ${clockText(selection.startMs, 1)}–${clockText(selection.endMs, 1)}`}
          style={{ ...box(selection), top, height: height - top }}
        />
      )}
    </>
  );
}

function Hover({ x, ms, fps, block, widthPx }: { x: number; ms: number; fps: number; block: Block | null; widthPx: number }) {
  return (
    <div className="tl-hover" style={{ transform: `translateX(${x}px)` }} aria-hidden="true">
      <span className={x > widthPx - 240 ? 'is-left' : ''}>
        <b>{timecode(frameAt(ms, fps), fps)}</b>
        {block && <em>{block.label}</em>}
      </span>
    </div>
  );
}
