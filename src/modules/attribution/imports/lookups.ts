/** What every step of a file import asks first: the source, the import, its reader, its bytes. */
import type { Trx } from '../../../platform/db/index.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { FileImportRow } from '../edge-tables.ts';
import { attributionErrors } from '../errors.ts';
import { selectSource } from '../repo/sources.ts';
import type { SourceRow } from '../tables.ts';
import { checkRows, mostPreview } from './check.ts';
import type { FileImport } from './contract.ts';
import type { TableRow } from './csv.ts';
import { presentImport } from './present.ts';
import * as repo from './repo.ts';
import { createSourceReader, type RowReader } from './rows.ts';
import { rowsOf } from './table.ts';

const shownErrors = 100;

export type ImportLookups = ReturnType<typeof createImportLookups>;

export function createImportLookups(parts: EdgeParts) {
  const { db, clock } = parts;

  async function requireSource(trx: Trx, organisationId: string, sourceId: string): Promise<SourceRow> {
    const source = await selectSource(trx, organisationId, sourceId);
    if (!source) throw attributionErrors.source_not_found({ id: sourceId });
    return source;
  }
  async function requireImport(trx: Trx, organisationId: string, importId: string, lock = false): Promise<FileImportRow> {
    const row = await (lock ? repo.lockImport : repo.findImport)(trx, organisationId, importId);
    if (!row) throw edgeErrors.file_import_not_found({ id: importId });
    return row;
  }
  const closed = (row: FileImportRow): Error => edgeErrors.file_import_closed({ file: row.filename, state: row.state });

  function readerOf(row: Pick<FileImportRow, 'facts' | 'mapping'>, source: SourceRow): RowReader {
    return createSourceReader(row.facts.header, row.mapping, { currency: source.currency, zone: source.zone }, () => clock.now());
  }

  async function show(trx: Trx, row: FileImportRow): Promise<FileImport> {
    const source = await requireSource(trx, row.organisation_id, row.source_id);
    const errors = await repo.selectErrors(trx, row.id, { line: -1, position: -1 }, shownErrors);
    return presentImport(row, readerOf(row, source).missing, errors);
  }

  async function pathOf(row: FileImportRow): Promise<string> {
    const { sha256 } = await db.read((trx) => parts.assets.getAsset(trx, row.organisation_id, row.asset_id ?? ''));
    return parts.objects.localPath(sha256);
  }

  return { requireSource, requireImport, closed, readerOf, show, pathOf };
}

/** The first rows of a file by a mapping: enough to look at while the whole is checked. */
export async function previewOf(
  path: string,
  row: Pick<FileImportRow, 'facts' | 'mapping'>,
  reader: RowReader,
): Promise<FileImport['preview']> {
  const controller = new AbortController();
  async function* first(): AsyncGenerator<TableRow[]> {
    for await (const rows of rowsOf(path, row.facts, row.mapping.sheet)) {
      yield rows.slice(0, mostPreview);
      return;
    }
  }
  const { preview } = await checkRows(first(), reader, {
    onErrors: async () => {},
    known: async () => new Set(),
    signal: controller.signal,
  });
  return preview;
}
