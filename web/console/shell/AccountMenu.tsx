/** Who one is, in which organisation, in which language and light, and the way out. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { identityContract } from '../../../src/modules/identity/contract.ts';
import { call } from '../../shared/api/client.ts';
import { meQuery, useMe } from '../../shared/api/me.ts';
import { signOut } from '../../shared/api/session.ts';
import { changeLanguage, languageName, languages, useI18n } from '../../shared/i18n/i18n.ts';
import { chooseTheme, useTheme } from '../../shared/theme/theme.ts';
import { Menu, type MenuItem } from '../../shared/ui/Menu.tsx';
import { toast } from '../../shared/ui/toast.tsx';

export function AccountMenu() {
  const { t, language } = useI18n();
  const me = useMe();
  const theme = useTheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const change = useMutation({
    mutationFn: (organisationId: string) => call(identityContract.routes.switchOrganisation, { body: { organisationId } }),
    onSuccess: async (next) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, next);
      await navigate('/');
    },
    onError: toast.failed,
  });
  const leave = useMutation({
    mutationFn: signOut,
    // A fresh document, so that nothing of this person stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
    onError: toast.failed,
  });
  const items: MenuItem[] = [
    ...(me.organisations.length > 1
      ? [
          { kind: 'title' as const, key: 'organisations', label: t('account.organisations') },
          ...me.organisations.map((one) => ({
            kind: 'choice' as const,
            key: one.id,
            label: one.name,
            chosen: one.id === me.organisation?.id,
            onPick: () => change.mutate(one.id),
          })),
        ]
      : []),
    { kind: 'title', key: 'languages', label: t('account.language') },
    ...languages.map((one) => ({
      kind: 'choice' as const,
      key: `language ${one}`,
      label: languageName(one),
      chosen: one === language,
      onPick: () => void changeLanguage(one),
    })),
    { kind: 'title', key: 'themes', label: t('account.theme') },
    ...(['system', 'light', 'dark'] as const).map((one) => ({
      kind: 'choice' as const,
      key: `theme ${one}`,
      label: t(`theme.${one}`),
      chosen: one === theme.choice,
      onPick: () => chooseTheme(one),
    })),
    { kind: 'line', key: 'line' },
    { kind: 'action', key: 'account', label: t('account.mine'), icon: 'person', onPick: () => void navigate('/settings?tab=account') },
    { kind: 'link', key: 'api', label: t('account.api'), icon: 'book', href: '/api/docs' },
    { kind: 'action', key: 'out', label: t('account.sign_out'), icon: 'out', onPick: () => leave.mutate() },
  ];
  return (
    <Menu
      up
      className="rail-button rail-account"
      items={items}
      button={
        <>
          <span className="avatar" aria-hidden="true">
            {[...me.user.name][0] ?? '·'}
          </span>
          <span className="rail-words rail-who">
            <strong>{me.user.name}</strong>
            <small>{me.organisation?.name ?? me.user.email}</small>
          </span>
        </>
      }
    />
  );
}
