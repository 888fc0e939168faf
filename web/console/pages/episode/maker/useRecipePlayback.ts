/** Plays a recipe as it stands: piece after piece from their sources, then the card. The clip's own time is kept. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Recipe } from '../../../../../src/modules/studio/contract.ts';
import { pieceStart, placeAt, totalMs } from './draft.ts';
import type { Source } from './useSources.ts';

export type RecipePlayback = { readonly atMs: number; readonly playing: boolean; readonly seek: (ms: number) => void; readonly toggle: () => void };

export function useRecipePlayback(video: RefObject<HTMLVideoElement | null>, recipe: Recipe, sources: ReadonlyMap<string, Source>): RecipePlayback {
  const [atMs, setAtMs] = useState(0);
  const [playing, setPlaying] = useState(false);
  const now = useRef({ atMs: 0, playing: false, recipe, sources });
  now.current.recipe = recipe;
  now.current.sources = sources;

  /** Brings the element to a time of the clip; waits for another source to be readable. */
  const show = useCallback(
    (ms: number) => {
      const state = now.current;
      const place = placeAt(state.recipe, ms);
      state.atMs = ms;
      setAtMs(ms);
      const node = video.current;
      if (!node) return;
      if (place.kind === 'card') return node.pause();
      const source = state.sources.get(state.recipe.pieces[place.index]!.source);
      if (!source?.src) return;
      const seconds = place.sourceMs / 1000 + 0.5 / source.fps;
      const ready = () => {
        node.currentTime = seconds;
        node.volume = Math.min(1, 10 ** (state.recipe.pieces[place.index]!.gainDb / 20));
        if (state.playing) node.play().catch(() => undefined);
      };
      if (node.getAttribute('src') === source.src) return ready();
      node.src = source.src;
      node.addEventListener('loadedmetadata', ready, { once: true });
    },
    [video],
  );

  const stop = useCallback(() => {
    now.current.playing = false;
    setPlaying(false);
    video.current?.pause();
  }, [video]);

  // The clip's time follows the element through a piece and the wall clock through the card.
  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    let handle = requestAnimationFrame(function tick(time) {
      const state = now.current;
      const node = video.current;
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
  }, [playing, video, show, stop]);

  // A change of the recipe shows at once; so does a source that has become known.
  const shape = JSON.stringify(recipe.pieces);
  useEffect(() => {
    if (!now.current.playing) show(Math.min(now.current.atMs, Math.max(0, totalMs(now.current.recipe) - 1)));
  }, [shape, sources, show]);

  return {
    atMs, playing, seek: show,
    toggle: useCallback(() => {
      if (now.current.playing) return stop();
      now.current.playing = true;
      setPlaying(true);
      show(now.current.atMs);
    }, [show, stop]),
  };
}
