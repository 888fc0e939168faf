/** Whether two documents are one story: copies and near copies of one text, and nothing less. */
import type { Signature } from './signature.ts';

/** Texts of fewer tokens are too short to tell a copy from a coincidence, unless nearly all of them agrees. */
const leastTokens = 24;
const sameAt = 0.6;

/**
 * How much of the shorter text stands in the longer one, from 0 to 1, as far as the signatures tell (give or take 0.1); 0 where the
 * numbers in them say that they are two texts of one mould. Symmetric.
 */
export function storyScore(left: Signature, right: Signature): number {
  if (left.kind !== right.kind || left.whole.length === 0 || right.whole.length === 0) return 0;
  const least = Math.min(left.tokens, right.tokens);
  const most = Math.max(left.tokens, right.tokens);
  const whole = agreement(left.whole, right.whole);
  // From the share of both to the share of the shorter one: |A∩B| = J (|A| + |B|) / (1 + J).
  const contained = Math.min(1, (whole * (least + most)) / ((1 + whole) * least));
  const lead = agreement(left.lead, right.lead);
  // A teaser is contained in its story, and its story opens with it. What is merely quoted in a longer text is not that text.
  const score = contained * (least / most < 0.5 ? Math.max(lead, 0.5) : 1);
  if (least < leastTokens && whole < 0.9) return 0;
  return figuresDiffer(left, right) ? 0 : score;
}

/** Whether two documents are copies of one story. A translation is none, nor are two reports of one event. */
export function sameStory(left: Signature, right: Signature): boolean {
  return storyScore(left, right) >= sameAt;
}

function agreement(left: readonly number[], right: readonly number[]): number {
  let same = 0;
  for (let at = 0; at < left.length; at++) if (left[at] === right[at]) same += 1;
  return left.length === 0 ? 0 : same / left.length;
}

/** Numbers of the shorter list that the other lacks. One corrected figure is a copy with a correction; half of them is another month. */
function figuresDiffer(left: Signature, right: Signature): boolean {
  const [fewer, more] = left.figures.length <= right.figures.length ? [left.figures, right.figures] : [right.figures, left.figures];
  if (fewer.length < 3) return false;
  const known = new Set(more);
  return fewer.filter((figure) => known.has(figure)).length < fewer.length * 0.6;
}
