/** The frame of every page: where one is, what it is called, what can be done. It names the browser's tab too. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from './Icon.tsx';
import './frame.css';

export function PageFrame({
  title,
  back,
  lead,
  actions,
  narrow = false,
  children,
}: {
  title: string;
  back?: { to: string; label: string };
  lead?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <title>{`${title} · Hookline`}</title>
      <header className="page-head">
        <div className="page-head-text">
          {back && (
            <div className="page-eyebrow">
              <Link to={back.to}>
                <Icon name="left" size={13} /> {back.label}
              </Link>
            </div>
          )}
          <h1>{title}</h1>
          {lead && <div className="page-lead">{lead}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Tabs as links, because a tab is a place. */
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  current: string;
  tabs: readonly { key: string; to: string; label: string; count?: number | undefined }[];
}) {
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the row is longer than what is seen of it.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>(`[data-tab=${current}]`);
    if (here && nav.current) nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.offsetWidth) / 2;
  }, [current]);
  return (
    <nav className="tabs" aria-label={label} ref={nav}>
      {tabs.map((tab) => (
        <Link key={tab.key} data-tab={tab.key} to={tab.to} aria-current={tab.key === current ? 'page' : undefined} preventScrollReset>
          {tab.label}
          {tab.count !== undefined && <span className="count">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

export function Panel({
  title,
  actions,
  children,
  flush = false,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className="panel">
      {title && (
        <div className="panel-head">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'active';
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

/** A labelled control. The control must carry `id`. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && !error && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="field-error" id={`${id}-hint`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
