import { opendir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Clock } from '../../../platform/time.ts';
import type { ImportNote, ImportRun } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import type { PlanInput } from '../plan/index.ts';
import * as repo from '../repo/imports.ts';
import type { FileError, ImportFileRow } from '../tables.ts';
import { mostImportFiles, type ImportUses, type StoredState } from './imports.ts';
import type { CatalogParts } from './parts.ts';

/** What an import says while it runs; plain data, so that it can cross to another process. */
export type ImportEvent =
  | {
      kind: 'planned';
      importId: string;
      workId: string;
      title: string;
      files: number;
      totalBytes: number;
      notes: ImportNote[];
      ignored: { path: string; error: FileError }[];
    }
  | { kind: 'progress'; path: string; index: number; files: number; doneBytes: number; totalBytes: number; secondsLeft: number | null }
  | { kind: 'file'; path: string; index: number; files: number; state: StoredState; error: FileError | null }
  | { kind: 'done'; importId: string; workId: string; counts: ImportRun['counts'] };

export type FolderOptions = {
  /** The folder's own name unless told. */
  workTitle?: string;
  workId?: string;
  signal: AbortSignal;
  onProgress(event: ImportEvent): void;
};

const betweenReportsMs = 250;
const deepest = 8;

export function createFolderUses(parts: CatalogParts, imports: ImportUses) {
  const { db, clock } = parts;

  return {
    /**
     * Imports a folder of this machine: plans it by its names, then stores file by file. Run again it changes only what changed,
     * by content; stopped or killed it loses nothing that it reported. A file that cannot be used is reported and passed over.
     * Throws catalog.folder_not_found, catalog.import_empty, storage.disk_full …, and the signal's reason when it is aborted.
     */
    async importFolder(actor: Actor, folder: string, options: FolderOptions): Promise<ImportRun> {
      const { organisationId } = actor;
      const root = resolve(folder);
      const title = options.workTitle?.trim() || basename(root).normalize('NFC');
      const run = await imports.startImport(actor, {
        workId: options.workId,
        title,
        files: await listFolder(root, options.signal),
        source: 'folder',
      });
      const { row, files } = await db.read(async (trx) => ({
        row: await imports.requireRun(trx, organisationId, run.id),
        files: (await repo.selectImportFiles(trx, organisationId, run.id)).filter((file) => file.state === 'waiting'),
      }));
      const ignored = run.files.flatMap(({ path, error }) => (error ? [{ path, error }] : []));
      options.onProgress({
        kind: 'planned',
        importId: run.id,
        workId: run.workId,
        title,
        files: files.length,
        totalBytes: run.totalBytes,
        notes: run.notes,
        ignored,
      });
      const pace = createPace(clock, run.totalBytes, files.length, options.onProgress);
      for (const [index, file] of files.entries()) {
        options.signal.throwIfAborted();
        pace.begin(file, index);
        const { state, error } = await imports.storeFile(actor, row, file, join(root, file.path), {
          signal: options.signal,
          onBytes: pace.add,
        });
        pace.end();
        options.onProgress({ kind: 'file', path: file.path, index, files: files.length, state, error });
      }
      const ended = await imports.closeIfDone(organisationId, run.id);
      options.onProgress({ kind: 'done', importId: run.id, workId: run.workId, counts: ended.counts });
      return ended;
    },
  };
}

/** Tells how far the bytes are, at most four times a second, and how long the rest takes at the pace so far. */
function createPace(clock: Clock, totalBytes: number, files: number, report: (event: ImportEvent) => void) {
  const startedMs = clock.monotonicMs();
  let doneBytes = 0;
  let ofFile = 0;
  let current: { path: string; index: number; sizeBytes: number } | null = null;
  let reportedMs = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    const nowMs = clock.monotonicMs();
    if (!current || nowMs - reportedMs < betweenReportsMs) return;
    reportedMs = nowMs;
    const done = Math.min(totalBytes, doneBytes + ofFile);
    const elapsedMs = nowMs - startedMs;
    const secondsLeft = done > 0 && elapsedMs > 1000 ? Math.round(((elapsedMs / done) * (totalBytes - done)) / 1000) : null;
    report({ kind: 'progress', path: current.path, index: current.index, files, doneBytes: done, totalBytes, secondsLeft });
  };
  return {
    begin: (file: ImportFileRow, index: number): void => {
      current = { path: file.path, index, sizeBytes: Number(file.size_bytes) };
      tell();
    },
    add: (bytes: number): void => {
      // A file may be read twice, to compare and then to keep.
      ofFile = Math.min(current?.sizeBytes ?? 0, ofFile + bytes);
      tell();
    },
    end: (): void => {
      doneBytes += current?.sizeBytes ?? 0;
      ofFile = 0;
    },
  };
}

/** Every file below a folder with its size. Links to folders are not followed, so that no circle is walked. */
async function listFolder(root: string, signal: AbortSignal): Promise<PlanInput[]> {
  const files: PlanInput[] = [];
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw catalogErrors.folder_not_found({ folder: root });
  const walk = async (folder: string, below: string, depth: number): Promise<void> => {
    for await (const entry of await opendir(folder)) {
      signal.throwIfAborted();
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < deepest) await walk(join(folder, entry.name), path, depth + 1);
      else if (entry.isFile() || entry.isSymbolicLink()) {
        const size = await sizeOfFile(join(folder, entry.name));
        if (size !== null) files.push({ path, sizeBytes: size });
      }
      if (files.length > mostImportFiles) throw catalogErrors.import_too_many_files({ most: mostImportFiles });
    }
  };
  try {
    await walk(root, '', 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw catalogErrors.folder_not_found({ folder: root }, error);
    throw error;
  }
  return files;
}

async function sizeOfFile(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
