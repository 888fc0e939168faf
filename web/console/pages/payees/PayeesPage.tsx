/** Payees: how each is paid and what is missing, who comes near the thresholds of VAT, and the rules of tax with their sources. */
import { Button, Modal } from 'antd';
import { Suspense, lazy } from 'react';
import { useNavigate } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { NewPayee } from '../plans/form/PayeeDialog.tsx';
import '../campaigns/campaigns.css';
import './payees.css';

const tabs = [
  { key: 'list', Tab: lazy(() => import('./PayeesTab.tsx')) },
  { key: 'watch', Tab: lazy(() => import('./WatchTab.tsx')) },
  { key: 'rules', Tab: lazy(() => import('./RulesTab.tsx')) },
] as const;

export function Component() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const denied = useDenied('revenue.read');
  const [asked] = useUrlState<string>('tab', 'list');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const tab = tabs.find((one) => one.key === asked) ?? tabs[0];
  return (
    <PageFrame
      title={t('nav.payees')}
      lead={t('payee.lead')}
      actions={
        <PermissionGate permission="revenue.manage">
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
            {t('payee.new')}
          </Button>
        </PermissionGate>
      }
    >
      <LinkTabs
        label={t('nav.payees')}
        current={tab.key}
        tabs={tabs.map(({ key }) => ({ key, to: key === 'list' ? '/payees' : `/payees?tab=${key}`, label: t(`payee.tab.${key}`) }))}
      />
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <Suspense fallback={<LoadingLines />}>
          <tab.Tab />
        </Suspense>
      )}
      <Modal
        open={dialog === 'new'}
        title={t('payee.new')}
        onCancel={() => setDialog(null)}
        footer={null}
        destroyOnHidden
        width={480}
        closable={{ 'aria-label': t('action.close') }}
      >
        <NewPayee name="" onMade={({ id }) => void navigate(`/payees/${id}`, { replace: true })} onBack={() => setDialog(null)} />
      </Modal>
    </PageFrame>
  );
}
