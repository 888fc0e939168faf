/** Creators and agencies, how they join, and the terms that they accept. */
import { Suspense, lazy } from 'react';
import { Button } from 'antd';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import './creators.css';
import '../../../shared/ui/rows.css';

const InviteCreatorDialog = lazy(() => import('./InviteCreatorDialog.tsx'));
const tabs = [
  { key: 'creators', staffOnly: false, Tab: lazy(() => import('./CreatorsTab.tsx')) },
  { key: 'agencies', staffOnly: false, Tab: lazy(() => import('./AgenciesTab.tsx')) },
  { key: 'joining', staffOnly: false, Tab: lazy(() => import('./JoiningTab.tsx')) },
  { key: 'terms', staffOnly: false, Tab: lazy(() => import('./TermsTextTab.tsx')) },
] as const;

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const denied = useDenied('creators.read');
  const [asked] = useUrlState<string>('tab', 'creators');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const agency = me.role === 'agency';
  const tab = tabs.find((one) => one.key === asked) ?? tabs[0];
  return (
    <PageFrame
      title={t('nav.creators')}
      lead={agency ? t('promotion.creators_lead_agency') : t('promotion.creators_lead')}
      actions={
        <PermissionGate permission="creators.invite">
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('invite')}>
            {t('promotion.invite')}
          </Button>
        </PermissionGate>
      }
    >
      <LinkTabs
        label={t('nav.creators')}
        current={tab.key}
        tabs={tabs.map(({ key }, index) => ({
          key,
          to: index === 0 ? '/creators' : `/creators?tab=${key}`,
          label: t(agency && key === 'agencies' ? 'promotion.tab.my_agency' : `promotion.tab.${key === 'terms' ? 'creator_terms' : key}`),
        }))}
      />
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <Suspense fallback={<LoadingLines />}>
          <tab.Tab />
        </Suspense>
      )}
      <Suspense>{dialog === 'invite' && <InviteCreatorDialog onClose={() => setDialog(null)} />}</Suspense>
    </PageFrame>
  );
}
