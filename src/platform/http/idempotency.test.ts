import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { createSealer } from '../seal.ts';
import { fixedClock } from '../time.ts';
import { defineContract } from './contract.ts';
import { createIdempotency } from './idempotency.ts';
import { httpMigrations } from './migrations/index.ts';
import { bindRoutes, createApi } from './server.ts';

const contract = defineContract({
  module: 'things',
  permissions: { 'things.make': ['owner'] },
  routes: {
    make: {
      id: 'things.make',
      method: 'POST',
      path: '/api/v1/things',
      summary: 'Make.',
      access: 'things.make',
      body: z.object({ name: z.string() }),
      response: z.object({ number: z.number() }),
      status: 201,
      idempotent: true,
      limit: { quota: 'things', requests: 20, windowSeconds: 60 },
    },
  },
});

let database: TestDatabase;
const clock = fixedClock('2026-03-01T00:00:00Z');
let made: string[] = [];
let during: (name: string) => Promise<void> = async () => {};
let caller = 0;
let ask: (body: object, key?: string, who?: string) => Promise<Response>;

beforeAll(async () => {
  database = await openTestDatabase([httpMigrations]);
  const idempotency = createIdempotency({ db: database.db, clock, sealer: createSealer('a secret', 'http.idempotency') });
  const api = createApi({
    clock,
    log: silentLog,
    limits: true,
    idempotency,
    bound: [
      bindRoutes(contract, {
        make: async ({ body }) => {
          await during(body.name);
          made.push(body.name);
          return { number: made.length };
        },
      }),
    ],
    authenticate: async (request) => ({
      kind: 'api_key',
      id: request.headers.get('x-who'),
      name: 'key',
      organisationId: 'org_1',
      role: 'owner',
      requestId: null,
    }),
    trustedOrigins: [],
    addressOf: () => '192.0.2.1',
  });
  ask = async (body, key, who = `key_${caller}`) =>
    api.request('/api/v1/things', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-who': who, ...(key !== undefined && { 'idempotency-key': key }) },
    });
});
afterAll(() => database.drop());
beforeEach(() => {
  made = [];
  during = async () => {};
  caller++;
});
const codeOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

describe('a request that is repeated with its key', () => {
  test('is answered as the first one was, and acts once; without a key it acts each time', async () => {
    const first = await ask({ name: 'a' }, '"k 1"');
    expect([first.status, await first.json(), first.headers.get('idempotent-replayed')]).toEqual([201, { number: 1 }, null]);
    for (const key of ['"k 1"', 'k 1']) {
      const again = await ask({ name: 'a' }, key);
      expect([again.status, await again.json(), again.headers.get('idempotent-replayed')]).toEqual([201, { number: 1 }, 'true']);
    }
    await ask({ name: 'a' });
    await ask({ name: 'a' }, 'k2');
    await ask({ name: 'a' }, 'k 1', 'somebody else');
    expect(made).toHaveLength(4);
  });

  test('is refused with another body, and with a key that is none', async () => {
    await ask({ name: 'a' }, 'k');
    expect(await codeOf(await ask({ name: 'b' }, 'k'))).toEqual([422, 'platform.idempotency_mismatch']);
    for (const bad of ['""', ' ', 'x'.repeat(256), 'k\u00e9y'])
      expect(await codeOf(await ask({ name: 'c' }, bad))).toEqual([400, 'platform.invalid_request']);
    expect(made).toEqual(['a']);
  });

  test('runs once of many at once; the others are told to come back', async () => {
    const go = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    during = async () => (begun.resolve(), go.promise);
    const first = ask({ name: 'a' }, 'k');
    await begun.promise;
    const others = await Promise.all(Array.from({ length: 5 }, () => ask({ name: 'a' }, 'k')));
    for (const other of others) {
      expect(other.headers.get('retry-after')).toBe('1');
      expect(await codeOf(other)).toEqual([409, 'platform.idempotency_running']);
    }
    go.resolve();
    expect((await first).status).toBe(201);
    expect(await (await ask({ name: 'a' }, 'k')).json()).toEqual({ number: 1 });
    expect(made).toEqual(['a']);
  });

  test('acts anew after a refusal, which did nothing; after a bug, which may have, it is answered the same', async () => {
    during = async () => Promise.reject(new AppError('things.full', 'conflict'));
    expect(await codeOf(await ask({ name: 'a' }, 'k'))).toEqual([409, 'things.full']);
    during = async () => {};
    expect((await ask({ name: 'a' }, 'k')).status).toBe(201);
    during = async () => Promise.reject(new Error('who knows'));
    expect((await ask({ name: 'b' }, 'k2')).status).toBe(500);
    during = async () => {};
    const again = await ask({ name: 'b' }, 'k2');
    expect([again.status, again.headers.get('idempotent-replayed'), again.headers.get('content-type')]).toEqual([
      500,
      'true',
      'application/problem+json',
    ]);
    expect(made).toEqual(['a']);
  });

  test('is told that the outcome is unknown where the first one never ended, and is new after a day', async () => {
    const begun = Promise.withResolvers<void>();
    // As if the process had died there: the promise is dropped.
    during = (name) => (name === 'a' && made.length === 0 ? (begun.resolve(), new Promise(() => {})) : Promise.resolve());
    void ask({ name: 'a' }, 'k');
    await begun.promise;
    clock.advance(3 * 60_000);
    expect(await codeOf(await ask({ name: 'a' }, 'k'))).toEqual([409, 'platform.idempotency_unknown']);
    clock.advance(24 * 3600_000);
    during = async () => {};
    expect((await ask({ name: 'a' }, 'k')).status).toBe(201);
  });
});

test('beyond its quota a caller is refused with the headers that say when to come back; others are not', async () => {
  const answers: Response[] = [];
  for (let i = 0; i < 21; i++) answers.push(await ask({ name: 'a' }));
  expect(answers[0]!.headers.get('ratelimit-policy')).toBe('"things";q=20;w=60');
  expect(answers[0]!.headers.get('ratelimit')).toBe('"things";r=19;t=60');
  const refused = answers.at(-1)!;
  expect(refused.headers.get('ratelimit')).toBe('"things";r=0;t=60');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await codeOf(refused)).toEqual([429, 'platform.rate_limited']);
  expect(made).toHaveLength(20);
  expect((await ask({ name: 'a' }, undefined, 'another')).status).toBe(201);
});
