/**
 * Two videos in step. The suspect leads; the original is led to the moment that the suspect shows, runs at the copy's pace, and rests
 * where the suspect shows something else. A small lag is made up by pace, a large one by a leap: a leap at every frame would stutter.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { makeClock, type PlaybackClock } from '../../../../shared/timeline/clock.ts';
import { frameAt, frameStartMs, seekSecondsFor } from '../../../../shared/timeline/timecode.ts';
import { neighbourOf, paceOf, pieceAt, referenceAt, type Piece } from './time-map.ts';

/** What browsers play without falling silent or refusing (HTML leaves the limits to them). */
const slowest = 0.0625;
const fastest = 16;
const leapMs = 300;
const stillMs = 12;

export type Pair = {
  readonly suspect: (node: HTMLVideoElement | null) => void;
  readonly original: (node: HTMLVideoElement | null) => void;
  readonly clock: PlaybackClock;
  readonly playing: boolean;
  /** Whether the suspect shows the original at this moment. */
  readonly inside: boolean;
  /** Whether that stretch is mirrored. */
  readonly mirrored: boolean;
  readonly rate: number;
  setRate(rate: number): void;
  toggle(): void;
  seek(suspectMs: number): void;
  step(frames: number): void;
  leap(direction: -1 | 1): void;
};

export function usePair(pieces: readonly (Piece & { readonly mirrored: boolean })[], durationMs: number, fps: number): Pair {
  const lead = useRef<HTMLVideoElement | null>(null);
  const led = useRef<HTMLVideoElement | null>(null);
  const clock = useMemo(() => makeClock(), []);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(1);
  const [shown, setShown] = useState({ inside: false, mirrored: false });

  useEffect(() => {
    let handle = 0;
    const follow = () => {
      handle = requestAnimationFrame(follow);
      const one = lead.current;
      if (!one) return;
      // While it seeks it tells the time it leaves.
      if (!one.seeking) clock.set(one.currentTime * 1000, !one.paused);
      setPlaying(!one.paused);
      const piece = pieceAt(pieces, clock.now());
      setShown((before) =>
        before.inside === (piece !== null) && before.mirrored === (piece?.mirrored ?? false)
          ? before
          : { inside: piece !== null, mirrored: piece?.mirrored ?? false },
      );
      lead.current!.playbackRate = rate;
      if (led.current)
        keepUp(led.current, piece && { ms: referenceAt(pieces, clock.now())!, pace: paceOf(piece) * rate }, !one.paused && !one.seeking);
    };
    handle = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(handle);
  }, [pieces, clock, rate]);

  const seek = useCallback(
    (ms: number) => {
      const to = Math.min(Math.max(0, ms), Math.max(0, durationMs - 1));
      clock.set(to, clock.playing());
      if (lead.current) lead.current.currentTime = to / 1000;
    },
    [clock, durationMs],
  );
  return {
    suspect: useCallback((node: HTMLVideoElement | null) => void (lead.current = node), []),
    original: useCallback((node: HTMLVideoElement | null) => void (led.current = node), []),
    clock,
    playing,
    ...shown,
    rate,
    setRate,
    seek,
    toggle: useCallback(() => {
      const one = lead.current;
      if (!one) return;
      // A refusal to play (no codec) shows on the picture itself.
      if (one.paused) void one.play().catch(() => undefined);
      else one.pause();
    }, []),
    step: useCallback(
      (frames: number) => {
        lead.current?.pause();
        const frame = Math.max(0, frameAt(clock.now(), fps) + frames);
        if (frameStartMs(frame, fps) < durationMs) seek(seekSecondsFor(frame, fps) * 1000);
      },
      [clock, fps, seek, durationMs],
    ),
    leap: useCallback(
      (direction: -1 | 1) => {
        const next = neighbourOf(pieces, clock.now(), direction);
        if (next) seek(next.suspectStartMs);
      },
      [pieces, clock, seek],
    ),
  };
}

/** Leads the original to where it should be; null where it should rest. */
function keepUp(video: HTMLVideoElement, wish: { ms: number; pace: number } | null, running: boolean): void {
  // Beyond its end a video stays at its end, and would be sought at every frame.
  const goal = wish && { ...wish, ms: Math.min(wish.ms, (Number.isFinite(video.duration) ? video.duration : Infinity) * 1000) };
  if (!goal || !running) {
    if (!video.paused) video.pause();
    if (goal && !video.seeking && Math.abs(video.currentTime * 1000 - goal.ms) > stillMs) video.currentTime = goal.ms / 1000;
    return;
  }
  const lagMs = goal.ms - video.currentTime * 1000;
  if (!video.seeking && Math.abs(lagMs) > leapMs) video.currentTime = goal.ms / 1000;
  video.playbackRate = Math.min(fastest, Math.max(slowest, goal.pace * (1 + Math.min(0.2, Math.max(-0.2, lagMs / 600)))));
  if (video.paused && !video.ended) void video.play().catch(() => undefined);
}
