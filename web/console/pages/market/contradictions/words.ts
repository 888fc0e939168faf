/** Contradictions in words: what a hypothesis says, and how a figure of a claim reads. */
import type { ClaimValue, FindingHypothesis } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { hypothesisInWords } from '../../../../../src/modules/intelligence/contradictions/words/contract.ts';
import type { Bound, Unit } from '../../../../../src/modules/intelligence/quantities/contract.ts';
import type { I18n } from '../../../../shared/i18n/i18n.ts';
import { figureText, periodText, type FigureValue } from '../kit/figures.ts';

/** A hypothesis as a sentence; its periods as people say them. */
export function explanation(i18n: I18n, { code, params }: Pick<FindingHypothesis, 'code' | 'params'>): string {
  const said = { ...params };
  for (const key of ['period', 'stated', 'other', 'fromPeriod', 'toPeriod'])
    if (typeof said[key] === 'string' && /^\d{4}(?:-|\.\.|$)/.test(said[key])) said[key] = periodText(i18n, said[key]);
  return hypothesisInWords({ code, params: said }, i18n.language, (key, more) => i18n.t(key, more as Record<string, string | number>));
}

export const figureOf = ({ low, high, bound, unit, currency }: ClaimValue): FigureValue => ({
  low,
  high,
  bound: bound as Bound,
  unit: unit as Unit,
  currency,
});

/** A value instead of the raw one, in the claim's unit. */
export const readingText = (i18n: I18n, value: ClaimValue, reading: { low: number | null; high: number | null }): string =>
  figureText(i18n, {
    ...figureOf(value),
    ...reading,
    bound: reading.low !== null && reading.high !== null && reading.low !== reading.high ? 'range' : 'exact',
  });

/** Who said it, and of when. */
export const ratioText = ({ t, format }: I18n, ratio: number): string =>
  t('market.contradictions.ratio', { ratio: format.number(ratio, ratio >= 10 ? 1 : 2) });
