/** A catalogue on real parts for tests: a real database, a folder of objects, real probing; only the queue is a list. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from './database.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { probe } from '../../src/platform/media/index.ts';
import { makeVideo } from './media.ts';
import { createLocalStore, type ObjectStore } from '../../src/platform/storage/index.ts';
import { fixedClock } from '../../src/platform/time.ts';
import { createAudit } from '../../src/modules/identity/index.ts';
import { catalogMigrations, createCatalog, type Catalog, type CatalogParts } from '../../src/modules/catalog/index.ts';

export type Published = { name: string; payload: Record<string, unknown> };
export type TestCatalog = {
  readonly db: Database;
  readonly catalog: Catalog;
  readonly objects: ObjectStore;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly folder: string;
  readonly published: Published[];
  /** Another catalogue on the same parts but for those given, as after a restart. */
  again(parts?: Partial<CatalogParts>): Catalog;
  close(): Promise<void>;
};

export async function openTestCatalog(): Promise<TestCatalog> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-catalog-'));
  const { db, drop } = await openTestDatabase([catalogMigrations]);
  const clock = fixedClock('2026-03-10T02:00:00Z');
  const objects = await createLocalStore({ directory: join(folder, 'objects') });
  const published: Published[] = [];
  const parts: CatalogParts = {
    db,
    clock,
    log: silentLog,
    objects,
    audit: createAudit(clock),
    media: { probe },
    uploadsDirectory: join(folder, 'uploads'),
    jobs: {
      publish: async (_trx, event, payload) =>
        void published.push({ name: event.name, payload: event.payload.parse(payload) as Record<string, unknown> }),
    },
  };
  return {
    db,
    objects,
    clock,
    folder,
    published,
    catalog: createCatalog(parts),
    again: (other = {}) => createCatalog({ ...parts, ...other }),
    close: async () => {
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A video of two frames whose picture depends on `seed`; a few kilobytes. */
export async function smallVideo(path: string, seed: number): Promise<void> {
  await makeVideo({
    path,
    width: 64,
    height: 96,
    fps: 10,
    frames: 4,
    draw: (frame, index) => {
      frame.y.fill(40 + ((seed * 37 + index) % 180));
      frame.u.fill(128);
      frame.v.fill(60 + ((seed * 11) % 120));
    },
  });
}
