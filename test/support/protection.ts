/**
 * Protection on a real database with its real neighbours: identity, creators, notifications, webhooks and the catalogue, with real decoding.
 * The queue is a list that a test runs when it says so; files lie in a folder that goes with the test.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogMigrations, createCatalog, type Catalog } from '../../src/modules/catalog/index.ts';
import { createCreators, creatorsMigrations } from '../../src/modules/creators/index.ts';
import { createNotifications, notificationsMigrations } from '../../src/modules/notifications/index.ts';
import { createProtection, protectionMigrations, type Protection, type ProtectionParts } from '../../src/modules/protection/index.ts';
import { createStudio, studioMigrations, type PassWatcher } from '../../src/modules/studio/index.ts';
import type { WebhookEvent } from '../../src/modules/webhooks/index.ts';
import { AppError } from '../../src/platform/errors.ts';
import type { Actor } from '../../src/platform/http/actor.ts';
import type { Task } from '../../src/platform/jobs/contract.ts';
import type { EventHandler, JobHandler } from '../../src/platform/jobs/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createMailer } from '../../src/platform/mail/index.ts';
import { createMediaHost, probe } from '../../src/platform/media/index.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { createLocalStore, type ObjectStore } from '../../src/platform/storage/index.ts';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from './database.ts';
import { openTestHouse, testOrigin, type TestHouse } from './house.ts';

const migrations = [notificationsMigrations, creatorsMigrations, catalogMigrations, studioMigrations, protectionMigrations];

type Queued = Task & { organisationId: string; input: unknown };
export type TestProtection = {
  readonly house: TestHouse;
  readonly database: TestDatabase;
  readonly protection: Protection;
  readonly catalog: Catalog;
  readonly objects: ObjectStore;
  /** For files of the test. */
  readonly folder: string;
  readonly tasks: Queued[];
  readonly emitted: WebhookEvent[];
  readonly told: { kind: string; params: unknown }[];
  readonly periodic: Map<string, (signal: AbortSignal) => Promise<unknown>>;
  readonly tenant: () => Promise<TestTenant>;
  /** Runs what is queued, and what that queues; failures stay with their tasks. `while` is asked before each. */
  runJobs(options?: { signal?: AbortSignal; only?: string }): Promise<void>;
  /** A work with an episode of each file. */
  addWork(actor: Actor, title: string, files: readonly string[]): Promise<{ workId: string; episodeIds: string[] }>;
  close(): Promise<void>;
};

export async function openProtection(change: Partial<ProtectionParts> = {}): Promise<TestProtection> {
  const database = await openTestDatabase(migrations);
  const { db } = database;
  const folder = await mkdtemp(join(tmpdir(), 'hookline-protection-'));
  const objects = await createLocalStore({ directory: join(folder, 'objects') });
  const host = createMediaHost({ isolation: 'thread' });
  const tasks: Queued[] = [];
  const emitted: WebhookEvent[] = [];
  const told: TestProtection['told'] = [];
  const periodic: TestProtection['periodic'] = new Map();
  const handlers: JobHandler[] = [];
  const listeners: EventHandler[] = [];
  let made: { protection: Protection; catalog: Catalog } | undefined;

  const house = openTestHouse(db, {
    bind: (identity, clock) => {
      const jobs: ProtectionParts['jobs'] = {
        every: (name, _seconds, run) => void periodic.set(name, run),
        // Told when jobs are run, and so after the transaction.
        publish: async (_trx, event, payload) => {
          events.push({ name: event.name, payload });
        },
        cancel: async (_trx, _organisationId, ids) => {
          for (const task of tasks)
            if (ids.includes(task.id) && task.endedAt === null)
              Object.assign(task, { state: 'cancelled', endedAt: clock.now().toISOString() });
        },
        enqueue: async (_trx, job, input, { organisationId, subject }) => {
          const id = `tsk_${tasks.length + 1}`;
          tasks.push({
            id,
            job: job.name,
            state: 'queued',
            stage: null,
            progressBps: 0,
            secondsLeft: null,
            subject,
            error: null,
            attempt: 1,
            createdAt: clock.now().toISOString(),
            startedAt: null,
            endedAt: null,
            organisationId,
            input,
          });
          return id;
        },
        find: async (_trx, organisationId, ids) =>
          new Map(tasks.filter((task) => ids.includes(task.id) && task.organisationId === organisationId).map((task) => [task.id, task])),
      };
      const shared = { db, clock, audit: identity.audit, mail: createMailer({ url: null, from: '' }, silentLog), baseUrl: testOrigin };
      const notifications = createNotifications({ ...shared, members: identity.members, jobs });
      const creators = createCreators({ ...shared, people: identity.members, notifications });
      const catalog = createCatalog({
        ...shared,
        log: silentLog,
        objects,
        jobs,
        media: { probe },
        uploadsDirectory: join(folder, 'uploads'),
      });
      const watchers: PassWatcher[] = [];
      const studio = createStudio({
        ...shared,
        jobs: jobs as never,
        catalog,
        objects,
        host,
        tempDirectory: join(folder, 'temporary'),
        ai: {} as never,
        watchers,
      });
      const protection = createProtection({
        ...shared,
        log: silentLog,
        jobs,
        objects,
        host,
        catalog,
        creators,
        people: identity.members,
        notifications: {
          notify: async () => {},
          notifyStaff: async (_trx, { kind, params }) => void told.push({ kind, params }),
        },
        webhooks: { emit: async (_trx, events) => void emitted.push(...[events].flat()) },
        outgoing: createOutgoing({ allow: ['127.0.0.1'], clock }),
        tempDirectory: join(folder, 'temporary'),
        rights: {} as never,
        campaigns: { placementFacts: async () => new Map(), placementsOf: async () => [] } as never,
        codes: { findInText: async () => null },
        downloader: null,
        watchFolder: null,
        ...change,
      });
      watchers.push(protection.passWatcher);
      handlers.push(...studio.jobs, ...protection.jobs);
      listeners.push(...studio.events, ...protection.events);
      made = { protection, catalog };
      return [protection.bound, catalog.bound];
    },
  });
  const events: { name: string; payload: unknown }[] = [];

  return {
    house,
    database,
    ...made!,
    objects,
    folder,
    tasks,
    emitted,
    told,
    periodic,
    tenant: () => freshTenant(db),
    async runJobs({ signal = new AbortController().signal, only } = {}) {
      for (;;) {
        for (const payload of events.splice(0))
          for (const { event, run } of listeners) if (event.name === payload.name) await run(payload.payload as never);
        const task = tasks.find((each) => each.state === 'queued' && (only === undefined || each.job === only));
        if (!task) return;
        Object.assign(task, { state: 'running', startedAt: house.clock.now().toISOString() });
        const progress = (stage: string, fraction: number): void =>
          void Object.assign(task, { stage, progressBps: Math.round(fraction * 10_000) });
        const end = (state: Task['state'], error: Task['error']): void => {
          if (task.endedAt === null) Object.assign(task, { state, error, endedAt: house.clock.now().toISOString() });
        };
        try {
          const handler = handlers.find(({ job }) => job.name === task.job)!;
          await handler.run(task.input, {
            taskId: task.id,
            organisationId: task.organisationId,
            attempt: 3,
            signal,
            progress,
            log: silentLog,
          });
          end('done', null);
        } catch (error) {
          if (!(error instanceof AppError) && !signal.aborted) throw error;
          end(signal.aborted ? 'cancelled' : 'failed', error instanceof AppError ? { code: error.code, params: error.params } : null);
        }
      }
    },
    async addWork(actor, title, files) {
      const { catalog } = made!;
      const from = await mkdtemp(join(folder, 'import-'));
      for (const [index, file] of files.entries()) await copyFile(file, join(from, `第${index + 1}集.mp4`));
      const { workId } = await catalog.importFolder(actor, from, {
        workTitle: title,
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      const episodes = await db.read((trx) => catalog.listEpisodes(trx, actor.organisationId, workId));
      return { workId, episodeIds: episodes.map(({ id }) => id) };
    },
    async close() {
      await host.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
