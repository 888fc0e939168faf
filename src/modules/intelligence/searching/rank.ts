/**
 * How well a document answers: by how often and where it says each word (after BM25F), how long it is, and how new. What a document says
 * of a word is kept with the index as one of a few levels, so that every document that has the words can be ranked by the index alone.
 */

/** What once in the title, in a heading and in the text counts for. */
export const fieldWeights = [7, 2.5, 1] as const;
const saturation = 1.4;
const lengthWeight = 0.4;
/** Tokens of a usual news story, and how many times that counts no further. */
const usualLength = 900;
const longest = 8;
/** What means the same counts for less than the word itself. */
export const meantShare = 0.8;
export const freshShare = 0.3;
export const freshDays = 270;

/** Points of a level; two documents within one are told apart by their days. */
export const levelPoints = 0.08;
const mostPoints = saturation + 1;
export const mostLevel = Math.round(mostPoints / levelPoints);
/** Nothing that is said more than once has less, however long the text. */
export const leastLevel = 5;

/** The points of a word that is said so often, by weight, in a text of so many tokens. */
export function pointsOf(said: number, length: number): number {
  const norm = 1 - lengthWeight + lengthWeight * Math.min(longest, length / usualLength);
  return (said * mostPoints) / (said + saturation * norm);
}
/** The same, as SQL over a column of lengths. */
export function pointsSql(said: number, length: string): string {
  const float = (value: number): string => `${value}::float8`;
  const norm = `(${float(1 - lengthWeight)} + ${float(lengthWeight)} * least(${float(longest)}, ${length} / ${float(usualLength)}))`;
  return `(${float(said * mostPoints)} / (${float(said)} + ${float(saturation)} * ${norm}))`;
}

export const levelOf = (said: number, length: number): number =>
  Math.min(mostLevel, Math.max(leastLevel, Math.round(pointsOf(said, length) / levelPoints)));

/** What a document's points are multiplied by on a day: 1 to 1.3. Days are ISO dates. */
export function freshnessOf(day: string, today: string): number {
  const age = Math.max(0, (Date.parse(today) - Date.parse(day)) / 86_400_000);
  return 1 + freshShare * Math.exp(-age / freshDays);
}
