/** The playhead, moved without drawing the page anew; to assistive technology a slider over the whole file. */
import { useEffect, useRef } from 'react';
import type { PlaybackClock } from './clock.ts';
import { timeToX, type Viewport } from './scale.ts';
import { frameAt, timecode } from './timecode.ts';

export function Playhead({
  clock,
  view,
  fps,
  label,
  onStep,
}: {
  clock: PlaybackClock;
  view: Viewport;
  fps: number;
  label: string;
  onStep: (frames: number) => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const spoken = useRef(0);
  useEffect(() => {
    const place = () => {
      const x = timeToX(view, clock.now());
      if (line.current) {
        line.current.style.transform = `translateX(${x}px)`;
        line.current.style.visibility = x < -1 || x > view.widthPx + 1 ? 'hidden' : 'visible';
      }
      // A screen reader is told a few times a second, not at every frame.
      const now = performance.now();
      if (slider.current && (now - spoken.current > 250 || !clock.playing())) {
        spoken.current = now;
        slider.current.setAttribute('aria-valuenow', String(Math.round(clock.now())));
        slider.current.setAttribute('aria-valuetext', timecode(frameAt(clock.now(), fps), fps));
      }
    };
    place();
    return clock.subscribe(place);
  }, [clock, view, fps]);
  return (
    <div ref={line} className="tl-playhead">
      <div
        ref={slider}
        className="tl-playhead-grip"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.round(view.durationMs)}
        aria-valuenow={0}
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
          if (direction === 0) return;
          event.preventDefault();
          event.stopPropagation();
          onStep(direction * (event.shiftKey ? Math.round(fps) : 1));
        }}
      />
    </div>
  );
}
