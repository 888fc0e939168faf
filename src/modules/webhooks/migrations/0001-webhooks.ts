import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table webhook_endpoints (
    id text primary key,
    organisation_id text not null,
    url text not null,
    description text not null,
    events text[] not null,
    enabled boolean not null,
    disabled_reason text check (disabled_reason in ('person', 'gone', 'failing')),
    -- Sealed: the secret must be read again to sign.
    secret_sealed text not null,
    old_secret_sealed text,
    old_secret_until timestamptz,
    failing_since timestamptz,
    failures integer not null default 0,
    complained boolean not null default false,
    last_success_at timestamptz,
    created_at timestamptz not null,
    check (enabled = (disabled_reason is null)),
    check ((failing_since is null) = (failures = 0))
  )`,
  // Serves the listing, and the question who wants an event.
  `create index webhook_endpoints_organisation on webhook_endpoints (organisation_id)`,
  `create table webhook_messages (
    id text primary key,
    organisation_id text not null,
    type text not null,
    -- The body as it is sent and signed, byte for byte.
    payload text not null,
    created_at timestamptz not null
  )`,
  // Serves the sweep.
  `create index webhook_messages_created_at on webhook_messages (created_at)`,
  `create table webhook_deliveries (
    id text primary key,
    organisation_id text not null,
    endpoint_id text not null references webhook_endpoints (id) on delete cascade,
    message_id text not null references webhook_messages (id) on delete cascade,
    type text not null,
    state text not null check (state in ('pending', 'delivered', 'failed')),
    -- Tries since the delivery began or was replayed, which choose the next wait.
    attempts integer not null default 0,
    -- The latest tries with their outcomes, oldest first; bounded by the service.
    history jsonb not null default '[]',
    created_at timestamptz not null,
    next_attempt_at timestamptz,
    ended_at timestamptz,
    check ((state = 'pending') = (next_attempt_at is not null)),
    check ((state = 'pending') = (ended_at is null))
  )`,
  // Serves the listing of an endpoint, newest first.
  `create index webhook_deliveries_listing on webhook_deliveries (endpoint_id, id desc)`,
  // Serves the counts of an endpoint, its dead letters, and the listing by state.
  `create index webhook_deliveries_open on webhook_deliveries (endpoint_id, state, id desc) where state <> 'delivered'`,
  // Serves finding what is due.
  `create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending'`,
  // Serves the removal of messages that nobody refers to, and of deliveries with their message.
  `create index webhook_deliveries_message on webhook_deliveries (message_id)`,
  // Serves the sweep.
  `create index webhook_deliveries_ended on webhook_deliveries (ended_at) where ended_at is not null`,
];

export const webhooks: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
