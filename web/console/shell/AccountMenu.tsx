/** Who one is, in which organisation, in which language and light, and the way out. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dropdown, type MenuProps } from 'antd';
import { useNavigate } from 'react-router';
import { identityContract } from '../../../src/modules/identity/contract.ts';
import { call } from '../../shared/api/client.ts';
import { meQuery, useMe } from '../../shared/api/me.ts';
import { signOut } from '../../shared/api/session.ts';
import { changeLanguage, languageName, languages, useI18n } from '../../shared/i18n/i18n.ts';
import { chooseTheme, useTheme, type ThemeChoice } from '../../shared/theme/theme.ts';
import { Icon } from '../../shared/ui/Icon.tsx';
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
  const leave = async () => {
    await signOut();
    client.clear();
    await navigate('/sign-in');
  };
  const chosen = (key: string, label: string, is: boolean) => ({ key, label: <span className="menu-choice">{label}{is && <Icon name="check" size={16} />}</span> });
  const items: MenuProps['items'] = [
    ...(me.organisations.length > 1
      ? [{ key: 'organisations', type: 'group' as const, label: t('account.organisations'), children: me.organisations.map((one) => chosen(`org:${one.id}`, one.name, one.id === me.organisation?.id)) }]
      : []),
    { key: 'languages', type: 'group', label: t('account.language'), children: languages.map((one) => chosen(`lang:${one}`, languageName(one), one === language)) },
    { key: 'themes', type: 'group', label: t('account.theme'), children: (['system', 'light', 'dark'] as const).map((one) => chosen(`theme:${one}`, t(`theme.${one}`), one === theme.choice)) },
    { type: 'divider' },
    { key: 'api', label: <a href="/api/docs" target="_blank" rel="noreferrer">{t('account.api')}</a>, icon: <Icon name="book" size={16} /> },
    { key: 'out', label: t('account.sign_out'), icon: <Icon name="out" size={16} /> },
  ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    const [kind, ...rest] = key.split(':');
    const value = rest.join(':');
    if (kind === 'org') change.mutate(value);
    else if (kind === 'lang') void changeLanguage(value);
    else if (kind === 'theme') chooseTheme(value as ThemeChoice);
    else if (kind === 'out') void leave();
  };
  return (
    <Dropdown menu={{ items, onClick }} trigger={['click']} placement="topLeft">
      <button type="button" className="rail-button rail-account" aria-label={t('account.menu', { name: me.user.name })}>
        <span className="avatar" aria-hidden="true">{[...me.user.name][0] ?? '·'}</span>
        <span className="rail-words rail-who"><strong>{me.user.name}</strong><small>{me.organisation?.name ?? me.user.email}</small></span>
      </button>
    </Dropdown>
  );
}
