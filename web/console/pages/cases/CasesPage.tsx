import { useI18n } from '../../../shared/i18n/i18n.ts';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';

export function Component() {
  const { t } = useI18n();
  return <PageFrame title={t('nav.cases')}>{null}</PageFrame>;
}
