import { sql, type Kysely } from 'kysely';

const statements = [
  `create table protection_suspects (
    id text primary key,
    organisation_id text not null,
    name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    media_type text not null,
    asset_id text not null,
    duration_ms integer,
    width integer,
    height integer,
    state text not null check (state in ('waiting', 'scanning', 'done', 'failed', 'cancelled')),
    task_id text,
    error jsonb,
    -- What was read of it, so that new originals are searched for without its bytes; null until a scan has read it.
    features_asset_id text,
    features_sha256 text,
    features_version integer,
    -- The organisation's count of references up to which it was searched for; null before the first scan.
    searched_seq bigint,
    scanned_at timestamptz,
    -- Of the first link that it was seen at, else of none.
    url text,
    host text,
    account text,
    created_at timestamptz not null
  )`,
  // The same bytes are one suspect.
  `create unique index protection_suspects_sha256_unique on protection_suspects (organisation_id, sha256)`,
  // Serves the listing, newest first; ids sort by time.
  `create index protection_suspects_organisation on protection_suspects (organisation_id, id)`,
  // Serves finding those that were not searched for what is new.
  `create index protection_suspects_searched on protection_suspects (organisation_id, searched_seq) where state = 'done'`,
  `create table protection_sightings (
    id text primary key,
    organisation_id text not null,
    suspect_id text,
    way text not null check (way in ('upload', 'link', 'watch_folder', 'report')),
    state text not null check (state in ('waiting', 'fetching', 'done', 'failed', 'cancelled')),
    url text,
    host text,
    account text,
    filename text,
    note text not null,
    batch_id text,
    report_id text,
    task_id text,
    error jsonb,
    -- What was answered where the link led.
    capture jsonb,
    created_at timestamptz not null
  )`,
  // Serves the listing, newest first.
  `create index protection_sightings_organisation on protection_sightings (organisation_id, id)`,
  // Serves where a suspect was seen.
  `create index protection_sightings_suspect on protection_sightings (suspect_id) where suspect_id is not null`,
  // Serves a batch's listing and its cancelling.
  `create index protection_sightings_batch on protection_sightings (organisation_id, batch_id) where batch_id is not null`,
  // Serves what waits, and finding a link that is on its way already.
  `create index protection_sightings_under_way on protection_sightings (organisation_id, url) where state in ('waiting', 'fetching')`,
  `create table protection_reports (
    id text primary key,
    organisation_id text not null,
    source text not null check (source in ('staff', 'creator', 'agency', 'viewer')),
    -- The person, and the creator or agency that they act for: partners see their party's own.
    user_id text,
    party_id text,
    name text,
    url text not null,
    title text not null,
    note text not null,
    contact text,
    state text not null check (state in ('waiting', 'looking', 'dismissed')),
    reason text not null default '',
    sighting_id text,
    times integer not null default 1,
    created_at timestamptz not null,
    decided_at timestamptz
  )`,
  // Serves the listing, newest first.
  `create index protection_reports_organisation on protection_reports (organisation_id, id)`,
  // Serves partners' own.
  `create index protection_reports_party on protection_reports (organisation_id, party_id, id) where party_id is not null`,
  // A viewer's address that waits already counts once more.
  `create unique index protection_reports_waiting_unique on protection_reports (organisation_id, md5(url)) where state = 'waiting'`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
