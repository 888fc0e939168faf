/** What is promised of briefings: sections of chosen sentences, figures, contradictions and programmes, issued in versions, exported. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation, citationKey } from '../citations/contract.ts';
import { metricIds, statuses } from '../claims/contract.ts';
import { languages } from '../library/contract.ts';

export const briefLimits = {
  sections: 30,
  itemsPerSection: 60,
  /** Letters of an item. */
  sentence: 4000,
  citationsPerItem: 12,
  pointsPerChart: 60,
  /** Figures that a chart is made of at once: what says the same is one point. */
  figuresAtOnce: 2000,
  versions: 200,
} as const;

const id = z.string().max(60);
const count = z.number().int().min(0);
const figureId = z.string().regex(/^\d{1,18}$/);
const heading = z.string().trim().max(200);
/** Named by whoever edits, unique in the brief: what is moved keeps its name. */
const key = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

export const sectionKinds = ['text', 'insights', 'figures', 'contradictions', 'programmes', 'sources'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** A sentence with its passages. Whose words it is in is found out and not told: those of a passage are a source's, all others the author's. */
const itemInput = z.object({
  key,
  text: z.string().trim().min(1).max(briefLimits.sentence),
  citations: z.array(citationKey).max(briefLimits.citationsPerItem).default([]),
  /** Where it was chosen: a finding, a programme, an answer. */
  ref: z
    .object({ kind: z.enum(['finding', 'programme', 'answer']), id })
    .nullable()
    .default(null),
});
export type BriefItemInput = z.output<typeof itemInput>;

/** A value of a chart with its passage, in base units. */
const pointInput = z.object({
  period: z.string().max(30),
  low: z.number().nullable(),
  high: z.number().nullable(),
  status: z.enum(statuses),
  citation: citationKey,
});
export type BriefPointInput = z.output<typeof pointInput>;
const chartInput = z.object({
  key,
  metric: z.enum(metricIds),
  title: z.string().trim().max(200).default(''),
  unit: z.string().max(20),
  currency: z.string().length(3).nullable().default(null),
  region: z.string().max(100).nullable().default(null),
  entity: z.string().max(200).nullable().default(null),
  points: z.array(pointInput).min(1).max(briefLimits.pointsPerChart),
});
export type BriefChartInput = z.output<typeof chartInput>;

const sectionInput = z.discriminatedUnion('kind', [
  /** The author's own words, Markdown's paragraphs and lists. */
  z.object({ kind: z.literal('text'), key, heading, body: z.string().trim().max(20_000) }),
  z.object({ kind: z.literal('insights'), key, heading, items: z.array(itemInput).max(briefLimits.itemsPerSection) }),
  z.object({ kind: z.literal('figures'), key, heading, charts: z.array(chartInput).max(12) }),
  z.object({ kind: z.literal('contradictions'), key, heading, items: z.array(itemInput).max(briefLimits.itemsPerSection) }),
  z.object({ kind: z.literal('programmes'), key, heading, items: z.array(itemInput).max(briefLimits.itemsPerSection) }),
  /** All that is cited, numbered through. */
  z.object({ kind: z.literal('sources'), key, heading }),
]);
export type SectionInput = z.output<typeof sectionInput>;
const sectionsInput = z
  .array(sectionInput)
  .max(briefLimits.sections)
  .refine((sections) => new Set(sections.map((section) => section.key)).size === sections.length, { error: 'Two sections have one name.' });

/** `source`: its words stand in a passage as they are. `author`: somebody wrote them. `house`: the house worked it out, e.g. of a finding. */
export const wordings = ['source', 'author', 'house'] as const;
/** As a finding stands now: settled by whom and how, or open. */
const findingState = z.object({
  state: z.enum(['open', 'settled', 'dismissed', 'gone']),
  settledBy: z.string().nullable(),
  settledAt: instant.nullable(),
  note: z.string(),
});
export const briefItem = itemInput.extend({
  /** Numbers of its passages in the list of sources. */
  numbers: z.array(z.number().int()),
  words: z.enum(wordings),
  /** Of its passages, those that no longer say what was cited. */
  broken: count,
  /** Numbers in it that no cited passage has. */
  unsupported: z.array(z.string()),
  finding: findingState.nullable(),
});
export type BriefItem = z.output<typeof briefItem>;
export const briefPoint = pointInput.extend({ number: z.number().int(), quote: z.string().nullable(), broken: z.boolean() });
export type BriefPoint = z.output<typeof briefPoint>;
export const briefChart = chartInput.extend({ points: z.array(briefPoint) });
export type BriefChart = z.output<typeof briefChart>;
export const briefSection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), key, heading, body: z.string() }),
  z.object({ kind: z.literal('insights'), key, heading, items: z.array(briefItem) }),
  z.object({ kind: z.literal('figures'), key, heading, charts: z.array(briefChart) }),
  z.object({ kind: z.literal('contradictions'), key, heading, items: z.array(briefItem) }),
  z.object({ kind: z.literal('programmes'), key, heading, items: z.array(briefItem) }),
  z.object({ kind: z.literal('sources'), key, heading }),
]);
export type BriefSection = z.output<typeof briefSection>;

export const briefSummary = z.object({
  id: z.string(),
  title: z.string(),
  language: z.enum(languages),
  topicId: z.string().nullable(),
  /** Counts up with every change. */
  revision: z.number().int(),
  /** The last that was issued; 0 for none. */
  version: count,
  /** Changed since it was issued. */
  changed: z.boolean(),
  sections: count,
  sources: count,
  archivedAt: instant.nullable(),
  updatedAt: instant,
  updatedBy: z.string(),
});
export type BriefSummary = z.output<typeof briefSummary>;

const versionSummary = z.object({
  version: z.number().int(),
  title: z.string(),
  note: z.string(),
  issuedAt: instant,
  issuedBy: z.string(),
});
export const briefDetail = briefSummary.omit({ sections: true, sources: true }).extend({
  /** The version that this is; null for the one that is being written. */
  issued: versionSummary.nullable(),
  sections: z.array(briefSection),
  /** Numbered from 1, in the order in which they are cited. */
  sources: z.array(citation.extend({ number: z.number().int() })),
  broken: count,
  versions: z.array(versionSummary),
});
export type BriefDetail = z.output<typeof briefDetail>;

const briefParams = z.object({ briefId: id });
const missing = ['intelligence.brief_not_found'] as const;
const changed = 'intelligence.brief_changed';
const version = z.coerce.number().int().min(1).max(briefLimits.versions).optional();
const reading = 'intelligence.read';
const managing = 'intelligence.manage';

export const briefsRoutes = {
  listBriefs: {
    id: 'intelligence.list_briefs',
    method: 'GET',
    path: '/api/v1/market/briefs',
    summary: 'Briefings, the last begun first.',
    access: reading,
    query: pageQuery.extend({ archived: z.stringbool().default(false) }),
    response: pageOf(briefSummary),
  },
  createBrief: {
    id: 'intelligence.create_brief',
    method: 'POST',
    path: '/api/v1/market/briefs',
    summary: 'Begin a briefing: empty, or with what a topic has to say.',
    access: managing,
    body: z.object({ title: z.string().trim().min(1).max(200), language: z.enum(languages), topicId: id.nullable().default(null) }),
    response: briefDetail,
    status: 201,
    errors: ['intelligence.topic_not_found'],
    example: { title: '微短剧市场周报', language: 'zh' },
  },
  getBrief: {
    id: 'intelligence.get_brief',
    method: 'GET',
    path: '/api/v1/market/briefs/:briefId',
    summary: 'A briefing as it is being written, or a version as it was issued; its citations are read anew.',
    access: reading,
    params: briefParams,
    query: z.object({ version }),
    response: briefDetail,
    errors: [...missing, 'intelligence.brief_version_not_found'],
  },
  updateBrief: {
    id: 'intelligence.update_brief',
    method: 'PUT',
    path: '/api/v1/market/briefs/:briefId',
    summary: 'Write a briefing: its title and sections in their order. Citations must be of one’s own documents.',
    access: managing,
    params: briefParams,
    body: z.object({
      title: z.string().trim().min(1).max(200),
      language: z.enum(languages),
      sections: sectionsInput,
      /** Refuses the change where somebody else's came between. */
      expectedRevision: z.number().int().min(1),
    }),
    response: briefDetail,
    errors: [...missing, changed, 'intelligence.citation_unknown'],
    example: {
      title: '微短剧市场周报',
      language: 'zh',
      expectedRevision: 1,
      sections: [
        { kind: 'text', key: 'summary', heading: '概要', body: '本周的要点。' },
        { kind: 'sources', key: 'sources', heading: '来源' },
      ],
    },
  },
  addToBrief: {
    id: 'intelligence.add_to_brief',
    method: 'POST',
    path: '/api/v1/market/briefs/:briefId/items',
    summary:
      'Put a sentence, a figure, a chart, a contradiction or a programme at the end of the section of its kind, which is made where it is missing.',
    access: managing,
    params: briefParams,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('insights'), item: itemInput.omit({ key: true }) }),
      z.object({ kind: z.literal('figures'), chart: chartInput.omit({ key: true }) }),
      /** The sentence that claims a figure, in the words of its document. */
      z.object({ kind: z.literal('figure'), figureId }),
      /** A chart of figures that are of one metric, measure, unit and currency; the latest periods where there are too many. */
      z.object({ kind: z.literal('series'), figureIds: z.array(figureId).min(1).max(briefLimits.figuresAtOnce) }),
      z.object({ kind: z.literal('contradictions'), findingId: id }),
      z.object({ kind: z.literal('programmes'), programmeId: id }),
    ]),
    /** `added`: the keys of what was put in, and of the section where one was made for it. */
    response: briefDetail.extend({ added: z.array(key) }),
    errors: [
      ...missing,
      'intelligence.citation_unknown',
      'intelligence.figure_not_found',
      'intelligence.figures_apart',
      'intelligence.finding_not_found',
      'intelligence.programme_not_found',
      'intelligence.brief_full',
      'intelligence.brief_has_it',
    ],
    example: { kind: 'insights', item: { text: '免费短剧正在改变平台的竞争方式。', citations: [] } },
  },
  issueBrief: {
    id: 'intelligence.issue_brief',
    method: 'POST',
    path: '/api/v1/market/briefs/:briefId/versions',
    summary: 'Issue a briefing: a version that does not change any more. Refused while a citation is broken.',
    access: managing,
    params: briefParams,
    body: z.object({ note: z.string().trim().max(500).default(''), expectedRevision: z.number().int().min(1) }),
    response: briefDetail,
    status: 201,
    errors: [
      ...missing,
      changed,
      'intelligence.brief_broken',
      'intelligence.brief_unsupported',
      'intelligence.brief_empty',
      'intelligence.brief_full',
    ],
    example: { note: '第一版', expectedRevision: 1 },
  },
  archiveBrief: {
    id: 'intelligence.archive_brief',
    method: 'POST',
    path: '/api/v1/market/briefs/:briefId/archive',
    summary: 'Put a briefing aside, or bring it back.',
    access: managing,
    params: briefParams,
    body: z.object({ archived: z.boolean() }),
    response: briefDetail,
    errors: missing,
    example: { archived: true },
  },
  exportBrief: {
    id: 'intelligence.export_brief',
    method: 'GET',
    path: '/api/v1/market/briefs/:briefId/export',
    summary: 'A briefing as Markdown, DOCX or a page that prints on A4; broken citations are marked, or refuse the export.',
    access: reading,
    params: briefParams,
    query: z.object({ format: z.enum(['md', 'docx', 'html']), version, broken: z.enum(['mark', 'refuse']).default('mark') }),
    produces: 'application/octet-stream',
    errors: [...missing, 'intelligence.brief_version_not_found', 'intelligence.brief_broken'],
  },
} as const satisfies Record<string, Route>;
