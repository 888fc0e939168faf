/** Hooks as elements over the canvas: blocks to choose, and on the chosen one two edges to drag, by pointer, finger or key. */
import { useEffect, useEffectEvent, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { dragGrip, limitsAround, nextPoint, placeGrip, type Grip, type Limits, type Moved } from './edges.ts';
import type { Span } from './intervals.ts';
import { endOf, timeToX, type Viewport } from './scale.ts';
import { clock, frameAt, frameStartMs } from './timecode.ts';

export type HookMark = Span & { readonly id: string; readonly rank: number; readonly title: string; readonly name: string };
export type HookTexts = {
  readonly startEdge: (name: string) => string;
  readonly endEdge: (name: string) => string;
  readonly snapped: string;
};
export type EdgeEditing = {
  /** While a grip is held: where it is now, and what it snapped to. */
  readonly onDraft: (id: string, moved: Moved, grip: Grip) => void;
  readonly onCommit: (id: string, span: Span) => void;
  readonly onCancel: () => void;
};

type Props = EdgeEditing & {
  hooks: readonly HookMark[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  view: Viewport;
  fps: number;
  top: number;
  height: number;
  snapPoints: readonly number[];
  /** How near, in pixels, an edge is drawn to a snap point. */
  reachPx: number;
  /** Absent where edges may be moved; else nothing can be dragged. */
  fixed: boolean;
  texts: HookTexts;
};

export const leastHookMs = 500;

export function HookTrack(props: Props) {
  const { hooks, view, top, height, selectedId } = props;
  const inView = hooks.filter((hook) => hook.id === selectedId || (hook.endMs >= view.startMs && hook.startMs <= endOf(view)));
  return (
    <div className="tl-hooks" style={{ top, height }}>
      {inView.map((hook) => (
        <HookBlock
          key={hook.id}
          {...props}
          hook={hook}
          limits={limitsAround(
            hook,
            hooks.filter((other) => other.id !== hook.id),
            view.durationMs,
            leastHookMs,
          )}
        />
      ))}
    </div>
  );
}

function HookBlock(props: Props & { hook: HookMark; limits: Limits }) {
  const { hook, view, selectedId, onSelect, height } = props;
  const left = timeToX(view, hook.startMs);
  const width = Math.max(4, timeToX(view, hook.endMs) - left);
  const selected = hook.id === selectedId;
  const body = useGrip(props, 'body');
  const press = useRef<number | null>(null);
  return (
    <div
      className={`tl-hook${selected ? ' is-selected' : ''}`}
      style={{ transform: `translateX(${left}px)`, width, height: height - 6 } as CSSProperties}
    >
      <button
        type="button"
        className="tl-hook-body"
        aria-pressed={selected}
        title={hook.name}
        data-hook={hook.id}
        onPointerDown={(event) => {
          press.current = event.clientX;
          // A finger on a block may be the start of a pan: the tracks have it, and choose the block when it was a tap.
          if (event.pointerType === 'touch') return;
          event.stopPropagation();
          if (selected && !props.fixed) body.onPointerDown(event);
        }}
        onPointerMove={body.onPointerMove}
        onPointerUp={body.onPointerUp}
        onPointerCancel={body.onPointerCancel}
        onClick={(event) => {
          if (press.current === null || Math.abs(event.clientX - press.current) < 4 || event.detail === 0) onSelect(hook.id);
        }}
      >
        <span className="visually-hidden">{hook.name}</span>
        <span className="tl-hook-label" aria-hidden="true" style={{ paddingInlineStart: Math.max(0, -left) }}>
          <b>{hook.rank}</b>
          {width > 70 && <span>{hook.title}</span>}
        </span>
      </button>
      {selected && !props.fixed && <Handle {...props} grip="start" width={width} />}
      {selected && !props.fixed && <Handle {...props} grip="end" width={width} />}
    </div>
  );
}

function Handle(props: Props & { hook: HookMark; limits: Limits; grip: 'start' | 'end'; width: number }) {
  const { hook, grip, texts, limits } = props;
  const handlers = useGrip(props, grip);
  const at = grip === 'start' ? hook.startMs : hook.endMs;
  return (
    <div
      className={`tl-handle is-${grip}`}
      role="slider"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={grip === 'start' ? texts.startEdge(hook.name) : texts.endEdge(hook.name)}
      aria-valuemin={Math.round(grip === 'start' ? limits.floorMs : hook.startMs + limits.minMs)}
      aria-valuemax={Math.round(grip === 'start' ? hook.endMs - limits.minMs : limits.ceilingMs)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={clock(at, 2)}
      data-grip={grip}
      {...handlers}
    />
  );
}

type Held = { x: number; origin: Span; atMs: number; last: Moved | null };

/**
 * One grip's gestures. The pointer is captured, Alt sets snapping aside, Escape gives everything back. Keys: arrows a frame,
 * with Shift a second, with Alt the next snap point, Home and End the limits; a run of keys is one change, kept when it rests.
 */
function useGrip(
  { hook, limits, view, fps, snapPoints, reachPx, onDraft, onCommit, onCancel }: Props & { hook: HookMark; limits: Limits },
  grip: Grip,
) {
  const held = useRef<Held | null>(null);
  const keys = useRef<{ timer: number; origin: Span; limits: Limits; now: Span } | null>(null);

  const settleKeys = () => {
    const pending = keys.current;
    if (!pending) return;
    window.clearTimeout(pending.timer);
    keys.current = null;
    onCommit(hook.id, pending.now);
  };
  // What keys have moved is kept also when the element goes.
  const settleLast = useEffectEvent(settleKeys);
  useEffect(() => () => settleLast(), []);
  useEffect(() => {
    const onEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || (!held.current && !keys.current)) return;
      event.stopPropagation();
      if (keys.current) window.clearTimeout(keys.current.timer);
      held.current = null;
      keys.current = null;
      onCancel();
    };
    window.addEventListener('keydown', onEscape, true);
    return () => window.removeEventListener('keydown', onEscape, true);
  }, [onCancel]);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      settleKeys();
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = {
        x: event.clientX,
        origin: { startMs: hook.startMs, endMs: hook.endMs },
        atMs: grip === 'end' ? hook.endMs : hook.startMs,
        last: null,
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const now = held.current;
      if (!now) return;
      const dx = event.clientX - now.x;
      if (!now.last && Math.abs(dx) < 3) return;
      now.last = dragGrip(now.origin, grip, now.atMs + dx * view.msPerPx, limits, snapPoints, event.altKey ? 0 : reachPx * view.msPerPx);
      onDraft(hook.id, now.last, grip);
    },
    onPointerUp: () => {
      const now = held.current;
      held.current = null;
      if (now?.last) onCommit(hook.id, now.last.span);
    },
    onPointerCancel: () => {
      if (held.current?.last) onCancel();
      held.current = null;
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const direction =
        event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : 0;
      if (direction === 0 && event.key !== 'Home' && event.key !== 'End') return;
      event.preventDefault();
      event.stopPropagation();
      const from = keys.current?.now ?? { startMs: hook.startMs, endMs: hook.endMs };
      const at = grip === 'end' ? from.endMs : from.startMs;
      const to =
        direction === 0
          ? event.key === 'Home'
            ? -Infinity
            : Infinity
          : event.altKey
            ? nextPoint(snapPoints, at, direction, view.durationMs)
            : event.shiftKey
              ? at + direction * 1000
              : frameStartMs(frameAt(at + 0.5, fps) + direction, fps);
      const span = placeGrip(from, grip, Math.min(Math.max(to, 0), view.durationMs), limits);
      if (keys.current) window.clearTimeout(keys.current.timer);
      keys.current = { origin: keys.current?.origin ?? from, limits, now: span, timer: window.setTimeout(settleKeys, 700) };
      onDraft(hook.id, { span, snappedMs: event.altKey ? (grip === 'end' ? span.endMs : span.startMs) : null }, grip);
    },
    onBlur: settleKeys,
  };
}
