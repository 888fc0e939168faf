/** The funnel over days. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Funnel } from '../../../../../src/modules/attribution/contract.ts';
import { TrendChart, type TrendSeries } from '../../../../shared/charts/TrendChart.tsx';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { funnelQuery, type Scope } from '../queries.ts';
import { drawn, mainCurrency } from './figures.ts';

/** Every day from the first to the last: a day on which nothing happened is drawn at nothing. */
function daysOf({ from, to }: Funnel): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`) && days.length < 1000; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

export function TrendPanel({ scope }: { scope: Scope }) {
  const { t, format } = useI18n();
  const query = useQuery({ ...funnelQuery('day', scope), placeholderData: (before) => before });
  const drawing = useMemo(() => {
    if (!query.data) return null;
    const days = daysOf(query.data);
    const rows = new Map(query.data.rows.map((row) => [row.key, row]));
    const count = (key: 'clicks' | 'searches' | 'orders', name: string, apart = false): TrendSeries => ({
      key,
      name,
      values: days.map((day) => rows.get(day)?.[key] ?? 0),
      words: (value) => format.number(value),
      apart,
    });
    const currency = mainCurrency(query.data.total.money);
    const money: TrendSeries[] = currency
      ? [
          {
            key: 'revenue',
            name: `${t('attribution.step.revenue')} (${currency})`,
            values: days.map((day) => drawn(rows.get(day)?.money ?? [], 'revenueMinor', currency)),
            words: (value) => format.number(value, 2),
          },
        ]
      : [];
    return {
      days,
      touches: [count('clicks', t('attribution.step.clicks')), count('searches', t('attribution.step.searches'))],
      sales: [...money, count('orders', t('attribution.step.orders'), money.length > 0)],
    };
  }, [query.data, t, format]);
  if (query.error && !drawing) return <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />;
  if (!drawing) return <LoadingLines lines={4} height={40} />;
  return (
    <div className="trends">
      <TrendChart title={t('attribution.chart.touches')} days={drawing.days} series={drawing.touches} />
      <TrendChart title={t('attribution.chart.sales')} days={drawing.days} series={drawing.sales} />
    </div>
  );
}
