/** A file as rows, whatever it is: a workbook by its first bytes, else separated values in whatever encoding. */
import { open } from 'node:fs/promises';
import { edgeErrors } from '../edge-errors.ts';
import type { ColumnMapping } from './contract.ts';
import { guessSeparator, readCsv, type Separator, type TableRow } from './csv.ts';
import { decodeFile, detectEncoding, type Encoding } from './encoding.ts';
import { findHeader } from './header.ts';
import { openWorkbook } from './xlsx.ts';

export type TableFacts = {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: Encoding | null;
  readonly separator: Separator | null;
  readonly sheets: readonly string[];
  readonly header: readonly string[];
  readonly headerLine: number;
};
type Reading = Pick<ColumnMapping, 'encoding' | 'separator' | 'sheet'>;

const firstRows = 20;

/** What a file is, from its beginning. Throws attribution.file_empty, file_not_text, and what workbooks and rows throw. */
export async function lookAtTable(path: string, reading: Reading): Promise<TableFacts> {
  const format = await formatOf(path);
  if (format === 'xlsx') {
    const book = await openWorkbook(path);
    try {
      const rows = await firstOf(book.rows(reading.sheet));
      return { format, encoding: null, separator: null, sheets: book.sheets, ...headerOf(rows) };
    } finally {
      await book.close();
    }
  }
  const encoding = reading.encoding === 'auto' ? await detectEncoding(path) : reading.encoding;
  let head = '';
  for await (const piece of decodeFile(path, encoding)) {
    head = piece.slice(0, 32_768);
    break;
  }
  // A picture or a program is no table, whatever its name.
  if (head.includes('\u0000')) throw edgeErrors.file_not_text();
  const separator = reading.separator === 'auto' ? guessSeparator(head) : reading.separator;
  const rows = await firstOf(readCsv(decodeFile(path, encoding), separator));
  return { format, encoding, separator, sheets: [], ...headerOf(rows) };
}

/** The rows below the header, in batches. Throws what is wrong with the file, naming the line. */
export async function* rowsOf(path: string, facts: TableFacts, sheet: string | null): AsyncGenerator<TableRow[]> {
  if (facts.format === 'csv') {
    for await (const rows of readCsv(decodeFile(path, facts.encoding!), facts.separator!)) yield below(rows, facts.headerLine);
    return;
  }
  const book = await openWorkbook(path);
  try {
    for await (const rows of book.rows(sheet)) yield below(rows, facts.headerLine);
  } finally {
    await book.close();
  }
}

const below = (rows: TableRow[], line: number): TableRow[] => (rows[0]!.line > line ? rows : rows.filter((row) => row.line > line));

async function formatOf(path: string): Promise<'csv' | 'xlsx'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead === 0) throw edgeErrors.file_empty();
    const start = buffer.toString('latin1', 0, bytesRead);
    // OLE is an encrypted workbook or one of before 2007: opening it says which words help.
    return start.startsWith('PK\u0003\u0004') || start.startsWith('\u00d0\u00cf\u0011\u00e0') ? 'xlsx' : 'csv';
  } finally {
    await file.close();
  }
}

async function firstOf(batches: AsyncGenerator<TableRow[]>): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.slice(0, firstRows - rows.length));
    if (rows.length >= firstRows) break;
  }
  if (rows.length === 0) throw edgeErrors.file_empty();
  return rows;
}

function headerOf(rows: readonly TableRow[]): { header: string[]; headerLine: number } {
  const row = rows[findHeader(rows)]!;
  const seen = new Map<string, number>();
  // Columns are told apart by name, so a repeated name gets a number.
  const header = row.cells.map((cell) => {
    const name = cell.trim().slice(0, 190);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
  return { header, headerLine: row.line };
}
