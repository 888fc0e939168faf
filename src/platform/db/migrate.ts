import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';

/** A module's migrations by file name, e.g. `0001-works`. */
export type ModuleMigrations = { module: string; migrations: Record<string, Migration> };

/** Brings the schema up to date; every module's migrations run once, in the order of their names. Throws the first failure. */
export async function migrateUp(db: Database, modules: readonly ModuleMigrations[]): Promise<{ applied: string[] }> {
  const migrations: Record<string, Migration> = {};
  for (const { module, migrations: own } of modules) {
    for (const [name, migration] of Object.entries(own)) migrations[`${module}/${name}`] = migration;
  }
  const migrator = new Migrator({
    db: db.root.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
    // A module may be added later whose name sorts before one that is there.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return { applied: (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName) };
}
