/**
 * Files of conversions: sent, looked at, mapped, checked from the first line to the last, and only then taken in. A file stays
 * as it was sent until it is over, so every step can be done again; what was taken in is known by the rows themselves, so doing
 * it twice changes nothing.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { defineJob, type JobContext } from '../../../platform/jobs/index.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { FileImportRow } from '../edge-tables.ts';
import { attributionErrors } from '../errors.ts';
import { selectSource } from '../repo/sources.ts';
import type { SourceRow } from '../tables.ts';
import { applyFile } from './apply.ts';
import { checkRows, mostPreview } from './check.ts';
import { columnMapping, type ColumnMapping, type FileImport, type ImportMapping } from './contract.ts';
import type { TableRow } from './csv.ts';
import { suggestMapping } from './header.ts';
import { presentImport, presentMapping } from './present.ts';
import * as repo from './repo.ts';
import { createSourceReader, type RowReader } from './rows.ts';
import { lookAtTable, rowsOf } from './table.ts';
import { isZone } from './values.ts';

export const mostFileBytes = 512 * 1024 * 1024;
const shownErrors = 100;

export const checkFile = defineJob({
  name: 'attribution.check_file',
  input: z.object({ organisationId: z.string(), importId: z.string() }),
  retryLimit: 2,
  heartbeatSeconds: 60,
  concurrency: 1,
});
export const importFile = defineJob({
  name: 'attribution.import_file',
  input: z.object({ organisationId: z.string(), importId: z.string() }),
  retryLimit: 20,
  heartbeatSeconds: 120,
  concurrency: 1,
});

export type ImportUses = ReturnType<typeof createImportUses>;

export function createImportUses(parts: EdgeParts) {
  const { db, clock, audit, jobs } = parts;

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

  async function pathOf(row: FileImportRow): Promise<string> {
    const { sha256 } = await db.read((trx) => parts.assets.getAsset(trx, row.organisation_id, row.asset_id ?? ''));
    return parts.objects.localPath(sha256);
  }

  /** The first rows of a file by a mapping: enough to look at while the whole is checked. */
  async function previewOf(path: string, row: Pick<FileImportRow, 'facts' | 'mapping'>, reader: RowReader): Promise<FileImport['preview']> {
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

    /** Begins to take a checked file in; from here on it goes to its end. Throws file_has_bad_rows unless they are to be left out. */
    async confirmImport(actor: Actor, importId: string, withoutBadRows: boolean): Promise<FileImport> {
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const row = await requireImport(trx, organisationId, importId, true);
        const resumes = row.state === 'failed' && row.applied_line > 0n;
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

    async listMappings(trx: Trx, organisationId: string, sourceId?: string): Promise<ImportMapping[]> {
      return (await repo.listMappings(trx, organisationId, sourceId)).map(presentMapping);
    },
    /** Throws mapping_not_found, or where several sources have one of that name. */
    async findMappingNamed(trx: Trx, organisationId: string, name: string): Promise<ImportMapping> {
      const found = await repo.findMappingsNamed(trx, organisationId, name);
      if (found.length !== 1) throw edgeErrors.mapping_not_found({ name });
      return presentMapping(found[0]!);
    },
    async saveMapping(actor: Actor, given: { sourceId: string; name: string; mapping: ColumnMapping }): Promise<ImportMapping> {
      if (given.mapping.zone !== null && !isZone(given.mapping.zone)) throw edgeErrors.zone_not_known({ zone: given.mapping.zone });
      return db.transaction(async (trx) => {
        await requireSource(trx, actor.organisationId, given.sourceId);
        const id = newId('importMapping', clock.nowMs());
        const row = await repo.saveMapping(trx, { id, organisationId: actor.organisationId, ...given, now: clock.now() });
        await audit.record(trx, actor, 'attribution.save_import_mapping', { id: row.id, title: row.name });
        return presentMapping(row);
      });
    },
    async deleteMapping(actor: Actor, mappingId: string): Promise<void> {
      await db.transaction(async (trx) => {
        const name = await repo.deleteMapping(trx, actor.organisationId, mappingId);
        if (name === null) throw edgeErrors.mapping_not_found({ name: mappingId });
        await audit.record(trx, actor, 'attribution.delete_import_mapping', { id: mappingId, title: name });
      });
    },

    /** The job that reads a whole file. It begins anew when it is cut off. */
    async runCheck(
      { organisationId, importId }: { organisationId: string; importId: string },
      job: Pick<JobContext, 'taskId' | 'signal' | 'progress'>,
    ): Promise<void> {
      const row = await db.read((trx) => repo.findImport(trx, organisationId, importId));
      if (!row || row.state !== 'checking' || (row.task_id !== null && row.task_id !== job.taskId)) return;
      await db.transaction((trx) => repo.clearErrors(trx, importId));
      try {
        const source = await db.read((trx) => requireSource(trx, organisationId, row.source_id));
        const path = await pathOf(row);
        const { totals, preview } = await checkRows(rowsOf(path, row.facts, row.mapping.sheet), readerOf(row, source), {
          onErrors: (errors) => db.transaction((trx) => repo.insertErrors(trx, importId, errors)),
          known: (ids) => db.read((trx) => repo.selectKnownIds(trx, organisationId, source.id, ids)),
          // How many rows there are is not known before the end: bytes for each row are guessed from a usual one.
          onRows: (rows) => job.progress('check', Math.min(0.99, (rows * 90) / Math.max(1, Number(row.size_bytes)))),
          signal: job.signal,
        });
        await db.transaction(async (trx) => {
          const now = await requireImport(trx, organisationId, importId, true);
          if (now.state !== 'checking' || now.task_id !== row.task_id) return;
          await repo.updateImport(trx, organisationId, importId, {
            state: 'checked',
            totals: JSON.stringify(totals),
            preview: JSON.stringify(preview),
            progress_bps: 10_000,
            updated_at: clock.now(),
          });
        });
      } catch (error) {
        if (job.signal.aborted || !(error instanceof AppError) || error.kind === 'unavailable') throw error;
        const failure = JSON.stringify({ code: error.code, params: error.params });
        await db.transaction((trx) =>
          repo.updateImport(trx, organisationId, importId, { state: 'failed', failure, updated_at: clock.now() }),
        );
      }
    },

    /** The job that takes a file in; where it was cut off it goes on. */
    async runImport(input: { organisationId: string; importId: string }, job: Pick<JobContext, 'signal' | 'progress'>): Promise<void> {
      const { organisationId, importId } = input;
      const row = await db.read((trx) => repo.findImport(trx, organisationId, importId));
      if (!row || row.state !== 'importing') return;
      const source = await db.read((trx) => requireSource(trx, organisationId, row.source_id));
      await applyFile(parts, { row, path: await pathOf(row), reader: readerOf(row, source) }, job);
    },
  };
}

/** Writes a body to a file; throws file_too_large as soon as it is. */
async function receive(body: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > mostFileBytes) throw edgeErrors.file_too_large({ limitMegabytes: mostFileBytes / 1024 / 1024 });
      yield chunk;
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600 }));
  return size;
}
