/** One metric over time: what is drawn is chosen, filtered and taken away; below it every figure with its passage. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { MarketSeries } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { statuses, type MetricId } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { PageFrame, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { useUrlChange } from '../../../../shared/ui/url-state.ts';
import { AddSeries } from './AddSeries.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FigureTable } from './FigureTable.tsx';
import { metricsQuery, seriesQuery, type SeriesFilter } from './queries.ts';
import { SeriesChart } from './SeriesChart.tsx';
import { scopeText, useNames } from './words.ts';

const asked = ['measure', 'unit', 'currency', 'region', 'entity', 'status', 'from', 'until', 'publisher'] as const;
// In addresses and questions a dash stands for “nothing said”.
const none = '-';

export function SeriesView({ metric }: { metric: MetricId }) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useNames();
  const [search] = useSearchParams();
  const filter: SeriesFilter = Object.fromEntries(asked.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])));
  const series = useQuery({ ...seriesQuery(metric, filter), placeholderData: keepPreviousData });
  const data = series.data;
  return (
    <PageFrame
      title={names.metric(metric)}
      back={{ to: '/market/figures', label: t('nav.market_figures') }}
      lead={
        data && data.points.length > 0
          ? `${scopeText(i18n, names, data.key)} · ${t('market.figures.count', { count: data.points.length })} · ${t('market.figures.sources', { count: data.sources })}`.replace(
              /^ · /,
              '',
            )
          : undefined
      }
      actions={
        data && (
          <>
            <AddSeries series={data} />
            <ExportMenu metric={metric} series={data} />
          </>
        )
      }
    >
      {data && <Filters series={data} />}
      {series.isPending && <LoadingLines lines={8} height={34} />}
      {series.error && !data && <ErrorState error={series.error} onRetry={() => void series.refetch()} />}
      {data && <Body series={data} stale={series.isPlaceholderData} />}
    </PageFrame>
  );
}

function Body({ series, stale }: { series: MarketSeries; stale: boolean }) {
  const { t } = useI18n();
  const names = useNames();
  const contradicted = series.points.filter(({ dispute }) => dispute?.state === 'open').length;
  if (series.points.length === 0 && series.undated.length === 0)
    return (
      <EmptyState
        icon="chart"
        title={t('market.figures.none_so')}
        text={t('market.figures.none_so_text')}
        action={<LinkButton to={`/market/figures?metric=${series.metric}`}>{t('library.clear')}</LinkButton>}
      />
    );
  return (
    <div className={stale ? 'market-body is-stale' : 'market-body'} aria-busy={stale}>
      {contradicted > 0 && (
        <Notice
          tone="warn"
          action={<LinkButton to={`/market/contradictions?metric=${series.metric}`}>{t('market.figures.see_contradictions')}</LinkButton>}
        >
          {t('market.figures.contradicted', { count: contradicted })}
        </Notice>
      )}
      {series.points.length > 0 && <SeriesChart series={series} />}
      {series.assumed > 0 && (
        <p className="market-quiet market-assumed">
          {t('market.figures.assumed', { count: series.assumed, region: names.region(series.key.region) })}
        </p>
      )}
      {series.cut && <Notice>{t('market.figures.cut', { count: series.points.length })}</Notice>}
      {series.points.length > 0 && (
        <Panel flush title={t('market.figures.points')}>
          <FigureTable figures={[...series.points].reverse()} withMetric={false} region={series.key.region} />
        </Panel>
      )}
      {series.undated.length > 0 && (
        <Panel flush title={t('market.figures.undated', { count: series.undated.length })}>
          <FigureTable figures={series.undated} withMetric={false} region={series.key.region} />
        </Panel>
      )}
    </div>
  );
}

function Filters({ series: { key, choices } }: { series: MarketSeries }) {
  const { t } = useI18n();
  const names = useNames();
  const change = useUrlChange();
  const publishers = useQuery(metricsQuery).data?.publishers ?? [];
  const wide = choices.filter(({ measure }) => measure === key.measure);
  const here = wide.filter(({ place }) => place === key.place);
  const within = here.filter(({ entity }) => entity === key.entity);
  const measures = countBy(choices, ({ measure }) => measure);
  const inWords = ({ unit, currency }: { unit: string; currency: string | null }) =>
    currency === null ? (unit === 'money' ? t('market.figures.no_currency') : t(`intelligence.unit.${unit}`)) : currency;
  return (
    <div className="filters-row market-figure-filters" role="search">
      <Choice
        label={t('market.figures.measure')}
        value={key.measure}
        options={[...measures].map(([value, count]) => ({ value, label: `${t(`intelligence.measure.${value}`)} (${count})` }))}
        onChange={(measure) => change({ measure, unit: null, currency: null, region: null, entity: null })}
      />
      <Choice
        label={t('market.figures.region')}
        value={key.place}
        options={[...countBy(wide, ({ place }) => place)].map(([value, count]) => ({
          value,
          // A place that no figure names is only meant.
          label: `${names.region(wide.some(({ region }) => region === value) ? value : null)} (${count})`,
        }))}
        onChange={(region) => change({ measure: key.measure, region, entity: null, unit: null, currency: null })}
      />
      <Choice
        label={t('market.figures.entity')}
        value={key.entity ?? none}
        options={[...countBy(here, ({ entity }) => entity ?? none)].map(([value, count]) => ({
          value,
          label: `${names.entity(value === none ? null : value)} (${count})`,
        }))}
        onChange={(entity) => change({ measure: key.measure, region: key.place, entity, unit: null, currency: null })}
      />
      {within.length > 1 && (
        <Choice
          label={t('market.figures.unit')}
          value={`${key.unit} ${key.currency ?? none}`}
          options={within.map((one) => ({ value: `${one.unit} ${one.currency ?? none}`, label: `${inWords(one)} (${one.figures})` }))}
          onChange={(value) => {
            const [unit, currency] = value.split(' ') as [string, string];
            change({ measure: key.measure, region: key.place, entity: key.entity ?? none, unit, currency });
          }}
        />
      )}
      <FilterChoice
        name="status"
        label={t('market.figures.status')}
        all={t('market.figures.any_status')}
        options={statuses.map((value) => ({ value, label: t(`market.status.${value}`) }))}
      />
      <FilterChoice
        name="publisher"
        label={t('market.figures.publisher')}
        all={t('market.figures.any_publisher')}
        options={publishers.map(({ publisher }) => ({ value: publisher, label: publisher }))}
      />
    </div>
  );
}

function countBy<Item extends { figures: number }>(items: readonly Item[], of: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + item.figures);
  return counts;
}
