/**
 * A thread of its own in which suspects are compared with originals, and large things are made small: none of it may hold up requests.
 * It keeps the originals that it searched among last, each organisation's by themselves, up to a bound.
 */
import { Worker } from 'node:worker_threads';
import { platformErrors } from '../../../platform/errors.ts';
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import type { Suspect } from '../match/suspect.ts';
import type { Match } from '../match/types.ts';

/** An original as it is searched among: its fingerprint lies in a file that this process may read. */
export type SearchReference = { readonly id: string; readonly path: string; readonly pictures: number };
export type SearchTask =
  | { kind: 'keep_fingerprint'; fingerprint: Fingerprint; path: string }
  | { kind: 'keep_suspect'; suspect: Suspect; path: string }
  /** `wall` is the organisation: what is kept in memory for one is never shown to another. */
  | { kind: 'search'; wall: string; suspectPath: string; references: readonly SearchReference[] };
export type SearchAnswer =
  | { id: number; kind: 'progress'; fraction: number }
  | { id: number; kind: 'done'; value: unknown }
  | { id: number; kind: 'failed'; message: string; stack: string | undefined };

export type RunOptions = { signal?: AbortSignal; onProgress?(fraction: number): void };
export type Searcher = {
  /** Writes a fingerprint as readFingerprint reads it. */
  keepFingerprint(fingerprint: Fingerprint, path: string, options?: RunOptions): Promise<void>;
  /** Writes what was read of a suspect as readSuspect reads it. */
  keepSuspect(suspect: Suspect, path: string, options?: RunOptions): Promise<void>;
  /** Rejects with the signal's reason as soon as it aborts. */
  search(asked: Omit<Extract<SearchTask, { kind: 'search' }>, 'kind'>, options?: RunOptions): Promise<Match[]>;
};

type Job = { id: number; task: SearchTask; options: RunOptions; resolve(value: unknown): void; reject(error: unknown): void };

/** One thing at a time, in the order in which it was asked for; the thread starts with the first and keeps no process alive. */
export function createSearcher(): Searcher {
  const waiting: Job[] = [];
  let worker: Worker | null = null;
  let running: Job | null = null;
  let lastId = 0;

  const open = (): Worker => {
    const made = new Worker(new URL('./search-thread.ts', import.meta.url));
    made.on('message', (answer: SearchAnswer) => hear(answer));
    made.on('error', (error) => lose(made, error));
    made.on('exit', () => lose(made, new Error('the searching thread ended')));
    return made;
  };
  const finish = (end: (job: Job) => void): void => {
    const job = running;
    running = null;
    worker?.unref();
    if (job) end(job);
    pump();
  };
  const hear = (answer: SearchAnswer): void => {
    if (running?.id !== answer.id) return;
    if (answer.kind === 'progress') return running.options.onProgress?.(answer.fraction);
    finish((job) => {
      if (answer.kind === 'done') return job.resolve(answer.value);
      const cause = new Error(answer.message);
      if (answer.stack) cause.stack = answer.stack;
      job.reject(cause);
    });
  };
  // Out of memory, or a fault in it: whoever waits is answered, and the next one gets another thread.
  const lose = (lost: Worker, error: Error): void => {
    if (worker !== lost) return;
    worker = null;
    finish((job) => job.reject(platformErrors.unavailable({}, error)));
  };
  const pump = (): void => {
    if (running) return;
    const job = waiting.shift();
    if (!job) return;
    running = job;
    worker ??= open();
    worker.ref();
    worker.postMessage({ id: job.id, task: job.task });
  };
  // Comparing cannot be interrupted from inside: it is pure computing, so the thread may be ended at any moment.
  const stop = (job: Job): void => {
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
    else if (running === job) {
      const ended = worker;
      worker = null;
      running = null;
      void ended?.terminate();
      pump();
    }
    job.reject(job.options.signal!.reason);
  };

  const run = <T>(task: SearchTask, options: RunOptions = {}): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = (): void => stop(job);
      const job: Job = {
        id: ++lastId,
        task,
        options,
        resolve: (value) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(value as T);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error as Error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(job);
      pump();
    });

  return {
    keepFingerprint: (fingerprint, path, options) => run({ kind: 'keep_fingerprint', fingerprint, path }, options),
    keepSuspect: (suspect, path, options) => run({ kind: 'keep_suspect', suspect, path }, options),
    search: (asked, options) => run({ kind: 'search', ...asked }, options),
  };
}
