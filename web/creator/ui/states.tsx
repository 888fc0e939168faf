/** What a place shows while it is empty, while it loads, and when it failed. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../../shared/api/client.ts';
import { sentence } from '../../shared/api/errors.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon, type IconName } from '../../shared/ui/Icon.tsx';
import '../../shared/ui/states.css';
import { Button } from './Button.tsx';

export function Empty({ icon, title, text, action }: { icon: IconName; title: string; text?: ReactNode; action?: ReactNode }) {
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

/** A failure in words, with the way on, and the request's id for whoever must look into it. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useI18n();
  const requestId = error instanceof ApiError ? error.requestId : null;
  const offline = error instanceof ApiError && error.status === 0;
  return (
    <div className="state" role="alert">
      <span className="state-icon state-icon-bad">
        <Icon name={offline ? 'globe' : 'warn'} size={26} />
      </span>
      <h2>{t(offline ? 'creator.offline.title' : 'state.failed')}</h2>
      <p>{sentence(t, error)}</p>
      {requestId && <p className="state-request">{t('state.request_id', { id: requestId })}</p>}
      {onRetry && (
        <div className="state-action">
          <Button onClick={onRetry} icon="restore">
            {t('action.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Grey blocks in the shape of what is coming. */
export function Waiting({ shape = 'rows', count = 4 }: { shape?: 'rows' | 'posters' | 'card'; count?: number }) {
  const { t } = useI18n();
  return (
    <div role="status" aria-label={t('state.loading')} className={`waiting waiting-${shape}`}>
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="loading-block" />
      ))}
    </div>
  );
}

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

/** A query's answer, or its waiting and its failure; what is already there stays while it is asked again. */
export function Loaded<T>({
  query,
  waiting,
  children,
}: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <>{waiting ?? <Waiting />}</>;
}
