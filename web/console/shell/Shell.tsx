/** The frame of the signed-in console: where one can go, what is running, who one is. */
import { Suspense, lazy, useEffect, useRef } from 'react';
import {
  Link,
  Outlet,
  ScrollRestoration,
  redirect,
  redirectDocument,
  useLocation,
  useNavigation,
  type LoaderFunctionArgs,
} from 'react-router';
import { ApiError } from '../../shared/api/client.ts';
import { meQuery, useMe } from '../../shared/api/me.ts';
import { queryClient } from '../../shared/api/query.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { Icon, Mark } from '../../shared/ui/Icon.tsx';
import { useUrlState } from '../../shared/ui/url-state.ts';
import { promotionWords } from '../promotion-words.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { isWithin, placesFor, thumbPlaces } from './places.ts';
import { useUnread } from './notifications.ts';
import './shell.css';
import { useActiveTasks } from './tasks.ts';

const TasksDrawer = lazy(() => import('./TasksDrawer.tsx'));
const NotificationsDrawer = lazy(async () => {
  const [drawer] = await Promise.all([import('./NotificationsDrawer.tsx'), promotionWords()]);
  return drawer;
});
const NavDrawer = lazy(() => import('./NavDrawer.tsx'));
const FirstOrganisation = lazy(() => import('./FirstOrganisation.tsx'));

export async function loader({ request }: LoaderFunctionArgs) {
  const { pathname, search } = new URL(request.url);
  try {
    const me = await queryClient.ensureQueryData(meQuery);
    // Creators have an app of their own; an agency begins at the campaigns, as the library is not theirs to see.
    if (me.role === 'creator') throw redirectDocument('/creator');
    if (me.role === 'agency' && pathname === '/') throw redirect('/campaigns');
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    throw redirect(pathname === '/' && !search ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }
  return null;
}

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const navigation = useNavigation();
  const main = useRef<HTMLElement>(null);
  const [drawer, setDrawer] = useUrlState<string>('drawer', '', true);
  const seesTasks = me.organisation !== null && me.permissions.includes('jobs.read');
  useFocusOnNewPage(main);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      {navigation.state !== 'idle' && <div className="page-loading" role="status" aria-label={t('state.loading')} />}
      <header className="rail">
        <Link to="/" className="rail-brand" aria-label="Hookline">
          <Mark />
          <span>Hookline</span>
        </Link>
        <Places onMore={() => setDrawer('places')} />
        <div className="rail-foot">
          {me.organisation && <BellButton onOpen={() => setDrawer('notifications')} />}
          {seesTasks && <TasksButton onOpen={() => setDrawer('tasks')} />}
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
      <Suspense>
        {drawer === 'tasks' && seesTasks && <TasksDrawer onClose={() => setDrawer(null)} />}
        {drawer === 'notifications' && me.organisation && <NotificationsDrawer onClose={() => setDrawer(null)} />}
        {drawer === 'places' && me.organisation && <NavDrawer onClose={() => setDrawer(null)} />}
      </Suspense>
      <ScrollRestoration />
    </div>
  );
}

function Places({ onMore }: { onMore: () => void }) {
  const { t } = useI18n();
  const me = useMe();
  const { pathname } = useLocation();
  const groups = placesFor(me);
  const thumbs = thumbPlaces(groups);
  return (
    <nav className="places" aria-label={t('nav.main')}>
      {groups.map((group) => (
        <div key={group.key} className="places-group" role="group" aria-label={t(`nav.group.${group.key}`)}>
          <span className="places-title" aria-hidden="true">
            {t(`nav.group.${group.key}`)}
          </span>
          {group.places.map((place) => {
            const here = isWithin(place, pathname);
            const thumb = thumbs.includes(place) ? '' : ' is-far';
            return (
              <Link key={place.to} to={place.to} className={`${here ? 'is-here' : ''}${thumb}`} aria-current={here ? 'page' : undefined}>
                <Icon name={place.icon} />
                <span>{t(place.words)}</span>
              </Link>
            );
          })}
        </div>
      ))}
      <button type="button" className="places-more" onClick={onMore} aria-haspopup="dialog">
        <Icon name="menu" />
        <span>{t('nav.more')}</span>
      </button>
    </nav>
  );
}

function BellButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useI18n();
  const unread = useUnread();
  return (
    <button type="button" className="rail-button" onClick={onOpen}>
      <Icon name="bell" />
      <span className="rail-words">{t('nav.notifications')}</span>
      {unread > 0 && (
        <span className="rail-count">
          {unread > 99 ? '99+' : unread}
          <span className="visually-hidden"> {t('nav.unread', { count: unread })}</span>
        </span>
      )}
    </button>
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
