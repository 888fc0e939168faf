-- The schema after all migrations. Written by `npm run generate`; change it with a migration.

create table agencies (
  id text not null,
  organisation_id text not null,
  name text not null,
  state text not null,
  contact_email text,
  signup_token text,
  created_at timestamp with time zone not null,
  constraint agencies_pkey PRIMARY KEY (id),
  constraint agencies_signup_unique UNIQUE (signup_token),
  constraint agencies_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);
CREATE UNIQUE INDEX agencies_by_name ON agencies USING btree (organisation_id, lower(name));

create table allow_entries (
  id text not null,
  organisation_id text not null,
  kind text not null,
  key text not null,
  subject jsonb not null,
  work_id text,
  starts_on date,
  ends_on date,
  note text not null,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by_name text,
  withdraw_reason text,
  constraint allow_entries_pkey PRIMARY KEY (id),
  constraint allow_entries_check CHECK (((starts_on IS NULL) OR (ends_on IS NULL) OR (starts_on < ends_on))),
  constraint allow_entries_check1 CHECK ((num_nonnulls(withdrawn_at, withdrawn_by_name, withdraw_reason) = ANY (ARRAY[0, 3]))),
  constraint allow_entries_key_check CHECK (((length(key) >= 1) AND (length(key) <= 1200))),
  constraint allow_entries_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'creator'::text, 'host'::text, 'address'::text])))
);
CREATE INDEX allow_entries_by_organisation ON allow_entries USING btree (organisation_id, id DESC);
CREATE UNIQUE INDEX allow_entries_unique ON allow_entries USING btree (organisation_id, kind, key, COALESCE(work_id, ''::text)) WHERE (withdrawn_at IS NULL);

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
  scopes text[],
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_secret_unique UNIQUE (secret_hash),
  constraint api_keys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE,
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'editor'::text, 'viewer'::text]))),
  constraint api_keys_scopes_check CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 100)))
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
  constraint assets_role_check CHECK ((role = ANY (ARRAY['episode_video'::text, 'cover'::text, 'subtitle'::text, 'filmstrip'::text, 'key_pictures'::text, 'clip'::text, 'poster'::text, 'import_file'::text, 'document'::text, 'evidence'::text, 'suspect'::text, 'fingerprint'::text, 'strip'::text]))),
  constraint assets_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint assets_size_bytes_check CHECK ((size_bytes >= 0))
);
CREATE INDEX assets_by_sha ON assets USING btree (sha256);

create table attribution_callbacks (
  source_id text not null,
  message_id text not null,
  received_at timestamp with time zone not null,
  constraint attribution_callbacks_pkey PRIMARY KEY (source_id, message_id),
  constraint attribution_callbacks_source_id_fkey FOREIGN KEY (source_id) REFERENCES attribution_sources(id) ON DELETE CASCADE
);
CREATE INDEX attribution_callbacks_age ON attribution_callbacks USING btree (received_at);

create table attribution_candidates (
  conversion_id text not null,
  position integer not null,
  organisation_id text not null,
  creator_id text not null,
  agency_id text,
  campaign_id text not null,
  placement_id text not null,
  verdict text not null,
  occurred_at timestamp with time zone not null,
  constraint attribution_candidates_pkey PRIMARY KEY (conversion_id, "position")
);
CREATE INDEX attribution_candidates_agency ON attribution_candidates USING btree (organisation_id, agency_id, occurred_at DESC, conversion_id DESC) WHERE (agency_id IS NOT NULL);
CREATE INDEX attribution_candidates_creator ON attribution_candidates USING btree (organisation_id, creator_id, occurred_at DESC, conversion_id DESC);

create table attribution_changes (
  organisation_id text not null,
  conversion_id text not null,
  event_seq bigint not null,
  at timestamp with time zone not null,
  before jsonb,
  after jsonb not null,
  constraint attribution_changes_pkey PRIMARY KEY (conversion_id, event_seq)
);

create table attribution_conversions (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  kind text not null,
  subject_key text not null,
  external_id text not null,
  status text not null,
  amount_minor bigint not null,
  refunded_minor bigint not null,
  currency text,
  occurred_at timestamp with time zone not null,
  clock_ahead boolean not null,
  day date not null,
  country text,
  work_id text,
  viewer_id text,
  click_id text,
  match_keys text[],
  decision_id text not null,
  decision_number integer not null,
  placement_id text,
  campaign_id text,
  creator_id text,
  agency_id text,
  channel text,
  rule text,
  counted jsonb not null,
  changed_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint attribution_conversions_pkey PRIMARY KEY (id),
  constraint attribution_conversions_organisation_id_source_id_subject_k_key UNIQUE (organisation_id, source_id, subject_key),
  constraint attribution_conversions_kind_check CHECK ((kind = ANY (ARRAY['install'::text, 'register'::text, 'order'::text, 'renewal'::text]))),
  constraint attribution_conversions_status_check CHECK ((status = ANY (ARRAY['unpaid'::text, 'paid'::text, 'partly_refunded'::text, 'refunded'::text, 'cancelled'::text])))
);
CREATE INDEX attribution_conversions_campaign ON attribution_conversions USING btree (organisation_id, campaign_id, occurred_at DESC, id DESC) WHERE (campaign_id IS NOT NULL);
CREATE INDEX attribution_conversions_changed ON attribution_conversions USING btree (organisation_id, changed_at);
CREATE INDEX attribution_conversions_match ON attribution_conversions USING gin (match_keys) WITH (fastupdate=off) WHERE (match_keys IS NOT NULL);
CREATE INDEX attribution_conversions_placement ON attribution_conversions USING btree (organisation_id, placement_id, occurred_at DESC, id DESC) WHERE (placement_id IS NOT NULL);
CREATE INDEX attribution_conversions_time ON attribution_conversions USING btree (organisation_id, occurred_at DESC, id DESC);
CREATE INDEX attribution_conversions_viewer ON attribution_conversions USING btree (organisation_id, viewer_id) WHERE (viewer_id IS NOT NULL);

create table attribution_creator_traces (
  organisation_id text not null,
  creator_id text not null,
  match_key text not null,
  seen_at timestamp with time zone not null,
  constraint attribution_creator_traces_pkey PRIMARY KEY (organisation_id, creator_id, match_key)
);
CREATE INDEX attribution_creator_traces_age ON attribution_creator_traces USING btree (seen_at);

create table attribution_decisions (
  id text not null,
  organisation_id text not null,
  conversion_id text not null,
  number integer not null,
  rules_version integer not null,
  cause text not null,
  decided_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  placement_id text,
  rule text,
  reasons jsonb not null,
  candidates jsonb not null,
  inputs_erased boolean not null default false,
  constraint attribution_decisions_pkey PRIMARY KEY (conversion_id, number)
);

create table attribution_earnings (
  subject_id text not null,
  kind text not null,
  organisation_id text not null,
  campaign_id text not null,
  placement_id text not null,
  creator_id text not null,
  agency_id text,
  currency text not null,
  creator_minor bigint not null,
  agency_minor bigint not null,
  revenue_minor bigint not null,
  parts jsonb not null,
  cap_minor bigint,
  terms_version integer not null,
  occurred_at timestamp with time zone not null,
  day date not null,
  payable_at timestamp with time zone not null,
  constraint attribution_earnings_pkey PRIMARY KEY (subject_id),
  constraint attribution_earnings_kind_check CHECK ((kind = ANY (ARRAY['conversion'::text, 'pool'::text])))
);
CREATE INDEX attribution_earnings_campaign ON attribution_earnings USING btree (organisation_id, campaign_id);
CREATE INDEX attribution_earnings_creator ON attribution_earnings USING btree (organisation_id, creator_id, campaign_id);
CREATE INDEX attribution_earnings_placement ON attribution_earnings USING btree (placement_id);

create table attribution_erasures (
  id text not null,
  organisation_id text not null,
  kind text not null,
  subject_id text,
  conversions integer not null,
  touches integer not null,
  decisions integer not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint attribution_erasures_pkey PRIMARY KEY (id),
  constraint attribution_erasures_kind_check CHECK ((kind = ANY (ARRAY['viewer'::text, 'creator'::text])))
);
CREATE INDEX attribution_erasures_list ON attribution_erasures USING btree (organisation_id, at DESC);

create table attribution_events (
  seq bigint not null generated always as identity,
  organisation_id text not null,
  source_id text not null,
  event_id text not null,
  type text not null,
  subject_key text not null,
  occurred_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  status text,
  amount_minor bigint,
  refunded_minor bigint,
  currency text,
  code text,
  code_placement_id text,
  code_used_at timestamp with time zone,
  click_id text,
  channel text,
  account_external_id text,
  work_id text,
  country text,
  install_begin_at timestamp with time zone,
  day date,
  counts jsonb,
  viewer_id text,
  device_id text,
  match_keys text[],
  erased_at timestamp with time zone,
  constraint attribution_events_pkey PRIMARY KEY (seq),
  constraint attribution_events_organisation_id_source_id_event_id_key UNIQUE (organisation_id, source_id, event_id),
  constraint attribution_events_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint attribution_events_refunded_minor_check CHECK ((refunded_minor >= 0)),
  constraint attribution_events_type_check CHECK ((type = ANY (ARRAY['install'::text, 'register'::text, 'order'::text, 'renewal'::text, 'refund'::text, 'ad_revenue'::text])))
);
CREATE INDEX attribution_events_click ON attribution_events USING btree (organisation_id, click_id) WHERE (click_id IS NOT NULL);
CREATE INDEX attribution_events_device ON attribution_events USING btree (organisation_id, device_id) WHERE (device_id IS NOT NULL);
CREATE INDEX attribution_events_hashed ON attribution_events USING btree (received_at) WHERE (match_keys IS NOT NULL);
CREATE INDEX attribution_events_named ON attribution_events USING btree (received_at) WHERE ((viewer_id IS NOT NULL) OR (device_id IS NOT NULL));
CREATE INDEX attribution_events_subject ON attribution_events USING btree (organisation_id, source_id, subject_key);
CREATE INDEX attribution_events_viewer ON attribution_events USING btree (organisation_id, viewer_id) WHERE (viewer_id IS NOT NULL);
CREATE TRIGGER attribution_events_guard BEFORE DELETE OR UPDATE ON attribution_events FOR EACH ROW EXECUTE FUNCTION attribution_events_guard();

create table attribution_file_imports (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  asset_id text,
  filename text not null,
  size_bytes bigint not null,
  state text not null,
  facts jsonb not null,
  mapping jsonb not null,
  mapping_name text,
  preview jsonb not null default '[]'::jsonb,
  totals jsonb,
  failure jsonb,
  task_id text,
  progress_bps integer not null default 0,
  applied_line bigint not null default 0,
  accepted bigint not null default 0,
  unchanged bigint not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint attribution_file_imports_pkey PRIMARY KEY (id),
  constraint attribution_file_imports_source_id_fkey FOREIGN KEY (source_id) REFERENCES attribution_sources(id),
  constraint attribution_file_imports_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'checked'::text, 'importing'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX attribution_file_imports_list ON attribution_file_imports USING btree (organisation_id, created_at DESC, id DESC);

create table attribution_holds (
  id bigint not null generated always as identity,
  organisation_id text not null,
  subject_kind text not null,
  subject_id text not null,
  suspect_id text not null,
  held_from timestamp with time zone not null,
  held_until timestamp with time zone,
  confirmed boolean not null default false,
  constraint attribution_holds_pkey PRIMARY KEY (id),
  constraint attribution_holds_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['placement'::text, 'conversion'::text, 'creator'::text])))
);
CREATE INDEX attribution_holds_subject ON attribution_holds USING btree (organisation_id, subject_kind, subject_id) WHERE ((held_until IS NULL) OR confirmed);

create table attribution_import_errors (
  import_id text not null,
  line bigint not null,
  position integer not null,
  field text,
  code text not null,
  params jsonb not null,
  constraint attribution_import_errors_pkey PRIMARY KEY (import_id, line, "position"),
  constraint attribution_import_errors_import_id_fkey FOREIGN KEY (import_id) REFERENCES attribution_file_imports(id) ON DELETE CASCADE
);

create table attribution_import_mappings (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  name text not null,
  mapping jsonb not null,
  updated_at timestamp with time zone not null,
  constraint attribution_import_mappings_pkey PRIMARY KEY (id),
  constraint attribution_import_mappings_source_id_name_key UNIQUE (source_id, name),
  constraint attribution_import_mappings_source_id_fkey FOREIGN KEY (source_id) REFERENCES attribution_sources(id) ON DELETE CASCADE
);

create table attribution_money_news (
  seq bigint not null generated always as identity,
  organisation_id text not null,
  subject_kind text not null,
  subject_id text not null,
  constraint attribution_money_news_pkey PRIMARY KEY (organisation_id, seq),
  constraint attribution_money_news_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['conversion'::text, 'pool'::text, 'placement'::text, 'creator'::text])))
);

create table attribution_placements (
  placement_id text not null,
  organisation_id text not null,
  claim_id text not null,
  campaign_id text not null,
  work_id text not null,
  creator_id text not null,
  agency_id text,
  channel text not null,
  hook_id text,
  clip_id text,
  constraint attribution_placements_pkey PRIMARY KEY (organisation_id, placement_id)
);
CREATE INDEX attribution_placements_campaign ON attribution_placements USING btree (organisation_id, campaign_id);
CREATE INDEX attribution_placements_creator ON attribution_placements USING btree (organisation_id, creator_id);

create table attribution_pool_shares (
  pool_id text not null,
  placement_id text not null,
  count bigint not null,
  amount_minor bigint not null,
  reasons jsonb not null,
  credited boolean not null,
  counted jsonb not null,
  constraint attribution_pool_shares_pkey PRIMARY KEY (pool_id, placement_id),
  constraint attribution_pool_shares_pool_id_fkey FOREIGN KEY (pool_id) REFERENCES attribution_pools(id)
);

create table attribution_pools (
  organisation_id text not null,
  source_id text not null,
  subject_key text not null,
  id text not null,
  day date not null,
  work_id text,
  currency text,
  amount_minor bigint not null,
  count bigint not null,
  changed_at timestamp with time zone not null,
  constraint attribution_pools_pkey PRIMARY KEY (id),
  constraint attribution_pools_organisation_id_source_id_subject_key_key UNIQUE (organisation_id, source_id, subject_key),
  constraint attribution_pools_source_id_fkey FOREIGN KEY (source_id) REFERENCES attribution_sources(id)
);

create table attribution_privacy_settings (
  organisation_id text not null,
  touch_days integer not null,
  viewer_days integer not null,
  constraint attribution_privacy_settings_pkey PRIMARY KEY (organisation_id)
);

create table attribution_pullers (
  source_id text not null,
  organisation_id text not null,
  enabled boolean not null,
  settings jsonb not null,
  sealed_header text,
  last_asked_at timestamp with time zone,
  last_ok_at timestamp with time zone,
  next_at timestamp with time zone,
  failures integer not null default 0,
  last_error jsonb,
  last_counts jsonb,
  constraint attribution_pullers_pkey PRIMARY KEY (source_id),
  constraint attribution_pullers_source_id_fkey FOREIGN KEY (source_id) REFERENCES attribution_sources(id) ON DELETE CASCADE
);
CREATE INDEX attribution_pullers_due ON attribution_pullers USING btree (next_at) WHERE enabled;

create table attribution_rollups (
  organisation_id text not null,
  day date not null,
  placement_id text not null,
  country text not null,
  currency text not null,
  clicks bigint not null default 0,
  views bigint not null default 0,
  searches bigint not null default 0,
  installs bigint not null default 0,
  registrations bigint not null default 0,
  orders bigint not null default 0,
  renewals bigint not null default 0,
  refunds bigint not null default 0,
  revenue_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  ad_revenue_minor bigint not null default 0,
  earned_minor bigint not null default 0,
  constraint attribution_rollups_pkey PRIMARY KEY (organisation_id, day, placement_id, country, currency)
);
CREATE INDEX attribution_rollups_placement ON attribution_rollups USING btree (placement_id, day);

create table attribution_signal_cursors (
  organisation_id text not null,
  looked_until timestamp with time zone not null,
  constraint attribution_signal_cursors_pkey PRIMARY KEY (organisation_id)
);

create table attribution_signal_settings (
  organisation_id text not null,
  hold_at_bps integer not null,
  off text[] not null,
  banned_referrers text[] not null,
  constraint attribution_signal_settings_pkey PRIMARY KEY (organisation_id)
);

create table attribution_signals (
  suspect_id text not null,
  kind text not null,
  strength_bps integer not null,
  evidence jsonb not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint attribution_signals_pkey PRIMARY KEY (suspect_id, kind),
  constraint attribution_signals_suspect_id_fkey FOREIGN KEY (suspect_id) REFERENCES attribution_suspects(id) ON DELETE CASCADE
);

create table attribution_sources (
  id text not null,
  organisation_id text not null,
  kind text not null,
  name text not null,
  currency text,
  zone text not null,
  state text not null,
  is_default boolean not null default false,
  secrets jsonb not null default '[]'::jsonb,
  last_event_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint attribution_sources_pkey PRIMARY KEY (id),
  constraint attribution_sources_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint attribution_sources_kind_check CHECK ((kind = ANY (ARRAY['api'::text, 'callback'::text, 'file'::text, 'puller'::text]))),
  constraint attribution_sources_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
);
CREATE UNIQUE INDEX attribution_sources_default ON attribution_sources USING btree (organisation_id) WHERE is_default;

create table attribution_spend (
  organisation_id text not null,
  campaign_id text not null,
  currency text not null,
  earned_minor bigint not null,
  constraint attribution_spend_pkey PRIMARY KEY (organisation_id, campaign_id, currency)
);

create table attribution_suspects (
  id text not null,
  organisation_id text not null,
  subject_kind text not null,
  subject_id text not null,
  placement_id text,
  creator_id text,
  agency_id text,
  campaign_id text,
  channel text,
  score_bps integer not null,
  state text not null,
  released jsonb,
  decided_by text,
  decided_at timestamp with time zone,
  note text,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint attribution_suspects_pkey PRIMARY KEY (id),
  constraint attribution_suspects_organisation_id_subject_kind_subject_i_key UNIQUE (organisation_id, subject_kind, subject_id),
  constraint attribution_suspects_state_check CHECK ((state = ANY (ARRAY['none'::text, 'held'::text, 'released'::text, 'confirmed'::text]))),
  constraint attribution_suspects_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['placement'::text, 'conversion'::text])))
);
CREATE INDEX attribution_suspects_list ON attribution_suspects USING btree (organisation_id, score_bps DESC, id);

create table attribution_totals (
  organisation_id text not null,
  scope text not null,
  dimension text not null,
  span_days smallint not null,
  day date not null,
  key text not null,
  currency text not null,
  clicks bigint not null default 0,
  views bigint not null default 0,
  searches bigint not null default 0,
  installs bigint not null default 0,
  registrations bigint not null default 0,
  orders bigint not null default 0,
  renewals bigint not null default 0,
  refunds bigint not null default 0,
  revenue_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  ad_revenue_minor bigint not null default 0,
  earned_minor bigint not null default 0,
  constraint attribution_totals_pkey PRIMARY KEY (organisation_id, scope, dimension, span_days, day, key, currency)
);
CREATE INDEX attribution_totals_key ON attribution_totals USING btree (organisation_id, scope, dimension, key, day);

create table attribution_touches (
  touch_id text not null,
  organisation_id text not null,
  placement_id text not null,
  kind text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  country text,
  device text not null,
  os text not null,
  language text,
  referrer_host text,
  destination text not null,
  consent boolean not null,
  code text,
  viewer_id text,
  address_hash text,
  agent_hash text,
  device_hash text,
  erased_at timestamp with time zone,
  constraint attribution_touches_pkey PRIMARY KEY (touch_id),
  constraint attribution_touches_kind_check CHECK ((kind = ANY (ARRAY['click'::text, 'search'::text, 'view'::text])))
);
CREATE INDEX attribution_touches_at ON attribution_touches USING btree (organisation_id, at);
CREATE INDEX attribution_touches_device ON attribution_touches USING btree (organisation_id, device_hash, at) WHERE (device_hash IS NOT NULL);
CREATE INDEX attribution_touches_hashed ON attribution_touches USING btree (at) WHERE ((address_hash IS NOT NULL) OR (agent_hash IS NOT NULL) OR (device_hash IS NOT NULL));
CREATE INDEX attribution_touches_named ON attribution_touches USING btree (at) WHERE (viewer_id IS NOT NULL);
CREATE INDEX attribution_touches_pair ON attribution_touches USING btree (organisation_id, (((address_hash || ':'::text) || agent_hash)), at) WHERE ((address_hash IS NOT NULL) AND (agent_hash IS NOT NULL));
CREATE INDEX attribution_touches_placement ON attribution_touches USING btree (placement_id, at);
CREATE INDEX attribution_touches_searches ON attribution_touches USING btree (organisation_id, at) WHERE (kind = 'search'::text);
CREATE INDEX attribution_touches_viewer ON attribution_touches USING btree (organisation_id, viewer_id, at) WHERE (viewer_id IS NOT NULL);

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

create table campaign_agency_shares (
  organisation_id text not null,
  campaign_id text not null,
  agency_id text not null,
  position integer not null,
  valid_from timestamp with time zone not null,
  share_bps integer not null,
  by_name text not null,
  constraint campaign_agency_shares_pkey PRIMARY KEY (campaign_id, agency_id, "position"),
  constraint campaign_agency_shares_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint campaign_agency_shares_share_bps_check CHECK (((share_bps >= 0) AND (share_bps <= 10000)))
);

create table campaign_offers (
  id text not null,
  organisation_id text not null,
  campaign_id text not null,
  kind text not null,
  source_id text not null,
  note text not null default ''::text,
  position integer not null,
  body_id text,
  facts jsonb not null,
  removed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint campaign_offers_pkey PRIMARY KEY (id),
  constraint campaign_offers_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint campaign_offers_kind_check CHECK ((kind = ANY (ARRAY['hook'::text, 'clip'::text])))
);
CREATE INDEX campaign_offers_of_body ON campaign_offers USING btree (body_id) WHERE (body_id IS NOT NULL);
CREATE INDEX campaign_offers_of_campaign ON campaign_offers USING btree (campaign_id, "position") WHERE (removed_at IS NULL);
CREATE INDEX campaign_offers_of_source ON campaign_offers USING btree (organisation_id, source_id);

create table campaign_settings (
  organisation_id text not null,
  campaign_id text not null,
  position integer not null,
  valid_from timestamp with time zone not null,
  settings jsonb not null,
  constraint campaign_settings_pkey PRIMARY KEY (campaign_id, "position"),
  constraint campaign_settings_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id)
);

create table campaign_states (
  organisation_id text not null,
  campaign_id text not null,
  position integer not null,
  valid_from timestamp with time zone not null,
  state text not null,
  reason text not null default ''::text,
  by_name text not null,
  constraint campaign_states_pkey PRIMARY KEY (campaign_id, "position"),
  constraint campaign_states_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint campaign_states_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text, 'ended'::text])))
);

create table campaign_terms (
  organisation_id text not null,
  campaign_id text not null,
  version integer not null,
  valid_from timestamp with time zone not null,
  terms jsonb not null,
  by_name text not null,
  constraint campaign_terms_pkey PRIMARY KEY (campaign_id, version),
  constraint campaign_terms_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint campaign_terms_version_check CHECK ((version >= 1))
);

create table campaigns (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  name text not null,
  state text not null,
  terms_version integer not null,
  currency text not null,
  rules jsonb not null default '[]'::jsonb,
  budget_minor bigint,
  spent_minor bigint not null default 0,
  budget_reached_at timestamp with time zone,
  approval text not null,
  destinations jsonb not null,
  link_rules jsonb,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  ending_told_at timestamp with time zone,
  announced_at timestamp with time zone,
  genres text[] not null default '{}'::text[],
  search_tokens text[] not null default '{}'::text[],
  pay_bps integer not null default 0,
  published_at timestamp with time zone,
  trashed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint campaigns_pkey PRIMARY KEY (id),
  constraint campaigns_approval_check CHECK ((approval = ANY (ARRAY['automatic'::text, 'by_hand'::text]))),
  constraint campaigns_budget_minor_check CHECK ((budget_minor >= 0)),
  constraint campaigns_check CHECK ((ends_at > starts_at)),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text, 'ended'::text]))),
  constraint campaigns_terms_version_check CHECK ((terms_version >= 1))
);
CREATE INDEX campaigns_by_change ON campaigns USING btree (organisation_id, updated_at DESC, id DESC);
CREATE INDEX campaigns_of_work ON campaigns USING btree (organisation_id, work_id);
CREATE INDEX campaigns_open ON campaigns USING btree (organisation_id, state) WHERE (state = ANY (ARRAY['published'::text, 'paused'::text]));

create table caption_templates (
  id text not null,
  organisation_id text not null,
  name text not null,
  channel text,
  language text not null,
  text text not null,
  hashtags text[] not null default '{}'::text[],
  state text not null,
  reviewed_by text,
  reviewed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint caption_templates_pkey PRIMARY KEY (id),
  constraint caption_templates_check CHECK (((state = 'reviewed'::text) = (reviewed_at IS NOT NULL))),
  constraint caption_templates_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'reviewed'::text])))
);
CREATE INDEX caption_templates_of_organisation ON caption_templates USING btree (organisation_id, id);

create table channel_account_periods (
  id bigint not null generated always as identity,
  organisation_id text not null,
  account_id text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  external_id text,
  constraint channel_account_periods_pkey PRIMARY KEY (id),
  constraint channel_account_periods_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id),
  constraint channel_account_periods_check CHECK ((until_at >= from_at))
);
CREATE INDEX channel_account_periods_name ON channel_account_periods USING btree (organisation_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX channel_account_periods_now ON channel_account_periods USING btree (account_id) WHERE (until_at IS NULL);
CREATE INDEX channel_account_periods_of ON channel_account_periods USING btree (account_id, id);

create table channel_accounts (
  id text not null,
  organisation_id text not null,
  creator_id text not null,
  channel text not null,
  handle text not null,
  external_id text,
  identity text generated always as (COALESCE(('id:'::text || external_id), ('name:'::text || lower(handle)))) stored,
  url text,
  followers integer,
  state text not null,
  refusal_reason text,
  refusal_note text not null default ''::text,
  filed_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  constraint channel_accounts_pkey PRIMARY KEY (id),
  constraint channel_accounts_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators(id),
  constraint channel_accounts_channel_check CHECK ((channel = ANY (ARRAY['douyin'::text, 'kuaishou'::text, 'wechat_channels'::text, 'xiaohongshu'::text, 'bilibili'::text, 'weibo'::text, 'tiktok'::text, 'youtube'::text, 'instagram'::text, 'facebook'::text, 'x'::text, 'other'::text]))),
  constraint channel_accounts_followers_check CHECK ((followers >= 0)),
  constraint channel_accounts_state_check CHECK ((state = ANY (ARRAY['filed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX channel_accounts_by_age ON channel_accounts USING btree (organisation_id, id DESC);
CREATE INDEX channel_accounts_by_creator ON channel_accounts USING btree (creator_id, id DESC);
CREATE INDEX channel_accounts_by_external ON channel_accounts USING btree (organisation_id, channel, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX channel_accounts_once ON channel_accounts USING btree (organisation_id, channel, identity) WHERE (state = ANY (ARRAY['filed'::text, 'approved'::text]));

create table claims (
  id text not null,
  organisation_id text not null,
  campaign_id text not null,
  creator_id text not null,
  agency_id text,
  state text not null,
  channels text[] not null,
  note text not null default ''::text,
  requested_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  withdrawn_at timestamp with time zone,
  constraint claims_pkey PRIMARY KEY (id),
  constraint claims_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint claims_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX claims_of_campaign ON claims USING btree (campaign_id, state);
CREATE INDEX claims_of_creator ON claims USING btree (organisation_id, creator_id, id DESC);
CREATE INDEX claims_of_organisation ON claims USING btree (organisation_id, id DESC);
CREATE UNIQUE INDEX claims_open ON claims USING btree (campaign_id, creator_id) WHERE (state = ANY (ARRAY['requested'::text, 'approved'::text]));

create table click_journals (
  id text not null,
  segment bigint not null,
  at_offset bigint not null,
  loaded bigint not null,
  updated_at timestamp with time zone not null,
  constraint click_journals_pkey PRIMARY KEY (id)
);
CREATE INDEX click_journals_by_age ON click_journals USING btree (updated_at);

create table click_rejects (
  journal_id text not null,
  segment bigint not null,
  at_offset bigint not null,
  payload text not null,
  reason text not null,
  created_at timestamp with time zone not null,
  constraint click_rejects_pkey PRIMARY KEY (journal_id, segment, at_offset)
);

create table clip_batches (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  clip_ids text[] not null,
  created_at timestamp with time zone not null,
  constraint clip_batches_pkey PRIMARY KEY (id)
);
CREATE INDEX clip_batches_of_work ON clip_batches USING btree (organisation_id, work_id, id DESC);

create table clip_bodies (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  episode_ids text[] not null,
  name text not null,
  recipe jsonb not null,
  recipe_hash text not null,
  task_id text not null,
  asset_id text,
  plan jsonb,
  duration_ms integer,
  width integer,
  height integer,
  size_bytes bigint,
  created_at timestamp with time zone not null,
  constraint clip_bodies_pkey PRIMARY KEY (id),
  constraint clip_bodies_check CHECK (((asset_id IS NULL) = (plan IS NULL)))
);
CREATE UNIQUE INDEX clip_bodies_by_recipe ON clip_bodies USING btree (organisation_id, work_id, recipe_hash);

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

create table code_counters (
  form text not null,
  length integer not null,
  shard integer not null,
  next bigint not null default 0,
  active bigint not null default 0,
  ended bigint not null default 0,
  constraint code_counters_pkey PRIMARY KEY (form, length, shard),
  constraint code_counters_form_check CHECK ((form = ANY (ARRAY['letters'::text, 'digits'::text]))),
  constraint code_counters_next_check CHECK ((next >= 0)),
  constraint code_counters_shard_check CHECK (((shard >= 0) AND (shard <= 15)))
);

create table code_settings (
  organisation_id text not null,
  form text not null,
  planned integer not null,
  quarantine_days integer not null,
  reserved text[] not null default '{}'::text[],
  updated_at timestamp with time zone not null,
  constraint code_settings_pkey PRIMARY KEY (organisation_id),
  constraint code_settings_form_check CHECK ((form = ANY (ARRAY['letters'::text, 'digits'::text]))),
  constraint code_settings_planned_check CHECK ((planned > 0)),
  constraint code_settings_quarantine_days_check CHECK ((quarantine_days >= 30))
);

create table connection_attempts (
  state_hash text not null,
  organisation_id text not null,
  user_id text not null,
  creator_id text,
  channel text not null,
  verifier_sealed text not null,
  return_to text not null,
  expires_at timestamp with time zone not null,
  constraint connection_attempts_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX connection_attempts_expires_at ON connection_attempts USING btree (expires_at);

create table connections (
  id text not null,
  organisation_id text not null,
  creator_id text,
  user_id text not null,
  channel text not null,
  external_id text not null,
  name text not null,
  url text,
  tokens_sealed text not null,
  access_expires_at timestamp with time zone not null,
  state text not null,
  error jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint connections_pkey PRIMARY KEY (id),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['active'::text, 'reconnect_needed'::text])))
);
CREATE UNIQUE INDEX connections_account_unique ON connections USING btree (organisation_id, COALESCE(creator_id, ''::text), channel, external_id);

create table creator_belongings (
  id bigint not null generated always as identity,
  organisation_id text not null,
  creator_id text not null,
  agency_id text,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  constraint creator_belongings_pkey PRIMARY KEY (id),
  constraint creator_belongings_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agencies(id),
  constraint creator_belongings_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators(id),
  constraint creator_belongings_check CHECK ((until_at >= from_at))
);
CREATE UNIQUE INDEX creator_belongings_now ON creator_belongings USING btree (creator_id) WHERE (until_at IS NULL);
CREATE INDEX creator_belongings_of ON creator_belongings USING btree (creator_id, id);

create table creator_clips (
  id text not null,
  organisation_id text not null,
  placement_id text not null,
  claim_id text not null,
  campaign_id text not null,
  creator_id text not null,
  offer_id text not null,
  stamped_id text not null,
  name text not null,
  told_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint creator_clips_pkey PRIMARY KEY (id),
  constraint creator_clips_placement_id_offer_id_key UNIQUE (placement_id, offer_id),
  constraint creator_clips_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint creator_clips_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims(id),
  constraint creator_clips_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES campaign_offers(id),
  constraint creator_clips_placement_id_fkey FOREIGN KEY (placement_id) REFERENCES placements(id)
);
CREATE INDEX creator_clips_of_claim ON creator_clips USING btree (claim_id, id DESC);
CREATE INDEX creator_clips_of_stamped ON creator_clips USING btree (stamped_id);

create table creator_invitations (
  id text not null,
  organisation_id text not null,
  kind text not null,
  source text not null,
  email text,
  agency_id text,
  confirms_id text,
  token_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  constraint creator_invitations_pkey PRIMARY KEY (id),
  constraint creator_invitations_token_unique UNIQUE (token_hash),
  constraint creator_invitations_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agencies(id),
  constraint creator_invitations_confirms_id_fkey FOREIGN KEY (confirms_id) REFERENCES creator_invitations(id),
  constraint creator_invitations_email_check CHECK ((email = lower(email))),
  constraint creator_invitations_kind_check CHECK ((kind = ANY (ARRAY['creator'::text, 'agency'::text]))),
  constraint creator_invitations_source_check CHECK ((source = ANY (ARRAY['invitation'::text, 'signup'::text, 'confirmation'::text])))
);
CREATE INDEX creator_invitations_by_email ON creator_invitations USING btree (email, created_at) WHERE (email IS NOT NULL);
CREATE INDEX creator_invitations_open ON creator_invitations USING btree (organisation_id, id DESC) WHERE ((accepted_at IS NULL) AND (cancelled_at IS NULL));

create table creator_signups (
  organisation_id text not null,
  signup_token text not null,
  constraint creator_signups_pkey PRIMARY KEY (organisation_id),
  constraint creator_signups_token_unique UNIQUE (signup_token)
);

create table creator_terms (
  organisation_id text not null,
  version integer not null,
  texts jsonb not null,
  note text not null default ''::text,
  published_at timestamp with time zone not null,
  published_by text not null,
  constraint creator_terms_pkey PRIMARY KEY (organisation_id, version),
  constraint creator_terms_version_check CHECK ((version > 0))
);

create table creator_terms_acceptances (
  id bigint not null generated always as identity,
  organisation_id text not null,
  creator_id text not null,
  user_id text not null,
  version integer not null,
  texts_sha256 text not null,
  accepted_at timestamp with time zone not null,
  constraint creator_terms_acceptances_pkey PRIMARY KEY (id),
  constraint creator_terms_acceptances_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators(id),
  constraint creator_terms_acceptances_organisation_id_version_fkey FOREIGN KEY (organisation_id, version) REFERENCES creator_terms(organisation_id, version)
);
CREATE INDEX creator_terms_acceptances_of ON creator_terms_acceptances USING btree (creator_id, version);

create table creators (
  id text not null,
  organisation_id text not null,
  name text not null,
  bio text not null default ''::text,
  note text not null default ''::text,
  email text,
  state text not null,
  agency_id text,
  suspended_at timestamp with time zone,
  suspend_reason text not null default ''::text,
  accepted_terms integer,
  accepted_at timestamp with time zone,
  joined_at timestamp with time zone not null,
  constraint creators_pkey PRIMARY KEY (id),
  constraint creators_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agencies(id),
  constraint creators_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'left'::text])))
);
CREATE INDEX creators_by_age ON creators USING btree (organisation_id, id DESC);
CREATE INDEX creators_by_agency ON creators USING btree (agency_id, id DESC) WHERE (agency_id IS NOT NULL);

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

create table idempotent_requests (
  caller text not null,
  route text not null,
  key_hash text not null,
  request_hash text not null,
  status integer,
  answer_sealed text,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint idempotent_requests_pkey PRIMARY KEY (caller, route, key_hash),
  constraint idempotent_requests_check CHECK (((status IS NULL) = (answer_sealed IS NULL)))
);
CREATE INDEX idempotent_requests_expires_at ON idempotent_requests USING btree (expires_at);

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
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'editor'::text, 'viewer'::text, 'agency'::text, 'creator'::text])))
);
CREATE UNIQUE INDEX invitations_open_unique ON invitations USING btree (organisation_id, email) WHERE ((accepted_at IS NULL) AND (cancelled_at IS NULL));

create table ledger_accounts (
  id text not null,
  organisation_id text not null,
  code text not null,
  name text not null,
  currency text not null,
  normal_side text not null,
  floor_minor bigint,
  opened_at timestamp with time zone not null,
  constraint ledger_accounts_pkey PRIMARY KEY (id),
  constraint ledger_accounts_code_unique UNIQUE (organisation_id, code, currency),
  constraint ledger_accounts_code_check CHECK (((length(code) >= 1) AND (length(code) <= 200))),
  constraint ledger_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint ledger_accounts_normal_side_check CHECK ((normal_side = ANY (ARRAY['debit'::text, 'credit'::text])))
);

create table ledger_balances (
  account_id text not null,
  organisation_id text not null,
  normal_side text not null,
  floor_minor bigint,
  debits_posted bigint not null default 0,
  credits_posted bigint not null default 0,
  debits_pending bigint not null default 0,
  credits_pending bigint not null default 0,
  constraint ledger_balances_pkey PRIMARY KEY (account_id),
  constraint ledger_balances_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_accounts(id),
  constraint ledger_balances_credits_pending_check CHECK ((credits_pending >= 0)),
  constraint ledger_balances_credits_posted_check CHECK ((credits_posted >= 0)),
  constraint ledger_balances_debits_pending_check CHECK ((debits_pending >= 0)),
  constraint ledger_balances_debits_posted_check CHECK ((debits_posted >= 0)),
  constraint ledger_balances_floor CHECK (((floor_minor IS NULL) OR ((normal_side = 'debit'::text) AND (((debits_posted - credits_posted) - credits_pending) >= floor_minor)) OR ((normal_side = 'credit'::text) AND (((credits_posted - debits_posted) - debits_pending) >= floor_minor))))
);

create table ledger_closings (
  organisation_id text not null,
  closed_until timestamp with time zone not null,
  seq bigint not null,
  hash text not null,
  closed_at timestamp with time zone not null,
  closed_by text not null,
  constraint ledger_closings_pkey PRIMARY KEY (organisation_id, closed_until)
);
CREATE TRIGGER ledger_closings_no_change BEFORE DELETE OR UPDATE ON ledger_closings FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_closings_no_truncate BEFORE TRUNCATE ON ledger_closings FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

create table ledger_entries (
  organisation_id text not null,
  seq bigint not null,
  line smallint not null,
  account_id text not null,
  currency text not null,
  amount_minor bigint not null,
  phase text not null,
  effective_at timestamp with time zone not null,
  salt text not null,
  constraint ledger_entries_pkey PRIMARY KEY (organisation_id, seq, line),
  constraint ledger_entries_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint ledger_entries_line_check CHECK ((line >= 0)),
  constraint ledger_entries_phase_check CHECK ((phase = ANY (ARRAY['posted'::text, 'pending'::text])))
);
CREATE INDEX ledger_entries_account ON ledger_entries USING btree (account_id, effective_at, seq);
CREATE TRIGGER ledger_entries_no_change BEFORE DELETE OR UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

create table ledger_heads (
  organisation_id text not null,
  seq bigint not null,
  hash text not null,
  closed_until timestamp with time zone,
  constraint ledger_heads_pkey PRIMARY KEY (organisation_id)
);

create table ledger_seals (
  organisation_id text not null,
  seq bigint not null,
  hash text not null,
  root text not null,
  sealed_at timestamp with time zone not null,
  constraint ledger_seals_pkey PRIMARY KEY (organisation_id, seq)
);
CREATE TRIGGER ledger_seals_no_change BEFORE DELETE OR UPDATE ON ledger_seals FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_seals_no_truncate BEFORE TRUNCATE ON ledger_seals FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

create table ledger_transfers (
  organisation_id text not null,
  seq bigint not null,
  id text not null,
  kind text not null,
  key text not null,
  group_key text,
  pending_seq bigint,
  reverses_seq bigint,
  effective_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  memo text not null,
  previous_hash text not null,
  hash text not null,
  constraint ledger_transfers_pkey PRIMARY KEY (organisation_id, seq),
  constraint ledger_transfers_id_unique UNIQUE (id),
  constraint ledger_transfers_key_unique UNIQUE (organisation_id, key),
  constraint ledger_transfers_check CHECK (((expires_at IS NULL) OR (kind = 'pending'::text))),
  constraint ledger_transfers_check1 CHECK (((pending_seq IS NOT NULL) = (kind = ANY (ARRAY['settlement'::text, 'void'::text])))),
  constraint ledger_transfers_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
  constraint ledger_transfers_kind_check CHECK ((kind = ANY (ARRAY['posted'::text, 'pending'::text, 'settlement'::text, 'void'::text]))),
  constraint ledger_transfers_seq_check CHECK ((seq > 0))
);
CREATE INDEX ledger_transfers_expires ON ledger_transfers USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE UNIQUE INDEX ledger_transfers_pending_unique ON ledger_transfers USING btree (organisation_id, pending_seq) WHERE (pending_seq IS NOT NULL);
CREATE UNIQUE INDEX ledger_transfers_reverses_unique ON ledger_transfers USING btree (organisation_id, reverses_seq) WHERE (reverses_seq IS NOT NULL);
CREATE CONSTRAINT TRIGGER ledger_transfers_balance AFTER INSERT ON ledger_transfers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_balances();
CREATE TRIGGER ledger_transfers_no_change BEFORE DELETE OR UPDATE ON ledger_transfers FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transfers_no_truncate BEFORE TRUNCATE ON ledger_transfers FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

create table link_bot_counts (
  link_id text not null,
  day date not null,
  count bigint not null,
  constraint link_bot_counts_pkey PRIMARY KEY (link_id, day),
  constraint link_bot_counts_link_id_fkey FOREIGN KEY (link_id) REFERENCES links(id),
  constraint link_bot_counts_count_check CHECK ((count >= 0))
);

create table link_domains (
  id text not null,
  organisation_id text not null,
  host text not null,
  is_primary boolean not null,
  created_at timestamp with time zone not null,
  constraint link_domains_pkey PRIMARY KEY (id),
  constraint link_domains_host_key UNIQUE (host),
  constraint link_domains_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES link_settings(organisation_id)
);
CREATE INDEX link_domains_of_organisation ON link_domains USING btree (organisation_id);
CREATE UNIQUE INDEX link_domains_primary ON link_domains USING btree (organisation_id) WHERE is_primary;

create table link_settings (
  organisation_id text not null,
  allowed_hosts text[] not null,
  allowed_schemes text[] not null,
  app_url text,
  ios_url text,
  android_url text,
  web_url text,
  click_parameter text not null,
  consent text not null,
  brand text not null,
  accent text,
  changed_xid bigint not null,
  updated_at timestamp with time zone not null,
  constraint link_settings_pkey PRIMARY KEY (organisation_id),
  constraint link_settings_consent_check CHECK ((consent = ANY (ARRAY['not_asked'::text, 'asked'::text])))
);
CREATE INDEX link_settings_by_change ON link_settings USING btree (changed_xid);
CREATE TRIGGER link_settings_stamped BEFORE INSERT OR UPDATE ON link_settings FOR EACH ROW EXECUTE FUNCTION links_stamp();

create table links (
  id text not null,
  organisation_id text not null,
  slug text not null,
  placement_id text not null,
  rules jsonb not null,
  page jsonb not null,
  code text not null,
  code_shown text not null,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  useful_url text,
  changed_xid bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint links_pkey PRIMARY KEY (id),
  constraint links_slug_key UNIQUE (slug),
  constraint links_slug_check CHECK ((slug ~ '^[2-9a-hjkmnp-z]{7,16}$'::text))
);
CREATE INDEX links_by_change ON links USING btree (changed_xid);
CREATE INDEX links_by_code ON links USING btree (organisation_id, code text_pattern_ops);
CREATE INDEX links_of_organisation ON links USING btree (organisation_id, id DESC);
CREATE INDEX links_of_placement ON links USING btree (organisation_id, placement_id);
CREATE TRIGGER links_stamped BEFORE INSERT OR UPDATE ON links FOR EACH ROW EXECUTE FUNCTION links_stamp();

create table market_alert_news (
  organisation_id text not null,
  alert_id text not null,
  subject_id text not null,
  title text not null,
  at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint market_alert_news_pkey PRIMARY KEY (alert_id, subject_id),
  constraint market_alert_news_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES market_alerts(id) ON DELETE CASCADE
);
CREATE INDEX market_alert_news_waiting ON market_alert_news USING btree (organisation_id, alert_id) WHERE (told_at IS NULL);

create table market_alerts (
  id text not null,
  organisation_id text not null,
  user_id text not null,
  kind text not null,
  topic_id text,
  metric text,
  region text,
  muted boolean not null,
  last_told_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint market_alerts_pkey PRIMARY KEY (id),
  constraint market_alerts_organisation_id_topic_id_fkey FOREIGN KEY (organisation_id, topic_id) REFERENCES market_topics(organisation_id, id) ON DELETE CASCADE,
  constraint market_alerts_check CHECK (((kind = 'metric'::text) = (metric IS NOT NULL))),
  constraint market_alerts_check1 CHECK (((kind <> 'topic'::text) OR (topic_id IS NOT NULL))),
  constraint market_alerts_kind_check CHECK ((kind = ANY (ARRAY['topic'::text, 'metric'::text, 'contradictions'::text])))
);
CREATE UNIQUE INDEX market_alerts_once ON market_alerts USING btree (organisation_id, user_id, kind, COALESCE(topic_id, ''::text), COALESCE(metric, ''::text), COALESCE(region, ''::text));
CREATE INDEX market_alerts_speaking ON market_alerts USING btree (organisation_id, kind) WHERE (NOT muted);

create table market_answers (
  id text not null,
  organisation_id text not null,
  user_id text,
  asked_by_name text not null,
  question text not null,
  language text not null,
  scope jsonb not null,
  topic_id text,
  kind text not null,
  model text,
  fallback text,
  sentences jsonb not null,
  dropped integer not null,
  other_language boolean not null,
  found integer not null,
  considered integer not null,
  asked_at timestamp with time zone not null,
  constraint market_answers_pkey PRIMARY KEY (id),
  constraint market_answers_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint market_answers_kind_check CHECK ((kind = ANY (ARRAY['extractive'::text, 'model'::text]))),
  constraint market_answers_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
CREATE INDEX market_answers_by_member ON market_answers USING btree (organisation_id, user_id, id DESC);

create table market_bands (
  organisation_id text not null,
  band integer not null,
  document_id text not null,
  constraint market_bands_pkey PRIMARY KEY (organisation_id, band, document_id),
  constraint market_bands_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE
);
CREATE INDEX market_bands_by_document ON market_bands USING btree (document_id);

create table market_brief_versions (
  organisation_id text not null,
  brief_id text not null,
  version integer not null,
  title text not null,
  language text not null,
  sections jsonb not null,
  note text not null,
  issued_at timestamp with time zone not null,
  issued_by_name text not null,
  constraint market_brief_versions_pkey PRIMARY KEY (organisation_id, brief_id, version),
  constraint market_brief_versions_organisation_id_brief_id_fkey FOREIGN KEY (organisation_id, brief_id) REFERENCES market_briefs(organisation_id, id) ON DELETE CASCADE,
  constraint market_brief_versions_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint market_brief_versions_version_check CHECK ((version > 0))
);

create table market_briefs (
  id text not null,
  organisation_id text not null,
  title text not null,
  language text not null,
  topic_id text,
  sections jsonb not null,
  revision integer not null,
  version integer not null,
  issued_revision integer,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by_name text not null,
  archived_at timestamp with time zone,
  constraint market_briefs_pkey PRIMARY KEY (id),
  constraint market_briefs_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint market_briefs_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
CREATE INDEX market_briefs_by_organisation ON market_briefs USING btree (organisation_id, id DESC);

create table market_checks (
  organisation_id text not null,
  metrics text[] not null,
  first_touched_at timestamp with time zone,
  touched_at timestamp with time zone,
  checked_at timestamp with time zone,
  cuts jsonb not null default '{}'::jsonb,
  constraint market_checks_pkey PRIMARY KEY (organisation_id)
);
CREATE INDEX market_checks_waiting ON market_checks USING btree (touched_at) WHERE (touched_at IS NOT NULL);

create table market_claims (
  id bigint not null generated always as identity,
  organisation_id text not null,
  document_id text not null,
  family_id text not null,
  published_on date not null,
  position integer not null,
  paragraph integer not null,
  anchor text not null,
  text_start integer not null,
  text_end integer not null,
  sentence_start integer not null,
  sentence_end integer not null,
  file_start integer not null,
  file_end integer not null,
  quote text not null,
  metric text not null,
  measure text not null,
  low numeric,
  high numeric,
  value numeric not null,
  bound text not null,
  step numeric not null,
  unit text not null,
  currency text,
  scale numeric not null,
  scale_word text,
  period text,
  period_from date,
  period_to date,
  base_period text,
  region text,
  entity text,
  share_of text,
  status text not null,
  status_as_worded text not null,
  citations jsonb not null default '[]'::jsonb,
  as_read jsonb,
  excluded boolean not null default false,
  constraint market_claims_pkey PRIMARY KEY (id),
  constraint market_claims_document_id_position_key UNIQUE (document_id, "position"),
  constraint market_claims_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE,
  constraint market_claims_check CHECK (((period IS NULL) = (period_from IS NULL))),
  constraint market_claims_check1 CHECK (((low IS NOT NULL) OR (high IS NOT NULL)))
);
CREATE INDEX market_claims_by_family ON market_claims USING btree (organisation_id, family_id);
CREATE INDEX market_claims_by_region ON market_claims USING btree (organisation_id, region, metric) WHERE (region IS NOT NULL);
CREATE INDEX market_claims_newest ON market_claims USING btree (organisation_id, published_on DESC, id DESC);
CREATE INDEX market_claims_series ON market_claims USING btree (organisation_id, metric, measure, period_from) WHERE (NOT excluded);

create table market_desks (
  organisation_id text not null,
  reading_task_id text,
  constraint market_desks_pkey PRIMARY KEY (organisation_id)
);

create table market_documents (
  id text not null,
  organisation_id text not null,
  file_id text not null,
  position integer not null,
  source_id text not null,
  title text not null,
  publisher text,
  author text,
  published_at text,
  published_on date not null,
  zone_name text,
  zone_stated boolean,
  language text not null,
  url text,
  file_start integer not null,
  file_end integer not null,
  paragraph_count integer not null,
  claim_count integer not null,
  lead text not null,
  insights jsonb not null default '[]'::jsonb,
  signature jsonb,
  value_keys integer[] not null default '{}'::integer[],
  family_id text not null,
  family_reason text not null,
  translation_of text,
  replaced_by text,
  archived_at timestamp with time zone,
  collected_at timestamp with time zone not null,
  family_found text,
  family_found_reason text,
  family_said_by text,
  family_said_at timestamp with time zone,
  as_read jsonb,
  correction jsonb,
  constraint market_documents_pkey PRIMARY KEY (id),
  constraint market_documents_file_id_position_key UNIQUE (file_id, "position"),
  constraint market_documents_file_id_fkey FOREIGN KEY (file_id) REFERENCES market_files(id),
  constraint market_documents_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES market_documents(id) ON DELETE SET NULL,
  constraint market_documents_source_id_fkey FOREIGN KEY (source_id) REFERENCES market_sources(id),
  constraint market_documents_translation_of_fkey FOREIGN KEY (translation_of) REFERENCES market_documents(id) ON DELETE SET NULL,
  constraint market_documents_check CHECK (((family_found IS NULL) = (family_said_at IS NULL))),
  constraint market_documents_check1 CHECK (((as_read IS NULL) = (correction IS NULL))),
  constraint market_documents_family_found_reason_check CHECK ((family_found_reason = ANY (ARRAY['alone'::text, 'same_story'::text, 'replaced'::text, 'person'::text]))),
  constraint market_documents_family_reason_check CHECK ((family_reason = ANY (ARRAY['alone'::text, 'same_story'::text, 'replaced'::text, 'person'::text]))),
  constraint market_documents_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
CREATE INDEX market_documents_by_day ON market_documents USING btree (organisation_id, published_on DESC, id DESC);
CREATE INDEX market_documents_by_family ON market_documents USING btree (organisation_id, family_id);
CREATE INDEX market_documents_by_source ON market_documents USING btree (organisation_id, source_id);
CREATE INDEX market_documents_by_url ON market_documents USING btree (organisation_id, url) WHERE (url IS NOT NULL);
CREATE INDEX market_documents_replaced ON market_documents USING btree (replaced_by) WHERE (replaced_by IS NOT NULL);
CREATE INDEX market_documents_translations ON market_documents USING btree (translation_of) WHERE (translation_of IS NOT NULL);

create table market_feed_entries (
  organisation_id text not null,
  source_id text not null,
  entry_key text not null,
  content_key text not null,
  seen_at timestamp with time zone not null,
  constraint market_feed_entries_pkey PRIMARY KEY (source_id, entry_key),
  constraint market_feed_entries_source_id_fkey FOREIGN KEY (source_id) REFERENCES market_sources(id) ON DELETE CASCADE
);

create table market_fetches (
  id bigint not null generated always as identity,
  organisation_id text not null,
  source_id text not null,
  at timestamp with time zone not null,
  outcome text not null,
  files integer not null,
  status integer,
  bytes bigint not null,
  duration_ms integer not null,
  error jsonb,
  constraint market_fetches_pkey PRIMARY KEY (id),
  constraint market_fetches_source_id_fkey FOREIGN KEY (source_id) REFERENCES market_sources(id) ON DELETE CASCADE,
  constraint market_fetches_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'unchanged'::text, 'failed'::text])))
);
CREATE INDEX market_fetches_by_source ON market_fetches USING btree (source_id, id DESC);

create table market_files (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  asset_id text not null,
  content_type text,
  url text,
  fetched_at timestamp with time zone,
  state text not null,
  attempts integer not null default 0,
  read_as text,
  encoding text,
  warnings jsonb not null default '[]'::jsonb,
  error jsonb,
  created_at timestamp with time zone not null,
  constraint market_files_pkey PRIMARY KEY (id),
  constraint market_files_organisation_id_sha256_key UNIQUE (organisation_id, sha256),
  constraint market_files_source_id_fkey FOREIGN KEY (source_id) REFERENCES market_sources(id),
  constraint market_files_read_as_check CHECK ((read_as = ANY (ARRAY['text'::text, 'markdown'::text, 'html'::text, 'pdf'::text, 'docx'::text]))),
  constraint market_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint market_files_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'reading'::text, 'read'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX market_files_by_time ON market_files USING btree (organisation_id, id DESC);
CREATE INDEX market_files_waiting ON market_files USING btree (organisation_id, id) WHERE (state = ANY (ARRAY['waiting'::text, 'reading'::text]));

create table market_finding_acts (
  id bigint not null generated always as identity,
  organisation_id text not null,
  finding_id text not null,
  at timestamp with time zone not null,
  by_id text,
  by_name text not null,
  act text not null,
  reason text not null,
  constraint market_finding_acts_pkey PRIMARY KEY (id),
  constraint market_finding_acts_organisation_id_finding_id_fkey FOREIGN KEY (organisation_id, finding_id) REFERENCES market_findings(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX market_finding_acts_finding ON market_finding_acts USING btree (organisation_id, finding_id, id);

create table market_finding_claims (
  organisation_id text not null,
  finding_id text not null,
  position integer not null,
  place text not null,
  claim_id text not null,
  document_id text not null,
  copy_of integer,
  suspected boolean not null,
  constraint market_finding_claims_pkey PRIMARY KEY (organisation_id, finding_id, "position"),
  constraint market_finding_claims_organisation_id_finding_id_fkey FOREIGN KEY (organisation_id, finding_id) REFERENCES market_findings(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX market_finding_claims_document ON market_finding_claims USING btree (organisation_id, document_id);

create table market_findings (
  organisation_id text not null,
  id text not null,
  kind text not null,
  disposition text not null,
  severity double precision not null,
  ratio double precision,
  metric text not null,
  hypotheses jsonb not null,
  state text not null,
  settlement jsonb,
  found_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  vanished_at timestamp with time zone,
  constraint market_findings_pkey PRIMARY KEY (organisation_id, id),
  constraint market_findings_disposition_check CHECK ((disposition = ANY (ARRAY['contradiction'::text, 'note'::text]))),
  constraint market_findings_state_check CHECK ((state = ANY (ARRAY['open'::text, 'settled'::text, 'dismissed'::text])))
);
CREATE INDEX market_findings_metric ON market_findings USING btree (organisation_id, metric);
CREATE INDEX market_findings_ranked ON market_findings USING btree (organisation_id, state, disposition, severity DESC, id DESC);

create table market_paragraphs (
  organisation_id text not null,
  document_id text not null,
  position integer not null,
  anchor text not null,
  kind text not null,
  group_name text,
  text text not null,
  file_start integer not null,
  file_end integer not null,
  map jsonb,
  cells jsonb,
  caption text,
  constraint market_paragraphs_pkey PRIMARY KEY (document_id, "position"),
  constraint market_paragraphs_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE,
  constraint market_paragraphs_kind_check CHECK ((kind = ANY (ARRAY['heading'::text, 'text'::text, 'item'::text, 'row'::text, 'leftover'::text])))
);

create table market_programme_acts (
  id bigint not null generated always as identity,
  organisation_id text not null,
  programme_id text not null,
  at timestamp with time zone not null,
  actor_name text not null,
  act text not null,
  fields text[] not null,
  before jsonb not null,
  undone boolean not null default false,
  constraint market_programme_acts_pkey PRIMARY KEY (id),
  constraint market_programme_acts_organisation_id_programme_id_fkey FOREIGN KEY (organisation_id, programme_id) REFERENCES market_programmes(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX market_programme_acts_of ON market_programme_acts USING btree (organisation_id, programme_id, id DESC);

create table market_programme_checks (
  organisation_id text not null,
  work_id text not null,
  programme_id text not null,
  key text not null,
  done_at timestamp with time zone,
  done_by text,
  assignee_id text,
  note text not null,
  constraint market_programme_checks_pkey PRIMARY KEY (organisation_id, work_id, programme_id, key),
  constraint market_programme_checks_organisation_id_programme_id_fkey FOREIGN KEY (organisation_id, programme_id) REFERENCES market_programmes(organisation_id, id) ON DELETE CASCADE
);

create table market_programme_follows (
  organisation_id text not null,
  work_id text not null,
  programme_id text not null,
  user_id text not null,
  told_on date,
  told_days integer,
  created_at timestamp with time zone not null,
  constraint market_programme_follows_pkey PRIMARY KEY (organisation_id, work_id, programme_id, user_id),
  constraint market_programme_follows_organisation_id_programme_id_fkey FOREIGN KEY (organisation_id, programme_id) REFERENCES market_programmes(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX market_programme_follows_of ON market_programme_follows USING btree (organisation_id, programme_id);

create table market_programme_sources (
  organisation_id text not null,
  programme_id text not null,
  document_id text not null,
  ordinal integer not null,
  family_id text not null,
  fact jsonb not null,
  constraint market_programme_sources_pkey PRIMARY KEY (organisation_id, document_id, ordinal),
  constraint market_programme_sources_organisation_id_programme_id_fkey FOREIGN KEY (organisation_id, programme_id) REFERENCES market_programmes(organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX market_programme_sources_family ON market_programme_sources USING btree (organisation_id, family_id);
CREATE INDEX market_programme_sources_of ON market_programme_sources USING btree (organisation_id, programme_id);

create table market_programmes (
  id text not null,
  organisation_id text not null,
  state text not null,
  keys text[] not null,
  base jsonb,
  edits jsonb not null,
  summary jsonb not null,
  revision integer not null,
  merged_into text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint market_programmes_pkey PRIMARY KEY (id),
  constraint market_programmes_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint market_programmes_state_check CHECK ((state = ANY (ARRAY['suggested'::text, 'confirmed'::text, 'archived'::text])))
);
CREATE INDEX market_programmes_keys ON market_programmes USING gin (keys);
CREATE INDEX market_programmes_listed ON market_programmes USING btree (organisation_id, id) WHERE (state <> 'archived'::text);
CREATE INDEX market_programmes_merged ON market_programmes USING btree (merged_into) WHERE (merged_into IS NOT NULL);

create table market_rulings (
  organisation_id text not null,
  document_id text not null,
  anchor text not null,
  text_start integer not null,
  text_end integer not null,
  measure text not null,
  change jsonb not null,
  excluded boolean not null,
  note text not null,
  ruled_by text not null,
  ruled_at timestamp with time zone not null,
  constraint market_rulings_pkey PRIMARY KEY (organisation_id, document_id, anchor, text_start, text_end, measure),
  constraint market_rulings_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE
);
CREATE INDEX market_rulings_by_document ON market_rulings USING btree (document_id);

create table market_search (
  no bigint not null generated always as identity,
  day date not null,
  length integer not null,
  organisation_id text not null,
  family_id text not null,
  document_id text not null,
  language text not null,
  version integer not null,
  terms integer[] not null,
  tags integer[] not null,
  title text not null,
  heads text not null,
  body text not null,
  metrics text[] not null,
  regions text[] not null,
  constraint market_search_pkey PRIMARY KEY (document_id),
  constraint market_search_no_key UNIQUE (no),
  constraint market_search_language_check1 CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
CREATE INDEX market_search_days ON market_search USING btree (organisation_id, day DESC, document_id DESC);
CREATE INDEX market_search_terms ON market_search USING gin (terms, tags);
CREATE INDEX market_search_versions ON market_search USING btree (organisation_id, version);

create table market_search_renewals (
  organisation_id text not null,
  version integer not null,
  task_id text,
  constraint market_search_renewals_pkey PRIMARY KEY (organisation_id)
);

create table market_settled_claims (
  organisation_id text not null,
  finding_id text not null,
  place text not null,
  state text not null,
  reading_low double precision,
  reading_high double precision,
  reason text not null,
  by_id text,
  by_name text not null,
  settled_at timestamp with time zone not null,
  constraint market_settled_claims_pkey PRIMARY KEY (organisation_id, finding_id, place),
  constraint market_settled_claims_organisation_id_finding_id_fkey FOREIGN KEY (organisation_id, finding_id) REFERENCES market_findings(organisation_id, id) ON DELETE CASCADE,
  constraint market_settled_claims_state_check CHECK ((state = ANY (ARRAY['stands'::text, 'off'::text, 'unsure'::text])))
);
CREATE INDEX market_settled_claims_place ON market_settled_claims USING btree (organisation_id, place);

create table market_sources (
  id text not null,
  organisation_id text not null,
  kind text not null,
  name text not null,
  url text,
  every_minutes integer,
  state text not null,
  last_fetched_at timestamp with time zone,
  next_fetch_at timestamp with time zone,
  failures integer not null default 0,
  error jsonb,
  etag text,
  last_modified text,
  task_id text,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint market_sources_pkey PRIMARY KEY (id),
  constraint market_sources_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint market_sources_check CHECK (((kind = ANY (ARRAY['url'::text, 'feed'::text])) = (url IS NOT NULL))),
  constraint market_sources_every_minutes_check CHECK (((every_minutes >= 1) AND (every_minutes <= 525600))),
  constraint market_sources_kind_check CHECK ((kind = ANY (ARRAY['paste'::text, 'upload'::text, 'url'::text, 'feed'::text, 'folder'::text]))),
  constraint market_sources_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'failing'::text])))
);
CREATE UNIQUE INDEX market_sources_by_url ON market_sources USING btree (organisation_id, kind, url) WHERE ((url IS NOT NULL) AND (removed_at IS NULL));
CREATE INDEX market_sources_due ON market_sources USING btree (next_fetch_at) WHERE ((next_fetch_at IS NOT NULL) AND (removed_at IS NULL));
CREATE UNIQUE INDEX market_sources_standing ON market_sources USING btree (organisation_id, kind) WHERE (kind = ANY (ARRAY['paste'::text, 'upload'::text, 'folder'::text]));

create table market_topic_documents (
  organisation_id text not null,
  topic_id text not null,
  document_id text not null,
  fits boolean not null,
  placed text,
  added_at timestamp with time zone not null,
  constraint market_topic_documents_pkey PRIMARY KEY (organisation_id, topic_id, document_id),
  constraint market_topic_documents_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE,
  constraint market_topic_documents_organisation_id_topic_id_fkey FOREIGN KEY (organisation_id, topic_id) REFERENCES market_topics(organisation_id, id) ON DELETE CASCADE,
  constraint market_topic_documents_check CHECK ((fits OR (placed IS NOT NULL))),
  constraint market_topic_documents_placed_check CHECK ((placed = ANY (ARRAY['pinned'::text, 'excluded'::text])))
);
CREATE INDEX market_topic_documents_by_document ON market_topic_documents USING btree (document_id);
CREATE INDEX market_topic_documents_by_time ON market_topic_documents USING btree (organisation_id, topic_id, added_at);

create table market_topic_visits (
  organisation_id text not null,
  topic_id text not null,
  user_id text not null,
  visited_at timestamp with time zone not null,
  constraint market_topic_visits_pkey PRIMARY KEY (organisation_id, topic_id, user_id),
  constraint market_topic_visits_organisation_id_topic_id_fkey FOREIGN KEY (organisation_id, topic_id) REFERENCES market_topics(organisation_id, id) ON DELETE CASCADE
);

create table market_topics (
  id text not null,
  organisation_id text not null,
  name_zh text not null,
  name_en text not null,
  query text not null,
  filters jsonb not null,
  task_id text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint market_topics_pkey PRIMARY KEY (id),
  constraint market_topics_organisation_id_id_key UNIQUE (organisation_id, id),
  constraint market_topics_check CHECK (((name_zh <> ''::text) OR (name_en <> ''::text)))
);
CREATE INDEX market_topics_present ON market_topics USING btree (organisation_id) WHERE (removed_at IS NULL);

create table market_translations (
  organisation_id text not null,
  document_id text not null,
  language text not null,
  model text not null,
  paragraphs jsonb not null,
  dropped integer not null,
  made_at timestamp with time zone not null,
  constraint market_translations_pkey PRIMARY KEY (document_id),
  constraint market_translations_document_id_fkey FOREIGN KEY (document_id) REFERENCES market_documents(id) ON DELETE CASCADE,
  constraint market_translations_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);

create table market_work_profiles (
  organisation_id text not null,
  work_id text not null,
  profile jsonb not null,
  revision integer not null,
  updated_at timestamp with time zone not null,
  constraint market_work_profiles_pkey PRIMARY KEY (organisation_id, work_id)
);

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
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'operator'::text, 'editor'::text, 'viewer'::text, 'agency'::text, 'creator'::text])))
);
CREATE INDEX members_role ON members USING btree (organisation_id, role);
CREATE INDEX members_user_id ON members USING btree (user_id);

create table notification_preferences (
  user_id text not null,
  kind text not null,
  app boolean not null,
  mail boolean not null,
  constraint notification_preferences_pkey PRIMARY KEY (user_id, kind)
);

create table notifications (
  id text not null,
  organisation_id text not null,
  user_id text not null,
  kind text not null,
  params jsonb not null,
  link text,
  in_app boolean not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  mail_state text not null,
  mail_attempts integer not null default 0,
  mail_next_at timestamp with time zone,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_check CHECK (((mail_state = 'waiting'::text) = (mail_next_at IS NOT NULL))),
  constraint notifications_mail_state_check CHECK ((mail_state = ANY (ARRAY['none'::text, 'waiting'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX notifications_created_at ON notifications USING btree (created_at);
CREATE INDEX notifications_listing ON notifications USING btree (user_id, organisation_id, id DESC) WHERE in_app;
CREATE INDEX notifications_mail ON notifications USING btree (mail_next_at) WHERE (mail_state = 'waiting'::text);
CREATE INDEX notifications_unread ON notifications USING btree (user_id, organisation_id) WHERE (in_app AND (read_at IS NULL));

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

create table party_users (
  organisation_id text not null,
  user_id text not null,
  creator_id text,
  agency_id text,
  joined_at timestamp with time zone not null,
  constraint party_users_pkey PRIMARY KEY (organisation_id, user_id),
  constraint party_users_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agencies(id),
  constraint party_users_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators(id),
  constraint party_users_check CHECK (((creator_id IS NULL) <> (agency_id IS NULL)))
);
CREATE INDEX party_users_of_agency ON party_users USING btree (agency_id) WHERE (agency_id IS NOT NULL);
CREATE INDEX party_users_of_creator ON party_users USING btree (creator_id) WHERE (creator_id IS NOT NULL);

create table payee_documents (
  id text not null,
  organisation_id text not null,
  payee_id text not null,
  kind text not null,
  name text not null,
  media_type text not null,
  asset_id text,
  size_bytes bigint not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by_name text not null,
  removed_at timestamp with time zone,
  removed_by_name text,
  constraint payee_documents_pkey PRIMARY KEY (id),
  constraint payee_documents_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payee_documents_check CHECK (((asset_id IS NULL) = (removed_at IS NOT NULL))),
  constraint payee_documents_kind_check CHECK ((kind = ANY (ARRAY['identity'::text, 'business_licence'::text, 'contract'::text, 'tax'::text, 'bank'::text, 'invoice'::text, 'other'::text]))),
  constraint payee_documents_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint payee_documents_size_bytes_check CHECK ((size_bytes > 0))
);
CREATE INDEX payee_documents_payee ON payee_documents USING btree (payee_id, id DESC) WHERE (removed_at IS NULL);

create table payee_exit_moves (
  payee_id text not null,
  number integer not null,
  organisation_id text not null,
  currency text not null,
  amount_minor bigint not null,
  transfer_id text not null,
  moved_at timestamp with time zone not null,
  constraint payee_exit_moves_pkey PRIMARY KEY (payee_id, number),
  constraint payee_exit_moves_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payee_exit_moves_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint payee_exit_moves_number_check CHECK ((number > 0))
);
CREATE TRIGGER payee_exit_moves_no_change BEFORE DELETE OR UPDATE ON payee_exit_moves FOR EACH ROW EXECUTE FUNCTION payee_history_refuse_change();

create table payee_exits (
  id bigint not null generated always as identity,
  organisation_id text not null,
  payee_id text not null,
  exited_at timestamp with time zone not null,
  exited_by_name text not null,
  reason text not null,
  returned_at timestamp with time zone,
  returned_by_name text,
  constraint payee_exits_pkey PRIMARY KEY (id),
  constraint payee_exits_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id)
);
CREATE UNIQUE INDEX payee_exits_open_unique ON payee_exits USING btree (payee_id) WHERE (returned_at IS NULL);

create table payee_invoices (
  id text not null,
  organisation_id text not null,
  payee_id text not null,
  currency text not null,
  period text not null,
  number text not null,
  issued_on date not null,
  amount_minor bigint not null,
  vat_rate_bps integer not null,
  vat_minor bigint not null,
  document_id text,
  state text not null,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  judged_at timestamp with time zone,
  judged_by_name text,
  reason text not null default ''::text,
  constraint payee_invoices_pkey PRIMARY KEY (id),
  constraint payee_invoices_document_id_fkey FOREIGN KEY (document_id) REFERENCES payee_documents(id),
  constraint payee_invoices_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payee_invoices_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payee_invoices_check CHECK (((vat_minor >= 0) AND (vat_minor < amount_minor))),
  constraint payee_invoices_check1 CHECK (((judged_at IS NOT NULL) = (state <> 'submitted'::text))),
  constraint payee_invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payee_invoices_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60))),
  constraint payee_invoices_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint payee_invoices_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'received'::text, 'refused'::text]))),
  constraint payee_invoices_vat_rate_bps_check CHECK (((vat_rate_bps >= 0) AND (vat_rate_bps <= 10000)))
);
CREATE UNIQUE INDEX payee_invoices_number_unique ON payee_invoices USING btree (organisation_id, payee_id, number) WHERE (state <> 'refused'::text);
CREATE INDEX payee_invoices_payee ON payee_invoices USING btree (payee_id, currency, period);

create table payee_method_changes (
  id bigint not null generated always as identity,
  organisation_id text not null,
  payee_id text not null,
  changed_by text,
  changed_by_kind text not null,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  before_masked jsonb,
  after_masked jsonb,
  constraint payee_method_changes_pkey PRIMARY KEY (id),
  constraint payee_method_changes_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id)
);
CREATE INDEX payee_method_changes_payee ON payee_method_changes USING btree (payee_id, changed_at DESC, id DESC);
CREATE TRIGGER payee_method_changes_no_change BEFORE DELETE OR UPDATE ON payee_method_changes FOR EACH ROW EXECUTE FUNCTION payee_history_refuse_change();

create table payee_profiles (
  payee_id text not null,
  organisation_id text not null,
  kind text not null,
  legal_name text not null,
  region text not null,
  id_kind text,
  id_sealed text,
  id_masked text,
  regime text,
  regime_reason text,
  currency text not null,
  threshold_minor bigint,
  method_kind text,
  method_sealed text,
  method_masked jsonb,
  version integer not null,
  updated_at timestamp with time zone not null,
  updated_by_name text not null,
  constraint payee_profiles_pkey PRIMARY KEY (payee_id),
  constraint payee_profiles_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payee_profiles_check CHECK ((num_nonnulls(id_kind, id_sealed, id_masked) = ANY (ARRAY[0, 3]))),
  constraint payee_profiles_check1 CHECK ((num_nonnulls(method_kind, method_sealed, method_masked) = ANY (ARRAY[0, 3]))),
  constraint payee_profiles_check2 CHECK (((regime IS NULL) = (regime_reason IS NULL))),
  constraint payee_profiles_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payee_profiles_id_kind_check CHECK ((id_kind = ANY (ARRAY['cn_id_card'::text, 'cn_credit_code'::text, 'passport'::text, 'other'::text]))),
  constraint payee_profiles_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text]))),
  constraint payee_profiles_legal_name_check CHECK (((length(legal_name) >= 1) AND (length(legal_name) <= 200))),
  constraint payee_profiles_method_kind_check CHECK ((method_kind = ANY (ARRAY['bank_cn'::text, 'bank_intl'::text, 'alipay'::text, 'stripe'::text]))),
  constraint payee_profiles_region_check CHECK ((region = ANY (ARRAY['CN'::text, 'other'::text]))),
  constraint payee_profiles_threshold_minor_check CHECK ((threshold_minor >= 0)),
  constraint payee_profiles_version_check CHECK ((version > 0))
);
CREATE INDEX payee_profiles_by_organisation ON payee_profiles USING btree (organisation_id, payee_id);

create table payee_watch_marks (
  id bigint not null generated always as identity,
  organisation_id text not null,
  payee_id text not null,
  watch text not null,
  level text not null,
  since_period text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint payee_watch_marks_pkey PRIMARY KEY (id),
  constraint payee_watch_marks_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payee_watch_marks_level_check CHECK ((level = ANY (ARRAY['near'::text, 'past'::text]))),
  constraint payee_watch_marks_watch_check CHECK ((watch = ANY (ARRAY['month'::text, 'twelve_months'::text])))
);
CREATE INDEX payee_watch_marks_by_organisation ON payee_watch_marks USING btree (organisation_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX payee_watch_marks_open_unique ON payee_watch_marks USING btree (payee_id, watch, level) WHERE (closed_at IS NULL);

create table payees (
  id text not null,
  organisation_id text not null,
  name text not null,
  creator_id text,
  agency_id text,
  user_id text,
  created_at timestamp with time zone not null,
  role text,
  constraint payees_pkey PRIMARY KEY (id),
  constraint payees_agency_unique UNIQUE (organisation_id, agency_id),
  constraint payees_creator_unique UNIQUE (organisation_id, creator_id),
  constraint payees_role_unique UNIQUE (organisation_id, role),
  constraint payees_user_unique UNIQUE (organisation_id, user_id),
  constraint payees_check CHECK ((num_nonnulls(creator_id, agency_id, user_id) <= 1)),
  constraint payees_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint payees_one_owner CHECK ((num_nonnulls(creator_id, agency_id, user_id, role) <= 1)),
  constraint payees_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'studio'::text])))
);
CREATE INDEX payees_by_organisation ON payees USING btree (organisation_id, id DESC);

create table payout_accounts (
  id text not null,
  organisation_id text not null,
  way text not null,
  name text not null,
  currency text,
  masked text not null,
  holder text,
  endpoint text,
  details_sealed text,
  created_at timestamp with time zone not null,
  created_by text not null,
  created_by_name text not null,
  removed_at timestamp with time zone,
  constraint payout_accounts_pkey PRIMARY KEY (id),
  constraint payout_accounts_check CHECK (((way = 'bank'::text) = (currency IS NOT NULL))),
  constraint payout_accounts_check1 CHECK (((removed_at IS NULL) = (details_sealed IS NOT NULL))),
  constraint payout_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payout_accounts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint payout_accounts_way_check CHECK ((way = ANY (ARRAY['bank'::text, 'alipay'::text, 'stripe'::text])))
);
CREATE UNIQUE INDEX payout_accounts_name_unique ON payout_accounts USING btree (organisation_id, name) WHERE (removed_at IS NULL);

create table payout_batches (
  id text not null,
  organisation_id text not null,
  account_id text not null,
  currency text not null,
  state text not null,
  note text not null,
  execute_on date not null,
  left_out jsonb not null,
  made_by text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  approved_by text,
  approved_by_name text,
  approved_at timestamp with time zone,
  sent_at timestamp with time zone,
  task_id text,
  constraint payout_batches_pkey PRIMARY KEY (id),
  constraint payout_batches_account_id_fkey FOREIGN KEY (account_id) REFERENCES payout_accounts(id),
  constraint payout_batches_check CHECK (((approved_by IS NULL) OR (approved_by <> made_by))),
  constraint payout_batches_check1 CHECK ((num_nonnulls(approved_by, approved_by_name, approved_at) = ANY (ARRAY[0, 3]))),
  constraint payout_batches_check2 CHECK (((state <> ALL (ARRAY['approved'::text, 'sent'::text, 'done'::text])) OR (approved_by IS NOT NULL))),
  constraint payout_batches_check3 CHECK (((sent_at IS NOT NULL) = (state = ANY (ARRAY['sent'::text, 'done'::text])))),
  constraint payout_batches_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payout_batches_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'sent'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX payout_batches_by_organisation ON payout_batches USING btree (organisation_id, id DESC);

create table payout_files (
  batch_id text not null,
  format text not null,
  organisation_id text not null,
  name text not null,
  sha256 text not null,
  size_bytes integer not null,
  sealed text not null,
  made_at timestamp with time zone not null,
  constraint payout_files_pkey PRIMARY KEY (batch_id, format),
  constraint payout_files_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES payout_batches(id),
  constraint payout_files_format_check CHECK ((format = ANY (ARRAY['pain001'::text, 'csv'::text]))),
  constraint payout_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint payout_files_size_bytes_check CHECK ((size_bytes > 0))
);
CREATE TRIGGER payout_files_no_change BEFORE DELETE OR UPDATE ON payout_files FOR EACH ROW EXECUTE FUNCTION payout_files_refuse_change();

create table payout_settings (
  organisation_id text not null,
  day_of_month integer,
  invoice_needed boolean not null,
  currencies jsonb not null,
  reminded_on date,
  constraint payout_settings_pkey PRIMARY KEY (organisation_id),
  constraint payout_settings_day_of_month_check CHECK (((day_of_month >= 1) AND (day_of_month <= 28)))
);

create table payouts (
  id text not null,
  organisation_id text not null,
  batch_id text not null,
  payee_id text not null,
  payee_name text not null,
  currency text not null,
  amount_minor bigint not null,
  state text not null,
  way text not null,
  destination_sealed text not null,
  destination_masked text not null,
  reference text not null,
  tried_at timestamp with time zone,
  tried_with text,
  next_ask_at timestamp with time zone,
  asks integer not null default 0,
  provider_reference text,
  failure jsonb,
  pending_transfer text,
  paid_transfer text,
  returned_transfer text,
  sent_at timestamp with time zone,
  paid_at timestamp with time zone,
  ended_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint payouts_pkey PRIMARY KEY (id),
  constraint payouts_once UNIQUE (batch_id, payee_id),
  constraint payouts_reference_key UNIQUE (reference),
  constraint payouts_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES payout_batches(id),
  constraint payouts_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint payouts_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payouts_check CHECK (((pending_transfer IS NOT NULL) = (sent_at IS NOT NULL))),
  constraint payouts_check1 CHECK (((state <> ALL (ARRAY['sending'::text, 'unknown'::text, 'sent'::text, 'paid'::text, 'returned'::text])) OR (pending_transfer IS NOT NULL))),
  constraint payouts_check2 CHECK (((paid_transfer IS NOT NULL) = (state = ANY (ARRAY['paid'::text, 'returned'::text])))),
  constraint payouts_check3 CHECK (((returned_transfer IS NOT NULL) = (state = 'returned'::text))),
  constraint payouts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payouts_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 35))),
  constraint payouts_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'sending'::text, 'unknown'::text, 'sent'::text, 'paid'::text, 'failed'::text, 'returned'::text, 'cancelled'::text]))),
  constraint payouts_way_check CHECK ((way = ANY (ARRAY['bank'::text, 'alipay'::text, 'stripe'::text])))
);
CREATE INDEX payouts_open ON payouts USING btree (organisation_id, payee_id, currency) WHERE (state = ANY (ARRAY['draft'::text, 'approved'::text, 'sending'::text, 'unknown'::text, 'sent'::text]));
CREATE INDEX payouts_payee ON payouts USING btree (payee_id, id DESC);
CREATE INDEX payouts_to_ask ON payouts USING btree (next_ask_at) WHERE (next_ask_at IS NOT NULL);

create table periodic_works (
  name text not null,
  holder text not null,
  lease_until timestamp with time zone not null,
  next_at timestamp with time zone not null,
  constraint periodic_works_pkey PRIMARY KEY (name)
);

create table placements (
  id text not null,
  organisation_id text not null,
  claim_id text not null,
  campaign_id text not null,
  work_id text not null,
  creator_id text not null,
  agency_id text,
  channel text not null,
  account_id text,
  offer_id text not null default ''::text,
  hook_id text,
  clip_id text,
  code_id text not null,
  code text not null,
  code_shown text not null,
  link_id text not null,
  url text not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint placements_pkey PRIMARY KEY (id),
  constraint placements_claim_id_channel_offer_id_key UNIQUE (claim_id, channel, offer_id),
  constraint placements_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id),
  constraint placements_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims(id)
);
CREATE INDEX placements_of_agency ON placements USING btree (organisation_id, agency_id, id DESC) WHERE (agency_id IS NOT NULL);
CREATE INDEX placements_of_campaign ON placements USING btree (campaign_id, id DESC);
CREATE INDEX placements_of_creator ON placements USING btree (organisation_id, creator_id, id DESC);
CREATE INDEX placements_of_organisation ON placements USING btree (organisation_id, id DESC);

create table protection_decisions (
  id bigint not null generated always as identity,
  organisation_id text not null,
  match_id text not null,
  from_state text not null,
  to_state text not null,
  before jsonb,
  by text,
  reason text not null,
  at timestamp with time zone not null,
  is_undone boolean not null default false,
  constraint protection_decisions_pkey PRIMARY KEY (id),
  constraint protection_decisions_match_id_fkey FOREIGN KEY (match_id) REFERENCES protection_matches(id) ON DELETE CASCADE
);
CREATE INDEX protection_decisions_match ON protection_decisions USING btree (match_id, id);

create table protection_matches (
  id text not null,
  organisation_id text not null,
  suspect_id text not null,
  work_id text not null,
  episode_id text not null,
  video_sha256 text not null,
  score_bps integer not null,
  copied_ms integer not null,
  segments jsonb not null,
  transformations jsonb not null,
  edits jsonb not null,
  remake jsonb,
  state text not null,
  decision jsonb,
  case_id text,
  strip jsonb,
  strip_asset_id text,
  is_current boolean not null,
  is_told boolean not null default false,
  found_at timestamp with time zone not null,
  constraint protection_matches_pkey PRIMARY KEY (id),
  constraint protection_matches_score_bps_check CHECK (((score_bps >= 0) AND (score_bps <= 10000))),
  constraint protection_matches_state_check CHECK ((state = ANY (ARRAY['open'::text, 'allowed'::text, 'ignored'::text, 'case'::text])))
);
CREATE INDEX protection_matches_case ON protection_matches USING btree (organisation_id, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX protection_matches_organisation ON protection_matches USING btree (organisation_id, id);
CREATE UNIQUE INDEX protection_matches_pair_unique ON protection_matches USING btree (suspect_id, episode_id);
CREATE INDEX protection_matches_strength ON protection_matches USING btree (organisation_id, state, score_bps DESC, copied_ms DESC, id);
CREATE INDEX protection_matches_untold ON protection_matches USING btree (organisation_id) WHERE (NOT is_told);
CREATE INDEX protection_matches_work ON protection_matches USING btree (organisation_id, work_id);

create table protection_references (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  episode_id text not null,
  video_sha256 text not null,
  state text not null,
  version integer not null,
  seq bigint not null,
  duration_ms integer,
  pictures integer,
  asset_id text,
  object_sha256 text,
  size_bytes bigint,
  error jsonb,
  made_at timestamp with time zone not null,
  constraint protection_references_pkey PRIMARY KEY (id),
  constraint protection_references_check CHECK (((state = 'ready'::text) = ((asset_id IS NOT NULL) AND (object_sha256 IS NOT NULL)))),
  constraint protection_references_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX protection_references_episode_unique ON protection_references USING btree (organisation_id, episode_id);
CREATE INDEX protection_references_seq ON protection_references USING btree (organisation_id, seq);
CREATE INDEX protection_references_work ON protection_references USING btree (organisation_id, work_id);

create table protection_reports (
  id text not null,
  organisation_id text not null,
  source text not null,
  user_id text,
  party_id text,
  name text,
  url text not null,
  title text not null,
  note text not null,
  contact text,
  state text not null,
  reason text not null default ''::text,
  sighting_id text,
  times integer not null default 1,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  constraint protection_reports_pkey PRIMARY KEY (id),
  constraint protection_reports_source_check CHECK ((source = ANY (ARRAY['staff'::text, 'creator'::text, 'agency'::text, 'viewer'::text]))),
  constraint protection_reports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'looking'::text, 'dismissed'::text])))
);
CREATE INDEX protection_reports_organisation ON protection_reports USING btree (organisation_id, id);
CREATE INDEX protection_reports_party ON protection_reports USING btree (organisation_id, party_id, id) WHERE (party_id IS NOT NULL);
CREATE UNIQUE INDEX protection_reports_waiting_unique ON protection_reports USING btree (organisation_id, md5(url)) WHERE (state = 'waiting'::text);

create table protection_settings (
  organisation_id text not null,
  reference_seq bigint not null default 0,
  completing_task_id text,
  searching_task_id text,
  report_enabled boolean not null default false,
  report_token text,
  invitation text not null default ''::text,
  told_at timestamp with time zone,
  constraint protection_settings_pkey PRIMARY KEY (organisation_id)
);
CREATE UNIQUE INDEX protection_settings_report_token_unique ON protection_settings USING btree (report_token) WHERE (report_token IS NOT NULL);

create table protection_sightings (
  id text not null,
  organisation_id text not null,
  suspect_id text,
  way text not null,
  state text not null,
  url text,
  host text,
  account text,
  filename text,
  note text not null,
  batch_id text,
  report_id text,
  task_id text,
  error jsonb,
  capture jsonb,
  created_at timestamp with time zone not null,
  constraint protection_sightings_pkey PRIMARY KEY (id),
  constraint protection_sightings_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'fetching'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint protection_sightings_way_check CHECK ((way = ANY (ARRAY['upload'::text, 'link'::text, 'watch_folder'::text, 'report'::text])))
);
CREATE INDEX protection_sightings_batch ON protection_sightings USING btree (organisation_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX protection_sightings_organisation ON protection_sightings USING btree (organisation_id, id);
CREATE INDEX protection_sightings_suspect ON protection_sightings USING btree (suspect_id) WHERE (suspect_id IS NOT NULL);
CREATE INDEX protection_sightings_under_way ON protection_sightings USING btree (organisation_id, url) WHERE (state = ANY (ARRAY['waiting'::text, 'fetching'::text]));

create table protection_suspects (
  id text not null,
  organisation_id text not null,
  name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  media_type text not null,
  asset_id text not null,
  duration_ms integer,
  width integer,
  height integer,
  state text not null,
  task_id text,
  error jsonb,
  features_asset_id text,
  features_sha256 text,
  features_version integer,
  searched_seq bigint,
  scanned_at timestamp with time zone,
  url text,
  host text,
  account text,
  created_at timestamp with time zone not null,
  constraint protection_suspects_pkey PRIMARY KEY (id),
  constraint protection_suspects_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'scanning'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX protection_suspects_organisation ON protection_suspects USING btree (organisation_id, id);
CREATE INDEX protection_suspects_searched ON protection_suspects USING btree (organisation_id, searched_seq) WHERE (state = 'done'::text);
CREATE UNIQUE INDEX protection_suspects_sha256_unique ON protection_suspects USING btree (organisation_id, sha256);

create table publications (
  id text not null,
  organisation_id text not null,
  placement_id text not null,
  creator_id text not null,
  creator_clip_id text,
  channel text not null,
  way text not null,
  connection_id text,
  state text not null,
  progress_bps integer not null default 0,
  title text not null,
  caption text not null,
  privacy text not null,
  scheduled_at timestamp with time zone,
  due_at timestamp with time zone,
  attempts integer not null default 0,
  transfer_sealed text,
  remote_id text,
  url text,
  error jsonb,
  created_by text,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  constraint publications_pkey PRIMARY KEY (id),
  constraint publications_check CHECK (((way = 'by_hand'::text) OR (connection_id IS NOT NULL))),
  constraint publications_progress_bps_check CHECK (((progress_bps >= 0) AND (progress_bps <= 10000))),
  constraint publications_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'scheduled'::text, 'uploading'::text, 'processing'::text, 'published'::text, 'failed'::text, 'cancelled'::text]))),
  constraint publications_way_check CHECK ((way = ANY (ARRAY['connected'::text, 'by_hand'::text])))
);
CREATE INDEX publications_due ON publications USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX publications_organisation ON publications USING btree (organisation_id, id);
CREATE INDEX publications_placement ON publications USING btree (organisation_id, placement_id);

create table registration_assets (
  registration_id text not null,
  position integer not null,
  path text not null,
  kind text not null,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  included boolean not null,
  constraint registration_assets_pkey PRIMARY KEY (registration_id, "position"),
  constraint registration_assets_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES registrations(id),
  constraint registration_assets_bytes_check CHECK ((bytes >= 0)),
  constraint registration_assets_kind_check CHECK ((kind = ANY (ARRAY['episode_video'::text, 'subtitle'::text, 'cover'::text, 'document'::text, 'text'::text, 'capture'::text, 'record'::text]))),
  constraint registration_assets_position_check CHECK (("position" >= 1)),
  constraint registration_assets_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

create table registration_holds (
  registration_id text not null,
  asset_id text not null,
  goes_with_work boolean not null,
  constraint registration_holds_pkey PRIMARY KEY (registration_id, asset_id),
  constraint registration_holds_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES registrations(id)
);

create table registration_numbers (
  organisation_id text not null,
  work_id text not null,
  last integer not null,
  constraint registration_numbers_pkey PRIMARY KEY (organisation_id, work_id)
);

create table registration_stamps (
  id text not null,
  organisation_id text not null,
  registration_id text not null,
  authority text not null,
  state text not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  claimed_until timestamp with time zone,
  query text,
  reply text,
  anchors text not null default ''::text,
  stamped_at timestamp with time zone,
  accuracy_ms integer,
  policy text,
  serial text,
  signer text,
  anchor text,
  fingerprint text,
  error jsonb,
  created_at timestamp with time zone not null,
  constraint registration_stamps_pkey PRIMARY KEY (id),
  constraint registration_stamps_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES registrations(id),
  constraint registration_stamps_check CHECK (((state = 'waiting'::text) = (next_try_at IS NOT NULL))),
  constraint registration_stamps_check1 CHECK (((state = 'stamped'::text) = ((reply IS NOT NULL) AND (query IS NOT NULL) AND (stamped_at IS NOT NULL)))),
  constraint registration_stamps_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'stamped'::text, 'failed'::text])))
);
CREATE INDEX registration_stamps_due ON registration_stamps USING btree (next_try_at) WHERE (state = 'waiting'::text);
CREATE INDEX registration_stamps_of ON registration_stamps USING btree (registration_id, id);
CREATE UNIQUE INDEX registration_stamps_waiting ON registration_stamps USING btree (registration_id, authority) WHERE (state = 'waiting'::text);

create table registrations (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  number integer not null,
  basis text not null,
  of_registration_id text,
  title text not null,
  work_kind text not null,
  zone text not null,
  root text not null,
  leaves integer not null,
  asset_count integer not null,
  bytes bigint not null,
  owners jsonb not null,
  identifiers jsonb not null,
  iscc text,
  manifest_sha256 text not null,
  held boolean not null,
  registered_at timestamp with time zone not null,
  registered_by_name text not null,
  constraint registrations_pkey PRIMARY KEY (id),
  constraint registrations_organisation_id_work_id_number_key UNIQUE (organisation_id, work_id, number),
  constraint registrations_root_key UNIQUE (root),
  constraint registrations_of_registration_id_fkey FOREIGN KEY (of_registration_id) REFERENCES registrations(id),
  constraint registrations_basis_check CHECK ((basis = ANY (ARRAY['work'::text, 'captures'::text]))),
  constraint registrations_check CHECK (((basis = 'captures'::text) = (of_registration_id IS NOT NULL))),
  constraint registrations_leaves_check CHECK ((leaves >= 1)),
  constraint registrations_number_check CHECK ((number >= 1)),
  constraint registrations_root_check CHECK ((root ~ '^[0-9a-f]{64}$'::text)),
  constraint registrations_work_kind_check CHECK ((work_kind = ANY (ARRAY['drama'::text, 'novel'::text, 'script'::text, 'film'::text])))
);
CREATE INDEX registrations_by_time ON registrations USING btree (organisation_id, registered_at DESC, id DESC);
CREATE INDEX registrations_by_work ON registrations USING btree (organisation_id, work_id, registered_at DESC, id DESC);

create table revenue_costs (
  id text not null,
  organisation_id text not null,
  plan_id text not null,
  cost text not null,
  currency text not null,
  amount_minor bigint not null,
  spent_on date not null,
  spent_at timestamp with time zone not null,
  note text not null,
  added_by text not null,
  added_by_name text not null,
  added_at timestamp with time zone not null,
  settlement_id text,
  constraint revenue_costs_pkey PRIMARY KEY (id),
  constraint revenue_costs_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES share_plans(id),
  constraint revenue_costs_amount_minor_check CHECK ((amount_minor > 0)),
  constraint revenue_costs_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
CREATE INDEX revenue_costs_plan ON revenue_costs USING btree (plan_id, spent_on DESC, id DESC);

create table revenue_dues (
  settlement_id text not null,
  organisation_id text not null,
  payee_id text not null,
  currency text not null,
  payable_on date not null,
  amount_minor bigint not null,
  constraint revenue_dues_pkey PRIMARY KEY (settlement_id, payee_id, payable_on),
  constraint revenue_dues_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE
);
CREATE INDEX revenue_dues_payee ON revenue_dues USING btree (payee_id, currency, payable_on);

create table revenue_estimate_days (
  organisation_id text not null,
  plan_id text not null,
  currency text not null,
  payee_id text not null,
  payable_on date not null,
  held boolean not null,
  amount_minor bigint not null,
  constraint revenue_estimate_days_pkey PRIMARY KEY (organisation_id, plan_id, currency, payee_id, payable_on, held)
);
CREATE INDEX revenue_estimate_days_payee ON revenue_estimate_days USING btree (payee_id);

create table revenue_estimate_plans (
  organisation_id text not null,
  plan_id text not null,
  currency text not null,
  dirty boolean not null,
  epoch integer not null,
  marks integer not null,
  done integer not null,
  occurred_at timestamp with time zone,
  item_id text,
  state jsonb,
  folded_at timestamp with time zone,
  not_before timestamp with time zone,
  constraint revenue_estimate_plans_pkey PRIMARY KEY (organisation_id, plan_id, currency)
);

create table revenue_estimates (
  organisation_id text not null,
  group_key text not null,
  plan_id text not null,
  currency text not null,
  origin jsonb not null,
  sums jsonb not null,
  number integer not null,
  transfer_id text,
  constraint revenue_estimates_pkey PRIMARY KEY (organisation_id, group_key)
);
CREATE INDEX revenue_estimates_plan ON revenue_estimates USING btree (organisation_id, plan_id, currency);

create table revenue_items (
  id text not null,
  organisation_id text not null,
  kind text not null,
  source_id text,
  external_id text,
  work_id text,
  campaign_id text,
  creator_id text,
  agency_id text,
  currency text not null,
  amount_minor bigint not null,
  refunded_minor bigint not null,
  creator_terms_minor bigint,
  agency_terms_minor bigint,
  cap_minor bigint,
  valid boolean not null,
  held boolean not null,
  occurred_at timestamp with time zone not null,
  refunded_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  payable_at timestamp with time zone not null,
  plan_id text,
  plan_version integer,
  revision integer not null,
  settled_revision integer,
  settled_settlement text,
  settled_number bigint,
  settled_refunded_minor bigint,
  fed_at timestamp with time zone not null,
  undivided text,
  constraint revenue_items_pkey PRIMARY KEY (id),
  constraint revenue_items_agency_terms_minor_check CHECK ((agency_terms_minor >= 0)),
  constraint revenue_items_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint revenue_items_cap_minor_check CHECK ((cap_minor >= 0)),
  constraint revenue_items_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= amount_minor))),
  constraint revenue_items_check1 CHECK (((plan_id IS NULL) = (plan_version IS NULL))),
  constraint revenue_items_check2 CHECK (((settled_settlement IS NULL) = (settled_number IS NULL))),
  constraint revenue_items_creator_terms_minor_check CHECK ((creator_terms_minor >= 0)),
  constraint revenue_items_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint revenue_items_divided CHECK (((undivided IS NULL) = (plan_id IS NOT NULL))),
  constraint revenue_items_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'renewal'::text, 'ad_revenue'::text, 'fixed_fee'::text]))),
  constraint revenue_items_undivided_check CHECK ((undivided = ANY (ARRAY['no_plan'::text, 'no_version'::text, 'kind_not_covered'::text, 'other_currency'::text])))
);
CREATE INDEX revenue_items_agency ON revenue_items USING btree (agency_id, occurred_at DESC, id) WHERE (agency_id IS NOT NULL);
CREATE INDEX revenue_items_creator ON revenue_items USING btree (creator_id, occurred_at DESC, id) WHERE (creator_id IS NOT NULL);
CREATE INDEX revenue_items_external ON revenue_items USING btree (organisation_id, source_id, external_id);
CREATE INDEX revenue_items_held ON revenue_items USING btree (organisation_id, occurred_at DESC, id DESC) WHERE (held AND valid);
CREATE INDEX revenue_items_open ON revenue_items USING btree (organisation_id, currency, plan_id, occurred_at, id COLLATE "C") WHERE ((settled_revision IS NULL) OR (settled_revision <> revision));
CREATE INDEX revenue_items_time ON revenue_items USING btree (organisation_id, occurred_at, id);
CREATE INDEX revenue_items_undivided ON revenue_items USING btree (organisation_id, occurred_at DESC, id DESC) WHERE ((plan_id IS NULL) AND valid);

create table revenue_month_closings (
  organisation_id text not null,
  period text not null,
  closed_until timestamp with time zone not null,
  seq bigint not null,
  hash text not null,
  root text not null,
  warnings text[] not null,
  closed_by text not null,
  closed_by_name text not null,
  closed_at timestamp with time zone not null,
  constraint revenue_month_closings_pkey PRIMARY KEY (organisation_id, period),
  constraint revenue_month_closings_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
CREATE TRIGGER revenue_month_closings_no_change BEFORE DELETE OR UPDATE ON revenue_month_closings FOR EACH ROW EXECUTE FUNCTION share_plan_signatures_refuse_change();

create table revenue_plan_states (
  settlement_id text not null,
  organisation_id text not null,
  plan_id text not null,
  before jsonb not null,
  after jsonb not null,
  constraint revenue_plan_states_pkey PRIMARY KEY (settlement_id, plan_id),
  constraint revenue_plan_states_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE
);
CREATE INDEX revenue_plan_states_plan ON revenue_plan_states USING btree (plan_id);

create table revenue_posting_groups (
  settlement_id text not null,
  number integer not null,
  organisation_id text not null,
  plan_id text not null,
  plan_version integer not null,
  origin text not null,
  creator_id text,
  agency_id text,
  sums jsonb not null,
  payee_ids text[] not null,
  postings integer not null,
  root text not null,
  transfer_id text,
  constraint revenue_posting_groups_pkey PRIMARY KEY (settlement_id, number),
  constraint revenue_posting_groups_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE,
  constraint revenue_posting_groups_number_check CHECK ((number > 0)),
  constraint revenue_posting_groups_postings_check CHECK ((postings > 0))
);
CREATE INDEX revenue_posting_groups_payees ON revenue_posting_groups USING gin (payee_ids);
CREATE INDEX revenue_posting_groups_transfer ON revenue_posting_groups USING btree (transfer_id) WHERE (transfer_id IS NOT NULL);

create table revenue_postings (
  settlement_id text not null,
  number bigint not null,
  organisation_id text not null,
  group_number integer not null,
  item_id text not null,
  kind text not null,
  amount_minor bigint not null,
  item_revision integer not null,
  refunded_minor bigint not null,
  last boolean not null,
  standing_number bigint,
  content text not null,
  lines jsonb not null,
  salt text not null,
  hash text not null,
  constraint revenue_postings_pkey PRIMARY KEY (settlement_id, number),
  constraint revenue_postings_kind_check CHECK ((kind = ANY (ARRAY['earned'::text, 'refunded'::text, 'taken_back'::text]))),
  constraint revenue_postings_number_check CHECK ((number > 0))
);
CREATE INDEX revenue_postings_group ON revenue_postings USING btree (settlement_id, group_number, number);
CREATE INDEX revenue_postings_item ON revenue_postings USING btree (item_id);
CREATE TRIGGER revenue_postings_no_change BEFORE DELETE OR UPDATE ON revenue_postings FOR EACH ROW EXECUTE FUNCTION revenue_postings_keep();

create table revenue_receipts (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  reconciliation_id text,
  currency text not null,
  amount_minor bigint not null,
  received_on date not null,
  account text not null,
  reference text not null,
  transfer_id text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  taken_back_by_name text,
  taken_back_transfer_id text,
  constraint revenue_receipts_pkey PRIMARY KEY (id),
  constraint revenue_receipts_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES revenue_reconciliations(id),
  constraint revenue_receipts_amount_minor_check CHECK ((amount_minor > 0)),
  constraint revenue_receipts_check CHECK (((taken_back_at IS NULL) = (taken_back_transfer_id IS NULL))),
  constraint revenue_receipts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
CREATE INDEX revenue_receipts_by_organisation ON revenue_receipts USING btree (organisation_id, id DESC);

create table revenue_reconciliation_lines (
  id bigint not null generated always as identity,
  reconciliation_id text not null,
  organisation_id text not null,
  external_id text not null,
  line bigint,
  copies integer not null default 0,
  copied_minor bigint not null default 0,
  amount_minor bigint,
  refunded_minor bigint not null default 0,
  fee_minor bigint not null default 0,
  net_minor bigint,
  their_currency text not null,
  their_status text,
  their_at timestamp with time zone,
  problem jsonb,
  item_id text,
  item_kind text,
  our_amount_minor bigint,
  our_refunded_minor bigint,
  our_currency text,
  our_valid boolean,
  our_settled boolean,
  our_at timestamp with time zone,
  outcome text,
  differences text[] not null default '{}'::text[],
  proposals text[] not null default '{}'::text[],
  difference_minor bigint not null default 0,
  state text not null default 'none'::text,
  action text,
  reason text not null default ''::text,
  decided_by_name text,
  decided_at timestamp with time zone,
  transfer_id text,
  decisions integer not null default 0,
  constraint revenue_reconciliation_lines_pkey PRIMARY KEY (id),
  constraint revenue_reconciliation_lines_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES revenue_reconciliations(id) ON DELETE CASCADE,
  constraint revenue_reconciliation_lines_check CHECK (((action IS NOT NULL) = (state = ANY (ARRAY['asked'::text, 'accepted'::text, 'ignored'::text])))),
  constraint revenue_reconciliation_lines_outcome_check CHECK ((outcome = ANY (ARRAY['matched'::text, 'missing_here'::text, 'missing_there'::text, 'different'::text, 'duplicate'::text, 'unreadable'::text]))),
  constraint revenue_reconciliation_lines_state_check CHECK ((state = ANY (ARRAY['none'::text, 'open'::text, 'asked'::text, 'accepted'::text, 'ignored'::text])))
);
CREATE INDEX revenue_reconciliation_lines_external ON revenue_reconciliation_lines USING btree (organisation_id, external_id);
CREATE INDEX revenue_reconciliation_lines_listing ON revenue_reconciliation_lines USING btree (reconciliation_id, state, outcome, id);
CREATE UNIQUE INDEX revenue_reconciliation_lines_order ON revenue_reconciliation_lines USING btree (reconciliation_id, external_id) WHERE (external_id <> ''::text);

create table revenue_reconciliations (
  id text not null,
  organisation_id text not null,
  source_id text not null,
  currency text not null,
  period text not null,
  filename text not null,
  size_bytes bigint not null,
  asset_id text,
  facts jsonb not null,
  mapping jsonb not null,
  preview jsonb not null,
  state text not null,
  is_read boolean not null default false,
  file_rows bigint not null default 0,
  round integer not null default 0,
  totals jsonb,
  failure jsonb,
  task_id text,
  progress_bps integer not null default 0,
  fees_minor bigint,
  fees_transfer_id text,
  fees_posted integer not null default 0,
  made_by text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  closed_by_name text,
  closed_at timestamp with time zone,
  note text not null default ''::text,
  constraint revenue_reconciliations_pkey PRIMARY KEY (id),
  constraint revenue_reconciliations_check CHECK (((fees_minor IS NULL) = (fees_transfer_id IS NULL))),
  constraint revenue_reconciliations_check1 CHECK (((closed_at IS NOT NULL) = (state = 'closed'::text))),
  constraint revenue_reconciliations_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint revenue_reconciliations_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint revenue_reconciliations_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'comparing'::text, 'ready'::text, 'closed'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX revenue_reconciliations_by_organisation ON revenue_reconciliations USING btree (organisation_id, id DESC);
CREATE INDEX revenue_reconciliations_period ON revenue_reconciliations USING btree (organisation_id, period, source_id, currency);

create table revenue_replans (
  organisation_id text not null,
  plan_id text not null,
  occurred_at timestamp with time zone not null,
  item_id text not null,
  constraint revenue_replans_pkey PRIMARY KEY (organisation_id, plan_id)
);

create table revenue_settlement_passed (
  settlement_id text not null,
  item_id text not null,
  revision integer not null,
  constraint revenue_settlement_passed_pkey PRIMARY KEY (settlement_id, item_id),
  constraint revenue_settlement_passed_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE
);

create table revenue_settlement_payees (
  settlement_id text not null,
  payee_id text not null,
  organisation_id text not null,
  lines integer not null,
  earned_minor bigint not null,
  refunded_minor bigint not null,
  restated_minor bigint not null,
  withheld_minor bigint not null,
  credit_minor bigint not null,
  regime text,
  explanation jsonb,
  dues jsonb not null,
  net_minor bigint generated always as ((((earned_minor + refunded_minor) + restated_minor) - withheld_minor)) stored,
  tax_transfer_id text,
  constraint revenue_settlement_payees_pkey PRIMARY KEY (settlement_id, payee_id),
  constraint revenue_settlement_payees_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint revenue_settlement_payees_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE
);
CREATE INDEX revenue_settlement_payees_net ON revenue_settlement_payees USING btree (settlement_id, net_minor DESC, payee_id);
CREATE INDEX revenue_settlement_payees_payee ON revenue_settlement_payees USING btree (payee_id);

create table revenue_settlements (
  id text not null,
  organisation_id text not null,
  period text not null,
  currency text not null,
  run integer not null,
  state text not null,
  cut_at timestamp with time zone not null,
  summary jsonb,
  failure jsonb,
  progress jsonb,
  task_id text,
  made_by text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  approved_by text,
  approved_by_name text,
  approved_at timestamp with time zone,
  posted_at timestamp with time zone,
  seal_seq bigint,
  seal_hash text,
  seal_root text,
  constraint revenue_settlements_pkey PRIMARY KEY (id),
  constraint revenue_settlements_run_unique UNIQUE (organisation_id, period, currency, run),
  constraint revenue_settlements_check CHECK (((approved_by IS DISTINCT FROM made_by) OR (approved_by IS NULL))),
  constraint revenue_settlements_check1 CHECK (
CASE
    WHEN (state = ANY (ARRAY['approved'::text, 'posted'::text])) THEN (approved_at IS NOT NULL)
    ELSE ((state = 'failed'::text) OR (approved_at IS NULL))
END),
  constraint revenue_settlements_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint revenue_settlements_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint revenue_settlements_run_check CHECK ((run > 0)),
  constraint revenue_settlements_state_check CHECK ((state = ANY (ARRAY['computing'::text, 'ready'::text, 'approved'::text, 'posted'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX revenue_settlements_by_organisation ON revenue_settlements USING btree (organisation_id, id DESC);
CREATE UNIQUE INDEX revenue_settlements_open_unique ON revenue_settlements USING btree (organisation_id, currency) WHERE ((state = ANY (ARRAY['computing'::text, 'ready'::text, 'approved'::text])) OR ((state = 'failed'::text) AND (approved_at IS NOT NULL)));

create table revenue_statements (
  id text not null,
  organisation_id text not null,
  payee_id text not null,
  currency text not null,
  period text not null,
  version integer not null,
  settlement_id text not null,
  opening_minor bigint not null,
  earned_minor bigint not null,
  refunded_minor bigint not null,
  restated_minor bigint not null,
  tax_minor bigint not null,
  paid_minor bigint not null,
  other_minor bigint not null,
  closing_minor bigint not null,
  seal_seq bigint not null,
  seal_hash text not null,
  seal_root text not null,
  made_at timestamp with time zone not null,
  constraint revenue_statements_pkey PRIMARY KEY (id),
  constraint revenue_statements_version_unique UNIQUE (payee_id, currency, period, version),
  constraint revenue_statements_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint revenue_statements_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id),
  constraint revenue_statements_check CHECK ((closing_minor = ((((((opening_minor + earned_minor) + refunded_minor) + restated_minor) + tax_minor) + paid_minor) + other_minor))),
  constraint revenue_statements_earned_minor_check CHECK ((earned_minor >= 0)),
  constraint revenue_statements_version_check CHECK ((version > 0))
);
CREATE INDEX revenue_statements_by_organisation ON revenue_statements USING btree (organisation_id, period DESC, id DESC);
CREATE TRIGGER revenue_statements_no_change BEFORE DELETE OR UPDATE ON revenue_statements FOR EACH ROW EXECUTE FUNCTION share_plan_signatures_refuse_change();

create table revenue_withholdings (
  settlement_id text not null,
  organisation_id text not null,
  payee_id text not null,
  currency text not null,
  period text not null,
  regime text not null,
  income_minor bigint not null,
  withheld_minor bigint not null,
  credit_minor bigint not null,
  content text not null,
  constraint revenue_withholdings_pkey PRIMARY KEY (settlement_id, payee_id),
  constraint revenue_withholdings_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint revenue_withholdings_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES revenue_settlements(id) ON DELETE CASCADE,
  constraint revenue_withholdings_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint revenue_withholdings_withheld_minor_check CHECK ((withheld_minor >= 0))
);
CREATE INDEX revenue_withholdings_by_period ON revenue_withholdings USING btree (organisation_id, currency, period);
CREATE INDEX revenue_withholdings_payee ON revenue_withholdings USING btree (payee_id, currency, period);
CREATE TRIGGER revenue_withholdings_no_change BEFORE DELETE OR UPDATE ON revenue_withholdings FOR EACH ROW EXECUTE FUNCTION revenue_withholdings_keep();

create table rights_changes (
  id bigint not null generated always as identity,
  organisation_id text not null,
  work_id text,
  subject_id text not null,
  what text not null,
  at timestamp with time zone not null,
  by_name text not null,
  reason text not null,
  fields jsonb not null,
  constraint rights_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX rights_changes_by_organisation ON rights_changes USING btree (organisation_id, id DESC);
CREATE INDEX rights_changes_by_subject ON rights_changes USING btree (organisation_id, subject_id, id DESC);
CREATE INDEX rights_changes_by_work ON rights_changes USING btree (organisation_id, work_id, id DESC) WHERE (work_id IS NOT NULL);
CREATE TRIGGER rights_changes_no_change BEFORE DELETE OR UPDATE ON rights_changes FOR EACH ROW EXECUTE FUNCTION rights_changes_keep();

create table rights_deeds (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  right_kind text not null,
  from_party_id text,
  to_party_id text not null,
  share_n bigint not null,
  share_d bigint not null,
  effective_on date not null,
  zone text not null,
  note text not null,
  corrects text,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  voided_at timestamp with time zone,
  voided_by_name text,
  void_reason text,
  constraint rights_deeds_pkey PRIMARY KEY (id),
  constraint rights_deeds_corrects_fkey FOREIGN KEY (corrects) REFERENCES rights_deeds(id),
  constraint rights_deeds_from_party_id_fkey FOREIGN KEY (from_party_id) REFERENCES rights_parties(id),
  constraint rights_deeds_to_party_id_fkey FOREIGN KEY (to_party_id) REFERENCES rights_parties(id),
  constraint rights_deeds_check CHECK ((to_party_id IS DISTINCT FROM from_party_id)),
  constraint rights_deeds_check1 CHECK ((share_d >= share_n)),
  constraint rights_deeds_check2 CHECK ((num_nonnulls(voided_at, voided_by_name, void_reason) = ANY (ARRAY[0, 3]))),
  constraint rights_deeds_right_kind_check CHECK ((right_kind = ANY (ARRAY['streaming'::text, 'broadcasting'::text, 'exhibition'::text, 'distribution'::text, 'promotion'::text, 'adaptation'::text, 'translation'::text, 'merchandising'::text]))),
  constraint rights_deeds_share_n_check CHECK ((share_n > 0))
);
CREATE INDEX rights_deeds_by_work ON rights_deeds USING btree (organisation_id, work_id, id);
CREATE INDEX rights_deeds_from ON rights_deeds USING btree (from_party_id) WHERE ((voided_at IS NULL) AND (from_party_id IS NOT NULL));
CREATE INDEX rights_deeds_to ON rights_deeds USING btree (to_party_id) WHERE (voided_at IS NULL);
CREATE TRIGGER rights_deeds_no_change BEFORE DELETE OR UPDATE ON rights_deeds FOR EACH ROW EXECUTE FUNCTION rights_deeds_keep();

create table rights_documents (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  kind text not null,
  name text not null,
  media_type text not null,
  asset_id text not null,
  sha256 text not null,
  size_bytes bigint not null,
  proves text[] not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by_name text not null,
  constraint rights_documents_pkey PRIMARY KEY (id),
  constraint rights_documents_kind_check CHECK ((kind = ANY (ARRAY['contract'::text, 'assignment'::text, 'registration'::text, 'proof'::text, 'letter'::text, 'other'::text]))),
  constraint rights_documents_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint rights_documents_size_bytes_check CHECK ((size_bytes > 0))
);
CREATE INDEX rights_documents_by_work ON rights_documents USING btree (organisation_id, work_id, id);

create table rights_licences (
  id text not null,
  organisation_id text not null,
  work_id text not null,
  rights text[] not null,
  grantors text[] not null,
  grantee text not null,
  scope jsonb not null,
  exclusivity text not null,
  sublicensing smallint not null,
  holdbacks jsonb not null,
  fee_note text not null,
  note text not null,
  signed_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by_name text,
  end_reason text,
  over_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint rights_licences_pkey PRIMARY KEY (id),
  constraint rights_licences_grantee_fkey FOREIGN KEY (grantee) REFERENCES rights_parties(id),
  constraint rights_licences_check CHECK ((NOT (grantee = ANY (grantors)))),
  constraint rights_licences_check1 CHECK ((ended_at >= signed_at)),
  constraint rights_licences_check2 CHECK ((num_nonnulls(ended_at, ended_by_name, end_reason) = ANY (ARRAY[0, 3]))),
  constraint rights_licences_check3 CHECK (((ended_at IS NULL) OR (signed_at IS NOT NULL))),
  constraint rights_licences_exclusivity_check CHECK ((exclusivity = ANY (ARRAY['exclusive'::text, 'sole'::text, 'non_exclusive'::text]))),
  constraint rights_licences_grantors_check CHECK ((cardinality(grantors) > 0)),
  constraint rights_licences_rights_check CHECK ((cardinality(rights) > 0)),
  constraint rights_licences_sublicensing_check CHECK (((sublicensing >= 0) AND (sublicensing <= 5))),
  constraint rights_licences_version_check CHECK ((version > 0))
);
CREATE INDEX rights_licences_by_organisation ON rights_licences USING btree (organisation_id, id DESC);
CREATE INDEX rights_licences_by_work ON rights_licences USING btree (organisation_id, work_id, id);
CREATE INDEX rights_licences_grantee ON rights_licences USING btree (grantee);
CREATE INDEX rights_licences_grantors ON rights_licences USING gin (grantors);
CREATE INDEX rights_licences_over ON rights_licences USING btree (organisation_id, over_at) WHERE (signed_at IS NOT NULL);
CREATE TRIGGER rights_licences_no_change BEFORE DELETE OR UPDATE ON rights_licences FOR EACH ROW EXECUTE FUNCTION rights_licences_keep();

create table rights_parties (
  id text not null,
  organisation_id text not null,
  name text not null,
  kind text not null,
  country text,
  contact text not null,
  note text not null,
  is_self boolean not null,
  link_kind text,
  link_id text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by_name text,
  withdraw_reason text,
  constraint rights_parties_pkey PRIMARY KEY (id),
  constraint rights_parties_check CHECK (((link_kind IS NULL) = (link_id IS NULL))),
  constraint rights_parties_check1 CHECK ((num_nonnulls(withdrawn_at, withdrawn_by_name, withdraw_reason) = ANY (ARRAY[0, 3]))),
  constraint rights_parties_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint rights_parties_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text, 'organisation'::text]))),
  constraint rights_parties_link_kind_check CHECK ((link_kind = ANY (ARRAY['payee'::text, 'creator'::text, 'agency'::text]))),
  constraint rights_parties_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE INDEX rights_parties_by_organisation ON rights_parties USING btree (organisation_id, id DESC);
CREATE UNIQUE INDEX rights_parties_link_unique ON rights_parties USING btree (organisation_id, link_kind, link_id) WHERE (link_id IS NOT NULL);
CREATE UNIQUE INDEX rights_parties_self_unique ON rights_parties USING btree (organisation_id) WHERE is_self;

create table rights_works (
  organisation_id text not null,
  work_id text not null,
  title text not null,
  kind text not null,
  updated_at timestamp with time zone not null,
  constraint rights_works_pkey PRIMARY KEY (organisation_id, work_id)
);
CREATE INDEX rights_works_by_change ON rights_works USING btree (organisation_id, updated_at DESC, work_id DESC);

create table search_codes (
  id text not null,
  organisation_id text not null,
  code text not null,
  form text not null,
  length integer not null,
  shard integer not null,
  placement_id text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  retired_at timestamp with time zone,
  ends_at timestamp with time zone generated always as (LEAST(expires_at, retired_at)) stored,
  quarantine_days integer not null,
  free_from timestamp with time zone,
  counted boolean not null default false,
  superseded boolean not null default false,
  constraint search_codes_pkey PRIMARY KEY (id),
  constraint search_codes_form_length_shard_fkey FOREIGN KEY (form, length, shard) REFERENCES code_counters(form, length, shard),
  constraint search_codes_quarantine_days_check CHECK ((quarantine_days >= 30))
);
CREATE INDEX search_codes_by_organisation ON search_codes USING btree (organisation_id, id DESC);
CREATE INDEX search_codes_by_placement ON search_codes USING btree (placement_id);
CREATE INDEX search_codes_ends ON search_codes USING btree (ends_at) WHERE ((NOT counted) AND (ends_at IS NOT NULL));
CREATE INDEX search_codes_free ON search_codes USING btree (form, length, free_from) WHERE (counted AND (NOT superseded));
CREATE INDEX search_codes_history ON search_codes USING btree (code, issued_at) WHERE superseded;
CREATE UNIQUE INDEX search_codes_word ON search_codes USING btree (code) WHERE (NOT superseded);

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

create table share_plan_signatures (
  organisation_id text not null,
  plan_id text not null,
  version integer not null,
  party text not null,
  decision text not null,
  content_hash text not null,
  note text not null,
  user_id text not null,
  user_name text not null,
  signed_at timestamp with time zone not null,
  constraint share_plan_signatures_pkey PRIMARY KEY (plan_id, version, party),
  constraint share_plan_signatures_plan_id_version_fkey FOREIGN KEY (plan_id, version) REFERENCES share_plan_versions(plan_id, version),
  constraint share_plan_signatures_decision_check CHECK ((decision = ANY (ARRAY['yes'::text, 'no'::text])))
);
CREATE TRIGGER share_plan_signatures_no_change BEFORE DELETE OR UPDATE ON share_plan_signatures FOR EACH ROW EXECUTE FUNCTION share_plan_signatures_refuse_change();
CREATE TRIGGER share_plan_signatures_no_truncate BEFORE TRUNCATE ON share_plan_signatures FOR EACH STATEMENT EXECUTE FUNCTION share_plan_signatures_refuse_change();

create table share_plan_versions (
  plan_id text not null,
  version integer not null,
  organisation_id text not null,
  state text not null,
  effective_from date not null,
  effective_until date,
  content jsonb not null,
  content_hash text not null,
  note text not null,
  signers text[] not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  proposed_at timestamp with time zone,
  agreed_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  ended_reason text,
  constraint share_plan_versions_pkey PRIMARY KEY (plan_id, version),
  constraint share_plan_versions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES share_plans(id),
  constraint share_plan_versions_check CHECK ((effective_until > effective_from)),
  constraint share_plan_versions_check1 CHECK (((proposed_at IS NOT NULL) = (state <> 'draft'::text))),
  constraint share_plan_versions_check2 CHECK (((agreed_at IS NOT NULL) = (state = 'agreed'::text))),
  constraint share_plan_versions_check3 CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['declined'::text, 'withdrawn'::text])))),
  constraint share_plan_versions_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint share_plan_versions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'agreed'::text, 'declined'::text, 'withdrawn'::text]))),
  constraint share_plan_versions_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX share_plan_versions_open_unique ON share_plan_versions USING btree (plan_id) WHERE (state = ANY (ARRAY['draft'::text, 'proposed'::text]));
CREATE INDEX share_plan_versions_signers ON share_plan_versions USING gin (signers);
CREATE TRIGGER share_plan_versions_keep BEFORE DELETE OR UPDATE ON share_plan_versions FOR EACH ROW EXECUTE FUNCTION share_plan_versions_keep();
CREATE TRIGGER share_plan_versions_no_truncate BEFORE TRUNCATE ON share_plan_versions FOR EACH STATEMENT EXECUTE FUNCTION share_plan_signatures_refuse_change();

create table share_plans (
  id text not null,
  organisation_id text not null,
  name text not null,
  scope text not null,
  work_id text,
  campaign_id text,
  created_at timestamp with time zone not null,
  constraint share_plans_pkey PRIMARY KEY (id),
  constraint share_plans_campaign_unique UNIQUE (organisation_id, campaign_id),
  constraint share_plans_work_unique UNIQUE (organisation_id, work_id),
  constraint share_plans_check CHECK ((((work_id IS NOT NULL) = (scope = 'work'::text)) AND ((campaign_id IS NOT NULL) = (scope = 'campaign'::text)))),
  constraint share_plans_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint share_plans_scope_check CHECK ((scope = ANY (ARRAY['organisation'::text, 'work'::text, 'campaign'::text])))
);
CREATE INDEX share_plans_by_organisation ON share_plans USING btree (organisation_id, id DESC);
CREATE UNIQUE INDEX share_plans_default_unique ON share_plans USING btree (organisation_id) WHERE (scope = 'organisation'::text);

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

create table stamped_clips (
  id text not null,
  organisation_id text not null,
  body_id text not null,
  card jsonb not null,
  card_hash text not null,
  name text not null,
  task_id text,
  cancelled_at timestamp with time zone,
  asset_id text,
  way text,
  size_bytes bigint,
  created_at timestamp with time zone not null,
  constraint stamped_clips_pkey PRIMARY KEY (id),
  constraint stamped_clips_body_id_fkey FOREIGN KEY (body_id) REFERENCES clip_bodies(id),
  constraint stamped_clips_way_check CHECK ((way = ANY (ARRAY['joined'::text, 'rendered'::text])))
);
CREATE UNIQUE INDEX stamped_clips_by_card ON stamped_clips USING btree (body_id, card_hash);

create table statement_question_messages (
  question_id text not null,
  number integer not null,
  organisation_id text not null,
  side text not null,
  by_id text,
  by_name text not null,
  text text not null,
  said_at timestamp with time zone not null,
  constraint statement_question_messages_pkey PRIMARY KEY (question_id, number),
  constraint statement_question_messages_question_id_fkey FOREIGN KEY (question_id) REFERENCES statement_questions(id),
  constraint statement_question_messages_number_check CHECK ((number > 0)),
  constraint statement_question_messages_side_check CHECK ((side = ANY (ARRAY['payee'::text, 'staff'::text])))
);
CREATE TRIGGER statement_question_messages_no_change BEFORE DELETE OR UPDATE ON statement_question_messages FOR EACH ROW EXECUTE FUNCTION share_plan_signatures_refuse_change();

create table statement_questions (
  id text not null,
  organisation_id text not null,
  statement_id text not null,
  payee_id text not null,
  period text not null,
  currency text not null,
  line_id text,
  state text not null,
  waits_for text not null,
  messages integer not null,
  asked_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  closed_by_name text,
  constraint statement_questions_pkey PRIMARY KEY (id),
  constraint statement_questions_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES payees(id),
  constraint statement_questions_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES revenue_statements(id),
  constraint statement_questions_check CHECK (((closed_at IS NOT NULL) = (state = 'closed'::text))),
  constraint statement_questions_messages_check CHECK ((messages > 0)),
  constraint statement_questions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint statement_questions_waits_for_check CHECK ((waits_for = ANY (ARRAY['payee'::text, 'staff'::text])))
);
CREATE INDEX statement_questions_changed ON statement_questions USING btree (organisation_id, changed_at DESC, id DESC);
CREATE INDEX statement_questions_payee ON statement_questions USING btree (payee_id, period, currency);

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

create table takedown_acts (
  id bigint not null generated always as identity,
  organisation_id text not null,
  subject_id text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  act text not null,
  from_state text,
  to_state text,
  note text not null,
  params jsonb not null,
  before jsonb,
  undone boolean not null default false,
  constraint takedown_acts_pkey PRIMARY KEY (id)
);
CREATE INDEX takedown_acts_subject ON takedown_acts USING btree (subject_id, id);

create table takedown_cases (
  id text not null,
  organisation_id text not null,
  number bigint not null,
  title text not null,
  host_id text not null,
  jurisdiction text not null,
  language text not null,
  state text not null,
  owner_id text,
  escalation integer not null default 0,
  outcome text,
  attention text,
  next_due_at timestamp with time zone,
  next_check_at timestamp with time zone,
  checks integer not null default 0,
  notice_sent_at timestamp with time zone,
  removed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint takedown_cases_pkey PRIMARY KEY (id),
  constraint takedown_cases_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint takedown_cases_host_id_fkey FOREIGN KEY (host_id) REFERENCES takedown_hosts(id)
);
CREATE INDEX takedown_cases_check ON takedown_cases USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX takedown_cases_due ON takedown_cases USING btree (organisation_id, next_due_at, id) WHERE (next_due_at IS NOT NULL);
CREATE INDEX takedown_cases_host ON takedown_cases USING btree (host_id, state);
CREATE INDEX takedown_cases_newest ON takedown_cases USING btree (organisation_id, id);

create table takedown_clocks (
  id bigint not null generated always as identity,
  organisation_id text not null,
  subject_id text not null,
  code text not null,
  starts_with text not null,
  label jsonb not null,
  kind text not null,
  started_at timestamp with time zone not null,
  earliest_at timestamp with time zone,
  due_at timestamp with time zone not null,
  zone text not null,
  certain boolean not null,
  state text not null,
  reminded_at timestamp with time zone,
  overdue_told_at timestamp with time zone,
  constraint takedown_clocks_pkey PRIMARY KEY (id),
  constraint takedown_clocks_check CHECK ((due_at >= started_at)),
  constraint takedown_clocks_state_check CHECK ((state = ANY (ARRAY['running'::text, 'met'::text, 'stopped'::text, 'passed'::text])))
);
CREATE INDEX takedown_clocks_running ON takedown_clocks USING btree (due_at) WHERE (state = 'running'::text);
CREATE INDEX takedown_clocks_subject ON takedown_clocks USING btree (subject_id, id);

create table takedown_counter_notices (
  id bigint not null generated always as identity,
  organisation_id text not null,
  case_id text not null,
  received_at timestamp with time zone not null,
  link_ids text[] not null,
  content jsonb not null,
  note text not null,
  undone boolean not null default false,
  constraint takedown_counter_notices_pkey PRIMARY KEY (id),
  constraint takedown_counter_notices_case_id_fkey FOREIGN KEY (case_id) REFERENCES takedown_cases(id)
);
CREATE INDEX takedown_counter_notices_case ON takedown_counter_notices USING btree (case_id, id);

create table takedown_counters (
  organisation_id text not null,
  kind text not null,
  last bigint not null,
  constraint takedown_counters_pkey PRIMARY KEY (organisation_id, kind),
  constraint takedown_counters_kind_check CHECK ((kind = ANY (ARRAY['case'::text, 'incoming'::text])))
);

create table takedown_domains (
  organisation_id text not null,
  domain text not null,
  host_id text not null,
  constraint takedown_domains_pkey PRIMARY KEY (organisation_id, domain),
  constraint takedown_domains_host_id_fkey FOREIGN KEY (host_id) REFERENCES takedown_hosts(id) ON DELETE CASCADE
);
CREATE INDEX takedown_domains_host ON takedown_domains USING btree (host_id);

create table takedown_hosts (
  id text not null,
  organisation_id text not null,
  name text not null,
  way text not null,
  address text,
  form_url text,
  jurisdiction text not null,
  language text not null,
  zone text,
  note text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint takedown_hosts_pkey PRIMARY KEY (id),
  constraint takedown_hosts_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'form'::text, 'file'::text])))
);
CREATE INDEX takedown_hosts_name ON takedown_hosts USING btree (organisation_id, lower(name), id);

create table takedown_incoming (
  id text not null,
  organisation_id text not null,
  number bigint not null,
  state text not null,
  jurisdiction text not null,
  language text not null,
  way text not null,
  notifier_name text not null,
  notifier_organisation text not null,
  notifier_email text not null,
  content jsonb not null,
  statement jsonb,
  counter jsonb,
  counter_at timestamp with time zone,
  abusive boolean not null default false,
  next_due_at timestamp with time zone,
  received_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint takedown_incoming_pkey PRIMARY KEY (id),
  constraint takedown_incoming_organisation_id_number_key UNIQUE (organisation_id, number),
  constraint takedown_incoming_way_check CHECK ((way = ANY (ARRAY['public'::text, 'entered'::text])))
);
CREATE INDEX takedown_incoming_newest ON takedown_incoming USING btree (organisation_id, id);
CREATE INDEX takedown_incoming_notifier ON takedown_incoming USING btree (organisation_id, notifier_email);

create table takedown_links (
  id text not null,
  organisation_id text not null,
  case_id text not null,
  host_id text not null,
  url text not null,
  url_key text not null,
  account text,
  work_id text,
  match_id text,
  suspect_id text,
  captured_at timestamp with time zone,
  sha256 text,
  score_bps integer,
  location text not null,
  transformations text[] not null,
  state text not null,
  notice_id text,
  last_check jsonb,
  noticed_at timestamp with time zone,
  removed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint takedown_links_pkey PRIMARY KEY (id),
  constraint takedown_links_case_id_url_key_key UNIQUE (case_id, url_key),
  constraint takedown_links_case_id_fkey FOREIGN KEY (case_id) REFERENCES takedown_cases(id),
  constraint takedown_links_state_check CHECK ((state = ANY (ARRAY['listed'::text, 'noticed'::text, 'removed'::text, 'refused'::text, 'reinstated'::text, 'withdrawn'::text])))
);
CREATE INDEX takedown_links_account ON takedown_links USING btree (organisation_id, host_id, account) WHERE (account IS NOT NULL);
CREATE INDEX takedown_links_case ON takedown_links USING btree (case_id, id);
CREATE UNIQUE INDEX takedown_links_match ON takedown_links USING btree (organisation_id, match_id) WHERE (match_id IS NOT NULL);
CREATE INDEX takedown_links_work ON takedown_links USING btree (organisation_id, work_id) WHERE (work_id IS NOT NULL);

create table takedown_noticed (
  organisation_id text not null,
  host_id text not null,
  url_key text not null,
  notice_id text not null,
  link_id text not null,
  constraint takedown_noticed_pkey PRIMARY KEY (organisation_id, host_id, url_key),
  constraint takedown_noticed_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES takedown_notices(id)
);
CREATE INDEX takedown_noticed_notice ON takedown_noticed USING btree (notice_id);

create table takedown_notices (
  id text not null,
  organisation_id text not null,
  case_id text not null,
  kind text not null,
  ordinal integer not null,
  state text not null,
  way text not null,
  jurisdiction text not null,
  language text not null,
  recipient text not null,
  content jsonb not null,
  subject text not null,
  body text not null,
  content_sha256 text,
  reference text,
  error jsonb,
  sending_at timestamp with time zone,
  sent_at timestamp with time zone,
  sent_by text,
  sent_by_name text,
  created_at timestamp with time zone not null,
  constraint takedown_notices_pkey PRIMARY KEY (id),
  constraint takedown_notices_case_id_ordinal_key UNIQUE (case_id, ordinal),
  constraint takedown_notices_case_id_fkey FOREIGN KEY (case_id) REFERENCES takedown_cases(id),
  constraint takedown_notices_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'follow_up'::text, 'withdrawal'::text]))),
  constraint takedown_notices_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sending'::text, 'sent'::text, 'unknown'::text, 'handed_out'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX takedown_notices_draft ON takedown_notices USING btree (case_id, kind) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX takedown_notices_once ON takedown_notices USING btree (organisation_id, content_sha256) WHERE (state = ANY (ARRAY['sending'::text, 'sent'::text, 'unknown'::text, 'handed_out'::text]));
CREATE INDEX takedown_notices_sending ON takedown_notices USING btree (sending_at) WHERE (state = 'sending'::text);

create table takedown_notifiers (
  organisation_id text not null,
  email text not null,
  suspended boolean not null,
  note text not null,
  updated_at timestamp with time zone not null,
  constraint takedown_notifiers_pkey PRIMARY KEY (organisation_id, email)
);

create table takedown_recoveries (
  id bigint not null generated always as identity,
  organisation_id text not null,
  case_id text not null,
  amount_minor bigint not null,
  currency text not null,
  note text not null,
  at timestamp with time zone not null,
  constraint takedown_recoveries_pkey PRIMARY KEY (id),
  constraint takedown_recoveries_case_id_fkey FOREIGN KEY (case_id) REFERENCES takedown_cases(id),
  constraint takedown_recoveries_amount_minor_check CHECK ((amount_minor >= 0))
);
CREATE INDEX takedown_recoveries_case ON takedown_recoveries USING btree (organisation_id, case_id);

create table takedown_senders (
  organisation_id text not null,
  sender jsonb not null,
  signature text not null,
  updated_at timestamp with time zone not null,
  constraint takedown_senders_pkey PRIMARY KEY (organisation_id)
);

create table takedown_sendings (
  organisation_id text not null,
  task_id text not null,
  case_id text not null,
  state text not null,
  notice_id text,
  reason jsonb,
  constraint takedown_sendings_pkey PRIMARY KEY (task_id, case_id),
  constraint takedown_sendings_case_id_fkey FOREIGN KEY (case_id) REFERENCES takedown_cases(id),
  constraint takedown_sendings_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'handed_out'::text, 'unknown'::text, 'failed'::text, 'cancelled'::text])))
);

create table takedown_targets (
  id bigint not null generated always as identity,
  organisation_id text not null,
  incoming_id text not null,
  url text not null,
  link_id text,
  placement_id text,
  creator_id text,
  title text not null,
  state text not null,
  ended_by_us boolean not null default false,
  constraint takedown_targets_pkey PRIMARY KEY (id),
  constraint takedown_targets_incoming_id_url_key UNIQUE (incoming_id, url),
  constraint takedown_targets_incoming_id_fkey FOREIGN KEY (incoming_id) REFERENCES takedown_incoming(id),
  constraint takedown_targets_state_check CHECK ((state = ANY (ARRAY['unknown'::text, 'live'::text, 'ended'::text, 'restored'::text])))
);
CREATE INDEX takedown_targets_creator ON takedown_targets USING btree (organisation_id, creator_id, incoming_id) WHERE (creator_id IS NOT NULL);

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

create table visitor_keys (
  day date not null,
  sealed text not null,
  created_at timestamp with time zone not null,
  constraint visitor_keys_pkey PRIMARY KEY (day)
);

create table webhook_deliveries (
  id text not null,
  organisation_id text not null,
  endpoint_id text not null,
  message_id text not null,
  type text not null,
  state text not null,
  attempts integer not null default 0,
  history jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id) ON DELETE CASCADE,
  constraint webhook_deliveries_message_id_fkey FOREIGN KEY (message_id) REFERENCES webhook_messages(id) ON DELETE CASCADE,
  constraint webhook_deliveries_check CHECK (((state = 'pending'::text) = (next_attempt_at IS NOT NULL))),
  constraint webhook_deliveries_check1 CHECK (((state = 'pending'::text) = (ended_at IS NULL))),
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries USING btree (next_attempt_at) WHERE (state = 'pending'::text);
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX webhook_deliveries_listing ON webhook_deliveries USING btree (endpoint_id, id DESC);
CREATE INDEX webhook_deliveries_message ON webhook_deliveries USING btree (message_id);
CREATE INDEX webhook_deliveries_open ON webhook_deliveries USING btree (endpoint_id, state, id DESC) WHERE (state <> 'delivered'::text);

create table webhook_endpoints (
  id text not null,
  organisation_id text not null,
  url text not null,
  description text not null,
  events text[] not null,
  enabled boolean not null,
  disabled_reason text,
  secret_sealed text not null,
  old_secret_sealed text,
  old_secret_until timestamp with time zone,
  failing_since timestamp with time zone,
  failures integer not null default 0,
  complained boolean not null default false,
  last_success_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_check CHECK ((enabled = (disabled_reason IS NULL))),
  constraint webhook_endpoints_check1 CHECK (((failing_since IS NULL) = (failures = 0))),
  constraint webhook_endpoints_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'gone'::text, 'failing'::text])))
);
CREATE INDEX webhook_endpoints_organisation ON webhook_endpoints USING btree (organisation_id);

create table webhook_messages (
  id text not null,
  organisation_id text not null,
  type text not null,
  payload text not null,
  created_at timestamp with time zone not null,
  constraint webhook_messages_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_messages_created_at ON webhook_messages USING btree (created_at);

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

create table work_identifiers (
  organisation_id text not null,
  work_id text not null,
  position integer not null,
  scheme text not null,
  value text not null,
  constraint work_identifiers_pkey PRIMARY KEY (organisation_id, work_id, "position"),
  constraint work_identifiers_organisation_id_work_id_scheme_value_key UNIQUE (organisation_id, work_id, scheme, value),
  constraint work_identifiers_scheme_check CHECK ((scheme = ANY (ARRAY['eidr'::text, 'isan'::text])))
);

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

CREATE OR REPLACE FUNCTION public.attribution_events_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if tg_op = 'DELETE' then raise exception 'the event log keeps every event'; end if;
    if new.erased_at is null
      or (to_jsonb(new) - '{viewer_id,device_id,match_keys,click_id,account_external_id,erased_at}'::text[])
        is distinct from (to_jsonb(old) - '{viewer_id,device_id,match_keys,click_id,account_external_id,erased_at}'::text[])
      or (new.account_external_id is not null and new.account_external_id is distinct from old.account_external_id)
    then raise exception 'the event log is not changed'; end if;
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'audit_events is append-only' using errcode = 'integrity_constraint_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.ledger_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'ledger: % is insert-only', tg_table_name using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.ledger_transfer_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  declare
    entries bigint;
    unbalanced boolean;
  begin
    select coalesce(sum(of.entries), 0), coalesce(bool_or(of.amount <> 0), false) into entries, unbalanced from (
      select count(*) as entries, sum(amount_minor) as amount from ledger_entries
      where organisation_id = new.organisation_id and seq = new.seq group by currency, phase
    ) of;
    if entries < 2 then
      raise exception 'ledger: transfer % has fewer than two entries', new.id using errcode = 'check_violation';
    end if;
    if unbalanced then
      raise exception 'ledger: transfer % does not sum to zero', new.id using errcode = 'check_violation';
    end if;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.links_stamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          new.changed_xid := pg_current_xact_id()::text::bigint;
          perform pg_notify('hookline_links', '');
          return new;
        end $function$;

CREATE OR REPLACE FUNCTION public.payee_history_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception '% is insert-only', tg_table_name using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.payout_files_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'payout_files is insert-only' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.revenue_postings_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if tg_op = 'DELETE' and not exists (select 1 from revenue_settlements where id = old.settlement_id and approved_at is not null) then
      return old;
    end if;
    raise exception 'revenue_postings is insert-only' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.revenue_withholdings_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if not exists (select 1 from revenue_settlements where id = old.settlement_id and state in ('approved', 'posted')) then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    raise exception 'revenue_withholdings is insert-only once it is approved' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.rights_changes_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'rights_changes is insert-only' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.rights_deeds_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if tg_op = 'UPDATE' and old.voided_at is null and
      (new.id, new.organisation_id, new.work_id, new.right_kind, new.to_party_id, new.share_n, new.share_d, new.effective_on, new.zone,
       new.created_at) = (old.id, old.organisation_id, old.work_id, old.right_kind, old.to_party_id, old.share_n, old.share_d,
       old.effective_on, old.zone, old.created_at) and new.from_party_id is not distinct from old.from_party_id
    then return new; end if;
    raise exception 'rights_deeds are corrected by deeds' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.rights_licences_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if old.signed_at is null then return case tg_op when 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE' and
      (new.id, new.organisation_id, new.work_id, new.rights, new.grantors, new.grantee, new.scope, new.exclusivity, new.sublicensing,
       new.holdbacks, new.signed_at) = (old.id, old.organisation_id, old.work_id, old.rights, old.grantors, old.grantee, old.scope,
       old.exclusivity, old.sublicensing, old.holdbacks, old.signed_at) and (old.ended_at is null or new.ended_at = old.ended_at)
    then return new; end if;
    raise exception 'a signed licence stays as it was signed' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.share_plan_signatures_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'share_plan_signatures is insert-only' using errcode = 'restrict_violation';
  end $function$;

CREATE OR REPLACE FUNCTION public.share_plan_versions_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if old.state = 'draft' then
      if tg_op = 'DELETE' then return old; end if;
      if new.state in ('draft', 'proposed') then return new; end if;
    elsif tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('agreed', 'declined', 'withdrawn')
      and (new.plan_id, new.version, new.organisation_id, new.effective_from, new.content, new.content_hash, new.note, new.signers,
        new.created_at, new.created_by, new.proposed_at)
        = (old.plan_id, old.version, old.organisation_id, old.effective_from, old.content, old.content_hash, old.note, old.signers,
        old.created_at, old.created_by, old.proposed_at)
      and new.effective_until is not distinct from old.effective_until then
      return new;
    end if;
    raise exception 'share plan % version % is % and stays as it is', old.plan_id, old.version, old.state using errcode = 'restrict_violation';
  end $function$;
