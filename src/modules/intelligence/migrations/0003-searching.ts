import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table market_search (
    organisation_id text not null,
    document_id text primary key,
    family_id text not null,
    day date not null,
    language text not null check (language in ('zh', 'en')),
    -- Hashes of signs, words, their pairs, what they mean, and of what is filtered by. All of the document, and of its title alone.
    terms integer[] not null,
    head_terms integer[] not null,
    -- Folded as queries are: phrases are looked for and counted in them.
    title text not null,
    heads text not null,
    body text not null,
    concepts jsonb not null,
    length integer not null,
    metrics text[] not null,
    regions text[] not null
  )`,
  // What is long lies apart, so that many rows are looked through without it. Hashes do not get shorter by packing.
  `alter table market_search set (toast_tuple_target = 128)`,
  `alter table market_search alter column terms set storage external, alter column head_terms set storage external`,
  // Which documents have all of the words, and which have them in their titles.
  `create index market_search_terms on market_search using gin (terms)`,
  `create index market_search_heads on market_search using gin (head_terms)`,
  // Serves words so common that the latest documents are looked through instead.
  `create index market_search_days on market_search (organisation_id, day desc, document_id desc)`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
