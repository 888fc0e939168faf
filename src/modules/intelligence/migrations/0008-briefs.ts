import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table market_briefs (
    id text primary key,
    organisation_id text not null,
    title text not null,
    language text not null check (language in ('zh', 'en')),
    topic_id text,
    -- Sections in their order; citations as keys, read anew whenever they are shown.
    sections jsonb not null,
    revision integer not null,
    version integer not null,
    -- The revision that the last version was made of.
    issued_revision integer,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by_name text not null,
    archived_at timestamptz,
    unique (organisation_id, id)
  )`,
  // Serves the list, the last begun first.
  `create index market_briefs_by_organisation on market_briefs (organisation_id, id desc)`,

  // What was issued; rows are never changed.
  `create table market_brief_versions (
    organisation_id text not null,
    brief_id text not null,
    version integer not null check (version > 0),
    title text not null,
    language text not null check (language in ('zh', 'en')),
    sections jsonb not null,
    note text not null,
    issued_at timestamptz not null,
    issued_by_name text not null,
    primary key (organisation_id, brief_id, version),
    foreign key (organisation_id, brief_id) references market_briefs (organisation_id, id) on delete cascade
  )`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
