/**
 * The one way to the database. PGlite in a directory by default, a PostgreSQL server by URL; the same SQL on both.
 * Nothing slow runs inside a transaction, and nobody but this folder holds the root handle.
 */
export { openDatabase, type Database, type Trx, type DatabaseSettings } from './database.ts';
export { listenTo, type Listening } from './listen.ts';
export { migrateUp, type ModuleMigrations } from './migrate.ts';
export { clearSeeded, dumpTables, inSnapshot, insertRows, isEmpty, resetIdentities } from './dump.ts';
