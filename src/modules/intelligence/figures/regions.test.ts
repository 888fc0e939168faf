/** The one rule for what may be compared and drawn together says the same in JavaScript and in SQL. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { entities } from '../claims/entities.ts';
import { regionMeant } from '../claims/regions.ts';
import { meantRegion } from './repo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase([]);
}, 120_000);
afterAll(() => database.drop());

test('the place that a figure means', async () => {
  expect(regionMeant({ region: null, entity: null })).toBe('China');
  expect(regionMeant({ region: null, entity: 'overseas micro-dramas' })).toBe('Overseas');
  expect(regionMeant({ region: 'Japan', entity: 'overseas micro-dramas' })).toBe('Japan');
  const cases = [null, 'China', 'Overseas', 'Japan'].flatMap((region) =>
    [null, 'OVERSEAS apps', '海外短剧', '', ...entities.keys()].map((entity) => ({ region, entity })),
  );
  const { rows } = await database.db.read((trx) =>
    sql<{ meant: string }>`select ${meantRegion} as meant
      from jsonb_to_recordset(${JSON.stringify(cases.map((one, at) => ({ ...one, at })))}::jsonb) as c (region text, entity text, at int) order by at`.execute(
      trx,
    ),
  );
  expect(rows.map(({ meant }) => meant)).toEqual(cases.map(regionMeant));
});
