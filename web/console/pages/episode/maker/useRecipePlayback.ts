/** Plays a recipe as it stands: piece after piece from their sources, then the card. The clip's own time is kept. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Recipe } from '../../../../../src/modules/studio/contract.ts';
import { pieceStart, placeAt, totalMs } from './draft.ts';
import type { Source } from './useSources.ts';

export type RecipePlayback = {
  readonly atMs: number;
  readonly playing: boolean;
  readonly seek: (ms: number) => void;
  readonly toggle: () => void;
};

function load(node: HTMLVideoElement, src: string): void {
  node.src = src;
}

/** Goes to a time with a piece's level; what is lifted above full plays at full here, as an element cannot do more. */
function cue(node: HTMLVideoElement, seconds: number, gainDb: number, playing: boolean): void {
  node.currentTime = seconds;
  node.volume = Math.min(1, 10 ** (gainDb / 20));
  if (playing) node.play().catch(() => undefined);
}

export function useRecipePlayback(
  videoRef: RefObject<HTMLVideoElement | null>,
  recipe: Recipe,
  sources: ReadonlyMap<string, Source>,
): RecipePlayback {
  const [atMs, setAtMs] = useState(0);
  const [playing, setPlaying] = useState(false);
  const now = useRef({ atMs: 0, playing: false, recipe, sources });
  useLayoutEffect(() => {
    now.current.recipe = recipe;
    now.current.sources = sources;
  }, [recipe, sources]);

  /** Brings the element to a time of the clip; waits for another source to be readable. */
  const show = useCallback(
    (ms: number) => {
      const state = now.current;
      const place = placeAt(state.recipe, ms);
      state.atMs = ms;
      setAtMs(ms);
      const node = videoRef.current;
      if (!node) return;
      if (place.kind === 'card') return node.pause();
      const source = state.sources.get(state.recipe.pieces[place.index]!.source);
      if (!source?.src) return;
      const seconds = place.sourceMs / 1000 + 0.5 / source.fps;
      const ready = () => {
        cue(node, seconds, state.recipe.pieces[place.index]!.gainDb, state.playing);
      };
      if (node.getAttribute('src') === source.src) return ready();
      load(node, source.src);
      node.addEventListener('loadedmetadata', ready, { once: true });
    },
    [videoRef],
  );

  const stop = useCallback(() => {
    now.current.playing = false;
    setPlaying(false);
    videoRef.current?.pause();
  }, [videoRef]);

  // The clip's time follows the element through a piece and the wall clock through the card.
  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    let handle = requestAnimationFrame(function tick(time) {
      const state = now.current;
      const node = videoRef.current;
      const place = placeAt(state.recipe, state.atMs);
      if (place.kind === 'card') {
        state.atMs += time - last;
        if (state.atMs >= totalMs(state.recipe)) {
          stop();
          show(0);
          return;
        }
        setAtMs(state.atMs);
      } else if (node && !node.seeking && node.readyState >= 2) {
        const piece = state.recipe.pieces[place.index]!;
        const sourceMs = node.currentTime * 1000;
        if (sourceMs >= piece.endMs - 8 || node.ended) {
          const next = pieceStart(state.recipe, place.index + 1);
          if (next >= totalMs(state.recipe)) {
            stop();
            show(0);
            return;
          }
          show(next);
        } else if (sourceMs >= piece.startMs - 1) {
          state.atMs = pieceStart(state.recipe, place.index) + sourceMs - piece.startMs;
          setAtMs(state.atMs);
        }
      }
      last = time;
      handle = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(handle);
  }, [playing, videoRef, show, stop]);

  // A change of the recipe shows at once; so does a source that has become known.
  const { pieces } = recipe;
  useEffect(() => {
    const state = now.current;
    const last = Math.max(0, totalMs({ ...state.recipe, pieces }) - 1);
    if (!state.playing && sources.size > 0) show(Math.min(state.atMs, last));
  }, [pieces, sources, show]);

  return {
    atMs,
    playing,
    seek: show,
    toggle: useCallback(() => {
      if (now.current.playing) return stop();
      now.current.playing = true;
      setPlaying(true);
      show(now.current.atMs);
    }, [show, stop]),
  };
}
