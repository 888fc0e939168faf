/**
 * Words that are codes: Reed–Solomon codewords with two check symbols over a prime field, so that any two differ in at least
 * three places. A single mistyped symbol is therefore always noticed and leads back to one word only; symbols that swapped
 * places are always noticed too, and told apart from a mistyped one by their syndrome; two unreadable symbols are solved.
 *
 * A word of n symbols c₀…cₙ₋₁ is good when Σ cᵢ ≡ 0 and Σ i·cᵢ ≡ 0 modulo p. One wrong symbol by e at place i gives the
 * syndrome (e, i·e): its quotient is the place. A swap gives (0, ≠ 0), which no single wrong symbol does.
 */
import type { codeForms } from './contract.ts';

export type CodeForm = (typeof codeForms)[number];

export type Form = {
  readonly name: CodeForm;
  readonly alphabet: string;
  /** The field's size; of the digits' eleven elements the last has no digit, and words that need it are not issued. */
  readonly prime: number;
  /** Lengths that words may have, shortest first; no longer than the field has places. */
  readonly lengths: readonly number[];
  /** Characters that are read as one of the alphabet, as they look the same on a screen or in a hand. */
  readonly lookAlikes: Readonly<Record<string, string>>;
};

export const checkSymbols = 2;

/**
 * Letters: no vowels, so that no words come about, and of each look-alike pair the one that stays is read for both
 * (B as 8, G as 6, S as 5, U as V, Z as 2). 0 O Q and 1 I L are nobody's: whoever types one misread something.
 */
const letters: Form = {
  name: 'letters',
  alphabet: '23456789CDFHJKMNPRTVWXY',
  prime: 23,
  lengths: [7, 8, 9, 10],
  lookAlikes: { B: '8', G: '6', S: '5', U: 'V', Z: '2' },
};
const digits: Form = {
  name: 'digits',
  alphabet: '0123456789',
  prime: 11,
  lengths: [8, 9, 10, 11],
  lookAlikes: { O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' },
};
export const forms: Readonly<Record<CodeForm, Form>> = { letters, digits };

/** The symbol of a place that could not be read. */
export const erased = -1;

const values: Record<CodeForm, ReadonlyMap<string, number>> = { letters: valuesOf(letters), digits: valuesOf(digits) };
function valuesOf(form: Form): Map<string, number> {
  const found = new Map([...form.alphabet].map((sign, value) => [sign, value]));
  for (const [sign, read] of Object.entries(form.lookAlikes)) found.set(sign, found.get(read)!);
  return found;
}

const inverses = new Map([letters, digits].map(({ prime }) => [prime, inversesOf(prime)]));
function inversesOf(prime: number): number[] {
  return Array.from({ length: prime }, (_, a) => Array.from({ length: prime }, (__, x) => x).find((x) => (a * x) % prime === 1) ?? 0);
}
const divide = (prime: number, a: number, b: number): number => (modulo(prime, a) * inverses.get(prime)![modulo(prime, b)]!) % prime;
const modulo = (prime: number, value: number): number => ((value % prime) + prime) % prime;

/** The symbols of a folded text (0–9, A–Z); what the form does not know is `erased`. */
export function symbolsOf(form: Form, folded: string): number[] {
  return [...folded].map((sign) => values[form.name].get(sign) ?? erased);
}

/** The normal form of symbols that are all in the alphabet; null when one is not. */
export function textOf(form: Form, symbols: readonly number[]): string | null {
  let text = '';
  for (const symbol of symbols) {
    const sign = form.alphabet[symbol];
    if (sign === undefined) return null;
    text += sign;
  }
  return text;
}

/** (Σ cᵢ, Σ i·cᵢ) modulo the prime; both 0 for a good word. */
function syndromesOf(prime: number, symbols: readonly number[]): [number, number] {
  let [sum, weighted] = [0, 0];
  symbols.forEach((symbol, place) => {
    sum += symbol;
    weighted += place * symbol;
  });
  return [modulo(prime, sum), modulo(prime, weighted)];
}

export function isWord(form: Form, symbols: readonly number[]): boolean {
  if (symbols.includes(erased)) return false;
  const [sum, weighted] = syndromesOf(form.prime, symbols);
  return sum === 0 && weighted === 0;
}

/** How many payloads words of a length have. */
export function payloadsOf(form: Form, length: number): number {
  return form.alphabet.length ** (length - checkSymbols);
}

/** The word of a payload, its first symbols being the payload's digits; null where a check symbol has no sign. */
export function encode({ alphabet, prime }: Form, length: number, payload: number): string | null {
  const size = alphabet.length;
  let [text, sum, weighted, rest] = ['', 0, 0, payload];
  for (let place = length - checkSymbols - 1; place >= 0; place--) {
    const symbol = rest % size;
    rest = (rest - symbol) / size;
    text = alphabet[symbol]! + text;
    sum += symbol;
    weighted += place * symbol;
  }
  // x + y = −sum and (n−2)·x + (n−1)·y = −weighted: the places differ by one, so nothing is divided.
  const last = modulo(prime, (length - 2) * sum - weighted);
  const first = modulo(prime, -sum - last);
  return first < size && last < size ? text + alphabet[first]! + alphabet[last]! : null;
}

/** The one word that has these symbols where they could be read: one or two places are solved; null where there is none. */
function solve(form: Form, symbols: readonly number[]): number[] | null {
  const { prime } = form;
  const holes = symbols.flatMap((symbol, place) => (symbol === erased ? [place] : []));
  if (holes.length === 0 || holes.length > checkSymbols) return null;
  const filled = symbols.map((symbol) => (symbol === erased ? 0 : symbol));
  const [sum, weighted] = syndromesOf(prime, filled);
  const [first, second] = holes as [number, number | undefined];
  if (second === undefined) filled[first] = modulo(prime, -sum);
  else {
    // x + y = −sum and first·x + second·y = −weighted.
    filled[second] = divide(prime, first * sum - weighted, second - first);
    filled[first] = modulo(prime, -sum - filled[second]);
  }
  return isWord(form, filled) && filled.every((symbol) => symbol < form.alphabet.length) ? filled : null;
}

/**
 * The words that one slip of a hand turns into what was typed: a wrong symbol, two neighbours or the two beside one
 * exchanged, a pair typed as another pair, a symbol too few or too many; or up to two symbols that no code has. Each once,
 * as normal forms; a text that is itself a word has none.
 */
export function neighboursOf(form: Form, symbols: readonly number[]): string[] {
  const found = new Set<string>();
  const add = (candidate: readonly number[] | null): void => {
    const text = candidate && isWord(form, candidate) && textOf(form, candidate);
    if (text) found.add(text);
  };
  const { length } = symbols;
  const readable = !symbols.includes(erased);
  if (form.lengths.includes(length)) {
    if (readable && isWord(form, symbols)) return [];
    if (readable) for (const candidate of replacements(form, symbols)) add(candidate);
    else add(solve(form, symbols));
  }
  if (readable && form.lengths.includes(length + 1))
    for (let place = 0; place <= length; place++) add(solve(form, symbols.toSpliced(place, 0, erased)));
  if (form.lengths.includes(length - 1)) for (let place = 0; place < length; place++) add(symbols.toSpliced(place, 1));
  return [...found];
}

function* replacements(form: Form, symbols: readonly number[]): Generator<number[]> {
  const { prime } = form;
  const [sum, weighted] = syndromesOf(prime, symbols);
  if (sum !== 0) {
    const place = divide(prime, weighted, sum);
    if (place < symbols.length) yield symbols.with(place, modulo(prime, symbols[place]! - sum));
    // Both of a pair are off by the same: (2e, (2i + 1)·e).
    for (let first = 0; first + 1 < symbols.length; first++) {
      if (symbols[first] !== symbols[first + 1]) continue;
      const right = modulo(prime, symbols[first]! - divide(prime, sum, 2));
      yield symbols.with(first, right).with(first + 1, right);
    }
    return;
  }
  for (const distance of [1, 2])
    for (let place = 0; place + distance < symbols.length; place++)
      yield symbols.with(place, symbols[place + distance]!).with(place + distance, symbols[place]!);
}

/** A code in groups of three and four, as people read and say it: `K7M-D2PX`, `4821-093-764`. */
export function groupCode(code: string): string {
  const fours = [0, 1, 2, 3].find((count) => (code.length - count * 4) % 3 === 0) ?? 0;
  const threes = (code.length - fours * 4) / 3;
  // Threes first, as telephone numbers are said.
  const sizes = [...Array.from({ length: threes }, () => 3), ...Array.from({ length: fours }, () => 4)];
  let at = 0;
  return sizes.map((size) => code.slice(at, (at += size))).join('-');
}
