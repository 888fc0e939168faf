import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What whoever keeps books has not looked at yet: written in the transaction that changes it, and taken out in the one that reads it.
  // A place in a list by time or by number would pass over what a slower transaction writes below it.
  `create table attribution_money_news (
    seq bigint generated always as identity,
    organisation_id text not null,
    -- A placement and a creator stand for everything that is credited to them.
    subject_kind text not null check (subject_kind in ('conversion', 'pool', 'placement', 'creator')),
    subject_id text not null,
    -- Serves taking the oldest of an organisation.
    primary key (organisation_id, seq)
  )`,
  `insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select organisation_id, 'conversion', id from attribution_conversions c where kind in ('order', 'renewal')
      or exists (select 1 from attribution_earnings e where e.subject_id = c.id)
    order by occurred_at, id`,
  `insert into attribution_money_news (organisation_id, subject_kind, subject_id)
    select organisation_id, 'pool', id from attribution_pools order by day, id`,
];

export const moneyNews: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
