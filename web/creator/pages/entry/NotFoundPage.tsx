import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Empty } from '../../ui/states.tsx';

export default function NotFoundPage() {
  const { t } = useI18n();
  return (
    <Page title={t('creator.not_found.title')} back="/">
      <Empty
        icon="search"
        title={t('creator.not_found.title')}
        text={t('creator.not_found.text')}
        action={
          <ButtonLink tone="primary" to="/">
            {t('creator.nav.home')}
          </ButtonLink>
        }
      />
    </Page>
  );
}
