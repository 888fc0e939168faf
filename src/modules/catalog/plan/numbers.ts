/** Episode numbers as people write them into names. */

import { chineseDigits } from '../../../platform/chinese-digits.ts';

export type NumberFound = { number: number } | { range: true } | null;

const unitsOf: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const chinese = '零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟廿卅';

/** A Chinese numeral from 0 to 9999, also read digit by digit (`一二` is 12) and short (`一百二` is 120); null for anything else. */
export function readChineseNumber(text: string): number | null {
  const word = text.replaceAll('廿', '二十').replaceAll('卅', '三十');
  if (word === '' || [...word].some((character) => !(character in chineseDigits) && !(character in unitsOf))) return null;
  if ([...word].every((character) => character in chineseDigits))
    return Number([...word].map((character) => chineseDigits[character]).join(''));
  let total = 0;
  let digit: number | null = null;
  let lastUnit = 0;
  for (const character of word) {
    if (character in chineseDigits) {
      digit = chineseDigits[character]!;
      if (digit === 0) lastUnit = 10;
      continue;
    }
    lastUnit = unitsOf[character]!;
    total += (digit ?? 1) * lastUnit;
    digit = null;
  }
  // 一百二 is 120, yet 一百零二 is 102.
  return total + (digit ?? 0) * (lastUnit >= 100 ? lastUnit / 10 : 1);
}

/** A Chinese numeral below 10,000 as it is written out. */
export function writeChineseNumber(value: number): string {
  const digits = '零一二三四五六七八九';
  let text = '';
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit > 0) text += digits[digit] + name;
    else if (text !== '' && !text.endsWith('零') && value % unit > 0) text += '零';
  }
  return text.replace(/^一十/, '十') || '零';
}

// Bounded in every repetition: names are strangers' texts.
const range = new RegExp(
  `(?:第\\s{0,3}|^|[^\\d全共])(?:\\d{1,4}|[${chinese}]{1,6})\\s{0,3}(?:集|话|話|回)?\\s{0,3}[-~–—至到]\\s{0,3}(?:第\\s{0,3})?(?:\\d{1,4}|[${chinese}]{1,6})\\s{0,3}[集话話回]|(?<![a-z0-9])(?:ep|e)\\s?\\d{1,4}\\s?[-~–—]\\s?(?:ep|e)?\\s?\\d{1,4}(?![0-9a-z])`,
  'iu',
);
const ordinal = new RegExp(`第\\s{0,3}(\\d{1,4}|[${chinese}]{1,8})\\s{0,3}[集话話回期]`, 'u');
const counted = /(?<![全共\d])\s{0,3}(\d{1,4})\s{0,2}[集话話](?!全)/u;
const seasonEpisode = /(?<![a-z0-9])s\d{1,2}\s?[._-]?\s?e(?:p)?\s?(\d{1,4})(?!\d)/i;
const episodeWord = /(?<![a-z])(?:episode|ep|e)\s?[._#-]?\s?(\d{1,4})(?![0-9a-z])/i;
const episodeVersion = /(?<![a-z])(?:episode|ep|e)\s?[._#-]?\s?(\d{1,4})v\d(?![0-9a-z])/i;

/** A number that says of itself that it counts an episode: `第12集`, `第十二集`, `12集`, `S01E12`, `EP12`, `E12`. */
export function explicitNumber(stem: string): NumberFound {
  if (range.test(stem)) return { range: true };
  const word = ordinal.exec(stem)?.[1];
  const spoken = word === undefined ? null : /^\d/.test(word) ? Number(word) : readChineseNumber(word);
  const digits =
    spoken ?? seasonEpisode.exec(stem)?.[1] ?? episodeVersion.exec(stem)?.[1] ?? episodeWord.exec(stem)?.[1] ?? counted.exec(stem)?.[1];
  return digits === undefined ? null : inBounds(Number(digits));
}

function inBounds(number: number): NumberFound {
  return number >= 1 && number <= 2000 ? { number } : null;
}

// What else has digits: sizes of pictures, codecs, rates, sums, dates, years, copies, seasons, and how many episodes there are in all.
const noise: readonly RegExp[] = [
  /[[(（【]\s{0,2}[0-9a-f]{8}\s{0,2}[\])）】]/gi,
  /(?<![0-9a-z])[0-9a-f]{16,128}(?![0-9a-z])/gi,
  /(?<!\d)\d{3,5}\s?[x×*]\s?\d{3,5}(?!\d)/gi,
  /(?<!\d)\d{3,4}[pi](?![a-z])/gi,
  /(?<![0-9a-z])[248]k(?![a-z])/gi,
  /(?<![a-z])[hx]\.?26[456](?!\d)/gi,
  /(?<![a-z])(?:aac|ac3|dts|ddp|mp|hevc|avc|av|hdr|vp)\s?-?\d{1,2}(?:\.\d)?(?!\d)/gi,
  /(?<!\d)\d{1,2}\s?bit(?![a-z])/gi,
  /(?<!\d)\d{1,3}(?:\.\d{1,3})?\s?fps(?![a-z])/gi,
  /(?<!\d)\d{1,6}(?:\.\d{1,2})?\s?(?:kbps|mbps|kb|mb|gb|khz|hz)(?![a-z])/gi,
  /(?<!\d)(?:19|20)\d{2}[-._年/]\d{1,2}[-._月/]\d{1,2}日?(?!\d)/g,
  /(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[-_ ]?\d{4,6})?(?!\d)/g,
  /(?<![a-z0-9])s(?:eason)?\s?\d{1,2}(?![0-9a-z])/gi,
  /第\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}[季部]/gu,
  /[全共]\s{0,2}(?:\d{1,4}|[一二三四五六七八九十百]{1,6})\s{0,2}[集话話]/gu,
  /[([（【]\s{0,2}\d{1,2}\s{0,2}[)\]）】]$/g,
  /(?<![a-z])v\d{1,2}(?![0-9a-z])/gi,
  // A number inside a long one is no episode.
  /\d{5,}/g,
];
const year = /(?<!\d)(?:19|20)\d{2}(?!\d)年?/g;

/** Numbers that may count an episode, with where they stand: what is left when everything else with digits is taken away. */
export function looseNumbers(stem: string): { value: number; lead: string }[] {
  let text = stem;
  for (const expression of noise) text = text.replace(expression, (match) => ' '.repeat(match.length));
  // A bracketed number at the end is a copy's, unless it is the only one.
  if (!/\d/.test(text)) text = stem.replace(/[([（【]\s{0,2}(\d{1,2})\s{0,2}[)\]）】]$/, ' $1 ').replace(/\d{5,}/g, '');
  const withoutYears = text.replace(year, (match) => ' '.repeat(match.length));
  if (/\d/.test(withoutYears)) text = withoutYears;
  return [...text.matchAll(/\d{1,4}/g)].map((match) => ({
    value: Number(match[0]),
    lead: text.slice(0, match.index).replace(/\d+/g, '0'),
  }));
}
