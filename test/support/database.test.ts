import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

test('tenants are strangers to one another and really stored', async () => {
  const [a, b] = [await freshTenant(database.db), await freshTenant(database.db)];
  expect(a.organisationId).not.toBe(b.organisationId);
  const { rows } = await database.db.read((trx) =>
    sql<{ role: string }>`select role from members where organisation_id = ${a.organisationId}`.execute(trx),
  );
  expect(rows.map((row) => row.role).sort()).toEqual(['agency', 'creator', 'editor', 'operator', 'owner', 'viewer']);
});

test('int8, numeric, date and timestamptz read the same way on both drivers', async () => {
  const { rows } = await database.db.read((trx) =>
    sql<Record<string, unknown>>`select 9007199254740993::int8 as big, 0.10::numeric as exact, '2026-02-03'::date as day,
      '2026-02-03T04:05:06Z'::timestamptz as moment`.execute(trx),
  );
  expect(rows[0]).toEqual({ big: 9007199254740993n, exact: '0.10', day: '2026-02-03', moment: new Date('2026-02-03T04:05:06Z') });
});
