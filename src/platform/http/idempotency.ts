import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../db/index.ts';
import { AppError, platformErrors } from '../errors.ts';
import type { Sealer } from '../seal.ts';
import type { Clock } from '../time.ts';
import type { SignedIn } from './actor.ts';
import type { Route } from './contract.ts';
import { invalidRequest } from './input.ts';

/** An answer that can be given again. */
export type KeptAnswer = { readonly status: number; readonly body: string };
/** The place of one request that carries a key; settle it with its answer, or release it where nothing was done. */
export type Reservation = { settle(answer: KeptAnswer): Promise<void>; release(): Promise<void> };

export type Idempotency = {
  /**
   * Reserves the key for this request, or answers with what the first request with it was answered. Throws
   * idempotency_running while the first runs, idempotency_unknown where it never ended, idempotency_mismatch for another request.
   */
  begin(request: { route: Route; who: SignedIn; key: string; asked: unknown }): Promise<{ first: Reservation } | { again: KeptAnswer }>;
  /** Removes keys that have run out. */
  sweep(): Promise<void>;
};

const keepMs = 24 * 3600_000;
// Longer than any request: one that has not ended by then was in a process that died.
const longestRequestMs = 2 * 60_000;
const longestKey = 255;
const longestAnswer = 1024 * 1024;

/**
 * First answers by Idempotency-Key, kept for a day (draft-ietf-httpapi-idempotency-key-header-07). The key is reserved in a
 * transaction of its own before the request acts, and its answer is kept after. So a process that dies between the effect and
 * the record leaves a key whose outcome is unknown, and whoever repeats it is told just that: an effect is never repeated silently.
 */
export function createIdempotency({ db, clock, sealer }: { db: Database; clock: Clock; sealer: Sealer }): Idempotency {
  return {
    begin: async ({ route, who, key, asked }) => {
      const place = { caller: `${who.kind}:${who.id}:${who.organisationId}`, route: route.id, keyHash: digest(key) };
      const requestHash = digest(JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
      const now = clock.now();
      const { rows: reserved } = await db.read((trx) =>
        sql`insert into idempotent_requests as r (caller, route, key_hash, request_hash, started_at, expires_at)
            values (${place.caller}, ${place.route}, ${place.keyHash}, ${requestHash}, ${now}, ${new Date(now.getTime() + keepMs)})
            on conflict (caller, route, key_hash) do update
            set request_hash = excluded.request_hash, status = null, answer_sealed = null, started_at = excluded.started_at, expires_at = excluded.expires_at
            where r.expires_at <= ${now} returning 1 as mine`.execute(trx),
      );
      if (reserved.length > 0) return { first: reservationOf(db, sealer, place) };
      const { rows } = await db.read((trx) =>
        sql<{ request_hash: string; status: number | null; answer_sealed: string | null; started_at: Date }>`
          select request_hash, status, answer_sealed, started_at from idempotent_requests
          where caller = ${place.caller} and route = ${place.route} and key_hash = ${place.keyHash}`.execute(trx),
      );
      const [row] = rows;
      // Released between the two statements: the next try finds its place free.
      if (!row) throw platformErrors.idempotency_running({ retryAfterSeconds: 1 });
      if (row.request_hash !== requestHash) throw platformErrors.idempotency_mismatch({});
      if (row.status !== null) return { again: { status: row.status, body: sealer.open(row.answer_sealed!, contextOf(place)) } };
      if (now.getTime() - row.started_at.getTime() > longestRequestMs) throw platformErrors.idempotency_unknown({});
      throw platformErrors.idempotency_running({ retryAfterSeconds: 1 });
    },
    sweep: async () => {
      await db.read((trx) => sql`delete from idempotent_requests where expires_at <= ${clock.now()}`.execute(trx));
    },
  };
}

type Place = { caller: string; route: string; keyHash: string };

const contextOf = (place: Place): string => `${place.caller}\n${place.route}\n${place.keyHash}`;

function reservationOf(db: Database, sealer: Sealer, place: Place): Reservation {
  const mine = sql`caller = ${place.caller} and route = ${place.route} and key_hash = ${place.keyHash} and status is null`;
  return {
    settle: async ({ status, body }) => {
      // What is too long to keep leaves the key with an unknown outcome rather than with a wrong one.
      if (body.length > longestAnswer) return;
      const sealed = sealer.seal(body, contextOf(place));
      await db.read((trx) => sql`update idempotent_requests set status = ${status}, answer_sealed = ${sealed} where ${mine}`.execute(trx));
    },
    release: async () => {
      await db.read((trx) => sql`delete from idempotent_requests where ${mine}`.execute(trx));
    },
  };
}

/** The Idempotency-Key of a request: the draft's quoted string, or as many clients send it, bare. Null without; throws invalid_request. */
export function idempotencyKeyOf(request: Request): string | null {
  const header = request.headers.get('idempotency-key');
  if (header === null) return null;
  const quoted = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/.exec(header.trim());
  const key = quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : header.trim();
  if (key !== '' && key.length <= longestKey && /^[\x20-\x7e]+$/.test(key)) return key;
  const message = `The header Idempotency-Key holds 1 to ${longestKey} ASCII characters, best a fresh UUID in double quotes.`;
  throw invalidRequest([{ path: 'header.idempotency-key', code: 'invalid_format', message }]);
}

/** Whether an error proves that nothing was done: a use-case is one transaction, and what it names it rolled back. A bug proves nothing. */
export function provesNothingDone(error: AppError): boolean {
  return error.kind !== 'bug';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
