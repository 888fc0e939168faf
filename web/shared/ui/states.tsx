/** What a place shows while it is empty, while it loads, and when it failed. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { sentence } from '../api/errors.ts';
import { useI18n } from '../i18n/i18n.ts';
import { Icon, type IconName } from './Icon.tsx';
import './states.css';

export function EmptyState({
  icon = 'film',
  title,
  text,
  action,
}: {
  icon?: IconName;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="state">
      <span className="state-icon">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && <div className="state-action">{action}</div>}
    </div>
  );
}

/** A failure in words, with the way on: try again, and the request's id for whoever must look into it. */
export function ErrorState({ error, onRetry, compact = false }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useI18n();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div className={compact ? 'state state-compact' : 'state'} role="alert">
      <span className="state-icon state-icon-bad">
        <Icon name="warn" size={26} />
      </span>
      <h2>{t('state.failed')}</h2>
      <p>{sentence(t, error)}</p>
      {requestId && <p className="state-request">{t('state.request_id', { id: requestId })}</p>}
      {onRetry && (
        <div className="state-action">
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** Grey lines in the shape of what is coming. */
export function LoadingLines({ lines = 5, height = 18 }: { lines?: number; height?: number }) {
  const { t } = useI18n();
  return (
    <div role="status" aria-label={t('state.loading')} className="loading-lines">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="loading-line" style={{ height, width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** A sentence that asks for attention, beside what it is about. */
export function Notice({
  tone = 'info',
  children,
  action,
}: {
  tone?: 'info' | 'warn' | 'bad' | 'good';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={tone === 'good' ? 'check' : tone === 'info' ? 'info' : 'warn'} />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  );
}
