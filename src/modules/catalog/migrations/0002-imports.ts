import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table import_runs (
    id text primary key,
    organisation_id text not null,
    work_id text not null references works (id),
    source text not null check (source in ('browser', 'folder')),
    state text not null check (state in ('open', 'done', 'cancelled')),
    -- [{code, params}]: gaps and repeats among the numbers.
    notes jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // Serves deleting a work, and finding the runs that it still has open.
  `create index import_runs_of_work on import_runs (work_id)`,
  `create table import_files (
    import_id text not null references import_runs (id) on delete cascade,
    organisation_id text not null,
    position integer not null,
    path text not null,
    size_bytes bigint not null,
    role text not null check (role in ('episode', 'subtitle', 'cover', 'ignored')),
    number integer,
    language text,
    state text not null check (state in ('waiting', 'receiving', 'stored', 'unchanged', 'failed', 'ignored')),
    error jsonb,
    upload_id text,
    received_bytes bigint not null default 0,
    -- Serves a run's files in order.
    primary key (import_id, position),
    -- Serves an upload's file by the path that the client names; one row for each path.
    unique (import_id, path)
  )`,
  // Serves the next part of an upload, and uploads that were under way when the server stopped.
  `create unique index import_files_upload on import_files (upload_id) where upload_id is not null`,
];

export const imports: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
