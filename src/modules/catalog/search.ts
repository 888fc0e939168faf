/**
 * What makes a title findable. A title becomes tokens when it is written, a query becomes tokens when it is asked, and a
 * work is found when it has all of the query's: one containment that an inverted index answers.
 * Chinese: characters and pairs of neighbours, so that words of two characters are found wherever they stand.
 * Latin and other alphabets: the beginnings of words. Pinyin: up to four syllables from anywhere, initials, and every
 * beginning of the whole, so that typing on from the title's start always finds it.
 */
import { pinyin } from 'pinyin-pro';

const cjkRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〇]+/gu;
const wordRun = /[\p{L}\p{N}]+/gu;
const longestWord = 24;
const syllablesTogether = 4;
const initialsTogether = 6;
// Forty languages of long titles stay below; more would only slow writing down.
const mostTokens = 2000;

/** One form for all ways of writing: full-width and half-width, upper and lower case, with and without accents. */
export function normalForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Script=Latin}\p{Mn}+/gu, (letter) => letter[0]!)
    .normalize('NFC');
}

/** Tokens of a work's titles. */
export function searchTokens(titles: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const title of titles) {
    const text = normalForm(title);
    for (const [run] of text.matchAll(cjkRun)) {
      addPairs(run, tokens);
    }
    for (const [word] of text.replace(cjkRun, ' ').matchAll(wordRun)) addBeginnings(word, tokens);
    addPinyin(text, tokens);
  }
  return [...tokens].slice(0, mostTokens);
}

/** Tokens that a work must all have; none where the query has no letter or digit. */
export function queryTokens(query: string): string[] {
  const text = normalForm(query);
  const tokens = new Set<string>();
  for (const [run] of text.matchAll(cjkRun)) {
    const characters = [...run];
    if (characters.length === 1) tokens.add(characters[0]!);
    for (let at = 0; at + 1 < characters.length; at++) tokens.add(characters[at]! + characters[at + 1]!);
  }
  for (const [word] of text.replace(cjkRun, ' ').matchAll(wordRun)) tokens.add([...word].slice(0, longestWord).join(''));
  return [...tokens];
}

/** By what a title is sorted: Chinese by its sound, as its readers expect. At most 200 characters. */
export function sortForm(title: string): string {
  const text = normalForm(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const sounded = text
    .replace(/\p{Script=Han}+/gu, (run) => ` ${syllablesOf(run).join(' ')} `)
    .replace(/\s+/g, ' ')
    .trim();
  return (sounded || text || title).slice(0, 200);
}

function addPairs(run: string, tokens: Set<string>): void {
  const characters = [...run];
  characters.forEach((character, at) => {
    tokens.add(character);
    if (at + 1 < characters.length) tokens.add(character + characters[at + 1]!);
  });
}

function addBeginnings(word: string, tokens: Set<string>): void {
  const characters = [...word].slice(0, longestWord);
  for (let length = 1; length <= characters.length; length++) tokens.add(characters.slice(0, length).join(''));
}

function addPinyin(text: string, tokens: Set<string>): void {
  // Marks between characters do not interrupt the sound: 她,归来 is read and typed in one.
  const han = text.replace(/[^\p{Script=Han}]+/gu, '');
  if (han === '') return;
  const syllables = syllablesOf(han);
  for (let from = 0; from < syllables.length; from++) {
    for (let count = 1; count <= syllablesTogether && from + count <= syllables.length; count++)
      tokens.add(syllables.slice(from, from + count).join(''));
    for (let count = 2; count <= initialsTogether && from + count <= syllables.length; count++) {
      tokens.add(
        syllables
          .slice(from, from + count)
          .map((syllable) => syllable[0])
          .join(''),
      );
    }
  }
  addBeginnings(syllables.join(''), tokens);
}

/** One syllable a character, ü as v, as it is typed. */
function syllablesOf(han: string): string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true })
    .map((syllable) => syllable.toLowerCase())
    .filter((syllable) => syllable !== '');
}
