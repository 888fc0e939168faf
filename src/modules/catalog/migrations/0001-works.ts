import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table works (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('micro_drama', 'novel', 'film', 'script')),
    orientation text not null check (orientation in ('vertical', 'horizontal')),
    making text not null check (making in ('acted', 'animated', 'ai_made')),
    status text not null check (status in ('draft', 'in_production', 'ready', 'released', 'archived')),
    original_language text not null,
    -- [{language, title, synopsis}], one a language; always read with the work, never alone.
    texts jsonb not null check (jsonb_array_length(texts) between 1 and 40),
    genres text[] not null default '{}',
    planned_episodes integer check (planned_episodes > 0),
    filing_number text,
    filing_from date,
    filing_until date check (filing_until >= filing_from),
    cover_asset_id text,
    -- Maintained with the episodes: counting five million of them for a listing is not an option.
    episode_count integer not null default 0 check (episode_count >= 0),
    total_duration_ms bigint not null default 0 check (total_duration_ms >= 0),
    -- The first title as it is sorted: pinyin for Chinese. Bytes compare alike on both databases.
    title_sort text collate "C" not null,
    -- What a search may ask for; made by search.ts. One containment answers words and pinyin.
    search_tokens text[] not null,
    trashed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // Serves the library, newest change first, and the walk of common searches and filters.
  `create index works_by_change on works (organisation_id, updated_at desc, id desc) where trashed_at is null`,
  // Serves the library by title.
  `create index works_by_title on works (organisation_id, title_sort, id) where trashed_at is null`,
  // Serves the library by age.
  `create index works_by_age on works (organisation_id, created_at desc, id desc) where trashed_at is null`,
  // Serves the filter by status; kinds are too few and too uneven to deserve more than the walk by change, but novels among dramas are rare.
  `create index works_by_status on works (organisation_id, status, updated_at desc, id desc) where trashed_at is null`,
  `create index works_by_kind on works (organisation_id, kind, updated_at desc, id desc) where trashed_at is null`,
  // Serves the trash.
  `create index works_trashed on works (organisation_id, updated_at desc, id desc) where trashed_at is not null`,
  // Serves the filter by genre.
  `create index works_by_genre on works using gin (genres)`,
  // Serves the search of titles. Without a pending list, so that a search never pays for writes before it.
  `create index works_by_token on works using gin (search_tokens) with (fastupdate = off)`,

  `create table work_derivations (
    organisation_id text not null,
    work_id text not null references works (id),
    from_work_id text not null references works (id),
    how text not null check (how in ('adaptation', 'sequel', 'remake', 'translation', 'spin_off')),
    primary key (work_id, from_work_id),
    -- Longer circles are refused by the service, which locks the graph.
    check (work_id <> from_work_id)
  )`,
  // Serves "what was made from this".
  `create index work_derivations_from on work_derivations (from_work_id)`,

  `create table assets (
    id text primary key,
    organisation_id text not null,
    role text not null check (role in ('episode_video', 'cover', 'subtitle', 'filmstrip', 'key_pictures', 'clip', 'poster')),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint not null check (size_bytes >= 0),
    media_type text not null,
    filename text not null,
    -- The work, episode, track or clip whose it is; of other modules too, so without a foreign key.
    owner_id text not null,
    created_at timestamptz not null
  )`,
  // Serves "does anybody still need these bytes", across tenants.
  `create index assets_by_sha on assets (sha256)`,

  // Objects that nobody may need any more: looked at again when due, and removed when that is still so.
  `create table object_removals (
    sha256 text primary key,
    due_at timestamptz not null
  )`,
  // Serves the sweep.
  `create index object_removals_due on object_removals (due_at)`,

  `create table episodes (
    id text primary key,
    organisation_id text not null,
    work_id text not null references works (id),
    number integer not null check (number between 1 and 2000),
    title text not null default '',
    duration_ms integer check (duration_ms >= 0),
    width integer,
    height integer,
    video_asset_id text references assets (id),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Also serves the episodes of a work in order. Deferred, so that two episodes may swap numbers in one transaction.
    constraint episodes_of_work unique (work_id, number) deferrable
  )`,

  `create table subtitle_tracks (
    id text primary key,
    organisation_id text not null,
    episode_id text not null references episodes (id),
    language text not null,
    format text not null check (format in ('srt', 'vtt', 'ass')),
    encoding text not null,
    cue_count integer not null,
    warnings jsonb not null,
    -- [{id, startMs, endMs, text, speaker?}]: read once when the file came in, so that no reader parses it again.
    cues jsonb not null,
    filename text not null,
    asset_id text not null references assets (id),
    created_at timestamptz not null,
    -- Also serves the tracks of an episode.
    unique (episode_id, language)
  )`,
];

export const works: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
