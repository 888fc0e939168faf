import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEvent } from '../contract.ts';
import { columnMapping, type ColumnMapping } from './contract.ts';
import { guessSeparator, readCsv, type TableRow } from './csv.ts';
import { detectEncoding } from './encoding.ts';
import { suggestColumns, suggestMapping } from './header.ts';
import { createRowReader } from './rows.ts';
import { lookAtTable, rowsOf } from './table.ts';
import { readAmount, readDay, readInstant, readStatus } from './values.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookline-imports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const mapping = (more: Partial<ColumnMapping> = {}): ColumnMapping => columnMapping.parse({ columns: {}, ...more });
const collect = async (batches: AsyncIterable<TableRow[]>): Promise<TableRow[]> => {
  const rows: TableRow[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
};
const file = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};
const table = async (path: string, more: Partial<ColumnMapping> = {}): Promise<{ header: readonly string[]; rows: TableRow[] }> => {
  const facts = await lookAtTable(path, mapping(more));
  return { header: facts.header, rows: await collect(rowsOf(path, facts, null)) };
};

describe('money by text', () => {
  const yuan = { unit: 'major', decimalMark: '.', currency: 'CNY' } as const;
  it.each([
    ['12.50', 1250n],
    ['¥1,234.5', 123450n],
    ['￥１２．５', 1250n],
    ['1234元', 123400n],
    ['(9.90)', -990n],
    ['-0.01', -1n],
    ['RMB 8.00', 800n],
    ['12.5000', 1250n],
    ['.5', 50n],
  ])('%s is %d minor units', (text, minor) => expect(readAmount(text, yuan)).toEqual({ value: minor }));
  it.each([
    ['12.505', 'row.amount_too_precise'],
    ['1.2e3', 'row.amount_unreadable'],
    ['', 'row.amount_unreadable'],
    ['1,2,3', 'row.amount_unreadable'],
    ['9'.repeat(16), 'row.amount_too_large'],
    ['=1+1', 'row.amount_unreadable'],
  ])('%s is refused as %s', (text, code) => expect(readAmount(text, yuan)).toMatchObject({ error: { code } }));
  it('counts decimals by the currency, and reads commas as decimals where told', () => {
    expect(readAmount('1200', { ...yuan, currency: 'JPY' })).toEqual({ value: 1200n });
    expect(readAmount('1.234,56', { ...yuan, decimalMark: ',' })).toEqual({ value: 123456n });
    expect(readAmount('1250', { ...yuan, unit: 'minor' })).toEqual({ value: 1250n });
    expect(readAmount('0.0049', { ...yuan, round: true })).toEqual({ value: 0n });
    expect(readAmount('0.0050', { ...yuan, round: true })).toEqual({ value: 1n });
    expect(readAmount('1', { ...yuan, currency: 'XXX' })).toMatchObject({ error: { code: 'row.currency_unknown' } });
  });
  it('reads every amount that it could have written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (minor) => {
        const text = minor.toString().padStart(3, '0');
        const major = `${text.slice(0, -2)}.${text.slice(-2)}`;
        expect(readAmount(major, yuan)).toEqual({ value: minor });
        expect(readAmount(major.replace(/\B(?=(\d{3})+\.)/g, ','), yuan)).toEqual({ value: minor });
      }),
    );
  });
});

describe('times and words', () => {
  const iso = (text: string, zone = 'Asia/Shanghai', order: 'auto' | 'day_first' | 'month_first' = 'auto'): string => {
    const found = readInstant(text, zone, order);
    return 'value' in found ? new Date(found.value).toISOString() : found.error.code;
  };
  it.each([
    ['2026-03-05 14:05:09', '2026-03-05T06:05:09.000Z'],
    ['2026/3/5 14:05', '2026-03-05T06:05:00.000Z'],
    ['2026年3月5日 下午2:05', '2026-03-05T06:05:00.000Z'],
    ['2026-03-05T14:05:09.123+08:00', '2026-03-05T06:05:09.123Z'],
    ['2026-03-05T06:05:09Z', '2026-03-05T06:05:09.000Z'],
    ['20260305140509', '2026-03-05T06:05:09.000Z'],
    ['2026-03-05', '2026-03-04T16:00:00.000Z'],
    ['1772690709', '2026-03-05T06:05:09.000Z'],
    ['1772690709000', '2026-03-05T06:05:09.000Z'],
    ['25/03/2026 10:00', '2026-03-25T02:00:00.000Z'],
    ['03/25/2026 10:00 PM', '2026-03-25T14:00:00.000Z'],
    ['03/04/2026', 'row.time_ambiguous'],
    ['2026-02-30', 'row.time_unreadable'],
    ['yesterday', 'row.time_unreadable'],
    ['1999-01-01', 'row.time_out_of_range'],
  ])('%s in Shanghai is %s', (text, expected) => expect(iso(text)).toBe(expected));
  it('knows summer time, and reads slashed dates as told', () => {
    expect(iso('2026-01-10 12:00', 'America/New_York')).toBe('2026-01-10T17:00:00.000Z');
    expect(iso('2026-07-10 12:00', 'America/New_York')).toBe('2026-07-10T16:00:00.000Z');
    expect(iso('03/04/2026', 'UTC', 'day_first')).toBe('2026-04-03T00:00:00.000Z');
    expect(iso('03/04/2026', 'UTC', 'month_first')).toBe('2026-03-04T00:00:00.000Z');
    expect(readDay('2026年3月5日 12:00', 'auto')).toEqual({ value: '2026-03-05' });
  });
  it.each([
    ['已支付', 'paid'],
    [' 部分退款 ', 'partly_refunded'],
    ['Partially Refunded', 'partly_refunded'],
    ['交易关闭', 'cancelled'],
    ['UNPAID', 'unpaid'],
  ])('%s is %s', (text, status) => expect(readStatus(text, {})).toEqual({ value: status }));
  it('takes the words of a source before its own', () => {
    expect(readStatus('已发货', { 已发货: 'paid' })).toEqual({ value: 'paid' });
    expect(readStatus('已发货', {})).toMatchObject({ error: { code: 'row.status_unknown' } });
  });
});

describe('separated values', () => {
  const parse = (text: string, separator: ',' | ';' | '\t' | '|' = ','): Promise<TableRow[]> => collect(readCsv([text], separator));
  it('keeps quotes, separators and lines inside cells, and says where a row begins', async () => {
    const rows = await parse('a,b\r\n"x, y","say ""hi"""\r\n\r\n"two\r\nlines",2\n3,4\r5,6');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, y', 'say "hi"'] },
      { line: 4, cells: ['two\r\nlines', '2'] },
      { line: 6, cells: ['3', '4'] },
      { line: 7, cells: ['5', '6'] },
    ]);
  });
  it('takes a quote inside a cell as a character, and names the line of one that never closes', async () => {
    expect((await parse('5" screen,b')).at(0)!.cells).toEqual(['5" screen', 'b']);
    await expect(parse('a\n"b\nc\nd')).rejects.toMatchObject({ code: 'attribution.file_quote_open', params: { line: 2 } });
    await expect(parse(`a\n"${'x'.repeat(300_000)}`)).rejects.toMatchObject({ code: 'attribution.file_quote_open', params: { line: 2 } });
    await expect(parse('a,'.repeat(600))).rejects.toMatchObject({ code: 'attribution.file_too_wide' });
  });
  it('reads what it is given however it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', ',', '"', '\n', ' ', '='), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, step) => {
          const text = rows.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
          const pieces = Array.from({ length: Math.ceil(text.length / step) }, (_, at) => text.slice(at * step, at * step + step));
          const read = await collect(readCsv(pieces, ','));
          expect(read.map((row) => row.cells)).toEqual(rows.filter((cells) => cells.some((each) => each.trim() !== '')));
        },
      ),
    );
  });
  it.each([
    ['a,b\n1,2', ','],
    ['a;b\n1,5;2', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b|c\n1|2|3', '|'],
    ['one\ntwo', ','],
  ])('%j is separated by %j', (text, separator) => expect(guessSeparator(text)).toBe(separator));

  const chinese = '订单号,支付时间,支付金额,订单状态\nA1,2026-03-05 10:00:00,9.90,已支付\n';
  const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  it.each([
    ['utf-8', Buffer.from(chinese)],
    ['utf-8', Buffer.from(`\ufeff${chinese}`)],
    ['utf-16le', Buffer.from(`\ufeff${chinese}`, 'utf16le')],
    ['utf-16be', utf16be(`\ufeff${chinese}`)],
    ['utf-16le', Buffer.from(`${chinese}A2,2026-03-05 10:00:00,9.90,paid\n`.repeat(5), 'utf16le')],
    // iconv -t gb18030 of the text above.
    ['gb18030', gb18030(chinese)],
  ])('finds %s and reads it', async (encoding, bytes) => {
    const path = await file('encoded.csv', bytes);
    expect(await detectEncoding(path)).toBe(encoding);
    const { header, rows } = await table(path);
    expect(header).toEqual(['订单号', '支付时间', '支付金额', '订单状态']);
    expect(rows[0]!.cells).toEqual(['A1', '2026-03-05 10:00:00', '9.90', '已支付']);
  });
  it('refuses what is no table, and what is empty', async () => {
    await expect(lookAtTable(await file('empty.csv', ''), mapping())).rejects.toMatchObject({ code: 'attribution.file_empty' });
    await expect(
      lookAtTable(
        await file('program.csv', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])),
        mapping(),
      ),
    ).rejects.toMatchObject({
      code: 'attribution.file_not_text',
    });
  });
});

/** GB18030 by the inverse of the decoder that Node has: every character of the text is in its two-byte part. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) bytes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : bytes.get(sign)!)));
}

describe('headers', () => {
  it('are understood in Chinese and English', () => {
    expect(suggestColumns(['订单号', '付款时间', '支付金额（元）', '订单状态', '搜索码', '渠道', '退款金额'])).toEqual({
      orderId: '订单号',
      occurredAt: '付款时间',
      amount: '支付金额（元）',
      status: '订单状态',
      code: '搜索码',
      channel: '渠道',
      refunded: '退款金额',
    });
    expect(suggestColumns(['order_id', 'created_at', 'amount', 'currency', 'status', 'search_code', 'user_id', 'country'])).toEqual({
      orderId: 'order_id',
      occurredAt: 'created_at',
      amount: 'amount',
      currency: 'currency',
      status: 'status',
      code: 'search_code',
      viewerId: 'user_id',
      country: 'country',
    });
    expect(suggestMapping(['订单号', '时间', '金额（分）']).amountUnit).toBe('minor');
    expect(suggestMapping(['设备ID', '激活时间', '搜索码']).fixed).toEqual({ type: 'install' });
  });
  it('are found below titles', async () => {
    const { header, rows } = await table(
      await file('titled.csv', '三月订单明细\n,,\n导出时间,2026-04-01,\n订单号,金额,支付时间\nA,1,2026-03-01\n'),
    );
    expect(header).toEqual(['订单号', '金额', '支付时间']);
    expect(rows).toEqual([{ line: 5, cells: ['A', '1', '2026-03-01'] }]);
  });
});

describe('rows', () => {
  const header = ['订单号', '支付时间', '金额', '状态', '码'];
  const given = mapping({ columns: suggestColumns(header.with(4, '搜索码')), currency: 'CNY' });
  const reader = createRowReader(header.with(4, '搜索码'), given, { currency: null, zone: 'Asia/Shanghai' });
  it('become events that the intake takes', () => {
    const { event, errors } = reader.read(['A1', '2026-03-05 10:00', '9.9', '已支付', ' 7km4p2x ']);
    expect(errors).toEqual([]);
    expect(newEvent.parse(event)).toMatchObject({
      type: 'order',
      orderId: 'A1',
      occurredAt: '2026-03-05T02:00:00.000Z',
      status: 'paid',
      amountMinor: '990',
      currency: 'CNY',
      code: '7km4p2x',
    });
  });
  it('are the same event when they say the same, and another when anything is news', () => {
    const id = (...cells: string[]): string => reader.read(cells).event!.id;
    const first = id('A1', '2026-03-05 10:00', '9.9', '已支付', 'X');
    expect(id('A1', '2026/3/5 10:00:00', '9.90', 'paid', 'X')).toBe(first);
    expect(id('A1', '2026-03-05 10:00', '9.9', '已退款', 'X')).not.toBe(first);
    expect(id('A2', '2026-03-05 10:00', '9.9', '已支付', 'X')).not.toBe(first);
  });
  it('tell of everything that is wrong at once, by field', () => {
    const { errors } = reader.read(['', 'soon', '9.999', '???', 'X']);
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ['occurredAt', 'row.time_unreadable'],
      ['status', 'row.status_unknown'],
      ['amount', 'row.amount_too_precise'],
      ['orderId', 'row.field_missing'],
    ]);
  });
  it('say what a mapping lacks', () => {
    expect(createRowReader(['a'], mapping(), { currency: null, zone: 'UTC' }).missing).toEqual(['occurredAt', 'orderId', 'amount']);
    expect(
      createRowReader(['a'], mapping({ columns: { code: 'b' }, fixed: { type: 'install', occurredAt: '2026-01-01' } }), {
        currency: null,
        zone: 'UTC',
      }).missing,
    ).toEqual(['code']);
  });
  it('of pools carry their counts', () => {
    const pool = createRowReader(
      ['日期', '收入', '搜索码', '次数'],
      mapping({ columns: { day: '日期', amount: '收入', code: '搜索码', count: '次数' }, fixed: { type: 'ad_revenue' }, currency: 'USD' }),
      { currency: null, zone: 'UTC' },
    );
    expect(pool.read(['2026-03-05', '12.3456', 'ABC', '1,200']).event).toMatchObject({
      type: 'ad_revenue',
      day: '2026-03-05',
      amountMinor: '1235',
      counts: [{ code: 'ABC', count: 1200 }],
    });
  });
});

describe('workbooks', () => {
  it('are read as people see them: results, dates, long numbers as typed', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('订单');
    sheet.addRow(['订单号', '支付时间', '金额', '备注']);
    sheet.addRow(['202603050000000001', new Date(Date.UTC(2026, 2, 5, 14, 5, 9)), 19.99, { richText: [{ text: '好' }, { text: '评' }] }]);
    sheet.addRow([12345, new Date(Date.UTC(2026, 2, 6)), { formula: '1+1', result: 2 }, 'a & <b>']);
    sheet.addRow([]);
    sheet.addRow(['last', '', 0.1 + 0.2, true]);
    sheet.getColumn(2).numFmt = 'yyyy-mm-dd hh:mm:ss';
    book.addWorksheet('第二页').addRow(['x', 'y']);
    const path = await file('book.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    const facts = await lookAtTable(path, mapping());
    expect(facts).toMatchObject({
      format: 'xlsx',
      sheets: ['订单', '第二页'],
      header: ['订单号', '支付时间', '金额', '备注'],
      headerLine: 1,
    });
    expect(await collect(rowsOf(path, facts, null))).toEqual([
      { line: 2, cells: ['202603050000000001', '2026-03-05 14:05:09', '19.99', '好评'] },
      { line: 3, cells: ['12345', '2026-03-06', '2', 'a & <b>'] },
      { line: 5, cells: ['last', '', '0.3', 'TRUE'] },
    ]);
    await expect(lookAtTable(path, mapping({ sheet: 'none' }))).rejects.toMatchObject({ code: 'attribution.sheet_not_found' });
  });
  it('that inflate to far more than they are stop being read', async () => {
    const row = '<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>';
    const bomb = zipSync({
      'xl/workbook.xml': Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': Buffer.from(
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${row.repeat(400_000)}</sheetData></worksheet>`),
    });
    const path = await file('bomb.xlsx', bomb);
    await expect(table(path)).rejects.toMatchObject({ code: 'attribution.workbook_too_large' });
  });
  it('that are broken, encrypted or hostile are an error and nothing else', async () => {
    const good = zipSync({
      'xl/workbook.xml': Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': Buffer.from(
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>9</v></c></row></sheetData></worksheet>',
      ),
    });
    await expect(
      table(await file('ole.xlsx', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]))),
    ).rejects.toMatchObject({ code: 'attribution.workbook_encrypted' });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), async (at, byte, cut) => {
        const bytes = cut ? good.slice(0, at) : good.with(at, byte);
        const path = await file('broken.xlsx', bytes);
        const outcome = await table(path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect((outcome as Error & { code?: string }).code).toMatch(/^attribution\./);
      }),
      { numRuns: 150 },
    );
  });
});
