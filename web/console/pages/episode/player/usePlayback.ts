/** Playback of one video element: frame-exact seeking, shuttling both ways, and a stretch played exactly and over again. */
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { makeClock, type PlaybackClock } from '../../../../shared/timeline/clock.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { frameAt, frameStartMs, seekSecondsFor } from '../../../../shared/timeline/timecode.ts';

export type Playback = {
  readonly clock: PlaybackClock;
  readonly playing: boolean;
  /** Signed speed: −4 to 4, 1 is as filmed. */
  readonly rate: number;
  /** The stretch that is played over and over, or null. */
  readonly looping: Span | null;
  readonly seek: (ms: number) => void;
  readonly scrub: (ms: number) => void;
  readonly step: (frames: number) => void;
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly shuttle: (direction: -1 | 1) => void;
  readonly preview: (span: Span | null) => void;
};

function goTo(node: HTMLVideoElement, seconds: number): void {
  node.currentTime = seconds;
}

/** Plays; a play that a pause overtakes, or that the browser forbids, is no failure to report. */
function run(node: HTMLVideoElement, speed: number): void {
  node.playbackRate = speed;
  node.play().catch(() => undefined);
}

/** `fps` and `durationMs` are the analysis's own, as a player may know neither. */
export function usePlayback(videoRef: RefObject<HTMLVideoElement | null>, fps: number, durationMs: number): Playback {
  const clock = useMemo(() => makeClock(), []);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(1);
  const [looping, setLooping] = useState<Span | null>(null);
  const loop = useRef<Span | null>(null);
  const turn = useRef(0);
  const reverse = useRef(0);
  const wanted = useRef<number | null>(null);
  const lastFrame = Math.max(0, Math.ceil((durationMs * fps) / 1000) - 1);

  const seek = useCallback(
    (ms: number) => {
      const node = videoRef.current;
      const frame = Math.min(Math.max(0, frameAt(ms, fps)), lastFrame);
      clock.set(frameStartMs(frame, fps), node ? !node.paused : false);
      if (!node) return;
      // While a seek is under way the newest wish waits for it: a scrub never queues up behind itself.
      if (node.seeking) wanted.current = frame;
      else goTo(node, seekSecondsFor(frame, fps));
    },
    [videoRef, fps, lastFrame, clock],
  );

  const stopReverse = useCallback(() => {
    cancelAnimationFrame(reverse.current);
    reverse.current = 0;
  }, []);
  const leaveLoop = useCallback(() => {
    window.clearTimeout(turn.current);
    loop.current = null;
    setLooping(null);
  }, []);
  const pause = useCallback(() => {
    stopReverse();
    window.clearTimeout(turn.current);
    videoRef.current?.pause();
    setRate(1);
  }, [videoRef, stopReverse]);
  const play = useCallback(
    (speed: number) => {
      const node = videoRef.current;
      if (!node) return;
      stopReverse();
      setRate(speed);
      run(node, speed);
    },
    [videoRef, stopReverse],
  );

  useEffect(() => {
    const node = videoRef.current;
    if (!node) return undefined;
    let handle = 0;
    const exact = 'requestVideoFrameCallback' in node;
    const show = (ms: number) => {
      clock.set(ms, !node.paused);
      const span = loop.current;
      if (!span || node.paused) return;
      // The last frame of the stretch is let stand for its own time, then the stretch begins anew.
      const leftMs = span.endMs - ms;
      if (leftMs <= 1.5 * (1000 / fps)) {
        window.clearTimeout(turn.current);
        turn.current = window.setTimeout(
          () => {
            if (loop.current === span) goTo(node, seekSecondsFor(frameAt(span.startMs, fps), fps));
          },
          Math.max(0, leftMs / node.playbackRate - 6),
        );
      }
    };
    const onFrame = (_: number, metadata: VideoFrameCallbackMetadata) => {
      if (!node.seeking) show(metadata.mediaTime * 1000);
      handle = node.requestVideoFrameCallback(onFrame);
    };
    const onTick = () => {
      if (!node.paused && !node.seeking) show(node.currentTime * 1000);
      handle = requestAnimationFrame(onTick);
    };
    handle = exact ? node.requestVideoFrameCallback(onFrame) : requestAnimationFrame(onTick);
    // A sound without a picture gives no frames to follow.
    const onTime = () => (node.videoWidth === 0 || !exact) && !node.seeking && show(node.currentTime * 1000);
    const onState = () => {
      setPlaying(!node.paused);
      clock.set(clock.now(), !node.paused);
    };
    const onSeeked = () => {
      const frame = wanted.current;
      wanted.current = null;
      if (frame !== null) goTo(node, seekSecondsFor(frame, fps));
      else if (node.paused) clock.set(frameStartMs(frameAt(node.currentTime * 1000, fps), fps), false);
    };
    const listeners: [string, () => void][] = [
      ['play', onState],
      ['pause', onState],
      ['ended', onState],
      ['seeked', onSeeked],
      ['timeupdate', onTime],
    ];
    for (const [name, listener] of listeners) node.addEventListener(name, listener);
    return () => {
      if (exact) node.cancelVideoFrameCallback(handle);
      else cancelAnimationFrame(handle);
      window.clearTimeout(turn.current);
      for (const [name, listener] of listeners) node.removeEventListener(name, listener);
    };
  }, [videoRef, fps, clock]);
  useEffect(() => stopReverse, [stopReverse]);

  const shuttle = useCallback(
    (direction: -1 | 1) => {
      const speeds = [1, 2, 4];
      const next = Math.sign(rate) === direction && (playing || reverse.current) ? (speeds[speeds.indexOf(Math.abs(rate)) + 1] ?? 4) : 1;
      leaveLoop();
      if (direction === 1) return play(next);
      // No browser plays backwards: frames are sought one after the other, as fast as they come.
      videoRef.current?.pause();
      stopReverse();
      setRate(-next);
      let at = clock.now();
      let last = performance.now();
      const back = (now: number) => {
        at -= (now - last) * next;
        last = now;
        seek(Math.max(0, at));
        if (at > 0) reverse.current = requestAnimationFrame(back);
        else pause();
      };
      reverse.current = requestAnimationFrame(back);
    },
    [rate, playing, play, pause, seek, leaveLoop, stopReverse, clock, videoRef],
  );

  const jump = useCallback((ms: number) => (leaveLoop(), stopReverse(), seek(ms)), [leaveLoop, stopReverse, seek]);
  return {
    clock,
    playing,
    rate,
    looping,
    seek: jump,
    scrub: jump,
    pause,
    shuttle,
    step: useCallback(
      (frames: number) => (pause(), leaveLoop(), seek(frameStartMs(Math.max(0, frameAt(clock.now(), fps) + frames), fps))),
      [pause, leaveLoop, seek, clock, fps],
    ),
    toggle: useCallback(() => (videoRef.current?.paused === false || reverse.current ? pause() : play(1)), [videoRef, pause, play]),
    preview: useCallback(
      (span: Span | null) => {
        leaveLoop();
        if (!span) return pause();
        loop.current = span;
        setLooping(span);
        seek(span.startMs);
        play(1);
      },
      [leaveLoop, pause, seek, play],
    ),
  };
}
