import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table market_claims (
    id bigint generated always as identity primary key,
    organisation_id text not null,
    document_id text not null references market_documents (id) on delete cascade,
    -- Of the document: one source, when it was said, and by whom.
    family_id text not null,
    published_on date not null,
    -- Its place among the claims of its document.
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
    -- What it is sorted by: the value, the middle of a range, the bound of what is open.
    value numeric not null,
    bound text not null,
    step numeric not null,
    unit text not null,
    currency text,
    scale numeric not null,
    scale_word text,
    period text,
    -- First and last day of the period.
    period_from date,
    period_to date,
    base_period text,
    region text,
    entity text,
    share_of text,
    status text not null,
    status_as_worded text not null,
    citations jsonb not null default '[]',
    -- What a person said otherwise: metric, measure, period, base, region, entity and status as they were read. Null as long as nobody did.
    as_read jsonb,
    excluded boolean not null default false,
    check ((period is null) = (period_from is null)),
    check (low is not null or high is not null),
    unique (document_id, position)
  )`,
  // Serves series, and what is compared: one metric and measure of an organisation over time.
  `create index market_claims_series on market_claims (organisation_id, metric, measure, period_from) where not excluded`,
  // Serves the listing, the latest published first.
  `create index market_claims_newest on market_claims (organisation_id, published_on desc, id desc)`,
  // Serves moving documents between families.
  `create index market_claims_by_family on market_claims (organisation_id, family_id)`,
  // Serves figures of a place.
  `create index market_claims_by_region on market_claims (organisation_id, region, metric) where region is not null`,

  // What people said of claims, by where these stand: a document that is read again finds it here.
  `create table market_rulings (
    organisation_id text not null,
    document_id text not null references market_documents (id) on delete cascade,
    anchor text not null,
    text_start integer not null,
    text_end integer not null,
    -- Tells claims of one stretch apart: “132 of 200” read twice.
    measure text not null,
    -- What was changed alone: {metric?, measure?, period?, basePeriod?, region?, entity?, status?}.
    change jsonb not null,
    excluded boolean not null,
    note text not null,
    ruled_by text not null,
    ruled_at timestamptz not null,
    primary key (organisation_id, document_id, anchor, text_start, text_end, measure)
  )`,
  `create index market_rulings_by_document on market_rulings (document_id)`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
