/** How well a document answers: by how often and where it says the words (after BM25F), how long it is, and how new. */
import type { Candidate } from './repo.ts';

const weights = [7, 2.5, 1] as const;
const saturation = 1.4;
const lengthWeight = 0.4;
/** Tokens of a usual news story. */
const usualLength = 900;
/** What means the same counts for less than the word itself. */
const meantShare = 0.8;
const freshShare = 0.3;
const freshDays = 270;

/** The score of a candidate on a day; above 0. */
export function scoreOf({ counts, length, day }: Pick<Candidate, 'counts' | 'length' | 'day'>, today: string): number {
  const norm = 1 - lengthWeight + lengthWeight * Math.min(8, length / usualLength);
  let score = 0;
  for (const { literal, meant } of counts) {
    let said = 0;
    for (const [field, weight] of weights.entries()) said += weight * Math.max(literal[field]!, meant[field]! * meantShare);
    // A word that only the index has seen, across a line's end: it is there, no more.
    said = Math.max(said, 0.1);
    score += (said * (saturation + 1)) / (said + saturation * norm);
  }
  const age = Math.max(0, (Date.parse(today) - Date.parse(day)) / 86_400_000);
  return score * (1 + freshShare * Math.exp(-age / freshDays));
}
