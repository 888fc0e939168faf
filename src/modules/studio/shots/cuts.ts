/**
 * Hard cuts. A step to another picture counts when motion does not explain it, when it stands out from the steps around
 * it, when a change of light does not explain it, and when the old picture does not come back (a flash).
 */
import { compareFrames, compareRelit } from './compare.ts';
import type { Frame } from './frame.ts';
import type { Series } from './series.ts';
import type { Tempo } from './tempo.ts';
import type { Window } from './window.ts';

export type Cut = {
  frame: number;
  /** Evidence, about 0 for the limit between a cut and none. */
  score: number;
  unlike: number;
  guard: number;
  relit: number;
  around: number;
  peak: number;
  /** The residual over the largest of the steps next to it. */
  dominance: number;
  /** 1 where brightness jumps and comes back at once. */
  pulse: number;
  histogram: number;
  coverage: number;
  area: number;
};

/** Steps that motion explains better than this are not looked at further. */
const worthALook = 0.5;
/** Two shots under one bright sky share much, so a step that changes a good third of a calm picture is looked at from here on. */
const calmLook = 0.38;
/** True cuts stand out by twice the steps beside them and more, motion and the middle of dissolves by less than this. */
const leastDominance = 1.5;

/** Weighs the step into frame `t`; null where nothing speaks for a cut. The window must hold t ± tempo.guard where the file does. */
export function weighCut(window: Window, series: Series, tempo: Tempo, t: number): Cut | null {
  const unlike = series.unlike[t]!;
  if (t < 1 || unlike < calmLook || series.residual[t]! < 2.5) return null;
  // Asked first, because it is cheap and settles nearly every step of a shot that moves fast.
  const standsOut = dominance(series, tempo, t);
  if (standsOut < leastDominance) return null;
  const isCalm = standsOut > 4 && series.residual[t]! > 10 && series.area[t]! > 0.36;
  if (unlike < worthALook && !isCalm) return null;
  const before = window.at(t - 1);
  const now = window.at(t);
  const neighbours: number[] = [];
  const reach = Math.max(6, tempo.guard + 2);
  for (let i = Math.max(1, t - reach); i <= Math.min(series.length - 1, t + reach); i++) if (i !== t) neighbours.push(series.unlike[i]!);
  neighbours.sort((x, y) => x - y);
  const around = neighbours.length === 0 ? 0 : neighbours[neighbours.length >> 1]!;
  const peak = neighbours.length < 3 ? 0 : neighbours[neighbours.length - 3]!;
  const relit = Math.min(unlike, compareRelit(before, now, window.grid).unlike);
  const guard = Math.min(unlike, returns(window, tempo, t));
  const cut: Cut = {
    frame: t,
    score: 0,
    unlike,
    guard,
    relit,
    around,
    peak,
    dominance: standsOut,
    pulse: pulse(series, tempo, t),
    histogram: histogramDistance(before, now),
    coverage: series.coverage[t]!,
    area: series.area[t]!,
  };
  cut.score = scoreCut(cut);
  return cut;
}

/** How far the step stands out from the steps on either side, as a ratio of residuals; a flash's own second edge does not count. */
function dominance(series: Series, tempo: Tempo, t: number): number {
  const beside: number[] = [];
  const reach = tempo.guard;
  for (let i = Math.max(1, t - reach); i <= Math.min(series.length - 1, t + reach); i++) if (i !== t) beside.push(series.residual[i]!);
  beside.sort((x, y) => y - x);
  return series.residual[t]! / ((beside[1] ?? 0) + 1);
}

/** How much of a jump in brightness is taken back within the guard on either side, 0 to 1; jumps below 15 grey levels are none. */
function pulse(series: Series, tempo: Tempo, t: number): number {
  const jump = series.mean[t]! - series.mean[t - 1]!;
  if (Math.abs(jump) < 15) return 0;
  let back = 0;
  for (let skip = 1; skip <= tempo.guard; skip++) {
    if (t + skip < series.length) back = Math.max(back, 1 - Math.abs(series.mean[t + skip]! - series.mean[t - 1]!) / Math.abs(jump));
    if (t - 1 - skip >= 0) back = Math.max(back, 1 - Math.abs(series.mean[t - 1 - skip]! - series.mean[t]!) / Math.abs(jump));
  }
  return back;
}

/** Earth mover's distance of two luma histograms, in grey levels. */
function histogramDistance(a: Frame, b: Frame): number {
  let sum = 0;
  for (let bin = 0; bin < a.histogram.length; bin++) sum += Math.abs(a.histogram[bin]! - b.histogram[bin]!);
  return sum * (256 / a.histogram.length);
}

/** The least unlikeness across the step when up to `guard` frames on either side of it are skipped. */
function returns(window: Window, tempo: Tempo, t: number): number {
  let least = 1;
  for (let skip = 1; skip <= tempo.guard; skip++) {
    if (t + skip < window.end) least = Math.min(least, compareFrames(window.at(t - 1), window.at(t + skip), window.grid).unlike);
    if (t - 1 - skip >= window.first) least = Math.min(least, compareFrames(window.at(t - 1 - skip), window.at(t), window.grid).unlike);
    if (least < 0.3) break;
  }
  return least;
}

/**
 * The limit was set by composites of films, cartoons and people talking: true cuts have a dominance of e^0.7 and more and a guard
 * above 0.54; motion stays under e^0.3, flashes under a guard of 0.67.
 */
function scoreCut(cut: Cut): number {
  if (cut.unlike < worthALook) return cut.guard > 0.36 && cut.relit > 0.36 && cut.pulse < 0.4 ? 0.3 : -1;
  if (cut.relit < 0.42) return -1;
  // A picture in the picture or a large caption that pops up changes a part all at once; behind letterbox bars little else is left.
  if (cut.area < 0.27 && cut.coverage < 0.85) return -1;
  const score = 1.2 * (Math.min(2.5, Math.log(cut.dominance + 0.01)) - 1) + 6 * (cut.guard - 0.6) + 2 * (cut.relit - 0.6);
  return cut.pulse > 0.4 ? Math.min(score, 8 * (cut.guard - 0.55 - (cut.pulse - 0.4) * 0.3)) : score;
}
