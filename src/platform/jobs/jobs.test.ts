import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { migrateUp, openDatabase, type Database } from '../db/index.ts';
import { AppError, platformErrors } from '../errors.ts';
import { silentLog } from '../log.ts';
import { layEmptyDatabase } from '../../../test/support/database.ts';
import { systemClock } from '../time.ts';
import { createJobs, defineEvent, defineJob, jobsMigrations, type JobContext, type JobsService } from './index.ts';

const job = defineJob({ name: 'test.do_it', input: z.object({ what: z.string() }), retryLimit: 2, heartbeatSeconds: 10, concurrency: 2 });
const happened = defineEvent('test.happened', z.object({ n: z.number() }));
const organisationId = 'org_test';
const subject = { id: 'ep_1', title: '第1集' };
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function setUp(
  run: (what: string, context: JobContext) => Promise<void>,
  directory?: string,
  work = true,
): Promise<{ db: Database; jobs: JobsService; events: number[]; directory: string }> {
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'hookline-jobs-')));
  if (!directory) open.push(() => rm(home, { recursive: true, force: true }));
  const url = process.env.TEST_DATABASE_URL;
  if (!directory) await layEmptyDatabase(join(home, 'db'));
  const db = await openDatabase(url ? { url } : { directory: join(home, 'db') });
  await migrateUp(db, [jobsMigrations]);
  const jobs = createJobs({ db, clock: systemClock, log: silentLog });
  const events: number[] = [];
  jobs.register(
    [{ job, run: (input, context) => run((input as { what: string }).what, context) }],
    [{ event: happened, subscriber: 'test', run: async (payload) => void events.push((payload as { n: number }).n) }],
  );
  await jobs.start({ work });
  open.push(async () => {
    await jobs.stop();
    await db.close();
  });
  return { db, jobs, events, directory: home };
}

const stateOf = async (db: Database, jobs: JobsService, id: string) =>
  (await db.read((trx) => jobs.find(trx, organisationId, [id]))).get(id);
const until = async <T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 400; tries++) {
    const value = await read();
    if (good(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
};
const settled = (db: Database, jobs: JobsService, id: string) =>
  until(
    () => stateOf(db, jobs, id),
    (task) => !!task?.endedAt,
  );

test('a job runs once its transaction commits, and not when it rolls back', async () => {
  const ran: string[] = [];
  const { db, jobs } = await setUp(async (what) => void ran.push(what));
  await expect(
    db.transaction(async (trx) => {
      await jobs.enqueue(trx, job, { what: 'rolled back' }, { organisationId, subject });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const id = await db.transaction((trx) => jobs.enqueue(trx, job, { what: 'kept' }, { organisationId, subject }));
  expect(await settled(db, jobs, id)).toMatchObject({ state: 'done', progressBps: 10_000, attempt: 1 });
  expect(ran).toEqual(['kept']);
});

test('a passing failure is tried again, a refusal is not', async () => {
  let tries = 0;
  const { db, jobs } = await setUp(async (what) => {
    tries++;
    if (what === 'refused') throw new AppError('test.refused', 'invalid', { why: 'bad' });
    if (tries < 3) throw platformErrors.unavailable();
  });
  const passing = await db.transaction((trx) => jobs.enqueue(trx, job, { what: 'passing' }, { organisationId, subject }));
  expect(await settled(db, jobs, passing)).toMatchObject({ state: 'done', attempt: 3 });
  const refused = await db.transaction((trx) => jobs.enqueue(trx, job, { what: 'refused' }, { organisationId, subject }));
  expect(await settled(db, jobs, refused)).toMatchObject({
    state: 'failed',
    attempt: 1,
    error: { code: 'test.refused', params: { why: 'bad' } },
  });
});

test('a running job that is cancelled hears of it and ends as cancelled; a queued one never runs', async () => {
  const { db, jobs } = await setUp(
    (_what, context) =>
      new Promise((_resolve, reject) => {
        context.progress('waiting', 0.25);
        context.signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  );
  const id = await db.transaction((trx) => jobs.enqueue(trx, job, { what: 'long' }, { organisationId, subject }));
  await until(
    () => stateOf(db, jobs, id),
    (task) => task?.state === 'running' && task.progressBps === 2500,
  );
  await db.transaction((trx) => jobs.cancel(trx, 'org_other', [id]));
  expect((await stateOf(db, jobs, id))?.state).toBe('running');
  await db.transaction((trx) => jobs.cancel(trx, organisationId, [id]));
  expect((await settled(db, jobs, id))?.state).toBe('cancelled');
});

test('an event reaches its subscriber after the transaction commits', async () => {
  const { db, jobs, events } = await setUp(async () => {});
  await db.transaction((trx) => jobs.publish(trx, happened, { n: 7 }));
  await until(
    async () => events,
    (list) => list.length === 1,
  );
  expect(events).toEqual([7]);
});

test('a shutdown hands a running job back, and the next start finishes it', async () => {
  let started = 0;
  const first = await setUp(
    (_what, context) =>
      new Promise((_resolve, reject) => {
        started++;
        context.signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  );
  const id = await first.db.transaction((trx) => first.jobs.enqueue(trx, job, { what: 'handed back' }, { organisationId, subject }));
  await until(
    async () => started,
    (n) => n === 1,
  );
  await open.pop()!();
  const second = await setUp(async () => {}, first.directory);
  expect(await settled(second.db, second.jobs, id)).toMatchObject({ state: 'done', attempt: 2 });
});
