/**
 * Texts as search sees them: tokens that are one Chinese sign or one English word each, folded in width, case and plural, and the
 * terms that documents are found by: tokens alone, tokens in pairs, and what words of the alias table mean.
 */
import { aliasGroups, singular } from './aliases.ts';

/** Changes with how terms are made, so that what was indexed before is indexed anew. */
const scheme = 2;

export type Token = {
  /** Folded; `|` is a break that no phrase spans. */
  text: string;
  /** UTF-16 units of the text as it was given. */
  start: number;
  end: number;
  han: boolean;
};

const breakText = '|';
// Signs that are words of their own: Han, kana, Hangul syllables. Korean is found by syllables in the same way.
const isHan = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3400 && code <= 0x4dbf) ||
  (code >= 0x3040 && code <= 0x30ff) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0x20000 && code <= 0x3ffff);
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7);
const joins = new Set([..." \t\n\r-‐‑–_'’"].map((sign) => sign.codePointAt(0)!));

/** The tokens of a text, in its order. Digits with their points and separators are one word: 3.68, 1,024. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let word = '';
  let wordStart = 0;
  let wordEnd = 0;
  const endWord = (): void => {
    if (word === '') return;
    tokens.push({ text: singular(word), start: wordStart, end: wordEnd, han: false });
    word = '';
  };
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!;
    const size = code > 0xffff ? 2 : 1;
    if (isHan(code) && (code < 0xf900 || code > 0xfaff)) {
      endWord();
      tokens.push({ text: text.slice(at, at + size), start: at, end: at + size, han: true });
      at += size;
      continue;
    }
    // One sign may fold to several: ㎡, ﬁ, Ⅳ.
    const folded = code < 128 ? String.fromCharCode(code >= 65 && code <= 90 ? code + 32 : code) : foldSign(code);
    for (const sign of folded) {
      const own = sign.codePointAt(0)!;
      if (isHan(own)) {
        endWord();
        tokens.push({ text: sign, start: at, end: at + size, han: true });
      } else if (isWord(own)) {
        if (word === '') wordStart = at;
        word += sign;
        wordEnd = at + size;
      } else if ((own === 46 || own === 44) && /\d$/.test(word) && isDigit(text.codePointAt(at + size))) {
        // A separator of thousands is left out, a point stays.
        if (own === 46) word += '.';
      } else if (own === 39 || own === 0x2019) {
        // xi'an is xian; the s of a genitive is cut with the plural's.
        if (word === '' || !/[a-z]/i.test(text[at + size] ?? '')) endWord();
      } else {
        endWord();
        if (!joins.has(own) && tokens.length > 0 && tokens.at(-1)!.text !== breakText)
          tokens.push({ text: breakText, start: at, end: at + size, han: false });
      }
    }
    at += size;
  }
  endWord();
  return tokens;
}

const isDigit = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19));

function foldSign(code: number): string {
  return String.fromCodePoint(code).normalize('NFKC').toLowerCase();
}

/** The tokens as one text in which phrases are looked for: Chinese signs close together, English words between single spaces. */
export function foldedText(tokens: readonly Token[]): string {
  let text = '';
  let lastHan = true;
  for (const token of tokens) {
    if (token.han) {
      text += lastHan ? token.text : ` ${token.text}`;
    } else text += ` ${token.text}`;
    lastHan = token.han;
  }
  return `${text} `;
}

// ── Terms ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A term as the index keeps it: 32 bits of FNV-1a (draft-eastlake-fnv). Two that fall together cost a false hit, which is looked at again. */
export function hashOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) {
    hash ^= term.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}

/** What a group of the alias table is kept by. */
export const conceptKey = (group: string): string => `#${group}`;
export const conceptHash = (group: string): number => hashOf(conceptKey(group));
/** A word of the alias table as it is written, wherever it stands: also within a longer one that means something else. */
export const aliasWordKey = (tokens: readonly Token[]): string => `=${foldedText(tokens).trim()}`;
type Facet = 'organisation' | 'language' | 'publisher' | 'source' | 'metric' | 'region' | 'month' | 'sample';
/** A property that documents are filtered by: their language, publisher, metrics, regions, month. */
export const facetHash = (kind: Facet, value: string): number => hashOf(`@${kind}=${value}`);
const monthIndex = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
/** The months of days from one to another (ISO dates), as documents are known by them. */
export function monthHashes(from: string, until: string): number[] {
  const [first, last] = [monthIndex(from), monthIndex(until)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const month = first + at;
    return facetHash('month', `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`);
  });
}
/** That a term is said at a level (see rank.ts). */
export function tagOf(term: number, level: number): number {
  const mixed = Math.imul(term ^ Math.imul(level, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) | 0;
}

/** Counts the terms of tokens, each for `weight`: each token alone, and each with the next where no break is between them. */
export function countTerms(tokens: readonly Token[], weight = 1, into: Map<number, number> = new Map()): Map<number, number> {
  const count = (term: number): void => void into.set(term, (into.get(term) ?? 0) + weight);
  for (const [index, token] of tokens.entries()) {
    if (token.text === breakText) continue;
    count(hashOf(token.text));
    const next = tokens[index + 1];
    if (next !== undefined && next.text !== breakText) count(hashOf(pairOf(token, next)));
  }
  return into;
}
const pairOf = (one: Token, two: Token): string => (one.han && two.han ? one.text + two.text : `${one.text} ${two.text}`);

/** The terms that every text with these tokens one after another has: pairs, or the one token alone. */
export function phraseTerms(tokens: readonly Token[]): number[] {
  if (tokens.length < 2) return tokens.map(({ text }) => hashOf(text));
  return tokens.slice(1).map((token, index) => hashOf(pairOf(tokens[index]!, token)));
}

// ── Aliases ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Node = { next: Map<string, Node>; groups: string[] };
const newNode = (): Node => ({ next: new Map(), groups: [] });

/** All words of the alias table by their tokens. */
const trie: Node = (() => {
  const root = newNode();
  for (const { id, words } of aliasGroups)
    for (const word of words) {
      let node = root;
      for (const { text } of tokensOf(word)) {
        if (text === breakText) continue;
        let next = node.next.get(text);
        if (!next) node.next.set(text, (next = newNode()));
        node = next;
      }
      if (!node.groups.includes(id)) node.groups.push(id);
    }
  return root;
})();

/** Tokens from `first` to before `last` are a word of the table. `inside`: it stands within a longer one, as 规模 in 用户规模. */
type AliasRun = { first: number; last: number; groups: readonly string[]; inside: boolean };

/** The table's words among tokens, in their order: the longest, which do not overlap, and with `nested` those within them. */
export function aliasRuns(tokens: readonly Token[], { nested = false } = {}): AliasRun[] {
  const runs: AliasRun[] = [];
  let until = 0;
  for (let first = 0; first < tokens.length; first++) {
    if (!nested && first < until) continue;
    const found = runsAt(tokens, first);
    const longest = found.at(-1);
    const outer = longest && first >= until ? longest : null;
    if (nested) for (const run of found) runs.push({ ...run, inside: run !== outer });
    else if (outer) runs.push(outer);
    if (outer) until = outer.last;
  }
  return runs;
}

/** The words that begin at a token, the shortest first. */
function runsAt(tokens: readonly Token[], first: number): AliasRun[] {
  let node = trie;
  const found: AliasRun[] = [];
  for (let at = first; at < tokens.length; at++) {
    const next = node.next.get(tokens[at]!.text);
    if (!next) break;
    node = next;
    if (node.groups.length > 0) found.push({ first, last: at + 1, groups: node.groups, inside: false });
  }
  return found;
}

const wordsById = new Map(aliasGroups.map(({ id, words }) => [id, words]));
/** How else a group is said, for people. */
export const wordsOfGroup = (id: string): readonly string[] => wordsById.get(id) ?? [];

/** What an entry was made with: the alias table, and the way terms are made. Entries of another version are renewed. */
export const indexVersion: number = hashOf(JSON.stringify([scheme, aliasGroups]));
