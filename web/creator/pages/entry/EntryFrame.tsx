/** The frame of the pages before the shell: the house's mark, what one is asked, and the languages. */
import type { ReactNode } from 'react';
import { changeLanguage, languageName, languages, useI18n } from '../../../shared/i18n/i18n.ts';
import { Mark } from '../../../shared/ui/Icon.tsx';
import './entry.css';

export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t, language } = useI18n();
  return (
    <div className="entry">
      <title>{`${title} · Hookline`}</title>
      <aside className="entry-side">
        <Mark size={44} />
        <p>{t('creator.entry.motto')}</p>
      </aside>
      <main className="entry-main">
        <div className="entry-form">
          <h1>{title}</h1>
          {lead && <p className="muted">{lead}</p>}
          {children}
        </div>
        <footer className="entry-languages">
          {languages.map((one) => (
            <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => void changeLanguage(one)}>
              {languageName(one)}
            </button>
          ))}
        </footer>
      </main>
    </div>
  );
}
