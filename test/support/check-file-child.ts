/** Checks a file of conversions in a process of its own, whose heap the caller bounds: prints what was found and the peak of memory. */
import { columnMapping } from '../../src/modules/attribution/imports/contract.ts';
import { checkRows } from '../../src/modules/attribution/imports/check.ts';
import { suggestMapping } from '../../src/modules/attribution/imports/header.ts';
import { createRowReader } from '../../src/modules/attribution/imports/rows.ts';
import { lookAtTable, rowsOf } from '../../src/modules/attribution/imports/table.ts';

const path = process.argv[2]!;
const base = columnMapping.parse({ columns: {} });
const facts = await lookAtTable(path, base);
const reader = createRowReader(facts.header, { ...base, ...suggestMapping(facts.header) }, { currency: 'CNY', zone: 'Asia/Shanghai' });
const { totals } = await checkRows(rowsOf(path, facts, null), reader, {
  onErrors: async () => {},
  known: async () => new Set(),
  signal: new AbortController().signal,
});
process.stdout.write(JSON.stringify({ totals, encoding: facts.encoding, maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
