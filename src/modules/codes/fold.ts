import { erased, forms, isWord, symbolsOf, textOf, type Form } from './word.ts';

/** What people type, paste and say, brought to 0–9 and A–Z: full width, case, spaces, hyphens, Chinese numerals, foreign look-alikes, words around. */

const longestText = 400;
// A code typed one symbol at a time has as many words as symbols.
const mostWords = 12;

const chineseNumerals = '〇0零0一1壹1幺1二2贰2两2三3叁3四4肆4五5伍5六6陆6七7柒7八8捌8九9玖9';
// Cyrillic and Greek capitals that are drawn like Latin ones: keyboards switch, and pasted text hides it.
const foreign = 'АAВBЕEЗ3ІIЈJКKМMНHОOРPСCТTУYХXЅSԚQԜWΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX|I';
const replaced = new Map<string, string>();
for (const pairs of [chineseNumerals, foreign]) {
  const signs = [...pairs];
  for (let i = 0; i < signs.length; i += 2) replaced.set(signs[i]!, signs[i + 1]!);
}

const joiner = /[\s\p{Pd}\p{Cf}_.·•'"`~*]/u;
const symbol = /[0-9A-Z]/;

/**
 * The part of a text that is most like a code, in 0–9 and A–Z, or '' where nothing is. Folding twice is folding once.
 * A good code wins over all else, then what a slip away can be one, then what is longest, then what comes first.
 */
export function foldCode(text: string): string {
  let best = { folded: '', rank: Number.POSITIVE_INFINITY };
  for (const words of passages(text)) {
    for (let from = 0; from < words.length; from++) {
      let folded = '';
      for (let to = from; to < Math.min(words.length, from + mostWords); to++) {
        folded += words[to]!;
        if (folded.length > 24) break;
        const rank = rankOf(folded);
        if (rank < best.rank || (rank === best.rank && folded.length > best.folded.length)) best = { folded, rank };
      }
    }
  }
  return best.folded;
}

/** Stretches of a text without anything foreign between, each as the words that spaces and hyphens make of it. */
function passages(text: string): string[][] {
  const found: string[][] = [];
  let words: string[] = [];
  let word = '';
  const endWord = (): void => {
    if (word !== '') words.push(word);
    word = '';
  };
  const endPassage = (): void => {
    endWord();
    if (words.length > 0) found.push(words);
    words = [];
  };
  for (const raw of text.slice(0, longestText).normalize('NFKC').toUpperCase()) {
    const sign = replaced.get(raw) ?? raw;
    if (symbol.test(sign)) word += sign;
    else if (joiner.test(sign)) endWord();
    else endPassage();
  }
  endPassage();
  return found;
}

function rankOf(folded: string): number {
  let rank = 9;
  for (const { form, symbols } of readingsOf(folded)) {
    if (isWord(form, symbols)) return 0;
    const holes = symbols.filter((each) => each === erased).length;
    rank = Math.min(rank, (form.lengths.includes(symbols.length) ? 1 : 4) + holes);
  }
  return rank;
}

export type Reading = { readonly form: Form; readonly symbols: number[] };

/**
 * The forms that a folded text can be of, nearest first. All digits are a code of digits. A code of letters has two letters at
 * least, so one that lost a letter to a slip still has one; none of its letters is read as a digit, so no text is good in both.
 */
export function readingsOf(folded: string): Reading[] {
  const readings: Reading[] = [];
  for (const form of [forms.digits, forms.letters]) {
    const [shortest, longest] = [form.lengths[0]! - 1, form.lengths.at(-1)! + 1];
    if (folded.length < shortest || folded.length > longest) continue;
    if (form.name === 'letters' && !/[A-Z]/.test(folded)) continue;
    const symbols = symbolsOf(form, folded);
    if (symbols.filter((each) => each === erased).length <= 2) readings.push({ form, symbols });
  }
  return readings;
}

/** The words that a folded text is exactly: normal forms that pass their checks. None or one. */
export function exactWordsOf(folded: string): string[] {
  return readingsOf(folded).flatMap(({ form, symbols }) => {
    const text = form.lengths.includes(symbols.length) && isWord(form, symbols) ? textOf(form, symbols) : null;
    return text !== null && isIssuable(form, text) ? [text] : [];
  });
}

/** Whether a word may be one of its form: a code of letters shows that it is one. */
export function isIssuable(form: Form, text: string): boolean {
  return form.name === 'digits' || (text.match(/[A-Z]/g)?.length ?? 0) >= 2;
}
