/** What one was told, newest first; opening a notification reads it. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask, type Request } from '../../api.ts';
import { notificationsQuery } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { NotificationRow } from '../home/NotificationRow.tsx';
import '../home/home.css';
import { More } from '../market/MarketPage.tsx';

export default function NotificationsPage() {
  const { t } = useI18n();
  const client = useQueryClient();
  const news = useInfiniteQuery(notificationsQuery);
  const read = useMutation({
    mutationFn: (body: Request<'POST /api/v1/notifications/read'>['body']) => ask('POST /api/v1/notifications/read', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
    onError: (error) => toast.failed(error),
  });
  const unread = news.data?.pages[0]?.unread ?? 0;
  return (
    <Page
      title={t('creator.notifications.title')}
      back="/"
      actions={
        <Link to="/notifications/preferences" className="round" aria-label={t('creator.preferences.title')}>
          <Icon name="settings" size={22} />
        </Link>
      }
    >
      <Loaded query={news}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <Empty icon="bell" title={t('creator.notifications.empty')} text={t('creator.notifications.empty_text')} />;
          return (
            <>
              {unread > 0 && (
                <div className="row row-spread">
                  <p className="muted">{t('creator.notifications.unread', { count: unread })}</p>
                  <Button tone="plain" busy={read.isPending} onClick={() => read.mutate({ all: true })}>
                    {t('creator.notifications.read_all')}
                  </Button>
                </div>
              )}
              <ul className="rows card card-flat">
                {items.map((one) => (
                  <li key={one.id}>
                    <NotificationRow notification={one} onOpen={() => !one.readAt && read.mutate({ ids: [one.id] })} />
                  </li>
                ))}
              </ul>
              <More there={news.hasNextPage} busy={news.isFetchingNextPage} onMore={() => void news.fetchNextPage()} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
