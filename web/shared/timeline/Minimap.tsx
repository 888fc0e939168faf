/** The whole file in one strip: hooks, loudness, and the part in view, which can be dragged; the timeline's scrollbar. */
import { useEffect, useRef, type PointerEvent } from 'react';
import type { PlaybackClock } from './clock.ts';
import { columnsOf, loudnessHeight } from './curve.ts';
import type { Span } from './intervals.ts';
import type { Loudness } from './model.ts';
import type { Palette } from './palette.ts';
import { centreOn, endOf, type Viewport } from './scale.ts';

export function Minimap({
  view,
  move,
  clock,
  loudness,
  hooks,
  selectedId,
  palette,
  label,
  height = 26,
}: {
  view: Viewport;
  move: (change: (view: Viewport) => Viewport) => void;
  clock: PlaybackClock;
  loudness: Loudness | null;
  hooks: readonly (Span & { id: string })[];
  selectedId: string | null;
  palette: Palette;
  label: string;
  height?: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const needle = useRef<HTMLDivElement>(null);
  const grabbed = useRef<number | null>(null);
  const { widthPx, durationMs } = view;
  const toX = (ms: number) => (ms / durationMs) * widthPx;

  useEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext('2d');
    if (!node || !ctx) return;
    const ratio = window.devicePixelRatio || 1;
    node.width = Math.round(widthPx * ratio);
    node.height = Math.round(height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = palette.band;
    ctx.fillRect(0, 0, widthPx, height);
    if (loudness) {
      ctx.fillStyle = palette.dark ? '#3d4a52' : '#c3ced3';
      const whole = { startMs: 0, msPerPx: durationMs / widthPx, widthPx, durationMs, marginPx: 0 };
      for (const column of columnsOf(loudness.values, loudness.hopMs, whole)) {
        const size = loudnessHeight(column.high) * (height - 10);
        ctx.fillRect(column.x, height - 2 - size, 1, size);
      }
    }
    for (const hook of hooks) {
      ctx.fillStyle = palette.hook.edge;
      ctx.globalAlpha = hook.id === selectedId ? 1 : 0.6;
      const x = (hook.startMs / durationMs) * widthPx;
      ctx.fillRect(x, 0, Math.max(2, ((hook.endMs - hook.startMs) / durationMs) * widthPx), 5);
    }
    ctx.globalAlpha = 1;
  }, [widthPx, durationMs, loudness, hooks, selectedId, palette, height]);

  useEffect(() => {
    const place = () => {
      if (needle.current) needle.current.style.transform = `translateX(${(clock.now() / durationMs) * widthPx}px)`;
    };
    place();
    return clock.subscribe(place);
  }, [clock, durationMs, widthPx]);

  const left = Math.max(0, toX(view.startMs));
  const right = Math.min(widthPx, toX(endOf(view)));
  const goTo = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    if (grabbed.current === null) grabbed.current = x >= left && x <= right ? x - (left + right) / 2 : 0;
    const ms = ((x - grabbed.current) / widthPx) * durationMs;
    move((before) => centreOn(before, ms));
  };
  return (
    <div
      className="tl-minimap"
      style={{ height }}
      role="scrollbar"
      aria-label={label}
      aria-orientation="horizontal"
      aria-controls="timeline-tracks"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((Math.max(0, view.startMs) / Math.max(1, durationMs)) * 100)}
      tabIndex={0}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
        if (direction === 0) return;
        event.preventDefault();
        event.stopPropagation();
        move((before) => centreOn(before, (before.startMs + endOf(before)) / 2 + direction * before.widthPx * before.msPerPx * 0.25));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = null;
        goTo(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && goTo(event)}
    >
      <canvas ref={canvas} style={{ width: widthPx, height }} aria-hidden="true" />
      <div className="tl-minimap-window" style={{ left, width: Math.max(8, right - left) }} />
      <div ref={needle} className="tl-minimap-needle" />
    </div>
  );
}
