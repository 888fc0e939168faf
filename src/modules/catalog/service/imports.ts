import { readFile, stat } from 'node:fs/promises';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { parseSubtitles, subtitleLimits } from '../../../platform/media/subtitles/index.ts';
import { hashFile, type StoredObject } from '../../../platform/storage/index.ts';
import { workInput, type ImportRun } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import { mediaTypeOf } from '../media-types.ts';
import { planImport, type PlanInput } from '../plan/index.ts';
import { presentImport, titleOf } from '../present.ts';
import { findAsset } from '../repo/assets.ts';
import * as episodeRepo from '../repo/episodes.ts';
import * as repo from '../repo/imports.ts';
import { findWorkByTitle } from '../repo/works.ts';
import { queryTokens } from '../search.ts';
import type { FileState, ImportFileRow, ImportRow } from '../tables.ts';
import { coverLimits, type CoverUses } from './covers.ts';
import type { EpisodeUses } from './episodes.ts';
import type { CatalogParts } from './parts.ts';
import type { WorkUses } from './works.ts';

export type ImportStart = { workId?: string; title?: string; files: readonly PlanInput[]; source: 'browser' | 'folder' };
export type StoreOptions = { signal?: AbortSignal; onBytes?: (bytes: number) => void; move?: boolean };
export type StoredState = Extract<FileState, 'stored' | 'unchanged' | 'failed'>;

/** Beyond this a folder is a disk, not a drama. */
export const mostImportFiles = 5000;

// What a person can do nothing about in the file itself: the import stops, and goes on when it is run again.
const stopping = new Set([
  'storage.disk_full',
  'storage.unavailable',
  'media.disk_full',
  'media.cancelled',
  'platform.disk_full',
  'platform.unavailable',
]);

export function createImportUses(parts: CatalogParts, works: WorkUses, episodes: EpisodeUses, covers: CoverUses) {
  const { db, clock, objects, audit, media } = parts;

  async function requireRun(trx: Trx, organisationId: string, importId: string): Promise<ImportRow> {
    const run = await repo.findImport(trx, organisationId, importId);
    if (!run) throw catalogErrors.import_not_found({ id: importId });
    return run;
  }
  async function present(trx: Trx, organisationId: string, importId: string): Promise<ImportRun> {
    return presentImport(await requireRun(trx, organisationId, importId), await repo.selectImportFiles(trx, organisationId, importId));
  }

  /** What the audit trail calls the work; people know no ids. */
  const titleFor = async (trx: Trx, organisationId: string, workId: string): Promise<string> =>
    titleOf(await works.requireRow(trx, organisationId, workId));

  /** The work to import into: the one that is named, for folders the one of that title, or a new one. */
  async function openWork(trx: Trx, actor: Actor, start: ImportStart, planned: string | null): Promise<string> {
    if (start.workId !== undefined) {
      const row = await works.lockRow(trx, actor.organisationId, start.workId);
      if (row.trashed_at !== null) throw catalogErrors.work_trashed({ title: titleOf(row) });
      return row.id;
    }
    const title = (start.title ?? planned ?? '').trim();
    if (title === '') throw catalogErrors.import_needs_title();
    // A folder that is imported again belongs to the work that it made; in the browser a person has chosen.
    const same =
      start.source === 'folder' ? await findWorkByTitle(trx, actor.organisationId, title, { tokens: queryTokens(title) }) : undefined;
    return same?.id ?? (await works.createWorkIn(trx, actor, workInput.parse({ texts: [{ language: 'zh-CN', title }] }))).id;
  }

  async function startImport(actor: Actor, start: ImportStart): Promise<ImportRun> {
    if (start.files.length > mostImportFiles) throw catalogErrors.import_too_many_files({ most: mostImportFiles });
    const unique = [...new Map(start.files.map((file) => [file.path, file])).values()];
    const plan = planImport(unique);
    if (plan.files.every((file) => file.role === 'ignored')) throw catalogErrors.import_empty();
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const workId = await openWork(trx, actor, start, plan.title);
      const now = clock.now();
      if (start.source === 'folder') await repo.closeOpenFolderRuns(trx, organisationId, workId, now);
      const importId = newId('importRun', clock.nowMs());
      const run = {
        id: importId,
        organisation_id: organisationId,
        work_id: workId,
        source: start.source,
        state: 'open' as const,
        notes: JSON.stringify(plan.notes),
        created_at: now,
        updated_at: now,
      };
      const files = plan.files.map((file, position) => ({
        import_id: importId,
        organisation_id: organisationId,
        position,
        // Half a surrogate pair and NUL are no text for a database; such names are refused, and shown as far as they can be.
        path: file.path.toWellFormed().replaceAll('\u0000', '\ufffd').slice(0, 1000),
        size_bytes: file.sizeBytes,
        role: file.role,
        number: file.number,
        language: file.language,
        state: file.role === 'ignored' ? ('ignored' as const) : ('waiting' as const),
        error: file.error && JSON.stringify(file.error),
        upload_id: null,
        received_bytes: 0,
      }));
      await repo.insertImport(trx, run, withoutRepeatedPaths(files) as never);
      await audit.record(
        trx,
        actor,
        'catalog.start_import',
        { id: workId, title: await titleFor(trx, organisationId, workId) },
        { files: files.length },
      );
      return present(trx, organisationId, importId);
    });
  }

  /** The bytes of a file in the store, or what is there already where the episode has the same ones. */
  async function put(path: string, sameSize: { sha256: string } | null, options: StoreOptions): Promise<StoredObject> {
    if (sameSize) {
      const found = await hashFile(path, { signal: options.signal });
      if (found.sha256 === sameSize.sha256 && (await objects.has(found.sha256))) {
        options.onBytes?.(found.sizeBytes);
        return found;
      }
    }
    return objects.putFile(path, options);
  }

  async function currentVideo(
    organisationId: string,
    workId: string,
    number: number,
    sizeBytes: number,
  ): Promise<{ sha256: string } | null> {
    return db.read(async (trx) => {
      const episode = await episodeRepo.findEpisodeByNumber(trx, organisationId, workId, number);
      const asset = episode?.video_asset_id ? await findAsset(trx, organisationId, episode.video_asset_id) : undefined;
      return asset && Number(asset.size_bytes) === sizeBytes ? asset : null;
    });
  }

  async function storeVideo(actor: Actor, run: ImportRow, file: ImportFileRow, path: string, options: StoreOptions): Promise<StoredState> {
    const number = file.number!;
    const before = await currentVideo(actor.organisationId, run.work_id, number, Number(file.size_bytes));
    const facts = await media.probe(path, file.path);
    if (!facts.video) throw catalogErrors.video_without_picture({ file: file.path });
    const stored = await put(path, before, options);
    return db.transaction(async (trx) => {
      await openForWriting(trx, actor, run);
      const { outcome } = await episodes.setVideo(trx, actor.organisationId, run.work_id, {
        number,
        filename: file.path,
        mediaType: mediaTypeOf(file.path),
        stored,
        facts,
      });
      return settle(trx, file, outcome);
    });
  }

  async function storeSubtitle(
    actor: Actor,
    run: ImportRow,
    file: ImportFileRow,
    path: string,
    options: StoreOptions,
  ): Promise<StoredState> {
    if ((await stat(path)).size > subtitleLimits.bytes)
      throw catalogErrors.subtitle_too_large({ file: file.path, limitBytes: subtitleLimits.bytes });
    const bytes = await readFile(path, { signal: options.signal });
    parseSubtitles(bytes, file.path);
    const stored = await objects.putBytes(bytes);
    options.onBytes?.(bytes.length);
    return db.transaction(async (trx) => {
      const work = await openForWriting(trx, actor, run);
      const episode = await episodes.openEpisode(trx, actor.organisationId, run.work_id, file.number!);
      const outcome = await episodes.setTrack(trx, actor.organisationId, episode, {
        filename: file.path,
        language: file.language,
        bytes,
        stored,
        fallbackLanguage: work.original_language,
      });
      return settle(trx, file, outcome);
    });
  }

  async function storeCover(actor: Actor, run: ImportRow, file: ImportFileRow, path: string, options: StoreOptions): Promise<StoredState> {
    if ((await stat(path)).size > coverLimits.bytes)
      throw catalogErrors.cover_too_large({ file: file.path, limitBytes: coverLimits.bytes });
    const bytes = await readFile(path, { signal: options.signal });
    const stored = await objects.putBytes(await covers.normalise(bytes, file.path));
    options.onBytes?.(bytes.length);
    return db.transaction(async (trx) =>
      settle(trx, file, await covers.setCoverIn(trx, await openForWriting(trx, actor, run), { stored, filename: file.path })),
    );
  }

  async function openForWriting(trx: Trx, actor: Actor, run: ImportRow) {
    const work = await works.lockRow(trx, actor.organisationId, run.work_id);
    if (work.trashed_at !== null) throw catalogErrors.work_trashed({ title: titleOf(work) });
    return work;
  }
  async function settle(trx: Trx, file: ImportFileRow, state: 'stored' | 'unchanged'): Promise<StoredState> {
    await repo.updateImportFile(trx, file, { state, error: null as never, received_bytes: file.size_bytes });
    return state;
  }

  const stores = { episode: storeVideo, subtitle: storeSubtitle, cover: storeCover };

  /**
   * Stores one planned file whole: bytes first, then one transaction with asset, episode and row, or nothing. What is wrong
   * with the file itself is noted on its row; a full disk, an abort or a missing store is thrown and the file stays waiting.
   */
  async function storeFile(
    actor: Actor,
    run: ImportRow,
    file: ImportFileRow,
    path: string,
    options: StoreOptions = {},
  ): Promise<{ state: StoredState; error: ImportFileRow['error'] }> {
    if (file.role === 'ignored') throw catalogErrors.file_not_planned({ file: file.path });
    try {
      return { state: await stores[file.role](actor, run, file, path, options), error: null };
    } catch (thrown) {
      const failure = fileFailure(thrown, file.path);
      if (!failure) throw thrown;
      const error = { code: failure.code, params: failure.params };
      await db.transaction((trx) => repo.updateImportFile(trx, file, { state: 'failed', error: JSON.stringify(error) }));
      return { state: 'failed', error };
    }
  }

  /** Ends a run when nothing more can come. */
  async function closeIfDone(organisationId: string, importId: string): Promise<ImportRun> {
    return db.transaction(async (trx) => {
      const run = await repo.lockImport(trx, organisationId, importId);
      if (run?.state === 'open' && !(await repo.hasOpenFiles(trx, organisationId, importId)))
        await repo.updateImport(trx, organisationId, importId, { state: 'done', updated_at: clock.now() });
      return present(trx, organisationId, importId);
    });
  }

  return {
    startImport,
    requireRun,
    storeFile,
    closeIfDone,
    getImport: (trx: Trx, organisationId: string, importId: string): Promise<ImportRun> => present(trx, organisationId, importId),

    /** What was stored stays; what was not goes back to waiting and is not taken any more. */
    cancelImport: (actor: Actor, importId: string): Promise<ImportRun> =>
      db.transaction(async (trx) => {
        const run = await repo.lockImport(trx, actor.organisationId, importId);
        if (!run) throw catalogErrors.import_not_found({ id: importId });
        if (run.state === 'open') {
          await repo.updateImport(trx, actor.organisationId, importId, { state: 'cancelled', updated_at: clock.now() });
          await audit.record(trx, actor, 'catalog.cancel_import', {
            id: run.work_id,
            title: await titleFor(trx, actor.organisationId, run.work_id),
          });
        }
        return present(trx, actor.organisationId, importId);
      }),
  };
}
export type ImportUses = ReturnType<typeof createImportUses>;

/** The error that belongs to a file; null where the import itself cannot go on. */
function fileFailure(thrown: unknown, file: string): AppError | null {
  if (thrown instanceof AppError)
    return stopping.has(thrown.code) ||
      thrown.kind === 'bug' ||
      thrown.code === 'catalog.work_trashed' ||
      thrown.code === 'catalog.work_not_found'
      ? null
      : thrown;
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'EIO'
    ? catalogErrors.file_unreadable({ file, reason: code }, thrown)
    : null;
}

function withoutRepeatedPaths<T extends { path: string }>(files: readonly T[]): T[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
