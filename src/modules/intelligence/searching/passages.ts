/** The stretches of a document that show what was found. */
import type { QueryWord } from './query.ts';
import type { SearchPassage } from './contract.ts';
import { aliasRuns, tokensOf, type Token } from './words.ts';

export type Shown = { anchor: string; kind: string; text: string };
type Mark = { start: number; end: number; word: number };

const mostPassages = 3;
const reach = 90;

/** Where the words stand in a text, in its order; stretches that touch are one. `word` counts from 0. */
export function marksIn(text: string, words: readonly QueryWord[]): Mark[] {
  const tokens = tokensOf(text);
  const marks: Mark[] = [];
  const runs = words.some(({ groups }) => groups.length > 0) ? aliasRuns(tokens) : [];
  for (const [word, { groups, tokens: wanted }] of words.entries()) {
    for (let at = 0; at + wanted.length <= tokens.length; at++)
      if (wanted.every((token, index) => token.text === tokens[at + index]!.text)) marks.push(markOf(tokens, at, at + wanted.length, word));
    for (const run of runs) if (run.groups.some((group) => groups.includes(group))) marks.push(markOf(tokens, run.first, run.last, word));
  }
  return marks.toSorted((a, b) => a.start - b.start || b.end - a.end);
}
const markOf = (tokens: readonly Token[], first: number, last: number, word: number): Mark => ({
  start: tokens[first]!.start,
  end: tokens[last - 1]!.end,
  word,
});

/** Marks as they are shown: none overlaps another. */
export function mergeMarks(marks: readonly { start: number; end: number }[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const { start, end } of marks) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The best passages of a document in its order: those with the most of the words. */
export function passagesOf(paragraphs: readonly Shown[], words: readonly QueryWord[]): SearchPassage[] {
  const found = paragraphs
    .map((paragraph, index) => ({ paragraph, index, marks: paragraph.kind === 'leftover' ? [] : marksIn(paragraph.text, words) }))
    .filter(({ marks }) => marks.length > 0)
    .map((one) => ({ ...one, said: new Set(one.marks.map(({ word }) => word)).size }));
  return found
    .toSorted((a, b) => worth(b) - worth(a) || a.index - b.index)
    .slice(0, mostPassages)
    .toSorted((a, b) => a.index - b.index)
    .map(({ paragraph, marks }) => cut(paragraph, marks));
}

const worth = ({ said, marks, paragraph }: { said: number; marks: readonly Mark[]; paragraph: Shown }): number =>
  said * 10 + Math.min(5, marks.length) + (/\d/.test(paragraph.text) ? 1 : 0) - (paragraph.kind === 'heading' ? 3 : 0);

/** The stretch around the place where most of the words stand close together. */
function cut({ anchor, text }: Shown, marks: readonly Mark[]): SearchPassage {
  let best = { at: 0, said: 0 };
  for (const [at, { start }] of marks.entries()) {
    const near = marks.filter((mark) => mark.start >= start && mark.end <= start + reach * 2);
    const said = new Set(near.map(({ word }) => word)).size * 10 + near.length;
    if (said > best.said) best = { at, said };
  }
  const centre = marks[best.at]!.start;
  let from = text.length <= reach * 3 ? 0 : Math.max(0, centre - reach);
  let to = text.length <= reach * 3 ? text.length : Math.min(text.length, centre + reach * 2);
  // Neither half a sign nor half a word.
  if (from > 0) from = wordStart(text, from);
  if (to < text.length) to = wordStart(text, to);
  const shown = mergeMarks(marks).filter(([start, end]) => start >= from && end <= to);
  return { anchor, offset: from, text: text.slice(from, to), marks: shown.map(([start, end]) => [start - from, end - from]) };
}

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 20 && /[a-z0-9]/i.test(text[start - 1]!) && /[a-z0-9]/i.test(text[start]!)) start -= 1;
  return /[\udc00-\udfff]/.test(text[start] ?? '') ? start - 1 : start;
}
