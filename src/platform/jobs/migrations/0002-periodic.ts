import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table periodic_works (
      -- 'module.verb_noun'; serves taking the lease.
      name text primary key,
      -- The process that does it now; a lease that has run out is anybody's.
      holder text not null,
      lease_until timestamptz not null,
      next_at timestamptz not null
    )`.execute(db);
}
