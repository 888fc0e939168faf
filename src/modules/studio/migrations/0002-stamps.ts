import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table clip_bodies (
      id text primary key,
      organisation_id text not null,
      work_id text not null,
      episode_ids text[] not null,
      name text not null,
      recipe jsonb not null,
      recipe_hash text not null,
      task_id text not null,
      -- The clip with a bare card, and how it was encoded: null until it is made.
      asset_id text,
      plan jsonb,
      -- Of the body alone, without its card.
      duration_ms integer,
      width integer,
      height integer,
      size_bytes bigint,
      created_at timestamptz not null,
      check ((asset_id is null) = (plan is null))
    )`.execute(db);
  // One recipe over the same sources has one body, whoever asks for copies of it.
  await sql`create unique index clip_bodies_by_recipe on clip_bodies (organisation_id, work_id, recipe_hash)`.execute(db);
  await sql`
    create table stamped_clips (
      id text primary key,
      organisation_id text not null,
      body_id text not null references clip_bodies (id),
      card jsonb not null,
      card_hash text not null,
      name text not null,
      -- Null while the body is being made.
      task_id text,
      cancelled_at timestamptz,
      asset_id text,
      -- How it was made: joined without encoding the body again, or rendered whole.
      way text check (way in ('joined', 'rendered')),
      size_bytes bigint,
      created_at timestamptz not null
    )`.execute(db);
  // Stamping is idempotent: one card on one body is one copy. Also serves the copies that wait for a body.
  await sql`create unique index stamped_clips_by_card on stamped_clips (body_id, card_hash)`.execute(db);
}
