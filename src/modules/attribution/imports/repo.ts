import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { edgeTables, type EdgeTables, type FileImportRow } from '../edge-tables.ts';
import { jsonRows, textArray } from '../repo/rows.ts';
import type { ColumnMapping, RowError } from './contract.ts';

type Imports = EdgeTables['attribution_file_imports'];

export async function insertImport(trx: Trx, row: Insertable<Imports>): Promise<void> {
  await edgeTables(trx).insertInto('attribution_file_imports').values(row).execute();
}

export function findImport(trx: Trx, organisationId: string, importId: string): Promise<FileImportRow | undefined> {
  return edgeTables(trx)
    .selectFrom('attribution_file_imports')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .executeTakeFirst();
}

/** The import, held until the transaction ends: what becomes of it is decided under this lock. */
export function lockImport(trx: Trx, organisationId: string, importId: string): Promise<FileImportRow | undefined> {
  return edgeTables(trx)
    .selectFrom('attribution_file_imports')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateImport(trx: Trx, organisationId: string, importId: string, change: Updateable<Imports>): Promise<void> {
  await edgeTables(trx)
    .updateTable('attribution_file_imports')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', importId)
    .execute();
}

/**
 * Imports that have rested since an instant and still hold rows of their file: those that are over, and those that nobody went on with.
 * Held; those that somebody works on just now are left for the next time.
 */
export async function lockRested(trx: Trx, organisationId: string, before: Date, limit: number): Promise<FileImportRow[]> {
  return edgeTables(trx)
    .selectFrom('attribution_file_imports as i')
    .selectAll('i')
    .where('i.organisation_id', '=', organisationId)
    .where('i.updated_at', '<', before)
    .where('i.state', 'not in', ['checking', 'importing'])
    .where(sql<boolean>`(i.asset_id is not null or i.preview <> '[]'::jsonb
      or exists (select 1 from attribution_import_errors e where e.import_id = i.id))`)
    .orderBy('i.id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export function listImports(
  trx: Trx,
  organisationId: string,
  of: { sourceId?: string | undefined; after: { at: Date; id: string } | null; limit: number },
): Promise<FileImportRow[]> {
  let query = edgeTables(trx)
    .selectFrom('attribution_file_imports')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(of.limit);
  if (of.sourceId !== undefined) query = query.where('source_id', '=', of.sourceId);
  if (of.after) query = query.where(sql<boolean>`(created_at, id) < (${of.after.at}, ${of.after.id})`);
  return query.execute();
}

export async function clearErrors(trx: Trx, importId: string): Promise<void> {
  await edgeTables(trx).deleteFrom('attribution_import_errors').where('import_id', '=', importId).execute();
}

export async function insertErrors(trx: Trx, importId: string, errors: readonly RowError[]): Promise<void> {
  if (errors.length === 0) return;
  const rows = errors.map((error, position) => ({ ...error, position }));
  await sql`insert into attribution_import_errors (import_id, line, position, field, code, params)
    select ${importId}, line, position, field, code, params from jsonb_to_recordset(${jsonRows(rows)})
    as x(line bigint, position integer, field text, code text, params jsonb)
    on conflict do nothing`.execute(trx);
}

/** In the order of the file, after a place. */
export async function selectErrors(
  trx: Trx,
  importId: string,
  after: { line: number; position: number },
  limit: number,
): Promise<(RowError & { position: number })[]> {
  const rows = await edgeTables(trx)
    .selectFrom('attribution_import_errors')
    .selectAll()
    .where('import_id', '=', importId)
    .where(sql<boolean>`(line, position) > (${after.line}::bigint, ${after.position}::integer)`)
    .orderBy('line')
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ line, position, field, code, params }) => ({
    line: Number(line),
    position,
    field: field as RowError['field'],
    code,
    params,
  }));
}

/** Which of these events a source has told of already. */
export async function selectKnownIds(
  trx: Trx,
  organisationId: string,
  sourceId: string,
  eventIds: readonly string[],
): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const { rows } = await sql<{ event_id: string }>`select event_id from attribution_events
    where organisation_id = ${organisationId} and source_id = ${sourceId} and event_id = any(${textArray(eventIds)})`.execute(trx);
  return new Set(rows.map(({ event_id }) => event_id));
}

export function listMappings(trx: Trx, organisationId: string, sourceId?: string) {
  let query = edgeTables(trx).selectFrom('attribution_import_mappings').selectAll().where('organisation_id', '=', organisationId);
  if (sourceId !== undefined) query = query.where('source_id', '=', sourceId);
  return query.orderBy('name').orderBy('id').limit(1000).execute();
}

export function findMapping(trx: Trx, organisationId: string, of: { sourceId: string; name: string }) {
  return edgeTables(trx)
    .selectFrom('attribution_import_mappings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('source_id', '=', of.sourceId)
    .where('name', '=', of.name)
    .executeTakeFirst();
}

/** Mappings of that name, of any source: the command line names no source. */
export function findMappingsNamed(trx: Trx, organisationId: string, name: string) {
  return edgeTables(trx)
    .selectFrom('attribution_import_mappings')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .execute();
}

export async function saveMapping(
  trx: Trx,
  row: { id: string; organisationId: string; sourceId: string; name: string; mapping: ColumnMapping; now: Date },
) {
  return edgeTables(trx)
    .insertInto('attribution_import_mappings')
    .values({
      id: row.id,
      organisation_id: row.organisationId,
      source_id: row.sourceId,
      name: row.name,
      mapping: JSON.stringify(row.mapping),
      updated_at: row.now,
    })
    .onConflict((on) => on.columns(['source_id', 'name']).doUpdateSet({ mapping: JSON.stringify(row.mapping), updated_at: row.now }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteMapping(trx: Trx, organisationId: string, mappingId: string): Promise<string | null> {
  const row = await edgeTables(trx)
    .deleteFrom('attribution_import_mappings')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', mappingId)
    .returning('name')
    .executeTakeFirst();
  return row?.name ?? null;
}
