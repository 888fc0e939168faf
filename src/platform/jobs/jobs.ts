import assert from 'node:assert/strict';
import { PgBoss, fromKysely, fromPglite, type JobWithMetadata } from 'pg-boss';
import type { Database, Trx } from '../db/index.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../time.ts';
import type { Task } from './contract.ts';
import { createPeriodic } from './periodic.ts';
import * as repo from './repo.ts';
import { runTask } from './runner.ts';
import type { EventHandler, JobHandler, Jobs } from './types.ts';

type TaskMessage = { taskId: string };
const nobody = '00000000-0000-0000-0000-000000000000';
const keepEndedMs = 30 * 24 * 3600 * 1000;

export type JobsService = Jobs & {
  /** Registers what can be done; before `start`. */
  register(handlers: readonly JobHandler[], events: readonly EventHandler[]): void;
  /** Makes the queues ready to send; with `work` also takes jobs. */
  start(options: { work: boolean }): Promise<void>;
  /** Stops taking jobs, asks the running ones to stop, and hands those back that have not ended. */
  stop(): Promise<void>;
  /** Queues every task anew that has not ended: after a restore, or where nobody else can be working on one. */
  requeueUnended(): Promise<void>;
  find(trx: Trx, organisationId: string, taskIds: readonly string[]): Promise<Map<string, Task>>;
};

/** The job queue on the same database (pg-boss), and the tasks that people see. Times of waiting are pg-boss's own. */
export function createJobs(parts: { db: Database; clock: Clock; log: Log }): JobsService {
  const { db, clock, log } = parts;
  const boss = db.pglite
    ? new PgBoss({
        db: fromPglite(db.pglite),
        backend: 'pglite',
        schema: 'queue',
        useListenNotify: true,
        monitorVacuum: false,
        reindex: false,
      })
    : new PgBoss({ connectionString: db.url!, schema: 'queue', useListenNotify: true, max: 5 });
  boss.on('error', (error) => log.error('jobs.queue_error', { error }));
  const handlers = new Map<string, JobHandler>();
  const subscribers = new Map<string, { queue: string; handler: EventHandler }[]>();
  const stopping = new AbortController();
  const periodic = createPeriodic({ db, clock, log });
  let sweeper: NodeJS.Timeout | undefined;

  async function send(trx: Trx, queue: string, message: object, priority = 0): Promise<string> {
    const id = await boss.send(queue, message, { db: fromKysely(trx as never), priority });
    assert(id, `the queue ${queue} did not take a job`);
    return id;
  }

  /** Puts a task that is not ended in the queue anew; the delivery that it had becomes stale. */
  async function requeue(row: { id: string; job: string }): Promise<void> {
    await db.transaction(async (trx) => repo.requeueTask(trx, row.id, await send(trx, row.job, { taskId: row.id })));
  }

  async function requeueUnended(): Promise<void> {
    for (const row of await db.read(repo.listUnended)) await requeue(row);
  }

  async function deliver(handler: JobHandler, delivery: JobWithMetadata<TaskMessage>): Promise<void> {
    const end = await runTask(
      { db, clock, log, maxAttempts: (of) => of.job.retryLimit + 1 },
      handler,
      { taskId: delivery.data.taskId, queueJobId: delivery.id },
      stopping.signal,
    );
    if (end === 'hand_back' || end === 'retry') await requeue({ id: delivery.data.taskId, job: handler.job.name });
  }

  async function work(): Promise<void> {
    // One process owns a PGlite directory, so whatever runs there was left by one that died.
    if (db.kind === 'pglite') await requeueUnended();
    for (const handler of handlers.values()) {
      const options = {
        includeMetadata: true as const,
        batchSize: 1,
        localConcurrency: handler.job.concurrency,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 5,
        heartbeatRefreshSeconds: Math.max(1, handler.job.heartbeatSeconds / 3),
      };
      await boss.work<TaskMessage>(
        handler.job.name,
        options as never,
        (async (jobs: JobWithMetadata<TaskMessage>[]) => {
          for (const job of jobs) await deliver(handler, job);
        }) as never,
      );
    }
    for (const list of subscribers.values()) {
      for (const { queue, handler } of list) {
        await boss.work<object>(queue, { batchSize: 1, pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const job of jobs) await handler.run(handler.event.payload.parse(job.data));
        });
      }
    }
    const sweep = (): Promise<void> =>
      db
        .transaction((trx) => repo.deleteEndedBefore(trx, new Date(clock.nowMs() - keepEndedMs)))
        .catch((error: unknown) => log.warn('jobs.sweep_failed', { error }));
    sweeper = setInterval(() => void sweep(), 3600_000);
    sweeper.unref();
    periodic.start();
  }

  // A first send to a queue that pg-boss has not cached would ask the root handle, which hangs inside a PGlite transaction.
  async function prepareQueue(name: string, options: object): Promise<void> {
    await boss.createQueue(name, { ...options, notify: true });
    await boss.findJobs(name, { id: nobody });
  }

  return {
    register: (jobHandlers, eventHandlers) => {
      for (const handler of jobHandlers) handlers.set(handler.job.name, handler);
      for (const handler of eventHandlers) {
        const list = subscribers.get(handler.event.name) ?? [];
        list.push({ queue: `${handler.subscriber}.on.${handler.event.name}`, handler });
        subscribers.set(handler.event.name, list);
      }
    },
    start: async (options) => {
      await boss.start();
      // Our own retries re-queue a task in the transaction that gives it up; the queue's are for a process that died.
      for (const { job } of handlers.values())
        await prepareQueue(job.name, {
          retryLimit: 5,
          retryDelay: 1,
          heartbeatSeconds: Math.max(10, job.heartbeatSeconds),
          expireInSeconds: 23 * 3600,
        });
      for (const list of subscribers.values())
        for (const { queue } of list) await prepareQueue(queue, { retryLimit: 10, retryBackoff: true, retryDelay: 1 });
      if (options.work) await work();
    },
    stop: async () => {
      clearInterval(sweeper);
      stopping.abort();
      await periodic.stop();
      await boss.stop({ graceful: true, timeout: 20_000, close: true });
    },
    enqueue: async (trx, job, input, options) => {
      const id = newId('task', clock.nowMs());
      await repo.insertTask(trx, {
        id,
        organisationId: options.organisationId,
        job: job.name,
        input,
        subject: options.subject,
        now: clock.now(),
      });
      await repo.setQueueJob(trx, id, await send(trx, job.name, { taskId: id }, options.priority));
      return id;
    },
    publish: async (trx, event, payload) => {
      for (const { queue } of subscribers.get(event.name) ?? []) await send(trx, queue, payload as object);
    },
    every: periodic.add,
    requeueUnended,
    cancel: (trx, organisationId, taskIds) => repo.requestCancel(trx, organisationId, taskIds, clock.now()),
    find: async (trx, organisationId, taskIds) =>
      new Map((await repo.findTasks(trx, organisationId, taskIds)).map((row) => [row.id, repo.taskOf(row, clock.nowMs())])),
  };
}
