/** The frame of the signed-in console: where one can go, what is running, who one is. */
import { Suspense, lazy, useEffect, useRef } from 'react';
import { NavLink, Outlet, ScrollRestoration, redirect, useLocation, useNavigation, type LoaderFunctionArgs } from 'react-router';
import { ApiError } from '../../shared/api/client.ts';
import { meQuery, useMe } from '../../shared/api/me.ts';
import { queryClient } from '../../shared/api/query.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon, Mark, type IconName } from '../../shared/ui/Icon.tsx';
import { useUrlState } from '../../shared/ui/url-state.ts';
import { AccountMenu } from './AccountMenu.tsx';
import './shell.css';
import { useActiveTasks } from './tasks.ts';

const TasksDrawer = lazy(() => import('./TasksDrawer.tsx'));
const FirstOrganisation = lazy(() => import('./FirstOrganisation.tsx'));

export async function loader({ request }: LoaderFunctionArgs) {
  try {
    await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    const { pathname, search } = new URL(request.url);
    throw redirect(pathname === '/' && !search ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }
  return null;
}

const places: readonly { to: string; icon: IconName; words: string; within: readonly string[] }[] = [
  { to: '/', icon: 'library', words: 'nav.library', within: ['/works'] },
  { to: '/import', icon: 'import', words: 'nav.import', within: [] },
  { to: '/settings', icon: 'settings', words: 'nav.settings', within: [] },
];

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const navigation = useNavigation();
  const main = useRef<HTMLElement>(null);
  const [drawer, setDrawer] = useUrlState<string>('drawer', '', true);
  useFocusOnNewPage(main);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      {navigation.state !== 'idle' && <div className="page-loading" role="status" aria-label={t('state.loading')} />}
      <header className="rail">
        <NavLink to="/" className="rail-brand" aria-label="Hookline">
          <Mark />
          <span>Hookline</span>
        </NavLink>
        <Places />
        <div className="rail-foot">
          <TasksButton onOpen={() => setDrawer('tasks')} />
          <AccountMenu />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {me.organisation ? (
          <Outlet />
        ) : (
          <Suspense>
            <FirstOrganisation />
          </Suspense>
        )}
      </main>
      <Suspense>{drawer === 'tasks' && me.organisation && <TasksDrawer onClose={() => setDrawer(null)} />}</Suspense>
      <ScrollRestoration />
    </div>
  );
}

function Places() {
  const { t } = useI18n();
  const { pathname } = useLocation();
  return (
    <nav className="places" aria-label={t('nav.main')}>
      {places.map((place) => {
        const inside =
          place.to === '/' ? pathname === '/' || place.within.some((one) => pathname.startsWith(one)) : pathname.startsWith(place.to);
        return (
          <NavLink key={place.to} to={place.to} className={inside ? 'is-here' : ''}>
            <Icon name={place.icon} />
            <span>{t(place.words)}</span>
          </NavLink>
        );
      })}
    </nav>
  );
}

function TasksButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useI18n();
  const active = useActiveTasks();
  const count = active.length;
  return (
    <button type="button" className="rail-button" onClick={onOpen}>
      <span className={count ? 'tasks-icon is-active' : 'tasks-icon'}>
        <Icon name="tasks" />
      </span>
      <span className="rail-words">{t('nav.tasks')}</span>
      {count > 0 && (
        <span className="rail-count">
          {count}
          <span className="visually-hidden"> {t('nav.tasks_active', { count })}</span>
        </span>
      )}
    </button>
  );
}

/** Those who listen to the page are told of a new one by the focus, as a load of a document would do it. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname, main]);
}
