/** The frame of the app for who is signed in: the bar of places, what the network does, and the terms where they must be read first. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Link, Navigate, navigate, useLocation } from '../router.tsx';
import { ApiError } from '../../shared/api/client.ts';
import { whenSignedOut } from '../../shared/api/query.ts';
import { signOut } from '../session.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon, Mark, type IconName } from '../../shared/ui/Icon.tsx';
import { meQuery, mineQuery } from '../data.ts';
import { Button, ButtonAnchor, ButtonLink } from '../ui/Button.tsx';
import { Empty, Failure, Notice } from '../ui/states.tsx';
import { useOnline } from './online.ts';
import { Threshold } from './Threshold.tsx';
import './shell.css';

const places: readonly { to: string; icon: IconName; label: string }[] = [
  { to: '/', icon: 'home', label: 'creator.nav.home' },
  { to: '/market', icon: 'store', label: 'creator.nav.market' },
  { to: '/claims', icon: 'link', label: 'creator.nav.promotions' },
  { to: '/money', icon: 'coins', label: 'creator.nav.money' },
  { to: '/me', icon: 'person', label: 'creator.nav.me' },
];

/** Pages that have no place of their own in the bar stand below one that has. */
const below: Record<string, string> = {
  campaigns: '/market',
  earnings: '/money',
  orders: '/money',
  accounts: '/me',
  publications: '/me',
  terms: '/me',
  notifications: '/',
};

function placeOf(pathname: string): string {
  const first = pathname.split('/')[1] ?? '';
  return below[first] ?? `/${first}`;
}

export function Shell({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const me = useQuery(meQuery);
  const here = `${pathname}${search}`;
  const toSignIn = here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
  useEffect(() => {
    whenSignedOut(() => navigate(toSignIn, { replace: true }));
  }, [toSignIn]);
  if (me.error instanceof ApiError && me.error.status === 401) return <Navigate to={toSignIn} />;
  if (me.error && !me.data) return <Failure error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <Opening />;
  if (me.data.role !== 'creator') return <NotACreator />;
  return <Frame>{children}</Frame>;
}

function Opening() {
  const { t } = useI18n();
  return (
    <div className="opening" role="status" aria-label={t('state.loading')}>
      <Mark size={56} />
    </div>
  );
}

/** Staff and agencies have the console; somebody who left has only the way out. */
function NotACreator() {
  const { t } = useI18n();
  const client = useQueryClient();
  const me = useQuery(meQuery).data;
  const leave = async () => {
    await signOut();
    client.clear();
    navigate('/sign-in', { replace: true });
  };
  return (
    <Empty
      icon="person"
      title={t('creator.other_role.title')}
      text={t(me?.role ? 'creator.other_role.text' : 'creator.other_role.nobody')}
      action={
        <>
          {me?.role && (
            <ButtonAnchor tone="primary" href="/">
              {t('creator.other_role.console')}
            </ButtonAnchor>
          )}
          <Button icon="out" onClick={() => void leave()}>
            {t('creator.me.sign_out')}
          </Button>
        </>
      }
    />
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const online = useOnline();
  const { pathname } = useLocation();
  const mine = useQuery(mineQuery).data;
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('creator.nav.skip')}
      </a>
      <nav className="places" aria-label={t('creator.nav.label')}>
        <Link to="/" className="places-brand" aria-label="Hookline">
          <Mark size={30} /> <span>Hookline</span>
        </Link>
        {places.map(({ to, icon, label }) => (
          <Link key={to} to={to} aria-current={placeOf(pathname) === to ? 'page' : undefined}>
            <Icon name={icon} size={23} />
            <span>{t(label)}</span>
          </Link>
        ))}
      </nav>
      <div className="frame-page" id="content">
        {!online && (
          <p className="offline" role="status">
            <Icon name="globe" size={16} /> {t('creator.offline.line')}
          </p>
        )}
        {mine?.suspended && (
          <div className="frame-notice">
            <Notice tone="bad">{t('creator.suspended')}</Notice>
          </div>
        )}
        {mine?.terms.mustAccept && pathname !== '/terms' && (
          <div className="frame-notice">
            <Notice
              tone="warn"
              action={
                <ButtonLink tone="plain" to={`/terms?next=${encodeURIComponent(pathname)}`}>
                  {t('creator.terms.read')}
                </ButtonLink>
              }
            >
              {t('creator.terms.must_accept')}
            </Notice>
          </div>
        )}
        <Threshold>{children}</Threshold>
      </div>
    </div>
  );
}
