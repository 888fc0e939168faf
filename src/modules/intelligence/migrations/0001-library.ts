import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What is known of an organisation's library; its row is held by whoever begins or ends the one task that reads.
  `create table market_desks (
    organisation_id text primary key,
    reading_task_id text
  )`,

  `create table market_sources (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('paste', 'upload', 'url', 'feed', 'folder')),
    name text not null,
    url text,
    every_minutes integer check (every_minutes between 1 and 525600),
    state text not null check (state in ('running', 'paused', 'failing')),
    last_fetched_at timestamptz,
    next_fetch_at timestamptz,
    failures integer not null default 0,
    error jsonb,
    -- What the server wants to be asked with, so that nothing is sent twice.
    etag text,
    last_modified text,
    task_id text,
    created_at timestamptz not null,
    removed_at timestamptz,
    check ((kind in ('url', 'feed')) = (url is not null)),
    unique (organisation_id, id)
  )`,
  // One standing source each for what is pasted, uploaded and dropped.
  `create unique index market_sources_standing on market_sources (organisation_id, kind) where kind in ('paste', 'upload', 'folder')`,
  // An address is followed once.
  `create unique index market_sources_by_url on market_sources (organisation_id, kind, url) where url is not null and removed_at is null`,
  // Serves the round that looks for sources that are due.
  `create index market_sources_due on market_sources (next_fetch_at) where next_fetch_at is not null and removed_at is null`,

  `create table market_fetches (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    source_id text not null references market_sources (id) on delete cascade,
    at timestamptz not null,
    outcome text not null check (outcome in ('new', 'unchanged', 'failed')),
    files integer not null,
    status integer,
    bytes bigint not null,
    duration_ms integer not null,
    error jsonb
  )`,
  // Serves the log of one source.
  `create index market_fetches_by_source on market_fetches (source_id, id desc)`,

  // Entries of a feed that were fetched; an entry comes back at every visit.
  `create table market_feed_entries (
    organisation_id text not null,
    source_id text not null references market_sources (id) on delete cascade,
    -- SHA-256 of the entry's own id or address, and of what it said when it was taken.
    entry_key text not null,
    content_key text not null,
    seen_at timestamptz not null,
    primary key (source_id, entry_key)
  )`,

  `create table market_files (
    id text primary key,
    organisation_id text not null,
    source_id text not null references market_sources (id),
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint not null,
    asset_id text not null,
    content_type text,
    url text,
    fetched_at timestamptz,
    state text not null check (state in ('waiting', 'reading', 'read', 'failed', 'cancelled')),
    -- How often reading was begun: a file that takes the process with it is not begun for ever.
    attempts integer not null default 0,
    read_as text check (read_as in ('text', 'markdown', 'html', 'pdf', 'docx')),
    encoding text,
    warnings jsonb not null default '[]',
    error jsonb,
    created_at timestamptz not null,
    -- The same bytes are one file.
    unique (organisation_id, sha256)
  )`,
  // Serve the queue of what waits, and the listing.
  `create index market_files_waiting on market_files (organisation_id, id) where state in ('waiting', 'reading')`,
  `create index market_files_by_time on market_files (organisation_id, id desc)`,

  `create table market_documents (
    id text primary key,
    organisation_id text not null,
    file_id text not null references market_files (id),
    -- Its place in the file, from 0.
    position integer not null,
    source_id text not null references market_sources (id),
    title text not null,
    publisher text,
    author text,
    published_at text,
    -- The day of published_at, else of collecting: what is sorted and filtered by.
    published_on date not null,
    zone_name text,
    zone_stated boolean,
    language text not null check (language in ('zh', 'en')),
    url text,
    file_start integer not null,
    file_end integer not null,
    paragraph_count integer not null,
    claim_count integer not null,
    lead text not null,
    -- [{group, sentences: [{paragraph, start, end, anchor}]}]
    insights jsonb not null default '[]',
    signature jsonb,
    -- Hashes of the values that it claims, the same in every language: what a translation is known by.
    value_keys integer[] not null default '{}',
    family_id text not null,
    family_reason text not null check (family_reason in ('alone', 'same_story', 'replaced', 'person')),
    translation_of text references market_documents (id) on delete set null,
    replaced_by text references market_documents (id) on delete set null,
    archived_at timestamptz,
    collected_at timestamptz not null,
    -- The same bytes read again are the same documents.
    unique (file_id, position)
  )`,
  // Serves the listing.
  `create index market_documents_by_day on market_documents (organisation_id, published_on desc, id desc)`,
  `create index market_documents_by_family on market_documents (organisation_id, family_id)`,
  `create index market_documents_by_source on market_documents (organisation_id, source_id)`,
  // Serves the newer page of an address: the one it replaces.
  `create index market_documents_by_url on market_documents (organisation_id, url) where url is not null`,
  `create index market_documents_translations on market_documents (translation_of) where translation_of is not null`,
  `create index market_documents_replaced on market_documents (replaced_by) where replaced_by is not null`,

  `create table market_paragraphs (
    organisation_id text not null,
    document_id text not null references market_documents (id) on delete cascade,
    position integer not null,
    anchor text not null,
    kind text not null check (kind in ('heading', 'text', 'item', 'row', 'leftover')),
    group_name text,
    text text not null,
    file_start integer not null,
    file_end integer not null,
    -- Runs from the text to the file; null where it stands there as it is.
    map jsonb,
    cells jsonb,
    caption text,
    primary key (document_id, position)
  )`,

  // Bands of signatures: documents that share one are compared.
  `create table market_bands (
    organisation_id text not null,
    band integer not null,
    document_id text not null references market_documents (id) on delete cascade,
    primary key (organisation_id, band, document_id)
  )`,
  `create index market_bands_by_document on market_bands (document_id)`,

  // Translations that a model made; paragraphs whose figures differed are not in them.
  `create table market_translations (
    organisation_id text not null,
    document_id text not null references market_documents (id) on delete cascade,
    language text not null check (language in ('zh', 'en')),
    model text not null,
    -- [{anchor, text}]
    paragraphs jsonb not null,
    dropped integer not null,
    made_at timestamptz not null,
    primary key (document_id)
  )`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
