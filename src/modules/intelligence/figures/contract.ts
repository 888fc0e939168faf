/** What is promised of figures: every numeric claim as a record, the series of a metric over time, and what people say of them. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation } from '../citations/contract.ts';
import { measures, metricIds, statuses } from '../claims/contract.ts';
import { bounds, units } from '../quantities/contract.ts';

const count = z.number().int().min(0);
const bilingual = z.object({ en: z.string(), 'zh-CN': z.string() });
const metric = z.enum(metricIds);
const measure = z.enum(measures);
const status = z.enum(statuses);
const name = z.string().trim().min(1).max(200);
/** `2024`, `2025-H1`, `2025-Q3`, `2025-06`, `2025-06-30`, and two of them with `..` between. */
const onePeriod = '\\d{4}(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?))?';
export const period = z.string().regex(new RegExp(`^${onePeriod}(?:\\.\\.${onePeriod})?$`));

/** What a person may say otherwise than it was read. The rest (value, bound, unit) is the text's own and stays. */
export const reading = z.object({
  metric,
  measure,
  period: period.nullable(),
  basePeriod: period.nullable(),
  region: name.nullable(),
  entity: name.nullable(),
  status,
});
export type Reading = z.output<typeof reading>;

export const figure = z.object({
  id: z.string(),
  documentId: z.string(),
  /** Documents of one family are one source. */
  familyId: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  publishedAt: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  metric,
  measure,
  /** In base units: 36.8亿元 is 3680000000, 68.4 % is 0.684. Null where open. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  bound: z.enum(bounds),
  /** One unit of the last digit as written: what a rounding may hide. */
  step: z.number(),
  unit: z.enum(units),
  currency: z.string().nullable(),
  period: z.string().nullable(),
  basePeriod: z.string().nullable(),
  region: z.string().nullable(),
  entity: z.string().nullable(),
  shareOf: z.string().nullable(),
  status,
  /** As the words have it: a forecast of a year that is over is a forecast here. */
  statusAsWorded: status,
  /** The quote in its sentence. */
  citation,
  /** What it contradicts, by findings that are not dismissed; and what a person settled. */
  dispute: z
    .object({
      findingId: z.string(),
      kind: z.string(),
      state: z.enum(['open', 'settled']),
      /** Of this figure: it stands, it is off (and is read so), or nobody knows. Null as long as it is open. */
      settled: z
        .object({ state: z.enum(['stands', 'off', 'unsure']), low: z.number().nullable(), high: z.number().nullable(), by: z.string() })
        .nullable(),
    })
    .nullable(),
  /** What a person said of it; null as long as nobody did. */
  ruling: z
    .object({
      /** As it was read, kept for ever. */
      asRead: reading,
      /** A person says that it is no figure of the market: it is left out of series and of what contradicts. */
      excluded: z.boolean(),
      note: z.string(),
      by: z.string(),
      at: instant,
    })
    .nullable(),
});
export type Figure = z.output<typeof figure>;

/** What figures are asked by. */
export const figureFilter = z.object({
  metric: metric.optional(),
  measure: measure.optional(),
  region: name.optional(),
  /** The place that is meant: with figures that name it those that name none and mean it, as a series has them. */
  place: name.optional(),
  entity: name.optional(),
  /** Figures of the whole industry alone. */
  whole: z.stringbool().optional(),
  status: status.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Periods that reach into these days. */
  from: calendarDate.optional(),
  until: calendarDate.optional(),
  /** The publisher, exactly as the documents have it. */
  publisher: z.string().trim().max(300).optional(),
  sourceId: z.string().max(60).optional(),
  documentId: z.string().max(60).optional(),
  /** Words of the quote or of the document's title. */
  text: z.string().trim().max(200).optional(),
  show: z.enum(['kept', 'ruled', 'excluded', 'all']).default('kept'),
});
export type FigureFilter = z.output<typeof figureFilter>;

export const metricSummary = z.object({
  metric,
  name: bilingual,
  total: z.enum(['flow', 'stock', 'rate', 'each', 'order']),
  figures: count,
  documents: count,
  /** Independent ones: families of documents. */
  sources: count,
  /** The first and last day that its figures are of. */
  from: calendarDate.nullable(),
  until: calendarDate.nullable(),
  measures: z.array(z.object({ measure, figures: count })),
});
export type MetricSummary = z.output<typeof metricSummary>;

/** A point of a series: a figure with where it stands in time. */
export const seriesPoint = figure.extend({
  /** The first and the last day of its period. */
  from: calendarDate,
  until: calendarDate,
  /** What is drawn where one number is needed: the value, the middle of a range, the bound of what is open. */
  value: z.number(),
});
export type SeriesPoint = z.output<typeof seriesPoint>;

/**
 * What can stand in one chart: one metric, measure, unit and currency, of one place and kind. Figures that name no place mean home, or
 * abroad where their kind is of there: they stand with those that name it, and `region` is null only where none of them does.
 */
const seriesKey = z.object({
  measure,
  unit: z.enum(units),
  currency: z.string().nullable(),
  /** The place that is meant, named or not. */
  place: z.string(),
  region: z.string().nullable(),
  entity: z.string().nullable(),
});
export type SeriesKey = z.output<typeof seriesKey>;

export const marketSeries = z.object({
  metric,
  name: bilingual,
  key: seriesKey,
  /** Everything that can be drawn of this metric, the fullest first. */
  choices: z.array(seriesKey.extend({ figures: count })),
  points: z.array(seriesPoint),
  /** Forecasts and targets by when they were published: what was expected then. Points by their ids. */
  vintages: z.array(
    z.object({ publishedOn: calendarDate, source: z.string().nullable(), documentId: z.string(), points: z.array(z.string()) }),
  ),
  /** For each period what is claimed of it, and by how many independent sources; `actual` of what nothing contradicts or a person lets stand. */
  periods: z.array(
    z.object({ period: z.string(), actual: z.object({ low: z.number(), high: z.number() }).nullable(), figures: count, sources: count }),
  ),
  sources: count,
  /** Figures that name no place and are taken as of the key's; 0 where it has none. */
  assumed: count,
  /** Figures of the key that say no period and are in no chart. */
  undated: z.array(figure),
  /** More than are sent. */
  cut: z.boolean(),
});
export type MarketSeries = z.output<typeof marketSeries>;

const figureParams = z.object({ figureId: z.string().regex(/^\d{1,18}$/) });
const read = 'intelligence.read';
const missing = ['intelligence.figure_not_found'] as const;
export const figureSorts = ['newest', 'oldest', 'period', 'value'] as const;

export const figuresRoutes = {
  listFigures: {
    id: 'intelligence.list_figures',
    method: 'GET',
    path: '/api/v1/market/figures',
    summary: 'Figures that documents claim, the latest published first, each with its passage.',
    access: read,
    query: pageQuery.extend({ ...figureFilter.shape, sort: z.enum(figureSorts).default('newest') }),
    response: pageOf(figure).extend({ total: count }),
  },
  getFigure: {
    id: 'intelligence.get_figure',
    method: 'GET',
    path: '/api/v1/market/figures/:figureId',
    summary: 'One figure as it was read, and as people settled it.',
    access: read,
    params: figureParams,
    response: figure,
    errors: missing,
  },
  ruleFigure: {
    id: 'intelligence.rule_figure',
    method: 'PUT',
    path: '/api/v1/market/figures/:figureId/ruling',
    summary: 'Say what a figure is of, or that it is none. As it was read stays beside it; what is left out stays as it is.',
    access: 'intelligence.manage',
    params: figureParams,
    body: reading.partial().extend({ excluded: z.boolean().default(false), note: z.string().trim().max(2_000).default('') }),
    response: figure,
    errors: [...missing, 'intelligence.period_unknown'],
    example: { metric: 'revenue', period: '2024', note: '该数字为收入口径，并非市场规模。' },
  },
  undoRuling: {
    id: 'intelligence.undo_ruling',
    method: 'DELETE',
    path: '/api/v1/market/figures/:figureId/ruling',
    summary: 'Take back what was said of a figure: it is again as it was read.',
    access: 'intelligence.manage',
    params: figureParams,
    response: figure,
    errors: missing,
  },
  listMetrics: {
    id: 'intelligence.list_metrics',
    method: 'GET',
    path: '/api/v1/market/metrics',
    summary: 'The taxonomy: every metric by its names, with how many figures and independent sources there are of it.',
    access: read,
    response: z.object({
      metrics: z.array(metricSummary),
      /** Places and what figures are narrowed to, by their canonical names, with the names to show. */
      regions: z.array(z.object({ region: z.string(), name: bilingual, figures: count })),
      entities: z.array(z.object({ entity: z.string(), name: bilingual, figures: count })),
      publishers: z.array(z.object({ publisher: z.string(), figures: count })),
      figures: count,
      documents: count,
      sources: count,
    }),
  },
  getSeries: {
    id: 'intelligence.get_series',
    method: 'GET',
    path: '/api/v1/market/series/:metric',
    summary: 'A metric over time: every figure as a point, actual and expected apart, with the vintages of what was expected.',
    access: read,
    params: z.object({ metric }),
    query: z.object({
      /** What is left out is chosen: what there is most of. `-` stands for “nothing said”. */
      measure: measure.optional(),
      unit: z.enum(units).optional(),
      currency: z.string().max(3).optional(),
      region: z.string().trim().max(200).optional(),
      entity: z.string().trim().max(200).optional(),
      status: status.optional(),
      from: calendarDate.optional(),
      until: calendarDate.optional(),
      publisher: z.string().trim().max(300).optional(),
    }),
    response: marketSeries,
  },
  exportFigures: {
    id: 'intelligence.export_figures',
    method: 'GET',
    path: '/api/v1/market/figure-export',
    summary: 'Figures as CSV or XLSX, with their passages and sources.',
    access: read,
    query: z.object({
      ...figureFilter.shape,
      format: z.enum(['csv', 'xlsx']).default('csv'),
      language: z.enum(['en', 'zh-CN']).default('en'),
    }),
    produces: 'text/csv',
  },
} as const satisfies Record<string, Route>;
