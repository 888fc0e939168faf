import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table analyses (
      episode_id text primary key,
      organisation_id text not null,
      work_id text not null,
      -- The file that the present or running analysis is of.
      video_sha256 text not null,
      task_id text not null,
      -- The analysis document of the contract; null until one has ended well.
      document jsonb,
      analysed_sha256 text,
      analysed_at timestamptz,
      filmstrip jsonb,
      key_pictures jsonb,
      applied_suggestion_ids text[] not null default '{}',
      check ((document is null) = (analysed_at is null))
    )`.execute(db);
  // Serves the story of a drama.
  await sql`create index analyses_of_work on analyses (organisation_id, work_id)`.execute(db);
  await sql`
    create table hooks (
      id text primary key,
      organisation_id text not null,
      work_id text not null,
      episode_id text not null,
      rank integer not null check (rank >= 1),
      start_ms integer not null check (start_ms >= 0),
      end_ms integer not null,
      suggested_start_ms integer not null,
      suggested_end_ms integer not null,
      score double precision not null check (score between 0 and 100),
      parts jsonb not null,
      evidence jsonb not null,
      origin text not null check (origin in ('machine', 'person')),
      edited boolean not null default false,
      check (end_ms > start_ms)
    )`.execute(db);
  await sql`create index hooks_of_episode on hooks (organisation_id, episode_id, rank)`.execute(db);
  // Serves the ranking across a drama.
  await sql`create index hooks_of_work on hooks (organisation_id, work_id, score desc)`.execute(db);
  await sql`
    create table clip_batches (
      id text primary key,
      organisation_id text not null,
      work_id text not null,
      -- In order; a clip that was there already may belong to several batches.
      clip_ids text[] not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create index clip_batches_of_work on clip_batches (organisation_id, work_id, id desc)`.execute(db);
  await sql`
    create table clips (
      id text primary key,
      organisation_id text not null,
      work_id text not null,
      -- The batch that made it.
      batch_id text,
      hook_id text,
      -- Episodes that the recipe takes pieces from, for filtering and for what depends on them.
      episode_ids text[] not null,
      name text not null,
      variant jsonb not null default '{}',
      recipe jsonb not null,
      recipe_hash text not null,
      task_id text not null,
      asset_id text,
      duration_ms integer,
      width integer,
      height integer,
      size_bytes bigint,
      created_at timestamptz not null
    )`.execute(db);
  // Rendering is idempotent: one recipe over the same sources is one clip of a drama.
  await sql`create unique index clips_by_recipe on clips (organisation_id, work_id, recipe_hash)`.execute(db);
  // Serves the listing of a drama's clips, newest first.
  await sql`create index clips_of_work on clips (organisation_id, work_id, id desc)`.execute(db);
}
