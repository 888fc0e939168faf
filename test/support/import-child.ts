/**
 * Imports a folder into a database and says on stdout what is stored, one JSON line each, so that a test may kill
 * it at any point: `node import-child.ts DATA_DIRECTORY FOLDER ORGANISATION`. Works on the server of CHILD_DATABASE_URL where it is set.
 */
import { join } from 'node:path';
import { catalogMigrations, createCatalog } from '../../src/modules/catalog/index.ts';
import { createAudit, identityMigrations } from '../../src/modules/identity/index.ts';
import { migrateUp, openDatabase } from '../../src/platform/db/index.ts';
import { createJobs, jobsMigrations } from '../../src/platform/jobs/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { probe } from '../../src/platform/media/index.ts';
import { createLocalStore } from '../../src/platform/storage/index.ts';
import { systemClock } from '../../src/platform/time.ts';

const [data, folder, organisationId] = process.argv.slice(2) as [string, string, string];
const db = await openDatabase(
  process.env.CHILD_DATABASE_URL ? { url: process.env.CHILD_DATABASE_URL } : { directory: join(data, 'database') },
);
await migrateUp(db, [jobsMigrations, identityMigrations, catalogMigrations]);
const jobs = createJobs({ db, clock: systemClock, log: silentLog });
await jobs.start({ work: false });
const catalog = createCatalog({
  db,
  jobs,
  clock: systemClock,
  log: silentLog,
  objects: await createLocalStore({ directory: join(data, 'objects') }),
  audit: createAudit(systemClock),
  media: { probe },
  uploadsDirectory: join(data, 'uploads'),
});
const actor = { kind: 'command_line', id: null, name: 'import', organisationId, role: 'owner', requestId: null } as const;
await catalog.importFolder(actor, folder, {
  signal: new AbortController().signal,
  onProgress: (event) => {
    if (event.kind !== 'progress') process.stdout.write(`${JSON.stringify(event)}\n`);
  },
});
await jobs.stop();
await db.close();
