/** Weighs cuts, fades, dissolves and wipes against each other, and divides the file into shots. */
import type { Shot, Transition } from '../contract.ts';
import type { Cut } from './cuts.ts';
import type { Plain } from './fades.ts';
import type { Gradual } from './gradual.ts';
import type { Series } from './series.ts';
import type { Tempo } from './tempo.ts';

export type Evidence = { cuts: Cut[]; graduals: Gradual[]; plains: Plain[]; series: Series; tempo: Tempo };

type Scored = Transition & { score: number };

/** The transitions of a file in order, none overlapping another, none at frame 0. */
export function combine({ cuts, graduals, plains, series, tempo }: Evidence): Transition[] {
  const taken: Scored[] = [];
  for (const fade of fadesFrom(plains, series, tempo)) {
    const last = taken.at(-1);
    if (last !== undefined && fade.startFrame < last.endFrame) last.endFrame = Math.max(last.endFrame, fade.endFrame);
    else taken.push({ ...fade, score: 1 });
  }
  const cutsLeft = cuts.filter((cut) => cut.score > 0 && !taken.some((t) => cut.frame >= t.startFrame && cut.frame < t.endFrame));
  for (const gradual of [...graduals].sort((x, y) => y.score - x.score)) {
    if (!isTransition(gradual, series) || isAtFileEnd(gradual, plains, series)) continue;
    const clipped = clip(gradual, taken);
    if (clipped !== null) taken.push({ kind: reachesPlain(gradual, series) ? 'fade' : gradual.kind, ...clipped, score: gradual.score });
  }
  const result = joinThroughPlain(taken, series, tempo);
  for (const cut of mergeCuts(cutsLeft, plains, tempo)) {
    if (result.some((t) => cut.frame >= t.startFrame - 1 && cut.frame <= t.endFrame)) continue;
    result.push({ kind: 'cut', startFrame: cut.frame, endFrame: cut.frame, score: cut.score });
  }
  return result
    .sort((x, y) => x.startFrame - y.startFrame || x.endFrame - y.endFrame)
    .filter((t, i, all) => t.startFrame > 0 && t.startFrame < series.length && (i === 0 || t.startFrame > all[i - 1]!.startFrame))
    .map(({ kind, startFrame, endFrame }) => ({ kind, startFrame, endFrame }));
}

/** What is left of a transition beside those already taken; null where that is hardly more than half, as then it is only more of the same. */
function clip(gradual: Gradual, taken: Scored[]): { startFrame: number; endFrame: number } | null {
  let { startFrame, endFrame } = gradual;
  for (const other of taken) {
    if (other.startFrame <= startFrame) startFrame = Math.max(startFrame, other.endFrame);
    else endFrame = Math.min(endFrame, other.startFrame);
  }
  return endFrame - startFrame < Math.max(3, 0.62 * (gradual.endFrame - gradual.startFrame)) ? null : { startFrame, endFrame };
}

/**
 * Whether a steady change is a transition. Gates keep out what no transition does; the weighted sums are logistic regressions over
 * composites of films, cartoons, talking people and procedural scenes, rounded, with features that had no steady sign left out.
 */
function isTransition(gradual: Gradual, series: Series): boolean {
  const length = gradual.endFrame - gradual.startFrame;
  if (length < 3 || gradual.step > 0.6 || gradual.ramp > 0.25) return false;
  const unmoved = Math.min(1, gradual.unmoved);
  // Fading to or from a plain colour looks like a change of light, so only the blend itself can tell.
  if (gradual.kind === 'dissolve' && (reachesPlain(gradual, series) || staysPlain(gradual, series)))
    return gradual.score > 0.7 && gradual.ends > 0.8 && gradual.coverage > 0.8;
  if (gradual.kind === 'dissolve') {
    const sum = 11 * gradual.coverage + 10 * gradual.relit + 12 * Math.min(0.55, unmoved) + 3 * Math.min(1, gradual.spread);
    return gradual.coverage > 0.74 && gradual.relit > 0.55 && sum > 25;
  }
  if (
    gradual.ends < 0.72 ||
    gradual.coverage < 0.68 ||
    gradual.front > 0.15 ||
    gradual.ramp > 0.15 ||
    gradual.rest > 0.6 ||
    gradual.step > 0.42
  )
    return false;
  // Short fronts are often something large that crosses the picture.
  const short = length < 6 ? 1.5 : length < 9 && unmoved < 0.5 ? 2 : 0;
  const weight =
    6 * gradual.ends + 6 * gradual.coverage + 1.5 * Math.min(3, gradual.contrast) + 7 * unmoved + 12 * gradual.coherence - 2 * gradual.rest;
  return weight - short > 28.1;
}

/** Whether exactly one of the ends has hardly any contrast left beside the other. */
function reachesPlain({ kind, startFrame, endFrame }: Gradual, series: Series): boolean {
  const before = series.deviation[startFrame - 1] ?? 0;
  const after = series.deviation[Math.min(endFrame, series.length - 1)] ?? 0;
  return kind === 'dissolve' && Math.min(before, after) < 0.2 * Math.max(before, after);
}

/** Whether one plain colour changes into another. */
function staysPlain({ startFrame, endFrame }: Gradual, series: Series): boolean {
  return Math.max(series.deviation[startFrame - 1] ?? 0, series.deviation[Math.min(endFrame, series.length - 1)] ?? 0) < 5;
}

/** The fade in with which a file opens and the fade out with which it closes lead to no other shot. */
function isAtFileEnd({ startFrame, endFrame }: Gradual, plains: Plain[], series: Series): boolean {
  const opening = plains.find((plain) => plain.startFrame === 0 && plain.inTo !== null);
  const closing = plains.find((plain) => plain.endFrame >= series.length - 1 && plain.outFrom !== null);
  return (opening !== undefined && startFrame < opening.inTo! - 1) || (closing !== undefined && endFrame > closing.outFrom! + 1);
}

/** What a plain stretch makes of the pictures around it. Plain at the very beginning or end of the file leads to no other shot. */
function fadesFrom(plains: Plain[], series: Series, tempo: Tempo): Transition[] {
  const fades: Transition[] = [];
  for (const { startFrame, endFrame, outFrom, inTo } of plains) {
    const length = endFrame - startFrame;
    const opens = startFrame === 0;
    const closes = endFrame >= series.length;
    if (outFrom !== null && inTo !== null && length <= tempo.hold && !opens && !closes) {
      fades.push({ kind: 'fade', startFrame: outFrom, endFrame: inTo });
      continue;
    }
    // After a step into plain colour a short hold belongs to the fade, a long one is a shot of its own.
    const apart = length > tempo.hold / 2;
    if (outFrom !== null && !closes) fades.push({ kind: 'fade', startFrame: outFrom, endFrame: apart ? startFrame : endFrame });
    if (inTo !== null && !opens) fades.push({ kind: 'fade', startFrame: apart ? endFrame : startFrame, endFrame: inTo });
  }
  return fades;
}

/** A transition into plain colour and one out of it, with only a short hold between, are one fade. */
function joinThroughPlain(transitions: Scored[], series: Series, tempo: Tempo): Scored[] {
  const joined: Scored[] = [];
  for (const transition of [...transitions].sort((x, y) => x.startFrame - y.startFrame)) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      last.kind !== 'wipe' &&
      transition.kind !== 'wipe' &&
      meetsAtPlain(last.endFrame, transition.startFrame, series, tempo)
    ) {
      joined[joined.length - 1] = {
        kind: 'fade',
        startFrame: last.startFrame,
        endFrame: transition.endFrame,
        score: Math.max(last.score, transition.score),
      };
    } else {
      joined.push(transition);
    }
  }
  return joined;
}

function meetsAtPlain(end: number, start: number, series: Series, tempo: Tempo): boolean {
  if (start - end > tempo.hold || start < end - 2) return false;
  for (let t = Math.min(end, start) - 1; t <= Math.max(end, start); t++) if (series.deviation[t]! < 5) return true;
  return false;
}

/** Of cuts so close that the pictures between them are only a flash of plain colour or a broken frame, one is kept. */
function mergeCuts(cuts: Cut[], plains: Plain[], tempo: Tempo): Cut[] {
  const kept: Cut[] = [];
  for (const cut of [...cuts].sort((x, y) => x.frame - y.frame)) {
    const last = kept.at(-1);
    if (last !== undefined) {
      const gap = cut.frame - last.frame;
      const flash =
        gap <= tempo.guard &&
        plains.some((plain) => Math.abs(plain.startFrame - last.frame) <= 1 && Math.abs(plain.endFrame - cut.frame) <= 1);
      if (flash) {
        kept[kept.length - 1] = cut;
        continue;
      }
      if (gap <= 2) {
        if (cut.score > last.score) kept[kept.length - 1] = cut;
        continue;
      }
    }
    kept.push(cut);
  }
  return kept;
}

/** Shots that cover `frames` frames without gaps; no frames, no shots. `timeOf(frame)` gives milliseconds, also one past the end. */
export function divide(transitions: Transition[], frames: number, timeOf: (frame: number) => number): Shot[] {
  if (frames === 0) return [];
  const shots: Shot[] = [];
  const starts: Transition[] = [{ kind: 'start', startFrame: 0, endFrame: 0 }, ...transitions];
  for (const [i, transitionIn] of starts.entries()) {
    const startFrame = transitionIn.startFrame;
    const endFrame = starts[i + 1]?.startFrame ?? frames;
    shots.push({ startFrame, endFrame, startMs: Math.round(timeOf(startFrame)), endMs: Math.round(timeOf(endFrame)), transitionIn });
  }
  return shots;
}
