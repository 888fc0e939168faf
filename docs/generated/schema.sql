-- The schema after all migrations. Written by `npm run generate`; change it with a migration.

create table analyses (
  episode_id text not null,
  organisation_id text not null,
  work_id text not null,
  video_sha256 text not null,
  task_id text not null,
  document jsonb,
  analysed_sha256 text,
  analysed_at timestamp with time zone,
  filmstrip jsonb,
  key_pictures jsonb,
  applied_suggestion_ids text[] not null default '{}'::text[],
  constraint analyses_pkey PRIMARY KEY (episode_id),
  constraint analyses_check CHECK (((document IS NULL) = (analysed_at IS NULL)))
);
CREATE INDEX analyses_of_work ON analyses USING btree (organisation_id, work_id);

create table api_keys (
  id text not null,
  organisation_id text not null,
  name text not null,
  role text not null,
  prefix text not null,
  secret_hash text not null,
  created_by text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_secret_unique UNIQUE (secret_hash),
  constraint api_keys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE,
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'viewer'::text])))
);
CREATE INDEX api_keys_organisation_id ON api_keys USING btree (organisation_id) WHERE (revoked_at IS NULL);

create table assets (
  id text not null,
  organisation_id text not null,
  role text not null,
  sha256 text not null,
  size_bytes bigint not null,
  media_type text not null,
  filename text not null,
  owner_id text not null,
  created_at timestamp with time zone not null,
  constraint assets_pkey PRIMARY KEY (id),
  constraint assets_role_check CHECK ((role = ANY (ARRAY['episode_video'::text, 'cover'::text, 'subtitle'::text, 'filmstrip'::text, 'key_pictures'::text, 'clip'::text, 'poster'::text]))),
  constraint assets_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint assets_size_bytes_check CHECK ((size_bytes >= 0))
);
CREATE INDEX assets_by_sha ON assets USING btree (sha256);

create table audit_events (
  id text not null,
  seq bigint not null generated always as identity,
  organisation_id text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_id text,
  subject_title text,
  params jsonb not null default '{}'::jsonb,
  request_id text,
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'api_key'::text, 'system'::text, 'command_line'::text])))
);
CREATE INDEX audit_events_actor ON audit_events USING btree (organisation_id, actor_id, seq) WHERE (actor_id IS NOT NULL);
CREATE INDEX audit_events_organisation ON audit_events USING btree (organisation_id, seq);
CREATE INDEX audit_events_subject ON audit_events USING btree (organisation_id, subject_id, seq) WHERE (subject_id IS NOT NULL);
CREATE TRIGGER audit_events_no_change BEFORE DELETE OR UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse();

create table clip_batches (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  clip_ids text[] not null,
  created_at timestamp with time zone not null,
  constraint clip_batches_pkey PRIMARY KEY (id)
);
CREATE INDEX clip_batches_of_work ON clip_batches USING btree (organisation_id, work_id, id DESC);

create table clips (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  batch_id text,
  hook_id text,
  episode_ids text[] not null,
  name text not null,
  variant jsonb not null default '{}'::jsonb,
  recipe jsonb not null,
  recipe_hash text not null,
  task_id text not null,
  asset_id text,
  duration_ms integer,
  width integer,
  height integer,
  size_bytes bigint,
  created_at timestamp with time zone not null,
  constraint clips_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX clips_by_recipe ON clips USING btree (organisation_id, work_id, recipe_hash);
CREATE INDEX clips_of_work ON clips USING btree (organisation_id, work_id, id DESC);

create table episodes (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  number integer not null,
  title text not null default ''::text,
  duration_ms integer,
  width integer,
  height integer,
  video_asset_id text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint episodes_pkey PRIMARY KEY (id),
  constraint episodes_of_work UNIQUE (work_id, number) DEFERRABLE,
  constraint episodes_video_asset_id_fkey FOREIGN KEY (video_asset_id) REFERENCES assets(id),
  constraint episodes_work_id_fkey FOREIGN KEY (work_id) REFERENCES works(id),
  constraint episodes_duration_ms_check CHECK ((duration_ms >= 0)),
  constraint episodes_number_check CHECK (((number >= 1) AND (number <= 2000)))
);

create table hooks (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  episode_id text not null,
  rank integer not null,
  start_ms integer not null,
  end_ms integer not null,
  suggested_start_ms integer not null,
  suggested_end_ms integer not null,
  score double precision not null,
  parts jsonb not null,
  evidence jsonb not null,
  origin text not null,
  edited boolean not null default false,
  constraint hooks_pkey PRIMARY KEY (id),
  constraint hooks_check CHECK ((end_ms > start_ms)),
  constraint hooks_origin_check CHECK ((origin = ANY (ARRAY['machine'::text, 'person'::text]))),
  constraint hooks_rank_check CHECK ((rank >= 1)),
  constraint hooks_score_check CHECK (((score >= (0)::double precision) AND (score <= (100)::double precision))),
  constraint hooks_start_ms_check CHECK ((start_ms >= 0))
);
CREATE INDEX hooks_of_episode ON hooks USING btree (organisation_id, episode_id, rank);
CREATE INDEX hooks_of_work ON hooks USING btree (organisation_id, work_id, score DESC);

create table import_files (
  import_id text not null,
  organisation_id text not null,
  position integer not null,
  path text not null,
  size_bytes bigint not null,
  role text not null,
  number integer,
  language text,
  state text not null,
  error jsonb,
  upload_id text,
  received_bytes bigint not null default 0,
  constraint import_files_pkey PRIMARY KEY (import_id, "position"),
  constraint import_files_import_id_path_key UNIQUE (import_id, path),
  constraint import_files_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_runs(id) ON DELETE CASCADE,
  constraint import_files_role_check CHECK ((role = ANY (ARRAY['episode'::text, 'subtitle'::text, 'cover'::text, 'ignored'::text]))),
  constraint import_files_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'receiving'::text, 'stored'::text, 'unchanged'::text, 'failed'::text, 'ignored'::text])))
);
CREATE UNIQUE INDEX import_files_upload ON import_files USING btree (upload_id) WHERE (upload_id IS NOT NULL);

create table import_runs (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  source text not null,
  state text not null,
  notes jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint import_runs_pkey PRIMARY KEY (id),
  constraint import_runs_work_id_fkey FOREIGN KEY (work_id) REFERENCES works(id),
  constraint import_runs_source_check CHECK ((source = ANY (ARRAY['browser'::text, 'folder'::text]))),
  constraint import_runs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX import_runs_of_work ON import_runs USING btree (work_id);

create table invitations (
  id text not null,
  organisation_id text not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_token_unique UNIQUE (token_hash),
  constraint invitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE,
  constraint invitations_email_check CHECK ((email = lower(email))),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'viewer'::text])))
);
CREATE UNIQUE INDEX invitations_open_unique ON invitations USING btree (organisation_id, email) WHERE ((accepted_at IS NULL) AND (cancelled_at IS NULL));

create table members (
  id text not null,
  organisation_id text not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  constraint members_pkey PRIMARY KEY (id),
  constraint members_person_unique UNIQUE (organisation_id, user_id),
  constraint members_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE,
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'viewer'::text])))
);
CREATE INDEX members_user_id ON members USING btree (user_id);

create table object_removals (
  sha256 text not null,
  due_at timestamp with time zone not null,
  constraint object_removals_pkey PRIMARY KEY (sha256)
);
CREATE INDEX object_removals_due ON object_removals USING btree (due_at);

create table one_time_links (
  id text not null,
  user_id text not null,
  purpose text not null,
  token_hash text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_links_pkey PRIMARY KEY (id),
  constraint one_time_links_token_unique UNIQUE (token_hash),
  constraint one_time_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint one_time_links_purpose_check CHECK ((purpose = 'reset_password'::text))
);
CREATE INDEX one_time_links_user_id ON one_time_links USING btree (user_id);

create table organisations (
  id text not null,
  name text not null,
  slug text not null,
  created_at timestamp with time zone not null default now(),
  constraint organisations_pkey PRIMARY KEY (id),
  constraint organisations_slug_unique UNIQUE (slug)
);

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  active_organisation_id text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_unique UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_expires_at ON sessions USING btree (expires_at);
CREATE INDEX sessions_user_id ON sessions USING btree (user_id);

create table sign_in_methods (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint sign_in_methods_pkey PRIMARY KEY (id),
  constraint sign_in_methods_provider_unique UNIQUE (user_id, provider_id),
  constraint sign_in_methods_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table sign_in_windows (
  key text not null,
  count integer not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_windows_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_windows_expires_at ON sign_in_windows USING btree (expires_at);

create table subtitle_tracks (
  id text not null,
  organisation_id text not null,
  episode_id text not null,
  language text not null,
  format text not null,
  encoding text not null,
  cue_count integer not null,
  warnings jsonb not null,
  cues jsonb not null,
  filename text not null,
  asset_id text not null,
  created_at timestamp with time zone not null,
  constraint subtitle_tracks_pkey PRIMARY KEY (id),
  constraint subtitle_tracks_episode_id_language_key UNIQUE (episode_id, language),
  constraint subtitle_tracks_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint subtitle_tracks_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id),
  constraint subtitle_tracks_format_check CHECK ((format = ANY (ARRAY['srt'::text, 'vtt'::text, 'ass'::text])))
);

create table tasks (
  id text not null,
  organisation_id text not null,
  job text not null,
  input jsonb not null,
  state text not null,
  stage text,
  progress_bps integer not null default 0,
  subject_id text not null,
  subject_title text not null,
  queue_job_id uuid,
  attempt integer not null default 0,
  cancel_requested_at timestamp with time zone,
  error_code text,
  error_params jsonb,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint tasks_check1 CHECK (((state = 'failed'::text) = (error_code IS NOT NULL))),
  constraint tasks_progress_bps_check CHECK (((progress_bps >= 0) AND (progress_bps <= 10000))),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX tasks_listing ON tasks USING btree (organisation_id, id DESC);
CREATE INDEX tasks_of_subject ON tasks USING btree (organisation_id, subject_id, id DESC);
CREATE INDEX tasks_unended ON tasks USING btree (state) WHERE (ended_at IS NULL);

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  language text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_unique UNIQUE (email),
  constraint users_email_check CHECK ((email = lower(email)))
);

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier ON verifications USING btree (identifier);

create table work_derivations (
  organisation_id text not null,
  work_id text not null,
  from_work_id text not null,
  how text not null,
  constraint work_derivations_pkey PRIMARY KEY (work_id, from_work_id),
  constraint work_derivations_from_work_id_fkey FOREIGN KEY (from_work_id) REFERENCES works(id),
  constraint work_derivations_work_id_fkey FOREIGN KEY (work_id) REFERENCES works(id),
  constraint work_derivations_check CHECK ((work_id <> from_work_id)),
  constraint work_derivations_how_check CHECK ((how = ANY (ARRAY['adaptation'::text, 'sequel'::text, 'remake'::text, 'translation'::text, 'spin_off'::text])))
);
CREATE INDEX work_derivations_from ON work_derivations USING btree (from_work_id);

create table works (
  id text not null,
  organisation_id text not null,
  kind text not null,
  orientation text not null,
  making text not null,
  status text not null,
  original_language text not null,
  texts jsonb not null,
  genres text[] not null default '{}'::text[],
  planned_episodes integer,
  filing_number text,
  filing_from date,
  filing_until date,
  cover_asset_id text,
  episode_count integer not null default 0,
  total_duration_ms bigint not null default 0,
  title_sort text not null,
  search_tokens text[] not null,
  trashed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint works_pkey PRIMARY KEY (id),
  constraint works_check CHECK ((filing_until >= filing_from)),
  constraint works_episode_count_check CHECK ((episode_count >= 0)),
  constraint works_kind_check CHECK ((kind = ANY (ARRAY['micro_drama'::text, 'novel'::text, 'film'::text, 'script'::text]))),
  constraint works_making_check CHECK ((making = ANY (ARRAY['acted'::text, 'animated'::text, 'ai_made'::text]))),
  constraint works_orientation_check CHECK ((orientation = ANY (ARRAY['vertical'::text, 'horizontal'::text]))),
  constraint works_planned_episodes_check CHECK ((planned_episodes > 0)),
  constraint works_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'in_production'::text, 'ready'::text, 'released'::text, 'archived'::text]))),
  constraint works_texts_check CHECK (((jsonb_array_length(texts) >= 1) AND (jsonb_array_length(texts) <= 40))),
  constraint works_total_duration_ms_check CHECK ((total_duration_ms >= 0))
);
CREATE INDEX works_by_age ON works USING btree (organisation_id, created_at DESC, id DESC) WHERE (trashed_at IS NULL);
CREATE INDEX works_by_change ON works USING btree (organisation_id, updated_at DESC, id DESC) WHERE (trashed_at IS NULL);
CREATE INDEX works_by_genre ON works USING gin (genres);
CREATE INDEX works_by_kind ON works USING btree (organisation_id, kind, updated_at DESC, id DESC) WHERE (trashed_at IS NULL);
CREATE INDEX works_by_status ON works USING btree (organisation_id, status, updated_at DESC, id DESC) WHERE (trashed_at IS NULL);
CREATE INDEX works_by_title ON works USING btree (organisation_id, title_sort, id) WHERE (trashed_at IS NULL);
CREATE INDEX works_by_token ON works USING gin (search_tokens) WITH (fastupdate=off);
CREATE INDEX works_trashed ON works USING btree (organisation_id, updated_at DESC, id DESC) WHERE (trashed_at IS NOT NULL);

CREATE OR REPLACE FUNCTION public.audit_events_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'audit_events is append-only' using errcode = 'integrity_constraint_violation';
  end $function$;
