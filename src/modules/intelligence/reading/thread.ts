/**
 * Reads files off the request loop: a small pool of threads, each bounded in memory and in time. What a hostile file does it does to its
 * thread, which is ended and replaced; whoever waits gets an error that says so.
 */
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorKind, type ErrorParams } from '../../../platform/errors.ts';
import type { Claim } from '../claims/claim.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Signature } from '../families/signature.ts';
import type { ReadDocument, ReadFile } from './document.ts';
import type { ReadHints } from './read.ts';

/** What is made of a file. `claims` and `signatures` stand beside `file.documents`, one for each. */
export type ReadWork = { file: ReadFile; claims: readonly (readonly Claim[])[]; signatures: readonly Signature[] };

export type Reader = {
  /**
   * Reads a file, finds its claims and signs its documents. `bytes` stay the caller's. Throws intelligence.unreadable, too_large,
   * took_too_long, file_empty, and the signal's reason.
   */
  read(bytes: Uint8Array, hints?: ReadHints, signal?: AbortSignal): Promise<ReadWork>;
  /** Finds the claims of a document that was read before. Throws as `read`. */
  readClaims(document: ReadDocument, signal?: AbortSignal): Promise<readonly Claim[]>;
  /** Ends the threads; whoever waits is rejected. */
  close(): Promise<void>;
};

export type ReadAnswer =
  /** The thread has loaded what it needs. */
  | { id: 0; kind: 'ready' }
  | { id: number; kind: 'done'; value: ReadWork | readonly Claim[] }
  | { id: number; kind: 'refused'; code: string; errorKind: ErrorKind; params: ErrorParams }
  | { id: number; kind: 'failed'; message: string };
type Work = { kind: 'file'; bytes: Uint8Array; hints: ReadHints } | { kind: 'claims'; document: ReadDocument };
export type ReadAsk = { id: number } & Work;

type Job = {
  id: number;
  work: Work;
  resolve(answer: ReadWork | readonly Claim[]): void;
  reject(error: unknown): void;
};
type Seat = { worker: Worker; ready: boolean; job: Job | null; clock: NodeJS.Timeout | null };

/** A file of 50 MB, its text in UTF-16 and the tree of its markup. */
const memoryMb = 768;

/** Threads start with the first file and keep no process alive while nothing is read. `timeoutMs` is a file's, from when a thread that has started takes it. */
export function createReader({ threads = 2, timeoutMs = 120_000 }: { threads?: number; timeoutMs?: number } = {}): Reader {
  const waiting: Job[] = [];
  const seats: Seat[] = [];
  let lastId = 0;
  let closed = false;

  const open = (): Seat => {
    const worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
    });
    const seat: Seat = { worker, ready: false, job: null, clock: null };
    worker.on('message', (answer: ReadAnswer) => hear(seat, answer));
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      lose(seat, memory ? intelligenceErrors.too_large({ limitMb: memoryMb }, error) : intelligenceErrors.unreadable({}, error));
    });
    worker.on('exit', () => lose(seat, intelligenceErrors.unreadable({})));
    worker.unref();
    seats.push(seat);
    return seat;
  };
  const release = (seat: Seat): Job | null => {
    const { job } = seat;
    if (seat.clock) clearTimeout(seat.clock);
    seat.job = null;
    seat.clock = null;
    seat.worker.unref();
    return job;
  };
  // A file's time is its own: what a thread needs to start is not counted.
  const startClock = (seat: Seat): void => {
    if (!seat.ready || !seat.job) return;
    seat.clock = setTimeout(() => lose(seat, intelligenceErrors.took_too_long({ seconds: Math.round(timeoutMs / 1000) })), timeoutMs);
  };
  const hear = (seat: Seat, answer: ReadAnswer): void => {
    if (answer.kind === 'ready') {
      seat.ready = true;
      return startClock(seat);
    }
    if (seat.job?.id !== answer.id) return;
    const job = release(seat)!;
    if (answer.kind === 'done') job.resolve(answer.value);
    else if (answer.kind === 'refused') job.reject(new AppError(answer.code, answer.errorKind, answer.params));
    else job.reject(intelligenceErrors.unreadable({}, new Error(answer.message)));
    pump();
  };
  // Reading is pure computing, so that a thread may be ended at any moment.
  const lose = (seat: Seat, error: unknown): void => {
    const at = seats.indexOf(seat);
    if (at < 0) return;
    seats.splice(at, 1);
    const job = release(seat);
    void seat.worker.terminate();
    job?.reject(error);
    pump();
  };
  const pump = (): void => {
    while (waiting.length > 0 && !closed) {
      const seat = seats.find(({ job }) => job === null) ?? (seats.length < threads ? open() : null);
      if (!seat) return;
      const job = waiting.shift()!;
      seat.job = job;
      startClock(seat);
      seat.worker.ref();
      seat.worker.postMessage({ id: job.id, ...job.work } satisfies ReadAsk);
    }
  };
  const stop = (job: Job, reason: unknown): void => {
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
    const seat = seats.find((one) => one.job === job);
    if (seat) lose(seat, reason);
    else job.reject(reason);
  };

  /** The answer is of the kind that the work asks for. */
  const submit = <Answer extends ReadWork | readonly Claim[]>(work: Work, signal?: AbortSignal): Promise<Answer> =>
    new Promise<Answer>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      if (closed) return reject(intelligenceErrors.unreadable({}));
      const onAbort = (): void => stop(job, signal!.reason);
      const settled = <T>(end: (value: T) => void): ((value: T) => void) => {
        return (value) => {
          signal?.removeEventListener('abort', onAbort);
          end(value);
        };
      };
      const job: Job = { id: ++lastId, work, resolve: settled((answer) => resolve(answer as Answer)), reject: settled(reject) };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(job);
      pump();
    });

  return {
    read: (bytes, hints = {}, signal) => submit<ReadWork>({ kind: 'file', bytes, hints }, signal),
    readClaims: (document, signal) => submit<readonly Claim[]>({ kind: 'claims', document }, signal),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(intelligenceErrors.unreadable({}));
      const ending = seats.map(({ worker }) => worker);
      for (const seat of seats.slice()) lose(seat, intelligenceErrors.unreadable({}));
      await Promise.all(ending.map((worker) => worker.terminate()));
    },
  };
}
