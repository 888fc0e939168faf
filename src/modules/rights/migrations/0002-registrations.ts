import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // How many registrations a work has had: numbers are given one after another, also when two people register at once.
  `create table registration_numbers (
    organisation_id text not null,
    work_id text not null,
    last integer not null,
    primary key (organisation_id, work_id)
  )`,

  // Never changed but for what is let go with its work: a registration is a statement about a moment.
  `create table registrations (
    id text primary key,
    organisation_id text not null,
    -- The catalogue's; the work may be gone since, so without a foreign key, and with its title as it was.
    work_id text not null,
    number integer not null check (number >= 1),
    basis text not null check (basis in ('work', 'captures')),
    of_registration_id text references registrations (id),
    title text not null,
    work_kind text not null check (work_kind in ('drama', 'novel', 'script', 'film')),
    zone text not null,
    root text not null check (root ~ '^[0-9a-f]{64}$'),
    leaves integer not null check (leaves >= 1),
    asset_count integer not null,
    bytes bigint not null,
    -- [{name, right, share, from, until}] and [{scheme, value}], as they were sealed.
    owners jsonb not null,
    identifiers jsonb not null,
    iscc text,
    -- The sealed text itself, so that a later release may write manifests otherwise.
    manifest_sha256 text not null,
    -- Whether videos and documents are still kept for it.
    held boolean not null,
    registered_at timestamptz not null,
    registered_by_name text not null,
    unique (organisation_id, work_id, number),
    check ((basis = 'captures') = (of_registration_id is not null)),
    -- Serves whoever checks a root; the manifest has the id in it, so no two roots are the same.
    unique (root)
  )`,
  // Serves the listing, and that of one work.
  `create index registrations_by_time on registrations (organisation_id, registered_at desc, id desc)`,
  `create index registrations_by_work on registrations (organisation_id, work_id, registered_at desc, id desc)`,

  `create table registration_assets (
    registration_id text not null references registrations (id),
    -- Its place among the leaves; the manifest is the first, at 0.
    position integer not null check (position >= 1),
    path text not null,
    kind text not null check (kind in ('episode_video', 'subtitle', 'cover', 'document', 'text', 'capture', 'record')),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bigint not null check (bytes >= 0),
    media_type text not null,
    included boolean not null,
    -- Also serves the listing.
    primary key (registration_id, position)
  )`,

  // The catalogue's assets that keep a registration's bytes, one for each hash.
  `create table registration_holds (
    registration_id text not null references registrations (id),
    asset_id text not null,
    -- Let go with the work: videos and documents. What every bundle carries stays.
    goes_with_work boolean not null,
    primary key (registration_id, asset_id)
  )`,

  `create table registration_stamps (
    id text primary key,
    organisation_id text not null,
    registration_id text not null references registrations (id),
    authority text not null,
    state text not null check (state in ('waiting', 'stamped', 'failed')),
    attempts integer not null default 0,
    next_try_at timestamptz,
    -- Whoever asks the authority now holds it until then; a process that died lets go of it so.
    claimed_until timestamptz,
    -- What was asked and answered (RFC 3161) in base 64, and the certificates that it leads to as PEM.
    query text,
    reply text,
    anchors text not null default '',
    stamped_at timestamptz,
    accuracy_ms integer,
    policy text,
    serial text,
    signer text,
    anchor text,
    fingerprint text,
    -- {code, params} of the last failure.
    error jsonb,
    created_at timestamptz not null,
    check ((state = 'waiting') = (next_try_at is not null)),
    check ((state = 'stamped') = (reply is not null and query is not null and stamped_at is not null))
  )`,
  // Serves a registration's stamps.
  `create index registration_stamps_of on registration_stamps (registration_id, id)`,
  // An authority is asked once at a time, however often a button is pressed.
  `create unique index registration_stamps_waiting on registration_stamps (registration_id, authority) where state = 'waiting'`,
  // Serves the round that asks authorities.
  `create index registration_stamps_due on registration_stamps (next_try_at) where state = 'waiting'`,

  `create table work_identifiers (
    organisation_id text not null,
    work_id text not null,
    position integer not null,
    scheme text not null check (scheme in ('eidr', 'isan')),
    value text not null,
    primary key (organisation_id, work_id, position),
    unique (organisation_id, work_id, scheme, value)
  )`,
];

export const registrations: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
