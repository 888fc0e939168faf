/** The terms as creators read them: sentences made from the figures, an example, and what was written beside. */
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { exampleOf, termsSentences, type TermsFigures } from './terms-words.ts';
import './terms.css';

export function TermsPaper({
  figures,
  words,
  title,
  version,
  live = false,
}: {
  figures: TermsFigures;
  words: readonly { language: string; text: string }[];
  title: string;
  version?: number;
  /** Changes are read out while one types. */
  live?: boolean;
}) {
  const i18n = useI18n();
  const { t, language, format } = i18n;
  const example = exampleOf(figures);
  const base = language.split('-')[0];
  const own = words.find((one) => one.language === language) ?? words.find((one) => one.language.split('-')[0] === base) ?? words[0];
  return (
    <section className="terms-paper" aria-label={t('promotion.terms.title')}>
      <header>
        <h2>{t('promotion.terms.title')}</h2>
        {version !== undefined && <small>{t('promotion.terms.version', { version })}</small>}
        {title && <p>{title}</p>}
      </header>
      <ul aria-live={live ? 'polite' : undefined}>
        {termsSentences(i18n, figures).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {example.earnsMinor > 0n && (
        <p className="terms-example">
          {t('promotion.terms.example', {
            order: format.money(example.orderMinor, figures.currency),
            earns: format.money(example.earnsMinor, figures.currency),
          })}
        </p>
      )}
      {own?.text.trim() && (
        <blockquote lang={own.language}>
          {own.text.split('\n').map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </blockquote>
      )}
    </section>
  );
}
