import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { closely } from './closely.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await opened.db.read((trx) => sql`create table kept (number integer primary key)`.execute(trx));
});
afterAll(() => opened.drop());

const write = (trx: Trx, number: number) => async (): Promise<void> =>
  void (await sql`insert into kept (number) values (${number})`.execute(trx));
const kept = async () => (await opened.db.read((trx) => sql<{ number: number }>`select number from kept order by 1`.execute(trx))).rows;

test('all writes are there when it ends', async () => {
  await opened.db.transaction((trx) => closely([write(trx, 1), write(trx, 2), write(trx, 3)]));
  expect(await kept()).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
});

test('the first failure is told, not what it made fail, and the transaction leaves nothing', async () => {
  const failing = opened.db.transaction((trx) => closely([write(trx, 4), write(trx, 2), write(trx, 5), write(trx, 6)]));
  await expect(failing).rejects.toThrow(/duplicate key|unique/);
  expect((await kept()).map(({ number }) => number)).toEqual([1, 2, 3]);
});
