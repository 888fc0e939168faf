import { createPermutation } from './permutation.ts';
import { createRefusal } from './refused.ts';
import { encode, forms, payloadsOf, type CodeForm, type Form } from './word.ts';
import { isIssuable } from './fold.ts';

/**
 * At most one in so many well-formed words of a length is active. It bounds what a guesser finds who knows the rule, and how
 * often two slips at once meet somebody else's code. Digits have eleven places at most, so theirs is less strict.
 */
export const oddsBounds: Readonly<Record<CodeForm, number>> = { letters: 100, digits: 64 };
/** What an installation is taken to plan where nobody said so. */
export const plannedUnlessTold = 50_000;

const sampleSize = 20_000;
const shares = new Map<string, number>();

/** The part of the payloads whose word exists and is refused by no list of the house, from a sample that is the same each time. */
function usableShare(form: Form, length: number): number {
  const key = `${form.name} ${length}`;
  let share = shares.get(key);
  if (share === undefined) {
    const refused = createRefusal(form.name, form.alphabet);
    const permute = createPermutation(new Uint8Array(32), form.alphabet.length, length - 2);
    const words = permute(Array.from({ length: sampleSize }, (_, i) => i)).map((payload) => encode(form, length, payload));
    share = words.filter((word) => word !== null && isIssuable(form, word) && !refused(word)).length / sampleSize;
    shares.set(key, share);
  }
  return share;
}

/** Words of a length that can be issued, about. */
export function wordsOf(form: Form, length: number): number {
  return Math.floor(payloadsOf(form, length) * usableShare(form, length));
}

/** How many words of a length may be active at once. */
export function capacityOf(form: Form, length: number): number {
  return Math.floor(wordsOf(form, length) / oddsBounds[form.name]);
}

/**
 * The length of the next code: the shortest that holds what is planned and has room. Where every length is full the longest
 * goes on, as no code at all is worse than a word that is easier to guess.
 */
export function lengthFor(formName: CodeForm, planned: number, active: ReadonlyMap<number, number>): number {
  const form = forms[formName];
  const fits = form.lengths.find((length) => {
    const capacity = capacityOf(form, length);
    return capacity >= planned && (active.get(length) ?? 0) < capacity;
  });
  return fits ?? form.lengths.findLast((length) => (active.get(length) ?? 0) < capacityOf(form, length)) ?? form.lengths.at(-1)!;
}

/** One in so many: the odds that a guess hits one of `active` among `words`; null where nothing can be hit. */
export function guessOdds(active: number, words: number): number | null {
  return active === 0 ? null : Math.max(1, Math.floor(words / active));
}
