import type { FileImportRow } from '../edge-tables.ts';
import { columnMapping, type FileImport, type ImportField, type ImportMapping, type RowError } from './contract.ts';

export function presentImport(row: FileImportRow, missing: readonly ImportField[], errors: readonly RowError[]): FileImport {
  return {
    id: row.id,
    sourceId: row.source_id,
    filename: row.filename,
    sizeBytes: Number(row.size_bytes),
    format: row.facts.format,
    encoding: row.facts.encoding,
    state: row.state,
    header: [...row.facts.header],
    headerLine: row.facts.headerLine,
    sheets: [...row.facts.sheets],
    mapping: columnMapping.parse(row.mapping),
    mappingName: row.mapping_name,
    missing: [...missing],
    preview: row.preview,
    totals: row.totals,
    errors: errors.map(({ line, field, code, params }) => ({ line, field, code, params })),
    failure: row.failure,
    progress: row.progress_bps / 10_000,
    taskId: row.task_id,
    outcome: row.state === 'done' ? { accepted: Number(row.accepted), unchanged: Number(row.unchanged) } : null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function presentMapping(row: { id: string; source_id: string; name: string; mapping: unknown; updated_at: Date }): ImportMapping {
  return {
    id: row.id,
    sourceId: row.source_id,
    name: row.name,
    mapping: columnMapping.parse(row.mapping),
    updatedAt: row.updated_at.toISOString(),
  };
}
