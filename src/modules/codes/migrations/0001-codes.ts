import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// One space of words for the whole installation; the wall is in what is looked up, not in what is unique.
const statements = [
  `create table code_counters (
    form text not null check (form in ('letters', 'digits')),
    length integer not null,
    -- Issuers take any shard that nobody holds, so that none waits for another; a shard draws every sixteenth number.
    shard integer not null check (shard between 0 and 15),
    -- The next number of this shard that the permutation turns into a word: none is drawn twice.
    next bigint not null default 0 check (next >= 0),
    -- Issued and not known to be over: never less than what is active, so a length is full a little early, never late.
    active bigint not null default 0,
    -- Over, and not given out again.
    ended bigint not null default 0,
    primary key (form, length, shard)
  )`,
  `insert into code_counters (form, length, shard)
    select 'letters', length, shard from generate_series(7, 10) length, generate_series(0, 15) shard
    union all select 'digits', length, shard from generate_series(8, 11) length, generate_series(0, 15) shard`,
  // A restored backup brings its own.
  `comment on table code_counters is 'seeded: one row a shard'`,
  `create table search_codes (
    id text primary key,
    organisation_id text not null,
    -- The normal form; what people see is grouped.
    code text not null,
    form text not null,
    length integer not null,
    shard integer not null,
    -- Of the campaigns' module, which looks after it: no foreign key across modules.
    placement_id text not null,
    issued_at timestamptz not null,
    expires_at timestamptz,
    retired_at timestamptz,
    ends_at timestamptz generated always as (least(expires_at, retired_at)) stored,
    quarantine_days integer not null check (quarantine_days >= 30),
    -- The end and the quarantine; from then on the word may be given out again.
    free_from timestamptz,
    -- The end is in the counters.
    counted boolean not null default false,
    -- The word was given out again; this row stays for what was sold by it.
    superseded boolean not null default false,
    foreign key (form, length, shard) references code_counters (form, length, shard)
  )`,
  // A word is one code at a time; serves reading what people type.
  `create unique index search_codes_word on search_codes (code) where not superseded`,
  // Serves what a word meant at an earlier time.
  `create index search_codes_history on search_codes (code, issued_at) where superseded`,
  // Serves the list of an organisation, newest first, and its counts.
  `create index search_codes_by_organisation on search_codes (organisation_id, id desc)`,
  // Serves the codes of a placement.
  `create index search_codes_by_placement on search_codes (placement_id)`,
  // Serves counting ends.
  `create index search_codes_ends on search_codes (ends_at) where not counted and ends_at is not null`,
  // Serves giving words out again.
  `create index search_codes_free on search_codes (form, length, free_from) where counted and not superseded`,

  `create table code_settings (
    organisation_id text primary key,
    form text not null check (form in ('letters', 'digits')),
    planned integer not null check (planned > 0),
    quarantine_days integer not null check (quarantine_days >= 30),
    reserved text[] not null default '{}',
    updated_at timestamptz not null
  )`,
];

export const codes: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
