import { sql, type Kysely } from 'kysely';

const statements = [
  `create table market_programmes (
    id text primary key,
    organisation_id text not null,
    state text not null check (state in ('suggested', 'confirmed', 'archived')),
    -- By what the same programme is known again in another document: its number, its name with its place.
    keys text[] not null,
    -- What a person wrote, or what was read in documents that are gone; null where all of it stands in sources.
    base jsonb,
    edits jsonb not null,
    -- What lists and tables show, made of the above at every change.
    summary jsonb not null,
    revision integer not null,
    -- The programme that this one was found to be.
    merged_into text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (organisation_id, id)
  )`,
  // Serves lists, which leave out what is archived.
  `create index market_programmes_listed on market_programmes (organisation_id, id) where state <> 'archived'`,
  // Serves knowing a programme again.
  `create index market_programmes_keys on market_programmes using gin (keys)`,
  // Serves what was merged into one.
  `create index market_programmes_merged on market_programmes (merged_into) where merged_into is not null`,

  `create table market_programme_sources (
    organisation_id text not null,
    programme_id text not null,
    document_id text not null,
    ordinal integer not null,
    family_id text not null,
    fact jsonb not null,
    primary key (organisation_id, document_id, ordinal),
    foreign key (organisation_id, programme_id) references market_programmes (organisation_id, id) on delete cascade
  )`,
  // Serves the sources of a programme.
  `create index market_programme_sources_of on market_programme_sources (organisation_id, programme_id)`,
  // Serves knowing a syndicated story again.
  `create index market_programme_sources_family on market_programme_sources (organisation_id, family_id)`,

  `create table market_programme_acts (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    programme_id text not null,
    at timestamptz not null,
    actor_name text not null,
    act text not null,
    fields text[] not null,
    -- What an undo brings back.
    before jsonb not null,
    undone boolean not null default false,
    foreign key (organisation_id, programme_id) references market_programmes (organisation_id, id) on delete cascade
  )`,
  // Serves the history of one programme, newest first.
  `create index market_programme_acts_of on market_programme_acts (organisation_id, programme_id, id desc)`,

  `create table market_work_profiles (
    organisation_id text not null,
    work_id text not null,
    profile jsonb not null,
    revision integer not null,
    updated_at timestamptz not null,
    primary key (organisation_id, work_id)
  )`,

  `create table market_programme_follows (
    organisation_id text not null,
    work_id text not null,
    programme_id text not null,
    user_id text not null,
    -- The last day and how many days before it that was told, so that it is told once each.
    told_on date,
    told_days integer,
    created_at timestamptz not null,
    primary key (organisation_id, work_id, programme_id, user_id),
    foreign key (organisation_id, programme_id) references market_programmes (organisation_id, id) on delete cascade
  )`,
  // Serves who follows a programme.
  `create index market_programme_follows_of on market_programme_follows (organisation_id, programme_id)`,

  `create table market_programme_checks (
    organisation_id text not null,
    work_id text not null,
    programme_id text not null,
    key text not null,
    done_at timestamptz,
    done_by text,
    assignee_id text,
    note text not null,
    primary key (organisation_id, work_id, programme_id, key),
    foreign key (organisation_id, programme_id) references market_programmes (organisation_id, id) on delete cascade
  )`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
