/** The edges of attribution on a real database and a real store, beside the same book of campaigns; enqueued jobs run when a test says so. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogMigrations, createCatalog } from '../../src/modules/catalog/index.ts';
import { createEdges, type Edges } from '../../src/modules/attribution/edges.ts';
import type { EdgeParts } from '../../src/modules/attribution/edge-parts.ts';
import { attributionMigrations } from '../../src/modules/attribution/migrations/index.ts';
import { createAudit } from '../../src/modules/identity/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { probe } from '../../src/platform/media/index.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { createSealer } from '../../src/platform/seal.ts';
import { createLocalStore } from '../../src/platform/storage/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { openAttribution, type TestAttribution } from './attribution.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

type Told = { kind: string; params: Record<string, string | number>; link: string | null };
export type TestEdges = TestAttribution & {
  readonly database: TestDatabase;
  readonly edges: Edges;
  readonly told: Told[];
  readonly emitted: { type: string; data: Record<string, unknown> }[];
  /** Runs what was enqueued, in order; a job whose signal is given may be stopped by it. */
  runJobs(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

export async function openTestEdges(): Promise<TestEdges> {
  const database = await openTestDatabase([catalogMigrations, attributionMigrations]);
  const folder = await mkdtemp(join(tmpdir(), 'hookline-edges-'));
  const attribution = openAttribution(database.db);
  const { clock, core, parts } = attribution;
  const objects = await createLocalStore({ directory: join(folder, 'objects') });
  const catalog = createCatalog({
    db: database.db,
    clock,
    log: silentLog,
    objects,
    jobs: { publish: async () => {} },
    audit: createAudit(clock),
    media: { probe },
    uploadsDirectory: join(folder, 'uploads'),
  });
  const told: Told[] = [];
  const emitted: TestEdges['emitted'] = [];
  const queue: { name: string; input: unknown; taskId: string }[] = [];
  const edgeParts: EdgeParts = {
    ...parts,
    jobs: {
      enqueue: async (_trx, job, input) => {
        const taskId = newId('task', clock.nowMs());
        queue.push({ name: job.name, input, taskId });
        return taskId;
      },
      cancel: async (_trx, _organisationId, taskIds) => {
        for (const id of taskIds) {
          const at = queue.findIndex(({ taskId }) => taskId === id);
          if (at >= 0) queue.splice(at, 1);
        }
      },
    },
    objects,
    tempDirectory: join(folder, 'temporary'),
    assets: catalog,
    takeEvents: core.takeEvents,
    outgoing: createOutgoing({ allow: ['127.0.0.1'], clock }),
    pullSealer: createSealer('a secret of the tests, long enough to seal with', 'attribution.puller'),
    notify: {
      notify: async (_trx, { kind, params, link }) => void told.push({ kind, params, link }),
      notifyStaff: async (_trx, { kind, params, link }) => void told.push({ kind, params, link }),
    },
    usersOfCreators: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, [`user of ${id}`]])),
    emit: async (_trx, { type, data }) => void emitted.push({ type, data }),
    visitors: { ...parts.visitors, hash: (kind, value) => (value ? `${kind}-${value}` : null) },
    accountIdsOf: async () => new Map(),
    anonymiseCreator: async () => {},
    creatorRecords: async (_trx, _organisationId, creatorId) => ({ profile: { id: creatorId } }),
  };
  const edges = createEdges(edgeParts, core);
  return {
    ...attribution,
    database,
    edges,
    told,
    emitted,
    runJobs: async (signal = new AbortController().signal) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const job = next;
        const handler = edges.jobs.find((each) => each.job.name === job.name)!;
        await handler.run(handler.job.input.parse(job.input), {
          taskId: job.taskId,
          organisationId: '',
          attempt: 1,
          signal,
          progress: () => {},
          log: silentLog,
        });
      }
    },
    close: async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
