/** The timeline's view as state: its width, zoom and place, and how wheel, touch and playback move them. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { PlaybackClock } from './clock.ts';
import {
  centreOn,
  clampTime,
  clampView,
  fitMsPerPx,
  fitView,
  panBy,
  reveal,
  showSpan,
  xToTime,
  zoomBy,
  zoomTo,
  type Viewport,
} from './scale.ts';

export type TimelineView = {
  readonly view: Viewport;
  readonly move: (change: (view: Viewport) => Viewport) => void;
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
  readonly show: (startMs: number, endMs: number) => void;
  readonly scrollTo: (ms: number) => void;
};

type Options = {
  durationMs: number;
  clock: PlaybackClock;
  /** The playhead stands in the middle and the file moves under it: the phone's way. */
  centred: boolean;
  onScrub: (ms: number) => void;
};

const initial = (durationMs: number, widthPx: number, centred: boolean): Viewport => {
  const base = { startMs: 0, msPerPx: 1, widthPx, durationMs, marginPx: centred ? widthPx / 2 : 12 };
  // A phone begins with about twenty seconds in view: the whole file would be too fine for a finger.
  const msPerPx = centred ? Math.min(fitMsPerPx(base), 20_000 / widthPx) : fitMsPerPx(base);
  return centred ? centreOn({ ...base, msPerPx }, 0) : fitView({ ...base, msPerPx });
};

/** Follows the element's width, the clock and the wheel. The element is the tracks' own, without the gutter. */
export function useTimelineView(element: RefObject<HTMLElement | null>, { durationMs, clock, centred, onScrub }: Options): TimelineView {
  const [view, setView] = useState<Viewport>(() => initial(durationMs, 800, centred));
  const measured = useRef(false);

  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const measure = () => {
      const widthPx = Math.max(50, node.clientWidth);
      const first = !measured.current;
      measured.current = true;
      setView((before) => {
        if (first || before.durationMs !== durationMs)
          return centred ? centreOn(initial(durationMs, widthPx, true), clock.now()) : initial(durationMs, widthPx, false);
        const marginPx = centred ? widthPx / 2 : 12;
        const wasFit = !centred && Math.abs(before.msPerPx - fitMsPerPx(before)) < 1e-6;
        const next = { ...before, widthPx, marginPx };
        return centred ? centreOn(next, clock.now()) : wasFit ? fitView(next) : clampView(next);
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element, durationMs, centred, clock]);

  // Under a fixed playhead the view is the time; otherwise it turns a page when playback leaves it.
  useEffect(
    () =>
      clock.subscribe(() => {
        const ms = clock.now();
        setView((before) => (centred ? centreOn(before, ms) : clock.playing() ? reveal(before, ms) : before));
      }),
    [clock, centred],
  );

  const move = useCallback(
    (change: (view: Viewport) => Viewport) => {
      if (!centred) return setView(change);
      return setView((before) => {
        const next = change(before);
        const ms = clampTime(next, xToTime(next, next.widthPx / 2));
        if (Math.abs(ms - clock.now()) > 0.5) queueMicrotask(() => onScrub(ms));
        return centreOn(next, ms);
      });
    },
    [centred, clock, onScrub],
  );

  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const x = centred ? node.clientWidth / 2 : event.clientX - node.getBoundingClientRect().left;
      const unit = event.deltaMode === 1 ? 16 : 1;
      // A pinch on a touchpad arrives as a wheel with ctrl.
      if (event.ctrlKey || event.metaKey) return move((before) => zoomBy(before, Math.exp(-event.deltaY * unit * 0.008), x));
      return move((before) => panBy(before, (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY) * unit));
    };
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => node.removeEventListener('wheel', onWheel);
  }, [element, move, centred]);

  const fit = useCallback(
    () => setView((before) => (centred ? centreOn({ ...before, msPerPx: fitMsPerPx(before) }, clock.now()) : fitView(before))),
    [centred, clock],
  );
  const zoom = useCallback(
    (factor: number) =>
      setView((before) => {
        const x = (clock.now() - before.startMs) / before.msPerPx;
        return zoomTo(before, before.msPerPx / factor, x >= 0 && x <= before.widthPx ? x : before.widthPx / 2);
      }),
    [clock],
  );
  const show = useCallback(
    (startMs: number, endMs: number) =>
      setView((before) => {
        const next = showSpan(before, startMs, endMs);
        return centred ? centreOn(next, clock.now()) : next;
      }),
    [centred, clock],
  );
  const scrollTo = useCallback((ms: number) => setView((before) => (centred ? before : reveal(before, ms, before.widthPx / 3))), [centred]);
  return { view, move, fit, zoom, show, scrollTo };
}
