import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { silentLog } from '../log.ts';
import { systemClock } from '../time.ts';
import { jobsMigrations } from './index.ts';
import { createPeriodic } from './periodic.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase([jobsMigrations]);
});
afterAll(() => database.drop());

const process = () => createPeriodic({ db: database.db, clock: systemClock, log: silentLog });

test('it runs at once, again after an error, and no more after the stop, which waits for the run', async () => {
  let runs = 0;
  let ended = false;
  const third = Promise.withResolvers<void>();
  const one = process();
  one.add('test.round', 1, async (signal) => {
    runs++;
    if (runs === 1) throw new Error('the first goes wrong');
    if (runs < 3) return;
    third.resolve();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended = true;
  });
  one.start();
  await third.promise;
  await one.stop();
  expect([runs, ended]).toEqual([3, true]);
});

test('the turn is handed on at a stop, and is not due again before its time', async () => {
  const order: string[] = [];
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [one, two] = [process(), process()];
  one.add('test.handed_on', 2, async () => (order.push('one'), first.resolve()));
  two.add('test.handed_on', 2, async () => (order.push('two'), second.resolve()));
  one.start();
  await first.promise;
  await one.stop();
  two.start();
  await second.promise;
  await two.stop();
  expect(order).toEqual(['one', 'two']);
});

test.runIf(globalThis.process.env.TEST_DATABASE_URL)('of two processes one does it, and a daily work done is not done again', async () => {
  const runs: string[] = [];
  const began = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const make = (name: string) => {
    const one = process();
    one.add('test.shared', 1, async () => {
      runs.push(name);
      began.resolve();
      await finish.promise;
    });
    one.add('test.daily', 86_400, async () => runs.push(`${name} daily`));
    return one;
  };
  const a = make('a');
  a.start();
  await began.promise;
  const b = make('b');
  const looked = Promise.withResolvers<void>();
  b.add('test.other', 86_400, async () => looked.resolve());
  b.start();
  await looked.promise;
  finish.resolve();
  await a.stop();
  await b.stop();
  expect(runs.filter((run) => run === 'b')).toEqual([]);
  expect(runs.filter((run) => run.endsWith('daily'))).toHaveLength(1);
});

test('a lease that has run out is taken over', async () => {
  const ran = Promise.withResolvers<void>();
  await database.db.read((trx) =>
    sql`insert into periodic_works (name, holder, lease_until, next_at) values ('test.left', 'somebody who died', now() - interval '1 second', now() - interval '1 minute')`.execute(
      trx,
    ),
  );
  const one = process();
  one.add('test.left', 60, async () => ran.resolve());
  one.start();
  await ran.promise;
  await one.stop();
  const { rows } = await database.db.read((trx) =>
    sql<{ later: boolean }>`select next_at > now() + interval '50 seconds' as later from periodic_works where name = 'test.left'`.execute(
      trx,
    ),
  );
  expect(rows).toEqual([{ later: true }]);
});
