import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { openAttribution, type TestAttribution } from '../../../test/support/attribution.ts';
import { newWebhookSecret, signWebhook } from '../../platform/standard-webhooks.ts';
import { attributionMigrations } from './migrations/index.ts';

let database: TestDatabase;
let tenant: TestTenant;
let house: TestAttribution;
beforeAll(async () => {
  database = await openTestDatabase([attributionMigrations]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await freshTenant(database.db);
  house = openAttribution(database.db);
});

const newSource = (kind: 'callback' | 'api' = 'callback', name = 'Gateway') =>
  house.core.sources.createSource(tenant.actor, { kind, name, currency: 'CNY', zone: 'Asia/Shanghai' });
const order = (id: string) => ({ id, type: 'order', orderId: id, occurredAt: '2026-06-15T10:00:00Z', amountMinor: '990' });
function call(sourceId: string, secret: string, body: object, options: { id?: string; at?: Date; payload?: string } = {}) {
  const payload = JSON.stringify(body);
  const signed = signWebhook({ id: options.id ?? 'msg_1', timestamp: options.at ?? house.clock.now(), payload, secrets: [secret] });
  return house.core.sources.receiveCallback(sourceId, { headers: new Headers(signed), body: options.payload ?? payload });
}

test('a signed callback is taken, one event or a batch; the same message again changes nothing and says so', async () => {
  const { id, secret } = await newSource();
  expect(await call(id, secret!, order('o1'))).toMatchObject({ accepted: 1, replayed: false });
  expect(await call(id, secret!, order('o1'))).toMatchObject({ accepted: 0, duplicates: 1, replayed: true });
  expect(await call(id, secret!, { events: [order('o2'), { id: 'bad' }] }, { id: 'msg_2' })).toMatchObject({
    accepted: 1,
    rejected: 1,
    replayed: false,
  });
});

test('what is forged, altered, late, early, paused or of no source is refused, and the log stays as it was', async () => {
  const { id, secret } = await newSource();
  const other = await newSource('callback', 'Other');
  const api = await newSource('api', 'By API');
  const refused = { code: 'attribution.callback_refused' };
  await expect(call(id, newWebhookSecret(), order('o1'))).rejects.toMatchObject(refused);
  await expect(call(id, secret!, order('o1'), { payload: JSON.stringify(order('o2')) })).rejects.toMatchObject(refused);
  await expect(call(other.id, secret!, order('o1'))).rejects.toMatchObject(refused);
  await expect(call(api.id, secret!, order('o1'))).rejects.toMatchObject(refused);
  await expect(call('src_nowhere', secret!, order('o1'))).rejects.toMatchObject(refused);
  const minutes = (count: number): Date => new Date(house.clock.nowMs() + count * 60_000);
  await expect(call(id, secret!, order('o1'), { at: minutes(-6) })).rejects.toMatchObject(refused);
  await expect(call(id, secret!, order('o1'), { at: minutes(6) })).rejects.toMatchObject(refused);
  await house.core.sources.updateSource(tenant.actor, id, { state: 'paused' });
  await expect(call(id, secret!, order('o1'))).rejects.toMatchObject({ code: 'attribution.source_paused' });
  const { items } = await database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 }));
  expect(items).toEqual([]);
});

test('while a secret is changed both hold, until the old one runs out; without an overlap at once', async () => {
  const { id, secret } = await newSource();
  const first = await house.core.sources.rotateSecret(tenant.actor, id, 24);
  expect(first.source.secrets).toMatchObject([{ validUntil: null }, { validUntil: '2026-06-16T12:00:00.000Z' }]);
  expect(JSON.stringify(first.source)).not.toContain(first.secret);
  await call(id, secret!, order('o1'));
  await call(id, first.secret, order('o2'), { id: 'msg_2' });
  house.clock.advance(25 * 3_600_000);
  await expect(call(id, secret!, order('o3'), { id: 'msg_3' })).rejects.toMatchObject({ code: 'attribution.callback_refused' });
  const second = await house.core.sources.rotateSecret(tenant.actor, id, 0);
  await expect(call(id, first.secret, order('o3'), { id: 'msg_3' })).rejects.toMatchObject({ code: 'attribution.callback_refused' });
  expect(await call(id, second.secret, order('o3'), { id: 'msg_3' })).toMatchObject({ accepted: 1 });
});

test('a source that told of something is kept; a name is taken once; the first events of all make one source', async () => {
  const { id } = await newSource('api');
  await expect(newSource('api')).rejects.toMatchObject({ code: 'attribution.source_name_taken' });
  await house.core.sources.sendEvents(tenant.actor, { sourceId: id, events: [order('o1')] });
  await expect(house.core.sources.deleteSource(tenant.actor, id)).rejects.toMatchObject({ code: 'attribution.source_in_use' });
  await newSource('api', 'API');
  await Promise.all(
    ['a', 'b', 'c'].map((name) => house.core.sources.sendEvents(tenant.actor, { events: [{ ...order(name), currency: 'CNY' }] })),
  );
  const sources = await house.core.sources.listSources(tenant.organisationId);
  expect(sources.map(({ name }) => name).sort()).toEqual(['API', 'API 2', 'Gateway']);
  const stranger = await freshTenant(database.db);
  await expect(house.core.sources.sendEvents(stranger.actor, { sourceId: id, events: [order('o2')] })).rejects.toMatchObject({
    code: 'attribution.source_not_found',
  });
});
