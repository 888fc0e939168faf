import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const idempotency: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table idempotent_requests (
        -- Who asked (key, or person in an organisation) and for what.
        caller text not null,
        route text not null,
        -- SHA-256 of the Idempotency-Key, and of what was asked with it.
        key_hash text not null,
        request_hash text not null,
        -- Null while the first request has not ended, or its process died.
        status integer,
        -- Sealed: an answer may hold a secret that is shown once.
        answer_sealed text,
        started_at timestamptz not null,
        expires_at timestamptz not null,
        -- Serves every request that carries a key.
        primary key (caller, route, key_hash),
        check ((status is null) = (answer_sealed is null))
      )`.execute(db);
    // Serves the sweep.
    await sql`create index idempotent_requests_expires_at on idempotent_requests (expires_at)`.execute(db);
  },
};
