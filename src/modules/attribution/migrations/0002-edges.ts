import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const imports = [
  `create table attribution_import_mappings (
    id text primary key,
    organisation_id text not null,
    source_id text not null references attribution_sources (id) on delete cascade,
    name text not null,
    mapping jsonb not null,
    updated_at timestamptz not null,
    -- A file asks for a mapping of its source by name.
    unique (source_id, name)
  )`,
  `create table attribution_file_imports (
    id text primary key,
    organisation_id text not null,
    source_id text not null references attribution_sources (id),
    -- The file as it was sent; let go when the import is over.
    asset_id text,
    filename text not null,
    size_bytes bigint not null,
    state text not null check (state in ('mapping', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed')),
    -- What the file is: format, encoding, separator, header, sheets. Read once, and again when the mapping says otherwise.
    facts jsonb not null,
    mapping jsonb not null,
    mapping_name text,
    preview jsonb not null default '[]',
    totals jsonb,
    failure jsonb,
    task_id text,
    progress_bps integer not null default 0,
    -- Rows up to this line are stored: where a job that was cut off goes on. Written in the transaction that stores them.
    applied_line bigint not null default 0,
    accepted bigint not null default 0,
    unchanged bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // Serves the list, newest first.
  `create index attribution_file_imports_list on attribution_file_imports (organisation_id, created_at desc, id desc)`,
  `create table attribution_import_errors (
    import_id text not null references attribution_file_imports (id) on delete cascade,
    line bigint not null,
    position integer not null,
    field text,
    code text not null,
    params jsonb not null,
    primary key (import_id, line, position)
  )`,
  `create table attribution_pullers (
    source_id text primary key references attribution_sources (id) on delete cascade,
    organisation_id text not null,
    enabled boolean not null,
    settings jsonb not null,
    sealed_header text,
    last_asked_at timestamptz,
    last_ok_at timestamptz,
    next_at timestamptz,
    failures integer not null default 0,
    last_error jsonb,
    last_counts jsonb
  )`,
  // Serves "who is to be asked now".
  `create index attribution_pullers_due on attribution_pullers (next_at) where enabled`,
];

const signals = [
  `create table attribution_suspects (
    id text primary key,
    organisation_id text not null,
    subject_kind text not null check (subject_kind in ('placement', 'conversion')),
    subject_id text not null,
    placement_id text,
    creator_id text,
    agency_id text,
    campaign_id text,
    channel text,
    score_bps integer not null,
    state text not null check (state in ('none', 'held', 'released', 'confirmed')),
    -- {kind: {strength, counted}} as it was when a person released it: what goes beyond is news.
    released jsonb,
    decided_by text,
    decided_at timestamptz,
    note text,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    -- Looking again finds the same suspect.
    unique (organisation_id, subject_kind, subject_id)
  )`,
  // Serves the list, the surest first.
  `create index attribution_suspects_list on attribution_suspects (organisation_id, score_bps desc, id)`,
  `create table attribution_signals (
    suspect_id text not null references attribution_suspects (id) on delete cascade,
    kind text not null,
    strength_bps integer not null,
    evidence jsonb not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (suspect_id, kind)
  )`,
  `create table attribution_signal_settings (
    organisation_id text primary key,
    hold_at_bps integer not null,
    off text[] not null,
    banned_referrers text[] not null
  )`,
  // How far an organisation was looked at.
  `create table attribution_signal_cursors (
    organisation_id text primary key,
    looked_until timestamptz not null
  )`,
  // What creators are known by: hashes of where they use Hookline from.
  `create table attribution_creator_traces (
    organisation_id text not null,
    creator_id text not null,
    match_key text not null,
    seen_at timestamptz not null,
    primary key (organisation_id, creator_id, match_key)
  )`,
  `create index attribution_creator_traces_age on attribution_creator_traces (seen_at)`,
  // Serves looking only at what has changed.
  `create index attribution_conversions_changed on attribution_conversions (organisation_id, changed_at)`,
  // Serves who searches: guessers, and orders that nobody searched for.
  `create index attribution_touches_searches on attribution_touches (organisation_id, at) where kind = 'search'`,
];

const privacy = [
  `create table attribution_privacy_settings (
    organisation_id text primary key,
    touch_days integer not null,
    viewer_days integer not null
  )`,
  `create table attribution_erasures (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('viewer', 'creator')),
    subject_id text,
    conversions integer not null,
    touches integer not null,
    decisions integer not null,
    by_name text not null,
    at timestamptz not null
  )`,
  `create index attribution_erasures_list on attribution_erasures (organisation_id, at desc)`,
  // Serve the sweep of what finds people.
  `create index attribution_touches_hashed on attribution_touches (at) where address_hash is not null or agent_hash is not null or device_hash is not null`,
  `create index attribution_touches_named on attribution_touches (at) where viewer_id is not null`,
  `create index attribution_events_hashed on attribution_events (received_at) where match_keys is not null`,
  `create index attribution_events_named on attribution_events (received_at) where viewer_id is not null or device_id is not null`,
];

export const edges: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [...imports, ...signals, ...privacy]) await sql.raw(statement).execute(db);
  },
};
