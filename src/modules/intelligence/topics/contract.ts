/** What is promised of topics and alerts: documents by a query and by hand, what they say in groups, and who is told of what is new. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation } from '../citations/contract.ts';
import { measures, metricIds, statuses } from '../claims/contract.ts';
import { languages, marketDocument } from '../library/contract.ts';

export const topicLimits = { topics: 200, alertsPerMember: 200, terms: 12 } as const;

/** What sentences are grouped by across documents; `market.theme.<theme>` names them. */
export const themes = [
  'market',
  'users',
  'production',
  'platforms',
  'advertising',
  'overseas',
  'regulation',
  'support',
  'capital',
  'technology',
  'other',
] as const;
export type Theme = (typeof themes)[number];

const id = z.string().max(60);
const count = z.number().int().min(0);

export const topicFilters = z.object({
  language: z.enum(languages).nullable().default(null),
  /** Days of publication, both inclusive. */
  from: calendarDate.nullable().default(null),
  until: calendarDate.nullable().default(null),
  sourceIds: z.array(id).max(50).default([]),
  /** Documents that claim something of one of these metrics, or of one of these places (canonical names). */
  metrics: z.array(z.enum(metricIds)).max(metricIds.length).default([]),
  regions: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
});
export type TopicFilters = z.output<typeof topicFilters>;

const topicFields = z.object({
  nameZh: z.string().trim().max(100),
  nameEn: z.string().trim().max(100),
  /**
   * Terms that must all be there, in either language: 微短剧 finds micro-short dramas too. “Quotes” for a phrase as it stands, `|`
   * between terms of which one suffices, a minus before one that must not be. Empty takes what the filters let through.
   */
  query: z.string().trim().max(300),
  filters: topicFilters,
});
const named = { path: ['nameZh'], error: 'A topic needs a name in one of the languages.' };
export const topicInput = topicFields
  .extend({
    nameZh: topicFields.shape.nameZh.default(''),
    nameEn: topicFields.shape.nameEn.default(''),
    filters: topicFilters.prefault({}),
  })
  .refine(({ nameZh, nameEn }) => nameZh !== '' || nameEn !== '', named);
export type TopicInput = z.output<typeof topicInput>;
const topicChange = topicFields.partial();
export type TopicChange = z.output<typeof topicChange>;

export const marketTopic = topicFields.extend({
  id: z.string(),
  /** Documents in it that are not put aside, and how many independent sources they are. */
  documents: count,
  sources: count,
  /** Documents added since one last looked. */
  fresh: count,
  /** Contradictions that touch its documents and are not settled. */
  contradictions: count,
  latestAt: z.string().nullable(),
  /** Whether one is told of what is new here. */
  alertId: z.string().nullable(),
  /** The task that fills it; null when it is full. */
  taskId: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type MarketTopic = z.output<typeof marketTopic>;

export const topicDocument = z.object({
  document: marketDocument,
  /** By the query, or by a person: kept in, or kept out. */
  placed: z.enum(['query', 'pinned', 'excluded']),
  fresh: z.boolean(),
  addedAt: instant,
});
export type TopicDocument = z.output<typeof topicDocument>;

export const topicSentence = z.object({
  text: z.string(),
  language: z.enum(languages),
  /** The passage that it is taken from first, then those that say nearly the same. */
  citations: z.array(citation),
  /** Independent sources among them: copies of a story are one. */
  sources: z.number().int().min(1),
  fresh: z.boolean(),
  /** The paragraph in the other language, where the document has a translation. */
  beside: z.object({ text: z.string(), language: z.enum(languages), by: z.enum(['document', 'model']) }).nullable(),
});
export type TopicSentence = z.output<typeof topicSentence>;
export const topicGroup = z.object({ theme: z.enum(themes), sentences: z.array(topicSentence), more: count });
export type TopicGroup = z.output<typeof topicGroup>;

/** A claim as a headline: in base units, with the passage that says it and how many independent sources say the same. */
export const headlineFigure = z.object({
  metric: z.enum(metricIds),
  measure: z.enum(measures),
  low: z.number().nullable(),
  high: z.number().nullable(),
  bound: z.string(),
  unit: z.string(),
  currency: z.string().nullable(),
  period: z.string().nullable(),
  basePeriod: z.string().nullable(),
  region: z.string().nullable(),
  entity: z.string().nullable(),
  status: z.enum(statuses),
  citation,
  sources: z.number().int().min(1),
  /** How many other values are claimed of the same thing and period. */
  others: count,
});
export type HeadlineFigure = z.output<typeof headlineFigure>;

export const alertKinds = ['topic', 'metric', 'contradictions'] as const;
const alertSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topic'), topicId: id }),
  /** Claims of a metric, of one place or of all. */
  z.object({
    kind: z.literal('metric'),
    metric: z.enum(metricIds),
    region: z.string().trim().min(1).max(100).nullable().default(null),
  }),
  /** Contradictions that are found or come back: of a topic's documents, or of all. */
  z.object({ kind: z.literal('contradictions'), topicId: id.nullable().default(null) }),
]);
export type AlertSubject = z.output<typeof alertSubject>;
export const marketAlert = z.object({
  id: z.string(),
  subject: z.object({
    kind: z.enum(alertKinds),
    topicId: z.string().nullable(),
    topicName: z.object({ zh: z.string(), en: z.string() }).nullable(),
    metric: z.enum(metricIds).nullable(),
    region: z.string().nullable(),
  }),
  muted: z.boolean(),
  lastToldAt: instant.nullable(),
  createdAt: instant,
});
export type MarketAlert = z.output<typeof marketAlert>;

const topicParams = z.object({ topicId: id });
const alertParams = z.object({ alertId: id });
const missing = ['intelligence.topic_not_found'] as const;
const reading = 'intelligence.read';
const managing = 'intelligence.manage';
const example = { nameZh: '微短剧市场', nameEn: 'Micro-drama market', query: '微短剧 市场规模|用户规模' };

export const topicsRoutes = {
  listTopics: {
    id: 'intelligence.list_topics',
    method: 'GET',
    path: '/api/v1/market/topics',
    summary: 'Topics, the newest documents first, with what is new since one last looked.',
    access: reading,
    response: z.object({ items: z.array(marketTopic) }),
  },
  createTopic: {
    id: 'intelligence.create_topic',
    method: 'POST',
    path: '/api/v1/market/topics',
    summary: 'Begin a topic; the documents that are there already are looked through in the background.',
    access: managing,
    body: topicInput,
    response: marketTopic,
    status: 201,
    errors: ['intelligence.topic_query', 'intelligence.too_many_topics', 'intelligence.days_reversed'],
    example,
  },
  previewTopic: {
    id: 'intelligence.preview_topic',
    method: 'POST',
    path: '/api/v1/market/topic-previews',
    summary: 'How a query reads, and which of the latest documents it would take.',
    access: reading,
    body: z.object({ query: topicFields.shape.query, filters: topicFilters.prefault({}) }),
    response: z.object({
      /** Each term with the other words that it stands for. */
      terms: z.array(z.object({ words: z.array(z.string()), also: z.array(z.string()), not: z.boolean() })),
      /** Of so many of the latest documents, these fit. */
      looked: count,
      fitting: count,
      examples: z.array(z.object({ id: z.string(), title: z.string(), source: z.string().nullable(), publishedAt: z.string().nullable() })),
    }),
    errors: ['intelligence.topic_query', 'intelligence.days_reversed'],
    example: { query: '微短剧 补贴' },
  },
  getTopic: {
    id: 'intelligence.get_topic',
    method: 'GET',
    path: '/api/v1/market/topics/:topicId',
    summary: 'A topic and its counts.',
    access: reading,
    params: topicParams,
    response: marketTopic,
    errors: missing,
  },
  updateTopic: {
    id: 'intelligence.update_topic',
    method: 'PATCH',
    path: '/api/v1/market/topics/:topicId',
    summary: 'Change a topic; another query looks through all documents anew, what was placed by hand stays.',
    access: managing,
    params: topicParams,
    body: topicChange,
    response: marketTopic,
    errors: [...missing, 'intelligence.topic_query', 'intelligence.topic_unnamed', 'intelligence.days_reversed'],
    example: { nameEn: 'The market of micro-dramas' },
  },
  removeTopic: {
    id: 'intelligence.remove_topic',
    method: 'DELETE',
    path: '/api/v1/market/topics/:topicId',
    summary: 'Put a topic away with its alerts; its documents stay, and it can be restored.',
    access: managing,
    params: topicParams,
    response: z.object({}),
    errors: missing,
  },
  restoreTopic: {
    id: 'intelligence.restore_topic',
    method: 'POST',
    path: '/api/v1/market/topics/:topicId/restore',
    summary: 'Bring a topic back that was put away, filled anew.',
    access: managing,
    params: topicParams,
    response: marketTopic,
    errors: [...missing, 'intelligence.too_many_topics'],
  },
  listTopicDocuments: {
    id: 'intelligence.list_topic_documents',
    method: 'GET',
    path: '/api/v1/market/topics/:topicId/documents',
    summary: 'Its documents with source and time, the latest first.',
    access: reading,
    params: topicParams,
    query: pageQuery.extend({ placed: z.enum(['in', 'pinned', 'excluded']).default('in'), fresh: z.stringbool().optional() }),
    response: pageOf(topicDocument),
    errors: missing,
  },
  placeTopicDocument: {
    id: 'intelligence.place_topic_document',
    method: 'PUT',
    path: '/api/v1/market/topics/:topicId/documents/:documentId',
    summary: 'Keep a document in a topic or out of it, or leave it to the query again.',
    access: managing,
    params: topicParams.extend({ documentId: id }),
    body: z.object({ placed: z.enum(['query', 'pinned', 'excluded']) }),
    response: z.object({ placed: z.enum(['query', 'pinned', 'excluded']).nullable() }),
    errors: [...missing, 'intelligence.document_not_found'],
    example: { placed: 'pinned' },
  },
  getTopicInsights: {
    id: 'intelligence.get_topic_insights',
    method: 'GET',
    path: '/api/v1/market/topics/:topicId/insights',
    summary: 'Core sentences of its documents by theme; those that say nearly the same are one, with all their passages.',
    access: reading,
    params: topicParams,
    query: z.object({ language: z.enum(languages).optional(), fresh: z.stringbool().optional() }),
    response: z.object({
      groups: z.array(topicGroup),
      /** How many of its documents were looked at, the latest first. */
      looked: count,
      documents: count,
    }),
    errors: missing,
  },
  getTopicFigures: {
    id: 'intelligence.get_topic_figures',
    method: 'GET',
    path: '/api/v1/market/topics/:topicId/figures',
    summary: 'Headline figures of its documents: of each metric the latest, with its passage.',
    access: reading,
    params: topicParams,
    response: z.object({ items: z.array(headlineFigure) }),
    errors: missing,
  },
  visitTopic: {
    id: 'intelligence.visit_topic',
    method: 'POST',
    path: '/api/v1/market/topics/:topicId/visit',
    summary: 'One has looked: what is there now is no longer new.',
    access: reading,
    params: topicParams,
    response: z.object({ previousAt: instant.nullable() }),
    errors: missing,
  },
  listAlerts: {
    id: 'intelligence.list_alerts',
    method: 'GET',
    path: '/api/v1/market/alerts',
    summary: 'What one is told of.',
    access: reading,
    response: z.object({ items: z.array(marketAlert) }),
  },
  createAlert: {
    id: 'intelligence.create_alert',
    method: 'POST',
    path: '/api/v1/market/alerts',
    summary: 'Be told of new documents of a topic, new figures of a metric, or contradictions; the same alert twice is one.',
    access: reading,
    body: z.object({ subject: alertSubject }),
    response: marketAlert,
    status: 201,
    errors: [...missing, 'intelligence.too_many_alerts', 'intelligence.alert_person'],
    example: { subject: { kind: 'metric', metric: 'market_size', region: 'China' } },
  },
  updateAlert: {
    id: 'intelligence.update_alert',
    method: 'PATCH',
    path: '/api/v1/market/alerts/:alertId',
    summary: 'Mute an alert, or let it speak again.',
    access: reading,
    params: alertParams,
    body: z.object({ muted: z.boolean() }),
    response: marketAlert,
    errors: ['intelligence.alert_not_found'],
    example: { muted: true },
  },
  removeAlert: {
    id: 'intelligence.remove_alert',
    method: 'DELETE',
    path: '/api/v1/market/alerts/:alertId',
    summary: 'Be told of it no more.',
    access: reading,
    params: alertParams,
    response: z.object({}),
    errors: ['intelligence.alert_not_found'],
  },
} as const satisfies Record<string, Route>;
