/** How other systems and the audience come in: webhooks, links, codes, connected accounts; keys are in the settings. */
import { Suspense, lazy } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import '../../../shared/ui/rows.css';
import './integrations.css';

const tabs = [
  { key: 'webhooks', permission: 'webhooks.read', Tab: lazy(() => import('./WebhooksTab.tsx')) },
  { key: 'links', permission: 'links.read', Tab: lazy(() => import('./LinkSettingsTab.tsx')) },
  { key: 'codes', permission: 'codes.read', Tab: lazy(() => import('./CodesTab.tsx')) },
  { key: 'connections', permission: 'publishing.connect', Tab: lazy(() => import('./ConnectionsTab.tsx')) },
] as const;

export function Component() {
  const { t } = useI18n();
  const [asked] = useUrlState<string>('tab', 'webhooks');
  const tab = tabs.find((one) => one.key === asked) ?? tabs[0];
  const denied = useDenied(tab.permission);
  return (
    <PageFrame
      narrow
      title={t('nav.integrations')}
      lead={t('integrations.lead')}
      actions={
        <>
          <LinkButton to="/settings?tab=keys">{t('settings.tab.keys')}</LinkButton>
          <a className="button-like" href="/api/docs" target="_blank" rel="noreferrer">
            {t('account.api')}
          </a>
        </>
      }
    >
      <LinkTabs
        label={t('nav.integrations')}
        current={tab.key}
        tabs={tabs.map(({ key }, index) => ({
          key,
          to: index === 0 ? '/integrations' : `/integrations?tab=${key}`,
          label: t(`integrations.tab.${key}`),
        }))}
      />
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <Suspense fallback={<LoadingLines />}>
          <tab.Tab />
        </Suspense>
      )}
    </PageFrame>
  );
}
