import { chineseDigits } from '../../../platform/chinese-digits.ts';
import { decimalOf, type Decimal } from './decimal.ts';

/** A number as written, before its scale and unit are looked at. */
export type Numeral = {
  readonly start: number;
  readonly end: number;
  readonly value: Decimal;
  /** Set of “2-3” in one word (两三百, 七八成): the upper end. */
  readonly upper: Decimal | null;
  /** 数千, “several thousand”, “tens of”: only a low end is said. */
  readonly open: boolean;
  readonly written: 'digits' | 'words' | 'financial';
  /**
   * `bare` is a scale alone (百万, 亿), a number only where a bound or 级 says so; `article` is 一 or “a”, which mostly mean no number;
   * `weak` a word that is a number only with a scale or a unit.
   */
  readonly kind: 'plain' | 'bare' | 'article' | 'weak';
};

const placeValues: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 拾: 1, 佰: 2, 仟: 3 };
const smallWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
/** zero to nineteen by their English words. */
export const englishCounts: Readonly<Record<string, number>> = Object.fromEntries(smallWords.map((word, value) => [word, value]));
const tensWords = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const oneSmall = smallWords.toReversed().join('|');
const oneTens = tensWords.join('|');
const underHundred = `(?:(?:${oneTens})(?:[- ](?:${smallWords.slice(1, 10).join('|')}))?|${oneSmall})`;
const scaleSoon = '(?=[ -](?:hundred|thousand|million|billion|trillion)s?\\b)';
const englishNumber =
  `(?:(?:half a|a|one|two|three|four|five|six) dozen|half a(?= (?:million|billion|trillion|thousand))|half-(?=(?:million|billion|trillion)\\b)|(?:a|one|three)[- ]quarters? of a(?= (?:million|billion|trillion))|(?:tens|dozens|scores|hundreds|thousands|millions|billions) of(?: (?:thousands|millions|billions) of)?(?: (?:thousands|millions|billions))?` +
  `|in the (?:(?:tens|hundreds) of )?(?:thousands|millions|billions|trillions)` +
  `|(?:several|a few|many|a couple of)(?: (?:hundred|dozen))?(?= (?:hundred|thousand|million|billion|dozen))|(?:several|a few) (?:hundred|dozen)` +
  `|(?:a|an)${scaleSoon}(?: hundred)?(?: and ${underHundred})?|${underHundred}(?:[ -]hundred(?: (?:and )?${underHundred})?)?(?: point (?:${smallWords.slice(0, 10).join('|')})| and (?:a|one)[ -](?:half|quarter))?)`;
const numeral = new RegExp(
  `(?<mixed>\\d{1,3} ?(?:½|1\\/2(?!\\d)))|(?<digits>\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)` +
    `|(?<vague>(?:好几|上|数|几|成)(?=[十百千万亿](?!字|据|智))[十百千]*|十几|几)(?=[万亿多余个部家人名位款集条组次天元倍成十百千])` +
    `|(?<financial>[零壹贰叁肆伍陆柒捌玖拾佰仟]+)|(?<words>[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?|(?=[万亿])(?<![\\d.零〇一二两三四五六七八九十百千多余几万亿 ]))` +
    `|\\b(?<english>${englishNumber})(?:\\b|(?<=-))|(?<=\\bthe )(?<mark>)(?=(?:million|billion|trillion)-(?:yuan|dollar|rupee|won|euro|download|view|user)s?\\b)`,
  'gi',
);

/** Every stretch of the folded text that might be a number, from left to right. */
export function* numeralsIn(text: string): Generator<Numeral> {
  numeral.lastIndex = 0;
  for (let found = numeral.exec(text); found; found = numeral.exec(text)) {
    const { mixed, digits, vague, financial, words, english, mark } = found.groups!;
    const at = { start: found.index, end: found.index + found[0].length };
    if (numeral.lastIndex === found.index) numeral.lastIndex += 1;
    if (mixed !== undefined)
      yield {
        ...at,
        value: { units: BigInt(`${Number.parseInt(mixed, 10)}5`), exponent: -1 },
        upper: null,
        open: false,
        written: 'digits',
        kind: 'plain',
      };
    // “the billion-yuan mark”: one of them.
    else if (mark !== undefined)
      yield { ...at, value: { units: 1n, exponent: 0 }, upper: null, open: false, written: 'words', kind: 'plain' };
    else if (digits !== undefined) yield { ...at, value: decimalOf(digits), upper: null, open: false, written: 'digits', kind: 'plain' };
    else if (vague !== undefined)
      yield { ...at, value: vagueOf(vague), upper: null, open: true, written: 'words', kind: vague === '几' ? 'bare' : 'plain' };
    else if (financial !== undefined) yield* chineseOf(financial, at, 'financial');
    else if (words !== undefined) yield* chineseOf(words, at, 'words');
    else if (english !== undefined) yield englishOf(english.toLowerCase(), at);
  }
}

/** 数千 is a thousand and more, 几十 ten, 上百 a hundred, 十几 ten. */
function vagueOf(text: string): Decimal {
  let exponent = 0;
  for (const sign of text) exponent += placeValues[sign] ?? 0;
  return { units: 1n, exponent };
}

function* chineseOf(text: string, at: { start: number; end: number }, written: 'words' | 'financial'): Generator<Numeral> {
  if (text === '') return yield { ...at, value: { units: 1n, exponent: 0 }, upper: null, open: false, written, kind: 'bare' };
  const both =
    /^([一二两三四五六七八九])([二三四五六七八九])([十百千]?)$/.exec(text) ?? /^(十)([一二三四五六七八九])([二三四五六七八九])$/.exec(text);
  if (both && text[0] !== '十' && chineseDigits[both[2]!] === chineseDigits[both[1]!]! + 1) {
    const exponent = placeValues[both[3]!] ?? 0;
    const value = (sign: string) => ({ units: BigInt(chineseDigits[sign]!), exponent });
    return yield { ...at, value: value(both[1]!), upper: value(both[2]!), open: false, written, kind: 'plain' };
  }
  // 六百四五十亿: 640 to 650.
  const near = /^([一二两三四五六七八九])([百千])([一二三四五六七八九])([二三四五六七八九])([十百])$/.exec(text);
  if (near && chineseDigits[near[4]!] === chineseDigits[near[3]!]! + 1 && placeValues[near[2]!] === placeValues[near[5]!]! + 1) {
    const end = (sign: string) => ({
      units: BigInt(chineseDigits[near[1]!]! * 10 + chineseDigits[sign]!),
      exponent: placeValues[near[5]!]!,
    });
    return yield { ...at, value: end(near[3]!), upper: end(near[4]!), open: false, written, kind: 'plain' };
  }
  const value = chineseValue(text);
  if (value) yield { ...at, value, upper: null, open: false, written, kind: kindOfChinese(text) };
}

function kindOfChinese(text: string): Numeral['kind'] {
  if (text === '一') return 'article';
  if (text === '百' || text === '千' || text === '百千') return 'bare';
  return 'weak';
}

/** 三千六百 → 36 × 10², 二〇二四 → 2024, 三点六八 → 3.68; null for what is no number (一一, 百百). */
export function chineseValue(text: string): Decimal | null {
  if (!/^[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟点]+$/.test(text)) return null;
  const [whole, part] = text.split('点') as [string, string | undefined];
  if (part !== undefined) {
    const front = whole === '' ? null : chineseValue(whole);
    if (!front) return null;
    const digits = [...part].map((sign) => chineseDigits[sign] ?? 0).join('');
    return { units: front.units * 10n ** BigInt(front.exponent + digits.length) + BigInt(digits), exponent: -digits.length };
  }
  if (![...whole].some((sign) => sign in placeValues)) {
    if (whole.length > 1 && whole.length !== 4) return null;
    return { units: BigInt([...whole].map((sign) => chineseDigits[sign]!).join('')), exponent: 0 };
  }
  return placed(whole);
}

function placed(text: string): Decimal | null {
  let sum = 0;
  let digit: number | null = null;
  let lastPlace = 4;
  let finest = 0;
  let zero = false;
  for (const sign of text) {
    const place = placeValues[sign];
    if (place === undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = chineseDigits[sign]!;
      if (digit === 0) zero = true;
      continue;
    }
    if (place >= lastPlace || (digit === 0 && place !== 1)) return null;
    sum += (digit || 1) * 10 ** place;
    finest = place;
    lastPlace = place;
    digit = null;
  }
  if (digit !== null && digit !== 0) {
    // 三千六 is 3,600; 三千零六 is 3,006; 二十五 is 25.
    const place: number = zero || lastPlace === 1 ? 0 : lastPlace - 1;
    sum += digit * 10 ** place;
    finest = place;
  }
  return { units: BigInt(sum / 10 ** finest), exponent: finest };
}

function englishOf(text: string, at: { start: number; end: number }): Numeral {
  const plain = (value: Decimal, open: boolean, kind: Numeral['kind'] = 'plain'): Numeral => ({
    ...at,
    value,
    upper: null,
    open,
    written: 'words',
    kind,
  });
  if (text.endsWith(' dozen') && !/^(?:several|a few|many)/.test(text)) {
    const [word] = text.split(' ');
    const dozens = word === 'half' ? 6 : (word === 'a' ? 1 : smallWords.indexOf(word!)) * 12;
    return plain({ units: BigInt(Math.max(dozens, 12 * Number(word !== 'half'))), exponent: 0 }, false, 'weak');
  }
  if (text === 'half a' || text === 'half-') return plain({ units: 5n, exponent: -1 }, false);
  const quarters = /^(a|one|three)[- ]quarters? of a$/.exec(text);
  if (quarters) return plain({ units: quarters[1] === 'three' ? 75n : 25n, exponent: -2 }, false);
  const more = / and (?:a|one)[ -](half|quarter)$/.exec(text);
  if (more) {
    const front = englishValue(text.slice(0, more.index));
    const units = front.units * 10n ** BigInt(front.exponent) * 100n;
    return plain({ units: units + (more[1] === 'half' ? 50n : 25n), exponent: -2 }, false, 'weak');
  }
  if (/\bof\b|^in the|^(?:several|a few|many|a couple)/.test(text)) {
    let exponent = 0;
    for (const word of text.split(' ')) exponent += vaguePowers[word] ?? 0;
    if (text.startsWith('dozens') || text.endsWith('dozen')) return plain({ units: 12n, exponent: 0 }, true);
    return plain(
      {
        units: text.startsWith('scores') || text.startsWith('a couple') ? 2n : 1n,
        exponent: exponent + (text.startsWith('scores') ? 1 : 0),
      },
      true,
    );
  }
  const [whole, part] = text.split(' point ') as [string, string | undefined];
  const value = englishValue(whole);
  if (part !== undefined)
    return plain({ units: value.units * 10n ** BigInt(value.exponent + 1) + BigInt(smallWords.indexOf(part)), exponent: -1 }, false);
  const kind = text === 'one' || text === 'a' || text === 'an' ? 'article' : 'weak';
  return plain(value, false, kind);
}

const vaguePowers: Readonly<Record<string, number>> = {
  tens: 1,
  hundreds: 2,
  hundred: 2,
  thousands: 3,
  millions: 6,
  billions: 9,
  trillions: 12,
};

function englishValue(text: string): Decimal {
  let sum = 0;
  let hundred = false;
  let behind = false;
  for (const word of text.split(/[ -]/)) {
    if (word === 'hundred') {
      sum = (sum || 1) * 100;
      hundred = true;
    } else if (word === 'a' || word === 'an') sum += 1;
    else if (word !== 'and') {
      const small = smallWords.indexOf(word);
      sum += small >= 0 ? small : (tensWords.indexOf(word) + 2) * 10;
      if (hundred) behind = true;
    }
  }
  return hundred && !behind ? { units: BigInt(sum / 100), exponent: 2 } : { units: BigInt(sum), exponent: 0 };
}
