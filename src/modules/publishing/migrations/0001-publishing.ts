import { sql, type Kysely } from 'kysely';

const statements = [
  `create table connections (
    id text primary key,
    organisation_id text not null,
    -- Null for an account of the organisation itself.
    creator_id text,
    user_id text not null,
    channel text not null,
    external_id text not null,
    name text not null,
    url text,
    -- Sealed: whoever reads this table can post for nobody.
    tokens_sealed text not null,
    access_expires_at timestamptz not null,
    state text not null check (state in ('active', 'reconnect_needed')),
    error jsonb,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // One connection of an account for each who connected it; connecting again renews it.
  `create unique index connections_account_unique on connections (organisation_id, coalesce(creator_id, ''), channel, external_id)`,
  `create table connection_attempts (
    -- SHA-256 of the state that travels through the browser. Serves the way back.
    state_hash text primary key,
    organisation_id text not null,
    user_id text not null,
    creator_id text,
    channel text not null,
    verifier_sealed text not null,
    return_to text not null,
    expires_at timestamptz not null
  )`,
  // Serves sweeping attempts that nobody came back from.
  `create index connection_attempts_expires_at on connection_attempts (expires_at)`,
  `create table publications (
    id text primary key,
    organisation_id text not null,
    placement_id text not null,
    creator_id text not null,
    creator_clip_id text,
    channel text not null,
    way text not null check (way in ('connected', 'by_hand')),
    -- Kept as a text when the connection is forgotten, so that the history says where a post went.
    connection_id text,
    state text not null check (state in ('waiting', 'scheduled', 'uploading', 'processing', 'published', 'failed', 'cancelled')),
    progress_bps integer not null default 0 check (progress_bps between 0 and 10000),
    title text not null,
    caption text not null,
    privacy text not null,
    scheduled_at timestamptz,
    -- When the machine next does something with it: begins, tries again, or asks what became of it.
    due_at timestamptz,
    attempts integer not null default 0,
    -- Where the transfer is, sealed, as its address is a right to write.
    transfer_sealed text,
    remote_id text,
    url text,
    error jsonb,
    created_by text,
    created_at timestamptz not null,
    published_at timestamptz,
    check (way = 'by_hand' or connection_id is not null)
  )`,
  // Serves listings, newest first; ids sort by time.
  `create index publications_organisation on publications (organisation_id, id)`,
  // Serves the posts of one placement.
  `create index publications_placement on publications (organisation_id, placement_id)`,
  // Serves what is due.
  `create index publications_due on publications (due_at) where due_at is not null`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
