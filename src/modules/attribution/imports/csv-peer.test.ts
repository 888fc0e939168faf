/** The splitter against csv-parse: what is well formed has the same cells for both, and ours keeps what the other does not promise. */
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv, rowLimits, separators, type Separator, type TableRow } from './csv.ts';

async function rowsOf(pieces: Iterable<string>, separator: Separator): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of readCsv(pieces, separator)) rows.push(...batch);
  return rows;
}
const peer = (text: string, separator: Separator): string[][] =>
  (
    parse(text, {
      delimiter: separator,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
    }) as string[][]
  ).filter((cells) => cells.some((cell) => cell.trim() !== ''));

// A cell as programs write it: bare where it may be, quoted where it must.
const cell = (separator: Separator) =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '中', '😀', '=', ' ', '5"', '.'), maxLength: 6 }).filter((text) => !text.startsWith('"')),
    fc
      .string({ unit: fc.constantFrom('a', '中', separator, '"', '\n', '\r\n', '\r', ' '), maxLength: 6 })
      .map((text) => `"${text.replaceAll('"', '""')}"`),
  );
const table = fc.constantFrom(...separators).chain((separator) =>
  fc.record({
    separator: fc.constant(separator),
    lines: fc.array(fc.array(cell(separator), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
    ending: fc.constantFrom('\n', '\r\n', '\r'),
    last: fc.boolean(),
    step: fc.integer({ min: 1, max: 9 }),
  }),
);

it('reads the cells that csv-parse reads, of every separator and line ending, however the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ separator, lines, ending, last, step }) => {
      const text = lines.map((cells) => cells.join(separator)).join(ending) + (last ? ending : '');
      const pieces = Array.from({ length: Math.ceil(text.length / step) }, (_, at) => text.slice(at * step, at * step + step));
      const rows = await rowsOf(pieces, separator);
      expect(rows.map(({ cells }) => cells)).toEqual(peer(text, separator));
      // A row is on the line on which an editor shows its beginning.
      for (const { line, cells } of rows) {
        const before = text.split(/\r\n|\r|\n/).slice(line - 1);
        const bare = cells[0]!.split(/\r\n|\r|\n/)[0]!;
        expect(before[0]!.startsWith(bare) || before[0]!.startsWith(`"${bare.replaceAll('"', '""')}`)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

it('stops at a row of nothing but separators long before it is whole', async () => {
  let given = 0;
  function* commas(): Generator<string> {
    for (let at = 0; at < 512; at++) {
      given++;
      yield ','.repeat(1 << 16);
    }
  }
  await expect(rowsOf(commas(), ',')).rejects.toMatchObject({
    code: 'attribution.file_too_wide',
    params: { line: 1, limit: rowLimits.cells },
  });
  expect(given).toBe(1);
});
