/** Finds the stretches in which something turns: the largest sums of tension between edges where a cut is allowed. */
import { clamp01, gridLength, prefixSums, stepMs } from './grid.ts';
import type { Line } from './lines.ts';
import type { PictureSignal, SoundSignal } from './signals.ts';
import { insideLines, snapPoints } from './snap.ts';
import type { StoryInput } from './types.ts';
import { weights } from './weights.ts';

export type Turn = { startMs: number; endMs: number; gain: number };
export type HookLimits = { minMs: number; maxMs: number; most: number };

/** Shares of words, sound and picture, re-scaled over those that this episode has. */
function shares(has: { words: boolean; sound: boolean; picture: boolean }): { words: number; sound: number; picture: number } {
  const { words, sound, picture } = weights.tension;
  const sum = (has.words ? words : 0) + (has.sound ? sound : 0) + (has.picture ? picture : 0);
  if (sum === 0) return { words: 0, sound: 0, picture: 0 };
  return { words: has.words ? words / sum : 0, sound: has.sound ? sound / sum : 0, picture: has.picture ? picture / sum : 0 };
}

/** Tension of the words at every step; a short pause between two lines holds the lower of both. */
function wordCurve(lines: readonly Line[], durationMs: number): Float32Array {
  const curve = new Float32Array(gridLength(durationMs));
  const fill = (fromMs: number, toMs: number, value: number): void => {
    const to = Math.min(curve.length, Math.ceil(toMs / stepMs));
    for (let i = Math.max(0, Math.floor(fromMs / stepMs)); i < to; i += 1) curve[i] = Math.max(curve[i]!, value);
  };
  for (const [index, line] of lines.entries()) {
    fill(line.cue.startMs, line.cue.endMs, line.tension);
    const next = lines[index + 1];
    if (next !== undefined && next.cue.startMs - line.cue.endMs <= weights.line.fillGapMs)
      fill(line.cue.endMs, next.cue.startMs, Math.min(line.tension, next.tension));
  }
  return curve;
}

/** 1 where somebody speaks, or pauses between two lines; 0 elsewhere. */
function spokenCurve(cues: readonly { startMs: number; endMs: number }[], durationMs: number): Float32Array {
  const curve = new Float32Array(gridLength(durationMs));
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const cue of cues) {
    const from = cue.startMs - lastMs <= weights.line.fillGapMs ? Math.min(lastMs, cue.startMs) : cue.startMs;
    curve.fill(1, Math.max(0, Math.floor(from / stepMs)), Math.min(curve.length, Math.ceil(cue.endMs / stepMs)));
    lastMs = Math.max(lastMs, cue.endMs);
  }
  return curve;
}

/** What loudness counts where nobody speaks: a song is loud too. All of it in an episode whose words are not known. */
export function soundShare(spoken: number, hasWords: boolean): number {
  return hasWords ? weights.sound.unspoken + (1 - weights.sound.unspoken) * spoken : 1;
}

/** The tension of the whole episode, 0 to 1, on the grid. */
export function tensionCurve(
  input: StoryInput,
  lines: readonly Line[],
  sound: SoundSignal | null,
  picture: PictureSignal | null,
): Float32Array {
  const share = shares({ words: lines.length > 0, sound: sound !== null, picture: picture !== null });
  const words = wordCurve(lines, input.durationMs);
  const spoken = spokenCurve(
    lines.map((line) => line.cue),
    input.durationMs,
  );
  return words.map((value, i) => {
    const loud = (sound?.curve[i] ?? 0) * soundShare(spoken[i]!, lines.length > 0);
    return clamp01(share.words * value + share.sound * loud + share.picture * (picture?.curve[i] ?? 0));
  });
}

/**
 * Where turns may begin and end: every snap point, and a line's own edge where no snap point is near. An edge inside a line
 * carries a price, and so does one that is neither a cut nor in a silence.
 */
function edgesOf(input: StoryInput): { atMs: number; price: number }[] {
  const points = snapPoints({ ...input, words: { cues: input.cues } });
  const inside = insideLines(input.cues);
  const edges = points.map((atMs) => ({ atMs, price: atMs > 0 && inside(atMs) ? weights.tension.insideLine : 0 }));
  const near = (at: number): boolean => {
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle]! < at - weights.snap.cutMs) low = middle + 1;
      else high = middle;
    }
    return points[low] !== undefined && points[low]! <= at + weights.snap.cutMs;
  };
  for (const cue of input.cues) {
    for (const at of [cue.startMs, cue.endMs]) {
      if (at > 0 && at < input.durationMs && !near(at)) edges.push({ atMs: Math.round(at), price: weights.tension.looseEdge });
    }
  }
  return edges.sort((a, b) => a.atMs - b.atMs || a.price - b.price);
}

type Candidate = Turn & { order: number };

function sumBetween(sums: Float64Array, startMs: number, endMs: number): number {
  const at = (ms: number): number => {
    const place = Math.min(sums.length - 1, ms / stepMs);
    const low = Math.floor(place);
    const high = Math.min(sums.length - 1, low + 1);
    return sums[low]! + (sums[high]! - sums[low]!) * (place - low);
  };
  return ((at(endMs) - at(startMs)) * stepMs) / 1000;
}

/**
 * Turns that do not overlap, strongest first. `gain` is the sum of tension above the threshold, in seconds.
 * An episode shorter than the smallest turn has one turn: all of it.
 */
export function findTurns(input: StoryInput, tension: Float32Array, limits: HookLimits): Turn[] {
  const end = Math.floor(input.durationMs);
  if (end <= 0) return [];
  if (end <= limits.minMs) return [{ startMs: 0, endMs: end, gain: 0 }];
  const sums = prefixSums(tension.map((value) => value - weights.tension.threshold));
  const edges = edgesOf(input);
  const found: Candidate[] = [];
  for (const [index, from] of edges.entries()) {
    for (let j = index + 1; j < edges.length; j += 1) {
      const to = edges[j]!;
      const length = to.atMs - from.atMs;
      if (length > limits.maxMs) break;
      if (length < limits.minMs) continue;
      const gain = sumBetween(sums, from.atMs, to.atMs) - from.price - to.price;
      found.push({ startMs: from.atMs, endMs: to.atMs, gain, order: found.length });
    }
  }
  found.sort((a, b) => b.gain - a.gain || a.startMs - b.startMs || a.endMs - b.endMs);
  const kept: Turn[] = [];
  for (const { startMs, endMs, gain } of found) {
    if (kept.length >= limits.most) break;
    if (!kept.some((other) => startMs < other.endMs && endMs > other.startMs)) kept.push({ startMs, endMs, gain });
  }
  return kept;
}
