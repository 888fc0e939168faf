/**
 * Fades through a plain colour (black, white or any other). A picture's distance from the plain colour falls in a straight
 * line to it, or rises from it. Works on the series alone, so the colour may stay for as long as it likes.
 */
import type { Series } from './series.ts';
import type { Tempo } from './tempo.ts';

/** A stretch of plain colour, with the frame where a fade into it began and the end of the fade out of it, where there are any. */
export type Plain = { startFrame: number; endFrame: number; outFrom: number | null; inTo: number | null };

/** Grey levels of deviation below which a picture is one plain colour. */
const plainDeviation = 4.5;

export function findPlains(series: Series, tempo: Tempo): Plain[] {
  const plains: Plain[] = [];
  for (let t = 0; t < series.length; t++) {
    if (series.deviation[t]! >= plainDeviation) continue;
    const startFrame = t;
    while (t + 1 < series.length && series.deviation[t + 1]! < plainDeviation && Math.abs(series.mean[t + 1]! - series.mean[t]!) < 64) t++;
    for (const [from, to] of steadyParts(series, startFrame, t + 1)) {
      plains.push({
        startFrame: from,
        endFrame: to,
        outFrom: followRamp(series, tempo, from, -1),
        inTo: followRamp(series, tempo, to - 1, 1),
      });
    }
  }
  return plains;
}

/** A plain stretch is one colour; where it fades from one colour to another, the parts that hold still. */
function steadyParts(series: Series, startFrame: number, endFrame: number): Array<[number, number]> {
  let lowest = 255;
  let highest = 0;
  for (let t = startFrame; t < endFrame; t++) {
    lowest = Math.min(lowest, series.mean[t]!);
    highest = Math.max(highest, series.mean[t]!);
  }
  if (highest - lowest <= 24) return [[startFrame, endFrame]];
  const parts: Array<[number, number]> = [];
  for (let from = startFrame; from < endFrame; from++) {
    let to = from + 1;
    while (to < endFrame && Math.abs(series.mean[to]! - series.mean[to - 1]!) <= 2) to++;
    if (to - from >= 3) parts.push([from, to]);
    from = to - 1;
  }
  // A dark or bright scene comes within the limit before it reaches the colour; the colour is where contrast is least.
  if (parts.length === 0) {
    let least = startFrame;
    for (let t = startFrame; t < endFrame; t++) if (series.deviation[t]! < series.deviation[least]!) least = t;
    parts.push([least, least + 1]);
  }
  return parts;
}

/**
 * The far end of a straight ramp away from the plain colour of frame `edge`: the first frame of a fade out (direction −1), or
 * one past the last frame of a fade in (direction 1); null where the picture steps to full strength at once.
 */
function followRamp(series: Series, tempo: Tempo, edge: number, direction: 1 | -1): number | null {
  const plainMean = series.mean[edge]!;
  const strength = (k: number): number =>
    Math.hypot(series.deviation[edge + direction * k]!, series.mean[edge + direction * k]! - plainMean);
  const available = direction === 1 ? series.length - 1 - edge : edge;
  const longest = Math.min(available, Math.round(tempo.fps * 2));
  let best: number | null = null;
  let leastError = 0.1;
  for (let length = 3; length <= longest; length++) {
    const full = strength(length);
    if (full < 8) continue;
    // What follows must be level for a while, else a later change would draw the ramp out.
    const level = Math.min(available - length, Math.max(2, length >> 1), 8);
    let error = 0;
    let step = 0;
    for (let k = 1; k <= length + level; k++) {
      error += (strength(k) / full - Math.min(1, k / length)) ** 2;
      if (k <= length) step = Math.max(step, Math.abs(strength(k) - strength(k - 1)) / full);
    }
    const deviation = Math.sqrt(error / (length + level));
    if (deviation < leastError && step < 0.5) {
      leastError = deviation;
      best = length;
    }
  }
  if (best === null) return null;
  return direction === 1 ? edge + best : edge - best + 1;
}
