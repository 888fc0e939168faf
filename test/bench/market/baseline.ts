/**
 * The baseline: Recognizers-Text finds numbers, money, percentages and dates; each number takes the unit that it was found with and the
 * date that stands nearest in its sentence. It knows no metric, status, region or bound.
 */
import Recognizers from '@microsoft/recognizers-text-suite';
import type { Unit } from '../../../src/modules/intelligence/quantities/quantity.ts';
import type { Reading } from './measure.ts';
import type { Read } from './score.ts';
import type { Language } from './truth.ts';

type Result = { start: number; end: number; text: string; typeName: string; resolution: Record<string, unknown> | null };
type Recognise = (text: string, culture: string) => Result[];
const suite = Recognizers as unknown as Record<
  'recognizeNumber' | 'recognizeCurrency' | 'recognizePercentage' | 'recognizeDateTime',
  Recognise
>;
const cultures: Record<Language, string> = { zh: 'zh-cn', en: 'en-us' };

type Value = { start: number; end: number; value: number; unit: Unit; currency: string | null };
const currencies: Record<string, string> = {
  CNY: 'CNY',
  USD: 'USD',
  'Chinese yuan': 'CNY',
  人民币: 'CNY',
  Dollar: 'USD',
  'United States dollar': 'USD',
  美元: 'USD',
};
const numeral = (resolution: Result['resolution']): number => Number(String(resolution?.['value'] ?? 'NaN').replace('%', ''));

function valuesOf(sentence: string, culture: string): Value[] {
  const found: Value[] = [];
  const add = (results: readonly Result[], value: (result: Result) => Omit<Value, 'start' | 'end'>): void => {
    for (const result of results) {
      const each = { start: result.start, end: result.end + 1, ...value(result) };
      if (Number.isFinite(each.value) && !found.some(({ start, end }) => start < each.end && each.start < end)) found.push(each);
    }
  };
  add(suite.recognizePercentage(sentence, culture), ({ resolution }) => ({
    value: numeral(resolution) / 100,
    unit: 'share',
    currency: null,
  }));
  add(suite.recognizeCurrency(sentence, culture), ({ resolution }) => {
    const name = String(resolution?.['isoCurrency'] ?? resolution?.['unit'] ?? '');
    return { value: numeral(resolution), unit: 'money', currency: currencies[name] ?? null };
  });
  const dates = suite.recognizeDateTime(sentence, culture);
  add(
    suite.recognizeNumber(sentence, culture).filter(({ start, end }) => !dates.some((date) => date.start <= start && end <= date.end)),
    ({ resolution }) => ({ value: numeral(resolution), unit: 'count', currency: null }),
  );
  return found;
}

/** `2024`, `2025-06`, `2025-06-30`, or the span of an interval; what it cannot say is left out. */
function periodsOf(sentence: string, culture: string): { start: number; end: number; period: string }[] {
  return suite.recognizeDateTime(sentence, culture).flatMap(({ start, end, resolution }) => {
    const values = (resolution?.['values'] as { timex?: string }[] | undefined) ?? [];
    const timex = values[0]?.timex ?? '';
    const half = /^\((\d{4})-01-01,\1-07-01,/.exec(timex) ?? /^\((\d{4})-01,\1-0[67],/.exec(timex);
    const quarter = /^\((\d{4})-(01|04|07|10)-01,\d{4}-\d\d-01,P3M\)/.exec(timex);
    const plain = /^\d{4}(-\d\d)?(-\d\d)?$/.test(timex) ? timex : null;
    const period = half ? `${half[1]}-H1` : quarter ? `${quarter[1]}-Q${(Number(quarter[2]) + 2) / 3}` : plain;
    return period === null ? [] : [{ start, end: end + 1, period }];
  });
}

const nouns: readonly (readonly [RegExp, Unit])[] = [
  [/^.{0,4}(?:人|users|people|netizens|professionals|practitioners|jobs|monthly active)/u, 'people'],
  [/^.{0,3}(?:家|companies)/u, 'companies'],
  [/^.{0,12}(?:部|titles|dramas|micro)/u, 'titles'],
  [/^.{0,3}(?:集|episodes)/u, 'episodes'],
  [/^.{0,3}(?:组|ad |materials|creatives)/u, 'materials'],
  [/^.{0,3}(?:款|apps|spots|places)/u, 'apps'],
  [/^.{0,3}(?:次|downloads)/u, 'downloads'],
  [/^.{0,3}(?:分钟|minutes)/u, 'minutes'],
  [/^.{0,3}(?:倍|times|-fold)/u, 'times'],
  [/^.{0,3}(?:个百分点|percentage points)/u, 'points'],
];

/** Sentence by sentence; a bare number takes the unit of the noun behind it, so that the baseline is not beaten for want of a list. */
export const byRecognizers: Reading = async ({ text, language }) => {
  const culture = cultures[language];
  const reads: Read[] = [];
  let unit = 0;
  let point = 0;
  const pointAt = (to: number): number => {
    for (; unit < to; unit += text.codePointAt(unit)! > 0xffff ? 2 : 1) point += 1;
    return point;
  };
  for (const found of text.matchAll(/[^。！？\n]+?(?:[。！？\n]|\.(?=\s)|$)/gu)) {
    const [sentence] = found;
    if (!/\d|[一二三四五六七八九十百千万亿壹贰]|hundred|thousand|million/u.test(sentence)) continue;
    const periods = periodsOf(sentence, culture);
    for (const { start, end, value, unit: known, currency } of valuesOf(sentence, culture).toSorted((a, b) => a.start - b.start)) {
      // Marks of citations are left out for it.
      if (sentence[start - 1] === '[') continue;
      const noun = known === 'count' ? nouns.find(([pattern]) => pattern.test(sentence.slice(end))) : undefined;
      const apart = (period: { start: number; end: number }): number => Math.max(period.start - end, start - period.end, 0);
      const [nearest] = periods.toSorted((a, b) => apart(a) - apart(b));
      reads.push({
        start: pointAt(found.index + start),
        end: pointAt(found.index + end),
        low: value,
        high: value,
        unit: noun?.[1] ?? known,
        currency,
        period: nearest?.period ?? null,
      });
    }
  }
  return reads;
};
