/** All notices about one's own links, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Link } from '../../router.tsx';
import { Page, RefreshButton } from '../../ui/Page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { More } from '../market/MarketPage.tsx';
import { noticesQuery } from './notices.ts';

export default function NoticesPage() {
  const { t, format } = useI18n();
  const notices = useInfiniteQuery(noticesQuery);
  return (
    <Page
      title={t('creator.notices.title')}
      back="/me"
      actions={<RefreshButton busy={notices.isRefetching} onPress={() => void notices.refetch()} />}
    >
      <Loaded query={notices}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty icon="check" title={t('creator.notices.none')} text={t('creator.notices.none_text')} />;
          return (
            <>
              <ul className="rows card card-flat">
                {items.map((one) => (
                  <li key={one.id}>
                    <Link to={`/notices/${one.id}`} className="list-row">
                      <span className="grow">
                        {t('creator.notices.of', { name: one.notifier })}
                        <br />
                        <span className="small muted">
                          {[format.list(one.works), format.date(one.receivedAt)].filter(Boolean).join(' · ')}
                        </span>
                      </span>
                      <span className={one.mayAnswer ? 'tag tag-warn' : 'tag'}>{t(`creator.notices.state.${one.state}`)}</span>
                      <Icon name="right" />
                    </Link>
                  </li>
                ))}
              </ul>
              <More there={notices.hasNextPage} busy={notices.isFetchingNextPage} onMore={() => void notices.fetchNextPage()} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
