import { sql, type Kysely } from 'kysely';

const statements = [
  `create table allow_entries (
    id text primary key,
    organisation_id text not null,
    kind text not null check (kind in ('account', 'creator', 'host', 'address')),
    -- What is looked up, in one form: 'douyin:name', a creator's id, a host, or host and path.
    key text not null check (length(key) between 1 and 1200),
    -- As it was written: {platform, account, own}, {creatorId}, {host} or {address}.
    subject jsonb not null,
    -- Null for all works.
    work_id text,
    -- Whole days of the business zone; ends_on is the first day after.
    starts_on date,
    ends_on date,
    note text not null,
    created_at timestamptz not null,
    created_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text,
    withdraw_reason text,
    check (starts_on is null or ends_on is null or starts_on < ends_on),
    check (num_nonnulls(withdrawn_at, withdrawn_by_name, withdraw_reason) in (0, 3))
  )`,
  // Serves asking whether something found is allowed; one entry stands for a subject and a work at a time.
  `create unique index allow_entries_unique on allow_entries (organisation_id, kind, key, coalesce(work_id, '')) where withdrawn_at is null`,
  // Serves the list, newest first.
  `create index allow_entries_by_organisation on allow_entries (organisation_id, id desc)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
