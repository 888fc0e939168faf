/** A version of the creators' terms in the reader's language. */
import { useI18n } from '../../../shared/i18n/i18n.ts';
import type { Answer } from '../../api.ts';
import { inLanguage } from '../../words.ts';
import './entry.css';

export type Terms = Answer<'GET /api/v1/creator-terms'>['items'][number];

export function TermsText({ terms, whole = false }: { terms: Terms; whole?: boolean }) {
  const { t, language } = useI18n();
  const text = inLanguage(terms.texts, language);
  return (
    <div
      className={whole ? 'terms-text is-whole' : 'terms-text'}
      tabIndex={whole ? undefined : 0}
      role="region"
      aria-label={t('creator.terms.title')}
      lang={text?.language}
    >
      <h3>{text?.title}</h3>
      {text?.body}
    </div>
  );
}
