/** The whole detector as a stream: pictures in, evidence kept, transitions out. Memory does not grow with the pictures. */
import type { Evidence } from './combine.ts';
import { compareFrames } from './compare.ts';
import { weighCut, type Cut } from './cuts.ts';
import { findPlains } from './fades.ts';
import { gridFor, readFrame, type Planes } from './frame.ts';
import { makeGradualSearch, type Gradual } from './gradual.ts';
import { appendTo, makeSeries } from './series.ts';
import { tempoFor } from './tempo.ts';
import { makeWindow, type Window } from './window.ts';

export type Detector = {
  /** Takes the next picture; where the size changes, motion is not followed across the change. */
  push(picture: Planes): void;
  /** Everything that speaks for a transition; call once, after the last picture. */
  finish(): Evidence;
};

/** A cut with this score stops dissolves and wipes from being looked for across it. */
const barrierScore = 0.4;

/** Detects at `fps` nominal frames a second. Holds a ring of about five seconds of small pictures and 24 bytes a frame. */
export function makeDetector(fps: number): Detector {
  const tempo = tempoFor(fps);
  const series = makeSeries();
  const cuts: Cut[] = [];
  const graduals: Gradual[] = [];
  const longest = tempo.halves.at(-1)!;
  let scene: { window: Window; size: string; search: ReturnType<typeof makeGradualSearch> } | null = null;
  let weighed = 0;
  let looked = 0;

  const isBarrier = (from: number, to: number): boolean => {
    for (let i = cuts.length - 1; i >= 0 && cuts[i]!.frame > from; i--)
      if (cuts[i]!.frame <= to && cuts[i]!.score >= barrierScore) return true;
    return false;
  };
  const advance = (guard: number, delay: number): void => {
    if (scene === null) return;
    for (; weighed < series.length - guard; weighed++) {
      const cut = weighed === scene.window.first ? null : weighCut(scene.window, series, tempo, weighed);
      if (cut !== null) cuts.push(cut);
    }
    for (; looked < series.length - delay; looked++) scene.search.look(looked);
  };
  const close = (): void => {
    if (scene === null) return;
    advance(0, 0);
    graduals.push(...scene.search.finish());
    scene = null;
  };

  return {
    push(picture) {
      const grid = gridFor(picture.width, picture.height);
      const size = `${picture.width}×${picture.height}`;
      if (scene !== null && scene.size !== size) close();
      if (scene === null) {
        const window = makeWindow(grid, longest * 5 + tempo.guard * 2 + 8, series.length);
        scene = { window, size, search: makeGradualSearch(window, tempo, isBarrier) };
      }
      const { window } = scene;
      const frame = window.next();
      readFrame(frame, picture, grid);
      appendTo(series, frame, window.end - window.first < 2 ? null : compareFrames(window.at(window.end - 2), frame, grid));
      advance(tempo.guard, longest + tempo.guard);
    },
    finish() {
      close();
      return { cuts, graduals, plains: findPlains(series, tempo), series, tempo };
    },
  };
}
