import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { AppError } from '../../../platform/errors.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { storageErrors } from '../../../platform/storage/index.ts';
import { catalogErrors } from '../errors.ts';
import * as repo from '../repo/imports.ts';
import type { ImportFileRow } from '../tables.ts';
import type { ImportUses } from './imports.ts';
import type { CatalogParts } from './parts.ts';

const path = '/api/v1/uploads';
const expiryMs = 7 * 24 * 3_600_000;
// Less than this free and a failed write is taken for a full disk: tus does not say why it failed.
const fullBelowBytes = 4 * 1024 * 1024;

type Call = { actor: Actor; failure: AppError | null };

/** Resumable uploads (tus 1.0) of the files of an import: each is checked against the plan, and stored when its last byte is here. */
export function createUploadUses(parts: CatalogParts, imports: ImportUses) {
  const { db, log, clock } = parts;
  const directory = parts.uploadsDirectory;
  const calls = new AsyncLocalStorage<Call>();
  const finishing = new Map<string, Promise<void>>();
  let opened: Promise<Server & { datastore: FileStore }> | null = null;

  // Opened with the first upload: most processes of the house never have one.
  const open = (): Promise<Server & { datastore: FileStore }> => (opened ??= openServer());
  async function openServer(): Promise<Server & { datastore: FileStore }> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const server = new Server({
      path,
      datastore: new FileStore({ directory, expirationPeriodInMilliseconds: expiryMs }),
      relativeLocation: true,
      // Browsers of other origins are not served.
      allowedOrigins: [],
      namingFunction: () => newId('upload', clock.nowMs()),
      onUploadCreate: (_request, upload) => noted(async () => (await plan(upload), {})),
      onUploadFinish: (_request, upload) => noted(async () => (await finish(await requireFile(upload.id), calls.getStore()!.actor), {})),
    });
    return server as Server & { datastore: FileStore };
  }

  // tus turns what a hook throws into an answer of its own; the house's answer is given from here.
  async function noted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const call = calls.getStore()!;
      if (error instanceof AppError) call.failure = error;
      throw error;
    }
  }

  async function plan(upload: Upload): Promise<void> {
    const { organisationId } = calls.getStore()!.actor;
    const { importId, path: planned } = upload.metadata ?? {};
    if (!importId || !planned) throw catalogErrors.file_not_planned({ file: planned ?? '' });
    const replaced = await db.transaction(async (trx) => {
      const run = await repo.lockImport(trx, organisationId, importId);
      if (!run) throw catalogErrors.import_not_found({ id: importId });
      if (run.state !== 'open') throw catalogErrors.import_closed({ id: importId });
      const file = await repo.findImportFile(trx, organisationId, importId, planned);
      if (!file || file.role === 'ignored') throw catalogErrors.file_not_planned({ file: planned });
      if (file.state === 'stored' || file.state === 'unchanged') throw catalogErrors.file_stored_already({ file: planned });
      if (upload.size !== Number(file.size_bytes))
        throw catalogErrors.file_size_differs({ file: planned, plannedBytes: Number(file.size_bytes) });
      await repo.updateImportFile(trx, file, { state: 'receiving', upload_id: upload.id, received_bytes: 0, error: null as never });
      return file.upload_id;
    });
    if (replaced) await discard(replaced);
  }

  async function requireFile(uploadId: string): Promise<ImportFileRow> {
    const { organisationId } = calls.getStore()!.actor;
    const file = await db.read((trx) => repo.findImportFileByUpload(trx, organisationId, uploadId));
    if (!file) throw catalogErrors.upload_not_found({ id: uploadId });
    return file;
  }

  /** Stores an upload that is whole. Throws what is wrong with the file; its row says so too. */
  function finish(file: ImportFileRow, actor: Actor): Promise<void> {
    const uploadId = file.upload_id!;
    const running = finishing.get(uploadId);
    if (running) return running;
    const work = (async () => {
      const run = await db.read((trx) => imports.requireRun(trx, file.organisation_id, file.import_id));
      if (run.state !== 'open') throw catalogErrors.import_closed({ id: run.id });
      const { state, error } = await imports.storeFile(actor, run, file, join(directory, uploadId), { move: true });
      await discard(uploadId);
      await imports.closeIfDone(file.organisation_id, file.import_id);
      if (state === 'failed' && error) throw new AppError(error.code, 'invalid', error.params);
    })().finally(() => finishing.delete(uploadId));
    finishing.set(uploadId, work);
    return work;
  }

  async function discard(uploadId: string): Promise<void> {
    await rm(join(directory, uploadId), { force: true });
    await rm(join(directory, `${uploadId}.json`), { force: true });
  }

  async function isWhole(uploadId: string): Promise<boolean> {
    const { datastore } = await open();
    return datastore.getUpload(uploadId).then(
      (upload) => upload.offset === upload.size,
      () => false,
    );
  }

  // What is settled has no file here any more; a client that missed the last answer is told that all of it arrived.
  function settledAnswer(file: ImportFileRow, method: string): Response {
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': String(file.size_bytes),
      'upload-length': String(file.size_bytes),
      'cache-control': 'no-store',
    };
    return new Response(null, { status: method === 'PATCH' ? 204 : 200, headers });
  }

  async function answer(request: Request, actor: Actor, uploadId: string | null): Promise<Response> {
    const { method } = request;
    if (uploadId !== null) {
      if (method === 'GET') throw catalogErrors.upload_not_found({ id: uploadId });
      const file = await requireFile(uploadId);
      const settled = file.state === 'stored' || file.state === 'unchanged';
      if (settled && method !== 'DELETE') return settledAnswer(file, method);
      if (file.state !== 'receiving') throw catalogErrors.upload_not_found({ id: uploadId });
      const run = await db.read((trx) => imports.requireRun(trx, actor.organisationId, file.import_id));
      if (run.state !== 'open' && method === 'PATCH') throw catalogErrors.import_closed({ id: run.id });
      // All bytes are here but the storing was cut off, by a full disk or a kill: it is done now.
      if (method === 'HEAD' && run.state === 'open' && (await isWhole(uploadId))) {
        await finish(file, actor);
        return settledAnswer(file, method);
      }
      if (method === 'DELETE')
        await db.transaction((trx) => repo.updateImportFile(trx, file, { state: 'waiting', upload_id: null, received_bytes: 0 }));
    }
    const call = calls.getStore()!;
    const response = await (await open()).handleWeb(request);
    if (call.failure) throw call.failure;
    if (response.status >= 500) await throwIfFull();
    if (method === 'PATCH' && response.ok && uploadId !== null)
      await noteProgress(uploadId, actor, Number(response.headers.get('upload-offset')));
    return response;
  }

  async function noteProgress(uploadId: string, actor: Actor, receivedBytes: number): Promise<void> {
    await db.transaction(async (trx) => {
      const file = await repo.findImportFileByUpload(trx, actor.organisationId, uploadId);
      if (file?.state === 'receiving') await repo.updateImportFile(trx, file, { received_bytes: receivedBytes });
    });
  }

  async function throwIfFull(): Promise<void> {
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize < fullBelowBytes) throw storageErrors.disk_full();
  }

  return {
    /** Answers any tus request (OPTIONS, POST, HEAD, PATCH, DELETE) of an actor who may write. Throws AppErrors of the catalogue and the store. */
    handle: (request: Request, actor: Actor, uploadId: string | null): Promise<Response> =>
      calls.run({ actor, failure: null }, () => answer(request, actor, uploadId)),

    /** At the start of a server and now and then: stores what is whole and was not stored, and forgets what is gone or too old. */
    async sweepUploads(): Promise<void> {
      const rows = await db.read((trx) => repo.selectReceivingFiles(trx));
      for (const file of rows) {
        try {
          if (await isWhole(file.upload_id!)) await finish(file, systemActor(file.organisation_id));
        } catch (error) {
          log.warn('catalog.upload_not_stored', { importId: file.import_id, path: file.path, error });
        }
      }
      const server = await open();
      await server.cleanUpExpiredUploads();
      for (const file of rows) {
        const known = await server.datastore.getUpload(file.upload_id!).then(
          () => true,
          () => false,
        );
        if (known) continue;
        await db.transaction(async (trx) => {
          const now = await repo.findImportFileByUpload(trx, file.organisation_id, file.upload_id!);
          if (now?.state === 'receiving') await repo.updateImportFile(trx, now, { state: 'waiting', upload_id: null, received_bytes: 0 });
        });
      }
    },
  };
}
export type UploadUses = ReturnType<typeof createUploadUses>;
