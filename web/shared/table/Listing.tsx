/** A listing that comes in pages: grey lines while it loads, the reason when it fails, words when it is empty, more on sight. */
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { MoreOnSight } from '../ui/MoreOnSight.tsx';
import { Panel } from '../ui/PageFrame.tsx';
import { ErrorState, LoadingLines } from '../ui/states.tsx';

type PageOf<Item> = { items: readonly Item[]; nextCursor: string | null };

/** All items of the pages that are here. */
export function itemsOf<Item>(query: { data: InfiniteData<PageOf<Item>> | undefined }): Item[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

export function Listing<Item>({
  query,
  empty,
  title,
  actions,
  children,
}: {
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Item>>>;
  empty: ReactNode;
  title?: ReactNode;
  actions?: ReactNode;
  children: (items: Item[]) => ReactNode;
}) {
  const items = itemsOf(query);
  if (query.isSuccess && items.length === 0 && !title) return empty;
  return (
    <Panel flush {...(title !== undefined && { title })} {...(actions !== undefined && { actions })}>
      {query.isPending && (
        <div className="panel-body">
          <LoadingLines lines={6} height={22} />
        </div>
      )}
      {query.error && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && empty}
      {items.length > 0 && children(items)}
      {query.hasNextPage && <MoreOnSight busy={query.isFetchingNextPage} onSight={() => void query.fetchNextPage()} />}
    </Panel>
  );
}
