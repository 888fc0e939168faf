import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const channels = `('douyin', 'kuaishou', 'wechat_channels', 'xiaohongshu', 'bilibili', 'weibo', 'tiktok', 'youtube', 'instagram', 'facebook', 'x', 'other')`;

const statements = [
  `create table agencies (
    id text primary key,
    organisation_id text not null,
    name text not null,
    state text not null check (state in ('active', 'suspended')),
    contact_email text,
    -- Everybody may have it: it opens a form, nothing else. Null while sign-up is closed. Serves opening the page.
    signup_token text constraint agencies_signup_unique unique,
    created_at timestamptz not null
  )`,
  // One agency a name; serves the list by name.
  `create unique index agencies_by_name on agencies (organisation_id, lower(name))`,
  `create table creators (
    id text primary key,
    organisation_id text not null,
    name text not null,
    bio text not null default '',
    note text not null default '',
    email text,
    state text not null check (state in ('active', 'suspended', 'left')),
    agency_id text references agencies (id),
    suspended_at timestamptz,
    suspend_reason text not null default '',
    -- Of the newest terms that they accepted; the acceptances themselves are beside.
    accepted_terms integer,
    accepted_at timestamptz,
    joined_at timestamptz not null
  )`,
  // Serves the list, newest first.
  `create index creators_by_age on creators (organisation_id, id desc)`,
  // Serves the creators of an agency.
  `create index creators_by_agency on creators (agency_id, id desc) where agency_id is not null`,
  // Whose creator was when: nothing of it is ever changed but the end.
  `create table creator_belongings (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    creator_id text not null references creators (id),
    agency_id text references agencies (id),
    from_at timestamptz not null,
    until_at timestamptz check (until_at >= from_at)
  )`,
  // A creator belongs to one agency, or none, at a time; serves ending it.
  `create unique index creator_belongings_now on creator_belongings (creator_id) where until_at is null`,
  // Serves the history of a creator.
  `create index creator_belongings_of on creator_belongings (creator_id, id)`,
  `create table party_users (
    organisation_id text not null,
    user_id text not null,
    creator_id text references creators (id),
    agency_id text references agencies (id),
    joined_at timestamptz not null,
    -- A person is one creator, or works for one agency, in an organisation. Serves who an actor is.
    primary key (organisation_id, user_id),
    check ((creator_id is null) <> (agency_id is null))
  )`,
  // Serves whom to tell.
  `create index party_users_of_creator on party_users (creator_id) where creator_id is not null`,
  `create index party_users_of_agency on party_users (agency_id) where agency_id is not null`,

  `create table creator_invitations (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('creator', 'agency')),
    -- How it came about: somebody invited, somebody signed up, or an address given with a link was to be confirmed.
    source text not null check (source in ('invitation', 'signup', 'confirmation')),
    email text check (email = lower(email)),
    agency_id text references agencies (id),
    -- The link that a confirmation ends: both are used up together.
    confirms_id text references creator_invitations (id),
    -- SHA-256 of the link's token; the token itself is nowhere. Serves opening the link.
    token_hash text not null constraint creator_invitations_token_unique unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    cancelled_at timestamptz
  )`,
  // Serves listing the open ones.
  `create index creator_invitations_open on creator_invitations (organisation_id, id desc) where accepted_at is null and cancelled_at is null`,
  // Serves the limit of mails to an address.
  `create index creator_invitations_by_email on creator_invitations (email, created_at) where email is not null`,
  `create table creator_signups (
    organisation_id text primary key,
    signup_token text not null constraint creator_signups_token_unique unique
  )`,

  `create table creator_terms (
    organisation_id text not null,
    version integer not null check (version > 0),
    -- [{language, title, body}]
    texts jsonb not null,
    note text not null default '',
    published_at timestamptz not null,
    published_by text not null,
    primary key (organisation_id, version)
  )`,
  `create table creator_terms_acceptances (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    creator_id text not null references creators (id),
    user_id text not null,
    version integer not null,
    -- Of the texts as they were shown, so that what was accepted can be proven.
    texts_sha256 text not null,
    accepted_at timestamptz not null,
    foreign key (organisation_id, version) references creator_terms (organisation_id, version)
  )`,
  // Serves what a creator accepted.
  `create index creator_terms_acceptances_of on creator_terms_acceptances (creator_id, version)`,

  `create table channel_accounts (
    id text primary key,
    organisation_id text not null,
    creator_id text not null references creators (id),
    channel text not null check (channel in ${channels}),
    handle text not null,
    external_id text,
    -- What makes it the same account: the channel's id where it is known, else the handle without its case.
    identity text generated always as (coalesce('id:' || external_id, 'name:' || lower(handle))) stored,
    url text,
    followers integer check (followers >= 0),
    state text not null check (state in ('filed', 'approved', 'refused', 'withdrawn')),
    refusal_reason text,
    refusal_note text not null default '',
    filed_at timestamptz not null,
    decided_at timestamptz,
    decided_by text
  )`,
  // An account is filed by one creator at a time.
  `create unique index channel_accounts_once on channel_accounts (organisation_id, channel, identity) where state in ('filed', 'approved')`,
  // Serves whose account an order names, also of accounts that are withdrawn.
  `create index channel_accounts_by_external on channel_accounts (organisation_id, channel, external_id) where external_id is not null`,
  // Serves the lists, newest first.
  `create index channel_accounts_by_age on channel_accounts (organisation_id, id desc)`,
  `create index channel_accounts_by_creator on channel_accounts (creator_id, id desc)`,
  `create table channel_account_periods (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    account_id text not null references channel_accounts (id),
    from_at timestamptz not null,
    until_at timestamptz check (until_at >= from_at)
  )`,
  // Serves when an account was approved.
  `create index channel_account_periods_of on channel_account_periods (account_id, id)`,
  // An account is approved once at a time.
  `create unique index channel_account_periods_now on channel_account_periods (account_id) where until_at is null`,
];

export const creators: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
