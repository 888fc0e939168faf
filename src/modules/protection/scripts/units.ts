/**
 * A script as the comparison reads it: tokens with their places in the text, gathered into units of about a line. A Han character is a
 * token, and so is a word of letters or figures; punctuation and spaces are none. Width and case are folded (NFKC), traditional and
 * simplified are left as they are. Pure.
 */
import { findNames, foldName, isFountainCharacter, isHeading, labelOf, type Names } from './names.ts';

/** Token ids that stand for any person's and any place's name. */
export const personToken = 0;
export const placeToken = 1;

/** Gives equal words equal numbers across the two scripts. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly words: string[] = [];
  constructor() {
    this.idOf('\u0000person');
    this.idOf('\u0000place');
  }
  idOf(word: string): number {
    let id = this.#ids.get(word);
    if (id === undefined) {
      id = this.words.length;
      this.#ids.set(word, id);
      this.words.push(word);
    }
    return id;
  }
}

/** A line, or a sentence of a long one. `start` and `end` are code points of the text, a speaker's name included. */
export type Unit = {
  readonly start: number;
  readonly end: number;
  /** Its tokens are [from, to). */
  readonly from: number;
  readonly to: number;
  /** What it weighs as evidence: about a Han character each token, headings little. */
  readonly mass: number;
  /** The word id of who speaks; -1 where nobody is named. */
  readonly speaker: number;
  /** Says where a scene is or who is in it. */
  readonly heading: boolean;
};

export type Script = {
  /** What is compared: names as the two tokens of names. */
  readonly tokens: Int32Array;
  /** The same tokens as they are written. */
  readonly written: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly units: readonly Unit[];
  /** Code points in the text. */
  readonly length: number;
};

// A word says more than a Han character, but half of the words of English are its grammar.
const wordMass = 1.1;
const headingShare = 0.25;
// Longer lines are cut at the ends of sentences, so that a paragraph of a novel is not one unit; signs, a word of letters being one.
const longLine = 60;
const leastCut = 8;
const longestUnit = 80;
const sentenceEnd = /[。！？!?；;…\n]|\.(?=\s|$)/u;

/** Reads a text into tokens and units. `fountain` takes lines in capitals for characters. */
export function readUnits(text: string, vocabulary: Vocabulary, fountain = false): Script {
  const lines = text.split('\n');
  const characters = fountain ? characterLines(lines) : new Set<number>();
  const names = findNames(
    text,
    lines,
    [...characters].map((at) => bareCharacter(lines[at]!)),
  );
  const reader = new Reader(vocabulary, names);
  for (const [at, line] of lines.entries()) reader.readLine(line, characters.has(at));
  return reader.finish();
}

const bareCharacter = (line: string): string =>
  line
    .trim()
    .replace(/^@/, '')
    .replace(/\s*\^$/, '')
    .replace(/\s*\([^)]*\)\s*$/, '');

// Fountain: a character stands after an empty line and before one that is not.
function characterLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const [at, line] of lines.entries())
    if ((lines[at - 1] ?? '').trim() === '' && (lines[at + 1] ?? '').trim() !== '' && isFountainCharacter(line)) found.add(at);
  return found;
}

class Reader {
  readonly #vocabulary: Vocabulary;
  readonly #names: ReadonlyMap<string, readonly (readonly [string, number])[]>;
  readonly #words: ReadonlyMap<string, number>;
  readonly #tokens: number[] = [];
  readonly #written: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #units: Unit[] = [];
  #at = 0;
  #pending: { start: number; speaker: number } | null = null;

  constructor(vocabulary: Vocabulary, names: Names) {
    this.#vocabulary = vocabulary;
    const byHead = new Map<string, [string, number][]>();
    const words = new Map<string, number>();
    for (const [set, token] of [
      [names.people, personToken],
      [names.places, placeToken],
    ] as const)
      for (const name of set) {
        if (/^\p{Script=Han}/u.test(name)) byHead.set(name[0]!, [...(byHead.get(name[0]!) ?? []), [name, token]]);
        else for (const word of name.split(/[^\p{L}\p{N}']+/u)) if (word.length > 1) words.set(word, token);
      }
    for (const list of byHead.values()) list.sort((a, b) => b[0].length - a[0].length);
    this.#names = byHead;
    this.#words = words;
  }

  readLine(line: string, character: boolean): void {
    const start = this.#at;
    const length = codePoints(line);
    this.#at += length + 1;
    const end = start + length - (line.endsWith('\r') ? 1 : 0);
    if (line.trim() === '') return;
    const lead = codePoints(/^\s*/.exec(line)![0]);
    if (character) {
      this.#pending = { start: start + lead, speaker: this.#vocabulary.idOf(foldName(bareCharacter(line))) };
      return;
    }
    const label = labelOf(line);
    const heading = label === null && isHeading(line);
    const speaker = label ? this.#vocabulary.idOf(label.name) : (this.#pending?.speaker ?? -1);
    const unitStart = this.#pending?.start ?? start + lead;
    this.#pending = null;
    const bodyAt = label?.bodyAt ?? 0;
    this.#body(line.slice(bodyAt), start + codePoints(line.slice(0, bodyAt)), { start: unitStart, end, speaker, heading });
  }

  finish(): Script {
    return {
      tokens: Int32Array.from(this.#tokens),
      written: Int32Array.from(this.#written),
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
      units: this.#units,
      length: Math.max(0, this.#at - 1),
    };
  }

  // The tokens of one line, cut into units at the ends of sentences where it is long.
  #body(body: string, at: number, line: { start: number; end: number; speaker: number; heading: boolean }): void {
    let from = this.#tokens.length;
    let start = line.start;
    let mass = 0;
    const cut = (end: number): void => {
      const to = this.#tokens.length;
      if (to === from) return;
      const weighed = line.heading ? mass * headingShare : mass;
      this.#units.push({ start, end, from, to, mass: weighed, speaker: line.speaker, heading: line.heading });
      [from, start, mass] = [to, end, 0];
    };
    const long = body.length > longLine && body.replace(/[a-z]+/gi, 'x').length > longLine;
    for (let i = 0, place = at; i < body.length;) {
      const sign = String.fromCodePoint(body.codePointAt(i)!);
      if (isHan(sign)) {
        const name = this.#nameAt(body, i);
        const word = name?.[0] ?? sign;
        const size = codePoints(word);
        this.#push(name?.[1] ?? null, word, place, place + size);
        mass += 1;
        i += word.length;
        place += size;
      } else if (/[\p{L}\p{N}]/u.test(sign)) {
        const word = /^(?:[\p{L}\p{N}](?<!\p{Script=Han})\p{M}*(?:['’](?=\p{L}))?){1,40}/u.exec(body.slice(i, i + 160))?.[0] ?? sign;
        const folded = foldName(word).replace(/’/g, "'");
        const size = codePoints(word);
        this.#push(this.#words.get(folded.replace(/'s$/, '')) ?? null, folded, place, place + size);
        mass += wordMass;
        i += word.length;
        place += size;
      } else {
        i += sign.length;
        place += 1;
        const count = this.#tokens.length - from;
        if (long && count >= leastCut && sentenceEnd.test(sign + (body[i] ?? ' '))) {
          // What closes a sentence belongs to it.
          while (i < body.length && /[”’」』）)"'\s]/.test(body[i]!)) [i, place] = [i + 1, place + 1];
          cut(place);
        }
      }
      if (this.#tokens.length - from >= longestUnit) cut(place);
    }
    cut(line.end);
  }

  #nameAt(body: string, i: number): readonly [string, number] | null {
    return this.#names.get(body[i]!)?.find(([name]) => body.startsWith(name, i)) ?? null;
  }

  #push(name: number | null, word: string, start: number, end: number): void {
    const id = this.#vocabulary.idOf(word.length === 1 && word >= '⺀' ? word.normalize('NFKC') : word);
    this.#tokens.push(name ?? id);
    this.#written.push(id);
    this.#starts.push(start);
    this.#ends.push(end);
  }
}

const isHan = (sign: string): boolean => (sign >= '\u4e00' && sign <= '\u9fff') || (sign >= '⺀' && /\p{Script=Han}/u.test(sign));

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++)
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) [count, i] = [count - 1, i + 1];
  return count;
}
