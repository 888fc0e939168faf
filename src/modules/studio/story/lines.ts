/** What each cue says, as numbers. */
import type { Cue } from '../contract.ts';
import { lineColour, lineKinds } from './lexicon.ts';
import type { BeatKind } from './types.ts';
import { weights } from './weights.ts';

export type Line = {
  cue: Cue;
  /** The kind that weighs most, null for a line that says nothing of note. */
  kind: BeatKind | null;
  /** Score of that kind, 0 to 1. */
  kindScore: number;
  kinds: ReadonlyMap<BeatKind, number>;
  /** What the line itself weighs, 0 to 1. */
  own: number;
  /** The same with its neighbours: a plain line between two heavy ones belongs to the turn. */
  tension: number;
  emphatic: boolean;
};

function emphasis(text: string): number {
  const rules = weights.line;
  const tail = text.normalize('NFKC');
  let sum = 0;
  if (/\?!|!\?/.test(tail)) sum += rules.interrobang;
  else if (tail.includes('!')) sum += rules.exclamation;
  else if (tail.includes('?')) sum += rules.question;
  const latin = tail.replace(/[^A-Za-z]/g, '');
  if (latin.length >= 6 && latin === latin.toUpperCase()) sum += rules.capitals;
  return sum;
}

function readLine(cue: Cue): Line {
  const kinds = lineKinds(cue.text);
  const drama = weights.drama as Record<BeatKind, number>;
  const ranked = [...kinds]
    .map(([kind, score]) => ({ kind, score, weight: score * drama[kind] }))
    .sort((a, b) => b.weight - a.weight || a.kind.localeCompare(b.kind));
  const first = ranked[0];
  const stress = emphasis(cue.text);
  const said = Math.min(1, (first?.weight ?? 0) + (ranked[1]?.weight ?? 0) * weights.line.second);
  const base = 1 - (1 - said) * (1 - lineColour(cue.text));
  // A shout alone is not a turn, so punctuation adds the more the words already say.
  const own = Math.min(1, base + stress * (0.4 + 0.6 * Math.min(1, base * 2)));
  return {
    cue,
    kind: first === undefined || first.weight <= 0 ? null : first.kind,
    kindScore: first?.score ?? 0,
    kinds,
    own,
    tension: own,
    emphatic: stress >= weights.line.exclamation,
  };
}

/** Reads every cue, in order of time; the result is parallel to the cues sorted by start. */
export function readLines(cues: readonly Cue[]): Line[] {
  const lines = [...cues].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs).map(readLine);
  const near = (a: Line | undefined, b: Line | undefined): boolean =>
    a !== undefined && b !== undefined && b.cue.startMs - a.cue.endMs <= weights.line.neighbourGapMs;
  return lines.map((line, index) => {
    const before = near(lines[index - 1], line) ? lines[index - 1]!.own : 0;
    const after = near(line, lines[index + 1]) ? lines[index + 1]!.own : 0;
    const tension = Math.max(
      line.own,
      Math.min(before, after) * weights.line.between,
      after * weights.line.leadIn,
      before * weights.line.afterwards,
    );
    return { ...line, tension };
  });
}
