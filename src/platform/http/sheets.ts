/** Tables to take away: separated values and workbooks, written row by row. */
import { PassThrough, Readable } from 'node:stream';
import exceljs from 'exceljs';

export type Column = {
  readonly title: string;
  /** `number` is any, with as many digits as it has. */
  readonly kind: 'text' | 'count' | 'number' | 'money' | 'time' | 'day';
  /** Digits behind the mark, of money. */
  readonly digits?: number;
};
/** Money as a decimal text of whole units; times as ISO texts; null is an empty cell. */
export type Value = string | number | null;
export type Table = { readonly name: string; readonly columns: readonly Column[]; readonly rows: AsyncIterable<readonly Value[]> };

const lineEnd = '\r\n';

/**
 * A cell of separated values: quoted where it must be (RFC 4180), and with an apostrophe before what a spreadsheet would take
 * for a formula (OWASP, CSV injection): `=`, `+`, `-`, `@`, tab and carriage return, also full-width ones. Plain numbers stay numbers.
 */
export function csvCell(value: Value): string {
  if (value === null) return '';
  const text = String(value);
  const guarded = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n\t;]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The bytes of a table in separated values, UTF-8 with its mark, which Excel wants for Chinese. */
export function csvBytes(table: Table): ReadableStream<Uint8Array> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let text = `\ufeff${table.columns.map(({ title }) => csvCell(title)).join(',')}${lineEnd}`;
    for await (const row of table.rows) {
      text += row.map(csvCell).join(',') + lineEnd;
      if (text.length < 64 * 1024) continue;
      yield Buffer.from(text);
      text = '';
    }
    if (text !== '') yield Buffer.from(text);
  }
  return Readable.toWeb(Readable.from(pieces())) as ReadableStream<Uint8Array>;
}

const formats = { text: '@', count: '#,##0', number: 'General', time: 'yyyy-mm-dd hh:mm:ss', day: 'yyyy-mm-dd' } as const;

function formatOf({ kind, digits = 2 }: Column): string {
  if (kind !== 'money') return formats[kind];
  return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
}

/** The bytes of a table as a workbook: numbers are numbers, times are times (as they are written), the header stays on top. */
export function xlsxBytes(table: Table): ReadableStream<Uint8Array> {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  const work = (async () => {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
    const sheet = book.addWorksheet(table.name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = table.columns.map((column) => ({
      header: column.title,
      width: Math.min(40, Math.max(12, column.title.length * 2)),
      style: { numFmt: formatOf(column) },
    }));
    const header = sheet.getRow(1);
    header.font = { bold: true };
    header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
    header.commit();
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: table.columns.length } };
    for await (const row of table.rows) {
      sheet.addRow(row.map((value, at) => cellOf(value, table.columns[at]!))).commit();
      // The writer has no back-pressure of its own: whoever reads slowly is waited for here.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve));
      if (out.destroyed) return;
    }
    sheet.commit();
    await book.commit();
  })();
  work.catch((error: unknown) => out.destroy(error as Error));
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}

function cellOf(value: Value, { kind }: Column): string | number | Date | null {
  if (value === null || value === '') return null;
  if (kind === 'count' || kind === 'number') return Number(value);
  // A sheet holds doubles: what has more digits than they do stays a text.
  if (kind === 'money') return String(value).replace(/\D/g, '').length <= 15 ? Number(value) : String(value);
  if (kind === 'time' || kind === 'day') {
    const ms = Date.parse(kind === 'day' ? `${value}T00:00:00Z` : String(value));
    return Number.isNaN(ms) ? String(value) : new Date(ms);
  }
  return String(value).slice(0, 32_767);
}

/** The answer with a table: to be saved under a name. */
export function tableResponse(table: Table, format: 'csv' | 'xlsx', filename: string): Response {
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const name = `${filename}.${format}`;
  return new Response(format === 'csv' ? csvBytes(table) : xlsxBytes(table), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
