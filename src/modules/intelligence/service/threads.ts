/**
 * A small pool of threads for pure computing off the request loop, each bounded in memory and in time. What a hostile task does it does
 * to its thread, which is ended and replaced; whoever waits gets an error that says so.
 */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../platform/errors.ts';
import { intelligenceErrors } from '../errors.ts';
import type { ThreadAnswer, ThreadAsk } from './thread-side.ts';

/** Why a task has no answer: its thread ran out of memory, or of time, or failed; or the pool was closed. */
type Lost = 'memory' | 'time' | 'fault' | 'closed';
export type Threads<Part, Value> = {
  /**
   * Sends the parts of a task as they come, each copied, and answers what the thread makes of them all. Throws what the thread refuses
   * as an AppError, too_large and took_too_long, what `fault` makes of the rest, what giving the parts throws, and the signal's reason.
   */
  run(parts: Iterable<Part> | AsyncIterable<Part>, signal?: AbortSignal): Promise<Value>;
  /** Ends the threads; whoever waits is rejected. */
  close(): Promise<void>;
};
type Settings = {
  /** The module that calls `answerIn` of thread-side.ts. */
  program: URL;
  threads: number;
  memoryMb: number;
  /** A task's, from when a thread that has started has all of its parts. */
  timeoutMs: number;
  /** What a thread that failed, or a pool that was closed, is told as. */
  fault(cause?: unknown): AppError;
};

type Job<Part, Value> = {
  id: number;
  parts: Iterable<Part> | AsyncIterable<Part>;
  fed: boolean;
  resolve(value: Value): void;
  reject(error: unknown): void;
};
type Seat<Part, Value> = { worker: Worker; ready: boolean; job: Job<Part, Value> | null; clock: NodeJS.Timeout | null };

/** Threads start with the first task and keep no process alive while nothing runs. */
export function createThreads<Part, Value>({ program, threads, memoryMb, timeoutMs, fault }: Settings): Threads<Part, Value> {
  type Own = Job<Part, Value>;
  const waiting: Own[] = [];
  const seats: Seat<Part, Value>[] = [];
  const lost = (reason: Lost, cause?: unknown): AppError => {
    if (reason === 'memory') return intelligenceErrors.too_large({ limitMb: memoryMb }, cause);
    return reason === 'time' ? intelligenceErrors.took_too_long({ seconds: Math.round(timeoutMs / 1000) }) : fault(cause);
  };
  let lastId = 0;
  let closed = false;

  const open = (): Seat<Part, Value> => {
    const worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
    });
    const seat: Seat<Part, Value> = { worker, ready: false, job: null, clock: null };
    worker.on('message', (answer: ThreadAnswer<Value>) => hear(seat, answer));
    worker.on('error', (error: Error & { code?: string }) =>
      lose(seat, lost(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault', error)),
    );
    worker.on('exit', () => lose(seat, lost('fault')));
    worker.unref();
    seats.push(seat);
    return seat;
  };
  const release = (seat: Seat<Part, Value>): Own | null => {
    const { job } = seat;
    if (seat.clock) clearTimeout(seat.clock);
    seat.job = null;
    seat.clock = null;
    seat.worker.unref();
    return job;
  };
  // A task's time is its own: neither what a thread needs to start is counted, nor what the parts need to come.
  const startClock = (seat: Seat<Part, Value>): void => {
    if (seat.ready && seat.job?.fed) seat.clock = setTimeout(() => lose(seat, lost('time')), timeoutMs);
  };
  const hear = (seat: Seat<Part, Value>, answer: ThreadAnswer<Value>): void => {
    if (answer.kind === 'ready') {
      seat.ready = true;
      return startClock(seat);
    }
    if (seat.job?.id !== answer.id) return;
    const job = release(seat)!;
    if (answer.kind === 'done') job.resolve(answer.value);
    else if (answer.kind === 'refused') job.reject(new AppError(answer.code, answer.errorKind, answer.params));
    else job.reject(lost('fault', new Error(answer.message)));
    pump();
  };
  // It is pure computing, so that a thread may be ended at any moment.
  const lose = (seat: Seat<Part, Value>, error: unknown): void => {
    const at = seats.indexOf(seat);
    if (at < 0) return;
    seats.splice(at, 1);
    const job = release(seat);
    void seat.worker.terminate();
    job?.reject(error);
    pump();
  };
  const feed = async (seat: Seat<Part, Value>, job: Own): Promise<void> => {
    const send = (ask: ThreadAsk<Part>): void => seat.worker.postMessage(ask);
    try {
      for await (const part of job.parts) {
        if (seat.job !== job) return;
        send({ id: job.id, part });
      }
    } catch (error) {
      if (seat.job === job) lose(seat, error);
      return;
    }
    if (seat.job !== job) return;
    send({ id: job.id, last: true });
    job.fed = true;
    startClock(seat);
  };
  const pump = (): void => {
    while (waiting.length > 0 && !closed) {
      const seat = seats.find(({ job }) => job === null) ?? (seats.length < threads ? open() : null);
      if (!seat) return;
      const job = waiting.shift()!;
      seat.job = job;
      seat.worker.ref();
      void feed(seat, job);
    }
  };
  const stop = (job: Own, reason: unknown): void => {
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
    const seat = seats.find((one) => one.job === job);
    if (seat) lose(seat, reason);
    else job.reject(reason);
  };

  return {
    run: (parts, signal) =>
      new Promise<Value>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        if (closed) return reject(lost('closed'));
        const onAbort = (): void => stop(job, signal!.reason);
        const settled = <T>(end: (value: T) => void): ((value: T) => void) => {
          return (value) => {
            signal?.removeEventListener('abort', onAbort);
            end(value);
          };
        };
        const job: Own = { id: ++lastId, parts, fed: false, resolve: settled(resolve), reject: settled(reject) };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        pump();
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(lost('closed'));
      const ending = seats.map(({ worker }) => worker);
      for (const seat of seats.slice()) lose(seat, lost('closed'));
      await Promise.all(ending.map((worker) => worker.terminate()));
    },
  };
}
