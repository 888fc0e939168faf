import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { someTerms, somePlacement, someTouch } from '../../../test/support/attribution.ts';
import { openTestEdges, type TestEdges } from '../../../test/support/attribution-edges.ts';
import { freshTenant, type TestTenant } from '../../../test/support/database.ts';

let house: TestEdges;
let tenant: TestTenant;
beforeAll(async () => {
  house = await openTestEdges();
});
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await freshTenant(house.database.db);
  setClock('2026-06-15T12:00:00Z');
  house.book.placements.clear();
  house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a' }));
  house.book.placements.set('plc_b', somePlacement('plc_b', { creatorId: 'crt_b' }));
  house.book.codes.set('CODEA', 'plc_a').set('CODEB', 'plc_b');
  house.book.parties.set(tenant.actors.creator.id!, { kind: 'creator', creatorId: 'crt_a', agencyId: null });
});

const setClock = (iso: string): void => house.clock.advance(Date.parse(iso) - house.clock.nowMs());
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
const get = (conversionId: string) => house.database.db.read((trx) => house.core.getConversion(trx, tenant.organisationId, conversionId));
const record = (...touches: ReturnType<typeof someTouch>[]) =>
  house.database.db.transaction((trx) => house.core.recordTouches(trx, touches));
const touch = (id: string, placementId: string, at: string, more: object = {}) =>
  someTouch(tenant.organisationId, id, placementId, at, more);
const replay = () =>
  house.core.replay({ organisationId: tenant.organisationId, signal: new AbortController().signal, onProgress: () => {} });
const performance = () => house.core.getPerformance(tenant.actors.creator, {});
const sweep = () => house.edges.privacy.sweep(new AbortController().signal);

describe('texts that no database keeps', () => {
  it.each([
    ['a zero byte in the id', { id: 'o\u0000x' }],
    ['half a surrogate in the id', { id: 'o\ud800x' }],
    ['a zero byte in the order', { orderId: 'o\u0000' }],
    ['half a surrogate in the order', { orderId: '\udc00' }],
    ['a zero byte in the code', { code: 'A\u0000' }],
    ['a zero byte in the viewer', { viewer: { id: '\u0000' } }],
    ['half a surrogate in the device', { viewer: { deviceId: '\ud83d' } }],
    ['a zero byte in the click', { clickId: '\u0000' }],
    ['a zero byte in the account', { accountExternalId: '\u0000', channel: 'douyin' }],
    ['a zero byte in the work', { workId: '\u0000' }],
  ])('%s: the row is refused, the others are taken', async (_name, bad) => {
    const { results } = await send(order('good'), order('bad', bad));
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ['accepted', undefined],
      ['rejected', 'attribution.event_invalid'],
    ]);
  });

  it('a pool whose counts hold such a code is refused as well', async () => {
    const pool = { id: 'p', type: 'ad_revenue', occurredAt: '2026-06-15T10:00:00Z', day: '2026-06-14', amountMinor: '1', currency: 'CNY' };
    const { results } = await send({ ...pool, counts: [{ code: 'A\u0000', count: 1 }] });
    expect(results).toMatchObject([{ status: 'rejected', code: 'attribution.event_invalid' }]);
  });
});

describe('money', () => {
  it('of the largest amounts that are taken is divided and summed exactly', async () => {
    const terms = someTerms({ orderShareBps: 10_000, capPerCreatorMinor: '999999999999999' });
    house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', terms }));
    const huge = { code: 'CODEA', amountMinor: '999999999999999' };
    await send(order('o1', huge), order('o2', { ...huge, occurredAt: '2026-06-15T10:00:01Z' }));
    expect((await performance()).total.money).toMatchObject([{ revenueMinor: '1999999999999998', estimatedMinor: '999999999999999' }]);
    expect(await replay()).toMatchObject({ ok: true });
  });

  it('keeps its currency when a telling names neither amount nor currency, whatever the source usually counts in', async () => {
    const source = await house.core.sources.createSource(tenant.actor, {
      kind: 'api',
      name: 'Yuan by default',
      currency: 'CNY',
      zone: 'Asia/Shanghai',
    });
    const tell = (...events: object[]) => house.core.sources.sendEvents(tenant.actor, { sourceId: source.id, events });
    const { results } = await tell(order('o1', { currency: 'USD' }));
    await tell({
      id: 'late',
      type: 'order',
      orderId: 'o1',
      occurredAt: '2026-06-15T10:00:00Z',
      changedAt: '2026-06-15T11:00:00Z',
      status: 'cancelled',
    });
    expect(await get(results[0]!.conversionId!)).toMatchObject({
      status: 'cancelled',
      amount: { amountMinor: '990', currency: 'USD' },
    });
  });

  it('given back in another currency is no sum that could be taken off: nothing is earned until the order says more', async () => {
    const { results } = await send(order('o1', { currency: 'USD', amountMinor: '1000', code: 'CODEA' }), {
      id: 'r1',
      type: 'refund',
      orderId: 'o1',
      occurredAt: '2026-06-15T11:00:00Z',
      amountMinor: '300',
      currency: 'CNY',
    });
    expect(await get(results[0]!.conversionId!)).toMatchObject({ status: 'refunded', refundedMinor: '1000', earning: null });
    expect(await replay()).toMatchObject({ ok: true });
  });
});

describe('what comes late', () => {
  it('a click that an earlier event of the same viewer named is found for the later order too', async () => {
    const { results } = await send(
      { id: 'i1', type: 'install', occurredAt: '2026-06-15T09:30:00Z', clickId: 'clk_1', viewer: { id: 'v1' } },
      order('o1', { viewer: { id: 'v1' } }),
    );
    await record(touch('clk_1', 'plc_a', '2026-06-15T09:00:00Z'));
    expect((await get(results[1]!.conversionId!)).credited).toMatchObject({ placementId: 'plc_a', rule: 'click' });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('a click that only the first telling of an order named is found', async () => {
    const { results } = await send(
      order('o1', { clickId: 'clk_first', status: 'unpaid' }),
      order('o1', { id: 'o1-paid', clickId: 'clk_last', changedAt: '2026-06-15T10:05:00Z' }),
    );
    await record(touch('clk_first', 'plc_a', '2026-06-15T09:00:00Z'));
    expect((await get(results[0]!.conversionId!)).credited).toMatchObject({ placementId: 'plc_a' });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('searches after an order push nothing out of what spoke for it before', async () => {
    const search = { kind: 'search' as const, destination: 'search' as const, viewerId: 'v1' };
    await record(touch('s0', 'plc_a', '2026-06-15T09:00:00Z', search));
    const { results } = await send(order('o1', { viewer: { id: 'v1' } }));
    await record(
      ...Array.from({ length: 60 }, (_, index) =>
        touch(`s${index + 1}`, 'plc_b', new Date(Date.parse('2026-06-15T10:30:00Z') + index * 1000).toISOString(), search),
      ),
    );
    await send({ id: 'r1', type: 'refund', orderId: 'o1', occurredAt: '2026-06-15T11:50:00Z', amountMinor: '90' });
    expect(await get(results[0]!.conversionId!)).toMatchObject({ status: 'partly_refunded', credited: { placementId: 'plc_a' } });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('a busy viewer’s later life changes nothing of an early order', async () => {
    const at = (minute: number): string => new Date(Date.parse('2026-06-10T00:00:00Z') + minute * 60_000).toISOString();
    const { results } = await send(
      { id: 'i1', type: 'install', occurredAt: at(0), code: 'CODEA', viewer: { id: 'v1' } },
      order('o1', { occurredAt: at(1), viewer: { id: 'v1' } }),
    );
    await send(...Array.from({ length: 230 }, (_, index) => order(`later-${index}`, { occurredAt: at(10 + index), viewer: { id: 'v1' } })));
    await send({ id: 'r1', type: 'refund', orderId: 'o1', occurredAt: at(600), amountMinor: '90' });
    expect(await get(results[1]!.conversionId!)).toMatchObject({ status: 'partly_refunded', credited: { placementId: 'plc_a' } });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });
});

describe('what is erased', () => {
  it('takes nothing from the creator when the order changes afterwards', async () => {
    const { results } = await send(
      { id: 'i1', type: 'install', occurredAt: '2026-06-15T09:00:00Z', code: 'CODEA', viewer: { id: 'v1' } },
      order('o1', { viewer: { id: 'v1' } }),
    );
    await house.edges.privacy.erase(tenant.actor, { viewer: { viewerId: 'v1' } });
    await send({ id: 'r1', type: 'refund', orderId: 'o1', occurredAt: '2026-06-15T11:00:00Z', amountMinor: '495' });
    const after = await get(results[1]!.conversionId!);
    expect(after).toMatchObject({
      status: 'partly_refunded',
      credited: { placementId: 'plc_a', rule: 'code' },
      earning: { creatorMinor: '198' },
    });
    expect((await performance()).total.money).toMatchObject([{ revenueMinor: '495', estimatedMinor: '198' }]);
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('by time leaves decisions that rested on it standing, though their own order is young', async () => {
    await house.edges.privacy.setSettings(tenant.actor, { touchDays: 30, viewerDays: 30 });
    const terms = someTerms({ windows: { codeDays: 90, clickHours: 168, accountDays: 7, probabilisticHours: 0 } });
    house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', terms }));
    setClock('2026-05-01T00:00:00Z');
    await record(touch('search-1', 'plc_a', '2026-05-01T00:00:00Z', { kind: 'search', destination: 'search', viewerId: 'v1' }));
    await send({ id: 'i1', type: 'install', occurredAt: '2026-05-01T00:00:00Z', code: 'CODEA', viewer: { id: 'v2' } });
    setClock('2026-05-25T00:00:00Z');
    const { results } = await send(
      order('o1', { occurredAt: '2026-05-25T00:00:00Z', viewer: { id: 'v1' } }),
      order('o2', { occurredAt: '2026-05-25T00:00:00Z', viewer: { id: 'v2' } }),
    );
    setClock('2026-06-05T00:00:00Z');
    expect(await sweep()).toBeGreaterThan(0);
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
    await send(
      { id: 'r1', type: 'refund', orderId: 'o1', occurredAt: '2026-06-04T00:00:00Z', amountMinor: '90' },
      { id: 'r2', type: 'refund', orderId: 'o2', occurredAt: '2026-06-04T00:00:00Z', amountMinor: '90' },
    );
    for (const { conversionId } of results)
      expect(await get(conversionId!)).toMatchObject({ status: 'partly_refunded', credited: { placementId: 'plc_a' } });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('by time goes from files that nobody went on with, and from what is told of those that are in', async () => {
    const source = await house.core.sources.createSource(tenant.actor, { kind: 'file', name: 'f', currency: 'CNY', zone: 'Asia/Shanghai' });
    const text = '订单号,支付时间,支付金额,用户ID\nsecret-order,soon,1.00,secret-viewer\n';
    const { id } = await house.edges.imports.createImport(tenant.actor, { sourceId: source.id, filename: 'f.csv' }, [
      Buffer.from(text),
    ] as never);
    await house.runJobs();
    const kept = async (): Promise<string> =>
      JSON.stringify(await house.database.db.read((trx) => house.edges.imports.getImport(trx, tenant.organisationId, id)));
    expect(await kept()).toMatch(/secret-order|secret-viewer/);
    house.clock.advance(31 * 24 * 3_600_000);
    await sweep();
    expect(await kept()).not.toMatch(/secret-order|secret-viewer|soon/);
    const { rows } = await house.database.db.read((trx) =>
      sql<{ state: string; asset_id: string | null }>`select state, asset_id from attribution_file_imports where id = ${id}`.execute(trx),
    );
    expect(rows).toEqual([{ state: 'cancelled', asset_id: null }]);
  });

  it('with a viewer leaves what likeness found of others standing', async () => {
    const hashes = { addressHash: 'address-192.0.2.7', agentHash: 'agent-Phone' };
    await record(touch('clk_like', 'plc_a', '2026-06-15T09:00:00Z', hashes));
    const { results } = await send(order('o1', { viewer: { address: '192.0.2.7', userAgent: 'Phone' } }));
    expect((await get(results[0]!.conversionId!)).credited).toMatchObject({ rule: 'probabilistic' });
    await send(order('o2', { clickId: 'clk_like', viewer: { id: 'v1' } }));
    await house.edges.privacy.erase(tenant.actor, { viewer: { viewerId: 'v1' } });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });
});

describe('agencies', () => {
  it('are told their own share alone, also of creators who came from another agency', async () => {
    const share = { campaign: { agencyShares: [{ from: new Date('2026-01-01'), shareBps: 5000 }] } };
    house.book.placements.set('plc_a', somePlacement('plc_a', { creatorId: 'crt_a', agencyId: 'agc_old', ...share }));
    house.book.placements.set('plc_b', somePlacement('plc_b', { creatorId: 'crt_a', agencyId: 'agc_new', ...share }));
    await send(order('o1', { code: 'CODEA' }), order('o2', { code: 'CODEB', amountMinor: '100' }));
    house.book.parties.set(tenant.actors.agency.id!, { kind: 'agency', agencyId: 'agc_new' });
    const own = await house.core.getPerformance(tenant.actors.agency, {});
    expect(own.total).toMatchObject({ orders: 1, money: [{ revenueMinor: '100', estimatedMinor: '20' }] });
    expect(own.campaigns).toMatchObject([{ money: [{ estimatedMinor: '20' }] }]);
  });
});

describe('an account that sold', () => {
  const sold = (id: string, occurredAt: string) => order(id, { occurredAt, channel: 'douyin', accountExternalId: 'star', workId: 'wrk_a' });
  const from = new Date('2026-01-01T00:00:00Z');
  const moved = new Date('2026-06-01T00:00:00Z');
  beforeEach(() => house.book.accounts.clear());

  it('is of whom it was approved for then, whoever has it now', async () => {
    house.book.accounts.set('douyin star#a', { id: 'cac_a', creatorId: 'crt_a', periods: [{ from, until: moved }] });
    house.book.accounts.set('douyin star#b', { id: 'cac_b', creatorId: 'crt_b', periods: [{ from: moved, until: null }] });
    const { results } = await send(sold('o1', '2026-05-20T00:00:00Z'), sold('o2', '2026-06-10T00:00:00Z'));
    expect((await get(results[0]!.conversionId!)).credited).toMatchObject({ placementId: 'plc_a', rule: 'account' });
    expect((await get(results[1]!.conversionId!)).credited).toMatchObject({ placementId: 'plc_b', rule: 'account' });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });

  it('is nobody’s who filed it in vain', async () => {
    house.book.accounts.set('douyin star', { id: 'cac_b', creatorId: 'crt_b', periods: [] });
    const { results } = await send(sold('o1', '2026-06-10T00:00:00Z'));
    expect(await get(results[0]!.conversionId!)).toMatchObject({ credited: null });
  });

  it('is named nowhere after its creator was erased, and what it earned stays', async () => {
    house.book.accounts.set('douyin star', { id: 'cac_a', creatorId: 'crt_a', periods: [{ from, until: null }] });
    const { results } = await send(sold('o1', '2026-06-10T00:00:00Z'));
    await house.edges.privacy.erase(tenant.actor, { creatorId: 'crt_a' });
    house.book.accounts.clear();
    const { rows } = await house.database.db.read((trx) =>
      sql`select * from attribution_events where organisation_id = ${tenant.organisationId}`.execute(trx),
    );
    expect(JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/star/);
    await send({ id: 'r1', type: 'refund', orderId: 'o1', occurredAt: '2026-06-11T00:00:00Z', amountMinor: '90' });
    expect(await get(results[0]!.conversionId!)).toMatchObject({ status: 'partly_refunded', credited: { placementId: 'plc_a' } });
    expect(await replay()).toMatchObject({ ok: true, firstDifference: null });
  });
});

describe('what is handed out', () => {
  it('to somebody who is known by a device alone has their orders in it', async () => {
    await send(order('o1', { viewer: { deviceId: 'd1' } }), order('o2', { viewer: { deviceId: 'd2' } }));
    const found = await house.edges.privacy.exportViewer(tenant.actor, { deviceId: 'd1' });
    expect(found).toMatchObject({ events: [{ subject_key: 'o:o1' }], conversions: [{ external_id: 'o1' }] });
  });
});

describe('figures of a market', () => {
  const trend = async () =>
    (await house.database.db.read((trx) => house.core.trendsOf(trx, tenant.organisationId, ['cmp_a']))).get('cmp_a');

  it('do not tell one creator of another’s single order', async () => {
    await record(
      ...Array.from({ length: 60 }, (_, index) => touch(`market-${tenant.organisationId}-${index}`, 'plc_b', '2026-06-15T09:00:00Z')),
    );
    const before = await trend();
    await send(order('o1', { code: 'CODEB' }));
    expect([before, await trend()]).toEqual([50, 50]);
    house.book.parties.set(tenant.actors.creator.id!, { kind: 'creator', creatorId: 'crt_a', agencyId: null });
    const { items } = await house.core.getTrends(tenant.actors.creator, 10);
    expect(items).toMatchObject([{ clicks: 50, orders: 0 }]);
    expect(items[0]!.scoreBps % 2_500).toBe(0);
  });
});
