import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table audit_events (
    id text primary key,
    -- Order within an organisation: ids made in the same millisecond have none. No foreign key: the trail outlives what it tells of.
    seq bigint generated always as identity,
    organisation_id text not null,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('person', 'api_key', 'system', 'command_line')),
    actor_id text,
    actor_name text not null,
    action text not null,
    subject_id text,
    subject_title text,
    params jsonb not null default '{}',
    request_id text
  )`,
  // Serves the trail, newest first.
  `create index audit_events_organisation on audit_events (organisation_id, seq)`,
  // Serves "what happened to this".
  `create index audit_events_subject on audit_events (organisation_id, subject_id, seq) where subject_id is not null`,
  // Serves "what did this person or key do".
  `create index audit_events_actor on audit_events (organisation_id, actor_id, seq) where actor_id is not null`,
  // Append-only also for our own mistakes: the trail refuses changes, whoever asks.
  `create function audit_events_refuse() returns trigger language plpgsql as $$
  begin
    raise exception 'audit_events is append-only' using errcode = 'integrity_constraint_violation';
  end $$`,
  `create trigger audit_events_no_change before update or delete on audit_events for each row execute function audit_events_refuse()`,
  `create trigger audit_events_no_truncate before truncate on audit_events for each statement execute function audit_events_refuse()`,
];

export const audit: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
