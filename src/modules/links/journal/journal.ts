/**
 * The journal of clicks of one process. A click is on disk before its redirect is answered: all clicks that wait are written and
 * synced together (group commit), so one sync serves as many as came meanwhile.
 */
import { fdatasync, ftruncate, writev } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../platform/log.ts';
import type { Clock } from '../../../platform/time.ts';
import { writeRecord } from './records.ts';
import { createSegment, makeFolder, removeSegment, segmentHeaderBytes, writesAreSynced } from './segments.ts';
import { makeOwnFolder } from './ownership.ts';

export type Position = { readonly segment: number; readonly offset: number };

export type Journal = {
  readonly id: string;
  readonly folder: string;
  /**
   * Takes a click. `done(true)` once it is on disk; `done(false)` where it cannot be: the disk is full or broken, the journal
   * has reached its bound, or the process stops. Never throws, and calls back exactly once.
   */
  append(payload: string, done: (durable: boolean) => void): void;
  /** Up to where the segment may be read; null for one that is not of this journal or is gone. */
  endOf(segment: number): number | null;
  /** The segment that is written to now, or will be next. */
  current(): number;
  /** Called after clicks have become durable. */
  onDurable(listener: () => void): void;
  /** Removes a segment that is loaded to its end. */
  release(segment: number): Promise<void>;
  state(): JournalState;
  close(): Promise<void>;
};
export type JournalState = {
  /** Whether clicks are taken. */
  readonly open: boolean;
  readonly keptBytes: number;
  /** Clicks that were answered without having been written down, since the start. */
  readonly refused: number;
  readonly appended: number;
  readonly syncs: number;
};

export type JournalSettings = {
  /** Journals of all processes that share this data directory. */
  readonly directory: string;
  /** How many bytes may wait for the database. */
  readonly limitBytes: number;
  readonly segmentBytes?: number;
  readonly clock: Clock;
  readonly log: Log;
};

type Waiter = (durable: boolean) => void;

const defaultSegmentBytes = 8 * 1024 * 1024;
const chunkBytes = 128 * 1024;
/** More than this waits only when the disk hangs; then redirects must not wait with it. */
const mostPending = 20_000;
const retryMs = 1_000;
/** Where clicks come in crowds a sync waits so long for more of them: each takes as much of a core as dozens of clicks. */
const gatherMs = 1;
/** So many in one sync are a crowd. */
const crowd = 8;
const reportEveryMs = 60_000;

/** Opens a new journal. Throws where its folder cannot be made. */
export async function openJournal(settings: JournalSettings): Promise<Journal> {
  const { clock, log, limitBytes } = settings;
  // Only a segment that is full gives its room back: the bound must hold more than one, or a journal that reached it stays shut.
  const segmentBytes = Math.min(settings.segmentBytes ?? defaultSegmentBytes, Math.ceil(limitBytes / 2));
  const id = randomBytes(16).toString('hex');
  const folder = join(settings.directory, id);
  await makeFolder(settings.directory);
  const hold = await makeOwnFolder(folder, clock);

  const ends = new Map<number, number>();
  let segment = 0;
  // A number is never used again, also not of a segment that was loaded and removed: the database's position names it.
  let nextSegment = 1;
  let file: FileHandle | null = null;
  let keptBytes = 0;
  let refused = 0;
  let appended = 0;
  let syncs = 0;
  let closing = false;
  let flushing = false;
  let scheduled = false;
  let retryAtMs = Number.NEGATIVE_INFINITY;
  let reportedAtMs = Number.NEGATIVE_INFINITY;
  let flushedAtMs = Number.NEGATIVE_INFINITY;
  let flushedCount = 0;
  let idle: (() => void) | null = null;
  const listeners: (() => void)[] = [];

  // What waits to be written: full chunks, then the one being filled.
  let full: Buffer[] = [];
  let chunk: Buffer = Buffer.allocUnsafe(chunkBytes);
  let used = 0;
  let waiters: Waiter[] = [];
  const spare: Buffer[] = [];

  const refuse = (list: readonly Waiter[]): void => {
    refused += list.length;
    for (const waiter of list) waiter(false);
  };
  const report = (event: string, fields: object): void => {
    if (clock.monotonicMs() - reportedAtMs < reportEveryMs) return;
    reportedAtMs = clock.monotonicMs();
    log.error(event, { ...fields, refused, keptBytes });
  };

  const isResting = (): boolean => retryAtMs > 0 && clock.monotonicMs() < retryAtMs;

  function append(payload: string, done: Waiter): void {
    if (closing || keptBytes >= limitBytes || waiters.length >= mostPending || isResting()) {
      refused++;
      if (keptBytes >= limitBytes) report('links.journal_full', { limitBytes });
      done(false);
      return;
    }
    let end = writeRecord(chunk, used, payload);
    if (end < 0) {
      full.push(chunk.subarray(0, used));
      chunk = spare.pop() ?? Buffer.allocUnsafe(chunkBytes);
      end = writeRecord(chunk, 0, payload);
    }
    used = end;
    waiters.push(done);
    if (!flushing && !scheduled) schedule();
  }

  // After the sockets of this turn were read, so that their clicks go together; alone, a click waits for no other.
  function schedule(): void {
    scheduled = true;
    if (flushedCount >= crowd && clock.monotonicMs() - flushedAtMs < gatherMs) setTimeout(flush, gatherMs);
    else setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    if (flushing || waiters.length === 0) return;
    flushing = true;
    flushedCount = waiters.length;
    flushedAtMs = clock.monotonicMs();
    const buffers = used > 0 ? [...full, chunk.subarray(0, used)] : full;
    const batch = { buffers, waiters, bytes: buffers.reduce((sum, { length }) => sum + length, 0) };
    full = [];
    waiters = [];
    used = 0;
    chunk = spare.pop() ?? Buffer.allocUnsafe(chunkBytes);
    const end = ends.get(segment) ?? 0;
    if (file && end + batch.bytes <= segmentBytes) return writeBatch(file, batch);
    rotate().then(
      (opened) => writeBatch(opened, batch),
      (error: unknown) => fail(error, batch),
    );
  }

  async function rotate(): Promise<FileHandle> {
    const before = file;
    file = null;
    await before?.close();
    file = await createSegment(folder, id, nextSegment);
    segment = nextSegment++;
    ends.set(segment, segmentHeaderBytes);
    keptBytes += segmentHeaderBytes;
    return file;
  }

  type Batch = { buffers: Buffer[]; waiters: Waiter[]; bytes: number };

  function writeBatch(to: FileHandle, batch: Batch): void {
    const at = ends.get(segment)!;
    const write = (buffers: readonly Buffer[], offset: number): void => {
      writev(to.fd, buffers, offset, (error, written) => {
        if (error) return fail(error, batch);
        const rest = after(buffers, written);
        if (rest.length > 0) return written === 0 ? fail(new Error('nothing was written'), batch) : write(rest, offset + written);
        if (writesAreSynced) return succeed(batch);
        fdatasync(to.fd, (syncError) => (syncError ? fail(syncError, batch) : succeed(batch)));
      });
    };
    write(batch.buffers, at);
  }

  function succeed(batch: Batch): void {
    syncs++;
    appended += batch.waiters.length;
    ends.set(segment, ends.get(segment)! + batch.bytes);
    keptBytes += batch.bytes;
    for (const buffer of batch.buffers) if (spare.length < 4) spare.push(Buffer.from(buffer.buffer, buffer.byteOffset, chunkBytes));
    for (const waiter of batch.waiters) waiter(true);
    done();
    for (const listener of listeners) listener();
  }

  // After a failed sync nobody knows what of it reached the disk, and a second sync may lie (fsyncgate): the file is cut back to
  // what is known, let go of, and the next try begins a new one.
  function fail(error: unknown, batch: Batch): void {
    const broken = file;
    file = null;
    retryAtMs = clock.monotonicMs() + retryMs;
    report('links.journal_failed', { error });
    const unwritten = [...batch.waiters, ...waiters];
    waiters = [];
    full = [];
    used = 0;
    refuse(unwritten);
    if (!broken) return done();
    ftruncate(
      broken.fd,
      ends.get(segment) ?? 0,
      () =>
        void broken
          .close()
          .catch(() => {})
          .then(done),
    );
  }

  function done(): void {
    flushing = false;
    if (waiters.length > 0) schedule();
    else idle?.();
  }

  return {
    id,
    folder,
    append,
    endOf: (number) => ends.get(number) ?? null,
    current: () => (file ? segment : nextSegment),
    onDurable: (listener) => void listeners.push(listener),
    release: async (number) => {
      const bytes = ends.get(number) ?? 0;
      await removeSegment(folder, number);
      if (ends.delete(number)) keptBytes -= bytes;
    },
    state: () => ({
      open: !closing && keptBytes < limitBytes && !isResting(),
      keptBytes,
      refused,
      appended,
      syncs,
    }),
    close: async () => {
      closing = true;
      if (flushing || waiters.length > 0) await new Promise<void>((resolve) => (idle = resolve));
      await file?.close();
      file = null;
      await hold.release();
    },
  };
}

function after(buffers: readonly Buffer[], written: number): Buffer[] {
  const rest: Buffer[] = [];
  let left = written;
  for (const buffer of buffers) {
    if (left >= buffer.length) left -= buffer.length;
    else {
      rest.push(buffer.subarray(left));
      left = 0;
    }
  }
  return rest;
}
