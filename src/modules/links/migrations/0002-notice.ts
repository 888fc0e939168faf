import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// Processes that answer links ask once a second what has changed; told at once, they ask at once. PostgreSQL folds the equal notices of
// a transaction into one, and sends it when that commits.
export const linksNotice: Migration = {
  async up(db: Kysely<never>) {
    await sql
      .raw(
        `create or replace function links_stamp() returns trigger language plpgsql as $$
        begin
          new.changed_xid := pg_current_xact_id()::text::bigint;
          perform pg_notify('hookline_links', '');
          return new;
        end $$`,
      )
      .execute(db);
  },
};
