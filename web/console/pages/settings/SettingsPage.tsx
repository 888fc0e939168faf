/** The organisation's own matters: its people, its keys, its name, and what was done in it. */
import { Suspense, lazy } from 'react';
import { useSearchParams } from 'react-router';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { promotion } from '../../promotion-words.ts';
import '../../../shared/ui/rows.css';
import './settings.css';

const tabs = [
  { key: 'members', permission: 'identity.read_members', Tab: lazy(() => import('./MembersTab.tsx')) },
  { key: 'keys', permission: 'identity.manage', Tab: lazy(() => import('./KeysTab.tsx')) },
  { key: 'organisation', permission: 'identity.read_members', Tab: lazy(() => import('./OrganisationTab.tsx')) },
  // It says what promotion keeps of people, in promotion's words.
  { key: 'privacy', permission: 'attribution.manage_privacy', Tab: lazy(promotion(() => import('./PrivacyTab.tsx'))) },
  { key: 'audit', permission: 'identity.read_audit', Tab: lazy(() => import('./AuditTab.tsx')) },
  { key: 'account', permission: null, Tab: lazy(() => import('./AccountTab.tsx')) },
] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const me = useMe();
  // Partners have their account here and nothing else; staff see every tab, and why one is closed to them.
  const shown = tabs.filter((one) => one.permission === null || me.permissions.includes('identity.read_members'));
  const tab = shown.find((one) => one.key === search.get('tab')) ?? shown[0]!;
  const missing = useDenied(tab.permission ?? '');
  const denied = tab.permission === null ? undefined : missing;
  return (
    <PageFrame narrow title={t('nav.settings')}>
      <LinkTabs
        label={t('nav.settings')}
        current={tab.key}
        tabs={shown.map(({ key }, index) => ({
          key,
          to: index === 0 ? '/settings' : `/settings?tab=${key}`,
          label: t(`settings.tab.${key}`),
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
