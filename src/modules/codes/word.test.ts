import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactWordsOf, foldCode, isIssuable, readingsOf } from './fold.ts';
import { codeKey, createPermutation } from './permutation.ts';
import { createRefusal, refusedWords } from './refused.ts';
import { capacityOf, guessOdds, lengthFor, oddsBounds, plannedUnlessTold, wordsOf } from './space.ts';
import { encode, erased, forms, groupCode, isWord, neighboursOf, payloadsOf, symbolsOf, textOf, type Form } from './word.ts';

const allForms = Object.values(forms);
const lengthOf = (form: Form) => fc.constantFrom(...form.lengths);
/** A word of any length of a form, with a place and its symbols. */
const wordOf = (form: Form) =>
  lengthOf(form)
    .chain((length) => fc.integer({ min: 0, max: payloadsOf(form, length) - 1 }).map((payload) => encode(form, length, payload)))
    .filter((word) => word !== null);
const placed = (form: Form) => wordOf(form).chain((word) => fc.record({ word: fc.constant(word), place: fc.nat(word.length - 1) }));
const symbolOf = (form: Form) => fc.nat(form.alphabet.length - 1);

describe.each(allForms)('words of $name', (form) => {
  test('pass their checks, and every payload has its own', () => {
    fc.assert(fc.property(wordOf(form), (word) => isWord(form, symbolsOf(form, word))));
    fc.assert(
      fc.property(fc.tuple(lengthOf(form), fc.nat(), fc.nat()), ([length, a, b]) => {
        const [one, two] = [encode(form, length, a % 10_000), encode(form, length, b % 10_000)];
        return a % 10_000 === b % 10_000 || one === null || one !== two;
      }),
    );
  });

  test('a single wrong symbol is noticed, and leads back to that word and no other wrong symbol does', () => {
    fc.assert(
      fc.property(placed(form), symbolOf(form), ({ word, place }, wrong) => {
        const right = symbolsOf(form, word);
        fc.pre(right[place] !== wrong);
        const typed = right.with(place, wrong);
        expect(isWord(form, typed)).toBe(false);
        expect(neighboursOf(form, typed)).toContain(word);
        const onePlaceAway = neighboursOf(form, typed).filter(
          (other) => other.length === word.length && symbolsOf(form, other).filter((symbol, i) => symbol !== typed[i]).length === 1,
        );
        expect(onePlaceAway).toEqual([word]);
      }),
      { numRuns: 500 },
    );
  });

  test('symbols that swapped places are noticed, are no single wrong symbol, and lead back when they were neighbours', () => {
    fc.assert(
      fc.property(wordOf(form), fc.nat(), fc.nat(), (word, a, b) => {
        const right = symbolsOf(form, word);
        const [i, j] = [a % right.length, b % right.length];
        fc.pre(right[i] !== right[j]);
        const typed = right.with(i, right[j]!).with(j, right[i]!);
        expect(isWord(form, typed)).toBe(false);
        const near = neighboursOf(form, typed).filter((other) => other.length === word.length);
        for (const other of near) expect(symbolsOf(form, other).filter((symbol, k) => symbol !== typed[k]).length).toBeGreaterThan(1);
        if (Math.abs(i - j) <= 2) expect(near).toContain(word);
      }),
      { numRuns: 500 },
    );
  });

  test('up to two symbols that cannot be read are solved, and three are not', () => {
    fc.assert(
      fc.property(wordOf(form), fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 }), (word, places) => {
        const typed = symbolsOf(form, word).map((symbol, i) => (places.includes(i) ? erased : symbol));
        const near = neighboursOf(form, typed).filter((other) => other.length === word.length);
        expect(near).toEqual(places.length <= 2 ? [word] : []);
      }),
    );
  });

  test('one symbol too few or too many leads back', () => {
    fc.assert(
      fc.property(placed(form), symbolOf(form), ({ word, place }, extra) => {
        const right = symbolsOf(form, word);
        expect(neighboursOf(form, right.toSpliced(place, 1))).toSatisfy(
          (near: string[]) => near.includes(word) || isWord(form, right.toSpliced(place, 1)),
        );
        const more = right.toSpliced(place, 0, extra);
        expect(neighboursOf(form, more)).toSatisfy(
          (near: string[]) => near.includes(word) || (form.lengths.includes(more.length) && isWord(form, more)),
        );
      }),
    );
  });

  test('never have more neighbours than a question to the database has room for, in practice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: erased, max: form.alphabet.length - 1 }), { minLength: 6, maxLength: 12 }), (typed) => {
        expect(neighboursOf(form, typed).length).toBeLessThanOrEqual(16);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what people type', () => {
  const word = 'K7MDW4P';
  const good = ((): string => {
    for (let payload = 123_456; ; payload++) {
      const made = encode(forms.letters, 7, payload)!;
      if (isIssuable(forms.letters, made)) return made;
    }
  })();

  test('is read in full width, any case, with spaces, hyphens and words around it', () => {
    const wide = [...good].map((sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)).join('');
    for (const typed of [
      good,
      good.toLowerCase(),
      wide,
      groupCode(good),
      [...good].join(' '),
      `${good.slice(0, 3)} ${good.slice(3)}`,
      `${good.slice(0, 3)}–${good.slice(3)}`,
      `搜索码：${good}`,
      `搜索码【${groupCode(good)}】，看《重生之门》全集`,
      `第一集搜索码${good.toLowerCase()}看全集`,
      `code: ${groupCode(good)}. Watch all 80 episodes now!`,
      `Search ${good} in the app`,
      `\u200b${good}\ufeff`,
      `“${good}”`,
      `#${good}`,
    ])
      expect(exactWordsOf(foldCode(typed)), typed).toEqual([good]);
  });

  test('is read in Chinese numerals, and with letters that look like digits where codes have digits only', () => {
    const digits = ((): string => {
      for (let payload = 100_000; ; payload++) {
        const made = encode(forms.digits, 8, payload);
        if (made?.includes('0') && made.includes('1') && made.includes('5')) return made;
      }
    })();
    const chinese = [...digits].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');
    const formal = [...digits].map((digit) => '〇壹贰叁肆伍陆柒捌玖'[Number(digit)]).join('');
    const misread = digits.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('5', 'S');
    for (const typed of [digits, chinese, formal, misread, `口令：${chinese}`])
      expect(exactWordsOf(foldCode(typed)), typed).toEqual([digits]);
  });

  test('folded twice is folded once, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 250 }),
          fc.string({ maxLength: 60 }),
          fc.string({ unit: 'binary', maxLength: 60 }),
        ),
        (text) => {
          const once = foldCode(text);
          expect(once).toMatch(/^[0-9A-Z]{0,24}$/);
          expect(foldCode(once)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('is a code of one form at most, so that no text is good twice', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{7,11}$/), (text) => {
        expect(exactWordsOf(text).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(wordOf(forms.letters), (text) => {
        fc.pre(isIssuable(forms.letters, text));
        expect(exactWordsOf(text)).toEqual([text]);
        // A slip that makes a digit of a letter still leaves one letter, by which the form is known.
        const typed = [...text]
          .with(
            [...text].findIndex((sign) => /[A-Z]/.test(sign)),
            '3',
          )
          .join('');
        expect(readingsOf(typed).map(({ form }) => form.name)).toContain('letters');
      }),
    );
  });

  test('is bounded, and nonsense is nobody', () => {
    expect(foldCode('')).toBe('');
    expect(foldCode('看全集')).toBe('');
    expect(exactWordsOf(foldCode('x'.repeat(1_000_000)))).toEqual([]);
    expect(readingsOf(word.repeat(3))).toEqual([]);
  });
});

describe('the permutation', () => {
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  test('is FF1 as NIST SP 800-38G has it: its samples 1, 2, 4 and 7', () => {
    const aes128 = hex('2B7E151628AED2A6ABF7158809CF4F3C');
    const aes192 = hex('2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F');
    const aes256 = hex('2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94');
    expect(createPermutation(aes128, 10, 10)([123_456_789])).toEqual([2_433_477_484]);
    expect(createPermutation(aes128, 10, 10, hex('39383736353433323130'))([123_456_789])).toEqual([6_124_200_773]);
    expect(createPermutation(aes192, 10, 10)([123_456_789])).toEqual([2_830_668_132]);
    expect(createPermutation(aes256, 10, 10)([123_456_789])).toEqual([6_657_667_009]);
  });

  test.each([
    [10, 4],
    [23, 3],
    [10, 5],
  ])('of radix %i and %i digits reaches every number once', (radix, digits) => {
    const size = radix ** digits;
    const reached = new Set(
      createPermutation(codeKey('any secret of any house'), radix, digits)(Array.from({ length: size }, (_, i) => i)),
    );
    expect(reached.size).toBe(size);
    expect(Math.max(...reached)).toBe(size - 1);
  });

  test('is another with another key, and refuses what is outside', () => {
    const [one, two] = ['one', 'two'].map((secret) => createPermutation(codeKey(secret), 23, 5)([1, 2, 3]));
    expect(one).not.toEqual(two);
    for (const outside of [-1, 23 ** 5, 1.5, Number.NaN])
      expect(() => createPermutation(codeKey('one'), 23, 5)([outside])).toThrow(RangeError);
    expect(() => createPermutation(codeKey('one'), 23, 12)).toThrow(RangeError);
  });
});

describe('words that no code may be', () => {
  test.each(allForms)('every listed word of $name can come up, and is refused wherever it stands', (form) => {
    const refused = createRefusal(form.name, form.alphabet);
    const readAs = new Map(Object.entries({ Z: '2', E: '3', A: '4', S: '5', G: '6', T: '7', B: '8', U: 'V' }));
    const filler = form.name === 'digits' ? '6' : 'H';
    for (const word of refusedWords[form.name]) {
      const typed = [...word].map((sign) => (form.alphabet.includes(sign) ? sign : readAs.get(sign))).join('');
      expect(textOf(form, symbolsOf(form, typed)), word).toBe(typed);
      expect(refused(typed + filler), word).toBe(true);
      expect(refused(filler + typed), word).toBe(true);
    }
  });

  test('an ordinary code is refused by no list, and patterns are', () => {
    const letters = createRefusal('letters', forms.letters.alphabet);
    const digits = createRefusal('digits', forms.digits.alphabet);
    expect([letters('K7MDW4P'), letters('R9XVP3C'), digits('62907315')]).toEqual([false, false, false]);
    expect([letters('KKKK7MD'), letters('HJKMN7P'), digits('62222907'), digits('12345907'), digits('90776543')]).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(letters('PFVCKX7'), 'V is read as U').toBe(true);
    expect(createRefusal('letters', forms.letters.alphabet, ['tv-x'])('K7TVXMD')).toBe(true);
  });
});

describe('the length of codes', () => {
  test('is the shortest that holds the plan at the odds that are promised', () => {
    const none = new Map<number, number>();
    expect(lengthFor('letters', plannedUnlessTold, none)).toBe(7);
    expect(lengthFor('letters', 1_000_000, none)).toBe(8);
    expect(lengthFor('letters', 10_000_000, none)).toBe(9);
    expect(lengthFor('digits', plannedUnlessTold, none)).toBe(9);
    expect(lengthFor('digits', 10_000_000, none)).toBe(11);
    for (const form of allForms) {
      for (const length of form.lengths) {
        expect(guessOdds(capacityOf(form, length), wordsOf(form, length))).toBeGreaterThanOrEqual(oddsBounds[form.name]);
      }
    }
  });

  test('grows when it is full, comes back when there is room, and never ends', () => {
    const full = capacityOf(forms.letters, 7);
    expect(lengthFor('letters', 1000, new Map([[7, full - 1]]))).toBe(7);
    expect(lengthFor('letters', 1000, new Map([[7, full]]))).toBe(8);
    const everythingFull = new Map(forms.digits.lengths.map((length) => [length, 1e12]));
    expect(lengthFor('digits', 1000, everythingFull)).toBe(11);
    expect(guessOdds(0, 100)).toBeNull();
  });
});

test('codes are shown in groups of three and four', () => {
  expect(['K7MDW4P', 'K7MDW4P9', 'K7MDW4P9X', 'K7MDW4P9XY', '12345678901'].map(groupCode)).toEqual([
    'K7M-DW4P',
    'K7MD-W4P9',
    'K7M-DW4-P9X',
    'K7M-DW4-P9XY',
    '123-4567-8901',
  ]);
});
