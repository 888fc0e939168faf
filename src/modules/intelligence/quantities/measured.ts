import { boundBefore, boundBehind, type Bounded } from './bounds.ts';
import { centsAfter, currencyAfter, currencyBefore } from './currencies.ts';
import { add, negate, numberOf, shift, type Decimal } from './decimal.ts';
import { chineseValue, numeralsIn, type Numeral } from './numerals.ts';
import { scaleAt } from './scales.ts';
import { sharesIn } from './shares.ts';
import { chineseUnitAt, englishUnitAt } from './units.ts';
import type { Bound, Unit } from './quantity.ts';

/** A number with what stands around it, before neighbours are joined into ranges. */
export type Measured = {
  /** The number with the currency's sign before it, to the last of its unit; bounds outside. */
  start: number;
  end: number;
  /** The number alone, without its scale. */
  value: Decimal;
  upper: Decimal | null;
  open: boolean;
  before: Bounded | null;
  behind: Bounded | null;
  power: number;
  scaleWord: string | null;
  unit: Unit | null;
  unitWord: string | null;
  /** Whether the unit stands behind the number: what has one of its own takes no neighbour's scale. */
  closed: boolean;
  currency: string | null;
  by: { readonly times: bigint; readonly over: bigint } | null;
  /** Overrides what the last digit says, of fractions. */
  step: number | null;
  written: Numeral['written'];
  /** False for words that are numbers only beside one: dropped unless a neighbour lends a unit. */
  sure: boolean;
};

type Tail = Pick<Measured, 'end' | 'value' | 'power' | 'scaleWord' | 'unit' | 'unitWord' | 'currency' | 'by'> & {
  bound: Bounded | null;
  /** How far a share's mark moved the point: two digits of %. */
  lowered?: number;
};

/** All numbers of the folded text outside what is masked, left to right. */
export function measuredIn(text: string, mask: Uint8Array): Measured[] {
  const all: Measured[] = sharesIn(text, mask);
  for (const share of all) mask.fill(1, share.start, share.end);
  let reached = 0;
  for (const numeral of numeralsIn(text)) {
    if (numeral.start < reached || masked(mask, numeral)) continue;
    const measured = measure(text, numeral);
    if (!measured || masked(mask, { start: numeral.start, end: Math.min(measured.end, numeral.end + 1) })) continue;
    reached = measured.end;
    all.push(measured);
  }
  return all.toSorted((a, b) => a.start - b.start);
}

function masked(mask: Uint8Array, { start, end }: { start: number; end: number }): boolean {
  for (let at = start; at < end; at += 1) if (mask[at] === 1) return true;
  // A scale alone (亿) has no length of its own.
  return start === end && mask[start] === 1;
}

const partOfWord = /[A-Za-z_#]$|[A-Za-z]-$|\d\.$|\d\/$|\d,$|[A-Za-z]\.$/;

function measure(text: string, numeral: Numeral): Measured | null {
  const { start } = numeral;
  const sign = currencyBefore(text, start);
  const digits = numeral.written === 'digits';
  const tail = tailOf(text, numeral);
  // DramaBox1.2亿美元: a name and a Chinese amount, with nothing between them. “RMB1.2m-2.0m”: a scale and a dash are no word.
  const named =
    tail.end > numeral.end &&
    /[A-Za-z]{3}$/.test(text.slice(Math.max(0, start - 3), start)) &&
    /^[\u4e00-\u9fff]/.test(text.slice(numeral.end));
  if (
    digits &&
    !sign &&
    !named &&
    partOfWord.test(text.slice(Math.max(0, start - 2), start)) &&
    !/\d(?:m|mn|bn|b|k|tn)-$/i.test(text.slice(Math.max(0, start - 5), start))
  )
    return null;
  const behind = text.slice(tail.end, tail.end + 2);
  if (digits && tail.end === numeral.end && /^(?:[A-Za-z_]|-[A-Za-z]|\/\d|:\d)/.test(behind)) return null;
  if (!digits && /^-[A-Za-z]/.test(behind) && tail.unit === null && tail.power === 0) return null;
  const begins = sign ? sign.start : start;
  const minus =
    digits &&
    /(?:^|[\s(:;,为是至达约长速幅率、，；：|]|[同环占]比)-$/.test(text.slice(Math.max(0, begins - 3), begins)) &&
    tail.unit !== null;
  const from = minus ? begins - 1 : begins;
  const currency = tail.currency ?? sign?.code ?? null;
  const unit = currency !== null ? 'money' : tail.unit;
  const before = boundBefore(text, from, unit === 'share');
  const measured: Measured = {
    ...numeral,
    ...tail,
    start: from,
    value: minus ? negate(tail.value) : tail.value,
    upper: numeral.upper && shift(numeral.upper, tail.lowered ?? 0),
    unit,
    currency,
    before,
    behind: tail.bound ?? boundBehind(text, tail.end),
    closed: tail.currency !== null || tail.unit !== null,
    step: null,
    sure: true,
  };
  // 百亿级: as many and more.
  const magnitude = numeral.kind === 'bare' && tail.power > 0 && /^元?(?:量级|级|计)/.exec(text.slice(tail.end, tail.end + 3));
  if (magnitude) Object.assign(measured, { open: true, end: tail.end + magnitude[0].length });
  if (/^[上成]/.test(text.slice(start, start + 1)) && numeral.open) measured.before = { bound: 'at_least', start, end: start };
  return isNumber(text, numeral, measured) ? measured : { ...measured, sure: false };
}

/** Whether a word is a number here: 一 and “a” only with a scale or a share, 百万 alone only with a bound, others with a unit. */
function isNumber(text: string, { kind, written, start, end }: Numeral, measured: Measured): boolean {
  const { unit, power, before, behind } = measured;
  if (kind === 'article') return power > 0 || unit === 'share' || unit === 'points' || unit === 'times' || unit === 'money';
  if (kind === 'bare') {
    if (unit === null && power === 0) return false;
    if (measured.open) return true;
    return before !== null || behind?.bound === 'over' || (start < end && power > 0 && unit === 'money');
  }
  // “Fifty-one recouped their budgets”: numbers that open a sentence are spelled out.
  if (
    kind === 'weak' &&
    written === 'words' &&
    numberOf(measured.value) >= 10 &&
    /(?:^|[.;!?] )$/.test(text.slice(0, start)) &&
    /^ [a-z]/.test(text.slice(end))
  )
    return true;
  // “Two years ago it was under four.”
  if (kind === 'weak' && before !== null && written === 'words' && /^(?:[.,;”"]|$)/.test(text.slice(end)) && numberOf(measured.value) >= 2)
    return true;
  return kind === 'plain' ? written === 'digits' || unit !== null || power > 0 || measured.open : unit !== null || power > 0;
}

/** Scale, unit and currency behind a number. */
function tailOf(text: string, numeral: Numeral): Tail {
  let end = numeral.end;
  let value = numeral.value;
  let bound: Bounded | null = null;
  const loose = () => {
    const found = /^ ?(?:([多余]|来(?=[个万亿部家名]))(?=[十百千万亿个部家人名条组款集元天次倍位座套场项种亿])|\+|-odd\b)/.exec(
      text.slice(end, end + 5),
    );
    if (!found) return;
    bound = { bound: /来|odd/.test(found[0]) ? 'about' : 'over', start: end, end: end + found[0].length };
    end = bound.end;
  };
  loose();
  const scale = scaleAt(text, end);
  let power = 0;
  if (
    scale &&
    !(numeral.written === 'digits' && scale.power === 2 && (scale.word + text.slice(scale.end, scale.end + 1)).startsWith('百分'))
  ) {
    end = scale.end;
    power = scale.power;
    const more = restOf(text, end, power);
    if (more) {
      value = add(value, more.value);
      end = more.end;
    }
    loose();
  }
  const share = shareAt(text, end, numeral, power);
  if (share)
    return {
      value: shift(value, share.shift),
      lowered: share.shift,
      end: share.end,
      power,
      scaleWord: scale?.word ?? null,
      unit: share.unit,
      unitWord: share.word,
      currency: null,
      by: null,
      bound,
      ...share.extra?.(value),
    };
  const currency = currencyAfter(text, end);
  const shared = { value, power, scaleWord: power === 0 ? null : scale!.word, bound };
  if (currency)
    return {
      ...shared,
      end: currency.end,
      unit: 'money',
      unitWord: text.slice(currency.start, currency.end).trim(),
      currency: currency.code,
      by: null,
    };
  const cents = centsAfter(text, end);
  if (cents)
    return {
      ...shared,
      end: cents.end,
      unit: 'money',
      unitWord: text.slice(cents.start, cents.end).trim(),
      currency: cents.code,
      by: { times: 1n, over: 100n },
    };
  const counted = currencyBefore(text, numeral.start) ? null : (chineseUnitAt(text, end, numeral.start) ?? englishUnitAt(text, end));
  if (counted) return { ...shared, end: counted.end, unit: counted.unit, unitWord: counted.word, currency: null, by: counted.by };
  return { ...shared, end, unit: null, unitWord: null, currency: null, by: null };
}

/** 3亿5000万, 一亿三千万: what follows a scale in a smaller one, in units of the larger. */
function restOf(text: string, at: number, power: number): { value: Decimal; end: number } | null {
  const found = /^零?(?:(\d{1,4}(?:\.\d+)?)|([一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+))(万|千|百|[亿](?=.))?/.exec(
    text.slice(at, at + 14),
  );
  if (!found || power < 4) return null;
  const own = found[3] === undefined ? null : ({ 万: 4, 千: 3, 百: 2, 亿: 8 } as Record<string, number>)[found[3]]!;
  if (own === null && found[1] !== undefined) return null;
  const value =
    found[1] === undefined
      ? chineseValue(found[2]!)
      : { units: BigInt(found[1].replace('.', '')), exponent: found[1].includes('.') ? found[1].indexOf('.') + 1 - found[1].length : 0 };
  if (!value || (own ?? 0) >= power) return null;
  // 两亿三 is 230 million: a single digit behind a scale counts in its next smaller power.
  const single = own === null && /^[一二两三四五六七八九]$/.test(found[2] ?? '');
  if (single && !/^(?:[元人,，。、]|$)/.test(text.slice(at + found[0].length))) return null;
  return { value: shift(value, (own ?? (single ? power - 1 : 0)) - power), end: at + found[0].length };
}

type Share = { shift: number; end: number; unit: Unit; word: string; extra?: (value: Decimal) => Partial<Tail> };
const shareWords =
  / ?-?(?:(%(?! ?points?)|percent(?:age)?(?! points?)|per cent|pct\.?)|(‰)|(个?百分点|percentage points?|% points?|pp(?:ts?)?|pct points?)|(个?基点|basis points?|bps?))(?![A-Za-z])/iy;
const multiple = / ?(倍(?!速|增|数|率|感|受)|-?fold(?![a-z])|times(?![a-z])|[xX](?![A-Za-z\d]))/y;
const tenth = /成(?![为本长功立都员熟果交效绩品分就人型])(?:([一二三四五六七八九])(?![十百千万亿个部家人])|(半))?/y;
const views = /view|watch|play|stream|click/i;

function shareAt(text: string, at: number, numeral: Numeral, power: number): Share | null {
  shareWords.lastIndex = at;
  const share = shareWords.exec(text);
  if (share) {
    const [, percent, mille, points] = share;
    const unit: Unit = (percent ?? mille) ? 'share' : 'points';
    return { shift: (percent ?? points) ? -2 : mille ? -3 : -4, end: shareWords.lastIndex, unit, word: share[0].trim() };
  }
  multiple.lastIndex = at;
  const times = multiple.exec(text);
  if (times) {
    const end = multiple.lastIndex;
    const counts =
      times[1] === 'times' && (power >= 3 || numberOf(numeral.value) >= 1000 || /^ (?:a|per|each|every)\b/.test(text.slice(end, end + 6)));
    if (!counts) return { shift: 0, end, unit: 'times', word: times[1]! };
    const near = text.slice(Math.max(0, numeral.start - 40), numeral.start) + text.slice(end, end + 20);
    return { shift: 0, end, unit: views.test(near) ? 'views' : /download/i.test(near) ? 'downloads' : 'count', word: 'times' };
  }
  tenth.lastIndex = at;
  const tenths = power === 0 && numeral.end - numeral.start <= 3 ? tenth.exec(text) : null;
  if (!tenths) return null;
  const behind = tenths[1] ? chineseValue(tenths[1])! : tenths[2] ? { units: 5n, exponent: 0 } : null;
  return {
    shift: -1,
    end: tenth.lastIndex,
    unit: 'share',
    word: '成',
    ...(behind && { extra: (value: Decimal) => ({ value: shift(add(value, shift(behind, -1)), -1) }) }),
  };
}

export const boundOf = ({ before, behind, open }: Measured): Bound | null => before?.bound ?? behind?.bound ?? (open ? 'over' : null);
