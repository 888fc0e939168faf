import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the channel called an account while it was approved: accounts change their name and their owner, and an order of last month is
 * of whoever was approved under its name then.
 */
export const namesOfPeriods: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table channel_account_periods add column external_id text`.execute(db);
    await sql`update channel_account_periods p set external_id = a.external_id from channel_accounts a where a.id = p.account_id`.execute(
      db,
    );
    // Serves whose account it was that sold.
    await sql`create index channel_account_periods_name on channel_account_periods (organisation_id, external_id)
      where external_id is not null`.execute(db);
  },
};
