import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const visitorKeys: Migration = {
  async up(db: Kysely<never>) {
    await sql
      .raw(
        `create table visitor_keys (
          -- The day in UTC on which visitors are hashed with it; also serves the sweep.
          day date primary key,
          -- Thirty-two random bytes, sealed with the house secret and bound to the day.
          sealed text not null,
          created_at timestamptz not null
        )`,
      )
      .execute(db);
  },
};
