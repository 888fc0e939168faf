import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table notifications (
    id text primary key,
    organisation_id text not null,
    user_id text not null,
    kind text not null,
    params jsonb not null,
    link text,
    -- False where the person wants this kind by mail alone.
    in_app boolean not null,
    created_at timestamptz not null,
    read_at timestamptz,
    mail_state text not null check (mail_state in ('none', 'waiting', 'sent', 'failed')),
    mail_attempts integer not null default 0,
    mail_next_at timestamptz,
    check ((mail_state = 'waiting') = (mail_next_at is not null))
  )`,
  // Serves the listing of a person, newest first.
  `create index notifications_listing on notifications (user_id, organisation_id, id desc) where in_app`,
  // Serves the count of unread ones, which every page shows.
  `create index notifications_unread on notifications (user_id, organisation_id) where in_app and read_at is null`,
  // Serves finding mails to send.
  `create index notifications_mail on notifications (mail_next_at) where mail_state = 'waiting'`,
  // Serves the sweep.
  `create index notifications_created_at on notifications (created_at)`,
  `create table notification_preferences (
    user_id text not null,
    kind text not null,
    app boolean not null,
    mail boolean not null,
    -- Serves asking what a person wants.
    primary key (user_id, kind)
  )`,
];

export const notifications: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
