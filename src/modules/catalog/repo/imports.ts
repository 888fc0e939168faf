import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CatalogTables, ImportFileRow, ImportRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CatalogTables>();

export async function insertImport(
  trx: Trx,
  run: Insertable<CatalogTables['import_runs']>,
  files: readonly Insertable<CatalogTables['import_files']>[],
): Promise<void> {
  await tables(trx).insertInto('import_runs').values(run).execute();
  // PostgreSQL takes 65,535 parameters in one statement.
  for (let at = 0; at < files.length; at += 1000)
    await tables(trx)
      .insertInto('import_files')
      .values(files.slice(at, at + 1000))
      .execute();
}

export function findImport(trx: Trx, organisationId: string, importId: string): Promise<ImportRow | undefined> {
  return tables(trx)
    .selectFrom('import_runs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .executeTakeFirst();
}

/** The run, held until the transaction ends: its end is decided under this lock. */
export function lockImport(trx: Trx, organisationId: string, importId: string): Promise<ImportRow | undefined> {
  return tables(trx)
    .selectFrom('import_runs')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateImport(
  trx: Trx,
  organisationId: string,
  importId: string,
  change: Updateable<CatalogTables['import_runs']>,
): Promise<void> {
  await tables(trx)
    .updateTable('import_runs')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .execute();
}

/** Closes the folder runs that a new run of the same work takes over from. */
export async function closeOpenFolderRuns(trx: Trx, organisationId: string, workId: string, now: Date): Promise<void> {
  await tables(trx)
    .updateTable('import_runs')
    .set({ state: 'cancelled', updated_at: now })
    .where('organisation_id', '=', organisationId)
    .where('work_id', '=', workId)
    .where('source', '=', 'folder')
    .where('state', '=', 'open')
    .execute();
}

export function selectImportFiles(trx: Trx, organisationId: string, importId: string): Promise<ImportFileRow[]> {
  return tables(trx)
    .selectFrom('import_files')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute();
}

export function findImportFile(trx: Trx, organisationId: string, importId: string, path: string): Promise<ImportFileRow | undefined> {
  return tables(trx)
    .selectFrom('import_files')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('import_id', '=', importId)
    .where('path', '=', path)
    .executeTakeFirst();
}

export function findImportFileByUpload(trx: Trx, organisationId: string, uploadId: string): Promise<ImportFileRow | undefined> {
  return tables(trx)
    .selectFrom('import_files')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
}

/** Of all tenants: uploads that were under way, for the start of a server and the sweep. */
export function selectReceivingFiles(trx: Trx): Promise<ImportFileRow[]> {
  return tables(trx).selectFrom('import_files').selectAll().where('state', '=', 'receiving').where('upload_id', 'is not', null).execute();
}

export async function updateImportFile(
  trx: Trx,
  file: { organisation_id: string; import_id: string; position: number },
  change: Updateable<CatalogTables['import_files']>,
): Promise<void> {
  await tables(trx)
    .updateTable('import_files')
    .set(change)
    .where('organisation_id', '=', file.organisation_id)
    .where('import_id', '=', file.import_id)
    .where('position', '=', file.position)
    .execute();
}

/** Whether a run has a file that may still come. */
export async function hasOpenFiles(trx: Trx, organisationId: string, importId: string): Promise<boolean> {
  const found = await tables(trx)
    .selectFrom('import_files')
    .select(sql`1`.as('one'))
    .where('organisation_id', '=', organisationId)
    .where('import_id', '=', importId)
    .where('state', 'in', ['waiting', 'receiving'])
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
