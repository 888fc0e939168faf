/** Where a page's loader or its drawing failed: the reason in words, and the ways on. */
import { Button } from 'antd';
import { useRevalidator, useRouteError } from 'react-router';
import { ApiError } from '../../shared/api/client.ts';
import { sentence } from '../../shared/api/errors.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { LinkButton } from '../../shared/ui/LinkButton.tsx';
import { EmptyState, ErrorState } from '../../shared/ui/states.tsx';

/** A page's file that is gone: the server was updated while this tab was open. */
function isStaleBuild(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

export function RouteError() {
  const error = useRouteError();
  const { t } = useI18n();
  const revalidator = useRevalidator();
  if (isStaleBuild(error)) {
    return (
      <div className="state" role="alert">
        <h2>{t('state.updated')}</h2>
        <p>{t('state.updated_text')}</p>
        <div className="state-action">
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('action.reload')}
          </Button>
        </div>
      </div>
    );
  }
  if (!(error instanceof ApiError)) console.error(error);
  // Asking again would not bring it back; the way on is another page.
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState
        icon="search"
        title={t('not_found.title')}
        text={sentence(t, error)}
        action={
          <LinkButton type="primary" to="/">
            {t('not_found.home')}
          </LinkButton>
        }
      />
    );
  }
  return (
    <ErrorState error={error} onRetry={() => (error instanceof ApiError ? void revalidator.revalidate() : window.location.reload())} />
  );
}
