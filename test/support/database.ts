/**
 * A real database for tests: PGlite in memory, or one of its own on the server that TEST_DATABASE_URL names.
 * Open it once a test file and take a fresh tenant for each test; nothing needs to be cleaned between tests.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { identityMigrations } from '../../src/modules/identity/migrations/index.ts';
import type { IdentityTables } from '../../src/modules/identity/tables.ts';
import { migrateUp, openDatabase, type Database, type ModuleMigrations } from '../../src/platform/db/index.ts';
import type { Actor } from '../../src/platform/http/actor.ts';
import { roles, type Role } from '../../src/platform/http/contract.ts';
import { newId, type Id } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { systemClock } from '../../src/platform/time.ts';
import { administer, keyOf, layFiles, snapshotOf, templateName } from './snapshots.ts';

export type TestDatabase = { readonly db: Database; drop(): Promise<void> };

/**
 * Opens an empty database and brings it up to identity's schema (members, audit trail) and that of the modules given.
 * `const test = await openTestDatabase([catalogMigrations])` in beforeAll, `await test.drop()` in afterAll.
 */
export async function openTestDatabase(modules: readonly ModuleMigrations[] = []): Promise<TestDatabase> {
  const schema = [identityMigrations, ...modules.filter((each) => each.module !== identityMigrations.module)];
  return process.env.TEST_DATABASE_URL ? openOnServer(process.env.TEST_DATABASE_URL, schema) : openInMemory(schema);
}

async function openInMemory(schema: readonly ModuleMigrations[]): Promise<TestDatabase> {
  const kept = await snapshotOf(keyOf(schema), async () => {
    const empty = await openEmpty();
    await migrateUp(empty, schema);
    return empty;
  });
  const db = 'files' in kept ? await openDatabase({ memory: true, from: kept.files }) : kept.made;
  return { db, drop: () => db.close() };
}

/** PGlite as it is before anybody's first migration. */
async function openEmpty(): Promise<Database> {
  const kept = await snapshotOf('empty', () => openDatabase({ memory: true }));
  return 'files' in kept ? openDatabase({ memory: true, from: kept.files }) : kept.made;
}

/** An empty database in a folder, which its first opening would otherwise take seconds to make. On a server there is nothing to do. */
export async function layEmptyDatabase(directory: string): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) await layFiles('empty', () => openDatabase({ memory: true }), directory);
}

/**
 * The whole house's tables in its data folder, for tests whose matter is not the first start: that finds every migration applied.
 * On a server there is nothing to do, nor outside a run of the test runner.
 */
export async function layHouse(data: string): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  const make = async (): Promise<Database> => {
    // By its address: the browser tests' types, which know a browser's globals, are not to take in every module.
    const lists = new URL('../../src/app/wiring/lists.ts', import.meta.url).href;
    const { migrations } = (await import(lists)) as { migrations: readonly ModuleMigrations[] };
    const { createJobs } = await import('../../src/platform/jobs/index.ts');
    const db = await openEmpty();
    await migrateUp(db, migrations);
    // The queue's own tables.
    const jobs = createJobs({ db, clock: systemClock, log: silentLog });
    await jobs.start({ work: false });
    await jobs.stop();
    return db;
  };
  await layFiles('house', make, join(data, 'database'));
}

async function openOnServer(serverUrl: string, schema: readonly ModuleMigrations[]): Promise<TestDatabase> {
  const template = templateName(keyOf(schema));
  if (template) await makeTemplate(serverUrl, template, schema);
  const fresh = await createServerDatabase(serverUrl, template);
  const db = await openDatabase({ url: fresh.url });
  if (!template) await migrateUp(db, schema);
  return {
    db,
    drop: async () => {
      await db.close();
      await fresh.drop();
    },
  };
}

/** A migrated database that others are copied from, unless somebody has made it. */
async function makeTemplate(serverUrl: string, name: string, schema: readonly ModuleMigrations[]): Promise<void> {
  const [there] = await administer(serverUrl, `select from pg_database where datname = '${name}'`);
  if (there) return;
  const made = await createServerDatabase(serverUrl);
  const db = await openDatabase({ url: made.url });
  await migrateUp(db, schema);
  await db.close();
  try {
    // By one statement, so that nobody copies half of it.
    await administer(serverUrl, `alter database ${new URL(made.url).pathname.slice(1)} rename to ${name}`);
  } catch (error) {
    await made.drop();
    // Another worker was there first, and theirs is the same.
    if ((error as { code?: string }).code !== '42P04') throw error;
  }
}

/** A database of its own on a server, empty or a copy of another, for tests that open it themselves; drop it when everybody has let go. */
export async function createServerDatabase(
  serverUrl: string,
  template: string | null = null,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `hookline_test_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, `create database ${name}${template ? ` template ${template}` : ''}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

export type TestTenant = {
  readonly organisationId: Id<'organisation'>;
  /** The owner: use it where the role does not matter. */
  readonly actor: Actor;
  readonly actors: Readonly<Record<Role, Actor>>;
};

/** An organisation that no other test knows, really stored, with one member of each role. */
export async function freshTenant(db: Database): Promise<TestTenant> {
  const now = systemClock.nowMs();
  const organisationId = newId('organisation', now);
  const person = (role: Role): Actor => ({
    kind: 'person',
    id: newId('user', now),
    name: `Test ${role}`,
    organisationId,
    role,
    requestId: null,
  });
  const actors = Object.fromEntries(roles.map((role) => [role, person(role)])) as Record<Role, Actor>;
  await db.transaction(async (anyTrx) => {
    const trx = anyTrx.withTables<IdentityTables>();
    await trx
      .insertInto('organisations')
      .values({ id: organisationId, name: 'Test house', slug: organisationId.replace('_', '-') })
      .execute();
    for (const actor of Object.values(actors)) {
      await trx
        .insertInto('users')
        .values({ id: actor.id!, name: actor.name, email: `${actor.id}@example.test` })
        .execute();
      await trx
        .insertInto('members')
        .values({ id: newId('member', now), organisation_id: organisationId, user_id: actor.id!, role: actor.role })
        .execute();
    }
  });
  return { organisationId, actor: actors.owner, actors };
}
