/** Figures over days: one line a series, the first filled a little, all with the same scale unless one is told to have its own. */
import { useCallback } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Chart } from './Chart.tsx';
import type { ChartColours } from './palette.ts';

export type TrendSeries = {
  key: string;
  name: string;
  values: readonly number[];
  /** On the right-hand scale. */ apart?: boolean;
  words: (value: number) => string;
};

export function TrendChart({
  title,
  days,
  series,
  height = 240,
}: {
  title: string;
  /** Calendar dates, in order. */
  days: readonly string[];
  series: readonly TrendSeries[];
  height?: number;
}) {
  const { t, format, language } = useI18n();
  const option = useCallback((colours: ChartColours) => trendOption(colours, days, series, language), [days, series, language]);
  const total = (one: TrendSeries) => one.words(one.values.reduce((sum, value) => sum + value, 0));
  const summary = t('chart.trend_label', {
    title,
    from: days[0] ? format.date(`${days[0]}T12:00:00`) : '',
    to: days.length ? format.date(`${days.at(-1)}T12:00:00`) : '',
    totals: format.list(series.map((one) => `${one.name} ${total(one)}`)),
  });
  const table = {
    head: [t('chart.day'), ...series.map((one) => one.name)],
    rows: days.map((day, at) => [day, ...series.map((one) => one.words(one.values[at] ?? 0))]),
  };
  return <Chart title={title} summary={summary} height={height} table={table} option={option} />;
}

function trendOption(colours: ChartColours, days: readonly string[], series: readonly TrendSeries[], language: string): object {
  const short = new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const apart = series.some((one) => one.apart);
  const scale = (right: boolean) => ({
    type: 'value',
    position: right ? 'right' : 'left',
    splitLine: { show: !right, lineStyle: { color: colours.line } },
    axisLabel: { color: colours.quiet, formatter: (value: number) => compact.format(value) },
    minInterval: 1,
  });
  return {
    textStyle: { fontFamily: colours.font },
    color: colours.series,
    grid: { left: 4, right: 6, top: 34, bottom: 2, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: colours.ink } },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.ink },
      axisPointer: { lineStyle: { color: colours.quiet } },
    },
    xAxis: {
      type: 'category',
      data: days,
      boundaryGap: days.length < 2,
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { color: colours.quiet, hideOverlap: true, formatter: (day: string) => short.format(new Date(`${day}T00:00:00Z`)) },
    },
    yAxis: apart ? [scale(false), scale(true)] : scale(false),
    series: series.map((one, index) => ({
      name: one.name,
      type: 'line',
      data: one.values,
      ...(one.apart && { yAxisIndex: 1 }),
      smooth: 0.25,
      smoothMonotone: 'x',
      showSymbol: days.length < 2,
      symbolSize: 7,
      lineStyle: { width: 2 },
      ...(index === 0 && { areaStyle: { opacity: 0.1 } }),
      tooltip: { valueFormatter: (value: number) => one.words(value) },
    })),
  };
}
