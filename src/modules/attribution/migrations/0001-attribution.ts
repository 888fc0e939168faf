import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const sources = [
  `create table attribution_sources (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('api', 'callback', 'file', 'puller')),
    name text not null,
    -- Taken where an event names none.
    currency text,
    zone text not null,
    state text not null check (state in ('active', 'paused')),
    -- The source of API events that name none; made with the first of them.
    is_default boolean not null default false,
    -- [{id, sealed, hint, validUntil}]: the secrets of a callback, the newest first; several hold while one is changed.
    secrets jsonb not null default '[]',
    last_event_at timestamptz,
    created_at timestamptz not null,
    unique (organisation_id, name)
  )`,
  // One default for each organisation, however many first events come at once.
  `create unique index attribution_sources_default on attribution_sources (organisation_id) where is_default`,

  // Messages of callbacks that were taken: the same message again is refused (Standard Webhooks, replay).
  `create table attribution_callbacks (
    source_id text not null references attribution_sources (id) on delete cascade,
    message_id text not null,
    received_at timestamptz not null,
    primary key (source_id, message_id)
  )`,
  // Serves the sweep of messages that are too old to be taken again anyway.
  `create index attribution_callbacks_age on attribution_callbacks (received_at)`,
];

// The log and what follows from it are written thousands of rows a second, always together with what they refer to and never
// deleted: foreign keys between them would look up what the same transaction has just written, for a fifth of the speed.
const log = [
  `create table attribution_events (
    seq bigint generated always as identity primary key,
    organisation_id text not null,
    source_id text not null,
    event_id text not null,
    type text not null check (type in ('install', 'register', 'order', 'renewal', 'refund', 'ad_revenue')),
    -- What it belongs to: the order, the pool (day and work), or the event itself.
    subject_key text not null,
    occurred_at timestamptz not null,
    changed_at timestamptz not null,
    received_at timestamptz not null,
    status text,
    amount_minor bigint check (amount_minor >= 0),
    refunded_minor bigint check (refunded_minor >= 0),
    currency text,
    -- The code as it was typed, and the placement that it stood for when it was typed.
    code text,
    code_placement_id text,
    code_used_at timestamptz,
    click_id text,
    channel text,
    account_external_id text,
    work_id text,
    country text,
    install_begin_at timestamptz,
    day date,
    -- [{code, placementId, count}] of an ad pool.
    counts jsonb,
    -- The rest names or finds a person: emptied by erasure and by retention, which set erased_at.
    viewer_id text,
    device_id text,
    -- Keyed hashes, one for each key that was in use in the longest window before: address with agent, and device.
    match_keys text[],
    erased_at timestamptz,
    -- Idempotence: an event is taken once for each source.
    unique (organisation_id, source_id, event_id)
  )`,
  // Serves "all events of this order or pool": its state is a function of them.
  `create index attribution_events_subject on attribution_events (organisation_id, source_id, subject_key)`,
  // Serves "what did this person use before": codes and clicks of earlier events.
  `create index attribution_events_viewer on attribution_events (organisation_id, viewer_id) where viewer_id is not null`,
  // Serves signals of repeated devices, and erasure by device.
  `create index attribution_events_device on attribution_events (organisation_id, device_id) where device_id is not null`,
  // The log says what was told: nobody changes it but erasure, which may only empty what finds a person.
  `create function attribution_events_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then raise exception 'the event log keeps every event'; end if;
    if new.erased_at is null
      or (to_jsonb(new) - '{viewer_id,device_id,match_keys,click_id,erased_at}'::text[])
        is distinct from (to_jsonb(old) - '{viewer_id,device_id,match_keys,click_id,erased_at}'::text[])
    then raise exception 'the event log is not changed'; end if;
    return new;
  end $$`,
  `create trigger attribution_events_guard before update or delete on attribution_events
    for each row execute function attribution_events_guard()`,

  `create table attribution_touches (
    touch_id text primary key,
    organisation_id text not null,
    placement_id text not null,
    kind text not null check (kind in ('click', 'search', 'view')),
    at timestamptz not null,
    recorded_at timestamptz not null,
    country text,
    device text not null,
    os text not null,
    language text,
    referrer_host text,
    destination text not null,
    consent boolean not null,
    -- Of a search: the code, and who searched, as the app names them.
    code text,
    viewer_id text,
    -- Keyed hashes; emptied after the matching window.
    address_hash text,
    agent_hash text,
    device_hash text,
    erased_at timestamptz
  )`,
  // Serves signals and the repair of roll-ups: the touches of a placement in time.
  `create index attribution_touches_placement on attribution_touches (placement_id, at)`,
  // Serves the sweep of hashes, and signals of the last hours.
  `create index attribution_touches_at on attribution_touches (organisation_id, at)`,
  // Serve the probabilistic rule.
  `create index attribution_touches_pair on attribution_touches (organisation_id, (address_hash || ':' || agent_hash), at)
    where address_hash is not null and agent_hash is not null`,
  `create index attribution_touches_device on attribution_touches (organisation_id, device_hash, at) where device_hash is not null`,
  // Serves "what did this person search before".
  `create index attribution_touches_viewer on attribution_touches (organisation_id, viewer_id, at) where viewer_id is not null`,
];

const conversions = [
  `create table attribution_conversions (
    id text primary key,
    organisation_id text not null,
    source_id text not null,
    kind text not null check (kind in ('install', 'register', 'order', 'renewal')),
    subject_key text not null,
    external_id text not null,
    status text not null check (status in ('unpaid', 'paid', 'partly_refunded', 'refunded', 'cancelled')),
    amount_minor bigint not null,
    refunded_minor bigint not null,
    currency text,
    -- For windows: what the source says, or the arrival where its clock was ahead.
    occurred_at timestamptz not null,
    clock_ahead boolean not null,
    day date not null,
    country text,
    work_id text,
    viewer_id text,
    click_id text,
    match_keys text[],
    -- Of the decision that stands.
    decision_id text not null,
    decision_number integer not null,
    placement_id text,
    campaign_id text,
    creator_id text,
    agency_id text,
    channel text,
    rule text,
    -- What it adds to the roll-ups now, so that a change can take it back exactly.
    counted jsonb not null,
    changed_at timestamptz not null,
    created_at timestamptz not null,
    unique (organisation_id, source_id, subject_key)
  )`,
  // Serves the listing, newest first, whole and by what it was credited to.
  `create index attribution_conversions_time on attribution_conversions (organisation_id, occurred_at desc, id desc)`,
  `create index attribution_conversions_campaign on attribution_conversions (organisation_id, campaign_id, occurred_at desc, id desc)
    where campaign_id is not null`,
  `create index attribution_conversions_placement on attribution_conversions (organisation_id, placement_id, occurred_at desc, id desc)
    where placement_id is not null`,
  // Serve touches and events that come late: what might be decided otherwise now.
  `create index attribution_conversions_click on attribution_conversions (organisation_id, click_id) where click_id is not null`,
  `create index attribution_conversions_viewer on attribution_conversions (organisation_id, viewer_id) where viewer_id is not null`,
  `create index attribution_conversions_match on attribution_conversions using gin (match_keys) with (fastupdate = off)
    where match_keys is not null`,

  `create table attribution_changes (
    organisation_id text not null,
    conversion_id text not null,
    -- The event that brought it: the log counts them in the order of arrival.
    event_seq bigint not null,
    at timestamptz not null,
    -- {status, amountMinor, refundedMinor}; null before the first.
    before jsonb,
    after jsonb not null,
    primary key (conversion_id, event_seq)
  )`,

  `create table attribution_decisions (
    id text not null,
    organisation_id text not null,
    conversion_id text not null,
    number integer not null,
    rules_version integer not null,
    cause text not null,
    decided_at timestamptz not null,
    superseded_at timestamptz,
    placement_id text,
    rule text,
    -- [{code, params}] and the candidates with their verdicts: what was known then, whatever is erased later.
    reasons jsonb not null,
    candidates jsonb not null,
    -- Some of what it was made from is erased: it is replayed from its own candidates.
    inputs_erased boolean not null default false,
    -- Serves the chain of a conversion.
    primary key (conversion_id, number)
  )`,

  `create table attribution_candidates (
    conversion_id text not null,
    position integer not null,
    organisation_id text not null,
    creator_id text not null,
    agency_id text,
    campaign_id text not null,
    placement_id text not null,
    verdict text not null,
    occurred_at timestamptz not null,
    primary key (conversion_id, position)
  )`,
  // Serve a creator's list of what their touches were candidates for, and an agency's.
  `create index attribution_candidates_creator on attribution_candidates (organisation_id, creator_id, occurred_at desc, conversion_id desc)`,
  `create index attribution_candidates_agency on attribution_candidates (organisation_id, agency_id, occurred_at desc, conversion_id desc)
    where agency_id is not null`,
];

const figures = [
  `create table attribution_placements (
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
    primary key (organisation_id, placement_id)
  )`,
  `create table attribution_rollups (
    organisation_id text not null,
    day date not null,
    -- Empty for what was credited to nobody.
    placement_id text not null,
    -- Empty where unknown.
    country text not null,
    -- Empty for counts without money.
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
    -- Also serves figures of some days of an organisation.
    primary key (organisation_id, day, placement_id, country, currency)
  )`,
  // The same added up for whole dimensions: figures of an organisation over months would read a million rows of the finer ones.
  `create table attribution_totals (
    organisation_id text not null,
    -- 'all' with an empty key, or what the key is: campaign, creator, agency, channel, hook, clip, work, country.
    dimension text not null,
    key text not null,
    day date not null,
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
    -- Also serves the days of one dimension.
    primary key (organisation_id, dimension, day, key, currency)
  )`,
  // Serves the days of one campaign, creator or country.
  `create index attribution_totals_key on attribution_totals (organisation_id, dimension, key, day)`,
  // Serves the figures of a placement, a creator and a campaign, which are sets of placements.
  `create index attribution_rollups_placement on attribution_rollups (placement_id, day)`,
  `create index attribution_placements_campaign on attribution_placements (organisation_id, campaign_id)`,
  `create index attribution_placements_creator on attribution_placements (organisation_id, creator_id)`,

  `create table attribution_earnings (
    -- The conversion, or the pool and the placement.
    subject_id text primary key,
    kind text not null check (kind in ('conversion', 'pool')),
    organisation_id text not null,
    campaign_id text not null,
    placement_id text not null,
    creator_id text not null,
    agency_id text,
    currency text not null,
    -- Before the cap of a creator, which is over all of a campaign: {creator, agency} sum to the whole.
    creator_minor bigint not null,
    agency_minor bigint not null,
    revenue_minor bigint not null,
    parts jsonb not null,
    -- Of the creator in the campaign, as the terms say that held; null without.
    cap_minor bigint,
    terms_version integer not null,
    occurred_at timestamptz not null,
    day date not null,
    payable_at timestamptz not null
  )`,
  // Serves what a creator earned, in a campaign or in all.
  `create index attribution_earnings_creator on attribution_earnings (organisation_id, creator_id, campaign_id)`,
  `create index attribution_earnings_campaign on attribution_earnings (organisation_id, campaign_id)`,
  `create index attribution_earnings_placement on attribution_earnings (placement_id)`,

  `create table attribution_spend (
    organisation_id text not null,
    campaign_id text not null,
    currency text not null,
    earned_minor bigint not null,
    primary key (organisation_id, campaign_id, currency)
  )`,

  `create table attribution_pools (
    organisation_id text not null,
    source_id text not null references attribution_sources (id),
    subject_key text not null,
    id text primary key,
    day date not null,
    work_id text,
    currency text,
    amount_minor bigint not null,
    -- Of everybody, also of those who belong to nobody.
    count bigint not null,
    changed_at timestamptz not null,
    unique (organisation_id, source_id, subject_key)
  )`,
  `create table attribution_pool_shares (
    pool_id text not null references attribution_pools (id),
    placement_id text not null,
    count bigint not null,
    amount_minor bigint not null,
    -- [{code, params}]: why it counts, or why it does not.
    reasons jsonb not null,
    credited boolean not null,
    counted jsonb not null,
    primary key (pool_id, placement_id)
  )`,
];

const holds = [
  // What holds money now, and what held it: a subject's earnings are on hold while a row has no end.
  `create table attribution_holds (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    subject_kind text not null check (subject_kind in ('placement', 'conversion', 'creator')),
    subject_id text not null,
    suspect_id text not null,
    held_from timestamptz not null,
    held_until timestamptz,
    -- Fraud that a person confirmed: the money is not paid.
    confirmed boolean not null default false
  )`,
  // Serves "is this on hold", asked with every sum of earnings.
  `create index attribution_holds_subject on attribution_holds (organisation_id, subject_kind, subject_id) where held_until is null or confirmed`,
];

const statements = [...sources, ...log, ...conversions, ...figures, ...holds];

export const attribution: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
