/**
 * Runs media work off the request loop. `thread` is light and for a command line that its user watches; `process`
 * is for a server: a file that crashes, hangs or bloats native code takes down one child and nothing else.
 */
import type { Log } from '../log.ts';
import { mediaErrors } from './errors.ts';
import { defaultDecoderThreads } from './pass.ts';
import { fromWire } from './messages.ts';
import type { FromWorker, Task } from './messages.ts';
import type { ListenerSpec, PassResult } from './types.ts';
import { startWorker } from './worker-handle.ts';
import type { WorkerEnd, WorkerHandle } from './worker-handle.ts';

/** One decoding pass. `label` is the file's name as its owner knows it: errors carry it. `exact` as of PassOptions. */
export type PassRequest = { file: string; listeners: ListenerSpec[]; decoderThreads?: number; label?: string; exact?: boolean };
/** An exported async function `(input, tools: MediaTools) => Promise<T>` of a module; input and result are structured-cloned. */
export type MediaCall = { url: string; export: string; input: unknown; label: string; decoderThreads?: number };
/** Given to every task: look at the signal and give the event loop a turn several times a second. */
export type MediaTools = { signal: AbortSignal; onProgress(fraction: number): void; decoderThreads: number };
export type RunOptions = { signal?: AbortSignal; onProgress?(fraction: number): void };

export type MediaHost = {
  pass(request: PassRequest, options?: RunOptions): Promise<PassResult>;
  call<T>(request: MediaCall, options?: RunOptions): Promise<T>;
  /** Cancels what runs and waits for the workers to leave. */
  close(): Promise<void>;
};

export type MediaHostOptions = {
  isolation: 'thread' | 'process';
  /** Tasks at once; more wait in order. One by default. */
  concurrency?: number;
  decoderThreads?: number;
  log?: Log;
  /** A worker that says nothing for so long hangs in native code. 60 s by default. */
  stallSeconds?: number;
  /** Of one child process. 1500 MB by default, several times what a pass over 1080 × 1920 needs. */
  memoryLimitMb?: number;
};

type Job = {
  id: number;
  task: Task;
  label: string;
  options: RunOptions;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onAbort?: () => void;
};
type Slot = { worker: WorkerHandle; job: Job | null; heardAt: number; watch: NodeJS.Timeout | null; jobsDone: number; cancelling: boolean };

/** Native libraries leak a little: a fresh child after so many files keeps a server's memory flat. */
const jobsPerWorker = 200;

/** Makes a host; workers start when the first work comes and keep neither a process alive nor a file open when idle. */
export function createMediaHost(options: MediaHostOptions): MediaHost {
  const concurrency = options.concurrency ?? 1;
  const stallMs = (options.stallSeconds ?? 60) * 1000;
  const waiting: Job[] = [];
  const slots = new Set<Slot>();
  let closed = false;
  let lastId = 0;

  const settle = (slot: Slot, finish: (job: Job) => void): void => {
    const job = slot.job;
    if (!job) return;
    slot.job = null;
    slot.cancelling = false;
    slot.jobsDone++;
    if (slot.watch) clearInterval(slot.watch);
    if (job.onAbort) job.options.signal?.removeEventListener('abort', job.onAbort);
    slot.worker.setBusy(false);
    finish(job);
  };

  const retire = (slot: Slot): void => {
    slots.delete(slot);
    slot.worker.leave();
  };

  const listen = (slot: Slot, message: FromWorker): void => {
    slot.heardAt = performance.now();
    if (!('id' in message) || slot.job?.id !== message.id) return;
    if (message.kind === 'progress') {
      if (!slot.cancelling) slot.job.options.onProgress?.(message.fraction);
      return;
    }
    settle(slot, (job) => {
      // A task that finished before it saw the cancelling is still cancelled: its caller has moved on.
      if (job.options.signal?.aborted) job.reject(mediaErrors.cancelled({ file: job.label }));
      else if (message.kind === 'done') job.resolve(message.value);
      else job.reject(fromWire(message.error));
    });
    if (slot.jobsDone >= jobsPerWorker) retire(slot);
    pump();
  };

  const end = (slot: Slot, how: WorkerEnd): void => {
    slots.delete(slot);
    settle(slot, (job) => {
      if (job.options.signal?.aborted || closed) return job.reject(mediaErrors.cancelled({ file: job.label }));
      options.log?.warn('media.worker_lost', { file: job.label, how: how.reason, detail: how.detail });
      if (how.reason === 'stalled') job.reject(mediaErrors.stalled({ file: job.label, seconds: Math.round(stallMs / 1000) }));
      else if (how.reason === 'memory') job.reject(mediaErrors.too_heavy({ file: job.label }));
      else job.reject(mediaErrors.crashed({ file: job.label }, new Error(how.detail)));
    });
    pump();
  };

  const openSlot = (): Slot => {
    const slot: Slot = {
      worker: null as unknown as WorkerHandle,
      job: null,
      heardAt: performance.now(),
      watch: null,
      jobsDone: 0,
      cancelling: false,
    };
    slot.worker = startWorker(
      { isolation: options.isolation, memoryLimitMb: options.memoryLimitMb ?? 1500 },
      (message) => listen(slot, message),
      (how) => end(slot, how),
    );
    slots.add(slot);
    return slot;
  };

  const assign = (slot: Slot, job: Job): void => {
    slot.job = job;
    slot.heardAt = performance.now();
    slot.worker.setBusy(true);
    slot.worker.send({ kind: 'run', id: job.id, task: job.task });
    slot.watch = setInterval(
      () => {
        if (performance.now() - slot.heardAt > stallMs) slot.worker.kill('stalled');
      },
      Math.min(1000, stallMs / 4),
    );
    job.onAbort = () => {
      slot.cancelling = true;
      // A child can be killed at any moment; a thread inside native code cannot, so it is asked.
      if (options.isolation === 'process') slot.worker.kill('cancelled');
      else slot.worker.send({ kind: 'cancel', id: job.id });
    };
    job.options.signal?.addEventListener('abort', job.onAbort, { once: true });
  };

  const pump = (): void => {
    while (waiting.length > 0 && !closed) {
      const idle = [...slots].find((slot) => slot.job === null);
      if (!idle && slots.size >= concurrency) return;
      assign(idle ?? openSlot(), waiting.shift()!);
    }
  };

  const submit = (task: Task, label: string, run: RunOptions): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const job: Job = { id: ++lastId, task, label, options: run, resolve, reject };
      if (run.signal?.aborted || closed) return reject(mediaErrors.cancelled({ file: label }));
      waiting.push(job);
      run.signal?.addEventListener(
        'abort',
        () => {
          const at = waiting.indexOf(job);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(mediaErrors.cancelled({ file: label }));
        },
        { once: true },
      );
      pump();
    });

  const decoderThreads = options.decoderThreads ?? defaultDecoderThreads;
  return {
    async pass(request, run = {}) {
      const task = { url: new URL('./host-pass.ts', import.meta.url).href, export: 'passTask', input: request, decoderThreads };
      return (await submit(task, request.label ?? request.file, run)) as PassResult;
    },
    async call<T>(request: MediaCall, run: RunOptions = {}) {
      const task = {
        url: request.url,
        export: request.export,
        input: request.input,
        decoderThreads: request.decoderThreads ?? decoderThreads,
      };
      return (await submit(task, request.label, run)) as T;
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(mediaErrors.cancelled({ file: job.label }));
      const leaving = [...slots].map((slot) => {
        if (slot.job && options.isolation === 'process') slot.worker.kill('cancelled');
        else if (slot.job) slot.worker.send({ kind: 'cancel', id: slot.job.id });
        // Held, so that the process does not end while its workers are still leaving.
        slot.worker.setBusy(true);
        slot.worker.leave();
        return slot.worker.gone;
      });
      await Promise.all(leaving);
    },
  };
}
