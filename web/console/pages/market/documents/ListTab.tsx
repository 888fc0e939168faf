/** Documents by their day, or what was found of the words that are typed, with passages. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { MoreOnSight } from '../../../../shared/ui/MoreOnSight.tsx';
import { SearchBox } from '../../../../shared/ui/SearchBox.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { useMarketNames } from '../kit/metrics.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { documentsQuery, facetsQuery, searchQuery, type DocumentFilter } from './queries.ts';
import { SearchResult } from './SearchResult.tsx';

export function ListTab({ onCollect }: { onCollect: () => void }) {
  const [search] = useSearchParams();
  const q = search.get('q') ?? '';
  const language = search.get('language');
  const text = (name: string) => search.get(name) || undefined;
  const filter: DocumentFilter = {
    ...((language === 'zh' || language === 'en') && { language }),
    ...(text('publisher') && { publisher: text('publisher')! }),
    ...(text('source') && { sourceId: text('source')! }),
    ...(text('from') && { from: text('from')! }),
    ...(text('until') && { until: text('until')! }),
  };
  const narrowed = Object.keys(filter).length > 0 || search.get('show') === 'archived';
  return (
    <>
      <Filters searching={q !== ''} />
      {q === '' ? (
        <Documents filter={filter} archived={search.get('show') === 'archived'} narrowed={narrowed} onCollect={onCollect} />
      ) : (
        <Results
          q={q}
          filter={{
            ...filter,
            ...(text('metric') && { metric: text('metric')! }),
            ...(text('region') && { region: text('region')! }),
            ...(text('topic') && { topicId: text('topic')! }),
          }}
        />
      )}
    </>
  );
}

function Filters({ searching }: { searching: boolean }) {
  const { t, format } = useI18n();
  const facets = useQuery(facetsQuery).data;
  const names = useMarketNames();
  const [from, setFrom] = useUrlState<string>('from', '');
  const [until, setUntil] = useUrlState<string>('until', '');
  return (
    <div className="filters-row market-filters" role="search">
      <SearchBox label={t('market.documents.search')} />
      <FilterChoice
        name="language"
        label={t('market.documents.language')}
        all={t('market.documents.any_language')}
        options={['zh', 'en'].map((value) => ({ value, label: format.languageName(value) }))}
      />
      <FilterChoice
        name="publisher"
        label={t('market.documents.publisher')}
        all={t('market.documents.any_publisher')}
        options={(facets?.publishers ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
      />
      {searching ? (
        <>
          <FilterChoice
            name="metric"
            label={t('market.documents.metric')}
            all={t('market.documents.any_metric')}
            options={(facets?.metrics ?? []).map(({ value, count }) => ({ value, label: `${names.metric(value)} (${count})` }))}
          />
          <FilterChoice
            name="region"
            label={t('market.documents.region')}
            all={t('market.documents.any_region')}
            options={(facets?.regions ?? []).map(({ value, count }) => ({ value, label: `${names.region(value)} (${count})` }))}
          />
        </>
      ) : (
        <FilterChoice
          name="show"
          label={t('market.documents.show')}
          all={t('market.documents.show_current')}
          options={[{ value: 'archived', label: t('market.documents.show_archived') }]}
        />
      )}
      <span className="date-range">
        <input
          type="date"
          aria-label={t('filter.from')}
          value={from}
          max={until || undefined}
          onChange={({ target }) => setFrom(target.value)}
        />
        <span aria-hidden="true">–</span>
        <input
          type="date"
          aria-label={t('filter.to')}
          value={until}
          min={from || undefined}
          onChange={({ target }) => setUntil(target.value)}
        />
      </span>
    </div>
  );
}

function Documents(props: { filter: DocumentFilter; archived: boolean; narrowed: boolean; onCollect: () => void }) {
  const { t } = useI18n();
  const documents = useInfiniteQuery(documentsQuery({ ...props.filter, ...(props.archived && { archived: 'true' as const }) }));
  return (
    <Listing
      query={documents}
      empty={
        props.narrowed ? (
          <EmptyState
            icon="search"
            title={t('market.documents.none_so')}
            action={<LinkButton to="/market/documents">{t('library.clear')}</LinkButton>}
          />
        ) : (
          <EmptyState
            icon="text"
            title={t('market.documents.none')}
            text={t('market.documents.none_text')}
            action={
              <Button type="primary" onClick={props.onCollect}>
                {t('market.collect.do')}
              </Button>
            }
          />
        )
      }
    >
      {(rows) => (
        <ul className="market-documents">
          {rows.map((one) => (
            <DocumentRow key={one.id} document={one} />
          ))}
        </ul>
      )}
    </Listing>
  );
}

function Results({ q, filter }: { q: string; filter: Parameters<typeof searchQuery>[1] }) {
  const { t } = useI18n();
  const found = useInfiniteQuery(searchQuery(q, filter));
  const pages = found.data?.pages ?? [];
  const [first] = pages;
  if (found.isPending) return <LoadingLines lines={6} height={22} />;
  if (found.error && !first) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const items = pages.flatMap((page) => page.items);
  return (
    <section className={found.isPlaceholderData ? 'market-results is-stale' : 'market-results'} aria-busy={found.isFetching}>
      {first && (
        <p className="market-found" role="status">
          {t(first.exact ? 'market.search.found' : 'market.search.about', { count: first.total })}
          {first.total > first.ranked && first.ranked > 0 && ` ${t('market.search.ranked', { count: first.ranked })}`}
          {first.renewing && ` ${t('market.search.renewing')}`}
          {first.also.length > 0 && <span> {t('market.search.also', { words: first.also.join(' · ') })}</span>}
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('market.search.none')}
          text={t('market.search.none_text')}
          action={<LinkButton to="/market/documents">{t('library.clear')}</LinkButton>}
        />
      ) : (
        <ol className="market-hits">
          {items.map((hit) => (
            <SearchResult key={hit.document.id} hit={hit} />
          ))}
        </ol>
      )}
      {found.hasNextPage && <MoreOnSight busy={found.isFetchingNextPage} onSight={() => void found.fetchNextPage()} />}
    </section>
  );
}
