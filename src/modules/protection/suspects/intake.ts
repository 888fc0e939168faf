/** How bytes become a suspect: taken in piece by piece, known again by their sum, and scanned. */
import { open, mkdir, mkdtemp, rm, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import { openZip } from '../../../platform/zip.ts';
import { protectionErrors } from '../errors.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Capture, Sighting, TakenFiles } from './contract.ts';
import { scanSuspectJob } from './jobs.ts';
import { archiveOf, headBytes, hostOf, looksLikeVideo, mediaTypeOf } from './kinds.ts';
import { createSuspectPresenter } from './present.ts';
import * as repo from './repo.ts';

/** A file, and all of a zip together. */
export const fileLimitBytes = 4 * 1024 ** 3;
const mostInZip = 200;

/** How bytes came: what is written down of it beside them. */
export type Arrival = {
  way: Sighting['way'];
  filename: string;
  url: string | null;
  account: string | null;
  note: string;
  /** A link that was waiting for its bytes; a new sighting is written where there is none. */
  sightingId: string | null;
  capture: Capture | null;
};
type Stored = { stored: StoredObject; mediaType: string };
export type UploadQuery = { filename: string; url?: string | undefined; account?: string | undefined; note?: string | undefined };

export function createIntake(parts: ProtectionParts) {
  const { db, clock, jobs, audit, catalog, objects } = parts;

  async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
    await mkdir(parts.tempDirectory, { recursive: true });
    const directory = await mkdtemp(join(parts.tempDirectory, 'suspect-'));
    try {
      return await work(directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Puts a file among the objects, which it moves. Throws suspect_empty, suspect_too_large, archive_refused. */
  async function storeFile(path: string, label: string, options: { move: boolean; signal?: AbortSignal }): Promise<Stored> {
    const head = await headOf(path, label);
    if (archiveOf(head) !== null) throw protectionErrors.archive_refused({ file: label });
    return { stored: await objects.putFile(path, options), mediaType: mediaTypeOf(head) };
  }

  async function headOf(path: string, label: string): Promise<Uint8Array> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size === 0) throw protectionErrors.suspect_empty({ file: label });
      if (size > fileLimitBytes) throw protectionErrors.suspect_too_large({ file: label, limitBytes: fileLimitBytes });
      const head = Buffer.alloc(headBytes);
      const { bytesRead } = await file.read(head, 0, headBytes, 0);
      return head.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** Asks for a scan; one that waits or runs is let go. The suspect must be held. */
  async function enqueueScan(
    trx: Trx,
    suspect: Pick<repo.SuspectRow, 'id' | 'organisation_id' | 'name' | 'task_id' | 'state'>,
  ): Promise<string> {
    const organisationId = suspect.organisation_id;
    if (suspect.task_id && (suspect.state === 'waiting' || suspect.state === 'scanning'))
      await jobs.cancel(trx, organisationId, [suspect.task_id]);
    const subject = { id: suspect.id, title: suspect.name };
    const taskId = await jobs.enqueue(trx, scanSuspectJob, { suspectId: suspect.id }, { organisationId, subject });
    await repo.updateSuspect(trx, suspect.id, { state: 'waiting', task_id: taskId, error: null });
    return taskId;
  }

  /** Writes down that bytes arrived: a new suspect and its scan, or one more sighting of a known one. */
  async function arrive(trx: Trx, organisationId: string, { stored, mediaType }: Stored, arrival: Arrival) {
    const id = newId('suspect', clock.nowMs());
    const { suspect, known } = await repo.takeSuspect(trx, {
      id,
      organisation_id: organisationId,
      name: nameOf(arrival),
      sha256: stored.sha256,
      size_bytes: stored.sizeBytes,
      media_type: mediaType,
      asset_id: '',
      duration_ms: null,
      width: null,
      height: null,
      state: 'waiting',
      task_id: null,
      error: null,
      features_asset_id: null,
      features_sha256: null,
      features_version: null,
      searched_seq: null,
      scanned_at: null,
      url: arrival.url,
      host: hostOf(arrival.url),
      account: arrival.account,
      created_at: clock.now(),
    });
    if (!known) {
      const asset = await catalog.recordAsset(trx, organisationId, {
        role: 'suspect',
        stored,
        mediaType,
        filename: nameOf(arrival),
        ownerId: suspect.id,
      });
      await repo.updateSuspect(trx, suspect.id, { asset_id: asset.id });
      await enqueueScan(trx, suspect);
    } else {
      // A file that turns out to be on the net is named by where it was seen.
      if (suspect.url === null && arrival.url !== null)
        await repo.updateSuspect(trx, suspect.id, { url: arrival.url, host: hostOf(arrival.url), account: arrival.account });
      if (suspect.state === 'failed' || suspect.state === 'cancelled') await enqueueScan(trx, suspect);
    }
    const seen = {
      suspect_id: suspect.id,
      state: 'done' as const,
      filename: arrival.filename,
      error: null,
      capture: arrival.capture && JSON.stringify(arrival.capture),
    };
    if (arrival.sightingId !== null) await repo.updateSighting(trx, arrival.sightingId, seen);
    else
      await repo.insertSightings(trx, [
        {
          ...seen,
          id: newId('capture', clock.nowMs()),
          organisation_id: organisationId,
          way: arrival.way,
          url: arrival.url,
          host: hostOf(arrival.url),
          account: arrival.account,
          note: arrival.note,
          batch_id: null,
          report_id: null,
          task_id: null,
          created_at: clock.now(),
        },
      ]);
    return { suspectId: suspect.id, known };
  }

  /** The files of a zip that look like videos, one after another in `directory`; each is there until the next is asked for. */
  async function* unpack(
    path: string,
    label: string,
    directory: string,
  ): AsyncGenerator<{ name: string; path: string } | { name: string; error: AppError }> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const failure = (code: string, name: string): Error =>
        protectionErrors.archive_refused({ file: name === '' ? label : name, reason: code });
      const read = async (offset: number, length: number): Promise<Uint8Array> => {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, (await file.read(bytes, 0, length, offset)).bytesRead);
      };
      const files = [...(await openZip({ size, read }, failure, mostInZip * 5)).values()].filter(({ name }) => looksLikeVideo(name));
      if (files.length === 0) throw protectionErrors.archive_without_videos({ file: label });
      if (files.length > mostInZip) throw protectionErrors.archive_refused({ file: label, reason: 'zip_too_large' });
      let left = fileLimitBytes;
      for (const [index, entry] of files.entries()) {
        const name = entry.name.split(/[\\/]/).at(-1)!.slice(-200);
        const to = join(directory, `entry-${index}`);
        try {
          left -= await writeOut(to, entry.chunks(), left, name);
          yield { name, path: to };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          yield { name, error };
        } finally {
          await rm(to, { force: true });
        }
      }
    } finally {
      await file.close();
    }
  }

  /** Takes a file on disk in: itself, or the videos of a zip. What is wrong with one of several is said beside the others. */
  async function takeFile(
    actor: Actor,
    path: string,
    arrival: Omit<Arrival, 'sightingId' | 'capture'>,
    directory: string,
    options: { move: boolean },
  ) {
    const { organisationId } = actor;
    const taken: { filename: string; suspectId: string; known: boolean }[] = [];
    const refused: TakenFiles['refused'] = [];
    const keep = async (from: string, filename: string, move: boolean): Promise<void> => {
      const stored = await storeFile(from, filename, { move });
      taken.push(
        await db.transaction(async (trx) => {
          const arrived = await arrive(trx, organisationId, stored, { ...arrival, filename, sightingId: null, capture: null });
          const subject = { id: arrived.suspectId, title: filename };
          await audit.record(trx, actor, 'protection.upload_suspect', subject, { known: arrived.known, way: arrival.way });
          return { filename, ...arrived };
        }),
      );
    };
    if (archiveOf(await headOf(path, arrival.filename)) !== 'zip') await keep(path, arrival.filename, options.move);
    else
      for await (const entry of unpack(path, arrival.filename, directory)) {
        try {
          if ('error' in entry) throw entry.error;
          await keep(entry.path, entry.name, true);
        } catch (error) {
          if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'bug') throw error;
          refused.push({ filename: entry.name, error: { code: error.code, params: error.params } });
        }
      }
    return { taken, refused };
  }

  return {
    inDirectory,
    storeFile,
    enqueueScan,
    arrive,
    takeFile,

    /** Takes a request's body in. Throws suspect_empty, suspect_too_large, archive_refused, archive_without_videos. */
    uploadSuspect: (actor: Actor, query: UploadQuery, request: Request): Promise<TakenFiles> =>
      inDirectory(async (directory) => {
        const label = basename(query.filename);
        const limit = protectionErrors.suspect_too_large({ file: label, limitBytes: fileLimitBytes });
        if (Number(request.headers.get('content-length') ?? 0) > fileLimitBytes) throw limit;
        const path = join(directory, 'upload');
        await writeOut(path, (request.body ?? []) as unknown as NodeStream<Uint8Array>, fileLimitBytes, label);
        const arrival = {
          way: 'upload' as const,
          filename: label,
          url: query.url ?? null,
          account: query.account || null,
          note: query.note ?? '',
        };
        const { taken, refused } = await takeFile(actor, path, arrival, directory, { move: true });
        const items = await db.read(async (trx) => {
          const rows = await Promise.all(taken.map(({ suspectId }) => repo.findSuspect(trx, actor.organisationId, suspectId)));
          const present = await createSuspectPresenter(
            parts,
            trx,
            actor.organisationId,
            rows.flatMap((row) => row ?? []),
          );
          return taken.flatMap(({ filename, known }, index) => (rows[index] ? [{ filename, known, suspect: present(rows[index]) }] : []));
        });
        return { items, refused };
      }),
  };
}
export type Intake = ReturnType<typeof createIntake>;

function nameOf({ filename, url }: Pick<Arrival, 'filename' | 'url'>): string {
  return (filename || hostOf(url) || 'suspect').slice(0, 200);
}

/** Writes what comes, never more than `limit` bytes; answers with how many. */
async function writeOut(path: string, source: AsyncIterable<Uint8Array>, limit: number, label: string): Promise<number> {
  const file: FileHandle = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw protectionErrors.suspect_too_large({ file: label, limitBytes: limit });
      for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
    }
  } finally {
    await file.close();
  }
  if (size === 0) throw protectionErrors.suspect_empty({ file: label });
  return size;
}
