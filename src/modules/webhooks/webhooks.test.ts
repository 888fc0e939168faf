import { sql } from 'kysely';
import { Webhook as OfficialWebhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts';
import { isAppError } from '../../platform/errors.ts';
import { silentLog } from '../../platform/log.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import { createSealer } from '../../platform/seal.ts';
import { fixedClock, systemClock } from '../../platform/time.ts';
import { createAudit } from '../identity/index.ts';
import type { Webhook, WebhookType } from './contract.ts';
import { createWebhooks, webhooksMigrations, type Webhooks } from './index.ts';
import type { WebhooksParts } from './parts.ts';
import { schedule } from './rules.ts';
import * as service from './service.ts';

let database: TestDatabase;
let receiver: WebhookReceiver;
let tenant: TestTenant;
let parts: WebhooksParts;
let webhooks: Webhooks;
let told: string[] = [];
const clock = fixedClock(systemClock.now().toISOString());
const running = new AbortController().signal;

beforeAll(async () => {
  database = await openTestDatabase([webhooksMigrations]);
  parts = {
    db: database.db,
    clock,
    log: silentLog,
    jobs: { every: () => {} },
    audit: createAudit(clock),
    outgoing: createOutgoing({ allow: ['127.0.0.1'], clock: systemClock }),
    sealer: createSealer('a secret of the tests', 'webhooks.secret'),
    tellStaff: async (_trx, { what, url }) => void told.push(`${what} ${new URL(url).pathname}`),
  };
  webhooks = createWebhooks(parts);
});
afterAll(() => database.drop());
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  tenant = await freshTenant(database.db);
  told = [];
});
afterEach(async () => {
  // What is left waiting must not be delivered in the next test.
  await database.db.read((trx) => sql`delete from webhook_endpoints`.execute(trx));
  await receiver.close();
});

const make = (events: WebhookType[] = ['claim.approved'], path = '/hook'): Promise<Webhook & { secret: string }> =>
  service.createWebhook(parts, tenant.actor, { url: `${receiver.url}${path}`, description: '', events });
const emit = (n: number, type: WebhookType = 'claim.approved'): Promise<void> =>
  database.db.transaction((trx) => webhooks.emit(trx, { organisationId: tenant.organisationId, type, data: { n } }));
const deliver = (): Promise<void> => webhooks.deliverDue(running);
const deliveries = async (id: string) => (await service.listDeliveries(parts, tenant.actor, id, { limit: 200 })).items;
const numbers = (): number[] =>
  receiver.received.map(({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n).sort((a, b) => a - b);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
const now = (id: string) => service.listWebhooks(parts, tenant.actor).then(({ items }) => items.find((each) => each.id === id)!);

describe('an event', () => {
  test('reaches the endpoints that want it, signed so that the official library verifies it, and once', async () => {
    const [wanting, other] = [await make(['claim.approved', 'campaign.ended'], '/a'), await make(['campaign.ended'], '/b')];
    await emit(1);
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/a']);
    const [call] = receiver.received;
    const verified = new OfficialWebhook(wanting.secret).verify(call!.body, { ...call!.headers });
    expect(verified).toEqual({ type: 'claim.approved', timestamp: clock.now().toISOString(), data: { n: 1 } });
    expect(call!.headers['content-type']).toBe('application/json');
    expect(() => new OfficialWebhook(other.secret).verify(call!.body, { ...call!.headers })).toThrow(/No matching signature/);
    const [delivery] = await deliveries(wanting.id);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: 1,
      messageId: call!.headers['webhook-id'],
      lastAttempt: { status: 204, error: null },
    });
    expect(await now(wanting.id)).toMatchObject({ pending: 0, failed: 0, lastSuccessAt: clock.now().toISOString() });
  });

  test('is not told when its transaction rolls back, nor to a stranger; where nobody wants it nothing is kept', async () => {
    const endpoint = await make();
    const stranger = await freshTenant(database.db);
    const failing = database.db.transaction(async (trx) => {
      await webhooks.emit(trx, { organisationId: tenant.organisationId, type: 'claim.approved', data: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.db.transaction((trx) =>
      webhooks.emit(trx, [
        { organisationId: stranger.organisationId, type: 'claim.approved', data: {} },
        { organisationId: tenant.organisationId, type: 'campaign.ended', data: {} },
      ]),
    );
    await deliver();
    expect(receiver.received).toEqual([]);
    const { rows } = await database.db.read((trx) =>
      sql<{
        count: bigint;
      }>`select count(*) from webhook_messages where organisation_id in (${tenant.organisationId}, ${stranger.organisationId})`.execute(
        trx,
      ),
    );
    expect(rows).toEqual([{ count: 0n }]);
    expect(await codeOf(service.listDeliveries(parts, stranger.actor, endpoint.id, { limit: 1 }))).toBe('webhooks.not_found');
  });

  test('is one of a thousand that all arrive, some of them while others fail', async () => {
    const endpoint = await make();
    await database.db.transaction((trx) =>
      webhooks.emit(
        trx,
        Array.from({ length: 1_000 }, (_, n) => ({ organisationId: tenant.organisationId, type: 'claim.approved' as const, data: { n } })),
      ),
    );
    let calls = 0;
    receiver.behave((response) => void response.writeHead(++calls % 7 === 0 ? 503 : 200).end());
    await deliver();
    expect(await now(endpoint.id)).toMatchObject({ pending: Math.floor(1_000 / 7), failed: 0 });
    receiver.behave((response) => void response.writeHead(200).end());
    clock.advance(schedule[0] * 1.2);
    await deliver();
    expect(await now(endpoint.id)).toMatchObject({ pending: 0, failed: 0 });
    expect(new Set(numbers()).size).toBe(1_000);
  });
});

describe('an endpoint that misbehaves', () => {
  const behaviours: [string, Parameters<WebhookReceiver['behave']>[0], { status: number | null; code: string }][] = [
    ['answers 500', (response) => void response.writeHead(500).end('it broke\u0000'), { status: 500, code: 'webhooks.status' }],
    [
      'redirects into the network',
      (response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      { status: 302, code: 'webhooks.status' },
    ],
    [
      'answers without end',
      (response) => {
        response.writeHead(400);
        const pour = (): void => {
          if (!response.destroyed && response.write('x'.repeat(65_536))) setImmediate(pour);
          else response.once('drain', pour);
        };
        pour();
      },
      { status: 400, code: 'webhooks.status' },
    ],
    ['hangs up', (response) => void response.destroy(), { status: null, code: 'outgoing.not_reached' }],
  ];
  test.each(behaviours)('and %s is tried again later, with what it said kept', async (_, behave, { status, code }) => {
    const endpoint = await make();
    receiver.behave(behave);
    await emit(1);
    await deliver();
    const [delivery] = await deliveries(endpoint.id);
    expect(delivery).toMatchObject({ state: 'pending', attempts: 1, lastAttempt: { status, error: { code } } });
    expect((delivery!.lastAttempt!.response ?? '').length).toBeLessThanOrEqual(1_024);
    const waitMs = new Date(delivery!.nextAttemptAt!).getTime() - clock.nowMs();
    expect(waitMs).toBeGreaterThanOrEqual(schedule[0]);
    expect(waitMs).toBeLessThanOrEqual(schedule[0] * 1.2);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    receiver.behave((response) => void response.writeHead(200).end());
    clock.advance(waitMs);
    await deliver();
    expect((await deliveries(endpoint.id))[0]).toMatchObject({ state: 'delivered', attempts: 2, lastAttempt: { status: 200 } });
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
  });

  test('and never answers is let go in time, and the stop of the process is not its failure', async () => {
    const endpoint = await make();
    const called = Promise.withResolvers<void>();
    receiver.behave(() => called.resolve());
    await emit(1);
    const stopping = new AbortController();
    const underWay = webhooks.deliverDue(stopping.signal);
    await called.promise;
    stopping.abort();
    await underWay;
    expect((await deliveries(endpoint.id))[0]).toMatchObject({ state: 'pending', attempts: 0, lastAttempt: null });
    // The claim runs out, as it would had the process been killed.
    receiver.behave((response) => void response.writeHead(200).end());
    clock.advance(61_000);
    await deliver();
    expect((await deliveries(endpoint.id))[0]).toMatchObject({ state: 'delivered' });
  });

  test('and is slow does not keep others waiting', async () => {
    await make(['claim.approved'], '/slow');
    await make(['claim.approved'], '/quick');
    const quick = Promise.withResolvers<void>();
    const slow: (() => void)[] = [];
    let arrived = 0;
    receiver.behave((response, { path }) => {
      if (path === '/slow') return void slow.push(() => response.writeHead(200).end());
      response.writeHead(200).end();
      if (++arrived === 20) quick.resolve();
    });
    for (let n = 0; n < 20; n++) await emit(n);
    const all = deliver();
    await quick.promise;
    expect(slow.length).toBeLessThanOrEqual(8);
    receiver.behave((response) => void response.writeHead(200).end());
    for (const answer of slow) answer();
    await all;
    expect(receiver.received).toHaveLength(40);
  });

  test('and says 410 is never called again; what waited can be replayed when it is switched on', async () => {
    const endpoint = await make();
    receiver.behave((response) => void response.writeHead(410).end());
    await emit(1);
    await deliver();
    expect(await now(endpoint.id)).toMatchObject({ enabled: false, disabledReason: 'gone', failed: 1, pending: 0 });
    expect(told).toEqual(['disabled /hook']);
    await emit(2);
    expect(await codeOf(service.replayFailed(parts, tenant.actor, endpoint.id))).toBe('webhooks.endpoint_disabled');
    receiver.behave((response) => void response.writeHead(200).end());
    await service.updateWebhook(parts, tenant.actor, endpoint.id, { enabled: true });
    expect(await service.replayFailed(parts, tenant.actor, endpoint.id)).toEqual({ replayed: 1 });
    await deliver();
    expect(numbers()).toEqual([1, 1]);
    expect(await now(endpoint.id)).toMatchObject({ enabled: true, disabledReason: null, failed: 0, pending: 0, failingSince: null });
  });

  test('and fails for days is complained of, switched off, and its staff told', async () => {
    const endpoint = await make();
    receiver.behave((response) => void response.writeHead(500).end());
    await emit(1);
    for (let tries = 0; tries < 12; tries++) {
      await deliver();
      const next = (await deliveries(endpoint.id))[0]!.nextAttemptAt;
      if (next === null) break;
      clock.advance(new Date(next).getTime() - clock.nowMs());
    }
    const [delivery] = await deliveries(endpoint.id);
    expect(delivery).toMatchObject({ state: 'failed', nextAttemptAt: null });
    expect(delivery!.attempts).toBe(schedule.length + 1);
    expect(await now(endpoint.id)).toMatchObject({ enabled: false, disabledReason: 'failing' });
    expect(told).toEqual(['failing /hook', 'disabled /hook']);
    const { history } = await service.getDelivery(parts, tenant.actor, delivery!.id);
    expect(history).toHaveLength(schedule.length + 1);
  });
});

describe('an endpoint', () => {
  test('is of https on the public Internet, or one that the operator allows; and there are only so many', async () => {
    const url = (text: string): Promise<string> =>
      codeOf(service.createWebhook(parts, tenant.actor, { url: text, description: '', events: ['claim.approved'] }));
    expect(await url('http://example.com/hook')).toBe('outgoing.https_needed');
    expect(await url('https://10.0.0.1/hook')).toBe('outgoing.address_refused');
    expect(await url('file:///etc/passwd')).toBe('outgoing.url_invalid');
    for (let i = 0; i < 20; i++) expect(await url('https://example.com/hook')).toBe('done');
    expect(await url('https://example.com/hook')).toBe('webhooks.too_many');
  });

  test('is signed to with both secrets while they overlap, and then with the new one alone', async () => {
    const { id, secret: old } = await make();
    const { secret: fresh } = await service.rotateSecret(parts, tenant.actor, id, 1);
    expect(fresh).not.toBe(old);
    await emit(1);
    await deliver();
    clock.advance(3_600_001);
    await emit(2);
    await deliver();
    const [during, after] = receiver.received.map(({ headers }) => headers['webhook-signature']!.split(' '));
    expect([during!.length, after!.length]).toEqual([2, 1]);
    const stored = await database.db.read((trx) =>
      sql<{ row: string }>`select e::text as row from webhook_endpoints e where id = ${id}`.execute(trx),
    );
    for (const secret of [old, fresh]) expect(stored.rows[0]!.row).not.toContain(secret.slice('whsec_'.length));
  });

  test('is tested with one call, also while it is off, and told what came back', async () => {
    const { id } = await make();
    expect(await service.testWebhook(parts, tenant.actor, id)).toMatchObject({
      type: 'webhook.test',
      state: 'delivered',
      lastAttempt: { status: 204 },
    });
    await service.updateWebhook(parts, tenant.actor, id, { enabled: false });
    receiver.behave((response) => void response.writeHead(404).end('no such page'));
    const failed = await service.testWebhook(parts, tenant.actor, id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 1, lastAttempt: { status: 404, response: 'no such page' } });
    await emit(1);
    await deliver();
    expect(receiver.received).toHaveLength(2);
  });

  test('that is deleted takes its deliveries with it', async () => {
    const { id } = await make();
    await emit(1);
    await service.deleteWebhook(parts, tenant.actor, id);
    await deliver();
    expect(receiver.received).toEqual([]);
  });
});

test('deliveries are kept for their time and no longer', async () => {
  const { id } = await make();
  await emit(1);
  await deliver();
  receiver.behave((response) => void response.writeHead(410).end());
  await emit(2);
  await deliver();
  const left = async (): Promise<string[]> => (await deliveries(id)).map(({ state }) => state).sort();
  clock.advance(7 * 24 * 3_600_000 - 1_000);
  await webhooks.sweep(running);
  expect(await left()).toEqual(['delivered', 'failed']);
  clock.advance(2_000);
  await webhooks.sweep(running);
  expect(await left()).toEqual(['failed']);
  clock.advance(24 * 24 * 3_600_000);
  await webhooks.sweep(running);
  expect(await left()).toEqual([]);
  const { rows } = await database.db.read((trx) =>
    sql`select 1 from webhook_messages where organisation_id = ${tenant.organisationId}`.execute(trx),
  );
  expect(rows).toEqual([]);
});
