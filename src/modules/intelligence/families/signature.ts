/**
 * The signature of a document's text, by which copies of one story are found: syndicated, cut short, given another title, a few words
 * changed, punctuated anew. MinHash (Broder 1997) over runs of four tokens, a token being a Chinese character, a word or a number; that
 * works alike in both languages and knows nothing of punctuation, white space, width or case. Of the beginning there is a MinHash of its
 * own, because what is cut short keeps it. Numbers are kept apart: bulletins of one mould differ in nothing else.
 */
import type { Paragraph, ReadDocument } from '../reading/document.ts';

/** `r5` tells what made it: signatures of another kind are of no use and are made anew. Numbers are 32 bits without sign. */
export type Signature = { kind: 'r5'; tokens: number; whole: number[]; lead: number[]; figures: number[] };

const shingle = 4;
const wholeHashes = 96;
const leadHashes = 40;
/** Tokens of the beginning: the first two or three paragraphs of a news story. */
const leadTokens = 160;
/** Longer texts say enough by their first part. */
const mostTokens = 60_000;
const mostFigures = 128;

const tokenPattern = /[\u3400-\u9fff\uf900-\ufaff]|[\p{L}\p{M}]+|\d+(?:[.,]\d+)*/gu;
const citationMarks = /\[\d{1,3}\]/g;

/** The signature of what a document says: its paragraphs without title, headings and leftovers. Deterministic for all time of a `kind`. */
export function signatureOf(document: Pick<ReadDocument, 'paragraphs'>): Signature {
  const tokens: number[] = [];
  const figures = new Set<number>();
  for (const paragraph of document.paragraphs) {
    if (tokens.length >= mostTokens) break;
    if (paragraph.kind === 'leftover' || paragraph.kind === 'heading') continue;
    for (const token of tokensOf(paragraph)) {
      const hash = hashOf(token);
      tokens.push(hash);
      // Years stand in every report of a year.
      if (/^\d/.test(token) && !/^(?:19|20)\d\d$/.test(token) && token.length > 1) figures.add(hash);
    }
  }
  const shingles = shinglesOf(tokens);
  return {
    kind: 'r5',
    tokens: tokens.length,
    whole: minima(shingles, wholeHashes, 0x9e3779b1),
    lead: minima(shingles.slice(0, Math.max(0, leadTokens - shingle + 1)), leadHashes, 0x85ebca6b),
    figures: [...figures].toSorted((left, right) => left - right).slice(0, mostFigures),
  };
}

function tokensOf(paragraph: Pick<Paragraph, 'text'>): string[] {
  const plain = paragraph.text.normalize('NFKC').replace(citationMarks, ' ').toLowerCase();
  return plain.match(tokenPattern) ?? [];
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function hashOf(token: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at++) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  return mix(hash);
}

function shinglesOf(tokens: readonly number[]): number[] {
  const made: number[] = [];
  for (let at = 0; at + shingle <= tokens.length; at++) {
    let hash = 0;
    for (let of = 0; of < shingle; of++) hash = Math.imul(hash, 0x01000193) ^ tokens[at + of]!;
    made.push(mix(hash));
  }
  return made;
}

/** The least value of each of `count` orders of the shingles; empty where there are none. */
function minima(shingles: readonly number[], count: number, seed: number): number[] {
  if (shingles.length === 0) return [];
  const distinct = new Set(shingles);
  const least = new Uint32Array(count).fill(0xffffffff);
  const orders = Uint32Array.from({ length: count }, (_, at) => mix(Math.imul(at + 1, seed)) | 1);
  for (const value of distinct) {
    for (let at = 0; at < count; at++) {
      // Multiply and fold: a permutation of 32 bits that differs enough from order to order.
      const product = Math.imul(value ^ orders[at]!, orders[at]!);
      const hash = (product ^ (product >>> 15)) >>> 0;
      if (hash < least[at]!) least[at] = hash;
    }
  }
  return [...least];
}

/** The last steps of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

// Digests of one topic share phrases, and a table of ten thousand of them must not make candidates of all: five rows, not three.
const rows = 5;
const wholeBands = 16;
const leadBands = 8;

/**
 * Up to 24 whole numbers of 32 bits with sign (an `integer` of PostgreSQL): documents that share any are candidates for `sameStory`. Two
 * texts that share 80 of 100 shingles, or whose beginnings share 90, meet in 998 of 1000 cases; two that share 15 in one of 600.
 */
export function bandsOf(signature: Signature): number[] {
  const bands: number[] = [];
  const add = (hashes: readonly number[], count: number, seed: number): void => {
    for (let band = 0; band < count && hashes.length >= (band + 1) * rows; band++) {
      let hash = seed + band;
      for (let row = 0; row < rows; row++) hash = mix(Math.imul(hash, 0x01000193) ^ hashes[band * rows + row]!);
      bands.push(hash | 0);
    }
  };
  add(signature.whole, wholeBands, 0x1000);
  add(signature.lead, leadBands, 0x2000);
  return [...new Set(bands)];
}
