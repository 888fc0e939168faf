/** All posts, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { publicationsQuery } from '../../data.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Page, RefreshButton } from '../../ui/Page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { More } from '../market/MarketPage.tsx';
import { PublicationRow } from './PublicationRow.tsx';
import './profile.css';

export default function PublicationsPage() {
  const { t } = useI18n();
  const posts = useInfiniteQuery(publicationsQuery);
  return (
    <Page
      title={t('creator.posts.title')}
      back="/me"
      actions={<RefreshButton busy={posts.isRefetching} onPress={() => void posts.refetch()} />}
    >
      <Loaded query={posts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <Empty
                icon="send"
                title={t('creator.posts.empty')}
                text={t('creator.posts.empty_text')}
                action={
                  <ButtonLink tone="primary" to="/claims">
                    {t('creator.nav.promotions')}
                  </ButtonLink>
                }
              />
            );
          return (
            <>
              <ul className="rows card card-flat">
                {items.map((one) => (
                  <li key={one.id}>
                    <PublicationRow publication={one} />
                  </li>
                ))}
              </ul>
              <More there={posts.hasNextPage} busy={posts.isFetchingNextPage} onMore={() => void posts.fetchNextPage()} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
