/** Every figure by itself, narrowed and sorted by what stands in the address. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { measures, statuses } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Listing } from '../../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { SearchBox } from '../../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { FigureTable } from './FigureTable.tsx';
import { figuresQuery, metricsQuery } from './queries.ts';

const narrowing = ['metric', 'measure', 'region', 'entity', 'status', 'publisher', 'from', 'until', 'show'] as const;

export function ListTab() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const filter: Record<string, string> = Object.fromEntries(
    narrowing.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])),
  );
  const q = search.get('q') ?? '';
  if (q !== '') filter['text'] = q;
  const sort = search.get('sort');
  const figures = useInfiniteQuery(figuresQuery({ ...filter, ...(sort && { sort }) }));
  const total = figures.data?.pages[0]?.total;
  return (
    <>
      <Filters />
      <Listing
        query={figures}
        title={total === undefined ? t('market.figures.tab.all') : t('market.figures.count', { count: total })}
        actions={<ExportMenu filter={filter} />}
        empty={
          <EmptyState
            icon={Object.keys(filter).length > 0 ? 'search' : 'chart'}
            title={t(Object.keys(filter).length > 0 ? 'market.figures.none_so' : 'market.figures.none')}
            text={t(Object.keys(filter).length > 0 ? 'market.figures.none_so_text' : 'market.figures.none_text')}
            action={
              <LinkButton to={Object.keys(filter).length > 0 ? '/market/figures?tab=all' : '/market/documents?add=files'}>
                {t(Object.keys(filter).length > 0 ? 'library.clear' : 'market.figures.collect')}
              </LinkButton>
            }
          />
        }
      >
        {(rows) => <FigureTable figures={rows} withMetric stale={figures.isPlaceholderData} />}
      </Listing>
    </>
  );
}

function Filters() {
  const { t, language } = useI18n();
  const known = useQuery(metricsQuery).data;
  const own = language.startsWith('zh') ? 'zh-CN' : 'en';
  const [from, setFrom] = useUrlState<string>('from', '');
  const [until, setUntil] = useUrlState<string>('until', '');
  const choice = (name: string, options: readonly { value: string; label: string }[]) => (
    <FilterChoice name={name} label={t(`market.figures.${name}`)} all={t(`market.figures.any_${name}`)} options={options} />
  );
  return (
    <div className="filters-row market-figure-filters" role="search">
      <SearchBox label={t('market.figures.search')} />
      {choice(
        'metric',
        (known?.metrics ?? [])
          .filter(({ figures }) => figures > 0)
          .map(({ metric, name, figures }) => ({ value: metric, label: `${name[own]} (${figures})` })),
      )}
      {choice(
        'measure',
        measures.map((value) => ({ value, label: t(`intelligence.measure.${value}`) })),
      )}
      {choice(
        'region',
        (known?.regions ?? []).map(({ region, name, figures }) => ({ value: region, label: `${name[own]} (${figures})` })),
      )}
      {choice(
        'entity',
        (known?.entities ?? []).map(({ entity, name, figures }) => ({ value: entity, label: `${name[own]} (${figures})` })),
      )}
      {choice(
        'status',
        statuses.map((value) => ({ value, label: t(`market.status.${value}`) })),
      )}
      {choice(
        'publisher',
        (known?.publishers ?? []).map(({ publisher, figures }) => ({ value: publisher, label: `${publisher} (${figures})` })),
      )}
      {choice(
        'show',
        ['ruled', 'excluded', 'all'].map((value) => ({ value, label: t(`market.figures.show_${value}`) })),
      )}
      <FilterChoice
        name="sort"
        label={t('market.figures.sort')}
        all={t('market.figures.sort_newest')}
        options={['oldest', 'period', 'value'].map((value) => ({ value, label: t(`market.figures.sort_${value}`) }))}
      />
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
