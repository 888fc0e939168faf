import { sql } from 'kysely';
import exceljs from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../../test/support/database.ts';
import { sessionCookie } from '../../../../test/support/house.ts';
import { openRevenue, revenueTestMigrations, type TestRevenue } from '../../../../test/support/revenue.ts';
import { agreedPlan, feedItems, settleMonth } from '../../../../test/support/settled.ts';
import { movementOf, periodBounds } from './movements.ts';

// The tests read answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let base: TestDatabase;
let here: TestRevenue;
let home: TestTenant;
let cookies: Record<'owner' | 'operator' | 'viewer' | 'creator' | 'agency' | 'stranger', string>;
let planId: string;
beforeAll(async () => {
  base = await openTestDatabase(revenueTestMigrations);
});
afterAll(() => base.drop());

const content = (author: string) => ({
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order'],
      steps: [
        { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        { kind: 'fee', id: 'book', label: '=原著', party: `payee:${author}`, of: 'gross', rate: { bps: 500 } },
        {
          kind: 'split',
          id: 'split',
          label: '分成',
          tiers: [
            {
              upToMinor: null,
              parts: [
                { party: `payee:${author}`, share: { bps: 2000 } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
      ],
    },
  ],
});

beforeEach(async () => {
  here = await openRevenue(base.db);
  home = await freshTenant(base.db);
  const away = await freshTenant(base.db);
  const of = (tenant: TestTenant, role: keyof TestTenant['actors']): Promise<string> => sessionCookie(base.db, tenant.actors[role].id!);
  cookies = {
    owner: await of(home, 'owner'),
    operator: await of(home, 'operator'),
    viewer: await of(home, 'viewer'),
    creator: await of(home, 'creator'),
    agency: await of(home, 'agency'),
    stranger: await of(away, 'owner'),
  };
  // The author of the book is a member with the role of a creator.
  const author = await good('POST', '/payees', { name: '<林某>', belongsTo: { kind: 'user', id: home.actors.creator.id } });
  ({ id: planId } = await agreedPlan(on(), home, content(author.id)));
});
const on = () => ({ db: base.db, revenue: here.revenue });
const itemId = (n: number): string => `cnv_${home.organisationId.slice(4)}_${String(n).padStart(5, '0')}`;
const order = (n: number, more: object = {}) => ({
  id: itemId(n),
  amountMinor: 10_000n,
  occurredAt: `2026-09-${String((n % 28) + 1).padStart(2, '0')}T04:00:00.000Z`,
  ...more,
});
async function settle(count: number): Promise<{ id: string; studio: string }> {
  await feedItems(
    on(),
    home,
    planId,
    'CNY',
    Array.from({ length: count }, (_, n) => order(n, n === 1 ? { refundedMinor: 4000n } : {})),
  );
  await settleMonth(on(), home, '2026-09');
  const { items } = await good('GET', '/statements');
  return {
    id: items.find((one: Loose) => one.payee.name === '<林某>').id,
    studio: items.find((one: Loose) => one.payee.name === 'Studio').id,
  };
}

async function ask(method: string, path: string, body?: unknown, cookie = cookies.owner): Promise<{ status: number; body: Loose }> {
  const response = await here.house.request(method, `/api/v1${path}`, { cookie, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}
async function good(method: string, path: string, body?: unknown, cookie?: string): Promise<Loose> {
  const answer = await ask(method, path, body, cookie);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}
const codeOf = async (...of: Parameters<typeof ask>): Promise<[number, string]> => {
  const { status, body } = await ask(...of);
  return [status, body.code];
};
const take = async (id: string, format: string, cookie = cookies.creator): Promise<Response> =>
  here.house.request('GET', `/api/v1/statements/${id}/export?format=${format}&language=zh-CN`, { cookie });

describe('reading', () => {
  test('a statement adds up, and each line leads to its order and the rule', async () => {
    const { id } = await settle(3);
    const statement = await good('GET', `/statements/${id}`, undefined, cookies.creator);
    // 5 % off the top and 20 % of the 85 % that are left: 22 % of each order; 40 % of the second was refunded.
    expect(statement).toMatchObject({
      earnedMinor: '6600',
      refundedMinor: '-880',
      closingMinor: '5720',
      version: 1,
      newest: true,
      own: true,
    });
    expect(statement.movements).toEqual([expect.objectContaining({ kind: 'settled', amountMinor: '5720' })]);
    const { items } = await good('GET', `/statements/${id}/lines`, undefined, cookies.creator);
    expect(items.reduce((sum: bigint, line: Loose) => sum + BigInt(line.amountMinor), 0n)).toBe(5720n);
    expect(items[0]).toMatchObject({
      kind: 'earned',
      order: { itemId: itemId(0), externalId: `NO-${itemId(0)}`, work: { id: 'wrk_one', title: 'Title of wrk_one' }, amountMinor: '10000' },
      rule: { planId, planName: '默认分账方案', version: 1, step: 'book', label: '=原著', explanation: { code: 'fee_gross' } },
      amountMinor: '500',
      payableOn: '2026-09-01',
    });
    const refund = items.find((line: Loose) => line.kind === 'refunded');
    expect(refund).toMatchObject({ order: { refundedMinor: '4000' }, rule: { explanation: { code: 'refund', params: { rate: '40%' } } } });
    expect(await good('GET', `/statements/${id}/lines/${items[2].id}`, undefined, cookies.creator)).toEqual(items[2]);
    expect(await codeOf('GET', `/statements/${id}/lines/1.1.99`)).toEqual([404, 'revenue.line_not_found']);
    // Another's line of the same order.
    expect(await codeOf('GET', `/statements/${id}/lines/1.1.0`, undefined, cookies.creator)).toEqual([404, 'revenue.line_not_found']);
  });

  test('pages of lines are the whole, whatever their size', async () => {
    const { id } = await settle(7);
    const whole = (await good('GET', `/statements/${id}/lines?limit=200`)).items;
    for (const limit of [1, 2, 3, 5]) {
      const read: Loose[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Loose = await good('GET', `/statements/${id}/lines?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        read.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(read).toEqual(whole);
    }
    expect((await good('GET', `/statements/${id}/lines?kind=refunded`)).items.length).toBe(2);
    expect((await good('GET', `/statements/${id}/lines?order=NO-${itemId(4)}`)).items.map((line: Loose) => line.order.itemId)).toEqual([
      itemId(4),
      itemId(4),
    ]);
    expect((await good('GET', `/statements/${id}/lines?workId=wrk_none`)).items).toEqual([]);
  });

  test('a period that is settled again has a next version, and the one before stays', async () => {
    const { id } = await settle(2);
    await feedItems(on(), home, planId, 'CNY', [order(9)]);
    await settleMonth(on(), home, '2026-09');
    const old = await good('GET', `/statements/${id}`, undefined, cookies.creator);
    expect(old).toMatchObject({ version: 1, newest: false, closingMinor: '3520', lines: 3 });
    const { items } = await good('GET', `/statements/${id}/versions`, undefined, cookies.creator);
    expect(items.map((one: Loose) => [one.version, one.newest, one.earnedMinor])).toEqual([
      [2, true, '6600'],
      [1, false, '4400'],
    ]);
    expect((await good('GET', `/statements/${items[0].id}/lines`)).items.length).toBe(8);
    expect((await good('GET', `/statements/${id}/lines`)).items.length).toBe(6);
    expect((await good('GET', '/my/statements', undefined, cookies.creator)).items.map((one: Loose) => one.version)).toEqual([2]);
    expect((await good('GET', '/my/statements?superseded=true', undefined, cookies.creator)).items.length).toBe(2);
  });

  test('a next month begins where the last one ended', async () => {
    await settle(2);
    await feedItems(on(), home, planId, 'CNY', [
      order(20, { occurredAt: '2026-10-04T04:00:00.000Z' }),
      order(1, { refundedMinor: 10_000n, refundedAt: '2026-10-05T00:00:00.000Z' }),
    ]);
    await settleMonth(on(), home, '2026-10');
    const [october, september] = (await good('GET', '/my/statements', undefined, cookies.creator)).items;
    expect(october).toMatchObject({
      openingMinor: september.closingMinor,
      earnedMinor: '2200',
      refundedMinor: '-1320',
      closingMinor: '4400',
    });
    expect((await good('GET', `/statements/${october.id}`)).previous).toMatchObject({ id: september.id, closingMinor: '3520' });
  });

  test('nobody finds another’s statement, line or question', async () => {
    const { id, studio } = await settle(2);
    const { id: question } = await good('POST', `/statements/${studio}/questions`, { text: '内部核对' });
    for (const cookie of [cookies.creator, cookies.agency, cookies.stranger])
      for (const path of [
        studio,
        `${studio}/lines`,
        `${studio}/lines/1.1.0`,
        `${studio}/versions`,
        `${studio}/export?format=zip`,
        `${studio}/questions`,
      ])
        expect(await codeOf('GET', `/statements/${path}`, undefined, cookie), path).toEqual([404, 'revenue.statement_not_found']);
    for (const cookie of [cookies.creator, cookies.agency, cookies.stranger]) {
      expect(await codeOf('GET', `/statement-questions/${question}`, undefined, cookie)).toEqual([404, 'revenue.question_not_found']);
      expect(await codeOf('POST', `/statement-questions/${question}/messages`, { text: '?' }, cookie)).toEqual([
        404,
        'revenue.question_not_found',
      ]);
      expect(await codeOf('POST', `/statement-questions/${question}/close`, undefined, cookie)).toEqual([
        404,
        'revenue.question_not_found',
      ]);
      expect((await good('GET', '/statement-questions', undefined, cookie)).items).toEqual([]);
    }
    expect(await codeOf('POST', `/statements/${studio}/questions`, { text: '?' }, cookies.creator)).toEqual([
      404,
      'revenue.statement_not_found',
    ]);
    expect((await ask('GET', `/statements/${id}`, undefined, cookies.viewer)).status).toBe(403);
    expect((await ask('GET', '/statements', undefined, cookies.creator)).status).toBe(403);
    expect((await good('GET', '/my/statements', undefined, cookies.agency)).items).toEqual([]);
  });
});

describe('taking away', () => {
  test('separated values and a workbook hold every line, and nothing that a sheet would run', async () => {
    const { id } = await settle(3);
    const csv = await (await take(id, 'csv')).text();
    const rows = csv.trim().split('\r\n');
    expect(rows.length).toBe(1 + 8);
    expect(csv).toContain("'=原著");
    expect(rows[0]).toContain('金额');
    const response = await take(id, 'xlsx');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('2026-09'));
    const book = new exceljs.Workbook();
    await book.xlsx.load((await response.arrayBuffer()) as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(9);
    const amount = (sheet.getRow(1).values as string[]).indexOf('金额');
    expect(sheet.getRow(2).getCell(amount).value).toBe(5);
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula)));
  });

  test('the page to print stands alone, in the reader’s language, and runs nothing', async () => {
    const { id } = await settle(3);
    const response = await take(id, 'html');
    expect(response.headers.get('content-security-policy')).toContain("object-src 'none'");
    const page = await response.text();
    expect(page).toContain('lang="zh-CN"');
    expect(page).toContain('&lt;林某&gt;');
    expect(page).not.toMatch(/<林某>|<script|src=|href="(?!data:,")/);
    expect(page).toContain('期末余额');
    expect(page).toContain('57.20');
    expect(page).toContain('−6.80');
    expect(page).toContain('thead { display: table-header-group; }');
    expect(page.match(/<tr><td>NO-/g)?.length).toBe(8);
  });

  test('a download that nobody reads on does not hold what it has not sent', async () => {
    const { id } = await settle(3);
    const reader = (await take(id, 'csv')).body!.getReader();
    await reader.read();
    await reader.cancel();
    expect((await take(id, 'zip')).headers.get('content-type')).toBe('application/zip');
  });
});

describe('questions', () => {
  test('a line’s question is asked, answered, closed and opened again, and each time the other side is told', async () => {
    const { id } = await settle(2);
    const line = (await good('GET', `/statements/${id}/lines`, undefined, cookies.creator)).items[1];
    const asked = await good('POST', `/statements/${id}/questions`, { lineId: line.id, text: ' 比例不对？ ' }, cookies.creator);
    expect(asked).toMatchObject({
      state: 'open',
      waitsFor: 'staff',
      line: { id: line.id, openQuestions: 1 },
      messages: [{ side: 'payee', text: '比例不对？' }],
    });
    const told = async (cookie: string): Promise<Loose[]> =>
      (await good('GET', '/notifications', undefined, cookie)).items.filter(
        (one: Loose) => one.kind.startsWith('statement_q') || one.kind === 'statement_answer',
      );
    expect((await told(cookies.operator))[0]).toMatchObject({ kind: 'statement_question', link: `/statements/${id}?question=${asked.id}` });
    expect((await good('GET', '/statement-questions?waitsFor=staff')).items.map((one: Loose) => one.id)).toEqual([asked.id]);
    expect((await good('GET', `/statements/${id}`)).openQuestions).toBe(1);
    here.house.clock.advance(1000);
    const answered = await good('POST', `/statement-questions/${asked.id}/messages`, { text: '按第 1 版方案。' }, cookies.operator);
    expect(answered).toMatchObject({ waitsFor: 'payee', messages: [{ side: 'payee' }, { side: 'staff', by: { name: 'Test operator' } }] });
    expect((await told(cookies.creator))[0]).toMatchObject({ kind: 'statement_answer' });
    here.house.clock.advance(1000);
    const closed = await good('POST', `/statement-questions/${asked.id}/close`, undefined, cookies.creator);
    expect(closed).toMatchObject({ state: 'closed', waitsFor: null, closed: { by: { name: 'Test creator' } } });
    expect((await told(cookies.owner))[0]).toMatchObject({ kind: 'statement_question_closed' });
    expect(await codeOf('POST', `/statement-questions/${asked.id}/messages`, { text: '还有' })).toEqual([409, 'revenue.question_closed']);
    expect(await codeOf('POST', `/statement-questions/${asked.id}/close`)).toEqual([409, 'revenue.question_closed']);
    here.house.clock.advance(1000);
    expect((await good('POST', `/statement-questions/${asked.id}/reopen`)).state).toBe('open');
    expect(await codeOf('POST', `/statement-questions/${asked.id}/reopen`)).toEqual([409, 'revenue.question_open']);
    const actions = await base.db.read((trx) =>
      sql<{
        action: string;
      }>`select action from audit_events where organisation_id = ${home.organisationId} and action like '%statement_question' order by id`.execute(
        trx,
      ),
    );
    expect(actions.rows.map(({ action }) => action)).toEqual([
      'revenue.ask_statement_question',
      'revenue.answer_statement_question',
      'revenue.close_statement_question',
      'revenue.reopen_statement_question',
    ]);
    expect(await codeOf('POST', `/statements/${id}/questions`, { lineId: '1.1.0', text: '?' }, cookies.creator)).toEqual([
      404,
      'revenue.line_not_found',
    ]);
  });

  test('what was said stays, in the database too', async () => {
    const { id } = await settle(1);
    await good('POST', `/statements/${id}/questions`, { text: '请核对' }, cookies.creator);
    await expect(base.db.read((trx) => sql`update statement_question_messages set text = 'x'`.execute(trx))).rejects.toThrow();
    await expect(base.db.read((trx) => sql`delete from statement_question_messages`.execute(trx))).rejects.toThrow();
  });

  test('pages of questions are the whole, the newest first', async () => {
    const { id } = await settle(1);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      here.house.clock.advance(1000);
      ids.unshift((await good('POST', `/statements/${id}/questions`, { text: `问题 ${n}` }, cookies.creator)).id);
    }
    const first = await good('GET', '/statement-questions?limit=3', undefined, cookies.creator);
    const second = await good('GET', `/statement-questions?limit=3&cursor=${first.nextCursor}`, undefined, cookies.creator);
    expect([...first.items, ...second.items].map((one: Loose) => one.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });
});

test('a month is the business zone’s, and a movement is told by its memo', () => {
  expect(periodBounds('2026-12')).toEqual({ from: new Date('2026-11-30T16:00:00Z'), before: new Date('2026-12-31T16:00:00Z') });
  const kindOf = (code: string): string => movementOf(JSON.stringify({ code, params: {} }));
  expect(['revenue.settled', 'revenue.tax_withheld', 'revenue.payout_paid', 'revenue.payout_returned', 'revenue.exit'].map(kindOf)).toEqual(
    ['settled', 'tax', 'paid', 'paid', 'other'],
  );
  expect(movementOf('{')).toBe('other');
});
