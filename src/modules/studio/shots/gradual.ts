/**
 * Dissolves and wipes. Around every frame pairs of frames before and after are tried at several distances: both kinds have
 * ends that motion does not make alike, and a middle that is either a blend of the ends or, cell by cell, one or the other.
 */
import { fitRamp, measureBlend, measureTaken, spreadBetween, type Ramp } from './blends.ts';
import { compareFrames, compareRelit, plainDifference } from './compare.ts';
import { measureFront } from './fronts.ts';
import type { Frame, Grid } from './frame.ts';
import type { Tempo } from './tempo.ts';
import type { Window } from './window.ts';

export type Gradual = {
  kind: 'dissolve' | 'wipe';
  startFrame: number;
  endFrame: number;
  /** 0 to 1: how well blend or front explains the middle, times how unlike the ends are. */
  score: number;
  /** Error of the straight ramp, over its height. */
  ramp: number;
  /** The largest single step, as a share of the ramp. */
  step: number;
  /** What the explanation leaves of the middle, 0 to 1. */
  rest: number;
  /** Unlikeness and coverage between the last frame before and the first frame after; `relit` with light taken out. */
  ends: number;
  relit: number;
  coverage: number;
  /** Difference of the ends over their own variation, about 1 for unrelated pictures. */
  spread: number;
  /** For a wipe: share of neighbouring cells on the same side of the front, at its middle. */
  coherence: number;
  /** For a wipe: error of a straight front that crosses the picture at an even pace, 0 to about 0.3; 1 for a dissolve. */
  front: number;
  /** For a wipe: change at the front over change on average. */
  contrast: number;
  /** Change that motion does not explain over all change, from quarter to quarter. */
  unmoved: number;
};

/** Whether a sure cut lies in (from, to]. */
type Barrier = (from: number, to: number) => boolean;
type Kind = Gradual['kind'];
type Extent = Ramp & { step: number };

type Probe = { kind: 'dissolve' | 'wipe'; centre: number; half: number; score: number; rest: number };

const leastEnergy = 30;
const leastScore = 0.25;

/** The best explanation at one centre, or null. */
function probe(window: Window, tempo: Tempo, centre: number, isBarrier: Barrier): Probe | null {
  const middle = window.at(centre);
  let best: Probe | null = null;
  for (const half of tempo.halves) {
    if (centre - half < window.first || centre + half >= window.end || isBarrier(centre - half, centre + half)) break;
    if (centre % Math.max(1, half >> 2) !== 0) continue;
    const a = window.at(centre - half);
    const b = window.at(centre + half);
    const blend = measureBlend(a, b, middle);
    if (blend.energy < leastEnergy) continue;
    const isBlend = blend.alpha > 0.25 && blend.alpha < 0.75 && blend.blendRest < blend.eitherRest;
    const isFront = blend.taken > 0.2 && blend.taken < 0.8 && blend.eitherRest < blend.blendRest;
    const rest = isBlend ? blend.blendRest : isFront ? blend.eitherRest : 1;
    if (1 - rest < leastScore || spreadBetween(a, b, blend.energy) < 0.25) continue;
    if (best !== null && 1 - rest <= best.score) continue;
    // Squared, because a part of a front or of a blend explains itself well but leaves the ends half alike.
    const score = (1 - rest) * compareFrames(a, b, window.grid).unlike ** 2;
    if (score >= leastScore && (best === null || score > best.score))
      best = { kind: isBlend ? 'dissolve' : 'wipe', centre, half, score, rest };
  }
  return best;
}

/** Follows the probes from centre to centre and settles on one transition where they peak. */
export function makeGradualSearch(
  window: Window,
  tempo: Tempo,
  isBarrier: Barrier,
): {
  look(centre: number): void;
  finish(): Gradual[];
} {
  const found: Gradual[] = [];
  const longest = tempo.halves.at(-1)!;
  let pending: Probe[] = [];

  /** Settles the oldest peak; false where it may still grow and `isPatient`. */
  const settle = (now: number, isPatient: boolean): boolean => {
    const oldest = pending[0]!;
    let best = oldest;
    for (const other of pending) if (other.centre - best.centre <= Math.max(3, best.half) && other.score > best.score) best = other;
    if (isPatient && best.centre + best.half >= now && now - oldest.centre < 2 * longest) return false;
    const gradual = measureExtent(window, best, isBarrier);
    if (gradual !== null) found.push(gradual);
    const until = Math.max(best.centre + best.half / 2, gradual?.endFrame ?? 0);
    pending = pending.filter((other) => other.centre > until);
    return true;
  };
  return {
    look(centre) {
      const candidate = probe(window, tempo, centre, isBarrier);
      if (candidate !== null) pending.push(candidate);
      while (pending.length > 0 && centre - pending[0]!.centre >= longest) if (!settle(centre, true)) break;
    },
    finish() {
      while (pending.length > 0) settle(Infinity, false);
      return found;
    },
  };
}

/** Where the change begins and ends, from the share of the new picture in each frame; null where it is no steady change. */
function measureExtent(window: Window, candidate: Probe, isBarrier: Barrier): Gradual | null {
  const { centre, half, kind } = candidate;
  let a = window.at(centre - half);
  let b = window.at(centre + half);
  const rough = followShares(window, 'dissolve', a, b, centre - half, centre + half, Math.round(half * 1.2) + 3, 2, isBarrier);
  if (rough === null) return null;
  // Once more between the very ends, so that what moves before and after no longer bends the ramp.
  let fine = refine(window, kind, rough.startFrame, rough.endFrame, isBarrier) ?? rough;
  fine = grow(window, kind, fine, isBarrier);
  a = window.at(fine.startFrame - 1);
  b = window.at(fine.endFrame);
  const first = window.at(fine.startFrame - 1);
  const last = window.at(fine.endFrame);
  const ends = compareFrames(first, last, window.grid);
  const front = kind === 'wipe' ? measureFront(window, fine.startFrame, fine.endFrame) : { error: 1, contrast: 0 };
  return {
    kind,
    startFrame: fine.startFrame,
    endFrame: fine.endFrame,
    score: candidate.score,
    rest: candidate.rest,
    ramp: fine.error,
    step: fine.step,
    ends: ends.unlike,
    relit: compareRelit(first, last, window.grid).unlike,
    coverage: ends.coverage,
    spread: spreadBetween(first, last, measureBlend(first, last, first).energy),
    coherence: measureCoherence(a, b, window.at(Math.min(fine.endFrame - 1, Math.max(fine.startFrame, centre))), window.grid),
    front: front.error,
    contrast: front.contrast,
    unmoved: measureUnmoved(window, fine.startFrame, fine.endFrame),
  };
}

/**
 * A probe that began inside a front or a blend saw only a part of it. Either end is moved out while a straight ramp still fits and
 * the ends grow less alike.
 */
function grow(window: Window, kind: Kind, from: Extent, isBarrier: Barrier): Extent {
  let fine = from;
  let unlike = endsUnlike(window, fine);
  for (let round = 0; round < 5; round++) {
    const more = Math.max(2, Math.round((fine.endFrame - fine.startFrame) / 3));
    let best: Extent | null = null;
    for (const [before, after] of [
      [more, more],
      [more, 0],
      [0, more],
    ] as const) {
      const wider = refine(window, kind, fine.startFrame - before, fine.endFrame + after, isBarrier);
      if (
        wider === null ||
        wider.endFrame - wider.startFrame <= fine.endFrame - fine.startFrame ||
        wider.error > Math.max(0.06, from.error)
      )
        continue;
      const ends = endsUnlike(window, wider);
      if (ends < unlike + 0.015) continue;
      best = wider;
      unlike = ends;
    }
    if (best === null) break;
    fine = best;
  }
  return fine;
}

/** Change that neither motion nor light explains over all change, from quarter to quarter: high in a blend, low where the camera or a lamp moves. */
function measureUnmoved(window: Window, startFrame: number, endFrame: number): number {
  const quarters = [0, 1, 2, 3, 4].map((n) => window.at(startFrame - 1 + Math.round((n * (endFrame - startFrame + 1)) / 4)));
  let residual = 0;
  let plain = 0;
  for (let n = 0; n < 4; n++) {
    const here = quarters[n]!;
    const next = quarters[n + 1]!;
    residual += Math.min(compareFrames(here, next, window.grid).residual, compareRelit(here, next, window.grid).residual);
    plain += plainDifference(quarters[n]!, quarters[n + 1]!);
  }
  return residual / (plain + 1e-6);
}

function refine(window: Window, kind: Kind, startFrame: number, endFrame: number, isBarrier: Barrier): Extent | null {
  if (startFrame - 1 < window.first || endFrame >= window.end || isBarrier(startFrame - 1, endFrame)) return null;
  return followShares(window, kind, window.at(startFrame - 1), window.at(endFrame), startFrame - 1, endFrame, 4, 0.15, isBarrier);
}

function endsUnlike(window: Window, ramp: Ramp): number {
  return compareFrames(window.at(ramp.startFrame - 1), window.at(ramp.endFrame), window.grid).unlike;
}

/** Shares of picture B between two frames and `reach` frames beyond, fitted with a ramp. */
function followShares(
  window: Window,
  kind: Kind,
  a: Frame,
  b: Frame,
  start: number,
  end: number,
  reach: number,
  beyond: number,
  isBarrier: Barrier,
): Extent | null {
  let from = start;
  while (from > window.first && from > start - reach && !isBarrier(from - 1, from)) from--;
  let to = end;
  while (to < window.end - 1 && to < end + reach && !isBarrier(to, to + 1)) to++;
  const shares: number[] = [];
  for (let t = from; t <= to; t++) {
    const share = kind === 'wipe' ? measureTaken(a, b, window.at(t)) : measureBlend(a, b, window.at(t)).alpha;
    shares.push(Math.max(-beyond, Math.min(1 + beyond, share)));
  }
  const ramp = fitRamp(shares, from);
  const height = ramp.to - ramp.from;
  if (height < 0.5 || ramp.endFrame > to) return null;
  let step = 0;
  for (let t = ramp.startFrame; t <= ramp.endFrame; t++) step = Math.max(step, (shares[t - from]! - shares[t - 1 - from]!) / height);
  return { ...ramp, step };
}

/** Share of neighbouring cells that agree on being nearer to A or to B, among cells where A and B differ. Half by chance, near 1 at a front. */
function measureCoherence(a: Frame, b: Frame, m: Frame, grid: Grid): number {
  const { columns, rows } = grid;
  const side = new Int8Array(columns * rows);
  for (let i = 0; i < side.length; i++) {
    const difference = Math.abs(b.y[i]! - a.y[i]!) + Math.abs(b.u[i]! - a.u[i]!) + Math.abs(b.v[i]! - a.v[i]!);
    if (difference < 12) continue;
    const fromA = Math.abs(m.y[i]! - a.y[i]!) + Math.abs(m.u[i]! - a.u[i]!) + Math.abs(m.v[i]! - a.v[i]!);
    const fromB = Math.abs(m.y[i]! - b.y[i]!) + Math.abs(m.u[i]! - b.u[i]!) + Math.abs(m.v[i]! - b.v[i]!);
    side[i] = fromB < fromA ? 1 : -1;
  }
  let pairs = 0;
  let agreeing = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = side[row * columns + column]!;
      if (here === 0) continue;
      const right = column + 1 < columns ? side[row * columns + column + 1]! : 0;
      const below = row + 1 < rows ? side[(row + 1) * columns + column]! : 0;
      if (right !== 0) pairs++;
      if (below !== 0) pairs++;
      if (right === here) agreeing++;
      if (below === here) agreeing++;
    }
  }
  return pairs === 0 ? 0 : agreeing / pairs;
}
