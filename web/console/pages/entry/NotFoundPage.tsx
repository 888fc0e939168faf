import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { EmptyState } from '../../../shared/ui/states.tsx';

export function Component() {
  const { t } = useI18n();
  return (
    <EmptyState
      icon="search"
      title={t('not_found.title')}
      text={t('not_found.text')}
      action={
        <LinkButton type="primary" to="/">
          {t('not_found.home')}
        </LinkButton>
      }
    />
  );
}
