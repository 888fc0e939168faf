/** The largest first: one bar each, with its figure at the end. */
import { useCallback } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Chart } from './Chart.tsx';
import type { ChartColours } from './palette.ts';

export type RankItem = { key: string; name: string; value: number };

export function RankChart({
  title,
  label,
  items,
  words,
  most = 12,
}: {
  title: string;
  /** What the figure is. */
  label: string;
  items: readonly RankItem[];
  words: (value: number) => string;
  most?: number;
}) {
  const { t, format } = useI18n();
  const shown = items.slice(0, most);
  const key = shown.map((one) => `${one.key} ${one.name} ${one.value}`).join('|');
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the items, which are a new list each time
  const option = useCallback((colours: ChartColours) => rankOption(colours, label, shown, words), [key, label]);
  return (
    <Chart
      title={title}
      summary={t('chart.rank_label', { title, items: format.list(shown.slice(0, 3).map((one) => `${one.name} ${words(one.value)}`)) })}
      height={Math.max(90, shown.length * 30 + 12)}
      table={{ head: [title, label], rows: items.map((one) => [one.name, words(one.value)]) }}
      option={option}
    />
  );
}

function rankOption(colours: ChartColours, label: string, items: readonly RankItem[], words: (value: number) => string): object {
  const cut = (name: string) => ([...name].length > 18 ? `${[...name].slice(0, 17).join('')}…` : name);
  return {
    textStyle: { fontFamily: colours.font },
    grid: { left: 2, right: 76, top: 2, bottom: 2, containLabel: true },
    tooltip: { backgroundColor: colours.raised, borderColor: colours.line, textStyle: { color: colours.ink }, confine: true },
    xAxis: { type: 'value', show: false, max: 'dataMax' },
    yAxis: {
      type: 'category',
      inverse: true,
      data: items.map((one) => one.name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: colours.ink, formatter: cut },
    },
    series: [
      {
        name: label,
        type: 'bar',
        data: items.map((one) => one.value),
        barMaxWidth: 16,
        itemStyle: { color: colours.series[0], borderRadius: [0, 3, 3, 0] },
        label: { show: true, position: 'right', color: colours.quiet, formatter: ({ value }: { value: number }) => words(value) },
        tooltip: { valueFormatter: (value: number) => words(value) },
      },
    ],
  };
}
