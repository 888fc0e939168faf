/** The funnel by one dimension: a ranking to see, and every figure to sort. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FunnelRow } from '../../../../../src/modules/attribution/contract.ts';
import { RankChart } from '../../../../shared/charts/RankChart.tsx';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { DataTable, type Column, type Sort } from '../../../../shared/table/DataTable.tsx';
import { minorDigitsOf, minorOf } from '../../../../shared/i18n/money.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Panel } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { funnelQuery, type Dimension, type Scope } from '../queries.ts';
import { drawn, mainCurrency, moneyWords, rateOf } from './figures.ts';

/** The name of a row: what the server calls it, or what its key means. */
export function rowName({ t, format }: Pick<I18n, 't' | 'format'>, by: Dimension, row: Pick<FunnelRow, 'key' | 'label'>): string {
  if (by === 'channel' && row.key && t.exists(`channel.${row.key}`)) return t(`channel.${row.key}`);
  if (by === 'country') return row.key.length === 2 && row.key !== 'ZZ' ? format.country(row.key) : t('attribution.unknown_country');
  if (by === 'day') return format.date(`${row.key}T12:00:00`);
  return row.label ?? (row.key && row.key !== 'none' ? row.key : t(`attribution.none.${by}`));
}

const pages: Partial<Record<Dimension, string>> = { creator: '/creators/', campaign: '/campaigns/' };

function columnsOf(i18n: I18n, by: Dimension): Column<FunnelRow>[] {
  const { t, format } = i18n;
  const count = (key: 'clicks' | 'searches' | 'installs' | 'orders' | 'refunds'): Column<FunnelRow> => ({
    key,
    head: t(`attribution.step.${key}`),
    figure: true,
    sort: true,
    cell: (row) => format.number(row[key]),
  });
  return [
    {
      key: 'name',
      head: t(`attribution.by.${by}`),
      lead: true,
      sort: true,
      cell: (row) => {
        const name = rowName(i18n, by, row);
        const page = pages[by];
        return <span className="cell-two">{page && row.label ? <Link to={page + row.key}>{name}</Link> : <strong>{name}</strong>}</span>;
      },
    },
    count('clicks'),
    count('searches'),
    count('installs'),
    count('orders'),
    {
      key: 'rate',
      head: t('attribution.order_rate'),
      figure: true,
      sort: true,
      cell: (row) => {
        const rate = rateOf(row.orders, row.clicks + row.searches);
        return rate === null ? '–' : format.percent(rate, 2);
      },
    },
    count('refunds'),
    {
      key: 'revenue',
      head: t('attribution.step.revenue'),
      figure: true,
      sort: true,
      cell: (row) => moneyWords(i18n, row.money, 'revenueMinor'),
    },
    { key: 'earned', head: t('attribution.earned_short'), figure: true, cell: (row) => moneyWords(i18n, row.money, 'earnedMinor') },
  ];
}

export function Breakdown({ scope, dimensions }: { scope: Scope; dimensions: readonly Dimension[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [asked, setBy] = useUrlState<Dimension>('by', dimensions[0]!);
  const by = dimensions.includes(asked) ? asked : dimensions[0]!;
  const [sort, setSort] = useState<Sort>({ key: by === 'day' ? 'name' : 'revenue', descending: true });
  const query = useQuery({ ...funnelQuery(by, scope, by === 'day' ? 'key' : 'revenue'), placeholderData: (before) => before });
  const currency = query.data ? mainCurrency(query.data.total.money) : null;
  const figure = (row: FunnelRow): number | string => {
    if (sort.key === 'name') return by === 'day' ? row.key : rowName(i18n, by, row);
    if (sort.key === 'rate') return rateOf(row.orders, row.clicks + row.searches) ?? -1;
    if (sort.key === 'revenue') return currency ? drawn(row.money, 'revenueMinor', currency) : row.orders;
    return row[sort.key as 'clicks'];
  };
  const current = query.data?.by === by ? query.data : null;
  const rows = (current?.rows ?? []).toSorted((a, b) => {
    const [x, y] = [figure(a), figure(b)];
    const order = typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y);
    return sort.descending ? -order : order;
  });
  const ranked =
    current && by !== 'day' && currency
      ? current.rows
          .map((row) => ({ key: row.key, name: rowName(i18n, by, row), value: drawn(row.money, 'revenueMinor', currency) }))
          .filter((row) => row.value > 0)
          .sort((a, b) => b.value - a.value)
      : [];
  return (
    <Panel
      flush
      title={t('attribution.breakdown')}
      actions={
        <Choice
          label={t('attribution.by')}
          value={by}
          options={dimensions.map((value) => ({ value, label: t(`attribution.by.${value}`) }))}
          onChange={(value) => setBy(value as Dimension)}
        />
      }
    >
      {query.isPending && (
        <div className="panel-body">
          <LoadingLines lines={6} />
        </div>
      )}
      {query.error && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {current && rows.length === 0 && (
        <EmptyState icon="chart" title={t('attribution.no_figures')} text={t('attribution.no_figures_text')} />
      )}
      {ranked.length > 1 && currency && (
        <div className="panel-body breakdown-chart">
          <RankChart
            title={t('attribution.revenue_by', { by: t(`attribution.by.${by}`) })}
            label={`${t('attribution.step.revenue')} (${currency})`}
            items={ranked}
            words={(value) => format.money(minorOf(value.toFixed(minorDigitsOf(currency)), currency) ?? '0', currency, true)}
          />
        </div>
      )}
      {rows.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('attribution.breakdown')}>
          <DataTable
            label={t('attribution.breakdown')}
            columns={columnsOf(i18n, by)}
            rows={rows}
            rowKey={(row) => row.key}
            sort={sort}
            onSort={setSort}
            stale={query.isPlaceholderData}
          />
        </div>
      )}
      {current && current.more > 0 && <p className="panel-note">{t('attribution.more_rows', { count: current.more })}</p>}
    </Panel>
  );
}
