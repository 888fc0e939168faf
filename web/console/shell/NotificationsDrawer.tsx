/** What one was told, and of what one wants to be told. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { notificationsContract, type Notification, type NotificationPreference } from '../../../src/modules/notifications/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { itemsOf } from '../../shared/table/Listing.tsx';
import { ViewSwitch } from '../../shared/ui/Choice.tsx';
import { MoreOnSight } from '../../shared/ui/MoreOnSight.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { useNow } from '../../shared/ui/use-now.ts';
import './notifications.css';

const { routes } = notificationsContract;

export default function NotificationsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [view, setView] = useState<'list' | 'preferences'>('list');
  return (
    <Drawer
      open
      title={t('nav.notifications')}
      onClose={onClose}
      size="min(460px, 100vw)"
      styles={{ body: { padding: 0 } }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <div className="notify-tools">
        <ViewSwitch
          label={t('nav.notifications')}
          value={view}
          onChange={setView}
          options={[
            { value: 'list', label: t('promotion.notify.list') },
            { value: 'preferences', label: t('promotion.notify.preferences') },
          ]}
        />
      </div>
      {view === 'list' ? <List onClose={onClose} /> : <Preferences />}
    </Drawer>
  );
}

function List({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listNotifications, { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const read = useMutation({
    mutationFn: (body: { ids: string[] } | { all: true }) => call(routes.markRead, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
    onError: toast.failed,
  });
  const items = itemsOf(list);
  const unread = items.some((one) => one.readAt === null);
  return (
    <>
      {unread && (
        <div className="notify-tools">
          <Button size="small" loading={read.isPending} onClick={() => read.mutate({ all: true })}>
            {t('promotion.notify.read_all')}
          </Button>
        </div>
      )}
      {list.isPending && <LoadingLines />}
      {list.error && <ErrorState compact error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon="bell" title={t('promotion.notify.empty')} text={t('promotion.notify.empty_text')} />
      )}
      <ul className="notify-list">
        {items.map((one) => (
          <NotificationRow
            key={one.id}
            notification={one}
            onFollow={() => {
              if (one.readAt === null) read.mutate({ ids: [one.id] });
              onClose();
            }}
            onRead={() => read.mutate({ ids: [one.id] })}
          />
        ))}
      </ul>
      {list.hasNextPage && <MoreOnSight busy={list.isFetchingNextPage} onSight={() => void list.fetchNextPage()} />}
    </>
  );
}

function NotificationRow({ notification, onFollow, onRead }: { notification: Notification; onFollow: () => void; onRead: () => void }) {
  const { t, format } = useI18n();
  const now = useNow();
  const key = `notification.${notification.kind}`;
  const text = (
    <>
      <strong>{t(`${key}.title`, notification.params)}</strong>
      <span>{t(`${key}.body`, notification.params)}</span>
      <small>{format.ago(notification.createdAt, now)}</small>
    </>
  );
  return (
    <li className={notification.readAt === null ? 'notify is-unread' : 'notify'}>
      {notification.link ? (
        <Link to={notification.link} onClick={onFollow}>
          {text}
        </Link>
      ) : (
        <div>{text}</div>
      )}
      {notification.readAt === null && (
        <button
          type="button"
          className="notify-dot"
          aria-label={t('promotion.notify.read')}
          title={t('promotion.notify.read')}
          onClick={onRead}
        />
      )}
    </li>
  );
}

function Preferences() {
  const { t } = useI18n();
  const client = useQueryClient();
  const preferences = useQuery({
    queryKey: ['notification-preferences'],
    queryFn: ({ signal }) => call(routes.getPreferences, {}, { signal }),
  });
  const save = useMutation({
    mutationFn: (one: NotificationPreference) => call(routes.setPreferences, { body: { items: [one] } }),
    onSuccess: (saved) => client.setQueryData(['notification-preferences'], saved),
    onError: toast.failed,
  });
  if (!preferences.data)
    return preferences.error ? (
      <ErrorState compact error={preferences.error} onRetry={() => void preferences.refetch()} />
    ) : (
      <LoadingLines lines={8} />
    );
  return (
    <div className="notify-preferences">
      {!preferences.data.mailConfigured && <Notice>{t('promotion.notify.no_mail')}</Notice>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('promotion.notify.what')}</th>
            <th scope="col">{t('promotion.notify.app')}</th>
            <th scope="col">{t('promotion.notify.mail')}</th>
          </tr>
        </thead>
        <tbody>
          {preferences.data.items.map((one) => {
            const name = t(`promotion.notify.kind.${one.kind}`);
            return (
              <tr key={one.kind}>
                <th scope="row">{name}</th>
                {(['app', 'mail'] as const).map((way) => (
                  <td key={way}>
                    <input
                      type="checkbox"
                      aria-label={`${name} · ${t(`promotion.notify.${way}`)}`}
                      checked={one[way]}
                      onChange={(event) => save.mutate({ ...one, [way]: event.target.checked })}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
