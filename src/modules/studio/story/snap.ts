/** Where edges may lie: on cuts, at the edges of silences, at the file's ends. */
import type { Shot } from '../contract.ts';
import { cutTimes } from './signals.ts';
import { weights } from './weights.ts';

export type Snappable = {
  durationMs: number;
  shots: readonly Shot[];
  audio: { silences: readonly { startMs: number; endMs: number }[] } | null;
  words?: { cues: readonly { startMs: number; endMs: number }[] };
};

const lastMs = (durationMs: number): number => Math.max(0, Math.floor(durationMs));

/** More than this from both ends of a line is inside it; nearer is the breath before or after. */
const breathMs = 120;

/** Says of any instant whether it lies inside a line, in logarithmic time: a two-hour file asks ten thousand times. */
export function insideLines(cues: readonly { startMs: number; endMs: number }[]): (atMs: number) => boolean {
  const sorted = [...cues].sort((a, b) => a.startMs - b.startMs);
  const latest = new Float64Array(sorted.length);
  for (const [i, cue] of sorted.entries()) latest[i] = Math.max(cue.endMs, i > 0 ? latest[i - 1]! : 0);
  return (atMs) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.startMs < atMs - breathMs) low = middle + 1;
      else high = middle;
    }
    return low > 0 && latest[low - 1]! > atMs + breathMs;
  };
}

function silenceEdges(
  silences: readonly { startMs: number; endMs: number }[],
  cues: readonly { startMs: number; endMs: number }[],
): number[] {
  const inside = insideLines(cues);
  return silences.flatMap((silence) => [silence.startMs, silence.endMs]).filter((edge) => !inside(edge));
}

/** Milliseconds to which a dragged edge snaps: 0, every cut, every edge of a silence outside speech, the end; ascending, each once. */
export function snapPoints(analysis: Snappable): number[] {
  const end = lastMs(analysis.durationMs);
  const points = [0, end, ...cutTimes(analysis.shots), ...silenceEdges(analysis.audio?.silences ?? [], analysis.words?.cues ?? [])];
  return [...new Set(points.map((point) => Math.round(point)).filter((point) => point >= 0 && point <= end))].sort((a, b) => a - b);
}

/**
 * The instant to which an edge goes: the nearest cut within `cutMs`, or an edge of a silence outside speech within `silenceMs`
 * when that is nearer; the edge itself, held inside the file, where neither is near.
 */
export function snapEdge(atMs: number, analysis: Snappable, limits: { silenceMs?: number; cutMs?: number } = {}): number {
  const end = lastMs(analysis.durationMs);
  const held = Math.min(end, Math.max(0, Math.round(atMs)));
  const silenceMs = limits.silenceMs ?? weights.snap.silenceMs;
  const cutMs = limits.cutMs ?? weights.snap.dragMs;
  const near = [
    ...[0, end, ...cutTimes(analysis.shots)].filter((point) => Math.abs(point - held) <= cutMs),
    ...silenceEdges(analysis.audio?.silences ?? [], analysis.words?.cues ?? []).filter((point) => Math.abs(point - held) <= silenceMs),
  ].filter((point) => point >= 0 && point <= end);
  let best: number | null = null;
  for (const point of near) {
    if (best === null || Math.abs(point - held) < Math.abs(best - held)) best = point;
  }
  return best === null ? held : Math.round(best);
}

/**
 * Widens a stretch of lines to edges where a cut is allowed, each the nearest outside the lines within reach, and held between
 * the length limits; null where the file has no room for it.
 */
export function snapOutward(
  span: { startMs: number; endMs: number },
  analysis: Snappable,
  limits: { minMs: number; maxMs: number },
): { startMs: number; endMs: number } | null {
  const end = lastMs(analysis.durationMs);
  const cues = analysis.words?.cues ?? [];
  const inside = insideLines(cues);
  const points = snapPoints(analysis).filter((point) => point === 0 || point === end || !inside(point));
  const reach = weights.snap.cutMs;
  let startMs = points.findLast((point) => point <= span.startMs + 120 && span.startMs - point <= reach) ?? span.startMs;
  let endMs = points.find((point) => point >= span.endMs - 120 && point - span.endMs <= reach) ?? span.endMs;
  // A stretch shorter than the least grows to later edges first: a reaction belongs to what it answers.
  if (endMs - startMs < limits.minMs)
    endMs =
      points.find((point) => point - startMs >= limits.minMs && point - startMs <= limits.maxMs) ?? Math.min(end, startMs + limits.minMs);
  if (endMs - startMs < limits.minMs)
    startMs =
      points.findLast((point) => endMs - point >= limits.minMs && endMs - point <= limits.maxMs) ?? Math.max(0, endMs - limits.minMs);
  if (endMs - startMs > limits.maxMs)
    startMs = points.find((point) => endMs - point <= limits.maxMs && point >= startMs) ?? endMs - limits.maxMs;
  startMs = Math.max(0, Math.round(startMs));
  endMs = Math.min(end, Math.round(endMs));
  return endMs - startMs >= Math.min(limits.minMs, end) && endMs > startMs ? { startMs, endMs } : null;
}
