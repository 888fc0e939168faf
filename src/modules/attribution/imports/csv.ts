/** Rows of separated values (RFC 4180 and what programs make of it), with the line on which each begins. */
import { edgeErrors } from '../edge-errors.ts';

export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** Beyond these a file is not a table of conversions. */
export const rowLimits = { cells: 500, cellChars: 32_768, rowChars: 262_144 } as const;

export const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** The separator that splits the first lines most evenly into most cells; a comma where none does. Quoted parts do not count. */
export function guessSeparator(head: string): Separator {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, 'q')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  // The last line may be cut off.
  if (lines.length > 2) lines.pop();
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 };
  for (const separator of separators) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const common = mode(counts.filter((count) => count > 0));
    const score = common === 0 ? 0 : (counts.filter((count) => count === common).length / counts.length) * Math.min(common, 20);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

/**
 * Splits text that comes in pieces. A quote opens a quoted cell only at its beginning, so a stray one inside a cell is a
 * character; cells after a row's last are kept; empty lines are passed over but counted. CR, LF and CRLF end lines.
 * Throws attribution.file_too_wide, file_cell_too_long, file_quote_open, each naming the line, so no file makes it hold more than one row.
 */
export async function* readCsv(pieces: AsyncIterable<string> | Iterable<string>, separator: Separator): AsyncGenerator<TableRow[]> {
  const splitter = createSplitter(separator);
  for await (const piece of pieces) {
    const rows = [...splitter.push(piece)];
    if (rows.length > 0) yield rows;
  }
  const last = [...splitter.end()];
  if (last.length > 0) yield last;
}

const quote = 34;
const cr = 13;
const lf = 10;

function createSplitter(separator: Separator) {
  const mark = separator.charCodeAt(0);
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start';
  let line = 1;
  let rowLine = 1;
  let rowChars = 0;
  let afterCr = false;
  let quoteLine = 1;

  const take = (text: string): void => {
    cell += text;
    rowChars += text.length;
    if (cell.length <= rowLimits.cellChars && rowChars <= rowLimits.rowChars) return;
    throw state === 'quoted' ? edgeErrors.file_quote_open({ line: quoteLine }) : edgeErrors.file_cell_too_long({ line: rowLine });
  };
  const closeCell = (): void => {
    cells.push(cell);
    cell = '';
    state = 'start';
    if (cells.length > rowLimits.cells) throw edgeErrors.file_too_wide({ line: rowLine, limit: rowLimits.cells });
  };
  const closeRow = (): TableRow | null => {
    if (cells.length === 0 && state === 'start') return null;
    closeCell();
    const row = { line: rowLine, cells };
    cells = [];
    rowChars = 0;
    return row.cells.every((each) => each.trim() === '') ? null : row;
  };

  function* push(text: string): Generator<TableRow> {
    let from = 0;
    const flush = (to: number): void => {
      if (to > from) take(text.slice(from, to));
      from = to;
    };
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (state === 'quoted') {
        if (code === quote) {
          flush(at);
          from = at + 1;
          state = 'closed';
          // A carriage return that ended the cell's text is not half of the line's end that follows the quote.
          afterCr = false;
        } else if (code === lf || code === cr) {
          if (!(code === lf && afterCr)) line++;
          afterCr = code === cr;
        } else afterCr = false;
        continue;
      }
      if (state === 'closed' && code === quote) {
        // Two quotes stand for one.
        from = at;
        state = 'quoted';
        continue;
      }
      if (code === quote && state === 'start') {
        from = at + 1;
        state = 'quoted';
        quoteLine = line;
        afterCr = false;
      } else if (code === mark) {
        flush(at);
        from = at + 1;
        closeCell();
        afterCr = false;
      } else if (code === lf || code === cr) {
        flush(at);
        from = at + 1;
        if (code === lf && afterCr) {
          afterCr = false;
          rowLine = line;
          continue;
        }
        const row = closeRow();
        line++;
        rowLine = line;
        afterCr = code === cr;
        if (row) yield row;
      } else {
        if (state === 'start') state = 'bare';
        afterCr = false;
      }
    }
    flush(text.length);
  }

  function* end(): Generator<TableRow> {
    if (state === 'quoted') throw edgeErrors.file_quote_open({ line: quoteLine });
    const row = closeRow();
    if (row) yield row;
  }
  return { push, end };
}
