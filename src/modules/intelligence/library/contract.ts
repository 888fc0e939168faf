/** What is promised of documents: how they are collected, read, kept apart in families, and let go. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation } from '../citations/contract.ts';

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const note = z.object({ code: z.string(), params });
export type Note = z.output<typeof note>;
const count = z.number().int().min(0);

export const libraryLimits = {
  /** Of one file: a report of 300 pages with its pictures has about 30 MB. */
  fileBytes: 50 * 1024 * 1024,
  pasteCharacters: 1_000_000,
  sources: 500,
  familyMoves: 200,
  everyMinutesLeast: 5,
  everyMinutesMost: 7 * 24 * 60,
} as const;

export const sourceKinds = ['paste', 'upload', 'url', 'feed', 'folder'] as const;
/** `running` may be fetched; `paused` by a person; `failing` after errors, and tried again later and later. */
const sourceStates = ['running', 'paused', 'failing'] as const;
export const fileStates = ['waiting', 'reading', 'read', 'failed', 'cancelled'] as const;
export const readAs = ['text', 'markdown', 'html', 'pdf', 'docx'] as const;
export const languages = ['zh', 'en'] as const;
/** How documents come to be of one family: by their words, because one replaced the other at its address, or by a person. */
const familyReasons = ['alone', 'same_story', 'replaced', 'person'] as const;

export const marketSource = z.object({
  id: z.string(),
  kind: z.enum(sourceKinds),
  name: z.string(),
  /** Of what is fetched: null for the others. */
  url: z.string().nullable(),
  /** Minutes between two visits; null is fetched once, or when asked. */
  everyMinutes: z.number().int().nullable(),
  state: z.enum(sourceStates),
  lastFetchedAt: instant.nullable(),
  nextFetchAt: instant.nullable(),
  /** Failed visits one after another. */
  failures: count,
  error: note.nullable(),
  taskId: z.string().nullable(),
  documentCount: count,
  createdAt: instant,
});
export type MarketSource = z.output<typeof marketSource>;

/** One visit of a source. */
const marketFetch = z.object({
  id: z.number(),
  at: instant,
  outcome: z.enum(['new', 'unchanged', 'failed']),
  /** New files that it brought. */
  files: count,
  status: z.number().int().nullable(),
  bytes: z.number(),
  durationMs: z.number(),
  error: note.nullable(),
});
export type MarketFetch = z.output<typeof marketFetch>;

export const marketFile = z.object({
  id: z.string(),
  name: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  sourceId: z.string(),
  url: z.string().nullable(),
  state: z.enum(fileStates),
  /** What it turned out to be; null until it was read. */
  readAs: z.enum(readAs).nullable(),
  encoding: z.string().nullable(),
  warnings: z.array(note),
  error: note.nullable(),
  documents: z.array(z.object({ id: z.string(), title: z.string() })),
  createdAt: instant,
});
export type MarketFile = z.output<typeof marketFile>;

/** What a document says of itself. */
const documentHead = z.object({
  title: z.string(),
  /** Who published it, by its own words. */
  source: z.string().nullable(),
  author: z.string().nullable(),
  /** An instant with its offset where a time was said, else the day alone. */
  publishedAt: z.string().nullable(),
  zone: z.object({ name: z.string(), stated: z.boolean() }).nullable(),
});
export type DocumentHead = z.output<typeof documentHead>;

export const marketDocument = z.object({
  id: z.string(),
  ...documentHead.shape,
  /** A person put right what it says of itself; what was read stays. Null as long as nobody did. */
  correction: z.object({ asRead: documentHead, note: z.string(), by: z.string(), at: instant }).nullable(),
  language: z.enum(languages),
  url: z.string().nullable(),
  fileId: z.string(),
  fileName: z.string(),
  readAs: z.enum(readAs),
  sourceId: z.string(),
  sourceKind: z.enum(sourceKinds),
  familyId: z.string(),
  /** How many documents of its family there are: one source together. */
  familySize: z.number().int().min(1),
  claimCount: count,
  paragraphCount: count,
  warnings: z.array(note),
  /** The document that this one is a translation of. */
  translationOf: z.string().nullable(),
  /** The newer one at the same address. */
  replacedBy: z.string().nullable(),
  archivedAt: instant.nullable(),
  collectedAt: instant,
  /** The first sentence of its text. */
  lead: z.string(),
});
export type MarketDocument = z.output<typeof marketDocument>;

const related = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  publishedAt: z.string().nullable(),
  language: z.enum(languages),
});
export type RelatedDocument = z.output<typeof related>;

/** A core sentence in its group, by the document's own words. */
const marketInsight = z.object({
  group: z.string(),
  sentences: z.array(z.object({ text: z.string(), citation })),
});
export type MarketInsight = z.output<typeof marketInsight>;

const marketDocumentDetail = marketDocument.extend({
  family: z.object({
    reason: z.enum(familyReasons),
    members: z.array(related.extend({ reason: z.enum(familyReasons) })),
    /** Who said last that documents of it are one story, or that this one is a story of its own; null where nobody did. */
    said: z.object({ by: z.string(), at: instant }).nullable(),
    /** Others of its days and language that claim the same figures, and may be the same story. */
    suggested: z.array(related.extend({ sharedFigures: count })),
  }),
  /** What it is translated from, what is translated from it, and what may be. */
  translations: z.object({
    original: related.nullable(),
    marked: z.array(related),
    suggested: z.array(related.extend({ sharedFigures: count })),
    /** Made by a model and checked, paragraph by paragraph. */
    model: z.object({ language: z.enum(languages), kept: count, dropped: count, model: z.string(), at: instant }).nullable(),
    /** Whether a model is set that could translate. */
    possible: z.boolean(),
  }),
  /** Earlier ones of the same address, newest first. */
  history: z.array(related.extend({ collectedAt: instant })),
  insights: z.array(marketInsight),
});
export type MarketDocumentDetail = z.output<typeof marketDocumentDetail>;

const marketParagraph = z.object({
  index: count,
  anchor: z.string(),
  kind: z.enum(['heading', 'text', 'item', 'row', 'leftover']),
  group: z.string().nullable(),
  text: z.string(),
  /** A table's row: cells by UTF-16 units of the text. */
  cells: z.array(z.object({ text: z.string(), start: count, end: count, head: z.string().nullable() })).nullable(),
  caption: z.string().nullable(),
  /** Its words are still those that were hashed when it was kept. */
  intact: z.boolean(),
});
export type MarketParagraph = z.output<typeof marketParagraph>;

/** Both languages side by side: rows of paragraphs that say the same, either side may be empty. */
export const sideBySide = z.object({
  /** `document` is a translation that somebody published, `model` was made here and is marked so. */
  kind: z.enum(['document', 'model']),
  other: related.nullable(),
  rows: z.array(
    z.object({
      left: z.array(z.object({ anchor: z.string(), text: z.string() })),
      right: z.array(z.object({ anchor: z.string().nullable(), text: z.string() })),
    }),
  ),
});
export type SideBySide = z.output<typeof sideBySide>;

const dependentKinds = ['claim', 'finding', 'topic', 'answer', 'programme', 'brief', 'translation'] as const;
const marketDependents = z.object({
  items: z.array(z.object({ kind: z.enum(dependentKinds), count, examples: z.array(z.string()) })),
});
export type MarketDependents = z.output<typeof marketDependents>;

/** Where documents were before they were moved. */
const moved = z.object({ previous: z.array(z.object({ documentId: z.string(), familyId: z.string() })) });

const libraryDesk = z.object({
  documents: count,
  archived: count,
  files: z.object({ waiting: count, reading: count, failed: count }),
  /** The task that reads what waits; null when nothing does. */
  taskId: z.string().nullable(),
  watchFolder: z.boolean(),
  model: z.boolean(),
  limits: z.object({ fileBytes: z.number(), pasteCharacters: z.number() }),
});
export type LibraryDesk = z.output<typeof libraryDesk>;

const documentFilter = z.object({
  sourceId: z.string().max(60).optional(),
  /** The publisher, exactly as the documents have it. */
  publisher: z.string().trim().max(200).optional(),
  language: z.enum(languages).optional(),
  from: calendarDate.optional(),
  until: calendarDate.optional(),
  archived: z.stringbool().default(false),
});

const documentParams = z.object({ documentId: z.string().max(60) });
const fileParams = z.object({ fileId: z.string().max(60) });
const sourceParams = z.object({ sourceId: z.string().max(60) });
const documentMissing = ['intelligence.document_not_found'] as const;
const sourceMissing = ['intelligence.source_not_found'] as const;
const reading = 'intelligence.read';
const managing = 'intelligence.manage';
const address = z.url({ protocol: /^https?$/ }).max(2000);
/** The day as the document names it, with the time where one is said, and the zone of both: an IANA name, `UTC` or `UTC+08:00`. */
const published = z.object({
  day: calendarDate,
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/)
    .nullable(),
  zone: z.string().min(1).max(60),
});
const everyMinutes = z.number().int().min(libraryLimits.everyMinutesLeast).max(libraryLimits.everyMinutesMost).nullable();

export const libraryRoutes = {
  getMarketDesk: {
    id: 'intelligence.get_market_desk',
    method: 'GET',
    path: '/api/v1/market/desk',
    summary: 'How many documents there are, what waits to be read, and how documents can come in.',
    access: reading,
    response: libraryDesk,
  },
  pasteMarketText: {
    id: 'intelligence.paste_market_text',
    method: 'POST',
    path: '/api/v1/market/pastes',
    summary: 'Collect a text as it was copied; the same text is the same file.',
    access: managing,
    body: z.object({
      text: z.string().min(1).max(libraryLimits.pasteCharacters),
      title: z.string().trim().max(300).default(''),
      /** Where it was copied from. */
      url: address.nullable().default(null),
    }),
    response: z.object({ file: marketFile, known: z.boolean() }),
    status: 201,
    errors: ['intelligence.paste_empty'],
    example: { text: '2024年中国微短剧市场规模达505亿元。', title: '微短剧行业观察', url: null },
  },
  uploadMarketFile: {
    id: 'intelligence.upload_market_file',
    method: 'POST',
    path: '/api/v1/market/files',
    summary: 'Collect a file: HTML, PDF, DOCX, text or Markdown. Answers {file, known}; the same bytes are the same file.',
    access: managing,
    query: z.object({ filename: z.string().min(1).max(300), url: address.optional() }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    errors: ['intelligence.file_empty', 'intelligence.file_too_large', 'intelligence.file_unknown'],
  },
  listMarketFiles: {
    id: 'intelligence.list_market_files',
    method: 'GET',
    path: '/api/v1/market/files',
    summary: 'Files as they were collected, newest first.',
    access: reading,
    query: pageQuery.extend({ state: z.enum(fileStates).optional(), sourceId: z.string().max(60).optional() }),
    response: pageOf(marketFile),
  },
  getMarketFile: {
    id: 'intelligence.get_market_file',
    method: 'GET',
    path: '/api/v1/market/files/:fileId',
    summary: 'One file, with the documents that it holds.',
    access: reading,
    params: fileParams,
    response: marketFile,
    errors: ['intelligence.file_not_found'],
  },
  readMarketFileAgain: {
    id: 'intelligence.read_market_file_again',
    method: 'POST',
    path: '/api/v1/market/files/:fileId/read',
    summary: 'Read a file that failed or was stopped once more.',
    access: managing,
    params: fileParams,
    response: marketFile,
    errors: ['intelligence.file_not_found'],
  },
  cancelMarketReading: {
    id: 'intelligence.cancel_market_reading',
    method: 'POST',
    path: '/api/v1/market/reading/cancel',
    summary: 'Stop reading: files that wait are put aside and can be read later.',
    access: managing,
    response: z.object({ cancelled: count }),
  },
  listMarketDocuments: {
    id: 'intelligence.list_market_documents',
    method: 'GET',
    path: '/api/v1/market/documents',
    summary: 'Documents, the latest published first.',
    access: reading,
    query: pageQuery.extend(documentFilter.shape),
    response: pageOf(marketDocument),
  },
  getMarketDocument: {
    id: 'intelligence.get_market_document',
    method: 'GET',
    path: '/api/v1/market/documents/:documentId',
    summary: 'One document with its family, translations, history and core insights.',
    access: reading,
    params: documentParams,
    response: marketDocumentDetail,
    errors: documentMissing,
  },
  listMarketParagraphs: {
    id: 'intelligence.list_market_paragraphs',
    method: 'GET',
    path: '/api/v1/market/documents/:documentId/paragraphs',
    summary: 'Its paragraphs in their order, each hashed anew and compared.',
    access: reading,
    params: documentParams,
    query: z.object({
      from: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(400),
    }),
    response: z.object({ items: z.array(marketParagraph), total: count }),
    errors: documentMissing,
  },
  readMarketOriginal: {
    id: 'intelligence.read_market_original',
    method: 'GET',
    path: '/api/v1/market/documents/:documentId/original',
    summary: 'The file as it came, as a download.',
    access: reading,
    params: documentParams,
    produces: 'application/octet-stream',
    errors: documentMissing,
  },
  listMarketDependents: {
    id: 'intelligence.list_market_dependents',
    method: 'GET',
    path: '/api/v1/market/documents/:documentId/dependents',
    summary: 'What hangs on a document, for the person who is about to remove it.',
    access: reading,
    params: documentParams,
    response: marketDependents,
    errors: documentMissing,
  },
  archiveMarketDocument: {
    id: 'intelligence.archive_market_document',
    method: 'POST',
    path: '/api/v1/market/documents/:documentId/archive',
    summary: 'Put a document aside: it counts no longer, and can be brought back.',
    access: managing,
    params: documentParams,
    response: marketDocument,
    errors: documentMissing,
  },
  restoreMarketDocument: {
    id: 'intelligence.restore_market_document',
    method: 'POST',
    path: '/api/v1/market/documents/:documentId/restore',
    summary: 'Bring a document back that was put aside.',
    access: managing,
    params: documentParams,
    response: marketDocument,
    errors: documentMissing,
  },
  deleteMarketDocument: {
    id: 'intelligence.delete_market_document',
    method: 'DELETE',
    path: '/api/v1/market/documents/:documentId',
    summary: 'Delete a document that was put aside, for good; its file goes with the last of its documents.',
    access: 'intelligence.settle',
    params: documentParams,
    response: z.object({}),
    errors: [...documentMissing, 'intelligence.document_not_archived'],
  },
  moveMarketFamily: {
    id: 'intelligence.move_market_family',
    method: 'POST',
    path: '/api/v1/market/families/move',
    summary: 'Say which documents are one story: `familyId` null makes a document a family of its own. Sending `previous` back undoes it.',
    access: managing,
    body: z.object({
      moves: z
        .array(z.object({ documentId: z.string().max(60), familyId: z.string().max(60).nullable() }))
        .min(1)
        .max(libraryLimits.familyMoves),
    }),
    response: moved,
    errors: [...documentMissing, 'intelligence.family_not_found'],
    example: { moves: [{ documentId: 'mdo_06dkx2n5r8t0c3g7k1p4v9w2ya', familyId: null }] },
  },
  joinMarketFamily: {
    id: 'intelligence.join_market_family',
    method: 'POST',
    path: '/api/v1/market/documents/:documentId/family',
    summary:
      'Say that a document and another are one story, with the copies of both. Sending `previous` to the moves of families undoes it.',
    access: managing,
    params: documentParams,
    body: z.object({ otherId: z.string().max(60) }),
    response: moved,
    errors: [...documentMissing, 'intelligence.family_same', 'intelligence.family_too_large'],
    example: { otherId: 'mdo_06dkx2n5r8t0c3g7k1p4v9w2ya' },
  },
  undoMarketFamily: {
    id: 'intelligence.undo_market_family',
    method: 'DELETE',
    path: '/api/v1/market/documents/:documentId/family',
    summary: 'Take back what people said of its family: what was put together or parted is again as it was found.',
    access: managing,
    params: documentParams,
    response: marketDocument,
    errors: documentMissing,
  },
  correctMarketDocument: {
    id: 'intelligence.correct_market_document',
    method: 'PUT',
    path: '/api/v1/market/documents/:documentId/correction',
    summary:
      'Put right its title, source, author or time; its figures are read anew. As it was read stays beside it; what is left out stays as it is.',
    access: managing,
    params: documentParams,
    body: z.object({
      title: z.string().trim().min(1).max(500).optional(),
      source: z.string().trim().min(1).max(300).nullable().optional(),
      author: z.string().trim().min(1).max(300).nullable().optional(),
      published: published.nullable().optional(),
      note: z.string().trim().max(2_000).default(''),
    }),
    response: marketDocument,
    errors: [...documentMissing, 'intelligence.zone_unknown', 'intelligence.published_ahead', 'intelligence.document_changed'],
    example: { published: { day: '2025-03-12', time: '09:30', zone: 'Asia/Shanghai' }, note: '页面显示的是转载时间。' },
  },
  undoMarketCorrection: {
    id: 'intelligence.undo_market_correction',
    method: 'DELETE',
    path: '/api/v1/market/documents/:documentId/correction',
    summary: 'Take a correction back: the document is again as it was read.',
    access: managing,
    params: documentParams,
    response: marketDocument,
    errors: [...documentMissing, 'intelligence.document_changed'],
  },
  setMarketTranslation: {
    id: 'intelligence.set_market_translation',
    method: 'PUT',
    path: '/api/v1/market/documents/:documentId/translation',
    summary: 'Say that a document is a translation of another, or that it is none.',
    access: managing,
    params: documentParams,
    body: z.object({ originalId: z.string().max(60).nullable() }),
    response: marketDocument,
    errors: [...documentMissing, 'intelligence.translation_same_language', 'intelligence.translation_circle'],
    example: { originalId: null },
  },
  translateMarketDocument: {
    id: 'intelligence.translate_market_document',
    method: 'POST',
    path: '/api/v1/market/documents/:documentId/translate',
    summary: 'Have the model translate a document; paragraphs whose figures differ are dropped and counted.',
    access: managing,
    params: documentParams,
    response: z.object({ taskId: z.string() }),
    errors: [...documentMissing, 'intelligence.model_missing'],
  },
  getSideBySide: {
    id: 'intelligence.get_side_by_side',
    method: 'GET',
    path: '/api/v1/market/documents/:documentId/side-by-side',
    summary: 'A document beside its translation.',
    access: reading,
    params: documentParams,
    response: sideBySide,
    errors: [...documentMissing, 'intelligence.translation_missing'],
  },
  listMarketSources: {
    id: 'intelligence.list_market_sources',
    method: 'GET',
    path: '/api/v1/market/sources',
    summary: 'Where documents come from, with what was last said there.',
    access: reading,
    response: z.object({ items: z.array(marketSource) }),
  },
  createMarketSource: {
    id: 'intelligence.create_market_source',
    method: 'POST',
    path: '/api/v1/market/sources',
    summary: 'Add an address or a feed; it is fetched at once, and again as often as said.',
    access: managing,
    body: z.object({
      kind: z.enum(['url', 'feed']),
      url: address,
      name: z.string().trim().max(200).default(''),
      everyMinutes: everyMinutes.default(null),
    }),
    response: marketSource,
    status: 201,
    errors: ['intelligence.source_taken', 'intelligence.too_many_sources', 'outgoing.url_invalid', 'outgoing.address_refused'],
    example: { kind: 'feed', url: 'https://news.example.com/rss.xml', name: '行业新闻', everyMinutes: 60 },
  },
  updateMarketSource: {
    id: 'intelligence.update_market_source',
    method: 'PATCH',
    path: '/api/v1/market/sources/:sourceId',
    summary: 'Rename a source, change how often it is fetched, pause it or let it go on.',
    access: managing,
    params: sourceParams,
    body: z.object({ name: z.string().trim().min(1).max(200), everyMinutes, paused: z.boolean() }).partial(),
    response: marketSource,
    errors: sourceMissing,
    example: { paused: true },
  },
  deleteMarketSource: {
    id: 'intelligence.delete_market_source',
    method: 'DELETE',
    path: '/api/v1/market/sources/:sourceId',
    summary: 'Fetch from there no more; the documents that came from it stay.',
    access: managing,
    params: sourceParams,
    response: z.object({}),
    errors: [...sourceMissing, 'intelligence.source_standing'],
  },
  fetchMarketSource: {
    id: 'intelligence.fetch_market_source',
    method: 'POST',
    path: '/api/v1/market/sources/:sourceId/fetch',
    summary: 'Fetch a source now.',
    access: managing,
    params: sourceParams,
    response: marketSource,
    errors: [...sourceMissing, 'intelligence.source_not_fetched'],
  },
  listMarketFetches: {
    id: 'intelligence.list_market_fetches',
    method: 'GET',
    path: '/api/v1/market/sources/:sourceId/fetches',
    summary: 'The last visits of a source, newest first.',
    access: reading,
    params: sourceParams,
    response: z.object({ items: z.array(marketFetch) }),
    errors: sourceMissing,
  },
} as const satisfies Record<string, Route>;
