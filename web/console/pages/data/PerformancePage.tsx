/** How promotion does, over all campaigns that one may see. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { channels } from '../../../../src/modules/creators/contract.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { FilterChoice, useDays } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { campaignsQuery, marketQuery } from '../campaigns/queries.ts';
import { FunnelBoard } from './funnel/FunnelBoard.tsx';
import type { Dimension } from './queries.ts';

const ofStaff: readonly Dimension[] = ['campaign', 'creator', 'agency', 'channel', 'clip', 'hook', 'country', 'day'];
const ofAgency: readonly Dimension[] = ['creator', 'campaign', 'channel', 'clip', 'hook', 'country', 'day'];

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const denied = useDenied('attribution.read_funnel');
  const [search] = useSearchParams();
  const { from, to } = useDays();
  const staff = me.permissions.includes('campaigns.read');
  const campaigns = useInfiniteQuery({ ...campaignsQuery({}), enabled: staff });
  const market = useInfiniteQuery({ ...marketQuery({}), enabled: !staff && !denied });
  const choices = staff
    ? itemsOf(campaigns).map((one) => ({ value: one.id, label: one.name }))
    : itemsOf(market).map((one) => ({ value: one.campaignId, label: one.name }));
  const campaignId = search.get('campaign');
  const channel = search.get('channel');
  return (
    <PageFrame title={t('nav.performance')} lead={staff ? t('attribution.performance_lead') : t('attribution.performance_lead_agency')}>
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <FunnelBoard
          scope={{ from, to, ...(campaignId && { campaignId }), ...(channel && { channel }) }}
          dimensions={staff ? ofStaff : ofAgency}
          hooks={campaignId !== null}
          filters={
            <>
              <FilterChoice name="campaign" label={t('promotion.column.campaign')} all={t('attribution.all_campaigns')} options={choices} />
              <FilterChoice
                name="channel"
                label={t('attribution.by.channel')}
                all={t('attribution.all_channels')}
                options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
              />
            </>
          }
        />
      )}
    </PageFrame>
  );
}
