import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { columnRows } from './rows.ts';

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await openTestDatabase();
});
afterAll(() => test_.drop());

// Everything that a text column can keep: no zero byte, no half of a surrogate pair.
const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('NULL', 'null', '', '{}', '{a,b}', '\\', '"', '\\"', '\n', '短剧"\\,', ' , '))
  .map((value) => value.replaceAll('\u0000', ''));
// Names are ours and need no escapes. (Node 24.21 parses an escaped name as another one that stood at its place before.)
const name = fc.constantFrom('day', 'placementId', '金额', '');
const row = fc.record({
  a: fc.option(text),
  n: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  i: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  b: fc.option(fc.boolean()),
  at: fc.option(fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })),
  day: fc.option(fc.constantFrom('2026-01-02', '1999-12-31')),
  j: fc.option(fc.array(fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)))), { nil: undefined }),
  list: fc.option(fc.array(text, { minLength: 1 })),
});

test('rows come back as they were given, whatever is in them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      const { rows: back } = await test_.db.read((trx) =>
        sql`select a, n, i, b, at, day, j, list::text[] as list
          from ${columnRows(rows, { a: 'text', n: 'bigint', i: 'integer', b: 'boolean', at: 'timestamptz', day: 'date', j: 'jsonb', list: 'text[]' })}`.execute(
          trx,
        ),
      );
      const given = rows.map((each) => ({ ...each, j: each.j === undefined ? null : JSON.parse(JSON.stringify(each.j)) }));
      // The order of keys is the database's own.
      expect(isDeepStrictEqual(back, given), 'the same rows').toBe(true);
    }),
    { numRuns: 150 },
  );
});
