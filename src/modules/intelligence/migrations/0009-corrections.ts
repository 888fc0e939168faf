import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What people said against the reader: the columns beside hold what counts, these what was found. Null as long as nobody said anything.
  `alter table market_documents
    add column family_found text,
    add column family_found_reason text check (family_found_reason in ('alone', 'same_story', 'replaced', 'person')),
    add column family_said_by text,
    add column family_said_at timestamptz,
    -- {title, source, author, publishedAt, zone} as they were read, and {note, by, at} of who put them right.
    add column as_read jsonb,
    add column correction jsonb,
    add check ((family_found is null) = (family_said_at is null)),
    add check ((as_read is null) = (correction is null))`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
