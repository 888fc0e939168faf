import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { openAttribution, somePlacement, someTerms, someTouch, type TestAttribution } from '../../../test/support/attribution.ts';
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
  house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a' }));
  house.book.placements.set('plc_b', somePlacement('plc_b', { creatorId: 'crt_b' }));
  house.book.codes.set('CODEA', 'plc_a').set('CODEB', 'plc_b');
  house.book.parties.set(tenant.actors.creator.id!, { kind: 'creator', creatorId: 'crt_a', agencyId: null });
});

const send = (...events: object[]) => house.core.sources.sendEvents(tenant.actor, { events });
const order = (id: string, more: object = {}) => ({
  id,
  type: 'order',
  orderId: id,
  occurredAt: '2026-06-15T10:00:00Z',
  status: 'paid',
  amountMinor: '990',
  currency: 'CNY',
  ...more,
});
const get = (conversionId: string) => database.db.read((trx) => house.core.getConversion(trx, tenant.organisationId, conversionId));
const record = (...touches: ReturnType<typeof someTouch>[]) => database.db.transaction((trx) => house.core.recordTouches(trx, touches));
const replay = () =>
  house.core.replay({ organisationId: tenant.organisationId, signal: new AbortController().signal, onProgress: () => {} });
const performance = () => house.core.getPerformance(tenant.actors.creator, {});

test('an order that names a code is credited at once, with its share, and shows in the figures of its creator', async () => {
  const { accepted, results } = await send(order('o1', { code: 'code-a' }));
  expect(accepted).toBe(1);
  const conversion = await get(results[0]!.conversionId!);
  expect(conversion).toMatchObject({
    status: 'paid',
    amount: { amountMinor: '990', currency: 'CNY' },
    credited: { placementId: 'plc_a', creatorId: 'crt_a', rule: 'code', campaignTitle: 'Campaign cmp_a' },
    earning: { creatorMinor: '396', agencyMinor: '0', state: 'estimated' },
  });
  expect(conversion.decisions).toMatchObject([{ number: 1, cause: 'new', outcome: 'credited', reasons: [{ code: 'won_by_code' }] }]);
  expect((await performance()).total).toMatchObject({
    orders: 1,
    money: [{ revenueMinor: '990', estimatedMinor: '396', payableMinor: '0' }],
  });
  expect(house.book.budgets.get('cmp_a')).toBe(396n);
  expect(house.book.messages.map(({ type }) => type)).toEqual(['conversion.created', 'conversion.decided']);
  expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
});

test('one bad row does not spoil a batch, and the same batch again changes nothing', async () => {
  const batch = [
    order('o1', { code: 'CODEA' }),
    { id: 'bad', type: 'order', occurredAt: '2026-06-15T10:00:00Z' },
    { id: 'worse', type: 'dance' },
    order('o2', { currency: undefined }),
    order('o3', { refundedMinor: '1000' }),
    order('o4', { occurredAt: '1970-01-01T00:00:00Z' }),
    order('o1'),
  ];
  const first = await send(...batch);
  expect(first.results.map(({ status, code }) => [status, code])).toEqual([
    ['accepted', undefined],
    ['rejected', 'attribution.event_needs'],
    ['rejected', 'attribution.event_invalid'],
    ['rejected', 'attribution.currency_needed'],
    ['rejected', 'attribution.refund_over_amount'],
    ['rejected', 'attribution.event_time'],
    ['duplicate', undefined],
  ]);
  const again = await send(...batch);
  expect(again).toMatchObject({ accepted: 0, duplicates: 2, rejected: 5 });
  expect(again.results[0]!.conversionId).toBe(first.results[0]!.conversionId);
  expect((await get(first.results[0]!.conversionId!)).decisions).toHaveLength(1);
  const other = await send(order('o9', { id: 'o1', orderId: 'another order' }));
  expect(other.results[0]).toMatchObject({ status: 'rejected', code: 'attribution.event_differs' });
});

test('a refund that comes before its order, and every later status, end in the same state; each change is kept', async () => {
  await send({ id: 'r1', type: 'refund', orderId: 'o1', occurredAt: '2026-06-15T11:00:00Z', amountMinor: '300' });
  const { results } = await send(order('o1', { code: 'CODEA' }));
  const id = results[0]!.conversionId!;
  expect(await get(id)).toMatchObject({ status: 'partly_refunded', refundedMinor: '300', earning: { creatorMinor: '276' } });
  await send({ id: 'r2', type: 'refund', orderId: 'o1', occurredAt: '2026-06-15T11:30:00Z' });
  const last = await get(id);
  expect(last).toMatchObject({ status: 'refunded', refundedMinor: '990', earning: null, credited: { placementId: 'plc_a' } });
  expect(last.changes.map(({ to }) => to.status)).toEqual(['unpaid', 'partly_refunded', 'refunded']);
  expect((await performance()).total).toMatchObject({ orders: 1, refunds: 1, money: [{ revenueMinor: '0', estimatedMinor: '0' }] });
  expect(house.book.budgets.get('cmp_a')).toBe(0n);
  expect(await replay()).toMatchObject({ ok: true });
});

test('a click that is told late leads to a new decision that supersedes the old, for that order alone', async () => {
  const { results } = await send(order('o1', { clickId: 'clk_1' }), order('o2', { clickId: 'clk_2' }));
  const id = results[0]!.conversionId!;
  expect((await get(id)).decisions).toMatchObject([{ outcome: 'uncredited', reasons: [{ code: 'no_trace' }, { code: 'click_unknown' }] }]);
  const touch = someTouch(tenant.organisationId, 'clk_1', 'plc_b', '2026-06-15T09:00:00Z');
  await record(touch, touch);
  await record(touch);
  const { decisions, credited } = await get(id);
  expect(credited).toMatchObject({ placementId: 'plc_b', rule: 'click' });
  expect(decisions).toMatchObject([
    { number: 2, cause: 'late_touch', outcome: 'credited', supersededAt: null },
    { number: 1, supersededAt: expect.any(String) },
  ]);
  expect((await get(results[1]!.conversionId!)).decisions).toHaveLength(1);
  const funnel = await house.core.getFunnel(tenant.actor, { by: 'creator', limit: 10 });
  expect(funnel.rows).toMatchObject([
    { key: 'crt_b', label: 'Creator crt_b', clicks: 1, orders: 1 },
    { key: '', orders: 1 },
  ]);
  expect(await replay()).toMatchObject({ ok: true });
});

test('what a viewer used before counts for the order that names only the viewer, also when it is told after', async () => {
  const { results } = await send(order('o1', { viewer: { id: 'v1' } }));
  await send({ id: 'i1', type: 'install', occurredAt: '2026-06-14T10:00:00Z', viewer: { id: 'v1' }, code: 'CODEA' });
  const { credited, decisions } = await get(results[0]!.conversionId!);
  expect(credited).toMatchObject({ placementId: 'plc_a', rule: 'code' });
  expect(decisions[0]).toMatchObject({ cause: 'late_event' });
  await send(order('o2', { viewer: { id: 'v1' }, occurredAt: '2026-06-15T11:00:00Z' }));
  expect((await house.core.listOwnConversions(tenant.actors.creator, { limit: 10 })).items).toHaveLength(3);
  expect(await replay()).toMatchObject({ ok: true, checked: expect.any(Number) });
});

test('a creator reads of their own touches alone, and nothing tells who was credited instead', async () => {
  await record(someTouch(tenant.organisationId, 'clk_a', 'plc_a', '2026-06-15T08:00:00Z'));
  const { results } = await send(order('o1', { code: 'CODEB', clickId: 'clk_a' }), order('o2', { code: 'CODEB' }));
  const own = await house.core.getOwnConversion(tenant.actors.creator, results[0]!.conversionId!);
  expect(own).toMatchObject({
    credited: false,
    amount: null,
    earning: null,
    candidates: [{ placementId: 'plc_a', rule: 'click', verdict: 'lost', reasons: [{ code: 'stronger_trace', params: { rule: 'code' } }] }],
  });
  expect(JSON.stringify(own)).not.toMatch(/plc_b|crt_b|dec_/);
  await expect(house.core.getOwnConversion(tenant.actors.creator, results[1]!.conversionId!)).rejects.toMatchObject({
    code: 'attribution.conversion_not_found',
  });
  const stranger = await freshTenant(database.db);
  await expect(
    database.db.read((trx) => house.core.getConversion(trx, stranger.organisationId, results[0]!.conversionId!)),
  ).rejects.toMatchObject({ code: 'attribution.conversion_not_found' });
});

test('an order from a clock that is days ahead is taken at its arrival, and says so', async () => {
  const { results } = await send(order('o1', { code: 'CODEA', occurredAt: '2026-06-18T12:00:00Z' }));
  const conversion = await get(results[0]!.conversionId!);
  expect(conversion).toMatchObject({ clockAhead: true, occurredAt: '2026-06-15T12:00:00.000Z', credited: { placementId: 'plc_a' } });
  expect(conversion.decisions[0]!.reasons).toContainEqual({ code: 'clock_ahead', params: { hours: 72 } });
  expect(await replay()).toMatchObject({ ok: true });
});

test('an ad pool is shared by counted events to the last unit, and a restatement moves the difference', async () => {
  house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', terms: someTerms({ adRevenueShareBps: 5000 }) }));
  const pool = (id: string, changedAt: string, amountMinor: string) => ({
    id,
    type: 'ad_revenue',
    occurredAt: changedAt,
    day: '2026-06-14',
    workId: 'wrk_a',
    amountMinor,
    currency: 'CNY',
    counts: [{ code: 'CODEA', count: 1 }, { code: 'CODEB', count: 1 }, { count: 1 }],
  });
  await send(pool('p1', '2026-06-15T01:00:00Z', '100'));
  expect((await performance()).total.money).toEqual([
    { currency: 'CNY', revenueMinor: '34', estimatedMinor: '17', onHoldMinor: '0', payableMinor: '0' },
  ]);
  await send(pool('p2', '2026-06-15T02:00:00Z', '301'));
  expect((await performance()).total.money[0]).toMatchObject({ revenueMinor: '101', estimatedMinor: '51' });
  const { total } = await house.core.getFunnel(tenant.actor, { by: 'day', limit: 100 });
  expect(total.money).toMatchObject([{ adRevenueMinor: '301' }]);
  expect(await replay()).toMatchObject({ ok: true });
});

test('what is held shows as held, what is past its hold days as payable, and a cap is filled by the earliest', async () => {
  const terms = someTerms({ capPerCreatorMinor: '500', holdDays: 3 });
  house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', terms }));
  const { results } = await send(order('o1', { code: 'CODEA', occurredAt: '2026-06-10T10:00:00Z' }), order('o2', { code: 'CODEA' }));
  expect((await performance()).total.money[0]).toMatchObject({ payableMinor: '396', estimatedMinor: '104' });
  expect((await performance()).campaigns).toMatchObject([{ campaignId: 'cmp_a', capReached: true }]);
  expect(house.book.budgets.get('cmp_a')).toBe(500n);
  expect((await get(results[1]!.conversionId!)).earning).toMatchObject({ creatorMinor: '104', state: 'estimated' });
  await database.db.read((trx) =>
    sql`insert into attribution_holds (organisation_id, subject_kind, subject_id, suspect_id, held_from)
      values (${tenant.organisationId}, 'placement', 'plc_a', 'sus_1', now())`.execute(trx),
  );
  expect((await performance()).total.money[0]).toMatchObject({ payableMinor: '0', estimatedMinor: '0', onHoldMinor: '500' });
});

test('batches that come at once are stored once each and decided', async () => {
  const batches = Array.from({ length: 12 }, (_, batch) =>
    Array.from({ length: 40 }, (_each, index) => order(`o${(batch * 20 + index) % 300}`, { code: 'CODEA' })),
  );
  const answers = await Promise.all(batches.map((batch) => send(...batch)));
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(260);
  expect((await performance()).total.orders).toBe(260);
  expect(await replay()).toMatchObject({ ok: true });
});

test('the log is not changed by anybody', async () => {
  await send(order('o1'));
  await expect(
    database.db.read((trx) =>
      sql`update attribution_events set amount_minor = 1 where organisation_id = ${tenant.organisationId}`.execute(trx),
    ),
  ).rejects.toThrow(/event log/);
  await expect(
    database.db.read((trx) => sql`delete from attribution_events where organisation_id = ${tenant.organisationId}`.execute(trx)),
  ).rejects.toThrow(/event log/);
});

test('replay finds a decision and a sum that somebody changed; the sums are made anew', async () => {
  const { results } = await send(order('o1', { code: 'CODEA' }));
  await database.db.read((trx) =>
    sql`update attribution_rollups set orders = orders + 1 where organisation_id = ${tenant.organisationId} and orders > 0`.execute(trx),
  );
  expect(await replay()).toMatchObject({ ok: false, firstDifference: { what: 'rollup' } });
  expect(await house.core.repairRollups(tenant.organisationId)).toBe(1);
  expect(await replay()).toMatchObject({ ok: true });
  await database.db.read((trx) =>
    sql`update attribution_decisions set candidates = '[]' where conversion_id = ${results[0]!.conversionId!}`.execute(trx),
  );
  expect(await replay()).toMatchObject({ ok: false, firstDifference: { what: 'decision', id: results[0]!.conversionId! } });
});
