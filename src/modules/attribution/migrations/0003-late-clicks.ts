import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A late click is looked for in every event that named it, not only in what a conversion remembers last: one index for the other. */
export const lateClicks: Migration = {
  async up(db: Kysely<never>) {
    await sql`drop index attribution_conversions_click`.execute(db);
    // Serves "which events named this click", for clicks that are told late.
    await sql`create index attribution_events_click on attribution_events (organisation_id, click_id) where click_id is not null`.execute(
      db,
    );
  },
};
