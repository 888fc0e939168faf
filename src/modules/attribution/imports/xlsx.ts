/**
 * Rows of a sheet of a workbook (ECMA-376), one after the other, each cell as the text that a person sees: the result of a
 * formula and never the formula, dates as ISO texts. Read by hand and not with exceljs, whose reader holds whatever an archive
 * inflates to: here every part is counted while it is inflated, and nothing but shared strings stays.
 */
import { posix } from 'node:path';
import { edgeErrors } from '../edge-errors.ts';
import { rowLimits, type TableRow } from './csv.ts';
import { attributeOf, xmlTokens, type XmlToken } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

const limits = {
  sheetBytes: 2 * 1024 ** 3,
  smallBytes: 16 * 1024 ** 2,
  stringsBytes: 512 * 1024 ** 2,
  stringChars: 96 * 1024 ** 2,
} as const;

export type Workbook = {
  readonly sheets: readonly string[];
  /** Null is the first. Throws attribution.sheet_not_found, and what is wrong with the workbook. */
  rows(sheet: string | null): AsyncGenerator<TableRow[]>;
  close(): Promise<void>;
};

/** Opens a workbook. Throws attribution.workbook_unreadable, workbook_encrypted, workbook_too_large. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    const rootTarget = (await relationsOf(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
    const relations = await relationsOf(zip, rootTarget);
    const { sheets, date1904 } = await readWorkbook(zip, rootTarget, relations);
    if (sheets.length === 0) throw edgeErrors.workbook_unreadable();
    const part = (kind: string): string | null => relations.find(({ type }) => type.endsWith(kind))?.target ?? null;
    return {
      sheets: sheets.map(({ name }) => name),
      rows: async function* rows(name) {
        const sheet = name === null ? sheets[0] : sheets.find((each) => each.name === name);
        if (!sheet) throw edgeErrors.sheet_not_found({ sheet: name ?? '' });
        const strings = await readStrings(zip, part('/sharedStrings'));
        const dates = await readDateStyles(zip, part('/styles'));
        yield* readSheet(zip, sheet.path, { strings, dates, date1904 });
      },
      close: () => zip.close(),
    };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

function tokensOf(zip: Zip, path: string, limitBytes: number): AsyncGenerator<XmlToken[]> {
  const member = zip.members.get(path);
  if (!member) throw edgeErrors.workbook_unreadable();
  return xmlTokens(zip.read(member, limitBytes));
}

async function eachToken(zip: Zip, path: string, limitBytes: number, take: (token: XmlToken) => void): Promise<void> {
  for await (const tokens of tokensOf(zip, path, limitBytes)) for (const token of tokens) take(token);
}

type Relation = { id: string; type: string; target: string };

async function relationsOf(zip: Zip, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part === '' ? 'x' : part);
  const path = posix.normalize(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  if (!zip.members.has(path)) return [];
  const found: Relation[] = [];
  await eachToken(zip, path, limits.smallBytes, (token) => {
    if (token.kind !== 'open' || token.name !== 'Relationship') return;
    const target = attributeOf(token.attributes, 'Target') ?? '';
    found.push({
      id: attributeOf(token.attributes, 'Id') ?? '',
      type: attributeOf(token.attributes, 'Type') ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target)),
    });
  });
  return found;
}

async function readWorkbook(
  zip: Zip,
  path: string,
  relations: readonly Relation[],
): Promise<{ sheets: { name: string; path: string }[]; date1904: boolean }> {
  const sheets: { name: string; path: string }[] = [];
  let date1904 = false;
  await eachToken(zip, path, limits.smallBytes, (token) => {
    if (token.kind !== 'open') return;
    if (token.name === 'workbookPr') date1904 = /^(1|true)$/.test(attributeOf(token.attributes, 'date1904') ?? '');
    if (token.name !== 'sheet') return;
    const id = attributeOf(token.attributes, 'id');
    const target = relations.find((relation) => relation.id === id)?.target;
    // Hidden sheets hold what nobody sees.
    if (target && (attributeOf(token.attributes, 'state') ?? 'visible') === 'visible')
      sheets.push({ name: attributeOf(token.attributes, 'name') ?? '', path: target });
  });
  return { sheets, date1904 };
}

async function readStrings(zip: Zip, path: string | null): Promise<string[]> {
  if (path === null || !zip.members.has(path)) return [];
  const strings: string[] = [];
  let text = '';
  let chars = 0;
  let reading = false;
  let phonetic = false;
  await eachToken(zip, path, limits.stringsBytes, (token) => {
    if (token.kind === 'text') {
      if (reading && !phonetic) text += token.text;
    } else if (token.kind === 'open') {
      if (token.name === 't') reading = !token.empty;
      else if (token.name === 'rPh') phonetic = !token.empty;
      else if (token.name === 'si' && token.empty) strings.push('');
    } else if (token.name === 't') reading = false;
    else if (token.name === 'rPh') phonetic = false;
    else if (token.name === 'si') {
      chars += text.length + 16;
      if (chars > limits.stringChars || text.length > rowLimits.cellChars)
        throw edgeErrors.workbook_too_large({ limitMegabytes: Math.round(limits.stringChars / 1024 ** 2) });
      strings.push(text);
      text = '';
    }
  });
  return strings;
}

// ECMA-376 18.8.30: the numbers of built-in formats that show dates or times, also those of Chinese and Japanese Excel.
const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** For each cell style whether it shows a date. */
async function readDateStyles(zip: Zip, path: string | null): Promise<boolean[]> {
  if (path === null || !zip.members.has(path)) return [];
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await eachToken(zip, path, limits.smallBytes, (token) => {
    if (token.kind === 'close' && token.name === 'cellXfs') inCells = false;
    if (token.kind !== 'open') return;
    if (token.name === 'numFmt')
      formats.set(Number(attributeOf(token.attributes, 'numFmtId')), attributeOf(token.attributes, 'formatCode') ?? '');
    else if (token.name === 'cellXfs') inCells = !token.empty;
    else if (token.name === 'xf' && inCells) {
      const id = Number(attributeOf(token.attributes, 'numFmtId') ?? 0);
      const code = (formats.get(id) ?? '').replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
      styles.push(formats.has(id) ? /[ymdhs]/i.test(code) && !/general/i.test(code) : builtInDates.has(id));
    }
  });
  return styles;
}

type Cell = { column: number; type: string; style: number; value: string };
type Lookups = { strings: readonly string[]; dates: readonly boolean[]; date1904: boolean };

async function* readSheet(zip: Zip, path: string, lookups: Lookups): AsyncGenerator<TableRow[]> {
  const sheet = createSheet(lookups);
  for await (const tokens of tokensOf(zip, path, limits.sheetBytes)) {
    const rows: TableRow[] = [];
    for (const token of tokens) {
      const row = sheet.take(token);
      if (row) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

/** Makes rows of a sheet's tokens; `take` answers with a row when its last token is here. */
function createSheet(lookups: Lookups): { take(token: XmlToken): TableRow | null } {
  let line = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let reading = false;
  let phonetic = false;
  let chars = 0;

  const place = (): void => {
    if (!cell) return;
    if (cell.column >= rowLimits.cells) throw edgeErrors.file_too_wide({ line, limit: rowLimits.cells });
    const text = textOf(cell, lookups);
    chars += text.length;
    if (text.length > rowLimits.cellChars || chars > rowLimits.rowChars) throw edgeErrors.file_cell_too_long({ line });
    while (cells.length < cell.column) cells.push('');
    cells[cell.column] = text;
    cell = null;
  };
  const openRow = (attributes: string): void => {
    line = Number(attributeOf(attributes, 'r') ?? line + 1);
    if (!Number.isSafeInteger(line) || line < 1) throw edgeErrors.workbook_unreadable();
    cells = [];
    chars = 0;
  };
  const open = ({ name, attributes, empty }: Extract<XmlToken, { kind: 'open' }>): void => {
    if (name === 'row') openRow(attributes);
    else if (name === 'c') {
      const reference = attributeOf(attributes, 'r');
      cell = {
        column: reference ? columnOf(reference) : cells.length,
        type: attributeOf(attributes, 't') ?? 'n',
        style: Number(attributeOf(attributes, 's') ?? -1),
        value: '',
      };
      if (empty) place();
    } else if (name === 'v' || name === 't') reading = !empty;
    else if (name === 'rPh') phonetic = !empty;
  };
  return {
    take: (token) => {
      if (token.kind === 'text') {
        if (cell && reading && !phonetic) cell.value += token.text;
      } else if (token.kind === 'open') open(token);
      else if (token.name === 'v' || token.name === 't') reading = false;
      else if (token.name === 'rPh') phonetic = false;
      else if (token.name === 'c') place();
      else if (token.name === 'row' && cells.some((text) => text.trim() !== '')) return { line, cells };
      return null;
    },
  };
}

function columnOf(reference: string): number {
  let column = 0;
  for (const sign of /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? '') column = column * 26 + sign.charCodeAt(0) - 64;
  return column - 1;
}

function textOf(cell: Cell, { strings, dates, date1904 }: Lookups): string {
  const { value } = cell;
  if (value === '') return '';
  if (cell.type === 's') return strings[Number(value)] ?? '';
  if (cell.type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (cell.type === 'e') return value;
  if (cell.type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return dates[cell.style] ? dateText(number, date1904) : numberText(value, number);
}

// A sheet stores doubles with 17 digits and shows 15: 19.989999999999998 was typed as 19.99. Order numbers keep all their digits.
function numberText(value: string, number: number): string {
  if (/^-?\d{1,15}$/.test(value)) return value;
  const rounded = number.toPrecision(15);
  if (!rounded.includes('e')) return rounded.includes('.') ? rounded.replace(/\.?0+$/, '') : rounded;
  return Math.abs(number) < 1 ? number.toFixed(15).replace(/\.?0+$/, '') : BigInt(Math.round(number)).toString();
}

/** The serial number of a day as an ISO text without a zone: a sheet knows none. */
function dateText(serial: number, date1904: boolean): string {
  const days = date1904 ? serial + 1462 : serial;
  if (days < 1 || days >= 2_958_466) return String(serial);
  // The sheet's 29 February 1900 never was: days before 1 March are one further.
  const ms = Math.round((days - (days < 60 ? 25_568 : 25_569)) * 86_400_000);
  const text = new Date(ms).toISOString();
  return ms % 86_400_000 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
