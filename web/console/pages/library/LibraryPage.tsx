/** The library: every work of the organisation, found by its words, its kind, its state. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, lazy } from 'react';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { genres, workKinds, workStatuses, type WorkSummary } from '../../../../src/modules/catalog/contract.ts';
import { meQuery, useMe } from '../../../shared/api/me.ts';
import { queryClient } from '../../../shared/api/query.ts';
import { worksQuery, type WorkFilter } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice, ViewSwitch } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { MoreOnSight } from '../../../shared/ui/MoreOnSight.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import './library.css';
import { FirstSteps } from './FirstSteps.tsx';
import { WorkCard, WorkRow } from './WorkCard.tsx';

const NewWorkDialog = lazy(() => import('../../forms/NewWorkDialog.tsx'));

function filterOf(search: URLSearchParams): WorkFilter {
  const filter: WorkFilter = {};
  const query = search.get('q')?.trim();
  if (query) filter.query = query;
  for (const name of ['kind', 'status', 'genre', 'sort'] as const) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  if (search.get('trash') === '1') filter.trashed = true;
  return filter;
}

export async function loader({ request }: LoaderFunctionArgs) {
  // Partners have no library; the shell leads them to their own first page.
  const me = await queryClient.ensureQueryData(meQuery).catch(() => null);
  if (!me?.permissions.includes('catalog.read')) return null;
  // Started, not awaited: the frame stands at once and the covers follow.
  void queryClient.prefetchInfiniteQuery(worksQuery(filterOf(new URL(request.url).searchParams)));
  return null;
}

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const [search] = useSearchParams();
  const [view, setView] = useUrlState<'grid' | 'list'>('view', 'grid');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const filter = filterOf(search);
  const works = useInfiniteQuery({ ...worksQuery(filter), placeholderData: (before) => before });
  const items = works.data?.pages.flatMap((page) => page.items) ?? [];
  const total = works.data?.pages[0]?.total;
  const filtered = Object.keys(filter).some((name) => name !== 'sort');
  const isFirstRun = works.isSuccess && items.length === 0 && !filtered;
  return (
    <PageFrame
      title={filter.trashed ? t('library.trash') : t('library.title')}
      lead={total === undefined || isFirstRun ? undefined : t('library.count', { count: total, organisation: me.organisation!.name })}
      actions={
        isFirstRun ? undefined : (
          <>
            <PermissionGate permission="catalog.write">
              <LinkButton to="/import" icon={<Icon name="import" size={16} />}>
                {t('library.import')}
              </LinkButton>
            </PermissionGate>
            <PermissionGate permission="catalog.write">
              <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
                {t('library.new')}
              </Button>
            </PermissionGate>
          </>
        )
      }
    >
      {!isFirstRun && <FilterBar view={view} onView={setView} />}
      {works.isPending && <LibrarySkeleton view={view} />}
      {works.error && !works.data && <ErrorState error={works.error} onRetry={() => void works.refetch()} />}
      {isFirstRun && <FirstSteps onNew={() => setDialog('new')} />}
      {works.isSuccess && items.length === 0 && filtered && <NothingFound trashed={filter.trashed === true} />}
      <WorkList items={items} view={view} stale={works.isPlaceholderData} />
      {works.hasNextPage && <MoreOnSight busy={works.isFetchingNextPage} onSight={() => void works.fetchNextPage()} />}
      <Suspense>{dialog === 'new' && <NewWorkDialog onClose={() => setDialog(null)} />}</Suspense>
    </PageFrame>
  );
}

function FilterBar({ view, onView }: { view: 'grid' | 'list'; onView: (view: 'grid' | 'list') => void }) {
  const { t } = useI18n();
  const [kind, setKind] = useUrlState('kind', '');
  const [status, setStatus] = useUrlState<string>('status', '');
  const [genre, setGenre] = useUrlState<string>('genre', '');
  const [trash, setTrash] = useUrlState<string>('trash', '');
  const [sort, setSort] = useUrlState<string>('sort', 'updated');
  const options = (prefix: string, values: readonly string[], all: string) => [
    { value: '', label: all },
    ...values.map((value) => ({ value, label: t(`${prefix}.${value}`) })),
  ];
  return (
    <div className="filters" role="search">
      <SearchBox label={t('library.search')} />
      <div className="filters-choices">
        <Choice
          label={t('library.kind')}
          value={kind}
          options={options('work.kind', workKinds, t('library.any_kind'))}
          onChange={(value) => setKind(value as '')}
        />
        <Choice
          label={t('library.status')}
          value={status}
          options={options('work.status', workStatuses, t('library.any_status'))}
          onChange={setStatus}
        />
        <Choice label={t('library.genre')} value={genre} options={options('genre', genres, t('library.any_genre'))} onChange={setGenre} />
        <Choice
          label={t('library.sort')}
          value={sort}
          options={['updated', 'created', 'title'].map((value) => ({ value, label: t(`library.sort.${value}`) }))}
          onChange={setSort}
        />
        <button type="button" className="chip" aria-pressed={trash === '1'} onClick={() => setTrash(trash === '1' ? null : '1')}>
          <Icon name="trash" size={14} /> {t('library.trash')}
        </button>
      </div>
      <ViewSwitch
        label={t('library.view')}
        value={view}
        onChange={onView}
        options={[
          { value: 'grid', label: t('library.view.grid'), icon: <Icon name="grid" /> },
          { value: 'list', label: t('library.view.list'), icon: <Icon name="list" /> },
        ]}
      />
    </div>
  );
}

function WorkList({ items, view, stale }: { items: readonly WorkSummary[]; view: 'grid' | 'list'; stale: boolean }) {
  const { t } = useI18n();
  if (items.length === 0) return null;
  if (view === 'grid')
    return (
      <ul className={`work-grid${stale ? ' is-stale' : ''}`}>
        {items.map((work, index) => (
          <WorkCard key={work.id} work={work} eager={index < 12} />
        ))}
      </ul>
    );
  return (
    <div className={`work-table${stale ? ' is-stale' : ''}`} role="table" aria-label={t('library.title')}>
      <div className="work-table-head" role="row">
        {['title', 'status', 'episodes', 'length', 'updated'].map((name) => (
          <span key={name} role="columnheader">
            {t(`library.column.${name}`)}
          </span>
        ))}
      </div>
      {items.map((work) => (
        <WorkRow key={work.id} work={work} />
      ))}
    </div>
  );
}

function NothingFound({ trashed }: { trashed: boolean }) {
  const { t } = useI18n();
  if (trashed)
    return (
      <EmptyState
        icon="trash"
        title={t('library.trash_empty')}
        text={t('library.trash_empty_text')}
        action={<LinkButton to="/">{t('not_found.home')}</LinkButton>}
      />
    );
  return (
    <EmptyState
      icon="search"
      title={t('library.nothing')}
      text={t('library.nothing_text')}
      action={<LinkButton to="/">{t('library.clear')}</LinkButton>}
    />
  );
}

function LibrarySkeleton({ view }: { view: 'grid' | 'list' }) {
  const { t } = useI18n();
  if (view === 'list') return <LoadingLines lines={8} height={36} />;
  return (
    <div className="work-grid" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className="work-card">
          <span className="loading-block work-skeleton-cover" />
          <span className="loading-line" style={{ height: 16, width: '70%', marginTop: 10 }} />
        </div>
      ))}
    </div>
  );
}
