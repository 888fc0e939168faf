import { sql, type Kysely } from 'kysely';

const statements = [
  `create table protection_matches (
    id text primary key,
    organisation_id text not null,
    suspect_id text not null,
    work_id text not null,
    episode_id text not null,
    video_sha256 text not null,
    -- Ten-thousandths, so that the order of a listing is exact.
    score_bps integer not null check (score_bps between 0 and 10000),
    copied_ms integer not null,
    segments jsonb not null,
    transformations jsonb not null,
    edits jsonb not null,
    remake jsonb,
    state text not null check (state in ('open', 'allowed', 'ignored', 'case')),
    decision jsonb,
    case_id text,
    strip jsonb,
    strip_asset_id text,
    -- False where a later scan no longer finds it, or the episode has another video.
    is_current boolean not null,
    -- False until staff was told of it.
    is_told boolean not null default false,
    found_at timestamptz not null
  )`,
  // A suspect matches an episode once; a later scan changes it and keeps what was decided.
  `create unique index protection_matches_pair_unique on protection_matches (suspect_id, episode_id)`,
  // Serves the desk, strongest first.
  `create index protection_matches_strength on protection_matches (organisation_id, state, score_bps desc, copied_ms desc, id)`,
  // Serves the desk, newest first.
  `create index protection_matches_organisation on protection_matches (organisation_id, id)`,
  // Serves a work's and an episode's matches, and their deletion.
  `create index protection_matches_work on protection_matches (organisation_id, work_id)`,
  // Serves those that staff was not told of.
  `create index protection_matches_untold on protection_matches (organisation_id) where not is_told`,
  // Serves the matches of a case.
  `create index protection_matches_case on protection_matches (organisation_id, case_id) where case_id is not null`,
  `create table protection_decisions (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    match_id text not null references protection_matches (id) on delete cascade,
    from_state text not null,
    to_state text not null,
    -- What stood before, for taking it back.
    before jsonb,
    by text,
    reason text not null,
    at timestamptz not null,
    is_undone boolean not null default false
  )`,
  // Serves the history of a match, newest first.
  `create index protection_decisions_match on protection_decisions (match_id, id)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
