import { Button } from 'antd';
import { Link } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { EmptyState } from '../../../shared/ui/states.tsx';

export function Component() {
  const { t } = useI18n();
  return <EmptyState icon="search" title={t('not_found.title')} text={t('not_found.text')} action={<Link to="/"><Button type="primary">{t('not_found.home')}</Button></Link>} />;
}
