import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Questions and their answers. Citations are kept as keys and read anew whenever they are shown.
  `create table market_answers (
    id text primary key,
    organisation_id text not null,
    user_id text,
    asked_by_name text not null,
    question text not null,
    language text not null check (language in ('zh', 'en')),
    scope jsonb not null,
    topic_id text,
    kind text not null check (kind in ('extractive', 'model')),
    model text,
    fallback text,
    -- [{text, citations: [{documentId, anchor, start, end}]}]
    sentences jsonb not null,
    dropped integer not null,
    other_language boolean not null,
    found integer not null,
    considered integer not null,
    asked_at timestamptz not null,
    unique (organisation_id, id)
  )`,
  // Serves a member's history.
  `create index market_answers_by_member on market_answers (organisation_id, user_id, id desc)`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
