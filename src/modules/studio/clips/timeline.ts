/**
 * Where everything falls in a clip: which frames of which source, at which tick of the output, and how the words move
 * with them. Pure, and exact: frames are chosen by integer arithmetic on the file's own clock, never by seconds in floats.
 */
import type { Cue, Recipe } from '../contract.ts';
import type { Rational } from '../../../platform/media/types.ts';

type Piece = Recipe['pieces'][number];

/** The frames of one piece as the file has them: ticks are presentation times less the file's first, ascending. */
export type PieceFrames = {
  ticks: number[];
  /** Of the first frame after the piece, or the end of the file's last frame. */
  endTick: number;
  timeBase: Rational;
  /** The source's nominal frames a second. */
  frameRate: Rational;
};

export type PlannedPiece = {
  index: number;
  source: string;
  gainDb: number;
  /** `copy`: each source frame once, on the output's grid. `times`: each once, at its own time (variable rate). `convert`: another rate, frames repeated or left out. */
  mode: 'copy' | 'times' | 'convert';
  /** Output frames. */
  frames: number;
  /** Ticks of the output's time base. */
  outStart: number;
  outEnd: number;
  /** Time of each output frame in ticks from outStart, for `times`. */
  offsets: number[] | null;
  /** Presentation time of the first frame and of the end, in seconds from the source's first frame. */
  sourceStart: number;
  sourceEnd: number;
};

export type Timeline = {
  frameRate: Rational;
  timeBase: Rational;
  pieces: PlannedPiece[];
  bodyFrames: number;
  bodyEnd: number;
  cardFrames: number;
  /** Ticks. */
  end: number;
};

/** Whether a presentation time (ticks from the first frame) lies in [startMs, endMs), exactly. */
export function isInside(tick: number, timeBase: Rational, startMs: number, endMs: number): boolean {
  const scaled = tick * timeBase.num * 1000;
  return scaled >= startMs * timeBase.den && scaled < endMs * timeBase.den;
}

/** Whether frames lie on the nominal grid from their first one, within half a frame: containers that count in milliseconds jitter. */
export function isConstantRate(frames: PieceFrames): boolean {
  const { ticks, timeBase, frameRate } = frames;
  const perFrame = (frameRate.den * timeBase.den) / (frameRate.num * timeBase.num);
  return ticks.every((tick, i) => Math.abs(tick - ticks[0]! - i * perFrame) < perFrame / 2);
}

const sameRate = (a: Rational, b: Rational): boolean => a.num * b.den === b.num * a.den;

/**
 * Lays pieces end to end. The output has the first piece's nominal rate; frames of pieces of that rate are each kept
 * once. With a variable rate in any of them the time base is fine enough to keep the frames' own times, else it is one
 * frame. `frames[i]` belongs to `pieces[i]` and must not be empty.
 */
export function planTimeline(pieces: Piece[], frames: PieceFrames[], cardMs: number): Timeline {
  const frameRate = frames[0]!.frameRate;
  const modes = frames.map((f): PlannedPiece['mode'] =>
    !sameRate(f.frameRate, frameRate) ? 'convert' : isConstantRate(f) ? 'copy' : 'times',
  );
  // A multiple of the rate's numerator, so that whole frames are whole ticks also at 24000/1001.
  const scale = modes.includes('times') ? Math.max(1, Math.ceil(90_000 / frameRate.num)) : 1;
  const perFrame = frameRate.den * scale;
  const timeBase = scale === 1 ? { num: frameRate.den, den: frameRate.num } : { num: 1, den: frameRate.num * scale };
  const ticksPerFrame = scale === 1 ? 1 : perFrame;
  const planned: PlannedPiece[] = [];
  let at = 0;
  let count = 0;
  pieces.forEach((piece, index) => {
    const f = frames[index]!;
    const sourceStart = (f.ticks[0]! * f.timeBase.num) / f.timeBase.den;
    const lasts = ((f.endTick - f.ticks[0]!) * f.timeBase.num) / f.timeBase.den;
    const mode = modes[index]!;
    const offsets = mode === 'times' ? ownTimes(f, timeBase) : null;
    const wanted = mode === 'convert' ? Math.max(1, Math.round((lasts * frameRate.num) / frameRate.den)) : f.ticks.length;
    const length = offsets ? Math.max(offsets.at(-1)! + 1, Math.round((lasts * timeBase.den) / timeBase.num)) : wanted * ticksPerFrame;
    planned.push({
      index,
      source: piece.source,
      gainDb: piece.gainDb,
      mode,
      frames: wanted,
      outStart: at,
      outEnd: at + length,
      offsets,
      sourceStart,
      sourceEnd: sourceStart + (length * timeBase.num) / timeBase.den,
    });
    at += length;
    count += wanted;
  });
  const cardFrames = cardMs > 0 ? Math.max(1, Math.round((cardMs * frameRate.num) / (frameRate.den * 1000))) : 0;
  return { frameRate, timeBase, pieces: planned, bodyFrames: count, bodyEnd: at, cardFrames, end: at + cardFrames * ticksPerFrame };
}

function ownTimes(f: PieceFrames, timeBase: Rational): number[] {
  let last = -1;
  return f.ticks.map((tick) => {
    const time = Math.round(((tick - f.ticks[0]!) * f.timeBase.num * timeBase.den) / (f.timeBase.den * timeBase.num));
    last = Math.max(last + 1, time);
    return last;
  });
}

/** Ticks of one card frame. */
export function ticksPerFrame(timeline: Timeline): number {
  return timeline.cardFrames > 0
    ? (timeline.end - timeline.bodyEnd) / timeline.cardFrames
    : (timeline.frameRate.den * timeline.timeBase.den) / (timeline.frameRate.num * timeline.timeBase.num);
}

/** Seconds of a tick of the output. */
export function toSeconds(timeline: Pick<Timeline, 'timeBase'>, ticks: number): number {
  return (ticks * timeline.timeBase.num) / timeline.timeBase.den;
}

export type PlacedCue = { startMs: number; endMs: number; text: string; cueId: string };
export type CueSpan = { source: string; sourceStartMs: number; sourceEndMs: number; outStartMs: number };

/** The stretches of a timeline as the re-basing of words needs them. */
export function cueSpans(timeline: Timeline): CueSpan[] {
  return timeline.pieces.map((p) => ({
    source: p.source,
    sourceStartMs: p.sourceStart * 1000,
    sourceEndMs: p.sourceEnd * 1000,
    outStartMs: toSeconds(timeline, p.outStart) * 1000,
  }));
}

/**
 * Cues of the sources as they fall in the clip: cut at the edges of their piece, moved with it, and made one again where
 * the next piece goes on where this one ended. Texts stay as they are. In order of time; those under 1 ms are left out.
 */
export function placeCues(spans: CueSpan[], cues: Record<string, Cue[]>): PlacedCue[] {
  const placed: (PlacedCue & { goesOn: boolean })[] = [];
  spans.forEach((span, index) => {
    const before = spans[index - 1];
    const continues = before !== undefined && before.source === span.source && Math.abs(before.sourceEndMs - span.sourceStartMs) < 1;
    for (const cue of cues[span.source] ?? []) {
      const from = Math.max(cue.startMs, span.sourceStartMs);
      const to = Math.min(cue.endMs, span.sourceEndMs);
      if (to - from < 1 || cue.text.trim() === '') continue;
      const startMs = span.outStartMs + from - span.sourceStartMs;
      const endMs = span.outStartMs + to - span.sourceStartMs;
      const open =
        continues && from === span.sourceStartMs
          ? placed.find((p) => p.goesOn && p.cueId === cue.id && Math.abs(p.endMs - startMs) < 1)
          : undefined;
      if (open) Object.assign(open, { endMs, goesOn: to === span.sourceEndMs });
      else placed.push({ startMs, endMs, text: cue.text, cueId: cue.id, goesOn: to === span.sourceEndMs });
    }
  });
  return placed
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .map(({ startMs, endMs, text, cueId }) => ({ startMs, endMs, text, cueId }));
}

/** What is to be read at each time: cues that overlap become one text of several lines, so that none hides another. */
export function flattenCues(cues: PlacedCue[]): { startMs: number; endMs: number; text: string }[] {
  const edges = [...new Set(cues.flatMap((cue) => [cue.startMs, cue.endMs]))].sort((a, b) => a - b);
  const flat: { startMs: number; endMs: number; text: string }[] = [];
  let next = 0;
  let active: PlacedCue[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [startMs, endMs] = [edges[i]!, edges[i + 1]!];
    while (next < cues.length && cues[next]!.startMs <= startMs) active.push(cues[next++]!);
    active = active.filter((cue) => cue.endMs > startMs);
    if (active.length === 0) continue;
    const text = active.map((cue) => cue.text).join('\n');
    const last = flat.at(-1);
    if (last && last.endMs === startMs && last.text === text && active.length > 1) last.endMs = endMs;
    else flat.push({ startMs, endMs, text });
  }
  return flat;
}
