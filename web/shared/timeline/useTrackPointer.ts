/** What a pointer does on the tracks: a mouse scrubs and selects, a finger pans, two fingers zoom, a tap goes there. */
import { useRef, type PointerEvent, type RefObject } from 'react';
import { panBy, xToTime, zoomBy, type Viewport } from './scale.ts';

type Options = {
  element: RefObject<HTMLElement | null>;
  view: Viewport;
  move: (change: (view: Viewport) => Viewport) => void;
  centred: boolean;
  /** Whether dragging from here marks a stretch rather than scrubs. */
  selectsAt: (y: number) => boolean;
  onScrub: (ms: number) => void;
  onTap: (x: number, y: number) => void;
  onSelect: (startMs: number, endMs: number) => void;
  onHover: (x: number | null, y: number) => void;
};

type Finger = { x: number; y: number };
type Drag = {
  startX: number;
  startY: number;
  moved: boolean;
  mode: 'pan' | 'scrub' | 'select';
  fromMs: number;
  velocity: number;
  at: number;
};

/** Handlers for the tracks' element. A press that moves less than 4 px is a tap. */
export function useTrackPointer(options: Options) {
  const { element, view, move, centred, selectsAt, onScrub, onTap, onSelect, onHover } = options;
  const fingers = useRef(new Map<number, Finger>());
  const drag = useRef<Drag | null>(null);
  const glide = useRef(0);
  const local = (event: PointerEvent): Finger => {
    const box = element.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    cancelAnimationFrame(glide.current);
    const point = local(event);
    element.current!.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, point);
    const mode = event.pointerType === 'touch' ? 'pan' : selectsAt(point.y) ? 'select' : 'scrub';
    drag.current = {
      startX: point.x,
      startY: point.y,
      moved: fingers.current.size > 1,
      mode,
      fromMs: xToTime(view, point.x),
      velocity: 0,
      at: event.timeStamp,
    };
  };

  const onPointerMove = (event: PointerEvent) => {
    const point = local(event);
    const before = fingers.current.get(event.pointerId);
    if (!before || !drag.current) {
      if (event.pointerType !== 'touch') onHover(point.x, point.y);
      return;
    }
    fingers.current.set(event.pointerId, point);
    if (fingers.current.size === 2) return pinch(event.pointerId, before, point);
    const now = drag.current;
    if (!now.moved && Math.hypot(point.x - now.startX, point.y - now.startY) < 4) return;
    now.moved = true;
    if (now.mode === 'pan') {
      const dx = before.x - point.x;
      const elapsed = Math.max(1, event.timeStamp - now.at);
      now.velocity = 0.7 * (dx / elapsed) + 0.3 * now.velocity;
      now.at = event.timeStamp;
      move((so) => panBy(so, dx));
    } else if (now.mode === 'select') {
      onSelect(Math.min(now.fromMs, xToTime(view, point.x)), Math.max(now.fromMs, xToTime(view, point.x)));
    } else {
      onHover(point.x, point.y);
      onScrub(xToTime(view, point.x));
    }
  };

  const pinch = (moving: number, before: Finger, after: Finger) => {
    const other = [...fingers.current].find(([id]) => id !== moving)?.[1];
    if (!other || !drag.current) return;
    drag.current.moved = true;
    const factor = Math.max(20, Math.abs(after.x - other.x)) / Math.max(20, Math.abs(before.x - other.x));
    const anchor = centred ? view.widthPx / 2 : (after.x + other.x) / 2;
    move((so) => panBy(zoomBy(so, factor, anchor), centred ? 0 : (before.x - after.x) / 2));
  };

  const release = (event: PointerEvent) => {
    const point = fingers.current.get(event.pointerId);
    fingers.current.delete(event.pointerId);
    const ended = drag.current;
    if (!ended || fingers.current.size > 0) return;
    drag.current = null;
    if (!ended.moved && point && event.type === 'pointerup') onTap(point.x, point.y);
    else if (ended.mode === 'pan' && event.timeStamp - ended.at < 60) startGlide(ended.velocity);
  };

  /** A flick goes on for a moment, unless the reader asked for less motion. */
  const startGlide = (velocity: number) => {
    if (Math.abs(velocity) < 0.25 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let speed = Math.min(Math.max(velocity, -4), 4);
    let last = performance.now();
    const step = (now: number) => {
      const elapsed = Math.min(40, now - last);
      last = now;
      move((so) => panBy(so, speed * elapsed));
      speed *= 0.995 ** elapsed;
      if (Math.abs(speed) > 0.02) glide.current = requestAnimationFrame(step);
    };
    glide.current = requestAnimationFrame(step);
  };

  return { onPointerDown, onPointerMove, onPointerUp: release, onPointerCancel: release, onPointerLeave: () => onHover(null, 0) };
}
