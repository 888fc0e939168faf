/**
 * Compares two scripts in Chinese or English: which passages of one are in the other, word by word, with other names, in other words or in
 * another order. Lines are paired (pairs.ts), strung into passages (chains.ts), and measured word by word (align.ts). Pure, in near
 * linear time: what is said everywhere is not followed everywhere.
 */
import { alignTokens, type Aligned } from './align.ts';
import { findChains, type Chain } from './chains.ts';
import { findPairs, type Pair } from './pairs.ts';
import { readUnits, Vocabulary, type Script, type Unit } from './units.ts';

/** `reordered` tells of its place among the others, whatever its words; the other three of its words. */
export type PassageKind = 'verbatim' | 'renamed' | 'paraphrased' | 'reordered';
/** Code points of the texts, ends exclusive; `score` is the share of its words that are matched, 0 to 1. */
export type Passage = { aStart: number; aEnd: number; bStart: number; bEnd: number; kind: PassageKind; score: number };
export type ScriptText = { readonly text: string; readonly fountain?: boolean };
/** `score`: the share of the shorter script that is matched, each passage weighed by its own score, 0 to 1. */
export type ScriptComparison = { score: number; passages: Passage[] };

// Weights are in Han characters. All of these were chosen on the development seeds of the bench and on texts of short lines.
const leastWeight = 14;
// What is found in a line or two is believed from here on, and only where little is different.
const fewPairs = 3;
const fewPairsWeight = 26;
const fewPairsScore = 0.7;
// The longer a passage, the more of it may be in other words.
const longWeight = 60;
const longScore = 0.3;
const shortScore = 0.5;
// Passages that lie this near in both scripts are one, in units; a new scene is longer.
const mergeReach = 8;
const mergeShare = 0.35;
// How alike the ends of a passage are to be, as a share of what is the middle within it.
const endShare = 0.6;
// The share of other words that copying by hand leaves.
const slips = 0.06;

type Draft = { pairs: readonly Pair[]; weight: number };

/** Compares two texts. Passages in the order of `a`. Nothing is thrown; texts without words share nothing. */
export function compareScripts(a: ScriptText, b: ScriptText): ScriptComparison {
  const vocabulary = new Vocabulary();
  const left = readUnits(a.text, vocabulary, a.fountain);
  const right = readUnits(b.text, vocabulary, b.fountain);
  const drafts = merge(findDrafts(left, right));
  const aligned = drafts.map((draft) => draft.pairs.map((pair) => alignPair(left, right, pair)));
  const renames = findRenames(left, right, aligned.flat(), vocabulary);
  const passages = drafts
    .map((draft, at) => ({ draft, passage: measure(left, right, draft, aligned[at]!, renames) }))
    .filter(({ draft, passage }) => isCredible(draft, passage.score))
    .map(({ passage }) => passage)
    .toSorted((x, y) => x.aStart - y.aStart || x.bStart - y.bStart);
  const inOrder = heaviestOrder(passages);
  const named = passages.map((passage, at) => (inOrder.has(at) ? passage : { ...passage, kind: 'reordered' as const }));
  return { score: shareOf(left, right, named), passages: named };
}

// A line or two that are alike may be what everybody says; of a page, the half may be in other words.
function isCredible({ pairs, weight }: Draft, score: number): boolean {
  if (pairs.length < fewPairs) return weight >= fewPairsWeight && score >= fewPairsScore;
  return score >= (weight >= longWeight ? longScore : shortScore);
}

// Equal scripts are copies of one another however little they say.
function findDrafts(a: Script, b: Script): Draft[] {
  if (a.tokens.length > 0 && a.tokens.length === b.tokens.length && a.tokens.every((token, at) => token === b.tokens[at]))
    if (a.units.length === b.units.length)
      return [{ pairs: a.units.map((unit, at) => ({ a: at, b: at, likeness: 1, weight: unit.mass })), weight: Infinity }];
  return findChains(findPairs(a, b), leastWeight).map(trim);
}

// Of lines at the ends that are much less alike than the rest, chance is the likelier maker.
function trim({ pairs, weight }: Chain): Draft {
  const sorted = pairs.map(({ likeness }) => likeness).toSorted((x, y) => x - y);
  const least = endShare * sorted[sorted.length >> 1]!;
  const alike = ({ likeness }: Pair): boolean => likeness >= least;
  return { pairs: pairs.slice(pairs.findIndex(alike), pairs.findLastIndex(alike) + 1), weight };
}

function merge(drafts: readonly Draft[]): Draft[] {
  const sorted = drafts.toSorted((x, y) => x.pairs[0]!.a - y.pairs[0]!.a || x.pairs[0]!.b - y.pairs[0]!.b);
  const merged: Draft[] = [];
  for (const draft of sorted) {
    const last = merged.at(-1);
    const [end, start] = [last?.pairs.at(-1), draft.pairs[0]!];
    if (last && end) {
      const [da, db] = [start.a - end.a, start.b - end.b];
      const room = Math.max(2, Math.min(mergeReach, mergeShare * Math.min(last.pairs.length, draft.pairs.length)));
      if (da >= 0 && db >= 0 && da <= room + 1 && db <= room + 1) {
        merged[merged.length - 1] = { pairs: [...last.pairs, ...draft.pairs], weight: last.weight + draft.weight };
        continue;
      }
    }
    merged.push(draft);
  }
  return merged;
}

function alignPair(a: Script, b: Script, pair: Pair): Aligned {
  const [x, y] = [a.units[pair.a]!, b.units[pair.b]!];
  return alignTokens(a.tokens, x.from, x.to, b.tokens, y.from, y.to);
}

const joined = (script: Script, from: number, to: number): string => script.written.subarray(from, to).join(' ');

/** What was put in the place of what again and again is a name, whatever it looks like: pairs of written tokens, joined. */
function findRenames(a: Script, b: Script, aligned: readonly Aligned[], { words }: Vocabulary): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const ofA = new Map<string, number>();
  for (const { swaps } of aligned)
    for (const [aFrom, aTo, bFrom, bTo] of swaps) {
      const here = joined(a, aFrom, aTo);
      const key = `${here}>${joined(b, bFrom, bTo)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      ofA.set(here, (ofA.get(here) ?? 0) + 1);
    }
  const isName = (key: string): boolean => {
    const [first, second] = key.split('>') as [string, string];
    // One Han character for another is a synonym, not a name.
    return [first, second].every((side) => side.includes(' ') || words[Number(side)]!.length > 1);
  };
  return new Set(
    [...counts]
      .filter(([key, times]) => times >= 3 && times >= 0.7 * ofA.get(key.slice(0, key.indexOf('>')))! && isName(key))
      .map(([key]) => key),
  );
}

type Tally = { usedA: Set<number>; usedB: Set<number>; renamed: boolean };

function measure(a: Script, b: Script, { pairs }: Draft, aligned: readonly Aligned[], renames: ReadonlySet<string>): Passage {
  const tally: Tally = { usedA: new Set(), usedB: new Set(), renamed: false };
  for (const [at, each] of aligned.entries()) take(a, b, pairs[at]!, each, renames, tally);
  const { usedA, usedB, renamed } = tally;
  const [first, last] = [pairs[0]!, pairs.at(-1)!];
  const all = a.units[last.a]!.to - a.units[first.a]!.from + b.units[last.b]!.to - b.units[first.b]!.from;
  // A scene that is taken from its first line on is taken with its heading, whatever place that names now.
  const headed = a.units[first.a - 1]?.heading === true && b.units[first.b - 1]?.heading === true ? 1 : 0;
  const [aStart, aEnd] = span(a, usedA, first.a - headed, last.a);
  const [bStart, bEnd] = span(b, usedB, first.b - headed, last.b);
  const kind = unlike(a, new Set(pairs.map((pair) => pair.a)), usedA) || unlike(b, new Set(pairs.map((pair) => pair.b)), usedB);
  return {
    aStart,
    aEnd,
    bStart,
    bEnd,
    kind: kind ? 'paraphrased' : renamed ? 'renamed' : 'verbatim',
    score: round((usedA.size + usedB.size) / all),
  };
}

function take(a: Script, b: Script, pair: Pair, { matches, swaps }: Aligned, renames: ReadonlySet<string>, tally: Tally): void {
  const [x, y] = [a.units[pair.a]!, b.units[pair.b]!];
  if (x.speaker >= 0 && y.speaker >= 0 && x.speaker !== y.speaker) tally.renamed = true;
  for (const [i, j] of matches) {
    tally.usedA.add(i);
    tally.usedB.add(j);
    if (a.written[i] !== b.written[j]) tally.renamed = true;
  }
  for (const [aFrom, aTo, bFrom, bTo] of swaps) {
    // Another place in a heading is a name changed, however often it is.
    if (!(x.heading && y.heading) && !renames.has(`${joined(a, aFrom, aTo)}>${joined(b, bFrom, bTo)}`)) continue;
    tally.renamed = true;
    for (let i = aFrom; i < aTo; i++) tally.usedA.add(i);
    for (let j = bFrom; j < bTo; j++) tally.usedB.add(j);
  }
}

// Whether more of the paired lines is in other words than a slip or two. What is in headings is left to names.
function unlike(script: Script, paired: ReadonlySet<number>, used: ReadonlySet<number>): boolean {
  let [all, matched] = [0, 0];
  for (const at of paired) {
    const unit = script.units[at]!;
    if (unit.heading) continue;
    all += unit.to - unit.from;
    for (let i = unit.from; i < unit.to; i++) if (used.has(i)) matched++;
  }
  return all - matched > slips * all;
}

// A unit of which most is matched belongs to the passage as a whole; of a long one only the part that is.
function span(script: Script, used: ReadonlySet<number>, firstUnit: number, lastUnit: number): [number, number] {
  const [first, last] = [script.units[firstUnit]!, script.units[lastUnit]!];
  const tokensOf = (unit: Unit): number[] =>
    Array.from({ length: unit.to - unit.from }, (_, i) => unit.from + i).filter((i) => used.has(i));
  const [inFirst, inLast] = [tokensOf(first), tokensOf(last)];
  const whole = (unit: Unit, own: readonly number[]): boolean =>
    own.length === 0 || unit.to - unit.from < 20 || own.length * 2 >= unit.to - unit.from;
  return [whole(first, inFirst) ? first.start : script.starts[inFirst[0]!]!, whole(last, inLast) ? last.end : script.ends[inLast.at(-1)!]!];
}

/** Which passages, in the order of `a`, keep the order in `b`: the heaviest such choice, by length in `b`. */
function heaviestOrder(passages: readonly Passage[]): ReadonlySet<number> {
  const best: { weight: number; before: number }[] = [];
  for (const [at, passage] of passages.entries()) {
    let [weight, before] = [0, -1];
    for (let other = Math.max(0, at - 2000); other < at; other++)
      if (passages[other]!.bStart < passage.bStart && best[other]!.weight > weight) [weight, before] = [best[other]!.weight, other];
    best.push({ weight: weight + passage.bEnd - passage.bStart, before });
  }
  const kept = new Set<number>();
  let at = best.reduce((top, each, i) => (each.weight > (best[top]?.weight ?? -1) ? i : top), -1);
  for (; at >= 0; at = best[at]!.before) kept.add(at);
  return kept;
}

function shareOf(a: Script, b: Script, passages: readonly Passage[]): number {
  const left = a.tokens.length <= b.tokens.length;
  const shorter = left ? a : b;
  if (shorter.tokens.length === 0) return 0;
  const scores = new Float64Array(shorter.tokens.length);
  for (const passage of passages) {
    const [start, end] = left ? [passage.aStart, passage.aEnd] : [passage.bStart, passage.bEnd];
    for (let at = firstAtOrAfter(shorter.starts, start); at < scores.length && shorter.starts[at]! < end; at++)
      scores[at] = Math.max(scores[at]!, passage.score);
  }
  return round(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

function firstAtOrAfter(starts: Int32Array, wanted: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
