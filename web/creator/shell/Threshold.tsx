/** What stands around every page: the waiting for its script, and what is shown when it cannot be drawn. */
import { Component, Suspense, type ReactNode } from 'react';
import { useLocation } from '../router.tsx';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Failure, Waiting } from '../ui/states.tsx';

/** A page's file that is gone: the server was updated while the app was open. */
function isStaleBuild(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return isStaleBuild(error) ? <Updated /> : <Failure error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

function Updated() {
  const { t } = useI18n();
  return (
    <div className="state" role="alert">
      <h2>{t('state.updated')}</h2>
      <p>{t('state.updated_text')}</p>
      <div className="state-action">
        <Button tone="primary" onClick={() => window.location.reload()}>
          {t('action.reload')}
        </Button>
      </div>
    </div>
  );
}

/** A page inside it: what failed on one address does not stand in the way of the next. */
export function Threshold({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Boundary key={pathname}>
      <Suspense
        fallback={
          <div className="page">
            <Waiting />
          </div>
        }
      >
        {children}
      </Suspense>
    </Boundary>
  );
}
