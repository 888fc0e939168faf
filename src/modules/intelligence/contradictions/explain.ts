import { translator } from '../../../platform/i18n.ts';
import type { Hypothesis } from './finding.ts';
import { hypothesisInWords } from './words/contract.ts';

/** A hypothesis as a sentence that a producer understands, in `en` or `zh-CN`. */
export function explainHypothesis(hypothesis: Pick<Hypothesis, 'code' | 'params'>, language = 'en'): string {
  return hypothesisInWords(hypothesis, language, translator(language));
}
