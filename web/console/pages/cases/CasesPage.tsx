/** Cases and what belongs to them: hosts, accounts that repeat, notices against us, and the laws as data. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { CasesTab } from './CasesTab.tsx';
import { HostsTab } from './HostsTab.tsx';
import { IncomingTab } from './IncomingTab.tsx';
import { InfringersTab } from './InfringersTab.tsx';
import { LawsTab } from './LawsTab.tsx';
import { NewCaseDialog } from './NewCaseDialog.tsx';
import { summaryQuery } from './queries.ts';
import { SenderTab } from './SenderTab.tsx';
import '../campaigns/campaigns.css';
import '../copies/copies.css';
import './cases.css';

const tabs = ['cases', 'incoming', 'hosts', 'accounts', 'sender', 'laws'] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const [dialog, setDialog] = useUrlState<string>('new', '', true);
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'cases';
  const summary = useQuery(summaryQuery).data;
  return (
    <PageFrame
      title={t('nav.cases')}
      lead={t('takedown.lead')}
      actions={
        tab === 'cases' && (
          <PermissionGate permission={takedownContract.routes.createCase.access}>
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('1')}>
              {t('takedown.new.title')}
            </Button>
          </PermissionGate>
        )
      }
    >
      <LinkTabs
        label={t('nav.cases')}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'cases' ? '/cases' : `/cases?tab=${key}`,
          label: t(`takedown.tab.${key}`),
          count: key === 'cases' ? summary?.open : key === 'incoming' ? summary?.incomingOpen || undefined : undefined,
        }))}
      />
      {tab === 'cases' && <CasesTab summary={summary} />}
      {tab === 'incoming' && <IncomingTab />}
      {tab === 'hosts' && <HostsTab />}
      {tab === 'accounts' && <InfringersTab />}
      {tab === 'sender' && <SenderTab />}
      {tab === 'laws' && <LawsTab />}
      <NewCaseDialog open={dialog === '1'} onClose={() => setDialog(null)} />
    </PageFrame>
  );
}
