import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linksSchema, makeLinks, samplePage } from '../../../test/support/links.ts';
import { freshTenant, openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { Database } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import { silentLog } from '../../platform/log.ts';
import { systemClock } from '../../platform/time.ts';
import { createBook } from './book.ts';
import { newSlug } from './slugs.ts';

let house: TestDatabase;
let home: string;
beforeAll(async () => {
  house = await openTestDatabase(linksSchema);
  home = await mkdtemp(join(tmpdir(), 'hookline-book-'));
});
afterAll(async () => {
  await house.drop();
  await rm(home, { recursive: true, force: true });
});

const keys = { sealedKeys: () => [{ day: '2026-03-01', sealed: 'v1.x' }], restore: () => {} };
const bookOf = (more: Partial<Parameters<typeof createBook>[0]> = {}) =>
  createBook({ db: house.db, clock: systemClock, log: silentLog, ownOrigin: 'http://hookline.test', snapshotPath: null, keys, ...more });

async function makeMany(count: number): Promise<string[]> {
  const { organisationId } = await freshTenant(house.db);
  const { links } = makeLinks(house.db, home);
  const wanted = Array.from({ length: count }, () => ({
    placementId: newId('placement', systemClock.nowMs()),
    rules: null,
    page: samplePage,
    endsAt: null,
  }));
  const made = await house.db.transaction((trx) => links.create(trx, { organisationId, links: wanted }));
  return made.map(({ slug }) => slug);
}

test('links that are made, changed and ended in any process are known soon, also those of a transaction that ended late', async () => {
  const [before] = await makeMany(1);
  const book = bookOf({ everyMs: 3_600_000 });
  await book.start();
  expect(book.find(before!)?.code).toBe(samplePage.code);
  const made = await makeMany(3);
  await book.refresh();
  expect(made.every((slug) => book.find(slug))).toBe(true);
  expect(new Set(made.map((slug) => book.find(slug)!.page)).size, 'equal pages are one').toBe(1);
  const [late] = await makeMany(1);
  expect(await book.lookUp(late!), 'a link that memory has not heard of is asked for').toMatchObject({ slug: late });
  expect(await book.lookUp(newSlug())).toBeUndefined();
  await book.stop();
});

test.runIf(process.env.TEST_DATABASE_URL)('a server tells of a change at once', async () => {
  const book = bookOf({ everyMs: 3_600_000 });
  await book.start();
  const [made] = await makeMany(1);
  await expect.poll(() => book.find(made!)?.slug, { timeout: 10_000 }).toBe(made);
  await book.stop();
});

test('of more links than memory holds those used last stay, and the others are asked for', async () => {
  const slugs = await makeMany(60);
  const book = bookOf({ most: 20, everyMs: 3_600_000 });
  await book.start();
  expect(book.size()).toBe(20);
  for (const slug of slugs) expect(book.find(slug) ?? (await book.lookUp(slug)), slug).toMatchObject({ slug });
  expect(book.size()).toBe(20);
  expect(slugs.slice(-20).every((slug) => book.find(slug))).toBe(true);
  await book.stop();
});

test('a million unknown slugs are bounded in memory, and few questions to the database', async () => {
  let questions = 0;
  const counting: Database = { ...house.db, read: (work) => (questions++, house.db.read(work)) };
  const book = bookOf({ db: counting, everyMs: 3_600_000 });
  await book.start();
  const size = book.size();
  questions = 0;
  const before = process.memoryUsage().heapUsed;
  let away = 0;
  for (let n = 0; n < 1_000_000; n++) {
    const slug = `z${n.toString(8).padStart(8, '2').replace(/[01]/g, 'y')}`;
    void book.lookUp(slug).then((found) => (away += found === 'away' ? 1 : 0));
    if (n % 20_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(150 * 1024 * 1024);
  await book.lookUp(newSlug());
  // How many depends on how fast the database answers those that wait.
  expect(away, 'more than may wait are told to come again').toBeGreaterThan(100_000);
  expect(questions).toBeLessThan(5_000);
  expect(book.size()).toBe(size);
  await book.stop();
});

test('without its database a process starts from the file of links; a torn file counts for nothing', async () => {
  const slugs = await makeMany(5);
  const snapshotPath = join(home, 'links.jsonl');
  const first = bookOf({ snapshotPath, everyMs: 3_600_000 });
  await first.start();
  await first.stop();
  const dead: Database = {
    ...house.db,
    read: () => Promise.reject(new Error('connect ECONNREFUSED')),
    transaction: () => Promise.reject(new Error('connect ECONNREFUSED')),
  };
  let restored: readonly { day: string }[] = [];
  const offline = bookOf({
    db: dead,
    snapshotPath,
    keys: { sealedKeys: () => [], restore: (kept) => void (restored = kept) },
    everyMs: 3_600_000,
  });
  await offline.start();
  expect(slugs.every((slug) => offline.find(slug)?.page.texts[0]?.title === '她从火中归来')).toBe(true);
  expect(restored).toEqual([{ day: '2026-03-01', sealed: 'v1.x' }]);
  expect(await offline.lookUp(newSlug())).toBe('away');
  await offline.stop();
  await writeFile(snapshotPath, '{"version":1,"savedAt":"","settings":[],"hosts":[],"keys":[]}\n{"l":["lnk');
  const torn = bookOf({ db: dead, snapshotPath, everyMs: 3_600_000 });
  await torn.start();
  expect(torn.isReady()).toBe(false);
  await torn.stop();
});
