/** Filed accounts of all creators: what waits for a decision first. */
import { useSearchParams } from 'react-router';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { FilingsList } from './FilingsList.tsx';
import './creators.css';
import '../campaigns/campaigns.css';

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const [search] = useSearchParams();
  const creatorId = search.get('creator');
  return (
    <PageFrame title={t('nav.filings')} lead={me.role === 'agency' ? t('promotion.filings_lead_agency') : t('promotion.filings_lead')}>
      <FilingsList {...(creatorId && { creatorId })} withSearch />
    </PageFrame>
  );
}
