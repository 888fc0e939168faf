/**
 * A real database for tests: PGlite in memory, or one of its own on the server that TEST_DATABASE_URL names.
 * Open it once a test file and take a fresh tenant for each test; nothing needs to be cleaned between tests.
 */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { identityMigrations } from '../../src/modules/identity/migrations/index.ts';
import type { IdentityTables } from '../../src/modules/identity/tables.ts';
import { migrateUp, openDatabase, type Database, type ModuleMigrations } from '../../src/platform/db/index.ts';
import type { Actor } from '../../src/platform/http/actor.ts';
import { roles, type Role } from '../../src/platform/http/contract.ts';
import { newId, type Id } from '../../src/platform/ids.ts';
import { systemClock } from '../../src/platform/time.ts';

export type TestDatabase = { readonly db: Database; drop(): Promise<void> };

/**
 * Opens an empty database and brings it up to identity's schema (members, audit trail) and that of the modules given.
 * `const test = await openTestDatabase([catalogMigrations])` in beforeAll, `await test.drop()` in afterAll.
 */
export async function openTestDatabase(modules: readonly ModuleMigrations[] = []): Promise<TestDatabase> {
  const others = modules.filter((each) => each.module !== identityMigrations.module);
  const opened = process.env.TEST_DATABASE_URL ? await openOnServer(process.env.TEST_DATABASE_URL) : await openInMemory();
  await migrateUp(opened.db, [identityMigrations, ...others]);
  return opened;
}

async function openInMemory(): Promise<TestDatabase> {
  const db = await openDatabase({ memory: true });
  return { db, drop: () => db.close() };
}

async function openOnServer(serverUrl: string): Promise<TestDatabase> {
  const fresh = await createServerDatabase(serverUrl);
  const db = await openDatabase({ url: fresh.url });
  return {
    db,
    drop: async () => {
      await db.close();
      await fresh.drop();
    },
  };
}

/** An empty database of its own on a server, for tests that open it themselves; drop it when everybody has let go. */
export async function createServerDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `hookline_test_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(serverUrl, `drop database ${name} with (force)`) };
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
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
