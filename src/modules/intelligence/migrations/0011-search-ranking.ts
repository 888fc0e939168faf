import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `alter table market_search rename to market_search_before`,
  `alter index market_search_pkey rename to market_search_before_pkey`,
  `drop index market_search_terms, market_search_heads, market_search_days`,
  // What ranking reads stands first: every document that has the words is looked at there, and nowhere else.
  `create table market_search (
    no bigint generated always as identity unique,
    day date not null,
    length integer not null,
    organisation_id text not null,
    family_id text not null,
    document_id text primary key,
    language text not null check (language in ('zh', 'en')),
    -- The alias table and the way terms are made that it was made with; 0 before either was counted.
    version integer not null,
    -- Hashes of signs, words, their pairs, what they mean, and of what is filtered by.
    terms integer[] not null,
    -- Hashes of terms that are said more than once, each with how much that is worth.
    tags integer[] not null,
    -- Folded as queries are: phrases are looked for in them.
    title text not null,
    heads text not null,
    body text not null,
    metrics text[] not null,
    regions text[] not null
  )`,
  // What is long lies apart, so that many rows are looked through without it. Hashes do not get shorter by packing.
  `alter table market_search set (toast_tuple_target = 128)`,
  `alter table market_search alter column terms set storage external, alter column tags set storage external`,
  `insert into market_search (day, length, organisation_id, family_id, document_id, language, version, terms, tags, title, heads, body, metrics, regions)
    select day, length, organisation_id, family_id, document_id, language, 0, terms, '{}', title, heads, body, metrics, regions
    from market_search_before`,
  `drop table market_search_before`,
  // Which documents have all of the words, and which say one of them so often.
  `create index market_search_terms on market_search using gin (terms, tags)`,
  // Serves questions, which begin with the latest.
  `create index market_search_days on market_search (organisation_id, day desc, document_id desc)`,
  // Serves finding what was indexed with another alias table.
  `create index market_search_versions on market_search (organisation_id, version)`,

  // The task that indexes an organisation's documents anew, and the version that it brings them to.
  `create table market_search_renewals (
    organisation_id text primary key,
    version integer not null,
    task_id text
  )`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
