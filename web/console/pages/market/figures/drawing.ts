/** A series as a drawing: pure, so that what stands where can be tested. */
import type { MarketSeries, SeriesPoint } from '../../../../../src/modules/intelligence/figures/contract.ts';
import type { ChartColours } from '../../../../shared/charts/palette.ts';

export type DrawingWords = {
  /** A value on the axis. */
  value(value: number): string;
  status(status: SeriesPoint['status']): string;
  line: string;
  vintages: string;
  contradicted: string;
  tip(point: SeriesPoint): HTMLElement;
};
type Mark = { value: [number, number]; id: string };

/** Where a span of days stands on an axis whose whole numbers are the middles of years: H1 2025 is 2024.75. */
export function placeOf({ from, until }: Pick<SeriesPoint, 'from' | 'until'>): number {
  return (yearsOf(from, 0) + yearsOf(until, 1)) / 2 - 0.5;
}

/** A day as years since the birth of Christ, at its beginning or its end. */
function yearsOf(day: string, ends: 0 | 1): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const start = Date.UTC(year, 0, 1);
  return year + (Date.UTC(year, month - 1, date + ends) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

const symbols: Readonly<Record<SeriesPoint['status'], { symbol: string; size: number; colour: number; hollow?: boolean }>> = {
  actual: { symbol: 'circle', size: 11, colour: 0 },
  estimate: { symbol: 'circle', size: 11, colour: 0, hollow: true },
  forecast: { symbol: 'diamond', size: 13, colour: 1 },
  target: { symbol: 'triangle', size: 12, colour: 2 },
  policy: { symbol: 'rect', size: 10, colour: 4 },
};
const order = ['actual', 'estimate', 'forecast', 'target', 'policy'] as const;

/** What of every expectation is joined: the last actual value known when it was published, and what was expected from there on. */
export function fanOf(series: Pick<MarketSeries, 'points' | 'vintages'>): [number, number][][] {
  const byId = new Map(series.points.map((point) => [point.id, point]));
  const actual = series.points.filter(
    ({ status, dispute }) => (status === 'actual' || status === 'estimate') && (dispute === null || dispute.settled?.state === 'stands'),
  );
  return series.vintages
    .map(({ publishedOn, points }) => {
      const expected = points.flatMap((id) => byId.get(id) ?? []).map((point): [number, number] => [placeOf(point), point.value]);
      const first = Math.min(...expected.map(([place]) => place));
      const known = actual.filter((point) => point.until <= publishedOn && placeOf(point) < first).at(-1);
      return [...(known ? [[placeOf(known), known.value] as [number, number]] : []), ...expected.toSorted((a, b) => a[0] - b[0])];
    })
    .filter((line) => line.length > 1);
}

/** The middles of what is said to be so of whole years: one line through the points that nothing contradicts or a person lets stand. */
export function lineOf({ periods }: Pick<MarketSeries, 'periods'>): [number, number][] {
  return periods
    .filter(({ period, actual }) => /^\d{4}$/.test(period) && actual !== null)
    .map(({ period, actual }): [number, number] => [Number(period), (actual!.low + actual!.high) / 2])
    .toSorted((a, b) => a[0] - b[0]);
}

/** The whole drawing. On a scale of powers what is not above nothing is left out. */
export function drawingOf(
  series: MarketSeries,
  words: DrawingWords,
  { log, narrow = false, colours }: { log: boolean; narrow?: boolean; colours: ChartColours },
): Record<string, unknown> {
  const points = series.points.filter(({ value }) => !log || value > 0);
  const byId = new Map(points.map((point) => [point.id, point]));
  const places = points.map(placeOf);
  const [first, last] = [Math.floor(Math.min(...places) - 0.5), Math.ceil(Math.max(...places) + 0.5)];
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    // On a narrow screen the legend takes a second line, and nobody has to leaf through it.
    grid: { left: 6, right: 18, top: narrow ? 68 : 44, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 14,
      itemHeight: 10,
      itemGap: 14,
      textStyle: { color: colours.ink, fontSize: 12 },
      inactiveColor: colours.line,
    },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.ink },
      formatter: ({ data }: { data?: Partial<Mark> }) => {
        const point = data?.id === undefined ? undefined : byId.get(data.id);
        return point ? words.tip(point) : '';
      },
    },
    xAxis: {
      type: 'value',
      min: first,
      max: last,
      minInterval: 1,
      maxInterval: last - first > 14 ? 2 : 1,
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: colours.quiet,
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (year: number) => (Number.isInteger(year) ? String(year) : ''),
      },
    },
    yAxis: {
      type: log ? 'log' : 'value',
      scale: log,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.quiet, formatter: (value: number) => words.value(value) },
    },
    series: [...lines(series, words, log, colours), ...marks(points, words, colours)],
  };
}

function lines(series: MarketSeries, words: DrawingWords, log: boolean, colours: ChartColours): object[] {
  const above = (line: [number, number][]) => line.filter(([, value]) => !log || value > 0);
  const shared = { type: 'line', symbol: 'none', silent: true, tooltip: { show: false } };
  const middle = above(lineOf(series));
  const fan = fanOf(series).map(above);
  return [
    ...(middle.length > 1
      ? [
          {
            ...shared,
            name: words.line,
            data: middle,
            lineStyle: { color: colours.series[0], width: 1.5, opacity: 0.5 },
            itemStyle: { color: colours.series[0] },
            z: 1,
          },
        ]
      : []),
    // The older what was expected, the fainter.
    ...fan.map((data, index) => ({
      ...shared,
      name: words.vintages,
      data,
      lineStyle: { color: colours.series[1], width: 1.25, type: 'dashed', opacity: 0.35 + (0.5 * (index + 1)) / fan.length },
      itemStyle: { color: colours.series[1] },
      z: 1,
    })),
  ];
}

function marks(points: readonly SeriesPoint[], words: DrawingWords, colours: ChartColours): object[] {
  const markOf = (point: SeriesPoint): Mark => ({ value: [placeOf(point), point.value], id: point.id });
  const spans = points.filter(({ low, high }) => low === null || high === null || low !== high);
  const contradicted = points.filter(({ dispute }) => dispute !== null && dispute.settled?.state !== 'stands');
  return [
    ...order.flatMap((status) => {
      const own = points.filter((point) => point.status === status);
      if (own.length === 0) return [];
      const { symbol, size, colour, hollow } = symbols[status];
      const paint = colours.series[colour]!;
      return [
        {
          type: 'scatter',
          name: words.status(status),
          symbol,
          symbolSize: size,
          cursor: 'pointer',
          itemStyle: {
            color: hollow ? colours.surface : paint,
            borderColor: hollow ? paint : colours.surface,
            borderWidth: hollow ? 2 : 1,
          },
          data: own.map((point) => ({
            ...markOf(point),
            ...(point.dispute?.settled?.state === 'off' && { itemStyle: { opacity: 0.35 } }),
          })),
          z: 4,
        },
      ];
    }),
    ...(spans.length > 0 ? [spanSeries(spans, colours)] : []),
    ...(contradicted.length > 0
      ? [
          {
            type: 'scatter',
            name: words.contradicted,
            symbol: 'circle',
            symbolSize: 21,
            cursor: 'pointer',
            itemStyle: { color: 'transparent', borderColor: colours.series[3], borderWidth: 2 },
            data: contradicted.map(markOf),
            z: 3,
          },
        ]
      : []),
  ];
}

type Drawn = { value(dimension: number): number; coord(at: readonly number[]): [number, number] };
const arrow = 26;

/** Ranges as bars from end to end, open bounds as arrows towards where the value may be. */
function spanSeries(spans: readonly SeriesPoint[], colours: ChartColours): object {
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    z: 2,
    data: spans.map(({ low, high, ...point }) => [
      placeOf(point),
      low ?? Number.NaN,
      high ?? Number.NaN,
      Math.max(order.indexOf(point.status), 0),
    ]),
    renderItem: (_: unknown, api: Drawn) => {
      const [x, low, high] = [api.value(0), api.value(1), api.value(2)];
      const paint = colours.series[symbols[order[api.value(3)]!].colour]!;
      const stroke = { stroke: paint, lineWidth: 2, fill: 'none', opacity: 0.75 };
      const line = (points: number[][]) => ({ type: 'polyline', shape: { points }, style: stroke });
      if (!Number.isNaN(low) && !Number.isNaN(high)) {
        const [px, bottom] = api.coord([x, low]);
        const [, top] = api.coord([x, high]);
        return {
          type: 'group',
          children: [
            line([
              [px, bottom],
              [px, top],
            ]),
            line([
              [px - 5, bottom],
              [px + 5, bottom],
            ]),
            line([
              [px - 5, top],
              [px + 5, top],
            ]),
          ],
        };
      }
      const up = Number.isNaN(high);
      const [px, py] = api.coord([x, up ? low : high]);
      const tip = py + (up ? -arrow : arrow);
      const barb = tip + (up ? 6 : -6);
      return {
        type: 'group',
        children: [
          line([
            [px, py],
            [px, tip],
          ]),
          line([
            [px - 4, barb],
            [px, tip],
            [px + 4, barb],
          ]),
        ],
      };
    },
  };
}
