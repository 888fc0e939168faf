import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { strFromU8, unzipSync } from 'fflate';
import exceljs from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshTenant, type TestTenant } from '../../../test/support/database.ts';
import { openTestEdges, type TestEdges } from '../../../test/support/attribution-edges.ts';
import { somePlacement, someTouch } from '../../../test/support/attribution.ts';
import { columnMapping, type ColumnMapping } from './imports/contract.ts';
import { suggestColumns } from './imports/header.ts';
import { csvCell } from '../../platform/http/sheets.ts';
import { pullerInput } from './pull/contract.ts';
import { addressOf, jsonPage } from './pull/pages.ts';

let house: TestEdges;
let tenant: TestTenant;
let sourceId: string;
beforeAll(async () => {
  house = await openTestEdges();
});
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await freshTenant(house.database.db);
  house.told.length = 0;
  house.emitted.length = 0;
  for (const name of ['plc_a', 'plc_b', 'plc_c']) house.book.placements.set(name, somePlacement(name, { creatorId: `crt_${name}` }));
  house.book.codes.set('CODEA', 'plc_a').set('CODEB', 'plc_b').set('CODEC', 'plc_c');
  house.book.parties.set(tenant.actors.creator.id!, { kind: 'creator', creatorId: 'crt_plc_a', agencyId: null });
  sourceId = (
    await house.core.sources.createSource(tenant.actor, { kind: 'file', name: '抖音后台', currency: 'CNY', zone: 'Asia/Shanghai' })
  ).id;
});

const count = async (table: string): Promise<number> => {
  const { rows } = await house.database.db.read((trx) =>
    sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)} where organisation_id = ${tenant.organisationId}`.execute(
      trx,
    ),
  );
  return rows[0]!.n;
};
const send = (text: string, more: { mappingName?: string } = {}) =>
  house.edges.imports.createImport(tenant.actor, { sourceId, filename: '订单.csv', ...more }, [Buffer.from(text)] as never);
const get = (id: string) => house.database.db.read((trx) => house.edges.imports.getImport(trx, tenant.organisationId, id));
const orders = (lines: readonly string[]): string => `订单号,支付时间,支付金额,订单状态,搜索码\n${lines.join('\n')}\n`;
const actions = async (): Promise<string[]> => {
  const { rows } = await house.database.db.read((trx) =>
    sql<{ action: string }>`select action from audit_events where organisation_id = ${tenant.organisationId} order by at, id`.execute(trx),
  );
  return rows.map(({ action }) => action);
};

describe('a file of conversions', () => {
  const good = orders([
    'A1,2026-06-10 10:00,9.90,已支付,CODEA',
    'A2,2026-06-10 11:00,19.90,已退款,CODEB',
    'A3,2026-06-11 12:00,29.90,未支付,',
  ]);

  it('is read by its header, checked to its last line, and taken in when confirmed; the same file again changes nothing', async () => {
    const sent = await send(good);
    expect(sent).toMatchObject({ state: 'checking', format: 'csv', encoding: 'utf-8', missing: [], headerLine: 1 });
    expect(sent.preview).toHaveLength(3);
    expect(sent.preview[0]!.event).toMatchObject({ orderId: 'A1', amountMinor: '990', code: 'CODEA' });
    await house.runJobs();
    const checked = await get(sent.id);
    expect(checked).toMatchObject({
      state: 'checked',
      totals: { rows: 3, good: 3, bad: 0, known: 0, byType: { order: 3 }, amounts: { CNY: '5970' } },
    });
    expect(await count('attribution_events')).toBe(0);
    await house.edges.imports.confirmImport(tenant.actor, sent.id, false);
    await house.runJobs();
    expect(await get(sent.id)).toMatchObject({ state: 'done', outcome: { accepted: 3, unchanged: 0 }, progress: 1 });
    expect(house.told).toEqual([{ kind: 'import_done', params: { file: '订单.csv', count: 3 }, link: `/file-imports/${sent.id}` }]);
    const listed = await house.database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 } as never));
    expect(listed.items.map(({ externalId, status, credited }) => [externalId, status, credited?.placementId])).toEqual([
      ['A3', 'unpaid', undefined],
      ['A2', 'refunded', 'plc_b'],
      ['A1', 'paid', 'plc_a'],
    ]);
    const again = await send(`\ufeff${good.replaceAll('\n', '\r\n')}`);
    await house.runJobs();
    expect((await get(again.id)).totals).toMatchObject({ good: 3, known: 3 });
    await house.edges.imports.confirmImport(tenant.actor, again.id, false);
    await house.runJobs();
    expect(await get(again.id)).toMatchObject({ state: 'done', outcome: { accepted: 0, unchanged: 3 } });
    expect(await count('attribution_events')).toBe(3);
    expect(await actions()).toEqual(expect.arrayContaining(['attribution.create_file_import', 'attribution.confirm_file_import']));
  });

  it('with a changed row brings the change alone', async () => {
    for (const text of [good, good.replace('9.90,已支付', '9.90,已退款')]) {
      const { id } = await send(text);
      await house.runJobs();
      await house.edges.imports.confirmImport(tenant.actor, id, false);
      await house.runJobs();
    }
    expect(await count('attribution_events')).toBe(4);
    const listed = await house.database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 } as never));
    expect(listed.items.find(({ externalId }) => externalId === 'A1')!.status).toBe('refunded');
  });

  it('names what is wrong by line, takes nothing in until told to leave it out, and hands the errors out', async () => {
    const { id } = await send(
      orders([
        'A1,2026-06-10 10:00,9.90,已支付,',
        '"A2\nsecond line",soon,1.999,已支付,',
        'A3,2026-06-10 10:00,9.90,???,',
        'A4,1970-01-01,1,已支付,',
      ]),
    );
    await house.runJobs();
    const checked = await get(id);
    expect(checked.totals).toMatchObject({ rows: 4, good: 1, bad: 3 });
    expect(checked.errors.map(({ line, field, code }) => [line, field, code])).toEqual([
      [3, 'occurredAt', 'row.time_unreadable'],
      [3, 'amount', 'row.amount_too_precise'],
      [5, 'status', 'row.status_unknown'],
      [6, 'occurredAt', 'row.time_out_of_range'],
    ]);
    await expect(house.edges.imports.confirmImport(tenant.actor, id, false)).rejects.toMatchObject({
      code: 'attribution.file_has_bad_rows',
      params: { count: 3 },
    });
    const response = await house.edges.handlers.downloadImportErrors(
      { params: { importId: id }, query: { language: 'zh-CN' } } as never,
      { actor: tenant.actor } as never,
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const csv = new TextDecoder().decode(bytes);
    expect(csv.split('\r\n')).toHaveLength(6);
    expect(csv).not.toMatch(/row\.|export\.|import\./);
    await house.edges.imports.confirmImport(tenant.actor, id, true);
    await house.runJobs();
    expect(await get(id)).toMatchObject({ state: 'done', outcome: { accepted: 1, unchanged: 0 } });
  });

  it('that names its columns strangely waits for a mapping, which is kept by name for the next', async () => {
    const text = 'a;b;c\nA1;10/06/2026 10:00;9,90\n';
    const sent = await send(text);
    expect(sent).toMatchObject({ state: 'mapping', header: ['a', 'b', 'c'], missing: ['occurredAt', 'orderId', 'amount'] });
    await expect(house.edges.imports.confirmImport(tenant.actor, sent.id, false)).rejects.toMatchObject({
      code: 'attribution.mapping_incomplete',
      params: { fields: 'occurredAt, orderId, amount' },
    });
    const lacking = columnMapping.parse({ columns: { orderId: 'a' }, fixed: { amount: '1' } });
    await expect(
      house.edges.imports.saveMapping(tenant.actor, { sourceId: sent.sourceId, name: 'half', mapping: lacking }),
    ).rejects.toMatchObject({ code: 'attribution.mapping_incomplete', params: { fields: 'occurredAt' } });
    const mapping: ColumnMapping = columnMapping.parse({
      columns: { orderId: 'a', occurredAt: 'b', amount: 'c' },
      decimalMark: ',',
      dateOrder: 'day_first',
    });
    expect(await house.edges.imports.mapImport(tenant.actor, sent.id, mapping, '旧后台')).toMatchObject({
      state: 'checking',
      mappingName: '旧后台',
    });
    await house.runJobs();
    expect(await get(sent.id)).toMatchObject({ state: 'checked', totals: { good: 1, amounts: { CNY: '990' } } });
    expect(await send(text, { mappingName: '旧后台' })).toMatchObject({
      state: 'checking',
      preview: [{ event: { occurredAt: '2026-06-10T02:00:00.000Z' } }],
    });
    await expect(send(text, { mappingName: 'other' })).rejects.toMatchObject({ code: 'attribution.mapping_not_found' });
    await expect(house.edges.imports.mapImport(tenant.actor, sent.id, { ...mapping, zone: 'Nowhere/Land' }, null)).rejects.toMatchObject({
      code: 'attribution.zone_not_known',
    });
  });

  it('that is cancelled leaves nothing, and cannot be confirmed any more', async () => {
    const { id } = await send(good);
    await house.edges.imports.cancelImport(tenant.actor, id);
    await house.runJobs();
    expect(await get(id)).toMatchObject({ state: 'cancelled', preview: [] });
    await expect(house.edges.imports.confirmImport(tenant.actor, id, false)).rejects.toMatchObject({
      code: 'attribution.file_import_closed',
    });
    expect(await count('attribution_events')).toBe(0);
    const other = await freshTenant(house.database.db);
    await expect(house.database.db.read((trx) => house.edges.imports.getImport(trx, other.organisationId, id))).rejects.toMatchObject({
      code: 'attribution.file_import_not_found',
    });
  });

  it('that is large goes on where it was cut off, and stores each row once', async () => {
    const lines = Array.from(
      { length: 12_000 },
      (_, at) => `B${at},2026-06-10 10:00:${String(at % 60).padStart(2, '0')},9.90,已支付,${at % 3 === 0 ? 'CODEA' : ''}`,
    );
    const { id } = await send(orders(lines));
    await house.runJobs();
    await house.edges.imports.confirmImport(tenant.actor, id, false);
    const controller = new AbortController();
    // Stopped when some pieces are in: as a process is that is asked to end.
    const watch = (async () => {
      while (!controller.signal.aborted) {
        await new Promise((resolve) => setImmediate(resolve));
        if ((await get(id)).progress > 0.15) controller.abort('shutdown');
      }
    })();
    await house.runJobs(controller.signal).catch(() => {});
    controller.abort();
    await watch;
    const half = await get(id);
    expect(half.state).toBe('importing');
    await expect(house.edges.imports.cancelImport(tenant.actor, id)).rejects.toMatchObject({ code: 'attribution.file_import_closed' });
    const handler = house.edges.jobs.find(({ job }) => job.name === 'attribution.import_file')!;
    await handler.run({ organisationId: tenant.organisationId, importId: id }, {
      signal: new AbortController().signal,
      progress: () => {},
    } as never);
    expect(await get(id)).toMatchObject({ state: 'done', outcome: { accepted: 12_000, unchanged: 0 } });
    expect(await count('attribution_events')).toBe(12_000);
  });
});

describe('signals', () => {
  const flood = async (): Promise<void> => {
    const touches: ReturnType<typeof someTouch>[] = [];
    // Others click once and some of them install; one program clicks four hundred times and nobody installs.
    for (let at = 0; at < 300; at++)
      touches.push(
        someTouch(
          tenant.organisationId,
          `${tenant.organisationId}-b${at}`,
          'plc_b',
          `2026-06-14T${String(at % 24).padStart(2, '0')}:10:00Z`,
          { addressHash: `a${at}`, agentHash: `g${at % 7}` },
        ),
      );
    for (let at = 0; at < 400; at++)
      touches.push(
        someTouch(
          tenant.organisationId,
          `${tenant.organisationId}-a${at}`,
          'plc_a',
          `2026-06-14T${String(at % 24).padStart(2, '0')}:20:00Z`,
          { addressHash: 'bot', agentHash: 'bot' },
        ),
      );
    await house.database.db.transaction((trx) => house.core.recordTouches(trx, touches));
    const events = Array.from({ length: 40 }, (_, at) => ({
      id: `i${at}`,
      type: 'install',
      occurredAt: '2026-06-15T00:30:00Z',
      clickId: `${tenant.organisationId}-b${at}`,
    }));
    await house.core.sources.sendEvents(tenant.actor, {
      events: [
        ...events,
        { id: 'o', type: 'order', orderId: 'o', occurredAt: '2026-06-15T01:00:00Z', amountMinor: '1000', currency: 'CNY', code: 'CODEA' },
      ],
    });
  };
  const list = (query = {}) =>
    house.database.db.read((trx) => house.edges.signals.list(trx, tenant.organisationId, { limit: 50, ...query }));
  const own = () => house.core.listOwnConversions(tenant.actors.creator, { limit: 10 } as never);

  it('hold what a flooded placement earns, once, and tell its creator and staff', async () => {
    await flood();
    expect(await house.edges.signals.look(tenant.organisationId)).toMatchObject({ campaigns: 1, found: 1 });
    const { items } = await list();
    expect(items).toMatchObject([
      {
        subject: 'placement',
        subjectId: 'plc_a',
        state: 'held',
        creatorId: 'crt_plc_a',
        signals: [{ kind: 'click_flooding', evidence: { clicks: 400, conversions: 0 } }],
        held: [{ currency: 'CNY', amountMinor: '400' }],
      },
    ]);
    expect(house.told.map(({ kind }) => kind)).toEqual(['money_held', 'money_held']);
    expect(house.emitted.map(({ type }) => type)).toEqual(['signal.raised']);
    expect((await own()).items[0]).toMatchObject({ held: true, earning: { state: 'on_hold' } });
    await house.edges.signals.look(tenant.organisationId, { all: true });
    expect((await list()).items).toHaveLength(1);
    expect(house.told).toHaveLength(2);
    expect(await count('attribution_holds')).toBe(1);
  });

  it('that a person released stay released until there is news; the trail remembers', async () => {
    await flood();
    await house.edges.signals.look(tenant.organisationId);
    const [suspect] = (await list()).items;
    house.clock.advance(1000);
    const [released] = await house.edges.signals.decide(tenant.actor, [suspect!.id], 'release', 'A test of our own');
    expect(released).toMatchObject({ state: 'released', decidedBy: 'Test owner', note: 'A test of our own', held: [] });
    expect(house.told.at(-1)).toMatchObject({ kind: 'money_released' });
    expect((await own()).items[0]).toMatchObject({ held: false });
    await house.edges.signals.look(tenant.organisationId, { all: true });
    expect((await list()).items[0]).toMatchObject({ state: 'released' });
    house.clock.advance(1000);
    // Three times as much of the same is news.
    const more = Array.from({ length: 900 }, (_, at) =>
      someTouch(tenant.organisationId, `${tenant.organisationId}-m${at}`, 'plc_a', '2026-06-15T02:00:00Z', {
        addressHash: 'bot',
        agentHash: 'bot',
      }),
    );
    await house.database.db.transaction((trx) => house.core.recordTouches(trx, more));
    await house.edges.signals.look(tenant.organisationId);
    expect((await list()).items[0]).toMatchObject({ state: 'held' });
    house.clock.advance(1000);
    const [confirmed] = await house.edges.signals.decide(tenant.actor, [suspect!.id], 'confirm', 'Again');
    expect(confirmed).toMatchObject({ state: 'confirmed' });
    expect((await own()).items[0]).toMatchObject({ earning: { state: 'confirmed_fraud' } });
    expect((await actions()).filter((action) => /decide_signals|hold_earnings/.test(action))).toEqual([
      'attribution.hold_earnings',
      'attribution.decide_signals',
      'attribution.hold_earnings',
      'attribution.decide_signals',
    ]);
    await expect(
      house.edges.signals.decide((await freshTenant(house.database.db)).actor, [suspect!.id], 'release', 'x'),
    ).rejects.toMatchObject({ code: 'attribution.suspect_not_found' });
  });

  it('know a creator’s own order by where the creator is', async () => {
    await house.edges.signals.noteCreator(tenant.organisationId, 'crt_plc_a', { address: '192.0.2.7', userAgent: 'Phone' });
    await house.core.sources.sendEvents(tenant.actor, {
      events: [
        {
          id: 'o',
          type: 'order',
          orderId: 'o',
          occurredAt: '2026-06-15T01:00:00Z',
          amountMinor: '1000',
          currency: 'CNY',
          code: 'CODEA',
          viewer: { address: '192.0.2.7', userAgent: 'Phone' },
        },
      ],
    });
    await house.edges.signals.look(tenant.organisationId);
    expect((await list({ kind: 'self_purchase' })).items).toMatchObject([
      { subject: 'conversion', state: 'none', signals: [{ evidence: { by: 'address' } }] },
    ]);
  });
  it('that are switched off are not looked for', async () => {
    await flood();
    await house.edges.signals.setSettings(tenant.actor, { holdAt: 0.7, off: ['click_flooding'], bannedReferrers: [] });
    expect(await house.edges.signals.look(tenant.organisationId)).toMatchObject({ found: 0 });
  });
});

describe('a source that is asked', () => {
  it('fills its window and page into the query and nowhere else', () => {
    const of = { fromMs: 0, toMs: 1000, page: 2, cursor: 'a&b/../{x}', timeFormat: 'unix_s' as const };
    expect(addressOf('https://x.example/o?f={from}&t={to}&p={page}&c={cursor}', of)).toBe(
      'https://x.example/o?f=0&t=1&p=2&c=a%26b%2F..%2F%7Bx%7D',
    );
  });
  it('reads numbers of JSON as they are written, and paths of its own only', () => {
    const page = jsonPage('{"data":{"list":[{"id":12345678901234567890,"pay":{"amount":19.90},"ok":true,"n":null}],"next":"c2"}}', {
      itemsPath: 'data.list',
      cursorPath: 'data.next',
    });
    expect(page).toEqual({
      header: ['id', 'pay.amount', 'ok'],
      rows: [{ line: 1, cells: ['12345678901234567890', '19.90', 'true'] }],
      cursor: 'c2',
    });
    expect(() => jsonPage('{"a":1}', { itemsPath: 'constructor', cursorPath: null })).toThrow();
    expect(() => jsonPage('<html>', { itemsPath: '', cursorPath: null })).toThrow();
  });
  it('is asked for a rolling window page by page, tells only news, and is asked less often while it fails', async () => {
    const seen: IncomingMessage[] = [];
    let status = 200;
    let paid = 'PAID';
    const server = createServer((request, response) => {
      seen.push(request);
      const page = Number(new URL(request.url!, 'http://x').searchParams.get('page'));
      const list =
        page === 1
          ? [{ order_no: 'P1', paid_at: '2026-06-15T01:00:00Z', cents: 990, state: paid, code: 'CODEA' }]
          : page === 2
            ? [{ order_no: 'P2', paid_at: 'never', cents: 1, state: 'PAID' }]
            : [];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ data: list }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const signal = new AbortController().signal;
    const read = () => house.database.db.read((trx) => house.edges.pull.get(trx, tenant.organisationId, sourceId));
    try {
      const input = pullerInput.parse({
        url: `http://127.0.0.1:${port}/orders?since={from}&page={page}`,
        headerName: 'X-Token',
        headerValue: 'let me in',
        itemsPath: 'data',
        mapping: columnMapping.parse({
          columns: { orderId: 'order_no', occurredAt: 'paid_at', amount: 'cents', status: 'state', code: 'code' },
          amountUnit: 'minor',
        }),
      });
      const made = await house.edges.pull.set(tenant.actor, sourceId, input);
      expect(made).toMatchObject({ hasHeaderValue: true, failures: 0 });
      expect(JSON.stringify(made)).not.toContain('let me in');
      expect(await house.edges.pull.askDue(signal)).toBe(1);
      expect(seen.map(({ headers }) => headers['x-token'])).toEqual(['let me in', 'let me in', 'let me in']);
      expect(seen[0]!.url).toContain(`since=${encodeURIComponent(new Date(house.clock.nowMs() - 72 * 3_600_000).toISOString())}`);
      expect(await read()).toMatchObject({ lastError: null, lastCounts: { pages: 3, rows: 2, accepted: 1, unchanged: 0, bad: 1 } });
      expect(await house.edges.pull.askDue(signal)).toBe(0);
      paid = 'REFUNDED';
      await house.edges.pull.askSoon(tenant.actor, sourceId);
      await house.edges.pull.askDue(signal);
      expect(await read()).toMatchObject({ lastCounts: { accepted: 1 } });
      const listed = await house.database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 } as never));
      expect(listed.items).toMatchObject([{ externalId: 'P1', status: 'refunded' }]);
      status = 503;
      await house.edges.pull.askSoon(tenant.actor, sourceId);
      await house.edges.pull.askDue(signal);
      const failed = await read();
      expect(failed).toMatchObject({
        failures: 1,
        lastError: { code: 'attribution.pull_refused', params: { status: 503 } },
        lastCounts: { accepted: 1 },
      });
      expect(Date.parse(failed.nextAt!) - house.clock.nowMs()).toBe(20 * 60_000);
      // The token goes to no other host, however the address changes.
      expect(
        await house.edges.pull.set(tenant.actor, sourceId, { ...input, headerValue: undefined, url: `http://127.0.0.1:1/{from}` }),
      ).toMatchObject({ hasHeaderValue: false });
      await expect(house.edges.pull.set(tenant.actor, sourceId, { ...input, url: 'http://10.0.0.1/{from}' })).rejects.toMatchObject({
        code: 'outgoing.address_refused',
      });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('tables to take away', () => {
  it('never begin a cell with what a spreadsheet would run', () => {
    expect(['=1+1', '+1', '-1+1', '@x', '\t=1', '＝1', 'a,b', 'a"b', ' x', '-12.50', '12'].map(csvCell)).toEqual([
      "'=1+1",
      "'+1",
      "'-1+1",
      "'@x",
      '"\'\t=1"',
      "'＝1",
      '"a,b"',
      '"a""b"',
      '" x"',
      '-12.50',
      '12',
    ]);
  });
  it('are workbooks with numbers as numbers and times as times', async () => {
    await house.core.sources.sendEvents(tenant.actor, {
      events: [
        {
          id: 'o',
          type: 'order',
          orderId: '=cmd',
          occurredAt: '2026-06-15T01:00:00Z',
          amountMinor: '123456',
          currency: 'CNY',
          code: 'CODEA',
        },
      ],
    });
    const ask = (format: 'csv' | 'xlsx') =>
      house.edges.handlers.exportConversions({ query: { format, language: 'zh-CN' } } as never, { actor: tenant.actor } as never);
    const csv = await (await ask('csv')).text();
    expect(csv).toContain("'=cmd");
    expect(csv).toContain('1234.56');
    const book = new exceljs.Workbook();
    await book.xlsx.load((await (await ask('xlsx')).arrayBuffer()) as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    const row = sheet.getRow(2);
    expect(row.getCell(2).value).toBe('=cmd');
    expect(row.getCell(6).value).toEqual(new Date('2026-06-15T01:00:00Z'));
    expect(row.getCell(8).value).toBe(1234.56);
    expect(row.getCell(8).numFmt).toBe('#,##0.00');
    const funnel = await house.edges.handlers.exportFunnel(
      { query: { format: 'csv', language: 'en', by: 'campaign' } } as never,
      { actor: tenant.actor } as never,
    );
    expect(await funnel.text()).toMatch(/Campaign cmp_a/);
  });
});

describe('people’s data', () => {
  const viewer = { viewer: { id: 'v1', deviceId: 'd1', address: '192.0.2.9', userAgent: 'Phone' } };
  const replay = () =>
    house.core.replay({ organisationId: tenant.organisationId, signal: new AbortController().signal, onProgress: () => {} });
  const fill = async (): Promise<void> => {
    const pair = { addressHash: 'address-192.0.2.9', agentHash: 'agent-Phone', consent: true };
    await house.database.db.transaction((trx) =>
      house.core.recordTouches(trx, [
        someTouch(tenant.organisationId, `${tenant.organisationId}-1`, 'plc_a', '2026-06-15T00:00:00Z', pair),
        someTouch(tenant.organisationId, `${tenant.organisationId}-2`, 'plc_b', '2026-06-15T00:30:00Z', pair),
      ]),
    );
    await house.core.sources.sendEvents(tenant.actor, {
      events: [
        { id: 'i', type: 'install', occurredAt: '2026-06-15T01:00:00Z', ...viewer },
        {
          id: 'o',
          type: 'order',
          orderId: 'o',
          occurredAt: '2026-06-15T02:00:00Z',
          amountMinor: '1000',
          currency: 'CNY',
          clickId: `${tenant.organisationId}-1`,
          ...viewer,
        },
        {
          id: 'p',
          type: 'order',
          orderId: 'p',
          occurredAt: '2026-06-15T02:00:00Z',
          amountMinor: '1000',
          currency: 'CNY',
          code: 'CODEC',
          viewer: { id: 'v2' },
        },
      ],
    });
  };
  const stored = async (): Promise<string> => {
    const parts = await Promise.all(
      ['attribution_events', 'attribution_touches', 'attribution_conversions', 'attribution_decisions'].map((table) =>
        house.database.db.read((trx) =>
          sql`select row_to_json(x) as row from ${sql.table(table)} x where organisation_id = ${tenant.organisationId}`.execute(trx),
        ),
      ),
    );
    return JSON.stringify(parts.flatMap(({ rows }) => rows));
  };

  it('of a viewer can be had, and be erased: decisions stand, and are replayed from what they keep', async () => {
    await fill();
    expect(await replay()).toMatchObject({ ok: true, fromCandidates: 0 });
    const had = await house.edges.privacy.exportViewer(tenant.actor, { viewerId: 'v1' });
    expect(had).toMatchObject({ events: [{ type: 'install' }, { type: 'order' }], conversions: [{ kind: 'install' }, { kind: 'order' }] });
    expect(JSON.stringify(had, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /address-192|crt_|"v2"/,
    );
    const before = await house.database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 } as never));
    const erased = await house.edges.privacy.erase(tenant.actor, { viewer: { viewerId: 'v1', deviceId: 'd1' } });
    expect(erased).toMatchObject({ kind: 'viewer', subjectId: null, conversions: 2 });
    const rest = await stored();
    expect(rest).not.toMatch(/"v1"|"d1"|device-d1|touchId": ?"org_/);
    expect(rest).toContain('"v2"');
    expect(await replay()).toMatchObject({ ok: true, fromCandidates: 2 });
    const after = await house.database.db.read((trx) => house.core.listConversions(trx, tenant.organisationId, { limit: 10 } as never));
    expect(after.items.map(({ credited, earning }) => [credited?.placementId, earning?.creatorMinor])).toEqual(
      before.items.map(({ credited, earning }) => [credited?.placementId, earning?.creatorMinor]),
    );
    expect(JSON.stringify(await actions())).toContain('attribution.erase');
    expect(await house.database.db.read((trx) => house.edges.privacy.listErasures(trx, tenant.organisationId))).toHaveLength(1);
  });
  it('goes by itself when its time is over, and replaying still agrees', async () => {
    await fill();
    house.clock.advance(31 * 24 * 3_600_000);
    expect(await house.edges.privacy.sweep(new AbortController().signal)).toBeGreaterThan(0);
    const rest = await stored();
    expect(rest).not.toMatch(/address-192|agent-Phone|device-d1/);
    expect(rest).toContain('"v1"');
    expect(await replay()).toMatchObject({ ok: true });
    house.clock.advance(400 * 24 * 3_600_000);
    await house.edges.privacy.sweep(new AbortController().signal);
    expect(await stored()).not.toMatch(/"v1"|"d1"|"v2"/);
    expect(await replay()).toMatchObject({ ok: true });
    expect(await house.edges.privacy.sweep(new AbortController().signal)).toBe(0);
    house.clock.advance(-431 * 24 * 3_600_000);
  });
  it('of a creator comes as a zip of files', async () => {
    await fill();
    const files = unzipSync(await house.edges.privacy.exportMine(tenant.actors.creator));
    expect(Object.keys(files).sort()).toEqual([
      'conversions.json',
      'days.json',
      'earnings.json',
      'holds.json',
      'profile.json',
      'used_from.json',
    ]);
    expect(JSON.parse(strFromU8(files['conversions.json']!))).toMatchObject([{ kind: 'order', placement_id: 'plc_a' }]);
  });
});

it('headers that a source may use are all understood without help', () => {
  expect(Object.keys(suggestColumns(['订单编号', '创建时间', '订单金额', '状态', '口令', '平台', '用户ID', '国家'])).sort()).toEqual([
    'amount',
    'channel',
    'code',
    'country',
    'occurredAt',
    'orderId',
    'status',
    'viewerId',
  ]);
});
