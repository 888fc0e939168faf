/**
 * Finds the words of a vocabulary in a text, the longest at each place, in one pass. Chinese words are found anywhere; words of
 * Latin letters only between word boundaries, whatever their case, with a plural `s` allowed and hyphens as good as spaces.
 */

export type LexiconEntry<Value> = { words: readonly string[]; value: Value };

/** UTF-16 units of the text. */
export type Found<Value> = { start: number; end: number; value: Value };

export type Lexicon<Value> = { find(text: string): Found<Value>[] };

type Word<Value> = { folded: string; latin: boolean; value: Value };

/**
 * A finder for the words. `(a|b|)` in a word stands for its alternatives: `compan(y|ies)`. Of equal words the first entry wins.
 */
export function createLexicon<Value>(entries: readonly LexiconEntry<Value>[]): Lexicon<Value> {
  const byFirst = new Map<string, Word<Value>[]>();
  const seen = new Set<string>();
  for (const { words, value } of entries) {
    for (const folded of words.flatMap(expandAlternatives).map((word) => fold(word.trim().replace(/ +/g, ' ')))) {
      if (seen.has(folded)) continue;
      seen.add(folded);
      const list = byFirst.get(folded.slice(0, 3)) ?? [];
      list.push({ folded, latin: /[a-z0-9]$/.test(folded), value });
      byFirst.set(folded.slice(0, 3), list);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.folded.length - a.folded.length);
  return {
    find(text) {
      const folded = fold(text);
      const found: Found<Value>[] = [];
      for (let at = 0; at < folded.length; at += 1) {
        if (joins(folded, at)) continue;
        // Words of two letters are found under those, longer ones under their first three.
        const list = byFirst.get(folded.slice(at, at + 3));
        const short = byFirst.get(folded.slice(at, at + 2)) ?? byFirst.get(folded[at]!);
        if (!list && !short) continue;
        for (const word of short ? [...(list ?? []), ...short] : list!) {
          const end = matchAt(folded, at, word);
          if (end === 0) continue;
          found.push({ start: at, end, value: word.value });
          at = end - 1;
          break;
        }
      }
      return found;
    },
  };
}

function matchAt<Value>(text: string, at: number, word: Word<Value>): number {
  if (!text.startsWith(word.folded, at)) return 0;
  const end = at + word.folded.length;
  if (!word.latin || !joins(text, end)) return end;
  return text[end] === 's' && !joins(text, end + 1) ? end + 1 : 0;
}

/** Whether what stands here goes on from what stands before it: letters from letters, digits from digits; “ReelShort2026年” is two words. */
function joins(text: string, at: number): boolean {
  return (isLetter(text, at) && isLetter(text, at - 1)) || (isDigit(text, at) && isDigit(text, at - 1));
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 97 && code <= 122;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** One unit for one unit, so that places in the folded text are places in the text. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : foldEach(text)).replace(/[-‐‑‒\u00a0]/g, ' ').replace(/[Ａ-Ｚａ-ｚ０-９]/g, narrow);
}

/** A letter whose small form is longer (İ) stays as it is. */
function foldEach(text: string): string {
  let folded = '';
  for (const unit of text) folded += unit.toLowerCase().length === unit.length ? unit.toLowerCase() : unit;
  return folded;
}

function narrow(wide: string): string {
  return String.fromCharCode(wide.charCodeAt(0) - 0xfee0).toLowerCase();
}

function expandAlternatives(word: string): string[] {
  const group = /\(([^()]*)\)/.exec(word);
  if (!group) return [word];
  return group[1]!
    .split('|')
    .flatMap((option) => expandAlternatives(word.slice(0, group.index) + option + word.slice(group.index + group[0].length)));
}
