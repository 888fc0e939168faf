/**
 * Market intelligence on a real database with its real neighbours, real reading threads and a real folder of objects. The queue is a list
 * that a test runs when it says so.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogMigrations, createCatalog, type Catalog } from '../../src/modules/catalog/index.ts';
import {
  createIntelligence,
  intelligenceMigrations,
  type Intelligence,
  type IntelligenceParts,
} from '../../src/modules/intelligence/index.ts';
import type { WebhookEvent } from '../../src/modules/webhooks/index.ts';
import { AppError } from '../../src/platform/errors.ts';
import type { Task } from '../../src/platform/jobs/contract.ts';
import type { JobStop } from '../../src/platform/jobs/types.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { createLocalStore, type ObjectStore } from '../../src/platform/storage/index.ts';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from './database.ts';
import { openTestHouse, testOrigin, type TestHouse } from './house.ts';

type Queued = Task & { organisationId: string; input: unknown };
export type TestIntelligence = {
  readonly house: TestHouse;
  readonly database: TestDatabase;
  readonly intelligence: Intelligence;
  readonly catalog: Catalog;
  readonly objects: ObjectStore;
  readonly tasks: Queued[];
  readonly told: { kind: string; params: unknown }[];
  readonly published: { name: string; payload: unknown }[];
  readonly periodic: Map<string, (signal: AbortSignal) => Promise<unknown>>;
  readonly tenant: () => Promise<TestTenant>;
  /** Runs what is queued and what was published, and what those queue; failures stay with their tasks. A task whose signal aborts is left as it says. */
  runJobs(options?: { signal?: AbortSignal; only?: string }): Promise<void>;
  close(): Promise<void>;
};

export async function openIntelligence(change: Partial<IntelligenceParts> = {}): Promise<TestIntelligence> {
  const database = await openTestDatabase([catalogMigrations, intelligenceMigrations]);
  const { db } = database;
  const folder = await mkdtemp(join(tmpdir(), 'hookline-intelligence-'));
  const objects = await createLocalStore({ directory: join(folder, 'objects') });
  const tasks: Queued[] = [];
  const told: TestIntelligence['told'] = [];
  const emitted: WebhookEvent[] = [];
  const published: TestIntelligence['published'] = [];
  const periodic: TestIntelligence['periodic'] = new Map();
  let heard = 0;
  let made: { intelligence: Intelligence; catalog: Catalog } | undefined;

  const house = openTestHouse(db, {
    bind: (identity, clock) => {
      const jobs: IntelligenceParts['jobs'] = {
        every: (name, _seconds, run) => void periodic.set(name, run),
        publish: async (_trx, event, payload) => void published.push({ name: event.name, payload }),
        cancel: async (_trx, _organisationId, ids) => {
          for (const task of tasks)
            if (ids.includes(task.id) && task.endedAt === null)
              Object.assign(task, { state: 'cancelled', endedAt: clock.now().toISOString() });
        },
        enqueue: async (_trx, job, input, { organisationId, subject }) => {
          const id = `tsk_${tasks.length + 1}`;
          const createdAt = clock.now().toISOString();
          const waiting = { state: 'queued' as const, stage: null, progressBps: 0, secondsLeft: null, error: null, attempt: 1 };
          tasks.push({ id, job: job.name, ...waiting, subject, createdAt, startedAt: null, endedAt: null, organisationId, input });
          return id;
        },
        find: async (_trx, organisationId, ids) =>
          new Map(tasks.filter((task) => ids.includes(task.id) && task.organisationId === organisationId).map((task) => [task.id, task])),
      };
      const shared = { db, clock, audit: identity.audit, log: silentLog, objects, jobs, baseUrl: testOrigin };
      const catalog = createCatalog({ ...shared, media: {} as never, uploadsDirectory: join(folder, 'uploads') });
      const intelligence = createIntelligence({
        ...shared,
        catalog,
        people: identity.members,
        notifications: {
          notify: async (_trx, { kind, params }) => void told.push({ kind, params }),
          notifyStaff: async (_trx, { kind, params }) => void told.push({ kind, params }),
        },
        webhooks: { emit: async (_trx, events) => void emitted.push(...[events].flat()) },
        outgoing: createOutgoing({ allow: ['127.0.0.1'], clock }),
        watchFolder: null,
        chat: null,
        tempDirectory: join(folder, 'temporary'),
        fetchGapMs: 0,
        ...change,
      });
      made = { intelligence, catalog };
      return [];
    },
  });

  async function run(task: Queued, signal: AbortSignal): Promise<void> {
    Object.assign(task, { state: 'running', startedAt: house.clock.now().toISOString() });
    const progress = (stage: string, fraction: number): void =>
      void Object.assign(task, { stage, progressBps: Math.round(fraction * 10_000) });
    const end = (state: Task['state'], error: Task['error']): void => {
      if (task.endedAt === null) Object.assign(task, { state, error, endedAt: house.clock.now().toISOString() });
    };
    const handler = made!.intelligence.jobs.find(({ job }) => job.name === task.job)!;
    const { id: taskId, organisationId } = task;
    try {
      await handler.run(task.input, { taskId, organisationId, attempt: 1, signal, progress, log: silentLog });
      end('done', null);
    } catch (error) {
      if (!(error instanceof AppError) && !signal.aborted) throw error;
      if (signal.aborted && (signal.reason as JobStop) === 'shutdown') Object.assign(task, { state: 'queued' });
      else end(signal.aborted ? 'cancelled' : 'failed', error instanceof AppError ? { code: error.code, params: error.params } : null);
    }
  }

  return {
    house,
    database,
    ...made!,
    objects,
    tasks,
    told,
    published,
    periodic,
    tenant: () => freshTenant(db),
    async runJobs({ signal = new AbortController().signal, only } = {}) {
      for (;;) {
        for (; heard < published.length; heard++) {
          const { name, payload } = published[heard]!;
          for (const { event, run: listen } of made!.intelligence.events) if (event.name === name) await listen(payload as never);
        }
        const task = tasks.find((each) => each.state === 'queued' && (only === undefined || each.job === only));
        if (!task) return;
        await run(task, signal);
        if (signal.aborted) return;
      }
    },
    async close() {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
