/**
 * Tells whether one work is another shot again: the same shots with other people in them. The pictures themselves decide first (then it
 * is a copy), then the shape of the cut, then what is said.
 */
import { protectionErrors } from '../errors.ts';
import { compareScripts } from '../scripts/compare.ts';
import { alignShots, type ShotPair } from './align.ts';
import { sameFraming } from './same-framing.ts';
import { samePictures } from './same-pictures.ts';
import { shapesOf, type RemakeCue, type RemakeWork, type ShotShape } from './shape.ts';

export type { RemakeCue, RemakeShot, RemakeWork } from './shape.ts';

/** Indices count from 0; every score is 0 to 1. */
export type RemakeComparison = {
  readonly score: number;
  /** Pairs of the alignment in their order, each a shot of either work; empty where the works are unrelated. */
  readonly shots: readonly { readonly original: number; readonly suspect: number; readonly score: number }[];
  /** The share of the shorter dialogue that is in the other, whatever the names; 0 where either has no words. */
  readonly words: { readonly score: number };
  readonly verdict: 'remake' | 'unrelated' | 'copy';
};

/** Works with more shots are compared episode by episode; 3000 are five hours of a fast cut. */
export const remakeLimits = { shots: 3000 } as const;

// Chosen on the development seeds of the bench.
/** So many deviations above what the same shots come to in other orders; the bench says how often unrelated works reach it. */
const leastDeviations = 6;
const fewestPairs = 6;
const leastCovered = 0.4;
/** With that much of the dialogue the same, less of the shape has to be. */
const tellingWords = 0.3;
const deviationsWithWords = 3;
/** Chinese practice takes about seven tenths of the lines for substantial likeness; ours counts only what is matched well. */
const decidingWords = 0.6;
const fewestCues = 12;
/** From here on the pictures are the same ones. */
const copyShare = 0.5;
/** One or two pairs of shots that look alike when their edges are cut off may do so by chance. */
const fewestSame = 3;
/** Shots that lie no better than in any order are not looked at further; of long works some pairs tell of all. */
const worthALook = 2;
const mostFramed = 24;

/** Compares two works. Pure, and the same each time. Throws protection.remake_too_many_shots. */
export function compareRemake(original: RemakeWork, suspect: RemakeWork): RemakeComparison {
  for (const { shots } of [original, suspect])
    if (shots.length > remakeLimits.shots)
      throw protectionErrors.remake_too_many_shots({ shots: shots.length, limitShots: remakeLimits.shots });
  const [ours, theirs] = [shapesOf(original), shapesOf(suspect)];
  const { pairs, deviations } = alignShots(ours, theirs);
  const shots = pairs.map(({ original: a, suspect: b, odds }) => ({ original: a, suspect: b, score: round(likelihood(odds)) }));
  const words = { score: round(compareWords(original.cues, suspect.cues)) };
  const hashed = samePictures(original.pictures, suspect.pictures, suspect.shots);
  const framed =
    hashed < copyShare && pairs.length >= fewestSame && deviations >= worthALook ? sameFraming(original, suspect, spread(pairs)) : 0;
  const same = Math.max(hashed, framed);
  if (same >= copyShare) return { score: round(same), shots, words, verdict: 'copy' };

  const covered = Math.max(coverage(ours, pairs, 'original'), coverage(theirs, pairs, 'suspect'));
  const shape = covered * Math.max(0, Math.min(1, deviations / (1.5 * leastDeviations)));
  const score = round(1 - (1 - shape) * (1 - words.score));
  const enough = pairs.length >= fewestPairs && covered >= leastCovered;
  const isRemake =
    (enough && deviations >= leastDeviations) ||
    (enough && deviations >= deviationsWithWords && words.score >= tellingWords) ||
    (words.score >= decidingWords && Math.min(original.cues.length, suspect.cues.length) >= fewestCues);
  return isRemake ? { score, shots, words, verdict: 'remake' } : { score, shots: [], words, verdict: 'unrelated' };
}

const spread = (pairs: readonly ShotPair[]): ShotPair[] => pairs.filter((_, i) => i % Math.ceil(pairs.length / mostFramed) === 0);
const round = (value: number): number => Math.round(value * 1000) / 1000;
const likelihood = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** The share of a work's time that lies in paired shots, each by how likely its pair is. */
function coverage(shapes: readonly ShotShape[], pairs: readonly ShotPair[], side: 'original' | 'suspect'): number {
  const best = new Map<number, number>();
  for (const pair of pairs) best.set(pair[side], Math.max(best.get(pair[side]) ?? 0, likelihood(pair.odds)));
  const total = shapes.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return total === 0 ? 0 : [...best].reduce((sum, [at, likely]) => sum + shapes[at]!.durationMs * likely, 0) / total;
}

function compareWords(ours: readonly RemakeCue[], theirs: readonly RemakeCue[]): number {
  const [a, b] = [ours, theirs].map((cues) => ({ text: cues.map(({ text }) => text).join('\n') })) as [{ text: string }, { text: string }];
  return a.text.trim() === '' || b.text.trim() === '' ? 0 : compareScripts(a, b).score;
}
