/** What attribution promises of conversions that come in files: uploads, column mappings, checking, and taking them in. */
import { z } from 'zod';
import { instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { currencies, eventTypes, statuses } from '../words/contract.ts';

/** The fields of an event that a column can fill. `amount` and `refunded` are money as the file writes it. */
export const importFields = [
  'id',
  'type',
  'occurredAt',
  'changedAt',
  'orderId',
  'status',
  'amount',
  'refunded',
  'currency',
  'code',
  'clickId',
  'channel',
  'accountExternalId',
  'workId',
  'viewerId',
  'deviceId',
  'country',
  'installBeginAt',
  'day',
  'count',
] as const;
export type ImportField = (typeof importFields)[number];

const columnName = z.string().min(1).max(200);
const ianaZone = z.string().min(1).max(64);

/** How a file of one source is read. Saved by name for its source, so that the next file needs no work. */
export const columnMapping = z.object({
  /** Which column (by the text of its header; for JSON by its path, `data.order_id`) fills which field. */
  columns: z.partialRecord(z.enum(importFields), columnName),
  /** What a field is on every row that no column says it on, e.g. `{ type: 'install', channel: 'douyin' }`. Rows are orders otherwise. */
  fixed: z.partialRecord(z.enum(importFields), z.string().max(200)).default({}),
  /** Words of the file for statuses and types, beside those that are known anyway (已支付, 已退款, paid, refunded …). */
  statusWords: z.record(z.string().max(100), z.enum(statuses)).default({}),
  typeWords: z.record(z.string().max(100), z.enum(eventTypes)).default({}),
  /** Whether amounts are written in whole units of the currency (`12.50`) or in its smallest unit (`1250`). */
  amountUnit: z.enum(['major', 'minor']).default('major'),
  decimalMark: z.enum(['.', ',']).default('.'),
  /** For rows without a currency of their own; the source's where null. */
  currency: z.enum(currencies).nullable().default(null),
  /** For times without a zone of their own; the source's where null. */
  zone: ianaZone.nullable().default(null),
  /** `auto` reads year first, Chinese dates, ISO 8601, seconds and milliseconds since 1970; only slashed dates need telling. */
  dateOrder: z.enum(['auto', 'day_first', 'month_first']).default('auto'),
  /** How the bytes are read; `auto` looks at them. */
  encoding: z.enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5']).default('auto'),
  separator: z.enum(['auto', ',', ';', '\t', '|']).default('auto'),
  /** The sheet of a workbook; its first where absent. */
  sheet: z.string().max(100).nullable().default(null),
});
export type ColumnMapping = z.output<typeof columnMapping>;

export const importMapping = z.object({
  id: z.string(),
  sourceId: z.string(),
  name: z.string(),
  mapping: columnMapping,
  updatedAt: instant,
});
export type ImportMapping = z.output<typeof importMapping>;
const mappingInput = z.object({ name: z.string().trim().min(1).max(80), mapping: columnMapping });

const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
/** Line numbers are those of the file as an editor shows it; for a workbook the row's number. */
export const rowError = reason.extend({ line: z.number().int(), field: z.enum(importFields).nullable() });
export type RowError = z.output<typeof rowError>;

/** A row as the event that it would be; money in minor units. */
export const previewRow = z.object({
  line: z.number().int(),
  cells: z.array(z.string()),
  event: z.record(z.string(), z.unknown()).nullable(),
  errors: z.array(rowError),
});

export const importTotals = z.object({
  rows: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  /** Of the good ones: those that are stored already, and those that stand twice in the file. */
  known: z.number().int(),
  repeated: z.number().int(),
  byType: z.record(z.string(), z.number().int()),
  /** Sums of orders' amounts by currency, decimal strings of minor units. */
  amounts: z.record(z.string(), z.string()),
  refunded: z.record(z.string(), z.string()),
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
});
export type ImportTotals = z.output<typeof importTotals>;

export const fileImportStates = ['mapping', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed'] as const;
export const fileImport = z.object({
  id: z.string(),
  sourceId: z.string(),
  filename: z.string(),
  sizeBytes: z.number().int(),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  state: z.enum(fileImportStates),
  header: z.array(z.string()),
  headerLine: z.number().int(),
  sheets: z.array(z.string()),
  mapping: columnMapping,
  mappingName: z.string().nullable(),
  /** What the mapping still lacks before a row can be read. */
  missing: z.array(z.enum(importFields)),
  preview: z.array(previewRow),
  totals: importTotals.nullable(),
  /** The first hundred; all of them by the download. */
  errors: z.array(rowError),
  failure: reason.nullable(),
  /** Of the work under way, 0 to 1. */
  progress: z.number().min(0).max(1),
  taskId: z.string().nullable(),
  outcome: z.object({ accepted: z.number().int(), unchanged: z.number().int() }).nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type FileImport = z.output<typeof fileImport>;

const importParams = z.object({ importId: z.string() });

export const importErrors = [
  'attribution.file_import_not_found',
  'attribution.file_import_closed',
  'attribution.file_too_large',
  'attribution.mapping_incomplete',
] as const;

export const importRoutes = {
  createFileImport: {
    id: 'attribution.create_file_import',
    method: 'POST',
    path: '/api/v1/file-imports',
    summary: 'Send a file of conversions (CSV or XLSX) to look at; nothing is taken in yet',
    access: 'attribution.import_conversions',
    query: z.object({ sourceId: z.string(), filename: z.string().min(1).max(300), mappingName: z.string().max(80).optional() }),
    consumes: 'application/octet-stream',
    produces: 'application/json',
    errors: ['attribution.source_not_found', 'attribution.file_too_large'],
  },
  listFileImports: {
    id: 'attribution.list_file_imports',
    method: 'GET',
    path: '/api/v1/file-imports',
    summary: 'Files of conversions, newest first',
    access: 'attribution.import_conversions',
    query: pageQuery.extend({ sourceId: z.string().optional() }),
    response: pageOf(fileImport.omit({ preview: true, errors: true })),
  },
  getFileImport: {
    id: 'attribution.get_file_import',
    method: 'GET',
    path: '/api/v1/file-imports/:importId',
    summary: 'A file with its first rows as events, its errors by line, and its totals',
    access: 'attribution.import_conversions',
    params: importParams,
    response: fileImport,
    errors: ['attribution.file_import_not_found'],
  },
  mapFileImport: {
    id: 'attribution.map_file_import',
    method: 'PUT',
    path: '/api/v1/file-imports/:importId/mapping',
    summary: 'Say which column is what, and check the whole file again',
    access: 'attribution.import_conversions',
    params: importParams,
    body: z.object({ mapping: columnMapping, saveAs: z.string().trim().min(1).max(80).nullable().default(null) }),
    response: fileImport,
    errors: ['attribution.file_import_not_found', 'attribution.file_import_closed'],
  },
  confirmFileImport: {
    id: 'attribution.confirm_file_import',
    method: 'POST',
    path: '/api/v1/file-imports/:importId/confirm',
    summary: 'Take the checked file in: all of its good rows or none',
    access: 'attribution.import_conversions',
    params: importParams,
    body: z.object({
      /** Must be said where rows are wrong; they are left out then. */
      withoutBadRows: z.boolean().default(false),
    }),
    response: fileImport,
    errors: [
      'attribution.file_import_not_found',
      'attribution.file_import_closed',
      'attribution.mapping_incomplete',
      'attribution.file_has_bad_rows',
    ],
  },
  cancelFileImport: {
    id: 'attribution.cancel_file_import',
    method: 'POST',
    path: '/api/v1/file-imports/:importId/cancel',
    summary: 'Let a file go; nothing of it is kept',
    access: 'attribution.import_conversions',
    params: importParams,
    response: fileImport,
    errors: ['attribution.file_import_not_found', 'attribution.file_import_closed'],
  },
  downloadImportErrors: {
    id: 'attribution.download_import_errors',
    method: 'GET',
    path: '/api/v1/file-imports/:importId/errors',
    summary: 'Every row that is wrong, with its line and why, as CSV',
    access: 'attribution.import_conversions',
    params: importParams,
    query: z.object({ language: z.enum(['en', 'zh-CN']).default('en') }),
    produces: 'text/csv',
    errors: ['attribution.file_import_not_found'],
  },
  listImportMappings: {
    id: 'attribution.list_import_mappings',
    method: 'GET',
    path: '/api/v1/import-mappings',
    summary: 'Saved column mappings',
    access: 'attribution.import_conversions',
    query: z.object({ sourceId: z.string().optional() }),
    response: z.object({ items: z.array(importMapping) }),
  },
  saveImportMapping: {
    id: 'attribution.save_import_mapping',
    method: 'POST',
    path: '/api/v1/import-mappings',
    summary: 'Save a column mapping by its name, over one of the same name',
    access: 'attribution.import_conversions',
    body: mappingInput.extend({ sourceId: z.string() }),
    response: importMapping,
    errors: ['attribution.source_not_found', 'attribution.zone_not_known', 'attribution.mapping_incomplete'],
  },
  deleteImportMapping: {
    id: 'attribution.delete_import_mapping',
    method: 'DELETE',
    path: '/api/v1/import-mappings/:mappingId',
    summary: 'Forget a saved column mapping',
    access: 'attribution.import_conversions',
    params: z.object({ mappingId: z.string() }),
    response: z.object({}),
    errors: ['attribution.mapping_not_found'],
  },
} as const satisfies Record<string, Route>;
