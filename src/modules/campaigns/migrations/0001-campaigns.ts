import { sql, type Kysely } from 'kysely';

const statements = [
  `create table campaigns (
    id text primary key,
    organisation_id text not null,
    work_id text not null,
    name text not null,
    -- As of now; the history is in campaign_states, campaign_terms and campaign_settings, which decisions read.
    state text not null check (state in ('draft', 'published', 'paused', 'ended')),
    terms_version integer not null check (terms_version >= 1),
    currency text not null,
    rules jsonb not null default '[]',
    budget_minor bigint check (budget_minor >= 0),
    spent_minor bigint not null default 0,
    budget_reached_at timestamptz,
    approval text not null check (approval in ('automatic', 'by_hand')),
    destinations jsonb not null,
    link_rules jsonb,
    -- Copied from the settings as of now, for the walk of what is due.
    starts_at timestamptz not null,
    ends_at timestamptz check (ends_at > starts_at),
    ending_told_at timestamptz,
    announced_at timestamptz,
    -- The market's own: what of the work can be found, and the pay as it is compared. Refreshed from the catalogue.
    genres text[] not null default '{}',
    search_tokens text[] not null default '{}',
    pay_bps integer not null default 0,
    published_at timestamptz,
    trashed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  // Serves the console's listing, newest change first.
  `create index campaigns_by_change on campaigns (organisation_id, updated_at desc, id desc)`,
  // Serves the market, and the walk of campaigns that start, end or must be refreshed.
  `create index campaigns_open on campaigns (organisation_id, state) where state in ('published', 'paused')`,
  // Serves a work's campaigns, and the warning before a work is deleted.
  `create index campaigns_of_work on campaigns (organisation_id, work_id)`,

  `create table campaign_terms (
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    version integer not null check (version >= 1),
    -- In force from here until the next version's instant.
    valid_from timestamptz not null,
    terms jsonb not null,
    by_name text not null,
    primary key (campaign_id, version)
  )`,
  `create table campaign_states (
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    position integer not null,
    valid_from timestamptz not null,
    state text not null check (state in ('draft', 'published', 'paused', 'ended')),
    reason text not null default '',
    by_name text not null,
    primary key (campaign_id, position)
  )`,
  `create table campaign_settings (
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    position integer not null,
    valid_from timestamptz not null,
    -- {startsAt, endsAt, embargoUntil, zone, territories, channels, requireFiledAccount, codeScope}
    settings jsonb not null,
    primary key (campaign_id, position)
  )`,
  `create table campaign_agency_shares (
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    -- Empty is the share of agencies that have none of their own.
    agency_id text not null,
    position integer not null,
    valid_from timestamptz not null,
    share_bps integer not null check (share_bps between 0 and 10000),
    by_name text not null,
    primary key (campaign_id, agency_id, position)
  )`,
  `create table campaign_offers (
    id text primary key,
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    kind text not null check (kind in ('hook', 'clip')),
    source_id text not null,
    note text not null default '',
    position integer not null,
    -- The body that all stamped copies share, once it has been ordered.
    body_id text,
    -- {title, line, durationMs, score, hookId, clipId, recipe} as they were when it was offered: a hook may be found anew under another id.
    facts jsonb not null,
    -- Placements and clips that were made of it stay; nobody is shown it any more.
    removed_at timestamptz,
    created_at timestamptz not null
  )`,
  // Serves a campaign's offers, in order.
  `create index campaign_offers_of_campaign on campaign_offers (campaign_id, position) where removed_at is null`,
  // Serves the names of hooks and clips in tables of figures.
  `create index campaign_offers_of_source on campaign_offers (organisation_id, source_id)`,
  // Serves the pages that get a teaser once an offer's body is made.
  `create index campaign_offers_of_body on campaign_offers (body_id) where body_id is not null`,

  `create table claims (
    id text primary key,
    organisation_id text not null,
    campaign_id text not null references campaigns (id),
    creator_id text not null,
    -- The creator's agency when the claim was made.
    agency_id text,
    state text not null check (state in ('requested', 'approved', 'refused', 'withdrawn')),
    channels text[] not null,
    note text not null default '',
    requested_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    withdrawn_at timestamptz
  )`,
  // Asking twice is asking once: one open claim of a creator on a campaign.
  `create unique index claims_open on claims (campaign_id, creator_id) where state in ('requested', 'approved')`,
  // Serves the console's and the creator's listings, newest first.
  `create index claims_of_organisation on claims (organisation_id, id desc)`,
  `create index claims_of_creator on claims (organisation_id, creator_id, id desc)`,
  `create index claims_of_campaign on claims (campaign_id, state)`,

  `create table placements (
    id text primary key,
    organisation_id text not null,
    claim_id text not null references claims (id),
    campaign_id text not null references campaigns (id),
    work_id text not null,
    creator_id text not null,
    agency_id text,
    channel text not null,
    account_id text,
    -- Empty stands for the channel as a whole.
    offer_id text not null default '',
    hook_id text,
    clip_id text,
    code_id text not null,
    code text not null,
    code_shown text not null,
    link_id text not null,
    url text not null,
    valid_from timestamptz not null,
    valid_until timestamptz,
    created_at timestamptz not null,
    -- One code per creator × drama × channel (× clip).
    unique (claim_id, channel, offer_id)
  )`,
  `create index placements_of_organisation on placements (organisation_id, id desc)`,
  `create index placements_of_creator on placements (organisation_id, creator_id, id desc)`,
  `create index placements_of_campaign on placements (campaign_id, id desc)`,
  // Serves an agency's listing.
  `create index placements_of_agency on placements (organisation_id, agency_id, id desc) where agency_id is not null`,

  `create table creator_clips (
    id text primary key,
    organisation_id text not null,
    placement_id text not null references placements (id),
    claim_id text not null references claims (id),
    campaign_id text not null references campaigns (id),
    creator_id text not null,
    offer_id text not null references campaign_offers (id),
    -- The studio's stamped copy.
    stamped_id text not null,
    name text not null,
    told_at timestamptz,
    created_at timestamptz not null,
    unique (placement_id, offer_id)
  )`,
  `create index creator_clips_of_claim on creator_clips (claim_id, id desc)`,
  // Serves the notice that a clip is ready.
  `create index creator_clips_of_stamped on creator_clips (stamped_id)`,

  `create table caption_templates (
    id text primary key,
    organisation_id text not null,
    name text not null,
    channel text,
    language text not null,
    text text not null,
    hashtags text[] not null default '{}',
    state text not null check (state in ('draft', 'reviewed')),
    reviewed_by text,
    reviewed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((state = 'reviewed') = (reviewed_at is not null))
  )`,
  `create index caption_templates_of_organisation on caption_templates (organisation_id, id)`,
];

export const campaigns = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
