import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { silentLog } from '../log.ts';
import { createSealer } from '../seal.ts';
import { fixedClock } from '../time.ts';
import { createVisitors, visitorsMigrations } from './index.ts';
import { networkOf } from './visitors.ts';

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await openTestDatabase([visitorsMigrations]);
});
afterAll(() => test_.drop());

const dayMs = 24 * 3_600_000;
const sealer = createSealer('a secret of the tests, long enough to sign with', 'visitors.key');
const clock = fixedClock('2026-03-01T10:00:00Z');
const make = (secret = sealer) => createVisitors({ db: test_.db, clock, log: silentLog, sealer: secret });

test('hashes are the same in every process on one day, differ between days and kinds, and are found again within a window', async () => {
  const [a, b] = [make(), make()];
  expect(a.hash('address', '192.0.2.7'), 'before a key is known nothing is claimed').toBeNull();
  await a.refresh();
  await b.refresh();
  const monday = a.hash('address', '192.0.2.7')!;
  expect(monday).toMatch(/^[\w-]{22}$/);
  expect(b.hash('address', '192.0.2.7')).toBe(monday);
  expect(a.hash('agent', '192.0.2.7')).not.toBe(monday);
  expect([a.hash('address', ''), a.hash('device', null)]).toEqual([null, null]);
  clock.advance(dayMs);
  const tuesday = a.hash('address', '192.0.2.7')!;
  expect(tuesday, 'the key of tomorrow was made ahead').not.toBe(monday);
  const within = await b.hashes('address', '192.0.2.7', dayMs);
  expect(within.sort()).toEqual([monday, tuesday].sort());
  expect(await b.hashes('address', '192.0.2.7', 3_600_000)).toEqual([tuesday]);
});

test('a key that no window reaches is forgotten, and with it what it had hashed', async () => {
  const one = make();
  await one.refresh();
  const before = one.hash('address', '192.0.2.9')!;
  clock.advance(3 * dayMs);
  await one.refresh();
  expect(await one.sweep(dayMs)).toBeGreaterThan(0);
  expect(await one.sweep(dayMs)).toBe(0);
  const fresh = make();
  await fresh.refresh();
  expect(await fresh.hashes('address', '192.0.2.9', 10 * dayMs)).not.toContain(before);
  const { rows } = await test_.db.read((trx) => sql<{ sealed: string }>`select sealed from visitor_keys`.execute(trx));
  expect(rows.every(({ sealed }) => sealed.startsWith('v1.'))).toBe(true);
});

test('keys from a snapshot serve while the database is away; of another secret they give no hash', async () => {
  const source = make();
  await source.refresh();
  const offline = make();
  offline.restore(source.sealedKeys());
  expect(offline.hash('agent', 'Mozilla')).toBe(source.hash('agent', 'Mozilla'));
  const stranger = make(createSealer('another secret, also long enough to sign with', 'visitors.key'));
  await stranger.refresh();
  expect(stranger.hash('agent', 'Mozilla')).toBeNull();
});

test('the addresses of one network are one visitor', () => {
  expect(networkOf('2001:DB8:0:1:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:1::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(networkOf(' 192.0.2.1 ')).toBe('192.0.2.1');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});
