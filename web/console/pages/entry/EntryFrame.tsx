/** The frame of the pages before the shell: signing in, joining, a new password. */
import type { ReactNode } from 'react';
import { changeLanguage, languageName, languages, useI18n } from '../../../shared/i18n/i18n.ts';
import { Mark } from '../../../shared/ui/Icon.tsx';
import '../../../shared/ui/frame.css';
import './entry.css';

export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t, language } = useI18n();
  return (
    <div className="entry">
      <title>{`${title} · Hookline`}</title>
      <aside className="entry-side" aria-hidden="true">
        <div className="entry-brand">
          <Mark size={32} /> Hookline
        </div>
        <div className="entry-picture">
          <Waveform />
        </div>
        <p className="entry-motto">{t('entry.motto')}</p>
      </aside>
      <main className="entry-main">
        <div className="entry-form">
          <div className="entry-brand entry-brand-small">
            <Mark size={28} /> Hookline
          </div>
          <h1>{title}</h1>
          {lead && <p className="entry-lead">{lead}</p>}
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

/** An episode as the studio sees it: loudness over time, and the stretch that sells it. */
function Waveform() {
  const bars = Array.from({ length: 64 }, (_, i) => {
    const slow = Math.sin(i / 5.2) * 0.5 + 0.5;
    const fast = Math.abs(Math.sin(i * 1.7) * Math.cos(i * 0.63));
    const turn = Math.exp(-((i - 43) ** 2) / 36);
    return Math.min(1, 0.08 + slow * 0.24 + fast * 0.22 + turn * 0.5);
  });
  return (
    <svg viewBox="0 0 640 220" preserveAspectRatio="xMidYMid meet">
      <rect x="379" y="0" width="109" height="220" rx="10" className="wave-hook" />
      {bars.map((height, i) => (
        <rect
          key={i}
          x={i * 10 + 2}
          width="4"
          rx="2"
          y={110 - height * 92}
          height={height * 184}
          className={i >= 38 && i <= 48 ? 'wave-bar is-hook' : 'wave-bar'}
        />
      ))}
      <path d="M379 6v208M488 6v208" className="wave-edge" />
    </svg>
  );
}
