/** The words of the domain: which of a work's titles a reader sees, and what a reason says. */
import type { Evidence } from '../../../src/modules/studio/contract.ts';
import type { Translate } from '../i18n/i18n.ts';

type WorkText = { language: string; title: string; synopsis: string };

/** A work's text for a reader: the language itself, then the same language of any region, then the first there is. */
export function textFor(texts: readonly WorkText[], language: string): WorkText {
  const base = language.split('-')[0];
  return (
    texts.find((one) => one.language === language) ??
    texts.find((one) => one.language.split('-')[0] === base) ??
    texts[0] ?? { language, title: '', synopsis: '' }
  );
}

/** What a reason says; a code from a newer server still names itself. */
export function evidenceWords(t: Translate, evidence: Pick<Evidence, 'code' | 'params'>): string {
  const key = `evidence.${evidence.code}`;
  return t.exists(key, evidence.params) ? t(key, evidence.params) : evidence.code;
}
