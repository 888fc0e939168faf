import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Every process that answers links keeps them in memory and asks once a second what has changed. The number of the changing
  // transaction says it without gaps: a row that commits late is still newer than the oldest transaction that ran when asked last.
  `create function links_stamp() returns trigger language plpgsql as $$
  begin
    new.changed_xid := pg_current_xact_id()::text::bigint;
    return new;
  end $$`,

  `create table links (
    id text primary key,
    organisation_id text not null,
    -- Unguessable and unique in the installation; also serves a visit while the links are not all in memory.
    slug text collate "C" not null unique check (slug ~ '^[2-9a-hjkmnp-z]{7,16}$'),
    placement_id text not null,
    -- {rules, otherwise}: read whole by whoever answers, never alone.
    rules jsonb not null,
    -- The landing page without its code, which is the placement's own.
    page jsonb not null,
    code text not null,
    code_shown text not null,
    ends_at timestamptz,
    ended_at timestamptz,
    -- Where an ended link leads; null for the page that asks for a code.
    useful_url text,
    changed_xid bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create trigger links_stamped before insert or update on links for each row execute function links_stamp()`,
  // Serves what changed since.
  `create index links_by_change on links (changed_xid)`,
  // Serves the list, newest first: ids sort by time.
  `create index links_of_organisation on links (organisation_id, id desc)`,
  // Serves the links of a placement, and the change of their pages.
  `create index links_of_placement on links (organisation_id, placement_id)`,
  // Serves the search by a code's beginning.
  `create index links_by_code on links (organisation_id, code text_pattern_ops)`,

  `create table link_settings (
    organisation_id text primary key,
    allowed_hosts text[] not null,
    allowed_schemes text[] not null,
    app_url text,
    ios_url text,
    android_url text,
    web_url text,
    click_parameter text not null,
    consent text not null check (consent in ('not_asked', 'asked')),
    brand text not null,
    accent text,
    -- Of all organisations together there are few: they are read whole when any has changed.
    changed_xid bigint not null,
    updated_at timestamptz not null
  )`,
  `create trigger link_settings_stamped before insert or update on link_settings for each row execute function links_stamp()`,
  `create index link_settings_by_change on link_settings (changed_xid)`,

  `create table link_domains (
    id text primary key,
    organisation_id text not null references link_settings (organisation_id),
    -- One organisation answers at a name.
    host text collate "C" not null unique,
    is_primary boolean not null,
    created_at timestamptz not null
  )`,
  // Serves the settings of an organisation; new links take the one primary name.
  `create index link_domains_of_organisation on link_domains (organisation_id)`,
  `create unique index link_domains_primary on link_domains (organisation_id) where is_primary`,

  // How far each journal is loaded. Moved in the transaction that records the clicks, so that none is recorded twice or left out.
  `create table click_journals (
    id text primary key,
    segment bigint not null,
    at_offset bigint not null,
    loaded bigint not null,
    updated_at timestamptz not null
  )`,
  // Serves the sweep of journals that are long finished.
  `create index click_journals_by_age on click_journals (updated_at)`,

  // Clicks that could not be recorded, kept with the reason, so that one of them does not hold up all that came after it.
  `create table click_rejects (
    journal_id text not null,
    segment bigint not null,
    at_offset bigint not null,
    payload text not null,
    reason text not null,
    created_at timestamptz not null,
    primary key (journal_id, segment, at_offset)
  )`,

  // Requests of bots and previews, which are answered and are no clicks.
  `create table link_bot_counts (
    link_id text not null references links (id),
    day date not null,
    count bigint not null check (count >= 0),
    primary key (link_id, day)
  )`,
];

export const links: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
