import { mkdtemp, readdir, readFile, rm, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { silentLog } from '../../../platform/log.ts';
import { systemClock } from '../../../platform/time.ts';
import { decodeTouch, encodeTouch, type Touch } from '../click.ts';
import { linksMigrations } from '../migrations/index.ts';
import { openJournal, type Journal } from './journal.ts';
import { createLoader, type Loader } from './loader.ts';
import { headerBytes, readRecords, writeRecord } from './records.ts';
import { listSegments, segmentName } from './segments.ts';

let house: TestDatabase;
let home: string;
beforeAll(async () => {
  house = await openTestDatabase([linksMigrations]);
  home = await mkdtemp(join(tmpdir(), 'hookline-journal-'));
  await house.db.read((trx) => sql`create table seen_clicks (touch_id text primary key, times int not null)`.execute(trx));
});
afterAll(async () => {
  await house.drop();
  await rm(home, { recursive: true, force: true });
});

let made = 0;
function touch(): Touch {
  return {
    touchId: `clk_${made++}`,
    kind: 'click',
    organisationId: 'org_a',
    placementId: 'plc_a',
    at: new Date(1_790_000_000_000 + made),
    country: 'CN',
    device: 'phone',
    os: 'ios',
    language: 'zh-CN',
    referrerHost: 'weixin.qq.com',
    addressHash: 'h1',
    agentHash: null,
    deviceHash: null,
    consent: true,
    destination: 'web',
  };
}

const record: Parameters<typeof createLoader>[0]['record'] = async (trx, touches) => {
  for (const { touchId } of touches) {
    if (touchId.includes('poison')) await sql`select 1/0`.execute(trx);
    await sql`insert into seen_clicks values (${touchId}, 1) on conflict (touch_id) do update set times = seen_clicks.times + 1`.execute(
      trx,
    );
  }
};
async function seen(): Promise<Map<string, number>> {
  const { rows } = await house.db.read((trx) => sql<{ touch_id: string; times: number }>`select * from seen_clicks`.execute(trx));
  return new Map(rows.map((row) => [row.touch_id, row.times]));
}

async function open(
  directory: string,
  options: { limitBytes?: number; segmentBytes?: number } = {},
): Promise<{ journal: Journal; loader: Loader }> {
  const journal = await openJournal({
    directory,
    limitBytes: options.limitBytes ?? 1e8,
    segmentBytes: options.segmentBytes,
    clock: systemClock,
    log: silentLog,
  });
  const loader = createLoader({ db: house.db, clock: systemClock, log: silentLog, journal, directory, record });
  return { journal, loader };
}
const put = (journal: Journal, payload: string): Promise<boolean> => new Promise((resolve) => journal.append(payload, resolve));
let folders = 0;
const freshFolder = (): string => join(home, `clicks-${folders++}`);

test('whole records are read back whatever was torn, flipped or left between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.constantFrom('cut', 'flip', 'zeros'),
      (texts, where, how) => {
        const payloads = texts.map((text) => JSON.stringify(text));
        const all = Buffer.alloc(20_000);
        const ends: number[] = [];
        let at = 0;
        for (const payload of payloads) ends.push((at = writeRecord(all, at, payload)));
        const spot = where % at;
        const hit = ends.findIndex((end) => spot < end);
        let bytes = Buffer.from(all.subarray(0, at));
        if (how === 'cut') bytes = bytes.subarray(0, spot);
        else if (how === 'flip') bytes[spot]! ^= 0x41;
        else bytes = Buffer.concat([bytes.subarray(0, ends[hit - 1] ?? 0), Buffer.alloc(37), bytes.subarray(ends[hit - 1] ?? 0)]);
        const { records } = readRecords(bytes, 0, 1000, true);
        const expected = how === 'cut' ? payloads.slice(0, hit) : how === 'flip' ? payloads.filter((_, index) => index !== hit) : payloads;
        expect(records.map(({ payload }) => payload)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test('a record that is still being written is left for later', () => {
  const all = Buffer.alloc(500);
  const first = writeRecord(all, 0, '"one"');
  const second = writeRecord(all, first, '"two"');
  for (let cut = first; cut < second; cut++) {
    const read = readRecords(all.subarray(0, cut), 0, 10, false);
    expect([read.records.length, read.end, read.skipped]).toEqual([1, first, 0]);
  }
  expect(second - first).toBe(headerBytes + 5);
});

test('a touch is the same after the journal', () => {
  const before = touch();
  expect(decodeTouch(encodeTouch(before))).toEqual(before);
  for (const bad of ['', '{}', '[]', '[2]', 'null', encodeTouch(before).replace('"ios"', '"dos"')]) expect(decodeTouch(bad)).toBeNull();
});

test('clicks that wait together are synced together, and each is loaded once over many segments', async () => {
  const directory = freshFolder();
  const { journal, loader } = await open(directory, { segmentBytes: 4_000 });
  const touches = Array.from({ length: 400 }, touch);
  const answers = await Promise.all(touches.map((each) => put(journal, encodeTouch(each))));
  expect(answers.every(Boolean)).toBe(true);
  expect(journal.state().syncs).toBeLessThan(50);
  for (const each of Array.from({ length: 40 }, touch)) {
    touches.push(each);
    await put(journal, encodeTouch(each));
  }
  await loader.drain();
  await loader.drain();
  const there = await seen();
  for (const { touchId } of touches) expect(there.get(touchId), touchId).toBe(1);
  await journal.close();
  await loader.finish(10_000);
  expect(await readdir(directory), 'nothing is left of a journal that is loaded').toEqual([]);
});

test('what a process that died left behind is loaded once by the next, with a torn tail and by two at the same time', async () => {
  const directory = freshFolder();
  const { journal } = await open(directory, { segmentBytes: 4_000 });
  const touches = Array.from({ length: 60 }, touch);
  for (const each of touches) await put(journal, encodeTouch(each));
  await journal.close();
  const last = join(journal.folder, segmentName((await listSegments(journal.folder)).at(-1)!));
  await appendFile(last, Buffer.from([0, 0, 0, 90, 1, 2, 3, 4, 91, 49]));
  const [one, two] = [await open(directory), await open(directory)];
  await Promise.all([one.loader.drain(), two.loader.drain()]);
  const there = await seen();
  for (const { touchId } of touches) expect(there.get(touchId), touchId).toBe(1);
  for (const each of [one, two]) {
    await each.journal.close();
    await each.loader.finish(10_000);
  }
  const left = await readdir(directory);
  expect(
    left.every((name) => name.endsWith('.damaged')),
    left.join(),
  ).toBe(true);
});

test('a segment that was damaged in the middle is kept aside, and what is whole in it is loaded', async () => {
  const directory = freshFolder();
  const { journal } = await open(directory);
  const touches = Array.from({ length: 20 }, touch);
  for (const each of touches) await put(journal, encodeTouch(each));
  await journal.close();
  const path = join(journal.folder, segmentName(1));
  const bytes = await readFile(path);
  bytes[bytes.indexOf(touches[7]!.touchId)]! ^= 1;
  await writeFile(path, bytes);
  const next = await open(directory);
  await next.loader.drain();
  const there = await seen();
  for (const [index, { touchId }] of touches.entries()) expect(there.get(touchId), touchId).toBe(index === 7 ? undefined : 1);
  expect(await readdir(join(directory, `${journal.id}.damaged`))).toEqual([`${segmentName(1)}.damaged`]);
  await next.journal.close();
});

test('a commit whose answer was lost is not repeated', async () => {
  const directory = freshFolder();
  const { journal } = await open(directory);
  const lost = new Error('Connection terminated unexpectedly');
  let broken = true;
  const db = {
    ...house.db,
    transaction: async <T>(work: Parameters<typeof house.db.transaction<T>>[0]): Promise<T> => {
      const result = await house.db.transaction(work);
      if (broken) throw lost;
      return result;
    },
  };
  const loader = createLoader({ db, clock: systemClock, log: silentLog, journal, directory, record });
  const touches = Array.from({ length: 30 }, touch);
  for (const each of touches) await put(journal, encodeTouch(each));
  await expect(loader.drain()).rejects.toBe(lost);
  broken = false;
  await loader.drain();
  const there = await seen();
  for (const { touchId } of touches) expect(there.get(touchId)).toBe(1);
  await journal.close();
});

test('a click that the database refuses is set aside with its reason, and those after it are loaded', async () => {
  const directory = freshFolder();
  const { journal, loader } = await open(directory);
  const touches = Array.from({ length: 9 }, touch);
  touches[4] = { ...touches[4]!, touchId: 'clk_poison' };
  for (const each of touches) await put(journal, encodeTouch(each));
  await put(journal, '["not a touch"]');
  await loader.drain();
  const there = await seen();
  for (const { touchId } of touches) expect(there.get(touchId)).toBe(touchId === 'clk_poison' ? undefined : 1);
  const { rows } = await house.db.read((trx) =>
    sql<{
      reason: string;
      payload: string;
    }>`select reason, payload from click_rejects where journal_id = ${journal.id} order by at_offset`.execute(trx),
  );
  expect(rows.map(({ reason }) => reason)).toEqual([expect.stringContaining('division by zero'), 'unreadable']);
  expect(decodeTouch(rows[0]!.payload)?.touchId).toBe('clk_poison');
  await journal.close();
});

test('a journal at its bound refuses clicks until what it has is loaded', async () => {
  const directory = freshFolder();
  const { journal, loader } = await open(directory, { limitBytes: 3_000, segmentBytes: 1_500 });
  const taken: string[] = [];
  for (let tries = 0; tries < 40; tries++) {
    const each = touch();
    if (await put(journal, encodeTouch(each))) taken.push(each.touchId);
  }
  expect(taken.length).toBeGreaterThan(5);
  expect(taken.length).toBeLessThan(30);
  expect(journal.state()).toMatchObject({ open: false, refused: 40 - taken.length });
  await loader.drain();
  expect(await put(journal, encodeTouch(touch()))).toBe(true);
  const there = await seen();
  expect(taken.every((id) => there.get(id) === 1)).toBe(true);
  await journal.close();
});

test('a folder that cannot be written refuses clicks and says so; when it can be again they are taken', async () => {
  const directory = freshFolder();
  const { journal } = await open(directory);
  // A file where the first segment would be: making it fails as it does on a disk without room.
  await writeFile(join(journal.folder, segmentName(1)), 'in the way');
  expect(await put(journal, encodeTouch(touch()))).toBe(false);
  expect(journal.state()).toMatchObject({ open: false, refused: 1 });
  expect(await put(journal, encodeTouch(touch())), 'not tried again at once').toBe(false);
  await rm(join(journal.folder, segmentName(1)));
  await expect.poll(() => journal.state().open, { timeout: 10_000 }).toBe(true);
  expect(await put(journal, encodeTouch(touch()))).toBe(true);
  expect((await readFile(join(journal.folder, segmentName(1)))).length).toBeGreaterThan(100);
  await journal.close();
});
