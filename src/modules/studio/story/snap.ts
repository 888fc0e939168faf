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

/** Whether an instant lies inside a line, more than a breath from either of its ends. */
export function insideLine(atMs: number, cues: readonly { startMs: number; endMs: number }[], breathMs = 120): boolean {
  return cues.some((cue) => atMs > cue.startMs + breathMs && atMs < cue.endMs - breathMs);
}

function silenceEdges(silences: readonly { startMs: number; endMs: number }[], cues: readonly { startMs: number; endMs: number }[]): number[] {
  return silences.flatMap((silence) => [silence.startMs, silence.endMs]).filter((edge) => !insideLine(edge, cues));
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
  const cutMs = limits.cutMs ?? weights.snap.cutMs;
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
