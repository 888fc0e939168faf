/** Payouts: who can be paid now, the batches, where money leaves from, and by which rules. */
import { useSearchParams } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { AccountsTab } from './AccountsTab.tsx';
import { BatchesTab } from './BatchesTab.tsx';
import { PayableTab } from './PayableTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import '../campaigns/campaigns.css';
import '../../../shared/ui/rows.css';

const tabs = { payable: PayableTab, batches: BatchesTab, accounts: AccountsTab, settings: SettingsTab } as const;
type Tab = keyof typeof tabs;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const asked = search.get('tab');
  const tab: Tab = asked !== null && asked in tabs ? (asked as Tab) : 'payable';
  const Shown = tabs[tab];
  return (
    <PageFrame title={t('nav.payouts')} lead={t('payout.lead')}>
      <LinkTabs
        label={t('nav.payouts')}
        current={tab}
        tabs={(Object.keys(tabs) as Tab[]).map((key) => ({
          key,
          to: key === 'payable' ? '/payouts' : `/payouts?tab=${key}`,
          label: t(`payout.tab.${key}`),
        }))}
      />
      <Shown />
    </PageFrame>
  );
}
