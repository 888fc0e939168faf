/** Values of claims as each language writes them: 36.8亿元, 3.68 bn CNY; exact in full for whoever wants to know. */
import type { Bound, Unit } from '../../../../../src/modules/intelligence/quantities/contract.ts';
import type { I18n } from '../../../../shared/i18n/i18n.ts';

/** What of a claim makes its value. */
export type FigureValue = {
  readonly low: number | null;
  readonly high: number | null;
  readonly bound: Bound;
  readonly unit: Unit;
  readonly currency: string | null;
};

const chinese: readonly (readonly [number, string])[] = [
  [1e12, '万亿'],
  [1e8, '亿'],
  [1e4, '万'],
];
const english: readonly (readonly [number, string])[] = [
  [1e12, ' tn'],
  [1e9, ' bn'],
  [1e6, ' m'],
];

/** A number with its language's large units, at most four digits behind the point; `exact` writes all of it out. */
function shortNumber({ format, language }: I18n, value: number, exact = false): string {
  const scales = exact ? [] : language.startsWith('zh') ? chinese : english;
  // What would be rounded to the next unit is written in it.
  const scale = scales.find(([size]) => Math.abs(value) >= size);
  return scale ? `${format.number(value / scale[0], 4)}${scale[1]}` : format.number(value, 6);
}

function withUnit(i18n: I18n, value: number, { unit, currency }: FigureValue, exact: boolean): string {
  const { t, format } = i18n;
  if (unit === 'share') return `${format.number(trim(value * 100), 4)}%`;
  if (unit === 'points') return t('market.unit.points', { value: format.number(trim(value * 100), 4) });
  if (unit === 'rank') return t('market.unit.rank', { value: format.number(value) });
  const number = shortNumber(i18n, value, exact);
  if (unit === 'money') return currencyText(i18n, number, currency);
  return t.exists(`market.unit.${unit}`) ? t(`market.unit.${unit}`, { value: number }) : number;
}

function currencyText({ t }: I18n, value: string, currency: string | null): string {
  if (currency === null) return t('market.unit.money', { value });
  return t.exists(`market.currency.${currency}`) ? t(`market.currency.${currency}`, { value }) : `${value} ${currency}`;
}

/** Products of decimal shares by a hundred carry noise in their last digits: 0.684 × 100 is 68.4. */
const trim = (value: number): number => Number(value.toPrecision(12));

/** The value with its bound in words: “over 500 m people”, 超过5亿人, “30–50%”. */
export function figureText(i18n: I18n, figure: FigureValue, exact = false): string {
  const { low, high, bound } = figure;
  const { t } = i18n;
  if (low !== null && high !== null && low !== high)
    return t('market.bound.range', { low: withUnit(i18n, low, figure, exact), high: withUnit(i18n, high, figure, exact) });
  const value = low ?? high;
  if (value === null) return '–';
  const text = withUnit(i18n, value, figure, exact);
  return bound === 'exact' || bound === 'range' ? text : t(`market.bound.${bound}`, { value: text });
}

/** `2025-H1` as people say it: H1 2025, 2025年上半年. */
export function periodText({ t, language }: I18n, period: string): string {
  const [first, last] = period.split('..');
  if (last !== undefined)
    return t('market.period.span', { from: periodText({ t, language } as I18n, first!), to: periodText({ t, language } as I18n, last) });
  const part = /^(\d{4})(?:-(H[12]|Q[1-4]|\d{2})(?:-(\d{2}))?)?$/.exec(period);
  if (!part) return period;
  const [, year, within, day] = part;
  if (within === undefined) return t('market.period.year', { year });
  if (/^[HQ]/.test(within)) return t(`market.period.${within.toLowerCase()}`, { year });
  const date = new Date(Date.UTC(Number(year), Number(within) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    ...(day !== undefined && { day: 'numeric' }),
  }).format(date);
}
