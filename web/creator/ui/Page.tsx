/** A page: its name in the bar and the tab, the way back, what can be done, and its content. */
import type { ReactNode } from 'react';
import { navigate, useLocation } from '../router.tsx';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { RoundButton } from './Button.tsx';

export function Page({
  title,
  bar = title,
  back,
  actions,
  foot,
  wide = false,
  children,
}: {
  title: string;
  /** What the bar says, where the page itself shows its title. */
  bar?: string;
  /** Where the arrow leads when the app was opened at this very page. */
  back?: string;
  actions?: ReactNode;
  /** What stays in reach of the thumb. */
  foot?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const location = useLocation();
  const goBack = () => (location.key === 'default' ? navigate(back ?? '/', { replace: true }) : navigate(-1));
  return (
    <>
      <title>{`${title} · Hookline`}</title>
      <header className={back ? 'bar has-back' : 'bar'}>
        {back && <RoundButton icon="left" label={t('creator.nav.back')} onClick={goBack} />}
        <h1 className="cut">{bar}</h1>
        <div className="bar-actions">{actions}</div>
      </header>
      <main className={`page${wide ? ' page-wide' : ''}${foot ? ' has-foot' : ''}`}>{children}</main>
      {foot && <div className="page-foot">{foot}</div>}
    </>
  );
}

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="stack section">
      <div className="section-head">
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Asks for the page's numbers again, by hand. */
export function RefreshButton({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const { t } = useI18n();
  return (
    <span className={busy ? 'refreshing' : undefined}>
      <RoundButton icon="restore" label={t('creator.refresh')} onClick={onPress} aria-busy={busy} />
    </span>
  );
}
