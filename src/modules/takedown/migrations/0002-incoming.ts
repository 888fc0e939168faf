import { sql, type Kysely } from 'kysely';

const statements = [
  `create table takedown_incoming (
    id text primary key,
    organisation_id text not null,
    number bigint not null,
    state text not null,
    jurisdiction text not null,
    language text not null,
    way text not null check (way in ('public', 'entered')),
    notifier_name text not null,
    notifier_organisation text not null,
    -- In small letters: whose notices are counted together.
    notifier_email text not null,
    content jsonb not null,
    statement jsonb,
    counter jsonb,
    counter_at timestamptz,
    abusive boolean not null default false,
    next_due_at timestamptz,
    received_at timestamptz not null,
    decided_at timestamptz,
    updated_at timestamptz not null,
    unique (organisation_id, number)
  )`,
  // Serves the list, newest first: ids sort by time.
  `create index takedown_incoming_newest on takedown_incoming (organisation_id, id)`,
  // Serves counting a notifier's notices.
  `create index takedown_incoming_notifier on takedown_incoming (organisation_id, notifier_email)`,
  `create table takedown_targets (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    incoming_id text not null references takedown_incoming (id),
    url text not null,
    link_id text,
    placement_id text,
    creator_id text,
    title text not null,
    state text not null check (state in ('unknown', 'live', 'ended', 'restored')),
    -- Live when a measure was taken: what had ended before is not opened by a restoring.
    ended_by_us boolean not null default false,
    unique (incoming_id, url)
  )`,
  // Serves the notices of a creator, newest first.
  `create index takedown_targets_creator on takedown_targets (organisation_id, creator_id, incoming_id) where creator_id is not null`,
  `create table takedown_notifiers (
    organisation_id text not null,
    email text not null,
    suspended boolean not null,
    note text not null,
    updated_at timestamptz not null,
    primary key (organisation_id, email)
  )`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
