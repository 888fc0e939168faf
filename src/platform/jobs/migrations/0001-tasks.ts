import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tasks (
      id text primary key,
      organisation_id text not null,
      job text not null,
      input jsonb not null,
      state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
      stage text,
      progress_bps integer not null default 0 check (progress_bps between 0 and 10000),
      subject_id text not null,
      subject_title text not null,
      -- The queue's job that may run this task; a delivery of any other is stale.
      queue_job_id uuid,
      attempt integer not null default 0,
      cancel_requested_at timestamptz,
      error_code text,
      error_params jsonb,
      created_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz,
      check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
      check ((state = 'failed') = (error_code is not null))
    )`.execute(db);
  // Serves the listing of an organisation's tasks, newest first.
  await sql`create index tasks_listing on tasks (organisation_id, id desc)`.execute(db);
  // Serves "what runs for this drama now".
  await sql`create index tasks_of_subject on tasks (organisation_id, subject_id, id desc)`.execute(db);
  // Serves recovery after a crash and the sweep of old tasks.
  await sql`create index tasks_unended on tasks (state) where ended_at is null`.execute(db);
}
