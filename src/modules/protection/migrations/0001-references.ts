import { sql, type Kysely } from 'kysely';

const statements = [
  `create table protection_references (
    id text primary key,
    organisation_id text not null,
    work_id text not null,
    episode_id text not null,
    -- The video that it was made of: another video of the episode makes it outdated.
    video_sha256 text not null,
    state text not null check (state in ('ready', 'failed')),
    -- Of the fingerprint's form.
    version integer not null,
    -- The organisation's count when it was stored: what a suspect has been searched for is a number.
    seq bigint not null,
    duration_ms integer,
    pictures integer,
    asset_id text,
    object_sha256 text,
    size_bytes bigint,
    error jsonb,
    made_at timestamptz not null,
    check ((state = 'ready') = (asset_id is not null and object_sha256 is not null))
  )`,
  // One reference an episode; serves coverage and replacing.
  `create unique index protection_references_episode_unique on protection_references (organisation_id, episode_id)`,
  // Serves coverage and deletion by work.
  `create index protection_references_work on protection_references (organisation_id, work_id)`,
  // Serves what is new since a suspect was searched for.
  `create index protection_references_seq on protection_references (organisation_id, seq)`,
  `create table protection_settings (
    organisation_id text primary key,
    -- Counts every reference that was stored. Its row is held by whoever stores one, so that numbers commit in their order.
    reference_seq bigint not null default 0,
    completing_task_id text,
    searching_task_id text,
    report_enabled boolean not null default false,
    report_token text,
    invitation text not null default '',
    -- Matches that staff was not told of yet, and when they were last told.
    told_at timestamptz
  )`,
  // Serves the public form.
  `create unique index protection_settings_report_token_unique on protection_settings (report_token) where report_token is not null`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
