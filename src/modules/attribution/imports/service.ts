/**
 * Files of conversions: sent, looked at, mapped, checked from the first line to the last, and only then taken in. A file stays
 * as it was sent until it is over, so every step can be done again; what was taken in is known by the rows themselves, so doing
 * it twice changes nothing.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { FileImportRow } from '../edge-tables.ts';
import { columnMapping, type ColumnMapping, type FileImport } from './contract.ts';
import { suggestMapping } from './header.ts';
import { createImportLookups, previewOf } from './lookups.ts';
import { createMappingUses } from './mappings.ts';
import { presentImport } from './present.ts';
import { receive } from './receive.ts';
import * as repo from './repo.ts';
import type { RowReader } from './rows.ts';
import { checkFile, createImportRuns, importFile } from './run.ts';
import { lookAtTable } from './table.ts';
import { isZone } from './values.ts';

export { checkFile, importFile } from './run.ts';

export type ImportUses = ReturnType<typeof createImportUses>;

export function createImportUses(parts: EdgeParts) {
  const { db, clock, audit, jobs } = parts;
  const lookups = createImportLookups(parts);
  const { requireSource, requireImport, closed, readerOf, show, pathOf } = lookups;

  /** Has the file checked by its mapping, where that lacks nothing; else it waits for one. */
  async function startCheck(trx: Trx, row: FileImportRow, reader: RowReader): Promise<void> {
    await repo.clearErrors(trx, row.id);
    const change = {
      mapping: JSON.stringify(row.mapping),
      facts: JSON.stringify(row.facts),
      mapping_name: row.mapping_name,
      totals: null,
      failure: null,
      progress_bps: 0,
      updated_at: clock.now(),
    };
    if (reader.missing.length > 0) {
      await repo.updateImport(trx, row.organisation_id, row.id, {
        ...change,
        preview: JSON.stringify(row.preview),
        state: 'mapping',
        task_id: null,
      });
      return;
    }
    const taskId = await jobs.enqueue(
      trx,
      checkFile,
      { organisationId: row.organisation_id, importId: row.id },
      { organisationId: row.organisation_id, subject: { id: row.id, title: row.filename } },
    );
    await repo.updateImport(trx, row.organisation_id, row.id, {
      ...change,
      preview: JSON.stringify(row.preview),
      state: 'checking',
      task_id: taskId,
    });
  }

  return {
    /**
     * Takes a file's bytes, at most mostFileBytes, and looks at its beginning. With `mappingName` it is read by that mapping of
     * its source, else by what its header suggests. Throws source_not_found, mapping_not_found, file_too_large, and why it cannot be read.
     */
    async createImport(
      actor: Actor,
      given: { sourceId: string; filename: string; mappingName?: string | undefined },
      body: AsyncIterable<Uint8Array>,
    ): Promise<FileImport> {
      const { organisationId } = actor;
      const { source, saved } = await db.read(async (trx) => ({
        source: await requireSource(trx, organisationId, given.sourceId),
        saved:
          given.mappingName === undefined
            ? null
            : await repo.findMapping(trx, organisationId, { sourceId: given.sourceId, name: given.mappingName }),
      }));
      if (given.mappingName !== undefined && !saved) throw edgeErrors.mapping_not_found({ name: given.mappingName });
      await mkdir(parts.tempDirectory, { recursive: true });
      const path = join(parts.tempDirectory, `import-${randomUUID()}`);
      try {
        const sizeBytes = await receive(body, path);
        const base = columnMapping.parse({ columns: {}, ...saved?.mapping });
        const facts = await lookAtTable(path, base);
        const mapping = saved ? base : { ...base, ...suggestMapping(facts.header) };
        const reader = readerOf({ facts, mapping }, source);
        const preview = await previewOf(path, { facts, mapping }, reader);
        const stored = await parts.objects.putFile(path);
        const id = newId('fileImport', clock.nowMs());
        return await db.transaction(async (trx) => {
          const mediaType = facts.format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
          const asset = await parts.assets.recordAsset(trx, organisationId, {
            role: 'import_file',
            stored,
            mediaType,
            filename: given.filename,
            ownerId: id,
          });
          const now = clock.now();
          await repo.insertImport(trx, {
            id,
            organisation_id: organisationId,
            source_id: source.id,
            asset_id: asset.id,
            filename: given.filename,
            size_bytes: sizeBytes,
            state: 'mapping',
            facts: JSON.stringify(facts),
            mapping: JSON.stringify(mapping),
            mapping_name: saved?.name ?? null,
            preview: JSON.stringify(preview),
            totals: null,
            failure: null,
            task_id: null,
            progress_bps: 0,
            applied_line: 0,
            accepted: 0,
            unchanged: 0,
            created_at: now,
            updated_at: now,
          });
          await audit.record(
            trx,
            actor,
            'attribution.create_file_import',
            { id, title: given.filename },
            { source: source.name, bytes: sizeBytes },
          );
          await startCheck(trx, await requireImport(trx, organisationId, id), reader);
          return show(trx, await requireImport(trx, organisationId, id));
        });
      } finally {
        await rm(path, { force: true });
      }
    },

    async listImports(
      trx: Trx,
      organisationId: string,
      query: { cursor?: string | undefined; limit: number; sourceId?: string | undefined },
    ): Promise<{ items: Omit<FileImport, 'preview' | 'errors'>[]; nextCursor: string | null }> {
      const place = query.cursor ? decodeCursor(z.object({ at: z.string(), id: z.string() }), query.cursor) : null;
      const after = place && { at: instantFromIso(place.at), id: place.id };
      const rows = await repo.listImports(trx, organisationId, { sourceId: query.sourceId, after, limit: query.limit + 1 });
      const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
      return {
        items: rows.slice(0, query.limit).map((row) => presentImport(row, [], [])),
        nextCursor: last && encodeCursor({ at: last.created_at.toISOString(), id: last.id }),
      };
    },

    async getImport(trx: Trx, organisationId: string, importId: string): Promise<FileImport> {
      return show(trx, await requireImport(trx, organisationId, importId));
    },

    /** Reads the file by another mapping; the whole is checked anew. Throws zone_not_known, and why the file cannot be read so. */
    async mapImport(actor: Actor, importId: string, mapping: ColumnMapping, saveAs: string | null): Promise<FileImport> {
      const { organisationId } = actor;
      if (mapping.zone !== null && !isZone(mapping.zone)) throw edgeErrors.zone_not_known({ zone: mapping.zone });
      const before = await db.read((trx) => requireImport(trx, organisationId, importId));
      const open = (row: FileImportRow): boolean =>
        ['mapping', 'checking', 'checked', 'failed'].includes(row.state) && row.applied_line === 0n;
      if (!open(before)) throw closed(before);
      const path = await pathOf(before);
      const facts = await lookAtTable(path, mapping);
      const source = await db.read((trx) => requireSource(trx, organisationId, before.source_id));
      const reader = readerOf({ facts, mapping }, source);
      const preview = await previewOf(path, { facts, mapping }, reader);
      return db.transaction(async (trx) => {
        const row = await requireImport(trx, organisationId, importId, true);
        if (!open(row)) throw closed(row);
        if (row.task_id) await jobs.cancel(trx, organisationId, [row.task_id]);
        if (saveAs !== null)
          await repo.saveMapping(trx, {
            id: newId('importMapping', clock.nowMs()),
            organisationId,
            sourceId: row.source_id,
            name: saveAs,
            mapping,
            now: clock.now(),
          });
        await audit.record(trx, actor, 'attribution.map_file_import', { id: row.id, title: row.filename }, { savedAs: saveAs });
        await startCheck(trx, { ...row, mapping, facts, preview, mapping_name: saveAs ?? row.mapping_name }, reader);
        return show(trx, await requireImport(trx, organisationId, importId));
      });
    },

    /** Begins to take a checked file in; from here on it goes to its end. Throws mapping_incomplete, file_has_bad_rows unless they are to be left out. */
    async confirmImport(actor: Actor, importId: string, withoutBadRows: boolean): Promise<FileImport> {
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const row = await requireImport(trx, organisationId, importId, true);
        const resumes = row.state === 'failed' && row.applied_line > 0n;
        if (row.state === 'mapping') {
          const { missing } = readerOf(row, await requireSource(trx, organisationId, row.source_id));
          if (missing.length > 0) throw edgeErrors.mapping_incomplete({ fields: missing.join(', ') });
        }
        if (row.state !== 'checked' && !resumes) throw closed(row);
        const bad = row.totals?.bad ?? 0;
        if (bad > 0 && !withoutBadRows && !resumes) throw edgeErrors.file_has_bad_rows({ file: row.filename, count: bad });
        const taskId = await jobs.enqueue(
          trx,
          importFile,
          { organisationId, importId },
          { organisationId, subject: { id: row.id, title: row.filename } },
        );
        await repo.updateImport(trx, organisationId, importId, {
          state: 'importing',
          task_id: taskId,
          progress_bps: 0,
          failure: null,
          updated_at: clock.now(),
        });
        await audit.record(
          trx,
          actor,
          'attribution.confirm_file_import',
          { id: row.id, title: row.filename },
          { rows: row.totals?.good ?? 0, leftOut: bad },
        );
        return show(trx, await requireImport(trx, organisationId, importId));
      });
    },

    /** Lets a file go before it is taken in. Throws file_import_closed once rows are stored: those are of the books. */
    async cancelImport(actor: Actor, importId: string): Promise<FileImport> {
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const row = await requireImport(trx, organisationId, importId, true);
        if (row.applied_line > 0n || row.state === 'done' || row.state === 'cancelled') throw closed(row);
        if (row.task_id) await jobs.cancel(trx, organisationId, [row.task_id]);
        if (row.asset_id) await parts.assets.releaseAsset(trx, organisationId, row.asset_id);
        await repo.clearErrors(trx, importId);
        await repo.updateImport(trx, organisationId, importId, {
          state: 'cancelled',
          asset_id: null,
          preview: '[]',
          updated_at: clock.now(),
        });
        await audit.record(trx, actor, 'attribution.cancel_file_import', { id: row.id, title: row.filename });
        return show(trx, await requireImport(trx, organisationId, importId));
      });
    },

    /** Errors in the order of the file, a page at a time. */
    async *errorsOf(organisationId: string, importId: string) {
      await db.read((trx) => requireImport(trx, organisationId, importId));
      let after = { line: -1, position: -1 };
      for (;;) {
        const page = await db.read((trx) => repo.selectErrors(trx, importId, after, 1000));
        if (page.length === 0) return;
        yield page;
        after = page.at(-1)!;
      }
    },

    ...createMappingUses(parts, lookups),
    ...createImportRuns(parts, lookups),
  };
}
