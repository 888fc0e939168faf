import type { z } from 'zod';
import type { Trx } from '../db/index.ts';
import type { Log } from '../log.ts';

/** A kind of long work that people see as a task: with progress, a way to stop it, and a second try after a crash. */
export type JobDefinition<Schema extends z.ZodType = z.ZodType> = {
  /** `module.verb_noun`, also the queue's name. */
  readonly name: string;
  readonly input: Schema;
  /** Tries after the first. */
  readonly retryLimit: number;
  /** A running job that says nothing for so long is given to somebody else. */
  readonly heartbeatSeconds: number;
  /** At most so many at once in one process. */
  readonly concurrency: number;
};

export type JobContext = {
  readonly taskId: string;
  readonly organisationId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborted when the task is cancelled or the process stops; the reason is a JobStop. */
  readonly signal: AbortSignal;
  /** `fraction` of the whole, 0 to 1; written at most twice a second. */
  progress(stage: string, fraction: number): void;
  readonly log: Log;
};
export type JobStop = 'cancelled' | 'shutdown';

export type JobHandler<Schema extends z.ZodType = z.ZodType> = {
  readonly job: JobDefinition<Schema>;
  run(input: z.output<Schema>, context: JobContext): Promise<void>;
};

/** Something that happened, told to other modules after the transaction that caused it commits; handled at least once. */
export type EventDefinition<Schema extends z.ZodType = z.ZodType> = { readonly name: string; readonly payload: Schema };
export type EventHandler<Schema extends z.ZodType = z.ZodType> = {
  readonly event: EventDefinition<Schema>;
  /** The module that listens. */
  readonly subscriber: string;
  run(payload: z.output<Schema>): Promise<void>;
};

export function defineJob<Schema extends z.ZodType>(job: JobDefinition<Schema>): JobDefinition<Schema> {
  return job;
}
export function defineEvent<Schema extends z.ZodType>(name: string, payload: Schema): EventDefinition<Schema> {
  return { name, payload };
}

export type EnqueueOptions = { organisationId: string; subject: { id: string; title: string }; priority?: number };

/** What modules use: both calls take effect with the caller's transaction or not at all. */
export type Jobs = {
  /** Answers with the task's id. */
  enqueue<Schema extends z.ZodType>(trx: Trx, job: JobDefinition<Schema>, input: z.input<Schema>, options: EnqueueOptions): Promise<string>;
  publish<Schema extends z.ZodType>(trx: Trx, event: EventDefinition<Schema>, payload: z.input<Schema>): Promise<void>;
  /**
   * Work that comes round every so many seconds, done by one of the processes that work and never by two at once while the
   * database answers. What it throws is logged and it comes round again; the first time is when the process starts. `run` should
   * stop soon after its signal aborts: the process ends, or another has taken over. Not in processes that only serve.
   */
  every(name: string, seconds: number, run: (signal: AbortSignal) => Promise<unknown>): void;
  /** Asks tasks to stop: queued ones end at once, running ones when they next look. Unknown and ended ones are passed over. */
  cancel(trx: Trx, organisationId: string, taskIds: readonly string[]): Promise<void>;
};
